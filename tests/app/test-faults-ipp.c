// SPDX-License-Identifier: Apache-2.0
// The same as test-faults.c with printers that speak IPP: an ippeveprinter itself, and one behind a
// queue of a cupsd.
#include "fault-clerk.h"

#include "cable.h"
#include "eve-printer.h"
#include "paper.h"
#include "spooler.h"

#include "suima-words.h"

#include <glib/gstdio.h>
#include <signal.h>

#define QUEUE "Counter1"

/* A printer, its paper, and a switch for its faults. */
typedef struct
{
  char *dir;
  char *fault, *said;
  Paper *paper;
  EvePrinter *eve;
  Cable *cable;     /* (nullable) */
  Spooler *spooler; /* (nullable) */
  FaultClerk *clerk;
} Counter;

static Counter *
counter_new (guint pace_ms)
{
  Counter *counter = g_new0 (Counter, 1);
  g_autofree char *paper = NULL, *pace_us = g_strdup_printf ("%u", pace_ms * 1000);

  counter->dir = g_dir_make_tmp ("suima-counter-XXXXXX", NULL);
  g_assert_nonnull (counter->dir);
  paper = g_build_filename (counter->dir, "paper", NULL);
  counter->paper = paper_open (paper);
  counter->fault = g_build_filename (counter->dir, "fault", NULL);
  counter->said = g_strconcat (counter->fault, ".said", NULL);
  g_setenv ("SUIMA_PAPER", paper, TRUE);
  g_setenv ("SUIMA_PACE_US", pace_us, TRUE);
  g_setenv ("SUIMA_PRESS_FAULT", counter->fault, TRUE);
  counter->eve = eve_printer_start_with (g_getenv ("SUIMA_PAPER_PRESS"));
  return counter;
}

static void
counter_free (Counter *counter)
{
  clerk_free (counter->clerk);
  if (counter->spooler != NULL)
    {
      spooler_kill (counter->spooler); /* its orderly end waits for jobs */
      spooler_stop (counter->spooler);
    }
  cable_free (counter->cable);
  eve_printer_kill (counter->eve);
  eve_printer_stop (counter->eve);
  paper_free (counter->paper);
  eve_remove_folder (counter->dir);
  g_free (counter->dir);
  g_free (counter->fault);
  g_free (counter->said);
  g_free (counter);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Counter, counter_free)

static Counter *
counter_new_direct (void)
{
  Counter *counter = counter_new (10);

  counter->clerk = clerk_new (counter->eve->uri);
  return counter;
}

static Counter *
counter_new_queue (void)
{
  Counter *counter = counter_new (10);

  counter->spooler = spooler_start ();
  spooler_add (counter->spooler, QUEUE, counter->eve->uri, "raw", "abort-job");
  counter->clerk = clerk_new (QUEUE);
  return counter;
}

/* Instead of the third label the printer stands still and says @reason, "-" for nothing. */
static void
counter_fail (Counter *counter, const char *reason)
{
  g_autofree char *text = g_strdup_printf ("3 %s\n", reason);

  g_assert_true (g_file_set_contents (counter->fault, text, -1, NULL));
}

static gboolean
counter_has_failed (gpointer user_data)
{
  return g_file_test (((Counter *)user_data)->said, G_FILE_TEST_EXISTS);
}

/* Returns: when it said so, monotonic. */
static gint64
counter_get_fault_time (Counter *counter)
{
  GStatBuf about;

  g_assert_cmpint (g_stat (counter->said, &about), ==, 0);
  return about.st_mtim.tv_sec * G_USEC_PER_SEC + about.st_mtim.tv_nsec / 1000 +
         g_get_monotonic_time () - g_get_real_time ();
}

static void
counter_mend (Counter *counter)
{
  g_assert_cmpint (g_unlink (counter->said), ==, 0);
}

static guint
counter_count (Counter *counter)
{
  paper_read (counter->paper);
  return counter->paper->codes->len;
}

static void
counter_assert_all_once (Counter *counter)
{
  paper_read (counter->paper);
  clerk_assert_paper (counter->clerk, counter->paper->codes);
}

/* Out of labels, open, paused: what it says stands there, and once mended it goes on by itself. */
static void
test_words (gconstpointer condition)
{
  const char *words = suima_words_printer_condition (condition);
  g_autoptr (Counter) counter = counter_new_direct ();

  counter_fail (counter, condition);
  clerk_print (counter->clerk);
  clerk_await (counter->clerk, words, 10);
  clerk_assert_soon (counter->clerk, words, counter_get_fault_time (counter));
  counter_mend (counter);
  clerk_await (counter->clerk, "5 张全部打完", 20);
  counter_assert_all_once (counter);
}

/* The plug is pulled in mid-run. */
static void
test_power (void)
{
  const char *words = suima_words_printer_condition ("not-answering");
  g_autoptr (Counter) counter = counter_new_direct ();
  gint64 pulled_us;

  counter_fail (counter, "-");
  clerk_print (counter->clerk);
  app_wait (counter_has_failed, counter);
  pulled_us = g_get_monotonic_time ();
  eve_printer_kill (counter->eve);
  clerk_await (counter->clerk, words, 10);
  clerk_assert_soon (counter->clerk, words, pulled_us);
  eve_printer_restart (counter->eve);
  clerk_await (counter->clerk, "张出来了吗？", 20);
  clerk_settle (counter->clerk, counter_count (counter));
  clerk_go_on (counter->clerk);
  clerk_await (counter->clerk, "3 张全部打完", 20);
  counter_assert_all_once (counter);
}

static gboolean
counter_is_cut (gpointer user_data)
{
  return cable_is_pulled (((Counter *)user_data)->cable);
}

/* The cable is pulled between two bytes of the labels, and put in again. */
static void
test_disconnect (void)
{
  g_autoptr (Counter) counter = counter_new (10);
  g_autofree char *uri = NULL;
  gint64 pulled_us;

  counter->cable = cable_lay (counter->eve->port);
  uri = g_strdup_printf ("ipp://localhost:%u/ipp/print", cable_get_port (counter->cable));
  counter->clerk = clerk_new (uri);
  cable_pull_at (counter->cable, 20000);
  clerk_print (counter->clerk);
  app_wait (counter_is_cut, counter);
  pulled_us = g_get_monotonic_time ();
  clerk_await (counter->clerk, "张出来了吗？", 20);
  clerk_assert_soon (counter->clerk, "张出来了吗？", pulled_us);
  clerk_settle (counter->clerk, counter_count (counter));
  clerk_go_on (counter->clerk);
  clerk_await (counter->clerk, "张全部打完", 20);
  counter_assert_all_once (counter);
}

/* It falls silent, and speaks again. */
static void
test_mute (void)
{
  const char *words = suima_words_printer_condition ("not-answering");
  g_autoptr (Counter) counter = counter_new_direct ();
  gint64 silent_us;

  counter_fail (counter, "-");
  clerk_print (counter->clerk);
  app_wait (counter_has_failed, counter);
  silent_us = g_get_monotonic_time ();
  g_subprocess_send_signal (counter->eve->printer, SIGSTOP);
  clerk_await (counter->clerk, words, 10);
  clerk_assert_soon (counter->clerk, words, silent_us);
  g_subprocess_send_signal (counter->eve->printer, SIGCONT);
  counter_mend (counter);
  clerk_await (counter->clerk, "5 张全部打完", 20);
  counter_assert_all_once (counter);
}

static void
test_slow (void)
{
  g_autoptr (Counter) counter = counter_new (700);

  counter->clerk = clerk_new (counter->eve->uri);
  clerk_print (counter->clerk);
  clerk_await (counter->clerk, "2 / 5", 10);
  clerk_await (counter->clerk, "5 张全部打完", 20);
  g_assert_null (app_find_text (counter->clerk->root, "出来了吗？"));
  counter_assert_all_once (counter);
}

/* @act: cupsdisable or cupsenable */
static void
turn_queue (const char *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, act, QUEUE, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* The queue was stopped before the run: enabled again, it goes on by itself. */
static void
test_stopped_queue (void)
{
  const char *words = suima_words_printer_condition ("queue-stopped");
  g_autoptr (Counter) counter = counter_new_queue ();
  gint64 since_us;

  turn_queue ("cupsdisable");
  since_us = g_get_monotonic_time ();
  clerk_print (counter->clerk);
  clerk_await (counter->clerk, words, 10);
  clerk_assert_soon (counter->clerk, words, since_us);
  g_assert_cmpuint (counter_count (counter), ==, 0);
  turn_queue ("cupsenable");
  clerk_await (counter->clerk, "5 张全部打完", 20);
  counter_assert_all_once (counter);
}

/* The queue is stopped in mid-run. Started again, cupsd would print it all once more: that is not
 * waited for, the clerk is asked. The rest waits for the queue. */
static void
test_stopped_in_mid_run (void)
{
  const char *words = suima_words_printer_condition ("queue-stopped");
  g_autoptr (Counter) counter = counter_new_queue ();
  gint64 since_us;

  counter_fail (counter, "-");
  clerk_print (counter->clerk);
  app_wait (counter_has_failed, counter);
  since_us = g_get_monotonic_time ();
  turn_queue ("cupsdisable");
  clerk_await (counter->clerk, "张出来了吗？", 10);
  clerk_assert_soon (counter->clerk, "张出来了吗？", since_us);
  eve_printer_kill (counter->eve); /* the clerk switches it off: nothing more comes out */
  counter_mend (counter);
  eve_printer_restart (counter->eve);
  clerk_settle (counter->clerk, counter_count (counter));
  clerk_go_on (counter->clerk);
  since_us = g_get_monotonic_time ();
  clerk_await (counter->clerk, words, 10);
  clerk_assert_soon (counter->clerk, words, since_us);
  turn_queue ("cupsenable");
  clerk_await (counter->clerk, "3 张全部打完", 20);
  counter_assert_all_once (counter);
}

/* cupsd asks its printer at intervals of 1, 1, 2, 3 and 5 seconds: it knows no sooner. */
static void
test_words_of_queue (gconstpointer condition)
{
  const char *words = suima_words_printer_condition (condition);
  g_autoptr (Counter) counter = counter_new_queue ();

  counter_fail (counter, condition);
  clerk_print (counter->clerk);
  clerk_await (counter->clerk, words, 15);
  counter_mend (counter);
  clerk_await (counter->clerk, "5 张全部打完", 20);
  counter_assert_all_once (counter);
}

typedef struct
{
  SuimaStation *station; /* owned */
  SuimaPrintRequest request;
} Run;

static gpointer
run_thread (gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result =
      suima_station_print (run->station, &run->request, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result->problem);
  suima_station_free (run->station);
  return NULL;
}

/* The station's folder as it lies at this moment: what a power cut would leave. */
static void
leave_as_it_lies (Fixture *fixture)
{
  g_autofree char *copy = fixture_dup_path (fixture, "copy");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) cp = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-a",
                                                 fixture->station, copy, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (cp, NULL, &error);
  g_assert_no_error (error);
  g_free (fixture->station);
  fixture->station = g_steal_pointer (&copy);
  fixture_open (fixture);
}

/* The kiosk comes back while its job is still at the printer, and that breaks off before the eyes of
 * the clerk: the question comes up on the page that stands there. */
static void
test_left_run (void)
{
  g_autoptr (Counter) counter = counter_new (10);
  Run run = { .request = { .count = CLERK_LABELS } };
  GThread *thread;

  counter->clerk = clerk_new_early (counter->eve->uri);
  run.request.batch_id = counter->clerk->batch_id;
  run.station = g_steal_pointer (&counter->clerk->fixture->handle);
  counter_fail (counter, "-");
  thread = g_thread_new ("run", run_thread, &run);
  app_wait (counter_has_failed, counter);
  leave_as_it_lies (counter->clerk->fixture);
  clerk_open (counter->clerk);
  clerk_await (counter->clerk, "打印 120 张", 20);
  g_assert_null (app_find_text (counter->clerk->root, "张出来了吗？"));
  eve_printer_kill (counter->eve);
  counter_mend (counter);
  eve_printer_restart (counter->eve);
  clerk_await (counter->clerk, "张出来了吗？", 20);
  g_thread_join (thread);
  clerk_settle (counter->clerk, counter_count (counter));
  clerk_go_on (counter->clerk);
  clerk_await (counter->clerk, "3 张全部打完", 20);
  counter_assert_all_once (counter);
}

static void
add_tests (void)
{
  g_test_add_data_func ("/app/faults-ipp/media-empty", "media-empty", test_words);
  g_test_add_data_func ("/app/faults-ipp/cover-open", "cover-open", test_words);
  g_test_add_data_func ("/app/faults-ipp/paused", "paused", test_words);
  g_test_add_func ("/app/faults-ipp/power", test_power);
  g_test_add_func ("/app/faults-ipp/disconnect", test_disconnect);
  g_test_add_func ("/app/faults-ipp/left-run", test_left_run);
  g_test_add_func ("/app/faults-ipp/mute", test_mute);
  g_test_add_func ("/app/faults-ipp/slow", test_slow);
  g_test_add_func ("/app/faults-ipp/stopped-queue", test_stopped_queue);
  g_test_add_func ("/app/faults-ipp/stopped-in-mid-run", test_stopped_in_mid_run);
  g_test_add_data_func ("/app/faults-ipp/queue/media-empty", "media-empty", test_words_of_queue);
  g_test_add_data_func ("/app/faults-ipp/queue/cover-open", "cover-open", test_words_of_queue);
}

int
main (int argc, char **argv)
{
  spooler_choose_port ();
  return app_run (argc, argv, add_tests);
}

// SPDX-License-Identifier: Apache-2.0
// A printer that cannot print now: what is said, how soon, and that it goes on by itself.
#include "eve-printer.h"
#include "run-shop.h"

#include "suima-printer.h"
#include "suima-words.h"

#include <cups/cups.h>
#include <glib/gstdio.h>
#include <string.h>

/* Reports a fault at the first label until a file says that somebody has mended it. */
#define FAULTY_COMMAND                                                                             \
  "#!/bin/sh\n"                                                                                    \
  "echo 'STATE: +%s-error' >&2\n"                                                                  \
  ": >'%s/fault'\n"                                                                                \
  "while [ ! -e '%s/mended' ]; do sleep 0.02; done\n"                                              \
  "echo 'STATE: -%s-error' >&2\n"                                                                  \
  "echo ATTR: job-impressions-completed=1 >&2\n"

typedef struct
{
  RunShop *shop;
  EvePrinter *eve;
  const char *awaited;
  gint64 seen_us;
} Watcher;

static void
watcher_init (Watcher *watcher, EvePrinter *eve)
{
  watcher->shop = run_shop_new ();
  watcher->eve = eve;
  g_free (watcher->shop->uri);
  watcher->shop->uri = g_strdup (eve->uri);
}

static void
watcher_clear (Watcher *watcher)
{
  run_shop_free (watcher->shop);
  eve_printer_stop (watcher->eve);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watcher, watcher_clear)

static SuimaPrintResult *
watcher_print (Watcher *watcher, SuimaPrintProgressFunc progress)
{
  SuimaPrintRequest request = {
    .batch_id = watcher->shop->batch_id, .count = 1, .printer = watcher->eve->uri
  };
  g_autoptr (GError) error = NULL;
  SuimaPrintResult *result = suima_station_print (watcher->shop->fixture->handle, &request, progress,
                                                  watcher, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
mend_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Watcher *watcher = user_data;
  g_autofree char *mended = g_build_filename (watcher->shop->fixture->dir, "mended", NULL);

  if (g_strcmp0 (progress->condition, watcher->awaited) != 0 || watcher->seen_us != 0)
    return;
  watcher->seen_us = g_get_real_time ();
  g_assert_true (g_file_set_contents (mended, "", 0, NULL));
}

static void
test_said_in_time (gconstpointer condition)
{
  g_auto (Watcher) watcher = { .awaited = condition };
  g_autofree char *script = NULL, *path = NULL, *fault = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  GStatBuf info;
  RunShop *shop = run_shop_new ();
  const char *dir = shop->fixture->dir;

  script = g_strdup_printf (FAULTY_COMMAND, watcher.awaited, dir, dir, watcher.awaited);
  path = fixture_write (shop->fixture, "command.sh", script, -1);
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  watcher.shop = shop;
  watcher.eve = eve_printer_start_with (path);
  result = watcher_print (&watcher, mend_cb);
  g_assert_no_error (result->problem);
  g_assert_cmpuint (result->printed, ==, 1);
  fault = g_build_filename (dir, "fault", NULL);
  g_assert_cmpint (g_stat (fault, &info), ==, 0);
  g_assert_cmpint (watcher.seen_us, >, 0);
  g_assert_cmpint (watcher.seen_us - info.st_mtim.tv_sec * G_USEC_PER_SEC -
                       info.st_mtim.tv_nsec / 1000,
                   <, 2 * G_TIME_SPAN_SECOND);
}

/* Another's two labels, then ours. */
static void
let_others_out_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Watcher *watcher = user_data;
  g_autoptr (SuimaPrinter) printer = NULL;

  if (watcher->seen_us != 0 || g_strcmp0 (progress->condition, "busy") != 0)
    return;
  watcher->seen_us = g_get_real_time ();
  printer = suima_printer_new (watcher->eve->uri, NULL);
  g_assert_null (eve_printer_dup_document (watcher->eve, 2)); /* ours is not there yet */
  eve_printer_let_out (watcher->eve, 3);
}

/* It has begun, and says so: a moment after it took the job. */
static void
await_processing (SuimaPrinter *printer)
{
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  for (;;)
    {
      g_autoptr (SuimaPrinterStatus) status = suima_printer_get_status (printer, 2000, NULL, NULL);
      if (status != NULL && status->state == SUIMA_PRINTER_PROCESSING)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (5000);
    }
}

static void
test_another_job (void)
{
  g_auto (Watcher) watcher = { 0 };
  g_autoptr (SuimaPrinter) other = NULL;
  g_autoptr (GPtrArray) rasters = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  g_autoptr (SuimaPrintResult) result = NULL;
  SuimaPrinterJob job = { .job_name = "another", .width_mm = 40, .height_mm = 30, .rasters = rasters };
  gboolean may_have_data;

  watcher_init (&watcher, eve_printer_start ());
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (rasters, suima_raster_new (320, 240, 203));
  other = suima_printer_new (watcher.eve->uri, NULL);
  g_assert_cmpint (suima_printer_submit (other, &job, &may_have_data, NULL, NULL), >, 0);
  await_processing (other);
  result = watcher_print (&watcher, let_others_out_cb);
  g_assert_cmpint (watcher.seen_us, >, 0);
  g_assert_cmpuint (result->printed, ==, 1);
}

static void
test_words (void)
{
  static const char *const conditions[] = {
    "media-empty", "media-needed", "media-jam", "cover-open", "door-open", "marker-supply-empty",
    "paused", "offline", "stopped", "shutdown", "fuser-over-temp", "connecting",
    "connecting-to-device", "not-answering", "not-accepting", "busy", "input-tray-missing",
  };
  const char *otherwise = suima_words_printer_condition ("no-such-reason");

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      const char *words = suima_words_printer_condition (conditions[i]);
      g_test_message ("%s: %s", conditions[i], words);
      g_assert_cmpstr (words, !=, otherwise);
      g_assert_nonnull (strpbrk (words, ":")); /* what is the matter, and what to do */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/station-fault/media-empty", "media-empty", test_said_in_time);
  g_test_add_data_func ("/station-fault/cover-open", "cover-open", test_said_in_time);
  g_test_add_func ("/station-fault/another-job", test_another_job);
  g_test_add_func ("/station-fault/words", test_words);
  return g_test_run ();
}

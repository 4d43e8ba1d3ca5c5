// SPDX-License-Identifier: Apache-2.0
// The watch folder: each file once, whatever happens in between.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-watch.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD "品名,产地,数量,单位\n上海青,广东中山,10,斤\n合计,,10,斤\n"
#define BAD "品名,产地,数量,单位\n菜心,广东中山,10,斤\n芥蓝,广东中山,十,斤\n"

typedef struct
{
  Fixture *fixture;
  SuimaWatch *watch;
  char *folder;
} Inbox;

static void
inbox_clear (Inbox *inbox)
{
  suima_watch_free (inbox->watch);
  fixture_free (inbox->fixture);
  g_free (inbox->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inbox, inbox_clear)

static GPtrArray *
step (Inbox *inbox)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = suima_watch_step (inbox->watch, &error);

  g_assert_no_error (error);
  return files;
}

static Inbox
inbox_open (void)
{
  Inbox inbox = { .fixture = fixture_new () };
  g_autoptr (GPtrArray) files = NULL;

  inbox.watch = suima_watch_new (inbox.fixture->handle);
  inbox.folder = g_strdup (suima_watch_get_folder (inbox.watch));
  files = step (&inbox);
  g_assert_cmpuint (files->len, ==, 0);
  g_assert_true (g_file_test (inbox.folder, G_FILE_TEST_IS_DIR));
  return inbox;
}

static char *
in_folder (const Inbox *inbox, const char *name)
{
  return g_build_filename (inbox->folder, name, NULL);
}

static void
drop (const Inbox *inbox, const char *name, const char *text)
{
  g_autofree char *path = in_folder (inbox, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_lies (const Inbox *inbox, const char *name, gboolean is_there)
{
  g_autofree char *path = in_folder (inbox, name);

  g_test_message ("%s", name);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, is_there);
}

static char *
read_file (const Inbox *inbox, const char *name)
{
  g_autofree char *path = in_folder (inbox, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static guint
count_batches (const Inbox *inbox)
{
  g_autoptr (GPtrArray) cards = suima_station_list_batches (inbox->fixture->handle, FALSE, NULL);

  return cards->len;
}

/* A second look, a second later. Returns: (transfer full): the one file that it dealt with. */
static SuimaWatchFile *
look_twice (Inbox *inbox)
{
  g_autoptr (GPtrArray) first = step (inbox), second = NULL;

  g_assert_cmpuint (first->len, ==, 0);
  inbox->fixture->now_us += G_TIME_SPAN_SECOND;
  second = step (inbox);
  g_assert_cmpuint (second->len, ==, 1);
  return g_ptr_array_steal_index (second, 0);
}

static void
test_watch_done (void)
{
  g_auto (Inbox) inbox = inbox_open ();
  g_autoptr (SuimaWatchFile) file = NULL, again = NULL;
  g_autoptr (GPtrArray) nothing = NULL;

  drop (&inbox, "到货.csv", GOOD);
  file = look_twice (&inbox);
  g_assert_cmpstr (file->name, ==, "到货.csv");
  g_assert_cmpint (file->outcome, ==, SUIMA_WATCH_DONE);
  g_assert_cmpuint (file->import->batches, ==, 1);
  g_assert_cmpuint (file->import->notes->len, ==, 1);
  g_assert_no_error (file->error);
  assert_lies (&inbox, "到货.csv", FALSE);
  assert_lies (&inbox, "done/到货.csv", TRUE);
  nothing = step (&inbox);
  g_assert_cmpuint (nothing->len, ==, 0);
  drop (&inbox, "到货.csv", GOOD);
  again = look_twice (&inbox);
  g_assert_cmpuint (again->import->duplicates, ==, 1);
  assert_lies (&inbox, "done/到货 (2).csv", TRUE);
  g_assert_cmpuint (count_batches (&inbox), ==, 1);
}

static void
test_watch_problems (void)
{
  g_auto (Inbox) inbox = inbox_open ();
  g_autoptr (SuimaWatchFile) file = NULL, again = NULL;
  g_autofree char *report = NULL;

  drop (&inbox, "b.csv", BAD);
  file = look_twice (&inbox);
  g_assert_cmpint (file->outcome, ==, SUIMA_WATCH_PROBLEMS);
  g_assert_cmpuint (file->import->batches, ==, 1);
  assert_lies (&inbox, "problems/b.csv", TRUE);
  report = read_file (&inbox, "problems/b.csv.txt");
  g_assert_nonnull (strstr (report, "Imported: 1. Known already: 0. Refused: 1."));
  g_assert_nonnull (strstr (report, "Row 3, 数量 \"十\""));
  drop (&inbox, "b.csv", BAD);
  again = look_twice (&inbox);
  g_assert_cmpuint (again->import->duplicates, ==, 1);
  assert_lies (&inbox, "problems/b (2).csv", TRUE);
  assert_lies (&inbox, "problems/b (2).csv.txt", TRUE);
  g_assert_cmpuint (count_batches (&inbox), ==, 1);
}

static void
test_watch_refused (void)
{
  g_auto (Inbox) inbox = inbox_open ();
  g_autoptr (SuimaWatchFile) file = NULL;
  g_autofree char *report = NULL;

  drop (&inbox, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more");
  file = look_twice (&inbox);
  g_assert_cmpint (file->outcome, ==, SUIMA_WATCH_PROBLEMS);
  g_assert_error (file->error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  report = read_file (&inbox, "problems/old.xls.txt");
  g_assert_nonnull (strstr (report, "Nothing of this file was imported."));
  g_assert_nonnull (strstr (report, "choose Save As"));
}

/* What is still written, on its way, a lock or not a file waits; what vanishes was never there. */
static void
test_watch_waits (void)
{
  static const char *const others[] = { "a.csv.part", "a.csv.CRDOWNLOAD", "~$a.xlsx", ".~lock.a#",
                                        ".a.csv",     "a.tmp",            "a.csv~" };
  g_auto (Inbox) inbox = inbox_open ();
  g_autofree char *link = in_folder (&inbox, "link.csv"), *sub = in_folder (&inbox, "sub.csv");
  g_autofree char *gone = in_folder (&inbox, "gone.csv");
  g_autoptr (SuimaWatchFile) file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    drop (&inbox, others[i], GOOD);
  drop (&inbox, "empty.csv", "");
  drop (&inbox, "gone.csv", BAD);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (g_mkdir (sub, 0755), ==, 0);
  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (GPtrArray) files = NULL;
      g_autofree char *part = g_strndup (GOOD, strlen (GOOD) - 6 + i);
      drop (&inbox, "slow.csv", part);
      files = step (&inbox);
      g_assert_cmpuint (files->len, ==, 0);
      inbox.fixture->now_us += G_TIME_SPAN_HOUR;
      g_unlink (gone);
    }
  drop (&inbox, "slow.csv", GOOD);
  file = look_twice (&inbox);
  g_assert_cmpstr (file->name, ==, "slow.csv");
  g_assert_cmpuint (count_batches (&inbox), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_lies (&inbox, others[i], TRUE);
  assert_lies (&inbox, "empty.csv", TRUE);
  assert_lies (&inbox, "link.csv", TRUE);
}

/* Two looks in one moment are one; a clock that was put back starts the wait anew. */
static void
test_watch_clock (void)
{
  static const gint64 moves_us[] = { 0, G_TIME_SPAN_SECOND - 1, -G_TIME_SPAN_DAY,
                                     G_TIME_SPAN_SECOND - 1 };
  g_auto (Inbox) inbox = inbox_open ();
  g_autoptr (GPtrArray) first = NULL, last = NULL;

  drop (&inbox, "a.csv", GOOD);
  first = step (&inbox);
  for (guint i = 0; i < G_N_ELEMENTS (moves_us); i++)
    {
      g_autoptr (GPtrArray) files = NULL;
      inbox.fixture->now_us += moves_us[i];
      files = step (&inbox);
      g_assert_cmpuint (files->len, ==, 0);
    }
  inbox.fixture->now_us += 1;
  last = step (&inbox);
  g_assert_cmpuint (last->len, ==, 1);
}

/* The power went after the import and before the move; and after the report, too. */
static void
test_watch_power_cut (void)
{
  g_auto (Inbox) inbox = inbox_open ();
  g_autofree char *good = in_folder (&inbox, "good.csv"), *bad = in_folder (&inbox, "bad.csv");
  g_autoptr (GPtrArray) first = NULL, files = NULL;
  g_autofree char *report = NULL;

  drop (&inbox, "good.csv", GOOD);
  drop (&inbox, "bad.csv", BAD);
  suima_import_free (suima_station_import (inbox.fixture->handle, good, NULL));
  suima_import_free (suima_station_import (inbox.fixture->handle, bad, NULL));
  {
    g_autofree char *problems = in_folder (&inbox, "problems");
    g_assert_cmpint (g_mkdir (problems, 0755), ==, 0);
    drop (&inbox, "problems/bad.csv.txt", "half a rep");
  }
  g_clear_pointer (&inbox.watch, suima_watch_free);
  fixture_close (inbox.fixture);
  fixture_open (inbox.fixture);
  inbox.watch = suima_watch_new (inbox.fixture->handle);
  first = step (&inbox);
  inbox.fixture->now_us += G_TIME_SPAN_SECOND;
  files = step (&inbox);
  g_assert_cmpuint (files->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SuimaWatchFile *file = g_ptr_array_index (files, i);
      g_assert_cmpuint (file->import->batches, ==, 0);
      g_assert_cmpuint (file->import->duplicates, ==, 1);
    }
  g_assert_cmpuint (count_batches (&inbox), ==, 2);
  assert_lies (&inbox, "done/good.csv", TRUE);
  assert_lies (&inbox, "problems/bad (2).csv", TRUE);
  report = read_file (&inbox, "problems/bad (2).csv.txt");
  g_assert_nonnull (strstr (report, "Refused: 1."));
}

/* A folder in the place of done/: the file stays, which is said once, and goes when it can. */
static void
test_watch_left (void)
{
  g_auto (Inbox) inbox = inbox_open ();
  g_autofree char *done = in_folder (&inbox, "done");
  g_autoptr (SuimaWatchFile) file = NULL;
  g_autoptr (GPtrArray) silent = NULL, moved = NULL;

  g_assert_true (g_file_set_contents (done, "", -1, NULL));
  drop (&inbox, "a.csv", GOOD);
  file = look_twice (&inbox);
  g_assert_cmpint (file->outcome, ==, SUIMA_WATCH_LEFT);
  g_assert_nonnull (file->error);
  g_assert_cmpuint (file->import->batches, ==, 1);
  assert_lies (&inbox, "a.csv", TRUE);
  inbox.fixture->now_us += G_TIME_SPAN_MINUTE;
  silent = step (&inbox);
  g_assert_cmpuint (silent->len, ==, 0);
  g_assert_cmpint (g_unlink (done), ==, 0);
  inbox.fixture->now_us += G_TIME_SPAN_MINUTE;
  moved = step (&inbox);
  g_assert_cmpuint (moved->len, ==, 1);
  assert_lies (&inbox, "done/a.csv", TRUE);
  g_assert_cmpuint (count_batches (&inbox), ==, 1);
}

/* A folder that was set is used, and never made: it may be a share that is away. */
static void
test_watch_folder_set (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *share = fixture_dup_path (fixture, "share");
  g_autofree char *config = g_build_filename (fixture->station, "station.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SuimaWatch) watch = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;

  fixture_close (fixture);
  g_assert_true (g_key_file_load_from_file (file, config, G_KEY_FILE_NONE, NULL));
  g_key_file_set_string (file, "import", "inbox", share);
  g_assert_true (g_key_file_save_to_file (file, config, NULL));
  fixture_open (fixture);
  watch = suima_watch_new (fixture->handle);
  g_assert_cmpstr (suima_watch_get_folder (watch), ==, share);
  g_assert_null (suima_watch_step (watch, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_assert_cmpint (g_mkdir (share, 0755), ==, 0);
  files = suima_watch_step (watch, NULL);
  g_assert_cmpuint (files->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-watch/done", test_watch_done);
  g_test_add_func ("/station-watch/problems", test_watch_problems);
  g_test_add_func ("/station-watch/refused", test_watch_refused);
  g_test_add_func ("/station-watch/waits", test_watch_waits);
  g_test_add_func ("/station-watch/clock", test_watch_clock);
  g_test_add_func ("/station-watch/power-cut", test_watch_power_cut);
  g_test_add_func ("/station-watch/left", test_watch_left);
  g_test_add_func ("/station-watch/folder-set", test_watch_folder_set);
  return g_test_run ();
}

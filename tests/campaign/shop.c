// SPDX-License-Identifier: Apache-2.0
#include "shop.h"

#include "kiosk.h"
#include "program.h"

#include "suima-printer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PACE_US 2000
#define PACE_US_TEXT "2000"
#define DOCUMENT_MIN_BYTES 2000 /* questions and Create-Job are shorter */
#define REST_PATIENCE_US (40 * G_TIME_SPAN_SECOND)
#define TCP_LISTEN_STATE 10 /* of /proc/net/tcp */
#define QUIET_US (300 * G_TIME_SPAN_MILLISECOND)

static void
shop_start_device (Shop *shop, Line line)
{
  static const char *const languages[] = {
    [LINE_ZPL] = "zpl",
    [LINE_TSPL] = "tspl",
    [LINE_LPRINT] = "driver",
  };
  g_autofree char *port = g_strdup_printf ("%u", shop->device_ports[line]);
  const char *argv[] = { program_get ("SUIMA_PAPER_DEVICE"), languages[line], port,
                         shop->paper->path, PACE_US_TEXT, NULL };

  g_clear_object (&shop->devices[line]);
  shop->devices[line] = program_spawn (argv, NULL, TRUE);
  eve_await_port (shop->device_ports[line]);
}

static void
shop_start_hub (Shop *shop)
{
  g_autofree char *dir = g_build_filename (shop->dir, "hub", NULL);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", shop->hub_port);
  const char *argv[] = { program_get ("SUIMA_HUB"), "--data", dir, "--listen", listen,
                         "--host", "TRACE.LOCAL", NULL };

  g_mkdir_with_parents (dir, 0700);
  g_clear_object (&shop->hub);
  shop->hub = program_spawn (argv, NULL, FALSE);
  eve_await_port (shop->hub_port);
}

static void
shop_start_printers (Shop *shop)
{
  static const char *const languages[] = { [LINE_ZPL] = "zpl", [LINE_TSPL] = "tspl" };
  g_autofree char *device = NULL;

  for (Line line = LINE_ZPL; line <= LINE_TSPL; line++)
    {
      shop->device_ports[line] = eve_pick_port ();
      shop_start_device (shop, line);
      shop->cables[line] = cable_lay (shop->device_ports[line]);
      shop->uris[line] = g_strdup_printf ("socket://127.0.0.1:%u?lang=%s",
                                          shop->device_ports[line], languages[line]);
      shop->cable_uris[line] = g_strdup_printf ("socket://127.0.0.1:%u?lang=%s",
                                                cable_get_port (shop->cables[line]),
                                                languages[line]);
    }
  shop->eve = eve_printer_start_with (program_get ("SUIMA_PAPER_PRESS"));
  shop->uris[LINE_IPP] = g_strdup (shop->eve->uri);
  shop->cables[LINE_IPP] = cable_lay (shop->eve->port);
  shop->cable_uris[LINE_IPP] = g_strdup_printf ("ipp://localhost:%u/ipp/print",
                                                cable_get_port (shop->cables[LINE_IPP]));
  shop->spooler = spooler_start ();
  spooler_add (shop->spooler, "Counter1", shop->eve->uri, "raw", "abort-job");
  shop->uris[LINE_QUEUE] = g_strdup ("Counter1");
  shop->device_ports[LINE_LPRINT] = eve_pick_port ();
  shop_start_device (shop, LINE_LPRINT);
  device = g_strdup_printf ("socket://127.0.0.1:%u", shop->device_ports[LINE_LPRINT]);
  shop->lprint = lprint_server_start (device, "zpl_4inch-203dpi-dt");
  shop->uris[LINE_LPRINT] = g_strdup (shop->lprint->uri);
}

void
shop_configure (Shop *shop, const char *key, const char *value)
{
  g_autofree char *path = g_build_filename (shop->station, "station.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_key_file_set_string (file, "print", key, value);
  g_key_file_save_to_file (file, path, &error);
  g_assert_no_error (error);
}

static void
shop_import (Shop *shop)
{
  g_autofree char *maker =
      g_build_filename (program_get ("SUIMA_SOURCE"), "tools", "demo-deliveries", NULL);
  g_autofree char *deliveries = g_build_filename (shop->dir, "deliveries", NULL);
  g_autofree char *path = g_build_filename (deliveries, "fruit-delivery.csv", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) there = g_date_time_add_hours (now, 8);
  g_autofree char *day = g_date_time_format (there, "%F");
  const char *argv[] = { maker, deliveries, day, NULL };
  g_autoptr (GSubprocess) making = program_spawn (argv, NULL, FALSE);
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaImport) import = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (making, NULL, &error);
  g_assert_no_error (error);
  station = shop_open (shop);
  import = suima_station_import (station, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->batches, >, 0);
  shop->batch_id = 1;
}

static void
shop_init (Shop *shop)
{
  g_autofree char *hub = g_strdup_printf ("http://127.0.0.1:%u", shop->hub_port);
  SuimaStationSetup setup = {
    .shop = "A17",
    .jurisdiction = "CN-4420",
    .hub = hub,
    .template_id = "40x30",
  };
  g_autoptr (GError) error = NULL;

  suima_station_init (shop->station, &setup, &error);
  g_assert_no_error (error);
  shop_configure (shop, "reprint_quota", "1000"); /* no matter here */
  shop_import (shop);
}

static void
shop_map_words (Shop *shop)
{
  int fd = open (shop->words_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (ftruncate (fd, sizeof *shop->words), ==, 0);
  shop->words =
      mmap (NULL, sizeof *shop->words, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  g_assert_true (shop->words != MAP_FAILED);
  close (fd);
}

Shop *
shop_new (guint32 seed)
{
  Shop *shop = g_new0 (Shop, 1);
  g_autofree char *paper = NULL;

  shop->rand = g_rand_new_with_seed (seed);
  shop->dir = g_dir_make_tmp ("suima-campaign-XXXXXX", NULL);
  g_assert_nonnull (shop->dir);
  shop->station = g_build_filename (shop->dir, "station", NULL);
  shop->store = g_build_filename (shop->station, "station.sqlite", NULL);
  shop->words_path = g_build_filename (shop->dir, "words", NULL);
  paper = g_build_filename (shop->dir, "paper", NULL);
  shop->paper = paper_open (paper);
  shop_map_words (shop);
  g_setenv ("SUIMA_PAPER", paper, TRUE);
  g_setenv ("SUIMA_PACE_US", PACE_US_TEXT, TRUE);
  shop->hub_port = eve_pick_port ();
  shop_start_hub (shop);
  shop_start_printers (shop);
  shop_init (shop);
  return shop;
}

void
shop_free (Shop *shop)
{
  lprint_server_stop (shop->lprint);
  spooler_kill (shop->spooler); /* its orderly end waits for jobs */
  spooler_stop (shop->spooler);
  eve_printer_stop (shop->eve);
  program_kill (shop->hub);
  g_object_unref (shop->hub);
  for (Line line = 0; line < N_LINES; line++)
    {
      if (shop->devices[line] != NULL)
        program_kill (shop->devices[line]);
      g_clear_object (&shop->devices[line]);
      cable_free (shop->cables[line]);
      g_free (shop->uris[line]);
      g_free (shop->cable_uris[line]);
    }
  paper_free (shop->paper);
  munmap (shop->words, sizeof *shop->words);
  g_rand_free (shop->rand);
  eve_remove_folder (shop->dir);
  g_free (shop->words_path);
  g_free (shop->store);
  g_free (shop->station);
  g_free (shop->dir);
  g_free (shop);
}

SuimaStation *
shop_open (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  SuimaStation *station = suima_station_open (shop->station, FALSE, &error);

  g_assert_no_error (error);
  return station;
}

static sqlite3 *
shop_open_database (const char *path)
{
  sqlite3 *database;

  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (database));
  sqlite3_busy_timeout (database, 10000);
  return database;
}

static char *
shop_ask_database (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement;
  char *text = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return text;
}

char *
shop_ask_text (Shop *shop, const char *sql)
{
  return shop_ask_database (shop_open_database (shop->store), sql);
}

static gint64
shop_take_number (char *text)
{
  g_autofree char *owned = text;

  return owned != NULL ? g_ascii_strtoll (owned, NULL, 10) : 0;
}

gint64
shop_ask (Shop *shop, const char *sql)
{
  return shop_take_number (shop_ask_text (shop, sql));
}

gint64
shop_ask_hub (Shop *shop, const char *sql)
{
  g_autofree char *path = g_build_filename (shop->dir, "hub", "hub.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS station", shop->store);
  sqlite3 *database = shop_open_database (path);

  if (sqlite3_exec (database, attach, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  return shop_take_number (shop_ask_database (database, sql));
}

static const char *
shop_get_sending_step (const KillWords *words)
{
  if (words->sent_bytes < DOCUMENT_MIN_BYTES)
    return "before the document";
  return words->last_kind == KILL_WRITE || words->last_kind == KILL_SYNC ? "after the last byte"
                                                                         : "in mid-document";
}

static const char *
shop_get_printing_step (Shop *shop)
{
  gint64 out, before, count;

  paper_read (shop->paper);
  before = shop_ask (shop, "SELECT first_number - 1 FROM chunk ORDER BY id DESC LIMIT 1");
  count = shop_ask (shop, "SELECT last_number - first_number + 1 FROM chunk ORDER BY id DESC LIMIT 1");
  out = (gint64)(shop->paper->codes->len - shop->papers_before) - before;
  if (out <= 0)
    return "handed, none out";
  return out < count ? "handed, some out" : "all out, not counted";
}

/* The states of chunks and runs are those of suima-store-run.h. */
const char *
shop_get_step (Shop *shop, gint64 run_before)
{
  gint64 run = shop_ask (shop, "SELECT max(id) FROM run WHERE is_reprint = 0");
  gint64 open_run = shop_ask (shop, "SELECT max(id) FROM run WHERE state = 1");
  gint64 chunk, missing;

  if (run <= run_before)
    return "before the serials";
  if (open_run != run)
    return "after the settling";
  chunk = shop_ask (shop, "SELECT state FROM chunk WHERE run_id = (SELECT max(id) FROM run WHERE "
                          "state = 1) ORDER BY id DESC LIMIT 1");
  if (chunk == 0)
    return "after the serials";
  if (chunk == 1)
    return shop_get_sending_step (shop->words);
  if (chunk == 2)
    return shop_get_printing_step (shop);
  missing = shop_ask (shop, "SELECT count(*) FROM item WHERE state = 1 AND run_id = (SELECT max(id) "
                            "FROM run WHERE state = 1)");
  return missing > 0 && chunk == 3 ? "between two jobs" : "in the settling";
}

static void
shop_await_idle (const char *destination)
{
  gint64 until_us = g_get_monotonic_time () + REST_PATIENCE_US;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaPrinter) printer = suima_printer_new (destination, &error);
      g_autoptr (SuimaPrinterStatus) status =
          printer ? suima_printer_get_status (printer, 2000, NULL, &error) : NULL;
      if (status != NULL && status->state != SUIMA_PRINTER_PROCESSING)
        return;
      if (g_get_monotonic_time () > until_us)
        g_error ("%s does not come to rest: %s", destination, error ? error->message : "it prints");
      g_usleep (5000);
    }
}

/* Whether bytes lie on the way to @port: of a line that the kernel knows, taken or not. */
static gboolean
shop_is_line_full (guint port)
{
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_full = FALSE;

  if (!g_file_get_contents ("/proc/net/tcp", &table, NULL, NULL))
    g_error ("/proc/net/tcp cannot be read");
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      guint local, remote, state, unsent, unread;
      if (sscanf (lines[i], " %*u: %*x:%x %*x:%x %x %x:%x", &local, &remote, &state, &unsent,
                  &unread) == 5 &&
          state != TCP_LISTEN_STATE)
        is_full |= (local == port && unread > 0) || (remote == port && unsent > 0);
    }
  return is_full;
}

static void
shop_await_drained (guint port)
{
  gint64 until_us = g_get_monotonic_time () + REST_PATIENCE_US;

  while (shop_is_line_full (port) && g_get_monotonic_time () < until_us)
    g_usleep (5000);
}

/* LPrint has handed on what its printer may still hold. */
static void
shop_await_quiet (Shop *shop)
{
  gint64 quiet_since_us = g_get_monotonic_time ();
  gsize offset_bytes = shop->paper->offset_bytes;

  while (g_get_monotonic_time () - quiet_since_us < QUIET_US)
    {
      g_usleep (5000);
      paper_read (shop->paper);
      if (shop->paper->offset_bytes != offset_bytes)
        quiet_since_us = g_get_monotonic_time ();
      offset_bytes = shop->paper->offset_bytes;
    }
}

void
shop_rest (Shop *shop, Line line)
{
  shop_await_idle (shop->uris[line]);
  if (line == LINE_QUEUE)
    shop_await_idle (shop->uris[LINE_IPP]);
  if (line == LINE_LPRINT)
    {
      shop_await_drained (shop->device_ports[line]);
      shop_await_quiet (shop);
    }
  paper_read (shop->paper);
}

void
shop_cycle_power (Shop *shop)
{
  shop_await_idle (shop->uris[LINE_IPP]);
  eve_printer_kill (shop->eve);
  eve_printer_restart (shop->eve);
}

void
shop_begin_act (Shop *shop)
{
  memset (shop->words, 0, sizeof *shop->words);
  paper_read (shop->paper);
  shop->papers_before = shop->paper->codes->len;
}

static GSubprocess *
shop_start_act (Shop *shop, Act act, Line line, const char *const *arguments, const char *kill_at)
{
  ProgramWatch watch = { .words_path = shop->words_path, .kill_at = kill_at };
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  if (act == ACT_TOUCH)
    return kiosk_start (shop, line, kill_at);
  g_ptr_array_add (argv, (gpointer)program_get ("SUIMACTL"));
  g_ptr_array_add (argv, (gpointer) "--data");
  g_ptr_array_add (argv, shop->station);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)arguments[i]);
  g_ptr_array_add (argv, NULL);
  shop_begin_act (shop);
  return program_spawn ((const char *const *)argv->pdata, &watch, FALSE);
}

static void
shop_measure_act (Shop *shop, Act act, Line line, const char *const *arguments)
{
  ActLength *length = &shop->lengths[act][line];
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process = shop_start_act (shop, act, line, arguments, NULL);

  if (act == ACT_TOUCH) /* what came before the touch is none of it */
    start_us = g_get_monotonic_time ();

  g_subprocess_wait (process, NULL, NULL);
  length->us = g_get_monotonic_time () - start_us;
  for (guint i = 0; i < KILL_N_KINDS; i++)
    length->calls[i] = shop->words->calls[i];
}

static gint64
shop_pick_moment (Shop *shop, const ActLength *length)
{
  return (gint64)(g_rand_double (shop->rand) * (double)length->us);
}

static gboolean
shop_was_killed (GSubprocess *process)
{
  g_subprocess_wait (process, NULL, NULL);
  if (!g_subprocess_get_if_signaled (process))
    return FALSE;
  if (g_subprocess_get_term_sig (process) != SIGKILL)
    g_error ("a program died by itself of signal %d", g_subprocess_get_term_sig (process));
  return TRUE;
}

gboolean
shop_kill_act (Shop *shop, Act act, Line line, const char *const *arguments)
{
  ActLength *length = &shop->lengths[act][line];
  g_autofree char *kill_at = NULL;
  g_autoptr (GSubprocess) process = NULL;
  guint kind = (guint)g_rand_int_range (shop->rand, 0, KILL_N_KINDS);
  int permille = g_rand_int_range (shop->rand, -500, 1500); /* often nothing, often all */

  if (length->us == 0)
    {
      shop_measure_act (shop, act, line, arguments);
      return FALSE;
    }
  if (length->calls[kind] > 0 && g_rand_int_range (shop->rand, 0, 4) > 0)
    kill_at = g_strdup_printf ("%u:%d:%d", kind,
                               1 + g_rand_int_range (shop->rand, 0, (gint32)length->calls[kind]),
                               CLAMP (permille, 0, 1000));
  process = shop_start_act (shop, act, line, arguments, kill_at);
  if (kill_at == NULL)
    {
      g_usleep ((gulong)shop_pick_moment (shop, length));
      g_subprocess_send_signal (process, SIGKILL);
    }
  return shop_was_killed (process);
}

/* At a random moment, or when so many labels are out. */
static void
shop_await_moment (Shop *shop, const ActLength *length, GSubprocess *act)
{
  gint64 until_us = g_get_monotonic_time () + shop_pick_moment (shop, length);
  guint labels;

  paper_read (shop->paper);
  labels = shop->paper->codes->len + (guint)g_rand_int_range (shop->rand, 1, 25);
  if (g_rand_boolean (shop->rand))
    g_usleep ((gulong)MAX (until_us - g_get_monotonic_time (), 0));
  else
    while (shop->paper->codes->len < labels && program_is_running (act))
      {
        g_usleep (500);
        paper_read (shop->paper);
      }
}

static void
shop_kill_target (Shop *shop, Target target, Line line)
{
  if (target == TARGET_DEVICE)
    program_kill (shop->devices[line]);
  else if (target == TARGET_EVE)
    eve_printer_kill (shop->eve);
  else if (target == TARGET_SPOOLER)
    spooler_kill (shop->spooler);
  else if (target == TARGET_LPRINT)
    lprint_server_kill (shop->lprint);
  else if (target == TARGET_HUB)
    program_kill (shop->hub);
}

/* Killed while it writes its settings down, it knows no printer any more: a person adds it. */
static void
shop_restart_lprint (Shop *shop)
{
  g_autofree char *server = g_strdup_printf ("ipp://localhost:%u/", shop->lprint->port);
  g_autofree char *device = g_strdup_printf ("socket://127.0.0.1:%u",
                                             shop->device_ports[LINE_LPRINT]);
  const char *add[] = { "lprint", "add", "-u", server, "-d", "Label", "-v", device,
                        "-m", "zpl_4inch-203dpi-dt", NULL };
  g_autoptr (SuimaPrinterStatus) status = NULL;
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (GSubprocess) adding = NULL;

  lprint_server_restart (shop->lprint);
  printer = suima_printer_new (shop->lprint->uri, NULL);
  status = suima_printer_get_status (printer, 2000, NULL, NULL);
  if (status != NULL)
    return;
  adding = program_spawn (add, NULL, FALSE);
  g_subprocess_wait (adding, NULL, NULL);
}

static void
shop_restart_target (Shop *shop, Target target, Line line)
{
  if (target == TARGET_DEVICE)
    shop_start_device (shop, line);
  else if (target == TARGET_EVE)
    eve_printer_restart (shop->eve);
  else if (target == TARGET_SPOOLER)
    spooler_restart (shop->spooler);
  else if (target == TARGET_LPRINT)
    shop_restart_lprint (shop);
  else if (target == TARGET_HUB)
    shop_start_hub (shop);
}

/* Pulled between two bytes of what the act sends. */
static gboolean
shop_await_cable (Shop *shop, Line line, GSubprocess *act)
{
  while (!cable_is_pulled (shop->cables[line]) && program_is_running (act))
    g_usleep (500);
  return cable_is_pulled (shop->cables[line]);
}

gboolean
shop_kill_under_act (Shop *shop,
                     Target target,
                     Act act,
                     Line line,
                     const char *const *arguments,
                     const char **ret_step)
{
  ActLength *length = &shop->lengths[act][line];
  gint64 run_before = shop_ask (shop, "SELECT max(id) FROM run WHERE is_reprint = 0");
  g_autoptr (GSubprocess) process = NULL;
  gboolean is_in_time;

  if (length->us == 0 || (target == TARGET_CABLE && length->sent_bytes == 0))
    {
      if (target == TARGET_CABLE)
        cable_count (shop->cables[line]);
      shop_measure_act (shop, act, line, arguments);
      if (target == TARGET_CABLE)
        length->sent_bytes = cable_count (shop->cables[line]);
      return FALSE;
    }
  if (target == TARGET_CABLE)
    cable_pull_at (shop->cables[line], 1 + (gsize)g_rand_int_range (
                                               shop->rand, 0, (gint32)length->sent_bytes));
  process = shop_start_act (shop, act, line, arguments, NULL);
  if (target == TARGET_CABLE)
    is_in_time = shop_await_cable (shop, line, process);
  else
    {
      shop_await_moment (shop, length, process);
      is_in_time = program_is_running (process);
      shop_kill_target (shop, target, line);
    }
  *ret_step = target == TARGET_HUB ? "in the sync" : shop_get_step (shop, run_before);
  shop_restart_target (shop, target, line);
  g_subprocess_wait (process, NULL, NULL);
  if (target == TARGET_CABLE)
    cable_pull_at (shop->cables[line], 0);
  return is_in_time;
}

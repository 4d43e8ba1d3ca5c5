// SPDX-License-Identifier: Apache-2.0
// How soon the first byte of a label is at the printer, and how well a run keeps the printer busy.
// --full: at the pace of a real one, 1,000 labels of 40x30 at 12 inches a second.
#include "byte-watch.h"
#include "eve-printer.h"
#include "run-shop.h"

#include "suima-json.h"

#include <stdio.h>
#include <string.h>

#define FIRST_BYTE_TRIES 7
#define FIRST_BYTE_LIMIT_MS 100.0

static gboolean is_full;

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *)a < *(const gint64 *)b ? -1 : *(const gint64 *)a > *(const gint64 *)b;
}

static void
tell (json_t *object)
{
  g_autoptr (json_t) owned = object;
  g_autofree char *text = suima_json_to_text (owned);

  if (is_full)
    printf ("%s\n", text);
  else
    g_test_message ("%s", text);
}

/* Some runs of one label each, from the act to the first byte: the first one, the middle one and the
 * best, which tells most of a machine that has other work besides. */
static double
measure_first_byte_ms (RunShop *shop, ByteWatch *watch, EvePrinter *eve, const char *name)
{
  gint64 times_us[FIRST_BYTE_TRIES];
  double cold_ms;

  for (guint i = 0; i < FIRST_BYTE_TRIES; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (SuimaPrintResult) result = NULL;
      if (eve != NULL)
        eve_printer_let_out (eve, 1);
      start_us = g_get_monotonic_time ();
      result = run_shop_print (shop, 1, &(SuimaPrintRequest){ .template_id = "60x40" });
      g_assert_cmpuint (result->printed, ==, 1);
      times_us[i] = byte_watch_take_time (watch) - start_us;
      g_assert_cmpint (times_us[i], >, 0);
    }
  cold_ms = (double)times_us[0] / 1000;
  qsort (times_us, FIRST_BYTE_TRIES, sizeof times_us[0], compare_times);
  tell (json_pack ("{s:s,s:f,s:f,s:f}", "bench", name, "cold_ms", cold_ms, "median_ms",
                   (double)times_us[FIRST_BYTE_TRIES / 2] / 1000, "best_ms",
                   (double)times_us[0] / 1000));
  return (double)times_us[0] / 1000;
}

static void
test_first_byte_device (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  guint port = 0;
  g_autoptr (ByteWatch) watch = NULL;
  double best_ms;

  g_assert_cmpint (sscanf (shop->uri, "socket://127.0.0.1:%u", &port), ==, 1);
  watch = byte_watch_start (port, "^XA");
  g_free (shop->uri);
  shop->uri = g_strdup_printf ("socket://127.0.0.1:%u?lang=zpl", byte_watch_get_port (watch));
  best_ms = measure_first_byte_ms (shop, watch, NULL, "first-byte-device");
  g_assert_cmpfloat (best_ms, <, FIRST_BYTE_LIMIT_MS);
}

static void
test_first_byte_ipp (void)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  g_autoptr (EvePrinter) eve = eve_printer_start ();
  g_autoptr (ByteWatch) watch = byte_watch_start (eve->port, "RaS2");
  double best_ms;

  g_free (shop->uri);
  shop->uri = g_strdup_printf ("ipp://localhost:%u/ipp/print", byte_watch_get_port (watch));
  best_ms = measure_first_byte_ms (shop, watch, eve, "first-byte-ipp");
  g_assert_cmpfloat (best_ms, <, FIRST_BYTE_LIMIT_MS);
}

typedef struct
{
  RunShop *shop;
  guint labels;
  gint64 first_us, last_us;
} PaceClock;

static gpointer
pace_clock_thread (gpointer user_data)
{
  PaceClock *clock = user_data;
  guint count;

  while ((count = fake_device_count (clock->shop->device)) < clock->labels)
    {
      if (count > 0 && clock->first_us == 0)
        clock->first_us = g_get_monotonic_time ();
      g_usleep (1000);
    }
  clock->last_us = g_get_monotonic_time ();
  return NULL;
}

/* The share of the time from the first label to the last in which the printer had nothing to do. */
static void
measure_idle (guint labels, guint pace_ms, double most)
{
  g_autoptr (RunShop) shop = run_shop_new ();
  g_autoptr (SuimaPrintResult) result = NULL;
  PaceClock clock = { .shop = shop, .labels = labels };
  GThread *thread;
  double seconds, idle;

  fake_device_set_pace (shop->device, pace_ms);
  thread = g_thread_new ("clock", pace_clock_thread, &clock);
  result = run_shop_print (shop, labels, NULL);
  g_assert_cmpuint (result->printed, ==, labels);
  g_thread_join (thread);
  seconds = (double)(clock.last_us - clock.first_us) / G_USEC_PER_SEC;
  idle = 1 - (labels - 1) * pace_ms / 1000.0 / seconds;
  tell (json_pack ("{s:s,s:i,s:i,s:f,s:f}", "bench", "busy", "labels", (int)labels, "pace_ms",
                   (int)pace_ms, "seconds", seconds, "idle", idle));
  g_assert_cmpfloat (idle, <, most);
}

static void
test_busy (void)
{
  measure_idle (is_full ? 1000 : 60, 104, is_full ? 0.10 : 0.25);
}

int
main (int argc, char **argv)
{
  is_full = argc > 1 && strcmp (argv[1], "--full") == 0;
  if (is_full)
    {
      static char *plain[] = { (char *)"bench", NULL };
      argc = 1;
      argv = plain;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-pace/first-byte-device", test_first_byte_device);
  g_test_add_func ("/station-pace/first-byte-ipp", test_first_byte_ipp);
  g_test_add_func ("/station-pace/busy", test_busy);
  return g_test_run ();
}

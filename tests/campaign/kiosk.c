// SPDX-License-Identifier: Apache-2.0
#include "kiosk.h"

#include "program.h"

#define KIOSK_PATIENCE_US (40 * G_TIME_SPAN_SECOND)
#define KIOSK_TICK_US 2000

static GSubprocess *
kiosk_spawn (Shop *shop, const char *finger, const char *kill_at)
{
  ProgramWatch watch = { shop->words_path, kill_at, finger };
  const char *argv[] = { program_get ("SUIMA_KIOSK"), "--data", shop->station, "--page", "batch:1",
                         NULL };

  shop_begin_act (shop);
  return program_spawn (argv, &watch, FALSE);
}

GSubprocess *
kiosk_start (Shop *shop, Line line, const char *kill_at)
{
  gint64 until_us = g_get_monotonic_time () + KIOSK_PATIENCE_US;
  GSubprocess *kiosk;

  shop_configure (shop, "printer", shop->uris[line]);
  kiosk = kiosk_spawn (shop, "print", kill_at);
  while (!__atomic_load_n (&shop->words->is_begun, __ATOMIC_SEQ_CST) &&
         program_is_running (kiosk))
    {
      if (g_get_monotonic_time () > until_us)
        g_error ("the kiosk offers no print button");
      g_usleep (KIOSK_TICK_US);
    }
  return kiosk;
}

/* Whether what it shows is what the records say. */
static gboolean
kiosk_is_right (Shop *shop)
{
  gint64 open_runs = shop_ask (shop, "SELECT count(*) FROM run WHERE state = 1");
  gint64 doubts = shop_ask (shop, "SELECT count(*) FROM item WHERE state = 4 AND batch_id = 1");
  guint32 screen = __atomic_load_n (&shop->words->screen, __ATOMIC_SEQ_CST);

  return open_runs == 0 && screen == (doubts > 0 ? KILL_SCREEN_DOUBT : KILL_SCREEN_BATCH);
}

gboolean
kiosk_look (Shop *shop)
{
  gint64 until_us = g_get_monotonic_time () + KIOSK_PATIENCE_US;
  g_autoptr (GSubprocess) kiosk = kiosk_spawn (shop, "look", NULL);
  gboolean is_right;

  while (!(is_right = shop->words->screen != KILL_SCREEN_NOTHING && kiosk_is_right (shop)) &&
         program_is_running (kiosk) && g_get_monotonic_time () < until_us)
    g_usleep (KIOSK_TICK_US * 10);
  program_kill (kiosk);
  return is_right;
}

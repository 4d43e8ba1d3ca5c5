// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-pulse.h"

static void
test_backoff (void)
{
  static const struct
  {
    guint failures;
    double chance;
    guint seconds;
  } cases[] = {
    { 1, 0.0, 1 },   { 1, 1.0, 2 },    { 3, 0.5, 4 },    { 3, 1.0, 8 },
    { 9, 1.0, 512 }, { 10, 1.0, 900 }, { 99, 1.0, 900 }, { 4000000000u, 0.5, 450 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (suima_pulse_backoff_s (cases[i].failures, cases[i].chance), ==,
                      cases[i].seconds);
}

static gboolean
has_printer (gpointer user_data)
{
  return suima_pulse_get_printer (user_data) != NULL;
}

static gboolean
is_away (gpointer user_data)
{
  return suima_pulse_get_hub (user_data) == SUIMA_HUB_AWAY;
}

static void
test_beat (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaSession) session = app_take_session (fixture);
  SuimaPulse *pulse = suima_pulse_new (session);

  g_assert_cmpint (suima_pulse_get_hub (pulse), ==, SUIMA_HUB_NONE);
  g_assert_null (suima_pulse_get_printer (pulse));
  suima_pulse_set_active (pulse, TRUE);
  app_wait (has_printer, pulse);
  g_assert_null (suima_pulse_get_printer (pulse)->destination);
  g_assert_false (suima_pulse_get_printer (pulse)->is_there);
  suima_pulse_stop (pulse);
  g_assert_finalize_object (pulse);
}

/* The hub is a closed port: what waits stays counted. */
static void
test_hub_away (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaStationSetup setup = { .hub = "http://127.0.0.1:1" };
  g_autoptr (SuimaImport) fruit = fixture_import (fixture, "fruit-delivery.csv");
  g_autoptr (GPtrArray) items =
      fixture_issue (fixture, fixture_find_batch (fixture, "秘鲁蓝莓"), 2, TRUE);
  g_autoptr (SuimaSession) session = NULL;
  g_autoptr (SuimaPulse) pulse = NULL;

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  session = app_take_session (fixture);
  pulse = suima_pulse_new (session);
  g_assert_cmpint (suima_pulse_get_hub (pulse), ==, SUIMA_HUB_UNTRIED);
  suima_pulse_set_active (pulse, TRUE);
  app_wait (is_away, pulse);
  app_wait (has_printer, pulse);
  g_assert_cmpuint (suima_pulse_get_sync (pulse)->pending, ==, 1);
  suima_pulse_stop (pulse);
  app_settle ();
}

static void
add_tests (void)
{
  g_test_add_func ("/app/pulse/backoff", test_backoff);
  g_test_add_func ("/app/pulse/beat", test_beat);
  g_test_add_func ("/app/pulse/hub-away", test_hub_away);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}

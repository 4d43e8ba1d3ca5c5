// SPDX-License-Identifier: Apache-2.0
// The outbox gives nothing away that the hub does not say it has.
#include "fake-hub.h"
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-private.h"

#include <string.h>

static Fixture *
new_with_events (FakeHub *hub, guint n_events)
{
  Fixture *fixture = fixture_new ();
  SuimaStationSetup setup = { .hub = hub->uri };

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  for (guint i = 0; i < n_events; i++)
    g_ptr_array_unref (
        fixture_issue (fixture, fixture_find_batch (fixture, "智利车厘子 JJJ"), 1, FALSE));
  return fixture;
}

static char *
dup_event_id (Fixture *fixture, gint64 seq)
{
  g_autoptr (GPtrArray) events = suima_store_get_events (fixture->handle->store, seq, 1, NULL);

  return g_strdup (((SuimaStoredEvent *)events->pdata[0])->event_id);
}

#define JOB                                                                                        \
  "{\"success\":%s,\"running\":false,\"errors\":[%s],\"suima:acceptedCount\":%d,"                  \
  "\"suima:duplicateCount\":%d}"

static gboolean
sync_with (Fixture *fixture, FakeHub *hub, char *job, SuimaSyncStatus *status, GError **error)
{
  fake_hub_answer (hub, job);
  return suima_station_sync (fixture->handle, status, NULL, error);
}

static void
test_taken (void)
{
  g_autoptr (FakeHub) hub = fake_hub_start ();
  g_autoptr (Fixture) fixture = new_with_events (hub, 3);
  g_autoptr (GError) error = NULL;
  SuimaSyncStatus status;

  g_assert_true (
      sync_with (fixture, hub, g_strdup_printf (JOB, "true", "", 2, 1), &status, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (status.sent, ==, 2);
  g_assert_cmpuint (status.duplicates, ==, 1);
  g_assert_cmpuint (status.pending, ==, 0);
  g_assert_cmpint (status.last_contact_us, ==, fixture->now_us);
  g_assert_true (suima_station_get_sync_status (fixture->handle, &status, NULL));
  g_assert_cmpuint (status.sent, ==, 2);
  g_assert_cmpint (hub->n_captures, ==, 1);
}

static void
test_nothing_to_send (void)
{
  g_autoptr (FakeHub) hub = fake_hub_start ();
  g_autoptr (Fixture) fixture = new_with_events (hub, 0);
  g_autoptr (GError) error = NULL;
  SuimaSyncStatus status;

  /* A hub that is gone is noticed though nothing waits for it. */
  g_assert_false (suima_station_sync (fixture->handle, &status, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
  g_assert_cmpint (status.last_contact_us, ==, 0);
  g_clear_error (&error);
  g_assert_true (sync_with (fixture, hub, g_strdup ("{\"status\":\"ok\"}"), &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status.last_contact_us, ==, fixture->now_us);
  g_assert_cmpint (hub->n_captures, ==, 0);
}

static void
test_refused_one (void)
{
  g_autoptr (FakeHub) hub = fake_hub_start ();
  g_autoptr (Fixture) fixture = new_with_events (hub, 3);
  g_autofree char *id = dup_event_id (fixture, 1);
  g_autofree char *problem = g_strdup_printf ("{\"instance\":\"%s\",\"detail\":\"no\"}", id);
  g_autoptr (GError) error = NULL;
  SuimaSyncStatus status;

  g_assert_true (
      sync_with (fixture, hub, g_strdup_printf (JOB, "false", problem, 2, 0), &status, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (status.pending, ==, 0);
  g_assert_cmpuint (status.refused, ==, 1);
}

/* An answer that does not account for every event proves nothing for any. */
static void
test_answers_that_do_not_add_up (void)
{
  g_autoptr (FakeHub) hub = fake_hub_start ();
  g_autoptr (Fixture) fixture = new_with_events (hub, 3);
  g_autofree char *id = dup_event_id (fixture, 1);
  g_autofree char *twice = g_strdup_printf (
      "{\"instance\":\"%s\",\"detail\":\"no\"},{\"instance\":\"%s\",\"detail\":\"no\"}", id, id);
  const char *other = "{\"instance\":\"ni:///sha-256;00?ver=CBV2.0\",\"detail\":\"no\"}";
  char *jobs[] = {
    g_strdup_printf (JOB, "true", "", 0, 0),
    g_strdup_printf (JOB, "true", "", 2, 0),
    g_strdup_printf (JOB, "true", "", 4, 0),
    g_strdup_printf (JOB, "false", twice, 1, 0),
    g_strdup_printf (JOB, "false", other, 2, 0),
    g_strdup ("{}"),
    g_strdup ("<html>Log in to the market's Wi-Fi</html>"),
    NULL, /* cut off */
  };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autoptr (GError) error = NULL;
      SuimaSyncStatus status;
      g_assert_false (sync_with (fixture, hub, jobs[i], &status, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
      g_assert_cmpuint (status.pending, ==, 3);
      g_assert_cmpuint (status.refused, ==, 0);
    }
}

static void
test_nobody_there (void)
{
  g_autoptr (FakeHub) hub = fake_hub_start ();
  g_autoptr (Fixture) fixture = new_with_events (hub, 1);
  SuimaStationSetup setup = { .hub = "http://127.0.0.1:1" };
  g_autoptr (GError) error = NULL;
  SuimaSyncStatus status;

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  g_assert_false (suima_station_sync (fixture->handle, &status, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
  g_assert_cmpuint (status.pending, ==, 1);
  g_assert_cmpint (status.oldest_us, ==, fixture->now_us);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-sync/taken", test_taken);
  g_test_add_func ("/station-sync/nothing", test_nothing_to_send);
  g_test_add_func ("/station-sync/refused", test_refused_one);
  g_test_add_func ("/station-sync/no-account", test_answers_that_do_not_add_up);
  g_test_add_func ("/station-sync/nobody", test_nobody_there);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// The shift's reprints, and the supervisor's PIN above them.
#include "run-shop.h"

#include "suima-error.h"
#include "suima-station-private.h"
#include "suima-supervisor.h"

#include <string.h>

#define NAME "王店长"
#define PIN "402917"

/* A machine whose uptime stands still until it is moved. */
typedef struct
{
  RunShop *shop;
  gint64 uptime_us;
} Desk;

static gint64
desk_uptime (gpointer user_data)
{
  return ((Desk *)user_data)->uptime_us;
}

static void
desk_attach (Desk *desk)
{
  SuimaStation *station = desk->shop->fixture->handle;

  station->uptime = desk_uptime;
  station->uptime_data = desk;
}

static void
desk_init (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  desk->shop = run_shop_new ();
  desk->uptime_us = 10 * G_TIME_SPAN_HOUR;
  desk_attach (desk);
  suima_station_add_supervisor (desk->shop->fixture->handle, NAME, PIN, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
desk_clear (Desk *desk)
{
  run_shop_free (desk->shop);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
assert_pin (Desk *desk, const char *pin, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean is_right = suima_station_check_pin (desk->shop->fixture->handle, NAME, pin, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, code);
  g_assert_cmpint (is_right, ==, code == 0);
}

static void
desk_fail (Desk *desk, guint times)
{
  for (guint i = 0; i < times; i++)
    assert_pin (desk, "111112", SUIMA_ERROR_PIN_WRONG);
}

static void
test_lock (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  assert_pin (&desk, PIN, 0);
  desk_fail (&desk, 4);
  assert_pin (&desk, PIN, 0); /* ends the count */
  desk_fail (&desk, 5);
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  desk.uptime_us += 59 * G_TIME_SPAN_SECOND;
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  desk.uptime_us += 2 * G_TIME_SPAN_SECOND;
  desk_fail (&desk, 1);
  desk.uptime_us += 119 * G_TIME_SPAN_SECOND; /* twice as long now */
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  desk.uptime_us += 2 * G_TIME_SPAN_SECOND;
  assert_pin (&desk, PIN, 0);
}

/* A guess a second for an hour: the threat model allows twenty that are looked at. */
static void
test_guesses_in_an_hour (void)
{
  g_auto (Desk) desk = { 0 };
  guint tried = 0;

  desk_init (&desk);
  for (guint second = 0; second < 3600; second++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (
          suima_station_check_pin (desk.shop->fixture->handle, NAME, "111112", &error));
      tried += g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PIN_WRONG);
      desk.uptime_us += G_TIME_SPAN_SECOND;
    }
  g_test_message ("%u guesses were looked at", tried);
  g_assert_cmpuint (tried, <=, 20);
}

/* The lock stays over a restart of the program and of the machine, and does not care for the clock. */
static void
test_lock_stays (void)
{
  g_auto (Desk) desk = { 0 };
  Fixture *fixture;

  desk_init (&desk);
  fixture = desk.shop->fixture;
  desk_fail (&desk, 5);
  fixture_close (fixture);
  fixture_open (fixture);
  desk_attach (&desk);
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  fixture->now_us += 365 * G_TIME_SPAN_DAY;
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  fixture->now_us -= 730 * G_TIME_SPAN_DAY;
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  g_free (fixture->handle->boot_id);
  fixture->handle->boot_id = g_strdup ("another");
  desk.uptime_us = 30 * G_TIME_SPAN_SECOND;
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_LOCKED);
  desk.uptime_us = 61 * G_TIME_SPAN_SECOND;
  assert_pin (&desk, PIN, 0);
}

static void
test_supervisors (void)
{
  g_auto (Desk) desk = { 0 };
  static const char *const bad_pins[] = { "", "12345", "1234567", "12345a", "111111", "123456",
                                          "654321" };
  SuimaStation *station;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  desk_init (&desk);
  station = desk.shop->fixture->handle;
  for (guint i = 0; i < G_N_ELEMENTS (bad_pins); i++)
    {
      g_assert_false (
          suima_station_add_supervisor (station, "李", bad_pins[i], NAME, PIN, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (suima_station_add_supervisor (station, "李", "730158", NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_NEEDED);
  g_clear_error (&error);
  g_assert_false (suima_station_add_supervisor (station, "李", "730158", NAME, "730158", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_WRONG);
  g_clear_error (&error);
  g_assert_true (suima_station_add_supervisor (station, "李", "730158", NAME, PIN, &error));
  g_assert_no_error (error);
  g_assert_false (suima_station_add_supervisor (station, "李", "730158", NAME, PIN, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
  names = suima_station_list_supervisors (station, NULL);
  g_assert_cmpuint (names->len, ==, 2);
}

#define OTHER "李"
#define OTHER_PIN "730158"
#define NEW_PIN "581937"

static void
desk_add (Desk *desk, const char *name, SuimaRole role)
{
  g_autoptr (GError) error = NULL;

  suima_station_add_badge (desk->shop->fixture->handle, name, role, OTHER_PIN, NAME, PIN, &error);
  g_assert_no_error (error);
}

static void
assert_change (Desk *desk, const char *name, const char *by, const char *by_pin, int failure)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done =
      suima_station_change_pin (desk->shop->fixture->handle, name, NEW_PIN, by, by_pin, &error);

  if (failure == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, failure);
  g_assert_cmpint (is_done, ==, failure == 0);
}

static void
assert_remove (Desk *desk, const char *name, const char *by, const char *by_pin, int failure)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done =
      suima_station_remove_badge (desk->shop->fixture->handle, name, by, by_pin, &error);

  if (failure == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, failure);
  g_assert_cmpint (is_done, ==, failure == 0);
}

/* Their own with the old one; somebody else's only as a supervisor, who also ends a lock. */
static void
test_change_pin (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GError) error = NULL;
  SuimaStation *station;

  desk_init (&desk);
  station = desk.shop->fixture->handle;
  desk_add (&desk, OTHER, SUIMA_ROLE_REGULATOR);
  assert_change (&desk, NAME, NAME, OTHER_PIN, SUIMA_ERROR_PIN_WRONG);
  assert_change (&desk, NAME, NAME, NULL, SUIMA_ERROR_PIN_NEEDED);
  assert_change (&desk, NAME, OTHER, OTHER_PIN, SUIMA_ERROR_DENIED); /* who only looks */
  assert_change (&desk, "赵", NAME, PIN, SUIMA_ERROR_NOT_FOUND);
  assert_change (&desk, "赵", OTHER, "111112", SUIMA_ERROR_PIN_WRONG); /* tells a stranger nothing */
  g_assert_false (suima_station_change_pin (station, NAME, "123456", NAME, PIN, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  assert_change (&desk, NAME, NAME, PIN, 0);
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_WRONG);
  assert_pin (&desk, NEW_PIN, 0);
  g_clear_error (&error);
  for (guint i = 0; i < 4; i++) /* the fifth in a row */
    {
      g_assert_false (suima_station_sign_in (station, SUIMA_ROLE_REGULATOR, OTHER, PIN, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_WRONG);
      g_clear_error (&error);
    }
  assert_change (&desk, OTHER, OTHER, OTHER_PIN, SUIMA_ERROR_PIN_LOCKED);
  assert_change (&desk, OTHER, NAME, NEW_PIN, 0);
  g_assert_true (suima_station_sign_in (station, SUIMA_ROLE_REGULATOR, OTHER, NEW_PIN, &error));
  g_assert_no_error (error);
}

static void
test_remove_badge (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GPtrArray) names = NULL;
  Fixture *fixture;

  desk_init (&desk);
  fixture = desk.shop->fixture;
  desk_add (&desk, OTHER, SUIMA_ROLE_OWNER);
  desk_add (&desk, "周", SUIMA_ROLE_OPERATOR);
  assert_remove (&desk, "周", "周", OTHER_PIN, SUIMA_ERROR_DENIED);
  assert_remove (&desk, "周", NAME, PIN, 0);
  assert_remove (&desk, "周", NAME, PIN, SUIMA_ERROR_NOT_FOUND);
  assert_remove (&desk, NAME, OTHER, OTHER_PIN, 0);
  assert_pin (&desk, PIN, SUIMA_ERROR_PIN_WRONG);
  /* Somebody has to be left who can add another one. */
  assert_remove (&desk, OTHER, OTHER, OTHER_PIN, SUIMA_ERROR_DENIED);
  names = suima_station_list_supervisors (fixture->handle, NULL);
  g_assert_cmpuint (names->len, ==, 1);
  assert_change (&desk, OTHER, OTHER, OTHER_PIN, 0);
  fixture_close (fixture);
  fixture_run_sql (fixture,
                   "CREATE TEMP TABLE t (n CHECK (n = 2)); INSERT INTO t SELECT count(*) FROM event"
                   " JOIN event_person USING (seq) JOIN approval USING (seq)"
                   " WHERE kind = 26 AND approval.reason = 'badge-taken-away'"
                   " AND (person, supervisor) IN (VALUES ('周', '" NAME "'), ('" NAME "', '" OTHER "'));"
                   "CREATE TEMP TABLE u (n CHECK (n = 1)); INSERT INTO u SELECT count(*) FROM event"
                   " JOIN approval USING (seq) WHERE kind = 26 AND approval.reason = 'pin-changed';"
                   "CREATE TEMP TABLE v (n CHECK (n = 0)); INSERT INTO v SELECT count(*) FROM event"
                   " WHERE kind = 26 AND (body LIKE '%周%' OR body LIKE '%" NAME "%')");
  fixture_open (fixture);
}

/* The PIN is nowhere in the station's folder. */
static void
test_no_pin_on_the_disk (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GDir) dir = NULL;
  const char *name;

  desk_init (&desk);
  assert_pin (&desk, PIN, 0);
  dir = g_dir_open (desk.shop->fixture->station, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (desk.shop->fixture->station, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size_bytes = 0;
      if (g_file_get_contents (path, &bytes, &size_bytes, NULL))
        g_assert_null (memmem (bytes, size_bytes, PIN, strlen (PIN)));
    }
}

static SuimaItem *
reprint (Desk *desk, const char *code, const char *supervisor, const char *pin, GError **error)
{
  SuimaReprintRequest request = {
    .code = code,
    .reason = "torn",
    .printer = desk->shop->uri,
    .supervisor = supervisor,
    .pin = pin,
  };

  return suima_station_reprint_request (desk->shop->fixture->handle, &request, NULL, error);
}

static void
assert_reprint (Desk *desk, const char *code, const char *pin, int failure)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaItem) item = reprint (desk, code, pin ? NAME : NULL, pin, &error);

  if (failure == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SUIMA_ERROR, failure);
}

static void
test_quota (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autofree char *code = NULL;
  SuimaStation *station;
  guint left = 0;

  desk_init (&desk);
  station = desk.shop->fixture->handle;
  station->config->reprint_quota = 2;
  result = run_shop_print (desk.shop, 1, NULL);
  code = g_strdup (((SuimaItem *)result->items->pdata[0])->uri);
  assert_reprint (&desk, code, NULL, 0);
  assert_reprint (&desk, code, NULL, 0);
  g_assert_true (suima_station_get_reprints_left (station, &left, NULL));
  g_assert_cmpuint (left, ==, 0);
  assert_reprint (&desk, code, NULL, SUIMA_ERROR_PIN_NEEDED);
  assert_reprint (&desk, code, "730158", SUIMA_ERROR_PIN_WRONG);
  g_assert_cmpuint (fake_device_count (desk.shop->device), ==, 3);
  assert_reprint (&desk, code, PIN, 0);
  g_assert_cmpuint (fake_device_count (desk.shop->device), ==, 4);
  desk.shop->fixture->now_us += G_TIME_SPAN_DAY; /* the next shift */
  assert_reprint (&desk, code, NULL, 0);
  fixture_close (desk.shop->fixture);
  fixture_run_sql (desk.shop->fixture,
                   "CREATE TEMP TABLE t (n CHECK (n = 1));"
                   "INSERT INTO t SELECT count(*) FROM approval JOIN event USING (seq)"
                   " WHERE supervisor = '" NAME "' AND reason = 'torn' AND kind = 2;"
                   "CREATE TEMP TABLE u (n CHECK (n = 1)); INSERT INTO u SELECT count(*) FROM approval");
  fixture_open (desk.shop->fixture);
}

/* 06:00, 14:00 and 22:00: at ten in the morning the shift is four hours old. */
static void
test_shifts (void)
{
  static const struct
  {
    const char *first, *second;
    gboolean is_one_shift;
  } cases[] = {
    { "2026-11-22T10:00:00+08:00", "2026-11-22T13:59:00+08:00", TRUE },
    { "2026-11-22T10:00:00+08:00", "2026-11-22T14:00:00+08:00", FALSE },
    { "2026-11-22T22:30:00+08:00", "2026-11-23T05:59:00+08:00", TRUE },
    { "2026-11-22T22:30:00+08:00", "2026-11-23T06:01:00+08:00", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Desk) desk = { 0 };
      g_autoptr (SuimaPrintResult) result = NULL;
      static const int starts[] = { 6 * 60, 14 * 60, 22 * 60 };
      SuimaStation *station;
      const char *code;

      desk_init (&desk);
      station = desk.shop->fixture->handle;
      station->config->reprint_quota = 1;
      g_array_set_size (station->config->shift_starts_min, 0);
      g_array_append_vals (station->config->shift_starts_min, starts, 3);
      desk.shop->fixture->now_us = fixture_parse_time (cases[i].first);
      result = run_shop_print (desk.shop, 1, NULL);
      code = ((SuimaItem *)result->items->pdata[0])->uri;
      assert_reprint (&desk, code, NULL, 0);
      desk.shop->fixture->now_us = fixture_parse_time (cases[i].second);
      assert_reprint (&desk, code, NULL, cases[i].is_one_shift ? SUIMA_ERROR_PIN_NEEDED : 0);
    }
}

static void
test_settings (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  static const char *const bad[] = { "6:00", "24:00", "06:60", "06:00,,14:00", "morning" };
  g_autofree char *path = g_build_filename (fixture->station, "station.ini", NULL);
  g_autofree char *before = NULL;

  g_assert_cmpuint (fixture->handle->config->reprint_quota, ==, 5);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_nonnull (strstr (before, "shift_starts=00:00"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\n[print]\nshift_starts=%s\n", before, bad[i]);
      g_autoptr (SuimaConfig) config = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      config = suima_config_load (path, &error);
      g_assert_null (config);
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-supervisor/lock", test_lock);
  g_test_add_func ("/station-supervisor/guesses-in-an-hour", test_guesses_in_an_hour);
  g_test_add_func ("/station-supervisor/lock-stays", test_lock_stays);
  g_test_add_func ("/station-supervisor/supervisors", test_supervisors);
  g_test_add_func ("/station-supervisor/change-pin", test_change_pin);
  g_test_add_func ("/station-supervisor/remove-badge", test_remove_badge);
  g_test_add_func ("/station-supervisor/no-pin-on-the-disk", test_no_pin_on_the_disk);
  g_test_add_func ("/station-supervisor/quota", test_quota);
  g_test_add_func ("/station-supervisor/shifts", test_shifts);
  g_test_add_func ("/station-supervisor/settings", test_settings);
  return g_test_run ();
}

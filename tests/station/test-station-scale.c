// SPDX-License-Identifier: Apache-2.0
// The weight on the scale, as the kiosk asks for it.
#include "station-fixture.h"

#include "suima-error.h"

#include "fake-scale.h"
#include <string.h>

static void
set_scale (Fixture *fixture, const char *port, const char *protocol)
{
  SuimaStationSetup setup = { .scale_port = port, .scale_protocol = protocol };
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  g_assert_true (suima_station_init (fixture->station, &setup, &error));
  g_assert_no_error (error);
  fixture_open (fixture);
}

/* Set once, it is read from then on. */
static void
test_usual_scale (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FakeScale) scale = fake_scale_start ("ST,GS,+  0.8505kg\r\n");
  g_autoptr (GError) error = NULL;
  gint64 weight_g = 0;

  set_scale (fixture, fake_scale_get_path (scale), "and-standard");
  g_assert_cmpstr (suima_station_get_config (fixture->handle)->scale_protocol, ==, "and-standard");
  suima_station_read_weight (fixture->handle, NULL, NULL, 5000, NULL, &weight_g, &error);
  g_assert_no_error (error);
  g_assert_cmpint (weight_g, ==, 851);
  fake_scale_say (scale, "ST,NT,-  0.8505kg\r\n");
  suima_station_read_weight (fixture->handle, NULL, NULL, 5000, NULL, &weight_g, &error);
  g_assert_no_error (error);
  g_assert_cmpint (weight_g, ==, -851);
}

static void
check_refused (Fixture *fixture, const char *port, const char *protocol, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  gint64 weight_g = 0;

  g_assert_false (
      suima_station_read_weight (fixture->handle, port, protocol, 300, NULL, &weight_g, &error));
  g_assert_error (error, SUIMA_ERROR, code);
  if (strstr (error->message, says) == NULL)
    g_error ("it says \"%s\"", error->message);
}

/* Every refusal says what a person can do. */
static void
test_refusals (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (FakeScale) scale = fake_scale_start ("OL,GS,+9999999kg\r\n");
  const char *port = fake_scale_get_path (scale);

  check_refused (fixture, NULL, NULL, SUIMA_ERROR_NOT_FOUND, "init --scale");
  check_refused (fixture, port, "nobody's", SUIMA_ERROR_NOT_FOUND, "scale --list");
  check_refused (fixture, "/dev/suima-none", "cas-22", SUIMA_ERROR_NOT_FOUND, "plug it in");
  check_refused (fixture, port, "and-standard", SUIMA_ERROR_NO_SPACE, "take something off");
  check_refused (fixture, port, "cas-22", SUIMA_ERROR_INVALID, "choose its protocol");
  fake_scale_say (scale, "US,GS,+  0.850kg\r\n");
  check_refused (fixture, port, "and-standard", SUIMA_ERROR_BUSY, "come to rest");
  fake_scale_say (scale, NULL);
  check_refused (fixture, port, "and-standard", SUIMA_ERROR_OFFLINE, "is it on");
}

static void
test_wrong_port (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaStationSetup setup = { .scale_port = "COM1" };
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  g_assert_false (suima_station_init (fixture->station, &setup, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "COM1"));
}

static const SuimaScaleProtocol *
find (GPtrArray *protocols, const char *id)
{
  for (guint i = 0; i < protocols->len; i++)
    {
      const SuimaScaleProtocol *protocol = protocols->pdata[i];
      if (strcmp (protocol->id, id) == 0)
        return protocol;
    }
  return NULL;
}

/* The folder's own rows stand beside the shipped ones and before them; a wrong one is named. */
static void
test_own_rows (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *folder = g_build_filename (fixture->station, "scales", NULL);
  g_autofree char *path = g_build_filename (folder, "cas-22.json", NULL);
  g_autofree char *wrong = g_build_filename (folder, "wrong.json", NULL);
  static const char text[] = "{\"version\":1,\"id\":\"cas-22\",\"title\":\"Ours\","
                             "\"line\":{\"baud\":4800},\"frame\":{\"end\":10}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) shipped = suima_station_list_scale_protocols (fixture->handle, &error);
  g_autoptr (GPtrArray) all = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (find (shipped, "toledo-continuous"));
  g_assert_cmpuint (find (shipped, "cas-22")->baud, ==, 9600);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  all = suima_station_list_scale_protocols (fixture->handle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, shipped->len + 1);
  g_assert_cmpuint (find (all, "cas-22")->baud, ==, 4800);
  g_assert_true (g_file_set_contents (wrong, "{}", -1, NULL));
  g_assert_null (suima_station_list_scale_protocols (fixture->handle, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "wrong.json"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-scale/usual", test_usual_scale);
  g_test_add_func ("/station-scale/refusals", test_refusals);
  g_test_add_func ("/station-scale/wrong-port", test_wrong_port);
  g_test_add_func ("/station-scale/own-rows", test_own_rows);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// A scale on a pseudo terminal.
#include "fake-scale.h"
#include "suima-error.h"
#include "suima-scale.h"

#include <string.h>

static GPtrArray *
load_protocols (void)
{
  static const char polled[] = "{\"version\":1,\"id\":\"polled\",\"title\":\"P\",\"line\":{},"
                               "\"poll\":\"W\\r\",\"frame\":{\"end\":10},\"unit\":\"told\"}";
  GPtrArray *protocols = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_scale_protocol_free);
  g_autoptr (GDir) dir = g_dir_open (SUIMA_SCALES, 0, NULL);
  const char *name;

  g_ptr_array_add (protocols, suima_scale_protocol_parse (polled, strlen (polled), NULL));
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (SUIMA_SCALES, name, NULL);
      g_autofree char *text = NULL;
      gsize size_bytes;
      g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
      g_ptr_array_add (protocols, suima_scale_protocol_parse (text, size_bytes, NULL));
    }
  return protocols;
}

static SuimaScale *
open_scale (GPtrArray *protocols, const char *id, FakeScale *fake)
{
  g_autoptr (GError) error = NULL;
  SuimaScale *scale = suima_scale_open (protocols, id, fake_scale_get_path (fake), &error);

  g_assert_no_error (error);
  return scale;
}

static gint64
read_well (SuimaScale *scale)
{
  g_autoptr (GError) error = NULL;
  SuimaWeight weight;

  g_assert_true (suima_scale_read (scale, 5000, NULL, &weight, &error));
  g_assert_no_error (error);
  g_assert_true (weight.is_stable);
  g_assert_false (weight.is_overload);
  return weight.weight_mg;
}

static void
test_weights (void)
{
  static const struct
  {
    const char *id, *says;
    gint64 weight_mg;
  } cases[] = {
    { "toledo-continuous",
      "\x02\x2D\x30\x20"
      "001234000000\r",
      1234000 },
    { "and-standard", "ST,GS,+  0.850kg\r\n", 850000 },
    { "cas-22", "ST,GS,1\xC5,   1.500 kg\r\n", 1500000 },
    { "equals-reversed", "=052.1000", 1250000 },
    { "number-unit", "  0.365 kg\r\n", 365000 },
  };
  g_autoptr (GPtrArray) protocols = load_protocols ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FakeScale) fake = fake_scale_start (cases[i].says);
      g_autoptr (SuimaScale) scale = open_scale (protocols, cases[i].id, fake);
      g_assert_cmpint (read_well (scale), ==, cases[i].weight_mg);
    }
}

/* Something is put down: what was said before the reading is not it, what is not at rest neither.
 */
static void
test_settles (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start ("ST,GS,+  0.000kg\r\n");
  g_autoptr (SuimaScale) scale = open_scale (protocols, "and-standard", fake);
  g_autoptr (GError) error = NULL;
  SuimaWeight weight;

  g_assert_cmpint (read_well (scale), ==, 0);
  fake_scale_say (fake, "US,GS,+  0.700kg\r\n");
  g_assert_false (suima_scale_read (scale, 300, NULL, &weight, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  fake_scale_say (fake, "ST,GS,+  0.712kg\r\n");
  g_assert_cmpint (read_well (scale), ==, 712000);
  g_usleep (200000); /* what it goes on saying lies on the line meanwhile */
  fake_scale_say (fake, "ST,GS,+  0.500kg\r\n");
  g_assert_cmpint (read_well (scale), ==, 500000);
}

/* A scale that never says the same twice is not at rest; one that jumps is not taken by one word.
 */
static void
test_restless (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start ("=052.1000=152.1000");
  g_autoptr (SuimaScale) scale = open_scale (protocols, "equals-reversed", fake);
  g_autoptr (GError) error = NULL;
  SuimaWeight weight;

  g_assert_false (suima_scale_read (scale, 300, NULL, &weight, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
}

static void
test_overload (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start ("OL,GS,+9999999kg\r\n");
  g_autoptr (SuimaScale) scale = open_scale (protocols, "and-standard", fake);
  g_autoptr (GError) error = NULL;
  SuimaWeight weight;

  g_assert_true (suima_scale_read (scale, 2000, NULL, &weight, &error));
  g_assert_true (weight.is_overload);
  g_assert_false (weight.is_stable);
}

static void
test_polled (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start (NULL);
  g_autoptr (SuimaScale) scale = open_scale (protocols, "polled", fake);

  fake_scale_answer_to (fake, "W\r");
  fake_scale_say (fake, "150 g\r\n");
  g_assert_cmpint (read_well (scale), ==, 150000);
}

/* Nothing, something else, noise without end: a word within the time that was given. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *says;
    SuimaError code;
  } cases[] = {
    { NULL, SUIMA_ERROR_OFFLINE },
    { "ST,GS,+  0.712kg\r\n", SUIMA_ERROR_INVALID },
    { "\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\r\r\r\r\r\r\r\r\r"
      "\r",
      SUIMA_ERROR_INVALID },
  };
  g_autoptr (GPtrArray) protocols = load_protocols ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FakeScale) fake = fake_scale_start (cases[i].says);
      g_autoptr (SuimaScale) scale = open_scale (protocols, "toledo-continuous", fake);
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      SuimaWeight weight;
      g_assert_false (suima_scale_read (scale, 300, NULL, &weight, &error));
      g_assert_error (error, SUIMA_ERROR, (int)cases[i].code);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_TIME_SPAN_SECOND);
    }
}

static void
test_pulled (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start ("US,GS,+  0.700kg\r\n");
  g_autoptr (SuimaScale) scale = open_scale (protocols, "and-standard", fake);
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  SuimaWeight weight;

  fake_scale_vanish (fake);
  g_assert_false (suima_scale_read (scale, 10000, NULL, &weight, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_TIME_SPAN_SECOND);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (100000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start (NULL);
  g_autoptr (SuimaScale) scale = open_scale (protocols, "and-standard", fake);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  SuimaWeight weight;

  g_assert_false (suima_scale_read (scale, 30000, cancellable, &weight, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_TIME_SPAN_SECOND);
  g_thread_join (thread);
}

static void
test_open (void)
{
  g_autoptr (GPtrArray) protocols = load_protocols ();
  g_autoptr (FakeScale) fake = fake_scale_start (NULL);
  g_autoptr (SuimaScale) scale = open_scale (protocols, "and-standard", fake);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_scale_open (protocols, "and-standard", fake_scale_get_path (fake), &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (suima_scale_open (protocols, "nobody's", fake_scale_get_path (fake), &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (suima_scale_open (protocols, "cas-22", "/dev/suima-none", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (suima_scale_open (protocols, "cas-22", "/dev/null", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (suima_scale_open (protocols, "cas-22", "/etc/passwd", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/weights", test_weights);
  g_test_add_func ("/scale/settles", test_settles);
  g_test_add_func ("/scale/restless", test_restless);
  g_test_add_func ("/scale/overload", test_overload);
  g_test_add_func ("/scale/polled", test_polled);
  g_test_add_func ("/scale/wrong", test_wrong);
  g_test_add_func ("/scale/pulled", test_pulled);
  g_test_add_func ("/scale/cancelled", test_cancelled);
  g_test_add_func ("/scale/open", test_open);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-number-pad.h"

static void
press (GtkWidget *pad, const char *action, int digit)
{
  gboolean is_there = digit >= 0 ? gtk_widget_activate_action (pad, action, "i", digit)
                                 : gtk_widget_activate_action (pad, action, NULL);

  g_assert_true (is_there);
}

static void
count_cb (guint *changes)
{
  (*changes)++;
}

static void
test_digits (void)
{
  GtkWidget *pad = g_object_ref_sink (g_object_new (SUIMA_TYPE_NUMBER_PAD, NULL));
  guint changes = 0;

  g_signal_connect_swapped (pad, "notify::value", G_CALLBACK (count_cb), &changes);
  press (pad, "pad.digit", 1);
  press (pad, "pad.digit", 2);
  press (pad, "pad.digit", 0);
  g_assert_cmpuint (suima_number_pad_get_value (SUIMA_NUMBER_PAD (pad)), ==, 120);
  press (pad, "pad.backspace", -1);
  g_assert_cmpuint (suima_number_pad_get_value (SUIMA_NUMBER_PAD (pad)), ==, 12);
  press (pad, "pad.clear", -1);
  g_assert_cmpuint (suima_number_pad_get_value (SUIMA_NUMBER_PAD (pad)), ==, 0);
  press (pad, "pad.digit", 0);
  press (pad, "pad.digit", 7);
  g_assert_cmpuint (suima_number_pad_get_value (SUIMA_NUMBER_PAD (pad)), ==, 7);
  /* 1, 12, 120, 12, 0, 7: a 0 on 0 changes nothing. */
  g_assert_cmpuint (changes, ==, 6);
  g_assert_finalize_object (pad);
}

static void
test_preset (void)
{
  SuimaNumberPad *pad = g_object_ref_sink (g_object_new (SUIMA_TYPE_NUMBER_PAD, NULL));

  suima_number_pad_set_value (pad, 120);
  suima_number_pad_type (pad, 1);
  g_assert_cmpuint (suima_number_pad_get_value (pad), ==, 1);
  suima_number_pad_type (pad, 9);
  g_assert_cmpuint (suima_number_pad_get_value (pad), ==, 19);
  suima_number_pad_set_all (pad, 80, TRUE);
  press (GTK_WIDGET (pad), "pad.all", -1);
  g_assert_cmpuint (suima_number_pad_get_value (pad), ==, 80);
  g_assert_finalize_object (pad);
}

static void
test_most (void)
{
  SuimaNumberPad *pad = g_object_ref_sink (g_object_new (SUIMA_TYPE_NUMBER_PAD, NULL));

  for (guint i = 0; i < 9; i++)
    suima_number_pad_type (pad, 9);
  g_assert_cmpuint (suima_number_pad_get_value (pad), ==, 9999);
  suima_number_pad_set_value (pad, G_MAXUINT);
  g_assert_cmpuint (suima_number_pad_get_value (pad), ==, SUIMA_NUMBER_PAD_MAX);
  g_assert_finalize_object (pad);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/number-pad/digits", test_digits);
  g_test_add_func ("/app/number-pad/preset", test_preset);
  g_test_add_func ("/app/number-pad/most", test_most);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}

// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include "suima-hold-button.h"

static void
held_cb (guint *held)
{
  (*held)++;
}

static gboolean
is_held (gpointer user_data)
{
  return *(guint *)user_data > 0;
}

static void
test_short_press (void)
{
  SuimaHoldButton *button = g_object_ref_sink (g_object_new (SUIMA_TYPE_HOLD_BUTTON, NULL));
  guint held = 0;

  g_signal_connect_swapped (button, "held", G_CALLBACK (held_cb), &held);
  suima_hold_button_press (button);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (button), "holding"));
  suima_hold_button_release (button);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (button), "holding"));
  g_signal_emit_by_name (button, "clicked");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (held, ==, 0);
  g_assert_finalize_object (button);
}

static void
test_held_press (void)
{
  SuimaHoldButton *button = g_object_ref_sink (g_object_new (SUIMA_TYPE_HOLD_BUTTON, NULL));
  gint64 begun_us = g_get_monotonic_time ();
  guint held = 0;

  g_signal_connect_swapped (button, "held", G_CALLBACK (held_cb), &held);
  suima_hold_button_press (button);
  /* A key that is held down repeats; that does not begin anew. */
  suima_hold_button_press (button);
  app_wait (is_held, &held);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, >=, (SUIMA_HOLD_BUTTON_MS - 5) * 1000);
  g_assert_cmpuint (held, ==, 1);
  suima_hold_button_release (button);
  g_assert_finalize_object (button);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/hold-button/short", test_short_press);
  g_test_add_func ("/app/hold-button/held", test_held_press);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}

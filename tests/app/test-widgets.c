// SPDX-License-Identifier: Apache-2.0
// Every class of widget can be made and goes away without a trace.
#include "app-fixture.h"

#include "suima-batch-page.h"
#include "suima-batch-row.h"
#include "suima-code-pad.h"
#include "suima-deliveries-page.h"
#include "suima-doubt-bar.h"
#include "suima-doubt-panel.h"
#include "suima-fact-row.h"
#include "suima-finding-row.h"
#include "suima-flash.h"
#include "suima-hold-button.h"
#include "suima-item-acts.h"
#include "suima-keypad.h"
#include "suima-label-view.h"
#include "suima-more-page.h"
#include "suima-number-pad.h"
#include "suima-pin-panel.h"
#include "suima-preview-pane.h"
#include "suima-print-panel.h"
#include "suima-printer-add.h"
#include "suima-printer-page.h"
#include "suima-printer-row.h"
#include "suima-printers-page.h"
#include "suima-roll-panel.h"
#include "suima-run-panel.h"
#include "suima-scan-history.h"
#include "suima-scan-page.h"
#include "suima-start-page.h"
#include "suima-status-bar.h"
#include "suima-step-row.h"
#include "suima-stepper.h"
#include "suima-tag-panel.h"
#include "suima-template-chooser.h"
#include "suima-templates-page.h"
#include "suima-test-note.h"
#include "suima-weigh-panel.h"

typedef GType (*TypeFunc) (void);

static void
test_make (gconstpointer data)
{
  GType type = ((TypeFunc)data) ();
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

  g_assert_true (g_type_is_a (type, GTK_TYPE_WIDGET));
  if (g_type_is_a (type, ADW_TYPE_BIN) && type != SUIMA_TYPE_FLASH) /* it has no child of its own */
    g_assert_nonnull (adw_bin_get_child (ADW_BIN (widget)));
  g_assert_finalize_object (widget);
}

static void
test_window (void)
{
  GtkWidget *window = g_object_new (SUIMA_TYPE_WINDOW, NULL);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (window);
}

static void
add_tests (void)
{
  static const TypeFunc types[] = {
    suima_batch_page_get_type,
    suima_batch_row_get_type,
    suima_code_pad_get_type,
    suima_deliveries_page_get_type,
    suima_doubt_bar_get_type,
    suima_doubt_panel_get_type,
    suima_fact_row_get_type,
    suima_finding_row_get_type,
    suima_flash_get_type,
    suima_hold_button_get_type,
    suima_item_acts_get_type,
    suima_keypad_get_type,
    suima_label_view_get_type,
    suima_more_page_get_type,
    suima_number_pad_get_type,
    suima_pin_panel_get_type,
    suima_preview_pane_get_type,
    suima_print_panel_get_type,
    suima_printer_add_get_type,
    suima_printer_page_get_type,
    suima_printer_row_get_type,
    suima_printers_page_get_type,
    suima_roll_panel_get_type,
    suima_run_panel_get_type,
    suima_scan_history_get_type,
    suima_scan_page_get_type,
    suima_start_page_get_type,
    suima_status_bar_get_type,
    suima_step_row_get_type,
    suima_stepper_get_type,
    suima_tag_panel_get_type,
    suima_template_chooser_get_type,
    suima_templates_page_get_type,
    suima_test_note_get_type,
    suima_weigh_panel_get_type,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/widgets/%s", g_type_name (types[i]()));
      g_test_add_data_func (path, types[i], test_make);
    }
  g_test_add_func ("/app/widgets/SuimaWindow", test_window);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}

// SPDX-License-Identifier: Apache-2.0
// A fact with its name: 批号 CL-CH-2641.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_FACT_ROW (suima_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (SuimaFactRow, suima_fact_row, SUIMA, FACT_ROW, AdwBin)

/** suima_fact_row_append: Appends a row to @box, a GtkBox or GtkFlowBox; nothing for a @value that
 * is %NULL or "". */
void suima_fact_row_append (GtkWidget *box, const char *name, const char *value);

/** suima_fact_row_clear: Takes every row out of @box, a GtkBox or GtkFlowBox. */
void suima_fact_row_clear (GtkWidget *box);

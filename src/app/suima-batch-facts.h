// SPDX-License-Identifier: Apache-2.0
// The facts of a batch as rows, in the order in which a clerk looks for them.
#pragma once

#include "suima-batch.h"

#include <gtk/gtk.h>

/**
 * suima_batch_facts_fill:
 * @box: a GtkBox or GtkFlowBox; emptied first
 * @batch: a batch  @today: today at the shop
 *
 * Facts that the sheet did not say are left out.
 */
void suima_batch_facts_fill (GtkWidget *box, const SuimaBatch *batch, SuimaDay today);

// SPDX-License-Identifier: Apache-2.0
#include "suima-batch-facts.h"

#include "suima-dates.h"
#include "suima-fact-row.h"

#include <glib/gi18n.h>

static char *
suima_batch_facts_expiry (const SuimaBatch *batch, SuimaDay today)
{
  g_autofree char *day = suima_dates_day_to_words (batch->expiry, today);
  g_autofree char *left = suima_dates_left_to_words (batch->expiry, today);

  if (batch->expiry == SUIMA_DAY_NONE)
    return NULL;
  /* translators: a day and how far away it is: 12月17日，还剩 25 天 */
  return g_strdup_printf (_ ("%s, %s"), day, left);
}

void
suima_batch_facts_fill (GtkWidget *box, const SuimaBatch *batch, SuimaDay today)
{
  g_autofree char *count = suima_quantity_to_text (batch->quantity_milli);
  g_autofree char *quantity = g_strdup_printf ("%s %s", count, batch->unit ? batch->unit : "");
  g_autofree char *production = suima_dates_day_to_words (batch->production, today);
  g_autofree char *arrival = suima_dates_day_to_words (batch->arrival, today);
  g_autofree char *expiry = suima_batch_facts_expiry (batch, today);

  suima_fact_row_clear (box);
  suima_fact_row_append (box, _ ("Lot"), batch->lot);
  suima_fact_row_append (box, _ ("Quantity"), quantity);
  suima_fact_row_append (box, _ ("Best before"), expiry);
  suima_fact_row_append (box, _ ("Produced"), production);
  suima_fact_row_append (box, _ ("Arrived"), arrival);
  suima_fact_row_append (box, _ ("Origin"), batch->origin);
  suima_fact_row_append (box, _ ("Port of entry"), batch->port);
  suima_fact_row_append (box, _ ("Size"), batch->spec);
  suima_fact_row_append (box, _ ("Storage"), batch->storage);
  suima_fact_row_append (box, _ ("Product number"), batch->gtin);
  suima_fact_row_append (box, _ ("Importer"), batch->importer);
  suima_fact_row_append (box, _ ("Supplier"), batch->supplier);
  suima_fact_row_append (box, _ ("Producer"), batch->producer);
  suima_fact_row_append (box, _ ("Remark"), batch->remark);
}

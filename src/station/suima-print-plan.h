// SPDX-License-Identifier: Apache-2.0
// What a run is to print: a request looked over, the rest of a run that broke off, or the one label
// that takes another's place.
#pragma once

#include "suima-station.h"
#include "suima-store-run.h"

/** The word of a run that names the EPC whose place its labels take; it goes into their event. */
#define SUIMA_RUN_WORD_REPLACES "replaces"

typedef struct
{
  gint64 batch_id;
  guint count, spare;
  gint64 resumes_run_id; /* 0 for none */
  gint64 weight_g, price_fen, unit_price_fen;

  /* owned */
  char *template_id; /* (nullable): the station's own */
  char *printer;     /* (nullable): the station's own */
  GHashTable *words; /* (element-type utf8 utf8): text by field of the label */
  SuimaItem *spoiled; /* (nullable): made void, for @reason, when the new serial is taken */
  char *reason;       /* (nullable) */
} SuimaPrintPlan;

/** suima_print_plan_new: Returns: (transfer full): @request as a plan. Errors: INVALID, naming what
 * is out of range; of suima_print_plan_new_rest() where it resumes a run. */
SuimaPrintPlan *suima_print_plan_new (SuimaStation *station,
                                      const SuimaPrintRequest *request,
                                      GError **error);

/** suima_print_plan_new_like: Returns: (transfer full): @count labels such as @run printed, of the
 * weight and price of @item. */
SuimaPrintPlan *suima_print_plan_new_like (SuimaStation *station,
                                           const SuimaRunRecord *run,
                                           const SuimaItem *item,
                                           guint count,
                                           GError **error);

/** suima_print_plan_new_rest: Returns: (transfer full): what is missing of the run @run_id or of
 * the newest one that went on with it. Errors: NOT_FOUND; BUSY while it prints; INVALID when labels
 * are in doubt, or none is missing. */
SuimaPrintPlan *
suima_print_plan_new_rest (SuimaStation *station, gint64 run_id, const char *printer, GError **error);

void suima_print_plan_free (SuimaPrintPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrintPlan, suima_print_plan_free)

// SPDX-License-Identifier: Apache-2.0
// Invented batches and words to try a template with. Within this room only.
#pragma once

#include "suima-batch.h"
#include "suima-label.h"

typedef enum
{
  SUIMA_SPECIMEN_PLAIN,    /* an ordinary box of fruit */
  SUIMA_SPECIMEN_IMPORTED, /* the longest words that imports bring */
  SUIMA_SPECIMEN_DOMESTIC, /* and domestic goods */
  SUIMA_N_SPECIMENS
} SuimaSpecimen;

/** suima_specimen_new_batch: Returns: (transfer full): the batch. */
SuimaBatch *suima_specimen_new_batch (SuimaSpecimen specimen);

/** suima_specimen_set_context: @context: (inout): the operator's name, too. */
void suima_specimen_set_context (SuimaSpecimen specimen, SuimaLabelContext *context);

// SPDX-License-Identifier: Apache-2.0
// One row of a sheet to one batch. Private to the intake room.
#pragma once

#include "suima-mapping-headers.h"
#include "suima-mapping.h"

/* What a person can go through; the rows behind are counted, not kept. */
#define SUIMA_MAPPING_MAX_PROBLEMS 20000u
#define SUIMA_MAPPING_MAX_NOTES 2000u

/** SuimaRow: a row on its way to a batch; what it points to is borrowed. */
typedef struct
{
  const SuimaSheet *sheet;
  const SuimaColumns *columns;
  GHashTable *countries; /* origin to alpha-2 */
  GPtrArray *problems;   /* (element-type SuimaProblem) */
  GPtrArray *notes;      /* (element-type SuimaProblem) */
  SuimaDay today;
  guint row;
  gboolean is_bad;
  SuimaBatch *batch;
} SuimaRow;

/** suima_row_read: Returns: (transfer full) (nullable): the batch; %NULL where a problem was
 * found, which is added as long as there is room. */
SuimaBatch *suima_row_read (SuimaRow *row);

/** suima_row_add_note: Says of a cell, or with @column 0 of the row, what is no problem. */
void suima_row_add_note (SuimaRow *row, guint column, SuimaProblemCode code);

// SPDX-License-Identifier: Apache-2.0
// The lists of an inspection pack that are no ledgers. Within this room only.
#pragma once

#include "suima-sheet-write.h"
#include "suima-station-private.h"

/** SuimaSpan: from a moment to before another, UTC microseconds. */
typedef struct
{
  gint64 from_us, to_us;
} SuimaSpan;

/** suima_inspection_list_late: Returns: (transfer full): what was or is reported too late. */
SuimaTable *suima_inspection_list_late (SuimaStation *station, SuimaSpan span, GError **error);

/** suima_inspection_list_acts: Returns: (transfer full): each event of @kind. */
SuimaTable *suima_inspection_list_acts (SuimaStation *station,
                                        SuimaEventKind kind,
                                        SuimaSpan span,
                                        GError **error);

/** suima_inspection_list_destroyed: Returns: (transfer full): what was destroyed: how, how heavy, before
 * whom, with its photos. */
SuimaTable *suima_inspection_list_destroyed (SuimaStation *station, SuimaSpan span, GError **error);

/** suima_inspection_list_corrections: Returns: (transfer full): what was put right, the old value and the
 * new, why and by whom. */
SuimaTable *suima_inspection_list_corrections (SuimaStation *station, SuimaSpan span, GError **error);

/** suima_inspection_list_papers: Returns: (transfer full): the papers of batches that moved. */
SuimaTable *suima_inspection_list_papers (SuimaStation *station, SuimaSpan span, GError **error);

// SPDX-License-Identifier: Apache-2.0
// Codes of suppliers as items. Within this room only.
#pragma once

#include "suima-adopted.h"
#include "suima-station-private.h"

/** SuimaAdoptedBox: one box; all borrowed. */
typedef struct
{
  const char *code;      /* as scanned */
  gint64 quantity_milli; /* of the batch */
} SuimaAdoptedBox;

/** suima_adoption_store: Adds the boxes, which stand at one place, as items with their event. Inside a
 * transaction. Returns: (transfer full) (element-type SuimaItem). Errors: as suima_station_adopt(). */
GPtrArray *suima_adoption_store (SuimaStation *station,
                                 const SuimaBatch *batch,
                                 const SuimaAdoptedBox *boxes,
                                 guint n_boxes,
                                 const char *person,
                                 GError **error);

/** suima_adoption_dup_serial: Returns: (transfer full) (nullable): under which the box of a foreign code
 * would be kept. */
char *suima_adoption_dup_serial (SuimaStation *station, const char *code);

/** suima_adoption_refuse_labels: Errors: BLOCKED, in words, when @n_labels more than the boxes without
 * a code of their own are to be printed. */
gboolean suima_adoption_refuse_labels (SuimaStation *station,
                                       const SuimaBatch *batch,
                                       guint n_labels,
                                       GError **error);

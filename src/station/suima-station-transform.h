// SPDX-License-Identifier: Apache-2.0
// Making goods of goods: split, cut, mix, repack.
#pragma once

#include "suima-station.h"
#include "suima-transformation.h"

/** SuimaTransformPart: a quantity that bears no label. */
typedef struct
{
  gint64 batch_id;
  gint64 quantity_milli; /* in the batch's unit */
} SuimaTransformPart;

/** SuimaTransformRequest: all borrowed. */
typedef struct
{
  SuimaTransformKind kind;
  const char *const *codes;        /* (nullable): what goes in by its labels */
  const SuimaTransformPart *parts; /* and without */
  guint n_parts;
  const char *unit;      /* (nullable): in which it is counted; %NULL: as what goes in */
  gint64 input_milli;    /* what goes in, in @unit; 0: its units are @unit already, or can be weighed
                            into it */
  gint64 output_milli;   /* what comes out */
  const char *loss_reason; /* needed where less comes out: 损耗 */
  const char *product;   /* (nullable): a new name: 切块西瓜 */
  const char *spec;      /* (nullable) */
  SuimaDay expiry;       /* NONE: the shortest of what goes in; never later than that */
  const char *place;     /* (nullable): where it is put; else it stays where it was */
  const char *person;    /* (nullable) */
} SuimaTransformRequest;

/**
 * suima_station_transform:
 * One act, one transaction: what goes in leaves the stock and its labels are SPLIT, a new batch of what
 * comes out is in the stock, ready for its labels. Input is output and loss.
 *
 * Returns: the new batch's id, 0 on error. Errors: BLOCKED for goods that may not be sold today;
 * INVALID with the reason; NOT_FOUND.
 */
gint64 suima_station_transform (SuimaStation *station,
                                const SuimaTransformRequest *request,
                                GError **error);

/** suima_station_find_transformation: Returns: (transfer full) (nullable): how @batch_id was made;
 * %NULL without an error for a delivered one. */
SuimaTransformation *suima_station_find_transformation (SuimaStation *station,
                                                        gint64 batch_id,
                                                        GError **error);

/** suima_station_list_related: Returns: (transfer full) (element-type SuimaBatch): all that
 * @batch_id was made of, or all that was made of it, over any number of steps, nearest first. */
GPtrArray *suima_station_list_related (SuimaStation *station,
                                       gint64 batch_id,
                                       SuimaTraceDirection direction,
                                       GError **error);

// SPDX-License-Identifier: Apache-2.0
// What was made of what: 拆分, 分切, 混装, 分装.
#pragma once

#include "suima-batch.h"

#include <glib.h>

typedef enum
{
  SUIMA_TRANSFORM_SPLIT,  /* 拆分: a box to pieces */
  SUIMA_TRANSFORM_CUT,    /* 分切: by weight */
  SUIMA_TRANSFORM_MIX,    /* 混装: of several lots */
  SUIMA_TRANSFORM_REPACK, /* 分装 */
} SuimaTransformKind;

const char *suima_transform_kind_to_code (SuimaTransformKind kind);
gboolean suima_transform_kind_from_code (const char *code, SuimaTransformKind *ret_kind);

/** SuimaTransformInput: an item with a label, or a quantity of a batch. */
typedef struct
{
  gint64 batch_id;
  char *serial;          /* "" for a quantity without a label */
  gint64 quantity_milli; /* in the unit of that batch */
} SuimaTransformInput;

/** SuimaTransformation: input = output + loss, in @unit. */
typedef struct
{
  gint64 id;
  gint64 seq;      /* of its event */
  SuimaTransformKind kind;
  gint64 batch_id; /* that was made */
  char *unit;
  gint64 input_milli, output_milli, loss_milli;
  char *loss_reason; /* nullable */
  GPtrArray *inputs; /* (element-type SuimaTransformInput) */
} SuimaTransformation;

SuimaTransformation *suima_transformation_new (void);
void suima_transformation_free (SuimaTransformation *transformation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTransformation, suima_transformation_free)
/** suima_transformation_add_input: Adds a copy. */
void suima_transformation_add_input (SuimaTransformation *transformation,
                                     gint64 batch_id,
                                     const char *serial,
                                     gint64 quantity_milli);

/**
 * suima_batch_blend:
 * @parents: (element-type SuimaBatch): at least one
 *
 * What goods are that were made of others: what all parents share stays; the shortest expiry and the
 * earliest production day hold; origins, suppliers and paper numbers of several parents stand side
 * by side; a paper that one of them lacks is lacking. A mixture has no 合格证: it is issued anew.
 *
 * Returns: (transfer full): a batch without id, quantity and unit.
 */
SuimaBatch *suima_batch_blend (GPtrArray *parents);

// SPDX-License-Identifier: Apache-2.0
// A template filled with one batch and one code: boxes with their final text.
#pragma once

#include "suima-batch.h"
#include "suima-template.h"

#include <glib.h>

/** SuimaLabelText: a text box as it is to be drawn; @box is borrowed from the template. */
typedef struct
{
  const SuimaBox *box;
  char *text; /* owned, one or more lines, plain text, never markup */
} SuimaLabelText;

typedef struct
{
  const SuimaTemplate *template; /* borrowed: outlives the label */
  char *uri;                     /* what stands in the QR */
  GPtrArray *texts;              /* (element-type SuimaLabelText), in template order */
} SuimaLabel;

/** SuimaLabelContext: what a label says besides batch and code; all borrowed, all nullable. */
typedef struct
{
  const char *operator_name; /* 经营者名称 */
  guint copy;                /* 1 for the first label, 2 for the first reprint */
} SuimaLabelContext;

/** suima_label_is_field: Returns: whether templates may name @field. */
gboolean suima_label_is_field (const char *field);

/**
 * suima_label_fill:
 * @template: a layout; must outlive the label
 * @batch: what the label is about
 * @uri: the text of the QR
 * @serial: 20 characters, printed in groups of four
 * @context: (nullable): the rest
 *
 * Fields: `product spec origin lot production_date expiry_date storage operator importer
 * importer_phone supplier supplier_phone producer conformity quantity unit gtin serial copy`.
 * `foreign_origin` is the origin of imported goods, `home_origin` that of any other: they are
 * titled 原产国 and 产地. `undated_lot` is the lot of a batch without production date, for labels
 * that have room for one of the two. `copy` is empty on a first label. `importer_phone` is empty as long as
 * batches hold none; `supplier_phone` is empty where it is a mobile number, which is a person's.
 *
 * Control characters in delivered texts become blanks; marks that turn or hide text (bidirectional
 * controls, zero width) are dropped. The words before a field, from the one before it, and the
 * words after the last one go with an empty field: `批号 {lot}` of a batch without lot is left out.
 *
 * Returns: (transfer full): the label.
 */
SuimaLabel *suima_label_fill (const SuimaTemplate *template,
                              const SuimaBatch *batch,
                              const char *uri,
                              const char *serial,
                              const SuimaLabelContext *context);
void suima_label_free (SuimaLabel *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaLabel, suima_label_free)

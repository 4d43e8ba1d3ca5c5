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
 * @context: the rest
 *
 * Fields: `product spec origin lot production_date expiry_date storage operator importer
 * importer_phone supplier producer conformity quantity unit gtin serial copy`. Control characters
 * in delivered texts become blanks. Words around an empty field go with it: `批号 {lot}` of a
 * batch without lot is left out.
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

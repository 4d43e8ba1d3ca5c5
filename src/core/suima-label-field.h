// SPDX-License-Identifier: Apache-2.0
// The fields that templates name. Within this room only; see suima-label.h.
#pragma once

#include "suima-label.h"

/* Everything a field can be taken from. */
typedef struct
{
  const SuimaBatch *batch;
  const char *serial;
  const SuimaLabelContext *context;
} SuimaLabelSource;

/** suima_label_dup_field: @name: a field. Returns: (transfer full): its text, one line without
 * controls; "" where there is none. */
char *suima_label_dup_field (const SuimaLabelSource *source, const char *name);

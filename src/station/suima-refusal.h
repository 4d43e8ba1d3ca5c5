// SPDX-License-Identifier: Apache-2.0
// Why an act of the working day is refused, as a sentence for the person who asked. Within this
// room only.
#pragma once

#include "suima-error.h"

#include <glib.h>

typedef enum
{
  SUIMA_REFUSAL_REASON,         /* 1: the act */
  SUIMA_REFUSAL_RECEIVED,       /* 1: product */
  SUIMA_REFUSAL_OTHER_QUANTITY, /* 1: that came, 2: of the sheet */
  SUIMA_REFUSAL_TOO_MUCH,       /* 1: there, 2: asked for */
  SUIMA_REFUSAL_LABELLED,       /* 1: without labels, 2: asked for */
  SUIMA_REFUSAL_NOT_THERE,      /* 1: product */
  SUIMA_REFUSAL_WHERE,          /* 1: places */
  SUIMA_REFUSAL_TWICE,          /* 1: code */
  SUIMA_REFUSAL_STATE,          /* 1: code, 2: its state */
  SUIMA_REFUSAL_LOCKED,         /* 1: product, 2: reason */
  SUIMA_REFUSAL_NOTHING,        /* nothing was named */
  SUIMA_REFUSAL_QUANTITY,       /* 1: the act needs a quantity */
  SUIMA_N_REFUSALS
} SuimaRefusal;

/** suima_refuse: Sets @error to the refusal's sentence, with the texts that follow in their places.
 * Returns: %FALSE. */
gboolean suima_refuse (GError **error, SuimaError code, SuimaRefusal refusal, ...)
    G_GNUC_NULL_TERMINATED;

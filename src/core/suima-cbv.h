// SPDX-License-Identifier: Apache-2.0
// The words of the Core Business Vocabulary 2.0 that stand bare in EPCIS JSON.
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_CBV_BIZ_STEP,
  SUIMA_CBV_DISPOSITION,
  SUIMA_CBV_TRANSACTION, /* type of a business transaction */
  SUIMA_CBV_PARTY,       /* type of a source or destination */
  SUIMA_CBV_COMPONENT,   /* of a vector that a sensor measured */
  SUIMA_CBV_MEASUREMENT, /* type of a sensor report */
  SUIMA_CBV_ALERT,       /* exception of a sensor report */
  SUIMA_CBV_REASON,      /* of an error declaration */
} SuimaCbvList;

/** suima_cbv_has_word: Returns: whether @word is in @list. */
gboolean suima_cbv_has_word (SuimaCbvList list, const char *word);

/** suima_cbv_get_prefix: Returns: (transfer none): what stands before a word of @list in its URI:
 * `https://ref.gs1.org/cbv/BizStep-`. */
const char *suima_cbv_get_prefix (SuimaCbvList list);

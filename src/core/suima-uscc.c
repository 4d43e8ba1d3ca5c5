// SPDX-License-Identifier: Apache-2.0
#include "suima-uscc.h"

#include <string.h>

#define SUIMA_USCC_LENGTH 18u

gboolean
suima_uscc_check (const char *text)
{
  static const char symbols[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  guint sum = 0, weight = 1;

  if (strlen (text) != SUIMA_USCC_LENGTH)
    return FALSE;
  for (guint i = 0; i < SUIMA_USCC_LENGTH; i++)
    {
      const char *at = strchr (symbols, text[i]);
      if (at == NULL)
        return FALSE;
      /* the last symbol is what makes the sum whole */
      sum += (guint)(at - symbols) * (i + 1 < SUIMA_USCC_LENGTH ? weight : 1);
      weight = weight * 3 % 31;
    }
  return sum % 31 == 0;
}

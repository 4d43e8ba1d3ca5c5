// SPDX-License-Identifier: Apache-2.0
#include "suima-device-identity.h"

#include <string.h>

#define SUIMA_STX 0x02
#define SUIMA_ETX 0x03
#define SUIMA_MAX_MODEL 100u
#define SUIMA_MAX_HEARD 4096u /* no answer is longer; the rest is noise */

void
suima_device_identity_clear (SuimaDeviceIdentity *identity)
{
  g_clear_pointer (&identity->model, g_free);
  identity->dpi = 0;
}

const char *
suima_device_get_identity_question (SuimaDeviceLanguage language)
{
  return language == SUIMA_DEVICE_ZPL ? "~HI\r\n" : "~!T\r\n";
}

static char *
suima_device_clean_model (const guint8 *bytes, gsize size_bytes)
{
  char *model = g_strndup ((const char *)bytes, MIN (size_bytes, SUIMA_MAX_MODEL));

  for (char *c = model; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';
  return g_strstrip (model);
}

/* Heads have 6, 8, 12 or 24 dots a millimetre; any other number tells nothing. */
static guint
suima_zpl_dots_to_dpi (const char *dots_per_mm)
{
  static const struct
  {
    const char *dots_per_mm;
    guint dpi;
  } heads[] = { { "6", 152 }, { "8", 203 }, { "12", 300 }, { "24", 600 } };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (strcmp (heads[i].dots_per_mm, dots_per_mm) == 0)
      return heads[i].dpi;
  return 0;
}

static gboolean
suima_zpl_read_identity (GByteArray *heard, SuimaDeviceIdentity *identity)
{
  guint8 *start = memchr (heard->data, SUIMA_STX, heard->len);
  guint8 *end =
      start != NULL ? memchr (start, SUIMA_ETX, heard->len - (guint)(start - heard->data)) : NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (end == NULL)
    return FALSE;
  text = g_strndup ((const char *)start + 1, (gsize)(end - start - 1));
  fields = g_strsplit (text, ",", 5);
  g_byte_array_remove_range (heard, 0, (guint)(end - heard->data) + 1);
  if (g_strv_length (fields) < 3) /* an answer to something else */
    return FALSE;
  suima_device_identity_clear (identity);
  identity->model = suima_device_clean_model ((const guint8 *)fields[0], strlen (fields[0]));
  identity->dpi = suima_zpl_dots_to_dpi (g_strstrip (fields[2]));
  return TRUE;
}

/* Ends of line before the text are nothing. */
static gboolean
suima_tspl_read_identity (GByteArray *heard, SuimaDeviceIdentity *identity)
{
  gsize start = 0, end;

  while (start < heard->len && strchr ("\r\n", heard->data[start]) != NULL)
    start++;
  for (end = start; end < heard->len && strchr ("\r\n", heard->data[end]) == NULL;)
    end++;
  if (end == heard->len)
    return FALSE;
  suima_device_identity_clear (identity);
  identity->model = suima_device_clean_model (heard->data + start, end - start);
  g_byte_array_set_size (heard, 0);
  return TRUE;
}

gboolean
suima_device_read_identity (SuimaDeviceLanguage language,
                            GByteArray *heard,
                            SuimaDeviceIdentity *identity)
{
  gboolean is_whole =
      heard->len > 0 && (language == SUIMA_DEVICE_ZPL ? suima_zpl_read_identity (heard, identity)
                                                      : suima_tspl_read_identity (heard, identity));

  if (!is_whole && heard->len > SUIMA_MAX_HEARD)
    g_byte_array_set_size (heard, 0);
  return is_whole;
}

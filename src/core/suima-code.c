// SPDX-License-Identifier: Apache-2.0
#include "suima-code.h"

#include "suima-error.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_CODE_SCHEME "HTTPS://"

SuimaCode *
suima_code_new (void)
{
  return g_new0 (SuimaCode, 1);
}

void
suima_code_free (SuimaCode *code)
{
  if (code == NULL)
    return;
  g_free (code->host);
  g_free (code->signature);
  g_free (code->gtin);
  g_free (code->lot);
  g_free (code->shop);
  g_free (code->serial);
  g_free (code);
}

static gboolean
suima_digits_only (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text))
      return FALSE;
  return TRUE;
}

gboolean
suima_gtin_check (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;

  if ((length != 8 && length != 12 && length != 13 && length != 14) || !suima_digits_only (digits))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    sum += (guint) (digits[length - 1 - i] - '0') * (i % 2 == 1 ? 3 : 1);
  return sum % 10 == 0;
}

char *
suima_gtin_to_14 (const char *digits)
{
  gsize length = strlen (digits);

  g_return_val_if_fail (length <= 14, NULL);
  return g_strdup_printf ("%.*s%s", (int) (14 - length), "00000000000000", digits);
}

gboolean
suima_gtin_is_restricted (const char *gtin)
{
  if (g_str_has_prefix (gtin, "000000"))
    return gtin[6] == '0' || gtin[6] == '2';
  return gtin[1] == '2' || g_str_has_prefix (gtin + 1, "02") || g_str_has_prefix (gtin + 1, "04");
}

static gboolean
suima_text_is_plain (const char *text, gsize max_length)
{
  gsize length = strlen (text);

  if (length < 1 || length > max_length)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text) && !g_ascii_isupper (*text) && *text != '-')
      return FALSE;
  return TRUE;
}

gboolean
suima_lot_is_printable (const char *lot)
{
  return suima_text_is_plain (lot, 20);
}

gboolean
suima_host_is_valid (const char *host)
{
  const char *colon = strchr (host, ':');
  gsize name_length = colon ? (gsize) (colon - host) : strlen (host);

  if (name_length < 1 || name_length > 64 || host[0] == '.' || host[name_length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < name_length; i++)
    {
      if (!g_ascii_isdigit (host[i]) && !g_ascii_isupper (host[i]) && host[i] != '-' &&
          host[i] != '.')
        return FALSE;
      if (host[i] == '.' && host[i + 1] == '.')
        return FALSE;
    }
  return colon == NULL || (strlen (colon + 1) >= 1 && strlen (colon + 1) <= 5 &&
                           suima_digits_only (colon + 1));
}

/* From the last "/01/" or "/<shop>/OBJ/" backwards: what stands before it is host and signature. */
static gboolean
suima_code_take_path (SuimaCode *code, char **parts, guint n, guint *ret_head)
{
  if (n >= 4 && strcmp (parts[n - 4], "01") == 0 && strcmp (parts[n - 2], "21") == 0)
    {
      code->gtin = g_strdup (parts[n - 3]);
      *ret_head = n - 4;
    }
  else if (n >= 6 && strcmp (parts[n - 6], "01") == 0 && strcmp (parts[n - 4], "10") == 0 &&
           strcmp (parts[n - 2], "21") == 0)
    {
      code->gtin = g_strdup (parts[n - 5]);
      code->lot = g_strdup (parts[n - 3]);
      *ret_head = n - 6;
    }
  else if (n >= 3 && strcmp (parts[n - 2], "OBJ") == 0)
    {
      code->shop = g_strdup (parts[n - 3]);
      *ret_head = n - 3;
    }
  else
    return FALSE;
  code->serial = g_strdup (parts[n - 1]);
  return TRUE;
}

static gboolean
suima_code_check (const SuimaCode *code, GError **error)
{
  g_autofree char *serial = NULL;

  if (!suima_host_is_valid (code->host))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a host name", code->host);
  else if (code->gtin != NULL && (strlen (code->gtin) != 14 || !suima_gtin_check (code->gtin)))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a GTIN of 14 digits",
                 code->gtin);
  else if (code->lot != NULL && !suima_lot_is_printable (code->lot))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a lot of ours", code->lot);
  else if (code->shop != NULL && !suima_text_is_plain (code->shop, 20))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a shop id", code->shop);
  else if ((serial = suima_serial_parse (code->serial, NULL, error)) == NULL)
    return FALSE;
  else if (strcmp (serial, code->serial) != 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is not a serial", code->serial);
  else
    return TRUE;
  return FALSE;
}

SuimaCode *
suima_code_parse (const char *text, GError **error)
{
  g_autoptr (SuimaCode) code = suima_code_new ();
  g_auto (GStrv) parts = NULL;
  gsize length = strlen (text);
  guint head = 0;

  if (length > SUIMA_CODE_MAX_LENGTH || !g_str_has_prefix (text, SUIMA_CODE_SCHEME) ||
      strspn (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ./:-") != length)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "not a trace code of ours");
      return NULL;
    }
  parts = g_strsplit (text + strlen (SUIMA_CODE_SCHEME), "/", -1);
  if (!suima_code_take_path (code, parts, g_strv_length (parts), &head) || head < 1 || head > 2 ||
      (head == 2 && strlen (parts[1]) != SUIMA_CODE_SIGNATURE_LENGTH))
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "not a trace code of ours");
      return NULL;
    }
  code->host = g_strdup (parts[0]);
  code->signature = head == 2 ? g_strdup (parts[1]) : NULL;
  if (!suima_code_check (code, error))
    return NULL;
  return g_steal_pointer (&code);
}

static void
suima_code_append_path (const SuimaCode *code, gboolean with_lot, GString *out)
{
  if (code->gtin == NULL)
    {
      g_string_append_printf (out, "/%s/OBJ/%s", code->shop, code->serial);
      return;
    }
  g_string_append_printf (out, "/01/%s", code->gtin);
  if (with_lot && code->lot != NULL)
    g_string_append_printf (out, "/10/%s", code->lot);
  g_string_append_printf (out, "/21/%s", code->serial);
}

char *
suima_code_to_uri (const SuimaCode *code)
{
  GString *out = g_string_new (SUIMA_CODE_SCHEME);

  g_string_append (out, code->host);
  if (code->signature != NULL)
    g_string_append_printf (out, "/%s", code->signature);
  suima_code_append_path (code, TRUE, out);
  return g_string_free (out, FALSE);
}

char *
suima_code_to_epc (const SuimaCode *code)
{
  g_autofree char *host = g_ascii_strdown (code->host, -1);
  GString *out = g_string_new ("https://");

  g_string_append (out, host);
  suima_code_append_path (code, FALSE, out);
  return g_string_free (out, FALSE);
}

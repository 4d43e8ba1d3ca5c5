// SPDX-License-Identifier: Apache-2.0
#include "suima-recognise.h"

#include "suima-gs1.h"
#include "suima-serial.h"

#include <string.h>

const char *
suima_scan_kind_to_code (SuimaScanKind kind)
{
  static const char *const codes[] = { "suima",        "serial",           "gtin",
                                       "gs1-elements", "gs1-digital-link", "unknown" };

  g_return_val_if_fail (kind <= SUIMA_SCAN_UNKNOWN, "unknown");
  return codes[kind];
}

static void
suima_scan_field_free (SuimaScanField *field)
{
  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

void
suima_scan_free (SuimaScan *scan)
{
  if (scan == NULL)
    return;
  g_free (scan->text);
  suima_code_free (scan->code);
  g_free (scan->serial);
  g_ptr_array_unref (scan->fields);
  g_free (scan->problem);
  g_free (scan);
}

void
suima_scan_add_field (SuimaScan *scan, const char *name, const char *value)
{
  SuimaScanField *field;

  if (value == NULL || *value == '\0')
    return;
  field = g_new0 (SuimaScanField, 1);
  field->name = g_strdup (name);
  field->value = g_strdup (value);
  g_ptr_array_add (scan->fields, field);
}

const char *
suima_scan_get_field (const SuimaScan *scan, const char *name)
{
  for (guint i = 0; i < scan->fields->len; i++)
    {
      const SuimaScanField *field = g_ptr_array_index (scan->fields, i);
      if (strcmp (field->name, name) == 0)
        return field->value;
    }
  return NULL;
}

static gboolean
suima_recognise_ours (SuimaScan *scan, const char *text)
{
  scan->code = suima_code_parse (text, NULL);
  if (scan->code == NULL)
    return FALSE;
  scan->kind = SUIMA_SCAN_OURS;
  scan->serial = g_strdup (scan->code->serial);
  suima_scan_add_field (scan, "host", scan->code->host);
  suima_scan_add_field (scan, "gtin", scan->code->gtin);
  suima_scan_add_field (scan, "lot", scan->code->lot);
  suima_scan_add_field (scan, "shop", scan->code->shop);
  suima_scan_add_field (scan, "serial", scan->serial);
  return TRUE;
}

static gboolean
suima_recognise_serial (SuimaScan *scan, const char *text)
{
  g_autoptr (GError) error = NULL;
  gsize length = strspn (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz- ");

  if (text[length] != '\0' || length < SUIMA_SERIAL_LENGTH || length > 2 * SUIMA_SERIAL_LENGTH)
    return FALSE;
  scan->serial = suima_serial_parse (text, NULL, &error);
  if (scan->serial == NULL)
    return FALSE;
  scan->kind = SUIMA_SCAN_SERIAL;
  suima_scan_add_field (scan, "serial", scan->serial);
  return TRUE;
}

static gboolean
suima_recognise_gtin (SuimaScan *scan, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *gtin = NULL;

  if (strspn (text, "0123456789") != length ||
      (length != 8 && length != 12 && length != 13 && length != 14))
    return FALSE;
  scan->kind = SUIMA_SCAN_GTIN;
  gtin = suima_gtin_to_14 (text);
  suima_scan_add_field (scan, "gtin", gtin);
  if (!suima_gtin_check (text))
    scan->problem = g_strdup ("the check digit is wrong");
  else if (suima_gtin_is_restricted (gtin))
    suima_scan_add_field (scan, "scope", "in-store");
  return TRUE;
}

static gboolean
suima_recognise_gs1 (SuimaScan *scan, const char *text)
{
  if (suima_gs1_read_elements (text, scan))
    scan->kind = SUIMA_SCAN_ELEMENTS;
  else
    {
      g_ptr_array_set_size (scan->fields, 0);
      g_clear_pointer (&scan->problem, g_free);
      if (!suima_gs1_read_link (text, scan))
        return FALSE;
      scan->kind = SUIMA_SCAN_DIGITAL_LINK;
    }
  return TRUE;
}

/* Whoever stands behind an unknown address is shown, and nothing else is done with it. */
static void
suima_recognise_host (SuimaScan *scan, const char *text)
{
  g_autoptr (GUri) uri = NULL;

  g_ptr_array_set_size (scan->fields, 0);
  g_clear_pointer (&scan->problem, g_free);
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  if (uri != NULL)
    suima_scan_add_field (scan, "host", g_uri_get_host (uri));
}

SuimaScan *
suima_recognise (const char *text)
{
  SuimaScan *scan = g_new0 (SuimaScan, 1);
  g_autofree char *stripped = NULL;

  scan->kind = SUIMA_SCAN_UNKNOWN;
  scan->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_scan_field_free);
  scan->text = g_utf8_make_valid (text, (gssize) MIN (strlen (text), SUIMA_SCAN_MAX_BYTES));
  stripped = g_strstrip (g_strdup (scan->text));
  if (strlen (text) > SUIMA_SCAN_MAX_BYTES)
    scan->problem = g_strdup_printf ("longer than %d bytes", SUIMA_SCAN_MAX_BYTES);
  else if (!suima_recognise_ours (scan, stripped) && !suima_recognise_serial (scan, stripped) &&
           !suima_recognise_gtin (scan, stripped) && !suima_recognise_gs1 (scan, stripped))
    suima_recognise_host (scan, stripped);
  return scan;
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-recognise.h"

#include "suima-gs1.h"
#include "suima-hex.h"
#include "suima-recognition.h"
#include "suima-serial.h"
#include "suima-voucher.h"

#include <string.h>

const char *
suima_scan_kind_to_code (SuimaScanKind kind)
{
  static const char *const codes[] = { "suima",        "serial",           "voucher", "gtin",
                                       "gs1-elements", "gs1-digital-link", "foreign", "unknown" };

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
  g_free (scan->raw_hex);
  g_free (scan->rule);
  g_free (scan->system);
  g_free (scan->title);
  g_free (scan->issuer);
  g_free (scan->what);
  g_free (scan->evidence);
  g_ptr_array_unref (scan->unverified);
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

void
suima_scan_add_unverified (SuimaScan *scan, const char *code)
{
  for (guint i = 0; i < scan->unverified->len; i++)
    if (strcmp (scan->unverified->pdata[i], code) == 0)
      return;
  g_ptr_array_add (scan->unverified, g_strdup (code));
}

void
suima_scan_forget (SuimaScan *scan)
{
  g_ptr_array_set_size (scan->fields, 0);
  g_ptr_array_set_size (scan->unverified, 0);
  g_clear_pointer (&scan->problem, g_free);
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
suima_recognise_voucher (SuimaScan *scan, const char *text)
{
  g_autoptr (SuimaVoucher) voucher = NULL;
  g_autofree char *number = NULL, *day = NULL, *n_lines = NULL;

  if (!suima_voucher_is_uri (text))
    return FALSE;
  scan->kind = SUIMA_SCAN_VOUCHER;
  voucher = suima_voucher_parse (text, NULL);
  if (voucher == NULL)
    {
      scan->problem = g_strdup ("the voucher is damaged or was not read to its end");
      return TRUE;
    }
  number = suima_voucher_dup_number (voucher);
  day = suima_day_to_text (voucher->day);
  n_lines = g_strdup_printf ("%u", voucher->n_lines);
  suima_scan_add_field (scan, "host", voucher->host);
  suima_scan_add_field (scan, "number", number);
  suima_scan_add_field (scan, "day", day);
  suima_scan_add_field (scan, "seller", voucher->seller);
  suima_scan_add_field (scan, "place", voucher->place);
  suima_scan_add_field (scan, "buyer", voucher->buyer);
  suima_scan_add_field (scan, "lines", n_lines);
  return TRUE;
}

/* Everybody may print numbers of this form; who owns the prefix is not written in them. */
static void
suima_recognise_sign_gs1 (SuimaScan *scan, SuimaScanKind kind)
{
  const char *gtin = suima_scan_get_field (scan, "gtin");
  gboolean is_in_store = suima_scan_get_field (scan, "scope") != NULL;

  scan->kind = kind;
  scan->system = g_strdup ("gs1");
  scan->title = g_strdup ("GS1");
  scan->evidence = g_strdup ("published");
  scan->what = g_strdup (kind == SUIMA_SCAN_GTIN ? "product-code" : "trace-code");
  if (!is_in_store && gtin != NULL)
    scan->issuer = g_strdup (g_str_has_prefix (gtin + 1, "69") ? "GS1 China" : "GS1");
  suima_scan_add_unverified (scan, "issuer");
  suima_scan_add_unverified (scan, "content");
}

/* A known check digit, or any number of that length. */
static gboolean
suima_recognise_gtin (SuimaScan *scan, const char *text, gboolean must_be_right)
{
  gsize length = strlen (text);
  g_autofree char *gtin = NULL;
  gboolean is_right;

  if (strspn (text, "0123456789") != length ||
      (length != 8 && length != 12 && length != 13 && length != 14))
    return FALSE;
  is_right = suima_gtin_check (text);
  if (must_be_right && !is_right)
    return FALSE;
  gtin = suima_gtin_to_14 (text);
  suima_scan_add_field (scan, "gtin", gtin);
  if (!is_right)
    scan->problem = g_strdup ("the check digit is wrong");
  else if (suima_gtin_is_restricted (gtin))
    suima_scan_add_field (scan, "scope", "in-store");
  suima_recognise_sign_gs1 (scan, SUIMA_SCAN_GTIN);
  return TRUE;
}

/* One that is wrong may be the number of another system that only begins like it. */
static gboolean
suima_recognise_gs1 (SuimaScan *scan, const char *text, gboolean must_be_right)
{
  SuimaScanKind kind = SUIMA_SCAN_ELEMENTS;
  gboolean is_read = suima_gs1_read_elements (text, scan);

  if (!is_read)
    {
      suima_scan_forget (scan);
      kind = SUIMA_SCAN_DIGITAL_LINK;
      is_read = suima_gs1_read_link (text, scan);
    }
  if (is_read && (!must_be_right || scan->problem == NULL))
    {
      suima_recognise_sign_gs1 (scan, kind);
      return TRUE;
    }
  suima_scan_forget (scan);
  return FALSE;
}

static void
suima_recognise_other (SuimaScan *scan, const SuimaRecognition *recognition, const char *text)
{
  g_autoptr (SuimaAddress) address = suima_address_parse (text);

  scan->is_disguised = address != NULL && (address->form == SUIMA_ADDRESS_USER ||
                                           address->form == SUIMA_ADDRESS_BROKEN);
  if (suima_recognition_match (recognition, SUIMA_RULE_EXACT, text, address, scan) ||
      suima_recognise_gs1 (scan, text, TRUE) ||
      suima_recognition_match (recognition, SUIMA_RULE_IDENTIFIER, text, address, scan) ||
      suima_recognition_match (recognition, SUIMA_RULE_HOST, text, address, scan) ||
      suima_recognise_gtin (scan, text, TRUE) ||
      suima_recognition_match (recognition, SUIMA_RULE_NUMBER, text, address, scan) ||
      suima_recognise_gtin (scan, text, FALSE) || suima_recognise_gs1 (scan, text, FALSE))
    return;
  /* Whoever stands behind an unknown address is shown, and nothing else is done with it. */
  if (address != NULL)
    suima_scan_add_field (scan, "host", address->host);
}

static SuimaScan *
suima_scan_new (const char *text)
{
  SuimaScan *scan = g_new0 (SuimaScan, 1);
  gsize length = strlen (text);

  scan->kind = SUIMA_SCAN_UNKNOWN;
  scan->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_scan_field_free);
  scan->unverified = g_ptr_array_new_with_free_func (g_free);
  scan->text = g_utf8_make_valid (text, (gssize) MIN (length, SUIMA_SCAN_MAX_BYTES));
  if (length <= SUIMA_SCAN_MAX_BYTES && strcmp (scan->text, text) != 0)
    scan->raw_hex = suima_bytes_to_hex ((const guint8 *) text, length);
  if (length > SUIMA_SCAN_MAX_BYTES)
    scan->problem = g_strdup_printf ("longer than %d bytes", SUIMA_SCAN_MAX_BYTES);
  return scan;
}

SuimaScan *
suima_recognise_by (const SuimaRecognition *recognition, const char *text)
{
  SuimaScan *scan = suima_scan_new (text);
  g_autofree char *stripped = g_strstrip (g_strdup (scan->text));

  if (scan->problem == NULL && !suima_recognise_ours (scan, stripped) &&
      !suima_recognise_serial (scan, stripped) && !suima_recognise_voucher (scan, stripped))
    suima_recognise_other (scan, recognition, stripped);
  return scan;
}

SuimaScan *
suima_recognise (const char *text)
{
  return suima_recognise_by (NULL, text);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-document.h"

#include <string.h>

SuimaDocument *
suima_document_new (void)
{
  SuimaDocument *document = g_new0 (SuimaDocument, 1);

  document->attachments = g_ptr_array_new_with_free_func (g_free);
  return document;
}

void
suima_document_free (SuimaDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->number);
  g_free (document->issuer);
  g_free (document->product);
  g_free (document->lot);
  g_free (document->unit);
  g_free (document->body);
  g_ptr_array_unref (document->attachments);
  g_free (document);
}

/* Without blanks, in narrow small letters: as two people may write one name. */
static char *
suima_document_fold_name (const char *name)
{
  g_autofree char *folded = suima_text_fold (name);
  g_autofree char *lower = g_utf8_strdown (folded, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " \t", -1);

  return g_strjoinv (NULL, words);
}

gboolean
suima_document_is_for_product (const SuimaDocument *document, const char *product)
{
  g_autofree char *ours = suima_document_fold_name (document->product ? document->product : "");
  g_autofree char *theirs = suima_document_fold_name (product);

  return strstr (theirs, ours) != NULL || (*theirs != '\0' && strstr (ours, theirs) != NULL);
}

gboolean
suima_document_is_for_lot (const SuimaDocument *document, const char *lot)
{
  g_autofree char *ours = suima_document_fold_name (document->lot ? document->lot : "");
  g_autofree char *theirs = suima_document_fold_name (lot ? lot : "");

  return *ours == '\0' || strcmp (ours, theirs) == 0;
}

/* Dashes that Chinese input methods and spreadsheets put for a hyphen. */
static gboolean
suima_paper_is_hyphen (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212;
}

char *
suima_paper_number_fold (const char *number)
{
  g_autofree char *narrow = suima_text_fold (number);
  GString *folded = g_string_new (NULL);

  for (const char *p = narrow; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (suima_paper_is_hyphen (c))
        g_string_append_c (folded, '-');
      else if (!g_unichar_isspace (c) && c != '`')
        g_string_append_unichar (folded, c < 0x80 ? (gunichar)g_ascii_toupper ((char)c) : c);
    }
  return g_string_free (folded, FALSE);
}

static gboolean
suima_paper_is_digits (const char *number, gsize length)
{
  return strlen (number) == length && strspn (number, "0123456789") == length;
}

/* 5.34520E+17, or an 18-digit number whose last three digits a spreadsheet has made zeros. */
static gboolean
suima_paper_is_damaged (const char *number)
{
  gsize length = strlen (number);
  gsize digits = strspn (number, "0123456789.");

  if (digits > 0 && number[digits] == 'E' && number[digits + 1] == '+')
    return TRUE;
  return length >= 16 && digits == length && strspn (number + 15, "0") == length - 15;
}

static gboolean
suima_paper_is_plant (const char *number)
{
  gsize length = strlen (number);

  if (length < 18)
    return TRUE; /* 厂号 of before 2022: SIF 337, EST.235 */
  return length == 18 && (number[0] == 'C' || number[0] == 'Q') && g_ascii_isupper (number[1]) &&
         g_ascii_isupper (number[2]) && g_ascii_isupper (number[3]) &&
         suima_paper_is_digits (number + 4, 14);
}

SuimaPaperDoubt
suima_paper_check_number (SuimaPaperKind kind, const char *number)
{
  if (suima_paper_is_damaged (number))
    return SUIMA_PAPER_DOUBT_DAMAGED;
  if (kind == SUIMA_PAPER_INSPECTION && !suima_paper_is_digits (number, 15) &&
      !suima_paper_is_digits (number, 18))
    return SUIMA_PAPER_DOUBT_INSPECTION;
  if (kind == SUIMA_PAPER_CUSTOMS && (!suima_paper_is_digits (number, 18) || number[8] != '1'))
    return SUIMA_PAPER_DOUBT_CUSTOMS;
  if (kind == SUIMA_PAPER_PLANT && !suima_paper_is_plant (number))
    return SUIMA_PAPER_DOUBT_PLANT;
  if (kind == SUIMA_PAPER_ANIMAL_QUARANTINE && !suima_paper_is_digits (number, 10))
    return SUIMA_PAPER_DOUBT_QUARANTINE;
  return SUIMA_PAPER_DOUBT_NONE;
}

gint64
suima_unit_to_grams (const char *unit)
{
  static const struct
  {
    const char *unit;
    gint64 grams;
  } weights[] = {
    { "kg", 1000 }, { "公斤", 1000 }, { "千克", 1000 }, { "斤", 500 },     { "市斤", 500 },
    { "g", 1 },     { "克", 1 },      { "t", 1000000 }, { "吨", 1000000 },
  };
  g_autofree char *folded = suima_text_fold (unit != NULL ? unit : "");

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if (g_ascii_strcasecmp (weights[i].unit, folded) == 0)
      return weights[i].grams;
  return 0;
}

gboolean
suima_unit_is_same (const char *one, const char *other)
{
  gint64 grams = suima_unit_to_grams (one);
  g_autofree char *a = suima_text_fold (one != NULL ? one : "");
  g_autofree char *b = suima_text_fold (other != NULL ? other : "");

  return grams > 0 ? grams == suima_unit_to_grams (other) : strcmp (a, b) == 0;
}

SuimaFileType
suima_file_type_of (const void *bytes, gsize size_bytes)
{
  static const struct
  {
    const char *start;
    gsize length;
    SuimaFileType type;
  } starts[] = {
    { "\xFF\xD8\xFF", 3, SUIMA_FILE_JPEG },
    { "\x89PNG\r\n\x1A\n", 8, SUIMA_FILE_PNG },
    { "%PDF-", 5, SUIMA_FILE_PDF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (size_bytes > starts[i].length && memcmp (bytes, starts[i].start, starts[i].length) == 0)
      return starts[i].type;
  return SUIMA_FILE_UNKNOWN;
}

const char *
suima_file_type_to_code (SuimaFileType type)
{
  static const char *const codes[] = {
    [SUIMA_FILE_UNKNOWN] = "application/octet-stream",
    [SUIMA_FILE_JPEG] = "image/jpeg",
    [SUIMA_FILE_PNG] = "image/png",
    [SUIMA_FILE_PDF] = "application/pdf",
  };

  return codes[type];
}

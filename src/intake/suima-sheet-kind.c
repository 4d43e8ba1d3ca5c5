// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet.h"

#include "suima-sheet-text.h"

#include <string.h>

typedef struct
{
  SuimaSheetKind kind;
  gsize offset_bytes;
  gsize size_bytes;
  const char *bytes;
} SuimaMagic;

/* An OpenDocument says at once what it is (ODF 1.3 part 2, 3.3); a video's or phone picture's `ftyp` stands behind
 * its length (ISO 14496-12 4.3). */
static const SuimaMagic suima_magics[] = {
  { SUIMA_SHEET_OPEN_DOCUMENT, 30, 32, "mimetypeapplication/vnd.oasis.op" },
  { SUIMA_SHEET_XLSX, 0, 4, "PK\3\4" },
  { SUIMA_SHEET_XLSX, 0, 4, "PK\5\6" },
  { SUIMA_SHEET_OLD_WORKBOOK, 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
  { SUIMA_SHEET_OLD_WORKBOOK, 0, 4, "\x09\x08\x10\x00" },
  { SUIMA_SHEET_OLD_WORKBOOK, 0, 4, "\x09\x08\x08\x00" },
  { SUIMA_SHEET_PDF, 0, 5, "%PDF-" },
  { SUIMA_SHEET_PICTURE, 0, 4, "\x89PNG" },
  { SUIMA_SHEET_PICTURE, 0, 3, "\xff\xd8\xff" },
  { SUIMA_SHEET_PICTURE, 0, 4, "GIF8" },
  { SUIMA_SHEET_PICTURE, 4, 4, "ftyp" },
  { SUIMA_SHEET_PICTURE, 8, 4, "WEBP" },
  { SUIMA_SHEET_ARCHIVE, 0, 4, "Rar!" },
  { SUIMA_SHEET_ARCHIVE, 0, 6, "7z\xbc\xaf\x27\x1c" },
  { SUIMA_SHEET_ARCHIVE, 0, 2, "\x1f\x8b" },
};

/* The same container holds a new workbook behind a password (MS-OFFCRYPTO 2.3.1). */
static gboolean
suima_sheet_is_locked (const char *data, gsize size_bytes)
{
  static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  return memmem (data, size_bytes, stream, sizeof stream) != NULL;
}

static gboolean
suima_start_has_one (const char *start, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (start, *words) != NULL)
      return TRUE;
  return FALSE;
}

static SuimaSheetKind
suima_sheet_find_text_kind (const char *data, gsize size_bytes)
{
  static const char *const pages[] = { "<html", "<!doctype html", "<table", "<tr", NULL };
  static const char *const sheets[] = { "<?xml", "office:spreadsheet", "<workbook", NULL };
  g_autofree char *start = suima_text_dup_start (data, size_bytes);

  if (g_str_has_prefix (start, "mime-version:"))
    return SUIMA_SHEET_MHT;
  if (start[0] == '{')
    return SUIMA_SHEET_EPCIS;
  if (start[0] != '<')
    return SUIMA_SHEET_TEXT;
  if (suima_start_has_one (start, pages))
    return SUIMA_SHEET_HTML;
  return suima_start_has_one (start, sheets) ? SUIMA_SHEET_XML : SUIMA_SHEET_TEXT;
}

SuimaSheetKind
suima_sheet_find_kind (GBytes *bytes)
{
  gsize size_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &size_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (suima_magics); i++)
    {
      const SuimaMagic *magic = &suima_magics[i];
      if (size_bytes < magic->offset_bytes + magic->size_bytes ||
          memcmp (data + magic->offset_bytes, magic->bytes, magic->size_bytes) != 0)
        continue;
      if (magic->kind == SUIMA_SHEET_OLD_WORKBOOK && suima_sheet_is_locked (data, size_bytes))
        return SUIMA_SHEET_LOCKED;
      return magic->kind;
    }
  return suima_sheet_find_text_kind (data, size_bytes);
}

gboolean
suima_sheet_kind_is_read (SuimaSheetKind kind)
{
  return kind < SUIMA_SHEET_OLD_WORKBOOK;
}

const char *
suima_sheet_kind_to_code (SuimaSheetKind kind)
{
  static const char *const codes[] = {
    [SUIMA_SHEET_TEXT] = "text",
    [SUIMA_SHEET_XLSX] = "xlsx",
    [SUIMA_SHEET_HTML] = "html",
    [SUIMA_SHEET_EPCIS] = "epcis",
    [SUIMA_SHEET_OLD_WORKBOOK] = "old-workbook",
    [SUIMA_SHEET_LOCKED] = "locked",
    [SUIMA_SHEET_OPEN_DOCUMENT] = "open-document",
    [SUIMA_SHEET_XML] = "xml",
    [SUIMA_SHEET_MHT] = "mht",
    [SUIMA_SHEET_PDF] = "pdf",
    [SUIMA_SHEET_PICTURE] = "picture",
    [SUIMA_SHEET_ARCHIVE] = "archive",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (codes), "text");
  return codes[kind];
}

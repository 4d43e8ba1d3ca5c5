// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-grid.h"

#include "suima-error.h"

#include <string.h>

static gboolean
suima_sheet_begins_with (const guint8 *data, gsize size_bytes, const char *magic, gsize magic_bytes)
{
  return size_bytes >= magic_bytes && memcmp (data, magic, magic_bytes) == 0;
}

/* A compound file is an old workbook, or a new one behind a password (MS-OFFCRYPTO 2.3.1). */
static void
suima_sheet_refuse_compound (const guint8 *data, gsize size_bytes, GError **error)
{
  static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  if (memmem (data, size_bytes, stream, sizeof stream) != NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the workbook is locked with a password: save it as .xlsx or .csv "
                         "without one");
  else
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the file is an old .xls or .et workbook: save it as .xlsx or .csv");
}

SuimaSheet *
suima_sheet_read (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);

  if (size_bytes == 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the file is empty");
      return NULL;
    }
  if (size_bytes > SUIMA_SHEET_MAX_FILE_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the file has %" G_GSIZE_FORMAT " bytes, more than %u MB", size_bytes,
                   SUIMA_SHEET_MAX_FILE_BYTES >> 20);
      return NULL;
    }
  if (suima_sheet_begins_with (data, size_bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
    {
      suima_sheet_refuse_compound (data, size_bytes, error);
      return NULL;
    }
  if (suima_sheet_begins_with (data, size_bytes, "PK\3\4", 4) ||
      suima_sheet_begins_with (data, size_bytes, "PK\5\6", 4))
    return suima_sheet_read_xlsx (bytes, error);
  return suima_sheet_read_csv (bytes, error);
}

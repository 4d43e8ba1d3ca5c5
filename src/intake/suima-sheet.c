// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-grid.h"

#include "suima-error.h"

/* A kind that is not read; the station says it in more words. */
static SuimaSheet *
suima_sheet_refuse (SuimaSheetKind kind, GError **error)
{
  if (kind == SUIMA_SHEET_LOCKED)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the workbook is locked with a password: save it as .xlsx or .csv "
                         "without one");
  else if (kind == SUIMA_SHEET_OLD_WORKBOOK)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the file is an old .xls or .et workbook: save it as .xlsx or .csv");
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the file is of kind %s, which is not read: save it as .xlsx or .csv",
                 suima_sheet_kind_to_code (kind));
  return NULL;
}

SuimaSheet *
suima_sheet_read (GBytes *bytes, GError **error)
{
  gsize size_bytes = g_bytes_get_size (bytes);
  SuimaSheetKind kind;

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
  kind = suima_sheet_find_kind (bytes);
  if (kind == SUIMA_SHEET_XLSX)
    return suima_sheet_read_xlsx (bytes, error);
  if (kind == SUIMA_SHEET_HTML)
    return suima_sheet_read_html (bytes, error);
  if (kind == SUIMA_SHEET_EPCIS)
    return suima_sheet_read_epcis (bytes, error);
  return suima_sheet_kind_is_read (kind) ? suima_sheet_read_csv (bytes, error)
                                         : suima_sheet_refuse (kind, error);
}

// SPDX-License-Identifier: Apache-2.0
// What a file is by its bytes, whatever its name.
#include "suima-error.h"
#include "suima-sheet.h"

#include <string.h>

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

static void
test_kinds (void)
{
  static const struct
  {
    const char *bytes;
    gsize size_bytes; /* 0: strlen() */
    SuimaSheetKind kind;
  } cases[] = {
    { "品名,数量\n", 0, SUIMA_SHEET_TEXT },
    { "[到货单],数量\n", 0, SUIMA_SHEET_TEXT },
    { "<b>梨</b>,数量\n", 0, SUIMA_SHEET_TEXT },
    { "PK\3\4", 0, SUIMA_SHEET_XLSX },
    { "PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 0,
      SUIMA_SHEET_OPEN_DOCUMENT },
    { "\xef\xbb\xbf \r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body>", 0,
      SUIMA_SHEET_HTML },
    { "<meta charset=gb2312><TABLE>", 0, SUIMA_SHEET_HTML },
    { "<?xml version=\"1.0\"?><!DOCTYPE html><html>", 0, SUIMA_SHEET_HTML },
    { "\xff\xfe<\0t\0a\0b\0l\0e\0>\0", 16, SUIMA_SHEET_HTML },
    { "  {\"type\":\"EPCISDocument\"}", 0, SUIMA_SHEET_EPCIS },
    { OLE "and more", 0, SUIMA_SHEET_OLD_WORKBOOK },
    { "\x09\x08\x10\x00\x00\x06", 6, SUIMA_SHEET_OLD_WORKBOOK },
    { OLE "..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 42, SUIMA_SHEET_LOCKED },
    { "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", 0,
      SUIMA_SHEET_XML },
    { "MIME-Version: 1.0\nX-Document-Type: Workbook\n", 0, SUIMA_SHEET_MHT },
    { "%PDF-1.7", 0, SUIMA_SHEET_PDF },
    { "\xff\xd8\xff\xe0", 0, SUIMA_SHEET_PICTURE },
    { "\0\0\0\x18" "ftypheic", 12, SUIMA_SHEET_PICTURE },
    { "Rar!\x1a\x07", 0, SUIMA_SHEET_ARCHIVE },
    { "", 0, SUIMA_SHEET_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize size_bytes = cases[i].size_bytes ? cases[i].size_bytes : strlen (cases[i].bytes);
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, size_bytes);
      g_test_message ("%u: %s", i, suima_sheet_kind_to_code (cases[i].kind));
      g_assert_cmpint (suima_sheet_find_kind (bytes), ==, cases[i].kind);
    }
}

/* Each kind that is not read is refused, and the error says what to do. */
static void
test_refused (void)
{
  static const char *const files[] = { OLE "and more", "%PDF-1.7", "MIME-Version: 1.0\n",
                                       "<?xml version=\"1.0\"?><Workbook>" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr (GError) error = NULL;
      g_assert_false (suima_sheet_kind_is_read (suima_sheet_find_kind (bytes)));
      g_assert_null (suima_sheet_read (bytes, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "save it as .xlsx"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/kinds", test_kinds);
  g_test_add_func ("/kind/refused", test_refused);
  return g_test_run ();
}

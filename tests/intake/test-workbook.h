// SPDX-License-Identifier: Apache-2.0
// Makes workbooks in memory, right and wrong ones.
#pragma once

#include <glib.h>

/** TestPart: an entry of a package. */
typedef struct
{
  const char *name;
  const char *text;
  gsize size_bytes; /* 0: strlen() of the text */
} TestPart;

#define TEST_WORKBOOK                                                                              \
  {                                                                                                \
    "xl/workbook.xml",                                                                             \
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets>"    \
        "</workbook>",                                                                             \
        0                                                                                          \
  }
#define TEST_RELATIONS                                                                             \
  {                                                                                                \
    "xl/_rels/workbook.xml.rels",                                                                  \
        "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"s.xml\"/>"            \
        "<Relationship Id=\"b\" Type=\"t/styles\" Target=\"styles.xml\"/>"                         \
        "<Relationship Id=\"c\" Type=\"t/sharedStrings\" "                                         \
        "Target=\"strings.xml\"/></Relationships>",                                                \
        0                                                                                          \
  }
#define TEST_STYLES                                                                                \
  {                                                                                                \
    "xl/styles.xml", "<styleSheet/>", 0                                                            \
  }
#define TEST_STRINGS                                                                               \
  {                                                                                                \
    "xl/strings.xml", "<sst/>", 0                                                                  \
  }

/** test_zip: Returns: (transfer full): a zip of @parts. */
GBytes *test_zip (const TestPart *parts, gsize n_parts);

/** test_workbook: Returns: (transfer full): a workbook of one sheet, no styles, no texts. */
GBytes *test_workbook (const char *sheet, gsize size_bytes);

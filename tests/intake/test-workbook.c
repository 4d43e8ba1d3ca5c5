// SPDX-License-Identifier: Apache-2.0
#include "test-workbook.h"

#include <string.h>
#include <zip.h>

static GBytes *
read_source (zip_source_t *source)
{
  zip_stat_t stat;
  guint8 *data;

  zip_stat_init (&stat);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  g_assert_cmpint (zip_source_stat (source, &stat), ==, 0);
  data = g_malloc (stat.size);
  g_assert_cmpint (zip_source_read (source, data, stat.size), ==, (zip_int64_t)stat.size);
  zip_source_close (source);
  return g_bytes_new_take (data, stat.size);
}

GBytes *
test_zip (const TestPart *parts, gsize n_parts)
{
  zip_error_t problem;
  zip_source_t *target;
  zip_t *zip;
  GBytes *bytes;

  zip_error_init (&problem);
  target = zip_source_buffer_create (NULL, 0, 0, &problem);
  g_assert_nonnull (target);
  zip_source_keep (target);
  zip = zip_open_from_source (target, ZIP_CREATE | ZIP_TRUNCATE, &problem);
  g_assert_nonnull (zip);
  for (gsize i = 0; i < n_parts; i++)
    {
      gsize size_bytes = parts[i].size_bytes ? parts[i].size_bytes : strlen (parts[i].text);
      zip_source_t *part = zip_source_buffer (zip, parts[i].text, size_bytes, 0);
      g_assert_cmpint (zip_file_add (zip, parts[i].name, part, 0), >=, 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  bytes = read_source (target);
  zip_source_free (target);
  zip_error_fini (&problem);
  return bytes;
}

GBytes *
test_workbook (const char *sheet, gsize size_bytes)
{
  const TestPart parts[] = {
    TEST_WORKBOOK, TEST_RELATIONS, TEST_STYLES, TEST_STRINGS, { "xl/s.xml", sheet, size_bytes }
  };

  return test_zip (parts, G_N_ELEMENTS (parts));
}

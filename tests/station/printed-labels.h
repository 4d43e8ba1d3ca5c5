// SPDX-License-Identifier: Apache-2.0
// What a printer received, read by libcups and ZBar: by nothing that wrote it.
#pragma once

#include <glib.h>

/** printed_read: @path: a PWG raster file. Returns: (transfer full) (element-type utf8): the text
 * of each page's one QR, in the order of the pages. Errors: a page without, or with two. */
GPtrArray *printed_read (const char *path, GError **error);

/** printed_read_folder: Returns: (transfer full) (element-type utf8): the same of all documents
 * that an ippeveprinter kept in @folder, by the number of their job. */
GPtrArray *printed_read_folder (const char *folder, GError **error);

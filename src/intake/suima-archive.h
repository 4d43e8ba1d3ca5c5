// SPDX-License-Identifier: Apache-2.0
// Several files in one ZIP.
#pragma once

#include <glib.h>

/** SuimaArchiveFile: one file of a pack. */
typedef struct
{
  char *name; /* ASCII, no folders */
  GBytes *bytes;
} SuimaArchiveFile;

/** suima_archive_file_new: @name: copied  @bytes: (transfer full). */
SuimaArchiveFile *suima_archive_file_new (const char *name, GBytes *bytes);
void suima_archive_file_free (SuimaArchiveFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaArchiveFile, suima_archive_file_free)

/** suima_archive_write: @files: (element-type SuimaArchiveFile). Returns: (transfer full): the ZIP.
 * Errors: INTERNAL. */
GBytes *suima_archive_write (GPtrArray *files, GError **error);

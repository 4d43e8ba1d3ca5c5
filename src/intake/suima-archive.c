// SPDX-License-Identifier: Apache-2.0
#include "suima-archive.h"

#include "suima-error.h"

#include <zip.h>

SuimaArchiveFile *
suima_archive_file_new (const char *name, GBytes *bytes)
{
  SuimaArchiveFile *file = g_new0 (SuimaArchiveFile, 1);

  file->name = g_strdup (name);
  file->bytes = bytes;
  return file;
}

void
suima_archive_file_free (SuimaArchiveFile *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

static gboolean
suima_archive_add (zip_t *zip, const SuimaArchiveFile *file)
{
  gsize size_bytes;
  const void *bytes = g_bytes_get_data (file->bytes, &size_bytes);
  zip_source_t *source = zip_source_buffer (zip, bytes, size_bytes, 0);

  if (source != NULL && zip_file_add (zip, file->name, source, ZIP_FL_ENC_UTF_8) >= 0)
    return TRUE;
  if (source != NULL)
    zip_source_free (source);
  return FALSE;
}

static GBytes *
suima_archive_read_back (zip_source_t *target)
{
  zip_stat_t info;
  g_autofree guint8 *bytes = NULL;
  zip_int64_t got = -1;

  if (zip_source_open (target) != 0)
    return NULL;
  if (zip_source_stat (target, &info) == 0 && (info.valid & ZIP_STAT_SIZE) != 0)
    {
      bytes = g_malloc (info.size + 1);
      got = zip_source_read (target, bytes, info.size);
    }
  zip_source_close (target);
  return got >= 0 && (zip_uint64_t)got == info.size
             ? g_bytes_new_take (g_steal_pointer (&bytes), (gsize)got)
             : NULL;
}

/* Leaves @target with the whole archive. */
static gboolean
suima_archive_fill (zip_source_t *target, GPtrArray *files)
{
  zip_t *zip;
  gboolean is_whole = TRUE;

  zip_source_keep (target);
  zip = zip_open_from_source (target, ZIP_TRUNCATE, NULL);
  if (zip == NULL)
    {
      zip_source_free (target);
      return FALSE;
    }
  for (guint i = 0; is_whole && i < files->len; i++)
    is_whole = suima_archive_add (zip, files->pdata[i]);
  if (is_whole && zip_close (zip) == 0)
    return TRUE;
  zip_discard (zip);
  return FALSE;
}

GBytes *
suima_archive_write (GPtrArray *files, GError **error)
{
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  GBytes *bytes =
      target != NULL && suima_archive_fill (target, files) ? suima_archive_read_back (target) : NULL;

  if (bytes == NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "the archive cannot be made");
  if (target != NULL)
    zip_source_free (target);
  return bytes;
}

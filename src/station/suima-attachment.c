// SPDX-License-Identifier: Apache-2.0
#include "suima-attachment.h"

#include "suima-refusal.h"

#include <glib/gstdio.h>

#define SUIMA_ATTACHMENT_MAX_BYTES (10u * 1024 * 1024)

/* attachments/ab/abcdef...: the file first, its row after; a file without a row does no harm. */
static gboolean
suima_attachment_write (SuimaStation *station, const char *sha256, GBytes *bytes, GError **error)
{
  char prefix[] = { sha256[0], sha256[1], '\0' };
  g_autofree char *dir = g_build_filename (station->dir, "attachments", prefix, NULL);
  g_autofree char *path = g_build_filename (dir, sha256, NULL);
  gsize size_bytes;
  const void *data = g_bytes_get_data (bytes, &size_bytes);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot make the folder %s", dir);
      return FALSE;
    }
  return suima_station_write_file (path, data, size_bytes, 0600, error);
}

char *
suima_attachment_keep (SuimaStation *station,
                       const char *path,
                       SuimaAttachmentSubject subject,
                       gint64 subject_id,
                       GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_ATTACHMENT_MAX_BYTES, error);
  g_autofree char *sha256 = NULL;
  SuimaFileType type;

  if (bytes == NULL)
    return NULL;
  type = suima_file_type_of (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (type == SUIMA_FILE_UNKNOWN)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_FILE_TYPE, path, NULL);
      return NULL;
    }
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!suima_attachment_write (station, sha256, bytes, error) ||
      !suima_store_add_attachment (station->store, sha256, type, g_bytes_get_size (bytes),
                                   suima_station_get_now_us (station), subject, subject_id, error))
    return NULL;
  return g_steal_pointer (&sha256);
}

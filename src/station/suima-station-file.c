// SPDX-License-Identifier: Apache-2.0
#include "suima-station-private.h"

#include "suima-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
suima_station_check_file (const char *path, const struct stat *info, gsize max_bytes, GError **error)
{
  if (!S_ISREG (info->st_mode))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is not a file", path);
  else if ((guint64) info->st_size > max_bytes)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "%s has %lld MB; at most %" G_GSIZE_FORMAT " MB are read", path,
                 (long long) (info->st_size >> 20), max_bytes >> 20);
  else
    return TRUE;
  return FALSE;
}

static GBytes *
suima_station_read_open_file (int fd, const char *path, gsize size_bytes, GError **error)
{
  g_autofree guint8 *bytes = g_malloc (size_bytes + 1);
  gsize filled = 0;
  gssize got = 1;

  while (got != 0 && filled < size_bytes)
    {
      got = read (fd, bytes + filled, size_bytes - filled);
      if (got < 0 && errno != EINTR)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "cannot read %s: %s", path,
                       g_strerror (errno));
          return NULL;
        }
      filled += got > 0 ? (gsize) got : 0;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), filled);
}

GBytes *
suima_station_read_file (const char *path, gsize max_bytes, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autofree char *shown = g_filename_display_name (path);
  struct stat info = { 0 };
  GBytes *bytes = NULL;

  if (fd < 0)
    {
      g_set_error (error, SUIMA_ERROR,
                   errno == ENOENT ? SUIMA_ERROR_NOT_FOUND : SUIMA_ERROR_DENIED,
                   "cannot open %s: %s", shown, g_strerror (errno));
      return NULL;
    }
  if (fstat (fd, &info) != 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "cannot look at %s: %s", shown,
                 g_strerror (errno));
  else if (suima_station_check_file (shown, &info, max_bytes, error))
    bytes = suima_station_read_open_file (fd, shown, (gsize) info.st_size, error);
  close (fd);
  return bytes;
}

gboolean
suima_station_write_file (
    const char *path, const void *bytes, gsize size_bytes, int mode, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (path, bytes, (gssize) size_bytes,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode,
                                &local))
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR,
                       g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                           ? SUIMA_ERROR_NO_SPACE
                           : SUIMA_ERROR_DENIED,
                       local->message);
  return FALSE;
}

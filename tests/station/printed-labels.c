// SPDX-License-Identifier: Apache-2.0
#include "printed-labels.h"

#include "suima-decode.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Returns: (nullable): the page's text. */
static char *
printed_read_page (cups_raster_t *raster,
                   const cups_page_header2_t *header,
                   guint number,
                   GError **error)
{
  g_autofree guint8 *luma = NULL;
  g_autoptr (GPtrArray) texts = NULL;

  if (header->cupsBitsPerPixel != 8 || header->cupsColorSpace != CUPS_CSPACE_SW)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "page %u is not 8-bit grey", number);
      return NULL;
    }
  luma = g_malloc0 ((gsize)header->cupsBytesPerLine * header->cupsHeight);
  for (guint y = 0; y < header->cupsHeight; y++)
    if (cupsRasterReadPixels (raster, luma + (gsize)y * header->cupsBytesPerLine,
                              header->cupsBytesPerLine) != header->cupsBytesPerLine)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "page %u breaks off", number);
        return NULL;
      }
  texts = suima_decode_luma (luma, header->cupsWidth, header->cupsHeight, header->cupsBytesPerLine);
  if (texts->len == 1)
    return g_strdup (texts->pdata[0]);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "page %u has %u codes", number,
               texts->len);
  return NULL;
}

GPtrArray *
printed_read (const char *path, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  cups_raster_t *raster = fd >= 0 ? cupsRasterOpen (fd, CUPS_RASTER_READ) : NULL;
  cups_page_header2_t header;
  char *text = NULL;
  gboolean is_good = raster != NULL;

  if (!is_good)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is no raster document", path);
  while (is_good && cupsRasterReadHeader2 (raster, &header) != 0)
    {
      text = printed_read_page (raster, &header, texts->len + 1, error);
      is_good = text != NULL;
      if (is_good)
        g_ptr_array_add (texts, text);
    }
  if (raster != NULL)
    cupsRasterClose (raster);
  if (fd >= 0)
    close (fd);
  return is_good ? g_steal_pointer (&texts) : NULL;
}

/* 12-some-name.pwg */
static int
printed_get_job (const char *path)
{
  const char *slash = strrchr (path, '/');

  return (int)g_ascii_strtoll (slash ? slash + 1 : path, NULL, 10);
}

static int
printed_compare (gconstpointer a, gconstpointer b)
{
  return printed_get_job (*(const char *const *)a) - printed_get_job (*(const char *const *)b);
}

/* Beside each document lies the empty output of the print command. */
static GPtrArray *
printed_list_documents (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;
      if (g_ascii_isdigit (name[0]) && g_stat (path, &info) == 0 && info.st_size > 0)
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_sort (paths, printed_compare);
  return paths;
}

GPtrArray *
printed_read_folder (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) paths = printed_list_documents (folder);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GPtrArray) some = printed_read (paths->pdata[i], error);
      if (some == NULL)
        {
          g_prefix_error (error, "%s: ", (char *)paths->pdata[i]);
          g_ptr_array_unref (texts);
          return NULL;
        }
      g_ptr_array_extend_and_steal (texts, g_steal_pointer (&some));
    }
  return texts;
}

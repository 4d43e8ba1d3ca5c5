// SPDX-License-Identifier: Apache-2.0
#include "suima-picture.h"

#include "suima-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* Markers of ISO/IEC 10918-1, table B.1. */
enum
{
  SUIMA_JPEG_RST0 = 0xd0,
  SUIMA_JPEG_RST7 = 0xd7,
  SUIMA_JPEG_SOI = 0xd8,
  SUIMA_JPEG_EOI = 0xd9,
  SUIMA_JPEG_SOS = 0xda,
};

/* What the size-prepared handler found. */
typedef struct
{
  int width_px, height_px;
  gboolean too_large;
} SuimaPictureSize;

void
suima_picture_free (SuimaPicture *picture)
{
  if (picture == NULL)
    return;
  g_free (picture->luma);
  g_free (picture);
}

static const char *
suima_picture_guess_type (const guint8 *bytes, gsize size_bytes)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 jpeg[] = { 0xff, SUIMA_JPEG_SOI, 0xff };

  if (size_bytes > sizeof png && memcmp (bytes, png, sizeof png) == 0)
    return "png";
  if (size_bytes > sizeof jpeg && memcmp (bytes, jpeg, sizeof jpeg) == 0)
    return "jpeg";
  return NULL;
}

/* The loader shows what there is of a cut file, so the last chunk is looked for here. */
static gboolean
suima_picture_is_whole_png (const guint8 *bytes, gsize size_bytes)
{
  gsize at = 8;

  while (at + 12 <= size_bytes)
    {
      gsize data_bytes = (gsize)bytes[at] << 24 | (gsize)bytes[at + 1] << 16 |
                         (gsize)bytes[at + 2] << 8 | bytes[at + 3];
      if (memcmp (bytes + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += 12 + data_bytes;
    }
  return FALSE;
}

/* Goes behind the coded data of a scan: to its next marker that is neither stuffing nor restart. */
static gsize
suima_picture_skip_scan (const guint8 *bytes, gsize size_bytes, gsize at)
{
  for (; at + 1 < size_bytes; at++)
    if (bytes[at] == 0xff && bytes[at + 1] != 0 && bytes[at + 1] != 0xff &&
        (bytes[at + 1] < SUIMA_JPEG_RST0 || bytes[at + 1] > SUIMA_JPEG_RST7))
      return at;
  return size_bytes;
}

/* The loader fills what is cut off a JPEG with grey and calls it a success, so the end is looked
 * for here. An end marker in an embedded thumbnail does not count. */
static gboolean
suima_picture_is_whole_jpeg (const guint8 *bytes, gsize size_bytes)
{
  gsize at = 2;

  while (at + 2 <= size_bytes && bytes[at] == 0xff)
    {
      guint8 marker = bytes[at + 1];
      if (marker == SUIMA_JPEG_EOI)
        return TRUE;
      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (at + 4 > size_bytes)
        return FALSE;
      at += 2 + ((gsize)bytes[at + 2] << 8 | bytes[at + 3]);
      if (marker == SUIMA_JPEG_SOS)
        at = suima_picture_skip_scan (bytes, size_bytes, at);
    }
  return FALSE;
}

static void
suima_picture_size_prepared_cb (GdkPixbufLoader *loader,
                                int width_px,
                                int height_px,
                                gpointer user_data)
{
  SuimaPictureSize *size = user_data;

  size->width_px = width_px;
  size->height_px = height_px;
  size->too_large = width_px < 1 || height_px < 1 ||
                    (guint64)width_px * (guint64)height_px > SUIMA_PICTURE_MAX_PIXELS;
  /* Size 0 makes the loader give up before it allocates pixels. */
  if (size->too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static guint8
suima_picture_get_luma (const guint8 *pixel, gboolean has_alpha)
{
  guint luma = (299u * pixel[0] + 587u * pixel[1] + 114u * pixel[2] + 500u) / 1000u;

  if (has_alpha)
    luma = (luma * pixel[3] + 255u * (255u - pixel[3]) + 127u) / 255u;
  return (guint8)luma;
}

static SuimaPicture *
suima_picture_from_pixbuf (GdkPixbuf *pixbuf)
{
  SuimaPicture *picture = g_new0 (SuimaPicture, 1);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride_bytes = (gsize)gdk_pixbuf_get_rowstride (pixbuf);
  gsize n_channels = (gsize)gdk_pixbuf_get_n_channels (pixbuf);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  guint8 *out;

  picture->width_px = (guint)gdk_pixbuf_get_width (pixbuf);
  picture->height_px = (guint)gdk_pixbuf_get_height (pixbuf);
  out = picture->luma = g_malloc ((gsize)picture->width_px * picture->height_px);
  for (guint y = 0; y < picture->height_px; y++)
    for (guint x = 0; x < picture->width_px; x++)
      *out++ = suima_picture_get_luma (pixels + y * stride_bytes + x * n_channels, has_alpha);
  return picture;
}

static GdkPixbuf *
suima_picture_load (GBytes *bytes, const char *type, SuimaPictureSize *size, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (type, error);
  g_autoptr (GError) write_error = NULL;
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (suima_picture_size_prepared_cb), size);
  /* A failed write has closed the loader; the error says more than that of the close. */
  if (!gdk_pixbuf_loader_write_bytes (loader, bytes, &write_error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      g_propagate_error (error, g_steal_pointer (&write_error));
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  return pixbuf ? g_object_ref (pixbuf) : NULL;
}

static gboolean
suima_picture_check_file (const guint8 *data, gsize size_bytes, const char *type, GError **error)
{
  if (size_bytes > SUIMA_PICTURE_MAX_FILE_BYTES)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the picture has %" G_GSIZE_FORMAT " bytes, more than %u", size_bytes,
                 SUIMA_PICTURE_MAX_FILE_BYTES);
  else if (type == NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the picture is neither PNG nor JPEG");
  else if (strcmp (type, "jpeg") == 0 ? !suima_picture_is_whole_jpeg (data, size_bytes)
                                      : !suima_picture_is_whole_png (data, size_bytes))
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the picture is damaged: the file is cut off");
  else
    return TRUE;
  return FALSE;
}

SuimaPicture *
suima_picture_read (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  const char *type = data ? suima_picture_guess_type (data, size_bytes) : NULL;
  SuimaPictureSize size = { 0, 0, FALSE };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) load_error = NULL;

  if (!suima_picture_check_file (data, size_bytes, type, error))
    return NULL;
  pixbuf = suima_picture_load (bytes, type, &size, &load_error);
  if (size.too_large)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the picture has %d x %d pixels, more than %u in all", size.width_px,
                   size.height_px, SUIMA_PICTURE_MAX_PIXELS);
      return NULL;
    }
  if (pixbuf == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the picture is damaged: %s",
                   load_error ? load_error->message : "it has no pixels");
      return NULL;
    }
  return suima_picture_from_pixbuf (pixbuf);
}

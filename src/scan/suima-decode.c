// SPDX-License-Identifier: Apache-2.0
#include "suima-decode.h"

#include <string.h>
#include <zbar.h>

#define SUIMA_DECODE_MAX_EDGE_PX 8192u
/* Doubling quadruples the work. A larger picture has pixels enough, and a camera's frames must not
 * wait: most of them are empty. */
#define SUIMA_DECODE_MAX_DOUBLED_PX (500u * 1000)
/* A linear code seen on one scan line only is as often a pattern in the goods as a code. */
#define SUIMA_DECODE_MIN_LINEAR_QUALITY 2

typedef zbar_image_scanner_t SuimaScanner;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaScanner, zbar_image_scanner_destroy)
typedef zbar_image_t SuimaZbarImage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaZbarImage, zbar_image_destroy)

/* Grey pixels without padding between rows. */
typedef struct
{
  const guint8 *luma;
  guint width_px, height_px;
} SuimaFrame;

/* Takes one symbol; returns whether to count it as found. */
typedef gboolean (*SuimaSymbolFunc) (const zbar_symbol_t *symbol, gpointer user_data);

static SuimaScanner *
suima_decode_new_scanner (gboolean qr_only)
{
  static const zbar_symbol_type_t linear[] = { ZBAR_EAN13,      ZBAR_EAN8,    ZBAR_UPCA,
                                               ZBAR_UPCE,       ZBAR_CODE128, ZBAR_DATABAR,
                                               ZBAR_DATABAR_EXP };
  SuimaScanner *scanner = zbar_image_scanner_create ();

  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  /* Without it ZBar guesses Shift-JIS or Big5 for one Chinese text in three. */
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  for (guint i = 0; !qr_only && i < G_N_ELEMENTS (linear); i++)
    zbar_image_scanner_set_config (scanner, linear[i], ZBAR_CFG_ENABLE, 1);
  return scanner;
}

static guint
suima_decode_scan (SuimaScanner *scanner,
                   const SuimaFrame *frame,
                   SuimaSymbolFunc func,
                   gpointer user_data)
{
  g_autoptr (SuimaZbarImage) image = zbar_image_create ();
  guint found = 0;

  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, frame->width_px, frame->height_px);
  zbar_image_set_data (image, frame->luma, (unsigned long)frame->width_px * frame->height_px, NULL);
  if (zbar_scan_image (scanner, image) < 0)
    return 0;
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    if (func (symbol, user_data))
      found++;
  return found;
}

static guint8 *
suima_decode_invert (const SuimaFrame *frame)
{
  gsize size_bytes = (gsize)frame->width_px * frame->height_px;
  guint8 *inverted = g_malloc (size_bytes);

  for (gsize i = 0; i < size_bytes; i++)
    inverted[i] = (guint8)(255 - frame->luma[i]);
  return inverted;
}

static guint8 *
suima_decode_double (const SuimaFrame *frame)
{
  gsize stride_bytes = (gsize)frame->width_px * 2;
  guint8 *doubled = g_malloc (stride_bytes * frame->height_px * 2);
  guint8 *out = doubled;

  for (guint y = 0; y < frame->height_px; y++)
    {
      const guint8 *row = frame->luma + (gsize)y * frame->width_px;
      for (guint x = 0; x < frame->width_px; x++)
        out[2 * x] = out[2 * x + 1] = row[x];
      memcpy (out + stride_bytes, out, stride_bytes);
      out += 2 * stride_bytes;
    }
  return doubled;
}

static gboolean
suima_decode_may_double (const SuimaFrame *frame)
{
  return frame->width_px <= SUIMA_DECODE_MAX_EDGE_PX / 2 &&
         frame->height_px <= SUIMA_DECODE_MAX_EDGE_PX / 2 &&
         (gsize)frame->width_px * frame->height_px <= SUIMA_DECODE_MAX_DOUBLED_PX;
}

static guint
suima_decode_scan_doubled (SuimaScanner *scanner,
                           const SuimaFrame *frame,
                           SuimaSymbolFunc func,
                           gpointer user_data)
{
  g_autofree guint8 *doubled = NULL;
  SuimaFrame large = { NULL, frame->width_px * 2, frame->height_px * 2 };

  if (!suima_decode_may_double (frame))
    return 0;
  large.luma = doubled = suima_decode_double (frame);
  return suima_decode_scan (scanner, &large, func, user_data);
}

static gboolean
suima_decode_take_qr_cb (const zbar_symbol_t *symbol, gpointer user_data)
{
  GPtrArray *texts = user_data;
  const char *data = zbar_symbol_get_data (symbol);
  gsize size_bytes = zbar_symbol_get_data_length (symbol);

  /* Pieces of a structured append come as ZBAR_PARTIAL. */
  if (zbar_symbol_get_type (symbol) != ZBAR_QRCODE)
    return FALSE;
  g_ptr_array_add (texts, g_utf8_validate (data, (gssize)size_bytes, NULL)
                              ? g_strndup (data, size_bytes)
                              : NULL);
  return TRUE;
}

char *
suima_decode_qr (const SuimaRaster *raster)
{
  g_autoptr (SuimaScanner) scanner = suima_decode_new_scanner (TRUE);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint8 *luma = suima_raster_to_luma (raster);
  SuimaFrame frame = { luma, raster->width_dots, raster->height_dots };

  if (suima_decode_scan (scanner, &frame, suima_decode_take_qr_cb, texts) == 0)
    suima_decode_scan_doubled (scanner, &frame, suima_decode_take_qr_cb, texts);
  if (texts->len != 1)
    return NULL;
  return g_steal_pointer (&g_ptr_array_index (texts, 0));
}

static const char *
suima_decode_get_gs1_prefix (const zbar_symbol_t *symbol)
{
  zbar_symbol_type_t type = zbar_symbol_get_type (symbol);

  if (type == ZBAR_DATABAR || type == ZBAR_DATABAR_EXP)
    return "]e0";
  if ((zbar_symbol_get_modifiers (symbol) & (1u << ZBAR_MOD_GS1)) == 0)
    return "";
  if (type == ZBAR_QRCODE)
    return "]Q3";
  return type == ZBAR_CODE128 ? "]C1" : "";
}

static char *
suima_decode_dup_text (const char *data, gsize size_bytes)
{
  if (g_utf8_validate (data, (gssize)size_bytes, NULL))
    return g_strndup (data, size_bytes);
  if (memchr (data, '\0', size_bytes) != NULL)
    return NULL;
  return g_convert (data, (gssize)size_bytes, "UTF-8", "GB18030", NULL, NULL, NULL);
}

static gboolean
suima_decode_take_any_cb (const zbar_symbol_t *symbol, gpointer user_data)
{
  GPtrArray *texts = user_data;
  zbar_symbol_type_t type = zbar_symbol_get_type (symbol);
  g_autofree char *text =
      suima_decode_dup_text (zbar_symbol_get_data (symbol), zbar_symbol_get_data_length (symbol));
  g_autofree char *whole = NULL;

  if (text == NULL || type == ZBAR_PARTIAL)
    return FALSE;
  if (type != ZBAR_QRCODE && zbar_symbol_get_quality (symbol) < SUIMA_DECODE_MIN_LINEAR_QUALITY)
    return FALSE;
  whole = g_strconcat (suima_decode_get_gs1_prefix (symbol), text, NULL);
  if (g_ptr_array_find_with_equal_func (texts, whole, g_str_equal, NULL))
    return FALSE;
  g_ptr_array_insert (texts, type == ZBAR_QRCODE ? 0 : -1, g_steal_pointer (&whole));
  return TRUE;
}

static guint8 *
suima_decode_pack (const guint8 *luma, guint width_px, guint height_px, gsize stride_bytes)
{
  guint8 *packed = g_malloc ((gsize)width_px * height_px);

  for (guint y = 0; y < height_px; y++)
    memcpy (packed + (gsize)y * width_px, luma + y * stride_bytes, width_px);
  return packed;
}

GPtrArray *
suima_decode_luma (const guint8 *luma, guint width_px, guint height_px, gsize stride_bytes)
{
  g_autoptr (SuimaScanner) scanner = NULL, qr_scanner = NULL;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint8 *packed = NULL, *inverted = NULL;
  SuimaFrame frame = { luma, width_px, height_px };

  g_return_val_if_fail (width_px >= 1 && width_px <= SUIMA_DECODE_MAX_EDGE_PX, texts);
  g_return_val_if_fail (height_px >= 1 && height_px <= SUIMA_DECODE_MAX_EDGE_PX, texts);
  g_return_val_if_fail (stride_bytes >= width_px, texts);
  scanner = suima_decode_new_scanner (FALSE);
  if (stride_bytes != width_px)
    frame.luma = packed = suima_decode_pack (luma, width_px, height_px, stride_bytes);
  if (suima_decode_scan (scanner, &frame, suima_decode_take_any_cb, texts) > 0 ||
      suima_decode_scan_doubled (scanner, &frame, suima_decode_take_any_cb, texts) > 0)
    return texts;
  /* Nobody prints linear codes white on black; looking for them costs twice the QR's time. */
  qr_scanner = suima_decode_new_scanner (TRUE);
  frame.luma = inverted = suima_decode_invert (&frame);
  if (suima_decode_scan (qr_scanner, &frame, suima_decode_take_any_cb, texts) == 0)
    suima_decode_scan_doubled (qr_scanner, &frame, suima_decode_take_any_cb, texts);
  return texts;
}

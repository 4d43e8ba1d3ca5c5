// SPDX-License-Identifier: Apache-2.0
#include "suima-qr-frame.h"

#include "suima-qr-codewords.h"
#include "suima-qr-penalty.h"
#include "suima-qr.h"

#include <string.h>

#define SUIMA_QR_N_MASKS 8
#define SUIMA_QR_NOT_DATA 0x80 /* what libqrencode says of finders, timing, format and the like */
#define SUIMA_QR_TIMING_COLUMN 6
#define SUIMA_QR_FORMAT_GENERATOR 0x537
#define SUIMA_QR_FORMAT_MASK 0x5412

/* Modules of a symbol, by rows and by columns, for the penalty looks at both. */
typedef struct
{
  guint64 rows[64];
  guint64 columns[64];
} SuimaQrModules;

struct _SuimaQrFrame
{
  guint width;
  SuimaQrBlocks blocks;
  struct
  {
    guint8 x, y;
  } places[SUIMA_QR_MAX_CODEWORDS * 8]; /* of each bit of the codewords */
  guint n_places;
  SuimaQrModules masks[SUIMA_QR_N_MASKS]; /* finders, format and mask: turns bits into a symbol */
};

static void
suima_qr_modules_set (SuimaQrModules *modules, guint x, guint y)
{
  modules->rows[y] |= G_GUINT64_CONSTANT (1) << x;
  modules->columns[x] |= G_GUINT64_CONSTANT (1) << y;
}

/* Upwards and downwards in turn, in pairs of columns from the right, around the timing column. */
static void
suima_qr_frame_find_places (SuimaQrFrame *frame, const QRcode *symbol)
{
  guint width = frame->width, n = 0, n_free = 0;

  for (guint i = 0; i < width * width; i++)
    n_free += (symbol->data[i] & SUIMA_QR_NOT_DATA) == 0;
  frame->n_places = n_free / 8 * 8;
  for (guint pair = 0; pair < width / 2; pair++)
    for (guint step = 0; step < 2 * width && n < frame->n_places; step++)
      {
        guint right = width - 1 - 2 * pair;
        guint x = (right <= SUIMA_QR_TIMING_COLUMN ? right - 1 : right) - step % 2;
        guint y = pair % 2 == 0 ? width - 1 - step / 2 : step / 2;
        if (symbol->data[y * width + x] & SUIMA_QR_NOT_DATA)
          continue;
        frame->places[n].x = (guint8)x;
        frame->places[n++].y = (guint8)y;
      }
}

static gboolean
suima_qr_mask_turns (guint mask, guint x, guint y)
{
  switch (mask)
    {
    case 0:
      return (x + y) % 2 == 0;
    case 1:
      return y % 2 == 0;
    case 2:
      return x % 3 == 0;
    case 3:
      return (x + y) % 3 == 0;
    case 4:
      return (y / 2 + x / 3) % 2 == 0;
    case 5:
      return x * y % 2 + x * y % 3 == 0;
    case 6:
      return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
      return (x * y % 3 + (x + y) % 2) % 2 == 0;
    }
}

static guint
suima_qr_format (QRecLevel level, guint mask)
{
  guint data = (level == QR_ECLEVEL_M ? 0u : 3u) << 3 | mask, rest = data << 10;

  for (guint i = 15; i-- > 10;)
    if (rest >> i & 1)
      rest ^= SUIMA_QR_FORMAT_GENERATOR << (i - 10);
  return (data << 10 | rest) ^ SUIMA_QR_FORMAT_MASK;
}

/* Both copies, the lowest bit first: around the upper left finder, and beside the other two. */
static void
suima_qr_frame_put_format (SuimaQrFrame *frame, QRecLevel level, guint mask)
{
  static const guint8 around[] = { 0, 1, 2, 3, 4, 5, 7, 8, 7, 5, 4, 3, 2, 1, 0 };
  SuimaQrModules *modules = &frame->masks[mask];
  guint format = suima_qr_format (level, mask);

  for (guint i = 0; i < 15; i++)
    if (format >> i & 1)
      {
        suima_qr_modules_set (modules, i < 8 ? 8 : around[i], i < 8 ? around[i] : 8);
        suima_qr_modules_set (modules, i < 8 ? frame->width - 1 - i : 8,
                              i < 8 ? 8 : frame->width - 15 + i);
      }
}

static SuimaQrFrame *
suima_qr_frame_new (const QRcode *symbol, QRecLevel level)
{
  SuimaQrFrame *frame = g_new0 (SuimaQrFrame, 1);

  frame->width = (guint)symbol->width;
  suima_qr_frame_find_places (frame, symbol);
  suima_qr_blocks_init (&frame->blocks, (guint)symbol->version, level, frame->n_places / 8);
  for (guint mask = 0; mask < SUIMA_QR_N_MASKS; mask++)
    {
      for (guint y = 0; y < frame->width; y++)
        for (guint x = 0; x < frame->width; x++)
          {
            guint8 module = symbol->data[y * frame->width + x];
            gboolean is_format = (module & 4) != 0;
            if (module & SUIMA_QR_NOT_DATA ? module & 1 && !is_format
                                           : suima_qr_mask_turns (mask, x, y))
              suima_qr_modules_set (&frame->masks[mask], x, y);
          }
      suima_qr_frame_put_format (frame, level, mask);
    }
  return frame;
}

const SuimaQrFrame *
suima_qr_frame_get (guint version, QRecLevel level)
{
  static gsize frames[SUIMA_QR_FRAME_VERSIONS][2];
  gsize *frame = &frames[version - 1][level == QR_ECLEVEL_Q];

  if (g_once_init_enter (frame))
    {
      g_autoptr (SuimaQrInput) input = QRinput_new2 ((int)version, level);
      g_autoptr (QRcode) symbol = NULL;

      QRinput_append (input, QR_MODE_NUM, 1, (const guint8 *)"0");
      symbol = QRcode_encodeInput (input);
      g_once_init_leave (frame, (gsize)suima_qr_frame_new (symbol, level));
    }
  return (const SuimaQrFrame *)*frame; // NOLINT: what g_once_init_leave was given
}

guint
suima_qr_frame_draw (const SuimaQrFrame *frame,
                     const SuimaQrPlan *plan,
                     const char *text,
                     guint64 ret_rows[64])
{
  guint8 codewords[SUIMA_QR_MAX_CODEWORDS];
  SuimaQrModules data = { 0 };
  guint least = G_MAXUINT;

  suima_qr_write_codewords (&frame->blocks, plan, text, codewords);
  for (guint i = 0; i < frame->n_places; i++)
    if (codewords[i / 8] << i % 8 & 0x80)
      suima_qr_modules_set (&data, frame->places[i].x, frame->places[i].y);
  for (guint mask = 0; mask < SUIMA_QR_N_MASKS; mask++)
    {
      SuimaQrModules masked;
      guint penalty;
      for (guint i = 0; i < frame->width; i++)
        {
          masked.rows[i] = data.rows[i] ^ frame->masks[mask].rows[i];
          masked.columns[i] = data.columns[i] ^ frame->masks[mask].columns[i];
        }
      penalty = suima_qr_penalty (masked.rows, masked.columns, frame->width);
      if (penalty < least)
        memcpy (ret_rows, masked.rows, frame->width * sizeof *ret_rows);
      least = MIN (least, penalty);
    }
  return frame->width;
}

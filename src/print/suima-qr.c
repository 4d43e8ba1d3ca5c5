// SPDX-License-Identifier: Apache-2.0
#include "suima-qr.h"

#include "suima-qr-frame.h"
#include "suima-qr-segments.h"
#include "suima-render.h"

static SuimaQrSymbol *
suima_qr_symbol_new (guint version, guint width)
{
  SuimaQrSymbol *symbol = g_malloc (sizeof *symbol + (gsize)width * width);

  symbol->version = version;
  symbol->width = width;
  return symbol;
}

static SuimaQrSymbol *
suima_qr_symbol_new_from_code (const QRcode *code)
{
  SuimaQrSymbol *symbol = suima_qr_symbol_new ((guint)code->version, (guint)code->width);

  for (guint i = 0; i < symbol->width * symbol->width; i++)
    symbol->modules[i] = code->data[i] & 1;
  return symbol;
}

static SuimaQrSymbol *
suima_qr_symbol_new_from_rows (guint version, guint width, const guint64 *rows)
{
  SuimaQrSymbol *symbol = suima_qr_symbol_new (version, width);

  for (guint y = 0; y < width; y++)
    for (guint x = 0; x < width; x++)
      symbol->modules[y * width + x] = rows[y] >> x & 1;
  return symbol;
}

static SuimaQrSymbol *
suima_qr_encode_large (const SuimaQrPlan *plan, const char *uri)
{
  g_autoptr (SuimaQrInput) input = QRinput_new2 ((int)plan->version, plan->level);
  g_autoptr (QRcode) code = NULL;
  const guint8 *bytes = (const guint8 *)uri;

  for (guint i = 0; input != NULL && i < plan->segments->len; i++)
    {
      const SuimaQrSegment *segment = &g_array_index (plan->segments, SuimaQrSegment, i);
      if (QRinput_append (input, segment->mode, (int)segment->n_bytes, bytes) != 0)
        return NULL;
      bytes += segment->n_bytes;
    }
  code = input != NULL ? QRcode_encodeInput (input) : NULL;
  return code != NULL ? suima_qr_symbol_new_from_code (code) : NULL;
}

static SuimaQrSymbol *
suima_qr_encode (const SuimaQrPlan *plan, const char *uri)
{
  guint64 rows[64];
  guint width;

  if (plan->version > SUIMA_QR_FRAME_VERSIONS)
    return suima_qr_encode_large (plan, uri);
  width = suima_qr_frame_draw (suima_qr_frame_get (plan->version, plan->level), plan, uri, rows);
  return suima_qr_symbol_new_from_rows (plan->version, width, rows);
}

static guint
suima_qr_dots_per_module (guint version, guint side_dots)
{
  return side_dots / (version * 4 + 17 + 2 * SUIMA_QR_QUIET_MODULES);
}

SuimaQrSymbol *
suima_qr_encode_for (const char *uri, guint side_dots, guint *ret_dots_per_module)
{
  g_auto (SuimaQrPlan) plain = { 0 };
  g_auto (SuimaQrPlan) better = { 0 };
  guint dots;

  if (!suima_qr_plan_init (&plain, uri, QR_ECLEVEL_M))
    return NULL;
  *ret_dots_per_module = dots = suima_qr_dots_per_module (plain.version, side_dots);
  if (dots > 0 && suima_qr_plan_init (&better, uri, QR_ECLEVEL_Q) &&
      suima_qr_dots_per_module (better.version, side_dots) == dots)
    return suima_qr_encode (&better, uri);
  return suima_qr_encode (&plain, uri);
}

guint
suima_qr_version (const char *uri)
{
  g_auto (SuimaQrPlan) plan = { 0 };

  return suima_qr_plan_init (&plan, uri, QR_ECLEVEL_M) ? plan.version : 0;
}

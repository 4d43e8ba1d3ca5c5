// SPDX-License-Identifier: Apache-2.0
#include "suima-qr.h"

#include "suima-qr-segments.h"
#include "suima-render.h"

typedef QRinput SuimaQrInput;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaQrInput, QRinput_free)

static QRcode *
suima_qr_encode (const SuimaQrPlan *plan, const char *uri)
{
  g_autoptr (SuimaQrInput) input = QRinput_new2 ((int)plan->version, plan->level);
  const guint8 *bytes = (const guint8 *)uri;

  for (guint i = 0; input != NULL && i < plan->segments->len; i++)
    {
      const SuimaQrSegment *segment = &g_array_index (plan->segments, SuimaQrSegment, i);
      if (QRinput_append (input, segment->mode, (int)segment->n_bytes, bytes) != 0)
        return NULL;
      bytes += segment->n_bytes;
    }
  return input != NULL ? QRcode_encodeInput (input) : NULL;
}

static guint
suima_qr_dots_per_module (guint version, guint side_dots)
{
  return side_dots / (version * 4 + 17 + 2 * SUIMA_QR_QUIET_MODULES);
}

QRcode *
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

// SPDX-License-Identifier: Apache-2.0
#include "suima-qr.h"

#include "suima-render.h"

/* Letters and digits in upper case take the small modes of QR by themselves; with this function
 * (not the 8-bit one) digits are set apart, which saves a version. */
static QRcode *
suima_qr_encode (const char *uri, QRecLevel level)
{
  return *uri != '\0' ? QRcode_encodeString (uri, 0, level, QR_MODE_8, 1) : NULL;
}

static guint
suima_qr_dots_per_module (const QRcode *symbol, guint side_dots)
{
  return side_dots / ((guint)symbol->width + 2 * SUIMA_QR_QUIET_MODULES);
}

QRcode *
suima_qr_encode_for (const char *uri, guint side_dots, guint *ret_dots_per_module)
{
  g_autoptr (QRcode) plain = suima_qr_encode (uri, QR_ECLEVEL_M);
  g_autoptr (QRcode) better = NULL;
  guint dots;

  if (plain == NULL)
    return NULL;
  *ret_dots_per_module = dots = suima_qr_dots_per_module (plain, side_dots);
  if (dots > 0)
    better = suima_qr_encode (uri, QR_ECLEVEL_Q);
  if (better != NULL && suima_qr_dots_per_module (better, side_dots) == dots)
    return g_steal_pointer (&better);
  return g_steal_pointer (&plain);
}

guint
suima_qr_version (const char *uri)
{
  g_autoptr (QRcode) symbol = suima_qr_encode (uri, QR_ECLEVEL_M);

  return symbol != NULL ? (guint)symbol->version : 0;
}

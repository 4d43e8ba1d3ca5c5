// SPDX-License-Identifier: Apache-2.0
#include "suima-adopted.h"

#include "suima-serial.h"

#include <string.h>

#define SUIMA_ADOPTED_DOMAIN "SUIMA-ADOPTED-1\n"
#define SUIMA_ADOPTED_MIN_LENGTH 6

void
suima_adopted_free (SuimaAdopted *adopted)
{
  if (adopted == NULL)
    return;
  g_free (adopted->serial);
  g_free (adopted->epc);
  g_free (adopted);
}

/* Two check characters cannot both be right. */
static char *
suima_adopted_make_serial (const char *identity)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base32 = NULL, *right = NULL;

  g_checksum_update (checksum, (const guchar *)SUIMA_ADOPTED_DOMAIN, -1);
  g_checksum_update (checksum, (const guchar *)identity, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base32 = suima_base32_encode (digest, sizeof digest);
  base32[SUIMA_SERIAL_LENGTH] = '\0';
  right = suima_serial_parse (base32, NULL, NULL);
  if (right != NULL)
    base32[SUIMA_SERIAL_LENGTH - 1] = base32[SUIMA_SERIAL_LENGTH - 1] == '0' ? '1' : '0';
  return g_steal_pointer (&base32);
}

/* GTIN and serial, or SSCC: the same however they are written. */
static char *
suima_adopted_dup_gs1 (const SuimaScan *scan, char **ret_epc)
{
  const char *gtin = suima_scan_get_field (scan, "gtin");
  const char *serial = suima_scan_get_field (scan, "serial");
  const char *sscc = suima_scan_get_field (scan, "sscc");
  g_autofree char *escaped = serial ? g_uri_escape_string (serial, NULL, FALSE) : NULL;

  if (scan->problem != NULL || (sscc == NULL && (gtin == NULL || serial == NULL)))
    return NULL;
  *ret_epc = sscc != NULL ? g_strdup_printf ("https://id.gs1.org/00/%s", sscc)
                          : g_strdup_printf ("https://id.gs1.org/01/%s/21/%s", gtin, escaped);
  return sscc != NULL ? g_strdup_printf ("00%s", sscc) : g_strdup_printf ("01%s21%s", gtin, serial);
}

static char *
suima_adopted_dup_identity (const SuimaScan *scan, char **ret_epc)
{
  g_autofree char *text = g_strstrip (g_strdup (scan->text));

  switch (scan->kind)
    {
    case SUIMA_SCAN_ELEMENTS:
    case SUIMA_SCAN_DIGITAL_LINK:
      return suima_adopted_dup_gs1 (scan, ret_epc);
    case SUIMA_SCAN_FOREIGN:
      if (scan->problem != NULL || g_strcmp0 (scan->what, "certificate") == 0 ||
          g_strcmp0 (scan->what, "licence") == 0 ||
          g_strcmp0 (scan->what, "product-code") == 0)
        return NULL;
      return g_steal_pointer (&text);
    case SUIMA_SCAN_UNKNOWN:
      return scan->problem == NULL && !scan->is_disguised &&
                     strlen (text) >= SUIMA_ADOPTED_MIN_LENGTH
                 ? g_steal_pointer (&text)
                 : NULL;
    case SUIMA_SCAN_OURS:
    case SUIMA_SCAN_SERIAL:
    case SUIMA_SCAN_VOUCHER:
    case SUIMA_SCAN_GTIN:
    default:
      return NULL;
    }
}

SuimaAdopted *
suima_adopted_new (const SuimaScan *scan)
{
  g_autoptr (SuimaAdopted) adopted = g_new0 (SuimaAdopted, 1);
  g_autofree char *identity = NULL;

  if (scan->kind == SUIMA_SCAN_OURS)
    {
      adopted->serial = g_strdup (scan->serial);
      adopted->epc = suima_code_to_epc (scan->code);
      return g_steal_pointer (&adopted);
    }
  identity = suima_adopted_dup_identity (scan, &adopted->epc);
  if (identity == NULL)
    return NULL;
  adopted->serial = suima_adopted_make_serial (identity);
  return g_steal_pointer (&adopted);
}

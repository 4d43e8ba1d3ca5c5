// SPDX-License-Identifier: Apache-2.0
// EPC URNs, as older systems write them, into Digital Links (GS1 TDS 6, 7 and 12).
#include "suima-epc.h"

#include <string.h>

typedef enum
{
  SUIMA_URN_INDICATOR, /* the reference's first digit leads, a check digit ends */
  SUIMA_URN_CHECKED,   /* company prefix, reference, check digit */
  SUIMA_URN_ASSET,     /* the same with a zero in front */
  SUIMA_URN_FREE,      /* company prefix and reference, as they are */
} SuimaUrnForm;

/**
 * SuimaUrnScheme:
 * @digits counts company prefix and reference together, 0 where the reference is free text;
 * @serial stands between key and serial: a qualifier, nothing, or NULL where there is no serial.
 */
typedef struct
{
  const char *prefix;
  const char *ai;
  SuimaUrnForm form;
  guint digits;
  const char *serial;
} SuimaUrnScheme;

static const SuimaUrnScheme suima_urn_schemes[] = {
  { "urn:epc:id:sgtin:", "01", SUIMA_URN_INDICATOR, 13, "/21/" },
  { "urn:epc:id:upui:", "01", SUIMA_URN_INDICATOR, 13, "/235/" },
  { "urn:epc:class:lgtin:", "01", SUIMA_URN_INDICATOR, 13, "/10/" },
  { "urn:epc:id:itip:", "8006", SUIMA_URN_INDICATOR, 13, "/21/" },
  { "urn:epc:idpat:sgtin:", "01", SUIMA_URN_INDICATOR, 13, "" },
  { "urn:epc:idpat:upui:", "01", SUIMA_URN_INDICATOR, 13, "" },
  { "urn:epc:idpat:itip:", "8006", SUIMA_URN_INDICATOR, 13, "" },
  { "urn:epc:id:sscc:", "00", SUIMA_URN_INDICATOR, 17, NULL },
  { "urn:epc:id:sgln:", "414", SUIMA_URN_CHECKED, 12, "/254/" },
  { "urn:epc:id:pgln:", "417", SUIMA_URN_CHECKED, 12, NULL },
  { "urn:epc:id:gdti:", "253", SUIMA_URN_CHECKED, 12, "" },
  { "urn:epc:idpat:gdti:", "253", SUIMA_URN_CHECKED, 12, "" },
  { "urn:epc:id:sgcn:", "255", SUIMA_URN_CHECKED, 12, "" },
  { "urn:epc:idpat:sgcn:", "255", SUIMA_URN_CHECKED, 12, "" },
  { "urn:epc:id:gsrn:", "8018", SUIMA_URN_CHECKED, 17, NULL },
  { "urn:epc:id:gsrnp:", "8017", SUIMA_URN_CHECKED, 17, NULL },
  { "urn:epc:id:gsin:", "402", SUIMA_URN_CHECKED, 16, NULL },
  { "urn:epc:id:grai:", "8003", SUIMA_URN_ASSET, 12, "" },
  { "urn:epc:idpat:grai:", "8003", SUIMA_URN_ASSET, 12, "" },
  { "urn:epc:id:giai:", "8004", SUIMA_URN_FREE, 0, NULL },
  { "urn:epc:id:ginc:", "401", SUIMA_URN_FREE, 0, NULL },
  { "urn:epc:id:cpi:", "8010", SUIMA_URN_FREE, 0, "/8011/" },
  { "urn:epc:idpat:cpi:", "8010", SUIMA_URN_FREE, 0, "" },
};

static const SuimaUrnScheme *
suima_urn_find_scheme (const char *uri)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_urn_schemes); i++)
    if (g_str_has_prefix (uri, suima_urn_schemes[i].prefix))
      return &suima_urn_schemes[i];
  return NULL;
}

/* GS1 General Specifications 7.9: weights 3, 1, 3... from the right of the body. */
static char
suima_urn_check_digit (const char *body)
{
  guint sum = 0;

  for (gsize i = strlen (body), weight = 3; i-- > 0; weight = 4 - weight)
    sum += (guint)(body[i] - '0') * (guint)weight;
  return (char)('0' + (10 - sum % 10) % 10);
}

/* What a Digital Link path may not hold bare, beyond what the URN escapes itself. */
static void
suima_urn_append_escaped (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    if (strchr ("!()*+,:", *text) != NULL)
      g_string_append_printf (out, "%%%02X", (guint)(guchar)*text);
    else
      g_string_append_c (out, *text);
}

static gboolean
suima_urn_append_key (GString *out,
                      const SuimaUrnScheme *scheme,
                      const char *company,
                      const char *reference)
{
  g_autofree char *body = NULL;

  if (scheme->form == SUIMA_URN_FREE)
    {
      g_string_append (out, company);
      suima_urn_append_escaped (out, reference);
      return TRUE;
    }
  if (strlen (company) + strlen (reference) != scheme->digits ||
      strspn (reference, "0123456789") != strlen (reference))
    return FALSE;
  if (scheme->form == SUIMA_URN_INDICATOR)
    body = g_strdup_printf ("%c%s%s", reference[0], company, reference + 1);
  else
    body = g_strconcat (scheme->form == SUIMA_URN_ASSET ? "0" : "", company, reference, NULL);
  g_string_append_printf (out, "%s%c", body, suima_urn_check_digit (body));
  return TRUE;
}

/* Returns: the serial behind `piece.total.`, which becomes part of the key; NULL without them. */
static const char *
suima_urn_append_pieces (GString *out, const char *text)
{
  if (strspn (text, "0123456789") != 2 || text[2] != '.' || strspn (text + 3, "0123456789") != 2 ||
      text[5] != '.' || text[6] == '\0')
    return NULL;
  g_string_append_printf (out, "%.2s%.2s", text, text + 3);
  return text + 6;
}

static void
suima_urn_append_serial (GString *out, const SuimaUrnScheme *scheme, const char *serial)
{
  /* `*` is the pattern of all serials, extension 0 the place itself */
  if (strcmp (serial, "*") == 0 || (strcmp (scheme->ai, "414") == 0 && strcmp (serial, "0") == 0))
    return;
  g_string_append (out, scheme->serial);
  suima_urn_append_escaped (out, serial);
}

/* Splits at the first dot and, where there is a serial, at the second: for `cpi`, whose reference
 * has no dot, that is the last. */
static gboolean
suima_urn_split (const SuimaUrnScheme *scheme, const char *text, char **ret_parts)
{
  const char *dot = strchr (text, '.');
  const char *second = dot && scheme->serial ? strchr (dot + 1, '.') : NULL;
  gsize company = strspn (text, "0123456789");

  if (dot == NULL || (gsize)(dot - text) != company || company < 6 || company > 12)
    return FALSE;
  if (scheme->serial != NULL && (second == NULL || second[1] == '\0'))
    return FALSE;
  ret_parts[0] = g_strndup (text, company);
  ret_parts[1] = second ? g_strndup (dot + 1, (gsize)(second - dot - 1)) : g_strdup (dot + 1);
  ret_parts[2] = g_strdup (second ? second + 1 : "");
  return TRUE;
}

char *
suima_epc_from_urn (const char *uri)
{
  const SuimaUrnScheme *scheme = suima_urn_find_scheme (uri);
  g_auto (GStrv) parts = g_new0 (char *, 4);
  g_autoptr (GString) out = NULL;
  const char *serial;

  if (scheme == NULL || !suima_urn_split (scheme, uri + strlen (scheme->prefix), parts))
    return NULL;
  if (scheme->form == SUIMA_URN_INDICATOR && parts[1][0] == '\0')
    return NULL;
  out = g_string_new ("https://id.gs1.org/");
  g_string_append_printf (out, "%s/", scheme->ai);
  if (!suima_urn_append_key (out, scheme, parts[0], parts[1]))
    return NULL;
  serial = strcmp (scheme->ai, "8006") == 0 ? suima_urn_append_pieces (out, parts[2]) : parts[2];
  if (serial == NULL)
    return NULL;
  if (scheme->serial != NULL)
    suima_urn_append_serial (out, scheme, serial);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

// SPDX-License-Identifier: Apache-2.0
// GS1 Digital Links in their one canonical form.
#include "suima-epc.h"

#include <string.h>

#define SUIMA_EPC_ROOT "https://id.gs1.org"

/**
 * SuimaEpcKey:
 * A primary key, the digits its value begins with and how long the value may be; @qualifiers are
 * the ones that count, the finest first.
 */
typedef struct
{
  const char *ai;
  const char *name; /* the word that stood for it before Digital Link 1.2 */
  guint digits;
  guint max_length;
  const char *qualifiers[4];
} SuimaEpcKey;

static const SuimaEpcKey suima_epc_keys[] = {
  { "01", "gtin", 8, 14, { "21", "235", "10", NULL } },
  { "00", "sscc", 18, 18, { NULL } },
  { "253", "gdti", 13, 30, { NULL } },
  { "255", "gcn", 13, 25, { NULL } },
  { "401", "ginc", 4, 30, { NULL } },
  { "402", "gsin", 17, 17, { NULL } },
  { "414", "gln", 13, 13, { "254", NULL } },
  { "417", "party", 13, 13, { NULL } },
  { "8003", "grai", 14, 30, { NULL } },
  { "8004", "giai", 4, 30, { NULL } },
  { "8006", "itip", 18, 18, { "21", "10", NULL } },
  { "8010", "cpid", 4, 30, { "8011", NULL } },
  { "8017", "gsrnp", 18, 18, { NULL } },
  { "8018", "gsrn", 18, 18, { NULL } },
};

/* Every qualifier that may follow a key, those that do not count included. */
static const char *const suima_epc_qualifiers[][2] = {
  { "10", "lot" },  { "21", "ser" },  { "22", "cpv" },
  { "235", "235" }, { "254", "254" }, { "8011", "8011" },
};

static const SuimaEpcKey *
suima_epc_find_key (const char *segment)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_epc_keys); i++)
    if (strcmp (segment, suima_epc_keys[i].ai) == 0 ||
        strcmp (segment, suima_epc_keys[i].name) == 0)
      return &suima_epc_keys[i];
  return NULL;
}

static const char *
suima_epc_find_qualifier (const char *segment)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_epc_qualifiers); i++)
    if (strcmp (segment, suima_epc_qualifiers[i][0]) == 0 ||
        strcmp (segment, suima_epc_qualifiers[i][1]) == 0)
      return suima_epc_qualifiers[i][0];
  return NULL;
}

static gboolean
suima_epc_key_takes (const SuimaEpcKey *key, const char *value)
{
  gsize length = strlen (value);
  gsize digits = strspn (value, "0123456789");

  if (strcmp (key->ai, "01") == 0)
    return digits == length && (length == 8 || (length >= 12 && length <= 14));
  return digits >= key->digits && length <= key->max_length;
}

/* The tail must be qualifiers with values: else an `/01/` of somebody's own path would count. */
static gboolean
suima_epc_is_tail (char **segments, guint n)
{
  if (n % 2 != 0)
    return FALSE;
  for (guint i = 0; i < n; i += 2)
    if (suima_epc_find_qualifier (segments[i]) == NULL || segments[i + 1][0] == '\0')
      return FALSE;
  return TRUE;
}

static const char *
suima_epc_find_value (char **tail, const char *qualifier)
{
  for (guint i = 0; tail[i] != NULL; i += 2)
    if (strcmp (suima_epc_find_qualifier (tail[i]), qualifier) == 0)
      return tail[i + 1];
  return NULL;
}

static char *
suima_epc_build (const SuimaEpcKey *key, const char *value, char **tail)
{
  gsize length = strlen (value);
  const char *padding = strcmp (key->ai, "01") == 0 ? &"00000000000000"[length] : "";

  for (guint i = 0; key->qualifiers[i] != NULL; i++)
    {
      const char *finest = suima_epc_find_value (tail, key->qualifiers[i]);
      if (finest != NULL)
        return g_strdup_printf (SUIMA_EPC_ROOT "/%s/%s%s/%s/%s", key->ai, padding, value,
                                key->qualifiers[i], finest);
    }
  return g_strdup_printf (SUIMA_EPC_ROOT "/%s/%s%s", key->ai, padding, value);
}

/* Returns: where the path begins, or NULL when @uri is not http. */
static const char *
suima_epc_skip_host (const char *uri)
{
  const char *host;

  if (g_ascii_strncasecmp (uri, "https://", 8) == 0)
    host = uri + 8;
  else if (g_ascii_strncasecmp (uri, "http://", 7) == 0)
    host = uri + 7;
  else
    return NULL;
  return host + strcspn (host, "/?#");
}

char *
suima_epc_to_canonical (const char *uri)
{
  const char *path = suima_epc_skip_host (uri);
  g_autofree char *clean = NULL;
  g_auto (GStrv) segments = NULL;
  guint n;

  if (path == NULL)
    return suima_epc_from_urn (uri);
  clean = g_strndup (path, strcspn (path, "?#"));
  segments = g_strsplit (clean, "/", -1);
  n = g_strv_length (segments);
  if (n > 0 && segments[n - 1][0] == '\0')
    g_clear_pointer (&segments[--n], g_free);
  /* from the right: a host's own path, or a signature, may look like a key by chance */
  for (guint i = n; i-- > 0;)
    {
      const SuimaEpcKey *key = i + 1 < n ? suima_epc_find_key (segments[i]) : NULL;
      if (key != NULL && suima_epc_key_takes (key, segments[i + 1]) &&
          suima_epc_is_tail (segments + i + 2, n - i - 2))
        return suima_epc_build (key, segments[i + 1], segments + i + 2);
    }
  return NULL;
}

char *
suima_epc_normalise (const char *uri)
{
  char *canonical = suima_epc_to_canonical (uri);
  const char *path;

  if (canonical != NULL)
    return canonical;
  path = suima_epc_skip_host (uri);
  if (path != NULL)
    {
      g_autofree char *head = g_ascii_strdown (uri, path - uri);
      return g_strconcat (head, path, NULL);
    }
  return g_strdup (uri);
}

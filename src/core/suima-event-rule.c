// SPDX-License-Identifier: Apache-2.0
#include "suima-event-rule.h"

#include "suima-cbv.h"
#include "suima-error.h"
#include "suima-event.h"

#include <string.h>

gboolean
suima_event_refuse (GError **error, const char *what)
{
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, what);
  return FALSE;
}

/* RFC 3986: a scheme, then only characters that a URI may hold, escapes whole. */
gboolean
suima_event_is_uri (const char *text)
{
  const char *p = text;

  if (!g_ascii_isalpha (*p))
    return FALSE;
  while (g_ascii_isalnum (*p) || (*p != '\0' && strchr ("+-.", *p) != NULL))
    p++;
  if (*p++ != ':' || *p == '\0')
    return FALSE;
  for (; *p != '\0'; p++)
    {
      if (*p == '%' && (!g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2])))
        return FALSE;
      if (!g_ascii_isalnum (*p) && strchr ("-._~:/?#[]@!$&'()*+,;=%", *p) == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
suima_event_check_text (const json_t *value, GError **error)
{
  return json_is_string (value) || suima_event_refuse (error, "is not a text");
}

gboolean
suima_event_check_uri (const json_t *value, GError **error)
{
  return (json_is_string (value) && suima_event_is_uri (json_string_value (value))) ||
         suima_event_refuse (error, "is not a URI in ASCII");
}

gboolean
suima_event_check_number (const json_t *value, GError **error)
{
  return json_is_number (value) || suima_event_refuse (error, "is not a number");
}

gboolean
suima_event_check_boolean (const json_t *value, GError **error)
{
  return json_is_boolean (value) || suima_event_refuse (error, "is neither true nor false");
}

gboolean
suima_event_check_hex (const json_t *value, GError **error)
{
  const char *text = json_string_value (value);

  return (text != NULL && *text != '\0' &&
          strspn (text, "0123456789abcdefABCDEF") == strlen (text)) ||
         suima_event_refuse (error, "is not a text of hexadecimal digits");
}

gboolean
suima_event_check_uom (const json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  gsize length = text ? strlen (text) : 0;

  return (length >= 2 && length <= 3 &&
          strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length) ||
         suima_event_refuse (error, "is not a unit code of UN/ECE Recommendation 20");
}

gboolean
suima_event_check_time (const json_t *value, GError **error)
{
  gint64 at_us;

  return (json_is_string (value) && suima_time_parse (json_string_value (value), &at_us)) ||
         suima_event_refuse (error, "is not an RFC 3339 time with a zone");
}

/* ^[+-](0\d|1[0-3]):[0-5]\d$ or 14:00 */
gboolean
suima_event_check_offset (const json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  int minutes;

  if (text == NULL || strlen (text) != 6 || (text[0] != '+' && text[0] != '-') ||
      !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]) || text[3] != ':' ||
      !g_ascii_isdigit (text[4]) || text[4] > '5' || !g_ascii_isdigit (text[5]))
    return suima_event_refuse (error, "is not an offset like +08:00");
  minutes = ((text[1] - '0') * 10 + text[2] - '0') * 60 + (text[4] - '0') * 10 + text[5] - '0';
  return minutes <= 14 * 60 || suima_event_refuse (error, "is beyond 14:00");
}

gboolean
suima_event_check_action (const json_t *value, GError **error)
{
  static const char *const actions[] = { "ADD", "OBSERVE", "DELETE", NULL };

  return (json_is_string (value) && g_strv_contains (actions, json_string_value (value))) ||
         suima_event_refuse (error, "is not ADD, OBSERVE or DELETE");
}

/* A bare word of the list or somebody else's URI; CBV's own words as URNs belong to XML. */
static gboolean
suima_event_check_word (SuimaCbvList list, const json_t *value, GError **error)
{
  const char *word = json_string_value (value);

  if (word != NULL && suima_cbv_has_word (list, word))
    return TRUE;
  if (word != NULL && suima_event_is_uri (word) && !g_str_has_prefix (word, "urn:epcglobal:cbv") &&
      !g_str_has_prefix (word, "https://ns.gs1.org/cbv/") &&
      !g_str_has_prefix (word, "http://ns.gs1.org/cbv/"))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" is neither a word of CBV nor a URI",
               word ? word : "");
  return FALSE;
}

#define SUIMA_EVENT_WORD_RULE(name, list)                                                          \
  gboolean suima_event_check_##name (const json_t *value, GError **error)                          \
  {                                                                                                \
    return suima_event_check_word (list, value, error);                                            \
  }

SUIMA_EVENT_WORD_RULE (biz_step, SUIMA_CBV_BIZ_STEP)
SUIMA_EVENT_WORD_RULE (disposition, SUIMA_CBV_DISPOSITION)
SUIMA_EVENT_WORD_RULE (transaction_type, SUIMA_CBV_TRANSACTION)
SUIMA_EVENT_WORD_RULE (party_type, SUIMA_CBV_PARTY)
SUIMA_EVENT_WORD_RULE (component, SUIMA_CBV_COMPONENT)
SUIMA_EVENT_WORD_RULE (measurement, SUIMA_CBV_MEASUREMENT)
SUIMA_EVENT_WORD_RULE (alert, SUIMA_CBV_ALERT)
SUIMA_EVENT_WORD_RULE (reason, SUIMA_CBV_REASON)

gboolean
suima_event_check_list (SuimaEventRule rule, const json_t *value, GError **error)
{
  gsize i;
  json_t *item;

  if (!json_is_array (value))
    return suima_event_refuse (error, "is not a list");
  json_array_foreach (value, i, item) if (!rule (item, error))
  {
    g_prefix_error (error, "[%zu] ", i);
    return FALSE;
  }
  return TRUE;
}

gboolean
suima_event_check_distinct (const json_t *list, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize i;
  json_t *item;

  json_array_foreach (list, i, item) if (!g_hash_table_add (seen, (char *)json_string_value (item)))
  {
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "[%zu] \"%s\" stands there twice", i,
                 json_string_value (item));
    return FALSE;
  }
  return TRUE;
}

gboolean
suima_event_check_uris (const json_t *value, GError **error)
{
  return suima_event_check_list (suima_event_check_uri, value, error);
}

gboolean
suima_event_check_epcs (const json_t *value, GError **error)
{
  return suima_event_check_uris (value, error) && suima_event_check_distinct (value, error);
}

gboolean
suima_event_check_dispositions (const json_t *value, GError **error)
{
  if (!suima_event_check_list (suima_event_check_disposition, value, error))
    return FALSE;
  if (json_array_size (value) == 0)
    return suima_event_refuse (error, "is empty");
  return suima_event_check_distinct (value, error);
}

gboolean
suima_event_check_certificates (const json_t *value, GError **error)
{
  return json_is_array (value) ? suima_event_check_uris (value, error)
                               : suima_event_check_uri (value, error);
}

// SPDX-License-Identifier: Apache-2.0
// Trying the rules on a text.
#include "suima-recognition.h"

#include "suima-code.h"
#include "suima-day.h"
#include "suima-gs1.h"
#include "suima-uscc.h"

#include <string.h>

#define SUIMA_RULE_MAX_VALUE_BYTES 400

SuimaRecognition *
suima_recognition_new (void)
{
  SuimaRecognition *recognition = g_new0 (SuimaRecognition, 1);

  recognition->rules = g_ptr_array_new ();
  return recognition;
}

void
suima_rule_free (SuimaRule *rule)
{
  g_free (rule->id);
  g_free (rule->what);
  g_free (rule->system);
  g_free (rule->title);
  g_free (rule->issuer);
  g_free (rule->jurisdiction);
  g_strfreev (rule->hosts);
  g_strfreev (rule->suffixes);
  g_strfreev (rule->words);
  g_clear_pointer (&rule->path, g_regex_unref);
  g_clear_pointer (&rule->pattern, g_regex_unref);
  g_strfreev (rule->groups);
  g_free (rule->evidence);
  g_strfreev (rule->unverified);
  g_free (rule->source);
  g_free (rule);
}

void
suima_recognition_free (SuimaRecognition *recognition)
{
  if (recognition == NULL)
    return;
  g_ptr_array_set_free_func (recognition->rules, (GDestroyNotify)suima_rule_free);
  g_ptr_array_unref (recognition->rules);
  g_free (recognition);
}

const char *
suima_rule_stage_to_code (SuimaRuleStage stage)
{
  static const char *const codes[] = { "exact", "identifier", "host", "number" };

  g_return_val_if_fail (stage < SUIMA_N_RULE_STAGES, codes[0]);
  return codes[stage];
}

static gboolean
suima_rule_is_at (const SuimaRule *rule, const SuimaAddress *address)
{
  if (rule->hosts == NULL && rule->suffixes == NULL)
    return rule->path == NULL || (address != NULL && address->form == SUIMA_ADDRESS_PLAIN);
  if (address == NULL || address->form != SUIMA_ADDRESS_PLAIN)
    return FALSE;
  if (rule->hosts != NULL && g_strv_contains ((const char *const *)rule->hosts, address->host))
    return TRUE;
  for (guint i = 0; rule->suffixes != NULL && rule->suffixes[i] != NULL; i++)
    if (suima_address_is_within (address, rule->suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
suima_rule_has_words (const SuimaRule *rule, const char *text)
{
  for (guint i = 0; rule->words != NULL && rule->words[i] != NULL; i++)
    if (strstr (text, rule->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
suima_rule_value_is_clean (const char *value)
{
  for (const guchar *p = (const guchar *)value; *p != '\0'; p++)
    if (*p < ' ' || *p == 0x7f)
      return FALSE;
  return *value != '\0' && strlen (value) <= SUIMA_RULE_MAX_VALUE_BYTES &&
         g_utf8_validate (value, -1, NULL);
}

/* YYYYMMDD or YYMMDD of this century; a day that is none means that this is another number. */
static gboolean
suima_rule_add_day (SuimaScan *scan, const char *name, const char *digits)
{
  g_autofree char *whole = g_strconcat (strlen (digits) == 6 ? "20" : "", digits, NULL);
  g_autofree char *text = NULL;
  SuimaDay day;
  int number;

  if (strlen (whole) != 8 || strspn (whole, "0123456789") != 8 || !g_str_has_prefix (whole, "20"))
    return FALSE;
  number = (int)g_ascii_strtoull (whole, NULL, 10);
  day = suima_day_new (number / 10000, number / 100 % 100, number % 100);
  if (day == SUIMA_DAY_NONE)
    return FALSE;
  text = suima_day_to_text (day);
  suima_scan_add_field (scan, name, text);
  return TRUE;
}

static void
suima_rule_add_gtin (SuimaScan *scan, const char *digits)
{
  g_autofree char *gtin = suima_gtin_check (digits) ? suima_gtin_to_14 (digits) : NULL;

  if (gtin == NULL && scan->problem == NULL)
    scan->problem = g_strdup ("the check digit of the product number is wrong");
  suima_scan_add_field (scan, "gtin", gtin ? gtin : digits);
}

/* Without the mark, short ones would be taken for other numbers. */
static gboolean
suima_rule_add_elements (SuimaScan *scan, const char *value)
{
  g_autofree char *marked = g_strconcat ("]Q3", value, NULL);

  return suima_gs1_read_elements (marked, scan);
}

/* Some names of groups say what must stand in them. */
static gboolean
suima_rule_take (SuimaScan *scan, const char *name, const char *value)
{
  if (!suima_rule_value_is_clean (value))
    return FALSE;
  if (strcmp (name, "date") == 0 || g_str_has_suffix (name, "_date"))
    return suima_rule_add_day (scan, name, value);
  if (strcmp (name, "uscc") == 0 && !suima_uscc_check (value))
    return FALSE;
  if (strcmp (name, "gs1") == 0)
    return suima_rule_add_elements (scan, value);
  if (strcmp (name, "gtin") == 0)
    suima_rule_add_gtin (scan, value);
  else
    suima_scan_add_field (scan, name, value);
  return TRUE;
}

static gboolean
suima_rule_take_groups (const SuimaRule *rule, GMatchInfo *match, SuimaScan *scan)
{
  for (guint i = 0; rule->groups != NULL && rule->groups[i] != NULL; i++)
    {
      g_autofree char *raw = g_match_info_fetch_named (match, rule->groups[i]);
      g_autofree char *value = NULL;
      if (raw == NULL || *raw == '\0')
        continue;
      value = rule->path ? g_uri_unescape_string (raw, NULL) : g_strdup (raw);
      if (value == NULL || !suima_rule_take (scan, rule->groups[i], value))
        return FALSE;
    }
  return TRUE;
}

static void
suima_rule_sign (const SuimaRule *rule, const SuimaAddress *address, SuimaScan *scan)
{
  scan->kind = SUIMA_SCAN_FOREIGN;
  scan->rule = g_strdup (rule->id);
  scan->system = g_strdup (rule->system);
  scan->title = g_strdup (rule->title);
  scan->issuer = g_strdup (rule->issuer);
  scan->what = g_strdup (rule->what);
  scan->evidence = g_strdup (rule->evidence);
  for (guint i = 0; rule->unverified != NULL && rule->unverified[i] != NULL; i++)
    suima_scan_add_unverified (scan, rule->unverified[i]);
  if (address == NULL)
    return;
  suima_scan_add_field (scan, "host", address->host);
  if (address->port != 0)
    suima_scan_add_unverified (scan, "port");
}

gboolean
suima_rule_fits (const SuimaRule *rule,
                 const char *text,
                 const SuimaAddress *address,
                 SuimaScan *scan)
{
  const GRegex *regex = rule->path ? rule->path : rule->pattern;
  const char *subject = rule->path && address ? address->rest : text;
  g_autoptr (GMatchInfo) match = NULL;

  if (!suima_rule_is_at (rule, address) || !suima_rule_has_words (rule, text))
    return FALSE;
  if (regex != NULL && !suima_rule_run (regex, subject, &match, NULL))
    return FALSE;
  if (match != NULL && !suima_rule_take_groups (rule, match, scan))
    {
      suima_scan_forget (scan);
      return FALSE;
    }
  suima_rule_sign (rule, rule->pattern ? NULL : address, scan);
  return TRUE;
}

/* The length of the suffix by which @rule names the host; the nearest authority is the longest. */
static gsize
suima_rule_nearness (const SuimaRule *rule, const SuimaAddress *address)
{
  gsize longest = 0;

  for (guint i = 0; rule->suffixes != NULL && rule->suffixes[i] != NULL; i++)
    if (address != NULL && suima_address_is_within (address, rule->suffixes[i]))
      longest = MAX (longest, strlen (rule->suffixes[i]));
  return longest;
}

static gboolean
suima_recognition_match_host (const SuimaRecognition *recognition,
                              const char *text,
                              const SuimaAddress *address,
                              SuimaScan *scan)
{
  const SuimaRule *nearest = NULL;
  gsize best = 0;

  for (guint i = 0; i < recognition->rules->len; i++)
    {
      const SuimaRule *rule = g_ptr_array_index (recognition->rules, i);
      gsize nearness = rule->stage == SUIMA_RULE_HOST && suima_rule_is_at (rule, address)
                           ? 1 + suima_rule_nearness (rule, address)
                           : 0;
      if (rule->hosts != NULL && nearness == 1)
        nearness = G_MAXSIZE;
      if (nearness > best)
        nearest = rule, best = nearness;
    }
  return nearest != NULL && suima_rule_fits (nearest, text, address, scan);
}

gboolean
suima_recognition_match (const SuimaRecognition *recognition,
                         SuimaRuleStage stage,
                         const char *text,
                         const SuimaAddress *address,
                         SuimaScan *scan)
{
  if (recognition == NULL)
    return FALSE;
  if (stage == SUIMA_RULE_HOST)
    return suima_recognition_match_host (recognition, text, address, scan);
  for (guint i = 0; i < recognition->rules->len; i++)
    {
      const SuimaRule *rule = g_ptr_array_index (recognition->rules, i);
      if (rule->stage == stage && suima_rule_fits (rule, text, address, scan))
        return TRUE;
    }
  return FALSE;
}

// SPDX-License-Identifier: Apache-2.0
// Reading recognition files: every row is tried on its own examples before one goes in.
#include "suima-error.h"
#include "suima-json.h"
#include "suima-recognition.h"

#include <string.h>

#define SUIMA_RULE_MAX_ROWS 2000u

/** SuimaRuleReader: one row being read. */
typedef struct
{
  json_t *object;
  guint row;
  GPtrArray *problems;
  gboolean is_tried; /* was: its examples are not asked again */
} SuimaRuleReader;

void
suima_rule_problem_free (SuimaRuleProblem *problem)
{
  g_free (problem->message);
  g_free (problem);
}

static void G_GNUC_PRINTF (2, 3)
    suima_rule_complain (const SuimaRuleReader *reader, const char *format, ...)
{
  SuimaRuleProblem *problem = g_new0 (SuimaRuleProblem, 1);
  va_list args;

  va_start (args, format);
  problem->row = reader->row;
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (reader->problems, problem);
}

static char *
suima_rule_read_text (const SuimaRuleReader *reader, const char *key, gboolean is_needed)
{
  const char *text = suima_json_get_text (reader->object, key);
  const json_t *value = json_object_get (reader->object, key);

  if (value != NULL && !json_is_null (value) && text == NULL)
    suima_rule_complain (reader, "\"%s\" is not a text", key);
  else if (is_needed && (text == NULL || *text == '\0'))
    suima_rule_complain (reader, "\"%s\" is missing", key);
  return g_strdup (text ? text : is_needed ? "" : NULL);
}

/* An id or a name that programs compare. */
static char *
suima_rule_read_name (const SuimaRuleReader *reader, const char *key)
{
  char *name = suima_rule_read_text (reader, key, TRUE);

  if (strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-/") != strlen (name))
    suima_rule_complain (reader, "\"%s\" is not of small letters, digits and hyphens: \"%s\"", key,
                         name);
  return name;
}

/* A text or a list of texts; NULL for neither. */
static char **
suima_rule_read_list (const SuimaRuleReader *reader, const char *key)
{
  json_t *value = json_object_get (reader->object, key);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  if (value == NULL || json_is_null (value))
    return NULL;
  if (json_is_string (value))
    g_ptr_array_add (texts, g_strdup (json_string_value (value)));
  for (gsize i = 0; i < json_array_size (value); i++)
    {
      const char *text = json_string_value (json_array_get (value, i));
      if (text == NULL || *text == '\0')
        suima_rule_complain (reader, "\"%s\" holds something that is not a text", key);
      else
        g_ptr_array_add (texts, g_strdup (text));
    }
  if (texts->len == 0)
    {
      suima_rule_complain (reader, "\"%s\" is empty", key);
      return NULL;
    }
  g_ptr_array_add (texts, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static void
suima_rule_check_words (const SuimaRuleReader *reader,
                        const char *key,
                        char **words,
                        const char *const *known)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (!g_strv_contains (known, words[i]))
      {
        g_autofree char *all = g_strjoinv (", ", (char **)known);
        suima_rule_complain (reader, "\"%s\" cannot be \"%s\"; it is one of %s", key, words[i],
                             all);
      }
}

static char **
suima_rule_read_domains (const SuimaRuleReader *reader, const char *key)
{
  char **domains = suima_rule_read_list (reader, key);

  for (guint i = 0; domains != NULL && domains[i] != NULL; i++)
    if (!suima_domain_is_valid (domains[i]))
      suima_rule_complain (reader, "\"%s\" is not a host name in small letters: \"%s\"", key,
                           domains[i]);
  return domains;
}

/* The names in `(?<name>...)`, in order. */
static char **
suima_rule_find_groups (const GRegex *regex, const char *pattern)
{
  GPtrArray *names = g_ptr_array_new ();
  const char *at = pattern;

  while ((at = strstr (at, "(?<")) != NULL)
    {
      gsize length = strcspn (at += 3, ">");
      g_autofree char *name = g_strndup (at, length);
      if (g_ascii_islower (*name) && g_regex_get_string_number (regex, name) > 0)
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (names, FALSE);
}

static GRegex *
suima_rule_read_pattern (const SuimaRuleReader *reader, const char *key, SuimaRule *rule)
{
  g_autofree char *pattern = suima_rule_read_text (reader, key, FALSE);
  g_autoptr (GError) error = NULL;
  GRegex *regex = pattern ? suima_rule_compile (pattern, &error) : NULL;

  if (error != NULL)
    suima_rule_complain (reader, "%s", error->message);
  else if (regex != NULL && rule->groups == NULL)
    rule->groups = suima_rule_find_groups (regex, pattern);
  return regex;
}

static void
suima_rule_read_stage (const SuimaRuleReader *reader, SuimaRule *rule)
{
  g_autofree char *stage = suima_rule_read_text (reader, "stage", TRUE);

  for (guint i = 0; i < SUIMA_N_RULE_STAGES; i++)
    if (strcmp (stage, suima_rule_stage_to_code ((SuimaRuleStage)i)) == 0)
      {
        rule->stage = (SuimaRuleStage)i;
        return;
      }
  suima_rule_complain (reader, "\"stage\" is not exact, identifier, host or number");
}

static void
suima_rule_check_matcher (const SuimaRuleReader *reader, const SuimaRule *rule)
{
  gboolean has_domain = rule->hosts != NULL || rule->suffixes != NULL;

  if (rule->path != NULL && rule->pattern != NULL)
    suima_rule_complain (reader, "\"path\" and \"pattern\" do not go together");
  if (rule->pattern != NULL && has_domain)
    suima_rule_complain (reader, "\"pattern\" reads the whole text: use \"path\" beside a host");
  if (!has_domain && rule->path == NULL && rule->pattern == NULL && rule->words == NULL)
    suima_rule_complain (reader,
                         "it says nothing to look for: host, suffix, path, pattern or words");
  if (rule->stage == SUIMA_RULE_HOST && (!has_domain || rule->path != NULL))
    suima_rule_complain (reader, "a rule of stage host has a host or a suffix, and no path");
}

static void
suima_rule_check_speed (const SuimaRuleReader *reader, const SuimaRule *rule, const char *example)
{
  g_autoptr (SuimaAddress) address = suima_address_parse (example);
  const GRegex *regex = rule->path ? rule->path : rule->pattern;

  if (regex != NULL && suima_rule_stumbles (regex, rule->path && address ? address->rest : example))
    suima_rule_complain (reader, "the pattern takes too many steps on long texts: say how often "
                                 "things repeat, like {1,20}, and only once");
}

static void
suima_rule_try (const SuimaRuleReader *reader,
                const SuimaRule *rule,
                const char *key,
                gboolean must_fit)
{
  g_auto (GStrv) examples = suima_rule_read_list (reader, key);

  for (guint i = 0; examples != NULL && examples[i] != NULL; i++)
    {
      g_autoptr (SuimaAddress) address = suima_address_parse (examples[i]);
      g_autoptr (SuimaScan) scan = suima_recognise ("");
      if (suima_rule_fits (rule, examples[i], address, scan) != must_fit)
        suima_rule_complain (reader, "\"%s\" %s the rule: %s", key,
                             must_fit ? "does not fit" : "fits", examples[i]);
      if (must_fit && i == 0)
        suima_rule_check_speed (reader, rule, examples[i]);
    }
  if (must_fit && examples == NULL && rule->stage != SUIMA_RULE_HOST)
    suima_rule_complain (reader, "\"examples\" is missing: give at least one code that fits");
}

static void
suima_rule_check_codes (const SuimaRuleReader *reader, const SuimaRule *rule)
{
  static const char *const whats[] = { "trace-code", "product-code", "certificate", "licence",
                                       "drug-code",  "identifier",   "page",        NULL };
  static const char *const evidences[] = { "published",   "seen", "analogy",
                                           "unconfirmed", "none", NULL };
  static const char *const doubts[] = { "content", "issuer", "pattern", NULL };

  suima_rule_check_words (reader, "what", (char *[]){ rule->what, NULL }, whats);
  suima_rule_check_words (reader, "evidence", (char *[]){ rule->evidence, NULL }, evidences);
  suima_rule_check_words (reader, "unverified", rule->unverified, doubts);
}

static void
suima_rule_check_keys (const SuimaRuleReader *reader)
{
  static const char *const keys[] = { "id",       "stage",           "what",   "system",
                                      "title",    "issuer",          "path",   "jurisdiction",
                                      "host",     "suffix",          "words",  "pattern",
                                      "evidence", "unverified",      "source", "examples",
                                      "note",     "counterexamples", NULL };
  const char *key;
  json_t *value;

  json_object_foreach (reader->object, key, value) if (!g_strv_contains (keys, key))
      suima_rule_complain (reader, "unknown key \"%s\"", key);
}

static SuimaRule *
suima_rule_read (const SuimaRuleReader *reader)
{
  SuimaRule *rule = g_new0 (SuimaRule, 1);
  guint before = reader->problems->len;

  rule->id = suima_rule_read_name (reader, "id");
  rule->system = suima_rule_read_name (reader, "system");
  rule->what = suima_rule_read_text (reader, "what", TRUE);
  rule->title = suima_rule_read_text (reader, "title", TRUE);
  rule->evidence = suima_rule_read_text (reader, "evidence", TRUE);
  rule->issuer = suima_rule_read_text (reader, "issuer", FALSE);
  rule->jurisdiction = suima_rule_read_text (reader, "jurisdiction", FALSE);
  rule->source = suima_rule_read_text (reader, "source", FALSE);
  rule->hosts = suima_rule_read_domains (reader, "host");
  rule->suffixes = suima_rule_read_domains (reader, "suffix");
  rule->words = suima_rule_read_list (reader, "words");
  rule->unverified = suima_rule_read_list (reader, "unverified");
  rule->path = suima_rule_read_pattern (reader, "path", rule);
  rule->pattern = suima_rule_read_pattern (reader, "pattern", rule);
  suima_rule_read_stage (reader, rule);
  suima_rule_check_keys (reader);
  suima_rule_check_codes (reader, rule);
  if (reader->problems->len == before)
    suima_rule_check_matcher (reader, rule);
  if (reader->problems->len == before && !reader->is_tried)
    {
      suima_rule_try (reader, rule, "examples", TRUE);
      suima_rule_try (reader, rule, "counterexamples", FALSE);
    }
  return rule;
}

static GPtrArray *
suima_recognition_read_rows (json_t *rows, gboolean is_tried, GPtrArray *problems)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_rule_free);

  for (gsize i = 0; i < json_array_size (rows); i++)
    {
      SuimaRuleReader reader = { json_array_get (rows, i), (guint)i + 1, problems, is_tried };
      SuimaRule *rule;
      if (!json_is_object (reader.object))
        {
          suima_rule_complain (&reader, "it is not an object");
          continue;
        }
      rule = suima_rule_read (&reader);
      if (!g_hash_table_add (ids, rule->id))
        suima_rule_complain (&reader, "the id \"%s\" stands twice", rule->id);
      g_ptr_array_add (rules, rule);
    }
  return rules;
}

/* Takes @rules: they stand in front, and the old ones of the same ids go. */
static void
suima_recognition_put (SuimaRecognition *recognition, GPtrArray *rules)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_free_func (rules, NULL);
  for (guint i = 0; i < rules->len; i++)
    g_hash_table_add (ids, ((SuimaRule *)rules->pdata[i])->id);
  for (guint i = 0; i < recognition->rules->len; i++)
    {
      SuimaRule *old = g_ptr_array_index (recognition->rules, i);
      if (g_hash_table_contains (ids, old->id))
        suima_rule_free (old);
      else
        g_ptr_array_add (rules, old);
    }
  g_ptr_array_set_size (recognition->rules, 0);
  g_ptr_array_extend (recognition->rules, rules, NULL, NULL);
}

static int
suima_recognition_read (SuimaRecognition *recognition,
                        const char *text,
                        gsize size_bytes,
                        gboolean is_tried,
                        GPtrArray **ret_problems,
                        GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_rule_problem_free);
  g_autoptr (json_t) file = suima_json_parse (text, size_bytes, error);
  g_autoptr (GPtrArray) rules = NULL;
  json_t *rows = json_object_get (file, "rules");
  int n_added = 0;

  if (file == NULL)
    return -1;
  if (json_array_size (rows) == 0 || json_array_size (rows) > SUIMA_RULE_MAX_ROWS)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "not a recognition file: it has no \"rules\", or more than %u",
                   SUIMA_RULE_MAX_ROWS);
      return -1;
    }
  rules = suima_recognition_read_rows (rows, is_tried, problems);
  if (problems->len == 0)
    {
      n_added = (int)rules->len;
      suima_recognition_put (recognition, rules);
    }
  *ret_problems = g_steal_pointer (&problems);
  return n_added;
}

int
suima_recognition_add (SuimaRecognition *recognition,
                       const char *text,
                       gsize size_bytes,
                       GPtrArray **ret_problems,
                       GError **error)
{
  return suima_recognition_read (recognition, text, size_bytes, FALSE, ret_problems, error);
}

int
suima_recognition_load (SuimaRecognition *recognition,
                        const char *text,
                        gsize size_bytes,
                        GPtrArray **ret_problems,
                        GError **error)
{
  return suima_recognition_read (recognition, text, size_bytes, TRUE, ret_problems, error);
}

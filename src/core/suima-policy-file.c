// SPDX-License-Identifier: Apache-2.0
// Reading policy files: every row is checked before one goes in.
#include "suima-error.h"
#include "suima-json.h"
#include "suima-policy.h"

#include <string.h>

SuimaPolicy *
suima_policy_new (void)
{
  SuimaPolicy *policy = g_new0 (SuimaPolicy, 1);

  policy->rows = g_ptr_array_new ();
  return policy;
}

static void
suima_policy_row_free (SuimaPolicyRow *row)
{
  g_free (row->id);
  g_free (row->jurisdiction);
  g_free (row->goods_class);
  g_strfreev (row->products);
  g_strfreev (row->events);
  g_free (row->requirement);
  g_clear_pointer (&row->papers, g_array_unref);
  g_clear_pointer (&row->numbers, g_hash_table_unref);
  g_clear_pointer (&row->warn_by_life, g_array_unref);
  g_free (row->source);
  g_free (row);
}

void
suima_policy_free (SuimaPolicy *policy)
{
  if (policy == NULL)
    return;
  g_ptr_array_set_free_func (policy->rows, (GDestroyNotify) suima_policy_row_free);
  g_ptr_array_unref (policy->rows);
  g_free (policy);
}

void
suima_policy_problem_free (SuimaPolicyProblem *problem)
{
  g_free (problem->message);
  g_free (problem);
}

static void G_GNUC_PRINTF (3, 4)
suima_policy_complain (GPtrArray *problems, guint row, const char *format, ...)
{
  SuimaPolicyProblem *problem = g_new0 (SuimaPolicyProblem, 1);
  va_list args;

  va_start (args, format);
  problem->row = row;
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, problem);
}

static char *
suima_policy_read_text (json_t *object, const char *key, guint row, GPtrArray *problems)
{
  const char *text = suima_json_get_text (object, key);

  if (text == NULL || *text == '\0')
    suima_policy_complain (problems, row, "\"%s\" is missing", key);
  return g_strdup (text ? text : "");
}

static SuimaDay
suima_policy_read_day (json_t *object, const char *key, guint row, GPtrArray *problems)
{
  json_t *value = json_object_get (object, key);
  SuimaDay day = SUIMA_DAY_NONE;
  g_autoptr (GError) error = NULL;

  if (value == NULL || json_is_null (value))
    return SUIMA_DAY_NONE;
  if (!json_is_string (value) || !suima_day_parse (json_string_value (value), &day, &error))
    suima_policy_complain (problems, row, "\"%s\" is not a date: %s", key,
                           error ? error->message : "it must be a text like \"2023-01-08\"");
  return day;
}

static gboolean
suima_policy_is_one_of (const char *word, const char *const *words)
{
  return g_strv_contains (words, word);
}

/** SuimaPolicyDuty: a requirement that an act asks for, not a check of a batch. */
typedef struct
{
  const char *requirement;
  const char *numbers[3]; /* names of its parameters, all needed */
  const char *others[4];  /* that may be left out */
} SuimaPolicyDuty;

/* What a destruction has to be proven with; 0 or absent: not asked for. */
#define SUIMA_POLICY_PROOF { "witnesses", "weight", "photo", NULL }

static const SuimaPolicyDuty suima_policy_duties[] = {
  { "sampling", { "without_report_percent", "with_report_percent", NULL }, { NULL } },
  { "report", { "hours", NULL }, { NULL } },
  { "records", { "months_after_life", "months_at_least", NULL }, { NULL } },
  { "seller-records", { "months_after_leaving", NULL }, { NULL } },
  { "recall-1", { "start_hours", "finish_workdays", NULL }, SUIMA_POLICY_PROOF },
  { "recall-2", { "start_hours", "finish_workdays", NULL }, SUIMA_POLICY_PROOF },
  { "recall-3", { "start_hours", "finish_workdays", NULL }, SUIMA_POLICY_PROOF },
  { "disposal", { "witnesses", "return_allowed", NULL }, SUIMA_POLICY_PROOF },
};

static const SuimaPolicyDuty *
suima_policy_find_duty_form (const char *requirement)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_policy_duties); i++)
    if (strcmp (suima_policy_duties[i].requirement, requirement) == 0)
      return &suima_policy_duties[i];
  return NULL;
}

static void
suima_policy_read_number (SuimaPolicyRow *row,
                          const char *name,
                          const json_t *value,
                          guint number,
                          GPtrArray *problems)
{
  gint64 most = g_str_has_suffix (name, "_percent") ? 100 : 100000;
  gint64 given = json_integer_value (value);

  if (!json_is_integer (value) || given < 0 || given > most)
    suima_policy_complain (problems, number,
                           "the duty \"%s\" needs the parameter \"%s\", a number from 0 to "
                           "%" G_GINT64_FORMAT,
                           row->requirement, name, most);
  if (value != NULL)
    g_hash_table_insert (row->numbers, g_strdup (name), g_memdup2 (&given, sizeof given));
}

static void
suima_policy_read_numbers (SuimaPolicyRow *row,
                           const SuimaPolicyDuty *duty,
                           json_t *parameters,
                           guint number,
                           GPtrArray *problems)
{
  row->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; duty->numbers[i] != NULL; i++)
    suima_policy_read_number (row, duty->numbers[i], json_object_get (parameters, duty->numbers[i]),
                              number, problems);
  for (guint i = 0; duty->others[i] != NULL; i++)
    {
      const json_t *value = json_object_get (parameters, duty->others[i]);
      if (value != NULL && !g_hash_table_contains (row->numbers, duty->others[i]))
        suima_policy_read_number (row, duty->others[i], value, number, problems);
    }
}

static void
suima_policy_read_papers (SuimaPolicyRow *row, guint number, GPtrArray *problems)
{
  g_auto (GStrv) codes = g_strsplit (row->requirement + strlen ("paper:"), ",", -1);

  row->papers = g_array_new (FALSE, FALSE, sizeof (SuimaPaperKind));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      SuimaPaperKind kind;
      if (suima_paper_kind_from_code (codes[i], &kind))
        g_array_append_val (row->papers, kind);
      else
        suima_policy_complain (problems, number, "unknown paper \"%s\"", codes[i]);
    }
}

static void
suima_policy_read_requirement (SuimaPolicyRow *row,
                               json_t *parameters,
                               guint number,
                               GPtrArray *problems)
{
  static const char *const others[] = { "shelf-life", "origin", NULL };
  const SuimaPolicyDuty *duty = suima_policy_find_duty_form (row->requirement);

  if (g_str_has_prefix (row->requirement, "paper:"))
    suima_policy_read_papers (row, number, problems);
  else if (duty != NULL)
    suima_policy_read_numbers (row, duty, parameters, number, problems);
  else if (!suima_policy_is_one_of (row->requirement, others))
    suima_policy_complain (problems, number, "unknown requirement \"%s\"", row->requirement);
}

static int
suima_warn_step_compare (gconstpointer a, gconstpointer b)
{
  const SuimaWarnStep *first = a, *second = b;

  return first->life_days < second->life_days ? 1 : first->life_days > second->life_days ? -1 : 0;
}

/* {"365": 45, "0": 2}: by the days of the whole life. */
static void
suima_policy_read_warn_by_life (SuimaPolicyRow *row,
                                json_t *table,
                                guint number,
                                GPtrArray *problems)
{
  const char *key;
  json_t *value;

  if (table == NULL)
    return;
  row->warn_by_life = g_array_new (FALSE, FALSE, sizeof (SuimaWarnStep));
  if (json_object_size (table) == 0)
    suima_policy_complain (problems, number, "\"warn_by_life\" is not like {\"365\": 45, \"0\": 2}");
  json_object_foreach (table, key, value)
    {
      guint64 life = 0;
      SuimaWarnStep step;
      if (!g_ascii_string_to_unsigned (key, 10, 0, 36500, &life, NULL) ||
          !json_is_integer (value) || json_integer_value (value) < 0 ||
          json_integer_value (value) > 3650)
        suima_policy_complain (problems, number, "\"warn_by_life\" has no numbers of days at \"%s\"",
                               key);
      step.life_days = (guint) life;
      step.warn_days = (guint) json_integer_value (value);
      g_array_append_val (row->warn_by_life, step);
    }
  g_array_sort (row->warn_by_life, suima_warn_step_compare);
}

/* A name that is spelt wrong would be a rule that does less than its author thinks. */
static void
suima_policy_check_parameter_names (const SuimaPolicyRow *row,
                                    json_t *parameters,
                                    guint number,
                                    GPtrArray *problems)
{
  static const char *const names[] = { "severity", "override", "warn_days", "warn_by_life", NULL };
  const char *key;
  json_t *value;

  json_object_foreach (parameters, key, value)
    if (!suima_policy_is_one_of (key, names) &&
        (row->numbers == NULL || !g_hash_table_contains (row->numbers, key)))
      suima_policy_complain (problems, number, "unknown parameter \"%s\"", key);
}

/* What is past its day harms, whoever lets it pass. */
static void
suima_policy_read_override (SuimaPolicyRow *row, json_t *value, guint number, GPtrArray *problems)
{
  row->may_override = json_is_true (value);
  if (value != NULL && !json_is_boolean (value))
    suima_policy_complain (problems, number, "\"override\" is not true or false");
  if (row->may_override && strcmp (row->requirement, "shelf-life") == 0)
    suima_policy_complain (problems, number, "\"override\" is never true of \"shelf-life\"");
}

static void
suima_policy_read_parameters (SuimaPolicyRow *row,
                              json_t *object,
                              guint number,
                              GPtrArray *problems)
{
  json_t *parameters = json_object_get (object, "parameters");
  const char *severity = suima_json_get_text (parameters, "severity");
  json_t *warn_days = json_object_get (parameters, "warn_days");

  row->severity = SUIMA_SEVERITY_BLOCK;
  if (g_strcmp0 (severity, "warn") == 0)
    row->severity = SUIMA_SEVERITY_WARN;
  else if (g_strcmp0 (severity, "pass") == 0)
    row->severity = SUIMA_SEVERITY_PASS;
  else if (severity != NULL && strcmp (severity, "block") != 0)
    suima_policy_complain (problems, number, "severity \"%s\" is not block, warn or pass", severity);
  suima_policy_read_override (row, json_object_get (parameters, "override"), number, problems);
  if (warn_days != NULL && (!json_is_integer (warn_days) || json_integer_value (warn_days) < 0 ||
                            json_integer_value (warn_days) > 3650))
    suima_policy_complain (problems, number, "\"warn_days\" is not a number from 0 to 3650");
  else
    row->warn_days = (guint) json_integer_value (warn_days);
  suima_policy_read_warn_by_life (row, json_object_get (parameters, "warn_by_life"), number,
                                  problems);
  suima_policy_check_parameter_names (row, parameters, number, problems);
}

static char **
suima_policy_read_products (json_t *object, guint number, GPtrArray *problems)
{
  json_t *array = json_object_get (object, "products");
  GPtrArray *words = g_ptr_array_new ();

  if (array == NULL || json_array_size (array) == 0)
    {
      if (array != NULL)
        suima_policy_complain (problems, number, "\"products\" is not a list of words");
      g_ptr_array_free (words, TRUE);
      return NULL;
    }
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      const char *word = json_string_value (json_array_get (array, i));
      if (word == NULL || *word == '\0')
        suima_policy_complain (problems, number, "\"products\" holds something that is not a word");
      else
        g_ptr_array_add (words, g_strdup (word));
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

static void
suima_policy_check_words (const SuimaPolicyRow *row, guint number, GPtrArray *problems)
{
  static const char *const classes[] = { "any",      "imported",      "imported-frozen",
                                         "imported-chilled", "imported-ambient", "domestic",
                                         "domestic-meat", NULL };
  static const char *const events[] = { "receive", "print", "sell", "report", "keep", "recall",
                                        "dispose", NULL };

  if (!g_str_has_prefix (row->jurisdiction, "CN") ||
      (row->jurisdiction[2] != '\0' && row->jurisdiction[2] != '-'))
    suima_policy_complain (problems, number, "jurisdiction \"%s\" is not like CN or CN-4420",
                           row->jurisdiction);
  if (!suima_policy_is_one_of (row->goods_class, classes))
    suima_policy_complain (problems, number, "unknown goods class \"%s\"", row->goods_class);
  for (guint i = 0; row->events[i] != NULL; i++)
    if (!suima_policy_is_one_of (row->events[i], events))
      suima_policy_complain (problems, number, "unknown event \"%s\"", row->events[i]);
  if (row->from != SUIMA_DAY_NONE && row->to != SUIMA_DAY_NONE && row->from > row->to)
    suima_policy_complain (problems, number, "\"from\" is after \"to\"");
}

static void
suima_policy_check_keys (json_t *object, guint number, GPtrArray *problems)
{
  static const char *const keys[] = { "id",         "jurisdiction", "goods_class", "products",
                                      "event",      "requirement",  "parameters",  "from",
                                      "to",         "source",       "note",        NULL };
  const char *key;
  json_t *value;

  if (!json_is_object (object))
    suima_policy_complain (problems, number, "it is not an object");
  json_object_foreach (object, key, value)
    if (!suima_policy_is_one_of (key, keys))
      suima_policy_complain (problems, number, "unknown key \"%s\"", key);
}

static SuimaPolicyRow *
suima_policy_read_row (json_t *object, guint number, GPtrArray *problems)
{
  SuimaPolicyRow *row = g_new0 (SuimaPolicyRow, 1);
  g_autofree char *event = suima_policy_read_text (object, "event", number, problems);

  suima_policy_check_keys (object, number, problems);
  row->id = suima_policy_read_text (object, "id", number, problems);
  row->jurisdiction = suima_policy_read_text (object, "jurisdiction", number, problems);
  row->goods_class = suima_policy_read_text (object, "goods_class", number, problems);
  row->requirement = suima_policy_read_text (object, "requirement", number, problems);
  row->source = g_strdup (suima_json_get_text (object, "source"));
  row->from = suima_policy_read_day (object, "from", number, problems);
  row->to = suima_policy_read_day (object, "to", number, problems);
  row->events = g_strsplit (event, ",", -1);
  row->products = suima_policy_read_products (object, number, problems);
  suima_policy_read_requirement (row, json_object_get (object, "parameters"), number, problems);
  suima_policy_read_parameters (row, object, number, problems);
  suima_policy_check_words (row, number, problems);
  return row;
}

static void
suima_policy_put_row (SuimaPolicy *policy, SuimaPolicyRow *row)
{
  for (guint i = 0; i < policy->rows->len; i++)
    {
      SuimaPolicyRow *old = g_ptr_array_index (policy->rows, i);
      if (strcmp (old->id, row->id) != 0)
        continue;
      suima_policy_row_free (old);
      policy->rows->pdata[i] = row;
      return;
    }
  g_ptr_array_add (policy->rows, row);
}

static GPtrArray *
suima_policy_read_rows (json_t *rows, GPtrArray *problems)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *read = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_policy_row_free);

  for (gsize i = 0; i < json_array_size (rows); i++)
    {
      SuimaPolicyRow *row = suima_policy_read_row (json_array_get (rows, i), (guint) i + 1, problems);
      if (!g_hash_table_add (ids, row->id))
        suima_policy_complain (problems, (guint) i + 1, "the id \"%s\" stands twice", row->id);
      g_ptr_array_add (read, row);
    }
  return read;
}

int
suima_policy_add (SuimaPolicy *policy,
                  const char *text,
                  gsize size_bytes,
                  GPtrArray **ret_problems,
                  GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (
    (GDestroyNotify) suima_policy_problem_free);
  g_autoptr (json_t) file = suima_json_parse (text, size_bytes, error);
  g_autoptr (GPtrArray) rows = NULL;
  json_t *row_array = json_object_get (file, "rows");

  if (file == NULL)
    return -1;
  if (!json_is_array (row_array) || json_array_size (row_array) == 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                           "not a policy file: it has no \"rows\"");
      return -1;
    }
  rows = suima_policy_read_rows (row_array, problems);
  if (problems->len == 0)
    {
      g_ptr_array_set_free_func (rows, NULL);
      for (guint i = 0; i < rows->len; i++)
        suima_policy_put_row (policy, g_ptr_array_index (rows, i));
    }
  *ret_problems = g_steal_pointer (&problems);
  return (*ret_problems)->len == 0 ? (int) rows->len : 0;
}

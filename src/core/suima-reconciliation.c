// SPDX-License-Identifier: Apache-2.0
#include "suima-reconciliation.h"

#include "suima-document.h"

#include <string.h>

SuimaLedgerLine *
suima_ledger_line_new (void)
{
  SuimaLedgerLine *line = g_new0 (SuimaLedgerLine, 1);

  line->day = SUIMA_DAY_NONE;
  return line;
}

void
suima_ledger_line_free (SuimaLedgerLine *line)
{
  if (line == NULL)
    return;
  g_free (line->number);
  g_free (line->lot);
  g_free (line->product);
  g_free (line->unit);
  g_free (line->supplier);
  g_free (line->importer);
  g_free (line->phone);
  g_free (line);
}

const char *
suima_difference_kind_to_code (SuimaDifferenceKind kind)
{
  static const char *const codes[] = { "missing", "quantity",  "unit",      "lot",
                                       "damaged", "no-number", "unreadable" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (codes), codes[0]);
  return codes[kind];
}

void
suima_difference_free (SuimaDifference *difference)
{
  if (difference == NULL)
    return;
  g_free (difference->number);
  g_free (difference->product);
  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    {
      g_free (difference->lots[i]);
      g_free (difference->units[i]);
    }
  g_free (difference->supplier);
  g_free (difference->importer);
  g_free (difference->supplier_phone);
  g_free (difference->importer_phone);
  g_free (difference);
}

static SuimaDifference *
suima_difference_new (const char *number)
{
  SuimaDifference *difference = g_new0 (SuimaDifference, 1);

  difference->number = g_strdup (number);
  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    difference->quantities_milli[i] = -1;
  return difference;
}

static void
suima_difference_keep (char **text, const char *value)
{
  if (*text == NULL && value != NULL && *value != '\0')
    *text = g_strdup (value);
}

/* The line's quantity in the unit that its ledger's first line has; -1 where that cannot be. */
static gint64
suima_difference_convert (const SuimaLedgerLine *line, const char *unit)
{
  gint64 from = suima_unit_to_grams (line->unit), to = suima_unit_to_grams (unit);

  if (line->unit == NULL || unit == NULL || suima_unit_is_same (line->unit, unit))
    return line->quantity_milli;
  return from > 0 && to > 0 ? (gint64)((long double)line->quantity_milli * from / to) : -1;
}

static void
suima_difference_add (SuimaDifference *difference, const SuimaLedgerLine *line)
{
  guint at = line->ledger;
  gint64 more_milli;

  suima_difference_keep (&difference->product, line->product);
  suima_difference_keep (&difference->supplier, line->supplier);
  suima_difference_keep (&difference->importer, line->importer);
  suima_difference_keep (line->supplier == NULL && line->importer != NULL
                             ? &difference->importer_phone
                             : &difference->supplier_phone,
                         line->phone);
  if (difference->rows[at] == 0)
    {
      difference->rows[at] = line->row;
      difference->lots[at] = g_strdup (line->lot);
      difference->units[at] = g_strdup (line->unit);
      difference->quantities_milli[at] = line->quantity_milli;
      return;
    }
  more_milli = suima_difference_convert (line, difference->units[at]);
  if (more_milli < 0)
    difference->kind = SUIMA_DIFFERENCE_UNIT;
  else
    difference->quantities_milli[at] += more_milli;
}

typedef enum
{
  SUIMA_PAIR_ALIKE,
  SUIMA_PAIR_OTHER_QUANTITY,
  SUIMA_PAIR_OTHER_UNIT,
} SuimaPair;

static SuimaPair
suima_difference_compare_pair (const SuimaDifference *difference, guint a, guint b)
{
  const char *one = difference->units[a], *other = difference->units[b];
  gint64 one_grams = suima_unit_to_grams (one), other_grams = suima_unit_to_grams (other);
  long double factor = 1, other_factor = 1;

  if (one != NULL && other != NULL && !suima_unit_is_same (one, other))
    {
      if (one_grams == 0 || other_grams == 0)
        return SUIMA_PAIR_OTHER_UNIT;
      factor = one_grams;
      other_factor = other_grams;
    }
  return difference->quantities_milli[a] * factor == difference->quantities_milli[b] * other_factor
             ? SUIMA_PAIR_ALIKE
             : SUIMA_PAIR_OTHER_QUANTITY;
}

/* Whether all three have it alike; else the kind of the difference is set. */
static gboolean
suima_difference_judge (SuimaDifference *difference)
{
  SuimaPair worst = SUIMA_PAIR_ALIKE;

  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    if (difference->rows[i] == 0)
      {
        difference->kind = SUIMA_DIFFERENCE_MISSING;
        return FALSE;
      }
  if (difference->kind == SUIMA_DIFFERENCE_UNIT)
    return FALSE;
  for (guint i = 1; i < SUIMA_N_LEDGERS; i++)
    worst = MAX (worst, suima_difference_compare_pair (difference, 0, i));
  difference->kind = worst == SUIMA_PAIR_OTHER_UNIT ? SUIMA_DIFFERENCE_UNIT
                                                    : SUIMA_DIFFERENCE_QUANTITY;
  return worst == SUIMA_PAIR_ALIKE;
}

/* Whether a line can be compared at all; else the kind of difference it is by itself. */
static gboolean
suima_ledger_line_is_sound (const SuimaLedgerLine *line, SuimaDifferenceKind *ret_kind)
{
  if (line->number == NULL || *line->number == '\0')
    *ret_kind = SUIMA_DIFFERENCE_NO_NUMBER;
  else if (suima_paper_check_number (SUIMA_PAPER_INSPECTION, line->number) ==
           SUIMA_PAPER_DOUBT_DAMAGED)
    *ret_kind = SUIMA_DIFFERENCE_DAMAGED;
  else if (line->quantity_milli <= 0)
    *ret_kind = SUIMA_DIFFERENCE_UNREADABLE;
  else
    return TRUE;
  return FALSE;
}

/* Two of one certificate that no ledger has both of: the lots differ, the goods are the same. */
static gboolean
suima_difference_complements (const SuimaDifference *one, const SuimaDifference *other)
{
  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    if (one->rows[i] != 0 && other->rows[i] != 0)
      return FALSE;
  return one->kind == SUIMA_DIFFERENCE_MISSING && strcmp (one->number, other->number) == 0 &&
         (other->kind == SUIMA_DIFFERENCE_MISSING || other->kind == SUIMA_DIFFERENCE_LOT);
}

static void
suima_difference_take (SuimaDifference *into, SuimaDifference *from)
{
  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    if (from->rows[i] != 0)
      {
        into->rows[i] = from->rows[i];
        into->quantities_milli[i] = from->quantities_milli[i];
        into->lots[i] = g_steal_pointer (&from->lots[i]);
        into->units[i] = g_steal_pointer (&from->units[i]);
      }
  suima_difference_keep (&into->product, from->product);
  suima_difference_keep (&into->supplier, from->supplier);
  suima_difference_keep (&into->importer, from->importer);
  suima_difference_keep (&into->supplier_phone, from->supplier_phone);
  suima_difference_keep (&into->importer_phone, from->importer_phone);
  into->kind = SUIMA_DIFFERENCE_LOT;
}

/* Joins what is missing here under one lot with what is missing there under another. */
static void
suima_differences_join_lots (GPtrArray *differences)
{
  g_autoptr (GHashTable) by_number = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < differences->len;)
    {
      SuimaDifference *difference = differences->pdata[i];
      SuimaDifference *first = g_hash_table_lookup (by_number, difference->number);
      if (first != NULL && suima_difference_complements (difference, first))
        {
          suima_difference_take (first, difference);
          g_ptr_array_remove_index (differences, i);
          continue;
        }
      if (first == NULL && difference->kind == SUIMA_DIFFERENCE_MISSING)
        g_hash_table_insert (by_number, difference->number, difference);
      i++;
    }
}

/* Sums the sound lines up by certificate and lot; the others become differences. */
static GPtrArray *
suima_ledgers_group (GPtrArray *lines, GPtrArray *differences)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const SuimaLedgerLine *line = g_ptr_array_index (lines, i);
      g_autofree char *key = g_strjoin ("\n", line->number, line->lot, NULL);
      SuimaDifferenceKind kind = SUIMA_DIFFERENCE_MISSING;
      gboolean is_sound = suima_ledger_line_is_sound (line, &kind);
      SuimaDifference *group = is_sound ? g_hash_table_lookup (by_key, key) : NULL;
      if (group == NULL)
        {
          group = suima_difference_new (line->number);
          group->kind = kind;
          g_ptr_array_add (is_sound ? groups : differences, group);
          if (is_sound)
            g_hash_table_insert (by_key, g_steal_pointer (&key), group);
        }
      suima_difference_add (group, line);
    }
  return groups;
}

GPtrArray *
suima_ledgers_compare (GPtrArray *lines, guint *ret_n_matched)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_difference_free);
  g_autoptr (GPtrArray) groups = suima_ledgers_group (lines, differences);
  g_autoptr (GPtrArray) unlike =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_difference_free);

  *ret_n_matched = 0;
  for (guint i = 0; i < groups->len; i++)
    {
      SuimaDifference *group = g_ptr_array_index (groups, i);
      if (!suima_difference_judge (group))
        g_ptr_array_add (unlike, group);
      else
        {
          suima_difference_free (group);
          (*ret_n_matched)++;
        }
    }
  suima_differences_join_lots (unlike);
  g_ptr_array_extend_and_steal (differences, g_steal_pointer (&unlike));
  return differences;
}

void
suima_reconciliation_free (SuimaReconciliation *reconciliation)
{
  if (reconciliation == NULL)
    return;
  g_free (reconciliation->body);
  g_free (reconciliation->signed_by);
  g_free (reconciliation);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-near-expiry.h"

#include "suima-error.h"
#include "suima-json.h"

#include <string.h>

#define SUIMA_NEAR_MAX_DAYS 36500

typedef struct
{
  char *jurisdiction;
  int life_from;
  int near_min, near_max;
} SuimaNearRow;

struct _SuimaNearExpiry
{
  GPtrArray *rows; /* (element-type SuimaNearRow) */
};

static void
suima_near_row_free (SuimaNearRow *row)
{
  g_free (row->jurisdiction);
  g_free (row);
}

void
suima_near_expiry_free (SuimaNearExpiry *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static gboolean
suima_near_get_days (const json_t *value, int *ret_days)
{
  json_int_t days = json_is_integer (value) ? json_integer_value (value) : -1;

  *ret_days = (int)CLAMP (days, 0, SUIMA_NEAR_MAX_DAYS);
  return days >= 0 && days <= SUIMA_NEAR_MAX_DAYS;
}

static gboolean
suima_near_expiry_add (SuimaNearExpiry *table, const json_t *object)
{
  const char *jurisdiction = suima_json_get_text (object, "jurisdiction");
  const json_t *near = json_object_get (object, "near");
  SuimaNearRow row = { 0 };

  if (jurisdiction == NULL || !g_str_has_prefix (jurisdiction, "CN") ||
      json_array_size (near) != 2 ||
      !suima_near_get_days (json_object_get (object, "life_from"), &row.life_from) ||
      !suima_near_get_days (json_array_get (near, 0), &row.near_min) ||
      !suima_near_get_days (json_array_get (near, 1), &row.near_max) ||
      row.near_min > row.near_max)
    return FALSE;
  row.jurisdiction = g_strdup (jurisdiction);
  g_ptr_array_add (table->rows, g_memdup2 (&row, sizeof row));
  return TRUE;
}

SuimaNearExpiry *
suima_near_expiry_parse (const char *text, gsize size_bytes, GError **error)
{
  g_autoptr (SuimaNearExpiry) table = g_new0 (SuimaNearExpiry, 1);
  g_autoptr (json_t) object = suima_json_parse (text, size_bytes, error);
  gsize i;
  json_t *row;

  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_near_row_free);
  if (object == NULL)
    return NULL;
  json_array_foreach (json_object_get (object, "rows"), i, row)
  {
    if (!suima_near_expiry_add (table, row))
      {
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                     "row %zu of the table of near expiry is not one", i + 1);
        return NULL;
      }
  }
  return g_steal_pointer (&table);
}

/* How well a row's place fits: its length; 0 when it is another. */
static gsize
suima_near_row_rank (const SuimaNearRow *row, const char *jurisdiction)
{
  gsize length = strlen (row->jurisdiction);

  return strncmp (row->jurisdiction, jurisdiction, length) == 0 ? length : 0;
}

/* The nearest place decides for all lives, then the longest life that the goods reach. */
static const SuimaNearRow *
suima_near_expiry_find (const SuimaNearExpiry *table, const char *jurisdiction, int life_days)
{
  const SuimaNearRow *best = NULL;
  gsize best_rank = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const SuimaNearRow *row = g_ptr_array_index (table->rows, i);
      gsize rank = suima_near_row_rank (row, jurisdiction);
      if (rank == 0 || rank < best_rank || row->life_from > life_days)
        continue;
      if (rank > best_rank || row->life_from > best->life_from)
        best = row;
      best_rank = rank;
    }
  return best;
}

/* Where the next row of the same place begins. */
static int
suima_near_expiry_find_end (const SuimaNearExpiry *table, const SuimaNearRow *row)
{
  int end = SUIMA_NEAR_MAX_DAYS;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const SuimaNearRow *other = g_ptr_array_index (table->rows, i);
      if (strcmp (other->jurisdiction, row->jurisdiction) == 0 && other->life_from > row->life_from)
        end = MIN (end, other->life_from);
    }
  return end;
}

guint
suima_near_expiry_get_days (const SuimaNearExpiry *table, const char *jurisdiction, int life_days)
{
  const SuimaNearRow *row = suima_near_expiry_find (table, jurisdiction, life_days);
  int end;

  if (row == NULL)
    return 0;
  end = suima_near_expiry_find_end (table, row);
  return (guint)(row->near_min +
                 (row->near_max - row->near_min) * (life_days - row->life_from) /
                     MAX (end - 1 - row->life_from, 1));
}

gboolean
suima_near_expiry_has (const SuimaNearExpiry *table,
                       const char *jurisdiction,
                       const SuimaBatch *batch,
                       SuimaDay since,
                       SuimaDay today)
{
  SuimaDay made = batch->production != SUIMA_DAY_NONE ? batch->production : since;

  if (batch->expiry == SUIMA_DAY_NONE || batch->expiry < today)
    return FALSE;
  return (guint)(batch->expiry - today) <
         suima_near_expiry_get_days (table, jurisdiction, MAX (batch->expiry - made, 0));
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-market.h"

#include <string.h>

static const char *const suima_zones[][2] = {
  [SUIMA_ZONE_NONE] = { "", "" },
  [SUIMA_ZONE_ENTRY] = { "entry", "入场" },
  [SUIMA_ZONE_TESTING] = { "testing", "待检" },
  [SUIMA_ZONE_TRADE] = { "trade", "交易" },
  [SUIMA_ZONE_STORAGE] = { "storage", "贮存" },
  [SUIMA_ZONE_DISPATCH] = { "dispatch", "出货" },
};

const char *
suima_zone_to_code (SuimaZone zone)
{
  g_return_val_if_fail (zone < G_N_ELEMENTS (suima_zones), "");
  return suima_zones[zone][0];
}

gboolean
suima_zone_from_code (const char *code, SuimaZone *ret_zone)
{
  for (guint i = SUIMA_ZONE_ENTRY; i < G_N_ELEMENTS (suima_zones); i++)
    {
      g_autofree char *area = g_strconcat (suima_zones[i][1], "区", NULL);
      if (g_ascii_strcasecmp (code, suima_zones[i][0]) != 0 && strcmp (code, suima_zones[i][1]) != 0 &&
          strcmp (code, area) != 0)
        continue;
      *ret_zone = (SuimaZone)i;
      return TRUE;
    }
  return FALSE;
}

void
suima_gate_entry_free (SuimaGateEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->seller);
  g_free (entry);
}

void
suima_test_free (SuimaTest *test)
{
  if (test == NULL)
    return;
  g_free (test->item);
  g_free (test->method);
  g_free (test->value);
  g_free (test->tester);
  g_free (test);
}

static gboolean
suima_tests_is_overruled (GPtrArray *tests, guint at)
{
  const SuimaTest *test = g_ptr_array_index (tests, at);

  for (guint i = at + 1; i < tests->len; i++)
    if (strcmp (((const SuimaTest *)tests->pdata[i])->item, test->item) == 0)
      return TRUE;
  return FALSE;
}

const SuimaTest *
suima_tests_find_failed (GPtrArray *tests)
{
  for (guint i = tests->len; i > 0; i--)
    {
      const SuimaTest *test = g_ptr_array_index (tests, i - 1);
      if (!test->is_passed && !suima_tests_is_overruled (tests, i - 1))
        return test;
    }
  return NULL;
}

void
suima_batch_lock_free (SuimaBatchLock *lock)
{
  if (lock == NULL)
    return;
  g_free (lock->kind);
  g_free (lock->reason);
  g_free (lock);
}

guint
suima_sampling_get_required (guint n_reported, guint percent)
{
  return (guint)(((guint64)n_reported * MIN (percent, 100) + 99) / 100);
}

char *
suima_sampling_rank (const char *seed, const char *lot)
{
  g_autofree char *text = g_strconcat (seed, "\n", lot, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

typedef struct
{
  char *rank;
  guint index;
} SuimaLotRank;

static void
suima_lot_rank_clear (gpointer rank)
{
  g_free (((SuimaLotRank *)rank)->rank);
}

static int
suima_lot_rank_compare (gconstpointer a, gconstpointer b)
{
  const SuimaLotRank *one = a, *other = b;
  int order = strcmp (one->rank, other->rank);

  return order != 0 ? order : (int)one->index - (int)other->index;
}

GArray *
suima_sampling_draw (const char *seed, GPtrArray *lots, guint n)
{
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (SuimaLotRank));
  GArray *drawn = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_set_clear_func (ranks, suima_lot_rank_clear);
  for (guint i = 0; i < lots->len; i++)
    {
      SuimaLotRank rank = { suima_sampling_rank (seed, g_ptr_array_index (lots, i)), i };
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, suima_lot_rank_compare);
  for (guint i = 0; i < MIN (n, ranks->len); i++)
    g_array_append_val (drawn, g_array_index (ranks, SuimaLotRank, i).index);
  return drawn;
}

void
suima_sampling_free (SuimaSampling *sampling)
{
  if (sampling == NULL)
    return;
  g_free (sampling->seed);
  g_clear_pointer (&sampling->drawn, g_ptr_array_unref);
  g_free (sampling);
}

gboolean
suima_month_parse (const char *text, SuimaDay *ret_first, SuimaDay *ret_next)
{
  g_autofree char *year_text = g_strndup (text, 4);
  gint64 year, month;

  if (strlen (text) != 7 || text[4] != '-' ||
      !g_ascii_string_to_signed (year_text, 10, 1900, 2198, &year, NULL) ||
      !g_ascii_string_to_signed (text + 5, 10, 1, 12, &month, NULL))
    return FALSE;
  *ret_first = suima_day_new ((int)year, (int)month, 1);
  *ret_next = month == 12 ? suima_day_new ((int)year + 1, 1, 1)
                          : suima_day_new ((int)year, (int)month + 1, 1);
  return TRUE;
}

char *
suima_percent_to_text (guint part, guint whole)
{
  guint permille = whole > 0 ? (guint)((guint64)part * 1000 / whole) : 0;

  return whole > 0 ? g_strdup_printf ("%u.%u%%", permille / 10, permille % 10) : g_strdup ("-");
}

// SPDX-License-Identifier: Apache-2.0
// Who has to be told: 涉事批次通报, one for each buyer, with its six fields.
#include "suima-station-recall.h"

#include "suima-error.h"
#include "suima-recall-find.h"
#include "suima-store-recall.h"
#include "suima-store-stock.h"
#include "suima-words.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static void
suima_recall_sale_free (SuimaRecallSale *sale)
{
  g_free (sale->product);
  g_free (sale->lot);
  g_free (sale->unit);
  g_free (sale);
}

static SuimaRecallNotice *
suima_recall_notice_new (SuimaStation *station, const SuimaMovement *movement)
{
  SuimaRecallNotice *notice = g_new0 (SuimaRecallNotice, 1);
  g_autoptr (SuimaParty) party = movement->party_id > 0
                                   ? suima_store_get_party (station->store, movement->party_id, NULL)
                                   : NULL;

  notice->party = g_strdup (party != NULL ? party->name : "");
  notice->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_recall_sale_free);
  if (party == NULL)
    return notice;
  notice->phone = g_strdup (party->phone);
  notice->address = g_strdup (party->address);
  notice->province = suima_province_from_address (party->address);
  return notice;
}

static void
suima_recall_notice_add (SuimaRecallNotice *notice,
                         SuimaStation *station,
                         const SuimaBatch *batch,
                         const SuimaMovement *movement)
{
  SuimaRecallSale *sale = g_new0 (SuimaRecallSale, 1);

  sale->product = g_strdup (batch->product);
  sale->lot = g_strdup (batch->lot);
  sale->unit = g_strdup (batch->unit);
  sale->quantity_milli = movement->quantity_milli;
  sale->day = suima_day_from_us (movement->at_us, station->config->utc_offset_min);
  g_ptr_array_add (notice->rows, sale);
}

/* By province, then name; what nobody's name is on comes last. */
static int
suima_recall_notice_compare (gconstpointer a, gconstpointer b)
{
  const SuimaRecallNotice *one = *(SuimaRecallNotice *const *) a;
  const SuimaRecallNotice *other = *(SuimaRecallNotice *const *) b;
  int order = (*one->party == '\0') - (*other->party == '\0');

  if (order == 0)
    order = g_strcmp0 (one->province, other->province);
  return order != 0 ? order : strcmp (one->party, other->party);
}

GPtrArray *
suima_station_list_recall_notices (SuimaStation *station, gint64 recall_id, GError **error)
{
  SuimaRecall *recall = suima_store_get_recall (station->store, recall_id, error);
  g_autoptr (SuimaRecallCard) card = recall ? suima_recall_card_new (station, recall, error) : NULL;
  g_autoptr (GHashTable) by_party = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *notices;

  if (card == NULL)
    return NULL;
  notices = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_recall_notice_free);
  for (guint i = 0; i < card->list->hits->len; i++)
    {
      const SuimaRecallHit *hit = g_ptr_array_index (card->list->hits, i);
      for (guint n = 0; n < hit->sales->len; n++)
        {
          const SuimaMovement *sale = g_ptr_array_index (hit->sales, n);
          SuimaRecallNotice *notice = g_hash_table_lookup (by_party, &sale->party_id);
          if (notice == NULL)
            {
              notice = suima_recall_notice_new (station, sale);
              g_ptr_array_add (notices, notice);
              g_hash_table_insert (by_party, g_memdup2 (&sale->party_id, sizeof sale->party_id),
                                   notice);
            }
          suima_recall_notice_add (notice, station, hit->batch, sale);
        }
    }
  g_ptr_array_sort (notices, suima_recall_notice_compare);
  return suima_station_mask_all (station, notices, (SuimaMaskFunc) suima_mask_recall_notice);
}

/* Quoted, and never a formula: spreadsheets run what begins like one. */
static void
suima_recall_add_cell (GString *csv, const char *text, char end)
{
  g_string_append_c (csv, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
  g_string_append_c (csv, end);
}

/* The field names are those of the rule, in any language. */
static char *
suima_recall_make_csv (SuimaStation *station, const SuimaRecallNotice *notice, const char *contact)
{
  GString *csv = g_string_new ("\xef\xbb\xbf名称,批号,数量,销售日期,销售者,联系方式\r\n");

  for (guint i = 0; i < notice->rows->len; i++)
    {
      const SuimaRecallSale *sale = g_ptr_array_index (notice->rows, i);
      g_autofree char *quantity = suima_quantity_to_text (sale->quantity_milli);
      g_autofree char *amount = g_strconcat (quantity, sale->unit, NULL);
      g_autofree char *day = suima_day_to_text (sale->day);
      suima_recall_add_cell (csv, sale->product, ',');
      suima_recall_add_cell (csv, sale->lot, ',');
      suima_recall_add_cell (csv, amount, ',');
      suima_recall_add_cell (csv, day, ',');
      suima_recall_add_cell (csv, station->config->operator_name, ',');
      suima_recall_add_cell (csv, contact, '\r');
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}

static gboolean
suima_recall_write (GPtrArray *paths,
                    const char *out_dir,
                    const char *name,
                    const char *text,
                    GError **error)
{
  char *path = g_build_filename (out_dir, name, NULL);

  g_ptr_array_add (paths, path);
  return suima_station_write_file (path, text, strlen (text), 0640, error);
}

GPtrArray *
suima_station_write_recall_notices (SuimaStation *station,
                                    gint64 recall_id,
                                    const char *contact,
                                    const char *out_dir,
                                    GError **error)
{
  g_autoptr (SuimaRecall) recall =
    suima_station_mask (station, suima_store_get_recall (station->store, recall_id, error),
                        (SuimaMaskFunc) suima_mask_recall);
  g_autoptr (GPtrArray) notices = recall ? suima_station_list_recall_notices (station, recall_id, error)
                                         : NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (notices == NULL)
    return NULL;
  if (g_mkdir_with_parents (out_dir, 0750) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot make the folder %s: %s", out_dir,
                   g_strerror (errno));
      return NULL;
    }
  for (guint i = 0; i < notices->len; i++)
    {
      const SuimaRecallNotice *notice = g_ptr_array_index (notices, i);
      g_autofree char *text = suima_words_recall_notice (recall, notice,
                                                         station->config->operator_name, contact);
      g_autofree char *csv = suima_recall_make_csv (station, notice, contact);
      g_autofree char *base = g_strdup_printf ("recall-%" G_GINT64_FORMAT "-%02u", recall_id, i + 1);
      g_autofree char *text_name = g_strconcat (base, ".txt", NULL);
      g_autofree char *csv_name = g_strconcat (base, ".csv", NULL);
      if (!suima_recall_write (paths, out_dir, text_name, text, error) ||
          !suima_recall_write (paths, out_dir, csv_name, csv, error))
        return NULL;
    }
  return g_steal_pointer (&paths);
}

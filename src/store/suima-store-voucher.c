// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-voucher.h"

#include "suima-store-private.h"

static gint64
suima_store_insert_voucher (SuimaStore *store, const SuimaVoucherRecord *record, GError **error)
{
  static const char sql[] = "INSERT INTO voucher (number, station, is_ours, party_id, body, uri,"
                            " at_us) VALUES (?, ?, ?, ?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return 0;
  suima_statement_bind_text (&statement, record->number);
  suima_statement_bind_text (&statement, record->station);
  suima_statement_bind_int (&statement, record->is_ours);
  suima_statement_bind_int (&statement, record->party_id);
  suima_statement_bind_text (&statement, record->body);
  suima_statement_bind_text (&statement, record->uri);
  suima_statement_bind_int (&statement, record->at_us);
  return suima_statement_run (&statement, error) < 0 ? 0 : sqlite3_last_insert_rowid (store->db);
}

static gboolean
suima_store_insert_voucher_line (
    SuimaStore *store, gint64 voucher_id, guint number, gint64 batch_id, gint64 milli, GError **error)
{
  static const char sql[] =
      "INSERT INTO voucher_line (voucher_id, number, batch_id, quantity_milli) VALUES (?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, voucher_id);
  suima_statement_bind_int (&statement, number);
  suima_statement_bind_int (&statement, batch_id);
  suima_statement_bind_int (&statement, milli);
  return suima_statement_run (&statement, error) >= 0;
}

gint64
suima_store_add_voucher (SuimaStore *store,
                         const SuimaVoucherRecord *record,
                         const gint64 *quantities,
                         GError **error)
{
  gint64 id = suima_store_insert_voucher (store, record, error);

  for (guint i = 0; id != 0 && i < record->batches->len; i++)
    if (!suima_store_insert_voucher_line (store, id, i + 1,
                                          g_array_index (record->batches, gint64, i),
                                          quantities[i], error))
      return 0;
  return id;
}

static gboolean
suima_store_read_voucher_lines (SuimaStore *store, SuimaVoucherRecord *record, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              "SELECT batch_id FROM voucher_line WHERE voucher_id = ? ORDER BY number",
                              error))
    return FALSE;
  suima_statement_bind_int (&statement, record->id);
  while ((got = suima_statement_step (&statement, error)) == 1)
    {
      gint64 batch_id = suima_statement_get_int (&statement, 0);
      g_array_append_val (record->batches, batch_id);
    }
  return got == 0;
}

#define SUIMA_STORE_VOUCHER_SELECT                                                                 \
  "SELECT v.id, v.number, v.station, v.is_ours, v.party_id, p.name, v.body, v.uri, v.at_us"        \
  " FROM voucher v JOIN party p ON p.id = v.party_id "

static SuimaVoucherRecord *
suima_store_read_voucher (SuimaStatement *statement)
{
  SuimaVoucherRecord *record = suima_voucher_record_new ();

  record->id = suima_statement_get_int (statement, 0);
  record->number = suima_statement_dup_text (statement, 1);
  record->station = suima_statement_dup_text (statement, 2);
  record->is_ours = suima_statement_get_int (statement, 3) != 0;
  record->party_id = suima_statement_get_int (statement, 4);
  record->party = suima_statement_dup_text (statement, 5);
  record->body = suima_statement_dup_text (statement, 6);
  record->uri = suima_statement_dup_text (statement, 7);
  record->at_us = suima_statement_get_int (statement, 8);
  return record;
}

SuimaVoucherRecord *
suima_store_find_voucher (SuimaStore *store, const char *number, GError **error)
{
  g_autoptr (SuimaVoucherRecord) record = NULL;
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              SUIMA_STORE_VOUCHER_SELECT "WHERE v.number = ?", error))
    return NULL;
  suima_statement_bind_text (&statement, number);
  if (suima_statement_step (&statement, error) != 1)
    return NULL;
  record = suima_store_read_voucher (&statement);
  return suima_store_read_voucher_lines (store, record, error) ? g_steal_pointer (&record) : NULL;
}

GPtrArray *
suima_store_list_vouchers (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_voucher_record_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_VOUCHER_SELECT "ORDER BY v.id DESC",
                              error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (records, suima_store_read_voucher (&statement));
  for (guint i = 0; got == 0 && i < records->len; i++)
    if (!suima_store_read_voucher_lines (store, records->pdata[i], error))
      got = -1;
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

gint64
suima_store_count_vouchers (SuimaStore *store, const char *station, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "SELECT count(*) FROM voucher WHERE station = ?",
                              error))
    return -1;
  suima_statement_bind_text (&statement, station);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_get_int (&statement, 0) : -1;
}

char *
suima_store_find_voucher_of (SuimaStore *store, gint64 seq, GError **error)
{
  static const char sql[] = "SELECT v.number FROM voucher v, json_each (v.body, '$.events') e"
                            " WHERE v.is_ours = 1 AND e.value = ? LIMIT 1";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return NULL;
  suima_statement_bind_int (&statement, seq);
  return suima_statement_step (&statement, error) == 1 ? suima_statement_dup_text (&statement, 0)
                                                        : NULL;
}

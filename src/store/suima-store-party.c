// SPDX-License-Identifier: Apache-2.0
// Parties and places: names that become rows when they are first said.
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-stock.h"

#include "suima-error.h"
#include "suima-store-private.h"

#define SUIMA_STORE_PARTY_SELECT                                                                   \
  "SELECT id, name, uscc, phone, address, stall, external_id, licence_to, agreement_to, left_on,"   \
  " is_seller FROM party "

/* The id that @sql finds for @name; 0 for none. */
static gint64
suima_store_find_name (SuimaStore *store, const char *sql, const char *name, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (name == NULL || *name == '\0')
    return 0;
  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_text (&statement, name);
  got = suima_statement_step (&statement, error);
  return got == 1 ? suima_statement_get_int (&statement, 0) : got;
}

static gint64
suima_store_add_name (SuimaStore *store, const char *sql, const char *name, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return -1;
  suima_statement_bind_text (&statement, name);
  return suima_statement_run (&statement, error) < 0 ? -1 : sqlite3_last_insert_rowid (store->db);
}

gint64
suima_store_find_party (SuimaStore *store, const char *name, GError **error)
{
  return suima_store_find_name (store, "SELECT id FROM party WHERE name = ?", name, error);
}

gint64
suima_store_take_party (SuimaStore *store, const char *name, GError **error)
{
  gint64 id = suima_store_find_party (store, name, error);

  if (id != 0 || name == NULL || *name == '\0')
    return id;
  return suima_store_add_name (store, "INSERT INTO party (name) VALUES (?)", name, error);
}

gint64
suima_store_find_place (SuimaStore *store, const char *name, GError **error)
{
  return suima_store_find_name (store, "SELECT id FROM place WHERE name = ?", name, error);
}

gint64
suima_store_take_place (SuimaStore *store, const char *name, GError **error)
{
  gint64 id = suima_store_find_place (store, name, error);

  if (id != 0 || name == NULL || *name == '\0')
    return id;
  return suima_store_add_name (store, "INSERT INTO place (name) VALUES (?)", name, error);
}

char *
suima_store_get_place (SuimaStore *store, gint64 place_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, "SELECT name FROM place WHERE id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, place_id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no place %" G_GINT64_FORMAT, place_id);
  return got == 1 ? suima_statement_dup_text (&statement, 0) : NULL;
}

gboolean
suima_store_set_special_place (SuimaStore *store,
                               gint64 place_id,
                               gboolean is_special,
                               GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store,
                              "UPDATE place SET is_special = ? WHERE id = ? AND id > 0", error))
    return FALSE;
  suima_statement_bind_int (&statement, is_special != FALSE);
  suima_statement_bind_int (&statement, place_id);
  return suima_statement_run (&statement, error) >= 0;
}

GPtrArray *
suima_store_list_places (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              "SELECT name FROM place WHERE id > 0 ORDER BY name", error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (names, suima_statement_dup_text (&statement, 0));
  return got == 0 ? g_steal_pointer (&names) : NULL;
}

static SuimaParty *
suima_store_read_party (SuimaStatement *statement)
{
  SuimaParty *party = g_new0 (SuimaParty, 1);

  party->id = suima_statement_get_int (statement, 0);
  party->name = suima_statement_dup_text (statement, 1);
  party->uscc = suima_statement_dup_text (statement, 2);
  party->phone = suima_statement_dup_text (statement, 3);
  party->address = suima_statement_dup_text (statement, 4);
  party->stall = suima_statement_dup_text (statement, 5);
  party->external_id = suima_statement_dup_text (statement, 6);
  party->licence_to = suima_statement_get_day (statement, 7);
  party->agreement_to = suima_statement_get_day (statement, 8);
  party->left_on = suima_statement_get_day (statement, 9);
  party->is_seller = suima_statement_get_int (statement, 10) != 0;
  return party;
}

SuimaParty *
suima_store_get_party (SuimaStore *store, gint64 party_id, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_PARTY_SELECT "WHERE id = ?", error))
    return NULL;
  suima_statement_bind_int (&statement, party_id);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no party %" G_GINT64_FORMAT, party_id);
  return got == 1 ? suima_store_read_party (&statement) : NULL;
}

gboolean
suima_store_set_party (SuimaStore *store, const SuimaParty *party, GError **error)
{
  static const char sql[] =
      "UPDATE party SET name = ?, uscc = ?, phone = ?, address = ?, stall = ?, external_id = ?,"
      " licence_to = ?, agreement_to = ?, left_on = ?, is_seller = ? WHERE id = ? AND id > 0";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, party->name);
  suima_statement_bind_text (&statement, party->uscc);
  suima_statement_bind_text (&statement, party->phone);
  suima_statement_bind_text (&statement, party->address);
  suima_statement_bind_text (&statement, party->stall);
  suima_statement_bind_text (&statement, party->external_id);
  suima_statement_bind_day (&statement, party->licence_to);
  suima_statement_bind_day (&statement, party->agreement_to);
  suima_statement_bind_day (&statement, party->left_on);
  suima_statement_bind_int (&statement, party->is_seller != FALSE);
  suima_statement_bind_int (&statement, party->id);
  return suima_statement_run (&statement, error) >= 0;
}

GPtrArray *
suima_store_list_parties (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) parties = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_party_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got;

  if (!suima_statement_begin (&statement, store,
                              SUIMA_STORE_PARTY_SELECT "WHERE id > 0 ORDER BY name", error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (parties, suima_store_read_party (&statement));
  return got == 0 ? g_steal_pointer (&parties) : NULL;
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-station-reconcile.h"

#include "suima-ledger-sheet.h"
#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-reconciliation.h"
#include "suima-store-stock.h"

#include <string.h>

#define SUIMA_LEDGER_HEADERS "reconciliation/headers.json"
#define SUIMA_LEDGER_HEADERS_MAX_BYTES (256u << 10)

/* The station's own names of columns, else the shipped ones. */
static json_t *
suima_reconcile_load_headers (SuimaStation *station, GError **error)
{
  g_autofree char *path = g_build_filename (station->dir, SUIMA_LEDGER_HEADERS, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_LEDGER_HEADERS_MAX_BYTES, &local);
  json_t *headers;
  gsize size_bytes;
  const char *text;

  if (bytes == NULL && !g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (bytes == NULL)
    bytes = suima_station_lookup_resource (SUIMA_LEDGER_HEADERS, error);
  text = bytes ? g_bytes_get_data (bytes, &size_bytes) : NULL;
  headers = text ? suima_json_parse (text, size_bytes, error) : NULL;
  if (headers == NULL && local != NULL)
    g_prefix_error (error, "%s: ", SUIMA_LEDGER_HEADERS);
  return headers;
}

/* Leaves the lines from @first on that are of another day out. Returns: how many. */
static guint
suima_reconcile_drop_days (GPtrArray *lines, guint first, SuimaDay day)
{
  guint n = 0;

  for (guint i = lines->len; i > first; i--)
    {
      const SuimaLedgerLine *line = g_ptr_array_index (lines, i - 1);
      if (line->day == SUIMA_DAY_NONE || line->day == day)
        continue;
      g_ptr_array_remove_index (lines, i - 1);
      n++;
    }
  return n;
}

/* Reads one ledger into @lines. Returns: (transfer full): what is kept of it. */
static json_t *
suima_reconcile_read (const char *path,
                      const json_t *headers,
                      guint ledger,
                      SuimaDay day,
                      GPtrArray *lines,
                      GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_SHEET_MAX_FILE_BYTES, error);
  g_autoptr (SuimaSheet) sheet = bytes ? suima_sheet_read (bytes, error) : NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *sha256 = NULL;
  guint first = lines->len, other_days;
  json_t *kept;

  if (sheet == NULL)
    {
      if (bytes != NULL)
        g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  if (!suima_ledger_read (sheet, headers, ledger, lines))
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_LEDGER_HEADER, name, NULL);
      return NULL;
    }
  other_days = suima_reconcile_drop_days (lines, first, day);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  kept = json_object ();
  suima_json_set_text (kept, "name", name);
  suima_json_set_text (kept, "sha256", sha256);
  json_object_set_new (kept, "rows", json_integer (lines->len - first));
  json_object_set_new (kept, "other_days", json_integer (other_days));
  return kept;
}

static json_t *
suima_reconcile_side_to_json (const SuimaDifference *difference, guint ledger)
{
  json_t *side;
  g_autofree char *quantity = NULL;

  if (difference->rows[ledger] == 0)
    return json_null ();
  side = json_object ();
  json_object_set_new (side, "row", json_integer (difference->rows[ledger]));
  suima_json_set_text (side, "lot", difference->lots[ledger]);
  if (difference->quantities_milli[ledger] > 0)
    quantity = suima_quantity_to_text (difference->quantities_milli[ledger]);
  suima_json_set_text (side, "quantity", quantity);
  suima_json_set_text (side, "unit", difference->units[ledger]);
  return side;
}

static gboolean
suima_reconcile_add_call (SuimaStation *station,
                          json_t *calls,
                          const char *role,
                          const char *name,
                          const char *phone,
                          GError **error)
{
  g_autofree char *known = NULL;
  g_autoptr (GError) local = NULL;
  json_t *call;

  if (name == NULL)
    return TRUE;
  if (phone == NULL)
    known = suima_store_find_phone (station->store, name, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  call = json_object ();
  suima_json_set_text (call, "role", role);
  suima_json_set_text (call, "name", name);
  suima_json_set_text (call, "phone", phone ? phone : known);
  json_array_append_new (calls, call);
  return TRUE;
}

static json_t *
suima_reconcile_difference_to_json (SuimaStation *station,
                                    const SuimaDifference *difference,
                                    GError **error)
{
  g_autoptr (json_t) object = json_object ();
  json_t *sides = json_array (), *calls = json_array ();

  suima_json_set_text (object, "kind", suima_difference_kind_to_code (difference->kind));
  suima_json_set_text (object, "number", difference->number);
  suima_json_set_text (object, "product", difference->product);
  json_object_set_new (object, "ledgers", sides);
  json_object_set_new (object, "call", calls);
  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    json_array_append_new (sides, suima_reconcile_side_to_json (difference, i));
  if (!suima_reconcile_add_call (station, calls, "supplier", difference->supplier,
                                 difference->supplier_phone, error) ||
      !suima_reconcile_add_call (station, calls, "importer", difference->importer,
                                 difference->importer_phone, error))
    return NULL;
  return g_steal_pointer (&object);
}

/* The body: ledgers, what matched, what did not. */
static json_t *
suima_reconcile_make_body (SuimaStation *station, GPtrArray *lines, json_t *ledgers, GError **error)
{
  g_autoptr (json_t) body = json_object ();
  json_t *list = json_array ();
  guint n_matched = 0;
  g_autoptr (GPtrArray) differences = suima_ledgers_compare (lines, &n_matched);

  json_object_set (body, "ledgers", ledgers);
  json_object_set_new (body, "matched", json_integer (n_matched));
  json_object_set_new (body, "differences", list);
  for (guint i = 0; i < differences->len; i++)
    {
      json_t *object =
          suima_reconcile_difference_to_json (station, differences->pdata[i], error);
      if (object == NULL)
        return NULL;
      json_array_append_new (list, object);
    }
  return g_steal_pointer (&body);
}

static void
suima_reconcile_mask_text (json_t *object, const char *key, SuimaRole role, SuimaFieldClass field)
{
  g_autofree char *masked = suima_mask_for (role, field, suima_json_get_text (object, key));

  json_object_del (object, key);
  suima_json_set_text (object, key, masked);
}

static void
suima_reconcile_mask_difference (json_t *difference, SuimaRole role)
{
  gsize i;
  json_t *part;

  json_array_foreach (json_object_get (difference, "call"), i, part)
  {
    suima_reconcile_mask_text (part, "phone", role, SUIMA_FIELD_PHONE);
    suima_reconcile_mask_text (part, "name", role, SUIMA_FIELD_ORGANISATION);
  }
  json_array_foreach (json_object_get (difference, "ledgers"), i, part)
    if (json_is_object (part))
      suima_reconcile_mask_text (part, "quantity", role, SUIMA_FIELD_QUANTITY);
}

/* As the role may see it. Takes and returns @reconciliation. */
static SuimaReconciliation *
suima_reconcile_mask (SuimaReconciliation *reconciliation, SuimaStation *station)
{
  SuimaRole role = suima_station_get_role (station);
  g_autoptr (json_t) body = NULL;
  gsize i;
  json_t *difference;
  char *masked;

  if (reconciliation == NULL)
    return NULL;
  masked = suima_mask_for (role, SUIMA_FIELD_PERSON, reconciliation->signed_by);
  g_free (reconciliation->signed_by);
  reconciliation->signed_by = masked;
  if (suima_role_get_access (role, SUIMA_FIELD_PHONE) == SUIMA_ACCESS_FULL)
    return reconciliation;
  body = suima_json_parse (reconciliation->body, strlen (reconciliation->body), NULL);
  json_array_foreach (json_object_get (body, "differences"), i, difference)
    suima_reconcile_mask_difference (difference, role);
  g_free (reconciliation->body);
  reconciliation->body = body ? suima_json_to_text (body) : g_strdup ("{}");
  return reconciliation;
}

SuimaReconciliation *
suima_station_reconcile (SuimaStation *station,
                         const char *const paths[SUIMA_N_LEDGERS],
                         SuimaDay day,
                         GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_ledger_line_free);
  g_autoptr (json_t) ledgers = json_array ();
  g_autoptr (json_t) headers = NULL;
  g_autoptr (json_t) body = NULL;
  g_autofree char *text = NULL;
  gint64 id;

  if (!suima_station_check_writable (station, error))
    return NULL;
  if (day == SUIMA_DAY_NONE)
    day = suima_station_get_today (station);
  headers = suima_reconcile_load_headers (station, error);
  for (guint i = 0; i < SUIMA_N_LEDGERS; i++)
    {
      json_t *kept =
          headers ? suima_reconcile_read (paths[i], headers, i, day, lines, error) : NULL;
      if (kept == NULL)
        return NULL;
      json_array_append_new (ledgers, kept);
    }
  body = suima_reconcile_make_body (station, lines, ledgers, error);
  if (body == NULL)
    return NULL;
  text = suima_json_to_text (body);
  id = suima_store_add_reconciliation (station->store, day, text, suima_station_get_now_us (station),
                                       error);
  return id != 0 ? suima_station_get_reconciliation (station, id, error) : NULL;
}

SuimaReconciliation *
suima_station_get_reconciliation (SuimaStation *station, gint64 id, GError **error)
{
  return suima_reconcile_mask (suima_store_get_reconciliation (station->store, id, error), station);
}

GPtrArray *
suima_station_list_reconciliations (SuimaStation *station, guint limit, GError **error)
{
  GPtrArray *list = suima_store_list_reconciliations (station->store, limit, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    suima_reconcile_mask (list->pdata[i], station);
  return list;
}

typedef struct
{
  SuimaStation *station;
  const SuimaReconciliation *reconciliation;
  const char *person;
} SuimaSignWork;

static gboolean
suima_reconcile_store_signature (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaSignWork *work = user_data;
  const SuimaReconciliation *reconciliation = work->reconciliation;
  g_autoptr (json_t) body =
      suima_json_parse (reconciliation->body, strlen (reconciliation->body), error);
  g_autofree char *day = suima_day_to_text (reconciliation->day);
  g_autofree char *sha256 =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, reconciliation->body, -1);
  g_autofree char *n_differences =
      g_strdup_printf ("%zu", json_array_size (json_object_get (body, "differences")));
  const SuimaEventDetail details[] = {
    { "subject", "reconciliation" }, { "day", day }, { "differences", n_differences },
    { "sha256", sha256 },
  };
  const SuimaAct act = { .kind = SUIMA_EVENT_SIGN_OFF,
                         .details = details,
                         .n_details = G_N_ELEMENTS (details) };
  gint64 seq = body ? suima_station_record_seq (work->station, &act, error) : -1;

  return seq >= 0 && suima_store_set_person (store, seq, work->person, error) &&
         suima_store_sign_reconciliation (store, reconciliation->id,
                                          suima_station_get_now_us (work->station), work->person,
                                          error);
}

SuimaReconciliation *
suima_station_sign_reconciliation (SuimaStation *station,
                                   gint64 id,
                                   const char *person,
                                   GError **error)
{
  g_autoptr (SuimaReconciliation) reconciliation = NULL;
  g_autofree char *name = suima_text_fold (person ? person : "");
  SuimaSignWork work = { .station = station, .person = name };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  work.reconciliation = reconciliation =
      suima_store_get_reconciliation (station->store, id, error);
  if (reconciliation == NULL)
    return NULL;
  if (*name == '\0')
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SIGNER, NULL);
  else if (reconciliation->signed_us != 0)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SIGNED, reconciliation->signed_by, NULL);
  else if (suima_store_transact (station->store, suima_reconcile_store_signature, &work, error))
    return suima_station_get_reconciliation (station, id, error);
  return NULL;
}

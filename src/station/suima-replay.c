// SPDX-License-Identifier: Apache-2.0
// The state of the shop from its events alone, compared with what the store says.
#include "suima-station-stock.h"

#include "suima-movement-act.h"

#include <string.h>

#define SUIMA_REPLAY_PAGE 500u

/* What the events say so far. */
typedef struct
{
  GHashTable *stock; /* "lot\nplace\nowner" to gint64 thousandths */
  GHashTable *items; /* EPC to SuimaItemState */
} SuimaReplay;

static void
suima_replay_clear (SuimaReplay *replay)
{
  g_clear_pointer (&replay->stock, g_hash_table_unref);
  g_clear_pointer (&replay->items, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaReplay, suima_replay_clear)

static void
suima_replay_add (SuimaReplay *replay,
                  const char *lot,
                  const char *place,
                  const char *owner,
                  gint64 milli)
{
  g_autofree char *key = g_strjoin ("\n", lot ? lot : "", place ? place : "", owner ? owner : "", NULL);
  gint64 *sum = g_hash_table_lookup (replay->stock, key);
  gint64 total = (sum != NULL ? *sum : 0) + milli;

  if (total == 0)
    g_hash_table_remove (replay->stock, key);
  else
    g_hash_table_insert (replay->stock, g_steal_pointer (&key), g_memdup2 (&total, sizeof total));
}

/* What stood under one name stands under another from now on. */
static void
suima_replay_rename (SuimaReplay *replay, const char *old_lot, const char *lot)
{
  g_autofree char *prefix = g_strconcat (old_lot, "\n", NULL);
  g_autoptr (GList) keys = g_hash_table_get_keys (replay->stock);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      g_autofree char *key = g_strdup (l->data);
      gint64 milli;
      g_auto (GStrv) parts = NULL;
      if (!g_str_has_prefix (key, prefix))
        continue;
      parts = g_strsplit (key, "\n", 3);
      milli = *(const gint64 *) g_hash_table_lookup (replay->stock, key);
      suima_replay_add (replay, old_lot, parts[1], parts[2], -milli);
      suima_replay_add (replay, lot, parts[1], parts[2], milli);
    }
}

static gint64
suima_replay_get_milli (const json_t *object, const char *key)
{
  const char *text = suima_json_get_text (object, key);
  gint64 milli = 0;

  if (text != NULL)
    suima_quantity_parse (text, &milli, NULL);
  return milli;
}

/* What went in left the places that the event names. */
static void
suima_replay_take_inputs (SuimaReplay *replay, const json_t *event)
{
  const char *text = suima_json_get_text (event, "suima:inputs");
  g_autoptr (json_t) inputs = text ? suima_json_parse (text, strlen (text), NULL) : NULL;
  gsize i;
  json_t *input;

  json_array_foreach (inputs, i, input)
    suima_replay_add (replay, suima_json_get_text (input, "lot"),
                      suima_json_get_text (input, "place"), suima_json_get_text (input, "owner"),
                      -suima_replay_get_milli (input, "quantity"));
}

static void
suima_replay_move_stock (SuimaReplay *replay, int kind, const json_t *event)
{
  const char *lot = suima_json_get_text (event, "suima:lot");
  const char *owner = suima_json_get_text (event, "suima:owner");
  const char *from = suima_json_get_text (event, "suima:fromPlace");
  const char *to = suima_json_get_text (event, "suima:place");
  gint64 milli = suima_replay_get_milli (event, "suima:quantity");
  gboolean is_in = kind == SUIMA_EVENT_RECEIVE || kind == SUIMA_EVENT_TAKE_BACK ||
                   kind == SUIMA_EVENT_FOUND || kind == SUIMA_EVENT_TRANSFORM;
  gboolean is_out = kind == SUIMA_EVENT_ISSUE || kind == SUIMA_EVENT_SELL ||
                    kind == SUIMA_EVENT_SEND_BACK || kind == SUIMA_EVENT_WASTE ||
                    kind == SUIMA_EVENT_DESTROY || kind == SUIMA_EVENT_MISSED;

  if (kind == SUIMA_EVENT_CORRECT && suima_json_get_text (event, "suima:oldLot") != NULL)
    suima_replay_rename (replay, suima_json_get_text (event, "suima:oldLot"), lot);
  if (kind == SUIMA_EVENT_UNDO) /* the receipt once more, as one that never was */
    suima_replay_add (replay, lot, to, owner, -milli);
  if (kind == SUIMA_EVENT_TRANSFORM)
    suima_replay_take_inputs (replay, event);
  if (is_out || kind == SUIMA_EVENT_STORE)
    suima_replay_add (replay, lot, from, owner, -milli);
  if (is_in || kind == SUIMA_EVENT_STORE)
    suima_replay_add (replay, lot, to, owner, milli);
}

/* The state that an event leaves an item in; 0: as it was. */
static SuimaItemState
suima_replay_find_state (int kind, SuimaItemState before)
{
  static const SuimaItemState states[] = {
    [SUIMA_EVENT_COMMISSION] = SUIMA_ITEM_PRINTED,  [SUIMA_EVENT_VOID] = SUIMA_ITEM_VOID,
    [SUIMA_EVENT_STORE] = SUIMA_ITEM_STOCKED,       [SUIMA_EVENT_ISSUE] = SUIMA_ITEM_SOLD,
    [SUIMA_EVENT_SELL] = SUIMA_ITEM_SOLD,           [SUIMA_EVENT_TAKE_BACK] = SUIMA_ITEM_HELD,
    [SUIMA_EVENT_SEND_BACK] = SUIMA_ITEM_RETURNED,  [SUIMA_EVENT_WASTE] = SUIMA_ITEM_DESTROYED,
    [SUIMA_EVENT_TRANSFORM] = SUIMA_ITEM_SPLIT,     [SUIMA_EVENT_HOLD] = SUIMA_ITEM_HELD,
    [SUIMA_EVENT_RELEASE] = SUIMA_ITEM_STOCKED,     [SUIMA_EVENT_RECALL] = SUIMA_ITEM_RECALLED,
    [SUIMA_EVENT_LIFT_RECALL] = SUIMA_ITEM_STOCKED, [SUIMA_EVENT_DESTROY] = SUIMA_ITEM_DESTROYED,
    [SUIMA_EVENT_EXPIRE] = SUIMA_ITEM_EXPIRED,      [SUIMA_EVENT_MISSED] = SUIMA_ITEM_MISSING,
    [SUIMA_EVENT_FOUND] = SUIMA_ITEM_STOCKED,
    [SUIMA_EVENT_ADOPT] = SUIMA_ITEM_STOCKED,
  };
  gboolean is_on_sale = before == SUIMA_ITEM_PRINTED || before == SUIMA_ITEM_STOCKED;

  if (kind <= 0 || kind >= (int) G_N_ELEMENTS (states) ||
      (kind == SUIMA_EVENT_STORE && !is_on_sale))
    return 0;
  return states[kind];
}

static void
suima_replay_set_items (SuimaReplay *replay, int kind, const json_t *event)
{
  const json_t *epcs = json_object_get (
    event, kind == SUIMA_EVENT_TRANSFORM ? "inputEPCList" : "epcList");
  const char *said = suima_json_get_text (event, "suima:state");
  SuimaItemState again = 0;
  gsize i;
  json_t *epc;

  /* A recall of a batch names all its codes; each is locked by a scan of its own. */
  if (suima_json_get_text (event, "suima:scope") != NULL)
    return;
  if (said != NULL)
    suima_item_state_from_code (said, &again);

  json_array_foreach (epcs, i, epc)
    {
      const char *name = json_string_value (epc);
      SuimaItemState before = GPOINTER_TO_INT (g_hash_table_lookup (replay->items, name));
      SuimaItemState after = again != 0 ? again : suima_replay_find_state (kind, before);
      if (after != 0)
        g_hash_table_insert (replay->items, g_strdup (name), GINT_TO_POINTER (after));
    }
}

static gboolean
suima_replay_read (SuimaReplay *replay, SuimaStation *station, GError **error)
{
  for (gint64 seq = 0;;)
    {
      g_autoptr (GPtrArray) page = suima_store_get_events (station->store, seq, SUIMA_REPLAY_PAGE,
                                                           error);
      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        return TRUE;
      for (guint i = 0; i < page->len; i++)
        {
          const SuimaStoredEvent *event = g_ptr_array_index (page, i);
          g_autoptr (json_t) json = suima_json_parse (event->body, strlen (event->body), error);
          if (json == NULL)
            return FALSE;
          suima_replay_move_stock (replay, event->kind, json);
          suima_replay_set_items (replay, event->kind, json);
        }
      seq += page->len;
    }
}

/* Takes from the replayed stock what the store has; what is left over, or was not there, differs. */
static gboolean
suima_replay_compare_stock (SuimaReplay *replay, SuimaStation *station, char **ret, GError **error)
{
  g_autoptr (GPtrArray) lines = suima_store_list_stock (station->store, 0, 0, 0, error);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const SuimaStockLine *line = g_ptr_array_index (lines, i);
      g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, line->batch_id, error);
      g_autofree char *lot = batch ? suima_station_dup_lot_uri (station, batch) : NULL;
      if (batch == NULL)
        return FALSE;
      suima_replay_add (replay, lot, line->place, line->owner, -line->quantity_milli);
    }
  g_hash_table_iter_init (&iter, replay->stock);
  if (lines != NULL && g_hash_table_iter_next (&iter, &key, NULL))
    *ret = g_strdup (key);
  return lines != NULL;
}

static gboolean
suima_replay_compare_items (SuimaReplay *replay, SuimaStation *station, char **ret, GError **error)
{
  SuimaItemFilter filter = { 0 };
  g_autoptr (GPtrArray) items = suima_store_list_items (station->store, &filter, error);

  for (guint i = 0; items != NULL && *ret == NULL && i < items->len; i++)
    {
      const SuimaItem *item = g_ptr_array_index (items, i);
      SuimaItemState state = GPOINTER_TO_INT (g_hash_table_lookup (replay->items, item->epc));
      gboolean is_open = item->state == SUIMA_ITEM_RESERVED || item->state == SUIMA_ITEM_SENT ||
                         item->state == SUIMA_ITEM_IN_DOUBT || item->state == SUIMA_ITEM_SPARE;
      if (state != item->state && !(state == 0 && is_open))
        *ret = g_strdup_printf ("%s: %s, by its events %s", item->serial,
                                suima_item_state_to_code (item->state),
                                state != 0 ? suima_item_state_to_code (state) : "nothing");
    }
  return items != NULL;
}

gboolean
suima_station_replay (SuimaStation *station, char **ret_difference, GError **error)
{
  g_auto (SuimaReplay) replay = {
    .stock = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  *ret_difference = NULL;
  if (!suima_replay_read (&replay, station, error) ||
      !suima_replay_compare_stock (&replay, station, ret_difference, error))
    return FALSE;
  return *ret_difference != NULL ||
         suima_replay_compare_items (&replay, station, ret_difference, error);
}

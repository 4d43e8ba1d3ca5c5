// SPDX-License-Identifier: Apache-2.0
// What a query shows to whom, and the record of what was revealed.
#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-decision.h"
#include "suima-store-stock.h"

#include "suima-error.h"

#include <string.h>

void
suima_station_set_role (SuimaStation *station, SuimaRole role)
{
  g_return_if_fail (role < SUIMA_N_ROLES);
  g_atomic_int_set (&station->role, (int)role);
}

SuimaRole
suima_station_get_role (SuimaStation *station)
{
  return (SuimaRole)g_atomic_int_get (&station->role);
}

gboolean
suima_station_may_see (SuimaStation *station, SuimaFieldClass field)
{
  return suima_role_get_access (suima_station_get_role (station), field) == SUIMA_ACCESS_FULL;
}

gpointer
suima_station_mask (SuimaStation *station, gpointer record, SuimaMaskFunc mask)
{
  if (record != NULL)
    mask (record, suima_station_get_role (station));
  return record;
}

GPtrArray *
suima_station_mask_all (SuimaStation *station, GPtrArray *records, SuimaMaskFunc mask)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    suima_station_mask (station, records->pdata[i], mask);
  return records;
}

void
suima_reveal_free (SuimaReveal *reveal)
{
  if (reveal == NULL)
    return;
  g_free (reveal->role);
  g_free (reveal->field);
  g_free (reveal->reason);
  g_free (reveal->who);
  g_free (reveal->event_id);
  g_free (reveal);
}

typedef struct
{
  SuimaStation *station;
  const SuimaBatch *batch;
  const char *field, *who;
  SuimaFieldClass class;
  char *reason; /* (nullable): owned */
} SuimaRevealAct;

/* What was revealed is not written down: the record must not become another place to read it. */
static gboolean
suima_station_write_reveal (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaRevealAct *act = user_data;
  SuimaStation *station = act->station;
  g_autofree char *lot = suima_station_dup_lot_uri (station, act->batch);
  const SuimaEventDetail details[] = {
    { "lot", lot },
    { "role", suima_role_to_code (suima_station_get_role (station)) },
    { "field", act->field },
    { "fieldClass", suima_field_class_to_code (act->class) },
  };
  SuimaAct event = {
    .kind = SUIMA_EVENT_REVEAL,
    .batch = act->batch,
    .reason = act->reason,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };
  gint64 seq = suima_station_record_seq (station, &event, error);

  return seq >= 0 && suima_store_set_person (store, seq, act->who, error);
}

/* Whoever signed in is who asks, whatever else is said. */
static char *
suima_station_dup_asker (SuimaStation *station, const char *who)
{
  char *name;

  g_mutex_lock (&station->policies_lock);
  name = g_strdup (station->signed_in ? station->signed_in : who);
  g_mutex_unlock (&station->policies_lock);
  return name;
}

/* Puts it on the record where it has to be. */
static gboolean
suima_station_allow_reveal (SuimaRevealAct *act, const char *reason, GError **error)
{
  SuimaStation *station = act->station;
  SuimaAccess access = suima_role_get_access (suima_station_get_role (station), act->class);

  if (access == SUIMA_ACCESS_FULL)
    return TRUE;
  if (access != SUIMA_ACCESS_REVEAL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
                   "this role may not see %s, whatever the reason", act->field);
      return FALSE;
    }
  act->reason = suima_station_check_reason (reason, NULL);
  if (act->reason == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "say why %s must be seen", act->field);
      return FALSE;
    }
  return suima_station_check_writable (station, error) &&
         suima_station_check_clock (station, error) &&
         suima_store_transact (station->store, suima_station_write_reveal, act, error);
}

char *
suima_station_reveal (SuimaStation *station,
                      gint64 batch_id,
                      const char *field,
                      const char *reason,
                      const char *who,
                      GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, batch_id, error);
  g_autofree char *asker = suima_station_dup_asker (station, who);
  SuimaRevealAct act = { station, batch, field, asker, SUIMA_FIELD_GOODS, NULL };
  gboolean is_field = FALSE, is_allowed;
  const char *text;

  if (batch == NULL)
    return NULL;
  text = suima_batch_find_field (batch, field, &act.class, &is_field);
  if (!is_field)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "a batch has no hidden field \"%s\"",
                   field);
      return NULL;
    }
  is_allowed = suima_station_allow_reveal (&act, reason, error);
  g_free (act.reason);
  return is_allowed ? g_strdup (text ? text : "") : NULL;
}

static SuimaReveal *
suima_reveal_read (SuimaStation *station, const SuimaStoredEvent *event, GError **error)
{
  g_autoptr (json_t) body = suima_json_parse (event->body, strlen (event->body), error);
  g_autoptr (GError) cause = NULL;
  SuimaReveal *reveal;

  if (body == NULL)
    return NULL;
  reveal = g_new0 (SuimaReveal, 1);
  reveal->at_us = event->at_us;
  reveal->batch_id = event->batch_id;
  reveal->event_id = g_strdup (event->event_id);
  reveal->role = g_strdup (suima_json_get_text (body, "suima:role"));
  reveal->field = g_strdup (suima_json_get_text (body, "suima:field"));
  reveal->reason = g_strdup (suima_json_get_text (body, "suima:reason"));
  reveal->who = suima_store_get_person (station->store, event->seq, &cause);
  if (cause == NULL)
    return reveal;
  suima_reveal_free (reveal);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static void
suima_reveal_mask (SuimaReveal *reveal, SuimaRole role)
{
  static const SuimaMaskRow rows[] = {
    { SUIMA_FIELD_PERSON, SUIMA_MASK_TEXT, G_STRUCT_OFFSET (SuimaReveal, who) },
    { SUIMA_FIELD_NOTE, SUIMA_MASK_NAME, G_STRUCT_OFFSET (SuimaReveal, reason) },
  };

  suima_mask_record (reveal, rows, G_N_ELEMENTS (rows), role);
}

GPtrArray *
suima_station_list_reveals (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) reveals =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_reveal_free);
  g_autoptr (GPtrArray) events = suima_store_list_reveals (station->store, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      SuimaReveal *reveal = suima_reveal_read (station, events->pdata[i], error);
      if (reveal == NULL)
        return NULL;
      g_ptr_array_add (reveals, reveal);
    }
  return events ? suima_station_mask_all (station, g_steal_pointer (&reveals),
                                          (SuimaMaskFunc) suima_reveal_mask)
                : NULL;
}

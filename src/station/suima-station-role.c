// SPDX-License-Identifier: Apache-2.0
// What a query shows to whom, and the record of what was revealed.
#include "suima-station-private.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_REVEAL_COUNT_KEY "reveal.count"
#define SUIMA_REVEAL_FIRST_PREV "0000000000000000000000000000000000000000000000000000000000000000"

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

void
suima_reveal_free (SuimaReveal *reveal)
{
  if (reveal == NULL)
    return;
  g_free (reveal->role);
  g_free (reveal->field);
  g_free (reveal->reason);
  g_free (reveal->who);
  g_free (reveal->hash);
  g_free (reveal);
}

static gboolean
suima_station_count_reveals (SuimaStation *station, gint64 *ret_count, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = suima_store_get_meta (station->store, SUIMA_REVEAL_COUNT_KEY, &local);

  *ret_count = 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, ret_count, error);
}

static char *
suima_station_get_reveal_text (SuimaStation *station, gint64 number, GError **error)
{
  g_autofree char *key = g_strdup_printf ("reveal.%" G_GINT64_FORMAT, number);
  g_autoptr (GError) local = NULL;
  char *text = suima_store_get_meta (station->store, key, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (text == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                 "the record of reveal %" G_GINT64_FORMAT " is gone", number);
  return text;
}

/* Each record holds the hash of the one before it: what is changed or cut out shows. */
static char *
suima_station_hash_last_reveal (SuimaStation *station, gint64 count, GError **error)
{
  g_autofree char *last = NULL;

  if (count == 0)
    return g_strdup (SUIMA_REVEAL_FIRST_PREV);
  last = suima_station_get_reveal_text (station, count, error);
  return last ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, last, -1) : NULL;
}

typedef struct
{
  SuimaStation *station;
  gint64 batch_id;
  const char *field, *reason, *who;
} SuimaRevealAct;

/* What was revealed is not written down: the record must not become another place to read it. */
static gboolean
suima_station_write_reveal (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaRevealAct *act = user_data;
  SuimaStation *station = act->station;
  gint64 count = 0;
  g_autoptr (json_t) record = json_object ();
  g_autofree char *prev = NULL, *text = NULL, *key = NULL, *number = NULL;

  if (!suima_station_count_reveals (station, &count, error) ||
      (prev = suima_station_hash_last_reveal (station, count, error)) == NULL)
    return FALSE;
  json_object_set_new (record, "at_us", json_integer (suima_station_get_now_us (station)));
  suima_json_set_text (record, "role", suima_role_to_code (suima_station_get_role (station)));
  json_object_set_new (record, "batch", json_integer (act->batch_id));
  suima_json_set_text (record, "field", act->field);
  suima_json_set_text (record, "reason", act->reason);
  suima_json_set_text (record, "who", act->who);
  suima_json_set_text (record, "prev", prev);
  text = suima_json_to_text (record);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, count + 1);
  key = g_strconcat ("reveal.", number, NULL);
  return suima_store_set_meta (station->store, key, text, error) &&
         suima_store_set_meta (station->store, SUIMA_REVEAL_COUNT_KEY, number, error);
}

static gboolean
suima_station_check_reveal (SuimaAccess access,
                            const char *field,
                            const char *reason,
                            GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (reason ? reason : ""));

  if (access == SUIMA_ACCESS_NONE || access == SUIMA_ACCESS_MASKED)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
                 "this role may not see %s, whatever the reason", field);
  else if (access == SUIMA_ACCESS_REVEAL && *stripped == '\0')
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "say why %s must be seen", field);
  else
    return TRUE;
  return FALSE;
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
  SuimaRevealAct act = { station, batch_id, field, reason, who };
  SuimaFieldClass class = SUIMA_FIELD_GOODS;
  gboolean is_field = FALSE;
  const char *text;
  SuimaAccess access;

  if (batch == NULL)
    return NULL;
  text = suima_batch_find_field (batch, field, &class, &is_field);
  access = suima_role_get_access (suima_station_get_role (station), class);
  if (!is_field)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "a batch has no hidden field \"%s\"",
                   field);
      return NULL;
    }
  if (!suima_station_check_reveal (access, field, reason, error))
    return NULL;
  if (access == SUIMA_ACCESS_REVEAL &&
      (!suima_station_check_writable (station, error) ||
       !suima_store_transact (station->store, suima_station_write_reveal, &act, error)))
    return NULL;
  return g_strdup (text ? text : "");
}

static SuimaReveal *
suima_reveal_parse (const char *text, const char *prev, GError **error)
{
  g_autoptr (json_t) record = suima_json_parse (text, strlen (text), error);
  SuimaReveal *reveal;

  if (record == NULL)
    return NULL;
  if (g_strcmp0 (suima_json_get_text (record, "prev"), prev) != 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                           "the record of what was revealed was changed");
      return NULL;
    }
  reveal = g_new0 (SuimaReveal, 1);
  reveal->at_us = json_integer_value (json_object_get (record, "at_us"));
  reveal->batch_id = json_integer_value (json_object_get (record, "batch"));
  reveal->role = g_strdup (suima_json_get_text (record, "role"));
  reveal->field = g_strdup (suima_json_get_text (record, "field"));
  reveal->reason = g_strdup (suima_json_get_text (record, "reason"));
  reveal->who = g_strdup (suima_json_get_text (record, "who"));
  reveal->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return reveal;
}

GPtrArray *
suima_station_list_reveals (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) reveals =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_reveal_free);
  const char *prev = SUIMA_REVEAL_FIRST_PREV;
  gint64 count = 0;

  if (!suima_station_count_reveals (station, &count, error))
    return NULL;
  for (gint64 number = 1; number <= count; number++)
    {
      g_autofree char *text = suima_station_get_reveal_text (station, number, error);
      SuimaReveal *reveal = text ? suima_reveal_parse (text, prev, error) : NULL;
      if (reveal == NULL)
        return NULL;
      g_ptr_array_add (reveals, reveal);
      prev = reveal->hash;
    }
  return g_steal_pointer (&reveals);
}

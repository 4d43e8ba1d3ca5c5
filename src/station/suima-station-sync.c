// SPDX-License-Identifier: Apache-2.0
// Draining the outbox. The station never waits for the network to do its work.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-feed-pull.h"
#include "suima-hub-client.h"
#include "suima-station-issuer.h"

#include <string.h>

#define SUIMA_SYNC_MAX_EVENTS 500u
#define SUIMA_SYNC_MAX_BYTES (256u << 10)

static gint64
suima_station_get_number (SuimaStation *station, const char *key)
{
  g_autofree char *text = suima_store_get_meta (station->store, key, NULL);

  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static gboolean
suima_station_set_number (SuimaStation *station, const char *key, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return suima_store_set_meta (station->store, key, text, error);
}

static gboolean
suima_station_count_other_keys (SuimaStation *station, guint *ret_count, GError **error)
{
  g_autoptr (GPtrArray) others = suima_station_list_other_keys (station, error);

  *ret_count = others != NULL ? others->len : 0;
  return others != NULL;
}

gboolean
suima_station_get_sync_status (SuimaStation *station, SuimaSyncStatus *ret_status, GError **error)
{
  memset (ret_status, 0, sizeof *ret_status);
  ret_status->sent = (guint) suima_station_get_number (station, "sync.sent");
  ret_status->duplicates = (guint) suima_station_get_number (station, "sync.duplicates");
  ret_status->unsigned_notices = (guint) suima_station_get_number (station, SUIMA_FEED_UNSIGNED);
  ret_status->pulled = (guint) suima_station_get_number (station, "sync.pulled");
  ret_status->last_contact_us = suima_station_get_number (station, "sync.last-contact-us");
  return suima_station_count_other_keys (station, &ret_status->other_keys, error) &&
         suima_store_count_outbox (station->store, &ret_status->pending, &ret_status->refused,
                                   &ret_status->oldest_us, error);
}

/* What one document's answer changes, in one transaction. */
typedef struct
{
  SuimaStation *station;
  GPtrArray *events;
  const SuimaCaptureResult *result;
} SuimaSyncAnswer;

static gboolean
suima_station_store_answer (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaSyncAnswer *answer = user_data;
  SuimaStation *station = answer->station;
  const SuimaStoredEvent *first = g_ptr_array_index (answer->events, 0);
  const SuimaStoredEvent *last = g_ptr_array_index (answer->events, answer->events->len - 1);

  for (guint i = 0; i < answer->result->refusals->len; i++)
    {
      const SuimaCaptureRefusal *refusal = g_ptr_array_index (answer->result->refusals, i);
      if (!suima_store_refuse_outbox (store, refusal->event_id, refusal->reason, error))
        return FALSE;
    }
  return suima_store_ack_outbox (store, first->seq, last->seq, suima_station_get_now_us (station),
                                 error) &&
         suima_station_set_number (station, "sync.sent",
                                   suima_station_get_number (station, "sync.sent") +
                                     answer->result->accepted,
                                   error) &&
         suima_station_set_number (station, "sync.duplicates",
                                   suima_station_get_number (station, "sync.duplicates") +
                                     answer->result->duplicates,
                                   error) &&
         suima_station_set_number (station, "sync.last-contact-us",
                                   suima_station_get_now_us (station), error);
}

static gboolean
suima_station_has_event (GPtrArray *events, const char *event_id)
{
  for (guint i = 0; i < events->len; i++)
    if (strcmp (((SuimaStoredEvent *) events->pdata[i])->event_id, event_id) == 0)
      return TRUE;
  return FALSE;
}

/* What the hub does not speak of it may not have: nothing of it leaves the outbox. */
static gboolean
suima_station_check_answer (GPtrArray *events, const SuimaCaptureResult *result, GError **error)
{
  g_autoptr (GHashTable) refused = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < result->refusals->len; i++)
    {
      const SuimaCaptureRefusal *refusal = g_ptr_array_index (result->refusals, i);
      if (suima_station_has_event (events, refusal->event_id))
        g_hash_table_add (refused, refusal->event_id);
    }
  if (g_hash_table_size (refused) == result->refusals->len &&
      (guint64) result->accepted + result->duplicates + result->refusals->len == events->len)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE,
               "the hub answers for %u accepted, %u known and %u refused of %u events",
               result->accepted, result->duplicates, result->refusals->len, events->len);
  return FALSE;
}

static gboolean
suima_station_send_events (SuimaStation *station,
                           SuimaHubClient *client,
                           GPtrArray *events,
                           SuimaSyncStatus *status,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  g_autofree char *document = NULL;
  g_autoptr (SuimaCaptureResult) result = NULL;
  SuimaSyncAnswer answer = { .station = station, .events = events };

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (bodies, ((SuimaStoredEvent *) events->pdata[i])->body);
  document = suima_event_new_document (bodies, ((SuimaStoredEvent *) events->pdata[0])->at_us);
  result = suima_hub_client_capture (client, document, &status->retry_after_s, cancellable, error);
  if (result == NULL || !suima_station_check_answer (events, result, error))
    return FALSE;
  answer.result = result;
  if (!suima_store_transact (station->store, suima_station_store_answer, &answer, error))
    return FALSE;
  status->sent += result->accepted;
  status->duplicates += result->duplicates;
  return TRUE;
}

/* With nothing to send, the hub is asked how it is: "in touch" is never said from memory. */
static gboolean
suima_station_greet (SuimaStation *station,
                     SuimaHubClient *client,
                     GCancellable *cancellable,
                     GError **error)
{
  return suima_hub_client_greet (client, cancellable, error) &&
         suima_station_set_number (station, "sync.last-contact-us",
                                   suima_station_get_now_us (station), error);
}

static gboolean
suima_station_drain (SuimaStation *station,
                     SuimaHubClient *client,
                     SuimaSyncStatus *status,
                     GCancellable *cancellable,
                     GError **error)
{
  for (gboolean is_first = TRUE;; is_first = FALSE)
    {
      g_autoptr (GPtrArray) events = suima_store_peek_outbox (station->store, SUIMA_SYNC_MAX_EVENTS,
                                                              SUIMA_SYNC_MAX_BYTES, error);
      if (events == NULL)
        return FALSE;
      if (events->len == 0)
        return !is_first || suima_station_greet (station, client, cancellable, error);
      if (!suima_station_send_events (station, client, events, status, cancellable, error))
        return FALSE;
    }
}

static gboolean
suima_station_fetch (SuimaStation *station,
                     SuimaHubClient *client,
                     SuimaSyncStatus *status,
                     GCancellable *cancellable,
                     GError **error)
{
  gint64 before = suima_station_get_number (station, "sync.pulled");

  return suima_feed_pull (station, client, status, cancellable, error) &&
         (status->pulled == 0 ||
          suima_station_set_number (station, "sync.pulled", before + status->pulled, error)) &&
         suima_station_set_number (station, "sync.last-contact-us",
                                   suima_station_get_now_us (station), error);
}

/* Who cannot be reached is not asked a second time. */
static gboolean
suima_station_is_away (const GError *error)
{
  return g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE) ||
         g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_BUSY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef enum
{
  SUIMA_SYNC_PULL = 1 << 0,
  SUIMA_SYNC_PUSH = 1 << 1,
} SuimaSyncWays;

/* What cannot be fetched does not hold up what is to be sent. */
static gboolean
suima_station_talk (SuimaStation *station,
                    SuimaHubClient *client,
                    SuimaSyncWays ways,
                    SuimaSyncStatus *status,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean is_pulled = (ways & SUIMA_SYNC_PULL) == 0 ||
                       suima_station_fetch (station, client, status, cancellable, &cause);

  if ((is_pulled || !suima_station_is_away (cause)) && (ways & SUIMA_SYNC_PUSH) != 0 &&
      !suima_station_drain (station, client, status, cancellable, error))
    return FALSE;
  if (!is_pulled)
    g_propagate_error (error, g_steal_pointer (&cause));
  return is_pulled;
}

static gboolean
suima_station_sync_ways (SuimaStation *station,
                         SuimaSyncWays ways,
                         SuimaSyncStatus *ret_status,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SuimaHubClient) client = NULL;
  SuimaSyncStatus now = { 0 }, done = { 0 };
  gboolean is_done = FALSE;

  memset (ret_status, 0, sizeof *ret_status);
  if (!suima_station_check_writable (station, error))
    return FALSE;
  if (station->config->hub == NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                         "no hub is set: name one with init --hub");
  else
    client = suima_hub_client_new (station->config->hub, station->key, error);
  if (client != NULL)
    is_done = suima_station_talk (station, client, ways, &done, cancellable, error);
  if (!suima_station_get_sync_status (station, &now, is_done ? error : NULL))
    return FALSE;
  *ret_status = now;
  ret_status->sent = done.sent;
  ret_status->duplicates = done.duplicates;
  ret_status->pulled = done.pulled;
  ret_status->retry_after_s = done.retry_after_s;
  return is_done;
}

gboolean
suima_station_sync (SuimaStation *station,
                    SuimaSyncStatus *ret_status,
                    GCancellable *cancellable,
                    GError **error)
{
  return suima_station_sync_ways (station, SUIMA_SYNC_PULL | SUIMA_SYNC_PUSH, ret_status, cancellable,
                                  error);
}

gboolean
suima_station_pull (SuimaStation *station,
                    SuimaSyncStatus *ret_status,
                    GCancellable *cancellable,
                    GError **error)
{
  return suima_station_sync_ways (station, SUIMA_SYNC_PULL, ret_status, cancellable, error);
}

gboolean
suima_station_push (SuimaStation *station,
                    SuimaSyncStatus *ret_status,
                    GCancellable *cancellable,
                    GError **error)
{
  return suima_station_sync_ways (station, SUIMA_SYNC_PUSH, ret_status, cancellable, error);
}

gboolean
suima_station_give_notice (SuimaStation *station,
                           const char *path,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, 256u << 10, error);
  g_autoptr (SuimaHubClient) client = NULL;
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return FALSE;
  if (station->config->hub == NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                         "no hub is set: name one with init --hub");
  else
    client = suima_hub_client_new (station->config->hub, station->key, error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return client != NULL && suima_hub_client_give_notice (client, text, cancellable, error);
}

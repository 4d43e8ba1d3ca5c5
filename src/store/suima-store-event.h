// SPDX-License-Identifier: Apache-2.0
// Events, the log entries beside them, and the outbox.
#pragma once

#include "suima-store.h"

#include <glib.h>

/** SuimaOutboxState: where an event stands on its way to the hub. */
typedef enum
{
  SUIMA_OUTBOX_WAITING,
  SUIMA_OUTBOX_SENT,    /* the hub has it */
  SUIMA_OUTBOX_REFUSED, /* the hub did not take it */
} SuimaOutboxState;

/** SuimaStoredEvent: one event as it was made, byte for byte. */
typedef struct
{
  gint64 seq; /* from 0, gap-free */
  char *event_id;
  int kind; /* SuimaEventKind */
  gint64 at_us;
  gint64 batch_id; /* 0 for none */
  char *body;      /* JSON */
  GBytes *salt;
  GBytes *log_entry;
  SuimaOutboxState outbox; /* when read; ignored when added */
} SuimaStoredEvent;

void suima_stored_event_free (SuimaStoredEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaStoredEvent, suima_stored_event_free)

/**
 * suima_store_get_head:
 * @ret_next_seq: (out): the seq of the next event
 * @ret_last_entry: (out) (transfer full) (nullable): the last log entry; %NULL for none
 */
gboolean suima_store_get_head (SuimaStore *store,
                               gint64 *ret_next_seq,
                               GBytes **ret_last_entry,
                               GError **error);

/**
 * suima_store_add_event:
 * @event: its @seq must be the next
 * @serials: %NULL-terminated: the items it is about
 *
 * Inside the transaction of the change itself: event, its items, log entry and outbox row.
 * Events and log entries are never changed or deleted: triggers refuse it.
 *
 * Errors: INVALID when @seq is not the next, EXISTS when the event id was used before, NOT_FOUND
 * when an item or the batch is not there.
 */
gboolean suima_store_add_event (SuimaStore *store,
                                const SuimaStoredEvent *event,
                                const char *const *serials,
                                GError **error);

/** suima_store_list_events_of: Returns: (transfer full) (element-type SuimaStoredEvent): of one
 * item, oldest first. */
GPtrArray *suima_store_list_events_of (SuimaStore *store, const char *serial, GError **error);

/** suima_store_get_events: Returns: (transfer full) (element-type SuimaStoredEvent): at most @n
 * events from @first_seq on. */
GPtrArray *suima_store_get_events (SuimaStore *store, gint64 first_seq, guint n, GError **error);

/** suima_store_get_events_within: The same of at most @max_bytes of bodies, but one event at least. */
GPtrArray *suima_store_get_events_within (
    SuimaStore *store, gint64 first_seq, guint n, gsize max_bytes, GError **error);

/** suima_store_check_events: Whether nothing is missing at the end: every event has its log entry
 * and every log entry its event, and an item whose state says that something was recorded of it has
 * an event. Errors: CORRUPT. */
gboolean suima_store_check_events (SuimaStore *store, GError **error);

/**
 * suima_store_peek_outbox:
 * @max_events: at most so many  @max_bytes: at most so many bytes of bodies, but one event at least
 *
 * Returns: (transfer full) (element-type SuimaStoredEvent): the oldest, in order; may be empty.
 */
GPtrArray *suima_store_peek_outbox (SuimaStore *store,
                                    guint max_events,
                                    gsize max_bytes,
                                    GError **error);

/** suima_store_ack_outbox: The hub has the events @first_seq to @last_seq since @at_us: what of them
 * had to be reported is reported. */
gboolean suima_store_ack_outbox (SuimaStore *store,
                                 gint64 first_seq,
                                 gint64 last_seq,
                                 gint64 at_us,
                                 GError **error);

/** suima_store_refuse_outbox: The hub refused the event: it leaves the queue and is kept with the
 * reason. Errors: NOT_FOUND when it is not in the queue. */
gboolean suima_store_refuse_outbox (SuimaStore *store,
                                    const char *event_id,
                                    const char *reason,
                                    GError **error);

/** suima_store_count_outbox: @ret_oldest_us: (out) (optional): at_us of the oldest waiting event,
 * 0 for none. */
gboolean suima_store_count_outbox (SuimaStore *store,
                                   guint *ret_pending,
                                   guint *ret_refused,
                                   gint64 *ret_oldest_us,
                                   GError **error);

/** suima_store_count_reprints: @ret_count: events of kind REPRINT from @since_us on. */
gboolean suima_store_count_reprints (SuimaStore *store,
                                     gint64 since_us,
                                     guint *ret_count,
                                     GError **error);

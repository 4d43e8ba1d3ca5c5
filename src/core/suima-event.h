// SPDX-License-Identifier: Apache-2.0
// What happened, as EPCIS 2.0 events in JSON.
#pragma once

#include "suima-batch.h"
#include "suima-epc.h"
#include "suima-json.h"

#include <glib.h>

#define SUIMA_EVENT_NAMESPACE "https://suima.org/ns/"
#define SUIMA_EVENT_CONTEXT "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

/** SuimaEventKind: our acts; the numbers are stored. */
typedef enum
{
  SUIMA_EVENT_COMMISSION = 1, /* labels came out: ObjectEvent ADD, commissioning, active */
  SUIMA_EVENT_REPRINT = 2,    /* ObjectEvent OBSERVE, suima:copy and suima:reason */
  SUIMA_EVENT_VOID = 3,       /* ObjectEvent DELETE, decommissioning, inactive */
} SuimaEventKind;

/** SuimaEventContext: who speaks, and when; all texts borrowed. */
typedef struct
{
  gint64 at_us;       /* UTC microseconds since 1970; written with milliseconds */
  int utc_offset_min; /* -840 to 840 */
  const char *station;       /* key id, TTTTE */
  gint64 seq;                /* the station's own gap-free count of events */
  const char *location;      /* bizLocation URI of the shop */
  const char *operator_name; /* (nullable) */
} SuimaEventContext;

/**
 * suima_event_new:
 * @kind: the act
 * @batch: (nullable): its batch; ilmd of a COMMISSION is made of it
 * @epcs: %NULL-terminated EPCs, at least one, all different
 * @copy: REPRINT: the copy number, else 0
 * @reason: (nullable): why, for REPRINT and VOID
 * @context: who and when
 *
 * The event keeps to the profile in which all generations of the CBV 2.0 event hash agree: one
 * extension namespace (prefix `suima`), no nested extensions. It has no eventID yet: that is its
 * hash, which the trust room computes.
 *
 * Returns: (transfer full): the event, `type` first.
 */
json_t *suima_event_new (SuimaEventKind kind,
                         const SuimaBatch *batch,
                         const char *const *epcs,
                         guint copy,
                         const char *reason,
                         const SuimaEventContext *context);

/** suima_event_new_context: Returns: (transfer full): the `@context` of our documents, which
 * suima_hash_event() needs for our events. */
json_t *suima_event_new_context (void);

/**
 * suima_event_to_text:
 * @event: an event; an eventID in it is replaced
 * @event_id: (nullable): its hash, `ni:///sha-256;...`
 *
 * Returns: (transfer full): the compact JSON that is stored, logged and sent: `type`, `eventID`,
 * then the other keys in their order.
 */
char *suima_event_to_text (const json_t *event, const char *event_id);

/**
 * suima_event_check:
 * @event: any JSON value
 * @error: return location
 *
 * The rules that the EPCIS 2.0 JSON schema enforces on one event of the five standard types, and
 * two that it leaves to the text: `did_not_occur` has no corrective events, and null stands
 * nowhere.
 *
 * Returns: whether it is an event. Errors: INVALID, naming the key.
 */
gboolean suima_event_check (const json_t *event, GError **error);

/**
 * suima_event_new_document:
 * @events: (element-type utf8): JSON texts of events, taken byte for byte
 * @at_us: creationDate
 *
 * Returns: (transfer full): an EPCISDocument.
 */
char *suima_event_new_document (GPtrArray *events, gint64 at_us);

/** suima_time_to_text: Returns: (transfer full): RFC 3339 with milliseconds and the offset. */
char *suima_time_to_text (gint64 at_us, int utc_offset_min);

/** suima_time_offset_to_text: Returns: (transfer full): minutes east of UTC as `+08:00`. */
char *suima_time_offset_to_text (int utc_offset_min);

/** suima_time_parse: @text: RFC 3339 with zone, of the years 1900 to 2199. Returns: whether it is
 * one, and the moment; digits beyond the microsecond are dropped. */
gboolean suima_time_parse (const char *text, gint64 *ret_at_us);

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
  SUIMA_EVENT_COMMISSION = 1,   /* labels came out: ObjectEvent ADD, commissioning, active */
  SUIMA_EVENT_REPRINT = 2,      /* ObjectEvent OBSERVE, suima:copy and suima:reason */
  SUIMA_EVENT_VOID = 3,         /* ObjectEvent DELETE, decommissioning, inactive */
  SUIMA_EVENT_RECEIVE = 4,      /* 入库: receiving, in_progress */
  SUIMA_EVENT_STORE = 5,        /* 上架, 移库: storing */
  SUIMA_EVENT_ISSUE = 6,        /* 出库 to another business: shipping, in_transit */
  SUIMA_EVENT_SELL = 7,         /* retail_selling, retail_sold */
  SUIMA_EVENT_TAKE_BACK = 8,    /* 退货 from a buyer: receiving, returned */
  SUIMA_EVENT_SEND_BACK = 9,    /* 退货 to the supplier: shipping, returned */
  SUIMA_EVENT_WASTE = 10,       /* 损耗: loss of a quantity: disposed */
  SUIMA_EVENT_TRANSFORM = 11,   /* 拆分, 分切, 混装, 分装: TransformationEvent */
  SUIMA_EVENT_HOLD = 12,        /* 暂存, 锁定: holding, non_sellable_other */
  SUIMA_EVENT_RELEASE = 13,     /* inspecting, sellable_accessible */
  SUIMA_EVENT_RECALL = 14,      /* holding, and recalled until it is lifted */
  SUIMA_EVENT_LIFT_RECALL = 15,
  SUIMA_EVENT_DESTROY = 16,     /* 销毁, 无害化: ObjectEvent DELETE, destroying, destroyed */
  SUIMA_EVENT_EXPIRE = 17,      /* 过期下架: holding, expired */
  SUIMA_EVENT_TEST = 18,        /* 抽检, 快检: inspecting, conformant or non_conformant */
  SUIMA_EVENT_ZONE = 19,        /* the market's zones: 入场, 待检, 交易, 贮存, 出货 */
  SUIMA_EVENT_FOUND = 20,       /* 盘盈: a stock check found more: cycle_counting */
  SUIMA_EVENT_MISSED = 21,      /* 盘亏: a stock check found less: cycle_counting */
  SUIMA_EVENT_OVERRIDE = 22,    /* a supervisor let a batch pass where the rule allows it */
  SUIMA_EVENT_REVEAL = 23,      /* masked data were shown, with role and reason */
  SUIMA_EVENT_PAPER = 24,       /* 补证: a document was added to a batch */
  SUIMA_EVENT_SIGN_OFF = 25,    /* a stock check or a reconciliation was signed */
  SUIMA_EVENT_BADGE = 26,       /* a PIN was changed or taken away */
  SUIMA_EVENT_ADOPT = 30,       /* 一码到底: boxes keep the supplier's codes: accepting */
  SUIMA_EVENT_CORRECT = 31,     /* another event, as it should have been; or what is on record of a
                                   batch or a seller, with the old value and the new: other */
  SUIMA_EVENT_DECLARE = 32,     /* another event's errorDeclaration: incorrect_data */
  SUIMA_EVENT_UNDO = 33,        /* a receipt's errorDeclaration: did_not_occur */
} SuimaEventKind;

/** SuimaEventQuantity: so much of a lot. */
typedef struct
{
  const char *epc_class; /* URI of the lot */
  gint64 quantity_milli; /* thousandths of @unit, more than 0 */
  const char *unit;      /* (nullable): kg becomes KGM; a unit that UN/ECE has no code for is left
                            to `suima:unit` */
} SuimaEventQuantity;

/** SuimaEventDetail: one more fact, written as `suima:<key>`. */
typedef struct
{
  const char *key; /* letters and digits, camelCase: `place` */
  const char *text; /* (nullable): nothing is written */
} SuimaEventDetail;

/** SuimaEventFacts: what happened; all borrowed. */
typedef struct
{
  SuimaEventKind kind;
  const SuimaBatch *batch;        /* (nullable): COMMISSION and TRANSFORM: ilmd is made of it */
  const char *const *epcs;        /* (nullable): %NULL-terminated, all different; of TRANSFORM what
                                     went in */
  const SuimaEventQuantity *quantities; /* (nullable): what went in, or what the act is about */
  gsize n_quantities;
  const SuimaEventQuantity *output; /* TRANSFORM: what came out */
  guint copy;                     /* REPRINT: the copy number, else 0 */
  gboolean is_bad;                /* TEST: not conformant */
  gint64 weight_g;                /* COMMISSION: net weight of each item, 0 for none: in ilmd, in
                                     kilograms (KGM of UN/ECE Rec 20), as netWeight of CBV is */
  const char *reason;             /* (nullable) */
  const SuimaEventDetail *details; /* (nullable) */
  gsize n_details;
} SuimaEventFacts;

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
 * @facts: what
 * @context: who and when
 *
 * The event keeps to the profile in which all generations of the CBV 2.0 event hash agree: one
 * extension namespace (prefix `suima`), no nested extensions. It has no eventID yet: that is its
 * hash, which the trust room computes. An act without object names its place alone.
 *
 * Returns: (transfer full): the event, `type` first.
 */
json_t *suima_event_new (const SuimaEventFacts *facts, const SuimaEventContext *context);

/** suima_event_paper_key: Returns: (transfer none): the key of ilmd under which the number of such a
 * paper stands. */
const char *suima_event_paper_key (SuimaPaperKind kind);

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

// SPDX-License-Identifier: Apache-2.0
// One event of a capture: checked, indexed, put beside what is stored.
#pragma once

#include "suima-hub-private.h"

/** SuimaHubArrival: one event as it came; all borrowed. */
typedef struct
{
  const json_t *event;
  const json_t *context; /* (nullable): the document's @context */
  const char *context_text;
  GBytes *body;        /* its own bytes */
  const char *pointer; /* JSON Pointer to it, for messages */
  gint64 record_us;
  const SuimaHubSigner *signer;
} SuimaHubArrival;

typedef enum
{
  SUIMA_HUB_STORED,
  SUIMA_HUB_DUPLICATE,
  SUIMA_HUB_REFUSED, /* with a problem */
  SUIMA_HUB_FAILED,  /* the database failed: nothing of the capture may be kept */
} SuimaHubOutcome;

/** SuimaHubVerdict: what became of an arrival; owned. */
typedef struct
{
  char *event_id;  /* (nullable): given or filled in */
  json_t *problem; /* (nullable): why it was refused */
} SuimaHubVerdict;

void suima_hub_verdict_clear (SuimaHubVerdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaHubVerdict, suima_hub_verdict_clear)

/**
 * suima_hub_take_event:
 * @ret_verdict: (out): to be cleared
 *
 * Inside a transaction. The same event again is a duplicate; another event under the same eventID
 * is refused, naming both.
 *
 * Returns: the outcome; @error is set with FAILED only.
 */
SuimaHubOutcome suima_hub_take_event (SuimaHub *hub,
                                      const SuimaHubArrival *arrival,
                                      SuimaHubVerdict *ret_verdict,
                                      GError **error);

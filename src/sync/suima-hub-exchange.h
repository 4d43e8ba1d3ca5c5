// SPDX-License-Identifier: Apache-2.0
// One signed request to the hub and its answer.
#pragma once

#include "suima-key.h"

#include <gio/gio.h>

typedef struct _SuimaHubExchange SuimaHubExchange;

/** suima_hub_exchange_new: As suima_hub_client_new(). */
SuimaHubExchange *
suima_hub_exchange_new (const char *base_uri, const SuimaKey *key, GError **error);
void suima_hub_exchange_free (SuimaHubExchange *exchange);

/** SuimaHubCall: what to send; all borrowed. */
typedef struct
{
  const char *method;
  const char *path;    /* below the base URI, begins with a slash */
  const char *query;   /* (nullable): without the question mark */
  GBytes *body;        /* (nullable): JSON, sent with gzip */
  gboolean is_capture; /* asks for error behaviour `proceed` */
} SuimaHubCall;

/** SuimaHubAnswer: what came back; owned. */
typedef struct
{
  guint status;
  GBytes *body;        /* at most 8 MB */
  char *location;      /* (nullable) */
  guint retry_after_s; /* 0: none */
  gint64 hub_time_us;  /* the hub's Date, 0: none */
} SuimaHubAnswer;

void suima_hub_answer_free (SuimaHubAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaHubAnswer, suima_hub_answer_free)

/**
 * suima_hub_exchange_send:
 *
 * Blocks. Redirects are not followed. When the hub's clock and ours disagree it tries once more by
 * the hub's clock.
 *
 * Returns: (transfer full): the answer, whatever its status. Errors: OFFLINE when there was no
 * whole answer; G_IO_ERROR_CANCELLED.
 */
SuimaHubAnswer *suima_hub_exchange_send (SuimaHubExchange *exchange,
                                         const SuimaHubCall *call,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * suima_hub_answer_check:
 * @wanted: the status that means success
 *
 * Returns: whether @answer has it. Errors: BUSY (429, 503), DENIED (401, 403), NO_SPACE (413),
 * INVALID (another 4xx), OFFLINE for all else, which some other machine on the way may have said.
 */
gboolean suima_hub_answer_check (const SuimaHubAnswer *answer, guint wanted, GError **error);

/**
 * suima_hub_exchange_resolve:
 * @location: (nullable): the value of a Location header
 *
 * Returns: (transfer full): the path below the base URI. Errors: OFFLINE when it is missing or
 * leads to another host.
 */
char *suima_hub_exchange_resolve (SuimaHubExchange *exchange, const char *location, GError **error);

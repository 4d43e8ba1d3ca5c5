// SPDX-License-Identifier: Apache-2.0
// What the files of suima-hub-client share.
#pragma once

#include "suima-hub-client.h"

#include "suima-hub-exchange.h"
#include "suima-json.h"

struct _SuimaHubClient
{
  GObject parent;

  /* owned */
  SuimaHubExchange *exchange;

  const SuimaKey *key; /* borrowed, may be NULL */
};

/** suima_hub_client_read_json: Returns: (transfer full): the answer's body. Errors: OFFLINE for what
 * no hub says. */
json_t *suima_hub_client_read_json (const SuimaHubAnswer *answer, GError **error);

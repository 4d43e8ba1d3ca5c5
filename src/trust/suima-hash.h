// SPDX-License-Identifier: Apache-2.0
// The CBV 2.0 event hash: the identity of an event.
#pragma once

#include "suima-json.h"

#include <glib.h>

/**
 * suima_hash_event:
 * @event: an EPCIS event
 * @context: (nullable): its document's `@context`; namespaces are read from inline objects only
 *
 * Returns: (transfer full): `ni:///sha-256;<hex>?ver=CBV2.0`. eventID, recordTime,
 * errorDeclaration and certificationInfo do not count.
 */
char *suima_hash_event (const json_t *event, const json_t *context);

/** suima_hash_canonical: Returns: (transfer full): the string that is hashed. */
char *suima_hash_canonical (const json_t *event, const json_t *context);

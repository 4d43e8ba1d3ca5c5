// SPDX-License-Identifier: Apache-2.0
// GS1 identifiers in their one canonical form.
#pragma once

#include <glib.h>

/**
 * suima_epc_normalise:
 * @uri: any URI of an EPC or class
 *
 * As suima_epc_to_canonical(); other URIs stay as they are, but for scheme and host in lower case.
 *
 * Returns: (transfer full): the URI under which events are found.
 */
char *suima_epc_normalise (const char *uri);

/**
 * suima_epc_to_canonical:
 * @uri: any text
 *
 * Digital Links, with a signature or anything else before the key, and EPC URNs become
 * `https://id.gs1.org/<key>/<value>[/<finest qualifier>/<value>]` whatever their host; query and
 * fragment fall away (CBV 2.0 event hash, rule of identifiers; CBV 2.0 8.2.4.2).
 *
 * Returns: (transfer full) (nullable): the canonical URI; %NULL when @uri is neither.
 */
char *suima_epc_to_canonical (const char *uri);

/** suima_epc_from_urn: Returns: (transfer full) (nullable): the Digital Link of an `urn:epc:id:`,
 * `urn:epc:class:` or `urn:epc:idpat:` URI (GS1 TDS 6, 12); %NULL for anything else. */
char *suima_epc_from_urn (const char *uri);

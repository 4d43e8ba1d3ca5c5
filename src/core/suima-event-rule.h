// SPDX-License-Identifier: Apache-2.0
// What one value of an event may be. Messages leave out the key: the caller puts it in front.
#pragma once

#include "suima-json.h"

#include <glib.h>

/** SuimaEventRule: Returns: whether @value keeps the rule. Errors: INVALID. */
typedef gboolean (*SuimaEventRule) (const json_t *value, GError **error);

/** suima_event_refuse: Sets INVALID with @what. Returns: %FALSE. */
gboolean suima_event_refuse (GError **error, const char *what);
/** suima_event_is_uri: Returns: whether @text is a scheme and ASCII that a URI may hold (RFC 3986). */
gboolean suima_event_is_uri (const char *text);

gboolean suima_event_check_text (const json_t *value, GError **error);
gboolean suima_event_check_uri (const json_t *value, GError **error);
gboolean suima_event_check_number (const json_t *value, GError **error);
gboolean suima_event_check_boolean (const json_t *value, GError **error);
/** suima_event_check_hex: hexadecimal digits, one at least. */
gboolean suima_event_check_hex (const json_t *value, GError **error);
/** suima_event_check_uom: 2 or 3 characters of UN/ECE Recommendation 20. */
gboolean suima_event_check_uom (const json_t *value, GError **error);
/** suima_event_check_time: RFC 3339 with a zone. */
gboolean suima_event_check_time (const json_t *value, GError **error);
/** suima_event_check_offset: `+08:00`, at most 14:00 either way; `Z` is none. */
gboolean suima_event_check_offset (const json_t *value, GError **error);
gboolean suima_event_check_action (const json_t *value, GError **error);

/** The words of CBV, or somebody else's URI. */
gboolean suima_event_check_biz_step (const json_t *value, GError **error);
gboolean suima_event_check_disposition (const json_t *value, GError **error);
gboolean suima_event_check_transaction_type (const json_t *value, GError **error);
gboolean suima_event_check_party_type (const json_t *value, GError **error);
gboolean suima_event_check_component (const json_t *value, GError **error);
gboolean suima_event_check_measurement (const json_t *value, GError **error);
gboolean suima_event_check_alert (const json_t *value, GError **error);
gboolean suima_event_check_reason (const json_t *value, GError **error);

/** suima_event_check_list: a list each member of which keeps @rule. */
gboolean suima_event_check_list (SuimaEventRule rule, const json_t *value, GError **error);
/** suima_event_check_distinct: @list, of texts, has none twice. */
gboolean suima_event_check_distinct (const json_t *list, GError **error);
gboolean suima_event_check_uris (const json_t *value, GError **error);
/** suima_event_check_epcs: URIs, all different. */
gboolean suima_event_check_epcs (const json_t *value, GError **error);
/** suima_event_check_dispositions: one or more, all different. */
gboolean suima_event_check_dispositions (const json_t *value, GError **error);
/** suima_event_check_certificates: a URI or a list of them. */
gboolean suima_event_check_certificates (const json_t *value, GError **error);

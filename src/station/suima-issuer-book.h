// SPDX-License-Identifier: Apache-2.0
// The keys of other stations that this one knows, and who said so. Within this room only.
#pragma once

#include "suima-feed.h"
#include "suima-station-private.h"

/** suima_issuer_book_find: Returns: (transfer full) (nullable): what the hub said of a key; %NULL
 * without an error where it said nothing. */
SuimaIssuer *suima_issuer_book_find (SuimaStation *station, const char *key_id, GError **error);

/** suima_issuer_book_get_key: Returns: (transfer full) (nullable): 64 hex digits: the key that is held
 * to be that station's here, whoever said so. */
char *suima_issuer_book_get_key (SuimaStation *station, const char *key_id, GError **error);

/** suima_issuer_book_keep: The check word of @key was said, under the name @seller: it is believed
 * from now on. Inside a transaction. */
gboolean suima_issuer_book_keep (SuimaStation *station,
                                 const char *key_id,
                                 const guint8 *public_key,
                                 const char *seller,
                                 GError **error);

/**
 * suima_issuer_book_take:
 * @issuer: as the hub says it
 *
 * A key that is not known yet becomes known; what is known is never replaced: another key of the
 * same station is noted beside it. What is revoked stays so. Inside a transaction.
 *
 * Returns: whether it could be done. @ret_is_news: whether it changed anything.
 */
gboolean suima_issuer_book_take (SuimaStation *station,
                                 const SuimaIssuer *issuer,
                                 gboolean *ret_is_news,
                                 GError **error);

/** suima_issuer_book_refuses: Returns: whether the key of @serial is revoked, and good for less. */
gboolean suima_issuer_book_refuses (SuimaStation *station, const char *serial);

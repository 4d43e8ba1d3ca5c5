// SPDX-License-Identifier: Apache-2.0
// A secret for one station alone: libsodium's sealed box to its Ed25519 key.
#pragma once

#include "suima-key.h"

#include <glib.h>

/**
 * suima_sealed_box_seal:
 * @public_key: 32 bytes, Ed25519
 * @plain, @size_bytes: the secret
 *
 * The box is made for the X25519 key that belongs to @public_key, by a key that is thrown away.
 *
 * Returns: (transfer full) (nullable): the box, 48 bytes longer than the secret; %NULL when
 * @public_key is not a point that can take one.
 */
GBytes *suima_sealed_box_seal (const guint8 *public_key, const void *plain, gsize size_bytes);

/**
 * suima_sealed_box_open:
 * @key: the station's key
 * @box: from suima_sealed_box_seal()
 * @ret_plain: (out): room for @size_bytes
 * @size_bytes: the size that the secret must have
 *
 * Returns: whether @box was sealed for @key and holds that many bytes. Errors: DENIED.
 */
gboolean suima_sealed_box_open (
    const SuimaKey *key, GBytes *box, guint8 *ret_plain, gsize size_bytes, GError **error);

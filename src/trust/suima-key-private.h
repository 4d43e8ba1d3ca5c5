// SPDX-License-Identifier: Apache-2.0
// The part of a key that stays inside this room.
#pragma once

#include "suima-key.h"

/** suima_key_get_secret: Returns: (transfer none): 64 bytes, the Ed25519 seed and the public key.
 */
const guint8 *suima_key_get_secret (const SuimaKey *key);

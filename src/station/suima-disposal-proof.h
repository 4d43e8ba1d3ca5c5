// SPDX-License-Identifier: Apache-2.0
// What goods that are destroyed have to be proven with. Within this room only.
#pragma once

#include "suima-station-private.h"
#include "suima-station-stock.h"

/**
 * suima_disposal_check_proof:
 * @disposal: how @batch is destroyed
 *
 * Witnesses, weight and photo, as the rules of today's `disposal` ask for them, and those of every
 * recall that @batch is in.
 *
 * Errors: INVALID, naming all that is missing and the rule.
 */
gboolean suima_disposal_check_proof (SuimaStation *station,
                                     const SuimaBatch *batch,
                                     const SuimaDisposal *disposal,
                                     GError **error);

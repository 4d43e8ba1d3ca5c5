// SPDX-License-Identifier: Apache-2.0
// Storage conditions as people write them. Private to the intake room.
#pragma once

#include "suima-batch.h"

/**
 * suima_temp_class_from_storage:
 * @storage: `冷冻 -18℃`, `冷藏 0~4℃`, `常温`, `≤-18度`
 *
 * The first word that says it decides (`冷藏, 勿冷冻` is chilled), else the temperatures.
 *
 * Returns: the class; UNKNOWN when nothing says it.
 */
SuimaTempClass suima_temp_class_from_storage (const char *storage);

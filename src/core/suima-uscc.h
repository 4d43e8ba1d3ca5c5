// SPDX-License-Identifier: Apache-2.0
// 统一社会信用代码, the number of a registered trader.
#pragma once

#include <glib.h>

/** suima_uscc_check: Returns: whether @text is 18 symbols with the right check symbol
 * (GB 32100-2015: weights 3^i mod 31, 31 symbols without I, O, S, V and Z). */
gboolean suima_uscc_check (const char *text);

// SPDX-License-Identifier: Apache-2.0
// 临近保质期: how many days before the last one goods count as near it, by the city's table.
#pragma once

#include "suima-batch.h"

#include <glib.h>

/** SuimaNearExpiry: opaque: the rows of a table. */
typedef struct _SuimaNearExpiry SuimaNearExpiry;

/** suima_near_expiry_parse: @text: JSON: {"rows": [{jurisdiction, life_from, near, source}]}: goods
 * that live @life_from days or more are near their end for `near` days: [shortest, longest] life of
 * the row. Returns: (transfer full). Errors: INVALID, naming the row. */
SuimaNearExpiry *suima_near_expiry_parse (const char *text, gsize size_bytes, GError **error);
void suima_near_expiry_free (SuimaNearExpiry *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaNearExpiry, suima_near_expiry_free)

/** suima_near_expiry_get_days: @life_days: of the goods, from their making to their last day. Returns:
 * the days; 0 where no row of @jurisdiction or what it lies in says any. */
guint suima_near_expiry_get_days (const SuimaNearExpiry *table,
                                  const char *jurisdiction,
                                  int life_days);

/** suima_near_expiry_has: @since: the day from which the life of goods without production day is
 * counted. Returns: whether @batch is near its end on @today: not past it, and so many days or fewer
 * left, the last day counted. */
gboolean suima_near_expiry_has (const SuimaNearExpiry *table,
                                const char *jurisdiction,
                                const SuimaBatch *batch,
                                SuimaDay since,
                                SuimaDay today);

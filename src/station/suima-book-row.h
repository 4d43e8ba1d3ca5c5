// SPDX-License-Identifier: Apache-2.0
// What a row of a ledger can say, by the names of its fields, as a role may see it. Within this room
// only.
#pragma once

#include "suima-station-private.h"
#include "suima-stock.h"
#include "suima-store-flow.h"

/** SuimaBookRow: opaque; it remembers the batch and party it read last. */
typedef struct _SuimaBookRow SuimaBookRow;

SuimaBookRow *suima_book_row_new (SuimaStation *station);
void suima_book_row_free (SuimaBookRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBookRow, suima_book_row_free)

gboolean suima_book_row_set_movement (SuimaBookRow *row,
                                      const SuimaMovement *movement,
                                      GError **error);
/** suima_book_row_set_flow: @places: copied. */
gboolean suima_book_row_set_flow (SuimaBookRow *row,
                                  const SuimaBatchFlow *flow,
                                  const char *places,
                                  GError **error);

/** suima_book_row_knows: Whether there is a field @name: `day`, `time`, `kind`, `party`, `contact`,
 * `quantity`, `short`, `price`, `place`, `owner`, `person`, `reason`, `reported`, `seq`, `batch`,
 * `opening`, `in`, `out`, `closing`, `places`; of the batch `product`, `spec`, `lot`, `gtin`,
 * `category`, `unit`, `origin`, `port`, `storage`, `producer`, `supplier`, `importer`, `production`,
 * `expiry`, `paper:<kind>`. */
gboolean suima_book_row_knows (const char *name);
/** suima_book_row_dup: Returns: (transfer full): "" where it has none or the role may not see it. */
char *suima_book_row_dup (SuimaBookRow *row, const char *name);

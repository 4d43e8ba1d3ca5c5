// SPDX-License-Identifier: Apache-2.0
// A ledger as a table: its columns are data, each a header and the name of a field. Within this room
// only.
#pragma once

#include "suima-sheet-write.h"
#include "suima-station-books.h"

/** suima_book_make: Returns: (transfer full): the ledger of @from to @to as the station's role may see
 * it. Errors: INVALID. */
SuimaTable *suima_book_make (
    SuimaStation *station, SuimaBook book, SuimaDay from, SuimaDay to, GError **error);

// SPDX-License-Identifier: Apache-2.0
// The three ledgers (三本台账) and the pack for an inspection.
#pragma once

#include "suima-station.h"

typedef enum
{
  SUIMA_BOOK_PURCHASE, /* 进货台账: what came in, and what was sent back */
  SUIMA_BOOK_SALE,     /* 销售台账: what was sold or issued, and what was taken back */
  SUIMA_BOOK_STOCK,    /* 库存台账: opening, in, out, closing of each batch, and where it was */
  SUIMA_N_BOOKS
} SuimaBook;

/** suima_book_to_code: Returns: (transfer none): `purchase`, `sale`, `stock`. */
const char *suima_book_to_code (SuimaBook book);
/** suima_book_from_code: Returns: whether @code names a ledger, and the ledger. */
gboolean suima_book_from_code (const char *code, SuimaBook *ret_book);

/**
 * suima_station_write_book:
 * @from, @to: first and last day
 * @path: the file; it is XLSX where its name ends in `.xlsx`, else CSV
 * @is_gb18030: CSV for programs that know no UTF-8
 * @ret_rows: (out): without the header
 *
 * The columns are those of the folder's ledgers/<code>.json, else the shipped ones. What the role of
 * suima_station_set_role() may not see is masked or left out. The file is there whole or not at all.
 *
 * Errors: INVALID (the columns' file; too many rows; days the wrong way round), NO_SPACE, DENIED.
 */
gboolean suima_station_write_book (SuimaStation *station,
                                   SuimaBook book,
                                   SuimaDay from,
                                   SuimaDay to,
                                   const char *path,
                                   gboolean is_gb18030,
                                   guint *ret_rows,
                                   GError **error);

/** SuimaInspection: what is in a pack. */
typedef struct
{
  GPtrArray *names; /* (element-type utf8): its files, `manifest.json` the last */
  guint movements;  /* rows of the ledgers of purchase and sale */
  guint late, overrides, reprints, voids, papers, destroyed, corrections;
  guint entries;    /* of the log */
  gboolean is_ok;   /* nobody changed the log */
} SuimaInspection;

void suima_inspection_free (SuimaInspection *inspection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaInspection, suima_inspection_free)

/**
 * suima_station_inspect:
 * @out: a folder, which is made and must be empty, or a file `.zip`
 *
 * In one act: the three ledgers, late reports with their reasons, overrides, reprints, voids, corrections, what was
 * destroyed and the papers with the hashes of their photos, the check of the log, and manifest.json with
 * the SHA-256 of each
 * file, signed by the station. It writes nothing in the station.
 *
 * Returns: (transfer full). Errors: as above; EXISTS when the folder is not empty.
 */
SuimaInspection *suima_station_inspect (
    SuimaStation *station, SuimaDay from, SuimaDay to, const char *out, GError **error);

/** suima_inspection_check: @dir: an unpacked pack  @public_key: 64 hex digits. Returns: whether each
 * file is as it was when the station signed. Errors: NOT_FOUND, INVALID, CORRUPT, naming the file. */
gboolean suima_inspection_check (const char *dir, const char *public_key, GError **error);

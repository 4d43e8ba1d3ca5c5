// SPDX-License-Identifier: Apache-2.0
// 经营户档案: the files that a market keeps of its sellers.
#pragma once

#include "suima-station.h"
#include "suima-stock.h"

/** SuimaSellerFile: a seller and what is wrong with the file. */
typedef struct _SuimaSellerFile
{
  SuimaParty *party;
  guint warnings;        /* bits of SuimaSellerWarning */
  guint n_late;          /* movements of their goods not reported in time */
  gint64 oldest_due_us;  /* of those; 0 for none */
  guint n_failed;        /* tests that their goods failed */
  SuimaDay keep_until;   /* of one who left; else NONE */
} SuimaSellerFile;

void suima_seller_file_free (SuimaSellerFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaSellerFile, suima_seller_file_free)

/**
 * suima_station_set_seller:
 * @party: @name says who; texts that are %NULL and days that are NONE stay as they are, "" takes a
 *   text away
 * @person: (nullable): who does it
 * @is_new: a file is opened, for a new name or for somebody we dealt with otherwise before; else it
 *   must be there
 *
 * The credit code is checked by its check character; it is kept in upper case. Whoever gets a new
 * file is there again. An event says who changed what, with the old value and the new: of phone,
 * address and credit code what everybody may see of them, as events leave the shop.
 *
 * Returns: (transfer full): the file. Errors: INVALID (no name, credit code); EXISTS; NOT_FOUND.
 */
SuimaSellerFile *suima_station_set_seller (SuimaStation *station,
                                           const SuimaParty *party,
                                           gboolean is_new,
                                           const char *person,
                                           GError **error);

/** suima_station_leave_seller: 退场 on @day, NONE for today. The file is kept for
 * SUIMA_SELLER_KEEP_MONTHS. Returns: (transfer full): the file. Errors: NOT_FOUND. */
SuimaSellerFile *suima_station_leave_seller (SuimaStation *station,
                                             const char *name,
                                             SuimaDay day,
                                             const char *person,
                                             GError **error);

/** SuimaSellerSelection: which files. */
typedef enum
{
  SUIMA_SELLERS_HERE, /* those who are there, and those who left and whose file must be kept */
  SUIMA_SELLERS_ALL,
  SUIMA_SELLERS_LATE, /* movements of their goods are not reported in time */
} SuimaSellerSelection;

/** suima_station_list_sellers: Returns: (transfer full) (element-type SuimaSellerFile): by name. */
GPtrArray *suima_station_list_sellers (SuimaStation *station,
                                       SuimaSellerSelection selection,
                                       GError **error);

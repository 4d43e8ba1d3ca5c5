// SPDX-License-Identifier: Apache-2.0
// Vouchers made here and received.
#pragma once

#include "suima-store.h"
#include "suima-voucher.h"

/** suima_store_add_voucher: @record: @id and @party ignored, @batches its lines with @quantities of
 * the same number, thousandths. Inside a transaction. Returns: the id, 0 on error. Errors: EXISTS. */
gint64 suima_store_add_voucher (SuimaStore *store,
                                const SuimaVoucherRecord *record,
                                const gint64 *quantities,
                                GError **error);
/** suima_store_find_voucher: Returns: (transfer full) (nullable): %NULL without an error where there
 * is none. */
SuimaVoucherRecord *
suima_store_find_voucher (SuimaStore *store, const char *number, GError **error);
/** suima_store_list_vouchers: Returns: (transfer full) (element-type SuimaVoucherRecord): newest first. */
GPtrArray *suima_store_list_vouchers (SuimaStore *store, GError **error);
/** suima_store_count_vouchers: Returns: how many @station (a key id) made that are known here, -1 on
 * error. */
gint64 suima_store_count_vouchers (SuimaStore *store, const char *station, GError **error);
/** suima_store_find_voucher_of: Returns: (transfer full) (nullable): the number of our voucher about
 * event @seq. */
char *suima_store_find_voucher_of (SuimaStore *store, gint64 seq, GError **error);

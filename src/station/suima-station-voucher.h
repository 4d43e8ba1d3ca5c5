// SPDX-License-Identifier: Apache-2.0
// 销售溯源凭证: made of what was sold or issued, printed, and read by the next shop.
#pragma once

#include "suima-station.h"
#include "suima-voucher.h"

/** SuimaVoucherRequest: all borrowed. */
typedef struct
{
  const gint64 *seqs; /* events of SELL or ISSUE, to one buyer */
  guint n_seqs;
  const char *person; /* (nullable): who does it */
} SuimaVoucherRequest;

/** suima_station_may_make_vouchers: To be asked before goods are sold that need one. Errors: INVALID, in
 * words, while nobody has said who this shop is. */
gboolean suima_station_may_make_vouchers (SuimaStation *station, GError **error);

/**
 * suima_station_make_voucher:
 * Signs what was sold: a line for each batch. It names the firm that sells and its stall; no person
 * and no phone.
 *
 * Returns: (transfer full): the voucher as it is kept. Errors: NOT_FOUND; INVALID (no sale; several
 * buyers; too many lines; no operator is set); EXISTS when one is on another voucher already.
 */
SuimaVoucherRecord *suima_station_make_voucher (SuimaStation *station,
                                                const SuimaVoucherRequest *request,
                                                GError **error);

/** suima_station_get_voucher: Returns: (transfer full): one made or received here. Errors: NOT_FOUND. */
SuimaVoucherRecord *
suima_station_get_voucher (SuimaStation *station, const char *number, GError **error);
/** suima_station_list_vouchers: Returns: (transfer full) (element-type SuimaVoucherRecord): newest
 * first. */
GPtrArray *suima_station_list_vouchers (SuimaStation *station, GError **error);

/**
 * suima_station_print_voucher:
 * @number: of one of ours
 *
 * On the label printer, template `70x50-voucher`. Where the whole voucher does not fit the code, the
 * short one is printed: its lines go by file, suima_station_export_voucher().
 *
 * Errors: NOT_FOUND, PRINTER, NO_SPACE, INVALID (not ours).
 */
gboolean suima_station_print_voucher (SuimaStation *station,
                                      const char *number,
                                      const char *printer,
                                      guint copies,
                                      GCancellable *cancellable,
                                      GError **error);
/** suima_station_draw_voucher: The same as a PNG file. */
gboolean suima_station_draw_voucher (SuimaStation *station,
                                     const char *number,
                                     const char *path,
                                     GError **error);
/** suima_station_export_voucher: Writes the whole signed voucher as a text file. */
gboolean suima_station_export_voucher (SuimaStation *station,
                                       const char *number,
                                       const char *path,
                                       GError **error);

/** SuimaVoucherReading: what a voucher's code says, and what is to be held of it. */
typedef struct
{
  SuimaVoucher *voucher; /* NULL where it is damaged */
  char *uri;             /* signed, as read */
  char *number, *key_id, *check_word;
  char *registered;      /* (nullable): whose the hub says the key is, where the voucher says otherwise */
  const char *verdict;   /* ASCII: voucher, voucher-ours, voucher-received, voucher-new-seller,
                            voucher-altered, voucher-other-key, voucher-revoked, malformed */
} SuimaVoucherReading;

void suima_voucher_reading_free (SuimaVoucherReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaVoucherReading, suima_voucher_reading_free)

/**
 * suima_station_read_voucher:
 * @text: the URI of a voucher
 *
 * Verified without a network. The key is in the voucher itself; it counts when the hub or an earlier
 * receipt made it known here under the same station.
 *
 * Returns: (transfer full): always, but for an error of the store.
 */
SuimaVoucherReading *
suima_station_read_voucher (SuimaStation *station, const char *text, GError **error);

/** SuimaVoucherReceipt: all borrowed. */
typedef struct
{
  const char *text;       /* of the code */
  const char *file;       /* (nullable): the seller's file, for a short code */
  const char *check_word; /* (nullable): of a seller that is not known yet, as he says it */
  const char *place;      /* (nullable): where the goods are put */
  const char *person;     /* (nullable): who does it */
  gboolean is_expected;   /* the goods are still to come: only the receipt is filled in */
} SuimaVoucherReceipt;

/** SuimaVoucherGoods: what a voucher brought. */
typedef struct
{
  char *number;
  char *seller;
  GArray *batches; /* (element-type gint64) */
  gboolean is_known; /* it was received before: nothing was added */
} SuimaVoucherGoods;

void suima_voucher_goods_free (SuimaVoucherGoods *goods);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaVoucherGoods, suima_voucher_goods_free)

/**
 * suima_station_receive_voucher:
 * New batches with their papers, the seller as their supplier, the voucher itself as their 进货凭证;
 * received in full, unless @is_expected. The same voucher again adds nothing.
 *
 * Returns: (transfer full). Errors: DENIED, in words, for an altered voucher, another key, or a
 * seller who is not known and whose check word was not said; INVALID (damaged; a short one without
 * its file; our own).
 */
SuimaVoucherGoods *suima_station_receive_voucher (SuimaStation *station,
                                                  const SuimaVoucherReceipt *receipt,
                                                  GError **error);

/** suima_station_dup_check_word: Returns: (transfer full): what this station tells a buyer who sees a
 * voucher of it for the first time. */
char *suima_station_dup_check_word (SuimaStation *station);

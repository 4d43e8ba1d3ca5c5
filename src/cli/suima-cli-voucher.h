// SPDX-License-Identifier: Apache-2.0
// What other commands need of the vouchers.
#pragma once

#include "suima-cli.h"
#include "suima-station-voucher.h"

/** suima_cli_make_voucher: @seqs: (element-type gint64): of sales just made. Returns: the exit code. */
int suima_cli_make_voucher (SuimaCli *cli,
                            SuimaStation *station,
                            GArray *seqs,
                            const char *person,
                            const char *printer,
                            gboolean is_printed);

/** suima_cli_receive_voucher: @image: (nullable): a picture of the code. Returns: the exit code. */
int suima_cli_receive_voucher (SuimaCli *cli, const SuimaVoucherReceipt *receipt, const char *image);

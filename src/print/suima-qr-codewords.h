// SPDX-License-Identifier: Apache-2.0
// The codewords of a QR symbol, as they go into it. Within this room only.
#pragma once

#include "suima-qr-segments.h"

#define SUIMA_QR_MAX_CODEWORDS 404 /* of version 11 */
#define SUIMA_QR_MAX_ECC 30        /* of one block, in versions 1 to 11 at M and Q */

/** SuimaQrBlocks: how the codewords of one version and level are divided. */
typedef struct
{
  guint n_data;                        /* codewords of all blocks */
  guint n_blocks;                      /* n_data % n_blocks of them, the last, are longer by one */
  guint n_ecc;                         /* codewords of error correction in each block */
  guint8 steps[256][SUIMA_QR_MAX_ECC]; /* what each byte leaves of a division by the generator */
} SuimaQrBlocks;

/**
 * suima_qr_blocks_init:
 * @blocks: (out caller-allocates):
 * @version: 1 to 11
 * @level: QR_ECLEVEL_M or QR_ECLEVEL_Q
 * @n_codewords: that the symbol has room for
 *
 * Source: ISO/IEC 18004:2015, table 9 and annex A.
 */
void
suima_qr_blocks_init (SuimaQrBlocks *blocks, guint version, QRecLevel level, guint n_codewords);

/**
 * suima_qr_write_codewords:
 * @plan: of @text, with a version up to 11
 * @ret_codewords: (out caller-allocates): n_data + n_blocks * n_ecc of them, interleaved
 *
 * Source: ISO/IEC 18004:2015, 7.4 to 7.6.
 */
void suima_qr_write_codewords (const SuimaQrBlocks *blocks,
                               const SuimaQrPlan *plan,
                               const char *text,
                               guint8 ret_codewords[SUIMA_QR_MAX_CODEWORDS]);

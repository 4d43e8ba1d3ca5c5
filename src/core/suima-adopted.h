// SPDX-License-Identifier: Apache-2.0
// 一码到底: how a box that bears somebody else's code is named among our items.
#pragma once

#include "suima-recognise.h"

#include <glib.h>

/** SuimaAdopted: a foreign code as the identity of one box. */
typedef struct
{
  char *serial; /* 20 characters */
  char *epc;    /* (nullable): of its own where the code has one; %NULL: ours is made of @serial */
} SuimaAdopted;

void suima_adopted_free (SuimaAdopted *adopted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaAdopted, suima_adopted_free)

/**
 * suima_adopted_new:
 * @scan: what was scanned
 *
 * A trace code of another station keeps its own serial. Any other gets 19 characters of the
 * SHA-256 of "SUIMA-ADOPTED-1\n" and its identity, and a check character that is always wrong, so
 * that it is never the serial of a label of ours. The identity is GTIN and serial, or the SSCC, of
 * a GS1 code however it is written, else the text itself.
 *
 * Returns: (transfer full) (nullable): %NULL where the code is not that of one box: a product
 * number, a voucher, a certificate, a damaged code.
 */
SuimaAdopted *suima_adopted_new (const SuimaScan *scan);

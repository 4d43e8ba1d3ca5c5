// SPDX-License-Identifier: Apache-2.0
// The masks of whole records: what a query gives out goes through one of these first.
#pragma once

#include "suima-count.h"
#include "suima-decision.h"
#include "suima-document.h"
#include "suima-item.h"
#include "suima-market.h"
#include "suima-mask.h"
#include "suima-recall.h"
#include "suima-stock.h"
#include "suima-transformation.h"

#include <glib.h>

typedef enum
{
  SUIMA_MASK_TEXT,    /* char *: %NULL when hidden */
  SUIMA_MASK_NAME,    /* char *: "" when hidden */
  SUIMA_MASK_NUMBER,  /* gint64: 0 when hidden */
  SUIMA_MASK_UNKNOWN, /* gint64: -1 when hidden */
} SuimaMaskKind;

/** SuimaMaskRow: a member of a record that not everybody may see. */
typedef struct
{
  SuimaFieldClass field;
  SuimaMaskKind kind;
  gsize offset; /* G_STRUCT_OFFSET() */
} SuimaMaskRow;

/** suima_mask_record: Leaves in @record what @role may see. A record of a new subject has its table
 * of rows beside it, and a function like those below. */
void suima_mask_record (gpointer record, const SuimaMaskRow *rows, gsize n_rows, SuimaRole role);

/** SuimaMaskFunc: the shape of all of them. */
typedef void (*SuimaMaskFunc) (gpointer record, SuimaRole role);

void suima_mask_item (SuimaItem *item, SuimaRole role);
void suima_mask_movement (SuimaMovement *movement, SuimaRole role);
void suima_mask_stock_line (SuimaStockLine *line, SuimaRole role);
void suima_mask_balance (SuimaBalance *balance, SuimaRole role);
void suima_mask_party (SuimaParty *party, SuimaRole role);
void suima_mask_document (SuimaDocument *document, SuimaRole role);
void suima_mask_transformation (SuimaTransformation *transformation, SuimaRole role);
void suima_mask_finding (SuimaFinding *finding, SuimaRole role);
void suima_mask_decision (SuimaDecision *decision, SuimaRole role);

/** suima_mask_batch_lock: Words of a person; that of the gate is a code. */
void suima_mask_batch_lock (SuimaBatchLock *lock, SuimaRole role);
void suima_mask_count_round (SuimaCountRound *round, SuimaRole role);
void suima_mask_count_line (SuimaCountLine *line, SuimaRole role);

/** suima_mask_recall: A title that no authority signed is words of the shop: what is said of a recall in
 * public comes from a signed notice. */
void suima_mask_recall (SuimaRecall *recall, SuimaRole role);
void suima_mask_recall_list (SuimaRecallList *list, SuimaRole role);
void suima_mask_recall_card (SuimaRecallCard *card, SuimaRole role);
void suima_mask_recall_notice (SuimaRecallNotice *notice, SuimaRole role);

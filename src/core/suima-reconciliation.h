// SPDX-License-Identifier: Apache-2.0
// 三方核对: lines of three ledgers of one day, and where they differ.
#pragma once

#include "suima-day.h"

#include <glib.h>

#define SUIMA_N_LEDGERS 3u

/** SuimaLedgerLine: one row of a ledger. Texts but @number are nullable. */
typedef struct
{
  guint ledger; /* 0 to 2 */
  guint row;    /* of its sheet, from 1 */
  char *number; /* of the certificate, folded; "" where the row has none */
  char *lot;    /* folded; "" where the row has none */
  char *product;
  gint64 quantity_milli; /* 0: the cell cannot be read */
  char *unit;
  char *supplier, *importer, *phone;
  SuimaDay day; /* NONE: not said */
} SuimaLedgerLine;

SuimaLedgerLine *suima_ledger_line_new (void);
void suima_ledger_line_free (SuimaLedgerLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaLedgerLine, suima_ledger_line_free)

typedef enum
{
  SUIMA_DIFFERENCE_MISSING,    /* a ledger has no such certificate and lot */
  SUIMA_DIFFERENCE_QUANTITY,
  SUIMA_DIFFERENCE_UNIT,       /* counted in units that cannot be compared */
  SUIMA_DIFFERENCE_LOT,        /* the same certificate with another lot in each */
  SUIMA_DIFFERENCE_DAMAGED,    /* a spreadsheet ate digits of the number */
  SUIMA_DIFFERENCE_NO_NUMBER,  /* the row names no certificate */
  SUIMA_DIFFERENCE_UNREADABLE, /* the quantity cannot be read */
} SuimaDifferenceKind;

/** suima_difference_kind_to_code: Returns: (transfer none): `missing`, `quantity`, `unit`, `lot`,
 * `damaged`, `no-number`, `unreadable`. */
const char *suima_difference_kind_to_code (SuimaDifferenceKind kind);

/** SuimaDifference: what is not the same; and who is to be called about it. */
typedef struct
{
  SuimaDifferenceKind kind;
  char *number;
  char *product;                          /* nullable */
  char *lots[SUIMA_N_LEDGERS];            /* nullable: not there */
  gint64 quantities_milli[SUIMA_N_LEDGERS]; /* -1: not there; 0: not readable */
  char *units[SUIMA_N_LEDGERS];           /* nullable */
  guint rows[SUIMA_N_LEDGERS];            /* the first row of it; 0: not there */
  char *supplier, *importer;              /* nullable */
  char *supplier_phone, *importer_phone;  /* nullable: a row's phone is its supplier's, if it names one */
} SuimaDifference;

void suima_difference_free (SuimaDifference *difference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDifference, suima_difference_free)

/**
 * suima_ledgers_compare:
 * @lines: (element-type SuimaLedgerLine): of all ledgers
 * @ret_n_matched: (out): pairs of certificate and lot that all three have alike
 *
 * Rows of one ledger with the same certificate and lot are summed up. Weights are compared as
 * weights: 1 t is 1000 kg; other units must be the same; where one says none, the numbers decide.
 * Rows that cannot be compared (damaged, without a number, unreadable) are differences each.
 *
 * Returns: (transfer full) (element-type SuimaDifference): by kind of row, then in the order in which
 * they stand in the ledgers.
 */
GPtrArray *suima_ledgers_compare (GPtrArray *lines, guint *ret_n_matched);

/** SuimaReconciliation: what was compared, as it was found. */
typedef struct
{
  gint64 id;
  SuimaDay day;
  char *body; /* JSON */
  gint64 made_us;
  gint64 signed_us; /* 0: not signed */
  char *signed_by;  /* nullable */
} SuimaReconciliation;

void suima_reconciliation_free (SuimaReconciliation *reconciliation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaReconciliation, suima_reconciliation_free)

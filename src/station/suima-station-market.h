// SPDX-License-Identifier: Apache-2.0
// The market operator's day: the gate with its zones, sampling, tests, the board, the month.
#pragma once

#include "suima-market.h"
#include "suima-station.h"

/**
 * suima_station_enter_gate:
 * @has_report: a test report came with the goods; a batch whose papers name one has it anyway
 * @seller: (nullable): 经营户; a new name gets a file
 * @person: (nullable): who does it
 *
 * 入场: the batch stands in the testing zone and is locked until it is let into trade.
 *
 * Returns: (transfer full): where it stands now. Errors: NOT_FOUND; EXISTS when it came in before;
 * DENIED for a seller who has left, and for the clock.
 */
SuimaGateEntry *suima_station_enter_gate (SuimaStation *station,
                                          gint64 batch_id,
                                          gboolean has_report,
                                          const char *seller,
                                          const char *person,
                                          GError **error);

/**
 * suima_station_move_zone:
 * @zone: TESTING, TRADE, STORAGE or DISPATCH
 *
 * Out of the testing zone goes what passed its tests, and what has a report and was not drawn; that
 * takes the gate's lock away. Back in the testing zone it is locked again.
 *
 * Returns: (transfer full). Errors: NOT_FOUND; INVALID; BLOCKED with what is missing.
 */
SuimaGateEntry *suima_station_move_zone (
    SuimaStation *station, gint64 batch_id, SuimaZone zone, const char *person, GError **error);

/** suima_station_get_gate: Returns: (transfer full) (nullable): %NULL for a batch that did not come
 * through the gate, and on error. */
SuimaGateEntry *suima_station_get_gate (SuimaStation *station, gint64 batch_id, GError **error);

/** SuimaGateLine: a batch at the gate. */
typedef struct
{
  SuimaGateEntry *entry;
  SuimaBatch *batch;
} SuimaGateLine;

void suima_gate_line_free (SuimaGateLine *line);

/** suima_station_list_gate: @day, @zone: NONE for all. Returns: (transfer full) (element-type
 * SuimaGateLine). */
GPtrArray *suima_station_list_gate (SuimaStation *station,
                                    SuimaDay day,
                                    SuimaZone zone,
                                    GError **error);

/**
 * suima_station_get_sampling:
 * @day: NONE for today
 *
 * Returns: (transfer full): how many are to be sampled, and how many are. Errors: of the store.
 */
SuimaSampling *suima_station_get_sampling (SuimaStation *station, SuimaDay day, GError **error);

/**
 * suima_station_draw_sample:
 * Draws as many batches as are lacking, by the algorithm of suima_sampling_rank(). One event for each
 * batch drawn, with the seed and how many there were. Draws nothing where enough are drawn.
 *
 * Returns: (transfer full): how the sampling stands then. Errors: DENIED (clock).
 */
SuimaSampling *suima_station_draw_sample (SuimaStation *station,
                                          SuimaDay day,
                                          const char *person,
                                          GError **error);

/**
 * suima_station_record_test:
 * @test: its batch, item, verdict and tester, and what else is known; seq and time are ignored
 *
 * A pass lets the batch into trade, unless another item failed; a later pass of the same item
 * overrules a failure (复检). A failure locks the batch: it is neither sold nor printed.
 *
 * Returns: the event's seq; -1 on error. Errors: NOT_FOUND, INVALID (no item or tester), DENIED.
 */
gint64 suima_station_record_test (SuimaStation *station, const SuimaTest *test, GError **error);

/** SuimaBoardLine: a batch on the board. */
typedef struct
{
  SuimaBatch *batch;
  SuimaTest *test;
  char *seller, *stall;      /* "" for not said */
  GPtrArray *destructions;   /* (element-type SuimaBoardDisposal): of what failed */
  gint64 on_hand_milli;      /* what is left of it */
  gboolean is_locked;        /* failed, and no later test overruled it */
} SuimaBoardLine;

/** SuimaBoardDisposal: what became of failed goods. */
typedef struct
{
  gint64 quantity_milli, weight_g; /* 0: not weighed */
  char *method;
  SuimaDay day;
} SuimaBoardDisposal;

/** SuimaBoard: what a market shows its customers every morning. */
typedef struct _SuimaBoard
{
  SuimaDay day;
  gboolean is_retail;  /* shown until 09:00; wholesale until 08:00 */
  char *market, *managers, *phone; /* "" for not set */
  GPtrArray *results;  /* (element-type SuimaBoardLine): the day's tests */
  GPtrArray *failures; /* (element-type SuimaBoardLine): the day's, and older ones not yet handled */
  guint n_passed;
} SuimaBoard;

void suima_board_free (SuimaBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBoard, suima_board_free)

/** suima_station_get_board: @day: NONE for today. Returns: (transfer full). */
SuimaBoard *suima_station_get_board (SuimaStation *station, SuimaDay day, GError **error);

/** suima_station_write_board: The board as text for a sheet of A4, 80 narrow columns of UTF-8.
 * @path: (nullable): a file that it is written to. Returns: (transfer full): the text. Errors:
 * NO_SPACE, DENIED. */
char *suima_station_write_board (const SuimaBoard *board, const char *path, GError **error);

/** suima_station_get_month: @month: `2026-11`. Returns: (transfer full). Errors: INVALID. */
SuimaMonth *suima_station_get_month (SuimaStation *station, const char *month, GError **error);

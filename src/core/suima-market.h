// SPDX-License-Identifier: Apache-2.0
// The duties of a market: zones of its gate, sampling, tests, and why a batch is locked.
#pragma once

#include "suima-batch.h"

#include <glib.h>

/** SuimaZone: where goods stand on their way through a market with one entry and one exit. */
typedef enum
{
  SUIMA_ZONE_NONE,     /* never came through the gate */
  SUIMA_ZONE_ENTRY,    /* 入场 */
  SUIMA_ZONE_TESTING,  /* 待检 */
  SUIMA_ZONE_TRADE,    /* 交易 */
  SUIMA_ZONE_STORAGE,  /* 贮存 */
  SUIMA_ZONE_DISPATCH, /* 出货 */
} SuimaZone;

/** suima_zone_to_code: Returns: (transfer none): `entry`, `testing`, `trade`, `storage`,
 * `dispatch`; "" for NONE. */
const char *suima_zone_to_code (SuimaZone zone);
/** suima_zone_from_code: Returns: whether @code, or the Chinese name 待检, is a zone. */
gboolean suima_zone_from_code (const char *code, SuimaZone *ret_zone);

/** SuimaGateEntry: a batch that came in through the gate. */
typedef struct
{
  gint64 batch_id;
  SuimaZone zone;
  SuimaDay day;         /* of its entry */
  gboolean has_report;  /* a test report came with it */
  gboolean is_drawn;    /* for the day's sample */
  gint64 seller_id;     /* 0: not said */

  /* when read */
  char *seller;         /* "" for not said */
  guint n_tests, n_failed; /* results on record */
} SuimaGateEntry;

void suima_gate_entry_free (SuimaGateEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaGateEntry, suima_gate_entry_free)

/** SuimaTest: one result. */
typedef struct
{
  gint64 seq; /* of its event; 0 until stored */
  gint64 batch_id;
  char *item;   /* 检测项目: 有机磷和氨基甲酸酯 */
  char *method; /* nullable: GB/T 5009.199 */
  char *value;  /* nullable: 12%, 阴性 */
  char *tester; /* nullable: a person, kept at home */
  gboolean is_passed;
  gint64 at_us;
} SuimaTest;

void suima_test_free (SuimaTest *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTest, suima_test_free)

/** suima_tests_find_failed: @tests: (element-type SuimaTest): of one batch, oldest first. Returns:
 * (transfer none) (nullable): the newest result that failed and that no later test of the same item
 * overruled. */
const SuimaTest *suima_tests_find_failed (GPtrArray *tests);

/** SuimaBatchLock: why a batch is neither sold nor printed. */
typedef struct
{
  char *kind;   /* `hold`, `test`, `recall`, `gate` */
  char *reason; /* words of a person; of `gate` and `test` what suima_words_lock() makes words of */
  gint64 since_us;
} SuimaBatchLock;

void suima_batch_lock_free (SuimaBatchLock *lock);

#define SUIMA_SAMPLING_PERCENT 10 /* of the day's batches with a report, rounded up, at least */
#define SUIMA_SAMPLING_SEED_BYTES 32

/** suima_sampling_get_required: Returns: how many of @n_reported batches are to be sampled. */
guint suima_sampling_get_required (guint n_reported, guint percent);

/**
 * suima_sampling_rank:
 * @seed: 64 hexadecimal digits, lower case
 * @lot: the EPC class of the batch, as its events name it
 *
 * The draw, in full: the seed of a day is 32 random bytes, made at the day's first draw. The rank of
 * a batch is SHA-256 over the ASCII bytes of the seed, a line feed, and @lot, as lower-case
 * hexadecimal. A draw takes, of the day's batches with a report that are not drawn yet, those with
 * the lowest rank (of equal ranks the one that is listed first) until as many are drawn as are
 * required of all that are there at that moment. What was drawn stays drawn; batches that come later
 * may raise the number, and the next draw takes more. With the seed and the lots, which the events
 * of the draw name, anybody can draw again.
 *
 * Returns: (transfer full): 64 hexadecimal digits; ranks are ordered as texts.
 */
char *suima_sampling_rank (const char *seed, const char *lot);

/**
 * suima_sampling_draw:
 * @seed: as above
 * @lots: (element-type utf8): the batches with a report that are not drawn yet
 * @n: how many to draw
 *
 * Returns: (transfer full) (element-type guint): indices into @lots, by rank; at most @n.
 */
GArray *suima_sampling_draw (const char *seed, GPtrArray *lots, guint n);

/** SuimaSampling: how a day's sampling stands. */
typedef struct
{
  SuimaDay day;
  char *seed;         /* nullable: nothing was drawn yet */
  guint n_reported;   /* batches with a report */
  guint n_required;   /* of those, to be sampled */
  guint n_drawn;
  guint n_tested;     /* of the drawn ones, with a result */
  guint n_unreported; /* batches without a report: all of them are tested */
  guint n_untested;   /* of those, without a result */
  GPtrArray *drawn;   /* (element-type SuimaGateEntry) */
} SuimaSampling;

void suima_sampling_free (SuimaSampling *sampling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaSampling, suima_sampling_free)

/** SuimaMonth: what a market reports of a month. */
typedef struct
{
  int year, month;
  guint n_batches;      /* came in through the gate */
  guint n_batches_tested;
  guint n_tests, n_passed;
  guint n_failed_batches;
  guint n_handled;      /* of those: destroyed or sent back, nothing is left of them */
  gint64 destroyed_g;
  guint n_movements;    /* with a duty to report, due within the month */
  guint n_on_time;
} SuimaMonth;

/** suima_month_parse: @text: `2026-11`. Returns: whether it is a month, and its first day and that of
 * the next. */
gboolean suima_month_parse (const char *text, SuimaDay *ret_first, SuimaDay *ret_next);

/** suima_percent_to_text: Returns: (transfer full): @part of @whole in percent with one decimal,
 * `98.7%`; "-" of nothing. Rounded down, so that 100% is all of it. */
char *suima_percent_to_text (guint part, guint whole);

// SPDX-License-Identifier: Apache-2.0
// Recalls: find, lock, count down, send back or destroy, tell the buyers, lift; and their rehearsal.
#pragma once

#include "suima-recall.h"
#include "suima-station-stock.h"

/**
 * suima_station_find_recall:
 * The batches that the marks name and all that was made of them, over any number of steps; their
 * labels in the shop with state and place, and to whom some was sold. Changes nothing.
 *
 * Returns: (transfer full). Errors: INVALID when no mark is set; NOT_FOUND for a code that is not
 * ours.
 */
SuimaRecallList *suima_station_find_recall (SuimaStation *station,
                                            const SuimaRecallCriteria *criteria,
                                            GError **error);

/** SuimaRecallRequest: all borrowed. */
typedef struct
{
  const char *title;       /* (nullable): that of the notice */
  guint recall_class;      /* 1 to 3; 0: that of the notice */
  const SuimaRecallCriteria *criteria; /* (nullable), or empty: those of the notice */
  const char *notice_path; /* (nullable): a file from upstream, signed or not */
  const char *notice_text; /* (nullable): what such a file holds, where there is none */
  gboolean is_rehearsal;
  const char *person;      /* (nullable) */
} SuimaRecallRequest;

/**
 * suima_station_open_recall:
 * One transaction: every batch that is meant is locked, so that nothing of it is sold, labelled or
 * worked up from now on, and an event is recorded of it with all its codes. A rehearsal is written
 * down and locks nothing.
 *
 * What is meant and comes later is locked when it comes: at import, at receipt, by a paper or a code
 * that it gets; so it may be opened before anything of it is here. That lasts until it is lifted: one
 * that is closed is opened again by it.
 *
 * A newer version of a signed notice is taken into the recall that its older version opened.
 *
 * Returns: the recall's id, 0 on error. Errors: INVALID (no title, class or mark; a rehearsal of which
 * nothing is here); DENIED (the notice's signature is wrong, or it is older than the one that is known); EXISTS
 * (this very notice was taken already).
 */
gint64 suima_station_open_recall (SuimaStation *station,
                                  const SuimaRecallRequest *request,
                                  GError **error);

/** suima_station_lock_recalled: Items found on the round are locked, each by its scan; one that is
 * locked already stays so. Returns: (transfer full): how far it has come. Errors: NOT_FOUND; INVALID
 * for goods that are not meant; BLOCKED for a state that cannot be locked, such as sold. */
SuimaRecallCard *suima_station_lock_recalled (SuimaStation *station,
                                              gint64 recall_id,
                                              const char *const *codes,
                                              const char *person,
                                              GError **error);

/**
 * suima_station_settle_recalled:
 * @move: SEND_BACK or DESTROY of locked items, or of a quantity without labels of a batch that is
 *   meant; no reason is needed: the recall is one
 *
 * Returns: (transfer full): how far it has come. Errors: those of suima_station_move(); INVALID for
 * items that were not locked first, and in a rehearsal.
 */
SuimaRecallCard *suima_station_settle_recalled (SuimaStation *station,
                                                gint64 recall_id,
                                                const SuimaMove *move,
                                                GError **error);

/** suima_station_lift_recall: The locks go, unless another recall holds them; items that are still here
 * are as they were. Errors: INVALID without @reason, for one that is closed, or a rehearsal. */
gboolean suima_station_lift_recall (SuimaStation *station,
                                    gint64 recall_id,
                                    const char *reason,
                                    const char *person,
                                    GError **error);

/** suima_station_close_recall: It is over: the report stays, what is meant stays locked. A rehearsal
 * may be closed at any time. Errors: INVALID while goods of it are in the shop. */
gboolean suima_station_close_recall (SuimaStation *station, gint64 recall_id, GError **error);

/** suima_station_get_recall: Returns: (transfer full). Errors: NOT_FOUND. */
SuimaRecallCard *suima_station_get_recall (SuimaStation *station, gint64 recall_id, GError **error);
/** suima_station_list_recalls: Returns: (transfer full) (element-type SuimaRecall): newest first. */
GPtrArray *suima_station_list_recalls (SuimaStation *station, GError **error);

/** suima_station_list_recall_notices: Returns: (transfer full) (element-type SuimaRecallNotice): one
 * for each buyer, by province and name; what nobody's name is on comes last. */
GPtrArray *suima_station_list_recall_notices (SuimaStation *station,
                                              gint64 recall_id,
                                              GError **error);

/** suima_station_write_recall_notices: Writes each as a text and a CSV into @out_dir, which is made.
 * @contact: (nullable): whom to call here. Returns: (transfer full) (element-type utf8): the paths. */
GPtrArray *suima_station_write_recall_notices (SuimaStation *station,
                                               gint64 recall_id,
                                               const char *contact,
                                               const char *out_dir,
                                               GError **error);

/** suima_station_sign_notice: Wraps the notice (JSON: id, version, title, class, criteria, text) in
 * @path with this station's signature, for stations that have its key among their notice keys. */
gboolean suima_station_sign_notice (SuimaStation *station,
                                    const char *path,
                                    const char *out_path,
                                    GError **error);

/** suima_station_dup_notice_text: Returns: (transfer full) (nullable): what the authority tells
 * shoppers of the recall of @batch_id: from a signed notice only; %NULL for none. */
char *suima_station_dup_notice_text (SuimaStation *station, gint64 batch_id);

/** suima_station_expire_batch: Every label of an expired batch that is on sale or held is taken off
 * the shelf, in one act. Returns: (transfer full). Errors: NOT_FOUND; INVALID for a batch that is not
 * past its day. */
SuimaMoveResult *suima_station_expire_batch (SuimaStation *station,
                                             gint64 batch_id,
                                             const char *person,
                                             GError **error);

/** SuimaShelfFinding: why a batch is on the morning's list. */
typedef enum
{
  SUIMA_SHELF_EXPIRED, /* take it off */
  SUIMA_SHELF_LOCKED,  /* take it off */
  SUIMA_SHELF_NEAR,    /* put it where near-expiry goods are sold */
  SUIMA_SHELF_PAPERS,  /* may not be sold until its papers are there */
  SUIMA_N_SHELF_FINDINGS
} SuimaShelfFinding;

/** SuimaShelfRow: a batch on the list. */
typedef struct
{
  SuimaShelfFinding finding;
  SuimaBatch *batch;
  int days_left;       /* to the last day; negative: past it; of EXPIRED and NEAR */
  gint64 on_hand_milli; /* what came and is there */
  guint on_sale;       /* labels */
  char *places;        /* "2号柜, A17摊"; "" for not said */
  char *reason;        /* (nullable): of PAPERS and LOCKED: sentences */
} SuimaShelfRow;

/** SuimaToday: what the day begins with. */
typedef struct
{
  SuimaDay day;
  GPtrArray *rows;    /* (element-type SuimaShelfRow): by finding, then expiry */
  GPtrArray *recalls; /* (element-type SuimaRecall): open */
  guint due, late;    /* movements to be reported, and those whose time is over */
} SuimaToday;

void suima_today_free (SuimaToday *today);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaToday, suima_today_free)

/** suima_station_get_day_list: Returns: (transfer full). */
SuimaToday *suima_station_get_day_list (SuimaStation *station, GError **error);

const char *suima_shelf_finding_to_code (SuimaShelfFinding finding);

// SPDX-License-Identifier: Apache-2.0
// Print runs, their chunks and items: the ledger of every label.
#pragma once

#include "suima-item.h"
#include "suima-store.h"

#include <glib.h>

typedef enum
{
  SUIMA_RUN_OPEN = 1,    /* labels are going out, or the station stopped while they were */
  SUIMA_RUN_SETTLED = 2, /* every item is PRINTED, VOID or IN_DOUBT */
} SuimaRunState;

typedef struct
{
  gint64 id;
  gint64 batch_id;
  char *template_id;
  char *printer; /* destination */
  guint count;
  SuimaRunState state;
  gint64 created_us;
  gboolean is_reprint; /* its items belong to earlier runs */
  gint64 resumes_run_id; /* the run that broke off, 0 for none */
  guint spare_count;     /* spare labels beside @count */
} SuimaRunRecord;

void suima_run_record_free (SuimaRunRecord *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRunRecord, suima_run_record_free)

typedef enum
{
  SUIMA_CHUNK_SENDING = 1,  /* written before Create-Job */
  SUIMA_CHUNK_HANDED = 2,   /* the last byte was acknowledged */
  SUIMA_CHUNK_COUNTED = 3,  /* completed, and the count was right */
  SUIMA_CHUNK_DOUBTFUL = 4, /* anything else */
  SUIMA_CHUNK_UNSENT = 5,   /* no byte of the document left: nothing was printed */
} SuimaChunkState;

/** SuimaChunk: consecutive items in one job. */
typedef struct
{
  gint64 id;
  gint64 run_id;
  guint first, last; /* item numbers, from 1, both included */
  guint attempt;     /* from 1 */
  char *job_name;
  int job_id; /* 0 until known */
  SuimaChunkState state;
} SuimaChunk;

void suima_chunk_free (SuimaChunk *chunk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaChunk, suima_chunk_free)

/**
 * suima_store_take_counters:
 * @n: how many
 * @ret_first: (out): the first of @n consecutive counters, at least 1
 *
 * Inside a transaction. The counter never goes back; what is taken is taken for good.
 *
 * Errors: NO_SPACE when the 30 bits of the epoch are used up.
 */
gboolean suima_store_take_counters (SuimaStore *store,
                                    guint n,
                                    guint32 *ret_first,
                                    GError **error);

/** suima_store_add_run: @run: @id ignored. Returns: the id, 0 on error. */
gint64 suima_store_add_run (SuimaStore *store, const SuimaRunRecord *run, GError **error);
SuimaRunRecord *suima_store_get_run (SuimaStore *store, gint64 run_id, GError **error);
gboolean suima_store_set_run_state (SuimaStore *store,
                                    gint64 run_id,
                                    SuimaRunState state,
                                    GError **error);
/** suima_store_list_open_runs: Returns: (transfer full) (element-type SuimaRunRecord): oldest
 * first. */
GPtrArray *suima_store_list_open_runs (SuimaStore *store, GError **error);
/** suima_store_list_doubtful_runs: Returns: (transfer full) (element-type SuimaRunRecord): runs
 * with an item IN_DOUBT, oldest first. */
GPtrArray *suima_store_list_doubtful_runs (SuimaStore *store, GError **error);

/** suima_store_list_short_runs: Returns: (transfer full) (element-type SuimaRunRecord): settled runs of
 * the batch with a label, spares not counted, that never came out, and that no run went on with;
 * newest first. */
GPtrArray *suima_store_list_short_runs (SuimaStore *store, gint64 batch_id, GError **error);

/** suima_store_get_resuming_run: Returns: the id of the run that goes on with @run_id, 0 for none,
 * -1 on error. */
gint64 suima_store_get_resuming_run (SuimaStore *store, gint64 run_id, GError **error);

/** suima_store_add_run_word: A word of the run's labels that its batch does not hold. It is for
 * good. Inside a transaction. Errors: EXISTS. */
gboolean suima_store_add_run_word (
    SuimaStore *store, gint64 run_id, const char *field, const char *text, GError **error);
/** suima_store_get_run_words: Returns: (transfer full) (element-type utf8 utf8): text by field. */
GHashTable *suima_store_get_run_words (SuimaStore *store, gint64 run_id, GError **error);

/** suima_store_add_item: @item: @run_id 0 for a code that was not printed here. Errors: EXISTS when
 * the serial was used before: it never is again; NOT_FOUND when run or batch is not there. */
gboolean suima_store_add_item (SuimaStore *store, const SuimaItem *item, GError **error);
/** suima_store_get_item: @serial: 20 characters. Errors: NOT_FOUND. */
SuimaItem *suima_store_get_item (SuimaStore *store, const char *serial, GError **error);

/** SuimaItemFilter: zero fields do not filter. */
typedef struct
{
  gint64 batch_id;
  gint64 run_id;
  SuimaItemState state; /* 0 for all */
  guint first, last;    /* item numbers of the run; 0 for no bound */
  guint limit;          /* 0 for all */
} SuimaItemFilter;

/** suima_store_list_items: Returns: (transfer full) (element-type SuimaItem): by run, then
 * number. */
GPtrArray *suima_store_list_items (SuimaStore *store,
                                   const SuimaItemFilter *filter,
                                   GError **error);

/** suima_store_set_items_state: Items @first to @last of @run_id get @state; @copies is added to
 * their number of copies. Inside a transaction. Errors: NOT_FOUND, and no item is changed, when
 * the run has not all of them. */
gboolean suima_store_set_items_state (SuimaStore *store,
                                      gint64 run_id,
                                      guint first,
                                      guint last,
                                      SuimaItemState state,
                                      guint copies,
                                      GError **error);
/** suima_store_set_item_state: The same for one item. Errors: NOT_FOUND. */
gboolean suima_store_set_item_state (SuimaStore *store,
                                     const char *serial,
                                     SuimaItemState state,
                                     guint copies,
                                     GError **error);

/** suima_store_set_item_place: Where the item is now, and whose. */
gboolean suima_store_set_item_place (SuimaStore *store,
                                     const char *serial,
                                     gint64 place_id,
                                     gint64 owner_id,
                                     GError **error);

/** suima_store_count_items: @ret_counts: room for SUIMA_ITEM_N_STATES numbers, by state;
 * @batch_id 0 counts all. */
gboolean suima_store_count_items (SuimaStore *store,
                                  gint64 batch_id,
                                  guint *ret_counts,
                                  GError **error);

/** suima_store_sum_adopted: @ret_milli: of the batch that bears codes of its supplier, whatever
 * became of it; void ones do not count. */
gboolean suima_store_sum_adopted (SuimaStore *store,
                                  gint64 batch_id,
                                  gint64 *ret_milli,
                                  GError **error);

/** suima_store_count_spares_used: @ret_used: spare labels of the batch that took the place of a
 * spoiled one. */
gboolean suima_store_count_spares_used (SuimaStore *store,
                                        gint64 batch_id,
                                        guint *ret_used,
                                        GError **error);

/** suima_store_add_chunk: @chunk: @id ignored. Returns: the id, 0 on error. */
gint64 suima_store_add_chunk (SuimaStore *store, const SuimaChunk *chunk, GError **error);
gboolean suima_store_set_chunk (SuimaStore *store,
                                gint64 chunk_id,
                                SuimaChunkState state,
                                int job_id,
                                GError **error);
/** suima_store_list_chunks: Returns: (transfer full) (element-type SuimaChunk): by first, attempt. */
GPtrArray *suima_store_list_chunks (SuimaStore *store, gint64 run_id, GError **error);

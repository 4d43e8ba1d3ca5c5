// SPDX-License-Identifier: Apache-2.0
// What a recall is about, batch by batch. Within this room only.
#pragma once

#include "suima-recall.h"
#include "suima-station-private.h"

/** suima_recall_find_named: @first_id, @last_id: only among these batches; 0 and 0 for all. Returns:
 * (transfer full) (element-type gint64): batches that the marks name; none for a code that is not
 * here. Errors: INVALID for what is no code. */
GArray *suima_recall_find_named (SuimaStation *station,
                                 const SuimaRecallCriteria *criteria,
                                 gint64 first_id,
                                 gint64 last_id,
                                 GError **error);

/** suima_recall_add_made: Appends to @ids (element-type gint64) all that was made of those in it. */
gboolean suima_recall_add_made (SuimaStation *station, GArray *ids, GError **error);

/** suima_recall_list_new: Returns: (transfer full): as suima_station_find_recall(); empty for a code
 * that is not here. */
SuimaRecallList *suima_recall_list_new (SuimaStation *station,
                                        const SuimaRecallCriteria *criteria,
                                        GError **error);

/** suima_recall_list_new_of: @ids: (element-type gint64): batches. Returns: (transfer full): where they
 * are and what became of them. */
SuimaRecallList *suima_recall_list_new_of (SuimaStation *station, GArray *ids, GError **error);

/** suima_recall_card_new: Takes @recall. Returns: (transfer full): how far it has come. */
SuimaRecallCard *suima_recall_card_new (SuimaStation *station, SuimaRecall *recall, GError **error);

/** suima_recall_card_answer: The same, as the station's role may see it. @recall: (nullable). */
SuimaRecallCard *suima_recall_card_answer (SuimaStation *station,
                                           SuimaRecall *recall,
                                           GError **error);

/** SuimaRecallMark: what an event of a recall says; all borrowed. */
typedef struct
{
  SuimaEventKind kind; /* RECALL, LIFT_RECALL */
  const SuimaRecall *recall;
  const char *reason;
  const char *person; /* (nullable) */
  const char *state;  /* (nullable): LIFT_RECALL: what the items are again, `held` */
  gboolean is_whole;  /* it speaks of a batch: no item's own state changes here */
} SuimaRecallMark;

/** suima_recall_record: @items: (nullable): at most SUIMA_ACT_MAX_ITEMS of @batch; %NULL: of its
 * quantity. Inside a transaction. */
gboolean suima_recall_record (SuimaStation *station,
                              const SuimaRecallMark *mark,
                              const SuimaBatch *batch,
                              GPtrArray *items,
                              GError **error);
/** suima_recall_record_items: The same for any number, none at all included. */
gboolean suima_recall_record_items (SuimaStation *station,
                                    const SuimaRecallMark *mark,
                                    const SuimaBatch *batch,
                                    GPtrArray *items,
                                    GError **error);
/** suima_recall_record_batch: The batch, and every code of it that may be on goods: who bought some
 * finds it out, too. */
gboolean suima_recall_record_batch (SuimaStation *station,
                                    const SuimaRecallMark *mark,
                                    const SuimaBatch *batch,
                                    GError **error);

/** suima_recall_take_batch: Locks @batch and records it; one that is in @recall already stays as it is,
 * and a rehearsal locks nothing. Inside a transaction. @ret_is_new: (out) (optional). */
gboolean suima_recall_take_batch (SuimaStation *station,
                                  const SuimaRecall *recall,
                                  const SuimaBatch *batch,
                                  const char *person,
                                  gboolean *ret_is_new,
                                  GError **error);

/** suima_recall_get_open: Returns: (transfer full). Errors: BUSY, DENIED (clock), NOT_FOUND, INVALID
 * when it is closed. */
SuimaRecall *suima_recall_get_open (SuimaStation *station, gint64 recall_id, GError **error);

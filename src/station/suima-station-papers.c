// SPDX-License-Identifier: Apache-2.0
#include "suima-station-papers.h"

#include "suima-attachment.h"
#include "suima-recall-late.h"
#include "suima-refusal.h"
#include "suima-store-stock.h"
#include "suima-words.h"

static gboolean
suima_station_check_paper (const SuimaDocument *document, SuimaPaperDoubt doubt, GError **error)
{
  if (*document->number == '\0')
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_NUMBER, NULL);
  if (doubt == SUIMA_PAPER_DOUBT_DAMAGED)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_DAMAGED, document->number,
                         NULL);
  if (document->quantity_milli > 0 && document->unit == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_UNIT, NULL);
  return TRUE;
}

SuimaDocument *
suima_station_add_paper (SuimaStation *station,
                         const SuimaDocument *document,
                         SuimaPaperDoubt *ret_doubt,
                         GError **error)
{
  g_autofree char *number = suima_paper_number_fold (document->number ? document->number : "");
  SuimaDocument folded = *document;
  SuimaPaperDoubt doubt = suima_paper_check_number (document->kind, number);
  g_autoptr (SuimaDocument) known = NULL;
  g_autoptr (GError) cause = NULL;
  gint64 id;

  folded.number = number;
  if (ret_doubt != NULL)
    *ret_doubt = doubt;
  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_paper (&folded, doubt, error))
    return NULL;
  known = suima_store_find_document (station->store, document->kind, number, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (known != NULL)
    {
      suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_PAPER_KNOWN,
                    suima_words_paper (document->kind), number, NULL);
      return NULL;
    }
  id = suima_store_add_document (station->store, &folded, suima_station_get_now_us (station), error);
  return id != 0 ? suima_store_get_document (station->store, id, error) : NULL;
}

typedef struct
{
  SuimaStation *station;
  const SuimaDocument *document;
  const SuimaBatch *batch;
  gint64 quantity_milli;
  const char *person;
} SuimaPaperUse;

static gboolean
suima_station_store_use (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaPaperUse *use = user_data;
  g_autofree char *lot = suima_station_dup_lot_uri (use->station, use->batch);
  /* Whether it is of the shop's own making: the certificate's page says who issued it. */
  gboolean is_own = use->document->kind == SUIMA_PAPER_CONFORMITY &&
                    *use->station->config->operator_name != '\0' &&
                    g_strcmp0 (use->document->issuer, use->station->config->operator_name) == 0;
  const SuimaEventDetail details[] = {
    { "lot", lot },
    { "paperKind", suima_paper_kind_to_code (use->document->kind) },
    { "paperNumber", use->document->number },
    { "paperOwn", is_own ? "true" : NULL },
    { "product", use->batch->product },
  };
  SuimaAct act = {
    .kind = SUIMA_EVENT_PAPER,
    .batch = use->batch,
    .quantity_milli = use->quantity_milli > 0 ? use->quantity_milli : use->batch->quantity_milli,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };
  gint64 seq = suima_station_record_seq (use->station, &act, error);

  return seq >= 0 && suima_store_set_person (store, seq, use->person, error) &&
         suima_store_use_document (store, use->document, use->batch->id, use->quantity_milli,
                                   error) &&
         suima_recall_lock_late (use->station, use->batch->id, use->batch->id, use->person, NULL,
                                 error);
}

/* What the other batches leave of the paper. */
static gboolean
suima_paper_use_check_quantity (const SuimaPaperUse *use, GError **error)
{
  const SuimaDocument *document = use->document;
  const SuimaBatch *batch = use->batch;
  gint64 asked_milli = use->quantity_milli > 0 ? use->quantity_milli : batch->quantity_milli;
  gint64 left_milli = document->quantity_milli - document->used_milli;
  g_autofree char *asked = suima_quantity_to_text (asked_milli);
  g_autofree char *left = NULL;

  if (document->quantity_milli == 0)
    return TRUE;
  if (!suima_unit_is_same (document->unit, batch->unit))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_OTHER_UNIT, document->unit,
                         batch->unit ? batch->unit : "", NULL);
  left = suima_quantity_to_text (MAX (left_milli, 0));
  return left_milli >= asked_milli ||
         suima_refuse (error, SUIMA_ERROR_BLOCKED, SUIMA_REFUSAL_PAPER_USED_UP, document->number,
                       left, asked, NULL);
}

static gboolean
suima_paper_use_check (SuimaStation *station, const SuimaPaperUse *use, GError **error)
{
  SuimaDay day = suima_station_get_batch_day (station, use->batch);
  g_autofree char *valid_to = use->document->valid_to != SUIMA_DAY_NONE
                                ? suima_day_to_text (use->document->valid_to) : NULL;

  if (valid_to != NULL && use->document->valid_to < day)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_EXPIRED,
                         use->document->number, valid_to, NULL);
  if (!suima_document_is_for_product (use->document, use->batch->product))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_OTHER_PRODUCT,
                         use->document->number, use->document->product, use->batch->product, NULL);
  if (!suima_document_is_for_lot (use->document, use->batch->lot))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_OTHER_LOT,
                         use->document->number, use->document->lot,
                         use->batch->lot ? use->batch->lot : "-", NULL);
  return suima_paper_use_check_quantity (use, error);
}

gboolean
suima_station_use_paper (SuimaStation *station,
                         gint64 document_id,
                         gint64 batch_id,
                         gint64 quantity_milli,
                         const char *person,
                         GError **error)
{
  g_autoptr (SuimaDocument) document = NULL;
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaPaperUse use = { .station = station, .quantity_milli = quantity_milli, .person = person };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return FALSE;
  use.document = document = suima_store_get_document (station->store, document_id, error);
  if (document == NULL || !suima_store_sum_document (station->store, document, batch_id, error))
    return FALSE;
  use.batch = batch = suima_store_get_batch (station->store, batch_id, error);
  return batch != NULL && suima_paper_use_check (station, &use, error) &&
         suima_store_transact (station->store, suima_station_store_use, &use, error);
}

char *
suima_station_attach (SuimaStation *station, gint64 document_id, const char *path, GError **error)
{
  g_autoptr (SuimaDocument) document = NULL;

  if (!suima_station_check_writable (station, error))
    return NULL;
  document = suima_store_get_document (station->store, document_id, error);
  return document ? suima_attachment_keep (station, path, SUIMA_ATTACHMENT_DOCUMENT, document_id,
                                           error)
                  : NULL;
}

GPtrArray *
suima_station_list_papers (SuimaStation *station, GError **error)
{
  return suima_station_mask_all (station, suima_store_list_documents (station->store, error),
                                 (SuimaMaskFunc) suima_mask_document);
}

SuimaDocument *
suima_station_find_paper (SuimaStation *station,
                          SuimaPaperKind kind,
                          const char *number,
                          GError **error)
{
  g_autofree char *folded = suima_paper_number_fold (number);
  g_autoptr (GError) cause = NULL;
  SuimaDocument *document = suima_store_find_document (station->store, kind, folded, &cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (document == NULL)
    suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_PAPER_UNKNOWN,
                  suima_words_paper (kind), folded, NULL);
  return suima_station_mask (station, document, (SuimaMaskFunc) suima_mask_document);
}

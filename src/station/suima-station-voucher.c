// SPDX-License-Identifier: Apache-2.0
// Vouchers made here.
#include "suima-station-voucher.h"

#include "suima-refusal.h"
#include "suima-slip.h"
#include "suima-store-stock.h"
#include "suima-store-voucher.h"
#include "suima-transformation.h"
#include "suima-words.h"

#include <string.h>

#define SUIMA_VOUCHER_TEMPLATE "70x50-voucher"

typedef struct
{
  SuimaStation *station;
  const SuimaVoucherRequest *request;
  SuimaVoucher *voucher;
  SuimaVoucherRecord *record;
  GArray *quantities; /* (element-type gint64): of the record's batches */
} SuimaVoucherWork;

static void
suima_voucher_work_clear (SuimaVoucherWork *work)
{
  suima_voucher_free (work->voucher);
  suima_voucher_record_free (work->record);
  g_clear_pointer (&work->quantities, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaVoucherWork, suima_voucher_work_clear)

/* Sales of one batch are one line. */
static gboolean
suima_voucher_add_sale (SuimaVoucherWork *work, const SuimaMovement *movement, GError **error)
{
  GArray *batches = work->record->batches;
  SuimaBatch *batch;

  for (guint i = 0; i < batches->len; i++)
    if (g_array_index (batches, gint64, i) == movement->batch_id)
      {
        g_array_index (work->quantities, gint64, i) += movement->quantity_milli;
        ((SuimaBatch *) work->voucher->lines->pdata[i])->quantity_milli += movement->quantity_milli;
        return TRUE;
      }
  if (batches->len == SUIMA_VOUCHER_MAX_LINES)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_VOUCHER_LONG, NULL);
  batch = suima_store_get_batch (work->station->store, movement->batch_id, error);
  if (batch == NULL)
    return FALSE;
  batch->quantity_milli = movement->quantity_milli;
  g_clear_pointer (&batch->papers[SUIMA_PAPER_VOUCHER], g_free); /* whom we bought it from is ours */
  g_ptr_array_add (work->voucher->lines, batch);
  g_array_append_val (batches, movement->batch_id);
  g_array_append_val (work->quantities, movement->quantity_milli);
  return TRUE;
}

static gboolean
suima_voucher_add_event (SuimaVoucherWork *work, gint64 seq, GError **error)
{
  SuimaStore *store = work->station->store;
  g_autoptr (GPtrArray) movements = suima_store_list_movements_of (store, seq, error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  g_autofree char *other = NULL;

  if (movements == NULL)
    return FALSE;
  if (movements->len == 0)
    return suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NO_SALE, text, NULL);
  other = suima_store_find_voucher_of (store, seq, NULL);
  if (other != NULL)
    return suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_VOUCHER_MADE, text, other, NULL);
  for (guint i = 0; i < movements->len; i++)
    {
      const SuimaMovement *movement = g_ptr_array_index (movements, i);
      gboolean is_first = work->record->batches->len == 0;
      if (movement->kind != SUIMA_EVENT_SELL && movement->kind != SUIMA_EVENT_ISSUE)
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_SALE, text, NULL);
      if (!is_first && movement->party_id != work->record->party_id)
        return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_BUYERS,
                             work->voucher->buyer ? work->voucher->buyer : "", movement->party,
                             NULL);
      work->record->party_id = movement->party_id;
      if (is_first && *movement->party != '\0')
        work->voucher->buyer = g_strdup (movement->party);
      if (!suima_voucher_add_sale (work, movement, error))
        return FALSE;
    }
  return TRUE;
}

/* Who, when, which: the number is the next of this key. */
static gboolean
suima_voucher_sign (SuimaVoucherWork *work, GError **error)
{
  SuimaStation *station = work->station;
  SuimaVoucher *voucher = work->voucher;
  g_autoptr (json_t) body = NULL;
  g_autofree char *uri = NULL;
  json_t *events = json_array ();
  gint64 made = suima_store_count_vouchers (station->store, suima_key_get_id (station->key), error);

  voucher->station = suima_key_get_station (station->key);
  voucher->epoch = suima_key_get_epoch (station->key);
  memcpy (voucher->public_key, suima_key_get_public (station->key), sizeof voucher->public_key);
  voucher->number = (guint64) made + 1;
  voucher->day = suima_station_get_today (station);
  voucher->seller = g_strdup (station->config->operator_name);
  voucher->place = g_strdup (station->config->shop);
  uri = suima_voucher_to_uri (voucher, station->config->host, FALSE);
  work->record->uri = suima_key_sign_voucher (station->key, uri);
  work->record->number = suima_voucher_dup_number (voucher);
  work->record->station = g_strdup (suima_key_get_id (station->key));
  work->record->is_ours = TRUE;
  work->record->at_us = suima_station_get_now_us (station);
  for (guint i = 0; i < work->request->n_seqs; i++)
    json_array_append_new (events, json_integer (work->request->seqs[i]));
  body = suima_voucher_to_json (voucher);
  json_object_set_new (body, "events", events);
  work->record->body = suima_json_to_text (body);
  return made >= 0;
}

static gboolean
suima_voucher_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaVoucherWork *work = user_data;
  SuimaEventDetail detail = { "voucher", NULL };
  SuimaAct act = { .kind = SUIMA_EVENT_PAPER, .details = &detail, .n_details = 1 };
  gint64 seq;

  for (guint i = 0; i < work->request->n_seqs; i++)
    if (!suima_voucher_add_event (work, work->request->seqs[i], error))
      return FALSE;
  if (!suima_voucher_sign (work, error))
    return FALSE;
  detail.text = work->record->number;
  seq = suima_station_record_seq (work->station, &act, error);
  return seq >= 0 && suima_store_set_person (store, seq, work->request->person, error) &&
         suima_store_add_voucher (store, work->record,
                                  &g_array_index (work->quantities, gint64, 0), error) != 0;
}

gboolean
suima_station_may_make_vouchers (SuimaStation *station, GError **error)
{
  return *station->config->operator_name != '\0' ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_OPERATOR, NULL);
}

SuimaVoucherRecord *
suima_station_make_voucher (SuimaStation *station,
                            const SuimaVoucherRequest *request,
                            GError **error)
{
  g_auto (SuimaVoucherWork) work = { .station = station, .request = request };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  if (request->n_seqs == 0)
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_SALE, "", NULL);
  if (request->n_seqs == 0 || !suima_station_may_make_vouchers (station, error))
    return NULL;
  work.voucher = suima_voucher_new ();
  work.record = suima_voucher_record_new ();
  work.quantities = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!suima_store_transact (station->store, suima_voucher_store, &work, error))
    return NULL;
  return suima_station_get_voucher (station, work.record->number, error);
}

SuimaVoucherRecord *
suima_station_get_voucher (SuimaStation *station, const char *number, GError **error)
{
  g_autofree char *folded = suima_paper_number_fold (number);
  g_autoptr (GError) cause = NULL;
  SuimaVoucherRecord *record = suima_store_find_voucher (station->store, folded, &cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (record == NULL)
    suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NO_VOUCHER, folded, NULL);
  return record;
}

GPtrArray *
suima_station_list_vouchers (SuimaStation *station, GError **error)
{
  return suima_store_list_vouchers (station->store, error);
}

char *
suima_station_dup_check_word (SuimaStation *station)
{
  return suima_voucher_dup_check_word (suima_key_get_public (station->key));
}

/* What is printed of one of ours. */
typedef struct
{
  SuimaVoucherRecord *record;
  SuimaVoucher *voucher;
  SuimaBatch *all;  /* the names of every line */
  SuimaBatch *some; /* of the first, and how many more there are */
  char *short_uri, *quantity, *first_quantity, *day, *job;
  SuimaSlipFace faces[4];
  SuimaLabelContext context, some_context;
  SuimaSlip slip;
} SuimaVoucherSlip;

static void
suima_voucher_slip_clear (SuimaVoucherSlip *paper)
{
  suima_voucher_record_free (paper->record);
  suima_voucher_free (paper->voucher);
  suima_batch_free (paper->all);
  suima_batch_free (paper->some);
  g_free (paper->short_uri);
  g_free (paper->quantity);
  g_free (paper->first_quantity);
  g_free (paper->day);
  g_free (paper->job);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaVoucherSlip, suima_voucher_slip_clear)

static char *
suima_voucher_dup_quantities (const SuimaVoucher *voucher, guint n_lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    {
      const SuimaBatch *line = g_ptr_array_index (voucher->lines, i);
      g_autofree char *quantity = suima_quantity_to_text (line->quantity_milli);
      g_string_append_printf (text, "%s%s%s", i > 0 ? "、" : "", quantity,
                              line->unit ? line->unit : "");
    }
  return g_string_free (text, FALSE);
}

static SuimaBatch *
suima_voucher_blend_some (const SuimaVoucher *voucher)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  SuimaBatch *batch;
  char *product;

  g_ptr_array_add (first, voucher->lines->pdata[0]);
  batch = suima_batch_blend (first);
  product = suima_words_and_more (batch->product, voucher->lines->len - 1);
  g_free (batch->product);
  batch->product = product;
  return batch;
}

/* Everything in the code and on the paper; then less and less of it. */
static void
suima_voucher_slip_lay_out (SuimaVoucherSlip *paper, SuimaStation *station)
{
  const SuimaVoucher *voucher = paper->voucher;
  g_autofree char *part = suima_voucher_to_uri (voucher, voucher->host, TRUE);

  paper->short_uri = suima_key_sign_voucher (station->key, part);
  paper->all = suima_batch_blend (voucher->lines);
  paper->some = suima_voucher_blend_some (voucher);
  paper->quantity = suima_voucher_dup_quantities (voucher, voucher->lines->len);
  paper->first_quantity = suima_voucher_dup_quantities (voucher, 1);
  paper->day = suima_day_to_text (voucher->day);
  paper->job = g_strconcat ("voucher-", paper->record->number, NULL);
  paper->context = (SuimaLabelContext){
    .document_no = paper->record->number,
    .issuer = voucher->seller,
    .issuer_place = voucher->place,
    .issued_on = paper->day,
    .buyer = voucher->buyer,
    .quantity_text = paper->quantity,
  };
  paper->some_context = paper->context;
  paper->some_context.quantity_text = paper->first_quantity;
  paper->faces[0] = (SuimaSlipFace){ paper->all, paper->record->uri, &paper->context };
  paper->faces[1] = (SuimaSlipFace){ paper->some, paper->record->uri, &paper->some_context };
  paper->faces[2] = (SuimaSlipFace){ paper->all, paper->short_uri, &paper->context };
  paper->faces[3] = (SuimaSlipFace){ paper->some, paper->short_uri, &paper->some_context };
  paper->slip = (SuimaSlip){
    .template_id = SUIMA_VOUCHER_TEMPLATE,
    .kind = SUIMA_TEMPLATE_VOUCHER,
    .job = paper->job,
    .faces = paper->faces,
    .n_faces = G_N_ELEMENTS (paper->faces),
  };
}

/* A voucher of an earlier key is printed whole or not at all: it cannot be signed anew. */
static gboolean
suima_voucher_slip_prepare (SuimaVoucherSlip *paper,
                             SuimaStation *station,
                             const char *number,
                             GError **error)
{
  paper->record = suima_station_get_voucher (station, number, error);
  if (paper->record == NULL)
    return FALSE;
  if (!paper->record->is_ours)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_OTHERS_VOUCHER, paper->record->number,
                         NULL);
  paper->voucher = suima_voucher_parse (paper->record->uri, error);
  if (paper->voucher == NULL)
    return FALSE;
  suima_voucher_slip_lay_out (paper, station);
  if (strcmp (paper->record->station, suima_key_get_id (station->key)) != 0)
    paper->slip.n_faces = 2;
  return TRUE;
}

gboolean
suima_station_print_voucher (SuimaStation *station,
                             const char *number,
                             const char *printer,
                             guint copies,
                             GCancellable *cancellable,
                             GError **error)
{
  g_auto (SuimaVoucherSlip) paper = { 0 };

  return suima_voucher_slip_prepare (&paper, station, number, error) &&
         suima_slip_print (station, &paper.slip, printer, copies, cancellable, error);
}

gboolean
suima_station_draw_voucher (SuimaStation *station,
                            const char *number,
                            const char *path,
                            GError **error)
{
  g_auto (SuimaVoucherSlip) paper = { 0 };

  return suima_voucher_slip_prepare (&paper, station, number, error) &&
         suima_slip_write (station, &paper.slip, path, error);
}

gboolean
suima_station_export_voucher (SuimaStation *station,
                              const char *number,
                              const char *path,
                              GError **error)
{
  g_autoptr (SuimaVoucherRecord) record = suima_station_get_voucher (station, number, error);
  g_autofree char *line = record ? g_strconcat (record->uri, "\n", NULL) : NULL;

  return line != NULL && suima_station_write_file (path, line, strlen (line), 0644, error);
}

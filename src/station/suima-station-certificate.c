// SPDX-License-Identifier: Apache-2.0
#include "suima-station-certificate.h"

#include "suima-refusal.h"
#include "suima-slip.h"
#include "suima-station-papers.h"
#include "suima-station-transform.h"
#include "suima-store-document.h"

#include <string.h>

#define SUIMA_CERTIFICATE_PHONE "issuer.phone"
#define SUIMA_CERTIFICATE_PLACE "issuer.place"
#define SUIMA_CERTIFICATE_MAX_TRIES 20

typedef struct
{
  SuimaStation *station;
  const SuimaCertificateRequest *request;
  const SuimaBatch *batch;
  SuimaConformity *conformity;
  gint64 document_id;
} SuimaCertificateWork;

/* What is said now, else what was said the last time. */
static char *
suima_certificate_remember (SuimaStation *station, const char *key, const char *said)
{
  if (said != NULL && *said != '\0' && suima_store_set_meta (station->store, key, said, NULL))
    return g_strdup (said);
  return suima_store_get_meta (station->store, key, NULL);
}

static void
suima_certificate_add_collected (GString *collected, const SuimaBatch *batch)
{
  static const SuimaPaperKind kinds[] = { SUIMA_PAPER_CONFORMITY, SUIMA_PAPER_ANIMAL_QUARANTINE,
                                          SUIMA_PAPER_TEST_REPORT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (batch->papers[kinds[i]] != NULL && strstr (collected->str, batch->papers[kinds[i]]) == NULL)
      g_string_append_printf (collected, "%s%s", collected->len > 0 ? "、" : "",
                              batch->papers[kinds[i]]);
}

/* Papers of the batch, and of all that it was made of. */
static gboolean
suima_certificate_collect (SuimaCertificateWork *work, GError **error)
{
  g_autoptr (GString) collected = g_string_new (NULL);
  g_autoptr (GPtrArray) parents =
    suima_station_list_related (work->station, work->batch->id, SUIMA_TRACE_BACK, error);

  if (parents == NULL)
    return FALSE;
  suima_certificate_add_collected (collected, work->batch);
  for (guint i = 0; i < parents->len; i++)
    suima_certificate_add_collected (collected, parents->pdata[i]);
  if (collected->len > 0)
    work->conformity->collected = g_strdup (collected->str);
  return collected->len > 0 || work->request->style != SUIMA_CONFORMITY_BUYER ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOTHING_COLLECTED,
                       work->batch->product, NULL);
}

static gboolean
suima_certificate_check (const SuimaCertificateWork *work, GError **error)
{
  const SuimaConformity *conformity = work->conformity;
  g_autofree char *there = suima_quantity_to_text (work->batch->quantity_milli);
  g_autofree char *asked = suima_quantity_to_text (conformity->quantity_milli);

  if (conformity->style == SUIMA_CONFORMITY_UNKNOWN || conformity->basis == 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_BASIS, NULL);
  if (*conformity->issuer == '\0')
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_OPERATOR, NULL);
  if (conformity->phone == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PHONE, NULL);
  if (conformity->origin == NULL)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_ORIGIN, conformity->product,
                         NULL);
  return conformity->quantity_milli <= work->batch->quantity_milli ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_TOO_MUCH, there, asked, NULL);
}

static gboolean
suima_certificate_fill (SuimaCertificateWork *work, GError **error)
{
  SuimaConformity *conformity = work->conformity;
  const SuimaCertificateRequest *request = work->request;
  SuimaStation *station = work->station;

  conformity->style = request->style;
  conformity->basis = request->basis;
  conformity->product = g_strdup (work->batch->product);
  conformity->origin = g_strdup (work->batch->origin);
  conformity->quantity_milli =
    request->quantity_milli > 0 ? request->quantity_milli : work->batch->quantity_milli;
  conformity->unit = g_strdup (work->batch->unit);
  conformity->issuer = g_strdup (station->config->operator_name);
  conformity->phone = suima_certificate_remember (station, SUIMA_CERTIFICATE_PHONE, request->phone);
  conformity->place = suima_certificate_remember (station, SUIMA_CERTIFICATE_PLACE, request->place);
  conformity->issued = suima_station_get_today (station);
  conformity->batch_id = work->batch->id;
  return suima_certificate_check (work, error) && suima_certificate_collect (work, error);
}

/* A number that no paper of the wallet has. */
static gboolean
suima_certificate_number (SuimaCertificateWork *work, GError **error)
{
  for (guint i = 0; i < SUIMA_CERTIFICATE_MAX_TRIES; i++)
    {
      g_autoptr (SuimaDocument) known = NULL;
      g_autoptr (GError) cause = NULL;
      guint8 random[4];
      suima_random_bytes (random, sizeof random);
      g_free (work->conformity->number);
      work->conformity->number = suima_conformity_new_number (work->conformity->issued, random);
      known = suima_store_find_document (work->station->store, SUIMA_PAPER_CONFORMITY,
                                         work->conformity->number, &cause);
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (known == NULL)
        return TRUE;
    }
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE, "no number is left for today");
  return FALSE;
}

/* The paper, and that the batch has it. */
static gboolean
suima_certificate_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaCertificateWork *work = user_data;
  SuimaConformity *conformity = work->conformity;
  g_autoptr (json_t) json = NULL;
  g_autofree char *body = NULL;
  SuimaDocument document = {
    .kind = SUIMA_PAPER_CONFORMITY,
    .issuer = conformity->issuer,
    .issued = conformity->issued,
    .valid_to = SUIMA_DAY_NONE,
    .quantity_milli = conformity->unit != NULL ? conformity->quantity_milli : 0,
    .unit = conformity->unit,
  };
  g_autoptr (SuimaDocument) kept = NULL;

  if (!suima_certificate_number (work, error))
    return FALSE;
  json = suima_conformity_to_json (conformity);
  document.number = conformity->number;
  document.body = body = suima_json_to_text (json);
  kept = suima_station_add_paper (work->station, &document, NULL, error);
  if (kept == NULL)
    return FALSE;
  work->document_id = kept->id;
  return suima_station_use_paper (work->station, kept->id, work->batch->id,
                                  conformity->quantity_milli, work->request->person, error);
}

SuimaDocument *
suima_station_make_certificate (SuimaStation *station,
                                const SuimaCertificateRequest *request,
                                GError **error)
{
  g_autoptr (SuimaBatch) batch = NULL;
  g_autoptr (SuimaConformity) conformity = suima_conformity_new ();
  SuimaCertificateWork work = { .station = station, .request = request, .conformity = conformity };

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  work.batch = batch = suima_store_get_batch (station->store, request->batch_id, error);
  if (batch == NULL || !suima_certificate_fill (&work, error) ||
      !suima_store_transact (station->store, suima_certificate_store, &work, error))
    return NULL;
  return suima_store_get_document (station->store, work.document_id, error);
}

/* What is printed of one. */
typedef struct
{
  SuimaDocument *document;
  SuimaConformity *conformity;
  SuimaBatch *batch;
  char *uri, *quantity, *day, *job;
  SuimaLabelContext context;
  SuimaSlipFace face;
  SuimaSlip slip;
} SuimaCertificateSlip;

static void
suima_certificate_slip_clear (SuimaCertificateSlip *paper)
{
  suima_document_free (paper->document);
  suima_conformity_free (paper->conformity);
  suima_batch_free (paper->batch);
  g_free (paper->uri);
  g_free (paper->quantity);
  g_free (paper->day);
  g_free (paper->job);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaCertificateSlip, suima_certificate_slip_clear)

static void
suima_certificate_slip_lay_out (SuimaCertificateSlip *paper, SuimaStation *station)
{
  const SuimaConformity *conformity = paper->conformity;
  g_autofree char *number = suima_quantity_to_text (conformity->quantity_milli);

  paper->uri = suima_conformity_to_uri (conformity->number, station->config->host);
  paper->quantity = g_strconcat (number, conformity->unit ? conformity->unit : "", NULL);
  paper->day = suima_day_to_text (conformity->issued);
  paper->job = g_strconcat ("certificate-", conformity->number, NULL);
  paper->batch = suima_batch_new ();
  paper->batch->product = g_strdup (conformity->product);
  paper->batch->origin = g_strdup (conformity->origin);
  paper->context = (SuimaLabelContext){
    .document_no = conformity->number,
    .issuer = conformity->issuer,
    .issuer_phone = conformity->phone,
    .issuer_place = conformity->place,
    .issued_on = paper->day,
    .quantity_text = paper->quantity,
    .basis = conformity->basis,
  };
  paper->face = (SuimaSlipFace){ paper->batch, paper->uri, &paper->context };
  paper->slip = (SuimaSlip){
    .template_id = conformity->style == SUIMA_CONFORMITY_BUYER ? "70x50-certificate-2"
                                                               : "70x50-certificate-1",
    .kind = SUIMA_TEMPLATE_CERTIFICATE,
    .job = paper->job,
    .faces = &paper->face,
    .n_faces = 1,
  };
}

static gboolean
suima_certificate_slip_prepare (SuimaCertificateSlip *paper,
                                SuimaStation *station,
                                const char *number,
                                GError **error)
{
  g_autoptr (json_t) body = NULL;

  paper->document = suima_station_find_paper (station, SUIMA_PAPER_CONFORMITY, number, error);
  if (paper->document == NULL)
    return FALSE;
  if (paper->document->body != NULL)
    body = suima_json_parse (paper->document->body, strlen (paper->document->body), error);
  else
    suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PAPER_NOT_OURS, number, NULL);
  if (body == NULL)
    return FALSE;
  paper->conformity = suima_conformity_from_json (body);
  suima_certificate_slip_lay_out (paper, station);
  return TRUE;
}

gboolean
suima_station_print_certificate (SuimaStation *station,
                                 const char *number,
                                 const char *printer,
                                 guint copies,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_auto (SuimaCertificateSlip) paper = { 0 };

  return suima_certificate_slip_prepare (&paper, station, number, error) &&
         suima_slip_print (station, &paper.slip, printer, copies, cancellable, error);
}

gboolean
suima_station_draw_certificate (SuimaStation *station,
                                const char *number,
                                const char *path,
                                GError **error)
{
  g_auto (SuimaCertificateSlip) paper = { 0 };

  return suima_certificate_slip_prepare (&paper, station, number, error) &&
         suima_slip_write (station, &paper.slip, path, error);
}

/* A certificate of tomatoes is none for melons: one name stands in the other. */
static gboolean
suima_certificate_is_of (const SuimaConformity *conformity, const SuimaBatch *batch)
{
  return conformity->product == NULL || strstr (batch->product, conformity->product) != NULL ||
         strstr (conformity->product, batch->product) != NULL;
}

static SuimaDocument *
suima_certificate_find_or_add (SuimaStation *station,
                               const SuimaConformity *conformity,
                               GError **error)
{
  g_autofree char *number = suima_paper_number_fold (conformity->number);
  g_autoptr (GError) cause = NULL;
  SuimaDocument *known =
    suima_store_find_document (station->store, SUIMA_PAPER_CONFORMITY, number, &cause);
  SuimaDocument document = {
    .kind = SUIMA_PAPER_CONFORMITY,
    .number = conformity->number,
    .issuer = conformity->issuer,
    .issued = conformity->issued,
    .valid_to = SUIMA_DAY_NONE,
    .quantity_milli = conformity->unit != NULL ? conformity->quantity_milli : 0,
    .unit = conformity->unit,
  };

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (known == NULL)
    known = suima_station_add_paper (station, &document, NULL, error);
  return known;
}

typedef struct
{
  SuimaStation *station;
  const SuimaConformity *conformity;
  const SuimaBatch *batch;
  const char *person;
  gint64 document_id;
} SuimaCertificateTaking;

static gboolean
suima_certificate_store_taken (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaCertificateTaking *taking = user_data;
  g_autoptr (SuimaDocument) document =
    suima_certificate_find_or_add (taking->station, taking->conformity, error);

  if (document == NULL)
    return FALSE;
  taking->document_id = document->id;
  return suima_station_use_paper (taking->station, document->id, taking->batch->id, 0,
                                  taking->person, error);
}

SuimaDocument *
suima_station_take_certificate (SuimaStation *station,
                                const char *text,
                                gint64 batch_id,
                                const char *person,
                                GError **error)
{
  g_autoptr (SuimaConformity) conformity = suima_conformity_parse (text, NULL);
  g_autoptr (SuimaBatch) batch = NULL;
  SuimaCertificateTaking taking = { station, conformity, NULL, person, 0 };

  if (conformity == NULL)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_CERTIFICATE, NULL);
      return NULL;
    }
  taking.batch = batch = suima_store_get_batch (station->store, batch_id, error);
  if (batch == NULL)
    return NULL;
  if (!suima_certificate_is_of (conformity, batch))
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_OTHER_GOODS, conformity->product,
                    batch->product, NULL);
      return NULL;
    }
  if (!suima_station_check_writable (station, error) ||
      !suima_store_transact (station->store, suima_certificate_store_taken, &taking, error))
    return NULL;
  return suima_store_get_document (station->store, taking.document_id, error);
}

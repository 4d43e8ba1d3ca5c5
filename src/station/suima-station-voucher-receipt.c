// SPDX-License-Identifier: Apache-2.0
// Vouchers of other stations: read, believed or not, received.
#include "suima-station-voucher.h"

#include "suima-hex.h"
#include "suima-issuer-book.h"
#include "suima-movement-act.h"
#include "suima-recall-late.h"
#include "suima-refusal.h"
#include "suima-store-document.h"
#include "suima-store-voucher.h"

#include <string.h>

#define SUIMA_VOUCHER_MAX_FILE_BYTES (16u << 10)

void
suima_voucher_reading_free (SuimaVoucherReading *reading)
{
  if (reading == NULL)
    return;
  suima_voucher_free (reading->voucher);
  g_free (reading->uri);
  g_free (reading->number);
  g_free (reading->key_id);
  g_free (reading->check_word);
  g_free (reading->registered);
  g_free (reading);
}

void
suima_voucher_goods_free (SuimaVoucherGoods *goods)
{
  if (goods == NULL)
    return;
  g_free (goods->number);
  g_free (goods->seller);
  g_array_unref (goods->batches);
  g_free (goods);
}

/* The hub says whose a key is; that the voucher bears the name of another is for a person to judge. */
static gboolean
suima_voucher_bears_name (SuimaVoucherReading *reading, const SuimaIssuer *issuer)
{
  g_autofree char *name = issuer->seller ? suima_text_fold (issuer->seller) : NULL;
  g_autofree char *said = suima_text_fold (reading->voucher->seller);

  if (name == NULL || strcmp (name, said) == 0)
    return TRUE;
  reading->registered = g_steal_pointer (&name);
  return FALSE;
}

/* Whether the key in the voucher is the one that its station has here. */
static const char *
suima_voucher_judge_key (SuimaStation *station, SuimaVoucherReading *reading, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *known = suima_issuer_book_get_key (station, reading->key_id, &cause);
  g_autofree char *hex = suima_bytes_to_hex (reading->voucher->public_key, SUIMA_KEY_SIZE_BYTES);
  g_autoptr (SuimaIssuer) issuer =
    cause == NULL ? suima_issuer_book_find (station, reading->key_id, &cause) : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (issuer != NULL && issuer->is_revoked)
    return "voucher-revoked";
  if (known == NULL)
    return "voucher-new-seller";
  if (strcmp (known, hex) != 0)
    return "voucher-other-key";
  return issuer == NULL || suima_voucher_bears_name (reading, issuer) ? "voucher"
                                                                      : "voucher-new-seller";
}

static const char *
suima_voucher_judge (SuimaStation *station, SuimaVoucherReading *reading, GError **error)
{
  g_autoptr (SuimaVoucherRecord) known = NULL;
  g_autoptr (GError) cause = NULL;
  const char *verdict;

  if (!suima_voucher_check_signature (reading->voucher->public_key, reading->uri))
    return "voucher-altered";
  verdict = suima_voucher_judge_key (station, reading, error);
  if (verdict == NULL || strcmp (verdict, "voucher-other-key") == 0)
    return verdict;
  known = suima_store_find_voucher (station->store, reading->number, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (strcmp (reading->key_id, suima_key_get_id (station->key)) == 0 ||
      (known != NULL && known->is_ours))
    return "voucher-ours";
  return known != NULL ? "voucher-received" : verdict;
}

SuimaVoucherReading *
suima_station_read_voucher (SuimaStation *station, const char *text, GError **error)
{
  g_autoptr (SuimaVoucherReading) reading = g_new0 (SuimaVoucherReading, 1);

  reading->uri = g_strstrip (g_strdup (text));
  reading->verdict = "malformed";
  reading->voucher = suima_voucher_parse (reading->uri, NULL);
  if (reading->voucher == NULL)
    return g_steal_pointer (&reading);
  reading->number = suima_voucher_dup_number (reading->voucher);
  reading->key_id = suima_voucher_dup_key_id (reading->voucher);
  reading->check_word = suima_voucher_dup_check_word (reading->voucher->public_key);
  reading->verdict = suima_voucher_judge (station, reading, error);
  return reading->verdict != NULL ? g_steal_pointer (&reading) : NULL;
}

typedef struct
{
  SuimaStation *station;
  const SuimaVoucherReceipt *receipt;
  const SuimaVoucherReading *reading; /* of the whole voucher */
  SuimaVoucherGoods *goods;
  gint64 delivery_id, seller_id, place_id;
} SuimaVoucherTaking;

/* Groups and case as people say them; in constant length. */
static gboolean
suima_voucher_words_match (const char *said, const char *word)
{
  GString *folded = g_string_new (NULL);
  gboolean is_same;

  for (const char *p = said; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      {
        char c = g_ascii_toupper (*p);
        g_string_append_c (folded, c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
        if (folded->len == 4 || folded->len == 9)
          g_string_append_c (folded, '-');
      }
  is_same = strcmp (folded->str, word) == 0;
  g_string_free (folded, TRUE);
  return is_same;
}

/* Who is not known yet is believed on his word alone, said by himself. */
static gboolean
suima_voucher_check_seller (const SuimaVoucherReading *reading, const char *said, GError **error)
{
  const char *seller = reading->voucher->seller;

  if ((said == NULL || *said == '\0') && reading->registered != NULL)
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_NAME_DIFFERS, reading->registered,
                         seller, reading->key_id, NULL);
  if (said == NULL || *said == '\0')
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_NEW_SELLER, seller,
                         reading->key_id, NULL);
  return suima_voucher_words_match (said, reading->check_word) ||
         suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_CHECK_WORD, seller, said, NULL);
}

static gboolean
suima_voucher_check_verdict (const SuimaVoucherReading *reading, const char *said, GError **error)
{
  const char *verdict = reading->verdict;

  if (strcmp (verdict, "malformed") == 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_VOUCHER_CODE, NULL);
  if (strcmp (verdict, "voucher-altered") == 0)
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_VOUCHER_ALTERED, NULL);
  if (strcmp (verdict, "voucher-other-key") == 0)
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_OTHER_KEY, reading->key_id, NULL);
  if (strcmp (verdict, "voucher-revoked") == 0)
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_KEY_REVOKED, reading->key_id,
                         reading->voucher->seller, NULL);
  if (strcmp (verdict, "voucher-ours") == 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_VOUCHER_OURS, reading->number,
                         NULL);
  return strcmp (verdict, "voucher-new-seller") != 0 ||
         suima_voucher_check_seller (reading, said, error);
}

/* The whole voucher of a short code: the seller's file, which must have the digest of the code. */
static SuimaVoucherReading *
suima_voucher_read_file (SuimaStation *station,
                         const SuimaVoucherReading *code,
                         const char *path,
                         GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_VOUCHER_MAX_FILE_BYTES, error);
  g_autofree char *text = NULL;
  g_autoptr (SuimaVoucherReading) whole = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  whole = suima_station_read_voucher (station, text, error);
  if (whole == NULL)
    return NULL;
  if (whole->voucher == NULL || whole->voucher->is_short ||
      (code->voucher != NULL &&
       memcmp (whole->voucher->digest, code->voucher->digest, sizeof code->voucher->digest) != 0))
    {
      suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_VOUCHER_FILE,
                    code->number ? code->number : path, NULL);
      return NULL;
    }
  return g_steal_pointer (&whole);
}

/* The seller's key is known from now on: the next voucher of the station needs no word. */
static gboolean
suima_voucher_keep_key (const SuimaVoucherTaking *taking, GError **error)
{
  const SuimaVoucherReading *reading = taking->reading;

  return strcmp (reading->verdict, "voucher-new-seller") != 0 ||
         suima_issuer_book_keep (taking->station, reading->key_id, reading->voucher->public_key,
                                 reading->voucher->seller, error);
}

static gint64
suima_voucher_add_delivery (const SuimaVoucherTaking *taking, GError **error)
{
  g_autofree char *sha256 =
    suima_sha256_hex (taking->reading->uri, strlen (taking->reading->uri));
  SuimaDelivery delivery = {
    .file_name = taking->reading->number,
    .sha256 = sha256,
    .imported_us = suima_station_get_now_us (taking->station),
  };

  return suima_store_add_delivery (taking->station->store, &delivery, error);
}

static gboolean
suima_voucher_receive_batch (const SuimaVoucherTaking *taking, SuimaBatch *batch, GError **error)
{
  SuimaMovementAct act = {
    .act = { .kind = SUIMA_EVENT_RECEIVE, .batch = batch, .quantity_milli = batch->quantity_milli },
    .movement = {
      .flow = 1,
      .quantity_milli = batch->quantity_milli,
      .to_place_id = taking->place_id,
      .party_id = taking->seller_id,
      .price_fen = -1,
    },
    .person = taking->receipt->person,
  };
  const SuimaEventDetail detail = { "voucher", taking->reading->number };

  act.details = &detail;
  act.n_details = 1;
  return taking->receipt->is_expected ||
         suima_movement_act_record (taking->station, &act, error) >= 0;
}

static gboolean
suima_voucher_add_line (SuimaVoucherTaking *taking, guint i, GError **error)
{
  SuimaBatch *batch = g_ptr_array_index (taking->reading->voucher->lines, i);
  g_autofree char *row_key = g_strdup_printf ("voucher %s %u", taking->reading->number, i + 1);

  batch->delivery_id = taking->delivery_id;
  batch->row = i + 1;
  batch->imported_us = suima_station_get_now_us (taking->station);
  batch->arrival = suima_station_get_today (taking->station);
  batch->supplier = g_strdup (taking->reading->voucher->seller);
  g_free (batch->papers[SUIMA_PAPER_VOUCHER]);
  batch->papers[SUIMA_PAPER_VOUCHER] = g_strdup (taking->reading->number);
  if (suima_station_add_batch (taking->station, batch, row_key, &batch->id, error) < 0)
    return FALSE;
  g_array_append_val (taking->goods->batches, batch->id);
  return suima_voucher_receive_batch (taking, batch, error);
}

/* 进货凭证: it stands in the wallet with the papers. */
static gboolean
suima_voucher_add_document (const SuimaVoucherTaking *taking, const char *body, GError **error)
{
  SuimaDocument document = {
    .kind = SUIMA_PAPER_VOUCHER,
    .number = taking->reading->number,
    .issuer = taking->reading->voucher->seller,
    .issued = taking->reading->voucher->day,
    .valid_to = SUIMA_DAY_NONE,
    .body = (char *) body,
  };

  return suima_store_add_document (taking->station->store, &document,
                                   suima_station_get_now_us (taking->station), error) != 0;
}

static gboolean
suima_voucher_add_record (const SuimaVoucherTaking *taking, const char *body, GError **error)
{
  const SuimaVoucherReading *reading = taking->reading;
  g_autoptr (GArray) quantities = g_array_new (FALSE, FALSE, sizeof (gint64));
  SuimaVoucherRecord record = {
    .number = reading->number,
    .station = reading->key_id,
    .party_id = taking->seller_id,
    .body = (char *) body,
    .uri = reading->uri,
    .at_us = suima_station_get_now_us (taking->station),
    .batches = taking->goods->batches,
  };

  for (guint i = 0; i < reading->voucher->lines->len; i++)
    g_array_append_val (quantities,
                        ((SuimaBatch *) reading->voucher->lines->pdata[i])->quantity_milli);
  return suima_store_add_voucher (taking->station->store, &record,
                                  &g_array_index (quantities, gint64, 0), error) != 0;
}

static gboolean
suima_voucher_store_goods (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaVoucherTaking *taking = user_data;
  const SuimaVoucher *voucher = taking->reading->voucher;
  g_autoptr (json_t) json = suima_voucher_to_json (voucher);
  g_autofree char *body = suima_json_to_text (json);

  taking->delivery_id = suima_voucher_add_delivery (taking, error);
  if (taking->delivery_id == 0)
    return FALSE;
  taking->seller_id = suima_store_take_party (store, voucher->seller, error);
  if (taking->seller_id < 0)
    return FALSE;
  taking->place_id = suima_store_take_place (store, taking->receipt->place, error);
  if (taking->place_id < 0)
    return FALSE;
  for (guint i = 0; i < voucher->lines->len; i++)
    if (!suima_voucher_add_line (taking, i, error))
      return FALSE;
  return suima_voucher_keep_key (taking, error) &&
         suima_voucher_add_document (taking, body, error) &&
         suima_voucher_add_record (taking, body, error);
}

/* The same voucher again: what it brought the first time. */
static gboolean
suima_voucher_find_goods (SuimaVoucherTaking *taking, GError **error)
{
  g_autoptr (SuimaVoucherRecord) record =
    suima_station_get_voucher (taking->station, taking->reading->number, error);

  if (record == NULL)
    return FALSE;
  g_array_append_vals (taking->goods->batches, record->batches->data, record->batches->len);
  taking->goods->is_known = TRUE;
  return TRUE;
}

static SuimaVoucherReading *
suima_voucher_read_whole (SuimaStation *station, const SuimaVoucherReceipt *receipt, GError **error)
{
  g_autoptr (SuimaVoucherReading) code = suima_station_read_voucher (station, receipt->text, error);
  g_autoptr (SuimaVoucherReading) whole = NULL;

  if (code == NULL || !suima_voucher_check_verdict (code, receipt->check_word, error))
    return NULL;
  if (!code->voucher->is_short || strcmp (code->verdict, "voucher-received") == 0)
    return g_steal_pointer (&code);
  if (receipt->file == NULL)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_VOUCHER_SHORT, code->number,
                    code->voucher->seller, NULL);
      return NULL;
    }
  whole = suima_voucher_read_file (station, code, receipt->file, error);
  return whole != NULL && suima_voucher_check_verdict (whole, receipt->check_word, error)
           ? g_steal_pointer (&whole)
           : NULL;
}

SuimaVoucherGoods *
suima_station_receive_voucher (SuimaStation *station,
                               const SuimaVoucherReceipt *receipt,
                               GError **error)
{
  g_autoptr (SuimaVoucherReading) reading = NULL;
  g_autoptr (SuimaVoucherGoods) goods = NULL;
  SuimaVoucherTaking taking = { .station = station, .receipt = receipt };
  gboolean is_done;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error))
    return NULL;
  taking.reading = reading = suima_voucher_read_whole (station, receipt, error);
  if (reading == NULL)
    return NULL;
  taking.goods = goods = g_new0 (SuimaVoucherGoods, 1);
  goods->batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  goods->number = g_strdup (reading->number);
  goods->seller = g_strdup (reading->voucher->seller);
  is_done = strcmp (reading->verdict, "voucher-received") == 0
              ? suima_voucher_find_goods (&taking, error)
              : suima_store_transact (station->store, suima_voucher_store_goods, &taking, error);
  return is_done ? g_steal_pointer (&goods) : NULL;
}

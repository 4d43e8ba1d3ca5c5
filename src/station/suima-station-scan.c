// SPDX-License-Identifier: Apache-2.0
// What a scan means here. Nothing scanned is opened, run or followed.
#include "suima-adopted.h"
#include "suima-station-private.h"
#include "suima-station-voucher.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-hex.h"
#include "suima-issuer-book.h"
#include "suima-picture.h"
#include "suima-station-recall.h"
#include "suima-store-stock.h"
#include "suima-refusal.h"

#include <string.h>

void
suima_lookup_free (SuimaLookup *lookup)
{
  if (lookup == NULL)
    return;
  suima_scan_free (lookup->scan);
  suima_item_free (lookup->item);
  suima_batch_free (lookup->batch);
  g_free (lookup->notice);
  g_free (lookup);
}

/* The public key of the station that issued @serial, if this station knows it. */
static gboolean
suima_station_find_public_key (SuimaStation *station, const char *serial, guint8 *ret_public_key)
{
  g_autofree char *key_id = g_strndup (serial, 5);
  g_autofree char *name = g_strdup_printf ("public-key.%s", key_id);
  g_autofree char *hex = suima_store_get_meta (station->store, name, NULL);

  return hex != NULL && suima_hex_to_bytes (hex, ret_public_key, SUIMA_KEY_SIZE_BYTES);
}

static gboolean
suima_station_signature_is_bad (SuimaStation *station, const SuimaScan *scan)
{
  guint8 public_key[SUIMA_KEY_SIZE_BYTES];
  g_autofree char *uri = scan->code ? suima_code_to_uri (scan->code) : NULL;

  return uri != NULL && scan->code->signature != NULL &&
         suima_station_find_public_key (station, scan->serial, public_key) &&
         !suima_uri_check_signature (public_key, uri);
}

/* The code itself: guns add blanks and line ends to what they read. */
static gboolean
suima_station_uri_differs (const SuimaScan *scan, const SuimaItem *item)
{
  g_autofree char *uri = scan->code ? suima_code_to_uri (scan->code) : NULL;

  return uri != NULL && strcmp (uri, item->uri) != 0;
}

/* Sold goods of a recalled batch are recalled, too, and those that no round has found yet. */
static gboolean
suima_station_is_recalled (SuimaStation *station, const SuimaItem *item)
{
  const guint states = 1u << SUIMA_ITEM_PRINTED | 1u << SUIMA_ITEM_STOCKED | 1u << SUIMA_ITEM_SOLD |
                       1u << SUIMA_ITEM_SPLIT | 1u << SUIMA_ITEM_HELD | 1u << SUIMA_ITEM_EXPIRED;
  g_autofree char *lock = (states & (1u << item->state)) != 0
                            ? suima_store_get_lock_of (station->store, item->batch_id, "recall", NULL)
                            : NULL;

  return lock != NULL;
}

static const char *
suima_station_judge_state (SuimaStation *station, const SuimaItem *item, const SuimaBatch *batch)
{
  if (item->state == SUIMA_ITEM_RESERVED || item->state == SUIMA_ITEM_SENT)
    return "not-issued";
  if (suima_station_is_recalled (station, item))
    return "recalled";
  if (item->state != SUIMA_ITEM_PRINTED && item->state != SUIMA_ITEM_STOCKED)
    return suima_item_state_to_code (item->state);
  if (batch->expiry != SUIMA_DAY_NONE && batch->expiry < suima_station_get_today (station))
    return "expired";
  return "genuine";
}

/* A serial that the store does not know. */
static const char *
suima_station_judge_stranger (SuimaStation *station, const char *serial)
{
  SuimaSerial parts = { 0 };
  g_autofree char *parsed = suima_serial_parse (serial, &parts, NULL);

  if (parts.station != suima_key_get_station (station->key) ||
      parts.epoch != suima_key_get_epoch (station->key))
    return "unknown-issuer";
  if (!suima_key_owns_serial (station->key, parsed))
    return "forged";
  return parts.counter == SUIMA_SERIAL_SPECIMEN_COUNTER ? "specimen" : "not-issued";
}

static gboolean
suima_station_judge_ours (SuimaStation *station, SuimaLookup *lookup, GError **error)
{
  SuimaScan *scan = lookup->scan;
  g_autoptr (GError) local = NULL;

  lookup->system = "suima";
  lookup->item = suima_store_get_item (station->store, scan->serial, &local);
  if (lookup->item == NULL && !g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (lookup->item == NULL)
    {
      lookup->verdict = suima_station_signature_is_bad (station, scan)
                          ? "bad-signature"
                        : suima_issuer_book_refuses (station, scan->serial)
                          ? "revoked"
                          : suima_station_judge_stranger (station, scan->serial);
      return TRUE;
    }
  lookup->batch = suima_store_get_batch (station->store, lookup->item->batch_id, error);
  if (lookup->batch == NULL)
    return FALSE;
  if (suima_station_signature_is_bad (station, scan))
    lookup->verdict = "bad-signature";
  else if (suima_station_uri_differs (scan, lookup->item))
    lookup->verdict = "altered";
  else
    lookup->verdict = suima_station_judge_state (station, lookup->item, lookup->batch);
  if (strcmp (lookup->verdict, "recalled") == 0)
    lookup->notice = suima_station_dup_notice_text (station, lookup->batch->id);
  return TRUE;
}

/* The newest batch of the same goods tells the clerk what is being held. */
static gboolean
suima_station_judge_gtin (SuimaStation *station, SuimaLookup *lookup, GError **error)
{
  const char *gtin = suima_scan_get_field (lookup->scan, "gtin");
  g_autoptr (GPtrArray) batches = NULL;

  lookup->system = "gs1";
  lookup->verdict = lookup->scan->problem ? "check-digit" : "product-number";
  if (lookup->scan->problem != NULL)
    return TRUE;
  batches = suima_store_list_batches_by_gtin (station->store, gtin, error);
  if (batches == NULL)
    return FALSE;
  if (batches->len > 0)
    lookup->batch = g_ptr_array_steal_index (batches, 0);
  return TRUE;
}

static gboolean
suima_station_judge_voucher (SuimaStation *station, SuimaLookup *lookup, GError **error)
{
  g_autoptr (SuimaVoucherReading) reading =
    suima_station_read_voucher (station, lookup->scan->text, error);

  lookup->system = "suima";
  if (reading == NULL)
    return FALSE;
  lookup->verdict = reading->verdict;
  return TRUE;
}

/* Our own host with a code that does not hold together: damaged or made up. */
static gboolean
suima_station_is_own_host (SuimaStation *station, const SuimaScan *scan)
{
  const char *host = suima_scan_get_field (scan, "host");

  return host != NULL && g_ascii_strcasecmp (host, station->config->host) == 0;
}

/* What is said of a code that another system gave out. Nobody is asked: what it says stays
 * unverified. */
static void
suima_station_judge_foreign (SuimaLookup *lookup)
{
  static const struct
  {
    const char *what, *verdict;
  } verdicts[] = { { "page", "issuer-known" },
                   { "certificate", "certificate" },
                   { "licence", "other-number" },
                   { "drug-code", "other-number" } };
  const SuimaScan *scan = lookup->scan;

  lookup->system = scan->system ? scan->system : "unknown";
  lookup->verdict = scan->kind == SUIMA_SCAN_UNKNOWN ? "unknown"
                    : scan->problem                  ? "malformed"
                                                     : "foreign";
  for (guint i = 0; scan->what != NULL && scan->problem == NULL && i < G_N_ELEMENTS (verdicts); i++)
    if (strcmp (scan->what, verdicts[i].what) == 0)
      lookup->verdict = verdicts[i].verdict;
  if (scan->is_disguised)
    lookup->verdict = "disguised";
}

/* A code of another system that a box here keeps: 一码到底. */
static gboolean
suima_station_judge_adopted (SuimaStation *station, SuimaLookup *lookup, GError **error)
{
  g_autoptr (SuimaAdopted) adopted = suima_adopted_new (lookup->scan);

  if (adopted == NULL)
    return TRUE;
  lookup->item = suima_store_get_item (station->store, adopted->serial, NULL);
  if (lookup->item == NULL)
    return TRUE;
  suima_batch_free (lookup->batch);
  lookup->batch = suima_store_get_batch (station->store, lookup->item->batch_id, error);
  if (lookup->batch == NULL)
    return FALSE;
  lookup->verdict = suima_station_judge_state (station, lookup->item, lookup->batch);
  return TRUE;
}

SuimaLookup *
suima_station_scan_text (SuimaStation *station, const char *text, GError **error)
{
  g_autoptr (SuimaLookup) lookup = g_new0 (SuimaLookup, 1);
  SuimaScan *scan = lookup->scan =
    suima_recognise_by (suima_station_get_recognition (station), text);
  gboolean is_judged = TRUE;

  switch (scan->kind)
    {
    case SUIMA_SCAN_OURS:
    case SUIMA_SCAN_SERIAL:
      is_judged = suima_station_judge_ours (station, lookup, error);
      break;
    case SUIMA_SCAN_VOUCHER:
      is_judged = suima_station_judge_voucher (station, lookup, error);
      break;
    case SUIMA_SCAN_GTIN:
      is_judged = suima_station_judge_gtin (station, lookup, error);
      break;
    case SUIMA_SCAN_ELEMENTS:
    case SUIMA_SCAN_DIGITAL_LINK:
    case SUIMA_SCAN_FOREIGN:
    case SUIMA_SCAN_UNKNOWN:
    default:
      suima_station_judge_foreign (lookup);
      break;
    }
  if (scan->kind > SUIMA_SCAN_VOUCHER && !suima_station_judge_adopted (station, lookup, error))
    return NULL;
  if (scan->kind > SUIMA_SCAN_VOUCHER && lookup->item == NULL &&
      strcmp (lookup->verdict, "certificate") != 0 && !scan->is_disguised &&
      suima_station_is_own_host (station, scan))
    {
      lookup->system = "suima";
      lookup->verdict = "altered";
    }
  suima_station_mask (station, lookup->batch, (SuimaMaskFunc) suima_mask_batch);
  suima_station_mask (station, lookup->item, (SuimaMaskFunc) suima_mask_item);
  return is_judged ? g_steal_pointer (&lookup) : NULL;
}

/* A photo may hold the code of a poster beside ours. */
static const char *
suima_station_choose_text (GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise (texts->pdata[i]);
      if (scan->kind == SUIMA_SCAN_OURS || scan->kind == SUIMA_SCAN_VOUCHER)
        return texts->pdata[i];
    }
  return texts->pdata[0];
}

SuimaLookup *
suima_station_scan_image (SuimaStation *station, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_PICTURE_MAX_FILE_BYTES, error);
  g_autoptr (SuimaPicture) picture = bytes ? suima_picture_read (bytes, error) : NULL;
  g_autoptr (GPtrArray) texts = NULL;

  if (picture == NULL)
    return NULL;
  texts = suima_decode_luma (picture->luma, picture->width_px, picture->height_px,
                             picture->width_px);
  if (texts->len == 0)
    {
      g_autofree char *name = g_path_get_basename (path);
      suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NO_CODE_IN, name, NULL);
      return NULL;
    }
  return suima_station_scan_text (station, suima_station_choose_text (texts), error);
}

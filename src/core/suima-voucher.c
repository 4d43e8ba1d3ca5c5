// SPDX-License-Identifier: Apache-2.0
#include "suima-voucher.h"

#include "suima-code.h"
#include "suima-error.h"
#include "suima-serial.h"
#include "suima-voucher-private.h"

#include <string.h>

#define SUIMA_VOUCHER_SCHEME "HTTPS://"
#define SUIMA_VOUCHER_STEM "/V/"
#define SUIMA_VOUCHER_WHOLE 1
#define SUIMA_VOUCHER_SHORT 2
#define SUIMA_VOUCHER_MAX_NUMBER 999999999u
#define SUIMA_VOUCHER_MAX_MILLI G_GINT64_CONSTANT (1000000000000000)
#define SUIMA_VOUCHER_MAX_GTIN G_GINT64_CONSTANT (99999999999999)

SuimaVoucher *
suima_voucher_new (void)
{
  SuimaVoucher *voucher = g_new0 (SuimaVoucher, 1);

  voucher->day = SUIMA_DAY_NONE;
  voucher->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_free);
  return voucher;
}

void
suima_voucher_free (SuimaVoucher *voucher)
{
  if (voucher == NULL)
    return;
  g_free (voucher->seller);
  g_free (voucher->place);
  g_free (voucher->buyer);
  g_ptr_array_unref (voucher->lines);
  g_free (voucher->host);
  g_free (voucher->signature);
  g_free (voucher);
}

SuimaVoucherRecord *
suima_voucher_record_new (void)
{
  SuimaVoucherRecord *record = g_new0 (SuimaVoucherRecord, 1);

  record->batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  return record;
}

void
suima_voucher_record_free (SuimaVoucherRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->number);
  g_free (record->station);
  g_free (record->party);
  g_free (record->body);
  g_free (record->uri);
  g_array_unref (record->batches);
  g_free (record);
}

char *
suima_voucher_dup_key_id (const SuimaVoucher *voucher)
{
  return suima_serial_to_key_id (voucher->station, voucher->epoch);
}

char *
suima_voucher_dup_number (const SuimaVoucher *voucher)
{
  g_autofree char *key_id = suima_voucher_dup_key_id (voucher);

  return g_strdup_printf ("%s-PZ%06" G_GUINT64_FORMAT, key_id, voucher->number);
}

static void
suima_voucher_hash (const void *prefix, gsize prefix_size, const void *bytes, gsize size_bytes,
                    guint8 *ret)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 32;

  g_checksum_update (checksum, prefix, (gssize)prefix_size);
  g_checksum_update (checksum, bytes, (gssize)size_bytes);
  g_checksum_get_digest (checksum, ret, &length);
}

char *
suima_voucher_dup_check_word (const guint8 *public_key)
{
  static const char domain[] = "SUIMA-KEY-WORD-1\n";
  guint8 digest[32];
  g_autofree char *text = NULL;

  suima_voucher_hash (domain, strlen (domain), public_key, SUIMA_VOUCHER_KEY_SIZE_BYTES, digest);
  text = suima_base32_encode (digest, 8);
  return g_strdup_printf ("%.4s-%.4s-%.4s", text, text + 4, text + 8);
}

static void
suima_voucher_put_line (GByteArray *out, const SuimaBatch *line)
{
  guint mask = 0;

  suima_payload_put_text (out, line->product);
  suima_payload_put_text (out, line->origin);
  suima_payload_put_text (out, line->lot);
  suima_payload_put_text (out, line->spec);
  suima_payload_put_text (out, line->unit);
  suima_payload_put_number (out, line->gtin != NULL ? g_ascii_strtoull (line->gtin, NULL, 10) : 0);
  suima_payload_put_number (out, line->temp_class);
  suima_payload_put_number (out, (guint64)line->quantity_milli);
  suima_payload_put_day (out, line->production);
  suima_payload_put_day (out, line->expiry);
  for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
    if (line->papers[kind] != NULL)
      mask |= 1u << kind;
  suima_payload_put_number (out, mask);
  for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
    if (line->papers[kind] != NULL)
      suima_payload_put_text (out, line->papers[kind]);
}

static void
suima_voucher_put_head (GByteArray *out, const SuimaVoucher *voucher, gboolean is_short)
{
  const guint8 head[5] = { is_short ? SUIMA_VOUCHER_SHORT : SUIMA_VOUCHER_WHOLE,
                           (guint8)(voucher->station >> 16), (guint8)(voucher->station >> 8),
                           (guint8)voucher->station, voucher->epoch };

  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, voucher->public_key, sizeof voucher->public_key);
  suima_payload_put_number (out, voucher->number);
  suima_payload_put_day (out, voucher->day);
  suima_payload_put_text (out, voucher->seller);
  suima_payload_put_text (out, voucher->place);
  suima_payload_put_text (out, voucher->buyer);
  suima_payload_put_number (out, voucher->is_short ? voucher->n_lines : voucher->lines->len);
}

static GByteArray *
suima_voucher_to_payload (const SuimaVoucher *voucher, gboolean is_short)
{
  GByteArray *out = g_byte_array_new ();
  guint8 digest[32];

  suima_voucher_put_head (out, voucher, is_short);
  if (is_short)
    {
      memcpy (digest, voucher->digest, sizeof digest);
      if (!voucher->is_short)
        {
          g_autoptr (GByteArray) whole = suima_voucher_to_payload (voucher, FALSE);
          suima_voucher_hash ("", 0, whole->data, whole->len, digest);
        }
      g_byte_array_append (out, digest, sizeof digest);
    }
  for (guint i = 0; !is_short && i < voucher->lines->len; i++)
    suima_voucher_put_line (out, voucher->lines->pdata[i]);
  return out;
}

char *
suima_voucher_to_uri (const SuimaVoucher *voucher, const char *host, gboolean is_short)
{
  g_autoptr (GByteArray) payload = suima_voucher_to_payload (voucher, is_short || voucher->is_short);
  g_autofree char *base32 = suima_base32_encode (payload->data, payload->len);

  return g_strconcat (SUIMA_VOUCHER_SCHEME, host, SUIMA_VOUCHER_STEM, base32, NULL);
}

/* Where the payload, or signature and payload, begin. */
static const char *
suima_voucher_find_tail (const char *text)
{
  const char *stem;

  if (!g_str_has_prefix (text, SUIMA_VOUCHER_SCHEME) || strlen (text) > SUIMA_VOUCHER_MAX_LENGTH)
    return NULL;
  stem = strchr (text + strlen (SUIMA_VOUCHER_SCHEME), '/');
  return stem != NULL && g_str_has_prefix (stem, SUIMA_VOUCHER_STEM)
             ? stem + strlen (SUIMA_VOUCHER_STEM)
             : NULL;
}

gboolean
suima_voucher_is_uri (const char *text)
{
  const char *tail = suima_voucher_find_tail (text);

  return tail != NULL &&
         strspn (tail, "0123456789ABCDEFGHJKMNPQRSTVWXYZ/") == strlen (tail);
}

char *
suima_voucher_dup_unsigned (const char *uri)
{
  const char *tail = suima_voucher_find_tail (uri);
  const char *slash = tail != NULL ? strchr (tail, '/') : NULL;

  return slash != NULL ? g_strdup_printf ("%.*s%s", (int)(tail - uri), uri, slash + 1)
                       : g_strdup (uri);
}

static SuimaBatch *
suima_voucher_read_line (SuimaPayloadReader *reader)
{
  SuimaBatch *line = suima_batch_new ();
  guint64 gtin, mask;

  line->product = suima_payload_get_text (reader);
  line->origin = suima_payload_get_text (reader);
  line->lot = suima_payload_get_text (reader);
  line->spec = suima_payload_get_text (reader);
  line->unit = suima_payload_get_text (reader);
  gtin = suima_payload_get_number (reader, SUIMA_VOUCHER_MAX_GTIN);
  line->gtin = gtin != 0 ? g_strdup_printf ("%014" G_GUINT64_FORMAT, gtin) : NULL;
  line->temp_class = (SuimaTempClass)suima_payload_get_number (reader, SUIMA_TEMP_AMBIENT);
  line->quantity_milli = (gint64)suima_payload_get_number (reader, SUIMA_VOUCHER_MAX_MILLI);
  line->production = suima_payload_get_day (reader);
  line->expiry = suima_payload_get_day (reader);
  mask = suima_payload_get_number (reader, (1u << SUIMA_N_PAPERS) - 1);
  for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
    if (mask & (1u << kind))
      line->papers[kind] = suima_payload_get_text (reader);
  reader->is_bad = reader->is_bad || line->product == NULL || line->quantity_milli == 0 ||
                   (line->gtin != NULL && !suima_gtin_check (line->gtin));
  line->country = g_strdup (suima_country_from_origin (line->origin ? line->origin : ""));
  return line;
}

static void
suima_voucher_read (SuimaVoucher *voucher, SuimaPayloadReader *reader)
{
  guint8 head[5] = { 0 };

  suima_payload_get_bytes (reader, head, sizeof head);
  voucher->is_short = head[0] == SUIMA_VOUCHER_SHORT;
  reader->is_bad = reader->is_bad || (head[0] != SUIMA_VOUCHER_WHOLE && !voucher->is_short);
  voucher->station = (guint32)head[1] << 16 | (guint32)head[2] << 8 | head[3];
  voucher->epoch = head[4];
  suima_payload_get_bytes (reader, voucher->public_key, sizeof voucher->public_key);
  voucher->number = suima_payload_get_number (reader, SUIMA_VOUCHER_MAX_NUMBER);
  voucher->day = suima_payload_get_day (reader);
  voucher->seller = suima_payload_get_text (reader);
  voucher->place = suima_payload_get_text (reader);
  voucher->buyer = suima_payload_get_text (reader);
  voucher->n_lines = (guint)suima_payload_get_number (reader, SUIMA_VOUCHER_MAX_LINES);
  for (guint i = 0; !voucher->is_short && !reader->is_bad && i < voucher->n_lines; i++)
    g_ptr_array_add (voucher->lines, suima_voucher_read_line (reader));
  if (voucher->is_short)
    suima_payload_get_bytes (reader, voucher->digest, sizeof voucher->digest);
  else
    suima_voucher_hash ("", 0, reader->bytes, reader->size_bytes, voucher->digest);
  reader->is_bad = reader->is_bad || reader->at != reader->size_bytes || voucher->number == 0 ||
                   voucher->seller == NULL || voucher->day == SUIMA_DAY_NONE ||
                   voucher->n_lines == 0 || voucher->station > SUIMA_SERIAL_MAX_STATION ||
                   voucher->epoch > SUIMA_SERIAL_MAX_EPOCH;
}

static gboolean
suima_voucher_decode (SuimaVoucher *voucher, const char *payload)
{
  gsize size_bytes = strlen (payload) * 5 / 8;
  g_autofree guint8 *bytes = g_malloc (size_bytes + 1);
  SuimaPayloadReader reader = { bytes, size_bytes, 0, FALSE };

  if (!suima_base32_decode (payload, bytes, size_bytes))
    return FALSE;
  suima_voucher_read (voucher, &reader);
  return !reader.is_bad;
}

SuimaVoucher *
suima_voucher_parse (const char *uri, GError **error)
{
  g_autoptr (SuimaVoucher) voucher = suima_voucher_new ();
  const char *tail = suima_voucher_is_uri (uri) ? suima_voucher_find_tail (uri) : NULL;
  const char *slash = tail != NULL ? strchr (tail, '/') : NULL;
  gsize host_length;

  if (tail != NULL)
    {
      host_length = (gsize)(tail - uri) - strlen (SUIMA_VOUCHER_SCHEME SUIMA_VOUCHER_STEM);
      voucher->host = g_strndup (uri + strlen (SUIMA_VOUCHER_SCHEME), host_length);
      if (slash != NULL)
        voucher->signature = g_strndup (tail, (gsize)(slash - tail));
      if (suima_host_is_valid (voucher->host) &&
          (slash == NULL || slash - tail == SUIMA_CODE_SIGNATURE_LENGTH) &&
          suima_voucher_decode (voucher, slash != NULL ? slash + 1 : tail))
        return g_steal_pointer (&voucher);
    }
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "this is no whole voucher: it is damaged or was not read to its end");
  return NULL;
}

static json_t *
suima_voucher_line_to_json (const SuimaBatch *line)
{
  json_t *object = json_object (), *papers = json_object ();
  g_autofree char *quantity = suima_quantity_to_text (line->quantity_milli);
  g_autofree char *production = suima_day_to_text (line->production);
  g_autofree char *expiry = suima_day_to_text (line->expiry);

  suima_json_set_text (object, "product", line->product);
  suima_json_set_text (object, "origin", line->origin);
  suima_json_set_text (object, "lot", line->lot);
  suima_json_set_text (object, "spec", line->spec);
  suima_json_set_text (object, "gtin", line->gtin);
  suima_json_set_text (object, "quantity", quantity);
  suima_json_set_text (object, "unit", line->unit);
  suima_json_set_text (object, "production_date", production);
  suima_json_set_text (object, "expiry_date", expiry);
  for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
    suima_json_set_text (papers, suima_paper_kind_to_code (kind), line->papers[kind]);
  json_object_set_new (object, "papers", papers);
  return object;
}

json_t *
suima_voucher_to_json (const SuimaVoucher *voucher)
{
  json_t *object = json_object (), *lines = json_array ();
  g_autofree char *number = suima_voucher_dup_number (voucher);
  g_autofree char *key_id = suima_voucher_dup_key_id (voucher);
  g_autofree char *day = suima_day_to_text (voucher->day);

  suima_json_set_text (object, "number", number);
  suima_json_set_text (object, "station", key_id);
  suima_json_set_text (object, "day", day);
  suima_json_set_text (object, "seller", voucher->seller);
  suima_json_set_text (object, "place", voucher->place);
  suima_json_set_text (object, "buyer", voucher->buyer);
  for (guint i = 0; i < voucher->lines->len; i++)
    json_array_append_new (lines, suima_voucher_line_to_json (voucher->lines->pdata[i]));
  json_object_set_new (object, "lines", lines);
  return object;
}

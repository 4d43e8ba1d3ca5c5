// SPDX-License-Identifier: Apache-2.0
// 销售溯源凭证: what a seller gives with the goods, small enough for a QR, whole enough to fill the
// buyer's receipt. No phone and no person stands in it.
#pragma once

#include "suima-batch.h"
#include "suima-json.h"

#include <glib.h>

#define SUIMA_VOUCHER_KEY_SIZE_BYTES 32
#define SUIMA_VOUCHER_MAX_LINES 40u
#define SUIMA_VOUCHER_MAX_LENGTH 6000 /* characters of a URI */

/** SuimaVoucher: what is on one. Texts are nullable where nothing says otherwise. */
typedef struct
{
  guint32 station; /* of the seller: who signs */
  guint8 epoch;
  guint8 public_key[SUIMA_VOUCHER_KEY_SIZE_BYTES]; /* of the seller */
  guint64 number;  /* the seller's own count, from 1 */
  SuimaDay day;
  char *seller;    /* 经营者名称, never NULL */
  char *place;     /* 摊位, 门店 */
  char *buyer;
  GPtrArray *lines; /* (element-type SuimaBatch): product, origin, lot, spec, unit, gtin, temp_class,
                       production, expiry, papers and quantity_milli of each; empty in a short one */
  guint n_lines;   /* of the whole voucher */
  guint8 digest[32]; /* SHA-256 of the whole one's payload */
  gboolean is_short; /* only who, which and the digest: its lines come in a file */

  /* of one that was read */
  char *host;
  char *signature; /* 103 base32 characters */
} SuimaVoucher;

SuimaVoucher *suima_voucher_new (void);
void suima_voucher_free (SuimaVoucher *voucher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaVoucher, suima_voucher_free)

/** SuimaVoucherRecord: one that was made here, or received. */
typedef struct
{
  gint64 id;
  char *number;  /* `TTTTE-PZ000012` */
  char *station; /* key id of who made it */
  gboolean is_ours;
  gint64 party_id; /* the buyer of ours, the seller of theirs */
  char *party;     /* when read: the name */
  char *body;      /* JSON: what its code says; of ours also `events`: the sales it is about */
  char *uri;       /* the whole one, signed */
  gint64 at_us;
  GArray *batches; /* when read (element-type gint64): of its lines, in order */
} SuimaVoucherRecord;

SuimaVoucherRecord *suima_voucher_record_new (void);
void suima_voucher_record_free (SuimaVoucherRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaVoucherRecord, suima_voucher_record_free)

/** suima_voucher_dup_number: Returns: (transfer full): `TTTTE-PZ000012`: no other voucher has it. */
char *suima_voucher_dup_number (const SuimaVoucher *voucher);
/** suima_voucher_dup_key_id: Returns: (transfer full): `TTTTE` of the seller. */
char *suima_voucher_dup_key_id (const SuimaVoucher *voucher);
/** suima_voucher_dup_check_word: Returns: (transfer full): three groups of four that two people compare
 * by word of mouth: the first 60 bits of SHA-256 over "SUIMA-KEY-WORD-1\n" and @public_key. */
char *suima_voucher_dup_check_word (const guint8 *public_key);

/**
 * suima_voucher_to_uri:
 * @host: upper case
 * @is_short: without the lines
 *
 * `HTTPS://<host>/V/<payload>`: the payload in Crockford base32. Its bytes: form (1, or 2 for a
 * short one), station (3), epoch (1), public key (32); then numbers as LEB128 in their shortest
 * form and texts as their length and UTF-8: number, day, seller, place, buyer, count of lines. A
 * short one ends with the SHA-256 of the whole one's payload. A whole one goes on with each line:
 * product, origin, lot, spec, unit, GTIN as a number (0: none), temp_class, quantity in
 * thousandths, production, expiry, and a mask of paper kinds with their numbers behind it. Days
 * count from 2000-01-01 as 1; 0 is none.
 *
 * Returns: (transfer full): the URI, not signed; the same for the same voucher, byte for byte.
 */
char *suima_voucher_to_uri (const SuimaVoucher *voucher, const char *host, gboolean is_short);

/** suima_voucher_is_uri: Returns: whether @text looks like a voucher's URI, signed or not. */
gboolean suima_voucher_is_uri (const char *text);

/**
 * suima_voucher_parse:
 * @uri: `HTTPS://<host>/V/[<signature>/]<payload>`
 *
 * Everything that is not exactly what suima_voucher_to_uri() writes is refused: another length, a
 * number longer than it need be, a control character, bytes left over. The signature is taken as
 * it is, not verified.
 *
 * Returns: (transfer full): the voucher. Errors: INVALID.
 */
SuimaVoucher *suima_voucher_parse (const char *uri, GError **error);

/** suima_voucher_dup_unsigned: Returns: (transfer full): @uri without its signature: what is signed. */
char *suima_voucher_dup_unsigned (const char *uri);

/** suima_voucher_to_json: Returns: (transfer full): what its code says. */
json_t *suima_voucher_to_json (const SuimaVoucher *voucher);

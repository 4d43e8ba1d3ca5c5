// SPDX-License-Identifier: Apache-2.0
// GTIN, lot and our own trace code as the URI that stands in the QR.
#pragma once

#include <glib.h>

#define SUIMA_CODE_MAX_LENGTH 300
#define SUIMA_CODE_SIGNATURE_LENGTH 103 /* 64 bytes in base32 */

/**
 * SuimaCode:
 * `HTTPS://<host>[/<signature>]/01/<gtin>[/10/<lot>]/21/<serial>` (GS1 Digital Link), or
 * `HTTPS://<host>[/<signature>]/<shop>/OBJ/<serial>` where the goods have no GTIN.
 */
typedef struct
{
  char *host;      /* upper case, may have a port */
  char *signature; /* (nullable): 103 base32 characters */
  char *gtin;      /* (nullable): 14 digits */
  char *lot;       /* (nullable): only with a GTIN */
  char *shop;      /* (nullable): exactly when there is no GTIN */
  char *serial;    /* 20 characters */
} SuimaCode;

SuimaCode *suima_code_new (void);
void suima_code_free (SuimaCode *code);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaCode, suima_code_free)

/**
 * suima_code_parse:
 * @text: what a scanner read
 * @error: return location
 *
 * Takes our own codes only. A character outside `[0-9A-Z./:-]`, more than 300 of them, a host that
 * is none, a wrong check digit or check character are refused. The signature is taken as it is,
 * not verified.
 *
 * Returns: (transfer full): the parts. Errors: INVALID.
 */
SuimaCode *suima_code_parse (const char *text, GError **error);

/**
 * suima_code_to_uri:
 * @code: a code
 *
 * Returns: (transfer full): the URI byte for byte as it stands in the QR, with the signature if
 * @code has one.
 */
char *suima_code_to_uri (const SuimaCode *code);

/**
 * suima_code_to_epc:
 * @code: a code
 *
 * Returns: (transfer full): the item's identity in EPCIS: scheme and host in lower case, neither
 * signature nor lot (CBV 2.0: a Digital Link in EPCIS is constrained to the finest key).
 */
char *suima_code_to_epc (const SuimaCode *code);

/**
 * suima_gtin_check:
 * @digits: 8, 12, 13 or 14 ASCII digits
 *
 * Returns: whether length and check digit are right (GS1 General Specifications 7.9).
 */
gboolean suima_gtin_check (const char *digits);

/**
 * suima_gtin_to_14:
 * @digits: a GTIN that suima_gtin_check() accepts
 *
 * Returns: (transfer full): the same, padded with zeros to 14 digits.
 */
char *suima_gtin_to_14 (const char *digits);

/**
 * suima_gtin_is_restricted:
 * @gtin: 14 digits
 *
 * Returns: whether the number is a restricted circulation number (prefix 02, 04, 20 to 29, or a
 * GTIN-8 beginning 0 or 2), which means nothing outside the shop that gave it.
 */
gboolean suima_gtin_is_restricted (const char *gtin);

/** suima_lot_is_printable: Returns: whether @lot is `[A-Z0-9-]{1,20}` and may stand in the QR. */
gboolean suima_lot_is_printable (const char *lot);

/** suima_host_is_valid: Returns: whether @host is `[A-Z0-9.-]` with an optional port, 1 to 64. */
gboolean suima_host_is_valid (const char *host);

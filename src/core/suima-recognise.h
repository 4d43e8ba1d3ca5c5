// SPDX-License-Identifier: Apache-2.0
// What a scanned text is: our code, a GTIN, GS1 data, a code of another system, or something else.
// Opens and follows nothing.
#pragma once

#include "suima-code.h"

#include <glib.h>

#define SUIMA_SCAN_MAX_BYTES 8192

typedef enum
{
  SUIMA_SCAN_OURS,         /* a whole trace code of our form */
  SUIMA_SCAN_SERIAL,       /* only its serial, typed or read out */
  SUIMA_SCAN_VOUCHER,      /* a sales voucher of our form, suima-voucher.h */
  SUIMA_SCAN_GTIN,         /* EAN-13, EAN-8, UPC-A, GTIN-14 */
  SUIMA_SCAN_ELEMENTS,     /* GS1 element string, (01)... or with FNC1 */
  SUIMA_SCAN_DIGITAL_LINK, /* somebody else's GS1 Digital Link */
  SUIMA_SCAN_FOREIGN,      /* what a rule of a recognition file names */
  SUIMA_SCAN_UNKNOWN,
} SuimaScanKind;

/** suima_scan_kind_to_code: Returns: (transfer none): `suima`, `serial`, `voucher`, `gtin`, `gs1-elements`,
 * `gs1-digital-link`, `foreign`, `unknown`. */
const char *suima_scan_kind_to_code (SuimaScanKind kind);

/** SuimaScanField: one thing the text says. */
typedef struct
{
  char *name;  /* `gtin`, `lot`, `serial`, `expiry_date`, `host`, ... or `ai-91` */
  char *value; /* dates as YYYY-MM-DD, weights as kg with their decimals */
} SuimaScanField;

typedef struct
{
  SuimaScanKind kind;
  char *text;        /* as scanned, kept unchanged */
  SuimaCode *code;   /* OURS only */
  char *serial;      /* OURS and SERIAL: 20 characters */
  GPtrArray *fields; /* (element-type SuimaScanField) */
  char *problem;     /* (nullable): why a text of this kind is wrong: a check digit, a date */
  char *raw_hex;     /* (nullable): the bytes as scanned, where they are not UTF-8 */
  gboolean is_disguised; /* an address written so as to look like another one */

  /* Of codes of other systems; NULL where nothing is known. */
  char *rule;        /* id of the rule that named it */
  char *system;      /* `zhejiang-cold-chain`, `gs1` */
  char *title;       /* 浙冷链 */
  char *issuer;      /* who gives these codes out */
  char *what;        /* trace-code, product-code, certificate, licence, drug-code, identifier, page */
  char *evidence;    /* how well the form is known: published, seen, analogy, unconfirmed, none */
  GPtrArray *unverified; /* (element-type utf8): content, issuer, pattern, port, separators */
} SuimaScan;

/** SuimaRecognition: the rules of recognition files, suima-recognition.h. */
typedef struct _SuimaRecognition SuimaRecognition;

/**
 * suima_recognise:
 * @text: what a scanner or a person gave; NUL ends it
 *
 * suima_recognise_by() without rules: ours and GS1 only.
 *
 * Returns: (transfer full): never %NULL.
 */
SuimaScan *suima_recognise (const char *text);

/**
 * suima_recognise_by:
 * @recognition: (nullable): the rules
 * @text: what a scanner or a person gave; NUL ends it
 *
 * Order: our form, bare serial, voucher; exact rules; GS1 elements and Digital Link; identifiers (Handle,
 * OID); the host; numbers with a check digit or a form; unknown. A text that looks like one of ours
 * or of GS1 but is wrong, and that no rule knows better, keeps its kind and has @problem set.
 *
 * Returns: (transfer full): never %NULL.
 */
SuimaScan *suima_recognise_by (const SuimaRecognition *recognition, const char *text);
void suima_scan_free (SuimaScan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaScan, suima_scan_free)

/** suima_scan_get_field: Returns: (transfer none) (nullable): the value of the field @name. */
const char *suima_scan_get_field (const SuimaScan *scan, const char *name);
void suima_scan_add_field (SuimaScan *scan, const char *name, const char *value);
/** suima_scan_add_unverified: Adds @code once. */
void suima_scan_add_unverified (SuimaScan *scan, const char *code);
/** suima_scan_forget: Takes back what a reader that did not fit put in: fields, problem, doubts. */
void suima_scan_forget (SuimaScan *scan);

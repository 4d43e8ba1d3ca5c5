// SPDX-License-Identifier: Apache-2.0
// 承诺达标合格证: its elements, its number and code, and what can be read of anybody's.
#pragma once

#include "suima-day.h"
#include "suima-json.h"

#include <glib.h>

typedef enum
{
  SUIMA_CONFORMITY_UNKNOWN,
  SUIMA_CONFORMITY_PRODUCER, /* 样式一: who grew it */
  SUIMA_CONFORMITY_BUYER,    /* 样式二: who collected it, mixed it, split it */
} SuimaConformityStyle;

/** suima_conformity_style_from_code: @code: `producer`, `buyer`. Returns: whether it is one. */
gboolean suima_conformity_style_from_code (const char *code, SuimaConformityStyle *ret_style);
const char *suima_conformity_style_to_code (SuimaConformityStyle style);

/** SuimaConformity: nullable texts were not said. */
typedef struct
{
  SuimaConformityStyle style;
  char *number;          /* HGZ20260918-7K2M */
  char *product, *origin;
  gint64 quantity_milli; /* thousandths of @unit; 0: not said */
  char *unit;
  char *issuer;          /* 承诺主体 */
  char *phone, *place;   /* of one made here; never read from another's: it may be a person's */
  SuimaDay issued;
  guint basis;           /* SuimaBasis, any of them */
  char *collected;       /* BUYER: numbers of the papers that the commitment rests on */
  gint64 batch_id;       /* of one made here */
} SuimaConformity;

SuimaConformity *suima_conformity_new (void);
void suima_conformity_free (SuimaConformity *conformity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaConformity, suima_conformity_free)

/** suima_conformity_new_number: @random: four bytes. Returns: (transfer full): `HGZ<YYYYMMDD>-` and
 * four of `A-HJ-NP-Z2-9`, the form seen in the field. */
char *suima_conformity_new_number (SuimaDay day, const guint8 *random);
/** suima_conformity_to_uri: Returns: (transfer full): `HTTPS://<host>/HGZ/<number>`. */
char *suima_conformity_to_uri (const char *number, const char *host);

/**
 * suima_conformity_parse:
 * @text: of a QR: an address that ends in such a number, the number alone, or lines in words:
 *   `产品名称：小白菜`, `数量（重量）：50千克`, `产地：…`, `承诺主体：…`, `开具日期：…`, `编号：…`
 *
 * Words without a number get `WZ` and ten characters of their SHA-256. A phone is not kept.
 *
 * Returns: (transfer full): what it says. Errors: INVALID when it is nothing of the kind.
 */
SuimaConformity *suima_conformity_parse (const char *text, GError **error);

json_t *suima_conformity_to_json (const SuimaConformity *conformity);
/** suima_conformity_from_json: Returns: (transfer full): of suima_conformity_to_json(). */
SuimaConformity *suima_conformity_from_json (const json_t *object);

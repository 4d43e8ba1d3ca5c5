// SPDX-License-Identifier: Apache-2.0
// A template filled with one batch and one code: boxes with their final text.
#pragma once

#include "suima-batch.h"
#include "suima-template.h"

#include <glib.h>

/** SuimaLabelText: a text box as it is to be drawn; @box is borrowed from the template. */
typedef struct
{
  const SuimaBox *box;
  char *text; /* owned, one or more lines, plain text, never markup */
} SuimaLabelText;

typedef struct
{
  const SuimaTemplate *template; /* borrowed: outlives the label */
  char *uri;                     /* what stands in the QR; %NULL where there is none */
  GPtrArray *texts;              /* (element-type SuimaLabelText), in template order */
} SuimaLabel;

/** SuimaBasis: what a 承诺达标合格证 rests on; more than one may hold. */
typedef enum
{
  SUIMA_BASIS_CONTROL = 1 << 0,      /* 质量安全控制符合要求 */
  SUIMA_BASIS_OWN_TEST = 1 << 1,     /* 自行检测合格 */
  SUIMA_BASIS_COMMISSIONED = 1 << 2, /* 委托检测合格 */
} SuimaBasis;

/** SuimaLabelContext: what a label says besides batch and code; all borrowed, all nullable. */
typedef struct
{
  const char *operator_name; /* 经营者名称 */
  guint copy;                /* 1 for the first label, 2 for the first reprint */

  /* goods that are weighed; 0 for none */
  gint64 weight_g;
  gint64 price_fen;
  gint64 unit_price_fen; /* for a kilogram */

  /* goods that were packed anew here */
  const char *repacker;     /* 分装企业 */
  const char *repacked_on;  /* 分装时间 */
  const char *repack_place; /* 分装地点 */

  const char *reason; /* of a tag: why the goods are held back */

  /* certificates and vouchers */
  const char *document_no; /* 合格证编号, 凭证编号 */
  const char *issuer;      /* 承诺主体, 销售者 */
  const char *issuer_phone;
  const char *issuer_place;  /* 经营地址, 摊位 */
  const char *issued_on;     /* 开具日期; also the day of a tag */
  const char *buyer;         /* 购买者 */
  const char *quantity_text; /* what this paper is about, with its unit; the batch's unless told */
  guint basis;               /* SuimaBasis, any of them */
} SuimaLabelContext;

/** suima_label_is_field: Returns: whether templates may name @field. */
gboolean suima_label_is_field (const char *field);

/**
 * suima_label_fill:
 * @template: a layout; must outlive the label
 * @batch: what the label is about
 * @uri: (nullable): the text of the QR; %NULL only for a template without one
 * @serial: (nullable): 20 characters, printed in groups of four
 * @context: (nullable): the rest
 *
 * Fields: `product spec origin lot production_date expiry_date storage operator importer
 * importer_phone supplier supplier_phone producer conformity quantity unit gtin serial copy`.
 * `foreign_origin` is the origin of imported goods, `home_origin` that of any other: they are
 * titled 原产国 and 产地. `undated_lot` is the lot of a batch without production date, for labels
 * that have room for one of the two. `copy` is empty on a first label. `importer_phone` and
 * `supplier_phone` are empty where they are mobile numbers, which are a person's.
 *
 * Of the context: `net_weight` (`1.234 kg`), `price` (`¥12.80`), `unit_price` (`¥25.60/kg`),
 * `repacker repacked_on repack_place reason document_no issuer issuer_phone issuer_place issued_on
 * buyer`; `quantity_text` is the batch's quantity and unit unless told. `basis_control`,
 * `basis_own_test` and `basis_commissioned` are a box, ticked or not. `issuer_phone` stands as it
 * was given: who issues a certificate has to name a number, and names it himself.
 *
 * Control characters in delivered texts become blanks; marks that turn or hide text (bidirectional
 * controls, zero width) are dropped. The words before a field, from the one before it, and the
 * words after the last one go with an empty field: `批号 {lot}` of a batch without lot is left out.
 *
 * Returns: (transfer full): the label.
 */
SuimaLabel *suima_label_fill (const SuimaTemplate *template,
                              const SuimaBatch *batch,
                              const char *uri,
                              const char *serial,
                              const SuimaLabelContext *context);
void suima_label_free (SuimaLabel *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaLabel, suima_label_free)

// SPDX-License-Identifier: Apache-2.0
// One delivered lot: goods, origin, dates, parties, papers, quantity.
#pragma once

#include "suima-day.h"

#include <glib.h>

typedef enum
{
  SUIMA_TEMP_UNKNOWN,
  SUIMA_TEMP_FROZEN,  /* 冷冻, -18 ℃ and below */
  SUIMA_TEMP_CHILLED, /* 冷藏, above freezing and below about 15 ℃ */
  SUIMA_TEMP_AMBIENT, /* 常温 */
} SuimaTempClass;

/** SuimaPaperKind: the documents that the rules name. */
typedef enum
{
  SUIMA_PAPER_INSPECTION,        /* 入境货物检验检疫证明 */
  SUIMA_PAPER_NUCLEIC_ACID,      /* 核酸检测报告 */
  SUIMA_PAPER_DISINFECTION,      /* 消毒证明 */
  SUIMA_PAPER_CUSTOMS,           /* 报关单 */
  SUIMA_PAPER_PLANT,             /* 境外生产企业注册编号 */
  SUIMA_PAPER_CONFORMITY,        /* 承诺达标合格证 */
  SUIMA_PAPER_ANIMAL_QUARANTINE, /* 动物检疫合格证明 */
  SUIMA_PAPER_MEAT_QUALITY,      /* 肉品品质检验合格证 */
  SUIMA_PAPER_SWINE_FEVER,       /* 非洲猪瘟检测报告 */
  SUIMA_PAPER_TEST_REPORT,       /* 检测报告 */
  SUIMA_PAPER_VOUCHER,           /* 进货凭证: the seller's 销售凭证 */
  SUIMA_PAPER_WAREHOUSE_EXIT,    /* 集中监管仓出仓证明 */
  SUIMA_N_PAPERS
} SuimaPaperKind;

/** suima_paper_kind_to_code: Returns: (transfer none): `inspection`, `nucleic-acid` and so on. */
const char *suima_paper_kind_to_code (SuimaPaperKind kind);
/** suima_paper_kind_from_code: Returns: whether @code names a kind, and the kind. */
gboolean suima_paper_kind_from_code (const char *code, SuimaPaperKind *ret_kind);
/** suima_temp_class_to_code: Returns: (transfer none): `frozen`, `chilled`, `ambient`, `unknown`. */
const char *suima_temp_class_to_code (SuimaTempClass temp_class);

/**
 * SuimaBatch:
 * Texts are UTF-8 as delivered, %NULL when the sheet had none; nothing in them is markup, a
 * formula or a format. Every text is owned.
 */
typedef struct
{
  gint64 id;          /* 0 until stored */
  gint64 delivery_id; /* 0 until stored */
  guint row;          /* row of the sheet, counted from 1 */
  gint64 imported_us; /* when it was read in; 0 until stored */

  char *product;  /* 品名, never NULL in a stored batch */
  char *category; /* 品类 */
  char *spec;     /* 规格 */
  char *gtin;     /* 14 digits, check digit right */
  char *lot;      /* 批号, as text */
  char *origin;   /* 原产国/产地 as written */
  char *country;  /* ISO 3166-1 alpha-2 of a known origin: "CN" for domestic goods; or NULL */
  char *storage;  /* 贮存条件 as written */
  SuimaTempClass temp_class;
  SuimaDay production; /* 生产日期 */
  SuimaDay expiry;     /* 保质期至: last day of life */
  SuimaDay arrival;    /* 到货日期 */
  char *port;          /* 入境口岸 */
  char *papers[SUIMA_N_PAPERS]; /* number of the paper by kind, or NULL */
  char *basis;         /* 质量安全承诺依据 */
  char *importer;
  char *importer_phone;
  char *importer_uscc; /* 统一社会信用代码 */
  char *supplier;
  char *supplier_phone;
  char *producer;
  char *producer_uscc;
  char *producer_phone;
  gint64 quantity_milli; /* thousandths of @unit, more than 0 */
  char *unit;            /* 箱, kg, 斤 as written: never converted */
  char *remark;
} SuimaBatch;

SuimaBatch *suima_batch_new (void);
void suima_batch_free (SuimaBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBatch, suima_batch_free)

/** suima_batch_copy_goods: @batch: new, its origin and country said already. What goods of one kind
 * have in common, delivery for delivery: all but lot, days, quantity, port and the papers of one lot. */
void suima_batch_copy_goods (SuimaBatch *batch, const SuimaBatch *like);

/** suima_batch_is_imported: Returns: whether the origin is known and outside mainland China. */
gboolean suima_batch_is_imported (const SuimaBatch *batch);

/**
 * suima_quantity_parse:
 * @text: `120`, `1,200`, `75.5`: thousands separators in groups of three, up to 3 decimals
 * @ret_milli: (out): thousandths, 1 to 10^15
 * @error: return location
 *
 * Returns: %TRUE on success. Errors: INVALID; a unit in the cell, a sign and an overflow are
 * refused, never guessed.
 */
gboolean suima_quantity_parse (const char *text, gint64 *ret_milli, GError **error);

/** suima_quantity_to_text: Returns: (transfer full): `120`, `75.5`: no separators, no zeros. */
char *suima_quantity_to_text (gint64 quantity_milli);

/**
 * suima_country_from_origin:
 * @origin: an origin as people write it: 智利, Chile, CHL, 浙江平湖, 广东中山, 中国
 *
 * Returns: (transfer none) (nullable): ISO 3166-1 alpha-2, `CN` for a Chinese province or place
 * with a province in front; %NULL when the name is not known.
 */
const char *suima_country_from_origin (const char *origin);

/** suima_country_from_number: @number: (nullable): three digits of ISO 3166-1, as in AI 422. Returns:
 * (transfer none) (nullable): `EC`; %NULL for a number that no country has. */
const char *suima_country_from_number (const char *number);
/** suima_country_dup_name: @alpha2: (nullable). Returns: (transfer full) (nullable): its Chinese name,
 * of countries that we trade with. */
char *suima_country_dup_name (const char *alpha2);

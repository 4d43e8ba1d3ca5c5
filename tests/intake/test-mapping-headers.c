// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping-headers.h"

#include <string.h>

static SuimaSheet *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SuimaSheet *sheet = suima_sheet_read (bytes, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
test_headers_names (void)
{
  static const struct
  {
    const char *header;
    SuimaField field;
  } cases[] = {
    { "品名", SUIMA_FIELD_PRODUCT },
    { " 品　名 ", SUIMA_FIELD_PRODUCT },
    { "*产品名称：", SUIMA_FIELD_PRODUCT },
    { "品名/商品名称", SUIMA_FIELD_PRODUCT },
    { "产品编号", SUIMA_FIELD_NONE },
    { "商品编码", SUIMA_FIELD_NONE },
    { "序号", SUIMA_FIELD_NONE },
    { "", SUIMA_FIELD_NONE },
    { "原产国(地区)", SUIMA_FIELD_ORIGIN },
    { "原产国（或地区）", SUIMA_FIELD_ORIGIN },
    { "采收/生产日期", SUIMA_FIELD_PRODUCTION },
    { "生产日期（批号）", SUIMA_FIELD_PRODUCTION },
    { "保质期(天)", SUIMA_FIELD_LIFE },
    { "保质期至", SUIMA_FIELD_EXPIRY },
    { "到货日期", SUIMA_FIELD_ARRIVAL },
    { "商品条码", SUIMA_FIELD_GTIN },
    { "ＧＴＩＮ", SUIMA_FIELD_GTIN },
    { "Lot No.", SUIMA_FIELD_LOT },
    { "入境货物检验检疫证明编号", SUIMA_FIELD_INSPECTION },
    { "检验检疫证号", SUIMA_FIELD_INSPECTION },
    { "核酸检测报告编号", SUIMA_FIELD_NUCLEIC_ACID },
    { "消毒证明编号", SUIMA_FIELD_DISINFECTION },
    { "报关单号", SUIMA_FIELD_CUSTOMS },
    { "境外生产企业注册号", SUIMA_FIELD_PLANT },
    { "境外生产企业注册编号", SUIMA_FIELD_PLANT },
    { "承诺达标合格证编号", SUIMA_FIELD_CONFORMITY },
    { "动物检疫合格证明编号", SUIMA_FIELD_ANIMAL_QUARANTINE },
    { "质量安全承诺依据", SUIMA_FIELD_BASIS },
    { "检测报告编号", SUIMA_FIELD_TEST_REPORT },
    { "进口商统一社会信用代码", SUIMA_FIELD_IMPORTER_USCC },
    { "供货商电话", SUIMA_FIELD_SUPPLIER_PHONE },
    { "联系电话", SUIMA_FIELD_PHONE },
    { "数量(箱)", SUIMA_FIELD_QUANTITY },
    { "单位", SUIMA_FIELD_UNIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (suima_field_from_header (cases[i].header), ==, cases[i].field);
    }
}

static void
test_headers_parties (void)
{
  g_autoptr (SuimaSheet) produce = read_text ("品名,数量,生产者,统一社会信用代码,联系电话\n");
  g_autoptr (SuimaSheet) imports =
      read_text ("品名,数量,进口商,统一社会信用代码,供货商,联系电话\n");
  SuimaColumns columns;

  g_assert_true (suima_columns_find (produce, &columns));
  g_assert_cmpuint (columns.columns[SUIMA_FIELD_PRODUCER_USCC], ==, 4);
  g_assert_cmpuint (columns.columns[SUIMA_FIELD_PRODUCER_PHONE], ==, 5);
  suima_columns_clear (&columns);
  g_assert_true (suima_columns_find (imports, &columns));
  g_assert_cmpuint (columns.columns[SUIMA_FIELD_IMPORTER_USCC], ==, 4);
  g_assert_cmpuint (columns.columns[SUIMA_FIELD_SUPPLIER_PHONE], ==, 6);
  suima_columns_clear (&columns);
}

static void
test_headers_row (void)
{
  g_autofree char *above14 = g_strnfill (14, '\n'), *above15 = g_strnfill (15, '\n');
  g_autofree char *in_15 = g_strconcat (above14, "品名,数量\n", NULL);
  g_autofree char *in_16 = g_strconcat (above15, "品名,数量\n", NULL);
  g_autoptr (SuimaSheet) found = read_text (in_15), lost = read_text (in_16);
  g_autoptr (SuimaSheet) lone = read_text ("品名\n苹果\n");
  g_autoptr (SuimaSheet) titled = read_text ("品名,数量\n品名,数量,批号\n");
  SuimaColumns columns;

  g_assert_true (suima_columns_find (found, &columns));
  g_assert_cmpuint (columns.header_row, ==, 15);
  suima_columns_clear (&columns);
  g_assert_false (suima_columns_find (lost, &columns));
  g_assert_false (suima_columns_find (lone, &columns));
  g_assert_true (suima_columns_find (titled, &columns));
  g_assert_cmpuint (columns.header_row, ==, 2);
  g_assert_cmpuint (columns.n_header_rows, ==, 1);
  suima_columns_clear (&columns);
}

typedef struct
{
  SuimaField field;
  guint column;
  const char *header;
} ExpectedColumn;

static void
assert_header (const char *text, guint header_row, guint n_header_rows, const ExpectedColumn *expected)
{
  g_autoptr (SuimaSheet) sheet = read_text (text);
  SuimaColumns columns;
  guint n_found = 0, n_expected = 0;

  g_test_message ("%s", text);
  g_assert_true (suima_columns_find (sheet, &columns));
  g_assert_cmpuint (columns.header_row, ==, header_row);
  g_assert_cmpuint (columns.n_header_rows, ==, n_header_rows);
  for (; expected->column != 0; expected++, n_expected++)
    {
      g_assert_cmpuint (columns.columns[expected->field], ==, expected->column);
      g_assert_cmpstr (suima_columns_get_header (&columns, expected->column), ==, expected->header);
    }
  for (guint field = 0; field < SUIMA_N_FIELDS; field++)
    n_found += columns.columns[field] != 0 ? 1 : 0;
  g_assert_cmpuint (n_found, ==, n_expected);
  suima_columns_clear (&columns);
}

/* 进货查验记录表: a title, a header in rows 2 and 3 with merged cells, goods from row 4. */
static void
test_headers_two_rows (void)
{
  static const ExpectedColumn ledger[] = {
    { SUIMA_FIELD_ARRIVAL, 1, "进货日期" },
    { SUIMA_FIELD_PRODUCT, 2, "产品 名称" },
    { SUIMA_FIELD_SPEC, 3, "产品 规格" },
    { SUIMA_FIELD_QUANTITY, 4, "数量 (箱)" },
    { SUIMA_FIELD_LIFE, 5, "保质期 （天）" },
    { SUIMA_FIELD_PRODUCER, 6, "生产者信息 名称" },
    { SUIMA_FIELD_PRODUCER_PHONE, 7, "生产者信息 联系方式" },
    { SUIMA_FIELD_SUPPLIER, 8, "供货者 名称" },
    { SUIMA_FIELD_SUPPLIER_PHONE, 10, "供货者 电话" },
    { SUIMA_FIELD_NONE, 0, NULL },
  };
  static const ExpectedColumn units[] = {
    { SUIMA_FIELD_PRODUCT, 1, "品名" },
    { SUIMA_FIELD_QUANTITY, 2, "数量 （箱）" },
    { SUIMA_FIELD_NONE, 0, NULL },
  };
  static const ExpectedColumn parts[] = {
    { SUIMA_FIELD_PRODUCT, 1, "品名" },
    { SUIMA_FIELD_PRODUCTION, 2, "日期 生产日期" },
    { SUIMA_FIELD_EXPIRY, 3, "日期 保质期至" },
    { SUIMA_FIELD_QUANTITY, 4, "数量" },
    { SUIMA_FIELD_NONE, 0, NULL },
  };

  assert_header ("进货查验记录表\n"
                 "进货日期,产品,,数量,保质期,生产者信息,,供货者,,,记录人\n"
                 ",名称,规格,(箱),（天）,名称,联系方式,名称,地址,电话,\n"
                 "2026-11-20,梨,5kg,1,45,甲园,1,乙行,某路,2,丙\n",
                 3, 2, ledger);
  assert_header ("品名,数量\n,（箱）\n梨,5\n", 2, 2, units);
  assert_header ("品名,日期,,数量\n,生产日期,保质期至,\n梨,2026-11-02,,5\n", 2, 2, parts);
}

/* What stands below a header of one row is goods, even where the product is missing. */
static void
test_headers_one_row (void)
{
  static const ExpectedColumn plain[] = {
    { SUIMA_FIELD_PRODUCT, 1, "品名" },
    { SUIMA_FIELD_QUANTITY, 2, "数量" },
    { SUIMA_FIELD_UNIT, 3, "单位" },
    { SUIMA_FIELD_NONE, 0, NULL },
  };
  static const ExpectedColumn lines[] = {
    { SUIMA_FIELD_PRODUCT, 1, "品\n名" },
    { SUIMA_FIELD_QUANTITY, 2, "数量\n(箱)" },
    { SUIMA_FIELD_INSPECTION, 3, "检验检疫\n证号" },
    { SUIMA_FIELD_NONE, 0, NULL },
  };

  assert_header ("到货清单\n品名,数量,单位\n梨,5,箱\n", 2, 1, plain);
  assert_header ("品名,数量,单位\n,5,箱\n", 1, 1, plain);
  assert_header ("品名,数量,单位,甲,乙\n,5,件数,说明,批号\n", 1, 1, plain);
  assert_header ("品名,数量,单位\n\n梨,5,箱\n", 1, 1, plain);
  assert_header ("\"品\n名\",\"数量\n(箱)\",\"检验检疫\n证号\"\n梨,5,1\n", 1, 1, lines);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/headers/names", test_headers_names);
  g_test_add_func ("/headers/parties", test_headers_parties);
  g_test_add_func ("/headers/row", test_headers_row);
  g_test_add_func ("/headers/two-rows", test_headers_two_rows);
  g_test_add_func ("/headers/one-row", test_headers_one_row);
  return g_test_run ();
}

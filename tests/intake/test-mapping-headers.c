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
  g_assert_true (suima_columns_find (imports, &columns));
  g_assert_cmpuint (columns.columns[SUIMA_FIELD_IMPORTER_USCC], ==, 4);
  g_assert_cmpuint (columns.columns[SUIMA_FIELD_SUPPLIER_PHONE], ==, 6);
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
  g_assert_false (suima_columns_find (lost, &columns));
  g_assert_false (suima_columns_find (lone, &columns));
  g_assert_true (suima_columns_find (titled, &columns));
  g_assert_cmpuint (columns.header_row, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/headers/names", test_headers_names);
  g_test_add_func ("/headers/parties", test_headers_parties);
  g_test_add_func ("/headers/row", test_headers_row);
  return g_test_run ();
}

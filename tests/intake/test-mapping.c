// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-mapping.h"
#include "test-workbook.h"

#include <string.h>

typedef struct
{
  GPtrArray *batches, *problems, *notes;
  guint n_bad_rows;
} Result;

static void
result_clear (Result *result)
{
  g_clear_pointer (&result->batches, g_ptr_array_unref);
  g_clear_pointer (&result->problems, g_ptr_array_unref);
  g_clear_pointer (&result->notes, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static Result
map_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSheet) sheet = suima_sheet_read (bytes, &error);
  g_autoptr (SuimaMapping) mapping = NULL;
  Result result = { NULL };
  SuimaBatch *batch;

  g_assert_no_error (error);
  mapping = suima_mapping_new (sheet, suima_day_new (2026, 11, 22), &error);
  g_assert_no_error (error);
  result.batches = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_free);
  while ((batch = suima_mapping_next (mapping)) != NULL)
    g_ptr_array_add (result.batches, batch);
  result.problems = g_ptr_array_ref (suima_mapping_get_problems (mapping));
  result.notes = g_ptr_array_ref (suima_mapping_get_notes (mapping));
  result.n_bad_rows = suima_mapping_get_n_bad_rows (mapping);
  return result;
}

static Result
map_file (const char *name)
{
  g_autofree char *path = g_build_filename (TEST_DATA, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data = NULL;
  gsize size_bytes = 0;

  g_assert_true (g_file_get_contents (path, &data, &size_bytes, &error));
  bytes = g_bytes_new_take (data, size_bytes);
  return map_bytes (bytes);
}

static Result
map_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return map_bytes (bytes);
}

static void
assert_day (SuimaDay day, const char *expected)
{
  g_autofree char *text = suima_day_to_text (day);

  g_assert_cmpstr (text, ==, expected);
}

/* Compares every field; the papers come as NULL-terminated pairs of code and number. */
static void
assert_batch (const SuimaBatch *batch, const SuimaBatch *expected, const char *const *papers)
{
  g_assert_cmpint (batch->id, ==, 0);
  g_assert_cmpint (batch->delivery_id, ==, 0);
  g_assert_cmpint (batch->imported_us, ==, 0);
  g_assert_cmpuint (batch->row, ==, expected->row);
  g_assert_cmpstr (batch->product, ==, expected->product);
  g_assert_cmpstr (batch->category, ==, expected->category);
  g_assert_cmpstr (batch->spec, ==, expected->spec);
  g_assert_cmpstr (batch->gtin, ==, expected->gtin);
  g_assert_cmpstr (batch->lot, ==, expected->lot);
  g_assert_cmpstr (batch->origin, ==, expected->origin);
  g_assert_cmpstr (batch->country, ==, expected->country);
  g_assert_cmpstr (batch->storage, ==, expected->storage);
  g_assert_cmpint (batch->temp_class, ==, expected->temp_class);
  g_assert_cmpint (batch->production, ==, expected->production);
  g_assert_cmpint (batch->expiry, ==, expected->expiry);
  g_assert_cmpint (batch->arrival, ==, expected->arrival);
  g_assert_cmpstr (batch->port, ==, expected->port);
  g_assert_cmpstr (batch->basis, ==, expected->basis);
  g_assert_cmpstr (batch->importer, ==, expected->importer);
  g_assert_cmpstr (batch->importer_uscc, ==, expected->importer_uscc);
  g_assert_cmpstr (batch->supplier, ==, expected->supplier);
  g_assert_cmpstr (batch->supplier_phone, ==, expected->supplier_phone);
  g_assert_cmpstr (batch->producer, ==, expected->producer);
  g_assert_cmpstr (batch->producer_uscc, ==, expected->producer_uscc);
  g_assert_cmpstr (batch->producer_phone, ==, expected->producer_phone);
  g_assert_cmpint (batch->quantity_milli, ==, expected->quantity_milli);
  g_assert_cmpstr (batch->unit, ==, expected->unit);
  g_assert_cmpstr (batch->remark, ==, expected->remark);
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    {
      const char *number = NULL;
      for (const char *const *p = papers; *p != NULL; p += 2)
        if (strcmp (*p, suima_paper_kind_to_code (i)) == 0)
          number = p[1];
      g_assert_cmpstr (batch->papers[i], ==, number);
    }
}

static void
test_mapping_fruit (void)
{
  g_auto (Result) result = map_file ("fruit-delivery.csv");
  const SuimaBatch expected = { .row = 2,
                                .product = (char *)"智利车厘子 JJJ",
                                .spec = (char *)"5kg/箱",
                                .gtin = (char *)"07800000001013",
                                .lot = (char *)"CL-CH-2641",
                                .origin = (char *)"智利",
                                .country = (char *)"CL",
                                .storage = (char *)"冷藏 0~4℃",
                                .temp_class = SUIMA_TEMP_CHILLED,
                                .production = suima_day_new (2026, 11, 2),
                                .expiry = suima_day_new (2026, 12, 17),
                                .arrival = suima_day_new (2026, 11, 20),
                                .port = (char *)"广州南沙",
                                .importer = (char *)"穗鲜进口(广州)有限公司",
                                .importer_uscc = (char *)"91440101MA5X00001J",
                                .supplier = (char *)"江南果菜批发市场A区17档",
                                .supplier_phone = (char *)"02081990017",
                                .quantity_milli = 120000,
                                .unit = (char *)"箱" };
  const char *papers[] = { "inspection",   "126000001120001", "customs", "510120261000012345",
                           "disinfection", "XD20261118-0031", NULL };
  const SuimaBatch *durian, *blueberry, *pitaya;

  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_cmpuint (result.batches->len, ==, 6);
  assert_batch (g_ptr_array_index (result.batches, 0), &expected, papers);
  durian = g_ptr_array_index (result.batches, 1);
  g_assert_cmpint (durian->temp_class, ==, SUIMA_TEMP_CHILLED);
  g_assert_cmpstr (durian->papers[SUIMA_PAPER_PLANT], ==, "DOA 12000 01 001234");
  blueberry = g_ptr_array_index (result.batches, 4);
  g_assert_cmpint (blueberry->quantity_milli, ==, 1200000);
  pitaya = g_ptr_array_index (result.batches, 5);
  g_assert_null (pitaya->gtin);
  g_assert_cmpstr (pitaya->spec, ==, "散装");
  assert_day (pitaya->expiry, "2026-11-26");
}

static void
test_mapping_meat (void)
{
  g_auto (Result) result = map_file ("meat-delivery.xlsx");
  const SuimaBatch expected = { .row = 4,
                                .product = (char *)"巴西去骨牛前胸肉",
                                .spec = (char *)"25kg/箱",
                                .gtin = (char *)"07890000006064",
                                .lot = (char *)"SIF2015-0826",
                                .origin = (char *)"巴西",
                                .country = (char *)"BR",
                                .storage = (char *)"冷冻 -18℃",
                                .temp_class = SUIMA_TEMP_FROZEN,
                                .production = suima_day_new (2026, 8, 26),
                                .expiry = suima_day_new (2028, 8, 26),
                                .arrival = suima_day_new (2026, 11, 19),
                                .port = (char *)"天津新港",
                                .importer = (char *)"禾海冷链供应链(深圳)有限公司",
                                .importer_uscc = (char *)"91440300MA5X00003L",
                                .supplier = (char *)"中山水出冻品批发部",
                                .supplier_phone = (char *)"076088321122",
                                .quantity_milli = 40000,
                                .unit = (char *)"箱" };
  const char *papers[] = { "inspection",   "126000002230001", "customs", "020220261000078901",
                           "nucleic-acid", "HS20261012-101",  "plant",   "SIF 2015",
                           "disinfection", "XD20261115-0101", NULL };
  const SuimaBatch *last;

  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_cmpuint (result.batches->len, ==, 6);
  assert_batch (g_ptr_array_index (result.batches, 0), &expected, papers);
  last = g_ptr_array_index (result.batches, 5);
  assert_day (last->production, "2024-11-10");
  assert_day (last->expiry, "2026-11-10");
  g_assert_cmpstr (last->remark, ==, "临期/过期核查");
}

static void
test_mapping_produce (void)
{
  g_auto (Result) result = map_file ("domestic-produce.csv");
  const SuimaBatch expected = { .row = 5,
                                .product = (char *)"冷鲜猪后腿肉",
                                .spec = (char *)"散装",
                                .lot = (char *)"ZS-ZR-1121",
                                .origin = (char *)"广东中山",
                                .country = (char *)"CN",
                                .storage = (char *)"冷藏 0~4℃",
                                .temp_class = SUIMA_TEMP_CHILLED,
                                .production = suima_day_new (2026, 11, 21),
                                .expiry = suima_day_new (2026, 11, 24),
                                .arrival = SUIMA_DAY_NONE,
                                .basis = (char *)"动物检疫合格证明",
                                .producer = (char *)"中山食品肉联厂",
                                .producer_uscc = (char *)"91442000MA5X00008D",
                                .producer_phone = (char *)"13800001004",
                                .quantity_milli = 75500,
                                .unit = (char *)"kg" };
  const char *papers[] = { "animal-quarantine", "动检B4420002611210033", "test-report",
                           "RP20261121-07", NULL };
  const SuimaBatch *asparagus, *greens;

  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_cmpuint (result.batches->len, ==, 4);
  assert_batch (g_ptr_array_index (result.batches, 3), &expected, papers);
  asparagus = g_ptr_array_index (result.batches, 0);
  g_assert_cmpstr (asparagus->papers[SUIMA_PAPER_CONFORMITY], ==, "HGZ3304822611200001");
  g_assert_cmpstr (asparagus->basis, ==, "自我检测");
  greens = g_ptr_array_index (result.batches, 2);
  g_assert_cmpint (greens->temp_class, ==, SUIMA_TEMP_AMBIENT);
  g_assert_cmpstr (greens->unit, ==, "斤");
  g_assert_null (greens->papers[SUIMA_PAPER_CONFORMITY]);
}

typedef struct
{
  guint row, column;
  SuimaProblemCode code;
  const char *header, *value;
} Expected;

static void
assert_problems (const Result *result, const Expected *expected, guint n)
{
  for (guint i = 0; i < result->problems->len; i++)
    {
      const SuimaProblem *problem = g_ptr_array_index (result->problems, i);
      g_test_message ("row %u column %u %s", problem->row, problem->column,
                      suima_problem_code_to_text (problem->code));
    }
  g_assert_cmpuint (result->problems->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const SuimaProblem *problem = g_ptr_array_index (result->problems, i);
      g_assert_cmpuint (problem->row, ==, expected[i].row);
      g_assert_cmpuint (problem->column, ==, expected[i].column);
      g_assert_cmpint (problem->code, ==, expected[i].code);
      g_assert_cmpstr (problem->header, ==, expected[i].header);
      g_assert_cmpstr (problem->value, ==, expected[i].value);
    }
}

static void
test_mapping_bad (void)
{
  static const Expected expected[] = {
    { 2, 2, SUIMA_PROBLEM_MISSING, "品名", "" },
    { 3, 4, SUIMA_PROBLEM_CHECK_DIGIT, "商品条码", "7800000001019" },
    { 4, 4, SUIMA_PROBLEM_DAMAGED_NUMBER, "商品条码", "7.80E+12" },
    { 5, 7, SUIMA_PROBLEM_DATE, "生产日期", "2026-02-30" },
    { 6, 21, SUIMA_PROBLEM_QUANTITY, "数量", "-3" },
    { 7, 8, SUIMA_PROBLEM_SHELF_LIFE, "保质期", "见包装" },
    { 8, 7, SUIMA_PROBLEM_FUTURE, "生产日期", "2027-11-02" },
    { 11, 21, SUIMA_PROBLEM_QUANTITY, "数量", "99999999999999999999" },
  };
  g_auto (Result) result = map_file ("bad-delivery.csv");
  const SuimaBatch *formula, *markup, *good;

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (result.batches->len, ==, 3);
  formula = g_ptr_array_index (result.batches, 0);
  g_assert_cmpuint (formula->row, ==, 9);
  g_assert_cmpstr (formula->product, ==, "=cmd|' /C calc'!A0");
  markup = g_ptr_array_index (result.batches, 1);
  g_assert_cmpuint (markup->row, ==, 10);
  g_assert_cmpstr (markup->product, ==, "<b>车厘子</b>\"; DROP TABLE lot;--");
  g_assert_cmpstr (markup->lot, ==, "X9/..\\x");
  good = g_ptr_array_index (result.batches, 2);
  g_assert_cmpuint (good->row, ==, 12);
  g_assert_cmpstr (good->lot, ==, "CL-CH-2650");
}

static void
test_mapping_several_problems (void)
{
  static const Expected expected[] = {
    { 2, 1, SUIMA_PROBLEM_MISSING, "品名", "" },
    { 2, 3, SUIMA_PROBLEM_CHECK_DIGIT, "条码", "123" },
    { 2, 4, SUIMA_PROBLEM_DATE, "生产日期", "昨天" },
    { 2, 2, SUIMA_PROBLEM_MISSING, "数量", "" },
  };
  g_auto (Result) result = map_text ("品名,数量,条码,生产日期\n,,123,昨天\n");

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
}

static void
test_mapping_no_quantity_column (void)
{
  static const Expected expected[] = { { 2, 0, SUIMA_PROBLEM_MISSING, NULL, "" } };
  g_auto (Result) result = map_text ("品名,批号\n梨,A1\n");

  assert_problems (&result, expected, 1);
}

static void
test_mapping_expiry (void)
{
  static const Expected expected[] = {
    { 4, 5, SUIMA_PROBLEM_EXPIRY_CONFLICT, "保质期至", "2026-12-18" },
    { 6, 5, SUIMA_PROBLEM_DATE, "保质期至", "见包装" },
    { 7, 5, SUIMA_PROBLEM_EXPIRY_CONFLICT, "保质期至", "2026-11-01" },
  };
  g_auto (Result) result = map_text ("品名,数量,生产日期,保质期,保质期至\n"
                                     "梨,1,2026-11-02,45天,2026-12-17\n"
                                     "梨,1,2026-11-02,,2027/3/1\n"
                                     "梨,1,2026-11-02,45天,2026-12-18\n"
                                     "梨,1,2026-11-02,有效期至2027-03-01,\n"
                                     "梨,1,2026-11-02,,见包装\n"
                                     "梨,1,2026-11-02,,2026-11-01\n"
                                     "梨,1,46328,/,46373\n"
                                     "梨,1,,45天,\n");
  static const char *const days[] = { "2026-12-17", "2027-03-01", "2027-03-01", "2026-12-17",
                                      NULL };

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (result.batches->len, ==, G_N_ELEMENTS (days));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    assert_day (((SuimaBatch *)g_ptr_array_index (result.batches, i))->expiry, days[i]);
}

static void
test_mapping_today (void)
{
  static const Expected expected[] = {
    { 3, 3, SUIMA_PROBLEM_FUTURE, "生产日期", "2026-11-23" },
  };
  g_auto (Result) result = map_text ("品名,数量,生产日期\n梨,1,2026-11-22\n梨,1,2026-11-23\n");

  assert_problems (&result, expected, 1);
}

static void
test_mapping_damaged (void)
{
  static const Expected expected[] = {
    { 2, 3, SUIMA_PROBLEM_DAMAGED_NUMBER, "报关单号", "5.34520E+17" },
    { 3, 3, SUIMA_PROBLEM_DAMAGED_NUMBER, "报关单号", "534520261234567000" },
    { 4, 4, SUIMA_PROBLEM_DAMAGED_NUMBER, "批号", "2.02611E+15" },
    { 6, 3, SUIMA_PROBLEM_DAMAGED_NUMBER, "报关单号", "５．３４５２０Ｅ＋１７" },
    { 7, 3, SUIMA_PROBLEM_DAMAGED_NUMBER, "报关单号", "12345678901234500" },
    { 10, 5, SUIMA_PROBLEM_DAMAGED_NUMBER, "供货商电话", "8.61381E+12" },
  };
  g_auto (Result) result = map_text ("品名,数量,报关单号,批号,供货商电话\n"
                                     "梨,1,5.34520E+17,A\n"
                                     "梨,1,534520261234567000,A\n"
                                     "梨,1,,2.02611E+15\n"
                                     "梨,1,534520261234567890,1E5\n"
                                     "梨,1,５．３４５２０Ｅ＋１７,A\n"
                                     "梨,1,12345678901234500,A\n"
                                     "梨,1,12345678901234510,A\n"
                                     "梨,1,1234567890123450,A\n"
                                     "梨,1,,A,8.61381E+12\n"
                                     "梨,1,123456789012000,20261120000\n");
  const SuimaProblem *note;

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (result.batches->len, ==, 4);
  g_assert_cmpuint (result.n_bad_rows, ==, 6);
  g_assert_cmpuint (result.notes->len, ==, 1);
  note = g_ptr_array_index (result.notes, 0);
  g_assert_cmpint (note->code, ==, SUIMA_PROBLEM_SUSPECT_NUMBER);
  g_assert_cmpuint (note->row, ==, 9);
  g_assert_cmpuint (note->column, ==, 3);
}

/* Codes become narrow; names keep the letters they are written with. */
static void
test_mapping_full_width (void)
{
  static const Expected expected[] = { { 3, 2, SUIMA_PROBLEM_QUANTITY, "数　量", "１０箱" } };
  g_auto (Result) result =
      map_text ("品　名,数　量,生产日期,保质期（天）,批号,检验检疫证号,条码,供货商电话,报关单号\n"
                "　ＡＢＣ　车厘子　,１，２００．５,２０２６－１１－０２,４５,ＣＬ－２６　４１,１２６０,"
                "７８０００００００１０１３,１３８００１３８０００,／\n"
                "苹果,１０箱,２０２６年１１月２日,４５,－,——,,,\n");
  const SuimaBatch *batch;

  assert_problems (&result, expected, 1);
  g_assert_cmpuint (result.batches->len, ==, 1);
  batch = g_ptr_array_index (result.batches, 0);
  g_assert_cmpstr (batch->product, ==, "ＡＢＣ　车厘子");
  g_assert_cmpint (batch->quantity_milli, ==, 1200500);
  assert_day (batch->production, "2026-11-02");
  assert_day (batch->expiry, "2026-12-17");
  g_assert_cmpstr (batch->lot, ==, "CL-26 41");
  g_assert_cmpstr (batch->papers[SUIMA_PAPER_INSPECTION], ==, "1260");
  g_assert_cmpstr (batch->gtin, ==, "07800000001013");
  g_assert_cmpstr (batch->supplier_phone, ==, "13800138000");
  g_assert_null (batch->papers[SUIMA_PAPER_CUSTOMS]);
}

/* 进货查验记录表, as it is kept: a title, two rows of header, the header again on the next page. */
static void
test_mapping_two_rows (void)
{
  static const Expected expected[] = {
    { 5, 6, SUIMA_PROBLEM_DAMAGED_NUMBER, "供货者 电话", "8.61381E+12" },
  };
  g_auto (Result) result = map_text ("进货查验记录表,,,,,\n"
                                     "进货日期,产品,,数量,供货者,\n"
                                     ",名称,规格,（箱）,名称,电话\n"
                                     "2026-11-20,梨,5kg,10,乙行,13800138000\n"
                                     "2026-11-20,桃,5kg,10,乙行,8.61381E+12\n"
                                     "本页合计,,,20,,\n"
                                     "进货日期,产品,,数量,供货者,\n"
                                     ",名称,规格,（箱）,名称,电话\n"
                                     "2026-11-20,杏,5kg,7,乙行,\n");
  const SuimaBatch *pear;

  assert_problems (&result, expected, 1);
  g_assert_cmpuint (result.batches->len, ==, 2);
  pear = g_ptr_array_index (result.batches, 0);
  g_assert_cmpuint (pear->row, ==, 4);
  g_assert_cmpstr (pear->product, ==, "梨");
  g_assert_cmpstr (pear->spec, ==, "5kg");
  g_assert_cmpint (pear->quantity_milli, ==, 10000);
  g_assert_cmpstr (pear->unit, ==, "箱");
  g_assert_cmpstr (pear->supplier, ==, "乙行");
  g_assert_cmpstr (pear->supplier_phone, ==, "13800138000");
  g_assert_cmpuint (result.notes->len, ==, 1);
}

static Result
map_cells (const char *rows)
{
  g_autofree char *text = g_strconcat ("<worksheet><sheetData>", rows, "</sheetData></worksheet>",
                                       NULL);
  g_autoptr (GBytes) bytes = test_workbook (text, strlen (text));

  return map_bytes (bytes);
}

#define T(t) "<c t=\"str\"><v>" t "</v></c>"
#define HEADER "<row r=\"1\">" T ("品名") T ("数量") T ("备注") "</row>"
#define UNSAVED "<c><f>VLOOKUP(A2,X!A:B,2,0)</f><v/></c>"

static void
test_mapping_formulas (void)
{
  static const Expected expected[] = {
    { 2, 2, SUIMA_PROBLEM_FORMULA, "数量", "" },
    { 3, 1, SUIMA_PROBLEM_FORMULA, "品名", "" },
  };
  static const Expected all[] = {
    { 2, 1, SUIMA_PROBLEM_FORMULA, "品名", "" },
    { 2, 2, SUIMA_PROBLEM_FORMULA, "数量", "" },
  };
  g_auto (Result) result = map_cells (
      HEADER "<row r=\"2\">" T ("梨") UNSAVED "</row>"
             "<row r=\"3\"><c><f>A2</f></c><c><v>5</v></c></row>"
             "<row r=\"4\">" T ("桃") "<c><f>1+1</f><v>2</v></c>"
             "<c t=\"str\"><f>IF(1,&quot;&quot;)</f><v></v></c></row>"
             "<row r=\"5\">" UNSAVED UNSAVED "</row>"
             "<row r=\"6\">" T ("合计") UNSAVED "</row>");
  g_auto (Result) nothing = map_cells (HEADER "<row r=\"2\">" UNSAVED UNSAVED "</row>"
                                              "<row r=\"3\">" UNSAVED UNSAVED "</row>");
  static const SuimaProblemCode notes[] = { SUIMA_PROBLEM_FORMULA_ROW, SUIMA_PROBLEM_TOTAL_ROW };

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (result.batches->len, ==, 1);
  g_assert_cmpuint (result.n_bad_rows, ==, 2);
  g_assert_cmpuint (result.notes->len, ==, G_N_ELEMENTS (notes));
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      const SuimaProblem *note = g_ptr_array_index (result.notes, i);
      g_assert_cmpint (note->code, ==, notes[i]);
      g_assert_cmpuint (note->row, ==, 5 + i);
      g_assert_cmpuint (note->column, ==, 0);
    }
  assert_problems (&nothing, all, G_N_ELEMENTS (all));
  g_assert_cmpuint (nothing.n_bad_rows, ==, 1);
}

/* A sheet of nothing but mistakes is counted whole, and kept as far as anybody would read. */
static void
test_mapping_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("品名,数量,条码\n");
  g_auto (Result) result = { NULL };

  for (guint i = 0; i < 30000; i++)
    g_string_append (text, "梨,x,1\n");
  result = map_text (text->str);
  g_assert_cmpuint (result.n_bad_rows, ==, 30000);
  g_assert_cmpuint (result.problems->len, ==, 20000);
}

static void
test_mapping_papers (void)
{
  g_auto (Result) result = map_text ("品名,数量,合格证编号,承诺依据\n"
                                     "猪肉,1,动检B44,\n"
                                     "猪肉,1,B45,动物检疫合格证明\n"
                                     "芦笋,1,HGZ1,自我检测\n");
  static const SuimaPaperKind kinds[] = { SUIMA_PAPER_ANIMAL_QUARANTINE,
                                          SUIMA_PAPER_ANIMAL_QUARANTINE, SUIMA_PAPER_CONFORMITY };
  static const char *const numbers[] = { "动检B44", "B45", "HGZ1" };

  g_assert_cmpuint (result.batches->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const SuimaBatch *batch = g_ptr_array_index (result.batches, i);
      for (guint kind = 0; kind < SUIMA_N_PAPERS; kind++)
        g_assert_cmpstr (batch->papers[kind], ==, kind == kinds[i] ? numbers[i] : NULL);
    }
}

static void
test_mapping_exporter_marks (void)
{
  g_auto (Result) result =
      map_text ("品名,数量,条码,报关单号,批号\n"
                "梨　,\"1,200\t\",7800000001013\t,534520261234567890`,\t00012\n"
                "桃,\xef\xbc\x91\xef\xbc\x92,'036000291452,无,-\n");
  const SuimaBatch *pear, *peach;

  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_cmpuint (result.batches->len, ==, 2);
  pear = g_ptr_array_index (result.batches, 0);
  g_assert_cmpstr (pear->product, ==, "梨");
  g_assert_cmpint (pear->quantity_milli, ==, 1200000);
  g_assert_cmpstr (pear->gtin, ==, "07800000001013");
  g_assert_cmpstr (pear->papers[SUIMA_PAPER_CUSTOMS], ==, "534520261234567890");
  g_assert_cmpstr (pear->lot, ==, "00012");
  peach = g_ptr_array_index (result.batches, 1);
  g_assert_cmpint (peach->quantity_milli, ==, 12000);
  g_assert_cmpstr (peach->gtin, ==, "00036000291452");
  g_assert_null (peach->papers[SUIMA_PAPER_CUSTOMS]);
  g_assert_null (peach->lot);
}

/* A name that clears the screen, breaks a line, or turns the direction of what follows it. */
static void
test_mapping_plain_text (void)
{
  static const Expected expected[] = {
    { 5, 1, SUIMA_PROBLEM_MISSING, "品名", "" },
    { 6, 3, SUIMA_PROBLEM_QUANTITY, "数量", "x 31m" },
  };
  g_auto (Result) result = map_text ("品名,批号,数量\n"
                                     "苹果\xc2\x9b"
                                     "31m红,A\xe2\x80\xa8Z,1\n"
                                     "\xe2\x80\xae苹果\xe2\x80\xac\xe2\x81\xa6x,苹\xef\xbb\xbf"
                                     "果,1\n"
                                     "\"冷冻\n牛肉\",\xd9\x86\xe2\x80\x8c\xd9\x87,1\n"
                                     "\xe2\x80\xae,C,1\n"
                                     "梨,D,x\xc2\x9b"
                                     "31m\n");
  static const char *const products[] = { "苹果 31m红", "苹果x", "冷冻 牛肉" };
  static const char *const lots[] = { "A Z", "苹果", "\xd9\x86\xe2\x80\x8c\xd9\x87" };

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (result.batches->len, ==, G_N_ELEMENTS (products));
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      const SuimaBatch *batch = g_ptr_array_index (result.batches, i);
      g_assert_cmpstr (batch->product, ==, products[i]);
      g_assert_cmpstr (batch->lot, ==, lots[i]);
    }
}

static void
test_mapping_passed_over (void)
{
  static const Expected expected[] = { { 10, 2, SUIMA_PROBLEM_MISSING, "品名", "" } };
  g_auto (Result) result = map_text ("到货清单,,,\n"
                                     "序号,品名,数量,单位\n"
                                     "1,梨,10,箱\n"
                                     ",,,\n"
                                     "序号,品名,数量,单位\n"
                                     "2,桃,20,箱\n"
                                     "合计,,30,箱\n"
                                     ",合 计：,30,\n"
                                     "3,,,\n"
                                     "4,,5,箱\n"
                                     ",,总计,30\n"
                                     "5,小计(箱),30,箱\n"
                                     "本页合计：,,30,箱\n"
                                     "6,合计牌苹果,1,箱\n");
  static const guint totals[] = { 7, 8, 11, 12, 13 };

  assert_problems (&result, expected, G_N_ELEMENTS (expected));
  g_assert_cmpuint (result.batches->len, ==, 3);
  g_assert_cmpuint (result.n_bad_rows, ==, 1);
  g_assert_cmpuint (result.notes->len, ==, G_N_ELEMENTS (totals));
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      const SuimaProblem *note = g_ptr_array_index (result.notes, i);
      g_assert_cmpint (note->code, ==, SUIMA_PROBLEM_TOTAL_ROW);
      g_assert_cmpuint (note->row, ==, totals[i]);
    }
}

static void
test_mapping_units_in_headers (void)
{
  g_auto (Result) result = map_text ("品名,数量(箱),生产日期,保质期（天）\n梨,10,2026-11-02,45\n");
  const SuimaBatch *batch;

  g_assert_cmpuint (result.problems->len, ==, 0);
  batch = g_ptr_array_index (result.batches, 0);
  g_assert_cmpstr (batch->unit, ==, "箱");
  assert_day (batch->expiry, "2026-12-17");
}

static void
test_mapping_too_long (void)
{
  g_autofree char *long_text = g_strnfill (501, 'x'), *fits = g_strnfill (500, 'x');
  g_autofree char *shown = g_strndup (long_text, 200);
  g_autofree char *value = g_strconcat (shown, "…", NULL);
  g_autofree char *text =
      g_strdup_printf ("品名,数量,备注\n梨,1,%s\n%s,1,\n梨,1,%s\n", long_text, long_text, fits);
  const Expected expected[] = { { 2, 3, SUIMA_PROBLEM_TOO_LONG, "备注", value },
                                { 3, 1, SUIMA_PROBLEM_TOO_LONG, "品名", value } };
  g_auto (Result) result = map_text (text);

  assert_problems (&result, expected, 2);
  g_assert_cmpuint (result.batches->len, ==, 1);
}

static void
test_mapping_wide (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (Result) result = { NULL };

  for (guint i = 0; i < 198; i++)
    g_string_append_printf (text, "列%u,", i);
  g_string_append (text, "品名,数量\n");
  for (guint i = 0; i < 198; i++)
    g_string_append (text, "x,");
  g_string_append (text, "梨,5\n");
  result = map_text (text->str);
  g_assert_cmpuint (result.problems->len, ==, 0);
  g_assert_cmpuint (result.batches->len, ==, 1);
}

static void
test_mapping_no_header (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a,b\nc,d\n", 8);
  g_autoptr (SuimaSheet) sheet = suima_sheet_read (bytes, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_mapping_new (sheet, 0, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/fruit", test_mapping_fruit);
  g_test_add_func ("/mapping/meat", test_mapping_meat);
  g_test_add_func ("/mapping/produce", test_mapping_produce);
  g_test_add_func ("/mapping/bad", test_mapping_bad);
  g_test_add_func ("/mapping/several-problems", test_mapping_several_problems);
  g_test_add_func ("/mapping/no-quantity-column", test_mapping_no_quantity_column);
  g_test_add_func ("/mapping/expiry", test_mapping_expiry);
  g_test_add_func ("/mapping/today", test_mapping_today);
  g_test_add_func ("/mapping/damaged", test_mapping_damaged);
  g_test_add_func ("/mapping/full-width", test_mapping_full_width);
  g_test_add_func ("/mapping/two-rows", test_mapping_two_rows);
  g_test_add_func ("/mapping/formulas", test_mapping_formulas);
  g_test_add_func ("/mapping/many-problems", test_mapping_many_problems);
  g_test_add_func ("/mapping/papers", test_mapping_papers);
  g_test_add_func ("/mapping/exporter-marks", test_mapping_exporter_marks);
  g_test_add_func ("/mapping/plain-text", test_mapping_plain_text);
  g_test_add_func ("/mapping/passed-over", test_mapping_passed_over);
  g_test_add_func ("/mapping/units-in-headers", test_mapping_units_in_headers);
  g_test_add_func ("/mapping/too-long", test_mapping_too_long);
  g_test_add_func ("/mapping/wide", test_mapping_wide);
  g_test_add_func ("/mapping/no-header", test_mapping_no_header);
  return g_test_run ();
}

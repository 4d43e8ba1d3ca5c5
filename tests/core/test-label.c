// SPDX-License-Identifier: Apache-2.0
#include "suima-label.h"

#include <string.h>

#define SERIAL "0C1S2000001XEB2Y1708"
#define NON_ASCII                                                                                  \
  "\200\201\202\203\204\205\206\207\210\211\212\213\214\215\216\217\220\221\222\223"               \
  "\224\225\226\227\230\231\232\233\234\235\236\237\240\241\242\243\244\245\246\247"               \
  "\250\251\252\253\254\255\256\257\260\261\262\263\264\265\266\267\270\271\272\273"               \
  "\274\275\276\277\300\301\302\303\304\305\306\307\310\311\312\313\314\315\316\317"               \
  "\320\321\322\323\324\325\326\327\330\331\332\333\334\335\336\337\340\341\342\343"               \
  "\344\345\346\347\350\351\352\353\354\355\356\357\360\361\362\363\364\365\366\367"               \
  "\370\371\372\373\374\375\376\377"
#define URI "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/" SERIAL

/* @pattern as JSON: its tabs and line ends written out. */
static SuimaTemplate *
make_template (const char *pattern)
{
  g_autofree char *escaped = g_strescape (pattern, NON_ASCII);
  g_autofree char *json = g_strdup_printf (
      "{\"version\":1,\"id\":\"t\",\"title\":\"T\",\"language\":\"zh-cn\",\"width_mm\":60,"
      "\"height_mm\":40,\"boxes\":[{\"kind\":\"qr\",\"x_mm\":30,\"y_mm\":5,\"width_mm\":20,"
      "\"height_mm\":20},{\"kind\":\"text\",\"x_mm\":1,\"y_mm\":1,\"width_mm\":20,"
      "\"height_mm\":30,\"size_mm\":2,\"max_lines\":8,\"text\":\"%s\"}]}",
      escaped);
  g_autoptr (GError) error = NULL;
  SuimaTemplate *template = suima_template_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return template;
}

static SuimaBatch *
make_batch (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->product = g_strdup ("智利车厘子 JJJ");
  batch->spec = g_strdup ("5kg/箱");
  batch->lot = g_strdup ("CL-CH-2641");
  batch->origin = g_strdup ("智利");
  batch->country = g_strdup ("CL");
  batch->production = suima_day_new (2026, 11, 2);
  batch->supplier_phone = g_strdup ("020 8199 0017");
  batch->quantity_milli = 75500;
  batch->unit = g_strdup ("kg");
  return batch;
}

/* @expected NULL: the box is left out. */
static void
check (const SuimaBatch *batch, const char *pattern, const char *expected)
{
  g_autoptr (SuimaTemplate) template = make_template (pattern);
  SuimaLabelContext context = { .operator_name = "鲜果园", .copy = 2 };
  g_autoptr (SuimaLabel) label = suima_label_fill (template, batch, URI, SERIAL, &context);

  g_assert_cmpstr (label->uri, ==, URI);
  if (expected == NULL)
    {
      g_assert_cmpuint (label->texts->len, ==, 0);
      return;
    }
  g_assert_cmpuint (label->texts->len, ==, 1);
  const SuimaLabelText *words = g_ptr_array_index (label->texts, 0);
  g_assert_cmpstr (words->text, ==, expected);
  g_assert_true (words->box == g_ptr_array_index (template->boxes, 1));
}

static void
test_label_fields (void)
{
  g_autoptr (SuimaBatch) batch = make_batch ();

  check (batch, "{product}", "智利车厘子 JJJ");
  check (batch, "追溯码 {serial}", "追溯码 0C1S 2000 001X EB2Y 1708");
  check (batch, "{production_date}", "2026-11-02");
  check (batch, "{operator} {copy}", "鲜果园 2");
  check (batch, "{quantity}{unit}", "75.5kg");
  check (batch, "{foreign_origin}{home_origin}", "智利");
  check (batch, "随码", "随码");
  g_free (batch->country);
  batch->country = g_strdup ("CN");
  check (batch, "原产国 {foreign_origin}\n产地 {home_origin}", "产地 智利");
}

static void
test_label_empty (void)
{
  g_autoptr (SuimaBatch) batch = make_batch ();

  check (batch, "保质期至 {expiry_date}", NULL);
  check (batch, "{expiry_date}\n{importer}", NULL);
  check (batch, "title\n{importer}", NULL);
  check (batch, "{importer|product}", "智利车厘子 JJJ");
  check (batch, "{lot|product}", "CL-CH-2641");
  check (batch, "规格\t{spec}\n贮存\t{storage}\n批号\t{lot}", "规格\t5kg/箱\n批号\tCL-CH-2641");
  check (batch, "进口 {importer}, 批号 {lot}.", ", 批号 CL-CH-2641.");
  check (batch, "批号 {lot}, 进口 {importer}.", "批号 CL-CH-2641");
  check (batch, "{undated_lot}", NULL);
  batch->production = SUIMA_DAY_NONE;
  check (batch, "{undated_lot}", "CL-CH-2641");
  g_free (batch->lot);
  batch->lot = g_strdup (" \t ");
  check (batch, "批号 {lot}", NULL);
}

static void
test_label_first_copy (void)
{
  g_autoptr (SuimaTemplate) template = make_template ("补打 {copy}");
  g_autoptr (SuimaBatch) batch = make_batch ();
  SuimaLabelContext context = { .copy = 1 };
  g_autoptr (SuimaLabel) first = suima_label_fill (template, batch, URI, SERIAL, &context);
  g_autoptr (SuimaLabel) bare = suima_label_fill (template, batch, URI, SERIAL, NULL);

  g_assert_cmpuint (first->texts->len, ==, 0);
  g_assert_cmpuint (bare->texts->len, ==, 0);
}

/* Delivered texts stay one line of words: no control, no turning of direction, no fields. */
static void
test_label_hostile (void)
{
  static const struct
  {
    const char *product;
    const char *expected;
  } cases[] = {
    { "a\nb\tc\x01"
      "d",
      "a b c d" },
    { "a\xc2\x85"
      "b\xe2\x80\xa8"
      "c",
      "a b c" },
    { "\xe2\x80\xae"
      "JJJ\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf",
      "JJJ" },
    { "{lot}", "{lot}" },
    { "<b>x</b>\"; DROP TABLE lot;--", "<b>x</b>\"; DROP TABLE lot;--" },
    { "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
    { "%s%n", "%s%n" },
    { "x\xff"
      "y",
      "x\xef\xbf\xbd"
      "y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaBatch) batch = suima_batch_new ();
      batch->product = g_strdup (cases[i].product);
      check (batch, "{product}", cases[i].expected);
    }
}

/* No personal data on a label: a mobile number is a person's. */
static void
test_label_phone (void)
{
  static const char *const mobiles[] = { "13800001001", "+86 138-0000-1001", "138 0000 1001" };
  g_autoptr (SuimaBatch) batch = make_batch ();

  check (batch, "{supplier_phone}", "020 8199 0017");
  for (guint i = 0; i < G_N_ELEMENTS (mobiles); i++)
    {
      g_free (batch->supplier_phone);
      batch->supplier_phone = g_strdup (mobiles[i]);
      check (batch, "{supplier_phone}", NULL);
    }
}

/* @context: besides the batch. */
static void
check_context (const SuimaLabelContext *context, const char *pattern, const char *expected)
{
  g_autoptr (SuimaTemplate) template = make_template (pattern);
  g_autoptr (SuimaBatch) batch = make_batch ();
  g_autoptr (SuimaLabel) label = suima_label_fill (template, batch, NULL, NULL, context);

  g_assert_null (label->uri);
  g_assert_cmpuint (label->texts->len, ==, expected != NULL);
  if (expected != NULL)
    g_assert_cmpstr (((SuimaLabelText *)label->texts->pdata[0])->text, ==, expected);
}

static void
test_label_weight (void)
{
  static const struct
  {
    gint64 g, fen;
    const char *weight, *price, *unit_price;
  } cases[] = {
    { 1234, 1280, "1.234 kg", "¥12.80", "¥12.80/kg" },
    { 1, 1, "0.001 kg", "¥0.01", "¥0.01/kg" },
    { 99999, 100, "99.999 kg", "¥1.00", "¥1.00/kg" },
    { 2000000, 99999999, "2000.000 kg", "¥999999.99", "¥999999.99/kg" },
    { 0, 0, NULL, NULL, NULL },
    { -5, -5, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SuimaLabelContext context = {
        .weight_g = cases[i].g,
        .price_fen = cases[i].fen,
        .unit_price_fen = cases[i].fen,
      };
      check_context (&context, "{net_weight}", cases[i].weight);
      check_context (&context, "{price}", cases[i].price);
      check_context (&context, "{unit_price}", cases[i].unit_price);
    }
}

static void
test_label_context (void)
{
  SuimaLabelContext context = {
    .repacker = "鲜果园",
    .repacked_on = "2026-11-22",
    .repack_place = "石岐区\n12号",
    .reason = "缺证明",
    .document_no = "HGZ1",
    .issuer = "合作社",
    .issuer_phone = "13800001001",
    .issuer_place = "A区17档",
    .issued_on = "2026-11-22",
    .buyer = "酒楼",
    .basis = SUIMA_BASIS_OWN_TEST,
  };

  check_context (&context, "{repacker}/{repacked_on}/{repack_place}",
                 "鲜果园/2026-11-22/石岐区 12号");
  check_context (&context, "原因：{reason}", "原因：缺证明");
  check_context (&context, "{document_no} {issuer} {issuer_phone} {issuer_place}",
                 "HGZ1 合作社 13800001001 A区17档");
  check_context (&context, "{issued_on} {buyer}", "2026-11-22 酒楼");
  check_context (&context, "{basis_control}{basis_own_test}{basis_commissioned}", "☐☑☐");
  check_context (&context, "{quantity_text}", "75.5kg");
  context.quantity_text = "20 公斤";
  check_context (&context, "{quantity_text}", "20 公斤");
  check_context (NULL, "原因：{reason}", NULL);
  check_context (NULL, "{serial}", NULL);
  check_context (NULL, "{basis_control}", "☐");
}

static void
test_label_is_field (void)
{
  g_assert_true (suima_label_is_field ("product"));
  g_assert_true (suima_label_is_field ("importer_phone"));
  g_assert_false (suima_label_is_field ("Product"));
  g_assert_false (suima_label_is_field (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/fields", test_label_fields);
  g_test_add_func ("/label/empty", test_label_empty);
  g_test_add_func ("/label/first-copy", test_label_first_copy);
  g_test_add_func ("/label/hostile", test_label_hostile);
  g_test_add_func ("/label/phone", test_label_phone);
  g_test_add_func ("/label/weight", test_label_weight);
  g_test_add_func ("/label/context", test_label_context);
  g_test_add_func ("/label/is-field", test_label_is_field);
  return g_test_run ();
}

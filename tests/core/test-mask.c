// SPDX-License-Identifier: Apache-2.0
#include "suima-mask.h"

#include <string.h>

typedef char *(*MaskFunc) (const char *text);

static void
test_examples (void)
{
  static const struct
  {
    MaskFunc mask;
    const char *text, *masked;
  } cases[] = {
    { suima_mask_phone, "13812341234", "138****1234" },
    { suima_mask_phone, "+86 138-1234-1234", "138****1234" },
    { suima_mask_phone, "008613812341234", "138****1234" },
    { suima_mask_phone, "１３８１２３４１２３４", "138****1234" },
    { suima_mask_phone, "张经理 13812341234", "138****1234" },
    { suima_mask_phone, "13812341234/13912345678", "138****1234/139****5678" },
    { suima_mask_phone, "13812341234；0760-8881567", "138****1234/0760-****567" },
    { suima_mask_phone, "0760-8881567", "0760-****567" },
    { suima_mask_phone, "0760-88881567", "0760-****1567" },
    { suima_mask_phone, "02088881567", "020-****1567" },
    { suima_mask_phone, "0760-88881567-801", "0760-****1567***" },
    { suima_mask_phone, "8881567", "****567" },
    { suima_mask_phone, "88881567", "****1567" },
    { suima_mask_phone, "400-830-0123", "400****123" },
    { suima_mask_phone, "12315", "12315" },
    { suima_mask_phone, "+56 2 2345 6789", "********789" },
    { suima_mask_phone, "4567", "****" },
    { suima_mask_phone, "138*2341234", "138****1234" },
    { suima_mask_phone, "无", "" },
    { suima_mask_person, "张小明", "张*" },
    { suima_mask_person, "张明", "张*" },
    { suima_mask_person, "张", "张*" },
    { suima_mask_person, "欧阳锋", "欧阳*" },
    { suima_mask_person, "欧阳", "欧*" },
    { suima_mask_person, "买买提·艾合买提", "买*" },
    { suima_mask_person, "John Smith", "J*" },
    { suima_mask_person, "  （李四）", "李*" },
    { suima_mask_person, "", "" },
    { suima_mask_id_card, "44200019900101001X", "4420**********001X" },
    { suima_mask_id_card, "４４２０００１９９００１０１００１１", "4420**********0011" },
    { suima_mask_id_card, "442000900101001", "4420*******1001" },
    { suima_mask_id_card, "E12345678", "*********" },
    { suima_mask_uscc, "92442000MA0FRUT030", "92442000*******030" },
    { suima_mask_uscc, "442000123456789", "4420***********" },
    { suima_mask_address, "广东省中山市石岐区民科东路1号", "广东省中山市石岐区*" },
    { suima_mask_address, "中山市兴中道2号假日广场", "中山市*" },
    { suima_mask_address, "浙江省嘉兴市南湖区水果批发市场A17", "浙江省嘉兴市南湖区水果批发市场*" },
    { suima_mask_address, "北京市朝阳区建国路1号", "北京市朝阳区*" },
    { suima_mask_address, "福建省晋江市青阳街道1号", "福建省晋江市*" },
    { suima_mask_address, "新疆维吾尔自治区昌吉回族自治州玛纳斯县1号",
      "新疆维吾尔自治区昌吉回族自治州玛纳斯县*" },
    { suima_mask_address, "中山市幸福小区3栋502", "中山市*" },
    { suima_mask_address, "广东省中山市", "广东省中山市" },
    { suima_mask_address, "Calle 5, Santiago", "*" },
    { suima_mask_address, "", "" },
    { suima_mask_trader, "张小明水果店", "张小明水果店" },
    { suima_mask_trader, "张小明水果店（张小明）", "张小明水果店(张*)" },
    { suima_mask_trader, "张小明水果店 经营者：张小明", "张小明水果店 经营者:张*" },
    { suima_mask_trader, "经营者张小明", "经营者张*" },
    { suima_mask_trader, "张小明", "张*" },
    { suima_mask_trader, "中山鲜果贸易有限公司 13812341234", "中山鲜果贸易有限公司 138****1234" },
    { suima_mask_trader, "Agrosuper S.A.", "Agrosuper S.A." },
    { suima_mask_text, "找张三 13812341234，证 44200019900101001X",
      "找张三 138****1234,证 4420**********001X" },
    { suima_mask_text, "2号库 第3排", "2号库 第3排" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = cases[i].mask (cases[i].text);
      g_autofree char *again = cases[i].mask (masked);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (masked, ==, cases[i].masked);
      g_assert_cmpstr (again, ==, masked);
    }
}

static const MaskFunc masks[] = { suima_mask_phone, suima_mask_person,  suima_mask_id_card,
                                  suima_mask_uscc,  suima_mask_address, suima_mask_trader,
                                  suima_mask_text };

static void
assert_once_is_enough (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *once = masks[i](text);
      g_autofree char *twice = masks[i](once);
      g_assert_true (g_utf8_validate (once, -1, NULL));
      if (strcmp (once, twice) != 0)
        g_error ("mask %u of \"%s\": \"%s\", then \"%s\"", i, text, once, twice);
    }
  for (guint role = 0; role < SUIMA_N_ROLES; role++)
    for (guint field = 0; field < SUIMA_N_FIELD_CLASSES; field++)
      {
        g_autofree char *once = suima_mask_for ((SuimaRole)role, (SuimaFieldClass)field, text);
        g_autofree char *twice = suima_mask_for ((SuimaRole)role, (SuimaFieldClass)field, once);
        g_assert_cmpstr (once, ==, twice);
      }
}

/* Masking twice is masking once, whatever the text: pieces of real ones, and any bytes. */
static void
test_idempotent (void)
{
  static const char *const pieces[] = {
    "1",
    "3",
    "8",
    "0",
    "00",
    "86",
    "400",
    "*",
    "**",
    "-",
    "+",
    " ",
    "/",
    "；",
    "，",
    "（",
    ")",
    "：",
    "０",
    "９",
    "＊",
    "Ｘ",
    "X",
    "x",
    "A",
    "张",
    "欧阳",
    "王小",
    "·",
    "省",
    "市",
    "区",
    "县",
    "市场",
    "自治区",
    "小区",
    "路",
    "号",
    "店",
    "公司",
    "经营者",
    "电话",
    "12315",
    "13812341234",
    "92442000MA0FRUT030",
    "91442000MA0DEMA02F",
    "44200019900101001X",
    "🍒",
    "\xff",
    "\xe5\xbc",
    "\xc0\x80",
    "e\xcc\x81",
    "٣",
    "\t",
    "\x01",
    "\xe2\x80\x8b",
    "广东省中山市",
    "J",
    "ohn",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 25000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (int k = g_rand_int_range (rand, 0, 14); k > 0; k--)
        if (i % 5 == 0)
          g_string_append_c (text, (char)g_rand_int_range (rand, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      assert_once_is_enough (text->str);
    }
}

/* No mask lets through the middle of a mobile number or the birthday of a card. */
static void
test_nothing_shines_through (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  static const char *const around[] = { "", " ", "张三", "电话:", "（", "）", "/", "+86", "a" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *middle = g_strdup_printf ("%04d", g_rand_int_range (rand, 0, 10000));
      g_autofree char *phone =
          g_strdup_printf ("%s138%s8888%s", around[g_rand_int_range (rand, 0, 9)], middle,
                           around[g_rand_int_range (rand, 0, 9)]);
      g_autofree char *masked = suima_mask_phone (phone);
      g_autofree char *trader = suima_mask_trader (phone);
      g_autofree char *shown = g_strdup_printf ("138%s", middle);
      if (strstr (masked, shown) != NULL || strstr (trader, shown) != NULL)
        g_error ("%s: %s, %s", phone, masked, trader);
    }
}

/* The table, row by row. */
static void
test_table (void)
{
  static const struct
  {
    SuimaFieldClass field;
    const char *access; /* consumer clerk owner operator regulator: n, m, r, f */
  } rows[] = {
    { SUIMA_FIELD_GOODS, "fffff" },       { SUIMA_FIELD_ORGANISATION, "mffff" },
    { SUIMA_FIELD_USCC, "mffff" },        { SUIMA_FIELD_PHONE, "mffrr" },
    { SUIMA_FIELD_ID_CARD, "nmrmr" },     { SUIMA_FIELD_PERSON, "mffmr" },
    { SUIMA_FIELD_ADDRESS, "mffff" },     { SUIMA_FIELD_QUANTITY, "nffff" },
    { SUIMA_FIELD_PRICE, "nffnn" },       { SUIMA_FIELD_CHAIN, "nffnf" },
    { SUIMA_FIELD_PAPER_IMAGE, "mffff" }, { SUIMA_FIELD_TEST_RESULT, "mffff" },
    { SUIMA_FIELD_PLACE, "nffff" },       { SUIMA_FIELD_BUYER, "nnnnr" },
    { SUIMA_FIELD_NOTE, "nffmm" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, SUIMA_N_FIELD_CLASSES);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint role = 0; role < SUIMA_N_ROLES; role++)
      g_assert_cmpint ("nmrf"[suima_role_get_access ((SuimaRole)role, rows[i].field)], ==,
                       rows[i].access[role]);
}

static void
test_roles (void)
{
  SuimaRole role = SUIMA_N_ROLES;

  for (guint i = 0; i < SUIMA_N_ROLES; i++)
    {
      g_assert_true (suima_role_from_code (suima_role_to_code ((SuimaRole)i), &role));
      g_assert_cmpuint (role, ==, i);
    }
  g_assert_false (suima_role_from_code ("root", &role));
  g_assert_false (suima_role_from_code (NULL, &role));
}

static void
test_credit_codes (void)
{
  g_autofree char *firm =
      suima_mask_for (SUIMA_ROLE_CONSUMER, SUIMA_FIELD_USCC, "91442000MA0DEMA02F");
  g_autofree char *trader =
      suima_mask_for (SUIMA_ROLE_CONSUMER, SUIMA_FIELD_USCC, "92442000MA0FRUT030");
  g_autofree char *card =
      suima_mask_for (SUIMA_ROLE_CONSUMER, SUIMA_FIELD_USCC, "442000199001010011");

  g_assert_cmpstr (firm, ==, "91442000MA0DEMA02F");
  g_assert_cmpstr (trader, ==, "92442000*******030");
  g_assert_cmpstr (card, ==, "44200019*******011");
}

static void
test_batch (void)
{
  g_autoptr (SuimaBatch) batch = suima_batch_new ();

  batch->product = g_strdup ("樱桃");
  batch->supplier = g_strdup ("张小明");
  batch->importer = g_strdup ("中山鲜果贸易有限公司");
  batch->supplier_phone = g_strdup ("13812341234");
  batch->remark = g_strdup ("找张三");
  batch->papers[SUIMA_PAPER_INSPECTION] = g_strdup ("126000002230003");
  batch->quantity_milli = 20000;
  suima_mask_batch (batch, SUIMA_ROLE_CLERK);
  g_assert_cmpstr (batch->supplier_phone, ==, "13812341234");
  suima_mask_batch (batch, SUIMA_ROLE_OPERATOR);
  g_assert_cmpstr (batch->supplier_phone, ==, "138****1234");
  g_assert_cmpstr (batch->supplier, ==, "张小明");
  g_assert_cmpint (batch->quantity_milli, ==, 20000);
  suima_mask_batch (batch, SUIMA_ROLE_CONSUMER);
  g_assert_cmpstr (batch->supplier, ==, "张*");
  g_assert_cmpstr (batch->importer, ==, "中山鲜果贸易有限公司");
  g_assert_null (batch->remark);
  g_assert_cmpint (batch->quantity_milli, ==, 0);
  g_assert_cmpstr (batch->product, ==, "樱桃");
  g_assert_cmpstr (batch->papers[SUIMA_PAPER_INSPECTION], ==, "126000002230003");
}

static void
test_event (void)
{
  static const char text[] = "{\"suima:operator\":\"李四\",\"suima:reason\":\"撕坏 13812341234\","
                             "\"ilmd\":{\"suima:supplier\":\"张小明\",\"suima:quantity\":\"20\"},"
                             "\"epcList\":[\"https://x/01/1\"]}";
  g_autoptr (json_t) event = suima_json_parse (text, strlen (text), NULL);
  g_autofree char *seen = NULL;

  g_assert_false (suima_mask_event (event, SUIMA_ROLE_CLERK));
  g_assert_true (suima_mask_event (event, SUIMA_ROLE_CONSUMER));
  g_assert_false (suima_mask_event (event, SUIMA_ROLE_CONSUMER));
  seen = suima_json_to_text (event);
  g_assert_cmpstr (seen, ==,
                   "{\"suima:operator\":\"李*\",\"ilmd\":{\"suima:supplier\":\"张*\"},"
                   "\"epcList\":[\"https://x/01/1\"]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/examples", test_examples);
  g_test_add_func ("/mask/idempotent", test_idempotent);
  g_test_add_func ("/mask/nothing-shines-through", test_nothing_shines_through);
  g_test_add_func ("/mask/table", test_table);
  g_test_add_func ("/mask/roles", test_roles);
  g_test_add_func ("/mask/credit-codes", test_credit_codes);
  g_test_add_func ("/mask/batch", test_batch);
  g_test_add_func ("/mask/event", test_event);
  return g_test_run ();
}

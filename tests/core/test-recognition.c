// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-recognition.h"

#include <string.h>

static void
add_file (SuimaRecognition *recognition, const char *name)
{
  g_autofree char *path = g_build_filename (RESOURCES, "recognition", name, NULL);
  g_autofree char *text = NULL;
  gsize size_bytes;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, &size_bytes, &error));
  g_assert_cmpint (suima_recognition_add (recognition, text, size_bytes, &problems, &error), >=, 0);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const SuimaRuleProblem *problem = g_ptr_array_index (problems, i);
      g_test_message ("%s row %u: %s", name, problem->row, problem->message);
    }
  g_assert_cmpuint (problems->len, ==, 0);
}

/* As the station loads them: each row was tried on its examples, and no pattern is slow. */
static SuimaRecognition *
shipped (void)
{
  SuimaRecognition *recognition = suima_recognition_new ();

  add_file (recognition, "identifiers.json");
  add_file (recognition, "provinces.json");
  add_file (recognition, "trace.json");
  return recognition;
}

static void
test_carriers (void)
{
  static const struct
  {
    const char *text;
    const char *system; /* NULL: no rule knows it */
    const char *evidence;
    const char *field, *value;
  } cases[] = {
    { "http://zjll.zjamr.zj.gov.cn/202011307563441249", "zhejiang-cold-chain", "seen", "code",
      "202011307563441249" },
    { "https://x.zjamr.zj.gov.cn/gtin/06901234567892/bat/20260918A", "zhejiang-food-chain", "seen",
      "lot", "20260918A" },
    { "https://x.zjamr.zj.gov.cn/gtin/06901234567892", "zhejiang-food-chain", "seen", "gtin",
      "06901234567892" },
    { "https://znm.zjagri.cn/u/12/1003161503447151680", "zhejiang-farm-code", "seen", "code",
      "1003161503447151680" },
    { "https://znm.kf315.net/u/12/1003161503447151680", "zhejiang-farm-code", "seen", "account",
      "12" },
    { "https://jsll.jszwfw.gov.cn/anything?x=1", "jiangsu-cold-chain", "analogy", "host",
      "jsll.jszwfw.gov.cn" },
    { "https://www.jszwfw.gov.cn/", "province", "analogy", NULL, NULL },
    { "https://llzs.scjg.henan.gov.cn/c/123", "henan-cold-chain", "analogy", NULL, NULL },
    { "https://spzs.scjgj.sh.gov.cn/p4/", "shanghai-food-trace", "analogy", NULL, NULL },
    { "https://abc.amr.gd.gov.cn/x", "guangdong-cold-chain", "none", NULL, NULL },
    { "https://www.gd.gov.cn/x", "province", "analogy", NULL, NULL },
    { "https://scjg.fujian.gov.cn/ypym/1", "province", "analogy", NULL, NULL },
    { "1003 0010 0117 0618 0021", "wuhan-farm-produce", "seen", "code",
      "1003 0010 0117 0618 0021" },
    { "http://a.example/trace/wap/qrcode/toListArchives?productionCode=10030010011706180021",
      "wuhan-farm-produce", "seen", "code", "10030010011706180021" },
    { "www.qsst.moa.gov.cn/xxcj/", "national-farm-produce", "analogy", NULL, NULL },
    { "https://v.example.cn/hgz/HGZ20260918-7K2M", "conformity-certificate", "seen", "date",
      "2026-09-18" },
    { "https://v.example.cn/#/pages/index?id=7&code=AB1", "conformity-certificate", "seen",
      "number", "AB1" },
    { "承诺达标合格证\n产品名称:上海青\n承诺:不使用禁用农药", "conformity-certificate", "seen",
      NULL, NULL },
    { "010690123456789210A1\x1d"
      "17270318",
      "gs1", "published", "expiry_date", "2027-03-18" },
    { "https://2dcode.org/010690123456789210A1", "gb-33993", "unconfirmed", "lot", "A1" },
    { "https://q.example/gtin/06901234567892/bat/B7/ser/0009", "gb-33993", "unconfirmed", "serial",
      "0009" },
    { "https://id.gs1.org/01/09521234543213/10/ABC123?17=261231", "gs1", "published", "lot",
      "ABC123" },
    { "6901234567892", "gs1", "published", "gtin", "06901234567892" },
    { "https://www.iotroot.com/E=1000123", "ecode", "seen", "code", "1000123" },
    { "E=1000123", "ecode", "seen", "code", "1000123" },
    { "MA.156.1003.1629/10.46100000.a-1", "ma-idcode", "seen", "code",
      "MA.156.1003.1629/10.46100000.a-1" },
    { "http://s.idcode.org.cn/MA.156.1003.1629/10.461", "ma-idcode", "seen", NULL, NULL },
    { "88.118.8/ABC123", "industrial-internet", "unconfirmed", "code", "88.118.8/ABC123" },
    { "202609180123412345678901", "veterinary-drug", "published", "date", "2026-09-18" },
    { "有机码12345678901234567", "organic-code", "published", "code", "12345678901234567" },
    { "SC10644200000017", "food-production-licence", "published", "licence", "10644200000017" },
    { "44200000000010000017", "meat-vegetable", "unconfirmed", "serial", "0000017" },
    { "91442000MA0DEMA02F", "credit-code", "published", "uscc", "91442000MA0DEMA02F" },
    { "91442000MA0DEMA02G", NULL, NULL, NULL, NULL },
    { "202613180123412345678901", NULL, NULL, NULL, NULL },
    { "https://example.com/q/1", NULL, NULL, "host", "example.com" },
  };
  g_autoptr (SuimaRecognition) recognition = shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise_by (recognition, cases[i].text);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (scan->text, ==, cases[i].text);
      g_assert_cmpstr (scan->system, ==, cases[i].system);
      g_assert_cmpstr (scan->evidence, ==, cases[i].evidence);
      if (cases[i].system == NULL)
        g_assert_cmpint (scan->kind, ==, SUIMA_SCAN_UNKNOWN);
      else
        g_assert_cmpuint (scan->unverified->len, >, 0);
      if (cases[i].field != NULL)
        g_assert_cmpstr (suima_scan_get_field (scan, cases[i].field), ==, cases[i].value);
    }
}

/* No trick makes another host look like the province's. */
static void
test_hosts (void)
{
  static const struct
  {
    const char *text;
    gboolean is_zhejiang;
    gboolean is_disguised;
    const char *host;
  } cases[] = {
    { "https://zj.gov.cn/a", TRUE, FALSE, "zj.gov.cn" },
    { "HTTPS://TRACE.ZJ.GOV.CN/A", TRUE, FALSE, "trace.zj.gov.cn" },
    { "https://trace.zj.gov.cn./a", TRUE, FALSE, "trace.zj.gov.cn" },
    { "https://trace.zj.gov.cn:8443/a", TRUE, FALSE, "trace.zj.gov.cn" },
    { "https://trace.zj.gov.cn:/a", TRUE, FALSE, "trace.zj.gov.cn" },
    { "https://trace.zj.gov.cn?x=//evil.com", TRUE, FALSE, "trace.zj.gov.cn" },
    { "https://evilzj.gov.cn/a", FALSE, FALSE, "evilzj.gov.cn" },
    { "https://zj.gov.cn.evil.com/a", FALSE, FALSE, "zj.gov.cn.evil.com" },
    { "https://zj.gov.cn@evil.com/a", FALSE, TRUE, "evil.com" },
    { "https://zj.gov.cn:443@evil.com/a", FALSE, TRUE, "evil.com" },
    { "https://evil.com@zj.gov.cn/a", FALSE, TRUE, "zj.gov.cn" },
    { "https://evil.com/zj.gov.cn", FALSE, FALSE, "evil.com" },
    { "https://evil.com#.zj.gov.cn", FALSE, FALSE, "evil.com" },
    { "https://evil.com?.zj.gov.cn", FALSE, FALSE, "evil.com" },
    { "https://evil.com\\.zj.gov.cn/", FALSE, TRUE, NULL },
    { "https://evil.com%2f.zj.gov.cn/", FALSE, TRUE, NULL },
    { "https://evil.com%00.zj.gov.cn/", FALSE, TRUE, NULL },
    { "https://zj.gov.cn:80.evil.com/", FALSE, TRUE, "zj.gov.cn" },
    { "https://zj.gov.cn:99999/", FALSE, TRUE, "zj.gov.cn" },
    { "https://.zj.gov.cn/", FALSE, TRUE, NULL },
    { "https://zj..gov.cn/", FALSE, TRUE, NULL },
    { "https://zj.gov.cn../", FALSE, TRUE, NULL },
    { "https:///zj.gov.cn/", FALSE, TRUE, NULL },
    { "https://[::1]/zj.gov.cn", FALSE, TRUE, NULL },
    { "https://xn--zj-xyz.gov.cn/", FALSE, FALSE, "xn--zj-xyz.gov.cn" },
    { "https://zj.gоv.cn/", FALSE, FALSE, "zj.xn--gv-fmc.cn" }, /* Cyrillic о */
    { "https://trace。zj。gov。cn/", FALSE, FALSE, NULL },
    { "https://ｚｊ.gov.cn/", FALSE, FALSE, NULL },
    { "ftp://trace.zj.gov.cn/", FALSE, FALSE, NULL },
    { "javascript:alert('https://zj.gov.cn/')", FALSE, FALSE, NULL },
    { "data:text/html,https://zj.gov.cn/", FALSE, FALSE, NULL },
    { "https://trace.zj.gov.cn/a b", FALSE, FALSE, NULL },
    { "https://trace.zj.gov.cn/\x07", FALSE, FALSE, NULL },
    { "https://zj.gov.cn\n.evil.com/", FALSE, FALSE, NULL },
  };
  g_autoptr (SuimaRecognition) recognition = shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise_by (recognition, cases[i].text);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (g_strcmp0 (scan->rule, "province/zj") == 0, ==, cases[i].is_zhejiang);
      g_assert_cmpint (scan->is_disguised, ==, cases[i].is_disguised);
      if (cases[i].host != NULL)
        g_assert_cmpstr (suima_scan_get_field (scan, "host"), ==, cases[i].host);
    }
}

static void
test_port_is_told (void)
{
  g_autoptr (SuimaRecognition) recognition = shipped ();
  g_autoptr (SuimaScan) scan = suima_recognise_by (recognition, "https://trace.zj.gov.cn:8443/a");

  g_assert_cmpstr (g_ptr_array_index (scan->unverified, scan->unverified->len - 1), ==, "port");
}

/* Cartons: with the separator, with `]C1` in its place, and with nothing in its place. */
static void
test_cartons (void)
{
#define CARTON "01069012345678923102002045"
  static const struct
  {
    const char *text;
    const char *lot, *serial, *expiry, *unread;
    gboolean is_doubtful, is_wrong;
  } cases[] = {
    { "]C1" CARTON "10A1\x1d"
      "17270318"
      "21S9",
      "A1", "S9", "2027-03-18", NULL, FALSE, FALSE },
    { "\x1d" CARTON "10A1\x1d"
      "21S9\x1d"
      "17270318",
      "A1", "S9", "2027-03-18", NULL, FALSE, FALSE },
    { CARTON "10A1]C1"
             "21S9]C1"
             "17270318",
      "A1", "S9", "2027-03-18", NULL, FALSE, FALSE },
    { CARTON "10A1<GS>17270318", "A1", NULL, "2027-03-18", NULL, FALSE, FALSE },
    { CARTON "1727031810A1", "A1", NULL, "2027-03-18", NULL, FALSE, FALSE },
    { CARTON "10A117270318", NULL, NULL, NULL, "10A117270318", TRUE, FALSE },
    { CARTON "1000000000000000000A117270318", "00000000000000000A1", NULL, "2027-03-18", NULL,
      FALSE, FALSE },
    { CARTON "10A121S9", "A121S9", NULL, NULL, NULL, TRUE, FALSE },
    { CARTON "10000000000000000000000000000", "000000000000000000000000000", NULL, NULL, NULL,
      FALSE, TRUE },
    { CARTON "10", NULL, NULL, NULL, NULL, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise (cases[i].text);
      gboolean is_doubtful = FALSE;
      for (guint k = 0; k < scan->unverified->len; k++)
        is_doubtful = is_doubtful || strcmp (scan->unverified->pdata[k], "separators") == 0;
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (scan->kind, ==, SUIMA_SCAN_ELEMENTS);
      g_assert_cmpstr (suima_scan_get_field (scan, "net_weight_kg"), ==, "20.45");
      g_assert_cmpstr (suima_scan_get_field (scan, "lot"), ==, cases[i].lot);
      g_assert_cmpstr (suima_scan_get_field (scan, "serial"), ==, cases[i].serial);
      g_assert_cmpstr (suima_scan_get_field (scan, "expiry_date"), ==, cases[i].expiry);
      g_assert_cmpstr (suima_scan_get_field (scan, "unread"), ==, cases[i].unread);
      g_assert_cmpint (is_doubtful, ==, cases[i].is_doubtful);
      g_assert_cmpint (scan->problem != NULL, ==, cases[i].is_wrong);
    }
#undef CARTON
}

static void
test_element_names (void)
{
  g_autoptr (SuimaScan) scan = suima_recognise ("(01)06901234567892(10)L7(11)260901(13)260902(15)"
                                                "270301(17)270318(21)S(30)12(37)24(3103)002045");
  static const char *const fields[] = { "gtin",
                                        "06901234567892",
                                        "lot",
                                        "L7",
                                        "production_date",
                                        "2026-09-01",
                                        "packaging_date",
                                        "2026-09-02",
                                        "best_before_date",
                                        "2027-03-01",
                                        "expiry_date",
                                        "2027-03-18",
                                        "serial",
                                        "S",
                                        "count",
                                        "12",
                                        "content_count",
                                        "24",
                                        "net_weight_kg",
                                        "2.045" };

  g_assert_null (scan->problem);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i += 2)
    g_assert_cmpstr (suima_scan_get_field (scan, fields[i]), ==, fields[i + 1]);
}

static int
add_text (SuimaRecognition *recognition, const char *row, GPtrArray **ret_problems)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"shop\",\"title\":\"x\",\"rules\":[%s]}", row);
  g_autoptr (GError) error = NULL;
  int n = suima_recognition_add (recognition, text, strlen (text), ret_problems, &error);

  g_assert_no_error (error);
  return n;
}

#define SHOP_ROW(id, matcher)                                                                      \
  "{\"id\":\"" id "\",\"stage\":\"exact\",\"what\":\"trace-code\",\"system\":\"my-market\","       \
  "\"title\":\"本市场\",\"evidence\":\"seen\"," matcher "}"

/* A market adds a rule: it is asked before the shipped ones, and may replace one. */
static void
test_own_rules (void)
{
  g_autoptr (SuimaRecognition) recognition = shipped ();
  g_autoptr (GPtrArray) problems = NULL, more = NULL;
  guint before = recognition->rules->len;
  g_autoptr (SuimaScan) scan = NULL, store = NULL;

  g_assert_cmpint (
      add_text (recognition,
                SHOP_ROW ("shop/stall", "\"pattern\":\"SHC(?<stall>\\\\d{3})-(?<date>\\\\d{6})-"
                                        "(?<lot>\\\\w{1,8})\",\"examples\":[\"SHC017-260918-A1\"]"),
                &problems),
      ==, 1);
  g_assert_cmpuint (recognition->rules->len, ==, before + 1);
  scan = suima_recognise_by (recognition, "SHC017-260918-A1");
  g_assert_cmpstr (scan->rule, ==, "shop/stall");
  g_assert_cmpstr (suima_scan_get_field (scan, "stall"), ==, "017");
  g_assert_cmpstr (suima_scan_get_field (scan, "date"), ==, "2026-09-18");
  g_assert_cmpint (add_text (recognition,
                             SHOP_ROW ("shop/stall", "\"pattern\":\"2[0-4](?<plu>\\\\d{5})"
                                                     "(?<weight_g>\\\\d{5})\\\\d\","
                                                     "\"examples\":[\"2200012008560\"]"),
                             &more),
                   ==, 1);
  g_assert_cmpuint (recognition->rules->len, ==, before + 1);
  store = suima_recognise_by (recognition, "2200012008560");
  g_assert_cmpstr (suima_scan_get_field (store, "weight_g"), ==, "00856");
}

static void
test_bad_rules (void)
{
  static const struct
  {
    const char *row, *complaint;
  } cases[] = {
    { "7", "not an object" },
    { "{}", "\"id\" is missing" },
    { SHOP_ROW ("a", "\"pattern\":\"a)|(b\",\"examples\":[\"a\"]"), "pattern" },
    { SHOP_ROW ("a", "\"pattern\":\"(\",\"examples\":[\"a\"]"), "pattern" },
    { SHOP_ROW ("a", "\"pattern\":\"(a+)+$\",\"examples\":[\"aa\"]"), "too many steps" },
    { SHOP_ROW ("a", "\"pattern\":\"([0-9]|\\\\d){1,200}x\",\"examples\":[\"0x\"]"),
      "too many steps" },
    { SHOP_ROW ("a", "\"pattern\":\"(?R)?a\",\"examples\":[\"a\"]"), "" },
    { SHOP_ROW ("a", "\"pattern\":\"abc\""), "\"examples\" is missing" },
    { SHOP_ROW ("a", "\"pattern\":\"abc\",\"examples\":[\"abcd\"]"), "does not fit" },
    { SHOP_ROW ("a", "\"pattern\":\"abc\",\"examples\":[\"abc\"],\"counterexamples\":[\"abc\"]"),
      "fits" },
    { SHOP_ROW ("a", "\"host\":\"ZJ.gov.cn\",\"examples\":[\"http://zj.gov.cn/\"]"), "host name" },
    { SHOP_ROW ("a", "\"host\":\"zj.gov.cn/x\",\"examples\":[\"http://zj.gov.cn/\"]"),
      "host name" },
    { SHOP_ROW ("a", "\"suffix\":\"cn\",\"examples\":[\"http://a.cn/\"]"), "host name" },
    { SHOP_ROW ("a", "\"colour\":\"red\""), "unknown key" },
    { SHOP_ROW ("a", "\"title\":3"), NULL },
    { SHOP_ROW ("a", "\"examples\":[\"a\"]"), "nothing to look for" },
    { SHOP_ROW ("A a", "\"pattern\":\"abc\",\"examples\":[\"abc\"]"), "small letters" },
    { SHOP_ROW ("a", "\"unverified\":[\"all\"],\"pattern\":\"abc\",\"examples\":[\"abc\"]"),
      "it is one of" },
    { SHOP_ROW ("a", "\"pattern\":\"a\",\"examples\":[\"a\"]") "," SHOP_ROW (
          "a", "\"pattern\":\"b\",\"examples\":[\"b\"]"),
      "stands twice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaRecognition) recognition = suima_recognition_new ();
      g_autoptr (GPtrArray) problems = NULL;
      g_autofree char *text = g_strdup_printf ("{\"rules\":[%s]}", cases[i].row);
      int n = suima_recognition_add (recognition, text, strlen (text), &problems, NULL);
      gboolean is_said = FALSE;
      g_test_message ("%s", cases[i].row);
      if (cases[i].complaint == NULL)
        {
          g_assert_cmpint (n, ==, -1); /* one key twice is no JSON here */
          continue;
        }
      g_assert_cmpint (n, ==, 0);
      g_assert_cmpuint (recognition->rules->len, ==, 0);
      for (guint k = 0; k < problems->len; k++)
        g_test_message ("  %s", ((SuimaRuleProblem *)problems->pdata[k])->message);
      for (guint k = 0; k < problems->len; k++)
        is_said = is_said || strstr (((SuimaRuleProblem *)problems->pdata[k])->message,
                                     cases[i].complaint) != NULL;
      g_assert_true (is_said);
    }
}

/* A file that lies in the folder is not tried again; even then nothing goes on for ever. */
static void
test_slow_rule_is_bounded (void)
{
  static const char own_limit[] =
      "{\"rules\":[" SHOP_ROW ("a", "\"pattern\":\"(*LIMIT_MATCH=4000000000)(a+)+$\"") "]}";
  static const char slow[] = "{\"rules\":[" SHOP_ROW ("a", "\"pattern\":\"(a+)+$\"") "," SHOP_ROW (
      "b",
      "\"pattern\":\"((a{0,9}){0,9}){0,9}b\"") "," SHOP_ROW ("c",
                                                             "\"pattern\":\"(a|a)*(a|a)*c\"") "]}";
  g_autoptr (SuimaRecognition) recognition = suima_recognition_new ();
  g_autoptr (GPtrArray) problems = NULL, none = NULL;
  g_autofree char *as = g_strnfill (1900, 'a');
  g_autofree char *text = g_strconcat (as, "!b!c", NULL);
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpint (
      suima_recognition_load (recognition, own_limit, strlen (own_limit), &problems, NULL), ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpint (suima_recognition_load (recognition, slow, strlen (slow), &none, NULL), ==, 3);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise_by (recognition, text);
      g_assert_cmpint (scan->kind, ==, SUIMA_SCAN_UNKNOWN);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* Texts that were made to harm: never a crash, never a hang, never more said than is known. */
static void
test_hostile (void)
{
  g_autofree char *long_path = g_strnfill (4096, 'a');
  g_autofree char *long_digits = g_strnfill (4096, '0');
  g_autofree char *long_url = g_strconcat ("https://trace.zj.gov.cn/", long_path, NULL);
  g_autofree char *long_host = g_strconcat ("https://", long_path, ".zj.gov.cn/", NULL);
  g_autofree char *long_certificate = g_strconcat ("合格证 产品名称 承诺", long_path, NULL);
  const char *const unknown[] = { "javascript:alert(1)",
                                  "JAVASCRIPT://zj.gov.cn/%0aalert(1)",
                                  "🍒🍒🍒",
                                  "\x01\x02\x1b[31m",
                                  "%00",
                                  "file:///etc/passwd",
                                  long_digits,
                                  long_host,
                                  "intent://zj.gov.cn/#Intent;end",
                                  "\x1d",
                                  "]C1",
                                  "weixin://dl/business/?t=abc" };
  g_autoptr (SuimaRecognition) recognition = shipped ();
  g_autoptr (SuimaScan) url = suima_recognise_by (recognition, long_url);
  g_autoptr (SuimaScan) certificate = suima_recognise_by (recognition, long_certificate);
  g_autoptr (SuimaScan) nul =
      suima_recognise_by (recognition, "https://x.zjamr.zj.gov.cn/gtin/06901234567892/bat/A%00B");
  g_autoptr (SuimaScan) bytes = suima_recognise_by (recognition, "A\xff");

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (SuimaScan) scan = suima_recognise_by (recognition, unknown[i]);
      g_test_message ("%.60s", unknown[i]);
      g_assert_cmpint (scan->kind, ==, SUIMA_SCAN_UNKNOWN);
      g_assert_cmpstr (scan->text, ==, unknown[i]);
    }
  g_assert_cmpstr (url->rule, ==, "province/zj");
  g_assert_cmpstr (url->text, ==, long_url);
  g_assert_cmpstr (certificate->system, ==, "conformity-certificate");
  g_assert_cmpstr (nul->rule, ==, "province/zj");
  g_assert_null (suima_scan_get_field (nul, "lot"));
  g_assert_cmpstr (bytes->raw_hex, ==, "41ff");
}

static void
test_noise (void)
{
  static const char *const pieces[] = { "https://",
                                        "zj.gov.cn",
                                        "@",
                                        ":",
                                        "/",
                                        "?",
                                        "#",
                                        ".",
                                        "%",
                                        "gtin/",
                                        "06901234567892",
                                        "/bat/",
                                        "HGZ20260918-",
                                        "E=",
                                        "MA.156.",
                                        "88.118.8/",
                                        "01",
                                        "10",
                                        "17270318",
                                        "\x1d",
                                        "]C1",
                                        "(",
                                        ")",
                                        "合格证",
                                        "\xff",
                                        "0",
                                        "9",
                                        "A",
                                        "SC",
                                        " " };
  g_autoptr (SuimaRecognition) recognition = shipped ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (SuimaScan) scan = NULL;
      for (int k = g_rand_int_range (rand, 0, 12); k > 0; k--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      scan = suima_recognise_by (recognition, text->str);
      g_assert_true (g_utf8_validate (scan->text, -1, NULL));
      for (guint k = 0; k < scan->fields->len; k++)
        g_assert_true (
            g_utf8_validate (((SuimaScanField *)scan->fields->pdata[k])->value, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recognition/carriers", test_carriers);
  g_test_add_func ("/recognition/hosts", test_hosts);
  g_test_add_func ("/recognition/port", test_port_is_told);
  g_test_add_func ("/recognition/cartons", test_cartons);
  g_test_add_func ("/recognition/element-names", test_element_names);
  g_test_add_func ("/recognition/own-rules", test_own_rules);
  g_test_add_func ("/recognition/bad-rules", test_bad_rules);
  g_test_add_func ("/recognition/slow-rule", test_slow_rule_is_bounded);
  g_test_add_func ("/recognition/hostile", test_hostile);
  g_test_add_func ("/recognition/noise", test_noise);
  return g_test_run ();
}

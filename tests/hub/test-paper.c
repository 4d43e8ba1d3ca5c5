// SPDX-License-Identifier: Apache-2.0
// The pages of vouchers and certificates: what is said, what is not, and what strangers try.
#include "hub-fixture.h"

#include "suima-hub-db.h"
#include "suima-voucher.h"

#include <string.h>

#define OPEN GINT_TO_POINTER (TRUE)
#define NUMBER "0C1S2-PZ000007"
#define CERTIFICATE "HGZ20261120-7K2M"

static SuimaKey *
new_key (guint8 n)
{
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { n }, none[SUIMA_KEY_SIZE_BYTES] = { 0 };

  return suima_key_new (seed, none, 12345, 2);
}

/* The path of a voucher of station 0C1S2, as its code has it. */
static char *
new_path (guint8 n, const char *host, const char *seller, const char *product, gboolean is_short)
{
  g_autoptr (SuimaKey) key = new_key (n);
  g_autoptr (SuimaVoucher) voucher = suima_voucher_new ();
  SuimaBatch *line = suima_batch_new ();
  g_autofree char *uri = NULL;
  g_autofree char *signed_uri = NULL;

  voucher->station = 12345;
  voucher->epoch = 2;
  voucher->number = 7;
  memcpy (voucher->public_key, suima_key_get_public (key), sizeof voucher->public_key);
  voucher->day = suima_day_new (2026, 11, 20);
  voucher->seller = g_strdup (seller);
  voucher->buyer = g_strdup ("好味饭店");
  voucher->place = g_strdup ("A17");
  line->product = g_strdup (product);
  line->gtin = g_strdup ("07800000001013");
  line->lot = g_strdup ("CL-CH-2641");
  line->quantity_milli = 54321000;
  line->unit = g_strdup ("箱");
  g_ptr_array_add (voucher->lines, line);
  uri = suima_voucher_to_uri (voucher, host, is_short);
  signed_uri = suima_key_sign_voucher (key, uri);
  return g_strdup (strstr (signed_uri, "/V/"));
}

static char *
new_usual_path (void)
{
  return new_path (1, "TRACE.EXAMPLE.CN", "平湖果栏", "智利车厘子", FALSE);
}

/* The key of station 0C1S2 at the hub; its events are captured before: they are not signed. */
static void
enrol (HubFixture *fixture, guint8 n)
{
  g_autoptr (SuimaKey) key = new_key (n);
  SuimaHubStation station = { .station = 12345, .epoch = 2, .is_enrolled = TRUE };
  g_autoptr (SuimaHubDb) db = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (station.public_key, suima_key_get_public (key), sizeof station.public_key);
  g_clear_pointer (&fixture->hub, suima_hub_free);
  db = suima_hub_db_open (fixture->dir, &error);
  g_assert_no_error (error);
  suima_hub_db_add_station (db, &station, NULL, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, suima_hub_db_free);
  hub_fixture_reopen (fixture, TRUE);
}

static json_t *
new_voucher_event (const char *station, const char *biz_step)
{
  json_t *event = hub_new_event (biz_step, "OBSERVE", "in_progress");

  json_object_set_new (event, "epcList", json_array ());
  suima_json_set_text (event, "suima:station", station);
  suima_json_set_text (event, "suima:voucher", NUMBER);
  if (strcmp (biz_step, "other") == 0)
    suima_json_set_text (event, "suima:act", "paper");
  return event;
}

static json_t *
new_certificate_event (const char *station, gboolean is_own)
{
  json_t *event = hub_new_event ("other", "OBSERVE", "in_progress");

  json_object_set_new (event, "epcList", json_array ());
  suima_json_set_text (event, "suima:station", station);
  suima_json_set_text (event, "suima:act", "paper");
  suima_json_set_text (event, "suima:operator", is_own ? "平湖果业 13812345678" : "好味饭店");
  suima_json_set_text (event, "suima:paperKind", "conformity");
  suima_json_set_text (event, "suima:paperNumber", CERTIFICATE);
  suima_json_set_text (event, "suima:paperOwn", is_own ? "true" : NULL);
  suima_json_set_text (event, "suima:product", "平湖<西瓜>");
  suima_json_set_text (event, "suima:lot", "https://" HUB_HOST "/01/07800000001013/10/W1");
  return event;
}

static char *
get (HubFixture *fixture, const char *target, guint status)
{
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", target, NULL);
  char *page;

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (hub_reply_get_header (reply, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_nonnull (strstr (hub_reply_get_header (reply, "Content-Security-Policy"),
                            "default-src 'none'; style-src 'sha256-"));
  page = hub_reply_to_text (reply);
  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (page, "13812345678"));
  g_assert_null (strstr (page, "好味饭店"));
  g_assert_null (strstr (page, "54321"));
  g_assert_true (g_utf8_validate (page, -1, NULL));
  return page;
}

static void
check (HubFixture *fixture, const char *target, guint status, const char *sentence)
{
  g_autofree char *page = get (fixture, target, status);

  if (strstr (page, sentence) == NULL)
    g_error ("no \"%s\" in %s", sentence, page);
}

static void
test_good (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();
  g_autofree char *english = g_strconcat (path, "?lang=en", NULL);
  g_autofree char *small = g_ascii_strdown (path, -1);
  g_autofree char *slash = g_strconcat (path, "/", NULL);
  static const char *const parts[] = {
    "凭证真实，卖方已上报", "销售溯源凭证", "平湖果栏", "2026年11月20日", "今天 07:10",
    "智利车厘子", "CL-CH-2641", "数量和买方只写在纸上", NUMBER, "核验时间",
  };
  g_autofree char *page = NULL;
  const char *at;

  hub_capture_events (fixture, 1, new_voucher_event ("0C1S2", "other"));
  enrol (fixture, 1);
  page = get (fixture, path, 200);
  at = strstr (page, "<body>");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      at = strstr (at, parts[i]);
      g_assert_nonnull (at);
    }
  check (fixture, english, 200, "Genuine voucher, reported by the seller");
  check (fixture, small, 200, parts[0]);
  check (fixture, slash, 200, parts[0]);
}

static void
test_unreported (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();
  g_autofree char *english = g_strconcat (path, "?lang=en", NULL);

  /* Somebody else's word is not the seller's. */
  hub_capture_events (fixture, 1, new_voucher_event ("ZZZZ0", "other"));
  enrol (fixture, 1);
  check (fixture, path, 200, "这笔销售还没有上报");
  check (fixture, path, 200, "还没有上报到这里");
  check (fixture, english, 200, "not reported here yet");
}

static void
test_received (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();

  hub_capture_events (fixture, 2, new_voucher_event ("0C1S2", "other"),
                      new_voucher_event ("0ZZZ0", "receiving"));
  enrol (fixture, 1);
  check (fixture, path, 200, "凭证真实，卖方已上报");
  check (fixture, path, 200, "买方登记收货");
  hub_capture_events (fixture, 1, new_voucher_event ("0YYY0", "receiving"));
  check (fixture, path, 200, "不止一家店用这张凭证收过货");
}

static void
test_withdrawn (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();
  json_t *event = new_voucher_event ("0C1S2", "other");
  json_t *undone = json_deep_copy (event);

  json_object_set_new (undone, "errorDeclaration",
                       json_pack ("{s:s,s:s}", "declarationTime", "2026-11-22T08:00:00.000+08:00",
                                  "reason", "did_not_occur"));
  hub_capture_events (fixture, 2, event, undone);
  enrol (fixture, 1);
  check (fixture, path, 200, "卖方撤回了这张凭证");
}

static void
test_recalled (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();
  json_t *strange = hub_new_event ("holding", "OBSERVE", "non_sellable_other");
  json_t *recall;

  json_object_set_new (strange, "epcList", json_array ());
  json_object_set_new (strange, "quantityList",
                       json_pack ("[{s:s,s:i}]", "epcClass",
                                  "https://" HUB_HOST "/01/07800000001013/10/CL-CH-2641", "quantity",
                                  5));
  json_object_set_new (strange, "persistentDisposition", json_pack ("{s:[s]}", "set", "recalled"));
  suima_json_set_text (strange, "suima:station", "0ZZZ0");
  recall = json_deep_copy (strange);
  suima_json_set_text (recall, "suima:station", "0C1S2");
  hub_capture_events (fixture, 2, new_voucher_event ("0C1S2", "other"), strange);
  check (fixture, path, 200, "没有在这里登记");
  hub_capture_events (fixture, 1, recall);
  enrol (fixture, 1);
  check (fixture, path, 200, "凭证上有商品被召回");
}

/* Whose key the hub does not know: nothing of what the code says is repeated. */
static void
test_strangers (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();
  g_autofree char *own = new_path (2, "TRACE.EXAMPLE.CN", "平湖果栏", "假货", FALSE);
  g_autofree char *elsewhere = new_path (1, "EVIL.EXAMPLE.COM", "平湖果栏", "假货", FALSE);
  g_autofree char *page = get (fixture, path, 200);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (page, "没有在这里登记"));
  g_assert_null (strstr (page, "平湖果栏"));
  enrol (fixture, 1);
  g_clear_pointer (&page, g_free);
  page = get (fixture, own, 200);
  g_assert_nonnull (strstr (page, "可能被改过或是伪造的"));
  g_assert_null (strstr (page, "假货"));
  check (fixture, elsewhere, 200, "可能被改过或是伪造的");
  g_assert_true (suima_hub_revoke (fixture->hub, "0C1S2", fixture->at_us, &error));
  check (fixture, path, 200, "密钥已吊销");
}

/* One character of it changed is never good. */
static void
test_altered (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = new_usual_path ();

  hub_capture_events (fixture, 1, new_voucher_event ("0C1S2", "other"));
  enrol (fixture, 1);
  for (gsize i = 3; path[i] != '\0'; i += 5)
    {
      g_autofree char *altered = g_strdup (path);
      g_autoptr (SuimaReply) reply = NULL;
      g_autofree char *page = NULL;
      altered[i] = altered[i] == '0' ? '1' : '0';
      reply = hub_send (fixture, "GET", altered, NULL);
      g_assert_true (reply->status == 200 || reply->status == 404);
      page = hub_reply_to_text (reply);
      g_assert_null (strstr (page, "凭证真实"));
      g_assert_null (strstr (page, "智利车厘子"));
    }
}

static void
test_hostile (HubFixture *fixture, gconstpointer data)
{
  static const char *const broken[] = { "/V/", "/V", "/V/X", "/V//", "/V/%00", "/V/%3Cscript%3E",
                                        "/V/0/0", "/V/<b>", "/V/\xff\xfe" };
  g_autofree char *path =
      new_path (1, "TRACE.EXAMPLE.CN", "李四 13812345678 <script>alert(1)</script>",
                "<img src=x onerror=alert(1)> 13812345678", FALSE);
  g_autofree char *short_path = new_path (1, "TRACE.EXAMPLE.CN", "平湖果栏", "车厘子", TRUE);
  g_autofree char *long_path = g_strnfill (5990, 'A');
  g_autofree char *longer = g_strnfill (6500, 'A');
  g_autoptr (SuimaReply) reply = NULL;
  g_autofree char *page = NULL;

  enrol (fixture, 1);
  page = get (fixture, path, 200);
  g_assert_null (strstr (page, "<img"));
  g_assert_null (strstr (page, "李四"));
  check (fixture, short_path, 200, "明细在卖方给的文件里");
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    g_free (get (fixture, broken[i], 404));
  memcpy (long_path, "/V/", 3);
  memcpy (longer, "/V/", 3);
  check (fixture, long_path, 404, "没有读完整");
  reply = hub_send (fixture, "GET", longer, NULL);
  g_assert_cmpuint (reply->status, ==, 414);
}

static void
test_certificate (HubFixture *fixture, gconstpointer data)
{
  static const char *const broken[] = { "/HGZ/", "/HGZ", "/HGZ/<b>", "/HGZ/HGZ20261399-7K2M",
                                        "/HGZ/X/" CERTIFICATE, "/HGZ/%00", "/HGZ/1' OR '1'='1" };
  g_autofree char *page = NULL;

  check (fixture, "/HGZ/" CERTIFICATE, 404, "这里没有这张合格证的记录");
  check (fixture, "/HGZ/" CERTIFICATE "?lang=en", 404, "not on record here");
  hub_capture_events (fixture, 1, new_certificate_event ("0ZZZ0", FALSE));
  check (fixture, "/HGZ/" CERTIFICATE, 200, "有店登记过这张合格证，开具者没有");
  hub_capture_events (fixture, 1, new_certificate_event ("0C1S2", TRUE));
  page = get (fixture, "/hgz/hgz20261120-7k2m", 200);
  g_assert_nonnull (strstr (page, "开具者登记过这张合格证"));
  g_assert_nonnull (strstr (page, "平湖&lt;西瓜&gt;"));
  g_assert_nonnull (strstr (page, "平湖果业"));
  g_assert_nonnull (strstr (page, "W1"));
  g_assert_nonnull (strstr (page, "2026年11月20日"));
  hub_capture_events (fixture, 1, new_certificate_event ("0YYY0", TRUE));
  check (fixture, "/HGZ/" CERTIFICATE, 200, "不止一家说这个编号是自己开的");
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    g_free (get (fixture, broken[i], 404));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (HubFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/hub/paper/good", test_good },           { "/hub/paper/unreported", test_unreported },
    { "/hub/paper/received", test_received },   { "/hub/paper/withdrawn", test_withdrawn },
    { "/hub/paper/recalled", test_recalled },   { "/hub/paper/strangers", test_strangers },
    { "/hub/paper/altered", test_altered },     { "/hub/paper/hostile", test_hostile },
    { "/hub/paper/certificate", test_certificate },
  };

  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, HubFixture, OPEN, hub_fixture_set_up, tests[i].test,
                hub_fixture_tear_down);
  return g_test_run ();
}

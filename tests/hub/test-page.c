// SPDX-License-Identifier: Apache-2.0
#include "hub-fixture.h"

#include "suima-hub-db.h"
#include "suima-serial.h"

#include <string.h>

#define OPEN GINT_TO_POINTER (TRUE)

static const char *const vector_signature =
    "ZJH11V17WXDYYVTKBP1X8JD390J5WJ8S6DSANDQ2G0XMWKR6WNMTGTQ992FSMW8S2CZ5PV5SPE7WJBA0E7F9RZG6KJP2"
    "BXARKXMCE3R";

static char *
get_page (HubFixture *fixture, const char *target, const char *languages, guint status)
{
  g_autoptr (SuimaRequest) request = hub_new_request (fixture, "GET", target);
  g_autoptr (SuimaReply) reply = NULL;
  char *page;

  if (languages != NULL)
    hub_set_header (request, "accept-language", languages);
  reply = suima_hub_handle (fixture->hub, request);
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (hub_reply_get_header (reply, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_nonnull (strstr (hub_reply_get_header (reply, "Content-Security-Policy"),
                            "default-src 'none'; style-src 'sha256-"));
  g_assert_cmpstr (hub_reply_get_header (reply, "Referrer-Policy"), ==, "no-referrer");
  g_assert_cmpstr (hub_reply_get_header (reply, "X-Content-Type-Options"), ==, "nosniff");
  page = hub_reply_to_text (reply);
  g_assert_cmpuint (strlen (page), <, 50000);
  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (page, "12345678"));
  return page;
}

static void
check (HubFixture *fixture, const char *target, guint status, const char *sentence)
{
  g_autofree char *page = get_page (fixture, target, NULL, status);

  g_assert_nonnull (strstr (page, sentence));
}

/* The places of the parts, in the order that people look for them. */
static void
test_order (HubFixture *fixture, gconstpointer data)
{
  static const char *const parts[] = {
    "标签真实，来源可查",
    "智利车厘子 JJJ",
    "CL-CH-2641",
    "从哪里来",
    "智利",
    "广州南沙",
    "什么时候",
    "还剩 25 天",
    "2026年12月17日",
    "2026年11月2日",
    "谁负责",
    "广州样例进出口有限公司<",
    "中山样例果品批发部",
    "检验",
    "入境货物检验检疫证明",
    "125000001234567",
    "经过",
    "贴上追溯码",
    "今天 07:10",
    "0C1S 2000 001X EB2Y 1708",
    "核验时间",
    "今天 09:30",
    "数据截至",
  };
  g_autofree char *page = NULL;
  const char *at;

  hub_capture_events (fixture, 1, hub_new_commission ());
  page = get_page (fixture, HUB_PATH, NULL, 200);
  at = strstr (page, "<body>");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      at = strstr (at, parts[i]);
      g_assert_nonnull (at);
    }
}

static void
test_languages (HubFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *languages;
    const char *target;
    gboolean is_english;
  } cases[] = {
    { NULL, HUB_PATH, FALSE },
    { "", HUB_PATH, FALSE },
    { "fr", HUB_PATH, FALSE },
    { "en", HUB_PATH, TRUE },
    { "en-GB,en;q=0.9", HUB_PATH, TRUE },
    { "zh-CN,zh;q=0.9,en;q=0.8", HUB_PATH, FALSE },
    { "zh;q=0.5, en;q=0.7", HUB_PATH, TRUE },
    { "fr, en;q=0.1", HUB_PATH, TRUE },
    { "en;q=0", HUB_PATH, FALSE },
    { ",;,;q=,en;q=x", HUB_PATH, FALSE },
    { "zh", HUB_PATH "?lang=en", TRUE },
    { "en", HUB_PATH "?x=1&lang=zh", FALSE },
  };

  hub_capture_events (fixture, 1, hub_new_commission ());
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *page = get_page (fixture, cases[i].target, cases[i].languages, 200);
      g_test_message ("%s", cases[i].languages ? cases[i].languages : "none");
      g_assert_nonnull (
          strstr (page, cases[i].is_english ? "<html lang=\"en\">" : "<html lang=\"zh-CN\">"));
      g_assert_nonnull (strstr (page, cases[i].is_english ? "Genuine label, source on record"
                                                          : "标签真实，来源可查"));
      g_assert_nonnull (
          strstr (page, cases[i].is_english ? "href=\"?lang=zh\"" : "href=\"?lang=en\""));
    }
}

static void
test_paths (HubFixture *fixture, gconstpointer data)
{
  hub_capture_events (fixture, 1, hub_new_commission ());
  check (fixture, "/01/07800000001013/21/" HUB_SERIAL, 200, "标签真实，来源可查");
  check (fixture, HUB_PATH "/", 200, "标签真实，来源可查");
  check (fixture, "/01/07800000001013/10/cl-ch-2641/21/0c1s2000001xeb2y1708", 200,
         "标签真实，来源可查");
  check (fixture, "/01/07800000001013/21/0C1S2000001XEB2Y1709", 404, "查不到这个码");
  check (fixture, "/01/07800000001014/21/" HUB_SERIAL, 404, "查不到这个码");
  check (fixture, "/01/06901234567892/21/" HUB_SERIAL, 404, "查不到这个码");
  check (fixture, "/SHOP7/OBJ/" HUB_SERIAL, 404, "查不到这个码");
  check (fixture, "/%3Cb%3E/../etc/passwd", 404, "查不到这个码");
  check (fixture, "/favicon.ico", 404, "查不到这个码");
}

/* An item without GTIN is found under whatever name the phone came. */
static void
test_object (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_commission ();

  json_object_set_new (event, "epcList",
                       json_pack ("[s]", "https://elsewhere.example/SHOP7/OBJ/" HUB_SERIAL));
  hub_capture_events (fixture, 1, event);
  check (fixture, "/SHOP7/OBJ/" HUB_SERIAL, 200, "标签真实，来源可查");
  check (fixture, "/SHOP8/OBJ/" HUB_SERIAL, 404, "查不到这个码");
  check (fixture, HUB_PATH, 404, "查不到这个码");
}

static void
test_state (HubFixture *fixture,
            const char *biz_step,
            const char *action,
            const char *disposition,
            const char *sentence)
{
  json_t *event = hub_new_event (biz_step, action, disposition);

  suima_json_set_text (event, "eventTime", "2026-11-22T08:00:00.000+08:00");
  hub_capture_events (fixture, 2, hub_new_commission (), event);
  check (fixture, HUB_PATH, 200, sentence);
}

static void
test_void (HubFixture *fixture, gconstpointer data)
{
  test_state (fixture, "decommissioning", "DELETE", "inactive", "这个码已经作废");
}

static void
test_sold (HubFixture *fixture, gconstpointer data)
{
  test_state (fixture, "retail_selling", "OBSERVE", "retail_sold", "这个码已经卖出过");
}

static void
test_destroyed (HubFixture *fixture, gconstpointer data)
{
  test_state (fixture, "destroying", "DELETE", "destroyed", "已登记销毁");
}

static void
test_held (HubFixture *fixture, gconstpointer data)
{
  test_state (fixture, "holding", "OBSERVE", "non_sellable_other", "商家已停售");
}

static void
test_recalled (HubFixture *fixture, gconstpointer data)
{
  json_t *recall = hub_new_event ("holding", "OBSERVE", "non_sellable_other");
  json_t *lift = hub_new_event ("stocking", "OBSERVE", "sellable_accessible");

  json_object_set_new (recall, "persistentDisposition", json_pack ("{s:[s]}", "set", "recalled"));
  json_object_set_new (lift, "persistentDisposition", json_pack ("{s:[s]}", "unset", "recalled"));
  suima_json_set_text (recall, "eventTime", "2026-11-22T08:00:00.000+08:00");
  suima_json_set_text (lift, "eventTime", "2026-11-22T09:00:00.000+08:00");
  hub_capture_events (fixture, 2, hub_new_commission (), recall);
  check (fixture, HUB_PATH, 200, "请不要食用，拿回服务台");
  hub_capture_events (fixture, 1, lift);
  check (fixture, HUB_PATH, 200, "标签真实，来源可查");
}

static void
test_reprinted (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_event ("other", "OBSERVE", "active");

  suima_json_set_text (event, "eventTime", "2026-11-22T08:00:00.000+08:00");
  suima_json_set_text (event, "suima:act", "reprint");
  json_object_set_new (event, "suima:copy", json_integer (3));
  hub_capture_events (fixture, 2, hub_new_commission (), event);
  check (fixture, HUB_PATH, 200, "标签真实，补打过（第 3 份）");
  check (fixture, HUB_PATH "?lang=en", 200, "(copy 3)");
}

/* The last day of life is a day of life, in China's time. */
static void
test_expired (HubFixture *fixture, gconstpointer data)
{
  hub_capture_events (fixture, 1, hub_new_commission ());
  fixture->at_us = G_GINT64_CONSTANT (1797523199) * G_USEC_PER_SEC; /* 2026-12-17 23:59:59 */
  check (fixture, HUB_PATH, 200, "今天是最后一天");
  check (fixture, HUB_PATH, 200, "标签真实，来源可查");
  fixture->at_us += G_USEC_PER_SEC;
  check (fixture, HUB_PATH, 200, "已过保质期，请不要食用");
  check (fixture, HUB_PATH, 200, "已过 1 天");
}

/* Taken back as never happened: the code stands for nothing. */
static void
test_undone (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_commission ();
  json_t *undone = json_deep_copy (event);

  json_object_set_new (undone, "errorDeclaration",
                       json_pack ("{s:s,s:s}", "declarationTime", "2026-11-22T08:00:00.000+08:00",
                                  "reason", "did_not_occur"));
  hub_capture_events (fixture, 2, event, undone);
  check (fixture, HUB_PATH, 200, "这个码已经作废");
}

/* Only the station that issued the serial says what it stands for. */
static void
test_foreign_facts (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_commission ();

  suima_json_set_text (event, "suima:station", "ZZZZ0");
  hub_capture_events (fixture, 1, event);
  check (fixture, HUB_PATH, 404, "查不到这个码");
}

/* An event of station @station on the 22nd at @time. */
static json_t *
new_event_of (const char *station, const char *time, const char *biz_step, const char *disposition)
{
  json_t *event = hub_new_event (biz_step, "OBSERVE", disposition);
  g_autofree char *at = g_strdup_printf ("2026-11-22T%s:00.000+08:00", time);

  suima_json_set_text (event, "eventTime", at);
  suima_json_set_text (event, "suima:station", station);
  return event;
}

static json_t *
new_recall_of (const char *station, const char *time, const char *key)
{
  json_t *event = new_event_of (station, time, "holding",
                                strcmp (key, "set") == 0 ? "non_sellable_other"
                                                         : "sellable_accessible");

  json_object_set_new (event, "persistentDisposition", json_pack ("{s:[s]}", key, "recalled"));
  return event;
}

#define GENUINE "标签真实，来源可查"
#define RECALLED "请不要食用，拿回服务台"

/* A station that has nothing to do with the goods says nothing of them. */
static void
test_stranger (HubFixture *fixture, gconstpointer data)
{
  json_t *destroyed = new_event_of ("ZZZZ0", "08:03", "destroying", "destroyed");

  hub_capture_events (fixture, 5, hub_new_commission (), new_recall_of ("ZZZZ0", "08:00", "set"),
                      new_event_of ("ZZZZ0", "08:01", "retail_selling", "retail_sold"),
                      new_event_of ("ZZZZ0", "08:02", "holding", "expired"), destroyed);
  check (fixture, HUB_PATH, 200, GENUINE);
  /* Receiving what nobody shipped gives no say either. */
  hub_capture_events (fixture, 2, new_event_of ("ZZZZ0", "08:04", "receiving", "in_progress"),
                      new_recall_of ("ZZZZ0", "08:05", "set"));
  check (fixture, HUB_PATH, 200, GENUINE);
}

/* Who received what its holder shipped holds it from then on. */
static void
test_holder (HubFixture *fixture, gconstpointer data)
{
  hub_capture_events (fixture, 4, hub_new_commission (),
                      new_event_of ("0C1S2", "08:00", "shipping", "in_transit"),
                      new_event_of ("ZZZZ0", "08:01", "receiving", "in_progress"),
                      new_recall_of ("ZZZZ0", "08:02", "set"));
  check (fixture, HUB_PATH, 200, RECALLED);
  /* The issuer cannot take back what another station recalled. */
  hub_capture_events (fixture, 1, new_recall_of ("0C1S2", "08:03", "unset"));
  check (fixture, HUB_PATH, 200, RECALLED);
  hub_capture_events (fixture, 1, new_recall_of ("ZZZZ0", "08:04", "unset"));
  check (fixture, HUB_PATH, 200, GENUINE);
}

static void
note_authority (HubFixture *fixture)
{
  SuimaHubStation station = { .station = 0xfffff, .is_enrolled = TRUE, .is_authority = TRUE };
  g_autoptr (SuimaHubDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->hub, suima_hub_free);
  db = suima_hub_db_open (fixture->dir, &error);
  g_assert_no_error (error);
  suima_hub_db_add_station (db, &station, NULL, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, suima_hub_db_free);
  hub_fixture_reopen (fixture, TRUE);
}

/* A market's station may recall anybody's goods, and no shop lifts that. */
static void
test_authority (HubFixture *fixture, gconstpointer data)
{
  hub_capture_events (fixture, 3, hub_new_commission (), new_recall_of ("ZZZZ0", "08:00", "set"),
                      new_recall_of ("0C1S2", "08:01", "unset"));
  check (fixture, HUB_PATH, 200, GENUINE);
  note_authority (fixture);
  check (fixture, HUB_PATH, 200, RECALLED);
}

/* Destroyed goods are destroyed for ever. */
static void
test_destroyed_for_ever (HubFixture *fixture, gconstpointer data)
{
  json_t *destroyed = hub_new_event ("destroying", "DELETE", "destroyed");

  hub_capture_events (fixture, 4, hub_new_commission (), destroyed,
                      new_event_of ("0C1S2", "08:00", "storing", "sellable_accessible"),
                      new_recall_of ("0C1S2", "08:01", "set"));
  check (fixture, HUB_PATH, 200, "已登记销毁");
}

static void
note_vector_station (HubFixture *fixture, gboolean is_enrolled)
{
  static const char hex[] = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
  guint8 seed[32], serial_key[32] = { 0 };
  g_autoptr (SuimaKey) key = NULL;
  SuimaHubStation station = { .station = 12345, .epoch = 2, .is_enrolled = is_enrolled };
  g_autoptr (SuimaHubDb) db = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sizeof seed; i++)
    seed[i] =
        (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  key = suima_key_new (seed, serial_key, 12345, 2);
  memcpy (station.public_key, suima_key_get_public (key), sizeof station.public_key);
  g_clear_pointer (&fixture->hub, suima_hub_free);
  db = suima_hub_db_open (fixture->dir, &error);
  g_assert_no_error (error);
  suima_hub_db_add_station (db, &station, NULL, 0, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, suima_hub_db_free);
  hub_fixture_reopen (fixture, TRUE);
}

static void
test_signature (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *signed_path = g_strconcat ("/", vector_signature, HUB_PATH, NULL);
  g_autofree char *forged_path = g_strdup (signed_path);
  g_autofree char *forged = NULL;

  forged_path[5] = forged_path[5] == 'A' ? 'B' : 'A';
  check (fixture, signed_path, 404, "查不到这个码");
  note_vector_station (fixture, FALSE);
  check (fixture, signed_path, 200, "详细记录正在上传");
  check (fixture, forged_path, 200, "标签可能是伪造的");
  hub_capture_events (fixture, 1, hub_new_commission ());
  check (fixture, signed_path, 200, "标签真实，来源可查");
  check (fixture, signed_path, 200, "核验通过");
  check (fixture, HUB_PATH, 200, "这种标签不带签名");
  forged = get_page (fixture, forged_path, NULL, 200);
  g_assert_nonnull (strstr (forged, "标签可能是伪造的"));
  g_assert_null (strstr (forged, "智利车厘子"));
}

/* The hub tells a serial it gave the key for before any event of it came. */
static void
test_serial_before_events (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "hub.key", NULL);
  g_autofree char *master = NULL;
  static const guint8 seed[32];
  guint8 serial_key[32], wrong_key[32] = { 0 };
  g_autoptr (SuimaKey) key = NULL;
  g_autoptr (SuimaKey) wrong = suima_key_new (seed, wrong_key, 12345, 2);
  g_autofree char *serial = NULL;
  g_autofree char *wrong_serial = suima_key_issue_serial (wrong, 9);
  g_autofree char *target = NULL;
  g_autofree char *wrong_target = g_strconcat ("/SHOP7/OBJ/", wrong_serial, NULL);

  note_vector_station (fixture, TRUE);
  g_assert_true (g_file_get_contents (path, &master, NULL, NULL));
  suima_key_derive_serial_key ((const guint8 *)master, 12345, 2, serial_key);
  key = suima_key_new (seed, serial_key, 12345, 2);
  serial = suima_key_issue_serial (key, 9);
  target = g_strconcat ("/SHOP7/OBJ/", serial, NULL);
  check (fixture, target, 200, "详细记录正在上传");
  check (fixture, wrong_target, 404, "查不到这个码");
}

static void
test_hostile (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_commission ();
  json_t *ilmd = json_object_get (event, "ilmd");
  g_autofree char *page = NULL;

  suima_json_set_text (ilmd, "suima:product", "<b>\"Kirsche\"</b>&'<script>alert(1)</script>");
  suima_json_set_text (ilmd, "suima:supplier", "\"><img src=x onerror=1> 13812345678");
  suima_json_set_text (ilmd, "suima:paperInspection", "</style><svg onload=1>");
  json_object_set_new (ilmd, "suima:port", json_integer (3));
  suima_json_set_text (ilmd, "suima:expiryDate", "soon");
  hub_capture_events (fixture, 1, event);
  page = get_page (fixture, HUB_PATH, NULL, 200);
  g_assert_null (strstr (page, "<b>\""));
  g_assert_null (strstr (page, "<img"));
  g_assert_null (strstr (page, "onload=1>"));
  g_assert_null (strstr (page, "1381234"));
  g_assert_nonnull (strstr (page, "&lt;b&gt;&quot;Kirsche&quot;&lt;/b&gt;&amp;"));
}

/* A thousand events that were dated back do not hide the newest one, which is a recall. */
static void
test_back_dated (HubFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      json_t *events = json_array ();
      g_autofree char *document = NULL;
      g_autoptr (json_t) job = NULL;
      for (guint j = 0; j < 300; j++)
        {
          g_autofree char *time =
              g_strdup_printf ("2026-10-%02uT07:%02u:%02u.000+08:00", i + 1, j / 60, j % 60);
          json_t *event = hub_new_event ("inspecting", "OBSERVE", "in_progress");
          suima_json_set_text (event, "eventTime", time);
          json_array_append_new (events, event);
        }
      document = hub_new_document (events);
      job = hub_capture (fixture, document, NULL);
      g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, 300);
    }
  hub_capture_events (fixture, 2, hub_new_commission (),
                      hub_new_event ("holding", "OBSERVE", "recalled"));
  check (fixture, HUB_PATH, 200, "请不要食用，拿回服务台");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (HubFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/hub/page/back-dated", test_back_dated },
    { "/hub/page/order", test_order },
    { "/hub/page/languages", test_languages },
    { "/hub/page/paths", test_paths },
    { "/hub/page/object", test_object },
    { "/hub/page/void", test_void },
    { "/hub/page/sold", test_sold },
    { "/hub/page/destroyed", test_destroyed },
    { "/hub/page/held", test_held },
    { "/hub/page/recalled", test_recalled },
    { "/hub/page/reprinted", test_reprinted },
    { "/hub/page/expired", test_expired },
    { "/hub/page/undone", test_undone },
    { "/hub/page/foreign-facts", test_foreign_facts },
    { "/hub/page/stranger", test_stranger },
    { "/hub/page/holder", test_holder },
    { "/hub/page/authority", test_authority },
    { "/hub/page/destroyed-for-ever", test_destroyed_for_ever },
    { "/hub/page/signature", test_signature },
    { "/hub/page/serial-before-events", test_serial_before_events },
    { "/hub/page/hostile", test_hostile },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, HubFixture, OPEN, hub_fixture_set_up, tests[i].test,
                hub_fixture_tear_down);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "hub-fixture.h"

#include <string.h>

#define OPEN GINT_TO_POINTER (TRUE)
#define N_EVENTS 7

/* Seven events, one a minute from 07:00, captured in two documents an hour apart. */
static void
set_up (HubFixture *fixture, gconstpointer data)
{
  hub_fixture_set_up (fixture, data);
  for (guint half = 0; half < 2; half++)
    {
      json_t *events = json_array ();
      g_autofree char *document = NULL;
      g_autoptr (json_t) job = NULL;
      for (guint i = half ? 4 : 0; i < (half ? N_EVENTS : 4); i++)
        {
          json_t *event = i == 0 ? hub_new_commission ()
                                 : hub_new_event (i % 2 ? "stocking" : "storing", "OBSERVE",
                                                  i % 2 ? "sellable_accessible" : "in_progress");
          g_autofree char *time = g_strdup_printf ("2026-11-22T07:0%u:00.000+08:00", 6 - i);
          g_autofree char *id = g_strdup_printf ("urn:uuid:%u", i);
          suima_json_set_text (event, "eventTime", time);
          suima_json_set_text (event, "eventID", id);
          json_array_append_new (events, event);
        }
      document = hub_new_document (events);
      job = hub_capture (fixture, document, NULL);
      g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, half ? 3 : 4);
      fixture->at_us += G_TIME_SPAN_HOUR;
    }
}

static const json_t *
list_events (const json_t *answer)
{
  const json_t *list = json_object_get (answer, "epcisBody");

  list = json_object_get (list, "queryResults");
  g_assert_cmpstr (suima_json_get_text (list, "queryName"), ==, "SimpleEventQuery");
  list = json_object_get (json_object_get (list, "resultsBody"), "eventList");
  g_assert_true (json_is_array (list));
  return list;
}

/* The numbers at the end of the events' ids, in their order. */
static char *
dup_ids (const SuimaReply *reply)
{
  g_autoptr (json_t) answer = hub_reply_to_json (reply);
  GString *ids = g_string_new (NULL);
  size_t i;
  json_t *event;

  json_array_foreach ((json_t *)list_events (answer), i, event)
      g_string_append (ids, strrchr (suima_json_get_text (event, "eventID"), ':') + 1);
  return g_string_free (ids, FALSE);
}

static void
check (HubFixture *fixture, const char *query, const char *expected)
{
  g_autofree char *target = g_strconcat ("/events?", query, NULL);
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", target, NULL);
  g_autofree char *ids = NULL;

  g_test_message ("%s", query);
  g_assert_cmpuint (reply->status, ==, 200);
  ids = dup_ids (reply);
  g_assert_cmpstr (ids, ==, expected);
}

static void
test_parameters (HubFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *expected;
  } cases[] = {
    { "", "6543210" },
    { "orderBy=recordTime&orderDirection=ASC", "0123456" },
    { "orderBy=eventTime", "0123456" },
    { "orderBy=eventTime&orderDirection=ASC", "6543210" },
    { "eventType=ObjectEvent&orderDirection=ASC", "0123456" },
    { "eventType=AggregationEvent", "" },
    { "EQ_action=ADD", "0" },
    { "EQ_action=ADD%7CDELETE", "0" },
    { "EQ_action=ADD|OBSERVE&EQ_bizStep=storing", "642" },
    { "EQ_bizStep=storing&EQ_bizStep=commissioning", "6420" },
    { "EQ_disposition=active", "0" },
    { "GE_eventTime=2026-11-22T07:05:00.000%2B08:00", "10" },
    { "GE_eventTime=2026-11-22T07:05:00.000+08:00", "10" },
    { "LT_eventTime=2026-11-21T23:01:00Z", "6" },
    { "GE_recordTime=2026-11-22T02:30:00Z", "654" },
    { "LT_recordTime=2026-11-22T02:30:00Z", "3210" },
    { "EQ_eventID=urn%3Auuid%3A3|urn:uuid:5", "53" },
    { "EQ_bizLocation=https%3A%2F%2Ftrace.example.cn%2FSHOP7%2FLOC%2F1&EQ_action=ADD", "0" },
    { "EQ_bizLocation=https%3A%2F%2Ftrace.example.cn%2FSHOP8%2FLOC%2F1", "" },
    { "EQ_readPoint=urn:x", "" },
    { "MATCH_epc=https%3A%2F%2Fid.gs1.org%2F01%2F07800000001013%2F21%2F" HUB_SERIAL
      "&EQ_action=ADD",
      "0" },
    { "MATCH_anyEPC=https%3A%2F%2Fother.example%2F01%2F07800000001013%2F21%2F" HUB_SERIAL
      "&EQ_action=ADD",
      "0" },
    { "MATCH_anyEPC=https%3A%2F%2Fid.gs1.org%2F01%2F07800000001013%2F21%2F1", "" },
    { "MATCH_parentID=https%3A%2F%2Fid.gs1.org%2F01%2F07800000001013%2F21%2F" HUB_SERIAL, "" },
    { "EXISTS_errorDeclaration=true", "" },
    { "EXISTS_errorDeclaration=false&EQ_action=ADD", "0" },
    { "orderBy=eventTime&eventCountLimit=2", "01" },
    { "maxEventCount=7", "6543210" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (fixture, cases[i].query, cases[i].expected);
}

static void
test_refused (HubFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *name;
  } cases[] = {
    { "EQ_colour=red", "EQ_colour" },
    { "eq_action=ADD", "eq_action" },
    { "GE_eventTime=yesterday", "GE_eventTime" },
    { "GE_eventTime=2026-11-22T07:05:00", "GE_eventTime" },
    { "GE_eventTime=2026-11-22T07:05:00Z|2026-11-22T07:06:00Z", "GE_eventTime" },
    { "EXISTS_errorDeclaration=perhaps", "EXISTS_errorDeclaration" },
    { "perPage=0", "perPage" },
    { "perPage=-1", "perPage" },
    { "perPage=1&perPage=2", "perPage" },
    { "orderBy=colour", "orderBy" },
    { "orderDirection=up", "orderDirection" },
    { "nextPageToken=xyz", "nextPageToken" },
    { "nextPageToken=1.0.0", "nextPageToken" },
    { "eventCountLimit=3", "eventCountLimit" },
    { "orderBy=eventTime&eventCountLimit=3&maxEventCount=3", "maxEventCount" },
    { "EQ_action", "EQ_action" },
    { "EQ_action=%ff", "EQ_action" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat ("/events?", cases[i].query, NULL);
      g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", target, NULL);
      g_autoptr (json_t) problem = hub_reply_to_json (reply);
      g_test_message ("%s", target);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_cmpstr (suima_json_get_text (problem, "type"), ==,
                       "epcisException:QueryParameterException");
      g_assert_nonnull (strstr (suima_json_get_text (problem, "detail"), cases[i].name));
    }
}

static void
test_too_many (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", "/events?maxEventCount=6", NULL);

  g_assert_cmpuint (reply->status, ==, 413);
}

/* Goes along the links; between two pages another event arrives. */
static char *
walk (HubFixture *fixture, const char *query, guint *ret_pages)
{
  g_autofree char *target = g_strconcat ("/events?", query, NULL);
  GString *ids = g_string_new (NULL);

  for (*ret_pages = 0; target != NULL && *ret_pages < 20; (*ret_pages)++)
    {
      g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", target, NULL);
      const char *link = hub_reply_get_header (reply, "Link");
      g_autofree char *page = NULL;
      g_assert_cmpuint (reply->status, ==, 200);
      page = dup_ids (reply);
      g_string_append (ids, page);
      g_clear_pointer (&target, g_free);
      if (link == NULL)
        break;
      g_assert_true (g_str_has_prefix (link, "</events?"));
      g_assert_true (g_str_has_suffix (link, ">; rel=\"next\""));
      target = g_strndup (link + 1, (gsize)(strchr (link, '>') - link - 1));
      if (*ret_pages == 0)
        {
          json_t *late = hub_new_event ("holding", "OBSERVE", "non_sellable_other");
          g_autofree char *id = g_strdup_printf ("urn:uuid:x%u", g_random_int ());
          suima_json_set_text (late, "eventID", id);
          json_object_del (late, "suima:station");
          fixture->at_us += G_TIME_SPAN_MINUTE;
          hub_capture_events (fixture, 1, late);
        }
    }
  return g_string_free (ids, FALSE);
}

static void
test_pages (HubFixture *fixture, gconstpointer data)
{
  guint pages;
  g_autofree char *down = walk (fixture, "perPage=3", &pages);
  g_autofree char *steps = NULL;
  g_autofree char *limited = NULL;

  g_assert_cmpstr (down, ==, "6543210");
  g_assert_cmpuint (pages, ==, 2);
  steps =
      walk (fixture, "orderBy=eventTime&orderDirection=ASC&perPage=2&EQ_bizStep=storing%7Cstocking",
            &pages);
  g_assert_cmpstr (steps, ==, "654321");
  limited =
      walk (fixture, "orderBy=eventTime&orderDirection=ASC&perPage=2&eventCountLimit=5", &pages);
  g_assert_cmpstr (limited, ==, "65432");
  g_assert_cmpuint (pages, ==, 2);
}

/* Times before 1970 have keys below zero. */
static void
test_old_pages (HubFixture *fixture, gconstpointer data)
{
  guint pages;
  g_autofree char *ids = NULL;

  for (guint i = 7; i < 10; i++)
    {
      json_t *event = hub_new_event ("holding", "OBSERVE", "in_progress");
      g_autofree char *id = g_strdup_printf ("urn:uuid:%u", i);
      g_autofree char *time = g_strdup_printf ("1969-01-0%uT00:00:00Z", i);
      suima_json_set_text (event, "eventID", id);
      suima_json_set_text (event, "eventTime", time);
      json_object_del (event, "suima:station");
      hub_capture_events (fixture, 1, event);
    }
  ids = walk (fixture, "orderBy=eventTime&perPage=1&LT_eventTime=1970-01-01T00:00:00Z", &pages);
  g_assert_cmpstr (ids, ==, "987");
}

/* Nothing that a client writes ends the Link header or adds another. */
static void
test_link_injection (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (SuimaReply) reply =
      hub_send (fixture, "GET", "/events?perPage=1&EQ_action=OBSERVE|>\r\nX-Evil:%0d%0a1|\"", NULL);
  const char *link = hub_reply_get_header (reply, "Link");

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_null (strpbrk (link, "\r\n"));
  g_assert_true (strchr (link, '>') == strrchr (link, '>'));
}

/* Events of two dialects on one page carry each its own @context. */
static void
test_contexts (HubFixture *fixture, gconstpointer data)
{
  static const char foreign[] =
      "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
      "{\"x\":\"https://x.example/\"}],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
      "\"creationDate\":\"2026-11-22T01:00:00Z\",\"epcisBody\":{\"eventList\":[{\"type\":"
      "\"ObjectEvent\",\"eventID\":\"urn:uuid:f\",\"eventTime\":\"2026-11-22T07:10:00Z\","
      "\"eventTimeZoneOffset\":\"+00:00\",\"epcList\":[\"urn:x:1\"],\"action\":\"OBSERVE\","
      "\"x:y\":\"z\",\"recordTime\":\"2001-01-01T00:00:00Z\"}]}}";
  G_GNUC_UNUSED g_autoptr (json_t) job = hub_capture (fixture, foreign, NULL);
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", "/events?perPage=2", NULL);
  g_autoptr (json_t) answer = hub_reply_to_json (reply);
  const json_t *events = list_events (answer);
  const json_t *first = json_array_get (events, 0), *second = json_array_get (events, 1);

  g_assert_cmpuint (json_array_size (json_object_get (answer, "@context")), ==, 1);
  g_assert_nonnull (json_object_get (json_array_get (json_object_get (first, "@context"), 1), "x"));
  g_assert_nonnull (
      json_object_get (json_array_get (json_object_get (second, "@context"), 1), "suima"));
  g_assert_cmpstr (suima_json_get_text (first, "recordTime"), ==, "2026-11-22T03:30:00.000+00:00");
}

/* A clock that was set back does not hide an event from who polls by recordTime. */
static void
test_clock_back (HubFixture *fixture, gconstpointer data)
{
  json_t *event = hub_new_event ("holding", "OBSERVE", "in_progress");

  suima_json_set_text (event, "eventID", "urn:uuid:b");
  json_object_del (event, "suima:station");
  fixture->at_us = HUB_NOW_US - G_TIME_SPAN_DAY;
  hub_capture_events (fixture, 1, event);
  check (fixture, "GE_recordTime=2026-11-22T02:30:00Z", "b654");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (HubFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/hub/query/parameters", test_parameters },
    { "/hub/query/refused", test_refused },
    { "/hub/query/too-many", test_too_many },
    { "/hub/query/pages", test_pages },
    { "/hub/query/old-pages", test_old_pages },
    { "/hub/query/link-injection", test_link_injection },
    { "/hub/query/contexts", test_contexts },
    { "/hub/query/clock-back", test_clock_back },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, HubFixture, OPEN, set_up, tests[i].test, hub_fixture_tear_down);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "hub-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

void
hub_remove_folder (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

void
hub_fixture_reopen (HubFixture *fixture, gboolean is_open)
{
  SuimaHubOptions options = { .host = HUB_HOST, .is_open = is_open };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->hub, suima_hub_free);
  fixture->hub = suima_hub_new (fixture->dir, &options, &error);
  g_assert_no_error (error);
}

void
hub_fixture_set_up (HubFixture *fixture, gconstpointer is_open)
{
  fixture->dir = g_dir_make_tmp ("suima-hub-XXXXXX", NULL);
  fixture->at_us = HUB_NOW_US;
  hub_fixture_reopen (fixture, GPOINTER_TO_INT (is_open));
}

void
hub_fixture_tear_down (HubFixture *fixture, gconstpointer is_open)
{
  suima_hub_free (fixture->hub);
  hub_remove_folder (fixture->dir);
  g_free (fixture->dir);
}

SuimaRequest *
hub_new_request (HubFixture *fixture, const char *method, const char *target)
{
  SuimaRequest *request = suima_request_new (method, target, fixture->at_us);

  request->peer_is_loopback = TRUE;
  hub_set_header (request, "host", "127.0.0.1:8460");
  return request;
}

void
hub_set_header (SuimaRequest *request, const char *name, const char *value)
{
  g_hash_table_replace (request->headers, g_strdup (name), g_strdup (value));
}

void
hub_set_body (SuimaRequest *request, const char *body)
{
  g_bytes_unref (request->body);
  request->body = g_bytes_new (body, strlen (body));
  hub_set_header (request, "content-type", "application/json");
}

SuimaReply *
hub_send (HubFixture *fixture, const char *method, const char *target, const char *body)
{
  g_autoptr (SuimaRequest) request = hub_new_request (fixture, method, target);

  if (body != NULL)
    hub_set_body (request, body);
  return suima_hub_handle (fixture->hub, request);
}

char *
hub_reply_to_text (const SuimaReply *reply)
{
  gsize size_bytes = 0;
  const char *body = reply->body ? g_bytes_get_data (reply->body, &size_bytes) : NULL;

  return g_strndup (body ? body : "", size_bytes);
}

json_t *
hub_reply_to_json (const SuimaReply *reply)
{
  g_autofree char *text = hub_reply_to_text (reply);
  g_autoptr (GError) error = NULL;
  json_t *value = suima_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return value;
}

const char *
hub_reply_get_header (const SuimaReply *reply, const char *name)
{
  return g_hash_table_lookup (reply->headers, name);
}

json_t *
hub_new_event (const char *biz_step, const char *action, const char *disposition)
{
  return json_pack ("{s:s,s:s,s:s,s:[s],s:s,s:s,s:s,s:{s:s},s:s}", "type", "ObjectEvent",
                    "eventTime", "2026-11-22T07:10:00.000+08:00", "eventTimeZoneOffset", "+08:00",
                    "epcList", HUB_EPC, "action", action, "bizStep", biz_step, "disposition",
                    disposition, "bizLocation", "id", "https://" HUB_HOST "/SHOP7/LOC/1",
                    "suima:station", "0C1S2");
}

json_t *
hub_new_commission (void)
{
  json_t *event = hub_new_event ("commissioning", "ADD", "active");
  json_t *ilmd =
      json_pack ("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "suima:product", "智利车厘子 JJJ",
                 "suima:lot", "CL-CH-2641", "suima:origin", "智利", "suima:country", "CL",
                 "suima:productionDate", "2026-11-02", "suima:expiryDate", "2026-12-17",
                 "suima:port", "广州南沙", "suima:paperInspection", "125000001234567",
                 "suima:importer", "广州样例进出口有限公司 020-12345678", "suima:supplier",
                 "中山样例果品批发部", "suima:storage", "0-4℃ 冷藏");

  json_object_set_new (event, "ilmd", ilmd);
  return event;
}

char *
hub_new_document (json_t *events)
{
  g_autoptr (json_t) document =
      json_pack ("{s:[s,{s:s}],s:s,s:s,s:s,s:{s:o}}", "@context",
                 "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "suima",
                 "https://suima.org/ns/", "type", "EPCISDocument", "schemaVersion", "2.0",
                 "creationDate", "2026-11-22T01:00:00.000Z", "epcisBody", "eventList", events);

  return suima_json_to_text (document);
}

json_t *
hub_capture (HubFixture *fixture, const char *document, const char *behaviour)
{
  g_autoptr (SuimaRequest) request = hub_new_request (fixture, "POST", "/capture");
  g_autoptr (SuimaReply) reply = NULL;
  g_autoptr (SuimaReply) job = NULL;

  hub_set_body (request, document);
  if (behaviour != NULL)
    hub_set_header (request, "gs1-capture-error-behaviour", behaviour);
  reply = suima_hub_handle (fixture->hub, request);
  g_assert_cmpuint (reply->status, ==, 202);
  job = hub_send (fixture, "GET", hub_reply_get_header (reply, "Location"), NULL);
  g_assert_cmpuint (job->status, ==, 200);
  return hub_reply_to_json (job);
}

void
hub_capture_events (HubFixture *fixture, guint count, ...)
{
  json_t *events = json_array ();
  g_autofree char *document = NULL;
  g_autoptr (json_t) job = NULL;
  va_list arguments;

  va_start (arguments, count);
  for (guint i = 0; i < count; i++)
    json_array_append_new (events, va_arg (arguments, json_t *));
  va_end (arguments);
  document = hub_new_document (events);
  job = hub_capture (fixture, document, NULL);
  g_assert_cmpint (hub_get_number (job, "suima:acceptedCount"), ==, count);
}

json_int_t
hub_get_number (const json_t *object, const char *key)
{
  return json_integer_value (json_object_get (object, key));
}

guint
hub_count_events (HubFixture *fixture)
{
  g_autoptr (SuimaReply) reply = hub_send (fixture, "GET", "/health", NULL);
  g_autoptr (json_t) value = hub_reply_to_json (reply);

  g_assert_cmpuint (reply->status, ==, 200);
  return (guint)hub_get_number (value, "events");
}

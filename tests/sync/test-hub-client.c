// SPDX-License-Identifier: Apache-2.0
// The client against the real program, and against answers that no hub gives.
#include "hub-process.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-hash.h"
#include "suima-hub-client.h"

#include <string.h>

static const char *hub_program;

static char *
new_document (const char *station, gboolean with_bad)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (json_t) context = suima_event_new_context ();
  SuimaEventContext when = { .at_us = G_GINT64_CONSTANT (1795311000000000),
                             .utc_offset_min = 480,
                             .station = station,
                             .seq = 1,
                             .location = "https://trace.example.cn/SHOP7/LOC/1" };
  const char *epcs[] = { "https://trace.example.cn/SHOP7/OBJ/1", NULL };
  g_autoptr (json_t) event = suima_event_new (&(SuimaEventFacts){ .kind = SUIMA_EVENT_COMMISSION, .epcs = epcs }, &when);
  g_autofree char *id = suima_hash_event (event, context);

  g_ptr_array_add (events, suima_event_to_text (event, id));
  if (with_bad)
    {
      suima_json_set_text (event, "eventTimeZoneOffset", "Z");
      g_ptr_array_add (events, suima_event_to_text (event, "urn:uuid:bad"));
    }
  return suima_event_new_document (events, when.at_us);
}

static SuimaHubClient *
new_client (const char *uri, const SuimaKey *key)
{
  g_autoptr (GError) error = NULL;
  SuimaHubClient *client = suima_hub_client_new (uri, key, &error);

  g_assert_no_error (error);
  return client;
}

static char *
read_code (const HubProcess *hub)
{
  g_autofree char *path = g_build_filename (hub->dir, "enrol-code", NULL);
  char *code = NULL;

  g_assert_true (g_file_get_contents (path, &code, NULL, NULL));
  return g_strstrip (code);
}

static SuimaKey *
enrol (const HubProcess *hub, const guint8 *seed)
{
  g_autofree char *code = read_code (hub);
  guint8 no_serial_key[SUIMA_KEY_SIZE_BYTES] = { 0 };
  g_autoptr (SuimaKey) draft = suima_key_new (seed, no_serial_key, 0, 0);
  g_autoptr (SuimaHubClient) client = new_client (hub->uri, draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaEnrolment) enrolment = suima_hub_client_enrol (client, code, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (enrolment->host);
  g_assert_cmpint (memcmp (enrolment->serial_key, no_serial_key, sizeof no_serial_key), !=, 0);
  return suima_key_new (seed, enrolment->serial_key, enrolment->station, enrolment->epoch);
}

/* A closed hub: enrol, send signed, send again, send what is partly wrong. */
static void
test_enrolled (void)
{
  HubProcess hub = { 0 };
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { 7 };
  g_autoptr (SuimaKey) key = NULL;
  g_autoptr (SuimaHubClient) client = NULL;
  g_autofree char *good = NULL;
  g_autofree char *partly = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaCaptureResult) first = NULL;
  g_autoptr (SuimaCaptureResult) second = NULL;

  hub_process_start (&hub, hub_program, NULL, "--enrolled-only");
  key = enrol (&hub, seed);
  client = new_client (hub.uri, key);
  good = new_document (suima_key_get_id (key), FALSE);
  partly = new_document (suima_key_get_id (key), TRUE);
  first = suima_hub_client_capture (client, good, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->accepted, ==, 1);
  g_assert_cmpint (ABS (first->hub_time_us - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
  second = suima_hub_client_capture (client, partly, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->accepted, ==, 0);
  g_assert_cmpuint (second->duplicates, ==, 1);
  g_assert_cmpuint (second->refusals->len, ==, 1);
  g_assert_cmpstr (((SuimaCaptureRefusal *)second->refusals->pdata[0])->event_id, ==,
                   "urn:uuid:bad");
  g_assert_nonnull (
      strstr (((SuimaCaptureRefusal *)second->refusals->pdata[0])->reason, "eventTimeZoneOffset"));
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

static void
test_denied (void)
{
  HubProcess hub = { 0 };
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { 7 }, serial_key[SUIMA_KEY_SIZE_BYTES] = { 0 };
  g_autoptr (SuimaKey) stranger = suima_key_new (seed, serial_key, 4321, 0);
  g_autofree char *document = new_document (suima_key_get_id (stranger), FALSE);
  g_autoptr (SuimaHubClient) unsigned_client = NULL;
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GError) unsigned_error = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) code_error = NULL;

  hub_process_start (&hub, hub_program, NULL, "--enrolled-only");
  unsigned_client = new_client (hub.uri, NULL);
  client = new_client (hub.uri, stranger);
  g_assert_null (suima_hub_client_capture (unsigned_client, document, NULL, NULL, &unsigned_error));
  g_assert_error (unsigned_error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_null (suima_hub_client_capture (client, document, NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "not enrolled"));
  g_assert_null (suima_hub_client_enrol (client, "0000000000", NULL, &code_error));
  g_assert_error (code_error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_cmpuint (hub_process_count_events (&hub), ==, 0);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

/* An open hub notes a station at first sight and then asks it to be the same. */
static void
test_first_sight (void)
{
  HubProcess hub = { 0 };
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { 7 }, other_seed[SUIMA_KEY_SIZE_BYTES] = { 8 };
  const guint8 serial_key[SUIMA_KEY_SIZE_BYTES] = { 0 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 4321, 0);
  g_autoptr (SuimaKey) other = suima_key_new (other_seed, serial_key, 4321, 0);
  g_autofree char *document = new_document (suima_key_get_id (key), FALSE);
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (SuimaHubClient) thief = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaCaptureResult) result = NULL;

  hub_process_start (&hub, hub_program, NULL, NULL);
  client = new_client (hub.uri, key);
  thief = new_client (hub.uri, other);
  result = suima_hub_client_capture (client, document, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->accepted, ==, 1);
  g_assert_null (suima_hub_client_capture (thief, document, NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

static void
test_base_uri (void)
{
  static const char *const wrong[] = { "",
                                       "hub",
                                       "ftp://hub",
                                       "http://",
                                       "http:/hub",
                                       "file:///x",
                                       "http://u:p@hub/",
                                       "http://hub/?x",
                                       "javascript:1" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_hub_client_new (wrong[i], NULL, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
    }
}

/** Mock: gives one answer after the other, a connection each, and keeps what it was asked. */
typedef struct
{
  GSocketListener *listener;
  GThread *thread;
  const char *const *answers;
  GPtrArray *requests;
  char *uri;
} Mock;

static char *
mock_read_request (GInputStream *in)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (in);
  GString *request = g_string_new (NULL);
  gsize left_bytes = 0;
  char *line;

  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL && *line != '\0')
    {
      g_string_append_printf (request, "%s\n", line);
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        left_bytes = (gsize)g_ascii_strtoull (line + 15, NULL, 10);
      g_free (line);
    }
  g_free (line);
  for (; left_bytes > 0; left_bytes--)
    g_data_input_stream_read_byte (lines, NULL, NULL);
  return g_string_free (request, FALSE);
}

static gpointer
mock_thread (gpointer data)
{
  Mock *mock = data;

  for (guint i = 0; mock->answers[i] != NULL; i++)
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_listener_accept (mock->listener, NULL, NULL, NULL);
      GIOStream *stream = G_IO_STREAM (connection);
      g_assert_nonnull (connection);
      g_ptr_array_add (mock->requests, mock_read_request (g_io_stream_get_input_stream (stream)));
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), mock->answers[i],
                                 strlen (mock->answers[i]), NULL, NULL, NULL);
      g_io_stream_close (stream, NULL, NULL);
    }
  return NULL;
}

static void
mock_start (Mock *mock, const char *const *answers)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  mock->listener = g_socket_listener_new ();
  mock->answers = answers;
  mock->requests = g_ptr_array_new_with_free_func (g_free);
  g_socket_listener_add_address (mock->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  mock->uri = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  mock->thread = g_thread_new ("mock", mock_thread, mock);
}

static void
mock_stop (Mock *mock)
{
  if (mock->thread != NULL)
    g_thread_join (mock->thread);
  g_object_unref (mock->listener);
  g_ptr_array_unref (mock->requests);
  g_free (mock->uri);
}

#define CLOSE "Connection: close\r\n"
#define ACCEPTED                                                                                   \
  "HTTP/1.1 202 Accepted\r\n" CLOSE "Location: /capture/1\r\nContent-Length: 0\r\n\r\n"

static void
check_answers (const char *const *answers, gint code, guint retry_after_s)
{
  Mock mock = { 0 };
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GError) error = NULL;
  guint retry = 77;

  mock_start (&mock, answers);
  client = new_client (mock.uri, NULL);
  g_test_message ("%s", answers[0]);
  g_assert_null (suima_hub_client_capture (client, "{}", &retry, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, code);
  g_assert_cmpuint (retry, ==, retry_after_s);
  mock_stop (&mock);
}

static void
check_status (const char *status, const char *headers, gint code, guint retry_after_s)
{
  g_autofree char *answer =
      g_strconcat ("HTTP/1.1 ", status, "\r\n" CLOSE, headers, "Content-Length: 2\r\n\r\n{}", NULL);

  check_answers ((const char *[]){ answer, NULL }, code, retry_after_s);
}

static void
test_statuses (void)
{
  check_status ("500 Oops", "", SUIMA_ERROR_OFFLINE, 0);
  check_status ("502 Bad Gateway", "Retry-After: 3\r\n", SUIMA_ERROR_OFFLINE, 3);
  check_status ("503 Busy", "Retry-After: 12\r\n", SUIMA_ERROR_BUSY, 12);
  check_status ("503 Busy", "Retry-After: soon\r\n", SUIMA_ERROR_BUSY, 0);
  check_status ("503 Busy", "Retry-After: 99999999999\r\n", SUIMA_ERROR_BUSY, 86400);
  check_status ("503 Busy",
                "Date: Sun, 22 Nov 2026 01:30:00 GMT\r\n"
                "Retry-After: Sun, 22 Nov 2026 01:31:30 GMT\r\n",
                SUIMA_ERROR_BUSY, 90);
  check_status ("503 Busy", "Retry-After: Sun, 22 Nov 2020 01:31:30 GMT\r\n", SUIMA_ERROR_BUSY, 0);
  check_status ("429 Slow", "Retry-After: 60\r\n", SUIMA_ERROR_BUSY, 60);
  check_status ("401 Who", "", SUIMA_ERROR_DENIED, 0);
  check_status ("403 No", "", SUIMA_ERROR_DENIED, 0);
  check_status ("413 Large", "", SUIMA_ERROR_NO_SPACE, 0);
  check_status ("400 Bad", "", SUIMA_ERROR_INVALID, 0);
  check_status ("415 Bad", "", SUIMA_ERROR_INVALID, 0);
  check_status ("404 Gone", "", SUIMA_ERROR_OFFLINE, 0);
  check_status ("200 Login page", "", SUIMA_ERROR_OFFLINE, 0);
  check_status ("202 Accepted", "", SUIMA_ERROR_OFFLINE, 0);
  check_status ("202 Accepted", "Location: http://evil.example/capture/1\r\n", SUIMA_ERROR_OFFLINE,
                0);
  check_status ("202 Accepted", "Location: /elsewhere/1\r\n", SUIMA_ERROR_OFFLINE, 0);
}

static void
check_redirect (const char *status)
{
  static const char *const welcome[] = { ACCEPTED, NULL };
  Mock mock = { 0 }, other = { 0 };
  g_autofree char *redirect = NULL;
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GSocketClient) knocker = g_socket_client_new ();
  g_autoptr (GSocketConnection) knock = NULL;
  g_autoptr (GError) error = NULL;

  mock_start (&other, welcome);
  redirect =
      g_strdup_printf ("HTTP/1.1 %s\r\n" CLOSE "Location: %s/capture\r\nContent-Length: 0\r\n\r\n",
                       status, other.uri);
  mock_start (&mock, (const char *[]){ redirect, NULL });
  client = new_client (mock.uri, NULL);
  g_assert_null (suima_hub_client_capture (client, "{}", NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
  mock_stop (&mock);
  /* The first to come there is ourselves. */
  knock = g_socket_client_connect_to_host (knocker, other.uri + strlen ("http://"), 0, NULL, NULL);
  g_assert_nonnull (knock);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (knock)), "KNOCK\r\n\r\n",
                             9, NULL, NULL, NULL);
  g_thread_join (g_steal_pointer (&other.thread));
  g_assert_cmpstr (other.requests->pdata[0], ==, "KNOCK\n");
  mock_stop (&other);
}

/* Events go to the hub that was named, whatever stands between. */
static void
test_redirect (void)
{
  check_redirect ("301 Moved");
  check_redirect ("302 Portal");
  check_redirect ("307 Portal");
  check_redirect ("308 Portal");
}

static void
check_job (const char *body, guint length, gint code)
{
  g_autofree char *job =
      g_strdup_printf ("HTTP/1.1 200 OK\r\n" CLOSE "Content-Type: application/json\r\n"
                       "Content-Length: %u\r\n\r\n%s",
                       length, body);

  check_answers ((const char *[]){ ACCEPTED, job, NULL }, code, 0);
}

/* Whatever is not a whole job leaves the events where they are. */
static void
test_odd_jobs (void)
{
  static const char *const bodies[] = {
    "",
    "<html>",
    "[]",
    "null",
    "{}",
    "{\"success\":true}",
    "{\"success\":\"yes\",\"errors\":[]}",
    "{\"success\":true,\"success\":true,\"errors\":[]}",
  };
  static const char whole[] = "{\"running\":false,\"success\":true,\"errors\":[]}";

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    check_job (bodies[i], (guint)strlen (bodies[i]), SUIMA_ERROR_OFFLINE);
  check_job (whole, (guint)strlen (whole) + 5, SUIMA_ERROR_OFFLINE);
  check_job ("{\"success\":false,\"errors\":[{\"detail\":\"no\"}]}", 44, SUIMA_ERROR_INVALID);
  check_answers ((const char *[]){ ACCEPTED, "", NULL }, SUIMA_ERROR_OFFLINE, 0);
  check_answers ((const char *[]){ "HTTP/1.1 202 Acc", NULL }, SUIMA_ERROR_OFFLINE, 0);
  check_answers ((const char *[]){ "SSH-2.0-OpenSSH\r\n\r\n", NULL }, SUIMA_ERROR_OFFLINE, 0);
}

/* A job that runs is asked again; what was sent is what the protocol wants. */
static void
test_running (void)
{
  static const char *const answers[] = {
    ACCEPTED,
    "HTTP/1.1 200 OK\r\n" CLOSE "\r\n"
    "{\"running\":true,\"success\":true,\"errors\":[]}",
    "HTTP/1.1 200 OK\r\n" CLOSE "Date: Sun, 22 Nov 2026 01:30:00 GMT\r\n\r\n"
    "{\"running\":false,\"success\":true,\"errors\":[],"
    "\"suima:acceptedCount\":2,\"suima:duplicateCount\":1}",
    NULL,
  };
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { 7 }, serial_key[SUIMA_KEY_SIZE_BYTES] = { 0 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 4321, 0);
  Mock mock = { 0 };
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaCaptureResult) result = NULL;
  const char *sent;

  mock_start (&mock, answers);
  client = new_client (mock.uri, key);
  result = suima_hub_client_capture (client, "{}", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->accepted, ==, 2);
  g_assert_cmpuint (result->duplicates, ==, 1);
  g_assert_cmpint (result->hub_time_us, ==, G_GINT64_CONSTANT (1795311000000000));
  sent = mock.requests->pdata[0];
  g_assert_true (g_str_has_prefix (sent, "POST /capture HTTP/1.1\n"));
  g_assert_nonnull (strstr (sent, "Content-Encoding: gzip"));
  g_assert_nonnull (strstr (sent, "GS1-Capture-Error-Behaviour: proceed"));
  g_assert_nonnull (strstr (sent, "Content-Digest: sha-256=:"));
  g_assert_nonnull (strstr (sent, "keyid=\""));
  g_assert_nonnull (strstr (sent, "\nSignature: "));
  g_assert_true (g_str_has_prefix (mock.requests->pdata[1], "GET /capture/1 HTTP/1.1\n"));
  g_assert_nonnull (strstr (mock.requests->pdata[2], "\nSignature: "));
  mock_stop (&mock);
}

/* Refused for our clock we sign by the hub's, once. */
static void
test_skew (void)
{
  static const char denied[] = "HTTP/1.1 401 No\r\n" CLOSE
                               "Date: Sun, 22 Nov 2020 01:30:00 GMT\r\nContent-Length: 0\r\n\r\n";
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { 7 }, serial_key[SUIMA_KEY_SIZE_BYTES] = { 0 };
  g_autoptr (SuimaKey) key = suima_key_new (seed, serial_key, 4321, 0);
  Mock mock = { 0 };
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GError) error = NULL;

  mock_start (&mock, (const char *[]){ denied, denied, NULL });
  client = new_client (mock.uri, key);
  g_assert_null (suima_hub_client_capture (client, "{}", NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_nonnull (strstr (mock.requests->pdata[1], "created=160600"));
  mock_stop (&mock);
}

static void
test_not_there (void)
{
  Mock mock = { 0 };
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autofree char *uri = NULL;

  mock_start (&mock, (const char *[]){ NULL });
  uri = g_strdup (mock.uri);
  mock_stop (&mock);
  client = new_client (uri, NULL);
  g_assert_null (suima_hub_client_capture (client, "{}", NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
  g_cancellable_cancel (cancellable);
  g_assert_null (suima_hub_client_capture (client, "{}", NULL, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  hub_program = argv[1];
  g_assert_true (suima_trust_init (NULL));
  g_test_add_func ("/sync/enrolled", test_enrolled);
  g_test_add_func ("/sync/denied", test_denied);
  g_test_add_func ("/sync/first-sight", test_first_sight);
  g_test_add_func ("/sync/base-uri", test_base_uri);
  g_test_add_func ("/sync/statuses", test_statuses);
  g_test_add_func ("/sync/redirect", test_redirect);
  g_test_add_func ("/sync/odd-jobs", test_odd_jobs);
  g_test_add_func ("/sync/running", test_running);
  g_test_add_func ("/sync/skew", test_skew);
  g_test_add_func ("/sync/not-there", test_not_there);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// The program itself: its line, its lock, its end, and what the network throws at it.
#include "hub-process.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-hash.h"
#include "suima-hub-client.h"

#include <string.h>

#define N_DRIPS 30

static const char *hub_program, *crash_program;

static char *
new_document (guint first, guint count)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (json_t) context = suima_event_new_context ();
  SuimaEventContext when = { .at_us = G_GINT64_CONSTANT (1795311000000000),
                             .utc_offset_min = 480,
                             .station = "0C1S2",
                             .location = "https://trace.example.cn/SHOP7/LOC/1" };

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *epc = g_strdup_printf ("https://trace.example.cn/SHOP7/OBJ/%u", first + i);
      const char *epcs[] = { epc, NULL };
      g_autoptr (json_t) event = NULL;
      g_autofree char *id = NULL;
      when.seq = first + i;
      event = suima_event_new (&(SuimaEventFacts){ .kind = SUIMA_EVENT_COMMISSION, .epcs = epcs }, &when);
      id = suima_hash_event (event, context);
      g_ptr_array_add (events, suima_event_to_text (event, id));
    }
  return suima_event_new_document (events, when.at_us);
}

static SuimaHubClient *
new_client (const HubProcess *hub)
{
  g_autoptr (GError) error = NULL;
  SuimaHubClient *client = suima_hub_client_new (hub->uri, NULL, &error);

  g_assert_no_error (error);
  return client;
}

static void
check_capture (const HubProcess *hub, const char *document, guint accepted, guint duplicates)
{
  g_autoptr (SuimaHubClient) client = new_client (hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaCaptureResult) result =
      suima_hub_client_capture (client, document, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->refusals->len, ==, 0);
  g_assert_cmpuint (result->accepted, ==, accepted);
  g_assert_cmpuint (result->duplicates, ==, duplicates);
  g_assert_cmpint (result->hub_time_us, >, 0);
}

static void
test_capture (void)
{
  HubProcess hub = { 0 };
  g_autofree char *first = new_document (1, 500);
  g_autofree char *overlap = new_document (491, 20);

  hub_process_start (&hub, hub_program, NULL, NULL);
  check_capture (&hub, first, 500, 0);
  check_capture (&hub, first, 500, 0);
  check_capture (&hub, overlap, 10, 10);
  g_assert_cmpuint (hub_process_count_events (&hub), ==, 510);
  hub_process_stop (&hub);
  hub_process_start (&hub, hub_program, NULL, NULL);
  g_assert_cmpuint (hub_process_count_events (&hub), ==, 510);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

/* Killed at @point, started again, sent again: each event is there once. */
static void
check_crash (const char *point, guint events_after)
{
  HubProcess hub = { 0 };
  g_autofree char *document = new_document (1, 20);
  g_autofree char *overlap = new_document (11, 20);
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (GError) error = NULL;

  hub_process_start (&hub, crash_program, point, NULL);
  client = new_client (&hub);
  g_assert_null (suima_hub_client_capture (client, document, NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE);
  hub_process_await_kill (&hub);
  hub_process_start (&hub, hub_program, NULL, NULL);
  g_assert_cmpuint (hub_process_count_events (&hub), ==, events_after);
  check_capture (&hub, document, 20, 0);
  g_assert_cmpuint (hub_process_count_events (&hub), ==, 20);
  check_capture (&hub, overlap, 10, 10);
  g_assert_cmpuint (hub_process_count_events (&hub), ==, 30);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

static void
test_crash (void)
{
  check_crash ("before-commit", 0);
  check_crash ("after-commit", 20);
}

/* The crash is for the test's own program only. */
static void
test_no_hook (void)
{
  HubProcess hub = { 0 };
  g_autofree char *document = new_document (1, 1);

  hub_process_start (&hub, hub_program, "after-commit", NULL);
  check_capture (&hub, document, 1, 0);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

static void
check_refused (HubProcess *hub, const char *bytes, gsize size_bytes, const char *status)
{
  g_autofree char *answer = hub_process_talk (hub, bytes, size_bytes);

  g_assert_nonnull (strstr (answer, status));
}

static void
check_large (HubProcess *hub)
{
  static const char announced[] = "POST /capture HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                  "application/json\r\nContent-Length: 1048577\r\n\r\n";
  static const char endless[] = "POST /capture HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                "application/json\r\nTransfer-Encoding: chunked\r\n"
                                "Connection: close\r\n\r\n";
  g_autoptr (GString) chunks = g_string_new (endless);
  g_autofree char *chunk = g_strnfill (65536, ' ');

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (chunks, "10000\r\n%s\r\n", chunk);
  g_string_append (chunks, "0\r\n\r\n");
  check_refused (hub, announced, strlen (announced), " 413 ");
  check_refused (hub, chunks->str, chunks->len, " 413 ");
}

static void
check_garbage (HubProcess *hub)
{
  static const char *const requests[] = {
    "\r\n\r\n",
    "GET\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "GET /\xff\xfe HTTP/1.1\r\nHost: \xff\r\n\r\n",
    "GET /%00%2e%2e/%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET /events?%00=%00&MATCH_epc=%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "POST /capture HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    "POST /capture HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST /capture HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    "POST /capture HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
    ("POST /capture HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Type: "
     "application/json\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\x1f\x8b\x08\xff"),
    "GET / HTTP/9.9\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  };
  g_autofree char *long_header = g_strnfill (100000, 'a');
  g_autofree char *flood =
      g_strconcat ("GET / HTTP/1.1\r\nHost: x\r\nX: ", long_header, "\r\n\r\n", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    hub_process_poke (hub, requests[i], strlen (requests[i]));
  check_refused (hub, flood, strlen (flood), " 431 ");
}

/* Clients that never finish their headers do not keep others waiting. */
static void
check_slow (HubProcess *hub)
{
  g_autoptr (GPtrArray) drips = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  for (guint i = 0; i < N_DRIPS; i++)
    {
      GSocketConnection *drip =
          g_socket_client_connect_to_host (client, "127.0.0.1", hub->port, NULL, NULL);
      g_assert_nonnull (drip);
      g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (drip)),
                                                "POST /capture HTTP/1.1\r\nHo", 26, NULL, NULL,
                                                NULL));
      g_ptr_array_add (drips, drip);
    }
  g_assert_cmpuint (hub_process_count_events (hub), ==, 0);
}

static void
test_hostile (void)
{
  HubProcess hub = { 0 };
  g_autofree char *document = new_document (1, 3);

  hub_process_start (&hub, hub_program, NULL, NULL);
  check_large (&hub);
  check_garbage (&hub);
  check_slow (&hub);
  check_capture (&hub, document, 3, 0);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

static gpointer
hammer_thread (gpointer data)
{
  const HubProcess *hub = data;
  guint first = (guint)g_random_int_range (1, 1000000);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *document = new_document (1000000 + first * 10 + i, 1);
      g_autoptr (SuimaHubClient) client = new_client (hub);
      g_autoptr (GError) error = NULL;
      g_autoptr (SuimaCaptureResult) result =
          suima_hub_client_capture (client, document, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (result);
    }
  return NULL;
}

/* Many at once, and an end in between that leaves nobody hanging. */
static void
test_many (void)
{
  HubProcess hub = { 0 };
  GThread *threads[8];

  hub_process_start (&hub, hub_program, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hammer", hammer_thread, &hub);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (hub_process_count_events (&hub), >, 0);
  hub_process_stop (&hub);
  hub_process_clear (&hub);
}

static char *
run (const char *const *arguments, int *ret_status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  *ret_status = g_subprocess_get_exit_status (process);
  return text;
}

static void
check_run (const char *const *arguments, int status, const char *sentence)
{
  int got;
  g_autofree char *text = run (arguments, &got);

  g_assert_cmpint (got, ==, status);
  g_assert_nonnull (strstr (text, sentence));
}

static void
test_command_line (void)
{
  HubProcess hub = { 0 };

  hub_process_start (&hub, hub_program, NULL, NULL);
  check_run ((const char *[]){ hub_program, "--data", hub.dir, "--listen", "127.0.0.1:0", NULL }, 1,
             "another suima-hub is working in");
  check_run ((const char *[]){ hub_program, "--db", "postgresql://u:secret@h/x", NULL }, 2,
             "embedded store only");
  check_run ((const char *[]){ hub_program, NULL }, 2, "--data DIR is missing");
  check_run ((const char *[]){ hub_program, "--data", hub.dir, NULL }, 2, "not ADDRESS:PORT");
  check_run ((const char *[]){ hub_program, "--data", hub.dir, "--listen", "nowhere", NULL }, 2,
             "not ADDRESS:PORT");
  check_run ((const char *[]){ hub_program, "--colour", NULL }, 2, "--colour");
  hub_process_stop (&hub);
  check_run ((const char *[]){ hub_program, "--data", hub.dir, "--listen", "127.0.0.1:0", "--host",
                               "a b", NULL },
             2, "no host name");
  hub_process_clear (&hub);
}

/* The port is taken: a sentence, not a hang. */
static void
test_port_taken (void)
{
  HubProcess hub = { 0 };
  g_autofree char *dir = g_dir_make_tmp ("suima-hub-XXXXXX", NULL);
  g_autofree char *listen = NULL;
  HubProcess other = { .dir = g_strdup (dir) };

  hub_process_start (&hub, hub_program, NULL, NULL);
  listen = g_strdup_printf ("127.0.0.1:%u", hub.port);
  check_run ((const char *[]){ hub_program, "--data", dir, "--listen", listen, NULL }, 1,
             "cannot listen on port");
  hub_process_stop (&hub);
  hub_process_clear (&hub);
  hub_process_clear (&other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  hub_program = argv[1];
  crash_program = argv[2];
  g_assert_true (suima_trust_init (NULL));
  g_test_add_func ("/hub/server/capture", test_capture);
  g_test_add_func ("/hub/server/crash", test_crash);
  g_test_add_func ("/hub/server/no-hook", test_no_hook);
  g_test_add_func ("/hub/server/hostile", test_hostile);
  g_test_add_func ("/hub/server/many", test_many);
  g_test_add_func ("/hub/server/command-line", test_command_line);
  g_test_add_func ("/hub/server/port-taken", test_port_taken);
  return g_test_run ();
}

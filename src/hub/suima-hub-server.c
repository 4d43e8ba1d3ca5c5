// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-server.h"

#include "suima-error.h"

#include <errno.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#define SUIMA_SERVER_QUEUE 64
#define SUIMA_SERVER_TIMEOUT_S 30
#define SUIMA_SERVER_DEADLINE_US (60 * G_USEC_PER_SEC)
#define SUIMA_SERVER_MEMORY_BYTES 32768
#define SUIMA_SERVER_MAX_CONNECTIONS 10000
#define SUIMA_SERVER_SPARE_FILES 64

struct _SuimaHubServer
{
  /* owned */
  struct MHD_Daemon *daemon;
  GAsyncQueue *queue; /* (element-type SuimaServerJob) */
  GThread *worker;

  /* borrowed */
  SuimaHub *hub;

  gint waiting; /* atomic: jobs in the queue or being answered */
};

/** SuimaServerJob: one request from its first byte to its last. The epoll thread owns it but for
 * the time between suspending and resuming its connection. */
typedef struct
{
  char *target;
  SuimaRequest *request; /* (nullable): until the headers are read */
  GByteArray *body;
  struct MHD_Connection *connection;
  SuimaReply *reply; /* (nullable): when it is answered */
  gint64 began_us;   /* monotonic */
} SuimaServerJob;

static void
suima_server_job_free (SuimaServerJob *job)
{
  if (job == NULL)
    return;
  g_free (job->target);
  g_clear_pointer (&job->request, suima_request_free);
  g_byte_array_unref (job->body);
  g_clear_pointer (&job->reply, suima_reply_free);
  g_free (job);
}

/* Called with the raw request line, before libmicrohttpd undoes any escapes. */
static void *
suima_server_begin_cb (void *data, const char *target, struct MHD_Connection *connection)
{
  SuimaServerJob *job = g_new0 (SuimaServerJob, 1);

  job->target = g_strdup (target);
  job->body = g_byte_array_new ();
  job->connection = connection;
  job->began_us = g_get_monotonic_time ();
  return job;
}

static void
suima_server_end_cb (void *data,
                     struct MHD_Connection *connection,
                     void **job,
                     enum MHD_RequestTerminationCode code)
{
  g_clear_pointer ((SuimaServerJob **)job, suima_server_job_free);
}

/* The escapes stay: the hub splits first and decodes then. */
static size_t
suima_server_unescape_cb (void *data, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

static enum MHD_Result
suima_server_header_cb (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  GHashTable *headers = data;
  char *lower = g_ascii_strdown (name, -1);
  const char *before = g_hash_table_lookup (headers, lower);

  /* Several lines of one name are one list (RFC 9110 5.2). */
  g_hash_table_replace (headers, lower,
                        before ? g_strconcat (before, ", ", value ? value : "", NULL)
                               : g_strdup (value ? value : ""));
  return MHD_YES;
}

static gboolean
suima_server_is_loopback (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  g_autoptr (GSocketAddress) address = NULL;

  if (info == NULL || info->client_addr == NULL)
    return FALSE;
  address = g_socket_address_new_from_native (info->client_addr, sizeof (struct sockaddr_storage));
  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static SuimaRequest *
suima_server_read_request (SuimaServerJob *job, const char *method)
{
  SuimaRequest *request = suima_request_new (method, job->target, g_get_real_time ());

  MHD_get_connection_values (job->connection, MHD_HEADER_KIND, suima_server_header_cb,
                             request->headers);
  request->peer_is_loopback = suima_server_is_loopback (job->connection);
  return request;
}

static enum MHD_Result
suima_server_send (struct MHD_Connection *connection, const SuimaReply *reply)
{
  gsize size_bytes = 0;
  const void *body = reply->body ? g_bytes_get_data (reply->body, &size_bytes) : NULL;
  struct MHD_Response *response =
      MHD_create_response_from_buffer (size_bytes, (void *)body, MHD_RESPMEM_MUST_COPY);
  GHashTableIter iter;
  gpointer name, value;
  enum MHD_Result result;

  if (response == NULL)
    return MHD_NO;
  g_hash_table_iter_init (&iter, reply->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    MHD_add_response_header (response, name, value);
  result = MHD_queue_response (connection, reply->status, response);
  MHD_destroy_response (response);
  return result;
}

/* What is answered without the hub; the sentence is for people who read a trace. */
static enum MHD_Result
suima_server_refuse (struct MHD_Connection *connection, guint status)
{
  static const char busy[] =
      "{\"type\":\"epcisException:ImplementationException\",\"title\":\"the hub is busy\","
      "\"status\":503}";
  static const char large[] = "{\"type\":\"epcisException:CaptureLimitExceededException\","
                              "\"title\":\"the body is larger than 1048576 bytes\",\"status\":413}";
  const char *text = status == 503 ? busy : large;
  g_autoptr (SuimaReply) reply = g_new0 (SuimaReply, 1);

  reply->status = status;
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reply->body = g_bytes_new_static (text, strlen (text));
  g_hash_table_insert (reply->headers, g_strdup ("Content-Type"),
                       g_strdup ("application/problem+json"));
  if (status == 503)
    g_hash_table_insert (reply->headers, g_strdup ("Retry-After"), g_strdup ("2"));
  else
    {
      g_hash_table_insert (reply->headers, g_strdup ("GS1-EPCIS-Capture-Limit"),
                           g_strdup_printf ("%d", SUIMA_HUB_MAX_EVENTS));
      g_hash_table_insert (reply->headers, g_strdup ("GS1-EPCIS-Capture-File-Size-Limit"),
                           g_strdup_printf ("%d", SUIMA_HUB_MAX_BODY_BYTES));
    }
  return suima_server_send (connection, reply);
}

static enum MHD_Result
suima_server_hand_over (SuimaHubServer *server, SuimaServerJob *job)
{
  if (g_atomic_int_add (&server->waiting, 1) >= SUIMA_SERVER_QUEUE)
    {
      g_atomic_int_add (&server->waiting, -1);
      return suima_server_refuse (job->connection, 503);
    }
  g_bytes_unref (job->request->body);
  job->request->body = g_byte_array_free_to_bytes (job->body);
  job->body = g_byte_array_new ();
  MHD_suspend_connection (job->connection);
  g_async_queue_push (server->queue, job);
  return MHD_YES;
}

static gboolean
suima_server_is_too_large (const SuimaRequest *request)
{
  const char *text = suima_request_get_header (request, "content-length");
  guint64 length;

  return text != NULL && (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &length, NULL) ||
                          length > SUIMA_HUB_MAX_BODY_BYTES);
}

/* Called for the headers, for each piece of the body, at its end, and after the answer is there. */
static enum MHD_Result
suima_server_handle_cb (void *data,
                        struct MHD_Connection *connection,
                        const char *url,
                        const char *method,
                        const char *version,
                        const char *upload,
                        size_t *upload_bytes,
                        void **context)
{
  SuimaServerJob *job = *context;

  if (job->request == NULL)
    {
      job->request = suima_server_read_request (job, method);
      return suima_server_is_too_large (job->request) ? suima_server_refuse (connection, 413)
                                                      : MHD_YES;
    }
  if (*upload_bytes > 0)
    {
      /* A drip keeps the idle timer busy for ever; this one it does not. */
      if (g_get_monotonic_time () - job->began_us > SUIMA_SERVER_DEADLINE_US)
        return MHD_NO;
      /* What is beyond the limit is read and dropped; the hub sees that it is too much. */
      if (job->body->len <= SUIMA_HUB_MAX_BODY_BYTES)
        g_byte_array_append (job->body, (const guint8 *)upload, (guint)*upload_bytes);
      *upload_bytes = 0;
      return MHD_YES;
    }
  if (job->reply != NULL)
    return suima_server_send (connection, job->reply);
  return suima_server_hand_over (data, job);
}

static gpointer
suima_server_work_thread (gpointer data)
{
  SuimaHubServer *server = data;
  gpointer item;

  while ((item = g_async_queue_pop (server->queue)) != server)
    {
      SuimaServerJob *job = item;
      job->reply = suima_hub_handle (server->hub, job->request);
      g_atomic_int_add (&server->waiting, -1);
      MHD_resume_connection (job->connection);
    }
  return NULL;
}

G_GNUC_PRINTF (2, 0)
static void
suima_server_log_cb (void *data, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);

  g_debug ("%s", g_strchomp (text));
}

static guint
suima_server_count_connections (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= 2 * SUIMA_SERVER_SPARE_FILES)
    return SUIMA_SERVER_SPARE_FILES;
  return (guint)MIN (limit.rlim_cur - SUIMA_SERVER_SPARE_FILES, SUIMA_SERVER_MAX_CONNECTIONS);
}

static struct MHD_Daemon *
suima_server_listen (SuimaHubServer *server, struct sockaddr *address)
{
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                       MHD_USE_ERROR_LOG | (address->sa_family == AF_INET6 ? MHD_USE_IPv6 : 0);

  return MHD_start_daemon (
      flags, 0, NULL, NULL, suima_server_handle_cb, server, MHD_OPTION_EXTERNAL_LOGGER,
      suima_server_log_cb, NULL, MHD_OPTION_SOCK_ADDR, address, MHD_OPTION_URI_LOG_CALLBACK,
      suima_server_begin_cb, NULL, MHD_OPTION_NOTIFY_COMPLETED, suima_server_end_cb, NULL,
      MHD_OPTION_UNESCAPE_CALLBACK, suima_server_unescape_cb, NULL, MHD_OPTION_CONNECTION_LIMIT,
      suima_server_count_connections (), MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned int)SUIMA_SERVER_TIMEOUT_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      (size_t)SUIMA_SERVER_MEMORY_BYTES, MHD_OPTION_END);
}

SuimaHubServer *
suima_hub_server_start (SuimaHub *hub, GInetSocketAddress *address, GError **error)
{
  SuimaHubServer *server = g_new0 (SuimaHubServer, 1);
  struct sockaddr_storage native = { 0 };

  if (!g_socket_address_to_native (G_SOCKET_ADDRESS (address), &native, sizeof native, error))
    {
      g_free (server);
      return NULL;
    }
  server->hub = hub;
  server->queue = g_async_queue_new ();
  server->worker = g_thread_new ("hub", suima_server_work_thread, server);
  server->daemon = suima_server_listen (server, (struct sockaddr *)&native);
  if (server->daemon == NULL)
    {
      int failure = errno;
      g_set_error (error, SUIMA_ERROR,
                   failure == EADDRINUSE ? SUIMA_ERROR_BUSY : SUIMA_ERROR_INTERNAL,
                   "cannot listen on port %u: %s", g_inet_socket_address_get_port (address),
                   failure ? g_strerror (failure) : "no socket");
      suima_hub_server_stop (server);
      return NULL;
    }
  return server;
}

guint16
suima_hub_server_get_port (SuimaHubServer *server)
{
  const union MHD_DaemonInfo *info =
      MHD_get_daemon_info (server->daemon, MHD_DAEMON_INFO_BIND_PORT);

  return info ? info->port : 0;
}

void
suima_hub_server_stop (SuimaHubServer *server)
{
  /* No connection may be left suspended when the daemon ends: the thread first empties the queue,
   * and while it does, what comes new is turned away. */
  g_atomic_int_add (&server->waiting, SUIMA_SERVER_QUEUE);
  g_async_queue_push (server->queue, server);
  g_thread_join (server->worker);
  if (server->daemon != NULL)
    MHD_stop_daemon (server->daemon);
  g_async_queue_unref (server->queue);
  g_free (server);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-ipp.h"

#include "suima-error.h"

#include <poll.h>
#include <string.h>
#include <sys/stat.h>

#define SUIMA_IPP_CHUNK_BYTES 65536
#define SUIMA_IPP_WAIT_S 0.25 /* how often a wait looks at the clock and the cancellable */
#define SUIMA_IPP_MAX_QUEUE_NAME 127

struct _SuimaIppLink
{
  const SuimaIppTarget *target; /* borrowed */
  http_t *http;                 /* owned */
  GCancellable *cancellable;    /* owned, nullable */
  gint64 timeout_us;
  gint64 deadline_us; /* monotonic, of the wait in hand */
};

static gboolean
suima_ipp_target_parse_uri (SuimaIppTarget *target, const char *uri, GError **error)
{
  char scheme[16], user[64], host[256], resource[256];
  http_uri_status_t status =
      httpSeparateURI (HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, host,
                       sizeof host, &target->port, resource, sizeof resource);

  if (status < HTTP_URI_STATUS_OK || *host == '\0' || *user != '\0' || target->port < 1 ||
      target->port > 65535)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is not a printer's address like ipp://host:631/ipp/print", uri);
      return FALSE;
    }
  target->host = g_strdup (host);
  target->resource = g_strdup (*resource != '\0' ? resource : "/");
  target->uri = g_strdup (uri);
  target->is_encrypted = strcmp (scheme, "ipps") == 0;
  target->is_queue =
      g_str_has_prefix (resource, "/printers/") || g_str_has_prefix (resource, "/classes/");
  return TRUE;
}

static gboolean
suima_ipp_target_parse_queue (SuimaIppTarget *target, const char *name, GError **error)
{
  gsize length = strlen (name);
  gboolean is_name =
      length >= 1 && length <= SUIMA_IPP_MAX_QUEUE_NAME && g_utf8_validate (name, -1, NULL);

  for (const char *p = name; is_name && *p != '\0'; p++)
    is_name = (guchar)*p > ' ' && *p != 0x7F && strchr ("/#?\\\"'", *p) == NULL;
  if (!is_name)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is neither ipp:// nor ipps:// nor the name of a print queue", name);
      return FALSE;
    }
  target->host = g_strdup (cupsServer ());
  target->port = ippPort ();
  target->resource = g_strconcat ("/printers/", name, NULL);
  target->uri = g_strconcat ("ipp://localhost/printers/", name, NULL);
  target->is_encrypted = cupsEncryption () == HTTP_ENCRYPTION_ALWAYS;
  target->is_queue = TRUE;
  return TRUE;
}

SuimaIppTarget *
suima_ipp_target_parse (const char *destination, GError **error)
{
  g_autoptr (SuimaIppTarget) target = g_new0 (SuimaIppTarget, 1);
  gboolean is_uri =
      g_str_has_prefix (destination, "ipp://") || g_str_has_prefix (destination, "ipps://");

  target->destination = g_strdup (destination);
  if (is_uri ? !suima_ipp_target_parse_uri (target, destination, error)
             : !suima_ipp_target_parse_queue (target, destination, error))
    return NULL;
  return g_steal_pointer (&target);
}

void
suima_ipp_target_free (SuimaIppTarget *target)
{
  if (target == NULL)
    return;
  g_free (target->destination);
  g_free (target->host);
  g_free (target->resource);
  g_free (target->uri);
  g_free (target);
}

static void
suima_ipp_link_arm (SuimaIppLink *link)
{
  link->deadline_us = g_get_monotonic_time () + link->timeout_us;
}

/* Asked by libcups at each turn of a wait: 1 to wait on. */
static int
suima_ipp_link_wait_cb (http_t *http, void *data)
{
  SuimaIppLink *link = data;

  return !g_cancellable_is_cancelled (link->cancellable) &&
         g_get_monotonic_time () < link->deadline_us;
}

/* A kiosk has nobody to type one, and the default would ask on the terminal. */
static const char *
suima_ipp_password_cb (
    const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
  return NULL;
}

static void
suima_ipp_cancel_connect_cb (GCancellable *cancellable, gpointer flag)
{
  g_atomic_int_set ((int *)flag, 1);
}

static http_t *
suima_ipp_connect (const SuimaIppTarget *target, int timeout_ms, GCancellable *cancellable)
{
  int is_cancelled = 0;
  gulong handler = 0;
  http_t *http;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (suima_ipp_cancel_connect_cb),
                                     &is_cancelled, NULL);
  /* Encryption comes later, when the time limit is in force: it has to read. */
  http = httpConnect2 (target->host, target->port, NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1,
                       timeout_ms, &is_cancelled);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  return http;
}

static void
suima_ipp_link_set_silent (SuimaIppLink *link, GError **error)
{
  const char *reason = cupsLastErrorString ();

  if (g_cancellable_set_error_if_cancelled (link->cancellable, error))
    return;
  if (g_get_monotonic_time () >= link->deadline_us)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER,
                 "printer at %s does not answer within %" G_GINT64_FORMAT " ms",
                 link->target->destination, link->timeout_us / 1000);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s does not answer: %s",
                 link->target->destination, reason != NULL && *reason ? reason : "no connection");
}

SuimaIppLink *
suima_ipp_link_open (const SuimaIppTarget *target,
                     int timeout_ms,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SuimaIppLink) link = g_new0 (SuimaIppLink, 1);

  link->target = target;
  link->timeout_us = timeout_ms * G_TIME_SPAN_MILLISECOND;
  link->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  suima_ipp_link_arm (link);
  cupsSetPasswordCB2 (suima_ipp_password_cb, NULL);
  link->http = suima_ipp_connect (target, timeout_ms, cancellable);
  if (link->http == NULL)
    {
      suima_ipp_link_set_silent (link, error);
      return NULL;
    }
  httpSetTimeout (link->http, SUIMA_IPP_WAIT_S, suima_ipp_link_wait_cb, link);
  if (target->is_encrypted && httpEncryption (link->http, HTTP_ENCRYPTION_ALWAYS) != 0)
    {
      suima_ipp_link_set_silent (link, error);
      return NULL;
    }
  return g_steal_pointer (&link);
}

void
suima_ipp_link_close (SuimaIppLink *link)
{
  if (link == NULL)
    return;
  if (link->http != NULL)
    httpClose (link->http);
  g_clear_object (&link->cancellable);
  g_free (link);
}

ipp_t *
suima_ipp_new_request (const SuimaIppTarget *target, ipp_op_t operation, int job_id)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, target->uri);
  if (job_id > 0)
    ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                cupsUser ());
  return request;
}

static gboolean
suima_ipp_link_send_document (SuimaIppLink *link, GBytes *document, gboolean *ret_may_have_data)
{
  gsize size_bytes;
  const char *bytes = g_bytes_get_data (document, &size_bytes);

  for (gsize sent = 0; sent < size_bytes; sent += SUIMA_IPP_CHUNK_BYTES)
    {
      gsize chunk_bytes = MIN (size_bytes - sent, SUIMA_IPP_CHUNK_BYTES);

      if (g_cancellable_is_cancelled (link->cancellable))
        return FALSE;
      suima_ipp_link_arm (link);
      *ret_may_have_data = TRUE;
      if (cupsWriteRequestData (link->http, bytes + sent, chunk_bytes) != HTTP_STATUS_CONTINUE)
        return FALSE;
    }
  return TRUE;
}

ipp_t *
suima_ipp_link_ask (SuimaIppLink *link,
                    ipp_t *request,
                    GBytes *document,
                    gboolean *ret_may_have_data,
                    GError **error)
{
  const char *resource = link->target->resource;
  gsize size_bytes = ippLength (request) + (document != NULL ? g_bytes_get_size (document) : 0);
  gboolean may_have_data = FALSE;
  gboolean is_sent;
  ipp_t *answer = NULL;

  suima_ipp_link_arm (link);
  is_sent = !g_cancellable_is_cancelled (link->cancellable) &&
            cupsSendRequest (link->http, request, resource, size_bytes) == HTTP_STATUS_CONTINUE;
  if (is_sent && document != NULL)
    is_sent = suima_ipp_link_send_document (link, document, &may_have_data);
  if (ret_may_have_data != NULL)
    *ret_may_have_data = may_have_data;
  if (document != NULL) /* otherwise the wait for "100 Continue" was a part of it */
    suima_ipp_link_arm (link);
  if (is_sent)
    answer = cupsGetResponse (link->http, resource);
  if (answer == NULL)
    suima_ipp_link_set_silent (link, error);
  return answer;
}

guint64
suima_ipp_link_get_identity (SuimaIppLink *link)
{
  struct stat about;

  return fstat (httpGetFd (link->http), &about) == 0 ? (guint64)about.st_ino : 0;
}

gboolean
suima_ipp_link_is_open (SuimaIppLink *link)
{
  struct pollfd end = { .fd = httpGetFd (link->http), .events = POLLRDHUP };

  return end.fd >= 0 && poll (&end, 1, 0) >= 0 && end.revents == 0;
}

gboolean
suima_ipp_check (const SuimaIppTarget *target, ipp_t *answer, const char *what, GError **error)
{
  ipp_status_t status = ippGetStatusCode (answer);
  ipp_attribute_t *message = ippFindAttribute (answer, "status-message", IPP_TAG_TEXT);
  const char *text = message != NULL ? ippGetString (message, 0, NULL) : NULL;

  if (status <= IPP_STATUS_OK_EVENTS_COMPLETE)
    return TRUE;
  g_set_error (error, SUIMA_ERROR,
               status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_GONE
                   ? SUIMA_ERROR_NOT_FOUND
                   : SUIMA_ERROR_PRINTER,
               "printer at %s %s: %s", target->destination, what,
               text != NULL && *text != '\0' ? text : ippErrorString (status));
  return FALSE;
}

char **
suima_ipp_dup_keywords (ipp_t *answer, const char *name)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, name, IPP_TAG_ZERO);
  GPtrArray *words = g_ptr_array_new ();

  for (int i = 0; attribute != NULL && i < ippGetCount (attribute); i++)
    {
      const char *word = ippGetString (attribute, i, NULL);
      if (word != NULL)
        g_ptr_array_add (words, g_strdup (word));
    }
  g_ptr_array_add (words, NULL);
  return (char **)g_ptr_array_free (words, FALSE);
}

char **
suima_ipp_dup_reasons (ipp_t *answer, const char *name)
{
  static const char *const suffixes[] = { "-error", "-warning", "-report" };
  g_auto (GStrv) words = suima_ipp_dup_keywords (answer, name);
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      for (guint s = 0; s < G_N_ELEMENTS (suffixes); s++)
        if (g_str_has_suffix (words[i], suffixes[s]))
          {
            words[i][strlen (words[i]) - strlen (suffixes[s])] = '\0';
            break;
          }
      if (strcmp (words[i], "none") != 0)
        g_strv_builder_add (reasons, words[i]);
    }
  return g_strv_builder_end (reasons);
}

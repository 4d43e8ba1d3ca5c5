// SPDX-License-Identifier: Apache-2.0
#include "suima-device-link.h"

#include "suima-error.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* What the kernel may hold for us: the less, the sooner it shows that the printer takes no more. */
#define SUIMA_LINK_SEND_BUFFER_BYTES 65536
#define SUIMA_LINK_GRACE_US (100 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_LINK_MAX_PROBES 3 /* unanswered: the printer is gone */

struct _SuimaDeviceLink
{
  const SuimaDeviceTarget *target; /* borrowed */
  GSocket *socket;                 /* owned, never blocks */
};

static gint64
suima_device_link_get_left_us (gint64 deadline_us)
{
  return MAX (deadline_us - g_get_monotonic_time (), 0);
}

static gboolean
suima_device_link_set_broken (SuimaDeviceLink *link, const GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (error != NULL)
        *error = g_error_copy (cause);
      return FALSE;
    }
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "the line to the printer at %s broke: %s",
               link->target->destination, cause != NULL ? cause->message : "closed by the printer");
  return FALSE;
}

static gboolean
suima_device_link_would_block (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static GSocket *
suima_device_connect_to (GSocketAddress *address,
                         gint64 deadline_us,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GError) pending = NULL;

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, SUIMA_LINK_SEND_BUFFER_BYTES, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  if (g_socket_connect (socket, address, cancellable, &pending))
    return g_steal_pointer (&socket);
  if (!g_error_matches (pending, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&pending));
      return NULL;
    }
  if (!g_socket_condition_timed_wait (socket, G_IO_OUT, suima_device_link_get_left_us (deadline_us),
                                      cancellable, error) ||
      !g_socket_check_connect_result (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static GSocket *
suima_device_connect (const SuimaDeviceTarget *target,
                      gint64 deadline_us,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GSocketConnectable) place = g_network_address_new (target->host, target->port);
  g_autoptr (GSocketAddressEnumerator) addresses = g_socket_connectable_enumerate (place);
  GSocket *socket = NULL;

  while (socket == NULL)
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (GSocketAddress) address =
          g_socket_address_enumerator_next (addresses, cancellable, &cause);

      if (address != NULL)
        {
          if (error != NULL)
            g_clear_error (error);
          socket = suima_device_connect_to (address, deadline_us, cancellable, error);
          continue;
        }
      if (cause != NULL && error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      break;
    }
  return socket;
}

SuimaDeviceLink *
suima_device_link_open (const SuimaDeviceTarget *target,
                        int timeout_ms,
                        GCancellable *cancellable,
                        GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  g_autoptr (GError) cause = NULL;
  GSocket *socket = suima_device_connect (target, deadline_us, cancellable, &cause);
  SuimaDeviceLink *link;

  if (socket == NULL)
    {
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s does not answer: %s",
                     target->destination, cause != NULL ? cause->message : "no address");
      return NULL;
    }
  link = g_new0 (SuimaDeviceLink, 1);
  link->target = target;
  link->socket = socket;
  return link;
}

void
suima_device_link_close (SuimaDeviceLink *link)
{
  if (link == NULL)
    return;
  g_socket_close (link->socket, NULL);
  g_object_unref (link->socket);
  g_free (link);
}

gboolean
suima_device_link_push (
    SuimaDeviceLink *link, GBytes *document, gsize *at, int wait_ms, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  gsize size_bytes;
  const char *bytes = g_bytes_get_data (document, &size_bytes);

  while (*at < size_bytes)
    {
      g_autoptr (GError) cause = NULL;
      gssize taken = g_socket_send (link->socket, bytes + *at, size_bytes - *at, NULL, &cause);

      if (taken >= 0)
        {
          *at += (gsize)taken;
          continue;
        }
      if (!suima_device_link_would_block (cause))
        return suima_device_link_set_broken (link, cause, error);
      if (!g_socket_condition_timed_wait (link->socket, G_IO_OUT,
                                          suima_device_link_get_left_us (deadline_us), NULL, NULL))
        break;
    }
  return TRUE;
}

guint
suima_device_link_get_unread (SuimaDeviceLink *link)
{
  int unread = 0;

  return ioctl (g_socket_get_fd (link->socket), SIOCOUTQ, &unread) == 0 ? (guint)unread : 0;
}

/* Nothing on its way, something not yet sent: the window is closed, and the printer's side still
 * answers the questions whether it is open again. */
gboolean
suima_device_link_is_held (SuimaDeviceLink *link)
{
  struct tcp_info info = { 0 };
  socklen_t size_bytes = sizeof info;

  return getsockopt (g_socket_get_fd (link->socket), IPPROTO_TCP, TCP_INFO, &info, &size_bytes) ==
             0 &&
         info.tcpi_state == TCP_ESTABLISHED && info.tcpi_unacked == 0 &&
         info.tcpi_probes <= SUIMA_LINK_MAX_PROBES && suima_device_link_get_unread (link) > 0;
}

/* Takes what is there. @ret_is_over: (nullable): whether the printer closed its side; otherwise
 * that is an error. */
static gboolean
suima_device_link_listen (SuimaDeviceLink *link,
                          GByteArray *heard,
                          gboolean *ret_is_over,
                          GError **error)
{
  for (;;)
    {
      char bytes[1024];
      g_autoptr (GError) cause = NULL;
      gssize n = g_socket_receive (link->socket, bytes, sizeof bytes, NULL, &cause);

      if (n > 0)
        g_byte_array_append (heard, (const guint8 *)bytes, (guint)n);
      else if (n < 0 && suima_device_link_would_block (cause))
        return TRUE;
      else if (n == 0 && ret_is_over != NULL)
        return *ret_is_over = TRUE;
      else
        return suima_device_link_set_broken (link, cause, error);
    }
}

gboolean
suima_device_link_check (SuimaDeviceLink *link, GError **error)
{
  g_autoptr (GByteArray) late = g_byte_array_new ();

  return suima_device_link_listen (link, late, NULL, error);
}

static gboolean
suima_device_link_hear_out (SuimaDeviceLink *link,
                            gint64 deadline_us,
                            SuimaDeviceReport *report,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();

  while (!report->is_whole)
    {
      g_autoptr (GError) cause = NULL;

      if (!g_socket_condition_timed_wait (link->socket, G_IO_IN,
                                          suima_device_link_get_left_us (deadline_us), cancellable,
                                          &cause))
        return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
                   ? TRUE
                   : suima_device_link_set_broken (link, cause, error);
      if (!suima_device_link_listen (link, heard, NULL, error))
        return FALSE;
      suima_device_read_answer (link->target->language, heard, report);
      if (report->faults != 0)
        deadline_us = MIN (deadline_us, g_get_monotonic_time () + SUIMA_LINK_GRACE_US);
    }
  return TRUE;
}

gboolean
suima_device_link_ask (SuimaDeviceLink *link,
                       int timeout_ms,
                       SuimaDeviceReport *report,
                       GCancellable *cancellable,
                       GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  const char *text = suima_device_get_question (link->target->language);
  g_autoptr (GBytes) question = g_bytes_new_static (text, strlen (text));
  gsize at = 0;

  *report = (SuimaDeviceReport){ .labels_left = -1 };
  if (!suima_device_link_check (link, error) ||
      !suima_device_link_push (link, question, &at, 0, error) ||
      !suima_device_link_hear_out (link, deadline_us, report, cancellable, error))
    return FALSE;
  /* It hears and tells of no fault, and half of the answer is missing: something is wrong. */
  if (report->is_heard && !report->is_whole && report->faults == 0)
    report->faults = SUIMA_FAULT_OTHER;
  return TRUE;
}

gboolean
suima_device_link_end (SuimaDeviceLink *link, GError **error)
{
  g_autoptr (GError) cause = NULL;

  return g_socket_shutdown (link->socket, FALSE, TRUE, &cause) ||
         suima_device_link_set_broken (link, cause, error);
}

gboolean
suima_device_link_await_end (SuimaDeviceLink *link, int wait_ms, GError **error)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  gboolean is_over = FALSE;

  if (!g_socket_condition_timed_wait (link->socket, G_IO_IN, wait_ms * G_TIME_SPAN_MILLISECOND,
                                      NULL, NULL))
    return FALSE;
  return suima_device_link_listen (link, heard, &is_over, error) && is_over;
}

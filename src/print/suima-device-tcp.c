// SPDX-License-Identifier: Apache-2.0
#include "suima-device-line.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the kernel may hold for us: the less, the sooner it shows that the printer takes no more. */
#define SUIMA_TCP_SEND_BUFFER_BYTES 65536
#define SUIMA_TCP_MAX_PROBES 3 /* unanswered: the printer is gone */

static GSocket *
suima_device_tcp_connect_to (GSocketAddress *address,
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
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, SUIMA_TCP_SEND_BUFFER_BYTES, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  if (g_socket_connect (socket, address, cancellable, &pending))
    return g_steal_pointer (&socket);
  if (!g_error_matches (pending, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&pending));
      return NULL;
    }
  if (!g_socket_condition_timed_wait (
          socket, G_IO_OUT, MAX (deadline_us - g_get_monotonic_time (), 0), cancellable, error) ||
      !g_socket_check_connect_result (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static GSocket *
suima_device_tcp_connect (const SuimaDeviceTarget *target,
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
          g_clear_error (error);
          socket = suima_device_tcp_connect_to (address, deadline_us, cancellable, error);
          continue;
        }
      if (cause != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      break;
    }
  return socket;
}

static int
suima_device_tcp_open (const SuimaDeviceTarget *target,
                       gint64 deadline_us,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GSocket) socket = suima_device_tcp_connect (target, deadline_us, cancellable, &cause);
  int fd = socket != NULL ? fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0) : -1;

  if (fd >= 0)
    return fd;
  if (cause == NULL)
    g_set_error_literal (&cause, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, "no address");
  g_propagate_error (error, g_steal_pointer (&cause));
  return -1;
}

static gssize
suima_device_tcp_send (int fd, const guint8 *bytes, gsize size_bytes)
{
  gssize sent = send (fd, bytes, size_bytes, MSG_NOSIGNAL);
  int yes = 1;

  /* An answer in two pieces: some printers keep the second until the first is acknowledged. */
  setsockopt (fd, IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
  return sent;
}

static guint
suima_device_tcp_get_unread (int fd)
{
  int unread = 0;

  return ioctl (fd, SIOCOUTQ, &unread) == 0 ? (guint)unread : 0;
}

/* Nothing on its way, something not yet sent: the window is closed, and the printer's side still
 * answers the questions whether it is open again. */
static gboolean
suima_device_tcp_is_held (const SuimaDeviceTarget *target, int fd)
{
  struct tcp_info info = { 0 };
  socklen_t size_bytes = sizeof info;

  return getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size_bytes) == 0 &&
         info.tcpi_state == TCP_ESTABLISHED && info.tcpi_unacked == 0 &&
         info.tcpi_probes <= SUIMA_TCP_MAX_PROBES && suima_device_tcp_get_unread (fd) > 0;
}

static int
suima_device_tcp_end (int fd)
{
  return shutdown (fd, SHUT_WR);
}

static void
suima_device_tcp_close (int fd)
{
  close (fd);
}

const SuimaDeviceLine suima_device_tcp_line = {
  .open = suima_device_tcp_open,
  .send = suima_device_tcp_send,
  .get_unread = suima_device_tcp_get_unread,
  .is_held = suima_device_tcp_is_held,
  .close = suima_device_tcp_close,
  .end = suima_device_tcp_end,
  .has_end = TRUE,
};

// SPDX-License-Identifier: Apache-2.0
#include "suima-device-line.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

static gssize
suima_device_port_send (int fd, const guint8 *bytes, gsize size_bytes)
{
  return write (fd, bytes, size_bytes);
}

/* Whether it takes bytes now; a line that is broken does so too, and tells it when written to. */
static gboolean
suima_device_port_is_ready (int fd)
{
  struct pollfd state = { .fd = fd, .events = POLLOUT };

  return poll (&state, 1, 0) > 0;
}

static int
suima_device_usb_open (const SuimaDeviceTarget *target,
                       gint64 deadline_us,
                       GCancellable *cancellable,
                       GError **error)
{
  return suima_tty_open_port (target->path, error);
}

static guint
suima_device_usb_get_unread (int fd)
{
  return suima_device_port_is_ready (fd) ? 0 : 1;
}

static gboolean
suima_device_usb_is_held (const SuimaDeviceTarget *target, int fd)
{
  return !suima_device_port_is_ready (fd);
}

static int
suima_device_serial_open (const SuimaDeviceTarget *target,
                          gint64 deadline_us,
                          GCancellable *cancellable,
                          GError **error)
{
  return suima_tty_open (target->path, &target->line, error);
}

static guint
suima_device_serial_get_unread (int fd)
{
  int unread = 0;

  return ioctl (fd, TIOCOUTQ, &unread) == 0 && unread > 0 ? (guint)unread : 0;
}

static gboolean
suima_device_serial_is_held (const SuimaDeviceTarget *target, int fd)
{
  return target->line.flow != SUIMA_FLOW_NONE &&
         (!suima_device_port_is_ready (fd) || suima_device_serial_get_unread (fd) > 0);
}

const SuimaDeviceLine suima_device_usb_line = {
  .open = suima_device_usb_open,
  .send = suima_device_port_send,
  .get_unread = suima_device_usb_get_unread,
  .is_held = suima_device_usb_is_held,
  .close = suima_tty_close,
};

const SuimaDeviceLine suima_device_serial_line = {
  .open = suima_device_serial_open,
  .send = suima_device_port_send,
  .get_unread = suima_device_serial_get_unread,
  .is_held = suima_device_serial_is_held,
  .close = suima_tty_close,
};

// SPDX-License-Identifier: Apache-2.0
// What differs between the lines to a printer that speaks a label language: a socket, a USB and a
// serial port. Within this room only; see suima-device-link.h.
#pragma once

#include "suima-device.h"

/** SuimaDeviceLine: a kind of line, on a descriptor that never blocks. */
typedef struct
{
  /* Errors: any; the link says which printer it is about. */
  int (*open) (const SuimaDeviceTarget *target,
               gint64 deadline_us,
               GCancellable *cancellable,
               GError **error);
  gssize (*send) (int fd, const guint8 *bytes, gsize size_bytes); /* as write(2) */
  guint (*get_unread) (int fd);
  gboolean (*is_held) (const SuimaDeviceTarget *target, int fd);
  void (*close) (int fd);
  int (*end) (int fd); /* (nullable): tells the printer that no more comes; 0, or -1 and errno */
  gboolean has_end;    /* either side can close it in order */
} SuimaDeviceLine;

/** suima_device_tcp_line: unread is what the printer's side did not acknowledge; held is a window
 * that is closed and still answers the kernel's questions. */
extern const SuimaDeviceLine suima_device_tcp_line;

/**
 * suima_device_usb_line:
 * usblp, opened without blocking, hands one transfer of at most 8 KB to the bus at a time and
 * says that it can be written to once the printer has taken it: unread is 1 until then (how much of
 * the transfer was taken is not told), and so is held: a printer with a full buffer refuses each
 * packet, and one that is gone ends the line with an error. Reading 0 bytes is an empty packet.
 * Closing takes back the transfer under way. Source: Linux, drivers/usb/class/usblp.c.
 */
extern const SuimaDeviceLine suima_device_usb_line;

/**
 * suima_device_serial_line:
 * Unread is what the driver holds; the adapter's own few hundred bytes are not seen. With a flow
 * control, held is a line that takes no more or does not empty: full buffer and pulled cable look
 * alike, so a person has to end that wait. Without one nothing is ever held. Source: Linux,
 * TIOCOUTQ(2const).
 */
extern const SuimaDeviceLine suima_device_serial_line;

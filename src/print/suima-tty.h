// SPDX-License-Identifier: Apache-2.0
// A port of this machine, for this process alone: a serial line, or a USB printer's device file.
// Within this room only.
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_FLOW_NONE,
  SUIMA_FLOW_XONXOFF, /* bytes 11 and 13 (hex) never arrive */
  SUIMA_FLOW_RTSCTS,
} SuimaFlow;

/** SuimaTtySetup: how a serial line is set. */
typedef struct
{
  guint baud;      /* see suima_tty_has_baud() */
  guint data_bits; /* 7 or 8 */
  char parity;     /* 'N', 'E', 'O'; a byte whose parity is wrong arrives as 0 */
  guint stop_bits; /* 1 or 2 */
  SuimaFlow flow;
} SuimaTtySetup;

/** suima_tty_has_baud: Returns: whether @baud is a rate that lines have: 1200 to 230400. */
gboolean suima_tty_has_baud (guint baud);

/** suima_tty_is_path: Returns: whether @path is one below /dev, without "..". */
gboolean suima_tty_is_path (const char *path);

/**
 * suima_tty_open_port:
 * @path: a character device
 *
 * A lock on the device file keeps out every other process that uses this function.
 *
 * Returns: a descriptor that never blocks, for suima_tty_close(), or -1. Errors: NOT_FOUND when
 * there is no such device, BUSY when somebody else has it, DENIED when this user may not use it,
 * INVALID for a file that is no device.
 */
int suima_tty_open_port (const char *path, GError **error);

/**
 * suima_tty_open:
 * @path: a serial line
 *
 * As suima_tty_open_port(); it is set to @setup, bytes pass as they are, and what lay in it is
 * thrown away. The modem lines are not looked at and stay up afterwards: some devices start anew
 * when DTR falls. Nobody but root can open it as well.
 */
int suima_tty_open (const char *path, const SuimaTtySetup *setup, GError **error);

/** suima_tty_close: What was not sent yet is thrown away: closing would wait for it. */
void suima_tty_close (int fd);

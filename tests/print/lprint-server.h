// SPDX-License-Identifier: Apache-2.0
// An LPrint of our own on loopback: the printer application for label printers.
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *dir;
  guint port;
  char *uri; /* of its printer "Label" */
  GSubprocess *server;
} LprintServer;

/** lprint_server_start: @device_uri: where its printer is; @driver: "zpl_4inch-203dpi-dt". */
LprintServer *lprint_server_start (const char *device_uri, const char *driver);
void lprint_server_stop (LprintServer *lprint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LprintServer, lprint_server_stop)

/** lprint_server_kill: kill -9. */
void lprint_server_kill (LprintServer *lprint);
/** lprint_server_restart: The killed one comes back with the printers it had. */
void lprint_server_restart (LprintServer *lprint);

// SPDX-License-Identifier: Apache-2.0
// The hub behind HTTP: libmicrohttpd in front, one thread that owns the hub behind.
#pragma once

#include "suima-hub.h"

typedef struct _SuimaHubServer SuimaHubServer;

/**
 * suima_hub_server_start:
 * @hub: borrowed, outlives the server, which alone may call it from now on
 * @address: where to listen; port 0 takes a free one
 *
 * Requests wait in a queue of 64 for the one thread that owns the hub's database; what comes when
 * it is full is answered 503 with Retry-After.
 *
 * Returns: (transfer full): the server. Errors: BUSY when the port is taken, INTERNAL.
 */
SuimaHubServer *suima_hub_server_start (SuimaHub *hub, GInetSocketAddress *address, GError **error);

/** suima_hub_server_get_port: Returns: the port it listens on. */
guint16 suima_hub_server_get_port (SuimaHubServer *server);

/** suima_hub_server_stop: Answers what is in the queue, then ends; frees @server. */
void suima_hub_server_stop (SuimaHubServer *server);

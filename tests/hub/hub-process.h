// SPDX-License-Identifier: Apache-2.0
// A real hub program on a free port of the loopback address.
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *dir;
  char *uri; /* http://127.0.0.1:PORT */
  guint16 port;
  GSubprocess *process;
} HubProcess;

/** hub_process_start: @program: path; @crash: (nullable): value of SUIMA_HUB_CRASH;
 * @argument: (nullable): one more argument. Waits for the line that names the port. */
void
hub_process_start (HubProcess *hub, const char *program, const char *crash, const char *argument);
/** hub_process_stop: SIGTERM, and asserts a clean end. */
void hub_process_stop (HubProcess *hub);
/** hub_process_await_kill: Waits until it was killed. */
void hub_process_await_kill (HubProcess *hub);
/** hub_process_clear: Removes its folder. */
void hub_process_clear (HubProcess *hub);
/** hub_process_poke: Sends bytes as they are and hangs up. */
void hub_process_poke (HubProcess *hub, const char *bytes, gsize size_bytes);
/** hub_process_talk: Sends bytes as they are and reads until the hub hangs up: the request must
 * make it do so. Returns: (transfer full): the answer. */
char *hub_process_talk (HubProcess *hub, const char *bytes, gsize size_bytes);
/** hub_process_count_events: By /health. */
guint hub_process_count_events (HubProcess *hub);

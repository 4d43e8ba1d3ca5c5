// SPDX-License-Identifier: Apache-2.0
// A socket on loopback that keeps every byte it is sent, as a printer at port 9100 would get them.
#pragma once

#include <gio/gio.h>

typedef struct _Catcher Catcher;

Catcher *catcher_start (void);
void catcher_free (Catcher *catcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Catcher, catcher_free)

/** catcher_get_uri: Returns: (transfer none): "socket://127.0.0.1:PORT". */
const char *catcher_get_uri (Catcher *catcher);

/** catcher_reset_after: The line is reset when @n_bytes have come in all; once. */
void catcher_reset_after (Catcher *catcher, gsize n_bytes);

/** catcher_hold_after: It reads no more when @n_bytes have come in all, until it is let go on. */
void catcher_hold_after (Catcher *catcher, gsize n_bytes);
void catcher_go_on (Catcher *catcher);

/** catcher_answer_zpl: From now on it answers the questions of ZPL, ~HQES and ~HS: all is well. */
void catcher_answer_zpl (Catcher *catcher);

/** catcher_await: Waits until @mark has come at least @count times, and fails the test if that
 * takes more than half a minute. Returns: (transfer full): all bytes so far. */
GBytes *catcher_await (Catcher *catcher, const char *mark, guint count);

/** catcher_await_bytes: The same until @n_bytes have come. */
void catcher_await_bytes (Catcher *catcher, gsize n_bytes);

/** catcher_dup_bytes: Returns: (transfer full): all bytes so far. */
GBytes *catcher_dup_bytes (Catcher *catcher);

// SPDX-License-Identifier: Apache-2.0
// A line to a label printer that is never waited for longer than was said. Within this room only.
#pragma once

#include "suima-device-identity.h"
#include "suima-device-status.h"

#include <gio/gio.h>

typedef struct _SuimaDeviceLink SuimaDeviceLink;

/**
 * suima_device_link_open:
 * @target: outlives the link
 * @timeout_ms: for all addresses of the host together; looking up its name is not counted
 *
 * Returns: (transfer full): a line. Errors: PRINTER, also for a port that somebody else has;
 * G_IO_ERROR_CANCELLED.
 */
SuimaDeviceLink *suima_device_link_open (const SuimaDeviceTarget *target,
                                         int timeout_ms,
                                         GCancellable *cancellable,
                                         GError **error);
void suima_device_link_close (SuimaDeviceLink *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDeviceLink, suima_device_link_close)

/**
 * suima_device_link_push:
 * @at: (inout): where in @document to go on
 * @wait_ms: 0 to 10000
 *
 * Hands over what the printer takes within @wait_ms. Errors: PRINTER when the line broke.
 */
gboolean suima_device_link_push (
    SuimaDeviceLink *link, GBytes *document, gsize *at, int wait_ms, GError **error);

/** suima_device_link_get_unread: Returns: how many bytes lie on this side of the line, as far as
 * it tells (see suima-device-line.h); 0 when the printer has all. */
guint suima_device_link_get_unread (SuimaDeviceLink *link);

/** suima_device_link_check: Throws away what came. Errors: PRINTER when the line broke. */
gboolean suima_device_link_check (SuimaDeviceLink *link, GError **error);

/** suima_device_link_is_held: Returns: whether the printer is there but takes no more for now: its
 * buffer is full. */
gboolean suima_device_link_is_held (SuimaDeviceLink *link);

/**
 * suima_device_link_ask:
 * @timeout_ms: for the whole answer; 100 ms more are given to the rest once a fault was heard
 * @report: (out): what was heard, maybe nothing
 *
 * What came before is thrown away. Errors: PRINTER when the line broke, G_IO_ERROR_CANCELLED; not
 * for silence.
 */
gboolean suima_device_link_ask (SuimaDeviceLink *link,
                                int timeout_ms,
                                SuimaDeviceReport *report,
                                GCancellable *cancellable,
                                GError **error);

/**
 * suima_device_link_ask_identity:
 * @identity: (inout): empty at first; filled only with a whole answer
 *
 * Errors: as suima_device_link_ask().
 */
gboolean suima_device_link_ask_identity (SuimaDeviceLink *link,
                                         int timeout_ms,
                                         SuimaDeviceIdentity *identity,
                                         GCancellable *cancellable,
                                         GError **error);

/** suima_device_link_end: Says that no more will come, where the line has a way to. Errors:
 * PRINTER. */
gboolean suima_device_link_end (SuimaDeviceLink *link, GError **error);

/** suima_device_link_await_end: Returns: TRUE when the printer closed its side in order within
 * @wait_ms, on a port when it took the last byte; FALSE without an error when it has not yet.
 * Errors: PRINTER when the line broke. */
gboolean suima_device_link_await_end (SuimaDeviceLink *link, int wait_ms, GError **error);

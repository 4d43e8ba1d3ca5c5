// SPDX-License-Identifier: Apache-2.0
// Stands on loopback between a station and its printer and notes when the first label's data pass.
#pragma once

#include <glib.h>

typedef struct _ByteWatch ByteWatch;

/** byte_watch_start: @port: of the printer  @mark: with which a label's data begin: `^XA`, `RaS2` */
ByteWatch *byte_watch_start (guint port, const char *mark);
void byte_watch_free (ByteWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ByteWatch, byte_watch_free)

/** byte_watch_get_port: Returns: where to print to instead. */
guint byte_watch_get_port (ByteWatch *watch);
/** byte_watch_take_time: Returns: when the mark was first seen since the last call, monotonic; 0 for
 * never. */
gint64 byte_watch_take_time (ByteWatch *watch);

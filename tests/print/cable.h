// SPDX-License-Identifier: Apache-2.0
// The cable between a station and its printer: passes everything on until it is pulled.
#pragma once

#include <glib.h>

typedef struct _Cable Cable;

/** cable_lay: To @port of loopback, where the printer listens. */
Cable *cable_lay (guint port);
void cable_free (Cable *cable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cable, cable_free)

/** cable_get_port: Returns: the station's end. */
guint cable_get_port (Cable *cable);
/** cable_count: Returns: how many bytes went to the printer since the last call of this. */
gsize cable_count (Cable *cable);
/** cable_pull_at: It is pulled before the byte @number from now passes, and put in again at once; 0
 * for never. */
void cable_pull_at (Cable *cable, gsize number);
/** cable_is_pulled: Returns: whether that has come. */
gboolean cable_is_pulled (Cable *cable);

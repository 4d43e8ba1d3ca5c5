// SPDX-License-Identifier: Apache-2.0
// A scale on a serial line, or on a USB port that is one: the weight that lies on it.
#pragma once

#include "suima-scale-protocol.h"

#include <gio/gio.h>

typedef struct _SuimaScale SuimaScale;

/** SuimaWeight: what the scale says. */
typedef struct
{
  gint64 weight_mg; /* negative after a tare that was taken off; 0 with overload */
  gboolean is_stable;
  gboolean is_overload;
} SuimaWeight;

/**
 * suima_scale_open:
 * @protocols: (element-type SuimaScaleProtocol): outlive the scale
 * @id: which of them it speaks
 * @path: the device file, `/dev/ttyUSB0` or one of /dev/serial/by-id
 *
 * Nobody else can use the line until it is closed.
 *
 * Returns: (transfer full): the scale; nothing was asked yet. Errors: NOT_FOUND for a protocol or a
 * device that is not there, BUSY, DENIED, INVALID for a path that is no serial line.
 */
SuimaScale *
suima_scale_open (GPtrArray *protocols, const char *id, const char *path, GError **error);
void suima_scale_close (SuimaScale *scale);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaScale, suima_scale_close)

/**
 * suima_scale_read:
 * @timeout_ms: 100 to 60000: how long to wait for the weight to come to rest
 * @weight: (out): at rest, or an overload
 *
 * What the scale said before the call does not count. A scale that does not say whether the weight
 * is at rest must say the same one several times.
 *
 * Blocks. Returns: whether there is one. Errors: OFFLINE when nothing comes, or the line breaks;
 * INVALID when what comes is not of the protocol; BUSY when the weight does not come to rest;
 * G_IO_ERROR_CANCELLED.
 */
gboolean suima_scale_read (SuimaScale *scale,
                           int timeout_ms,
                           GCancellable *cancellable,
                           SuimaWeight *weight,
                           GError **error);

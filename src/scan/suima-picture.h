// SPDX-License-Identifier: Apache-2.0
// PNG and JPEG files to grey pixels.
#pragma once

#include <glib.h>

#define SUIMA_PICTURE_MAX_FILE_BYTES (32u << 20)
#define SUIMA_PICTURE_MAX_PIXELS (40u * 1000 * 1000)

typedef struct
{
  guint width_px, height_px;
  guint8 *luma; /* width_px * height_px bytes, no padding */
} SuimaPicture;

/**
 * suima_picture_read:
 * @bytes: a PNG or JPEG file; the type is told by content
 *
 * Returns: (transfer full): the picture; transparent parts are white. Errors: INVALID: another
 * type, damaged, over 40 million pixels.
 */
SuimaPicture *suima_picture_read (GBytes *bytes, GError **error);
void suima_picture_free (SuimaPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPicture, suima_picture_free)

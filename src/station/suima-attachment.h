// SPDX-License-Identifier: Apache-2.0
// Files that are kept by the hash of their bytes. Within this room only.
#pragma once

#include "suima-station-private.h"
#include "suima-store-document.h"

/** suima_attachment_keep: Copies @path into attachments/ and adds its rows, in a transaction of its
 * own or the caller's. Returns: (transfer full): its SHA-256. Errors: NOT_FOUND, INVALID, NO_SPACE. */
char *suima_attachment_keep (SuimaStation *station,
                             const char *path,
                             SuimaAttachmentSubject subject,
                             gint64 subject_id,
                             GError **error);

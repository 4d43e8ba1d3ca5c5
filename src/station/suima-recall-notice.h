// SPDX-License-Identifier: Apache-2.0
// A recall's notice from upstream, and whether it is what it says. Within this room only.
#pragma once

#include "suima-recall.h"
#include "suima-station-private.h"

/** SuimaNoticeFile: a file as it came. */
typedef struct
{
  char *text;        /* the whole file */
  gboolean is_signed; /* by a key that this station trusts; the rest is set only then */
  char *id;
  guint version;
  char *issuer;      /* (nullable) */
  char *title;       /* (nullable) */
  char *words;       /* (nullable): for shoppers */
  guint recall_class; /* 0: not said */
  SuimaRecallCriteria *criteria; /* (nullable) */
} SuimaNoticeFile;

void suima_notice_file_free (SuimaNoticeFile *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaNoticeFile, suima_notice_file_free)

/** suima_notice_file_parse: @text: `{"notice": "JSON as a text", "signature": "128 hex digits"}`, the
 * signature over "SUIMA-NOTICE-1\n" and the notice's bytes; anything else is an unsigned text.
 * Returns: (transfer full). Errors: DENIED when it bears a signature that no notice key made; INVALID
 * for a signed one that says no id and version. */
SuimaNoticeFile *suima_notice_file_parse (SuimaStation *station, const char *text, GError **error);

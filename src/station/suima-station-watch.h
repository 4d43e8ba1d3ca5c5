// SPDX-License-Identifier: Apache-2.0
// The watch folder: a delivery file that is dropped there is imported once.
#pragma once

#include "suima-station.h"

#include <glib.h>

#define SUIMA_WATCH_FOLDER "inbox"           /* in the station's folder, where none is set */
#define SUIMA_WATCH_DONE_FOLDER "done"         /* in the watch folder */
#define SUIMA_WATCH_PROBLEMS_FOLDER "problems" /* in the watch folder */

/** SuimaWatchOutcome: what became of a file. */
typedef enum
{
  SUIMA_WATCH_DONE,     /* all of it went in; it lies in done/ */
  SUIMA_WATCH_PROBLEMS, /* rows or all of it were refused; it lies in problems/, with a .txt that
                           says why */
  SUIMA_WATCH_LEFT,     /* it could not be read or moved; tried again each minute */
} SuimaWatchOutcome;

/** suima_watch_outcome_to_code: Returns: (transfer none): `done`, `problems`, `left`. */
const char *suima_watch_outcome_to_code (SuimaWatchOutcome outcome);

/** SuimaWatchFile: a file that a step dealt with. */
typedef struct
{
  char *name; /* as shown */
  SuimaWatchOutcome outcome;
  char *moved_to;      /* (nullable): its path now */
  SuimaImport *import; /* (nullable): what went in */
  GError *error;       /* (nullable): why nothing went in, or why it was left */
} SuimaWatchFile;

void suima_watch_file_free (SuimaWatchFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaWatchFile, suima_watch_file_free)

typedef struct _SuimaWatch SuimaWatch;

/** suima_watch_new: @station: must outlive the watch. Returns: (transfer full): a watch that has
 * not looked yet, of the folder that the settings name, else inbox/ in the station's folder. */
SuimaWatch *suima_watch_new (SuimaStation *station);
void suima_watch_free (SuimaWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaWatch, suima_watch_free)

/** suima_watch_get_folder: Returns: (transfer none): its path. */
const char *suima_watch_get_folder (const SuimaWatch *watch);

/**
 * suima_watch_step:
 *
 * Looks into the folder once; call it every few seconds. A file is taken when two looks at least a
 * second apart found the same size and time of change. Half-loaded and lock files (.part, .tmp,
 * .crdownload, ~$, hidden ones), links, folders and empty files are passed over. What went in is
 * on the disk before the file is moved; after a power cut between the two it comes again and adds
 * nothing. A report that was left under the file's name is never overwritten: the new pair gets a
 * number.
 *
 * Returns: (transfer full) (element-type SuimaWatchFile): what was dealt with, by name; may be
 * empty. Errors: NOT_FOUND (the folder that is set is not there), DENIED, BUSY (opened read-only).
 */
GPtrArray *suima_watch_step (SuimaWatch *watch, GError **error);

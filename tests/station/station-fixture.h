// SPDX-License-Identifier: Apache-2.0
// A station in a temporary folder, at 10 in the morning of 2026-11-22 in Guangdong.
#pragma once

#include "suima-station.h"
#include "suima-store-run.h"

#define FIXTURE_NOW "2026-11-22T10:00:00.000+08:00"

typedef struct
{
  char *dir;     /* temporary, removed in the end */
  char *station; /* the station's folder in it */
  gint64 now_us; /* what the station's clock says */
  SuimaStation *handle;
} Fixture;

/** fixture_new: A station opened for writing, of jurisdiction CN-4420. */
Fixture *fixture_new (void);
/** fixture_new_folder: The temporary folder only: no station is made. */
Fixture *fixture_new_folder (void);
void fixture_free (Fixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

void fixture_init (Fixture *fixture, const SuimaStationSetup *setup);
void fixture_open (Fixture *fixture);
void fixture_close (Fixture *fixture);

/** fixture_parse_time: Returns: UTC microseconds of an RFC 3339 text. */
gint64 fixture_parse_time (const char *text);

/** fixture_write: Returns: (transfer full): the path of a new file in the temporary folder. */
char *fixture_write (Fixture *fixture, const char *name, const char *text, gssize size_bytes);
/** fixture_dup_path: Returns: (transfer full): a path in the temporary folder. */
char *fixture_dup_path (Fixture *fixture, const char *name);

/** fixture_import: Imports a sample of tests/data, which must be read without an error. */
SuimaImport *fixture_import (Fixture *fixture, const char *sample);
/** fixture_import_text: The same for a CSV of a few lines. */
SuimaImport *fixture_import_text (Fixture *fixture, const char *name, const char *csv);
/** fixture_find_batch: Returns: the id of the one batch of @product. */
gint64 fixture_find_batch (Fixture *fixture, const char *product);
/** fixture_get_card: Returns: (transfer full): its card. */
SuimaBatchCard *fixture_get_card (Fixture *fixture, const char *product);
/** fixture_find_finding: Returns: (transfer none) (nullable): of the rule @rule. */
const SuimaFinding *fixture_find_finding (const SuimaBatchCard *card, const char *rule);

/** fixture_lay_run: An OPEN run with @count RESERVED items, as a print leaves it that was killed
 * right after reserving. Returns: its id. */
gint64 fixture_lay_run (Fixture *fixture, gint64 batch_id, guint count, gboolean is_signed);
/** fixture_lay_chunk: A job of the run; its items become SENT. */
void
fixture_lay_chunk (Fixture *fixture, gint64 run_id, guint first, guint last, SuimaChunkState state);
/** fixture_issue: Returns: (transfer full) (element-type SuimaItem): @count printed items. */
GPtrArray *fixture_issue (Fixture *fixture, gint64 batch_id, guint count, gboolean is_signed);

/** fixture_run_sql: Runs @sql on the closed station's database, past every check. */
void fixture_run_sql (Fixture *fixture, const char *sql);

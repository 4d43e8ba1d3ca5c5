// SPDX-License-Identifier: Apache-2.0
// What the files of suima-hub-db share.
#pragma once

#include "suima-hub-db.h"

#include <sqlite3.h>

struct _SuimaHubDb
{
  /* owned */
  sqlite3 *handle;
  GHashTable *statements; /* (element-type utf8 sqlite3_stmt): by their text */

  int lock_fd; /* -1 when not open */
};

/** suima_hub_db_prepare: Returns: (nullable): the statement of a text that lives as long as the
 * program; borrowed, reset, nothing bound; reset it after use so that no read stays open. */
sqlite3_stmt *suima_hub_db_prepare (SuimaHubDb *db, const char *sql, GError **error);
/** suima_hub_db_fail: Sets @error from the last failure; always %FALSE. */
gboolean suima_hub_db_fail (SuimaHubDb *db, GError **error);
/** suima_hub_db_run: Runs a statement that gives no rows, and resets it. */
gboolean suima_hub_db_run (SuimaHubDb *db, sqlite3_stmt *statement, GError **error);
/** suima_hub_db_bind_text: @text may be %NULL; it is copied. */
void suima_hub_db_bind_text (sqlite3_stmt *statement, int at, const char *text);
char *suima_hub_db_dup_text (sqlite3_stmt *statement, int column);

/** The columns that suima_hub_db_read_event() reads, in their order. */
#define SUIMA_HUB_EVENT_COLUMNS                                                                    \
  "event.seq, event_id, is_error_declaration, record_us, event_us, type, action, biz_step, "       \
  "disposition, biz_location, read_point, signer, context.body, event.body "
#define SUIMA_HUB_EVENT_TABLES "event JOIN context USING (context_id) "
SuimaHubEvent *suima_hub_db_read_event (sqlite3_stmt *statement);

// SPDX-License-Identifier: Apache-2.0
// A store in a folder of its own, and the rows the tests put into it.
#pragma once

#include "suima-store-batch.h"
#include "suima-store-event.h"
#include "suima-store-run.h"
#include "suima-store.h"

#include <glib.h>

typedef struct
{
  char *folder;
  char *path;
  SuimaStore *store;
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer user_data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer user_data);

/** store_fixture_new_folder: Returns: (transfer full): in memory where the machine has /dev/shm. */
char *store_fixture_new_folder (void);
/** store_fixture_remove_folder: With the files in it. */
void store_fixture_remove_folder (const char *folder);

/** store_fixture_exec: SQL past the room, on a connection of its own. Returns: SQLite's extended
 * result code. */
int store_fixture_exec (const char *path, const char *sql);
/** store_fixture_query_int: The first number that @sql gives, past the room. */
gint64 store_fixture_query_int (const char *path, const char *sql);

/** store_fixture_add_batch: Returns: the id of a new batch in delivery @n. */
gint64 store_fixture_add_batch (SuimaStore *store, guint n);
/** store_fixture_add_run: Returns: the id of a new open run of @count labels. */
gint64 store_fixture_add_run (SuimaStore *store, gint64 batch_id, guint count);
/** store_fixture_new_item: Returns: (transfer full): RESERVED, with the serial of @counter. */
SuimaItem *store_fixture_new_item (gint64 batch_id, gint64 run_id, guint number, guint32 counter);
/** store_fixture_new_event: Returns: (transfer full): with made-up id, body, salt and entry. */
SuimaStoredEvent *store_fixture_new_event (gint64 seq, gint64 batch_id);

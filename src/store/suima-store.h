// SPDX-License-Identifier: Apache-2.0
// The station's SQLite file: open, migrate, transactions, meta values.
#pragma once

#include <glib.h>

typedef struct _SuimaStore SuimaStore;

/**
 * suima_store_open:
 * @path: the database file; made when it is not there and @read_only is %FALSE
 * @vfs_name: (nullable): a SQLite VFS, for tests; %NULL for the system's
 * @read_only: open without the right to write or to migrate
 *
 * WAL, synchronous=FULL, one connection. Every function of the room takes the store's own lock,
 * so that threads may share a store; a transaction keeps it.
 * Migrations run here, each in one transaction with its user_version; before the first a copy is
 * made beside the file, `<path>.before-<newest version>`. A failed step leaves the file as it was.
 * What an earlier process left in the write-ahead log is brought into the file before anything is
 * acknowledged behind it; a reader in the midst of reading can hold the opening up for 5 s.
 * That only one process writes is not this room's care: the station's lock file sees to it.
 *
 * Returns: (transfer full): the store. Errors: TOO_NEW, CORRUPT (not ours, or damaged: nothing is
 * changed), NO_SPACE, NOT_FOUND (no folder; read_only and no file or an empty one), DENIED
 * (read_only and of an older version), BUSY, INTERNAL.
 */
SuimaStore *suima_store_open (const char *path,
                              const char *vfs_name,
                              gboolean read_only,
                              GError **error);
void suima_store_free (SuimaStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaStore, suima_store_free)

/** SuimaStoreFunc: work inside a transaction; %FALSE with @error set rolls it back. */
typedef gboolean (*SuimaStoreFunc) (SuimaStore *store, gpointer user_data, GError **error);

/**
 * suima_store_transact:
 * @func: does the reading and writing through the functions of this room
 *
 * BEGIN IMMEDIATE, @func, COMMIT. What is reported as done has been synced to the disk.
 * Inside another transaction it is a savepoint: %FALSE undoes its own work only, and the outermost
 * COMMIT makes it durable.
 *
 * Returns: whether it was committed. Errors: those of @func; NO_SPACE when the disk is full;
 * CORRUPT; BUSY; DENIED on a store opened read-only.
 */
gboolean suima_store_transact (SuimaStore *store,
                               SuimaStoreFunc func,
                               gpointer user_data,
                               GError **error);

/** suima_store_get_meta: Returns: (transfer full) (nullable): the value of @key; %NULL also on
 * error, then @error is set. */
char *suima_store_get_meta (SuimaStore *store, const char *key, GError **error);
gboolean suima_store_set_meta (SuimaStore *store,
                               const char *key,
                               const char *value,
                               GError **error);

/** suima_store_checkpoint: Brings the write-ahead log back into the file; call when idle. */
gboolean suima_store_checkpoint (SuimaStore *store, GError **error);

/** suima_store_check: PRAGMA quick_check and foreign_key_check. Errors: CORRUPT. */
gboolean suima_store_check (SuimaStore *store, GError **error);

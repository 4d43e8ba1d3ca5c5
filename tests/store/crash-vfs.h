// SPDX-License-Identifier: Apache-2.0
// A disk that loses power: a SQLite VFS named "crash" over "unix".
#pragma once

#include <glib.h>

/**
 * CrashPlan:
 * What is written goes to the file at once, as into a page cache, and waits in a queue. A sync
 * makes the file's queue durable; a new name or a removed one is durable once the folder was
 * synced, which SQLite does with the first sync of a new journal or log.
 */
typedef struct
{
  guint32 seed;
  guint crash_at_op; /* the write, truncate, sync or delete that never returns; 0 for none */
  double p;          /* chance of each 512-byte sector in the queue, and of each name, to survive */
  gboolean is_lying; /* syncs are acknowledged, and nothing becomes durable */
  guint fail_sync_at; /* the sync that fails, its queue half lost; 0 for none */
  gsize room_bytes;   /* bytes that can be written until the disk is full; 0 for no bound */
} CrashPlan;

/** crash_vfs_power_on: Begins a life: what lies in the files is what lies on the disk. */
void crash_vfs_power_on (const CrashPlan *plan);
/** crash_vfs_cut: The power fails now, unless it has. From here on everything is an I/O error. */
void crash_vfs_cut (void);
gboolean crash_vfs_is_cut (void);
/** crash_vfs_settle: After all files were closed: leaves in them what survived. */
void crash_vfs_settle (void);
/** crash_vfs_make_room: The disk is no longer full. */
void crash_vfs_make_room (void);

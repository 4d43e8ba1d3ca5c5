// SPDX-License-Identifier: Apache-2.0
#include "crash-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define CRASH_SECTOR_BYTES 512

/* A write, or a truncate where there are no bytes. */
typedef struct
{
  gsize at;
  GBytes *bytes;
} CrashChange;

/* A name in the folder and what is durable of its content. */
typedef struct
{
  GByteArray *durable;
  GArray *queue; /* of CrashChange, in the order they were made */
  gboolean exists;
  gboolean name_is_durable; /* that it exists, or that it does not */
  gboolean is_database;
} CrashDisk;

typedef struct
{
  sqlite3_file base;
  CrashDisk *disk;       /* borrowed */
  gboolean syncs_folder; /* with its next sync */
  sqlite3_file *real;
} CrashFile;

static sqlite3_vfs crash_vfs;
static sqlite3_vfs *unix_vfs;

static struct
{
  CrashPlan plan;
  GRand *rand;
  GHashTable *disks; /* path to CrashDisk */
  guint n_ops, n_syncs;
  gsize written_bytes;
  gboolean is_cut;
} crash;

static void
crash_change_clear (gpointer data)
{
  CrashChange *change = data;

  g_clear_pointer (&change->bytes, g_bytes_unref);
}

static void
crash_disk_free (gpointer data)
{
  CrashDisk *disk = data;

  g_byte_array_unref (disk->durable);
  g_array_unref (disk->queue);
  g_free (disk);
}

static CrashDisk *
crash_disk_new (void)
{
  CrashDisk *disk = g_new0 (CrashDisk, 1);

  disk->durable = g_byte_array_new ();
  disk->queue = g_array_new (FALSE, FALSE, sizeof (CrashChange));
  g_array_set_clear_func (disk->queue, crash_change_clear);
  return disk;
}

static void
crash_disk_resize (CrashDisk *disk, gsize size_bytes)
{
  const gsize old_bytes = disk->durable->len;

  g_byte_array_set_size (disk->durable, (guint)size_bytes);
  if (size_bytes > old_bytes)
    memset (disk->durable->data + old_bytes, 0, size_bytes - old_bytes);
}

static void
crash_disk_put (CrashDisk *disk, gsize at, const guint8 *bytes, gsize n)
{
  if (disk->durable->len < at + n)
    crash_disk_resize (disk, at + n);
  memcpy (disk->durable->data + at, bytes, n);
}

static gboolean
crash_survives (double p)
{
  return p >= 1 || g_rand_double (crash.rand) < p;
}

/* Each sector by itself: a write may be torn, lost, or come before an earlier one. */
static void
crash_disk_apply (CrashDisk *disk, const CrashChange *change, double p)
{
  gsize n = 0;
  const guint8 *bytes = change->bytes != NULL ? g_bytes_get_data (change->bytes, &n) : NULL;

  if (bytes == NULL && crash_survives (p))
    crash_disk_resize (disk, change->at);
  for (gsize done = 0; done < n;)
    {
      const gsize at = change->at + done;
      const gsize piece = MIN (n - done, CRASH_SECTOR_BYTES - at % CRASH_SECTOR_BYTES);
      if (crash_survives (p))
        crash_disk_put (disk, at, bytes + done, piece);
      done += piece;
    }
}

static void
crash_disk_flush (CrashDisk *disk, double p)
{
  for (guint i = 0; i < disk->queue->len; i++)
    crash_disk_apply (disk, &g_array_index (disk->queue, CrashChange, i), p);
  g_array_set_size (disk->queue, 0);
}

static void
crash_folder_sync (void)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, crash.disks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((CrashDisk *)value)->name_is_durable = TRUE;
}

/* Returns: whether the power is still on after this operation. */
static gboolean
crash_count_op (void)
{
  crash.n_ops++;
  if (crash.n_ops == crash.plan.crash_at_op)
    crash.is_cut = TRUE;
  return !crash.is_cut;
}

static void
crash_queue (CrashFile *file, gsize at, GBytes *bytes)
{
  const CrashChange change = { at, bytes };

  g_array_append_val (file->disk->queue, change);
}

/* the methods of a file */

static int
crash_close (sqlite3_file *base)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xClose (file->real);
}

static int
crash_read (sqlite3_file *base, void *bytes, int n, sqlite3_int64 at)
{
  CrashFile *file = (CrashFile *)base;

  return crash.is_cut ? SQLITE_IOERR_READ : file->real->pMethods->xRead (file->real, bytes, n, at);
}

static int
crash_write (sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
  CrashFile *file = (CrashFile *)base;
  int rc = SQLITE_OK;

  if (crash.is_cut)
    return SQLITE_IOERR_WRITE;
  if (crash.plan.room_bytes > 0 && crash.written_bytes + (gsize)n > crash.plan.room_bytes)
    return SQLITE_FULL;
  crash.written_bytes += (gsize)n;
  rc = file->real->pMethods->xWrite (file->real, bytes, n, at);
  crash_queue (file, (gsize)at, g_bytes_new (bytes, (gsize)n));
  return crash_count_op () ? rc : SQLITE_IOERR_WRITE;
}

static int
crash_truncate (sqlite3_file *base, sqlite3_int64 size_bytes)
{
  CrashFile *file = (CrashFile *)base;
  int rc = SQLITE_OK;

  if (crash.is_cut)
    return SQLITE_IOERR_TRUNCATE;
  rc = file->real->pMethods->xTruncate (file->real, size_bytes);
  crash_queue (file, (gsize)size_bytes, NULL);
  return crash_count_op () ? rc : SQLITE_IOERR_TRUNCATE;
}

/* After a failed sync Linux holds the pages for clean: the next sync says nothing about them. */
static int
crash_sync (sqlite3_file *base, int flags)
{
  CrashFile *file = (CrashFile *)base;

  if (crash.is_cut || !crash_count_op ())
    return SQLITE_IOERR_FSYNC;
  crash.n_syncs++;
  if (crash.n_syncs == crash.plan.fail_sync_at)
    {
      crash_disk_flush (file->disk, crash.plan.p);
      return SQLITE_IOERR_FSYNC;
    }
  if (crash.plan.is_lying)
    return SQLITE_OK;
  crash_disk_flush (file->disk, 1);
  if (file->syncs_folder)
    crash_folder_sync ();
  file->syncs_folder = FALSE;
  return SQLITE_OK;
}

static int
crash_file_size (sqlite3_file *base, sqlite3_int64 *ret_bytes)
{
  CrashFile *file = (CrashFile *)base;

  return crash.is_cut ? SQLITE_IOERR_FSTAT
                      : file->real->pMethods->xFileSize (file->real, ret_bytes);
}

static int
crash_lock (sqlite3_file *base, int level)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xLock (file->real, level);
}

static int
crash_unlock (sqlite3_file *base, int level)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
crash_check_reserved_lock (sqlite3_file *base, int *ret_reserved)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xCheckReservedLock (file->real, ret_reserved);
}

static int
crash_file_control (sqlite3_file *base, int op, void *argument)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xFileControl (file->real, op, argument);
}

static int
crash_sector_size (sqlite3_file *base)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xSectorSize (file->real);
}

static int
crash_device_characteristics (sqlite3_file *base)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xDeviceCharacteristics (file->real);
}

static int
crash_shm_map (sqlite3_file *base, int page, int size_bytes, int extend, void volatile **ret_map)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xShmMap (file->real, page, size_bytes, extend, ret_map);
}

static int
crash_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
crash_shm_barrier (sqlite3_file *base)
{
  CrashFile *file = (CrashFile *)base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
crash_shm_unmap (sqlite3_file *base, int delete_it)
{
  CrashFile *file = (CrashFile *)base;

  return file->real->pMethods->xShmUnmap (file->real, delete_it);
}

static const sqlite3_io_methods crash_methods = {
  .iVersion = 2, /* without memory maps */
  .xClose = crash_close,
  .xRead = crash_read,
  .xWrite = crash_write,
  .xTruncate = crash_truncate,
  .xSync = crash_sync,
  .xFileSize = crash_file_size,
  .xLock = crash_lock,
  .xUnlock = crash_unlock,
  .xCheckReservedLock = crash_check_reserved_lock,
  .xFileControl = crash_file_control,
  .xSectorSize = crash_sector_size,
  .xDeviceCharacteristics = crash_device_characteristics,
  .xShmMap = crash_shm_map,
  .xShmLock = crash_shm_lock,
  .xShmBarrier = crash_shm_barrier,
  .xShmUnmap = crash_shm_unmap,
};

/* the methods of the file system */

/* A file that this life sees for the first time holds what the disk holds. */
static CrashDisk *
crash_find_disk (const char *path)
{
  CrashDisk *disk = g_hash_table_lookup (crash.disks, path);
  g_autofree char *bytes = NULL;
  gsize size_bytes = 0;

  if (disk != NULL)
    return disk;
  disk = crash_disk_new ();
  disk->exists = g_file_get_contents (path, &bytes, &size_bytes, NULL);
  disk->name_is_durable = TRUE;
  g_byte_array_append (disk->durable, (guint8 *)bytes, (guint)size_bytes);
  g_hash_table_insert (crash.disks, g_strdup (path), disk);
  return disk;
}

static int
crash_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *ret_flags)
{
  CrashFile *file = (CrashFile *)base;
  int rc = SQLITE_OK;

  memset (file, 0, sizeof *file);
  if (crash.is_cut)
    return SQLITE_CANTOPEN;
  g_assert_nonnull (path); /* temp_store=MEMORY leaves no file without a name */
  file->disk = crash_find_disk (path);
  file->real = (sqlite3_file *)(file + 1);
  rc = unix_vfs->xOpen (unix_vfs, path, file->real, flags, ret_flags);
  if (rc != SQLITE_OK)
    return rc;
  file->base.pMethods = &crash_methods;
  file->disk->is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  /* as the unix VFS does, whether or not the journal or log was there */
  file->syncs_folder = !file->disk->is_database && (flags & SQLITE_OPEN_CREATE) != 0;
  if (file->disk->exists)
    return SQLITE_OK;
  file->disk->exists = TRUE;
  file->disk->name_is_durable = FALSE;
  g_byte_array_set_size (file->disk->durable, 0);
  g_array_set_size (file->disk->queue, 0);
  return SQLITE_OK;
}

static int
crash_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  CrashDisk *disk = NULL;
  int rc = SQLITE_OK;

  if (crash.is_cut)
    return SQLITE_IOERR_DELETE;
  disk = crash_find_disk (path);
  rc = unix_vfs->xDelete (unix_vfs, path, sync_folder);
  if (rc == SQLITE_OK)
    {
      disk->exists = FALSE;
      disk->name_is_durable = FALSE;
      if (sync_folder && !crash.plan.is_lying)
        crash_folder_sync ();
    }
  return crash_count_op () ? rc : SQLITE_IOERR_DELETE;
}

static void
crash_disk_settle (const char *path, CrashDisk *disk)
{
  const gboolean name_survives = disk->name_is_durable || crash_survives (crash.plan.p);

  crash_disk_flush (disk, crash.plan.p);
  if (disk->exists == name_survives)
    g_assert_true (g_file_set_contents_full (path, (const char *)disk->durable->data,
                                             (gssize)disk->durable->len, G_FILE_SET_CONTENTS_NONE,
                                             0644, NULL));
  else
    g_remove (path);
  if (disk->is_database)
    {
      g_autofree char *shared = g_strconcat (path, "-shm", NULL); /* memory: never on the disk */
      g_remove (shared);
    }
}

void
crash_vfs_power_on (const CrashPlan *plan)
{
  if (unix_vfs == NULL)
    {
      unix_vfs = sqlite3_vfs_find ("unix");
      crash_vfs = *unix_vfs;
      crash_vfs.zName = "crash";
      crash_vfs.szOsFile = (int)sizeof (CrashFile) + unix_vfs->szOsFile;
      crash_vfs.pNext = NULL;
      crash_vfs.xOpen = crash_open;
      crash_vfs.xDelete = crash_delete;
      g_assert_cmpint (sqlite3_vfs_register (&crash_vfs, 0), ==, SQLITE_OK);
    }
  memset (&crash, 0, sizeof crash);
  crash.plan = *plan;
  crash.rand = g_rand_new_with_seed (plan->seed);
  crash.disks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, crash_disk_free);
}

void
crash_vfs_cut (void)
{
  crash.is_cut = TRUE;
}

gboolean
crash_vfs_is_cut (void)
{
  return crash.is_cut;
}

void
crash_vfs_settle (void)
{
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (crash.disks), (GCompareFunc)strcmp);

  g_assert_true (crash.is_cut);
  for (GList *i = paths; i != NULL; i = i->next) /* sorted: a seed gives the same end each time */
    crash_disk_settle (i->data, g_hash_table_lookup (crash.disks, i->data));
  g_clear_pointer (&crash.disks, g_hash_table_unref);
  g_clear_pointer (&crash.rand, g_rand_free);
}

void
crash_vfs_make_room (void)
{
  crash.plan.room_bytes = 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-station-watch.h"

#include "suima-error.h"
#include "suima-station-private.h"
#include "suima-words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define SUIMA_WATCH_SETTLE_US G_TIME_SPAN_SECOND
#define SUIMA_WATCH_RETRY_US G_TIME_SPAN_MINUTE
#define SUIMA_WATCH_MAX_NAMES 9999u

/* What a look saw of a file. */
typedef struct
{
  struct stat info;
  gint64 since_us; /* when it was first seen so, or tried last */
  gboolean is_told; /* it was left, which was said */
  guint step;
} SuimaWatchLook;

struct _SuimaWatch
{
  SuimaStation *station; /* borrowed */
  char *folder;          /* owned */
  GHashTable *looks;     /* owned: file name to SuimaWatchLook */
  guint step;
};

const char *
suima_watch_outcome_to_code (SuimaWatchOutcome outcome)
{
  static const char *const codes[] = { "done", "problems", "left" };

  g_return_val_if_fail (outcome < G_N_ELEMENTS (codes), "left");
  return codes[outcome];
}

void
suima_watch_file_free (SuimaWatchFile *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_free (file->moved_to);
  suima_import_free (file->import);
  g_clear_error (&file->error);
  g_free (file);
}

SuimaWatch *
suima_watch_new (SuimaStation *station)
{
  SuimaWatch *watch = g_new0 (SuimaWatch, 1);
  const char *inbox = station->config->inbox;

  watch->station = station;
  watch->folder = inbox != NULL && g_path_is_absolute (inbox)
                      ? g_strdup (inbox)
                      : g_build_filename (station->dir, inbox ? inbox : SUIMA_WATCH_FOLDER, NULL);
  watch->looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return watch;
}

void
suima_watch_free (SuimaWatch *watch)
{
  if (watch == NULL)
    return;
  g_hash_table_unref (watch->looks);
  g_free (watch->folder);
  g_free (watch);
}

const char *
suima_watch_get_folder (const SuimaWatch *watch)
{
  return watch->folder;
}

/* Files on their way, and the locks of Excel, WPS and LibreOffice. */
static gboolean
suima_watch_passes_over (const char *name)
{
  static const char *const endings[] = { ".part", ".partial", ".tmp",      ".temp",
                                         ".crdownload", ".download", ".filepart", "~" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return name[0] == '.' || g_str_has_prefix (name, "~$");
}

static gboolean
suima_watch_is_same (const struct stat *a, const struct stat *b)
{
  return a->st_ino == b->st_ino && a->st_size == b->st_size &&
         a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Returns: (transfer none) (nullable): the look at a file whose turn it is now. */
static SuimaWatchLook *
suima_watch_look (SuimaWatch *watch, const char *name, const char *path)
{
  SuimaWatchLook *look = g_hash_table_lookup (watch->looks, name);
  gint64 now_us = suima_station_get_now_us (watch->station);
  struct stat info;
  gint64 age_us;

  if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size == 0)
    return NULL;
  age_us = look != NULL ? now_us - look->since_us : 0;
  /* A clock that was put back would make it wait for that long. */
  if (look == NULL || age_us < 0 || !suima_watch_is_same (&look->info, &info))
    {
      look = g_new0 (SuimaWatchLook, 1);
      look->info = info;
      look->since_us = now_us;
      g_hash_table_replace (watch->looks, g_strdup (name), look);
      age_us = 0;
    }
  look->step = watch->step;
  return age_us >= (look->is_told ? SUIMA_WATCH_RETRY_US : SUIMA_WATCH_SETTLE_US) ? look : NULL;
}

static gboolean
suima_watch_make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0755) == 0)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, errno == ENOSPC ? SUIMA_ERROR_NO_SPACE : SUIMA_ERROR_DENIED,
               "cannot make the folder %s: %s", path, g_strerror (errno));
  return FALSE;
}

/* Returns: (transfer full): @folder/@name, with a number before its ending from @n = 2 on. */
static char *
suima_watch_dup_target (const char *folder, const char *name, guint n)
{
  const char *dot = strrchr (name, '.');
  int stem_bytes = (int) (dot != NULL && dot != name ? dot - name : (gssize) strlen (name));
  g_autofree char *numbered =
      n > 1 ? g_strdup_printf ("%.*s (%u)%s", stem_bytes, name, n, name + stem_bytes)
            : g_strdup (name);

  return g_build_filename (folder, numbered, NULL);
}

/* Moves @path to @target, which is free: some file systems cannot promise that for us. */
static gboolean
suima_watch_rename (const char *path, const char *target)
{
  if (renameat2 (AT_FDCWD, path, AT_FDCWD, target, RENAME_NOREPLACE) == 0)
    return TRUE;
  return (errno == EINVAL || errno == ENOSYS) && !g_file_test (target, G_FILE_TEST_EXISTS) &&
         rename (path, target) == 0;
}

/* The report lies there before its file does: what is refused is never without a reason. */
static gboolean
suima_watch_move_to (const char *path, const char *target, const char *report, GError **error)
{
  g_autofree char *report_path = g_strconcat (target, ".txt", NULL);

  if (report != NULL &&
      !suima_station_write_file (report_path, report, strlen (report), 0644, error))
    return FALSE;
  if (suima_watch_rename (path, target))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot move %s to %s: %s", path, target,
               g_strerror (errno));
  if (report != NULL)
    remove (report_path);
  return FALSE;
}

/* Returns: (transfer full): the path it was moved to, or NULL. */
static char *
suima_watch_move (
    SuimaWatch *watch, const char *name, const char *to, const char *report, GError **error)
{
  g_autofree char *path = g_build_filename (watch->folder, name, NULL);
  g_autofree char *folder = g_build_filename (watch->folder, to, NULL);

  if (!suima_watch_make_folder (folder, error))
    return NULL;
  for (guint n = 1; n <= SUIMA_WATCH_MAX_NAMES; n++)
    {
      g_autofree char *target = suima_watch_dup_target (folder, name, n);
      g_autofree char *report_path = g_strconcat (target, ".txt", NULL);
      if (g_file_test (target, G_FILE_TEST_EXISTS) || g_file_test (report_path, G_FILE_TEST_EXISTS))
        continue;
      return suima_watch_move_to (path, target, report, error) ? g_steal_pointer (&target) : NULL;
    }
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS,
               "%s holds %u files named %s: put the old ones elsewhere", folder,
               SUIMA_WATCH_MAX_NAMES, name);
  return NULL;
}

/* Moves a file that was read to where it belongs. */
static void
suima_watch_put_away (SuimaWatch *watch, const char *name, SuimaWatchFile *file)
{
  gboolean is_done = file->import != NULL && file->import->bad_rows == 0;
  g_autofree char *report =
      is_done ? NULL : suima_words_watch_report (file->name, file->import, file->error);
  g_autoptr (GError) problem = NULL;

  file->moved_to =
      suima_watch_move (watch, name, is_done ? SUIMA_WATCH_DONE_FOLDER : SUIMA_WATCH_PROBLEMS_FOLDER,
                        report, &problem);
  if (file->moved_to != NULL)
    {
      file->outcome = is_done ? SUIMA_WATCH_DONE : SUIMA_WATCH_PROBLEMS;
      return;
    }
  file->outcome = SUIMA_WATCH_LEFT;
  g_clear_error (&file->error);
  file->error = g_steal_pointer (&problem);
}

/* Returns: (transfer full) (nullable): what became of the file; NULL when there is nothing to say. */
static SuimaWatchFile *
suima_watch_take (SuimaWatch *watch, const char *name, const char *path, SuimaWatchLook *look)
{
  g_autoptr (SuimaWatchFile) file = g_new0 (SuimaWatchFile, 1);
  gboolean was_told = look->is_told;
  struct stat info;

  file->name = g_filename_display_name (name);
  file->outcome = SUIMA_WATCH_LEFT;
  file->import = suima_station_import (watch->station, path, &file->error);
  /* Taken away, or written on, while it was read: the next look sees. */
  if (lstat (path, &info) != 0 || !suima_watch_is_same (&look->info, &info))
    return NULL;
  look->since_us = suima_station_get_now_us (watch->station);
  look->is_told = TRUE;
  if (file->import != NULL || g_error_matches (file->error, SUIMA_ERROR, SUIMA_ERROR_INVALID))
    suima_watch_put_away (watch, name, file);
  return file->outcome == SUIMA_WATCH_LEFT && was_told ? NULL : g_steal_pointer (&file);
}

static gboolean
suima_watch_is_old (gpointer name, gpointer look, gpointer watch)
{
  return ((SuimaWatchLook *) look)->step != ((SuimaWatch *) watch)->step;
}

/* Returns: (transfer full) (element-type filename): what lies in the folder, by name. */
static GPtrArray *
suima_watch_list_names (SuimaWatch *watch, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) folder = NULL;
  GPtrArray *names;
  const char *name;

  /* A folder that was set may be on a share that is not there now: nobody wants another. */
  if (watch->station->config->inbox == NULL && !suima_watch_make_folder (watch->folder, error))
    return NULL;
  folder = g_dir_open (watch->folder, 0, &local);
  if (folder == NULL)
    {
      gboolean is_missing = g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      g_set_error_literal (error, SUIMA_ERROR,
                           is_missing ? SUIMA_ERROR_NOT_FOUND : SUIMA_ERROR_DENIED, local->message);
      return NULL;
    }
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (!suima_watch_passes_over (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, suima_station_compare_names);
  return names;
}

GPtrArray *
suima_watch_step (SuimaWatch *watch, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  GPtrArray *files;

  if (!suima_station_check_writable (watch->station, error))
    return NULL;
  names = suima_watch_list_names (watch, error);
  if (names == NULL)
    return NULL;
  watch->step++;
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_watch_file_free);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (watch->folder, name, NULL);
      SuimaWatchLook *look = suima_watch_look (watch, name, path);
      SuimaWatchFile *file = look ? suima_watch_take (watch, name, path, look) : NULL;
      if (file != NULL)
        g_ptr_array_add (files, file);
    }
  g_hash_table_foreach_remove (watch->looks, suima_watch_is_old, watch);
  return files;
}

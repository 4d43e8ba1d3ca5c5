// SPDX-License-Identifier: Apache-2.0
// Data files: those shipped with the program, and those a shop adds in its folder.
#include "suima-station-private.h"

#include "suima-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define SUIMA_RESOURCE_PREFIX "/org/suima/Station/"

/* The resources are asked for by name: a static library's automatic registration is dropped by
 * the linker. */
extern GResource *suima_station_get_resource (void);

GBytes *
suima_station_lookup_resource (const char *path, GError **error)
{
  g_autofree char *full = g_strconcat (SUIMA_RESOURCE_PREFIX, path, NULL);

  return g_resource_lookup_data (suima_station_get_resource (), full, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

char **
suima_station_list_resources (const char *folder)
{
  g_autofree char *full = g_strconcat (SUIMA_RESOURCE_PREFIX, folder, NULL);

  return g_resource_enumerate_children (suima_station_get_resource (), full,
                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

int
suima_station_compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
suima_station_load_shipped (const char *folder, SuimaDataFunc func, gpointer data, GError **error)
{
  g_autofree char *slashed = g_strconcat (folder, "/", NULL);
  g_auto (GStrv) names = suima_station_list_resources (slashed);

  if (names != NULL) /* resources come in no order, and later files are tried first */
    qsort (names, g_strv_length (names), sizeof *names, suima_station_compare_names);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (slashed, names[i], NULL);
      g_autoptr (GBytes) bytes = suima_station_lookup_resource (path, error);
      if (bytes == NULL || !func (data, names[i], g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), error))
        return FALSE;
    }
  return TRUE;
}

/* Added files hold in the order in which they were added: their names begin with a number. */
static gboolean
suima_station_load_own (const char *folder, SuimaDataFunc func, gpointer data, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, suima_station_compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *text = NULL;
      gsize size_bytes;
      if (!g_file_get_contents (path, &text, &size_bytes, error) ||
          !func (data, path, text, size_bytes, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
suima_station_load_data (
    const char *dir, const char *folder, SuimaDataFunc func, gpointer data, GError **error)
{
  g_autofree char *own = g_build_filename (dir, folder, NULL);

  return suima_station_load_shipped (folder, func, data, error) &&
         suima_station_load_own (own, func, data, error);
}

static char *
suima_station_next_data_path (const char *folder, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  for (guint number = 1;; number++)
    {
      g_autofree char *name = g_strdup_printf ("%04u-%s%s", number, base,
                                               g_str_has_suffix (base, ".json") ? "" : ".json");
      g_autofree char *pattern = g_strdup_printf ("%04u-", number);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *other;
      gboolean is_taken = FALSE;
      while (dir != NULL && (other = g_dir_read_name (dir)) != NULL)
        is_taken = is_taken || g_str_has_prefix (other, pattern);
      if (!is_taken)
        return g_build_filename (folder, name, NULL);
    }
}

gboolean
suima_station_keep_data (
    SuimaStation *station, const char *folder, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *own = g_build_filename (station->dir, folder, NULL);
  g_autofree char *copy = NULL;

  if (g_mkdir_with_parents (own, 0750) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot make the folder %s: %s", own,
                   g_strerror (errno));
      return FALSE;
    }
  copy = suima_station_next_data_path (own, path);
  return suima_station_write_file (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   0644, error);
}

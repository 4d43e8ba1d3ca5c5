// SPDX-License-Identifier: Apache-2.0
#include "suima-station-private.h"

#include "suima-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUIMA_RESOURCE_PREFIX "/org/suima/Station/"
#define SUIMA_POLICY_MAX_BYTES (1u << 20)

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
suima_station_add_rows (SuimaPolicy *policy,
                        const char *name,
                        const char *text,
                        gsize size_bytes,
                        GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  int rows = suima_policy_add (policy, text, size_bytes, &problems, error);

  if (rows >= 0 && problems->len > 0)
    {
      const SuimaPolicyProblem *first = g_ptr_array_index (problems, 0);
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "row %u: %s", first->row,
                   first->message);
      rows = -1;
    }
  if (rows < 0)
    g_prefix_error (error, "policy %s: ", name);
  return rows >= 0;
}

static gboolean
suima_station_add_shipped (SuimaPolicy *policy, GError **error)
{
  g_auto (GStrv) names = suima_station_list_resources ("policies/");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("policies/", names[i], NULL);
      g_autoptr (GBytes) bytes = suima_station_lookup_resource (path, error);
      if (bytes == NULL || !suima_station_add_rows (policy, names[i], g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes), error))
        return FALSE;
    }
  return TRUE;
}

/* Added files hold in the order in which they were added: their names begin with a number. */
static gboolean
suima_station_add_own (SuimaPolicy *policy, const char *folder, GError **error)
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
          !suima_station_add_rows (policy, path, text, size_bytes, error))
        return FALSE;
    }
  return TRUE;
}

SuimaPolicy *
suima_station_load_policies (const char *dir, GError **error)
{
  g_autoptr (SuimaPolicy) policy = suima_policy_new ();
  g_autofree char *folder = g_build_filename (dir, "policies", NULL);

  if (!suima_station_add_shipped (policy, error) || !suima_station_add_own (policy, folder, error))
    return NULL;
  return g_steal_pointer (&policy);
}

int
suima_station_check_policy (const char *path, GPtrArray **ret_problems, GError **error)
{
  g_autoptr (SuimaPolicy) policy = suima_policy_new ();
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_POLICY_MAX_BYTES, error);

  return bytes ? suima_policy_add (policy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   ret_problems, error)
               : -1;
}

static char *
suima_station_next_policy_path (const char *folder, const char *path)
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

static gboolean
suima_station_keep_policy (SuimaStation *station, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_build_filename (station->dir, "policies", NULL);
  g_autofree char *copy = NULL;

  if (g_mkdir_with_parents (folder, 0750) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot make the folder %s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }
  copy = suima_station_next_policy_path (folder, path);
  return suima_station_write_file (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   0644, error);
}

/* Tried, then kept, then in force: what is not kept would hold until the next start only. */
int
suima_station_add_policy (SuimaStation *station,
                          const char *path,
                          GPtrArray **ret_problems,
                          GError **error)
{
  g_autoptr (SuimaPolicy) trial = suima_policy_new ();
  g_autoptr (SuimaPolicy) policy = NULL;
  g_autoptr (GBytes) bytes = NULL;
  int rows;

  if (!suima_station_check_writable (station, error))
    return -1;
  bytes = suima_station_read_file (path, SUIMA_POLICY_MAX_BYTES, error);
  rows = bytes ? suima_policy_add (trial, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   ret_problems, error)
               : -1;
  if (rows <= 0)
    return rows;
  if (!suima_station_keep_policy (station, path, bytes, error) ||
      (policy = suima_station_load_policies (station->dir, error)) == NULL)
    return -1;
  suima_station_use_policy (station, g_steal_pointer (&policy));
  return rows;
}

void
suima_station_use_policy (SuimaStation *station, SuimaPolicy *policy)
{
  g_mutex_lock (&station->policies_lock);
  g_ptr_array_add (station->policies, policy);
  g_mutex_unlock (&station->policies_lock);
}

const SuimaPolicy *
suima_station_get_policy (SuimaStation *station)
{
  const SuimaPolicy *policy;

  g_mutex_lock (&station->policies_lock);
  policy = g_ptr_array_index (station->policies, station->policies->len - 1);
  g_mutex_unlock (&station->policies_lock);
  return policy;
}

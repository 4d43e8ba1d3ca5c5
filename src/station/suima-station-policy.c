// SPDX-License-Identifier: Apache-2.0
#include "suima-station-private.h"

#include "suima-error.h"

#define SUIMA_POLICY_MAX_BYTES (1u << 20)

static gboolean
suima_station_add_rows (
    gpointer data, const char *name, const char *text, gsize size_bytes, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  int rows = suima_policy_add (data, text, size_bytes, &problems, error);

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

SuimaPolicy *
suima_station_load_policies (const char *dir, GError **error)
{
  g_autoptr (SuimaPolicy) policy = suima_policy_new ();

  if (!suima_station_load_data (dir, "policies", suima_station_add_rows, policy, error))
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
  if (!suima_station_keep_data (station, "policies", path, bytes, error) ||
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

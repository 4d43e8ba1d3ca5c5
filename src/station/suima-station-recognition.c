// SPDX-License-Identifier: Apache-2.0
// The rules by which codes of other systems are known here: shipped, and those of the shop.
#include "suima-station-private.h"

#include "suima-error.h"

#define SUIMA_RECOGNITION_MAX_BYTES (1u << 20)

static gboolean
suima_station_load_recognition_file (
    gpointer data, const char *name, const char *text, gsize size_bytes, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  int n_rules = suima_recognition_load (data, text, size_bytes, &problems, error);

  if (n_rules >= 0 && problems->len > 0)
    {
      const SuimaRuleProblem *first = g_ptr_array_index (problems, 0);
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "row %u: %s", first->row,
                   first->message);
      n_rules = -1;
    }
  if (n_rules < 0)
    g_prefix_error (error, "recognition %s: ", name);
  return n_rules >= 0;
}

SuimaRecognition *
suima_station_load_recognition (const char *dir, GError **error)
{
  g_autoptr (SuimaRecognition) recognition = suima_recognition_new ();

  if (!suima_station_load_data (dir, "recognition", suima_station_load_recognition_file,
                                recognition, error))
    return NULL;
  return g_steal_pointer (&recognition);
}

static int
suima_station_try_recognition (GBytes *bytes, GPtrArray **ret_problems, GError **error)
{
  g_autoptr (SuimaRecognition) trial = suima_recognition_new ();

  return suima_recognition_add (trial, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                ret_problems, error);
}

int
suima_station_check_recognition (const char *path, GPtrArray **ret_problems, GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_RECOGNITION_MAX_BYTES, error);

  return bytes ? suima_station_try_recognition (bytes, ret_problems, error) : -1;
}

int
suima_station_add_recognition (SuimaStation *station,
                               const char *path,
                               GPtrArray **ret_problems,
                               GError **error)
{
  g_autoptr (SuimaRecognition) recognition = NULL;
  g_autoptr (GBytes) bytes = NULL;
  int n_rules;

  if (!suima_station_check_writable (station, error))
    return -1;
  bytes = suima_station_read_file (path, SUIMA_RECOGNITION_MAX_BYTES, error);
  n_rules = bytes ? suima_station_try_recognition (bytes, ret_problems, error) : -1;
  if (n_rules <= 0)
    return n_rules;
  if (!suima_station_keep_data (station, "recognition", path, bytes, error) ||
      (recognition = suima_station_load_recognition (station->dir, error)) == NULL)
    return -1;
  suima_station_use_recognition (station, g_steal_pointer (&recognition));
  return n_rules;
}

void
suima_station_use_recognition (SuimaStation *station, SuimaRecognition *recognition)
{
  g_mutex_lock (&station->policies_lock);
  g_ptr_array_add (station->recognitions, recognition);
  g_mutex_unlock (&station->policies_lock);
}

const SuimaRecognition *
suima_station_get_recognition (SuimaStation *station)
{
  const SuimaRecognition *recognition;

  g_mutex_lock (&station->policies_lock);
  recognition = g_ptr_array_index (station->recognitions, station->recognitions->len - 1);
  g_mutex_unlock (&station->policies_lock);
  return recognition;
}

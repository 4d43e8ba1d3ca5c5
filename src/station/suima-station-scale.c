// SPDX-License-Identifier: Apache-2.0
// The weight on the scale.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-scale.h"
#include "suima-words.h"

#define SUIMA_SCALE_MAX_FILE_BYTES 65536
#define SUIMA_SCALE_FOLDER "scales"

static gboolean
suima_station_add_scale (GPtrArray *protocols, const char *name, GBytes *bytes, GError **error)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (bytes, &size_bytes);
  SuimaScaleProtocol *protocol = suima_scale_protocol_parse (text, size_bytes, error);

  if (protocol == NULL)
    {
      g_prefix_error (error, "scale protocol %s: ", name);
      return FALSE;
    }
  g_ptr_array_add (protocols, protocol);
  return TRUE;
}

static gboolean
suima_station_add_shipped_scales (GPtrArray *protocols, GError **error)
{
  g_auto (GStrv) names = suima_station_list_resources (SUIMA_SCALE_FOLDER "/");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (SUIMA_SCALE_FOLDER "/", names[i], NULL);
      g_autoptr (GBytes) bytes = suima_station_lookup_resource (path, error);
      if (bytes == NULL || !suima_station_add_scale (protocols, names[i], bytes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
suima_station_add_own_scales (GPtrArray *protocols, const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) bytes = NULL;
      if (!g_str_has_suffix (name, ".json"))
        continue;
      bytes = suima_station_read_file (path, SUIMA_SCALE_MAX_FILE_BYTES, error);
      if (bytes == NULL || !suima_station_add_scale (protocols, name, bytes, error))
        return FALSE;
    }
  return TRUE;
}

static int
suima_station_compare_scales (gconstpointer a, gconstpointer b)
{
  const SuimaScaleProtocol *first = *(SuimaScaleProtocol *const *)a;
  const SuimaScaleProtocol *second = *(SuimaScaleProtocol *const *)b;

  return g_strcmp0 (first->id, second->id);
}

/* The station's own come first: they hold in the place of a shipped one of the same name. */
GPtrArray *
suima_station_list_scale_protocols (SuimaStation *station, GError **error)
{
  g_autoptr (GPtrArray) protocols =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_scale_protocol_free);
  g_autofree char *folder = g_build_filename (station->dir, SUIMA_SCALE_FOLDER, NULL);

  if (!suima_station_add_own_scales (protocols, folder, error) ||
      !suima_station_add_shipped_scales (protocols, error))
    return NULL;
  g_ptr_array_sort (protocols, suima_station_compare_scales); /* keeps the order of equals */
  return g_steal_pointer (&protocols);
}

static gboolean
suima_station_weigh (SuimaScale *scale,
                     int timeout_ms,
                     GCancellable *cancellable,
                     gint64 *ret_weight_g,
                     GError **error)
{
  SuimaWeight weight;

  if (!suima_scale_read (scale, timeout_ms, cancellable, &weight, error))
    return FALSE;
  if (weight.is_overload)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE, "the scale says overload");
      return FALSE;
    }
  *ret_weight_g = (weight.weight_mg + (weight.weight_mg < 0 ? -500 : 500)) / 1000;
  return TRUE;
}

/* With what a person can do about it. */
static void
suima_station_explain_scale (GError **error, GError *cause)
{
  const char *words =
      cause->domain == SUIMA_ERROR ? suima_words_scale (suima_error_to_code (cause)) : NULL;

  if (words != NULL)
    {
      g_set_error (error, cause->domain, cause->code, "%s (%s)", words, cause->message);
      g_error_free (cause);
    }
  else
    g_propagate_error (error, cause);
}

gboolean
suima_station_read_weight (SuimaStation *station,
                           const char *port,
                           const char *protocol_id,
                           int timeout_ms,
                           GCancellable *cancellable,
                           gint64 *ret_weight_g,
                           GError **error)
{
  const SuimaConfig *config = station->config;
  g_autoptr (GPtrArray) protocols = suima_station_list_scale_protocols (station, error);
  g_autoptr (SuimaScale) scale = NULL;
  GError *cause = NULL;

  if (protocols == NULL)
    return FALSE;
  port = port != NULL ? port : config->scale_port;
  protocol_id = protocol_id != NULL ? protocol_id : config->scale_protocol;
  if (port == NULL || protocol_id == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                           "no scale is set: name its port and protocol, or once with "
                           "init --scale PORT --scale-protocol ID");
      return FALSE;
    }
  scale = suima_scale_open (protocols, protocol_id, port, &cause);
  if (scale != NULL && suima_station_weigh (scale, timeout_ms, cancellable, ret_weight_g, &cause))
    return TRUE;
  suima_station_explain_scale (error, cause);
  return FALSE;
}

// SPDX-License-Identifier: Apache-2.0
// printers.ini: read with every key checked, written whole.
#include "suima-printer-profile.h"
#include "suima-station-private.h"

#include "suima-error.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define SUIMA_PROFILE_MAX_DPI 1200
#define SUIMA_PROFILE_MAX_FILE_BYTES ((gsize) 1 << 20)

static gboolean
suima_profile_refuse (const char *group, const char *key, const char *why, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "[%s] %s: %s", group, key, why);
  return FALSE;
}

static gboolean
suima_profile_read_double (const char *text, double *ret_number)
{
  char *end = NULL;

  errno = 0;
  *ret_number = g_ascii_strtod (text, &end);
  return *text != '\0' && !g_ascii_isspace (*text) && *end == '\0' && errno == 0 &&
         isfinite (*ret_number);
}

static gboolean
suima_profile_read_int (const char *text, int *ret_number)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &number, NULL))
    return FALSE;
  *ret_number = (int) number;
  return TRUE;
}

static gboolean
suima_profile_read_bool (const char *text, gboolean *ret_is)
{
  *ret_is = strcmp (text, "true") == 0;
  return *ret_is || strcmp (text, "false") == 0;
}

static gboolean
suima_profile_read_printer_key (const char *group,
                                const char *key,
                                const char *value,
                                gpointer user_data,
                                GError **error)
{
  SuimaPrinterProfile *profile = user_data;
  int dpi = 0;

  if (strcmp (key, "destination") == 0)
    {
      g_free (profile->destination);
      profile->destination = g_strdup (value);
      return *value != '\0' || suima_profile_refuse (group, key, "is empty", error);
    }
  if (strcmp (key, "model") == 0)
    {
      g_free (profile->model);
      profile->model = g_strdup (value);
      return TRUE;
    }
  if (strcmp (key, "dpi") != 0)
    return suima_profile_refuse (group, key, "no printer has this", error);
  if (!suima_profile_read_int (value, &dpi) || dpi < 0 || dpi > SUIMA_PROFILE_MAX_DPI)
    return suima_profile_refuse (group, key, "is not a number of dots per inch like 203", error);
  profile->dpi = (guint) dpi;
  return TRUE;
}

static gboolean
suima_profile_read_media_key (const char *group,
                              const char *key,
                              const char *value,
                              gpointer user_data,
                              GError **error)
{
  SuimaPrinterSetup *setup = user_data;
  gboolean is_read;

  if (strcmp (key, "tracking") == 0)
    is_read = suima_tracking_from_word (value, &setup->tracking);
  else if (strcmp (key, "gap_mm") == 0)
    is_read = suima_profile_read_double (value, &setup->gap_mm);
  else if (strcmp (key, "darkness") == 0)
    is_read = suima_profile_read_int (value, &setup->darkness);
  else if (strcmp (key, "speed") == 0)
    is_read = suima_profile_read_int (value, &setup->speed);
  else if (strcmp (key, "turned") == 0)
    is_read = suima_profile_read_bool (value, &setup->is_turned);
  else if (strcmp (key, "offset_x_mm") == 0)
    is_read = suima_profile_read_double (value, &setup->offset_x_mm);
  else if (strcmp (key, "offset_y_mm") == 0)
    is_read = suima_profile_read_double (value, &setup->offset_y_mm);
  else
    return suima_profile_refuse (group, key, "no label size has this", error);
  return is_read ||
         suima_profile_refuse (group, key,
                               strcmp (key, "tracking") == 0 ? "is not gap, mark or continuous"
                               : strcmp (key, "turned") == 0 ? "is not true or false"
                                                             : "is not a number",
                               error);
}

typedef gboolean (*SuimaProfileKeyFunc) (const char *group,
                                         const char *key,
                                         const char *value,
                                         gpointer user_data,
                                         GError **error);

static gboolean
suima_profile_read_group (GKeyFile *file,
                          const char *group,
                          SuimaProfileKeyFunc func,
                          gpointer user_data,
                          GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, error);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *value = g_key_file_get_string (file, group, keys[i], &local);

      /* A wrong escape gives an error beside a value. */
      if (local != NULL)
        return suima_profile_refuse (group, keys[i], local->message, error);
      if (!func (group, keys[i], value, user_data, error))
        return FALSE;
    }
  return keys != NULL;
}

static gboolean
suima_profile_read_printer (GPtrArray *profiles, GKeyFile *file, const char *group, GError **error)
{
  const char *name = group + strlen ("printer ");
  SuimaPrinterProfile *profile = suima_printer_profile_new (name, NULL);

  g_ptr_array_add (profiles, profile);
  if (!suima_printer_profile_check_name (name, error))
    {
      g_prefix_error (error, "[%s]: ", group);
      return FALSE;
    }
  if (!suima_profile_read_group (file, group, suima_profile_read_printer_key, profile, error))
    return FALSE;
  return profile->destination != NULL ||
         suima_profile_refuse (group, "destination", "is missing", error);
}

/* The name may hold blanks; a template's id never does. */
static gboolean
suima_profile_read_media (GPtrArray *profiles, GKeyFile *file, const char *group, GError **error)
{
  const char *rest = group + strlen ("media ");
  const char *blank = strrchr (rest, ' ');
  g_autofree char *name = blank != NULL ? g_strndup (rest, (gsize) (blank - rest)) : NULL;
  SuimaPrinterProfile *profile =
    name != NULL ? suima_printer_profiles_find (profiles, name) : NULL;
  SuimaPrinterSetup setup = suima_printer_setup_plain;

  if (profile == NULL || strcmp (profile->name, name) != 0 || blank[1] == '\0')
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "[%s]: names no printer of this file and label size", group);
      return FALSE;
    }
  if (!suima_profile_read_group (file, group, suima_profile_read_media_key, &setup, error))
    return FALSE;
  if (!suima_printer_profile_check_setup (&setup, error))
    {
      g_prefix_error (error, "[%s] ", group);
      return FALSE;
    }
  suima_printer_profile_set_setup (profile, blank + 1, &setup);
  return TRUE;
}

static gboolean
suima_profile_read_all (GPtrArray *profiles, GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "printer "))
      {
        if (!suima_profile_read_printer (profiles, file, groups[i], error))
          return FALSE;
      }
    else if (!g_str_has_prefix (groups[i], "media "))
      {
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                     "[%s]: is neither [printer NAME] nor [media NAME TEMPLATE]", groups[i]);
        return FALSE;
      }
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "media ") &&
        !suima_profile_read_media (profiles, file, groups[i], error))
      return FALSE;
  return TRUE;
}

GPtrArray *
suima_printer_profiles_load (const char *path, GError **error)
{
  g_autoptr (GPtrArray) profiles =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_printer_profile_free);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;

  bytes = suima_station_read_file (path, SUIMA_PROFILE_MAX_FILE_BYTES, &local);
  if (g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND) ||
      (bytes != NULL && g_bytes_get_size (bytes) == 0))
    return g_steal_pointer (&profiles);
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &local))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s: %s", path, local->message);
      return NULL;
    }
  if (suima_profile_read_all (profiles, file, error))
    return g_steal_pointer (&profiles);
  g_prefix_error (error, "%s: ", path);
  return NULL;
}

static void
suima_profile_write_media (GKeyFile *file,
                           const SuimaPrinterProfile *profile,
                           const SuimaPrinterMedia *media)
{
  g_autofree char *group = g_strdup_printf ("media %s %s", profile->name, media->template_id);
  const SuimaPrinterSetup *setup = &media->setup;

  g_key_file_set_string (file, group, "tracking", suima_tracking_to_word (setup->tracking));
  g_key_file_set_double (file, group, "gap_mm", setup->gap_mm);
  g_key_file_set_integer (file, group, "darkness", setup->darkness);
  g_key_file_set_integer (file, group, "speed", setup->speed);
  g_key_file_set_boolean (file, group, "turned", setup->is_turned);
  g_key_file_set_double (file, group, "offset_x_mm", setup->offset_x_mm);
  g_key_file_set_double (file, group, "offset_y_mm", setup->offset_y_mm);
}

gboolean
suima_printer_profiles_save (GPtrArray *profiles, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize size_bytes;

  for (guint i = 0; i < profiles->len; i++)
    {
      const SuimaPrinterProfile *profile = g_ptr_array_index (profiles, i);
      g_autofree char *group = g_strconcat ("printer ", profile->name, NULL);

      g_key_file_set_string (file, group, "destination", profile->destination);
      g_key_file_set_integer (file, group, "dpi", (int) profile->dpi);
      g_key_file_set_string (file, group, "model", profile->model);
      for (guint j = 0; j < profile->media->len; j++)
        suima_profile_write_media (file, profile, profile->media->pdata[j]);
    }
  text = g_key_file_to_data (file, &size_bytes, NULL);
  return suima_station_write_file (path, text, size_bytes, 0644, error);
}

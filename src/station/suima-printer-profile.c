// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-profile.h"

#include "suima-error.h"
#include "suima-station-private.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define SUIMA_PROFILE_MAX_NAME 40
#define SUIMA_PROFILE_DATA "suima-printer-profile"
#define SUIMA_PROFILE_DPI 203u /* where nobody says anything */
#define SUIMA_PROFILE_MAX_DPI 1200
#define SUIMA_PROFILE_MAX_GAP_MM 25.4
#define SUIMA_PROFILE_MAX_OFFSET_MM 50.0
#define SUIMA_PROFILE_MAX_DARKNESS 30
#define SUIMA_PROFILE_MAX_SPEED 18
#define SUIMA_PROFILE_MAX_FILE_BYTES ((gsize) 1 << 20)

static const char *const suima_tracking_words[] = {
  [SUIMA_TRACKING_GAP] = "gap",
  [SUIMA_TRACKING_MARK] = "mark",
  [SUIMA_TRACKING_CONTINUOUS] = "continuous",
};

const char *
suima_tracking_to_word (SuimaTracking tracking)
{
  g_return_val_if_fail (tracking < G_N_ELEMENTS (suima_tracking_words), "gap");
  return suima_tracking_words[tracking];
}

gboolean
suima_tracking_from_word (const char *word, SuimaTracking *ret_tracking)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_tracking_words); i++)
    if (strcmp (suima_tracking_words[i], word) == 0)
      {
        *ret_tracking = (SuimaTracking) i;
        return TRUE;
      }
  return FALSE;
}

static void
suima_printer_media_free (SuimaPrinterMedia *media)
{
  g_free (media->template_id);
  g_free (media);
}

SuimaPrinterProfile *
suima_printer_profile_new (const char *name, const char *destination)
{
  SuimaPrinterProfile *profile = g_new0 (SuimaPrinterProfile, 1);

  profile->name = g_strdup (name);
  profile->destination = g_strdup (destination);
  profile->model = g_strdup ("");
  profile->media = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_printer_media_free);
  return profile;
}

void
suima_printer_profile_free (SuimaPrinterProfile *profile)
{
  if (profile == NULL)
    return;
  g_free (profile->name);
  g_free (profile->destination);
  g_free (profile->model);
  g_ptr_array_unref (profile->media);
  g_free (profile);
}

gboolean
suima_printer_profile_check_name (const char *name, GError **error)
{
  gboolean is_name = g_utf8_validate (name, -1, NULL) && *name != '\0' &&
                     g_utf8_strlen (name, -1) <= SUIMA_PROFILE_MAX_NAME && *name != ' ' &&
                     !g_str_has_suffix (name, " ");

  for (const char *at = name; is_name && *at != '\0'; at = g_utf8_next_char (at))
    is_name = strchr (":/\\?#[]\"'", *at) == NULL && g_unichar_isprint (g_utf8_get_char (at));
  if (!is_name)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "\"%s\" is not a printer's name: 1 to %d letters, digits, blanks, - or _", name,
                 SUIMA_PROFILE_MAX_NAME);
  return is_name;
}

/* Not-a-number is none. */
static gboolean
suima_profile_check_offset (const char *key, double offset_mm, GError **error)
{
  if (offset_mm >= -SUIMA_PROFILE_MAX_OFFSET_MM && offset_mm <= SUIMA_PROFILE_MAX_OFFSET_MM)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s %g is not from -%g to %g", key,
               offset_mm, SUIMA_PROFILE_MAX_OFFSET_MM, SUIMA_PROFILE_MAX_OFFSET_MM);
  return FALSE;
}

gboolean
suima_printer_profile_check_setup (const SuimaPrinterSetup *setup, GError **error)
{
  if (!(setup->gap_mm >= 0 && setup->gap_mm <= SUIMA_PROFILE_MAX_GAP_MM))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "gap_mm %g is not from 0 to %g",
                 setup->gap_mm, SUIMA_PROFILE_MAX_GAP_MM);
  else if (setup->darkness < -1 || setup->darkness > SUIMA_PROFILE_MAX_DARKNESS)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "darkness %d is not from 0 to %d, or -1 for as the printer is set",
                 setup->darkness, SUIMA_PROFILE_MAX_DARKNESS);
  else if (setup->speed != -1 && (setup->speed < 1 || setup->speed > SUIMA_PROFILE_MAX_SPEED))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "speed %d is not from 1 to %d, or -1 for as the printer is set", setup->speed,
                 SUIMA_PROFILE_MAX_SPEED);
  else
    return suima_profile_check_offset ("offset_x_mm", setup->offset_x_mm, error) &&
           suima_profile_check_offset ("offset_y_mm", setup->offset_y_mm, error);
  return FALSE;
}

const SuimaPrinterSetup *
suima_printer_profile_find_setup (const SuimaPrinterProfile *profile, const char *template_id)
{
  for (guint i = 0; i < profile->media->len; i++)
    {
      const SuimaPrinterMedia *media = g_ptr_array_index (profile->media, i);
      if (strcmp (media->template_id, template_id) == 0)
        return &media->setup;
    }
  return NULL;
}

void
suima_printer_profile_set_setup (SuimaPrinterProfile *profile,
                                 const char *template_id,
                                 const SuimaPrinterSetup *setup)
{
  SuimaPrinterSetup *old =
    (SuimaPrinterSetup *) suima_printer_profile_find_setup (profile, template_id);
  SuimaPrinterMedia *media;

  if (old != NULL)
    {
      *old = *setup;
      return;
    }
  media = g_new0 (SuimaPrinterMedia, 1);
  media->template_id = g_strdup (template_id);
  media->setup = *setup;
  g_ptr_array_add (profile->media, media);
}

gboolean
suima_printer_profile_differs (const SuimaPrinterProfile *profile, const SuimaPrinterStatus *status)
{
  gboolean has_other_head =
    profile->dpi != 0 && status->is_dpi_told && status->dpi != profile->dpi;
  const char *model = status->make_and_model != NULL ? status->make_and_model : "";

  return has_other_head || (*profile->model != '\0' && *model != '\0' &&
                            strcmp (profile->model, model) != 0);
}

guint
suima_printer_profile_get_dpi (const SuimaPrinterProfile *profile, const SuimaPrinterStatus *status)
{
  if (status != NULL && status->is_dpi_told)
    return status->dpi;
  if (profile != NULL && profile->dpi != 0)
    return profile->dpi;
  return status != NULL && status->dpi != 0 ? status->dpi : SUIMA_PROFILE_DPI;
}

void
suima_printer_profile_attach (SuimaPrinterProfile *profile, SuimaPrinter *printer)
{
  g_object_set_data_full (G_OBJECT (printer), SUIMA_PROFILE_DATA, profile,
                          (GDestroyNotify) suima_printer_profile_free);
}

const SuimaPrinterProfile *
suima_printer_profile_of (SuimaPrinter *printer)
{
  return g_object_get_data (G_OBJECT (printer), SUIMA_PROFILE_DATA);
}

static SuimaPrinterProfile *
suima_printer_profiles_find_name (GPtrArray *profiles, const char *name)
{
  for (guint i = 0; i < profiles->len; i++)
    {
      SuimaPrinterProfile *profile = g_ptr_array_index (profiles, i);
      if (strcmp (profile->name, name) == 0)
        return profile;
    }
  return NULL;
}

SuimaPrinterProfile *
suima_printer_profiles_find (GPtrArray *profiles, const char *name)
{
  SuimaPrinterProfile *found = suima_printer_profiles_find_name (profiles, name);

  for (guint i = 0; found == NULL && i < profiles->len; i++)
    {
      SuimaPrinterProfile *profile = g_ptr_array_index (profiles, i);
      if (strcmp (profile->destination, name) == 0)
        found = profile;
    }
  return found;
}

SuimaPrinterProfile *
suima_printer_profiles_steal (GPtrArray *profiles, const char *name)
{
  SuimaPrinterProfile *found = suima_printer_profiles_find (profiles, name);
  guint at = 0;

  if (found == NULL || !g_ptr_array_find (profiles, found, &at))
    return NULL;
  return g_ptr_array_steal_index (profiles, at);
}

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
    name != NULL ? suima_printer_profiles_find_name (profiles, name) : NULL;
  SuimaPrinterSetup setup = suima_printer_setup_plain;

  if (profile == NULL || blank[1] == '\0')
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

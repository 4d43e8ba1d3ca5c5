// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-profile.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_PROFILE_MAX_NAME 40
#define SUIMA_PROFILE_MAX_MODEL 200u
#define SUIMA_PROFILE_DATA "suima-printer-profile"
#define SUIMA_PROFILE_DPI 203u /* where nobody says anything */
#define SUIMA_PROFILE_MAX_GAP_MM 25.4
#define SUIMA_PROFILE_MAX_OFFSET_MM 50.0
#define SUIMA_PROFILE_MAX_DARKNESS 30
#define SUIMA_PROFILE_MAX_SPEED 18

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

char *
suima_printer_dup_printable (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
  GString *printable = g_string_new (NULL);
  guint count = 0;

  for (const char *at = valid; *at != '\0' && count < SUIMA_PROFILE_MAX_MODEL;
       at = g_utf8_next_char (at), count++)
    if (g_unichar_isprint (g_utf8_get_char (at)))
      g_string_append_unichar (printable, g_utf8_get_char (at));
  return g_strstrip (g_string_free (printable, FALSE));
}

gboolean
suima_printer_profile_differs (const SuimaPrinterProfile *profile, const SuimaPrinterStatus *status)
{
  gboolean has_other_head =
    profile->dpi != 0 && status->is_dpi_told && status->dpi != profile->dpi;
  g_autofree char *model = suima_printer_dup_printable (status->make_and_model);

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

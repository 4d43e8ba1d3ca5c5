// SPDX-License-Identifier: Apache-2.0
// Changes to the printers a station knows: add, set up, accept, use, remove.
#include "suima-printer-entry.h"
#include "suima-station-private.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_PRINTERS_ADD_MS 5000

static gboolean
suima_station_save_printers (SuimaStation *station, GPtrArray *profiles, GError **error)
{
  g_autofree char *path = g_build_filename (station->dir, SUIMA_PRINTERS_FILE, NULL);

  return suima_printer_profiles_save (profiles, path, error);
}

/* Under the lock. The old name is kept: somebody may be reading it in the settings. */
static gboolean
suima_station_set_usual (SuimaStation *station, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (station->dir, SUIMA_CONFIG_FILE, NULL);
  g_autoptr (SuimaConfig) config = suima_config_load (path, error);

  if (config == NULL)
    return FALSE;
  g_free (config->printer);
  config->printer = g_strdup (name);
  if (!suima_config_save (config, path, error))
    return FALSE;
  if (station->config->printer != NULL)
    g_ptr_array_add (station->old_names, station->config->printer);
  station->config->printer = g_strdup (name);
  return TRUE;
}

static SuimaPrinterProfile *
suima_station_find_printer (GPtrArray *profiles, const char *name, GError **error)
{
  SuimaPrinterProfile *profile = suima_printer_profiles_find (profiles, name);

  if (profile == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                 "no printer \"%s\" was added: \"suimactl printers\" lists those that were", name);
  return profile;
}

static void
suima_media_setup_from (SuimaMediaSetup *media, const SuimaPrinterSetup *setup)
{
  *media = (SuimaMediaSetup){
    .fields = SUIMA_MEDIA_ALL,
    .tracking = suima_tracking_to_word (setup->tracking),
    .gap_mm = setup->gap_mm,
    .darkness = setup->darkness,
    .speed = setup->speed,
    .is_turned = setup->is_turned,
    .offset_x_mm = setup->offset_x_mm,
    .offset_y_mm = setup->offset_y_mm,
  };
}

static gboolean
suima_media_setup_apply (const SuimaMediaSetup *media, SuimaPrinterSetup *setup, GError **error)
{
  if ((media->fields & SUIMA_MEDIA_TRACKING) != 0 &&
      !suima_tracking_from_word (media->tracking, &setup->tracking))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "tracking \"%s\" is not gap, mark or continuous", media->tracking);
      return FALSE;
    }
  if ((media->fields & SUIMA_MEDIA_GAP) != 0)
    setup->gap_mm = media->gap_mm;
  if ((media->fields & SUIMA_MEDIA_DARKNESS) != 0)
    setup->darkness = media->darkness;
  if ((media->fields & SUIMA_MEDIA_SPEED) != 0)
    setup->speed = media->speed;
  if ((media->fields & SUIMA_MEDIA_TURN) != 0)
    setup->is_turned = media->is_turned;
  if ((media->fields & SUIMA_MEDIA_OFFSET_X) != 0)
    setup->offset_x_mm = media->offset_x_mm;
  if ((media->fields & SUIMA_MEDIA_OFFSET_Y) != 0)
    setup->offset_y_mm = media->offset_y_mm;
  return suima_printer_profile_check_setup (setup, error);
}

/* What is remembered for the label size, else what the destination says. */
static gboolean
suima_station_read_setup (const SuimaPrinterProfile *profile,
                          const char *template_id,
                          SuimaPrinterSetup *ret_setup,
                          GError **error)
{
  const SuimaPrinterSetup *known = suima_printer_profile_find_setup (profile, template_id);
  g_autoptr (SuimaPrinter) printer = NULL;

  if (known == NULL)
    {
      printer = suima_printer_new (profile->destination, error);
      known = printer != NULL ? suima_printer_get_setup (printer) : NULL;
    }
  if (known != NULL)
    *ret_setup = *known;
  return known != NULL;
}

/* @template_id: (nullable): the station's own. */
static gboolean
suima_station_change_media (SuimaStation *station,
                            SuimaPrinterProfile *profile,
                            const char *template_id,
                            const SuimaMediaSetup *media,
                            GError **error)
{
  const char *id = template_id != NULL ? template_id : station->config->template_id;
  g_autoptr (SuimaTemplate) template = suima_station_get_template (station, id, error);
  SuimaPrinterSetup setup;

  if (template == NULL || !suima_station_read_setup (profile, id, &setup, error) ||
      !suima_media_setup_apply (media, &setup, error))
    return FALSE;
  suima_printer_profile_set_setup (profile, id, &setup);
  return TRUE;
}

/* Asks what is at @destination. Returns: (transfer full): the answer. */
static SuimaPrinterStatus *
suima_station_ask_new (const char *destination, GCancellable *cancellable, GError **error)
{
  g_autoptr (SuimaPrinter) printer = suima_printer_new (destination, error);
  g_autoptr (SuimaPrinterStatus) status =
    printer != NULL
      ? suima_printer_get_status (printer, SUIMA_PRINTERS_ADD_MS, cancellable, error)
      : NULL;

  if (status == NULL || suima_station_judge_printer (printer, status, error) == 0)
    return NULL;
  return g_steal_pointer (&status);
}

static void
suima_printer_profile_remember (SuimaPrinterProfile *profile, const SuimaPrinterStatus *status)
{
  profile->dpi = status->is_dpi_told ? status->dpi : 0;
  g_free (profile->model);
  profile->model = suima_printer_dup_printable (status->make_and_model);
}

/* The profile of a name that is there already keeps its setups. */
static SuimaPrinterProfile *
suima_station_take_profile (GPtrArray *profiles, const char *name, const char *destination)
{
  SuimaPrinterProfile *profile = suima_printer_profiles_find (profiles, name);

  if (profile == NULL || strcmp (profile->name, name) != 0)
    {
      profile = suima_printer_profile_new (name, destination);
      g_ptr_array_add (profiles, profile);
      return profile;
    }
  g_free (profile->destination);
  profile->destination = g_strdup (destination);
  return profile;
}

static SuimaPrinterEntry *
suima_station_store_printer (SuimaStation *station,
                             const char *name,
                             const char *destination,
                             const char *template_id,
                             const SuimaMediaSetup *media,
                             const SuimaPrinterStatus *status,
                             GError **error)
{
  g_autoptr (GPtrArray) profiles = suima_station_load_printers (station, error);
  const char *usual = station->config->printer;
  SuimaPrinterProfile *profile;
  SuimaPrinterEntry *entry;
  gboolean is_media = template_id != NULL || (media != NULL && media->fields != 0);

  if (profiles == NULL)
    return NULL;
  profile = suima_station_take_profile (profiles, name, destination);
  suima_printer_profile_remember (profile, status);
  if (is_media && !suima_station_change_media (station, profile, template_id,
                                               media ? media : &(SuimaMediaSetup){ 0 }, error))
    return NULL;
  if (!suima_station_save_printers (station, profiles, error))
    return NULL;
  entry = suima_printer_entry_new (profile, g_strcmp0 (usual, name) == 0);
  suima_printer_entry_tell (entry, profile, status);
  return entry;
}

SuimaPrinterEntry *
suima_station_add_printer (SuimaStation *station,
                           const char *name,
                           const char *destination,
                           const char *template_id,
                           const SuimaMediaSetup *setup,
                           gboolean is_usual,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (SuimaPrinterStatus) status = NULL;
  g_autoptr (SuimaPrinterEntry) entry = NULL;
  g_autoptr (GMutexLocker) locker = NULL;
  const char *usual;

  if (!suima_station_check_writable (station, error) ||
      !suima_printer_profile_check_name (name, error))
    return NULL;
  status = suima_station_ask_new (destination, cancellable, error);
  if (status == NULL)
    return NULL;
  locker = g_mutex_locker_new (&station->printers_lock);
  entry = suima_station_store_printer (station, name, destination, template_id, setup, status, error);
  if (entry == NULL)
    return NULL;
  usual = station->config->printer;
  if (is_usual || usual == NULL || strcmp (usual, destination) == 0)
    {
      if (!suima_station_set_usual (station, name, error))
        return NULL;
      entry->is_usual = TRUE;
    }
  return g_steal_pointer (&entry);
}

gboolean
suima_station_set_printer_media (SuimaStation *station,
                                 const char *name,
                                 const char *template_id,
                                 const SuimaMediaSetup *setup,
                                 GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  SuimaPrinterProfile *profile;

  if (!suima_station_check_writable (station, error))
    return FALSE;
  locker = g_mutex_locker_new (&station->printers_lock);
  profiles = suima_station_load_printers (station, error);
  profile = profiles != NULL ? suima_station_find_printer (profiles, name, error) : NULL;
  return profile != NULL &&
         suima_station_change_media (station, profile, template_id, setup, error) &&
         suima_station_save_printers (station, profiles, error);
}

gboolean
suima_station_get_printer_media (SuimaStation *station,
                                 const char *name,
                                 const char *template_id,
                                 SuimaMediaSetup *ret_setup,
                                 GError **error)
{
  g_autoptr (GPtrArray) profiles = suima_station_load_printers (station, error);
  const char *id = template_id != NULL ? template_id : station->config->template_id;
  const SuimaPrinterProfile *profile =
    profiles != NULL ? suima_station_find_printer (profiles, name, error) : NULL;
  SuimaPrinterSetup setup;

  if (profile == NULL || !suima_station_read_setup (profile, id, &setup, error))
    return FALSE;
  suima_media_setup_from (ret_setup, &setup);
  return TRUE;
}

SuimaPrinterEntry *
suima_station_accept_printer (SuimaStation *station,
                              const char *name,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) profiles = NULL;
  const SuimaPrinterProfile *profile;

  if (!suima_station_check_writable (station, error))
    return NULL;
  profiles = suima_station_load_printers (station, error);
  profile = profiles != NULL ? suima_station_find_printer (profiles, name, error) : NULL;
  return profile != NULL ? suima_station_add_printer (station, profile->name, profile->destination,
                                                      NULL, NULL, FALSE, cancellable, error)
                         : NULL;
}

gboolean
suima_station_use_printer (SuimaStation *station, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  const SuimaPrinterProfile *profile;

  if (!suima_station_check_writable (station, error))
    return FALSE;
  locker = g_mutex_locker_new (&station->printers_lock);
  profiles = suima_station_load_printers (station, error);
  profile = profiles != NULL ? suima_station_find_printer (profiles, name, error) : NULL;
  return profile != NULL && suima_station_set_usual (station, profile->name, error);
}

gboolean
suima_station_remove_printer (SuimaStation *station, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (SuimaPrinterProfile) profile = NULL;

  if (!suima_station_check_writable (station, error))
    return FALSE;
  locker = g_mutex_locker_new (&station->printers_lock);
  profiles = suima_station_load_printers (station, error);
  if (profiles == NULL || suima_station_find_printer (profiles, name, error) == NULL)
    return FALSE;
  profile = suima_printer_profiles_steal (profiles, name);
  if (!suima_station_save_printers (station, profiles, error))
    return FALSE;
  return g_strcmp0 (station->config->printer, profile->name) != 0 ||
         suima_station_set_usual (station, NULL, error);
}

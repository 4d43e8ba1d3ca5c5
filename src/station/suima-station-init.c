// SPDX-License-Identifier: Apache-2.0
// Making a station: its folder, its settings, its key.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-hub-client.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static gboolean
suima_station_save_key (const char *dir, const SuimaKey *key, GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_KEY_FILE, NULL);
  char *text = suima_key_to_text (key);
  gboolean is_saved = suima_station_write_file (path, text, strlen (text), 0600, error);

  suima_key_free_text (text);
  return is_saved;
}

/* A key is taken from the hub for its code, or made here. */
static SuimaKey *
suima_station_make_key (const SuimaStationSetup *setup,
                        SuimaConfig *config,
                        char **ret_hub_key,
                        GError **error)
{
  g_autoptr (SuimaKey) own = suima_key_generate ();
  g_autoptr (SuimaHubClient) client = NULL;
  g_autoptr (SuimaEnrolment) enrolment = NULL;

  if (setup->enrol_code == NULL)
    return g_steal_pointer (&own);
  if (config->hub == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                           "an enrolment code needs the hub it is for: give --hub too");
      return NULL;
    }
  client = suima_hub_client_new (config->hub, own, error);
  if (client == NULL)
    return NULL;
  enrolment = suima_hub_client_enrol (client, setup->enrol_code, NULL, error);
  if (enrolment == NULL)
    return NULL;
  if (enrolment->host != NULL && setup->host == NULL)
    {
      g_free (config->host);
      config->host = g_ascii_strup (enrolment->host, -1);
    }
  *ret_hub_key = g_strdup (enrolment->hub_key);
  return suima_key_rekey (own, enrolment->serial_key, enrolment->station, enrolment->epoch);
}

static void
suima_station_replace (char **text, const char *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = *value != '\0' ? g_strdup (value) : NULL;
}

/* A hub with a name of its own lends it to the codes, unless another was given. */
static void
suima_station_host_from_hub (SuimaConfig *config)
{
  g_autoptr (GUri) uri = config->hub ? g_uri_parse (config->hub, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *name = uri ? g_uri_get_host (uri) : NULL;
  g_autofree char *upper = name ? g_ascii_strup (name, -1) : NULL;

  if (upper == NULL || strcmp (config->host, "TRACE.LOCAL") != 0 || !suima_host_is_valid (upper) ||
      g_hostname_is_ip_address (name) || strcmp (upper, "LOCALHOST") == 0)
    return;
  suima_station_replace (&config->host, upper);
}

static gboolean
suima_station_apply_setup (SuimaConfig *config, const SuimaStationSetup *setup, GError **error)
{
  g_autofree char *host = setup->host ? g_ascii_strup (setup->host, -1) : NULL;
  g_autofree char *shop = setup->shop ? g_ascii_strup (setup->shop, -1) : NULL;

  suima_station_replace (&config->host, host);
  suima_station_replace (&config->shop, shop);
  suima_station_replace (&config->jurisdiction, setup->jurisdiction);
  suima_station_replace (&config->operator_name, setup->operator_name);
  suima_station_replace (&config->hub, setup->hub);
  suima_station_replace (&config->printer, setup->printer);
  suima_station_replace (&config->template_id, setup->template_id);
  suima_station_replace (&config->market, setup->market);
  suima_station_replace (&config->market_kind, setup->market_kind);
  suima_station_replace (&config->managers, setup->managers);
  suima_station_replace (&config->market_phone, setup->market_phone);
  if (setup->notice_keys != NULL)
    {
      g_strfreev (config->notice_keys);
      config->notice_keys = g_strdupv ((char **) setup->notice_keys);
    }
  suima_station_replace (&config->scale_port, setup->scale_port);
  suima_station_replace (&config->scale_protocol, setup->scale_protocol);
  suima_station_replace (&config->platform, setup->platform);
  suima_station_replace (&config->registered_id, setup->registered_id);
  if (config->operator_name == NULL)
    config->operator_name = g_strdup ("");
  if (config->template_id == NULL)
    config->template_id = g_strdup (SUIMA_CONFIG_TEMPLATE);
  if (setup->host == NULL)
    suima_station_host_from_hub (config);
  return suima_config_check (config, error);
}

/* Codes that were issued stay checkable after the key changed: their public keys are kept. */
static gboolean
suima_station_keep_public_key (SuimaStore *store, const SuimaKey *key, GError **error)
{
  g_autofree char *name = g_strdup_printf ("public-key.%s", suima_key_get_id (key));
  g_autofree char *hex = suima_bytes_to_hex (suima_key_get_public (key), SUIMA_KEY_SIZE_BYTES);

  return suima_store_set_meta (store, name, hex, error);
}

/* Who enrolled here signs what is fetched here: any other hub under this address is refused. */
static gboolean
suima_station_keep_hub_key (SuimaStore *store, const char *hub, const char *hub_key, GError **error)
{
  g_autofree char *name = hub_key ? g_strconcat ("hub-key.", hub, NULL) : NULL;

  return name == NULL || suima_store_set_meta (store, name, hub_key, error);
}

/* Who names the hub anew says that it is the right one, though it may have been set up anew. */
static gboolean
suima_station_forget_hub_key (const char *dir, const char *hub, GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_STORE_FILE, NULL);
  g_autoptr (SuimaStore) store = NULL;

  if (hub == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  store = suima_store_open (path, NULL, FALSE, error);
  return store != NULL && suima_station_keep_hub_key (store, hub, "", error);
}

static gboolean
suima_station_make_store (const char *dir,
                          const SuimaKey *key,
                          const char *hub,
                          const char *hub_key,
                          GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_STORE_FILE, NULL);
  g_autoptr (SuimaStore) store = suima_store_open (path, NULL, FALSE, error);

  return store != NULL && suima_station_keep_public_key (store, key, error) &&
         suima_station_keep_hub_key (store, hub, hub_key, error);
}

static gboolean
suima_station_has_issued (const char *dir, gboolean *ret_has, GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_STORE_FILE, NULL);
  g_autoptr (SuimaStore) store = NULL;
  guint counts[SUIMA_ITEM_N_STATES] = { 0 };

  *ret_has = FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  store = suima_store_open (path, NULL, FALSE, error);
  if (store == NULL || !suima_store_count_items (store, 0, counts, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *ret_has = *ret_has || counts[i] > 0;
  return TRUE;
}

static gboolean
suima_station_init_key (const char *dir,
                        const SuimaStationSetup *setup,
                        SuimaConfig *config,
                        GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_KEY_FILE, NULL);
  g_autoptr (SuimaKey) key = NULL;
  g_autofree char *hub_key = NULL;
  gboolean has_issued = FALSE;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (setup->enrol_code == NULL)
        return suima_station_forget_hub_key (dir, setup->hub, error);
      if (!suima_station_has_issued (dir, &has_issued, error))
        return FALSE;
      if (has_issued)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS,
                       "the station in %s has issued codes already: enrol a new folder", dir);
          return FALSE;
        }
    }
  key = suima_station_make_key (setup, config, &hub_key, error);
  return key != NULL && suima_station_make_store (dir, key, config->hub, hub_key, error) &&
         suima_station_save_key (dir, key, error);
}

gboolean
suima_station_init (const char *dir, const SuimaStationSetup *setup, GError **error)
{
  g_autofree char *config_path = g_build_filename (dir, SUIMA_CONFIG_FILE, NULL);
  g_autoptr (SuimaConfig) config = NULL;
  gboolean is_done;
  int lock_fd;

  if (!suima_trust_init (error))
    return FALSE;
  if (g_mkdir_with_parents (dir, 0750) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot make the folder %s: %s", dir,
                   g_strerror (errno));
      return FALSE;
    }
  lock_fd = suima_station_lock (dir, error);
  if (lock_fd < 0)
    return FALSE;
  config = g_file_test (config_path, G_FILE_TEST_EXISTS) ? suima_config_load (config_path, error)
                                                         : suima_config_new ();
  is_done = config != NULL && suima_station_apply_setup (config, setup, error) &&
            suima_station_init_key (dir, setup, config, error) &&
            suima_config_save (config, config_path, error);
  close (lock_fd);
  return is_done;
}

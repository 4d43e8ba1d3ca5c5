// SPDX-License-Identifier: Apache-2.0
#include "suima-config.h"
#include "suima-station-private.h"

#include "suima-code.h"
#include "suima-error.h"

#include <string.h>

#define SUIMA_CONFIG_REPRINT_QUOTA 5
#define SUIMA_CONFIG_SHIFT_STARTS "00:00"

static int
suima_config_compare_minutes (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* "06:00,14:00,22:00". Returns: (nullable): the minutes, rising; NULL for anything else. */
static GArray *
suima_config_parse_shifts (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      int hour, minute;
      if (strlen (part) != 5 || part[2] != ':' || !g_ascii_isdigit (part[0]) ||
          !g_ascii_isdigit (part[1]) || !g_ascii_isdigit (part[3]) || !g_ascii_isdigit (part[4]))
        return NULL;
      hour = (part[0] - '0') * 10 + part[1] - '0';
      minute = (part[3] - '0') * 10 + part[4] - '0' + hour * 60;
      if (hour > 23 || minute - hour * 60 > 59)
        return NULL;
      g_array_append_val (minutes, minute);
    }
  if (minutes->len == 0)
    return NULL;
  g_array_sort (minutes, suima_config_compare_minutes);
  return g_steal_pointer (&minutes);
}

static char *
suima_config_shifts_to_text (const GArray *minutes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < minutes->len; i++)
    {
      int minute = g_array_index (minutes, int, i);
      g_string_append_printf (text, "%s%02d:%02d", i > 0 ? "," : "", minute / 60, minute % 60);
    }
  return g_string_free (text, FALSE);
}

SuimaConfig *
suima_config_new (void)
{
  SuimaConfig *config = g_new0 (SuimaConfig, 1);

  config->host = g_strdup ("TRACE.LOCAL");
  config->shop = g_strdup ("SHOP1");
  config->jurisdiction = g_strdup ("CN");
  config->operator_name = g_strdup ("");
  config->template_id = g_strdup (SUIMA_CONFIG_TEMPLATE);
  config->utc_offset_min = 480;
  config->reprint_quota = SUIMA_CONFIG_REPRINT_QUOTA;
  config->shift_starts_min = suima_config_parse_shifts (SUIMA_CONFIG_SHIFT_STARTS);
  return config;
}

void
suima_config_free (SuimaConfig *config)
{
  if (config == NULL)
    return;
  g_free (config->host);
  g_free (config->shop);
  g_free (config->jurisdiction);
  g_free (config->operator_name);
  g_free (config->hub);
  g_free (config->printer);
  g_free (config->template_id);
  g_free (config->scale_port);
  g_free (config->scale_protocol);
  g_free (config->inbox);
  g_free (config->platform);
  g_free (config->registered_id);
  g_clear_pointer (&config->shift_starts_min, g_array_unref);
  g_free (config);
}

const char *
suima_config_get_registration (const SuimaConfig *config)
{
  if (config->platform == NULL)
    return "none";
  return config->registered_id != NULL ? "registered" : "pending";
}

/* Returns FALSE when the value cannot be read; an absent one leaves @text as it is. */
static gboolean
suima_config_take (
    GKeyFile *file, const char *group, const char *key, char **text, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *value = g_key_file_get_string (file, group, key, &local);

  if (g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND) ||
      g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND))
    return TRUE;
  /* A wrong escape gives an error beside a value. */
  if (local != NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "[%s] %s cannot be read: %s", group,
                   key, local->message);
      return FALSE;
    }
  g_free (*text);
  *text = *value != '\0' ? g_steal_pointer (&value) : NULL;
  return TRUE;
}

static gboolean
suima_config_take_offset (GKeyFile *file, int *ret_offset_min, GError **error)
{
  g_autofree char *text = NULL;
  gint64 offset_min;

  if (!suima_config_take (file, "station", "utc_offset_min", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, -840, 840, &offset_min, NULL))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "utc_offset_min \"%s\" is not a number from -840 to 840", text);
      return FALSE;
    }
  *ret_offset_min = (int) offset_min;
  return TRUE;
}

static gboolean
suima_config_take_shifts (SuimaConfig *config, GKeyFile *file, GError **error)
{
  g_autofree char *quota = NULL, *starts = NULL;
  guint64 number = config->reprint_quota;
  GArray *minutes;

  if (!suima_config_take (file, "print", "reprint_quota", &quota, error) ||
      !suima_config_take (file, "print", "shift_starts", &starts, error))
    return FALSE;
  if (quota != NULL && !g_ascii_string_to_unsigned (quota, 10, 0, 10000, &number, NULL))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "reprint_quota \"%s\" is not a number from 0 to 10000", quota);
      return FALSE;
    }
  config->reprint_quota = (guint) number;
  if (starts == NULL)
    return TRUE;
  minutes = suima_config_parse_shifts (starts);
  if (minutes == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "shift_starts \"%s\" is not a list of times like 06:00,14:00,22:00", starts);
      return FALSE;
    }
  g_array_unref (config->shift_starts_min);
  config->shift_starts_min = minutes;
  return TRUE;
}

/* These stand in every code: a default in their place would print labels that lead nowhere. */
static gboolean
suima_config_has_names (GKeyFile *file, GError **error)
{
  static const char *const keys[] = { "host", "shop", "jurisdiction" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!g_key_file_has_key (file, "station", keys[i], NULL))
      {
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                     "[station] %s is missing: put it back as it was", keys[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
suima_config_read (SuimaConfig *config, GKeyFile *file, GError **error)
{
  return suima_config_has_names (file, error) &&
         suima_config_take (file, "station", "host", &config->host, error) &&
         suima_config_take (file, "station", "shop", &config->shop, error) &&
         suima_config_take (file, "station", "jurisdiction", &config->jurisdiction, error) &&
         suima_config_take (file, "station", "operator", &config->operator_name, error) &&
         suima_config_take (file, "hub", "url", &config->hub, error) &&
         suima_config_take (file, "print", "printer", &config->printer, error) &&
         suima_config_take (file, "print", "template", &config->template_id, error) &&
         suima_config_take (file, "scale", "scale_port", &config->scale_port, error) &&
         suima_config_take (file, "scale", "scale_protocol", &config->scale_protocol, error) &&
         suima_config_take (file, "import", "inbox", &config->inbox, error) &&
         suima_config_take (file, "registration", "platform", &config->platform, error) &&
         suima_config_take (file, "registration", "id", &config->registered_id, error) &&
         suima_config_take_offset (file, &config->utc_offset_min, error) &&
         suima_config_take_shifts (config, file, error);
}

static gboolean
suima_config_is_plain (const char *text, const char *more)
{
  gsize length = text ? strlen (text) : 0;

  if (length < 1 || length > 20)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text) && !g_ascii_isupper (*text) && strchr (more, *text) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
suima_config_is_hub (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (strcmp (g_uri_get_scheme (uri), "http") == 0 ||
          strcmp (g_uri_get_scheme (uri), "https") == 0);
}

gboolean
suima_config_check (const SuimaConfig *config, GError **error)
{
  if (config->host == NULL || !suima_host_is_valid (config->host))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "host \"%s\" is not a host name like TRACE.EXAMPLE.CN",
                 config->host ? config->host : "");
  else if (!suima_config_is_plain (config->shop, "-"))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "shop \"%s\" is not 1 to 20 of A-Z, 0-9 and hyphen",
                 config->shop ? config->shop : "");
  else if (!suima_config_is_plain (config->jurisdiction, "-") ||
           !g_str_has_prefix (config->jurisdiction, "CN"))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "jurisdiction \"%s\" is not like CN-4420",
                 config->jurisdiction ? config->jurisdiction : "");
  else if (config->hub != NULL && !suima_config_is_hub (config->hub))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "hub \"%s\" is not an address like https://hub.example.cn", config->hub);
  else if (config->scale_port != NULL && !g_str_has_prefix (config->scale_port, "/dev/"))
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "scale_port \"%s\" is not a serial line like /dev/ttyUSB0", config->scale_port);
  else if (config->utc_offset_min < -840 || config->utc_offset_min > 840)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "utc_offset_min %d is not from -840 to 840", config->utc_offset_min);
  else
    return TRUE;
  return FALSE;
}

SuimaConfig *
suima_config_load (const char *path, GError **error)
{
  g_autoptr (SuimaConfig) config = suima_config_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    {
      gboolean is_missing = g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      g_set_error (error, SUIMA_ERROR, is_missing ? SUIMA_ERROR_NOT_FOUND : SUIMA_ERROR_INVALID,
                   "cannot read the settings %s: %s", path, local->message);
      return NULL;
    }
  if (!suima_config_read (config, file, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (config->operator_name == NULL)
    config->operator_name = g_strdup ("");
  if (config->template_id == NULL)
    config->template_id = g_strdup (SUIMA_CONFIG_TEMPLATE);
  if (!suima_config_check (config, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&config);
}

gboolean
suima_config_save (const SuimaConfig *config, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autofree char *shifts = suima_config_shifts_to_text (config->shift_starts_min);
  gsize size_bytes;

  g_key_file_set_string (file, "station", "host", config->host);
  g_key_file_set_string (file, "station", "shop", config->shop);
  g_key_file_set_string (file, "station", "jurisdiction", config->jurisdiction);
  g_key_file_set_string (file, "station", "operator", config->operator_name);
  g_key_file_set_integer (file, "station", "utc_offset_min", config->utc_offset_min);
  g_key_file_set_string (file, "hub", "url", config->hub ? config->hub : "");
  g_key_file_set_string (file, "print", "printer", config->printer ? config->printer : "");
  g_key_file_set_string (file, "print", "template", config->template_id);
  g_key_file_set_string (file, "scale", "scale_port", config->scale_port ? config->scale_port : "");
  g_key_file_set_string (file, "scale", "scale_protocol",
                         config->scale_protocol ? config->scale_protocol : "");
  g_key_file_set_string (file, "import", "inbox", config->inbox ? config->inbox : "");
  g_key_file_set_string (file, "registration", "platform", config->platform ? config->platform : "");
  g_key_file_set_string (file, "registration", "id",
                         config->registered_id ? config->registered_id : "");
  g_key_file_set_integer (file, "print", "reprint_quota", (int) config->reprint_quota);
  g_key_file_set_string (file, "print", "shift_starts", shifts);
  text = g_key_file_to_data (file, &size_bytes, NULL);
  return suima_station_write_file (path, text, size_bytes, 0644, error);
}

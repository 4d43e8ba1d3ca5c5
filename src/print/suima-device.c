// SPDX-License-Identifier: Apache-2.0
#include "suima-device.h"

#include "suima-error.h"

#include <math.h>
#include <string.h>

#define SUIMA_DEVICE_PORT 9100
#define SUIMA_DEVICE_MAX_GAP_MM 25.4 /* TSPL2 manual, GAP: 1 inch */
#define SUIMA_DEVICE_MAX_SPEED 18

void
suima_device_target_free (SuimaDeviceTarget *target)
{
  if (target == NULL)
    return;
  g_free (target->destination);
  g_free (target->host);
  g_free (target);
}

/* -1 for a word that is none of @words. */
static int
suima_device_find_word (const char *const *words, const char *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], word) == 0)
      return i;
  return -1;
}

static gboolean
suima_device_read_number (const char *text, guint most, int *ret_number)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, most, &number, NULL))
    return FALSE;
  *ret_number = (int)number;
  return TRUE;
}

static gboolean
suima_device_read_gap (SuimaPrinterSetup *setup, const char *text)
{
  char *end = NULL;
  double gap_mm = g_ascii_strtod (text, &end);

  if (!g_ascii_isdigit (*text) || *end != '\0' || !isfinite (gap_mm) ||
      gap_mm > SUIMA_DEVICE_MAX_GAP_MM)
    return FALSE;
  setup->gap_mm = gap_mm;
  return TRUE;
}

static gboolean
suima_device_read_choice (SuimaDeviceTarget *target, const char *key, const char *value)
{
  static const char *const languages[] = { "zpl", "tspl", NULL };
  static const char *const trackings[] = { "gap", "mark", "continuous", NULL };
  static const char *const turns[] = { "0", "180", NULL };
  static const char *const resolutions[] = { "203", "300", NULL };
  static const char *const answers[] = { "none", "ask", NULL };
  static const struct
  {
    const char *key;
    const char *const *words;
  } choices[] = {
    { "lang", languages },  { "media", trackings }, { "turn", turns },
    { "dpi", resolutions }, { "status", answers },
  };
  int found = -1;

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].key, key) == 0)
      found = suima_device_find_word (choices[i].words, value);
  if (found < 0)
    return FALSE;
  if (strcmp (key, "lang") == 0)
    target->language = (SuimaDeviceLanguage)found;
  else if (strcmp (key, "media") == 0)
    target->setup.tracking = (SuimaTracking)found;
  else if (strcmp (key, "turn") == 0)
    target->setup.is_turned = found == 1;
  else if (strcmp (key, "dpi") == 0)
    target->dpi = found == 0 ? 203 : 300;
  else
    target->has_status = found == 1;
  return TRUE;
}

gboolean
suima_device_read_option (SuimaDeviceTarget *target, const char *key, const char *value)
{
  if (strcmp (key, "gap") == 0)
    return suima_device_read_gap (&target->setup, value);
  if (strcmp (key, "darkness") == 0)
    return suima_device_read_number (value, 30, &target->setup.darkness);
  if (strcmp (key, "speed") == 0)
    return suima_device_read_number (value, SUIMA_DEVICE_MAX_SPEED, &target->setup.speed) &&
           target->setup.speed > 0;
  return suima_device_read_choice (target, key, value);
}

static gboolean
suima_device_read_options (SuimaDeviceTarget *target, const char *query, GError **error)
{
  gboolean has_language = FALSE;
  GUriParamsIter iter;
  char *key = NULL, *value = NULL;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &key, &value, NULL))
    {
      g_autofree char *own_key = key, *own_value = value;
      if (!suima_device_read_option (target, key, value))
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "\"%s\" has the option \"%s=%s\", which no label printer takes",
                       target->destination, key, value);
          return FALSE;
        }
      has_language |= strcmp (key, "lang") == 0;
    }
  if (has_language && (target->language == SUIMA_DEVICE_ZPL || target->setup.darkness <= 15))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               has_language ? "\"%s\": the darkness of TSPL is 0 to 15"
                            : "\"%s\" does not say lang=zpl or lang=tspl",
               target->destination);
  return FALSE;
}

static gboolean
suima_device_read_uri (SuimaDeviceTarget *target, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (target->destination, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *path = uri != NULL ? g_uri_get_path (uri) : "";
  int port = uri != NULL ? g_uri_get_port (uri) : 0;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || (*path != '\0' && strcmp (path, "/") != 0) || port == 0 ||
      strcmp (g_uri_get_scheme (uri), "socket") != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is not a printer's address like socket://host:9100?lang=zpl",
                   target->destination);
      return FALSE;
    }
  target->host = g_strdup (host);
  target->port = (guint16)(port > 0 ? port : SUIMA_DEVICE_PORT);
  return suima_device_read_options (target, g_uri_get_query (uri) ? g_uri_get_query (uri) : "",
                                    error);
}

SuimaDeviceTarget *
suima_device_target_parse (const char *destination, GError **error)
{
  g_autoptr (SuimaDeviceTarget) target = g_new0 (SuimaDeviceTarget, 1);

  target->destination = g_strdup (destination);
  target->dpi = 203;
  target->has_status = TRUE;
  target->setup = suima_printer_setup_plain;
  if (!suima_device_read_uri (target, error))
    return NULL;
  /* A gap of nothing is no gap: both languages call such a roll continuous. */
  if (target->setup.gap_mm <= 0)
    target->setup.tracking = SUIMA_TRACKING_CONTINUOUS;
  return g_steal_pointer (&target);
}

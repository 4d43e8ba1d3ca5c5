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
  g_free (target->path);
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
  static const char *const parities[] = { "none", "even", "odd", NULL };
  static const char *const flows[] = { "none", "xonxoff", "rtscts", NULL };
  static const struct
  {
    const char *key;
    const char *const *words;
  } choices[] = {
    { "lang", languages }, { "media", trackings }, { "turn", turns }, { "dpi", resolutions },
    { "status", answers }, { "parity", parities }, { "flow", flows },
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
  else if (strcmp (key, "status") == 0)
    target->has_status = found == 1;
  else if (strcmp (key, "parity") == 0)
    target->line.parity = "NEO"[found];
  else
    target->line.flow = (SuimaFlow)found;
  return TRUE;
}

static gboolean
suima_device_read_baud (SuimaDeviceTarget *target, const char *text)
{
  int baud = 0;

  if (!suima_device_read_number (text, 1000000, &baud) || !suima_tty_has_baud ((guint)baud))
    return FALSE;
  target->line.baud = (guint)baud;
  return TRUE;
}

gboolean
suima_device_read_option (SuimaDeviceTarget *target, const char *key, const char *value)
{
  static const char *const of_serial[] = { "baud", "parity", "flow", NULL };

  if (target->kind != SUIMA_DEVICE_SERIAL && g_strv_contains (of_serial, key))
    return FALSE;
  if (strcmp (key, "baud") == 0)
    return suima_device_read_baud (target, value);
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
suima_device_read_host (SuimaDeviceTarget *target, GUri *uri)
{
  const char *host = g_uri_get_host (uri), *path = g_uri_get_path (uri);
  int port = g_uri_get_port (uri);

  if (host == NULL || *host == '\0' || (*path != '\0' && strcmp (path, "/") != 0) || port == 0)
    return FALSE;
  target->host = g_strdup (host);
  target->port = (guint16)(port > 0 ? port : SUIMA_DEVICE_PORT);
  return TRUE;
}

static gboolean
suima_device_read_path (SuimaDeviceTarget *target, GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if ((host != NULL && *host != '\0') || g_uri_get_port (uri) != -1 ||
      !suima_tty_is_path (g_uri_get_path (uri)))
    return FALSE;
  target->path = g_strdup (g_uri_get_path (uri));
  return TRUE;
}

/* The kinds in the order of SuimaDeviceKind. */
static const struct
{
  const char *scheme;
  gboolean (*read) (SuimaDeviceTarget *target, GUri *uri);
  const char *example;
} suima_device_kinds[] = {
  { "socket", suima_device_read_host, "socket://host:9100?lang=zpl" },
  { "usb", suima_device_read_path, "usb:///dev/usb/lp0?lang=zpl" },
  { "serial", suima_device_read_path, "serial:///dev/ttyUSB0?lang=zpl&baud=9600" },
};

/* -1 for a text that begins like none of them. */
static int
suima_device_find_kind (const char *destination)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_device_kinds); i++)
    {
      gsize length = strlen (suima_device_kinds[i].scheme);
      if (g_ascii_strncasecmp (destination, suima_device_kinds[i].scheme, length) == 0 &&
          destination[length] == ':')
        return (int)i;
    }
  return -1;
}

gboolean
suima_device_is_destination (const char *destination)
{
  return suima_device_find_kind (destination) >= 0;
}

static gboolean
suima_device_read_uri (SuimaDeviceTarget *target, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (target->destination, G_URI_FLAGS_NONE, NULL);
  int kind = MAX (suima_device_find_kind (target->destination), 0);

  target->kind = (SuimaDeviceKind)kind;
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      !suima_device_kinds[kind].read (target, uri))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is not a printer's address like %s", target->destination,
                   suima_device_kinds[kind].example);
      return FALSE;
    }
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
  target->line = (SuimaTtySetup){ .baud = 9600, .data_bits = 8, .parity = 'N', .stop_bits = 1 };
  if (!suima_device_read_uri (target, error))
    return NULL;
  /* A gap of nothing is no gap: both languages call such a roll continuous. */
  if (target->setup.gap_mm <= 0)
    target->setup.tracking = SUIMA_TRACKING_CONTINUOUS;
  return g_steal_pointer (&target);
}

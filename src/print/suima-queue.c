// SPDX-License-Identifier: Apache-2.0
#include "suima-queue.h"

#include "suima-cups-raster.h"
#include "suima-device.h"
#include "suima-error.h"
#include "suima-pwg.h"
#include "suima-tspl.h"
#include "suima-zpl.h"

#include <string.h>

#define SUIMA_QUEUE_SCHEME "cups:"
/* What cupsd calls a queue that has no driver. */
#define SUIMA_QUEUE_NO_DRIVER "Local Raw Printer"

const char *const suima_queue_attributes[3] = { "printer-error-policy", "device-uri",
                                                "printer-make-and-model" };

void
suima_queue_free (SuimaQueue *queue)
{
  if (queue == NULL)
    return;
  g_free (queue->name);
  g_free (queue);
}

static gboolean
suima_queue_read_format (SuimaQueue *queue, const char *word)
{
  static const char *const words[] = {
    [SUIMA_QUEUE_PWG] = "pwg",
    [SUIMA_QUEUE_CUPS_RASTER] = "raster",
    [SUIMA_QUEUE_ZPL] = "zpl",
    [SUIMA_QUEUE_TSPL] = "tspl",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0)
      {
        queue->format = (SuimaQueueFormat)i;
        return TRUE;
      }
  return FALSE;
}

/* The options of a label printer mean the same here; those of its line have no place. */
static gboolean
suima_queue_read_option (SuimaQueue *queue,
                         SuimaDeviceTarget *device,
                         const char *key,
                         const char *value)
{
  static const char *const shared[] = { "dpi",   "media", "gap",    "darkness",
                                        "speed", "turn",  "status", NULL };

  if (strcmp (key, "send") == 0)
    return suima_queue_read_format (queue, value);
  return g_strv_contains (shared, key) && suima_device_read_option (device, key, value);
}

static gboolean
suima_queue_read_options (SuimaQueue *queue,
                          const char *destination,
                          const char *query,
                          GError **error)
{
  SuimaDeviceTarget device = { .has_status = TRUE, .setup = suima_printer_setup_plain };
  GUriParamsIter iter;
  char *key = NULL, *value = NULL;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &key, &value, NULL))
    {
      g_autofree char *own_key = key, *own_value = value;
      if (!suima_queue_read_option (queue, &device, key, value))
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "\"%s\" has the option \"%s=%s\", which no queue takes", destination, key,
                       value);
          return FALSE;
        }
    }
  if (queue->format == SUIMA_QUEUE_TSPL && device.setup.darkness > 15)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\": the darkness of TSPL is 0 to 15", destination);
      return FALSE;
    }
  queue->dpi = device.dpi;
  queue->is_unasked = !device.has_status;
  queue->setup = device.setup;
  if (queue->setup.gap_mm <= 0)
    queue->setup.tracking = SUIMA_TRACKING_CONTINUOUS;
  return TRUE;
}

SuimaQueue *
suima_queue_parse (const char *destination, GError **error)
{
  g_autoptr (SuimaQueue) queue = g_new0 (SuimaQueue, 1);
  const char *name = destination + strlen (SUIMA_QUEUE_SCHEME);
  const char *mark = strchr (name, '?');

  g_assert (g_str_has_prefix (destination, SUIMA_QUEUE_SCHEME));
  queue->name = mark != NULL ? g_strndup (name, (gsize)(mark - name)) : g_strdup (name);
  if (!suima_queue_read_options (queue, destination, mark != NULL ? mark + 1 : "", error))
    return NULL;
  return g_steal_pointer (&queue);
}

GBytes *
suima_queue_encode (SuimaQueueFormat format, GPtrArray *rasters, const SuimaPrinterSetup *setup)
{
  switch (format)
    {
    case SUIMA_QUEUE_CUPS_RASTER:
      return suima_cups_raster_encode (rasters, setup);
    case SUIMA_QUEUE_ZPL:
      return suima_zpl_encode (rasters, setup);
    case SUIMA_QUEUE_TSPL:
      return suima_tspl_encode (rasters, setup);
    case SUIMA_QUEUE_PWG:
    default:
      return suima_pwg_encode (rasters);
    }
}

/* The first of @name's texts, "" when it is not told. */
static char *
suima_queue_dup_text (ipp_t *answer, const char *name)
{
  g_auto (GStrv) texts = suima_ipp_dup_keywords (answer, name);

  return g_strdup (texts[0] != NULL ? texts[0] : "");
}

/* Whether cupsd asks the device what became of a job. */
static gboolean
suima_queue_is_device_asked (const char *uri)
{
  static const char *const schemes[] = { "ipp:", "ipps:", "http:", "https:" };

  if (*uri == '\0')
    return TRUE; /* not a queue of cupsd: its word is all there is */
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (uri, schemes[i]))
      return TRUE;
  return g_str_has_prefix (uri, "dnssd:") && strstr (uri, "._ipp") != NULL;
}

static char *
suima_queue_object_device (const SuimaIppTarget *target, const char *uri)
{
  const char *name = strrchr (target->resource, '/') + 1;

  if (g_str_has_prefix (uri, "socket:"))
    return g_strdup_printf ("queue %s hands its bytes to %s and cannot know whether labels came "
                            "out: print to the printer itself with '%s?lang=zpl' (or lang=tspl), "
                            "or add status=none, \"cups:%s?...&status=none\", to have labels "
                            "counted as printed once they are handed over",
                            name, uri, uri, name);
  return g_strdup_printf ("queue %s hands its bytes to %s and cannot know whether labels came out: "
                          "add status=none, \"cups:%s?...&status=none\", to have labels counted as "
                          "printed once they are handed over",
                          name, uri, name);
}

char *
suima_queue_check (const SuimaIppTarget *target,
                   const SuimaQueue *queue,
                   ipp_t *answer,
                   const char **ret_reason)
{
  g_autofree char *policy = suima_queue_dup_text (answer, "printer-error-policy");
  g_autofree char *device = suima_queue_dup_text (answer, "device-uri");
  g_autofree char *model = suima_queue_dup_text (answer, "printer-make-and-model");
  const char *name = strrchr (target->resource, '/') + 1;

  *ret_reason = NULL;
  if (*policy != '\0' && strcmp (policy, "abort-job") != 0)
    {
      *ret_reason = "queue-repeats-jobs";
      return g_strdup_printf ("queue %s would send a broken job again (error policy %s) and print "
                              "labels twice; set it once with: "
                              "sudo lpadmin -p %s -o printer-error-policy=abort-job",
                              name, policy, name);
    }
  if (queue->format == SUIMA_QUEUE_CUPS_RASTER && strcmp (model, SUIMA_QUEUE_NO_DRIVER) == 0)
    {
      *ret_reason = "queue-without-driver";
      return g_strdup_printf ("queue %s has no driver to read send=raster: say send=zpl or "
                              "send=tspl, or give it a driver with lpadmin -p %s -m MODEL",
                              name, name);
    }
  if (!queue->is_unasked && !suima_queue_is_device_asked (device))
    {
      *ret_reason = "queue-not-asked";
      return suima_queue_object_device (target, device);
    }
  return NULL;
}

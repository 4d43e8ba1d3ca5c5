// SPDX-License-Identifier: Apache-2.0
#include "suima-ipp-media.h"

#include <math.h>
#include <string.h>

#define SUIMA_IPP_MAX_DARKNESS 30
#define SUIMA_IPP_SPEED_PER_INCH 2540 /* print-speed is in hundredths of a millimetre a second */

static gboolean
suima_ipp_media_lists (ipp_t *abilities, const char *name, const char *word)
{
  g_auto (GStrv) words = suima_ipp_dup_keywords (abilities, name);

  return g_strv_contains ((const char *const *)words, word);
}

/* For rolls with gaps "web" where there is the word: with "gap" some drivers look for marks. A
 * printer that knows tracking and does not list the words knows them all (LPrint 1.1). */
static const char *
suima_ipp_media_get_tracking (ipp_t *abilities, SuimaTracking tracking)
{
  static const char *const words[][3] = {
    [SUIMA_TRACKING_GAP] = { "web", "gap", NULL },
    [SUIMA_TRACKING_MARK] = { "mark", NULL },
    [SUIMA_TRACKING_CONTINUOUS] = { "continuous", NULL },
  };

  if (!suima_ipp_media_lists (abilities, "media-col-supported", "media-tracking"))
    return NULL;
  if (ippFindAttribute (abilities, "media-tracking-supported", IPP_TAG_ZERO) == NULL)
    return words[tracking][0];
  for (guint i = 0; words[tracking][i] != NULL; i++)
    if (suima_ipp_media_lists (abilities, "media-tracking-supported", words[tracking][i]))
      return words[tracking][i];
  return NULL;
}

static const char *
suima_ipp_media_get_type (ipp_t *abilities, SuimaTracking tracking)
{
  const char *type = tracking == SUIMA_TRACKING_CONTINUOUS ? "continuous" : "labels";

  return suima_ipp_media_lists (abilities, "media-col-supported", "media-type") &&
                 suima_ipp_media_lists (abilities, "media-type-supported", type)
             ? type
             : NULL;
}

static void
suima_ipp_media_add_collection (ipp_t *request,
                                ipp_t *abilities,
                                const SuimaPrinterJob *job,
                                const SuimaPrinterSetup *setup)
{
  const char *tracking = suima_ipp_media_get_tracking (abilities, setup->tracking);
  const char *type = suima_ipp_media_get_type (abilities, setup->tracking);
  ipp_t *size = ippNew ();
  ipp_t *media = ippNew ();

  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension",
                 (int)lround (job->width_mm * 100));
  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension",
                 (int)lround (job->height_mm * 100));
  ippAddCollection (media, IPP_TAG_ZERO, "media-size", size);
  if (tracking != NULL)
    ippAddString (media, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-tracking", NULL, tracking);
  if (type != NULL)
    ippAddString (media, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-type", NULL, type);
  ippAddCollection (request, IPP_TAG_JOB, "media-col", media);
  ippDelete (size);
  ippDelete (media);
}

/* print-darkness is in percent, on top of what is set at the printer: without that nothing is
 * known of it. */
static void
suima_ipp_media_add_darkness (ipp_t *request, ipp_t *abilities, int darkness)
{
  ipp_attribute_t *set =
      ippFindAttribute (abilities, "printer-darkness-configured", IPP_TAG_INTEGER);
  int percent = (MIN (darkness, SUIMA_IPP_MAX_DARKNESS) * 100 + SUIMA_IPP_MAX_DARKNESS - 1) /
                SUIMA_IPP_MAX_DARKNESS;

  if (darkness >= 0 && set != NULL &&
      suima_ipp_media_lists (abilities, "job-creation-attributes-supported", "print-darkness"))
    ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "print-darkness",
                   percent - ippGetInteger (set, 0));
}

static void
suima_ipp_media_add_speed (ipp_t *request, ipp_t *abilities, int speed)
{
  ipp_attribute_t *range = ippFindAttribute (abilities, "print-speed-supported", IPP_TAG_RANGE);
  int upper = 0;
  int lower = range != NULL ? ippGetRange (range, 0, &upper) : 0;
  int wanted = speed * SUIMA_IPP_SPEED_PER_INCH;

  if (speed > 0 && wanted >= lower && wanted <= upper)
    ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "print-speed", wanted);
}

/* "Custom.40x30mm": what a PPD calls a size that has no name in it. */
static void
suima_ipp_media_add_options (ipp_t *request,
                             const SuimaPrinterJob *job,
                             const SuimaPrinterSetup *setup)
{
  static const char *const trackings[] = {
    [SUIMA_TRACKING_GAP] = "Web",
    [SUIMA_TRACKING_MARK] = "Mark",
    [SUIMA_TRACKING_CONTINUOUS] = "Continuous",
  };
  char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *media = g_strdup_printf (
      "Custom.%sx%smm", g_ascii_formatd (width, sizeof width, "%.4g", job->width_mm),
      g_ascii_formatd (height, sizeof height, "%.4g", job->height_mm));
  g_autofree char *speed = g_strdup_printf ("%d", setup->speed);

  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_NAME, "zeMediaTracking", NULL,
                trackings[setup->tracking]);
  if (setup->speed > 0)
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_NAME, "zePrintRate", NULL, speed);
}

void
suima_ipp_media_add (ipp_t *request,
                     ipp_t *abilities,
                     SuimaQueueFormat format,
                     const SuimaPrinterJob *job,
                     const SuimaPrinterSetup *setup)
{
  if (format == SUIMA_QUEUE_CUPS_RASTER)
    suima_ipp_media_add_options (request, job, setup);
  if (format != SUIMA_QUEUE_PWG)
    return;
  suima_ipp_media_add_collection (request, abilities, job, setup);
  suima_ipp_media_add_darkness (request, abilities, setup->darkness);
  suima_ipp_media_add_speed (request, abilities, setup->speed);
}

gboolean
suima_ipp_media_is_refused (ipp_t *answer)
{
  guint n_others = 0;

  for (ipp_attribute_t *a = ippFirstAttribute (answer); a != NULL; a = ippNextAttribute (answer))
    {
      const char *name = ippGetName (a);
      if (ippGetGroupTag (a) != IPP_TAG_UNSUPPORTED_GROUP || name == NULL)
        continue;
      if (g_str_has_prefix (name, "media"))
        return TRUE;
      n_others++;
    }
  return n_others == 0 && (ippGetStatusCode (answer) == IPP_STATUS_OK_IGNORED_OR_SUBSTITUTED ||
                           ippGetStatusCode (answer) == IPP_STATUS_OK_CONFLICTING);
}

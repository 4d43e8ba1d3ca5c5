// SPDX-License-Identifier: Apache-2.0
// A CUPS queue: what is sent to it, and whether what it says of a job can be relied on. Within this
// room only; see suima-printer.h.
#pragma once

#include "suima-ipp.h"
#include "suima-printer.h"

typedef enum
{
  SUIMA_QUEUE_PWG,
  SUIMA_QUEUE_CUPS_RASTER, /* for the queue's driver */
  SUIMA_QUEUE_ZPL,
  SUIMA_QUEUE_TSPL,
} SuimaQueueFormat;

/** SuimaQueue: a `cups:` destination, read. */
typedef struct
{
  char *name;
  SuimaQueueFormat format;
  guint dpi;           /* 0: as the queue says */
  gboolean is_unasked; /* status=none: handed over counts as printed */
  SuimaPrinterSetup setup;
} SuimaQueue;

/** suima_queue_parse: Returns: (transfer full): `cups:QUEUE?...`, see suima_printer_new(). Errors:
 * INVALID, naming the option that is wrong. */
SuimaQueue *suima_queue_parse (const char *destination, GError **error);
void suima_queue_free (SuimaQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaQueue, suima_queue_free)

/** suima_queue_encode: Returns: (transfer full): @rasters as @format. */
GBytes *
suima_queue_encode (SuimaQueueFormat format, GPtrArray *rasters, const SuimaPrinterSetup *setup);

/**
 * suima_queue_check:
 * @answer: with the attributes of suima_queue_attributes
 * @ret_reason: (out): like a printer-state-reason, static; %NULL when nothing speaks against it
 *
 * A queue that sends a job again after a failure would print labels twice. Behind a queue whose
 * device is not asked, "completed" is said as soon as the bytes are in a buffer of this machine.
 * And bytes of a driver's format make a raw queue's printer print signs.
 *
 * Returns: (transfer full) (nullable): why nothing may be sent to it, and what to do.
 */
char *suima_queue_check (const SuimaIppTarget *target,
                         const SuimaQueue *queue,
                         ipp_t *answer,
                         const char **ret_reason);

/** suima_queue_attributes: the names of the attributes that suima_queue_check() reads. */
extern const char *const suima_queue_attributes[3];

// SPDX-License-Identifier: Apache-2.0
// The printers that can be found from here without being told of.
#pragma once

#include <gio/gio.h>

typedef enum
{
  SUIMA_FOUND_QUEUE,  /* of the local cupsd, or the one of CUPS_SERVER */
  SUIMA_FOUND_DNSSD,  /* announces itself in the network */
  SUIMA_FOUND_USB,
  SUIMA_FOUND_SERIAL,
} SuimaFoundSource;

/** SuimaFoundPrinter: one of them, not yet asked anything. */
typedef struct
{
  SuimaFoundSource source;
  char *name;        /* as it calls itself */
  char *destination; /* for suima_printer_new(); of a port `?lang=zpl` or `?lang=tspl` may lack */
  char *model;       /* "" when not told */
  char *condition;   /* (nullable): `idle`, `processing`, `stopped` or an IPP reason */
} SuimaFoundPrinter;

void suima_found_printer_free (SuimaFoundPrinter *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaFoundPrinter, suima_found_printer_free)

/**
 * suima_printer_list:
 * @timeout_ms: 100 to 60000: the longest wait for all of it
 *
 * Looks everywhere at once. Where nobody answers there is nothing: no cupsd, no DNS-SD responder
 * and no device is no error, and is known at once.
 *
 * Returns: (transfer full) (element-type SuimaFoundPrinter): queues first; what was found until
 * @cancellable was cancelled or the time was up.
 */
GPtrArray *suima_printer_list (int timeout_ms, GCancellable *cancellable);

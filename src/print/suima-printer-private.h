// SPDX-License-Identifier: Apache-2.0
// What a kind of destination does for SuimaPrinter. Within this room only; see suima-printer.h.
#pragma once

#include "suima-printer.h"

typedef struct _SuimaPrinterBackend SuimaPrinterBackend;

/** SuimaPrinterActs: the functions of suima-printer.h without their prefix; the same promises. */
typedef struct
{
  SuimaPrinterStatus *(*get_status) (SuimaPrinterBackend *backend,
                                     int timeout_ms,
                                     GCancellable *cancellable,
                                     GError **error);
  int (*submit) (SuimaPrinterBackend *backend,
                 const SuimaPrinterJob *job,
                 gboolean *ret_may_have_data,
                 GCancellable *cancellable,
                 GError **error);
  SuimaJobStatus *(*get_job) (SuimaPrinterBackend *backend, int job_id, GError **error);
  int (*find_job) (SuimaPrinterBackend *backend, const char *job_name, GError **error);
  gboolean (*cancel_job) (SuimaPrinterBackend *backend, int job_id, GError **error);
  void (*free) (SuimaPrinterBackend *backend);
} SuimaPrinterActs;

/** SuimaPrinterBackend: the head of what each back end keeps. */
struct _SuimaPrinterBackend
{
  const SuimaPrinterActs *acts;
  gboolean turns_itself;   /* the encoding carries is_turned; otherwise the rasters come turned */
  SuimaPrinterSetup setup; /* at first what the destination says; the rasters come shifted */
  int timeout_ms;          /* set by SuimaPrinter */
};

/** suima_ipp_printer_new: Returns: (transfer full): for `ipp://`, `ipps://` and queues. Errors:
 * INVALID. */
SuimaPrinterBackend *suima_ipp_printer_new (const char *destination, GError **error);

/** suima_device_printer_new: Returns: (transfer full): for `socket://`, `usb://` and `serial://`.
 * Errors: INVALID. */
SuimaPrinterBackend *suima_device_printer_new (const char *destination, GError **error);

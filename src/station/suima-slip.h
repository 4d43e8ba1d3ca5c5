// SPDX-License-Identifier: Apache-2.0
// A paper that the label printer prints: voucher, certificate. It is no item and takes no serial.
// Within this room only.
#pragma once

#include "suima-label.h"
#include "suima-station-private.h"

/** SuimaSlipFace: one way to say it; all borrowed. */
typedef struct
{
  const SuimaBatch *batch;
  const char *uri; /* of the QR */
  const SuimaLabelContext *context;
} SuimaSlipFace;

/** SuimaSlip: all borrowed. */
typedef struct
{
  const char *template_id;
  SuimaTemplateKind kind;       /* that the template must be of */
  const char *job;              /* part of the job's name: `voucher/TTTTE-PZ000012` */
  const SuimaSlipFace *faces;  /* the first that fits is taken */
  guint n_faces;
} SuimaSlip;

#define SUIMA_SLIP_MAX_COPIES 200u

/**
 * suima_slip_draw:
 * Returns: (transfer full): the dots, the code read back and equal. Errors: NOT_FOUND, INVALID (the
 * template); NO_SPACE when no face fits; INTERNAL.
 */
SuimaRaster *
suima_slip_draw (SuimaStation *station, const SuimaSlip *slip, guint dpi, GError **error);

/** suima_slip_print: @printer: (nullable): as in suima_station_open_printer(). Errors: of
 * suima_slip_draw(); PRINTER. */
gboolean suima_slip_print (SuimaStation *station,
                            const SuimaSlip *slip,
                            const char *printer,
                            guint copies,
                            GCancellable *cancellable,
                            GError **error);

/** suima_slip_write: The same as a PNG file of 203 dots per inch. */
gboolean
suima_slip_write (SuimaStation *station, const SuimaSlip *slip, const char *path, GError **error);

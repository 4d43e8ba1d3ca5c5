// SPDX-License-Identifier: Apache-2.0
// The labels of a run as rasters, drawn and read back on all cores ahead of the printer.
#pragma once

#include "suima-batch.h"
#include "suima-raster.h"
#include "suima-station.h"
#include "suima-template.h"

#include <gio/gio.h>

typedef struct _SuimaPress SuimaPress;

/**
 * suima_press_new:
 * @station, @template, @batch, @items: borrowed, as long as the press is; nobody may change them
 *   meanwhile. @items (element-type SuimaItem) are all labels of a run, in order
 * @dpi: of the print head, 150 to 600
 *
 * A thread a core begins at once with the first labels.
 *
 * Returns: (transfer full): the press.
 */
SuimaPress *suima_press_new (SuimaStation *station,
                             const SuimaTemplate *template,
                             const SuimaBatch *batch,
                             GPtrArray *items,
                             guint dpi);

/** suima_press_free: Waits for the labels that are being drawn, some milliseconds. */
void suima_press_free (SuimaPress *press);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPress, suima_press_free)

/**
 * suima_press_take:
 * @first, @last: numbers of labels, 1 to the number of items, first <= last
 * @cancellable: (nullable): ends the waiting, not the press
 *
 * Waits until they are drawn and read back; those that follow are drawn meanwhile, at most
 * SUIMA_PRESS_AHEAD_LABELS of them. The same labels can be taken again: they are drawn anew, dot
 * for dot the same. One thread at a time.
 *
 * Returns: (transfer full) (element-type SuimaRaster): one a label, in order; where the template
 * has several labels across, one a row of suima_template_get_row_mm(), beginning with @first, white
 * behind the last label.
 * Errors: of the first label that cannot be printed, with its number: NO_SPACE and INVALID of the
 * renderer, INTERNAL when it does not read back; G_IO_ERROR_CANCELLED.
 */
GPtrArray *suima_press_take (
    SuimaPress *press, guint first, guint last, GCancellable *cancellable, GError **error);

#define SUIMA_PRESS_AHEAD_LABELS 64u

/**
 * suima_press_join_rows:
 * @labels: (element-type SuimaRaster): of one size  @across: labels in a row, 1 to 4
 * @pitch_mm: from one label's left edge to the next one's  @row_mm: width of a row
 *
 * Returns: (transfer full) (element-type SuimaRaster): the rows; the last one may end white.
 */
GPtrArray *suima_press_join_rows (GPtrArray *labels, guint across, double pitch_mm, double row_mm);

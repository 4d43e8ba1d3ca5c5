// SPDX-License-Identifier: Apache-2.0
// Labels as a shop prints them, each with a code of its own, and what became of them.
#pragma once

#include "suima-printer.h"
#include "suima-raster.h"

/** labels_draw: Returns: (transfer full) (element-type SuimaRaster): @count labels of the shipped
 * template @template_id. */
GPtrArray *labels_draw (const char *template_id, guint dpi, guint count);

/** labels_check: Label by label, in order: every black dot that was drawn and no other, and the
 * code that was drawn. A label that arrives larger or smaller must lack, or add, only white. */
void labels_check (GPtrArray *drawn, GPtrArray *arrived);

/** labels_submit: Returns: the id of the job, of which data has left. */
int labels_submit (SuimaPrinter *printer,
                   const char *job_name,
                   const char *template_id,
                   GPtrArray *rasters);

/** labels_await_end: Returns: how the job ended; @ret_count: (out) (optional): the labels that the
 * printer counted. */
SuimaJobState labels_await_end (SuimaPrinter *printer, int job_id, int *ret_count);

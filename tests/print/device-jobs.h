// SPDX-License-Identifier: Apache-2.0
// Jobs for a fake device, as the tests of this room send them.
#pragma once

#include "fake-device.h"
#include "suima-error.h"
#include "suima-printer.h"
#include "suima-raster.h"

/** make_rasters: Labels that differ from one another and are drawn in no time: the number is in the
 * first row. */
GPtrArray *make_rasters (guint n_labels);
/** make_large_rasters: Noise: nothing in it can be packed. */
GPtrArray *make_large_rasters (guint n_labels);
/** assert_printed: Exactly these came out, in this order, dot by dot. */
void assert_printed (FakeDevice *device, GPtrArray *rasters);
SuimaPrinter *make_printer (FakeDevice *device, const char *more);
int submit (SuimaPrinter *printer, GPtrArray *rasters, gboolean *ret_may_have_data, GError **error);
int submit_well (SuimaPrinter *printer, GPtrArray *rasters);
SuimaJobStatus *get_job (SuimaPrinter *printer, int job_id);
/** await_end: Asks until the job is over. Returns: how it ended. */
SuimaJobState await_end (SuimaPrinter *printer, int job_id, int *ret_count);
/** await_reason: Asks until the job tells @reason, or none for NULL. */
void await_reason (SuimaPrinter *printer, int job_id, const char *reason);
/** fake_run_chunks: All of them, one job after the other has come out. */
void fake_run_chunks (SuimaPrinter *printer, GPtrArray *rasters, guint chunk_labels);

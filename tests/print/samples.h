// SPDX-License-Identifier: Apache-2.0
// Batches, codes and templates that the tests of this room share.
#pragma once

#include "suima-label.h"

#include <glib.h>

#define SAMPLE_SERIAL "0C1S2000001XEB2Y1708"
/* The codes of label-vectors.json: 83 and 184 characters. */
#define SAMPLE_URI                                                                                 \
  "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/10/CL-CH-2641/21/0C1S2000001XEB2Y1708"
#define SAMPLE_SIGNED_URI                                                                          \
  "HTTPS://TRACE.EXAMPLE.CN/ZJH11V17WXDYYVTKBP1X8JD390J5WJ8S6DSANDQ2G0XMWKR6WNMTGTQ992FSMW8S2CZ5" \
  "PV5SPE7WJBA0E7F9RZG6KJP2BXARKXMCE3R/01/07800000001013/10/CL-CH-2641/21/0C1S2000001XEB2Y1708"

/** sample_template: Returns: (transfer full): a shipped template, `60x40`. */
SuimaTemplate *sample_template (const char *id);

/** sample_template_ids: Returns: (transfer none): the shipped ones, NULL terminated. */
const char *const *sample_template_ids (void);

/** sample_uri: Returns: (transfer none): the code that fits @template: signed or not. */
const char *sample_uri (const SuimaTemplate *template);

SuimaBatch *sample_fruit (void);   /* fruit-delivery.csv, row 1 */
SuimaBatch *sample_meat (void);    /* meat-delivery.xlsx, row 1 */
SuimaBatch *sample_produce (void); /* domestic-produce.csv, row 1 */
SuimaBatch *sample_long (void);    /* a name of 40 characters, long parties */

/** sample_label: Returns: (transfer full): @batch on @template. */
SuimaLabel *sample_label (const SuimaTemplate *template, const SuimaBatch *batch);

// SPDX-License-Identifier: Apache-2.0
// 承诺达标合格证: issued here, printed, and read from others.
#pragma once

#include "suima-conformity.h"
#include "suima-document.h"
#include "suima-station.h"

/** SuimaCertificateRequest: all borrowed. */
typedef struct
{
  gint64 batch_id;
  SuimaConformityStyle style;
  guint basis;           /* SuimaBasis, at least one */
  gint64 quantity_milli; /* 0: all of the batch */
  const char *phone;     /* (nullable): 联系方式; kept for the next one */
  const char *place;     /* (nullable): likewise */
  const char *person;    /* (nullable): who does it */
} SuimaCertificateRequest;

/**
 * suima_station_make_certificate:
 * A paper of its own number for the wallet, and the batch has it from now on: also the one that a
 * mixture needs anew. The buyer's style rests on papers that were collected: of the batch or of what
 * it was made of.
 *
 * Returns: (transfer full): the paper; its body is JSON, suima_conformity_from_json(). Errors:
 * NOT_FOUND; INVALID, in words: no operator, phone or origin; no basis; more than the batch has;
 * nothing collected.
 */
SuimaDocument *suima_station_make_certificate (SuimaStation *station,
                                               const SuimaCertificateRequest *request,
                                               GError **error);

/** suima_station_print_certificate: @number: of one made here. Errors: NOT_FOUND, PRINTER, NO_SPACE. */
gboolean suima_station_print_certificate (SuimaStation *station,
                                          const char *number,
                                          const char *printer,
                                          guint copies,
                                          GCancellable *cancellable,
                                          GError **error);
/** suima_station_draw_certificate: The same as a PNG file. */
gboolean suima_station_draw_certificate (SuimaStation *station,
                                         const char *number,
                                         const char *path,
                                         GError **error);

/**
 * suima_station_take_certificate:
 * @text: of a certificate's code, suima_conformity_parse()
 *
 * The paper comes into the wallet, where it is not yet, and the batch has it.
 *
 * Returns: (transfer full): the paper. Errors: INVALID, in words: no certificate; of other goods;
 * BLOCKED: it covers less; NOT_FOUND.
 */
SuimaDocument *suima_station_take_certificate (SuimaStation *station,
                                               const char *text,
                                               gint64 batch_id,
                                               const char *person,
                                               GError **error);

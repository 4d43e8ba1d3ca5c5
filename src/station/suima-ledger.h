// SPDX-License-Identifier: Apache-2.0
// What became of each label of a run: the only place that turns chunks into item states.
#pragma once

#include "suima-station.h"

/**
 * suima_ledger_settle_run:
 * @run_id: a run whose jobs are over
 *
 * One transaction: items of counted chunks become PRINTED (spares: SPARE), of chunks that were never sent or never
 * made VOID, of all others IN_DOUBT; events for the first two; the run is SETTLED.
 */
gboolean suima_ledger_settle_run (SuimaStation *station, gint64 run_id, GError **error);

/**
 * suima_ledger_resolve_run:
 * @last_good: item number of the last label that came out; 0 for none
 *
 * One transaction: items IN_DOUBT up to @last_good become PRINTED (spares: SPARE), the others VOID.
 */
gboolean suima_ledger_resolve_run (SuimaStation *station,
                                   gint64 run_id,
                                   guint last_good,
                                   GError **error);

// SPDX-License-Identifier: Apache-2.0
// What was going on at the printers when the station stopped.
#pragma once

#include "suima-station.h"

/**
 * suima_recovery_run:
 * For the opening of the station. A job that was not seen to its end is looked up at its printer by
 * its name, the one thing that is neither used twice nor lost by a restart: a job that waits for
 * its data is cancelled, nothing of it was printed; one that still prints leaves its run open, to
 * be followed; of any other it is not known what came out. All printers together get at most 2 s:
 * what is not known by then is in doubt. Then every run but the followed ones is settled.
 */
gboolean suima_recovery_run (SuimaStation *station, GError **error);

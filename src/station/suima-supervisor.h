// SPDX-License-Identifier: Apache-2.0
// Supervisors and their PINs.
#pragma once

#include "suima-station.h"
#include "suima-store-supervisor.h"

/**
 * suima_station_check_pin:
 * Five wrong PINs in a row lock the supervisor for a minute, each one more for twice as long, up to
 * a day. A try is written down before it is looked at: ending the program does not win one. The
 * lock is timed by the machine's uptime, not by the clock that people set; a restart of the machine
 * begins it anew. The right PIN ends the count.
 *
 * Whoever may write the station's files, or can keep the machine from ever running, is not kept out
 * by it.
 *
 * Errors: PIN_WRONG, also for a supervisor who is not there; PIN_LOCKED; DENIED for one who only looks.
 */
gboolean suima_station_check_pin (SuimaStation *station,
                                  const char *supervisor,
                                  const char *pin,
                                  GError **error);

/** suima_supervisor_take: Returns: (transfer full): whose PIN it is, whatever it was registered for.
 * Errors: as suima_station_check_pin(). */
SuimaSupervisor *suima_supervisor_take (SuimaStation *station,
                                        const char *name,
                                        const char *pin,
                                        GError **error);
/** suima_supervisor_check_pin: Errors: INVALID for a new PIN that is none, or that anyone guesses. */
gboolean suima_supervisor_check_pin (const char *pin, GError **error);

/** suima_station_read_boot_id: Returns: (transfer full): changes with each start of the machine. */
char *suima_station_read_boot_id (void);
/** suima_station_read_uptime_us: Returns: microseconds since that start, time asleep included. */
gint64 suima_station_read_uptime_us (gpointer user_data);

// SPDX-License-Identifier: Apache-2.0
// Whether the machine's clock may be believed. Days stand on labels and in events for ever, so that
// a clock that lost its battery must not write any; and a wrong day once written must not stop the
// station for years.
#pragma once

#include "suima-station.h"

/** SuimaClockState: how the clock stands to the newest record. */
typedef enum
{
  SUIMA_CLOCK_FINE,
  SUIMA_CLOCK_BEHIND, /* more than 5 minutes before it */
  SUIMA_CLOCK_AHEAD,  /* more than 400 days after it */
} SuimaClockState;

/** SuimaClock: the clock and what it is measured by; microseconds since 1970. */
typedef struct
{
  SuimaClockState state;
  gint64 now_us;
  gint64 newest_us; /* 0: nothing was recorded yet */
} SuimaClock;

/** suima_station_get_clock: Fills @ret_clock. A clock that was accepted is fine until the next
 * record. */
gboolean suima_station_get_clock (SuimaStation *station, SuimaClock *ret_clock, GError **error);

/**
 * suima_station_accept_clock:
 * @person: who looked at a watch and says that the machine's clock is right
 *
 * The newest record keeps the time it has; the next one is written with the clock as it is.
 * Errors: INVALID without a name; DENIED when the station may not be written.
 */
gboolean suima_station_accept_clock (SuimaStation *station, const char *person, GError **error);

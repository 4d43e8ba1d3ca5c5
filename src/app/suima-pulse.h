// SPDX-License-Identifier: Apache-2.0
// The station's pulse: asks the printer and sends to the hub, again and again, in the background.
#pragma once

#include "suima-session.h"

#define SUIMA_TYPE_PULSE (suima_pulse_get_type ())
G_DECLARE_FINAL_TYPE (SuimaPulse, suima_pulse, SUIMA, PULSE, GObject)

/** SuimaHubState: how the last talk with the hub went. */
typedef enum
{
  SUIMA_HUB_NONE,    /* no hub is set */
  SUIMA_HUB_UNTRIED, /* not asked since start */
  SUIMA_HUB_REACHED,
  SUIMA_HUB_AWAY,
  SUIMA_HUB_DENIED, /* it does not take this station's events */
} SuimaHubState;

/**
 * suima_pulse_new:
 * Emits `changed` in the main thread whenever printer or hub were asked. Beats only while it is
 * active.
 */
SuimaPulse *suima_pulse_new (SuimaSession *session);

/** suima_pulse_set_active: @is_active: whether somebody looks; a first beat follows at once. */
void suima_pulse_set_active (SuimaPulse *self, gboolean is_active);

/** suima_pulse_sync_soon: Something was recorded: sends it now, unless the hub is away. */
void suima_pulse_sync_soon (SuimaPulse *self);

/** suima_pulse_stop: Ends the beats and gives up what waits for the network. */
void suima_pulse_stop (SuimaPulse *self);

/** suima_pulse_get_printer: Returns: (transfer none) (nullable): %NULL until it was asked. */
const SuimaPrinterCard *suima_pulse_get_printer (SuimaPulse *self);
/** suima_pulse_get_sync: Returns: (transfer none): the outbox, as of the last beat. */
const SuimaSyncStatus *suima_pulse_get_sync (SuimaPulse *self);
SuimaHubState suima_pulse_get_hub (SuimaPulse *self);

/**
 * suima_pulse_backoff_s:
 * @failures: in a row, 1 or more
 * @chance: 0.0 to 1.0, evenly drawn
 *
 * Full jitter, so that the stations of a market do not come back in one moment after an outage.
 *
 * Returns: seconds until the next try, 1 to 900.
 */
guint suima_pulse_backoff_s (guint failures, double chance);

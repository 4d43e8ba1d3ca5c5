// SPDX-License-Identifier: Apache-2.0
#include "suima-station-clock.h"

#include "suima-refusal.h"
#include "suima-station-private.h"

#include <inttypes.h>

#define SUIMA_CLOCK_SLACK_US (5 * G_TIME_SPAN_MINUTE)
#define SUIMA_CLOCK_LEAP_US (400 * G_TIME_SPAN_DAY)
#define SUIMA_CLOCK_ACCEPTED "clock-accepted" /* meta: seq of the newest record then, and who */

/* The newest record's place and time; -1 and 0 where there is none. */
static gboolean
suima_clock_get_newest (SuimaStation *station, gint64 *ret_seq, gint64 *ret_us, GError **error)
{
  g_autoptr (GBytes) entry = NULL;
  g_autoptr (GPtrArray) last = NULL;
  gint64 next_seq = 0;

  *ret_us = 0;
  if (!suima_store_get_head (station->store, &next_seq, &entry, error))
    return FALSE;
  *ret_seq = next_seq - 1;
  if (next_seq == 0)
    return TRUE;
  last = suima_store_get_events (station->store, *ret_seq, 1, error);
  if (last == NULL)
    return FALSE;
  if (last->len == 1)
    *ret_us = ((const SuimaStoredEvent *)last->pdata[0])->at_us;
  return TRUE;
}

static gboolean
suima_clock_was_accepted (SuimaStation *station, gint64 seq)
{
  g_autofree char *accepted = suima_store_get_meta (station->store, SUIMA_CLOCK_ACCEPTED, NULL);

  return accepted != NULL && g_ascii_strtoll (accepted, NULL, 10) == seq;
}

gboolean
suima_station_get_clock (SuimaStation *station, SuimaClock *ret_clock, GError **error)
{
  gint64 seq = -1;

  *ret_clock = (SuimaClock){ .now_us = suima_station_get_now_us (station) };
  if (!suima_clock_get_newest (station, &seq, &ret_clock->newest_us, error))
    return FALSE;
  if (ret_clock->newest_us == 0)
    return TRUE;
  if (ret_clock->newest_us > ret_clock->now_us + SUIMA_CLOCK_SLACK_US)
    ret_clock->state = SUIMA_CLOCK_BEHIND;
  else if (ret_clock->now_us - ret_clock->newest_us > SUIMA_CLOCK_LEAP_US)
    ret_clock->state = SUIMA_CLOCK_AHEAD;
  if (ret_clock->state != SUIMA_CLOCK_FINE && suima_clock_was_accepted (station, seq))
    ret_clock->state = SUIMA_CLOCK_FINE;
  return TRUE;
}

gboolean
suima_station_check_clock (SuimaStation *station, GError **error)
{
  SuimaClock clock;
  g_autofree char *now = NULL, *newest = NULL;

  if (!suima_station_get_clock (station, &clock, error))
    return FALSE;
  if (clock.state == SUIMA_CLOCK_FINE)
    return TRUE;
  now = suima_time_to_text (clock.now_us, station->config->utc_offset_min);
  newest = suima_time_to_text (clock.newest_us, station->config->utc_offset_min);
  now[10] = newest[10] = '\0'; /* the days */
  return suima_refuse (error, SUIMA_ERROR_DENIED,
                       clock.state == SUIMA_CLOCK_BEHIND ? SUIMA_REFUSAL_CLOCK_BEHIND
                                                         : SUIMA_REFUSAL_CLOCK_LEAPT,
                       now, newest, NULL);
}

gboolean
suima_station_accept_clock (SuimaStation *station, const char *person, GError **error)
{
  g_autofree char *folded = suima_text_fold (person ? person : "");
  g_autofree char *value = NULL;
  gint64 seq = -1, newest_us = 0;

  if (*folded == '\0')
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_WHO, NULL);
  if (!suima_station_check_writable (station, error) ||
      !suima_clock_get_newest (station, &seq, &newest_us, error))
    return FALSE;
  value = g_strdup_printf ("%" PRId64 " %s", seq, folded);
  return suima_store_set_meta (station->store, SUIMA_CLOCK_ACCEPTED, value, error);
}

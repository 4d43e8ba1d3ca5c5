// SPDX-License-Identifier: Apache-2.0
#include "suima-supervisor.h"

#include "suima-refusal.h"
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-pin.h"
#include "suima-store-supervisor.h"

#include <string.h>
#include <time.h>

#define SUIMA_PIN_FREE_TRIES 5u
#define SUIMA_PIN_MAX_LOCK_US G_TIME_SPAN_DAY
#define SUIMA_SUPERVISOR_MAX_CHARS 40

char *
suima_station_read_boot_id (void)
{
  char *text = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    return g_strdup ("?");
  return g_strstrip (text);
}

gint64
suima_station_read_uptime_us (gpointer user_data)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
suima_supervisor_get_lock_length_us (guint failures)
{
  guint doublings = failures - SUIMA_PIN_FREE_TRIES;

  if (failures < SUIMA_PIN_FREE_TRIES)
    return 0;
  return doublings > 11 ? SUIMA_PIN_MAX_LOCK_US
                        : MIN (G_TIME_SPAN_MINUTE << doublings, SUIMA_PIN_MAX_LOCK_US);
}

/* Of the time before a restart nothing is known but that it was more than none. */
static gint64
suima_supervisor_get_lock_us (const SuimaSupervisor *supervisor, SuimaStation *station)
{
  gint64 now_us = station->uptime (station->uptime_data);
  gboolean is_same_boot = g_strcmp0 (supervisor->lock_boot, station->boot_id) == 0;
  gint64 passed_us = is_same_boot ? now_us - supervisor->lock_uptime_us : now_us;

  return MAX (suima_supervisor_get_lock_length_us (supervisor->failures) - MAX (passed_us, 0), 0);
}

typedef struct
{
  SuimaStation *station;
  const char *name;
  SuimaSupervisor *supervisor; /* out: as it was before the try */
} SuimaPinTry;

/* One try is taken in a transaction: two at a time are two. */
static gboolean
suima_pin_try_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaPinTry *try = user_data;
  SuimaStation *station = try->station;
  g_autoptr (SuimaSupervisor) next = suima_store_get_supervisor (store, try->name, error);
  gint64 lock_us;

  if (next == NULL)
    return FALSE;
  lock_us = suima_supervisor_get_lock_us (next, station);
  if (lock_us > 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_LOCKED,
                   "locked for %" G_GINT64_FORMAT " seconds after wrong PINs",
                   (lock_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
      return FALSE;
    }
  try->supervisor = suima_store_get_supervisor (store, try->name, error);
  next->failures++;
  g_free (next->lock_boot);
  next->lock_boot = g_strdup (station->boot_id);
  next->lock_uptime_us = station->uptime (station->uptime_data);
  return try->supervisor != NULL && suima_store_set_supervisor_lock (store, next, error);
}

/* A name that is not there is said to be as wrong. */
static gboolean
suima_pin_refuse (guint failures, GError **error)
{
  guint left = failures + 1 < SUIMA_PIN_FREE_TRIES ? SUIMA_PIN_FREE_TRIES - failures - 1 : 0;

  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PIN_WRONG, "wrong PIN: %u more tries until a lock",
               left);
  return FALSE;
}

SuimaSupervisor *
suima_supervisor_take (SuimaStation *station, const char *name, const char *pin, GError **error)
{
  SuimaPinTry try = { .station = station, .name = name };
  g_autoptr (GError) local = NULL;
  g_autoptr (SuimaSupervisor) supervisor = NULL;

  if (!suima_store_transact (station->store, suima_pin_try_store, &try, &local))
    {
      if (g_error_matches (local, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
        suima_pin_refuse (0, error);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  supervisor = try.supervisor;
  if (!suima_pin_check (station->key, supervisor->pin_hash, pin))
    {
      suima_pin_refuse (supervisor->failures, error);
      return NULL;
    }
  supervisor->failures = 0;
  return suima_store_set_supervisor_lock (station->store, supervisor, error)
             ? g_steal_pointer (&supervisor) : NULL;
}

/* The PIN first: who is registered for what is not told to a stranger. */
static gboolean
suima_station_check_badge (SuimaStation *station,
                           const char *name,
                           SuimaRole role,
                           const char *pin,
                           GError **error)
{
  g_autoptr (SuimaSupervisor) supervisor = suima_supervisor_take (station, name, pin, error);

  if (supervisor == NULL)
    return FALSE;
  return supervisor->role == role ||
         suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_NOT_ROLE, name, NULL);
}

gboolean
suima_station_check_pin (SuimaStation *station,
                         const char *name,
                         const char *pin,
                         GError **error)
{
  return suima_station_check_badge (station, name, SUIMA_ROLE_OWNER, pin, error);
}

gboolean
suima_role_needs_pin (SuimaRole role)
{
  return role != SUIMA_ROLE_CONSUMER && role != SUIMA_ROLE_CLERK;
}

gboolean
suima_station_sign_in (SuimaStation *station,
                       SuimaRole role,
                       const char *name,
                       const char *pin,
                       GError **error)
{
  gboolean needs_pin = suima_role_needs_pin (role);
  g_autofree char *folded = needs_pin && name != NULL ? suima_text_fold (name) : NULL;

  if (needs_pin && (folded == NULL || pin == NULL))
    return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_SIGN_IN, NULL);
  if (needs_pin && (!suima_station_check_writable (station, error) ||
                    !suima_station_check_badge (station, folded, role, pin, error)))
    return FALSE;
  g_mutex_lock (&station->policies_lock);
  g_free (station->signed_in);
  station->signed_in = g_steal_pointer (&folded);
  g_mutex_unlock (&station->policies_lock);
  suima_station_set_role (station, role);
  return TRUE;
}

static gboolean
suima_supervisor_check_name (const char *name, GError **error)
{
  if (name != NULL && *name != '\0' && g_utf8_validate (name, -1, NULL) &&
      g_utf8_strlen (name, -1) <= SUIMA_SUPERVISOR_MAX_CHARS)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "a supervisor's name has 1 to %d characters", SUIMA_SUPERVISOR_MAX_CHARS);
  return FALSE;
}

gboolean
suima_supervisor_check_pin (const char *pin, GError **error)
{
  if (pin != NULL && suima_pin_is_valid (pin))
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "a PIN is %d digits, not all the same and not just in order", SUIMA_PIN_LENGTH);
  return FALSE;
}

/* The first one comes with setting up; whoever adds more is one. */
static gboolean
suima_station_allow_supervisor (SuimaStation *station,
                                SuimaRole role,
                                const char *by,
                                const char *by_pin,
                                GError **error)
{
  g_autoptr (GPtrArray) all = suima_store_list_supervisors (station->store, error);

  if (all == NULL)
    return FALSE;
  if (all->len == 0 && role == SUIMA_ROLE_OWNER)
    return TRUE;
  if (by == NULL || by_pin == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_PIN_NEEDED,
                           "a supervisor must allow another one");
      return FALSE;
    }
  return suima_station_check_pin (station, by, by_pin, error);
}

gboolean
suima_station_add_badge (SuimaStation *station,
                         const char *name,
                         SuimaRole role,
                         const char *pin,
                         const char *by,
                         const char *by_pin,
                         GError **error)
{
  g_autofree char *folded = name != NULL ? suima_text_fold (name) : NULL;
  g_autofree char *hash = NULL;
  SuimaSupervisor supervisor = { .name = folded, .role = role };

  if (!suima_station_check_writable (station, error) ||
      !suima_supervisor_check_name (folded, error) || !suima_supervisor_check_pin (pin, error))
    return FALSE;
  if (!suima_role_needs_pin (role))
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NO_BADGE, NULL);
  if (!suima_station_allow_supervisor (station, role, by, by_pin, error) ||
      (hash = suima_pin_hash (station->key, pin, error)) == NULL)
    return FALSE;
  supervisor.pin_hash = hash;
  supervisor.created_us = suima_station_get_now_us (station);
  return suima_store_add_supervisor (station->store, &supervisor, error);
}

gboolean
suima_station_add_supervisor (SuimaStation *station,
                              const char *name,
                              const char *pin,
                              const char *by,
                              const char *by_pin,
                              GError **error)
{
  return suima_station_add_badge (station, name, SUIMA_ROLE_OWNER, pin, by, by_pin, error);
}

GPtrArray *
suima_station_list_badges (SuimaStation *station, SuimaRole role, GError **error)
{
  g_autoptr (GPtrArray) all = suima_store_list_supervisors (station->store, error);
  SuimaRole reader = suima_station_get_role (station);
  GPtrArray *names;

  if (all == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < all->len; i++)
    {
      const SuimaSupervisor *one = g_ptr_array_index (all, i);
      if (one->role == role)
        g_ptr_array_add (names, suima_mask_for (reader, SUIMA_FIELD_PERSON, one->name));
    }
  return names;
}

GPtrArray *
suima_station_list_supervisors (SuimaStation *station, GError **error)
{
  return suima_station_list_badges (station, SUIMA_ROLE_OWNER, error);
}

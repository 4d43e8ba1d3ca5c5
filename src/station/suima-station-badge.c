// SPDX-License-Identifier: Apache-2.0
// A PIN is changed, or taken away: by whom is on the record, whose it is stays at home.
#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-stock.h"
#include "suima-store-supervisor.h"
#include "suima-supervisor.h"

#include "suima-pin.h"

typedef struct
{
  SuimaStation *station;
  SuimaSupervisor *badge; /* whose PIN it is */
  char *by;               /* who changes it */
  char *pin_hash;         /* the new one; NULL: it is taken away */
} SuimaBadgeWork;

static void
suima_badge_work_clear (SuimaBadgeWork *work)
{
  suima_supervisor_free (work->badge);
  g_free (work->by);
  g_free (work->pin_hash);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaBadgeWork, suima_badge_work_clear)

/* Anyone changes their own PIN; a supervisor changes and takes away everybody's. */
static gboolean
suima_badge_allow (SuimaBadgeWork *work, const char *by_pin, GError **error)
{
  g_autoptr (SuimaSupervisor) one = NULL;

  if (work->by == NULL || by_pin == NULL)
    return suima_refuse (error, SUIMA_ERROR_PIN_NEEDED, SUIMA_REFUSAL_SUPERVISOR, NULL);
  one = suima_supervisor_take (work->station, work->by, by_pin, error);
  if (one == NULL)
    return FALSE;
  if (one->role == SUIMA_ROLE_OWNER ||
      (work->pin_hash != NULL && g_str_equal (one->name, work->badge->name)))
    return TRUE;
  return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_NOT_ROLE, work->by, NULL);
}

/* Two who take each other away at once are one after the other here. */
static gboolean
suima_badge_check_left (SuimaBadgeWork *work, GError **error)
{
  g_autoptr (GPtrArray) all = suima_store_list_supervisors (work->station->store, error);
  gboolean is_another = work->badge->role != SUIMA_ROLE_OWNER;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const SuimaSupervisor *one = g_ptr_array_index (all, i);
      is_another = is_another || (one->role == SUIMA_ROLE_OWNER &&
                                  !g_str_equal (one->name, work->badge->name));
    }
  return all != NULL &&
         (is_another || suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_LAST_SUPERVISOR,
                                      work->badge->name, NULL));
}

/* The event says what and for which role; the names are kept beside it. */
static gboolean
suima_badge_record (SuimaBadgeWork *work, GError **error)
{
  SuimaStore *store = work->station->store;
  const char *what = work->pin_hash != NULL ? "pin-changed" : "badge-taken-away";
  const SuimaEventDetail details[] = {
    { "change", what },
    { "role", suima_role_to_code (work->badge->role) },
  };
  const SuimaAct act = { .kind = SUIMA_EVENT_BADGE,
                         .details = details,
                         .n_details = G_N_ELEMENTS (details) };
  gint64 seq = suima_station_record_seq (work->station, &act, error);

  return seq >= 0 && suima_store_set_person (store, seq, work->badge->name, error) &&
         suima_store_add_approval (store, seq, work->by, what,
                                   suima_station_get_now_us (work->station), error);
}

static gboolean
suima_badge_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaBadgeWork *work = user_data;

  if (work->pin_hash != NULL)
    return suima_store_set_supervisor_pin (store, work->badge->name, work->pin_hash, error) &&
           suima_badge_record (work, error);
  return suima_badge_check_left (work, error) &&
         suima_store_remove_supervisor (store, work->badge->name, error) &&
         suima_badge_record (work, error);
}

/* @pin_hash: (transfer full) (nullable) */
static gboolean
suima_badge_act (SuimaStation *station,
                 const char *name,
                 char *pin_hash,
                 const char *by,
                 const char *by_pin,
                 GError **error)
{
  g_auto (SuimaBadgeWork) work = { .station = station, .pin_hash = pin_hash };
  g_autofree char *folded = suima_text_fold (name ? name : "");

  work.by = by != NULL ? suima_text_fold (by) : NULL;
  work.badge = suima_store_get_supervisor (station->store, folded, NULL);
  if (work.badge == NULL) /* the PIN first: who is registered is not told to a stranger */
    {
      work.badge = g_new0 (SuimaSupervisor, 1);
      work.badge->name = g_strdup (folded);
      return suima_badge_allow (&work, by_pin, error) &&
             suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NO_SUCH_BADGE, folded, NULL);
    }
  return suima_badge_allow (&work, by_pin, error) &&
         suima_store_transact (station->store, suima_badge_store, &work, error);
}

gboolean
suima_station_change_pin (SuimaStation *station,
                          const char *name,
                          const char *pin,
                          const char *by,
                          const char *by_pin,
                          GError **error)
{
  char *hash;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) || !suima_supervisor_check_pin (pin, error))
    return FALSE;
  hash = suima_pin_hash (station->key, pin, error);
  return hash != NULL && suima_badge_act (station, name, hash, by, by_pin, error);
}

gboolean
suima_station_remove_badge (SuimaStation *station,
                            const char *name,
                            const char *by,
                            const char *by_pin,
                            GError **error)
{
  return suima_station_check_writable (station, error) &&
         suima_station_check_clock (station, error) &&
         suima_badge_act (station, name, NULL, by, by_pin, error);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-station-seller.h"

#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-market.h"
#include "suima-store-stock.h"
#include "suima-uscc.h"

void
suima_seller_file_free (SuimaSellerFile *file)
{
  if (file == NULL)
    return;
  suima_party_free (file->party);
  g_free (file);
}

/* Takes @party. */
static SuimaSellerFile *
suima_seller_file_new (SuimaStation *station, SuimaParty *party, GError **error)
{
  g_autoptr (SuimaSellerFile) file = g_new0 (SuimaSellerFile, 1);

  file->party = party;
  file->warnings = suima_party_check_seller (party, suima_station_get_today (station));
  file->keep_until = suima_party_get_keep_until (party);
  if (!suima_store_sum_seller (station->store, party->id, suima_station_get_now_us (station),
                               &file->n_late, &file->oldest_due_us, &file->n_failed, error))
    return NULL;
  if (file->n_late > 0)
    file->warnings |= SUIMA_SELLER_LATE;
  suima_mask_party (party, suima_station_get_role (station));
  return g_steal_pointer (&file);
}

typedef struct
{
  SuimaStation *station;
  const SuimaParty *said;
  gboolean is_new, has_left;
  SuimaDay left_on;
  const char *person; /* (nullable) */
  SuimaParty *party;  /* (transfer full): as it is then */
} SuimaSellerWork;

/* What was said over what stands there: NULL says nothing, "" takes it away. */
static void
suima_seller_take_text (char **text, const char *said)
{
  g_autofree char *folded = said ? suima_text_fold (said) : NULL;

  if (said == NULL)
    return;
  g_free (*text);
  *text = *folded != '\0' ? g_steal_pointer (&folded) : NULL;
}

static void
suima_seller_take_day (SuimaDay *day, SuimaDay said)
{
  if (said != SUIMA_DAY_NONE)
    *day = said;
}

static gboolean
suima_seller_take (SuimaSellerWork *work, GError **error)
{
  const SuimaParty *said = work->said;
  SuimaParty *party = work->party;

  suima_seller_take_text (&party->uscc, said->uscc);
  suima_seller_take_text (&party->phone, said->phone);
  suima_seller_take_text (&party->address, said->address);
  suima_seller_take_text (&party->stall, said->stall);
  suima_seller_take_text (&party->external_id, said->external_id);
  suima_seller_take_day (&party->licence_to, said->licence_to);
  suima_seller_take_day (&party->agreement_to, said->agreement_to);
  if (party->uscc != NULL)
    {
      g_autofree char *upper = g_ascii_strup (party->uscc, -1);
      g_free (party->uscc);
      party->uscc = g_steal_pointer (&upper);
    }
  return party->uscc == NULL || suima_uscc_check (party->uscc) ||
         suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_USCC, party->uscc, NULL);
}

/* The party of the name: with a file, or without one where a file is opened. */
static gboolean
suima_seller_find (SuimaSellerWork *work, SuimaStore *store, GError **error)
{
  const char *name = work->said->name;
  gint64 id = work->is_new ? suima_store_take_party (store, name, error)
                           : suima_store_find_party (store, name, error);

  if (id < 0)
    return FALSE;
  work->party = id > 0 ? suima_store_get_party (store, id, error) : NULL;
  if (id > 0 && work->party == NULL)
    return FALSE;
  if (!work->is_new && (work->party == NULL || !work->party->is_seller))
    return suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_SELLER_UNKNOWN, name, NULL);
  if (work->is_new && work->party->is_seller && work->party->left_on == SUIMA_DAY_NONE)
    return suima_refuse (error, SUIMA_ERROR_EXISTS, SUIMA_REFUSAL_SELLER_KNOWN, name, NULL);
  return TRUE;
}

static void
suima_seller_add_change (json_t *changes, const char *field, const char *old, const char *now)
{
  json_t *change;

  if (g_strcmp0 (old, now) == 0)
    return;
  change = json_object ();
  suima_json_set_text (change, "field", field);
  suima_json_set_text (change, "old", old);
  suima_json_set_text (change, "new", now);
  json_array_append_new (changes, change);
}

/* What is a person's is told apart by its mask; where that is the same, it is said to have changed. */
static void
suima_seller_add_masked (json_t *changes,
                         const char *field,
                         SuimaFieldClass class,
                         const char *old,
                         const char *now)
{
  g_autofree char *old_masked = suima_mask_for (SUIMA_ROLE_CONSUMER, class, old);
  g_autofree char *masked = suima_mask_for (SUIMA_ROLE_CONSUMER, class, now);
  json_t *change;

  if (g_strcmp0 (old, now) == 0)
    return;
  change = json_object ();
  suima_json_set_text (change, "field", field);
  suima_json_set_text (change, "old", old_masked);
  suima_json_set_text (change, "new", masked);
  json_array_append_new (changes, change);
}

static void
suima_seller_add_day (json_t *changes, const char *field, SuimaDay old, SuimaDay now)
{
  g_autofree char *old_text = suima_day_to_text (old);
  g_autofree char *text = suima_day_to_text (now);

  suima_seller_add_change (changes, field, old_text, text);
}

static json_t *
suima_seller_list_changes (const SuimaParty *old, const SuimaParty *now)
{
  json_t *changes = json_array ();

  suima_seller_add_masked (changes, "uscc", SUIMA_FIELD_USCC, old->uscc, now->uscc);
  suima_seller_add_masked (changes, "phone", SUIMA_FIELD_PHONE, old->phone, now->phone);
  suima_seller_add_masked (changes, "address", SUIMA_FIELD_ADDRESS, old->address, now->address);
  suima_seller_add_change (changes, "stall", old->stall, now->stall);
  suima_seller_add_change (changes, "external_id", old->external_id, now->external_id);
  suima_seller_add_day (changes, "licence_to", old->licence_to, now->licence_to);
  suima_seller_add_day (changes, "agreement_to", old->agreement_to, now->agreement_to);
  suima_seller_add_day (changes, "left_on", old->left_on, now->left_on);
  return changes;
}

/* Who, when, what; nothing of it when nothing changed. */
static gboolean
suima_seller_record (SuimaSellerWork *work, const SuimaParty *old, GError **error)
{
  g_autoptr (json_t) changes = suima_seller_list_changes (old, work->party);
  g_autofree char *text = suima_json_to_text (changes);
  const SuimaEventDetail details[] = {
    { "about", work->is_new ? "new-seller" : "seller" },
    { "party", work->party->name },
    { "changes", text },
  };
  const SuimaAct act = { .kind = SUIMA_EVENT_CORRECT,
                         .details = details,
                         .n_details = G_N_ELEMENTS (details) };
  gint64 seq;

  if (json_array_size (changes) == 0 && !work->is_new)
    return TRUE;
  seq = suima_station_record_seq (work->station, &act, error);
  return seq >= 0 && suima_store_set_person (work->station->store, seq, work->person, error);
}

static gboolean
suima_seller_store (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaSellerWork *work = user_data;
  g_autoptr (SuimaParty) old = NULL;

  g_clear_pointer (&work->party, suima_party_free);
  if (!suima_seller_find (work, store, error))
    return FALSE;
  old = suima_store_get_party (store, work->party->id, error);
  if (old == NULL || !suima_seller_take (work, error))
    return FALSE;
  work->party->is_seller = TRUE;
  if (work->is_new)
    work->party->left_on = SUIMA_DAY_NONE;
  if (work->has_left)
    work->party->left_on = work->left_on;
  return suima_store_set_party (store, work->party, error) &&
         suima_seller_record (work, old, error);
}

static SuimaSellerFile *
suima_seller_write (SuimaSellerWork *work, GError **error)
{
  SuimaStation *station = work->station;

  if (suima_station_check_writable (station, error) && suima_station_check_clock (station, error) &&
      suima_store_transact (station->store, suima_seller_store, work, error))
    return suima_seller_file_new (station, g_steal_pointer (&work->party), error);
  g_clear_pointer (&work->party, suima_party_free);
  return NULL;
}

SuimaSellerFile *
suima_station_set_seller (SuimaStation *station,
                          const SuimaParty *party,
                          gboolean is_new,
                          const char *person,
                          GError **error)
{
  g_autofree char *name = suima_text_fold (party->name ? party->name : "");
  SuimaParty said = *party;
  SuimaSellerWork work = { .station = station, .said = &said, .is_new = is_new,
                           .person = person };

  said.name = name;
  if (*name == '\0')
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_SELLER_NAME, NULL);
      return NULL;
    }
  return suima_seller_write (&work, error);
}

SuimaSellerFile *
suima_station_leave_seller (
    SuimaStation *station, const char *name, SuimaDay day, const char *person, GError **error)
{
  g_autofree char *folded = suima_text_fold (name);
  const SuimaParty said = { .name = folded,
                            .licence_to = SUIMA_DAY_NONE,
                            .agreement_to = SUIMA_DAY_NONE,
                            .left_on = SUIMA_DAY_NONE };
  SuimaSellerWork work = {
    .station = station,
    .said = &said,
    .has_left = TRUE,
    .person = person,
    .left_on = day != SUIMA_DAY_NONE ? day : suima_station_get_today (station),
  };

  return suima_seller_write (&work, error);
}

static gboolean
suima_seller_is_selected (const SuimaSellerFile *file,
                          SuimaSellerSelection selection,
                          SuimaDay today)
{
  if (selection == SUIMA_SELLERS_LATE)
    return file->n_late > 0;
  return selection == SUIMA_SELLERS_ALL || file->keep_until == SUIMA_DAY_NONE ||
         file->keep_until >= today;
}

GPtrArray *
suima_station_list_sellers (SuimaStation *station, SuimaSellerSelection selection, GError **error)
{
  g_autoptr (GPtrArray) parties = suima_store_list_parties (station->store, error);
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_seller_file_free);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      SuimaParty *party = g_ptr_array_index (parties, i);
      SuimaSellerFile *file;
      if (!party->is_seller)
        continue;
      file = suima_seller_file_new (station, party, error);
      parties->pdata[i] = NULL; /* the file's, or gone with it */
      if (file == NULL)
        return NULL;
      if (suima_seller_is_selected (file, selection, suima_station_get_today (station)))
        g_ptr_array_add (files, file);
      else
        suima_seller_file_free (file);
    }
  return parties != NULL ? g_steal_pointer (&files) : NULL;
}

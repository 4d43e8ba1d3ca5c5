// SPDX-License-Identifier: Apache-2.0
#include "suima-station-retention.h"

#include "suima-refusal.h"
#include "suima-station-private.h"
#include "suima-store-document.h"
#include "suima-store-retention.h"
#include "suima-store-stock.h"
#include "suima-store-transformation.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define SUIMA_RETENTION_MAX_SILENCE_DAYS 92 /* longer without a record: the clock is looked at first */

/* What is known while the list is made. */
typedef struct
{
  SuimaStation *station;
  const SuimaPolicy *policy;
  GHashTable *batches;   /* (element-type gint64 SuimaKeptDay) */
  GHashTable *documents; /* (element-type gint64 SuimaKeptDay) */
  GPtrArray *kept;       /* (element-type SuimaKept) */
} SuimaKeeping;

static void
suima_keeping_clear (SuimaKeeping *keeping)
{
  g_clear_pointer (&keeping->batches, g_hash_table_unref);
  g_clear_pointer (&keeping->documents, g_hash_table_unref);
  g_clear_pointer (&keeping->kept, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaKeeping, suima_keeping_clear)

static SuimaDay
suima_keeping_get_day (const SuimaKeeping *keeping, gint64 at_us)
{
  return suima_day_from_us (at_us, keeping->station->config->utc_offset_min);
}

static void
suima_keeping_remember (GHashTable *days, gint64 id, SuimaKeptDay day)
{
  g_hash_table_insert (days, g_memdup2 (&id, sizeof id), g_memdup2 (&day, sizeof day));
}

static SuimaKeptDay
suima_keeping_recall (GHashTable *days, gint64 id)
{
  const SuimaKeptDay *day = g_hash_table_lookup (days, &id);
  const SuimaKeptDay never = { SUIMA_DAY_NEVER, NULL };

  return day ? *day : never;
}

static void
suima_keeping_add (
    SuimaKeeping *keeping, SuimaKeptKind kind, gint64 id, const char *name, SuimaKeptDay day)
{
  SuimaKept *kept = g_new0 (SuimaKept, 1);

  kept->kind = kind;
  kept->id = id;
  kept->name = g_strdup (name);
  kept->until = day.until;
  kept->rule = g_strdup (day.rule);
  g_ptr_array_add (keeping->kept, kept);
}

/* What belongs to no batch: so many months after it. */
static SuimaKeptDay
suima_keeping_judge_day (const SuimaKeeping *keeping, SuimaDay day)
{
  return suima_retention_of_duty (keeping->policy, "records", "months_at_least",
                                  keeping->station->config->jurisdiction, day);
}

/* As long as its own rule says, and as what was made of it: its papers tell where that came from.
 * What was made is newer, and known already. */
static gboolean
suima_keeping_judge_batch (SuimaKeeping *keeping, const SuimaBatchEnd *end, GError **error)
{
  SuimaStation *station = keeping->station;
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, end->batch_id, error);
  g_autoptr (GArray) made =
      batch ? suima_store_list_made_of (station->store, end->batch_id, "", error) : NULL;
  SuimaKeptDay day = { SUIMA_DAY_NEVER, NULL };
  SuimaDay last;

  if (made == NULL)
    return FALSE;
  last = suima_keeping_get_day (keeping, MAX (end->last_us, batch->imported_us));
  if (end->left_milli == 0 && !end->is_locked)
    day = suima_retention_of_batch (keeping->policy, batch, station->config->jurisdiction,
                                    MAX (last, batch->arrival));
  for (guint i = 0; i < made->len; i++)
    day = suima_retention_longer (
        day, suima_keeping_recall (keeping->batches, g_array_index (made, gint64, i)));
  suima_keeping_remember (keeping->batches, end->batch_id, day);
  return TRUE;
}

static gboolean
suima_keeping_read_batches (SuimaKeeping *keeping, GError **error)
{
  g_autoptr (GArray) ends = suima_store_list_batch_ends (keeping->station->store, error);

  for (guint i = 0; ends != NULL && i < ends->len; i++)
    if (!suima_keeping_judge_batch (keeping, &g_array_index (ends, SuimaBatchEnd, i), error))
      return FALSE;
  return ends != NULL;
}

static gboolean
suima_keeping_judge_document (SuimaKeeping *keeping, const SuimaDocument *document, GError **error)
{
  g_autoptr (GArray) ids = suima_store_list_document_batches (
      keeping->station->store, document->kind, document->number, error);
  SuimaDay own = MAX (document->issued, document->valid_to);
  SuimaKeptDay day;

  if (ids == NULL)
    return FALSE;
  own = MAX (own, suima_keeping_get_day (keeping, document->added_us));
  day = suima_keeping_judge_day (keeping, own);
  for (guint i = 0; i < ids->len; i++)
    day = suima_retention_longer (
        day, suima_keeping_recall (keeping->batches, g_array_index (ids, gint64, i)));
  suima_keeping_remember (keeping->documents, document->id, day);
  suima_keeping_add (keeping, SUIMA_KEPT_DOCUMENT, document->id, document->number, day);
  return TRUE;
}

static gboolean
suima_keeping_read_documents (SuimaKeeping *keeping, GError **error)
{
  g_autoptr (GPtrArray) documents = suima_store_list_documents (keeping->station->store, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    if (!suima_keeping_judge_document (keeping, documents->pdata[i], error))
      return FALSE;
  return documents != NULL;
}

static SuimaKeptDay
suima_keeping_judge_use (const SuimaKeeping *keeping, const SuimaAttachmentUse *use)
{
  SuimaKeptDay day = suima_keeping_judge_day (keeping, suima_keeping_get_day (keeping, use->at_us));

  if (use->document_id != 0)
    return suima_keeping_recall (keeping->documents, use->document_id);
  if (use->batch_id != 0)
    day = suima_retention_longer (day, suima_keeping_recall (keeping->batches, use->batch_id));
  return day;
}

/* A file goes with the last that uses it. */
static gboolean
suima_keeping_read_attachments (SuimaKeeping *keeping, GError **error)
{
  g_autoptr (GPtrArray) uses =
      suima_store_list_attachment_uses (keeping->station->store, error);
  guint i = 0;

  while (uses != NULL && i < uses->len)
    {
      const SuimaAttachmentUse *first = g_ptr_array_index (uses, i);
      SuimaKeptDay day = suima_keeping_judge_use (keeping, first);
      for (i++; i < uses->len; i++)
        {
          const SuimaAttachmentUse *use = g_ptr_array_index (uses, i);
          if (strcmp (use->sha256, first->sha256) != 0)
            break;
          day = suima_retention_longer (day, suima_keeping_judge_use (keeping, use));
        }
      suima_keeping_add (keeping, SUIMA_KEPT_ATTACHMENT, 0, first->sha256, day);
    }
  return uses != NULL;
}

static gboolean
suima_keeping_read_parties (SuimaKeeping *keeping, GError **error)
{
  g_autoptr (GPtrArray) parties = suima_store_list_left_parties (keeping->station->store, error);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      const SuimaParty *party = g_ptr_array_index (parties, i);
      suima_keeping_add (keeping, SUIMA_KEPT_PARTY, party->id, party->name,
                         suima_retention_of_duty (keeping->policy, "seller-records",
                                                  "months_after_leaving",
                                                  keeping->station->config->jurisdiction,
                                                  party->left_on));
    }
  return parties != NULL;
}

static gboolean
suima_keeping_read_problems (SuimaKeeping *keeping, GError **error)
{
  g_autoptr (GPtrArray) deliveries =
      suima_store_list_problem_deliveries (keeping->station->store, error);

  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    {
      const SuimaDelivery *delivery = g_ptr_array_index (deliveries, i);
      SuimaDay day = suima_keeping_get_day (keeping, delivery->imported_us);
      suima_keeping_add (keeping, SUIMA_KEPT_PROBLEMS, delivery->id, delivery->file_name,
                         suima_keeping_judge_day (keeping, day));
    }
  return deliveries != NULL;
}

static int
suima_kept_compare (gconstpointer a, gconstpointer b)
{
  const SuimaKept *one = *(const SuimaKept *const *)a, *other = *(const SuimaKept *const *)b;

  if (one->until != other->until)
    return one->until < other->until ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return strcmp (one->name, other->name);
}

static void
suima_keeping_drop_needed (SuimaKeeping *keeping, SuimaDay today)
{
  for (guint i = keeping->kept->len; i-- > 0;)
    if (((SuimaKept *)keeping->kept->pdata[i])->until >= today)
      g_ptr_array_remove_index_fast (keeping->kept, i);
}

GPtrArray *
suima_station_list_kept (SuimaStation *station, gboolean is_over_only, GError **error)
{
  g_auto (SuimaKeeping) keeping = {
    .station = station,
    .policy = suima_station_get_policy (station),
    .batches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
    .documents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
    .kept = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_kept_free),
  };

  if (!suima_keeping_read_batches (&keeping, error) ||
      !suima_keeping_read_documents (&keeping, error) ||
      !suima_keeping_read_attachments (&keeping, error) ||
      !suima_keeping_read_parties (&keeping, error) ||
      !suima_keeping_read_problems (&keeping, error))
    return NULL;
  if (is_over_only)
    suima_keeping_drop_needed (&keeping, suima_station_get_today (station));
  g_ptr_array_sort (keeping.kept, suima_kept_compare);
  return g_steal_pointer (&keeping.kept);
}

typedef struct
{
  SuimaStation *station;
  GPtrArray *kept;
  const char *person;
  SuimaDeletion *deletion;
} SuimaDeletionWork;

static gboolean
suima_deletion_delete (SuimaStore *store, const SuimaKept *kept, GError **error)
{
  switch (kept->kind)
    {
    case SUIMA_KEPT_DOCUMENT:
      return suima_store_delete_document (store, kept->id, error);
    case SUIMA_KEPT_ATTACHMENT:
      return suima_store_delete_attachment (store, kept->name, error);
    case SUIMA_KEPT_PARTY:
      return suima_store_empty_party (store, kept->id, error);
    case SUIMA_KEPT_PROBLEMS:
      return suima_store_delete_problems (store, kept->id, error);
    case SUIMA_N_KEPT_KINDS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
suima_deletion_record (const SuimaDeletionWork *work, GError **error)
{
  SuimaEventDetail details[SUIMA_N_KEPT_KINDS + 1] = { { "about", "retention" } };
  char numbers[SUIMA_N_KEPT_KINDS][16];
  SuimaAct act = {
    .kind = SUIMA_EVENT_SIGN_OFF,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };
  gint64 seq;

  for (guint i = 0; i < SUIMA_N_KEPT_KINDS; i++)
    {
      g_snprintf (numbers[i], sizeof numbers[i], "%u", work->deletion->counts[i]);
      details[i + 1].key = suima_kept_kind_to_code ((SuimaKeptKind)i);
      details[i + 1].text = numbers[i];
    }
  seq = suima_station_record_seq (work->station, &act, error);
  return seq >= 0 && suima_store_set_person (work->station->store, seq, work->person, error);
}

static gboolean
suima_deletion_store (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaDeletionWork *work = user_data;

  for (guint i = 0; i < work->kept->len; i++)
    {
      const SuimaKept *kept = g_ptr_array_index (work->kept, i);
      if (!suima_deletion_delete (store, kept, error))
        return FALSE;
      work->deletion->counts[kept->kind]++;
    }
  return work->kept->len == 0 || suima_deletion_record (work, error);
}

static gboolean
suima_deletion_check_clock (SuimaStation *station, GError **error)
{
  g_autoptr (GBytes) entry = NULL;
  g_autoptr (GPtrArray) last = NULL;
  g_autofree char *today_text = NULL, *last_text = NULL;
  gint64 next_seq = 0;
  SuimaDay today = suima_station_get_today (station), last_day;

  if (!suima_station_check_clock (station, error) ||
      !suima_store_get_head (station->store, &next_seq, &entry, error))
    return FALSE;
  last = suima_store_get_events (station->store, MAX (next_seq - 1, 0), 1, error);
  if (last == NULL || last->len == 0)
    return last != NULL;
  last_day = suima_day_from_us (((SuimaStoredEvent *)last->pdata[0])->at_us,
                                station->config->utc_offset_min);
  if (today - last_day <= SUIMA_RETENTION_MAX_SILENCE_DAYS)
    return TRUE;
  today_text = suima_day_to_text (today);
  last_text = suima_day_to_text (last_day);
  return suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_CLOCK_AHEAD, today_text, last_text,
                       NULL);
}

/* Takes away the files of one folder that no row knows: what was deleted now, or was left by a power
 * cut; not what is being added in this moment. */
static void
suima_deletion_sweep (SuimaStation *station, const char *folder, gint64 before_s)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat info;
      if (strlen (name) == 64 && g_stat (path, &info) == 0 && S_ISREG (info.st_mode) &&
          info.st_mtime < before_s && suima_store_has_attachment (station->store, name, NULL) == 0)
        g_unlink (path);
    }
}

static void
suima_deletion_remove_files (SuimaStation *station, GPtrArray *kept)
{
  g_autofree char *root = g_build_filename (station->dir, "attachments", NULL);
  gint64 before_s = g_get_real_time () / G_USEC_PER_SEC - 24 * 60 * 60;
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  for (guint i = 0; i < kept->len; i++)
    {
      const SuimaKept *one = g_ptr_array_index (kept, i);
      char prefix[] = { one->name[0], one->name[0] != '\0' ? one->name[1] : '\0', '\0' };
      g_autofree char *path = g_build_filename (root, prefix, one->name, NULL);
      if (one->kind == SUIMA_KEPT_ATTACHMENT)
        g_unlink (path);
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);
      suima_deletion_sweep (station, folder, before_s);
    }
}

gboolean
suima_station_delete_over (SuimaStation *station,
                           const char *person,
                           SuimaDeletion *ret_deletion,
                           GError **error)
{
  g_autoptr (GPtrArray) kept = NULL;
  SuimaDeletionWork work = { .station = station, .person = person, .deletion = ret_deletion };

  memset (ret_deletion, 0, sizeof *ret_deletion);
  if (!suima_station_check_writable (station, error) ||
      !suima_deletion_check_clock (station, error))
    return FALSE;
  work.kept = kept = suima_station_list_kept (station, TRUE, error);
  if (kept == NULL || !suima_store_transact (station->store, suima_deletion_store, &work, error))
    return FALSE;
  suima_deletion_remove_files (station, kept);
  return TRUE;
}

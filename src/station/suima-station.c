// SPDX-License-Identifier: Apache-2.0
#include "suima-recovery.h"
#include "suima-station-private.h"
#include "suima-supervisor.h"

#include "suima-error.h"
#include "suima-hash.h"
#include "suima-hex.h"
#include "suima-log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SUIMA_LOCK_FILE "lock"

static gint64
suima_station_real_clock (gpointer user_data)
{
  return g_get_real_time ();
}

/* The lock keeps a second writing process out: two writers are what damages a WAL. */
int
suima_station_lock (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_LOCK_FILE, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);

  if (fd < 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot write in %s: %s", dir,
                   g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY,
                   "another program writes to the station in %s: close it, or do this there", dir);
      return -1;
    }
  return fd;
}

static SuimaKey *
suima_station_load_key (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_KEY_FILE, NULL);
  g_autoptr (GError) local = NULL;
  char *text = NULL;
  SuimaKey *key;

  if (!g_file_get_contents (path, &text, NULL, &local))
    {
      g_set_error (error, SUIMA_ERROR,
                   g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_ACCES) ? SUIMA_ERROR_DENIED
                                                                             : SUIMA_ERROR_CORRUPT,
                   "cannot read the station's key: %s", local->message);
      return NULL;
    }
  key = suima_key_parse (text, error);
  suima_key_free_text (text);
  if (key == NULL)
    g_prefix_error (error, "%s: ", path);
  return key;
}

/* A new store would count from one again: under the same key, codes that stand on labels already
 * would be issued a second time. */
static gboolean
suima_station_check_store (const char *path, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > 0)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
               "the station's records %s are gone: put back the copy of the whole folder, or begin "
               "with a new station in another one",
               path);
  return FALSE;
}

static gboolean
suima_station_load (SuimaStation *station, gboolean read_only, GError **error)
{
  g_autofree char *config_path = g_build_filename (station->dir, SUIMA_CONFIG_FILE, NULL);
  g_autofree char *store_path = g_build_filename (station->dir, SUIMA_STORE_FILE, NULL);
  SuimaPolicy *policy;
  SuimaRecognition *recognition;

  if (!g_file_test (config_path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                   "there is no station in %s: make one with \"suimactl --data %s init\"",
                   station->dir, station->dir);
      return FALSE;
    }
  if (!read_only && (station->lock_fd = suima_station_lock (station->dir, error)) < 0)
    return FALSE;
  station->config = suima_config_load (config_path, error);
  if (station->config == NULL)
    return FALSE;
  station->key = suima_station_load_key (station->dir, error);
  if (station->key == NULL)
    return FALSE;
  if (!suima_station_check_store (store_path, error))
    return FALSE;
  station->store = suima_store_open (store_path, NULL, read_only, error);
  if (station->store == NULL)
    return FALSE;
  policy = suima_station_load_policies (station->dir, error);
  if (policy == NULL)
    return FALSE;
  suima_station_use_policy (station, policy);
  recognition = suima_station_load_recognition (station->dir, error);
  if (recognition == NULL)
    return FALSE;
  suima_station_use_recognition (station, recognition);
  return read_only || suima_recovery_run (station, error);
}

SuimaStation *
suima_station_open (const char *dir, gboolean read_only, GError **error)
{
  g_autoptr (SuimaStation) station = g_new0 (SuimaStation, 1);

  station->dir = g_strdup (dir);
  station->lock_fd = -1;
  station->policies = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_policy_free);
  station->recognitions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_recognition_free);
  g_mutex_init (&station->policies_lock);
  g_mutex_init (&station->run_lock);
  station->run_conditions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&station->printers_lock);
  station->old_names = g_ptr_array_new_with_free_func (g_free);
  station->role = SUIMA_ROLE_CLERK;
  station->left_runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  suima_station_start_labels (station);
  station->clock = suima_station_real_clock;
  station->uptime = suima_station_read_uptime_us;
  station->boot_id = suima_station_read_boot_id ();
  if (!suima_trust_init (error) || !suima_station_load (station, read_only, error))
    return NULL;
  return g_steal_pointer (&station);
}

void
suima_station_free (SuimaStation *station)
{
  if (station == NULL)
    return;
  suima_store_free (station->store);
  suima_key_free (station->key);
  g_ptr_array_unref (station->policies);
  g_ptr_array_unref (station->recognitions);
  g_mutex_clear (&station->policies_lock);
  g_hash_table_unref (station->run_conditions);
  g_mutex_clear (&station->run_lock);
  g_ptr_array_unref (station->old_names);
  g_mutex_clear (&station->printers_lock);
  g_array_unref (station->left_runs);
  suima_station_stop_labels (station);
  suima_config_free (station->config);
  if (station->lock_fd >= 0)
    close (station->lock_fd);
  g_free (station->boot_id);
  g_free (station->dir);
  g_free (station);
}

void
suima_station_set_clock (SuimaStation *station, SuimaStationClock clock, gpointer user_data)
{
  station->clock = clock;
  station->clock_data = user_data;
}

const SuimaConfig *
suima_station_get_config (SuimaStation *station)
{
  return station->config;
}

const char *
suima_station_get_key_id (SuimaStation *station)
{
  return suima_key_get_id (station->key);
}

guint
suima_station_get_epoch (SuimaStation *station)
{
  return suima_key_get_epoch (station->key);
}

char *
suima_station_dup_public_key (SuimaStation *station)
{
  return suima_bytes_to_hex (suima_key_get_public (station->key), SUIMA_KEY_SIZE_BYTES);
}

gint64
suima_station_get_now_us (SuimaStation *station)
{
  return station->clock (station->clock_data);
}

SuimaDay
suima_station_get_today (SuimaStation *station)
{
  return suima_day_from_us (suima_station_get_now_us (station), station->config->utc_offset_min);
}

gint64
suima_station_get_day_start (SuimaStation *station, SuimaDay day)
{
  return day * G_TIME_SPAN_DAY - station->config->utc_offset_min * G_TIME_SPAN_MINUTE;
}

gboolean
suima_station_check_writable (SuimaStation *station, GError **error)
{
  if (station->lock_fd >= 0)
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_BUSY,
                       "this station is open for reading only");
  return FALSE;
}

/* What may stand in a path of ours as it is. */
static gboolean
suima_station_is_plain_lot (const char *lot)
{
  return lot != NULL && *lot != '\0' && strlen (lot) <= 20 &&
         strspn (lot, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen (lot);
}

char *
suima_station_dup_lot_uri (SuimaStation *station, const SuimaBatch *batch)
{
  g_autofree char *host = g_ascii_strdown (station->config->host, -1);

  if (batch->gtin != NULL && suima_station_is_plain_lot (batch->lot))
    return g_strdup_printf ("https://%s/01/%s/10/%s", host, batch->gtin, batch->lot);
  return g_strdup_printf ("https://%s/%s/LOT/%s-%" G_GINT64_FORMAT, host, station->config->shop,
                          suima_key_get_id (station->key), batch->id);
}

static GPtrArray *
suima_act_list_epcs (const SuimaAct *act)
{
  GPtrArray *epcs = g_ptr_array_new ();

  for (guint i = 0; act->items != NULL && i < act->items->len; i++)
    g_ptr_array_add (epcs, ((SuimaItem *) g_ptr_array_index (act->items, i))->epc);
  g_ptr_array_add (epcs, NULL);
  return epcs;
}

/* Labels of one act are of one run, and those of a run of one weight. */
static gint64
suima_act_get_weight (const SuimaAct *act)
{
  if (act->kind != SUIMA_EVENT_COMMISSION || act->items == NULL || act->items->len == 0)
    return 0;
  return ((const SuimaItem *) g_ptr_array_index (act->items, 0))->weight_g;
}

static json_t *
suima_station_build_event (SuimaStation *station, const SuimaAct *act, gint64 seq, gint64 at_us)
{
  g_autofree char *host = g_ascii_strdown (station->config->host, -1);
  g_autofree char *location = g_strdup_printf ("https://%s/%s", host, station->config->shop);
  g_autofree char *lot = act->quantity_milli > 0 ? suima_station_dup_lot_uri (station, act->batch)
                                                 : NULL;
  g_autoptr (GPtrArray) epcs = suima_act_list_epcs (act);
  SuimaEventQuantity whole = {
    .epc_class = lot,
    .quantity_milli = act->quantity_milli,
    .unit = act->batch ? act->batch->unit : NULL,
  };
  SuimaEventFacts facts = {
    .kind = act->kind,
    .batch = act->batch,
    .epcs = (const char *const *) epcs->pdata,
    .quantities = lot != NULL ? &whole : act->inputs,
    .n_quantities = lot != NULL ? 1 : act->n_inputs,
    .output = act->output,
    .copy = act->copy,
    .is_bad = act->is_bad,
    .weight_g = suima_act_get_weight (act),
    .reason = act->reason,
    .details = act->details,
    .n_details = act->n_details,
  };
  SuimaEventContext context = {
    .at_us = at_us,
    .utc_offset_min = station->config->utc_offset_min,
    .station = suima_key_get_id (station->key),
    .seq = seq,
    .location = location,
    .operator_name = *station->config->operator_name ? station->config->operator_name : NULL,
  };

  return suima_event_new (&facts, &context);
}

static void
suima_station_make_log_entry (SuimaStation *station, SuimaStoredEvent *event, GBytes *last)
{
  guint8 salt[SUIMA_LOG_SALT_SIZE_BYTES];
  SuimaLogEntry entry;

  suima_random_bytes (salt, sizeof salt);
  suima_log_append (station->key, (guint64) event->seq, event->at_us / 1000,
                    last ? g_bytes_get_data (last, NULL) : NULL, salt, event->body,
                    strlen (event->body), &entry);
  event->salt = g_bytes_new (salt, sizeof salt);
  event->log_entry = g_bytes_new (&entry, sizeof entry);
}

gint64
suima_station_record_seq (SuimaStation *station, const SuimaAct *act, GError **error)
{
  g_autoptr (SuimaStoredEvent) event = g_new0 (SuimaStoredEvent, 1);
  g_autoptr (GBytes) last = NULL;
  g_autoptr (GPtrArray) serials = g_ptr_array_new ();
  g_autoptr (json_t) json = NULL;
  g_autoptr (json_t) context = suima_event_new_context ();

  if (!suima_store_get_head (station->store, &event->seq, &last, error))
    return -1;
  event->at_us = suima_station_get_now_us (station);
  event->kind = (int) act->kind;
  event->batch_id = act->batch ? act->batch->id : 0;
  json = suima_station_build_event (station, act, event->seq, event->at_us);
  event->event_id = suima_hash_event (json, context);
  event->body = suima_event_to_text (json, event->event_id);
  suima_station_make_log_entry (station, event, last);
  for (guint i = 0; act->items != NULL && i < act->items->len; i++)
    g_ptr_array_add (serials, ((SuimaItem *) g_ptr_array_index (act->items, i))->serial);
  g_ptr_array_add (serials, NULL);
  if (!suima_store_add_event (station->store, event, (const char *const *) serials->pdata, error))
    return -1;
  return event->seq;
}

gboolean
suima_station_record (SuimaStation *station, const SuimaAct *act, GError **error)
{
  return suima_station_record_seq (station, act, error) >= 0;
}

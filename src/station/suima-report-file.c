// SPDX-License-Identifier: Apache-2.0
// The file that is handed over: an EPCIS document, and behind it who made it, the head of the log and
// the signature over all of it.
#include "suima-station-report.h"

#include "suima-hash.h"
#include "suima-hex.h"
#include "suima-log.h"
#include "suima-refusal.h"
#include "suima-signed-text.h"
#include "suima-station-private.h"
#include "suima-store-report.h"
#include "suima-store-stock.h"

#include <string.h>

#define SUIMA_REPORT_DOMAIN "SUIMA-REPORT-1"
#define SUIMA_REPORT_CLOSING "}}"
#define SUIMA_REPORT_MAX_EVENTS 500u
#define SUIMA_REPORT_MAX_BYTES (900u << 10) /* a hub takes documents of 1 MB */
#define SUIMA_REPORT_MAX_FILE_BYTES (4u << 20)

void
suima_report_file_free (SuimaReportFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->paths, g_ptr_array_unref);
  g_free (file->station);
  g_free (file->public_key);
  g_free (file);
}

/* `a/report.json`, `a/report-2.json` */
static char *
suima_report_dup_path (const char *path, guint part)
{
  const char *base = strrchr (path, '/');
  const char *dot = strrchr (base ? base : path, '.');
  gsize stem_bytes = dot != NULL ? (gsize)(dot - path) : strlen (path);

  return part == 0 ? g_strdup (path)
                   : g_strdup_printf ("%.*s-%u%s", (int)stem_bytes, path, part + 1,
                                      dot != NULL ? dot : "");
}

/* The events as a document whose last brace is still open, then our own member. */
static GString *
suima_report_compose (SuimaStation *station, GPtrArray *events, GBytes *head, gint64 now_us)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  const SuimaStoredEvent *first = g_ptr_array_index (events, 0);
  const SuimaStoredEvent *last = g_ptr_array_index (events, events->len - 1);
  g_autofree char *public_key = suima_station_dup_public_key (station);
  g_autofree char *entry = suima_bytes_to_hex (g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  g_autofree char *made = suima_time_to_text (now_us, station->config->utc_offset_min);
  g_autofree char *document = NULL;
  GString *text;

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (bodies, ((SuimaStoredEvent *)events->pdata[i])->body);
  document = suima_event_new_document (bodies, now_us);
  text = g_string_new_len (document, (gssize)strlen (document) - 1);
  g_string_append_printf (text,
                          ",\"suima:report\":{\"station\":\"%s\",\"publicKey\":\"%s\","
                          "\"made\":\"%s\",\"firstSeq\":%" G_GINT64_FORMAT
                          ",\"lastSeq\":%" G_GINT64_FORMAT ",\"logHead\":\"%s\"",
                          suima_station_get_key_id (station), public_key, made, first->seq,
                          last->seq, entry);
  suima_signed_text_finish (station->key, SUIMA_REPORT_DOMAIN, text, SUIMA_REPORT_CLOSING);
  return text;
}

/* Whole or not at all, and read back from where it was put: a stick may lie. */
static gboolean
suima_report_write (SuimaStation *station, const char *path, const GString *text, GError **error)
{
  g_autofree char *public_key = suima_station_dup_public_key (station);
  g_autoptr (SuimaReportFile) read = NULL;

  if (!suima_station_write_file (path, text->str, text->len, 0644, error))
    return FALSE;
  read = suima_report_file_check (path, public_key, error);
  return read != NULL;
}

static gboolean
suima_report_write_parts (SuimaStation *station,
                          const char *path,
                          GBytes *head,
                          SuimaReportFile *file,
                          GError **error)
{
  for (gint64 seq = file->first_seq;; seq = file->last_seq + 1)
    {
      g_autoptr (GPtrArray) events = suima_store_get_events_within (
          station->store, seq, SUIMA_REPORT_MAX_EVENTS, SUIMA_REPORT_MAX_BYTES, error);
      g_autofree char *part = suima_report_dup_path (path, file->paths->len);
      GString *text;
      gboolean is_written;
      if (events == NULL)
        return FALSE;
      if (events->len == 0)
        return TRUE;
      text = suima_report_compose (station, events, head, file->made_us);
      is_written = suima_report_write (station, part, text, error);
      g_string_free (text, TRUE);
      if (!is_written)
        return FALSE;
      file->events += events->len;
      file->last_seq = ((SuimaStoredEvent *)events->pdata[events->len - 1])->seq;
      g_ptr_array_add (file->paths, g_steal_pointer (&part));
    }
}

typedef struct
{
  SuimaStation *station;
  const SuimaReportFile *file;
  const char *person;
} SuimaReportWork;

static gboolean
suima_report_store (SuimaStore *store, gpointer user_data, GError **error)
{
  const SuimaReportWork *work = user_data;
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, work->file->first_seq);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, work->file->last_seq);
  const SuimaEventDetail details[] = {
    { "about", "report-file" },
    { "firstSeq", first },
    { "lastSeq", last },
  };
  SuimaAct act = {
    .kind = SUIMA_EVENT_SIGN_OFF,
    .details = details,
    .n_details = G_N_ELEMENTS (details),
  };
  gint64 seq;

  if (!suima_store_add_reports (store, work->file->first_seq, work->file->last_seq,
                                work->file->made_us, "file", error))
    return FALSE;
  seq = suima_station_record_seq (work->station, &act, error);
  return seq >= 0 && suima_store_set_person (store, seq, work->person, error);
}

static SuimaReportFile *
suima_report_begin (SuimaStation *station, SuimaDay since, GError **error)
{
  g_autoptr (SuimaReportFile) file = g_new0 (SuimaReportFile, 1);
  g_autofree char *day = suima_day_to_text (since);

  file->paths = g_ptr_array_new_with_free_func (g_free);
  file->station = g_strdup (suima_station_get_key_id (station));
  file->public_key = suima_station_dup_public_key (station);
  file->made_us = suima_station_get_now_us (station);
  if (!suima_store_find_seq_since (station->store, suima_station_get_day_start (station, since),
                                   &file->first_seq, error))
    return NULL;
  if (file->first_seq >= 0)
    return g_steal_pointer (&file);
  suima_refuse (error, SUIMA_ERROR_NOT_FOUND, SUIMA_REFUSAL_NOTHING_SINCE, day, NULL);
  return NULL;
}

SuimaReportFile *
suima_station_export_report (SuimaStation *station,
                             SuimaDay since,
                             const char *path,
                             const char *person,
                             GError **error)
{
  g_autoptr (SuimaReportFile) file = NULL;
  g_autoptr (GBytes) head = NULL;
  SuimaReportWork work = { .station = station, .person = person };
  gint64 next_seq;

  if (!suima_station_check_writable (station, error) ||
      !suima_station_check_clock (station, error) ||
      (file = suima_report_begin (station, since, error)) == NULL ||
      !suima_store_get_head (station->store, &next_seq, &head, error) ||
      !suima_report_write_parts (station, path, head, file, error))
    return NULL;
  work.file = file;
  return suima_store_transact (station->store, suima_report_store, &work, error)
             ? g_steal_pointer (&file)
             : NULL;
}

/* An errorDeclaration bears the number and id of the event that was wrong. */
static gboolean
suima_report_is_at (const json_t *event, gint64 place)
{
  gint64 seq = json_integer_value (json_object_get (event, "suima:seq"));

  return json_object_get (event, "errorDeclaration") != NULL ? seq >= 0 && seq < place
                                                             : seq == place;
}

/* The events are what their ids say, of this station, one after the other. */
static gboolean
suima_report_check_events (SuimaReportFile *file,
                           const json_t *document,
                           const json_t *report,
                           GError **error)
{
  const json_t *events = json_object_get (json_object_get (document, "epcisBody"), "eventList");
  gsize i;
  json_t *event;

  json_array_foreach (events, i, event)
    {
      g_autofree char *id = suima_hash_event (event, json_object_get (document, "@context"));
      if (g_strcmp0 (id, suima_json_get_text (event, "eventID")) != 0 ||
          !suima_report_is_at (event, file->first_seq + (gint64)i) ||
          g_strcmp0 (suima_json_get_text (event, "suima:station"), file->station) != 0)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                       "event %zu is not the one that should stand there", i + 1);
          return FALSE;
        }
    }
  file->events = (guint)json_array_size (events);
  if (file->events > 0 && file->last_seq == file->first_seq + file->events - 1)
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "events are missing");
  return FALSE;
}

static gboolean
suima_report_check_head (const SuimaReportFile *file,
                         const json_t *report,
                         const guint8 *public_key,
                         GError **error)
{
  SuimaLogEntry head;

  if (!suima_hex_to_bytes (suima_json_get_text (report, "logHead"), head.bytes, sizeof head.bytes))
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "the head of the log is missing");
  else if (!suima_log_check_signature (&head, public_key, error))
    return FALSE;
  else if (suima_log_entry_get_seq (&head) < (guint64)file->last_seq)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
                         "the head of the log is older than the events");
  else
    return TRUE;
  return FALSE;
}

static gboolean
suima_report_read (SuimaReportFile *file, const json_t *report, GError **error)
{
  file->station = g_strdup (suima_json_get_text (report, "station"));
  file->public_key = g_strdup (suima_json_get_text (report, "publicKey"));
  file->first_seq = json_integer_value (json_object_get (report, "firstSeq"));
  file->last_seq = json_integer_value (json_object_get (report, "lastSeq"));
  if (file->station != NULL && file->public_key != NULL &&
      suima_json_get_text (report, "made") != NULL &&
      suima_time_parse (suima_json_get_text (report, "made"), &file->made_us))
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "it is no report of a station");
  return FALSE;
}

SuimaReportFile *
suima_report_file_check (const char *path, const char *public_key, GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_REPORT_MAX_FILE_BYTES, error);
  g_autoptr (SuimaReportFile) file = g_new0 (SuimaReportFile, 1);
  g_autoptr (json_t) document = NULL;
  guint8 key[SUIMA_KEY_SIZE_BYTES];
  const json_t *report;
  gsize size_bytes;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size_bytes);
  if (!suima_hex_to_bytes (public_key, key, sizeof key))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is no public key of 64 hex digits", public_key);
      return NULL;
    }
  if (!suima_signed_text_check (key, SUIMA_REPORT_DOMAIN, text, size_bytes, SUIMA_REPORT_CLOSING,
                                error) ||
      (document = suima_json_parse (text, size_bytes, error)) == NULL)
    return NULL;
  report = json_object_get (document, "suima:report");
  file->paths = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (file->paths, g_strdup (path));
  return suima_report_read (file, report, error) &&
                 suima_report_check_events (file, document, report, error) &&
                 suima_report_check_head (file, report, key, error)
             ? g_steal_pointer (&file)
             : NULL;
}

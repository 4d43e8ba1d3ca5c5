// SPDX-License-Identifier: Apache-2.0
// POST /capture, its jobs, and POST /events.
#include "suima-hub-intake.h"
#include "suima-hub-private.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-hub-slice.h"

#include <string.h>

#ifdef SUIMA_TEST_HOOKS
#include <signal.h>
#include <unistd.h>
#endif

/** SuimaHubCapture: one document on its way in. */
typedef struct
{
  /* owned */
  GBytes *body;
  json_t *document;
  char *context_text;
  GArray *slices; /* (element-type SuimaSlice): one an event */
  json_t *errors;
  SuimaHubJob *job;

  /* borrowed, parts of the above */
  const json_t *events;
  const char *pointer; /* to the event list */
  const SuimaHubSigner *signer;
} SuimaHubCapture;

static void
suima_hub_capture_clear (SuimaHubCapture *capture)
{
  g_clear_pointer (&capture->body, g_bytes_unref);
  g_clear_pointer (&capture->document, json_decref);
  g_clear_pointer (&capture->context_text, g_free);
  g_clear_pointer (&capture->slices, g_array_unref);
  g_clear_pointer (&capture->errors, json_decref);
  g_clear_pointer (&capture->job, suima_hub_job_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaHubCapture, suima_hub_capture_clear)

/* The kill test dies exactly here, as from a power cut; nothing of it is in a normal build. */
static void
suima_hub_crash_if (const char *point)
{
#ifdef SUIMA_TEST_HOOKS
  if (g_strcmp0 (g_getenv ("SUIMA_HUB_CRASH"), point) == 0)
    kill (getpid (), SIGKILL);
#endif
}

static gboolean
suima_hub_check_document (const json_t *document, GError **error)
{
  const char *type = suima_json_get_text (document, "type");
  const char *created = suima_json_get_text (document, "creationDate");
  const char *version = suima_json_get_text (document, "schemaVersion");
  gint64 created_us;
  const char *wrong = NULL;

  if (g_strcmp0 (type, "EPCISDocument") != 0 && g_strcmp0 (type, "EPCISQueryDocument") != 0)
    wrong = "type is neither EPCISDocument nor EPCISQueryDocument";
  else if (json_object_get (document, "@context") == NULL)
    wrong = "@context is missing";
  else if (version == NULL || !g_str_has_prefix (version, "2."))
    wrong = "schemaVersion is not 2.0";
  else if (created == NULL || !suima_time_parse (created, &created_us))
    wrong = "creationDate is no time with a zone";
  if (wrong != NULL)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, wrong);
  return wrong == NULL;
}

static gboolean
suima_hub_descend (
    const json_t **value, SuimaSlice *slice, const char *text, gsize size_bytes, const char *key)
{
  *value = json_object_get (*value, key);
  return *value != NULL && suima_slice_find_member (text, size_bytes, *slice, key, slice);
}

/* Finds the event list twice: as values, and as bytes. */
static gboolean
suima_hub_find_events (SuimaHubCapture *capture, GError **error)
{
  static const char *const paths[][5] = {
    { "epcisBody", "eventList", NULL },
    { "epcisBody", "queryResults", "resultsBody", "eventList", NULL },
  };
  static const char *const pointers[] = { "/epcisBody/eventList",
                                          "/epcisBody/queryResults/resultsBody/eventList" };
  gsize size_bytes;
  const char *text = g_bytes_get_data (capture->body, &size_bytes);
  gboolean is_query =
      strcmp (suima_json_get_text (capture->document, "type"), "EPCISDocument") != 0;
  SuimaSlice slice = suima_slice_whole (text, size_bytes);
  gboolean is_found = TRUE;

  capture->events = capture->document;
  capture->pointer = pointers[is_query];
  for (guint i = 0; is_found && paths[is_query][i] != NULL; i++)
    is_found = suima_hub_descend (&capture->events, &slice, text, size_bytes, paths[is_query][i]);
  if (is_found)
    capture->slices = suima_slice_list_elements (text, size_bytes, slice);
  if (!json_is_array (capture->events) || capture->slices == NULL ||
      capture->slices->len != json_array_size (capture->events))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "there is no list at %s",
                   capture->pointer);
      return FALSE;
    }
  return TRUE;
}

static char *
suima_hub_dup_slice (GBytes *body, SuimaSlice slice)
{
  return g_strndup ((const char *)g_bytes_get_data (body, NULL) + slice.start,
                    slice.end - slice.start);
}

static gboolean
suima_hub_parse_capture (SuimaHubCapture *capture, GError **error)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (capture->body, &size_bytes);
  SuimaSlice context;

  capture->document = suima_json_parse (text ? text : "", size_bytes, error);
  if (capture->document == NULL || !suima_hub_check_document (capture->document, error) ||
      !suima_hub_find_events (capture, error))
    return FALSE;
  if (suima_slice_find_member (text, size_bytes, suima_slice_whole (text, size_bytes), "@context",
                               &context))
    capture->context_text = suima_hub_dup_slice (capture->body, context);
  return TRUE;
}

static SuimaHubOutcome
suima_hub_take_nth (
    SuimaHub *hub, SuimaHubCapture *capture, guint n, gint64 record_us, GError **error)
{
  SuimaSlice slice = g_array_index (capture->slices, SuimaSlice, n);
  g_autoptr (GBytes) body =
      g_bytes_new_from_bytes (capture->body, slice.start, slice.end - slice.start);
  g_autofree char *pointer = g_strdup_printf ("%s/%u", capture->pointer, n);
  SuimaHubArrival arrival = { .event = json_array_get (capture->events, n),
                              .context = json_object_get (capture->document, "@context"),
                              .context_text = capture->context_text,
                              .body = body,
                              .pointer = pointer,
                              .record_us = record_us,
                              .signer = capture->signer };
  g_auto (SuimaHubVerdict) verdict = { NULL, NULL };
  SuimaHubOutcome outcome = suima_hub_take_event (hub, &arrival, &verdict, error);

  if (verdict.problem != NULL)
    json_array_append_new (capture->errors, g_steal_pointer (&verdict.problem));
  return outcome;
}

/* Returns whether the database did its part; refused events are in the job's errors. */
static gboolean
suima_hub_take_all (SuimaHub *hub, SuimaHubCapture *capture, GError **error)
{
  gint64 record_us = suima_hub_db_next_record_us (hub->db, capture->job->created_us);

  for (guint i = 0; i < capture->slices->len; i++)
    {
      switch (suima_hub_take_nth (hub, capture, i, record_us, error))
        {
        case SUIMA_HUB_STORED:
          capture->job->accepted++;
          break;
        case SUIMA_HUB_DUPLICATE:
          capture->job->duplicates++;
          break;
        case SUIMA_HUB_REFUSED:
          break;
        case SUIMA_HUB_FAILED:
        default:
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
suima_hub_finish_job (SuimaHub *hub, SuimaHubCapture *capture, GError **error)
{
  SuimaHubJob *job = capture->job;

  job->is_success = json_array_size (capture->errors) == 0;
  job->errors = suima_json_to_text (capture->errors);
  if (!job->is_success && !job->is_proceed)
    {
      suima_hub_db_rollback (hub->db);
      job->accepted = job->duplicates = 0;
      if (!suima_hub_db_begin (hub->db, error))
        return FALSE;
    }
  if (!suima_hub_db_add_job (hub->db, job, error))
    return FALSE;
  suima_hub_crash_if ("before-commit");
  if (!suima_hub_db_commit (hub->db, error))
    return FALSE;
  suima_hub_crash_if ("after-commit");
  return TRUE;
}

static gboolean
suima_hub_store_capture (SuimaHub *hub, SuimaHubCapture *capture, GError **error)
{
  if (!suima_hub_db_begin (hub->db, error))
    return FALSE;
  if (suima_hub_take_all (hub, capture, error) && suima_hub_finish_job (hub, capture, error))
    return TRUE;
  suima_hub_db_rollback (hub->db);
  return FALSE;
}

/* The same bytes from the same station are the same capture. */
static char *
suima_hub_name_capture (const SuimaHubCapture *capture, gboolean is_proceed)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size_bytes;
  const guint8 *body = g_bytes_get_data (capture->body, &size_bytes);

  g_byte_array_append (bytes, (const guint8 *)capture->signer->id,
                       (guint)strlen (capture->signer->id));
  g_byte_array_append (bytes, (const guint8 *)(is_proceed ? "\np\n" : "\nr\n"), 3);
  g_byte_array_append (bytes, body, (guint)size_bytes);
  return suima_sha256_hex (bytes->data, bytes->len);
}

static SuimaReply *
suima_hub_point_to_job (const char *capture_id)
{
  SuimaReply *reply = suima_reply_new (202);
  g_autofree char *location = g_strconcat ("/capture/", capture_id, NULL);

  suima_reply_set_header (reply, "Location", location);
  return reply;
}

static gboolean
suima_hub_read_behaviour (const SuimaRequest *request, gboolean *ret_is_proceed)
{
  const char *value = suima_request_get_header (request, "gs1-capture-error-behaviour");

  *ret_is_proceed = value != NULL && g_ascii_strcasecmp (value, "proceed") == 0;
  return value == NULL || *ret_is_proceed || g_ascii_strcasecmp (value, "rollback") == 0;
}

static SuimaReply *
suima_hub_check_capture (SuimaHubCapture *capture)
{
  g_autoptr (GError) error = NULL;

  if (!suima_hub_parse_capture (capture, &error))
    return suima_reply_new_error (error, "ValidationException");
  if (capture->slices->len > SUIMA_HUB_MAX_EVENTS)
    return suima_reply_new_problem (413, "CaptureLimitExceededException",
                                    "the document holds more than 500 events");
  return NULL;
}

SuimaReply *
suima_hub_capture (SuimaHub *hub, const SuimaRequest *request, const SuimaHubSigner *signer)
{
  g_auto (SuimaHubCapture) capture = { .signer = signer, .job = suima_hub_job_new () };
  g_autoptr (SuimaHubJob) known = NULL;
  g_autoptr (GError) error = NULL;
  SuimaReply *refusal = NULL;

  capture.errors = json_array ();
  capture.job->created_us = request->at_us;
  if (!suima_hub_read_behaviour (request, &capture.job->is_proceed))
    return suima_reply_new_problem (400, "ValidationException",
                                    "GS1-Capture-Error-Behaviour is neither rollback nor proceed");
  capture.body = suima_hub_read_json_body (request, &refusal);
  if (capture.body == NULL)
    return refusal;
  capture.job->capture_id = suima_hub_name_capture (&capture, capture.job->is_proceed);
  known = suima_hub_db_find_job (hub->db, capture.job->capture_id);
  if (known != NULL)
    return suima_hub_point_to_job (known->capture_id);
  refusal = suima_hub_check_capture (&capture);
  if (refusal != NULL)
    return refusal;
  if (!suima_hub_store_capture (hub, &capture, &error))
    return suima_reply_new_error (error, "ImplementationException");
  return suima_hub_point_to_job (capture.job->capture_id);
}

SuimaReply *
suima_hub_get_job (SuimaHub *hub, const char *capture_id)
{
  g_autoptr (SuimaHubJob) job = suima_hub_db_find_job (hub->db, capture_id);
  g_autofree char *created = NULL;
  g_autoptr (json_t) errors = NULL;
  g_autoptr (json_t) value = NULL;

  if (job == NULL)
    return suima_reply_new_problem (404, "NoSuchNameException", "there is no such capture job");
  created = suima_time_to_text (job->created_us, 0);
  errors = suima_json_parse (job->errors, strlen (job->errors), NULL);
  value = json_pack (
      "{s:s,s:s,s:s,s:b,s:b,s:s,s:O?,s:I,s:I}", "captureID", job->capture_id, "createdAt", created,
      "finishedAt", created, "running", 0, "success", job->is_success, "captureErrorBehaviour",
      job->is_proceed ? "proceed" : "rollback", "errors", errors, "suima:acceptedCount",
      (json_int_t)job->accepted, "suima:duplicateCount", (json_int_t)job->duplicates);
  return suima_reply_new_json (200, value);
}

static SuimaReply *
suima_hub_reply_to_one (SuimaHubOutcome outcome, const SuimaHubVerdict *verdict)
{
  g_autofree char *escaped = NULL;
  g_autofree char *location = NULL;
  SuimaReply *reply;

  if (outcome == SUIMA_HUB_REFUSED)
    {
      json_int_t status = json_integer_value (json_object_get (verdict->problem, "status"));
      return suima_reply_new_text ((guint)status, SUIMA_HUB_PROBLEM,
                                   suima_json_to_text (verdict->problem));
    }
  if (outcome == SUIMA_HUB_DUPLICATE)
    return suima_reply_new_problem (409, "ResourceAlreadyExistsException",
                                    "this very event is stored already");
  escaped = g_uri_escape_string (verdict->event_id, NULL, FALSE);
  location = g_strconcat ("/events/", escaped, NULL);
  reply = suima_reply_new (201);
  suima_reply_set_header (reply, "Location", location);
  return reply;
}

static SuimaReply *
suima_hub_store_one (SuimaHub *hub, const SuimaHubArrival *arrival)
{
  g_auto (SuimaHubVerdict) verdict = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  SuimaHubOutcome outcome = SUIMA_HUB_FAILED;

  if (suima_hub_db_begin (hub->db, &error))
    outcome = suima_hub_take_event (hub, arrival, &verdict, &error);
  if (outcome == SUIMA_HUB_STORED && !suima_hub_db_commit (hub->db, &error))
    outcome = SUIMA_HUB_FAILED;
  suima_hub_db_rollback (hub->db);
  if (outcome == SUIMA_HUB_FAILED)
    return suima_reply_new_error (error, "ImplementationException");
  return suima_hub_reply_to_one (outcome, &verdict);
}

SuimaReply *
suima_hub_capture_one (SuimaHub *hub, const SuimaRequest *request, const SuimaHubSigner *signer)
{
  SuimaReply *refusal = NULL;
  g_autoptr (GBytes) body = suima_hub_read_json_body (request, &refusal);
  g_autoptr (json_t) event = NULL;
  g_autofree char *context_text = NULL;
  g_autoptr (GBytes) bare = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_bytes;
  const char *text;
  SuimaSlice whole, context;
  SuimaHubArrival arrival = { .pointer = "", .signer = signer };

  if (body == NULL)
    return refusal;
  text = g_bytes_get_data (body, &size_bytes);
  event = suima_json_parse (text ? text : "", size_bytes, &error);
  if (event == NULL)
    return suima_reply_new_error (error, "ValidationException");
  whole = suima_slice_whole (text, size_bytes);
  if (!suima_slice_find_member (text, size_bytes, whole, "@context", &context))
    return suima_reply_new_problem (400, "ValidationException", "@context is missing");
  bare = g_bytes_new_from_bytes (body, whole.start, whole.end - whole.start);
  context_text = suima_hub_dup_slice (body, context);
  arrival.event = event;
  arrival.context = json_object_get (event, "@context");
  arrival.context_text = context_text;
  arrival.body = bare;
  arrival.record_us = suima_hub_db_next_record_us (hub->db, request->at_us);
  return suima_hub_store_one (hub, &arrival);
}

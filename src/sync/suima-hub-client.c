// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-client-private.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-event.h"
#include "suima-hub-exchange.h"
#include "suima-json.h"
#include "suima-sealed-box.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_ENROL_DOMAIN "SUIMA-ENROL-1\n"
#define SUIMA_JOB_MAX_ASKS 60
#define SUIMA_JOB_FIRST_WAIT_US 20000
#define SUIMA_JOB_MAX_WAIT_US G_USEC_PER_SEC


G_DEFINE_FINAL_TYPE (SuimaHubClient, suima_hub_client, G_TYPE_OBJECT)

static void
suima_hub_client_finalize (GObject *object)
{
  SuimaHubClient *self = SUIMA_HUB_CLIENT (object);

  g_clear_pointer (&self->exchange, suima_hub_exchange_free);
  G_OBJECT_CLASS (suima_hub_client_parent_class)->finalize (object);
}

static void
suima_hub_client_class_init (SuimaHubClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = suima_hub_client_finalize;
}

static void
suima_hub_client_init (SuimaHubClient *self)
{
}

SuimaHubClient *
suima_hub_client_new (const char *base_uri, const SuimaKey *key, GError **error)
{
  SuimaHubExchange *exchange = suima_hub_exchange_new (base_uri, key, error);
  SuimaHubClient *self;

  if (exchange == NULL)
    return NULL;
  self = g_object_new (SUIMA_TYPE_HUB_CLIENT, NULL);
  self->exchange = exchange;
  self->key = key;
  return self;
}

void
suima_enrolment_free (SuimaEnrolment *enrolment)
{
  if (enrolment == NULL)
    return;
  explicit_bzero (enrolment->serial_key, sizeof enrolment->serial_key);
  g_free (enrolment->host);
  g_free (enrolment->hub_key);
  g_free (enrolment);
}

static GBytes *
suima_hub_client_from_hex (const char *text)
{
  gsize size_bytes = text ? strlen (text) / 2 : 0;
  g_autofree guint8 *bytes = NULL;

  if (size_bytes > 4096)
    return NULL;
  bytes = g_malloc (size_bytes + 1);
  if (!suima_hex_to_bytes (text, bytes, size_bytes))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), size_bytes);
}

static GBytes *
suima_hub_client_write_enrolment (const SuimaKey *key, const char *code)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  const guint8 *public_key = suima_key_get_public (key);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *public_hex = suima_bytes_to_hex (public_key, SUIMA_KEY_SIZE_BYTES);
  g_autofree char *signature_hex = NULL;
  g_autoptr (json_t) value = json_object ();
  char *text;

  g_byte_array_append (message, (const guint8 *)SUIMA_ENROL_DOMAIN, strlen (SUIMA_ENROL_DOMAIN));
  g_byte_array_append (message, (const guint8 *)code, (guint)strlen (code));
  g_byte_array_append (message, public_key, SUIMA_KEY_SIZE_BYTES);
  suima_key_sign (key, message->data, message->len, signature);
  signature_hex = suima_bytes_to_hex (signature, sizeof signature);
  suima_json_set_text (value, "code", code);
  suima_json_set_text (value, "public_key", public_hex);
  suima_json_set_text (value, "signature", signature_hex);
  text = suima_json_to_text (value);
  return g_bytes_new_take (text, strlen (text));
}

json_t *
suima_hub_client_read_json (const SuimaHubAnswer *answer, GError **error)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (answer->body, &size_bytes);
  g_autoptr (GError) local_error = NULL;
  json_t *value = suima_json_parse (text ? text : "", size_bytes, &local_error);

  /* Not the hub's words: a captive portal or a broken line. Nothing is to be concluded. */
  if (value == NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE, "the hub's answer is not its own: %s",
                 local_error->message);
  return value;
}

static SuimaEnrolment *
suima_hub_client_read_enrolment (const SuimaKey *key, const json_t *value, GError **error)
{
  g_autoptr (SuimaEnrolment) enrolment = g_new0 (SuimaEnrolment, 1);
  json_int_t station = json_integer_value (json_object_get (value, "station"));
  json_int_t epoch = json_integer_value (json_object_get (value, "epoch"));
  g_autoptr (GBytes) sealed = suima_hub_client_from_hex (suima_json_get_text (value, "sealed"));

  if (sealed == NULL || station < 1 || station > SUIMA_SERIAL_MAX_STATION || epoch < 0 ||
      epoch > SUIMA_SERIAL_MAX_EPOCH)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE,
                           "the hub's answer holds no enrolment");
      return NULL;
    }
  if (!suima_sealed_box_open (key, sealed, enrolment->serial_key, sizeof enrolment->serial_key,
                              error))
    return NULL;
  enrolment->station = (guint32)station;
  enrolment->epoch = (guint8)epoch;
  enrolment->host = g_strdup (suima_json_get_text (value, "host"));
  enrolment->hub_key = g_strdup (suima_json_get_text (value, "hub_key"));
  return g_steal_pointer (&enrolment);
}

SuimaEnrolment *
suima_hub_client_enrol (SuimaHubClient *self,
                        const char *code,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SuimaHubAnswer) answer = NULL;
  g_autoptr (json_t) value = NULL;
  SuimaHubCall call = { .method = "POST", .path = "/enrol" };

  g_return_val_if_fail (SUIMA_IS_HUB_CLIENT (self) && self->key != NULL, NULL);
  body = suima_hub_client_write_enrolment (self->key, code);
  call.body = body;
  answer = suima_hub_exchange_send (self->exchange, &call, cancellable, error);
  if (answer == NULL || !suima_hub_answer_check (answer, 200, error))
    return NULL;
  value = suima_hub_client_read_json (answer, error);
  return value ? suima_hub_client_read_enrolment (self->key, value, error) : NULL;
}

gboolean
suima_hub_client_greet (SuimaHubClient *self, GCancellable *cancellable, GError **error)
{
  SuimaHubCall call = { .method = "GET", .path = "/health" };
  g_autoptr (SuimaHubAnswer) answer =
      suima_hub_exchange_send (self->exchange, &call, cancellable, error);

  return answer != NULL && suima_hub_answer_check (answer, 200, error);
}

static void
suima_capture_refusal_free (SuimaCaptureRefusal *refusal)
{
  g_free (refusal->event_id);
  g_free (refusal->reason);
  g_free (refusal);
}

static SuimaCaptureResult *
suima_capture_result_new (void)
{
  SuimaCaptureResult *result = g_new0 (SuimaCaptureResult, 1);

  result->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_capture_refusal_free);
  return result;
}

void
suima_capture_result_free (SuimaCaptureResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->refusals);
  g_free (result);
}

static guint
suima_hub_client_read_count (const json_t *job, const char *key)
{
  return (guint)CLAMP (json_integer_value (json_object_get (job, key)), 0, G_MAXINT);
}

static SuimaCaptureResult *
suima_hub_client_read_job (const json_t *job, gint64 hub_time_us)
{
  SuimaCaptureResult *result = suima_capture_result_new ();
  size_t i;
  json_t *problem;

  result->hub_time_us = hub_time_us;
  result->accepted = suima_hub_client_read_count (job, "suima:acceptedCount");
  result->duplicates = suima_hub_client_read_count (job, "suima:duplicateCount");
  json_array_foreach (json_object_get (job, "errors"), i, problem)
  {
    const char *detail = suima_json_get_text (problem, "detail");
    SuimaCaptureRefusal *refusal = g_new0 (SuimaCaptureRefusal, 1);
    refusal->event_id = g_strdup (suima_json_get_text (problem, "instance"));
    refusal->reason = g_strdup (detail ? detail : suima_json_get_text (problem, "title"));
    g_ptr_array_add (result->refusals, refusal);
  }
  return result;
}

/* Whether the job is the hub's own and has ended; a refusal without eventID cannot be laid at any
 * event's door, so that the whole document would stay in doubt for ever: it is refused as such. */
static gboolean
suima_hub_client_check_job (const json_t *job, GError **error)
{
  const json_t *errors = json_object_get (job, "errors");
  size_t i;
  json_t *problem;

  if (!json_is_boolean (json_object_get (job, "success")) || !json_is_array (errors))
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE,
                           "the hub's answer holds no capture job");
      return FALSE;
    }
  json_array_foreach ((json_t *)errors, i,
                      problem) if (suima_json_get_text (problem, "instance") == NULL)
  {
    const char *detail = suima_json_get_text (problem, "detail");
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the hub refuses the document: %s",
                 detail ? detail : "no reason given");
    return FALSE;
  }
  return TRUE;
}

static gboolean
suima_hub_client_wait (guint ask, GCancellable *cancellable, GError **error)
{
  gint64 wait_us = SUIMA_JOB_FIRST_WAIT_US << MIN (ask, 6);
  GPollFD poll;

  wait_us = MIN (wait_us, SUIMA_JOB_MAX_WAIT_US);
  if (g_cancellable_make_pollfd (cancellable, &poll))
    {
      g_poll (&poll, 1, (gint)(wait_us / 1000));
      g_cancellable_release_fd (cancellable);
    }
  else
    g_usleep ((gulong)wait_us);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* One look at the job. Returns: (nullable): the result when it has ended. */
static SuimaCaptureResult *
suima_hub_client_ask_job (SuimaHubClient *self,
                          const char *path,
                          guint *ret_retry_after_s,
                          GCancellable *cancellable,
                          GError **error)
{
  SuimaHubCall call = { .method = "GET", .path = path };
  g_autoptr (SuimaHubAnswer) answer =
      suima_hub_exchange_send (self->exchange, &call, cancellable, error);
  g_autoptr (json_t) job = NULL;

  if (answer == NULL)
    return NULL;
  *ret_retry_after_s = answer->retry_after_s;
  if (!suima_hub_answer_check (answer, 200, error))
    return NULL;
  job = suima_hub_client_read_json (answer, error);
  if (job == NULL)
    return NULL;
  if (json_is_true (json_object_get (job, "running")))
    return NULL;
  return suima_hub_client_check_job (job, error)
             ? suima_hub_client_read_job (job, answer->hub_time_us)
             : NULL;
}

static SuimaCaptureResult *
suima_hub_client_follow_job (SuimaHubClient *self,
                             const char *path,
                             guint *ret_retry_after_s,
                             GCancellable *cancellable,
                             GError **error)
{
  for (guint ask = 0; ask < SUIMA_JOB_MAX_ASKS; ask++)
    {
      GError *local_error = NULL;
      SuimaCaptureResult *result;
      if (ask > 0 && !suima_hub_client_wait (ask - 1, cancellable, error))
        return NULL;
      result = suima_hub_client_ask_job (self, path, ret_retry_after_s, cancellable, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      if (result != NULL)
        return result;
    }
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_BUSY, "the hub's capture job does not end");
  return NULL;
}

SuimaCaptureResult *
suima_hub_client_capture (SuimaHubClient *self,
                          const char *document,
                          guint *ret_retry_after_s,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SuimaHubAnswer) answer = NULL;
  SuimaHubCall call = { .method = "POST", .path = "/capture", .is_capture = TRUE };
  guint retry_after_s = 0;
  guint *retry = ret_retry_after_s ? ret_retry_after_s : &retry_after_s;
  g_autofree char *job_path = NULL;

  g_return_val_if_fail (SUIMA_IS_HUB_CLIENT (self), NULL);
  *retry = 0;
  body = g_bytes_new_static (document, strlen (document));
  call.body = body;
  answer = suima_hub_exchange_send (self->exchange, &call, cancellable, error);
  if (answer == NULL)
    return NULL;
  *retry = answer->retry_after_s;
  if (!suima_hub_answer_check (answer, 202, error))
    return NULL;
  job_path = suima_hub_exchange_resolve (self->exchange, answer->location, error);
  if (job_path == NULL)
    return NULL;
  return suima_hub_client_follow_job (self, job_path, retry, cancellable, error);
}

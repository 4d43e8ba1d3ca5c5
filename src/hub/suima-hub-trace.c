// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-trace.h"

#include "suima-event.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_TRACE_MAX_STEPS 50

/** SuimaTraceFold: what is gathered while the events go by. */
typedef struct
{
  /* owned */
  GHashTable *undone; /* (element-type utf8): keys of events that did not happen */
  char *label_host;   /* (nullable): upper case, from the item's EPC as it was sent */

  GHashTable *recallers; /* (element-type utf8): stations whose recall stands */

  /* borrowed */
  SuimaHub *hub;
  const SuimaCode *code;
  SuimaTrace *trace;

  char holder[5];       /* the station that has the goods: TTTT */
  gboolean is_on_its_way; /* the holder shipped them */
  guint n_standing;       /* events that nobody took back */

  gboolean is_void;
  gboolean is_destroyed;
  gboolean is_held;
  gboolean is_sold;
  gboolean is_expired;
} SuimaTraceFold;

static void
suima_trace_step_free (SuimaTraceStep *step)
{
  g_free (step->word);
  g_free (step);
}

void
suima_trace_free (SuimaTrace *trace)
{
  if (trace == NULL)
    return;
  g_clear_pointer (&trace->facts, json_decref);
  g_ptr_array_unref (trace->steps);
  g_free (trace);
}

/* Whoever reads a label may speak of it, but only the station that issued the serial may say what
 * it stands for. */
static gboolean
suima_trace_is_issuer (const SuimaTraceFold *fold, const json_t *event)
{
  const char *station = suima_json_get_text (event, "suima:station");

  return station != NULL && strncmp (station, fold->code->serial, 4) == 0;
}

/* Who an event is of, TTTT: its maker says so, and capture has checked it by the request's signature;
 * NULL for nobody. */
static const char *
suima_trace_get_speaker (const SuimaHubEvent *stored, const json_t *event)
{
  const char *station = suima_json_get_text (event, "suima:station");

  if (station == NULL)
    station = stored->signer;
  return station != NULL && strlen (station) >= 4 ? station : NULL;
}

/* What becomes of goods may be said by who issued their code, by who holds them, and by a market or
 * an authority. Anybody may read a label; that gives no say over the goods of others. */
static gboolean
suima_trace_may_speak (const SuimaTraceFold *fold, const char *speaker)
{
  return speaker != NULL && (strncmp (speaker, fold->code->serial, 4) == 0 ||
                             strncmp (speaker, fold->holder, 4) == 0 ||
                             suima_hub_is_authority (fold->hub, speaker));
}

/* Goods pass on when their holder has shipped them and another station receives them. */
static void
suima_trace_pass_on (SuimaTraceFold *fold, const char *step, const char *speaker)
{
  if (speaker == NULL)
    return;
  if (strcmp (step, "shipping") == 0 && strncmp (speaker, fold->holder, 4) == 0)
    fold->is_on_its_way = TRUE;
  else if (strcmp (step, "receiving") == 0 && fold->is_on_its_way)
    {
      g_strlcpy (fold->holder, speaker, sizeof fold->holder);
      fold->is_on_its_way = FALSE;
    }
}

/* A recall is taken back by who made it, or by an authority: a shop cannot lift the market's. */
static void
suima_trace_take_recall (SuimaTraceFold *fold,
                         const json_t *persistent,
                         const char *disposition,
                         const char *speaker)
{
  if (suima_hub_list_has (json_object_get (persistent, "set"), "recalled") ||
      g_strcmp0 (disposition, "recalled") == 0)
    g_hash_table_add (fold->recallers, g_strndup (speaker, 4));
  if (!suima_hub_list_has (json_object_get (persistent, "unset"), "recalled"))
    return;
  if (suima_hub_is_authority (fold->hub, speaker))
    g_hash_table_remove_all (fold->recallers);
  else
    {
      g_autofree char *own = g_strndup (speaker, 4);
      g_hash_table_remove (fold->recallers, own);
    }
}

static void
suima_trace_find_host (SuimaTraceFold *fold, const json_t *event)
{
  size_t i;
  json_t *epc;

  json_array_foreach (json_object_get (event, "epcList"), i, epc)
  {
    g_autofree char *upper = g_ascii_strup (json_string_value (epc), -1);
    g_autoptr (SuimaCode) code = suima_code_parse (upper, NULL);
    if (code != NULL && strcmp (code->serial, fold->code->serial) == 0)
      {
        g_free (fold->label_host);
        fold->label_host = g_steal_pointer (&code->host);
        return;
      }
  }
}

static void
suima_trace_take_facts (SuimaTraceFold *fold, const json_t *event)
{
  json_t *ilmd = json_object_get (event, "ilmd");
  const char *expiry = suima_json_get_text (ilmd, "suima:expiryDate");

  if (!suima_trace_is_issuer (fold, event) || fold->trace->facts != NULL)
    return;
  suima_trace_find_host (fold, event);
  fold->trace->facts = ilmd ? json_copy (ilmd) : json_object ();
  suima_json_set_text (fold->trace->facts, "suima:operator",
                       suima_json_get_text (event, "suima:operator"));
  if (expiry == NULL || !suima_day_parse (expiry, &fold->trace->expiry, NULL))
    fold->trace->expiry = SUIMA_DAY_NONE;
}

static void
suima_trace_add_step (SuimaTraceFold *fold, const SuimaHubEvent *stored, const json_t *event)
{
  SuimaTraceStep *step = g_new0 (SuimaTraceStep, 1);
  gboolean is_reprint = g_strcmp0 (suima_json_get_text (event, "suima:act"), "reprint") == 0;
  json_int_t copy = json_integer_value (json_object_get (event, "suima:copy"));

  step->word = g_strdup (is_reprint ? "reprint" : stored->biz_step);
  step->at_us = stored->event_us;
  if (is_reprint && copy > 1 && copy < 10000)
    step->copy = (guint)copy;
  fold->trace->copy = MAX (fold->trace->copy, step->copy);
  g_ptr_array_add (fold->trace->steps, step);
  if (fold->trace->steps->len > SUIMA_TRACE_MAX_STEPS)
    g_ptr_array_remove_index (fold->trace->steps, 0);
}

static gboolean
suima_trace_is_held (const char *disposition)
{
  return disposition != NULL && (g_str_has_prefix (disposition, "non_sellable") ||
                                 strcmp (disposition, "non_conformant") == 0);
}

/* What lasts until it is undone, and what lasts until the next event only (CBV 2.0, 7.2). */
static void
suima_trace_take_state (SuimaTraceFold *fold,
                        const SuimaHubEvent *stored,
                        const json_t *event,
                        const char *speaker)
{
  const json_t *persistent = json_object_get (event, "persistentDisposition");
  const char *disposition = stored->disposition;
  const char *step = stored->biz_step ? stored->biz_step : "";

  if (strcmp (step, "decommissioning") == 0 && suima_trace_is_issuer (fold, event))
    fold->is_void = TRUE;
  if (strcmp (step, "destroying") == 0 || g_strcmp0 (disposition, "destroyed") == 0 ||
      g_strcmp0 (disposition, "disposed") == 0)
    fold->is_destroyed = TRUE;
  suima_trace_take_recall (fold, persistent, disposition, speaker);
  /* A torn label is printed again whatever became of the goods. */
  if (disposition == NULL || json_object_get (event, "suima:act") != NULL)
    return;
  fold->is_held = suima_trace_is_held (disposition);
  fold->is_sold = strcmp (disposition, "retail_sold") == 0;
  fold->is_expired = strcmp (disposition, "expired") == 0;
}

/* Who sent an event may take it back, and nobody else; a station stays itself under a new key. */
static char *
suima_trace_new_undo_key (const SuimaHubEvent *event)
{
  return g_strdup_printf ("%.4s %s", event->signer ? event->signer : "", event->event_id);
}

static void
suima_trace_take_event (SuimaTraceFold *fold, const SuimaHubEvent *stored)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (stored->body, &size_bytes);
  g_autoptr (json_t) event = suima_json_parse (text, size_bytes, NULL);
  g_autofree char *undo_key = suima_trace_new_undo_key (stored);
  const char *speaker = event ? suima_trace_get_speaker (stored, event) : NULL;

  fold->trace->record_us = MAX (fold->trace->record_us, stored->record_us);
  if (event == NULL || stored->is_error_declaration ||
      g_hash_table_contains (fold->undone, undo_key))
    return;
  if (g_strcmp0 (stored->action, "ADD") == 0 && g_strcmp0 (stored->biz_step, "commissioning") == 0)
    suima_trace_take_facts (fold, event);
  fold->n_standing++;
  suima_trace_pass_on (fold, stored->biz_step ? stored->biz_step : "", speaker);
  if (!suima_trace_may_speak (fold, speaker))
    return;
  suima_trace_take_state (fold, stored, event, speaker);
  suima_trace_add_step (fold, stored, event);
}

static SuimaTraceState
suima_trace_decide (const SuimaTraceFold *fold, SuimaDay today)
{
  const SuimaTrace *trace = fold->trace;

  if (trace->seal == SUIMA_SEAL_WRONG)
    return SUIMA_TRACE_FORGED;
  /* Goods that were destroyed stay so for ever, whatever is said of their code later. */
  if (fold->is_destroyed)
    return SUIMA_TRACE_DESTROYED;
  if (g_hash_table_size (fold->recallers) > 0)
    return SUIMA_TRACE_RECALLED;
  /* Every event of it was withdrawn, or it was retired. */
  if (fold->is_void || (fold->n_standing == 0 && trace->record_us != 0))
    return SUIMA_TRACE_VOID;
  if (fold->is_expired || (trace->expiry != SUIMA_DAY_NONE && trace->expiry < today))
    return SUIMA_TRACE_EXPIRED;
  if (fold->is_held)
    return SUIMA_TRACE_HELD;
  if (fold->is_sold)
    return SUIMA_TRACE_SOLD;
  if (trace->facts == NULL)
    return SUIMA_TRACE_UNKNOWN;
  return trace->copy > 1 ? SUIMA_TRACE_REPRINTED : SUIMA_TRACE_GENUINE;
}

static gboolean
suima_trace_check_host (const SuimaCode *code, const char *host, const guint8 *public_key)
{
  SuimaCode label = *code;
  g_autofree char *uri = NULL;

  if (host == NULL || !suima_host_is_valid (host))
    return FALSE;
  label.host = (char *)host;
  uri = suima_code_to_uri (&label);
  return suima_uri_check_signature (public_key, uri);
}

static SuimaSeal
suima_trace_check_seal (SuimaHub *hub, const SuimaTraceFold *fold, const char *host)
{
  const SuimaCode *code = fold->code;
  SuimaSerial serial;
  g_autofree char *text = suima_serial_parse (code->serial, &serial, NULL);
  SuimaHubStation station;

  if (code->signature == NULL)
    return SUIMA_SEAL_NONE;
  if (text == NULL ||
      !suima_hub_db_find_station (hub->db, serial.station, serial.epoch, &station) ||
      (!station.is_enrolled && !hub->is_open))
    return SUIMA_SEAL_UNCHECKED;
  /* Who stole the key can sign, but not back-date a counter. */
  if (station.is_revoked && serial.counter > station.max_counter)
    return SUIMA_SEAL_WRONG;
  if (suima_trace_check_host (code, hub->host, station.public_key) ||
      suima_trace_check_host (code, fold->label_host, station.public_key) ||
      suima_trace_check_host (code, host, station.public_key))
    return SUIMA_SEAL_GOOD;
  /* Asked under a name that may not be the label's, one cannot tell. */
  return hub->host != NULL || fold->label_host != NULL ? SUIMA_SEAL_WRONG : SUIMA_SEAL_UNCHECKED;
}

/* The hub gave the station its serial key, so that it can tell a serial before it hears of it. */
static gboolean
suima_trace_is_our_serial (SuimaHub *hub, const SuimaCode *code)
{
  static const guint8 no_seed[SUIMA_KEY_SIZE_BYTES];
  guint8 serial_key[SUIMA_KEY_SIZE_BYTES];
  SuimaSerial serial;
  g_autofree char *text = suima_serial_parse (code->serial, &serial, NULL);
  SuimaHubStation station;
  g_autoptr (SuimaKey) key = NULL;

  if (text == NULL || serial.counter == SUIMA_SERIAL_SPECIMEN_COUNTER ||
      !suima_hub_db_find_station (hub->db, serial.station, serial.epoch, &station) ||
      !station.is_enrolled || (station.is_revoked && serial.counter > station.max_counter))
    return FALSE;
  suima_key_derive_serial_key (hub->master, serial.station, serial.epoch, serial_key);
  key = suima_key_new (no_seed, serial_key, serial.station, serial.epoch);
  explicit_bzero (serial_key, sizeof serial_key);
  return suima_key_owns_serial (key, code->serial);
}

static GPtrArray *
suima_trace_list_events (SuimaHub *hub, const SuimaCode *code, GError **error)
{
  g_autofree char *epc = suima_code_to_epc (code);
  g_autofree char *issuer = g_strndup (code->serial, 4);
  g_autofree char *key = NULL;

  if (code->gtin != NULL)
    {
      key = suima_epc_normalise (epc);
      return suima_hub_db_list_item (hub->db, key, 0, issuer, error);
    }
  key = g_strconcat (code->shop, "/OBJ/", code->serial, NULL);
  return suima_hub_db_list_item (hub->db, key, SUIMA_HUB_ROLE_ITEM, issuer, error);
}

static void
suima_trace_find_undone (SuimaTraceFold *fold, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const SuimaHubEvent *event = g_ptr_array_index (events, i);
      if (event->is_error_declaration)
        g_hash_table_add (fold->undone, suima_trace_new_undo_key (event));
    }
}

SuimaTrace *
suima_hub_trace (
    SuimaHub *hub, const SuimaCode *code, const char *host, gint64 at_us, GError **error)
{
  g_autoptr (SuimaTrace) trace = g_new0 (SuimaTrace, 1);
  g_autoptr (GPtrArray) events = NULL;
  SuimaTraceFold fold = { .hub = hub, .code = code, .trace = trace };

  trace->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_trace_step_free);
  trace->expiry = SUIMA_DAY_NONE;
  trace->copy = 1;
  events = suima_trace_list_events (hub, code, error);
  if (events == NULL)
    return NULL;
  fold.undone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fold.recallers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_strlcpy (fold.holder, code->serial, sizeof fold.holder);
  suima_trace_find_undone (&fold, events);
  for (guint i = 0; i < events->len; i++)
    suima_trace_take_event (&fold, g_ptr_array_index (events, i));
  trace->seal = suima_trace_check_seal (hub, &fold, host);
  trace->state = suima_trace_decide (&fold, suima_day_from_us (at_us, SUIMA_HUB_UTC_OFFSET_MIN));
  if (trace->record_us == 0 && trace->state == SUIMA_TRACE_UNKNOWN &&
      (trace->seal == SUIMA_SEAL_GOOD || suima_trace_is_our_serial (hub, code)))
    trace->state = SUIMA_TRACE_PENDING;
  g_hash_table_unref (fold.undone);
  g_hash_table_unref (fold.recallers);
  g_free (fold.label_host);
  return g_steal_pointer (&trace);
}

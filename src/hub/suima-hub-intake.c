// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-intake.h"

#include "suima-code.h"
#include "suima-error.h"
#include "suima-event.h"
#include "suima-hash.h"

#include <string.h>

#define SUIMA_HUB_HASH_PREFIX "ni:///sha-256;"
#define SUIMA_HUB_MAX_NUMBER_BYTES 100
#define SUIMA_HUB_HASH_SUFFIX "?ver=CBV2.0"

void
suima_hub_verdict_clear (SuimaHubVerdict *verdict)
{
  g_clear_pointer (&verdict->event_id, g_free);
  g_clear_pointer (&verdict->problem, json_decref);
}

static const char *
suima_hub_get_place (const json_t *event, const char *key)
{
  return suima_json_get_text (json_object_get (event, key), "id");
}

/* The guard of the JSON schema lets the full form of a word through; we store the bare one. */
static char *
suima_hub_dup_word (const json_t *event, const char *key, const char *prefix)
{
  const char *word = suima_json_get_text (event, key);

  if (word != NULL && g_str_has_prefix (word, prefix))
    word += strlen (prefix);
  return g_strdup (word);
}

static json_t *
suima_hub_new_refusal (const SuimaHubArrival *arrival,
                       guint status,
                       const char *type,
                       const char *why)
{
  g_autofree char *detail = g_strdup_printf ("%s: %s", arrival->pointer, why);
  json_t *problem = suima_problem_new (status, type, detail);

  suima_json_set_text (problem, "instance", suima_json_get_text (arrival->event, "eventID"));
  return problem;
}

/* An event's own @context counts together with its document's. */
static char *
suima_hub_hash (const SuimaHubArrival *arrival)
{
  json_t *own = json_object_get (arrival->event, "@context");
  g_autoptr (json_t) both = NULL;

  if (own == NULL || own == arrival->context)
    return suima_hash_event (arrival->event, arrival->context);
  both = json_array ();
  if (json_is_array (arrival->context))
    json_array_extend (both, (json_t *)arrival->context);
  if (json_is_array (own))
    json_array_extend (both, own);
  else
    json_array_append (both, own);
  return suima_hash_event (arrival->event, both);
}

/* An open hub takes what is unsigned, but not in the name of a station that can sign. */
static gboolean
suima_hub_must_be_signed (SuimaHub *hub, const SuimaHubArrival *arrival, const char *station)
{
  SuimaHubStation known;
  guint32 number;
  guint8 epoch;

  return !arrival->signer->is_known && suima_hub_parse_key_id (station, &number, &epoch) &&
         suima_hub_db_find_station (hub->db, number, epoch, &known) && known.is_enrolled;
}

/* Ours alone are recomputed: generations of the hash disagree about other makers' events. */
static char *
suima_hub_find_forgery (SuimaHub *hub, const SuimaHubArrival *arrival)
{
  const char *event_id = suima_json_get_text (arrival->event, "eventID");
  const char *station = suima_json_get_text (arrival->event, "suima:station");
  g_autofree char *hash = NULL;

  if (station == NULL)
    return NULL;
  /* The first four characters are the station, the fifth its key's epoch. */
  if (arrival->signer->is_known && strncmp (station, arrival->signer->id, 4) != 0)
    return g_strdup_printf ("station %s sends an event of station %s", arrival->signer->id,
                            station);
  if (suima_hub_must_be_signed (hub, arrival, station))
    return g_strdup_printf ("station %s is enrolled: its events must bear its signature", station);
  if (event_id == NULL || !g_str_has_prefix (event_id, SUIMA_HUB_HASH_PREFIX) ||
      !g_str_has_suffix (event_id, SUIMA_HUB_HASH_SUFFIX))
    return NULL;
  hash = suima_hub_hash (arrival);
  if (g_strcmp0 (hash, event_id) == 0)
    return NULL;
  return g_strdup_printf ("eventID is %s, the event's hash is %s", event_id, hash);
}

static SuimaHubEvent *
suima_hub_new_event (const SuimaHubArrival *arrival, GError **error)
{
  g_autoptr (SuimaHubEvent) event = suima_hub_event_new ();
  const char *time = suima_json_get_text (arrival->event, "eventTime");
  const char *location = suima_hub_get_place (arrival->event, "bizLocation");
  const char *read_point = suima_hub_get_place (arrival->event, "readPoint");

  if (!suima_event_check (arrival->event, error))
    return NULL;
  if (time == NULL || !suima_time_parse (time, &event->event_us))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "eventTime \"%s\" is no time",
                   time ? time : "");
      return NULL;
    }
  event->event_id = g_strdup (suima_json_get_text (arrival->event, "eventID"));
  if (event->event_id == NULL)
    event->event_id = suima_hub_hash (arrival);
  event->is_error_declaration = json_object_get (arrival->event, "errorDeclaration") != NULL;
  event->record_us = arrival->record_us;
  event->type = g_strdup (suima_json_get_text (arrival->event, "type"));
  event->action = g_strdup (suima_json_get_text (arrival->event, "action"));
  event->biz_step =
      suima_hub_dup_word (arrival->event, "bizStep", "https://ref.gs1.org/cbv/BizStep-");
  event->disposition =
      suima_hub_dup_word (arrival->event, "disposition", "https://ref.gs1.org/cbv/Disp-");
  event->biz_location = location ? suima_epc_normalise (location) : NULL;
  event->read_point = read_point ? suima_epc_normalise (read_point) : NULL;
  event->signer = arrival->signer->is_known ? g_strdup (arrival->signer->id) : NULL;
  event->context = g_strdup (arrival->context_text);
  event->body = g_bytes_ref (arrival->body);
  return g_steal_pointer (&event);
}

/* A query's answer that is captured again bears the recordTime and eventID that we put in. */
static gboolean
suima_hub_is_same (const SuimaHubEvent *stored, const SuimaHubArrival *arrival)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (stored->body, &size_bytes);
  g_autoptr (json_t) old = NULL;
  g_autoptr (json_t) fresh = NULL;

  if (g_bytes_equal (stored->body, arrival->body))
    return TRUE;
  old = suima_json_parse (text, size_bytes, NULL);
  fresh = json_copy ((json_t *)arrival->event);
  json_object_del (old, "recordTime");
  json_object_del (fresh, "recordTime");
  json_object_del (old, "eventID");
  json_object_del (fresh, "eventID");
  return old != NULL && json_equal (old, fresh);
}

static char *
suima_hub_name_both (const SuimaHubEvent *stored, const SuimaHubArrival *arrival)
{
  gsize old_bytes, new_bytes;
  const void *old = g_bytes_get_data (stored->body, &old_bytes);
  const void *fresh = g_bytes_get_data (arrival->body, &new_bytes);
  g_autofree char *old_hash = suima_sha256_hex (old, old_bytes);
  g_autofree char *new_hash = suima_sha256_hex (fresh, new_bytes);

  return g_strdup_printf ("another event is stored under eventID %s: its bytes have SHA-256 %s, "
                          "the new ones %s",
                          stored->event_id, old_hash, new_hash);
}

/* Where an item has no GTIN its URI keeps the host of the label, but a phone may come by another.
 */
static gboolean
suima_hub_index_item (SuimaHub *hub, gint64 seq, const char *epc, GError **error)
{
  g_autofree char *upper = g_ascii_strup (epc, -1);
  g_autoptr (SuimaCode) code = suima_code_parse (upper, NULL);
  g_autofree char *path = NULL;

  if (code == NULL || code->gtin != NULL)
    return TRUE;
  path = g_strconcat (code->shop, "/OBJ/", code->serial, NULL);
  return suima_hub_db_add_epc (hub->db, seq, SUIMA_HUB_ROLE_ITEM, path, error);
}

static gboolean
suima_hub_index_uri (SuimaHub *hub, gint64 seq, SuimaHubRole role, const char *uri, GError **error)
{
  g_autofree char *key = uri ? suima_epc_normalise (uri) : NULL;

  if (key == NULL)
    return TRUE;
  return suima_hub_db_add_epc (hub->db, seq, role, key, error) &&
         (role > SUIMA_HUB_ROLE_OUTPUT || suima_hub_index_item (hub, seq, uri, error));
}

static gboolean
suima_hub_index_list (
    SuimaHub *hub, gint64 seq, SuimaHubRole role, const json_t *list, GError **error)
{
  size_t i;
  json_t *element;

  json_array_foreach ((json_t *)list, i, element)
  {
    const char *uri = json_is_object (element) ? suima_json_get_text (element, "epcClass")
                                               : json_string_value (element);
    if (!suima_hub_index_uri (hub, seq, role, uri, error))
      return FALSE;
  }
  return TRUE;
}

/* The papers that an event names, as they stand on them. */
static gboolean
suima_hub_index_papers (SuimaHub *hub, gint64 seq, const json_t *event, GError **error)
{
  const struct
  {
    SuimaHubRole role;
    const char *number;
  } papers[] = {
    { SUIMA_HUB_ROLE_VOUCHER, suima_json_get_text (event, "suima:voucher") },
    { SUIMA_HUB_ROLE_PAPER, suima_json_get_text (event, "suima:paperNumber") },
    { SUIMA_HUB_ROLE_PAPER,
      suima_json_get_text (json_object_get (event, "ilmd"), "suima:paperConformity") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (papers[i].number != NULL && strlen (papers[i].number) <= SUIMA_HUB_MAX_NUMBER_BYTES &&
        !suima_hub_db_add_epc (hub->db, seq, papers[i].role, papers[i].number, error))
      return FALSE;
  return TRUE;
}

static gboolean
suima_hub_index (SuimaHub *hub, gint64 seq, const json_t *event, GError **error)
{
  static const struct
  {
    const char *key;
    SuimaHubRole role;
  } lists[] = {
    { "epcList", SUIMA_HUB_ROLE_EPC },
    { "childEPCs", SUIMA_HUB_ROLE_EPC },
    { "inputEPCList", SUIMA_HUB_ROLE_INPUT },
    { "outputEPCList", SUIMA_HUB_ROLE_OUTPUT },
    { "quantityList", SUIMA_HUB_ROLE_CLASS },
    { "childQuantityList", SUIMA_HUB_ROLE_CLASS },
    { "inputQuantityList", SUIMA_HUB_ROLE_INPUT_CLASS },
    { "outputQuantityList", SUIMA_HUB_ROLE_OUTPUT_CLASS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!suima_hub_index_list (hub, seq, lists[i].role, json_object_get (event, lists[i].key),
                               error))
      return FALSE;
  return suima_hub_index_papers (hub, seq, event, error) &&
         suima_hub_index_uri (hub, seq, SUIMA_HUB_ROLE_PARENT,
                              suima_json_get_text (event, "parentID"), error);
}

static SuimaHubOutcome
suima_hub_store_event (SuimaHub *hub,
                       const SuimaHubArrival *arrival,
                       SuimaHubEvent *event,
                       SuimaHubVerdict *ret_verdict,
                       GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SuimaHubEvent) stored =
      suima_hub_db_find_event (hub->db, event->event_id, event->is_error_declaration, &local_error);
  g_autofree char *why = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return SUIMA_HUB_FAILED;
    }
  if (stored != NULL && suima_hub_is_same (stored, arrival))
    return SUIMA_HUB_DUPLICATE;
  if (stored != NULL)
    {
      why = suima_hub_name_both (stored, arrival);
      ret_verdict->problem =
          suima_hub_new_refusal (arrival, 409, "ResourceAlreadyExistsException", why);
      return SUIMA_HUB_REFUSED;
    }
  if (!suima_hub_db_add_event (hub->db, event, error) ||
      !suima_hub_index (hub, event->seq, arrival->event, error))
    return SUIMA_HUB_FAILED;
  return SUIMA_HUB_STORED;
}

SuimaHubOutcome
suima_hub_take_event (SuimaHub *hub,
                      const SuimaHubArrival *arrival,
                      SuimaHubVerdict *ret_verdict,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SuimaHubEvent) event = suima_hub_new_event (arrival, &local_error);
  g_autofree char *forgery = NULL;

  if (event == NULL)
    {
      ret_verdict->problem =
          suima_hub_new_refusal (arrival, 400, "ValidationException", local_error->message);
      return SUIMA_HUB_REFUSED;
    }
  ret_verdict->event_id = g_strdup (event->event_id);
  forgery = suima_hub_find_forgery (hub, arrival);
  if (forgery != NULL)
    {
      ret_verdict->problem = suima_hub_new_refusal (arrival, 400, "ValidationException", forgery);
      return SUIMA_HUB_REFUSED;
    }
  return suima_hub_store_event (hub, arrival, event, ret_verdict, error);
}

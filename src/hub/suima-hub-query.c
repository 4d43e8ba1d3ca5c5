// SPDX-License-Identifier: Apache-2.0
// GET /events and GET /events/{eventID}.
#include "suima-hub-private.h"

#include "suima-error.h"
#include "suima-event.h"
#include "suima-hub-slice.h"

#include <string.h>

#define SUIMA_HUB_PER_PAGE 30
#define SUIMA_HUB_MAX_PER_PAGE 500

typedef enum
{
  SUIMA_PARAMETER_TEXTS,
  SUIMA_PARAMETER_URIS,
  SUIMA_PARAMETER_TIME,
  SUIMA_PARAMETER_FLAG,
} SuimaParameterKind;

typedef struct
{
  const char *name;
  SuimaParameterKind kind;
  const char *placeholder;
  const char *where;
} SuimaParameter;

#define SUIMA_IN(column, n) " AND " column " IN (SELECT value FROM json_each ($" n "))"
#define SUIMA_MATCH(roles, n)                                                                      \
  " AND event.seq IN (SELECT seq FROM event_epc WHERE role IN (" roles                             \
  ") AND epc IN (SELECT value FROM json_each ($" n ")))"

static const SuimaParameter suima_parameters[] = {
  { "eventType", SUIMA_PARAMETER_TEXTS, "$1", SUIMA_IN ("type", "1") },
  { "GE_eventTime", SUIMA_PARAMETER_TIME, "$2", " AND event_us >= CAST ($2 AS INTEGER)" },
  { "LT_eventTime", SUIMA_PARAMETER_TIME, "$3", " AND event_us < CAST ($3 AS INTEGER)" },
  { "GE_recordTime", SUIMA_PARAMETER_TIME, "$4", " AND record_us >= CAST ($4 AS INTEGER)" },
  { "LT_recordTime", SUIMA_PARAMETER_TIME, "$5", " AND record_us < CAST ($5 AS INTEGER)" },
  { "EQ_action", SUIMA_PARAMETER_TEXTS, "$6", SUIMA_IN ("action", "6") },
  { "EQ_bizStep", SUIMA_PARAMETER_TEXTS, "$7", SUIMA_IN ("biz_step", "7") },
  { "EQ_disposition", SUIMA_PARAMETER_TEXTS, "$8", SUIMA_IN ("disposition", "8") },
  { "EQ_bizLocation", SUIMA_PARAMETER_URIS, "$9", SUIMA_IN ("biz_location", "9") },
  { "EQ_readPoint", SUIMA_PARAMETER_URIS, "$10", SUIMA_IN ("read_point", "10") },
  { "EQ_eventID", SUIMA_PARAMETER_TEXTS, "$11", SUIMA_IN ("event_id", "11") },
  { "MATCH_epc", SUIMA_PARAMETER_URIS, "$12", SUIMA_MATCH ("1", "12") },
  { "MATCH_anyEPC", SUIMA_PARAMETER_URIS, "$13", SUIMA_MATCH ("1, 2, 3, 4", "13") },
  { "MATCH_parentID", SUIMA_PARAMETER_URIS, "$14", SUIMA_MATCH ("2", "14") },
  { "MATCH_inputEPC", SUIMA_PARAMETER_URIS, "$15", SUIMA_MATCH ("3", "15") },
  { "MATCH_outputEPC", SUIMA_PARAMETER_URIS, "$16", SUIMA_MATCH ("4", "16") },
  { "MATCH_epcClass", SUIMA_PARAMETER_URIS, "$17", SUIMA_MATCH ("5", "17") },
  { "MATCH_anyEPCClass", SUIMA_PARAMETER_URIS, "$18", SUIMA_MATCH ("5, 6, 7", "18") },
  { "EXISTS_errorDeclaration", SUIMA_PARAMETER_FLAG, "$19",
    " AND is_error_declaration = CAST ($19 AS INTEGER)" },
};

/** SuimaHubQuestion: a query string, understood. */
typedef struct
{
  /* owned */
  SuimaHubQuery *query;
  GHashTable *parameters; /* (element-type utf8 GPtrArray): name to its values */

  guint per_page;
  guint event_count_limit; /* 0: none */
  guint max_event_count;   /* 0: none */
  guint left;              /* of the limit, on this page and those after it */
  gboolean is_ordered;
} SuimaHubQuestion;

static void
suima_hub_question_clear (SuimaHubQuestion *question)
{
  g_clear_pointer (&question->query, suima_hub_query_free);
  g_clear_pointer (&question->parameters, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaHubQuestion, suima_hub_question_clear)

static gboolean
suima_hub_refuse_parameter (const char *name, const char *why, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "parameter %s: %s", name, why);
  return FALSE;
}

/* One `name=value`; a plus is a plus, as in +08:00. Values stand between bars. */
static gboolean
suima_hub_read_pair (GHashTable *parameters, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = g_uri_unescape_segment (pair, equals, NULL);
  g_autofree char *value = equals ? g_uri_unescape_string (equals + 1, NULL) : NULL;
  g_auto (GStrv) parts = NULL;
  GPtrArray *values;

  if (name == NULL || value == NULL || !g_utf8_validate (name, -1, NULL) ||
      !g_utf8_validate (value, -1, NULL))
    return suima_hub_refuse_parameter (name && g_utf8_validate (name, -1, NULL) ? name : "?",
                                       "no value, or a broken escape", error);
  values = g_hash_table_lookup (parameters, name);
  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (parameters, g_strdup (name), values);
    }
  parts = g_strsplit (value, "|", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (values, g_strdup (parts[i]));
  if (values->len == 0)
    g_ptr_array_add (values, g_strdup (""));
  return TRUE;
}

static gboolean
suima_hub_read_pairs (SuimaHubQuestion *question, const char *query, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (query ? query : "", "&", -1);

  question->parameters =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (pairs[i][0] != '\0' && !suima_hub_read_pair (question->parameters, pairs[i], error))
      return FALSE;
  return TRUE;
}

static char *
suima_hub_list_values (const SuimaParameter *parameter, GPtrArray *values)
{
  g_autoptr (json_t) list = json_array ();

  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);
      g_autofree char *uri =
          parameter->kind == SUIMA_PARAMETER_URIS ? suima_epc_normalise (value) : g_strdup (value);
      json_array_append_new (list, json_string (uri));
    }
  return suima_json_to_text (list);
}

static char *
suima_hub_read_single (const SuimaParameter *parameter, GPtrArray *values, GError **error)
{
  const char *value = g_ptr_array_index (values, 0);
  gint64 at_us;

  if (values->len != 1)
    suima_hub_refuse_parameter (parameter->name, "takes one value", error);
  else if (parameter->kind == SUIMA_PARAMETER_FLAG)
    {
      if (strcmp (value, "true") == 0 || strcmp (value, "false") == 0)
        return g_strdup (value[0] == 't' ? "1" : "0");
      suima_hub_refuse_parameter (parameter->name, "is neither true nor false", error);
    }
  else if (suima_time_parse (value, &at_us))
    return g_strdup_printf ("%" G_GINT64_FORMAT, at_us);
  else
    suima_hub_refuse_parameter (parameter->name, "is no time with a zone", error);
  return NULL;
}

static gboolean
suima_hub_add_condition (SuimaHubQuery *query,
                         const SuimaParameter *parameter,
                         GPtrArray *values,
                         GError **error)
{
  char *bound;

  if (parameter->kind == SUIMA_PARAMETER_TEXTS || parameter->kind == SUIMA_PARAMETER_URIS)
    bound = suima_hub_list_values (parameter, values);
  else
    bound = suima_hub_read_single (parameter, values, error);
  if (bound == NULL)
    return FALSE;
  g_hash_table_insert (query->values, g_strdup (parameter->placeholder), bound);
  g_string_append (query->where, parameter->where);
  return TRUE;
}

static gboolean
suima_hub_read_count (const char *name, const char *value, guint *ret_count, GError **error)
{
  guint64 count;

  if (!g_ascii_string_to_unsigned (value, 10, 1, 1000000, &count, NULL))
    return suima_hub_refuse_parameter (name, "is no number from 1 to 1000000", error);
  *ret_count = (guint)count;
  return TRUE;
}

static gboolean
suima_hub_choose (const char *value, const char *yes, const char *no, gboolean *ret_is_yes)
{
  *ret_is_yes = strcmp (value, yes) == 0;
  return *ret_is_yes || strcmp (value, no) == 0;
}

/* A page's token: key, number and what is left of the limit, of the last row that was given. */
static gboolean
suima_hub_read_token (SuimaHubQuestion *question, const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  guint64 left;

  if (g_strv_length (parts) != 3 ||
      !g_ascii_string_to_signed (parts[0], 16, G_MININT64, G_MAXINT64, &question->query->after_key,
                                 NULL) ||
      !g_ascii_string_to_signed (parts[1], 16, 1, G_MAXINT64, &question->query->after_seq, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 16, 0, 1000000, &left, NULL))
    return FALSE;
  question->left = (guint)left;
  return TRUE;
}

/* Returns whether @name is one of those that shape the answer; an error when its value is wrong. */
static gboolean
suima_hub_read_shape (SuimaHubQuestion *question,
                      const char *name,
                      const char *value,
                      GError **error)
{
  if (strcmp (name, "perPage") == 0)
    suima_hub_read_count (name, value, &question->per_page, error);
  else if (strcmp (name, "eventCountLimit") == 0)
    suima_hub_read_count (name, value, &question->event_count_limit, error);
  else if (strcmp (name, "maxEventCount") == 0)
    suima_hub_read_count (name, value, &question->max_event_count, error);
  else if (strcmp (name, "orderBy") == 0)
    {
      question->is_ordered = TRUE;
      if (!suima_hub_choose (value, "eventTime", "recordTime", &question->query->by_event_time))
        suima_hub_refuse_parameter (name, "is neither eventTime nor recordTime", error);
    }
  else if (strcmp (name, "orderDirection") == 0)
    {
      if (!suima_hub_choose (value, "ASC", "DESC", &question->query->ascending))
        suima_hub_refuse_parameter (name, "is neither ASC nor DESC", error);
    }
  else if (strcmp (name, "nextPageToken") == 0)
    {
      if (!suima_hub_read_token (question, value))
        suima_hub_refuse_parameter (name, "is none of this hub's", error);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
suima_hub_read_parameter (SuimaHubQuestion *question,
                          const char *name,
                          GPtrArray *values,
                          GError **error)
{
  GError *local_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suima_parameters); i++)
    if (strcmp (suima_parameters[i].name, name) == 0)
      return suima_hub_add_condition (question->query, &suima_parameters[i], values, error);
  if (!suima_hub_read_shape (question, name, g_ptr_array_index (values, 0), &local_error))
    return suima_hub_refuse_parameter (name, "this hub does not know it", error);
  if (local_error == NULL && values->len != 1)
    suima_hub_refuse_parameter (name, "takes one value", &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
suima_hub_read_question (SuimaHubQuestion *question, const char *query_text, GError **error)
{
  GHashTableIter iter;
  gpointer name, values;

  question->query = suima_hub_query_new ();
  question->per_page = SUIMA_HUB_PER_PAGE;
  if (!suima_hub_read_pairs (question, query_text, error))
    return FALSE;
  g_hash_table_iter_init (&iter, question->parameters);
  while (g_hash_table_iter_next (&iter, &name, &values))
    if (!suima_hub_read_parameter (question, name, values, error))
      return FALSE;
  if (question->event_count_limit > 0 && question->max_event_count > 0)
    return suima_hub_refuse_parameter ("maxEventCount", "excludes eventCountLimit", error);
  if (question->event_count_limit > 0 && !question->is_ordered)
    return suima_hub_refuse_parameter ("eventCountLimit", "needs orderBy", error);
  if (question->query->after_seq == 0)
    question->left = question->event_count_limit;
  question->per_page = MIN (question->per_page, SUIMA_HUB_MAX_PER_PAGE);
  return TRUE;
}

/* The stored bytes with our recordTime, and what else they lack, put behind the first brace; not
 * one of the received bytes is touched but a recordTime that came from elsewhere. */
static void
suima_hub_append_event (GString *out, const SuimaHubEvent *event, gboolean with_context)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (event->body, &size_bytes);
  SuimaSlice whole = { 0, size_bytes };
  SuimaSlice slice;
  g_autofree char *record_time = suima_time_to_text (event->record_us, 0);
  gsize from = 1;

  g_string_append_c (out, '{');
  if (with_context && !suima_slice_find_member (text, size_bytes, whole, "@context", &slice))
    g_string_append_printf (out, "\"@context\":%s,", event->context);
  if (!suima_slice_find_member (text, size_bytes, whole, "eventID", &slice))
    g_string_append_printf (out, "\"eventID\":\"%s\",", event->event_id);
  if (suima_slice_find_member (text, size_bytes, whole, "recordTime", &slice))
    {
      g_string_append_len (out, text + from, (gssize)(slice.start - from));
      g_string_append_printf (out, "\"%s\"", record_time);
      from = slice.end;
    }
  else
    g_string_append_printf (out, "\"recordTime\":\"%s\",", record_time);
  g_string_append_len (out, text + from, (gssize)(size_bytes - from));
}

/* Where the events of a page speak different dialects each carries its own @context. */
static gboolean
suima_hub_share_context (GPtrArray *events)
{
  for (guint i = 1; i < events->len; i++)
    {
      const SuimaHubEvent *first = g_ptr_array_index (events, 0);
      const SuimaHubEvent *event = g_ptr_array_index (events, i);
      if (strcmp (first->context, event->context) != 0)
        return FALSE;
    }
  return events->len > 0;
}

static SuimaReply *
suima_hub_reply_events (GPtrArray *events, gint64 at_us)
{
  gboolean is_shared = suima_hub_share_context (events);
  const char *context = is_shared ? ((SuimaHubEvent *)g_ptr_array_index (events, 0))->context
                                  : "[\"" SUIMA_EVENT_CONTEXT "\"]";
  g_autofree char *created = suima_time_to_text (at_us, 0);
  GString *out = g_string_new ("{\"@context\":");

  g_string_append (out, context);
  g_string_append (out, ",\"type\":\"EPCISQueryDocument\",\"schemaVersion\":\"2.0\","
                        "\"creationDate\":\"");
  g_string_append (out, created);
  g_string_append (out, "\",\"epcisBody\":{\"queryResults\":{\"queryName\":\"SimpleEventQuery\","
                        "\"resultsBody\":{\"eventList\":[");
  for (guint i = 0; i < events->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      suima_hub_append_event (out, g_ptr_array_index (events, i), !is_shared);
    }
  g_string_append (out, "]}}}}");
  return suima_reply_new_text (200, SUIMA_HUB_JSON, g_string_free (out, FALSE));
}

static void
suima_hub_link_next (SuimaReply *reply,
                     const SuimaRequest *request,
                     const SuimaHubQuestion *question,
                     const SuimaHubEvent *last)
{
  g_auto (GStrv) pairs = g_strsplit (request->query ? request->query : "", "&", -1);
  g_autoptr (GString) link = g_string_new ("</events?");
  gint64 key = question->query->by_event_time ? last->event_us : last->record_us;

  /* What the client asked for goes round as it wrote it, but for what could end the header. */
  for (guint i = 0; pairs[i] != NULL; i++)
    if (pairs[i][0] != '\0' && !g_str_has_prefix (pairs[i], "nextPageToken="))
      {
        g_autofree char *plain = g_uri_escape_string (pairs[i], "=%:/?@!$'()*+,;", FALSE);
        g_string_append_printf (link, "%s&", plain);
      }
  g_string_append_printf (
      link, "nextPageToken=%s%" G_GINT64_MODIFIER "x.%" G_GINT64_MODIFIER "x.%x>; rel=\"next\"",
      key < 0 ? "-" : "", (guint64)ABS (key), (guint64)last->seq, question->left);
  suima_reply_set_header (reply, "Link", link->str);
}

static SuimaReply *
suima_hub_check_count (SuimaHub *hub, const SuimaHubQuestion *question, GError **error)
{
  gint64 count;

  if (question->max_event_count == 0)
    return NULL;
  question->query->limit = question->max_event_count + 1;
  count = suima_hub_db_count (hub->db, question->query, error);
  if (count < 0)
    return suima_reply_new_error (*error, "ImplementationException");
  if (count > question->max_event_count)
    return suima_reply_new_problem (413, "QueryTooLargeException",
                                    "more events match than maxEventCount");
  return NULL;
}

static SuimaReply *
suima_hub_reply_page (SuimaHub *hub, const SuimaRequest *request, SuimaHubQuestion *question)
{
  gboolean is_limited = question->event_count_limit > 0;
  guint wanted = is_limited ? MIN (question->per_page, question->left) : question->per_page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gboolean is_cut, has_more;
  SuimaReply *reply;

  question->query->limit = wanted + 1;
  events = suima_hub_db_query (hub->db, question->query, &is_cut, &error);
  if (events == NULL)
    return suima_reply_new_error (error, "ImplementationException");
  has_more = is_cut || events->len > wanted;
  if (events->len > wanted)
    g_ptr_array_set_size (events, (gint)wanted);
  if (is_limited)
    question->left -= events->len;
  reply = suima_hub_reply_events (events, request->at_us);
  if (has_more && events->len > 0 && !(is_limited && question->left == 0))
    suima_hub_link_next (reply, request, question, g_ptr_array_index (events, events->len - 1));
  return reply;
}

SuimaReply *
suima_hub_query (SuimaHub *hub, const SuimaRequest *request)
{
  g_auto (SuimaHubQuestion) question = { 0 };
  g_autoptr (GError) error = NULL;
  SuimaReply *refusal;

  if (!suima_hub_read_question (&question, request->query, &error))
    return suima_reply_new_error (error, "QueryParameterException");
  refusal = suima_hub_check_count (hub, &question, &error);
  return refusal ? refusal : suima_hub_reply_page (hub, request, &question);
}

SuimaReply *
suima_hub_query_one (SuimaHub *hub, const SuimaRequest *request, const char *event_id)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_hub_event_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 && error == NULL; i++)
    {
      SuimaHubEvent *event = suima_hub_db_find_event (hub->db, event_id, i == 1, &error);
      if (event != NULL)
        g_ptr_array_add (events, event);
    }
  if (error != NULL)
    return suima_reply_new_error (error, "ImplementationException");
  if (events->len == 0)
    return suima_reply_new_problem (404, "NoSuchNameException", "there is no such event");
  return suima_hub_reply_events (events, request->at_us);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-inspection-list.h"

#include "suima-store-document.h"
#include "suima-store-market.h"
#include "suima-store-report.h"
#include "suima-store-stock.h"
#include "suima-words-report.h"
#include "suima-words.h"

#include <string.h>

static SuimaTable *
suima_inspection_new_table (const char *title, const char *const *columns)
{
  SuimaTable *table = suima_table_new (title);

  for (; *columns != NULL; columns++)
    suima_table_add_column (table, suima_words_column (*columns), FALSE);
  return table;
}

/* Takes @n texts (nullable); NULL is an empty cell. */
static void
suima_inspection_add_row (SuimaTable *table, char **texts, guint n)
{
  char **cells = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    cells[i] = texts[i] ? texts[i] : g_strdup ("");
  suima_table_add_row (table, cells);
}

static char *
suima_inspection_dup_time (SuimaStation *station, gint64 at_us)
{
  return at_us != 0 ? suima_time_to_text (at_us, station->config->utc_offset_min) : NULL;
}

static char *
suima_inspection_mask (SuimaStation *station, SuimaFieldClass field, const char *text)
{
  return suima_mask_for (suima_station_get_role (station), field, text);
}

SuimaTable *
suima_inspection_list_late (SuimaStation *station, SuimaSpan span, GError **error)
{
  static const char *const columns[] = { "event", "time",     "what",  "product", "lot",
                                         "quantity", "unit",  "party", "due",     "reported",
                                         "state", "reason",   NULL };
  g_autoptr (GPtrArray) duties =
      suima_store_list_duties (station->store, span.from_us, span.to_us, error);
  SuimaTable *table = duties ? suima_inspection_new_table ("late", columns) : NULL;
  gint64 now_us = suima_station_get_now_us (station);

  for (guint i = 0; duties != NULL && i < duties->len; i++)
    {
      const SuimaReportDuty *duty = g_ptr_array_index (duties, i);
      SuimaReportState state = suima_report_duty_get_state (duty, now_us);
      if (state != SUIMA_REPORT_LATE && state != SUIMA_REPORT_DONE_LATE &&
          state != SUIMA_REPORT_WITHDRAWN_LATE)
        continue;
      char *texts[] = {
        g_strdup_printf ("%" G_GINT64_FORMAT, duty->seq),
        suima_inspection_dup_time (station, duty->at_us),
        g_strdup (suima_words_event (duty->kind)),
        g_strdup (duty->product),
        g_strdup (duty->lot),
        suima_quantity_to_text (duty->quantity_milli),
        g_strdup (duty->unit),
        suima_inspection_mask (station, SUIMA_FIELD_CHAIN, duty->party),
        suima_inspection_dup_time (station, duty->due_us),
        suima_inspection_dup_time (station, duty->reported_us),
        g_strdup (suima_words_report_state (state)),
        suima_inspection_mask (station, SUIMA_FIELD_NOTE, duty->late_reason),
      };
      suima_inspection_add_row (table, texts, G_N_ELEMENTS (texts));
    }
  return table;
}

/* The last part of each code of an event, which a label bears: a serial. */
static char *
suima_inspection_dup_codes (const json_t *event)
{
  GString *codes = g_string_new (NULL);
  gsize i;
  json_t *epc;

  json_array_foreach (json_object_get (event, "epcList"), i, epc)
    {
      const char *uri = json_string_value (epc);
      const char *serial = uri ? strrchr (uri, '/') : NULL;
      g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", serial ? serial + 1 : "");
    }
  return g_string_free (codes, FALSE);
}

SuimaTable *
suima_inspection_list_acts (SuimaStation *station,
                            SuimaEventKind kind,
                            SuimaSpan span,
                            GError **error)
{
  static const char *const columns[] = { "event",  "time",   "product",    "lot", "codes",
                                         "reason", "person", "supervisor", NULL };
  g_autoptr (GPtrArray) acts =
      suima_store_list_acts (station->store, (int)kind, span.from_us, span.to_us, error);
  SuimaTable *table =
      acts ? suima_inspection_new_table (suima_words_event ((int)kind), columns) : NULL;

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const SuimaStoredAct *act = g_ptr_array_index (acts, i);
      g_autoptr (json_t) event = suima_json_parse (act->body, strlen (act->body), NULL);
      const char *reason = suima_json_get_text (event, "suima:reason");
      char *texts[] = {
        g_strdup_printf ("%" G_GINT64_FORMAT, act->seq),
        suima_inspection_dup_time (station, act->at_us),
        g_strdup (act->product),
        g_strdup (act->lot),
        suima_inspection_dup_codes (event),
        suima_inspection_mask (station, SUIMA_FIELD_NOTE, reason ? reason : act->approval),
        suima_inspection_mask (station, SUIMA_FIELD_PERSON, act->person),
        suima_inspection_mask (station, SUIMA_FIELD_PERSON, act->supervisor),
      };
      suima_inspection_add_row (table, texts, G_N_ELEMENTS (texts));
    }
  return table;
}

/* `lot: A1 → A2`, by the role */
static char *
suima_inspection_dup_changes (SuimaStation *station, const json_t *event)
{
  const char *text = suima_json_get_text (event, "suima:changes");
  g_autoptr (json_t) changes = text ? suima_json_parse (text, strlen (text), NULL) : NULL;
  GString *words = g_string_new (NULL);
  g_autofree char *all = NULL;
  gsize i;
  json_t *change;

  json_array_foreach (changes, i, change)
    {
      const char *old = suima_json_get_text (change, "old"), *now = suima_json_get_text (change, "new");
      g_string_append_printf (words, "%s%s: %s → %s", i > 0 ? "; " : "",
                              suima_json_get_text (change, "field"), old ? old : "-", now ? now : "-");
    }
  all = g_string_free (words, FALSE);
  return suima_inspection_mask (station, SUIMA_FIELD_NOTE, all);
}

SuimaTable *
suima_inspection_list_corrections (SuimaStation *station, SuimaSpan span, GError **error)
{
  static const char *const columns[] = { "event", "time",   "product", "lot",
                                         "party", "change", "reason",  "person", NULL };
  g_autoptr (GPtrArray) acts = suima_store_list_acts (station->store, SUIMA_EVENT_CORRECT,
                                                      span.from_us, span.to_us, error);
  SuimaTable *table = acts ? suima_inspection_new_table ("corrections", columns) : NULL;

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const SuimaStoredAct *act = g_ptr_array_index (acts, i);
      g_autoptr (json_t) event = suima_json_parse (act->body, strlen (act->body), NULL);
      const char *correction = suima_json_get_text (event, "suima:correction");
      char *texts[] = {
        g_strdup_printf ("%" G_GINT64_FORMAT, act->seq),
        suima_inspection_dup_time (station, act->at_us),
        g_strdup (act->product),
        g_strdup (act->lot),
        suima_inspection_mask (station, SUIMA_FIELD_CHAIN, suima_json_get_text (event, "suima:party")),
        suima_inspection_dup_changes (station, event),
        suima_inspection_mask (station, SUIMA_FIELD_NOTE,
                               correction ? correction : suima_json_get_text (event, "suima:reason")),
        suima_inspection_mask (station, SUIMA_FIELD_PERSON, act->person),
      };
      suima_inspection_add_row (table, texts, G_N_ELEMENTS (texts));
    }
  return table;
}

static gboolean
suima_inspection_add_destroyed (SuimaStation *station,
                                SuimaTable *table,
                                const SuimaDestruction *destruction,
                                GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, destruction->batch_id, error);
  g_autoptr (GPtrArray) photos =
      batch ? suima_store_list_attachments (station->store, SUIMA_ATTACHMENT_EVENT, destruction->seq,
                                            error)
            : NULL;

  if (photos == NULL)
    return FALSE;
  g_ptr_array_add (photos, NULL);
  char *texts[] = {
    g_strdup_printf ("%" G_GINT64_FORMAT, destruction->seq),
    suima_inspection_dup_time (station, destruction->at_us),
    g_strdup (batch->product),
    g_strdup (batch->lot),
    suima_quantity_to_text (destruction->quantity_milli),
    g_strdup (batch->unit),
    g_strdup (destruction->method),
    destruction->weight_g > 0 ? suima_quantity_to_text (destruction->weight_g) : NULL,
    suima_inspection_mask (station, SUIMA_FIELD_PERSON, destruction->witness),
    g_strjoinv (" ", (char **)photos->pdata),
  };
  suima_inspection_add_row (table, texts, G_N_ELEMENTS (texts));
  return TRUE;
}

SuimaTable *
suima_inspection_list_destroyed (SuimaStation *station, SuimaSpan span, GError **error)
{
  static const char *const columns[] = { "event", "time",   "product", "lot",     "quantity",
                                         "unit",  "method", "weight",  "witness", "files", NULL };
  g_autoptr (GPtrArray) list =
      suima_store_list_destructions (station->store, 0, span.from_us, span.to_us, error);
  g_autoptr (SuimaTable) table = suima_inspection_new_table ("destroyed", columns);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!suima_inspection_add_destroyed (station, table, list->pdata[i], error))
      return NULL;
  return list ? g_steal_pointer (&table) : NULL;
}

/* The batches that moved. */
static GHashTable *
suima_inspection_collect_batches (SuimaStation *station, SuimaSpan span, GError **error)
{
  SuimaMovementFilter filter = { .from_us = span.from_us, .to_us = span.to_us };
  g_autoptr (GPtrArray) movements = suima_store_list_movements (station->store, &filter, error);
  GHashTable *batches =
      movements ? g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) : NULL;

  for (guint i = 0; movements != NULL && i < movements->len; i++)
    {
      const SuimaMovement *movement = g_ptr_array_index (movements, i);
      g_hash_table_add (batches, g_memdup2 (&movement->batch_id, sizeof movement->batch_id));
    }
  return batches;
}

/* `3 17`: those of the paper's batches that moved; "" for none, NULL on error. */
static char *
suima_inspection_dup_batches (SuimaStation *station,
                              const SuimaDocument *document,
                              GHashTable *batches,
                              GError **error)
{
  g_autoptr (GArray) ids = suima_store_list_document_batches (station->store, document->kind,
                                                              document->number, error);
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_hash_table_contains (batches, &g_array_index (ids, gint64, i)))
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 0 ? " " : "",
                              g_array_index (ids, gint64, i));
  return g_string_free (text, ids == NULL);
}

static void
suima_inspection_add_paper (SuimaTable *table, const SuimaDocument *document, char *batches)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new ();

  for (guint i = 0; document->attachments != NULL && i < document->attachments->len; i++)
    g_ptr_array_add (hashes, document->attachments->pdata[i]);
  g_ptr_array_add (hashes, NULL);
  char *texts[] = {
    g_strdup (suima_words_paper (document->kind)),
    g_strdup (document->number),
    g_strdup (document->issuer),
    suima_day_to_text (document->issued),
    suima_day_to_text (document->valid_to),
    document->quantity_milli > 0 ? suima_quantity_to_text (document->quantity_milli) : NULL,
    g_strdup (document->unit),
    batches,
    g_strjoinv (" ", (char **)hashes->pdata),
  };
  suima_inspection_add_row (table, texts, G_N_ELEMENTS (texts));
}

SuimaTable *
suima_inspection_list_papers (SuimaStation *station, SuimaSpan span, GError **error)
{
  static const char *const columns[] = { "kind",     "number", "issuer",  "issued", "valid-to",
                                         "quantity", "unit",   "batches", "files",  NULL };
  g_autoptr (GHashTable) batches = suima_inspection_collect_batches (station, span, error);
  g_autoptr (GPtrArray) documents =
      batches ? suima_store_list_documents (station->store, error) : NULL;
  g_autoptr (SuimaTable) table = suima_inspection_new_table ("papers", columns);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const SuimaDocument *document = g_ptr_array_index (documents, i);
      char *ids = suima_inspection_dup_batches (station, document, batches, error);
      if (ids == NULL)
        return NULL;
      if (*ids != '\0')
        suima_inspection_add_paper (table, document, ids);
      else
        g_free (ids);
    }
  return documents ? g_steal_pointer (&table) : NULL;
}

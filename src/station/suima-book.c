// SPDX-License-Identifier: Apache-2.0
#include "suima-book.h"

#include "suima-book-row.h"
#include "suima-refusal.h"
#include "suima-store-flow.h"
#include "suima-store-stock.h"

#include <string.h>

#define SUIMA_BOOK_MAX_COLUMNS 64u
#define SUIMA_BOOK_MAX_FILE_BYTES (256u << 10)

static const char *const suima_book_codes[SUIMA_N_BOOKS] = {
  [SUIMA_BOOK_PURCHASE] = "purchase",
  [SUIMA_BOOK_SALE] = "sale",
  [SUIMA_BOOK_STOCK] = "stock",
};

const char *
suima_book_to_code (SuimaBook book)
{
  return suima_book_codes[book];
}

gboolean
suima_book_from_code (const char *code, SuimaBook *ret_book)
{
  for (guint i = 0; i < SUIMA_N_BOOKS; i++)
    if (strcmp (suima_book_codes[i], code) == 0)
      {
        *ret_book = (SuimaBook)i;
        return TRUE;
      }
  return FALSE;
}

/* A platform wants its own order of fields: a file in the folder says it. */
static GBytes *
suima_book_load_columns (SuimaStation *station, SuimaBook book, GError **error)
{
  g_autofree char *name = g_strconcat (suima_book_codes[book], ".json", NULL);
  g_autofree char *own = g_build_filename (station->dir, "ledgers", name, NULL);
  g_autofree char *shipped = g_strconcat ("ledgers/", name, NULL);

  return g_file_test (own, G_FILE_TEST_EXISTS)
             ? suima_station_read_file (own, SUIMA_BOOK_MAX_FILE_BYTES, error)
             : suima_station_lookup_resource (shipped, error);
}

static gboolean
suima_book_add_columns (SuimaTable *table, GPtrArray *fields, const json_t *columns, GError **error)
{
  gsize i;
  json_t *column;

  json_array_foreach (columns, i, column)
    {
      const char *header = suima_json_get_text (column, "header");
      const char *field = suima_json_get_text (column, "field");
      if (header == NULL || field == NULL || !suima_book_row_knows (field))
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "column %zu of the ledger has no header, or a field \"%s\" that is not known",
                       i + 1, field ? field : "");
          return FALSE;
        }
      suima_table_add_column (table, header, json_is_true (json_object_get (column, "number")));
      g_ptr_array_add (fields, g_strdup (field));
    }
  if (fields->len > 0 && fields->len <= SUIMA_BOOK_MAX_COLUMNS)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "a ledger has 1 to %u columns",
               SUIMA_BOOK_MAX_COLUMNS);
  return FALSE;
}

static SuimaTable *
suima_book_new_table (SuimaStation *station, SuimaBook book, GPtrArray *fields, GError **error)
{
  g_autoptr (GBytes) bytes = suima_book_load_columns (station, book, error);
  g_autoptr (json_t) json = NULL;
  g_autoptr (SuimaTable) table = NULL;
  const char *title;

  if (bytes == NULL)
    return NULL;
  json = suima_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (json == NULL)
    return NULL;
  title = suima_json_get_text (json, "title");
  table = suima_table_new (title ? title : suima_book_codes[book]);
  return suima_book_add_columns (table, fields, json_object_get (json, "columns"), error)
             ? g_steal_pointer (&table)
             : NULL;
}

static void
suima_book_add_row (SuimaTable *table, GPtrArray *fields, SuimaBookRow *row)
{
  char **cells = g_new0 (char *, fields->len + 1);

  for (guint i = 0; i < fields->len; i++)
    cells[i] = suima_book_row_dup (row, fields->pdata[i]);
  suima_table_add_row (table, cells);
}

static gboolean
suima_book_has_kind (SuimaBook book, int kind)
{
  if (book == SUIMA_BOOK_PURCHASE)
    return kind == SUIMA_EVENT_RECEIVE || kind == SUIMA_EVENT_SEND_BACK;
  return kind == SUIMA_EVENT_SELL || kind == SUIMA_EVENT_ISSUE || kind == SUIMA_EVENT_TAKE_BACK;
}

static gboolean
suima_book_add_movements (SuimaTable *table,
                          GPtrArray *fields,
                          SuimaStation *station,
                          SuimaBook book,
                          const SuimaMovementFilter *filter,
                          GError **error)
{
  g_autoptr (GPtrArray) movements = suima_store_list_movements (station->store, filter, error);
  g_autoptr (SuimaBookRow) row = suima_book_row_new (station);

  for (guint i = 0; movements != NULL && i < movements->len; i++)
    {
      const SuimaMovement *movement = g_ptr_array_index (movements, i);
      if (!suima_book_has_kind (book, movement->kind))
        continue;
      if (!suima_book_row_set_movement (row, movement, error))
        return FALSE;
      suima_book_add_row (table, fields, row);
    }
  return movements != NULL;
}

/* `2号柜 12、A17摊 3`: the lines of @batch_id, which stand together from *@at on. */
static char *
suima_book_dup_places (GPtrArray *lines, guint *at, gint64 batch_id)
{
  GString *places = g_string_new (NULL);

  for (; *at < lines->len; (*at)++)
    {
      const SuimaStockLine *line = g_ptr_array_index (lines, *at);
      g_autofree char *quantity = suima_quantity_to_text (line->quantity_milli);
      if (line->batch_id > batch_id)
        break;
      if (line->batch_id == batch_id && *line->place != '\0')
        g_string_append_printf (places, "%s%s %s", places->len > 0 ? "、" : "", line->place,
                                quantity);
    }
  return g_string_free (places, FALSE);
}

static gboolean
suima_book_add_stock (SuimaTable *table,
                      GPtrArray *fields,
                      SuimaStation *station,
                      const SuimaMovementFilter *filter,
                      GError **error)
{
  g_autoptr (GArray) flows =
      suima_store_list_batch_flows (station->store, filter->from_us, filter->to_us, error);
  g_autoptr (GPtrArray) lines =
      flows ? suima_store_list_stock_at (station->store, filter->to_us, error) : NULL;
  g_autoptr (SuimaBookRow) row = suima_book_row_new (station);
  guint at = 0;

  for (guint i = 0; lines != NULL && i < flows->len; i++)
    {
      const SuimaBatchFlow *flow = &g_array_index (flows, SuimaBatchFlow, i);
      g_autofree char *places = suima_book_dup_places (lines, &at, flow->batch_id);
      if (!suima_book_row_set_flow (row, flow, places, error))
        return FALSE;
      suima_book_add_row (table, fields, row);
    }
  return lines != NULL;
}

SuimaTable *
suima_book_make (SuimaStation *station, SuimaBook book, SuimaDay from, SuimaDay to, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SuimaTable) table = NULL;
  SuimaMovementFilter filter = {
    .from_us = suima_station_get_day_start (station, from),
    .to_us = suima_station_get_day_start (station, to + 1),
  };
  gboolean is_made;

  if (from > to)
    {
      suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_DAYS, NULL);
      return NULL;
    }
  table = suima_book_new_table (station, book, fields, error);
  if (table == NULL)
    return NULL;
  is_made = book == SUIMA_BOOK_STOCK
                ? suima_book_add_stock (table, fields, station, &filter, error)
                : suima_book_add_movements (table, fields, station, book, &filter, error);
  return is_made ? g_steal_pointer (&table) : NULL;
}

gboolean
suima_station_write_book (SuimaStation *station,
                          SuimaBook book,
                          SuimaDay from,
                          SuimaDay to,
                          const char *path,
                          gboolean is_gb18030,
                          guint *ret_rows,
                          GError **error)
{
  g_autoptr (SuimaTable) table = suima_book_make (station, book, from, to, error);
  SuimaTableFormat format = is_gb18030 ? SUIMA_TABLE_CSV_GB18030 : SUIMA_TABLE_CSV;
  g_autoptr (GBytes) bytes = NULL;

  if (table == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".xlsx"))
    format = SUIMA_TABLE_XLSX;
  bytes = suima_sheet_write (table, format, error);
  if (bytes == NULL || !suima_station_write_file (path, g_bytes_get_data (bytes, NULL),
                                                  g_bytes_get_size (bytes), 0600, error))
    return FALSE;
  *ret_rows = suima_table_get_n_rows (table);
  return TRUE;
}

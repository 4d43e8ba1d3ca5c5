// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping.h"

#include "suima-code.h"
#include "suima-error.h"
#include "suima-mapping-headers.h"
#include "suima-mapping-storage.h"

#include <stddef.h>
#include <string.h>

#define SUIMA_MAPPING_MAX_TEXT_BYTES 500u
#define SUIMA_MAPPING_MAX_VALUE_BYTES 200u
/* A spreadsheet's number holds 15 digits; behind them it writes zeros. */
#define SUIMA_MAPPING_MIN_DAMAGED_DIGITS 16u
#define SUIMA_MAPPING_ORIGIN_CACHE 1000u

/* A row on its way to a batch. */
typedef struct
{
  const SuimaSheet *sheet;     /* borrowed */
  const SuimaColumns *columns; /* borrowed */
  GHashTable *countries;       /* borrowed: origin to alpha-2 */
  GPtrArray *problems;         /* borrowed */
  SuimaDay today;
  guint row;
  SuimaBatch *batch; /* borrowed */
} SuimaRow;

/* A field that goes into the batch as text. */
typedef struct
{
  SuimaField field;
  gsize offset; /* of the char * in SuimaBatch */
} SuimaTextField;

#define SUIMA_PAPER_OFFSET(kind) (offsetof (SuimaBatch, papers) + (kind) * sizeof (char *))

static const SuimaTextField suima_text_fields[] = {
  { SUIMA_FIELD_PRODUCT, offsetof (SuimaBatch, product) },
  { SUIMA_FIELD_CATEGORY, offsetof (SuimaBatch, category) },
  { SUIMA_FIELD_SPEC, offsetof (SuimaBatch, spec) },
  { SUIMA_FIELD_LOT, offsetof (SuimaBatch, lot) },
  { SUIMA_FIELD_ORIGIN, offsetof (SuimaBatch, origin) },
  { SUIMA_FIELD_STORAGE, offsetof (SuimaBatch, storage) },
  { SUIMA_FIELD_PORT, offsetof (SuimaBatch, port) },
  { SUIMA_FIELD_INSPECTION, SUIMA_PAPER_OFFSET (SUIMA_PAPER_INSPECTION) },
  { SUIMA_FIELD_NUCLEIC_ACID, SUIMA_PAPER_OFFSET (SUIMA_PAPER_NUCLEIC_ACID) },
  { SUIMA_FIELD_DISINFECTION, SUIMA_PAPER_OFFSET (SUIMA_PAPER_DISINFECTION) },
  { SUIMA_FIELD_CUSTOMS, SUIMA_PAPER_OFFSET (SUIMA_PAPER_CUSTOMS) },
  { SUIMA_FIELD_PLANT, SUIMA_PAPER_OFFSET (SUIMA_PAPER_PLANT) },
  { SUIMA_FIELD_CONFORMITY, SUIMA_PAPER_OFFSET (SUIMA_PAPER_CONFORMITY) },
  { SUIMA_FIELD_ANIMAL_QUARANTINE, SUIMA_PAPER_OFFSET (SUIMA_PAPER_ANIMAL_QUARANTINE) },
  { SUIMA_FIELD_MEAT_QUALITY, SUIMA_PAPER_OFFSET (SUIMA_PAPER_MEAT_QUALITY) },
  { SUIMA_FIELD_SWINE_FEVER, SUIMA_PAPER_OFFSET (SUIMA_PAPER_SWINE_FEVER) },
  { SUIMA_FIELD_TEST_REPORT, SUIMA_PAPER_OFFSET (SUIMA_PAPER_TEST_REPORT) },
  { SUIMA_FIELD_BASIS, offsetof (SuimaBatch, basis) },
  { SUIMA_FIELD_IMPORTER, offsetof (SuimaBatch, importer) },
  { SUIMA_FIELD_IMPORTER_USCC, offsetof (SuimaBatch, importer_uscc) },
  { SUIMA_FIELD_SUPPLIER, offsetof (SuimaBatch, supplier) },
  { SUIMA_FIELD_SUPPLIER_PHONE, offsetof (SuimaBatch, supplier_phone) },
  { SUIMA_FIELD_PRODUCER, offsetof (SuimaBatch, producer) },
  { SUIMA_FIELD_PRODUCER_USCC, offsetof (SuimaBatch, producer_uscc) },
  { SUIMA_FIELD_PRODUCER_PHONE, offsetof (SuimaBatch, producer_phone) },
  { SUIMA_FIELD_UNIT, offsetof (SuimaBatch, unit) },
  { SUIMA_FIELD_REMARK, offsetof (SuimaBatch, remark) },
};

const char *
suima_problem_code_to_text (SuimaProblemCode code)
{
  static const char *const texts[] = {
    [SUIMA_PROBLEM_MISSING] = "missing",
    [SUIMA_PROBLEM_CHECK_DIGIT] = "check-digit",
    [SUIMA_PROBLEM_DAMAGED_NUMBER] = "damaged-number",
    [SUIMA_PROBLEM_DATE] = "date",
    [SUIMA_PROBLEM_FUTURE] = "future",
    [SUIMA_PROBLEM_SHELF_LIFE] = "shelf-life",
    [SUIMA_PROBLEM_EXPIRY_CONFLICT] = "expiry-conflict",
    [SUIMA_PROBLEM_QUANTITY] = "quantity",
    [SUIMA_PROBLEM_TOO_LONG] = "too-long",
  };

  g_return_val_if_fail (code < G_N_ELEMENTS (texts), "unknown");
  return texts[code];
}

void
suima_problem_free (SuimaProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->header);
  g_free (problem->value);
  g_free (problem);
}

/* Control characters and the marks that turn the direction of writing rule what stands beside
 * them, on a label, a page or a terminal. The two joiners belong to words. */
static char *
suima_mapping_new_plain (const char *text, gsize size_bytes)
{
  GString *plain = g_string_sized_new (size_bytes);

  for (const char *p = text; p < text + size_bytes; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR)
        g_string_append_c (plain, ' ');
      else if (type != G_UNICODE_FORMAT || c == 0x200c || c == 0x200d)
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

static char *
suima_mapping_shorten (const char *text)
{
  g_autofree char *plain = suima_mapping_new_plain (text, strlen (text));
  const char *end = plain + SUIMA_MAPPING_MAX_VALUE_BYTES;

  if (strlen (plain) <= SUIMA_MAPPING_MAX_VALUE_BYTES)
    return g_steal_pointer (&plain);
  while (((guchar)*end & 0xc0) == 0x80)
    end--;
  return g_strdup_printf ("%.*s…", (int)(end - plain), plain);
}

static void
suima_row_add_problem (SuimaRow *row, SuimaField field, SuimaProblemCode code)
{
  SuimaProblem *problem = g_new0 (SuimaProblem, 1);

  problem->row = row->row;
  problem->column = row->columns->columns[field];
  problem->code = code;
  if (problem->column > 0)
    problem->header = suima_mapping_shorten (
        suima_sheet_get_cell (row->sheet, row->columns->header_row, problem->column));
  problem->value =
      suima_mapping_shorten (suima_sheet_get_cell (row->sheet, row->row, problem->column));
  g_ptr_array_add (row->problems, problem);
}

/* What people and spreadsheets write where there is nothing. */
static gboolean
suima_mapping_is_nothing (const char *text)
{
  static const char *const nothings[] = { "/",      "\\",    "-",       "--",     "—",     "——",
                                          "无",     "N/A",   "n/a",     "#N/A",   "#REF!", "#NAME?",
                                          "#NULL!", "#NUM!", "#VALUE!", "#DIV/0!" };

  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    if (strcmp (text, nothings[i]) == 0)
      return TRUE;
  return text[0] == '\0';
}

/* Exporters put a TAB or a back-tick beside a number so that a spreadsheet keeps its digits. */
static const char *
suima_mapping_skip_blank (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return g_unichar_isspace (c) || c == '`' || c == 0xfeff || c == 0x200b ? g_utf8_next_char (p) : p;
}

/* The cell without blanks and exporters' marks at its ends, or NULL where there is nothing. */
static char *
suima_row_dup_cell (const SuimaRow *row, SuimaField field)
{
  guint column = row->columns->columns[field];
  const char *begin = column ? suima_sheet_get_cell (row->sheet, row->row, column) : "";
  const char *end = begin + strlen (begin);
  g_autofree char *text = NULL;

  while (*begin != '\0' && suima_mapping_skip_blank (begin) != begin)
    begin = suima_mapping_skip_blank (begin);
  while (end > begin)
    {
      const char *last = g_utf8_prev_char (end);
      if (suima_mapping_skip_blank (last) == last)
        break;
      end = last;
    }
  text = suima_mapping_new_plain (begin, (gsize)(end - begin));
  return suima_mapping_is_nothing (text) ? NULL : g_steal_pointer (&text);
}

/* `5.34520E+17`, or 16 digits and more of which the last are zeros, or which were a number. */
static gboolean
suima_row_is_damaged (const SuimaRow *row, SuimaField field, const char *text)
{
  gsize n_digits = strspn (text, "0123456789");
  const char *rest = text + n_digits;

  if (*rest == '\0')
    return n_digits >= SUIMA_MAPPING_MIN_DAMAGED_DIGITS &&
           (g_str_has_suffix (text, "000") ||
            suima_sheet_was_number (row->sheet, row->row, row->columns->columns[field]));
  if (n_digits != 1)
    return FALSE;
  if (*rest == '.')
    rest += 1 + strspn (rest + 1, "0123456789");
  return (rest[0] == 'E' || rest[0] == 'e') && rest[1] == '+' && g_ascii_isdigit (rest[2]) &&
         strspn (rest + 2, "0123456789") == strlen (rest + 2);
}

static gboolean
suima_field_is_long_number (SuimaField field)
{
  return field == SUIMA_FIELD_LOT || field == SUIMA_FIELD_IMPORTER_USCC ||
         field == SUIMA_FIELD_PRODUCER_USCC ||
         (field >= SUIMA_FIELD_INSPECTION && field <= SUIMA_FIELD_TEST_REPORT);
}

static void
suima_row_read_text (SuimaRow *row, const SuimaTextField *text_field)
{
  g_autofree char *text = suima_row_dup_cell (row, text_field->field);

  if (text == NULL)
    return;
  if (strlen (text) > SUIMA_MAPPING_MAX_TEXT_BYTES)
    suima_row_add_problem (row, text_field->field, SUIMA_PROBLEM_TOO_LONG);
  else if (suima_field_is_long_number (text_field->field) &&
           suima_row_is_damaged (row, text_field->field, text))
    suima_row_add_problem (row, text_field->field, SUIMA_PROBLEM_DAMAGED_NUMBER);
  else
    *(char **)G_STRUCT_MEMBER_P (row->batch, text_field->offset) = g_steal_pointer (&text);
}

static void
suima_row_read_product (SuimaRow *row)
{
  g_autofree char *product = suima_row_dup_cell (row, SUIMA_FIELD_PRODUCT);

  if (product == NULL)
    suima_row_add_problem (row, SUIMA_FIELD_PRODUCT, SUIMA_PROBLEM_MISSING);
}

static void
suima_row_read_gtin (SuimaRow *row)
{
  g_autofree char *cell = suima_row_dup_cell (row, SUIMA_FIELD_GTIN);
  g_autofree char *digits = NULL;

  if (cell == NULL)
    return;
  digits = suima_text_fold (cell[0] == '\'' ? cell + 1 : cell);
  if (suima_row_is_damaged (row, SUIMA_FIELD_GTIN, digits))
    suima_row_add_problem (row, SUIMA_FIELD_GTIN, SUIMA_PROBLEM_DAMAGED_NUMBER);
  else if (!suima_gtin_check (digits))
    suima_row_add_problem (row, SUIMA_FIELD_GTIN, SUIMA_PROBLEM_CHECK_DIGIT);
  else
    row->batch->gtin = suima_gtin_to_14 (digits);
}

static void
suima_row_read_quantity (SuimaRow *row)
{
  g_autofree char *cell = suima_row_dup_cell (row, SUIMA_FIELD_QUANTITY);

  if (cell == NULL)
    suima_row_add_problem (row, SUIMA_FIELD_QUANTITY, SUIMA_PROBLEM_MISSING);
  else if (!suima_quantity_parse (cell, &row->batch->quantity_milli, NULL))
    suima_row_add_problem (row, SUIMA_FIELD_QUANTITY, SUIMA_PROBLEM_QUANTITY);
  else if (row->batch->unit == NULL)
    row->batch->unit = g_strdup (row->columns->quantity_unit);
}

/* Five digits in a column of days are a spreadsheet's serial that lost its format. */
static gboolean
suima_mapping_parse_day (const char *text, SuimaDay *ret_day)
{
  g_autofree char *folded = suima_text_fold (text);

  if (strlen (folded) == 5 && strspn (folded, "0123456789") == 5)
    {
      *ret_day = suima_day_from_excel (g_ascii_strtod (folded, NULL), FALSE);
      return *ret_day != SUIMA_DAY_NONE;
    }
  return suima_day_parse (folded, ret_day, NULL);
}

static SuimaDay
suima_row_read_day (SuimaRow *row, SuimaField field)
{
  g_autofree char *cell = suima_row_dup_cell (row, field);
  SuimaDay day = SUIMA_DAY_NONE;

  if (cell != NULL && !suima_mapping_parse_day (cell, &day))
    {
      suima_row_add_problem (row, field, SUIMA_PROBLEM_DATE);
      return SUIMA_DAY_NONE;
    }
  return day;
}

/* A column of shelf lives may hold expiry days and the other way round; the cell says which. */
static SuimaDay
suima_row_read_expiry (SuimaRow *row, SuimaField field)
{
  g_autofree char *cell = suima_row_dup_cell (row, field);
  g_autofree char *text = NULL;
  SuimaShelfLife life = { 0, SUIMA_LIFE_DAYS };
  SuimaDay until = SUIMA_DAY_NONE;

  if (cell == NULL)
    return SUIMA_DAY_NONE;
  if (field == SUIMA_FIELD_EXPIRY && suima_mapping_parse_day (cell, &until))
    return until;
  text = field == SUIMA_FIELD_LIFE && row->columns->life_unit != NULL &&
                 strspn (cell, "0123456789") == strlen (cell)
             ? g_strconcat (cell, row->columns->life_unit, NULL)
             : g_steal_pointer (&cell);
  if (!suima_shelf_life_parse (text, &life, &until, NULL))
    {
      suima_row_add_problem (
          row, field, field == SUIMA_FIELD_LIFE ? SUIMA_PROBLEM_SHELF_LIFE : SUIMA_PROBLEM_DATE);
      return SUIMA_DAY_NONE;
    }
  if (life.count > 0 && row->batch->production != SUIMA_DAY_NONE)
    return suima_day_add (row->batch->production, life);
  return until;
}

static void
suima_row_read_days (SuimaRow *row)
{
  SuimaBatch *batch = row->batch;
  SuimaDay by_life, by_day;

  batch->production = suima_row_read_day (row, SUIMA_FIELD_PRODUCTION);
  batch->arrival = suima_row_read_day (row, SUIMA_FIELD_ARRIVAL);
  if (batch->production != SUIMA_DAY_NONE && batch->production > row->today)
    suima_row_add_problem (row, SUIMA_FIELD_PRODUCTION, SUIMA_PROBLEM_FUTURE);
  by_life = suima_row_read_expiry (row, SUIMA_FIELD_LIFE);
  by_day = suima_row_read_expiry (row, SUIMA_FIELD_EXPIRY);
  batch->expiry = by_day != SUIMA_DAY_NONE ? by_day : by_life;
  if (by_life != SUIMA_DAY_NONE && by_day != SUIMA_DAY_NONE && by_life != by_day)
    suima_row_add_problem (row, SUIMA_FIELD_EXPIRY, SUIMA_PROBLEM_EXPIRY_CONFLICT);
  else if (batch->production != SUIMA_DAY_NONE && batch->expiry != SUIMA_DAY_NONE &&
           batch->expiry < batch->production)
    suima_row_add_problem (row, by_day != SUIMA_DAY_NONE ? SUIMA_FIELD_EXPIRY : SUIMA_FIELD_LIFE,
                           SUIMA_PROBLEM_EXPIRY_CONFLICT);
}

/* Names repeat from row to row, and looking one up goes through all countries. */
static const char *
suima_row_find_country (SuimaRow *row, const char *origin)
{
  gpointer country = NULL;

  if (g_hash_table_lookup_extended (row->countries, origin, NULL, &country))
    return country;
  country = (gpointer)suima_country_from_origin (origin);
  if (g_hash_table_size (row->countries) < SUIMA_MAPPING_ORIGIN_CACHE)
    g_hash_table_insert (row->countries, g_strdup (origin), country);
  return country;
}

/* Lists for produce and meat have one column for 合格证; what its number is for shows in it. */
static void
suima_row_sort_papers (SuimaRow *row)
{
  char **papers = row->batch->papers;
  const char *basis = row->batch->basis;

  if (papers[SUIMA_PAPER_CONFORMITY] == NULL || papers[SUIMA_PAPER_ANIMAL_QUARANTINE] != NULL)
    return;
  if (g_str_has_prefix (papers[SUIMA_PAPER_CONFORMITY], "动检") ||
      (basis != NULL && strstr (basis, "动物检疫合格证明") != NULL))
    papers[SUIMA_PAPER_ANIMAL_QUARANTINE] = g_steal_pointer (&papers[SUIMA_PAPER_CONFORMITY]);
}

static void
suima_row_derive (SuimaRow *row)
{
  SuimaBatch *batch = row->batch;

  if (batch->origin != NULL)
    batch->country = g_strdup (suima_row_find_country (row, batch->origin));
  if (batch->storage != NULL)
    batch->temp_class = suima_temp_class_from_storage (batch->storage);
  suima_row_sort_papers (row);
}

/* Returns: (transfer full) (nullable): the batch, or NULL with a problem added. */
static SuimaBatch *
suima_row_read (SuimaRow *row)
{
  g_autoptr (SuimaBatch) batch = suima_batch_new ();
  guint n_before = row->problems->len;

  row->batch = batch;
  batch->row = row->row;
  suima_row_read_product (row);
  for (guint i = 0; i < G_N_ELEMENTS (suima_text_fields); i++)
    suima_row_read_text (row, &suima_text_fields[i]);
  suima_row_read_gtin (row);
  suima_row_read_days (row);
  suima_row_read_quantity (row);
  suima_row_derive (row);
  row->batch = NULL;
  return row->problems->len == n_before ? g_steal_pointer (&batch) : NULL;
}

static gboolean
suima_mapping_is_total (const char *text)
{
  static const char *const words[] = {
    "合计", "总计", "小计", "共计", "累计", "total", "subtotal"
  };
  g_autofree char *folded = NULL, *lower = NULL;
  g_auto (GStrv) parts = NULL;

  if (strlen (text) > 60)
    return FALSE;
  folded = suima_text_fold (text);
  lower = g_utf8_strdown (folded, -1);
  parts = g_strsplit_set (lower, " :", -1);
  g_free (g_steal_pointer (&folded));
  folded = g_strjoinv ("", parts);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (folded, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Empty rows, rows with a number or a signature only, totals, and the header again on a new page.
 */
static gboolean
suima_row_is_passed_over (const SuimaRow *row)
{
  const guint *columns = row->columns->columns;
  guint product_column = columns[SUIMA_FIELD_PRODUCT];
  const char *product = suima_sheet_get_cell (row->sheet, row->row, product_column);
  gboolean is_first = TRUE, has_field = FALSE, has_total = FALSE;

  for (guint column = 1; column <= suima_sheet_get_n_columns (row->sheet); column++)
    {
      const char *cell = suima_sheet_get_cell (row->sheet, row->row, column);
      if (cell[strspn (cell, " \t")] == '\0')
        continue;
      if ((is_first || product[0] == '\0') && suima_mapping_is_total (cell))
        has_total = TRUE;
      is_first = FALSE;
      for (guint field = SUIMA_FIELD_PRODUCT; !has_field && field < SUIMA_N_FIELDS; field++)
        has_field = columns[field] == column;
    }
  return !has_field || has_total ||
         strcmp (product,
                 suima_sheet_get_cell (row->sheet, row->columns->header_row, product_column)) == 0;
}

GPtrArray *
suima_mapping_apply (const SuimaSheet *sheet,
                     SuimaDay today,
                     GPtrArray **ret_problems,
                     GError **error)
{
  SuimaColumns columns;
  g_autoptr (GHashTable) countries = NULL;
  GPtrArray *batches;
  SuimaRow row = { .sheet = sheet, .columns = &columns, .today = today };

  if (!suima_columns_find (sheet, &columns))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "none of the first %u rows names the columns (品名, 数量 and so on)",
                   SUIMA_MAPPING_HEADER_ROWS);
      return NULL;
    }
  batches = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_free);
  row.countries = countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  row.problems = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_problem_free);
  for (row.row = columns.header_row + 1; row.row <= suima_sheet_get_n_rows (sheet); row.row++)
    {
      SuimaBatch *batch = suima_row_is_passed_over (&row) ? NULL : suima_row_read (&row);
      if (batch != NULL)
        g_ptr_array_add (batches, batch);
    }
  suima_columns_clear (&columns);
  *ret_problems = row.problems;
  return batches;
}

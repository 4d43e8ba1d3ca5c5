// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping-row.h"

#include "suima-code.h"
#include "suima-mapping-cell.h"
#include "suima-mapping-storage.h"

#include <stddef.h>
#include <string.h>

#define SUIMA_MAPPING_MAX_TEXT_BYTES 500u
#define SUIMA_MAPPING_ORIGIN_CACHE 1000u

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
  { SUIMA_FIELD_WAREHOUSE_EXIT, SUIMA_PAPER_OFFSET (SUIMA_PAPER_WAREHOUSE_EXIT) },
  { SUIMA_FIELD_BASIS, offsetof (SuimaBatch, basis) },
  { SUIMA_FIELD_IMPORTER, offsetof (SuimaBatch, importer) },
  { SUIMA_FIELD_IMPORTER_USCC, offsetof (SuimaBatch, importer_uscc) },
  { SUIMA_FIELD_IMPORTER_PHONE, offsetof (SuimaBatch, importer_phone) },
  { SUIMA_FIELD_SUPPLIER, offsetof (SuimaBatch, supplier) },
  { SUIMA_FIELD_SUPPLIER_PHONE, offsetof (SuimaBatch, supplier_phone) },
  { SUIMA_FIELD_PRODUCER, offsetof (SuimaBatch, producer) },
  { SUIMA_FIELD_PRODUCER_USCC, offsetof (SuimaBatch, producer_uscc) },
  { SUIMA_FIELD_PRODUCER_PHONE, offsetof (SuimaBatch, producer_phone) },
  { SUIMA_FIELD_UNIT, offsetof (SuimaBatch, unit) },
  { SUIMA_FIELD_REMARK, offsetof (SuimaBatch, remark) },
};

static SuimaProblem *
suima_row_new_problem (const SuimaRow *row, guint column, SuimaProblemCode code)
{
  SuimaProblem *problem = g_new0 (SuimaProblem, 1);

  problem->row = row->row;
  problem->column = column;
  problem->code = code;
  if (column > 0)
    problem->header = suima_cell_shorten (suima_columns_get_header (row->columns, column));
  problem->value = suima_cell_shorten (suima_sheet_get_cell (row->sheet, row->row, column));
  return problem;
}

static void
suima_row_add_problem (SuimaRow *row, SuimaField field, SuimaProblemCode code)
{
  row->is_bad = TRUE;
  if (row->problems->len < SUIMA_MAPPING_MAX_PROBLEMS)
    g_ptr_array_add (row->problems,
                     suima_row_new_problem (row, row->columns->columns[field], code));
}

void
suima_row_add_note (SuimaRow *row, guint column, SuimaProblemCode code)
{
  if (row->notes->len < SUIMA_MAPPING_MAX_NOTES)
    g_ptr_array_add (row->notes, suima_row_new_problem (row, column, code));
}

static gboolean
suima_row_is_formula (const SuimaRow *row, SuimaField field)
{
  guint column = row->columns->columns[field];

  return column != 0 && suima_sheet_is_formula (row->sheet, row->row, column);
}

/* A formula whose value was never saved is a cell that nobody filled in. */
static void
suima_row_check_formulas (SuimaRow *row)
{
  for (guint field = SUIMA_FIELD_PRODUCT; field < SUIMA_N_FIELDS; field++)
    if (field != SUIMA_FIELD_WEIGHT && suima_row_is_formula (row, field))
      suima_row_add_problem (row, field, SUIMA_PROBLEM_FORMULA);
}

static const char *
suima_row_get_cell (const SuimaRow *row, SuimaField field)
{
  guint column = row->columns->columns[field];

  return column ? suima_sheet_get_cell (row->sheet, row->row, column) : "";
}

/* The cleaned cell, or NULL where there is nothing. */
static char *
suima_row_dup_cell (const SuimaRow *row, SuimaField field)
{
  return suima_cell_clean (suima_row_get_cell (row, field));
}

/* Whether a spreadsheet ate digits of @text, which is noted where it only may have. */
static gboolean
suima_row_is_damaged (SuimaRow *row, SuimaField field, const char *text)
{
  gboolean was_number = suima_sheet_was_number (row->sheet, row->row, row->columns->columns[field]);
  SuimaNumberState state = suima_cell_judge_number (text, was_number);

  if (state == SUIMA_NUMBER_SUSPECT)
    suima_row_add_note (row, row->columns->columns[field], SUIMA_PROBLEM_SUSPECT_NUMBER);
  return state == SUIMA_NUMBER_DAMAGED;
}

/* Numbers and codes: narrow, and never without their digits. */
static gboolean
suima_field_is_code (SuimaField field)
{
  return field == SUIMA_FIELD_LOT || field == SUIMA_FIELD_IMPORTER_USCC ||
         field == SUIMA_FIELD_PRODUCER_USCC || field == SUIMA_FIELD_SUPPLIER_PHONE ||
         field == SUIMA_FIELD_PRODUCER_PHONE || field == SUIMA_FIELD_IMPORTER_PHONE ||
         (field >= SUIMA_FIELD_INSPECTION && field <= SUIMA_FIELD_TEST_REPORT);
}

static void
suima_row_read_text (SuimaRow *row, const SuimaTextField *text_field)
{
  g_autofree char *text = suima_row_dup_cell (row, text_field->field);

  if (text == NULL)
    return;
  if (suima_field_is_code (text_field->field))
    {
      g_autofree char *wide = g_steal_pointer (&text);
      text = suima_cell_narrow (wide);
    }
  if (strlen (text) > SUIMA_MAPPING_MAX_TEXT_BYTES)
    suima_row_add_problem (row, text_field->field, SUIMA_PROBLEM_TOO_LONG);
  else if (suima_field_is_code (text_field->field) &&
           suima_row_is_damaged (row, text_field->field, text))
    suima_row_add_problem (row, text_field->field, SUIMA_PROBLEM_DAMAGED_NUMBER);
  else
    *(char **)G_STRUCT_MEMBER_P (row->batch, text_field->offset) = g_steal_pointer (&text);
}

static void
suima_row_read_product (SuimaRow *row)
{
  g_autofree char *product = suima_row_dup_cell (row, SUIMA_FIELD_PRODUCT);

  if (product == NULL && !suima_row_is_formula (row, SUIMA_FIELD_PRODUCT))
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

  if (cell == NULL && suima_row_is_formula (row, SUIMA_FIELD_QUANTITY))
    return;
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
  g_autofree char *narrow = NULL, *text = NULL;
  SuimaShelfLife life = { 0, SUIMA_LIFE_DAYS };
  SuimaDay until = SUIMA_DAY_NONE;

  if (cell == NULL)
    return SUIMA_DAY_NONE;
  if (field == SUIMA_FIELD_EXPIRY && suima_mapping_parse_day (cell, &until))
    return until;
  narrow = suima_cell_narrow (cell);
  text = field == SUIMA_FIELD_LIFE && row->columns->life_unit != NULL &&
                 strspn (narrow, "0123456789") == strlen (narrow)
             ? g_strconcat (narrow, row->columns->life_unit, NULL)
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

SuimaBatch *
suima_row_read (SuimaRow *row)
{
  g_autoptr (SuimaBatch) batch = suima_batch_new ();

  row->batch = batch;
  row->is_bad = FALSE;
  batch->row = row->row;
  suima_row_check_formulas (row);
  suima_row_read_product (row);
  for (guint i = 0; i < G_N_ELEMENTS (suima_text_fields); i++)
    suima_row_read_text (row, &suima_text_fields[i]);
  suima_row_read_gtin (row);
  suima_row_read_days (row);
  suima_row_read_quantity (row);
  suima_row_derive (row);
  row->batch = NULL;
  return row->is_bad ? NULL : g_steal_pointer (&batch);
}

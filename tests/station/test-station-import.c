// SPDX-License-Identifier: Apache-2.0
// Delivery files become batches, once.
#include "station-fixture.h"

#include "suima-error.h"

#include <string.h>
#include <sys/stat.h>

static void
assert_import (SuimaImport *import, guint batches, guint duplicates, guint problems)
{
  g_assert_cmpuint (import->batches, ==, batches);
  g_assert_cmpuint (import->duplicates, ==, duplicates);
  g_assert_cmpuint (import->problems->len, ==, problems);
  suima_import_free (import);
}

static void
test_samples (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autofree char *expiry = NULL;

  assert_import (fixture_import (fixture, "fruit-delivery.csv"), 6, 0, 0);
  assert_import (fixture_import (fixture, "meat-delivery.xlsx"), 6, 0, 0);
  assert_import (fixture_import (fixture, "domestic-produce.csv"), 4, 0, 0);
  assert_import (fixture_import (fixture, "bad-delivery.csv"), 3, 0, 8);
  card = fixture_get_card (fixture, "智利车厘子 JJJ");
  expiry = suima_day_to_text (card->batch->expiry);
  g_assert_cmpstr (card->batch->lot, ==, "CL-CH-2641");
  g_assert_cmpstr (card->batch->gtin, ==, "07800000001013");
  g_assert_cmpstr (card->batch->origin, ==, "智利");
  g_assert_cmpstr (expiry, ==, "2026-12-17");
  g_assert_cmpint (card->batch->quantity_milli, ==, 120000);
  g_assert_cmpint (card->status, ==, SUIMA_BATCH_READY);
}

static void
test_same_file_again (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) first = fixture_import (fixture, "meat-delivery.xlsx");
  g_autoptr (SuimaImport) second = fixture_import (fixture, "meat-delivery.xlsx");

  g_assert_cmpint (second->delivery_id, ==, first->delivery_id);
  g_assert_cmpuint (second->batches, ==, 0);
  g_assert_cmpuint (second->duplicates, ==, 6);
}

/* A day later the same sheet comes again, with a note above it, as UTF-8, under another name. */
static void
test_same_rows_saved_anew (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *old = NULL, *new = NULL;
  g_autofree char *text = NULL;
  gsize size_bytes = 0;

  assert_import (fixture_import (fixture, "fruit-delivery.csv"), 6, 0, 0);
  g_assert_true (g_file_get_contents (TEST_DATA "/fruit-delivery.csv", &old, &size_bytes, NULL));
  text = g_convert (old, (gssize)size_bytes, "UTF-8", "GB18030", NULL, NULL, NULL);
  new = g_strconcat ("\xEF\xBB\xBF到货清单\n\n", text, NULL);
  fixture->now_us += G_TIME_SPAN_DAY;
  assert_import (fixture_import_text (fixture, "again.csv", new), 0, 6, 0);
  fixture_find_batch (fixture, "泰国金枕榴莲"); /* asserts that there is one */
}

static void
test_equal_lines_are_two_batches (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  static const char csv[] = "品名,产地,数量,单位\n上海青,广东中山,10,斤\n上海青,广东中山,10,斤\n";
  static const char longer[] =
      "品名,产地,数量,单位\n上海青,广东中山,10,斤\n上海青,广东中山,10,斤\n上海青,广东中山,10,斤\n";

  assert_import (fixture_import_text (fixture, "two.csv", csv), 2, 0, 0);
  assert_import (fixture_import_text (fixture, "three.csv", longer), 1, 2, 0);
}

static void
test_problems_are_said (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import (fixture, "bad-delivery.csv");
  static const char *const codes[] = { "missing",  "check-digit", "damaged-number", "date",
                                       "quantity", "shelf-life",  "future",         "quantity" };
  static const guint rows[] = { 2, 3, 4, 5, 6, 7, 8, 11 };

  g_assert_cmpuint (import->problems->len, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const SuimaImportProblem *problem = g_ptr_array_index (import->problems, i);
      g_autofree char *row = g_strdup_printf ("%u", rows[i]);
      g_assert_cmpstr (problem->code, ==, codes[i]);
      g_assert_cmpuint (problem->row, ==, rows[i]);
      g_assert_cmpuint (problem->column, >, 0);
      g_assert_nonnull (strstr (problem->message, row));
      g_assert_nonnull (strstr (problem->message, problem->header));
    }
}

/* What only looks like a formula, a tag or SQL is a text, and is kept as it is. */
static void
test_hostile_texts_stay (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaBatchCard) formula = NULL, markup = NULL;

  suima_import_free (fixture_import (fixture, "bad-delivery.csv"));
  formula = fixture_get_card (fixture, "=cmd|' /C calc'!A0");
  markup = fixture_get_card (fixture, "<b>车厘子</b>\"; DROP TABLE lot;--");
  g_assert_cmpstr (markup->batch->lot, ==, "X9/..\\x");
  g_assert_cmpint (formula->status, ==, SUIMA_BATCH_READY);
}

static void
assert_import_fails (Fixture *fixture, const char *path, SuimaError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = NULL;

  g_assert_null (suima_station_import (fixture->handle, path, &error));
  g_assert_error (error, SUIMA_ERROR, (int)code);
  if (strstr (error->message, says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, says);
  cards = suima_station_list_batches (fixture->handle, FALSE, NULL);
  g_assert_cmpuint (cards->len, ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *none = fixture_dup_path (fixture, "none.csv");
  g_autofree char *empty = fixture_write (fixture, "empty.csv", "", 0);
  g_autofree char *no_zip = fixture_write (fixture, "no-zip.xlsx", "PK\3\4 and nothing more", -1);
  g_autofree char *words = fixture_write (fixture, "words.csv", "ham,eggs\n1,2\n", -1);
  g_autofree char *pipe = fixture_dup_path (fixture, "pipe.csv");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_import_fails (fixture, none, SUIMA_ERROR_NOT_FOUND, "none.csv");
  assert_import_fails (fixture, fixture->dir, SUIMA_ERROR_INVALID, "is not a file");
  assert_import_fails (fixture, pipe, SUIMA_ERROR_INVALID, "is not a file");
  assert_import_fails (fixture, empty, SUIMA_ERROR_INVALID, "empty.csv: the file is empty");
  assert_import_fails (fixture, no_zip, SUIMA_ERROR_INVALID, "no-zip.xlsx: ");
  assert_import_fails (fixture, words, SUIMA_ERROR_INVALID, "words.csv: ");
}

typedef struct
{
  guint calls, rows, total;
  GCancellable *cancellable; /* (nullable): cancelled at the first call */
} Progress;

static void
count_progress_cb (guint rows, guint total_rows, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpuint (rows, >=, progress->rows);
  g_assert_cmpuint (rows, <=, total_rows);
  progress->calls++;
  progress->rows = rows;
  progress->total = total_rows;
  if (progress->cancellable != NULL)
    g_cancellable_cancel (progress->cancellable);
}

static char *
write_rows (Fixture *fixture, guint n_rows)
{
  g_autoptr (GString) text = g_string_new ("品名,产地,数量,单位\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "上海青%u,广东中山,10,斤\n", i);
  return fixture_write (fixture, "many.csv", text->str, (gssize)text->len);
}

static void
test_progress (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *path = write_rows (fixture, 5000);
  g_autoptr (GError) error = NULL;
  Progress progress = { 0 };

  assert_import (suima_station_import_with_progress (fixture->handle, path, count_progress_cb,
                                                     &progress, NULL, &error),
                 5000, 0, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (progress.calls, >=, 5);
  g_assert_cmpuint (progress.rows, ==, 5001);
  g_assert_cmpuint (progress.total, ==, 5001);
}

/* Half a delivery is none. */
static void
test_cancelled (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *path = write_rows (fixture, 5000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  Progress progress = { .cancellable = cancellable };

  g_assert_null (suima_station_import_with_progress (fixture->handle, path, count_progress_cb,
                                                     &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (progress.calls, ==, 1);
  cards = suima_station_list_batches (fixture->handle, FALSE, NULL);
  g_assert_cmpuint (cards->len, ==, 0);
  assert_import (suima_station_import (fixture->handle, path, NULL), 5000, 0, 0);
}

/* What is neither goods nor a mistake is said and counted as neither. */
static void
test_notes (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import =
      fixture_import_text (fixture, "totals.csv",
                           "品名,产地,数量,单位\n上海青,广东中山,10,斤\n合计,,10,斤\n");
  const SuimaImportProblem *note;

  g_assert_cmpuint (import->batches, ==, 1);
  g_assert_cmpuint (import->bad_rows, ==, 0);
  g_assert_cmpuint (import->problems->len, ==, 0);
  g_assert_cmpuint (import->notes->len, ==, 1);
  note = g_ptr_array_index (import->notes, 0);
  g_assert_cmpstr (note->code, ==, "total-row");
  g_assert_cmpstr (note->message, ==, "Row 3 is a row of totals: left out");
}

static void
test_other_formats (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *xls =
      fixture_write (fixture, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", -1);
  g_autofree char *pdf = fixture_write (fixture, "list.csv", "%PDF-1.7 and more", -1);
  static const char page[] = "<html><table><tr><td>品名<td>产地<td>数量<td>单位"
                             "<tr><td>上海青<td>广东中山<td>１０<td>斤</table></html>";

  assert_import_fails (fixture, xls, SUIMA_ERROR_INVALID,
                       "old.xls: an old workbook (.xls or .et). Open it in Excel or WPS");
  assert_import_fails (fixture, pdf, SUIMA_ERROR_INVALID, "list.csv: a PDF");
  assert_import (fixture_import_text (fixture, "page.xls", page), 1, 0, 0);
}

/* The label of imported goods names who answers for them, and how to reach him. */
static void
test_importer_phone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (
      fixture, "phones.csv",
      "品名,产地,生产日期,保质期,数量,单位,进口商,进口商电话,供货商,供货商电话\n"
      "智利车厘子,智利,2026-11-10,2026-12-20,20,箱,南美果业,020-81990017,江南果行,0760-88321122\n");
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, "智利车厘子");

  g_assert_cmpstr (card->batch->importer_phone, ==, "020-81990017");
  g_assert_cmpstr (card->batch->supplier_phone, ==, "0760-88321122");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-import/samples", test_samples);
  g_test_add_func ("/station-import/same-file", test_same_file_again);
  g_test_add_func ("/station-import/same-rows", test_same_rows_saved_anew);
  g_test_add_func ("/station-import/equal-lines", test_equal_lines_are_two_batches);
  g_test_add_func ("/station-import/problems", test_problems_are_said);
  g_test_add_func ("/station-import/hostile-texts", test_hostile_texts_stay);
  g_test_add_func ("/station-import/unreadable", test_unreadable);
  g_test_add_func ("/station-import/progress", test_progress);
  g_test_add_func ("/station-import/cancelled", test_cancelled);
  g_test_add_func ("/station-import/notes", test_notes);
  g_test_add_func ("/station-import/other-formats", test_other_formats);
  g_test_add_func ("/station/import/importer-phone", test_importer_phone);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// The wallet: one paper for many batches, drawn down, with its photo.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-papers.h"

static const char sheet[] = "品名,批号,产地,生产日期,保质期,数量,单位,供货商\n"
                            "智利车厘子,W1,智利,2026-11-20,2026-12-20,20,箱,广州进出口\n"
                            "越南火龙果,T1,越南,2026-11-20,2026-12-20,15,箱,广州进出口\n";

static SuimaDocument *
add_paper (Fixture *fixture, const char *number, gint64 quantity_milli, SuimaPaperDoubt *doubt)
{
  SuimaDocument wanted = { .kind = SUIMA_PAPER_INSPECTION,
                           .number = (char *)number,
                           .quantity_milli = quantity_milli,
                           .unit = (char *)"箱",
                           .issued = SUIMA_DAY_NONE,
                           .valid_to = SUIMA_DAY_NONE };
  g_autoptr (GError) error = NULL;
  SuimaDocument *paper = suima_station_add_paper (fixture->handle, &wanted, doubt, &error);

  g_assert_no_error (error);
  return paper;
}

static SuimaBatchStatus
get_status (Fixture *fixture, const char *product)
{
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, product);

  return card->status;
}

/* Blocked for want of a paper; printable the moment it is there; the paper runs out. */
static void
test_draw_down (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (fixture, "w.csv", sheet);
  g_autoptr (SuimaDocument) paper = NULL, now = NULL;
  g_autoptr (GError) error = NULL;
  gint64 cherries = fixture_find_batch (fixture, "智利车厘子");
  gint64 pitayas = fixture_find_batch (fixture, "越南火龙果");

  g_assert_cmpint (get_status (fixture, "智利车厘子"), ==, SUIMA_BATCH_BLOCKED);
  paper = add_paper (fixture, "４４０１２０２６—1234567a ", 30000, NULL);
  g_assert_cmpstr (paper->number, ==, "44012026-1234567A");
  g_assert_true (suima_station_use_paper (fixture->handle, paper->id, cherries, 0, "小陈", &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_status (fixture, "智利车厘子"), ==, SUIMA_BATCH_READY);
  g_assert_false (suima_station_use_paper (fixture->handle, paper->id, pitayas, 0, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_cmpint (get_status (fixture, "越南火龙果"), ==, SUIMA_BATCH_BLOCKED);
  g_assert_true (
      suima_station_use_paper (fixture->handle, paper->id, pitayas, 10000, NULL, &error));
  now =
      suima_station_find_paper (fixture->handle, SUIMA_PAPER_INSPECTION, "44012026-1234567a", NULL);
  g_assert_cmpint (now->used_milli, ==, 30000);
  g_assert_cmpuint (now->n_batches, ==, 2);
  g_assert_true (suima_station_use_paper (fixture->handle, paper->id, cherries, 5000, NULL, &error));
}

static void
test_numbers (void)
{
  static const struct
  {
    SuimaPaperKind kind;
    const char *number;
    SuimaPaperDoubt doubt;
  } numbers[] = {
    { SUIMA_PAPER_CUSTOMS, "534520261234567890", SUIMA_PAPER_DOUBT_NONE },
    { SUIMA_PAPER_CUSTOMS, "534520260234567890", SUIMA_PAPER_DOUBT_CUSTOMS },
    { SUIMA_PAPER_CUSTOMS, "5.34520E+17", SUIMA_PAPER_DOUBT_DAMAGED },
    { SUIMA_PAPER_CUSTOMS, "534520261234567000", SUIMA_PAPER_DOUBT_DAMAGED },
    { SUIMA_PAPER_PLANT, "CBOL12012209210001", SUIMA_PAPER_DOUBT_NONE },
    { SUIMA_PAPER_PLANT, "EST.235", SUIMA_PAPER_DOUBT_NONE },
    { SUIMA_PAPER_PLANT, "XBOL12012209210001", SUIMA_PAPER_DOUBT_PLANT },
    { SUIMA_PAPER_INSPECTION, "ABC", SUIMA_PAPER_DOUBT_INSPECTION },
    { SUIMA_PAPER_ANIMAL_QUARANTINE, "4401234567", SUIMA_PAPER_DOUBT_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("%s", numbers[i].number);
      g_assert_cmpint (suima_paper_check_number (numbers[i].kind, numbers[i].number), ==,
                       numbers[i].doubt);
    }
}

/* Names as two people write them; another name, another lot, a batch without lot are not it. */
static void
test_scope (void)
{
  char shrimp[] = "南美白虾 Ｌ", lot[] = "ec-1";
  SuimaDocument any = { 0 }, named = { .product = shrimp, .lot = lot };

  g_assert_true (suima_document_is_for_product (&any, "冻带鱼"));
  g_assert_true (suima_document_is_for_lot (&any, NULL));
  g_assert_true (suima_document_is_for_product (&named, "厄瓜多尔冻南美白虾l 30/40"));
  g_assert_true (suima_document_is_for_product (&named, "白虾"));
  g_assert_false (suima_document_is_for_product (&named, "冻带鱼"));
  g_assert_true (suima_document_is_for_lot (&named, "EC-1"));
  g_assert_false (suima_document_is_for_lot (&named, "EC-10"));
  g_assert_false (suima_document_is_for_lot (&named, NULL));
}

static void
test_files (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaDocument) paper = add_paper (fixture, "HGZ1", 0, NULL);
  g_autofree char *photo = fixture_write (fixture, "photo.txt", "\xFF\xD8\xFF\xE0 a photo", -1);
  g_autofree char *page = fixture_write (fixture, "page.pdf", "<html>not a PDF", -1);
  g_autofree char *sha256 = NULL, *kept = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaDocument) now = NULL;
  char prefix[3] = "";

  sha256 = suima_station_attach (fixture->handle, paper->id, photo, &error);
  g_assert_no_error (error);
  g_strlcpy (prefix, sha256, sizeof prefix);
  kept = g_build_filename (fixture->station, "attachments", prefix, sha256, NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_REGULAR));
  again = suima_station_attach (fixture->handle, paper->id, photo, &error);
  g_assert_cmpstr (again, ==, sha256);
  now = suima_station_find_paper (fixture->handle, SUIMA_PAPER_INSPECTION, "HGZ1", NULL);
  g_assert_cmpuint (now->attachments->len, ==, 1);
  g_assert_null (suima_station_attach (fixture->handle, paper->id, page, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/papers/draw-down", test_draw_down);
  g_test_add_func ("/station/papers/numbers", test_numbers);
  g_test_add_func ("/station/papers/scope", test_scope);
  g_test_add_func ("/station/papers/files", test_files);
  return g_test_run ();
}

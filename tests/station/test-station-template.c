// SPDX-License-Identifier: Apache-2.0
// What is said of a template before it is used, and the tags for goods that are held back.
#include "station-fixture.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-render.h"
#include "suima-station-private.h"
#include "suima-template-check.h"

#include "fake-device.h"
#include <glib/gstdio.h>
#include <string.h>

#define QR(side)                                                                                   \
  "{\"kind\":\"qr\",\"x_mm\":18,\"y_mm\":5,\"width_mm\":" side ",\"height_mm\":" side "}"
#define TEMPLATE(boxes)                                                                            \
  "{\"version\":1,\"id\":\"t\",\"title\":\"t\",\"language\":\"zh-cn\",\"width_mm\":40,"            \
  "\"height_mm\":30,\"boxes\":[" boxes "]}"
#define WORDS(rest)                                                                                \
  "{\"kind\":\"text\",\"x_mm\":1,\"y_mm\":1,\"width_mm\":16,\"height_mm\":4,\"size_mm\":2" rest "}"
#define IMAGE                                                                                      \
  "{\"kind\":\"image\",\"x_mm\":1,\"y_mm\":6,\"width_mm\":16,\"height_mm\":8,"                     \
  "\"file\":\"logo.png\"}"

static SuimaTemplateReport *
check_at (Fixture *fixture, const char *path, guint dpi)
{
  g_autoptr (GError) error = NULL;
  SuimaTemplateReport *report = suima_station_check_template (fixture->handle, path, dpi, &error);

  g_assert_no_error (error);
  return report;
}

static SuimaTemplateReport *
check (Fixture *fixture, const char *json)
{
  g_autofree char *path = fixture_write (fixture, "t.json", json, -1);

  return check_at (fixture, path, 203);
}

static const SuimaTemplateProblem *
get_only_problem (const SuimaTemplateReport *report, SuimaTemplateProblemKind kind)
{
  const SuimaTemplateProblem *problem;

  g_assert_cmpuint (report->problems->len, ==, 1);
  problem = report->problems->pdata[0];
  g_assert_cmpint (problem->kind, ==, kind);
  g_assert_true (report->is_ok == problem->is_warning);
  return problem;
}

/* What is shipped holds the longest words, and has easy codes. */
static void
test_check_shipped (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GDir) dir = g_dir_open (RESOURCES "/templates", 0, NULL);
  g_autoptr (GPtrArray) ids = suima_station_list_templates (fixture->handle);
  const SuimaStationSetup setup = { .operator_name = "中山石岐鲜果园水果店" };
  const char *name;
  guint n = 0;

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (RESOURCES "/templates", name, NULL);
      g_autoptr (SuimaTemplateReport) report = check_at (fixture, path, 0);

      for (guint i = 0; i < report->problems->len; i++)
        g_error ("%s: %s", name, ((SuimaTemplateProblem *) report->problems->pdata[i])->message);
      g_assert_true (report->is_ok);
      g_assert_cmpuint (report->sheets->len, ==, 2);
      for (guint i = 0; i < report->sheets->len; i++)
        {
          const SuimaTemplateSheet *sheet = report->sheets->pdata[i];
          g_assert_nonnull (sheet->plain);
          g_assert_nonnull (sheet->worst);
          g_assert_true (report->template->kind == SUIMA_TEMPLATE_TAG ||
                         sheet->module_dots >= (sheet->dpi == 203 ? 4 : 5));
        }
      n++;
    }
  g_assert_cmpuint (n, ==, ids->len);
}

static void
test_check_height (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaTemplateReport) report =
    check (fixture, TEMPLATE (QR ("20.5") "," WORDS (",\"max_lines\":9,\"text\":\"{product}\"")));
  const SuimaTemplateProblem *problem = get_only_problem (report, SUIMA_TEMPLATE_HEIGHT);
  const SuimaTemplateSheet *sheet = report->sheets->pdata[0];

  g_assert_cmpuint (problem->box, ==, 2);
  g_assert_cmpuint (problem->dpi, ==, 203);
  g_assert_cmpstr (problem->field, ==, "product");
  /* 40 characters, 8 in a line of 16 mm: 16 + 4 x 19 + 2 dots of 32 */
  g_assert_cmpfloat_with_epsilon (problem->missing_mm, (16 + 4 * 19 + 2 - 32) / 8.0, 1e-9);
  g_assert_nonnull (strstr (problem->message, "Box 2"));
  g_assert_nonnull (strstr (problem->message, "7.8 mm"));
  g_assert_nonnull (strstr (problem->message, "厄瓜多尔"));
  g_assert_nonnull (sheet->plain);
  g_assert_nonnull (sheet->worst);
}

static void
test_check_words (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaTemplateReport) lines =
    check (fixture, TEMPLATE (QR ("20.5") ",{\"kind\":\"text\",\"x_mm\":1,\"y_mm\":1,"
                                          "\"width_mm\":16,\"height_mm\":8,\"size_mm\":2,"
                                          "\"text\":\"一二三四五六七八九\"}"));
  g_autoptr (SuimaTemplateReport) character =
    check (fixture, TEMPLATE (QR ("20.5") "," WORDS (",\"text\":\"泰\uE000\"")));
  const SuimaTemplateProblem *problem = get_only_problem (lines, SUIMA_TEMPLATE_LINES);

  g_assert_cmpuint (problem->n_lines, ==, 2);
  problem = get_only_problem (character, SUIMA_TEMPLATE_CHARACTER);
  g_assert_cmphex (problem->unknown, ==, 0xE000);
  g_assert_nonnull (strstr (problem->message, "U+E000"));
}

static void
test_check_code (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaTemplateReport) small = check (fixture, TEMPLATE (QR ("16.5")));
  g_autoptr (SuimaTemplateReport) tiny = check (fixture, TEMPLATE (QR ("12")));
  const SuimaTemplateProblem *problem = get_only_problem (small, SUIMA_TEMPLATE_MODULE);

  g_assert_true (small->is_ok);
  g_assert_cmpuint (problem->module_dots, ==, 3);
  g_assert_cmpuint (((SuimaTemplateSheet *) small->sheets->pdata[0])->module_dots, ==, 3);
  problem = get_only_problem (tiny, SUIMA_TEMPLATE_CODE);
  g_assert_cmpuint (problem->box, ==, 1);
  g_assert_cmpfloat (problem->missing_mm, >, 1.5);
  g_assert_cmpfloat (problem->missing_mm, <, 4.5);
  g_assert_null (((SuimaTemplateSheet *) tiny->sheets->pdata[0])->worst);
}

static void
test_check_picture (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaRaster) raster = suima_raster_new (64, 32, 203);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (SuimaTemplateReport) without = check (fixture, TEMPLATE (QR ("20.5") "," IMAGE));
  g_autoptr (SuimaTemplateReport) with = NULL;
  g_autofree char *path = NULL;
  const SuimaTemplateProblem *problem = get_only_problem (without, SUIMA_TEMPLATE_PICTURE);

  g_assert_cmpuint (problem->box, ==, 2);
  g_assert_nonnull (strstr (problem->message, "logo.png"));
  suima_raster_fill (raster, 0, 0, 64, 32);
  png = suima_raster_to_png (raster);
  path = fixture_write (fixture, "logo.png", g_bytes_get_data (png, NULL),
                        (gssize) g_bytes_get_size (png));
  with = check (fixture, TEMPLATE (QR ("20.5") "," IMAGE));
  g_assert_cmpuint (with->problems->len, ==, 0);
  g_assert_true (suima_raster_get (((SuimaTemplateSheet *) with->sheets->pdata[0])->plain, 72, 80));
}

static void
test_check_no_template (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaTemplateReport) report = check (fixture, TEMPLATE (""));
  const SuimaTemplateProblem *problem = get_only_problem (report, SUIMA_TEMPLATE_UNREADABLE);
  g_autoptr (GError) error = NULL;

  g_assert_null (report->template);
  g_assert_nonnull (strstr (problem->message, "there is no qr"));
  g_assert_null (suima_station_check_template (fixture->handle, fixture->dir, 0, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (suima_station_check_template (fixture->handle, "/nowhere.json", 0, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (suima_station_check_template (fixture->handle, fixture->dir, 100, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

static void
test_list_labels (void)
{
  static const char *const expected[] = { "32x25x3",      "40x30", "50x30", "60x40",
                                          "60x40-weight", "70x50" };
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) ids = suima_station_list_labels (fixture->handle);

  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (ids->pdata[i], ==, expected[i]);
}

/* A name that cannot be printed is refused in words, before a serial is taken. */
static void
test_refusal_in_words (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import =
    fixture_import_text (fixture, "d.csv", "品名,产地,数量\n榴莲\uE000,浙江平湖,5\n");
  g_autoptr (GError) error = NULL;
  gint64 batch_id = fixture_find_batch (fixture, "榴莲\uE000");

  g_assert_null (suima_station_preview (fixture->handle, batch_id, "40x30", 203, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "榴莲"));
  g_assert_nonnull (strstr (error->message, "(U+E000)"));
}

/* A batch that may not print a label gets its tags; no serial is taken, no item made. */
static void
test_tag_blocked (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import =
    fixture_import_text (fixture, "d.csv", "品名,原产国,批号,数量\n冻南美白虾,厄瓜多尔,E-1,5\n");
  g_autoptr (FakeDevice) device = fake_device_start (TRUE);
  g_autofree char *uri = fake_device_dup_uri (device, "");
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, "冻南美白虾");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_assert_cmpint (card->status, ==, SUIMA_BATCH_BLOCKED);
  g_assert_true (suima_station_print_tag (fixture->handle, card->batch->id, 23, NULL, uri, NULL, &error));
  g_assert_no_error (error);
  labels = fake_device_dup_labels (device);
  g_assert_cmpuint (labels->len, ==, 23);
  for (guint i = 0; i < labels->len; i++)
    {
      const SuimaRaster *raster = labels->pdata[i];
      g_autofree char *read = suima_decode_qr (raster);
      g_assert_null (read);
      g_assert_true (suima_raster_get (raster, raster->width_dots / 2, 10));
    }
  items = suima_station_list_items (fixture->handle, card->batch->id, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
  fixture_close (fixture);
  /* Fails unless there is exactly one such row. */
  fixture_run_sql (fixture, "CREATE TEMP TABLE t (n INTEGER CHECK (n = 1)); INSERT INTO t"
                            " SELECT count(*) FROM decision WHERE rule = 'hold-tag'"
                            " AND severity = 'block' AND day = '2026-11-22';");
  fixture_open (fixture);
}

static void
test_tag_refusals (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import (fixture, "fruit-delivery.csv");
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子 JJJ");
  static const struct
  {
    guint count;
    const char *reason;
    const char *words;
  } cases[] = {
    { 0, "x", "1 to 200" },
    { 201, "x", "1 to 200" },
    { 1, NULL, "needs a reason" },
    { 1, "  ", "needs a reason" },
    { 1, "x", "no printer is set" },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (suima_station_print_tag (fixture->handle, batch_id, cases[i].count,
                                               cases[i].reason, NULL, NULL, &error));
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("\"%s\" does not say \"%s\"", error->message, cases[i].words);
      g_clear_error (&error);
    }
  g_assert_false (suima_station_print_tag (fixture->handle, 999, 1, "x", NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
}

/* What is no label is never put on goods. */
static void
test_tag_is_no_label (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import (fixture, "fruit-delivery.csv");
  SuimaPrintRequest request = {
    .batch_id = fixture_find_batch (fixture, "智利车厘子 JJJ"),
    .count = 1,
    .template_id = "hold-60x40",
    .printer = "socket://127.0.0.1:9?lang=zpl",
  };
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_print (fixture->handle, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "is a tag"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-template/shipped", test_check_shipped);
  g_test_add_func ("/station-template/height", test_check_height);
  g_test_add_func ("/station-template/words", test_check_words);
  g_test_add_func ("/station-template/code", test_check_code);
  g_test_add_func ("/station-template/picture", test_check_picture);
  g_test_add_func ("/station-template/no-template", test_check_no_template);
  g_test_add_func ("/station-template/list-labels", test_list_labels);
  g_test_add_func ("/station-template/refusal-in-words", test_refusal_in_words);
  g_test_add_func ("/station-tag/blocked", test_tag_blocked);
  g_test_add_func ("/station-tag/refusals", test_tag_refusals);
  g_test_add_func ("/station-tag/no-label", test_tag_is_no_label);
  return g_test_run ();
}

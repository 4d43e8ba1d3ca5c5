// SPDX-License-Identifier: Apache-2.0
// Codes and labels before anything is printed.
#include "station-fixture.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-render.h"
#include "suima-serial.h"
#include "suima-station-private.h"

#include <string.h>

static char *
make_uri (Fixture *fixture, const char *product, gboolean is_signed)
{
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, product);
  g_autofree char *serial = suima_key_issue_serial (fixture->handle->key, 7);

  return suima_station_make_uri (fixture->handle, card->batch, serial, is_signed);
}

static void
assert_begins (char *text, const char *prefix)
{
  if (!g_str_has_prefix (text, prefix))
    g_error ("%s does not begin with %s", text, prefix);
  g_free (text);
}

static void
use_host (Fixture *fixture, const char *host)
{
  SuimaStationSetup setup = { .host = host };

  fixture_close (fixture);
  fixture_init (fixture, &setup);
  fixture_open (fixture);
}

static void
test_forms (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  use_host (fixture, "TRACE.EXAMPLE.CN");
  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  suima_import_free (fixture_import (fixture, "bad-delivery.csv"));
  assert_begins (make_uri (fixture, "智利车厘子 JJJ", FALSE),
                 "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/10/CL-CH-2641/21/");
  assert_begins (make_uri (fixture, "越南红心火龙果", FALSE), "HTTPS://TRACE.EXAMPLE.CN/A17/OBJ/");
  /* X9/..\x may not stand in a code */
  assert_begins (make_uri (fixture, "<b>车厘子</b>\"; DROP TABLE lot;--", FALSE),
                 "HTTPS://TRACE.EXAMPLE.CN/01/07800000001013/21/");
}

/* A number that means something in one shop only never leaves it. */
static void
test_restricted_number_stays_inside (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  static const char csv[] = "品名,商品条码,批号,产地,数量,单位\n"
                            "自编码牛肉,2012345000018,L1,广东中山,10,kg\n"
                            "外销品,6901234567892,L1,广东中山,10,kg\n";

  use_host (fixture, "TRACE.EXAMPLE.CN");
  suima_import_free (fixture_import_text (fixture, "rcn.csv", csv));
  assert_begins (make_uri (fixture, "自编码牛肉", FALSE), "HTTPS://TRACE.EXAMPLE.CN/A17/OBJ/");
  assert_begins (make_uri (fixture, "外销品", FALSE),
                 "HTTPS://TRACE.EXAMPLE.CN/01/06901234567892/10/L1/21/");
}

static gboolean
lot_is_in (Fixture *fixture, SuimaBatch *batch, guint length, gboolean is_signed)
{
  g_autofree char *serial = suima_key_issue_serial (fixture->handle->key, 7);
  g_autofree char *with = NULL, *without = NULL;
  gboolean is_in;

  g_free (batch->lot);
  batch->lot = NULL;
  without = suima_station_make_uri (fixture->handle, batch, serial, is_signed);
  batch->lot = g_strnfill (length, 'A');
  with = suima_station_make_uri (fixture->handle, batch, serial, is_signed);
  is_in = strstr (with, "/10/A") != NULL;
  g_assert_cmpuint (suima_qr_version (with), ==, suima_qr_version (without));
  g_assert_cmpint (strcmp (with, without) != 0, ==, is_in);
  return is_in;
}

/* Returns: how long a lot may be beside this host. */
static guint
find_longest_lot (Fixture *fixture, const char *host, gboolean is_signed)
{
  g_autoptr (SuimaBatchCard) card = NULL;
  guint longest = 0;

  use_host (fixture, host);
  card = fixture_get_card (fixture, "智利车厘子 JJJ");
  for (guint length = 1; length <= 20; length++)
    if (lot_is_in (fixture, card->batch, length, is_signed))
      {
        g_assert_cmpuint (longest, ==, length - 1); /* once too long, always too long */
        longest = length;
      }
  g_assert_false (lot_is_in (fixture, card->batch, 21, is_signed)); /* no lot of GS1's */
  return longest;
}

/* Level M holds 61 characters in version 3, 90 in 4, 178 in 7; a GTIN takes less than its 14. */
static void
test_lot_never_grows_the_symbol (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  g_assert_cmpuint (find_longest_lot (fixture, "TRACE.LOCAL", FALSE), ==, 0);
  g_assert_cmpuint (find_longest_lot (fixture, "TRACE.EXAMPLE.CN", FALSE), ==, 20);
  g_assert_cmpuint (find_longest_lot (fixture, "T.CN", FALSE), ==, 4);
  g_assert_cmpuint (find_longest_lot (fixture, "TRACE.LOCAL", TRUE), ==, 9);
}

static void
test_signed_code_checks (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *uri = NULL;

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  uri = make_uri (fixture, "智利车厘子 JJJ", TRUE);
  g_assert_true (suima_uri_check_signature (suima_key_get_public (fixture->handle->key), uri));
  uri[strlen (uri) - 30] ^= 1;
  g_assert_false (suima_uri_check_signature (suima_key_get_public (fixture->handle->key), uri));
}

static void
assert_specimen (Fixture *fixture, const char *product, const char *template_id, guint dpi)
{
  g_autoptr (GError) error = NULL;
  gint64 batch_id = fixture_find_batch (fixture, product);
  g_autoptr (SuimaRaster) raster =
      suima_station_preview (fixture->handle, batch_id, template_id, dpi, &error);
  gboolean is_tag = template_id != NULL && g_str_has_prefix (template_id, "hold-");
  g_autofree char *text = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (raster->dpi, ==, dpi);
  text = suima_decode_qr (raster);
  g_assert_true ((text == NULL) == is_tag);
  if (is_tag)
    return;
  lookup = suima_station_scan_text (fixture->handle, text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lookup->verdict, ==, "specimen");
  g_assert_null (lookup->item);
}

static void
test_previews_are_specimens (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) templates = suima_station_list_templates (fixture->handle);
  g_autoptr (GPtrArray) items = NULL;

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  g_assert_cmpuint (templates->len, >=, 4);
  for (guint i = 0; i < templates->len; i++)
    {
      assert_specimen (fixture, "智利车厘子 JJJ", templates->pdata[i], 203);
      assert_specimen (fixture, "越南红心火龙果", templates->pdata[i], 300);
    }
  assert_specimen (fixture, "秘鲁蓝莓", NULL, 203);
  items = suima_station_list_items (fixture->handle, 0, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0); /* looking costs no serial */
}

static void
test_preview_refuses (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  static const char *const bad[] = { "70x5", "../station", "../../etc/passwd",
                                     "",     ".hidden",    "60x40.json" };
  gint64 batch_id;

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  batch_id = fixture_find_batch (fixture, "秘鲁蓝莓");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_station_preview (fixture->handle, batch_id, bad[i], 203, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_station_preview (fixture->handle, i == 0 ? 999 : 0, NULL, 203, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
    }
}

static void
test_preview_files (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *out = fixture_dup_path (fixture, "a/b");
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;
  gint64 batch_id;

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  batch_id = fixture_find_batch (fixture, "秘鲁蓝莓");
  paths = suima_station_preview_to_files (fixture->handle, batch_id, NULL, 2, out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 2);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (SuimaLookup) lookup =
          suima_station_scan_image (fixture->handle, paths->pdata[i], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (lookup->verdict, ==, "specimen");
    }
  g_assert_null (
      suima_station_preview_to_files (fixture->handle, batch_id, NULL, 10001, out, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

/* A template of the station's own folder goes before a shipped one of its name. */
static void
test_own_template (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *folder = g_build_filename (fixture->station, "templates", NULL);
  g_autofree char *own = g_build_filename (folder, "shelf.json", NULL);
  g_autofree char *broken = g_build_filename (folder, "60x40.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_get_contents (RESOURCES "/templates/40x30.json", &text, NULL, NULL));
  g_assert_true (g_file_set_contents (own, text, -1, NULL));
  ids = suima_station_list_templates (fixture->handle);
  g_assert_true (g_ptr_array_find_with_equal_func (ids, "shelf", g_str_equal, NULL));
  assert_specimen (fixture, "秘鲁蓝莓", "shelf", 203);
  g_assert_true (g_file_set_contents (broken, "{}", -1, NULL));
  g_assert_null (suima_station_preview (fixture->handle, 1, "60x40", 203, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-code/forms", test_forms);
  g_test_add_func ("/station-code/restricted", test_restricted_number_stays_inside);
  g_test_add_func ("/station-code/lot", test_lot_never_grows_the_symbol);
  g_test_add_func ("/station-code/signed", test_signed_code_checks);
  g_test_add_func ("/station-code/specimens", test_previews_are_specimens);
  g_test_add_func ("/station-code/preview-refuses", test_preview_refuses);
  g_test_add_func ("/station-code/preview-files", test_preview_files);
  g_test_add_func ("/station-code/own-template", test_own_template);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// What a scan means here.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-render.h"
#include "suima-serial.h"
#include "suima-station-private.h"

#include <string.h>

#define HOST "TRACE.EXAMPLE.CN" /* of a length that leaves room for the lot */

static Fixture *
new_with_fruit (void)
{
  Fixture *fixture = fixture_new_folder ();
  SuimaStationSetup setup = { .host = HOST, .shop = "A17" };

  fixture_init (fixture, &setup);
  fixture_open (fixture);
  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  return fixture;
}

static void
assert_verdict (
    Fixture *fixture, const char *text, const char *kind, const char *system, const char *verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaLookup) lookup = suima_station_scan_text (fixture->handle, text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (suima_scan_kind_to_code (lookup->scan->kind), ==, kind);
  g_assert_cmpstr (lookup->system, ==, system);
  g_assert_cmpstr (lookup->verdict, ==, verdict);
}

static SuimaItem *
issue_one (Fixture *fixture, gboolean is_signed)
{
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子 JJJ");
  g_autoptr (GPtrArray) items = fixture_issue (fixture, batch_id, 1, is_signed);

  return g_ptr_array_steal_index (items, 0);
}

static void
test_genuine (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, TRUE);
  g_autofree char *groups = suima_serial_to_groups (item->serial);
  g_autofree char *lower = g_ascii_strdown (groups, -1);
  g_autofree char *with_line_end = g_strconcat (" ", item->uri, "\r\n", NULL);
  g_autoptr (SuimaLookup) lookup = suima_station_scan_text (fixture->handle, item->uri, NULL);

  g_assert_cmpstr (lookup->batch->product, ==, "智利车厘子 JJJ");
  g_assert_cmpstr (lookup->item->serial, ==, item->serial);
  assert_verdict (fixture, item->uri, "suima", "suima", "genuine");
  assert_verdict (fixture, with_line_end, "suima", "suima", "genuine");
  assert_verdict (fixture, item->serial, "serial", "suima", "genuine");
  assert_verdict (fixture, groups, "serial", "suima", "genuine");
  assert_verdict (fixture, lower, "serial", "suima", "genuine");
}

static void
test_expired_by_the_days_clock (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, FALSE);

  fixture->now_us = fixture_parse_time ("2026-12-17T23:59:00+08:00"); /* its last day */
  assert_verdict (fixture, item->uri, "suima", "suima", "genuine");
  fixture->now_us = fixture_parse_time ("2026-12-18T00:00:00+08:00");
  assert_verdict (fixture, item->uri, "suima", "suima", "expired");
}

static void
test_states (void)
{
  static const struct
  {
    SuimaItemState state;
    const char *verdict;
  } cases[] = {
    { SUIMA_ITEM_RESERVED, "not-issued" }, { SUIMA_ITEM_SENT, "not-issued" },
    { SUIMA_ITEM_PRINTED, "genuine" },     { SUIMA_ITEM_IN_DOUBT, "in-doubt" },
    { SUIMA_ITEM_VOID, "void" },           { SUIMA_ITEM_STOCKED, "genuine" },
    { SUIMA_ITEM_SOLD, "sold" },           { SUIMA_ITEM_SPLIT, "split" },
    { SUIMA_ITEM_RETURNED, "returned" },   { SUIMA_ITEM_HELD, "held" },
    { SUIMA_ITEM_RECALLED, "recalled" },   { SUIMA_ITEM_EXPIRED, "expired" },
    { SUIMA_ITEM_DESTROYED, "destroyed" },
  };
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      suima_store_set_item_state (fixture->handle->store, item->serial, cases[i].state, 0, &error);
      g_assert_no_error (error);
      assert_verdict (fixture, item->uri, "suima", "suima", cases[i].verdict);
    }
}

/* The same serial, but the lot of other goods. */
static void
test_altered (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, FALSE);
  g_autofree char *lot = g_strdup (item->uri);
  g_autofree char *other_host =
      g_strdup_printf ("HTTPS://EVIL.EXAMPLE%s", item->uri + strlen ("HTTPS://" HOST));
  char *at = strstr (lot, "2641");

  g_assert_nonnull (at);
  at[3] = '2';
  assert_verdict (fixture, lot, "suima", "suima", "altered");
  assert_verdict (fixture, other_host, "suima", "suima", "altered");
  assert_verdict (fixture, "HTTPS://" HOST "/01/07800000001013/21/NOSERIAL", "gs1-digital-link",
                  "suima", "altered");
}

static void
test_bad_signature (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, TRUE);
  gsize at = strlen ("HTTPS://" HOST "/");

  for (gsize i = 0; i < SUIMA_CODE_SIGNATURE_LENGTH; i += 17)
    {
      g_autofree char *text = g_strdup (item->uri);
      text[at + i] = text[at + i] == '7' ? '8' : '7';
      assert_verdict (fixture, text, "suima", "suima", "bad-signature");
    }
}

/* A whole code of another batch under a signature that belongs to this one. */
static void
test_signature_of_another_label (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, TRUE);
  g_autoptr (SuimaItem) other = issue_one (fixture, TRUE);
  g_autoptr (SuimaCode) code = suima_code_parse (item->uri, NULL);
  g_autoptr (SuimaCode) other_code = suima_code_parse (other->uri, NULL);
  g_autofree char *text = NULL;

  g_free (code->signature);
  code->signature = g_strdup (other_code->signature);
  text = suima_code_to_uri (code);
  assert_verdict (fixture, text, "suima", "suima", "bad-signature");
}

static char *
make_serial (Fixture *fixture, guint32 station, guint32 counter, guint64 mac)
{
  SuimaSerial parts = { station, (guint8)suima_key_get_epoch (fixture->handle->key), counter, mac };

  return suima_serial_to_text (&parts);
}

static void
test_forged_and_strange (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  guint32 own = suima_key_get_station (fixture->handle->key);
  g_autofree char *forged = make_serial (fixture, own, 5, 0x123456789A);
  g_autofree char *foreign = make_serial (fixture, own ^ 1, 5, 0x123456789A);
  g_autofree char *unissued = suima_key_issue_serial (fixture->handle->key, 4711);
  g_autofree char *specimen = suima_key_issue_serial (fixture->handle->key, 0);
  g_autofree char *uri = g_strconcat ("HTTPS://" HOST "/A17/OBJ/", forged, NULL);

  assert_verdict (fixture, forged, "serial", "suima", "forged");
  assert_verdict (fixture, uri, "suima", "suima", "forged");
  assert_verdict (fixture, foreign, "serial", "suima", "unknown-issuer");
  assert_verdict (fixture, unissued, "serial", "suima", "not-issued");
  assert_verdict (fixture, specimen, "serial", "suima", "specimen");
}

static void
test_other_systems (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaLookup) lookup = NULL;

  assert_verdict (fixture, "7800000001013", "gtin", "gs1", "product-number");
  assert_verdict (fixture, "7800000001014", "gtin", "gs1", "check-digit");
  lookup = suima_station_scan_text (fixture->handle, "7800000001013", NULL);
  g_assert_cmpstr (lookup->batch->product, ==, "智利车厘子 JJJ");
  assert_verdict (fixture, "(01)07800000001013(10)ABC(17)270101", "gs1-elements", "gs1", "foreign");
  assert_verdict (fixture,
                  "]C1010780000000101310ABC\x1d"
                  "17270101",
                  "gs1-elements", "gs1", "foreign");
  assert_verdict (fixture, "(01)07800000001014", "gs1-elements", "gs1", "malformed");
  assert_verdict (fixture, "https://id.gs1.org/01/07800000001013/10/ABC", "gs1-digital-link", "gs1",
                  "foreign");
}

static void
test_unknown (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, FALSE);
  g_autofree char *huge = g_strnfill (100000, 'A');
  const char *const texts[] = { "",
                                " ",
                                "hello",
                                "javascript:alert(1)",
                                "'; DROP TABLE item; --",
                                "\" OR 1=1 --",
                                "%s%s%s%n",
                                "https://example.com/",
                                "file:///etc/passwd",
                                "tel:13800001001",
                                "\xff\xfe",
                                "<b>x</b>",
                                huge };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_verdict (fixture, texts[i], "unknown", "unknown", "unknown");
  assert_verdict (fixture, item->uri, "suima", "suima", "genuine");
}

static char *
draw_to_file (Fixture *fixture, const SuimaItem *item, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaTemplate) template =
      suima_station_get_template (fixture->handle, "60x40", &error);
  g_autoptr (SuimaBatch) batch =
      suima_store_get_batch (fixture->handle->store, item->batch_id, &error);
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (203);
  g_autoptr (SuimaRaster) raster =
      suima_station_draw_item (fixture->handle, renderer, template, batch, item, &error);
  g_autoptr (GBytes) png = NULL;

  g_assert_no_error (error);
  png = suima_raster_to_png (raster);
  return fixture_write (fixture, name, g_bytes_get_data (png, NULL),
                        (gssize)g_bytes_get_size (png));
}

static void
test_picture (void)
{
  g_autoptr (Fixture) fixture = new_with_fruit ();
  g_autoptr (SuimaItem) item = issue_one (fixture, TRUE);
  g_autofree char *path = draw_to_file (fixture, item, "label.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaLookup) lookup = suima_station_scan_image (fixture->handle, path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lookup->verdict, ==, "genuine");
  g_assert_cmpstr (lookup->item->serial, ==, item->serial);
}

static void
test_pictures_without_a_code (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *none = fixture_dup_path (fixture, "none.png");
  g_autofree char *words = fixture_write (fixture, "words.png", "no picture", -1);
  g_autoptr (SuimaRaster) white = suima_raster_new (100, 100, 203);
  g_autoptr (GBytes) png = suima_raster_to_png (white);
  g_autofree char *blank = fixture_write (fixture, "blank.png", g_bytes_get_data (png, NULL),
                                          (gssize)g_bytes_get_size (png));
  const struct
  {
    const char *path;
    SuimaError code;
  } cases[] = { { none, SUIMA_ERROR_NOT_FOUND },
                { blank, SUIMA_ERROR_NOT_FOUND },
                { words, SUIMA_ERROR_INVALID },
                { fixture->dir, SUIMA_ERROR_INVALID } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_station_scan_image (fixture->handle, cases[i].path, &error));
      g_assert_error (error, SUIMA_ERROR, (int)cases[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-scan/genuine", test_genuine);
  g_test_add_func ("/station-scan/expired", test_expired_by_the_days_clock);
  g_test_add_func ("/station-scan/states", test_states);
  g_test_add_func ("/station-scan/altered", test_altered);
  g_test_add_func ("/station-scan/bad-signature", test_bad_signature);
  g_test_add_func ("/station-scan/signature-of-another", test_signature_of_another_label);
  g_test_add_func ("/station-scan/forged-and-strange", test_forged_and_strange);
  g_test_add_func ("/station-scan/other-systems", test_other_systems);
  g_test_add_func ("/station-scan/unknown", test_unknown);
  g_test_add_func ("/station-scan/picture", test_picture);
  g_test_add_func ("/station-scan/no-code", test_pictures_without_a_code);
  return g_test_run ();
}

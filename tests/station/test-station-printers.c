// SPDX-License-Identifier: Apache-2.0
// The acts on printers: what was set up is what comes out, and nothing is printed on another head.
#include "station-fixture.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-station-printers.h"
#include "suima-station-private.h"
#include "suima-test-label.h"

#include "fake-device.h"
#include <string.h>

#define PRODUCT "智利车厘子 JJJ"

/* A station with a delivery, and a printer that is not yet known. */
typedef struct
{
  Fixture *fixture;
  FakeDevice *device;
  gint64 batch_id;
  char *uri;
} Shop;

static Shop *
shop_new (void)
{
  Shop *shop = g_new0 (Shop, 1);

  shop->fixture = fixture_new ();
  suima_import_free (fixture_import (shop->fixture, "fruit-delivery.csv"));
  shop->batch_id = fixture_find_batch (shop->fixture, PRODUCT);
  shop->device = fake_device_start (FALSE);
  fake_device_set_identity (shop->device, "ZD421,V1,8,8192KB");
  shop->uri = fake_device_dup_uri (shop->device, "");
  return shop;
}

static void
shop_free (Shop *shop)
{
  fake_device_free (shop->device);
  fixture_free (shop->fixture);
  g_free (shop->uri);
  g_free (shop);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

static void
add (Shop *shop, const char *name, const SuimaMediaSetup *setup)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrinterEntry) entry = suima_station_add_printer (
    shop->fixture->handle, name, shop->uri, "40x30", setup, FALSE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (entry->condition, ==, "idle");
}

static SuimaPrintResult *
print (Shop *shop, const char *printer, GError **error)
{
  SuimaPrintRequest request = {
    .batch_id = shop->batch_id, .count = 1, .template_id = "40x30", .printer = printer
  };

  return suima_station_print (shop->fixture->handle, &request, NULL, NULL, NULL, error);
}

static SuimaRaster *
get_label (Shop *shop, guint number)
{
  g_autoptr (GPtrArray) labels = fake_device_dup_labels (shop->device);

  g_assert_cmpuint (labels->len, ==, number);
  return suima_raster_copy (labels->pdata[number - 1]);
}

static guint
find_left (const SuimaRaster *raster)
{
  for (guint x = 0; x < raster->width_dots; x++)
    for (guint y = 0; y < raster->height_dots; y++)
      if (suima_raster_get (raster, x, y))
        return x;
  g_assert_not_reached ();
}

/* Added, asked, the usual one, and its setup is in the bytes of every label. */
static void
test_add (void)
{
  g_autoptr (Shop) shop = shop_new ();
  SuimaStation *station = shop->fixture->handle;
  SuimaMediaSetup setup = { .fields = SUIMA_MEDIA_DARKNESS | SUIMA_MEDIA_TRACKING |
                                      SUIMA_MEDIA_OFFSET_X | SUIMA_MEDIA_SPEED,
                            .tracking = "mark", .darkness = 9, .speed = 3, .offset_x_mm = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (SuimaPrinterCard) card = NULL;
  g_autoptr (SuimaRaster) plain = NULL, moved = NULL;
  g_autofree char *told = NULL, *text = NULL;

  result = print (shop, shop->uri, &error);
  g_assert_no_error (error);
  plain = get_label (shop, 1);
  add (shop, "柜台 1", &setup);
  g_assert_cmpstr (suima_station_get_config (station)->printer, ==, "柜台 1");
  card = suima_station_get_printer (station, NULL);
  g_assert_cmpstr (card->name, ==, "柜台 1");
  g_assert_cmpstr (card->destination, ==, shop->uri);
  g_assert_cmpstr (card->condition, ==, "idle");
  g_assert_cmpuint (card->dpi, ==, 203);
  g_clear_pointer (&result, suima_print_result_free);
  result = print (shop, "柜台 1", &error);
  g_assert_no_error (error);
  g_assert_no_error (result->problem);
  told = fake_device_dup_setup (shop->device);
  g_assert_nonnull (strstr (told, "^MNM"));
  g_assert_nonnull (strstr (told, "~SD09"));
  g_assert_nonnull (strstr (told, "^PR3"));
  moved = get_label (shop, 2);
  text = suima_decode_qr (moved);
  g_assert_cmpstr (text, ==, ((SuimaItem *) result->items->pdata[0])->uri);
  g_assert_cmpuint (find_left (moved), ==, find_left (plain) + 16);
}

/* The next station of this folder knows them still. */
static void
test_stays (void)
{
  g_autoptr (Shop) shop = shop_new ();
  SuimaMediaSetup setup = { .fields = SUIMA_MEDIA_GAP, .gap_mm = 3 }, back;
  g_autoptr (SuimaPrinterCard) card = NULL;

  add (shop, "A", &setup);
  fixture_close (shop->fixture);
  fixture_open (shop->fixture);
  card = suima_station_get_printer (shop->fixture->handle, NULL);
  g_assert_cmpstr (card->name, ==, "A");
  setup = (SuimaMediaSetup){ .fields = SUIMA_MEDIA_OFFSET_Y, .offset_y_mm = -1.5 };
  g_assert_true (
    suima_station_set_printer_media (shop->fixture->handle, "A", "40x30", &setup, NULL));
  g_assert_true (
    suima_station_get_printer_media (shop->fixture->handle, "A", "40x30", &back, NULL));
  g_assert_cmpfloat (back.gap_mm, ==, 3);
  g_assert_cmpfloat (back.offset_y_mm, ==, -1.5);
  g_assert_cmpstr (back.tracking, ==, "gap");
}

/* Another head: refused before a serial is taken, tested at what it is, accepted, printed. */
static void
test_swap (void)
{
  g_autoptr (Shop) shop = shop_new ();
  SuimaStation *station = shop->fixture->handle;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (SuimaPrinterCard) card = NULL;
  g_autoptr (SuimaPrinterEntry) entry = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SuimaRaster) test = NULL, label = NULL;
  g_autofree char *text = NULL;

  add (shop, "A", NULL);
  fake_device_set_identity (shop->device, "ZD421,V1,12,8192KB");
  g_assert_null (print (shop, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_cmpstr (error->message, ==,
                   "the printer A now has 300 dots per inch, it had 203: print a test label, then "
                   "accept it");
  g_clear_error (&error);
  g_assert_null (print (shop, shop->uri, NULL));
  items = suima_station_list_items (station, 0, 0, 0, NULL);
  g_assert_cmpuint (items->len, ==, 0);
  card = suima_station_get_printer (station, NULL);
  g_assert_cmpstr (card->condition, ==, "changed");
  g_assert_true (suima_station_test_printer (station, "A", "40x30", NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  test = get_label (shop, 1);
  g_assert_cmpuint (test->width_dots, ==, 472);
  text = suima_decode_qr (test);
  g_assert_cmpstr (text, ==, SUIMA_TEST_LABEL_CODE " 300");
  g_assert_null (print (shop, "A", NULL));
  entry = suima_station_accept_printer (station, "A", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entry->dpi, ==, 300);
  g_assert_true (entry->is_usual);
  result = print (shop, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->printed, ==, 1);
  label = get_label (shop, 2);
  g_assert_cmpuint (label->width_dots, ==, 472);
}

/* Another model of the same resolution has another eye for gaps. */
static void
test_other_model (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;

  add (shop, "A", NULL);
  fake_device_set_identity (shop->device, "GK420,V1,8,8192KB");
  g_assert_null (print (shop, "A", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_nonnull (strstr (error->message, "GK420"));
  g_assert_nonnull (strstr (error->message, "ZD421"));
  add (shop, "A", NULL);
  result = print (shop, "A", NULL);
  g_assert_nonnull (result);
}

/* The shop sees its printer in the list once, with its state; and which one is used. */
static void
test_list (void)
{
  g_autoptr (Shop) shop = shop_new ();
  SuimaStation *station = shop->fixture->handle;
  g_autoptr (FakeDevice) second = fake_device_start (TRUE);
  g_autofree char *second_uri = fake_device_dup_uri (second, "");
  g_autoptr (SuimaPrinterEntry) added = NULL;
  g_autoptr (GPtrArray) list = NULL;
  SuimaPrinterEntry *one, *two;

  add (shop, "A", NULL);
  added = suima_station_add_printer (station, "B", second_uri, NULL, NULL, FALSE, NULL, NULL);
  g_assert_nonnull (added);
  g_assert_false (added->is_usual);
  fake_device_free (g_steal_pointer (&second));
  list = suima_station_list_printers (station, FALSE, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  one = list->pdata[0];
  two = list->pdata[1];
  g_assert_true (one->is_usual && !two->is_usual);
  g_assert_cmpstr (one->condition, ==, "idle");
  g_assert_cmpstr (one->model, ==, "ZD421");
  g_assert_cmpuint (one->dpi, ==, 203);
  g_assert_cmpstr (one->source, ==, "configured");
  g_assert_cmpstr (two->condition, ==, "not-answering");
  g_assert_cmpstr (two->model, ==, "FAKE-TSPL");
  g_assert_true (suima_station_use_printer (station, "B", NULL));
  g_assert_cmpstr (suima_station_get_config (station)->printer, ==, "B");
  g_assert_true (suima_station_remove_printer (station, "B", NULL));
  g_assert_null (suima_station_get_config (station)->printer);
  g_assert_false (suima_station_use_printer (station, "B", NULL));
}

/* One that was set by its address alone is used, and seen. */
static void
test_address_alone (void)
{
  g_autoptr (Shop) shop = shop_new ();
  SuimaStationSetup setup = { .printer = shop->uri };
  g_autoptr (GPtrArray) list = NULL;
  const SuimaPrinterEntry *entry;

  fixture_close (shop->fixture);
  fixture_init (shop->fixture, &setup);
  fixture_open (shop->fixture);
  list = suima_station_list_printers (shop->fixture->handle, FALSE, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  entry = list->pdata[0];
  g_assert_cmpstr (entry->name, ==, shop->uri);
  g_assert_true (entry->is_usual);
  /* Once it has a name, the name is the usual printer. */
  add (shop, "A", NULL);
  g_assert_cmpstr (suima_station_get_config (shop->fixture->handle)->printer, ==, "A");
}

static void
test_refused (void)
{
  g_autoptr (Shop) shop = shop_new ();
  SuimaStation *station = shop->fixture->handle;
  SuimaMediaSetup setup = { .fields = SUIMA_MEDIA_DARKNESS, .darkness = 31 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_null (suima_station_add_printer (station, "A", "socket://127.0.0.1:1?lang=zpl", NULL, NULL,
                                            FALSE, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_clear_error (&error);
  g_assert_null (suima_station_add_printer (station, "a/b", shop->uri, NULL, NULL, FALSE, NULL,
                                            &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (suima_station_add_printer (station, "A", shop->uri, "40x30", &setup, TRUE, NULL,
                                            &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "darkness"));
  g_clear_error (&error);
  g_assert_null (suima_station_add_printer (station, "A", shop->uri, "1x1", NULL, TRUE, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (suima_station_get_config (station)->printer);
  path = g_build_filename (shop->fixture->station, "printers.ini", NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  /* A damaged list stops what would print by guess. */
  g_assert_true (g_file_set_contents (path, "[printer A]\ndpi=x\n", -1, NULL));
  g_assert_null (print (shop, "A", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "[printer A] dpi"));
}

/* Whoever asks while the test label waits for a roll hears of it. */
static void
tell_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Shop *shop = user_data;
  g_autoptr (SuimaPrinterCard) card = suima_station_get_printer (shop->fixture->handle, NULL);

  g_assert_cmpstr (card->condition, ==, progress->condition ? progress->condition : "processing");
  if (g_strcmp0 (progress->condition, "media-empty") == 0)
    fake_device_mend (shop->device);
}

static void
test_out_of_labels (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (GError) error = NULL;

  add (shop, "A", NULL);
  fake_device_fail_at (shop->device, 1, FAKE_MEDIA_OUT);
  g_assert_true (suima_station_test_printer (shop->fixture->handle, NULL, NULL, tell_cb, shop, NULL,
                                             &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_device_count (shop->device), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-printers/add", test_add);
  g_test_add_func ("/station-printers/stays", test_stays);
  g_test_add_func ("/station-printers/swap", test_swap);
  g_test_add_func ("/station-printers/other-model", test_other_model);
  g_test_add_func ("/station-printers/list", test_list);
  g_test_add_func ("/station-printers/address-alone", test_address_alone);
  g_test_add_func ("/station-printers/refused", test_refused);
  g_test_add_func ("/station-printers/out-of-labels", test_out_of_labels);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// Print runs on printers that speak ZPL or TSPL themselves: what the ledger says is what came out.
#include "station-fixture.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-render.h"
#include "suima-station-private.h"

#include "fake-device.h"
#include <string.h>

#define PRODUCT "智利车厘子 JJJ"

/* A station with a delivery, and a printer. */
typedef struct
{
  Fixture *fixture;
  FakeDevice *device;
  gint64 batch_id;
  char *uri;
  gint64 seen_us;  /* how long after the fault it was told */
  guint n_told;    /* how often the fault was told */
  guint most_told; /* the largest count of printed labels that was told */
} Shop;

static Shop *
shop_new (gboolean is_tspl, const char *more)
{
  Shop *shop = g_new0 (Shop, 1);

  shop->fixture = fixture_new ();
  suima_import_free (fixture_import (shop->fixture, "fruit-delivery.csv"));
  shop->batch_id = fixture_find_batch (shop->fixture, PRODUCT);
  shop->device = fake_device_start (is_tspl);
  shop->uri = fake_device_dup_uri (shop->device, more);
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

/* The person at the printer: puts in a roll when the screen says so. */
static void
mend_when_told_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Shop *shop = user_data;

  shop->most_told = MAX (shop->most_told, progress->printed);
  if (g_strcmp0 (progress->condition, "media-empty") != 0)
    return;
  if (shop->n_told++ == 0)
    shop->seen_us = g_get_monotonic_time () - fake_device_get_fault_time (shop->device);
  fake_device_mend (shop->device);
}

static SuimaPrintResult *
print (Shop *shop, guint count, const char *template_id, GError **error)
{
  SuimaPrintRequest request = {
    .batch_id = shop->batch_id,
    .count = count,
    .template_id = template_id,
    .printer = shop->uri,
  };

  return suima_station_print (shop->fixture->handle, &request, mend_when_told_cb, shop, NULL,
                              error);
}

/* Label by label, in order, the very dots that were drawn for the item. */
static void
assert_labels (Shop *shop, GPtrArray *items, guint count, const char *template_id, guint dpi)
{
  SuimaStation *station = shop->fixture->handle;
  g_autoptr (GPtrArray) labels = fake_device_dup_labels (shop->device);
  g_autoptr (SuimaTemplate) template = suima_station_get_template (station, template_id, NULL);
  g_autoptr (SuimaBatchCard) card = fixture_get_card (shop->fixture, PRODUCT);
  g_autoptr (SuimaRenderer) renderer = suima_renderer_new (dpi);

  g_assert_cmpuint (labels->len, ==, count);
  for (guint i = 0; i < count; i++)
    {
      SuimaItem *item = items->pdata[i];
      const SuimaRaster *got = labels->pdata[i];
      g_autofree char *read = suima_decode_qr (got);
      g_autoptr (SuimaRaster) drawn = NULL;

      g_assert_cmpstr (read, ==, item->uri);
      item->copies = 0;
      drawn = suima_station_draw_item (station, renderer, template, card->batch, item, NULL);
      g_assert_nonnull (drawn);
      g_assert_cmpmem (got->bits, got->height_dots * got->stride_bytes, drawn->bits,
                       drawn->height_dots * drawn->stride_bytes);
    }
}

static void
assert_result (const SuimaPrintResult *result, guint printed, guint in_doubt, guint voided)
{
  g_assert_cmpuint (result->printed, ==, printed);
  g_assert_cmpuint (result->in_doubt, ==, in_doubt);
  g_assert_cmpuint (result->voided, ==, voided);
}

static void
test_hundred (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = print (shop, 100, "40x30", &error);

  g_assert_no_error (error);
  g_assert_no_error (result->problem);
  assert_result (result, 100, 0, 0);
  assert_labels (shop, result->items, 100, "40x30", 203);
}

/* A second caller would get no answer: the card says what the run sees. */
static void
ask_meanwhile_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Shop *shop = user_data;
  g_autoptr (SuimaPrinterCard) card = suima_station_get_printer (shop->fixture->handle, NULL);

  g_assert_true (card->is_there);
  g_assert_cmpstr (card->condition, ==, progress->condition ? progress->condition : "processing");
  shop->n_told++;
}

static void
test_card_meanwhile (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "");
  SuimaPrintRequest request = { .batch_id = shop->batch_id, .count = 3 };
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (SuimaPrinterCard) card = NULL;
  g_autoptr (GError) error = NULL;

  g_free (shop->fixture->handle->config->printer);
  shop->fixture->handle->config->printer = g_strdup (shop->uri);
  result = suima_station_print (shop->fixture->handle, &request, ask_meanwhile_cb, shop, NULL,
                                &error);
  g_assert_no_error (error);
  assert_result (result, 3, 0, 0);
  g_assert_cmpuint (shop->n_told, >, 0);
  card = suima_station_get_printer (shop->fixture->handle, NULL);
  g_assert_true (card->is_there);
  g_assert_cmpstr (card->condition, ==, "idle");
}

static void
test_signed_300 (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "&dpi=300&turn=180&darkness=10");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = print (shop, 21, "60x40", &error);

  g_assert_no_error (error);
  assert_result (result, 21, 0, 0);
  assert_labels (shop, result->items, 21, "60x40", 300);
}

/* The roll ends in the second of five jobs. */
static void
test_media_empty (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;

  fake_device_set_pace (shop->device, 5);
  fake_device_fail_at (shop->device, 33, FAKE_MEDIA_OUT);
  result = print (shop, 100, "40x30", &error);
  g_assert_no_error (error);
  g_assert_no_error (result->problem);
  g_assert_cmpuint (shop->n_told, >, 0);
  g_assert_cmpint (shop->seen_us, <, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (shop->most_told, ==, 100);
  assert_result (result, 100, 0, 0);
  assert_labels (shop, result->items, 100, "40x30", 203);
}

/* The power fails at label 47: of the job of 41 to 60 nobody knows, the rest was never sent. */
static void
test_reset (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  const SuimaItem *last;

  fake_device_reset_at (shop->device, 47);
  result = print (shop, 100, "40x30", &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  assert_result (result, 40, 20, 40);
  for (guint i = 0; i < 100; i++)
    {
      const SuimaItem *item = result->items->pdata[i];
      g_assert_cmpint (item->state, ==,
                       i < 40   ? SUIMA_ITEM_PRINTED
                       : i < 60 ? SUIMA_ITEM_IN_DOUBT
                                : SUIMA_ITEM_VOID);
    }
  assert_labels (shop, result->items, 46, "40x30", 203);
  last = result->items->pdata[45];
  settled = suima_station_settle (shop->fixture->handle, result->run_id, last->uri, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpint (((SuimaItem *)settled->pdata[i])->state, ==,
                     i < 46 ? SUIMA_ITEM_PRINTED : SUIMA_ITEM_VOID);
}

/* A reset is seen at once, even with all bytes handed over; the next run goes on with new serials,
 * on the same printer. */
static void
test_after_reset (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) first = NULL;
  g_autoptr (SuimaPrintResult) second = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  gint64 start_us = g_get_monotonic_time ();

  fake_device_reset_at (shop->device, 3);
  first = print (shop, 5, "40x30", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 10 * G_TIME_SPAN_SECOND);
  assert_result (first, 0, 5, 0);
  second = print (shop, 5, "40x30", &error);
  g_assert_no_error (error);
  assert_result (second, 5, 0, 0);
  labels = fake_device_dup_labels (shop->device);
  g_assert_cmpuint (labels->len, ==, 7);
  for (guint i = 0; i < 5; i++)
    {
      const SuimaItem *item = second->items->pdata[i];
      g_autofree char *read = suima_decode_qr (labels->pdata[2 + i]);
      g_assert_cmpstr (read, ==, item->uri);
    }
}

typedef struct
{
  Shop *shop;
  GCancellable *cancellable;
} Stopper;

static void
stop_late_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  Stopper *stopper = user_data;

  if (fake_device_count (stopper->shop->device) >= 18)
    g_cancellable_cancel (stopper->cancellable);
}

/* Stopped on request: a job that takes its time on a printer that does not count comes to its end.
 */
static void
test_stopped (void)
{
  g_autoptr (Shop) shop = shop_new (TRUE, "");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stopper stopper = { shop, cancellable };
  SuimaPrintRequest request = {
    .batch_id = shop->batch_id, .count = 40, .template_id = "40x30", .printer = shop->uri
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;

  fake_device_set_pace (shop->device, 300);
  result = suima_station_print (shop->fixture->handle, &request, stop_late_cb, &stopper,
                                cancellable, &error);
  g_assert_no_error (error);
  g_assert_error (result->problem, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_result (result, 20, 0, 20);
  assert_labels (shop, result->items, 20, "40x30", 203);
}

/* A printer that never answers costs no serial. */
static void
test_mute (void)
{
  g_autoptr (Shop) shop = shop_new (FALSE, "");
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  fake_device_set_mute (shop->device, TRUE);
  g_assert_null (print (shop, 5, "40x30", &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 7 * G_TIME_SPAN_SECOND);
  g_clear_error (&error);
  items = suima_station_list_items (shop->fixture->handle, shop->batch_id, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 0);
}

/* What cannot be asked is believed when all went in order, and doubted when it did not. */
static void
test_not_asked (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "&status=none");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = NULL;

  fake_device_set_mute (shop->device, TRUE);
  fake_device_reset_at (shop->device, 25);
  result = print (shop, 60, "40x30", &error);
  g_assert_no_error (error);
  assert_result (result, 20, 20, 20);
  assert_labels (shop, result->items, 24, "40x30", 203);
}

static void
test_reprint (gconstpointer is_tspl)
{
  g_autoptr (Shop) shop = shop_new (GPOINTER_TO_INT (is_tspl), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPrintResult) result = print (shop, 1, "40x30", &error);
  const SuimaItem *item;
  g_autoptr (SuimaItem) again = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  item = result->items->pdata[0];
  again = suima_station_reprint (shop->fixture->handle, item->uri, "torn", shop->uri, NULL, &error);
  g_assert_no_error (error);
  labels = fake_device_dup_labels (shop->device);
  g_assert_cmpuint (labels->len, ==, 2);
  read = suima_decode_qr (labels->pdata[1]);
  g_assert_cmpstr (read, ==, item->uri);
}

static void
add_both (const char *name, GTestDataFunc func)
{
  g_autofree char *zpl = g_strconcat ("/station-device/zpl/", name, NULL);
  g_autofree char *tspl = g_strconcat ("/station-device/tspl/", name, NULL);

  g_test_add_data_func (zpl, GINT_TO_POINTER (FALSE), func);
  g_test_add_data_func (tspl, GINT_TO_POINTER (TRUE), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_both ("hundred", test_hundred);
  add_both ("card-meanwhile", test_card_meanwhile);
  add_both ("signed-300", test_signed_300);
  add_both ("media-empty", test_media_empty);
  add_both ("reset", test_reset);
  add_both ("after-reset", test_after_reset);
  add_both ("not-asked", test_not_asked);
  add_both ("reprint", test_reprint);
  g_test_add_func ("/station-device/stopped", test_stopped);
  g_test_add_func ("/station-device/mute", test_mute);
  return g_test_run ();
}

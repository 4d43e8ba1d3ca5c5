// SPDX-License-Identifier: Apache-2.0
#include "run-shop.h"

RunShop *
run_shop_new (void)
{
  RunShop *shop = g_new0 (RunShop, 1);

  shop->fixture = fixture_new ();
  suima_import_free (fixture_import (shop->fixture, "fruit-delivery.csv"));
  shop->batch_id = fixture_find_batch (shop->fixture, RUN_SHOP_PRODUCT);
  shop->device = fake_device_start (FALSE);
  shop->uri = fake_device_dup_uri (shop->device, "");
  return shop;
}

void
run_shop_free (RunShop *shop)
{
  fake_device_free (shop->device);
  fixture_free (shop->fixture);
  g_free (shop->uri);
  g_free (shop->condition);
  g_free (shop);
}

void
run_shop_mend_cb (const SuimaPrintProgress *progress, gpointer user_data)
{
  RunShop *shop = user_data;
  gint64 fault_us = fake_device_get_fault_time (shop->device);

  if (progress->condition == NULL || fault_us == 0)
    return;
  if (shop->condition == NULL)
    shop->seen_us = g_get_monotonic_time () - fault_us;
  g_free (shop->condition);
  shop->condition = g_strdup (progress->condition);
  fake_device_mend (shop->device);
}

SuimaPrintResult *
run_shop_print (RunShop *shop, guint count, const SuimaPrintRequest *more)
{
  SuimaPrintRequest request = more ? *more : (SuimaPrintRequest){ 0 };
  g_autoptr (GError) error = NULL;
  SuimaPrintResult *result;

  request.batch_id = shop->batch_id;
  request.count = count;
  request.printer = shop->uri;
  if (request.template_id == NULL)
    request.template_id = "40x30";
  result = suima_station_print (shop->fixture->handle, &request, run_shop_mend_cb, shop, NULL,
                                &error);
  g_assert_no_error (error);
  return result;
}

SuimaPrintResult *
run_shop_break (RunShop *shop, guint count, guint at)
{
  SuimaPrintResult *result;

  fake_device_reset_at (shop->device, at);
  result = run_shop_print (shop, count, NULL);
  g_assert_nonnull (result->problem);
  return result;
}

SuimaItemState
run_shop_get_state (RunShop *shop, const SuimaItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaLookup) lookup =
      suima_station_scan_text (shop->fixture->handle, item->serial, &error);

  g_assert_no_error (error);
  return lookup->item->state;
}

char *
run_shop_dup_last_event (RunShop *shop, const SuimaItem *item)
{
  g_autoptr (SuimaItemTrace) trace =
      suima_station_trace (shop->fixture->handle, item->uri, SUIMA_TRACE_BACK, NULL);

  g_assert_cmpuint (trace->steps->len, >, 0);
  return g_strdup (((SuimaTraceStep *)trace->steps->pdata[trace->steps->len - 1])->body);
}

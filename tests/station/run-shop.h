// SPDX-License-Identifier: Apache-2.0
// A station with a delivery and a label printer on loopback.
#pragma once

#include "fake-device.h"
#include "station-fixture.h"

#define RUN_SHOP_PRODUCT "智利车厘子 JJJ"

typedef struct
{
  Fixture *fixture;
  FakeDevice *device;
  gint64 batch_id;
  char *uri;
  char *condition; /* the last fault that a run told */
  gint64 seen_us;  /* how long after the fault it was told first */
} RunShop;

RunShop *run_shop_new (void);
void run_shop_free (RunShop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunShop, run_shop_free)

/** run_shop_mend_cb: A SuimaPrintProgressFunc: notes the fault and mends it. */
void run_shop_mend_cb (const SuimaPrintProgress *progress, gpointer user_data);

/** run_shop_print: Prints on the device; what of @more is set holds besides. */
SuimaPrintResult *run_shop_print (RunShop *shop, guint count, const SuimaPrintRequest *more);

/** run_shop_break: A run of @count labels in which the power of the printer fails at label @at. */
SuimaPrintResult *run_shop_break (RunShop *shop, guint count, guint at);

/** run_shop_get_state: Returns: the state of an item now. */
SuimaItemState run_shop_get_state (RunShop *shop, const SuimaItem *item);

/** run_shop_dup_last_event: Returns: (transfer full): the body of the item's newest event. */
char *run_shop_dup_last_event (RunShop *shop, const SuimaItem *item);

// SPDX-License-Identifier: Apache-2.0
// Boxes become pieces, carcasses cuts, lots mixtures; nothing is lost without a word.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-stock.h"
#include "suima-station-transform.h"

static const char sheet[] =
    "品名,批号,产地,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号\n"
    "智利车厘子,A1,智利,2026-11-10,2026-12-20,20,箱,南美果业,440120261234561\n"
    "秘鲁蓝莓,B1,秘鲁,2026-11-12,2026-12-05,30,kg,安第斯果业,440120261234562\n"
    "越南火龙果,C1,越南,2026-11-12,2026-12-10,40,斤,友谊关果业,440120261234563\n";

static Fixture *
new_with_goods (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  return fixture;
}

static void
assert_balance (Fixture *fixture, gint64 batch_id, gint64 on_hand_milli, gint64 transformed_milli)
{
  g_autoptr (SuimaBatchStock) stock = suima_station_get_stock (fixture->handle, batch_id, NULL);

  g_assert_cmpint (suima_balance_get_difference (&stock->balance), ==, 0);
  g_assert_cmpint (stock->balance.on_hand, ==, on_hand_milli);
  g_assert_cmpint (stock->balance.transformed, ==, transformed_milli);
}

/* A box of 24 punnets: its label is split, the pieces know it as their parent. */
static void
test_split (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 batch_id = fixture_find_batch (fixture, "智利车厘子");
  g_autoptr (GPtrArray) boxes = fixture_issue (fixture, batch_id, 2, FALSE), pieces = NULL;
  const char *codes[] = { ((SuimaItem *)boxes->pdata[0])->uri, NULL };
  SuimaTransformRequest request = { .kind = SUIMA_TRANSFORM_SPLIT,
                                    .codes = codes,
                                    .unit = "盒",
                                    .input_milli = 24000,
                                    .output_milli = 23000,
                                    .product = "智利车厘子（盒）",
                                    .expiry = SUIMA_DAY_NONE };
  g_autoptr (SuimaItemTrace) back = NULL, forward = NULL;
  g_autoptr (GError) error = NULL;
  gint64 made_id;

  g_assert_cmpint (suima_station_transform (fixture->handle, &request, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID); /* where is the 24th? */
  g_clear_error (&error);
  request.loss_reason = "压坏一盒";
  made_id = suima_station_transform (fixture->handle, &request, &error);
  g_assert_no_error (error);
  assert_balance (fixture, batch_id, 19000, 1000);
  assert_balance (fixture, made_id, 23000, 0);
  pieces = fixture_issue (fixture, made_id, 3, FALSE);
  back = suima_station_trace (fixture->handle, ((SuimaItem *)pieces->pdata[2])->uri,
                              SUIMA_TRACE_BACK, &error);
  g_assert_cmpuint (back->parents->len, ==, 1);
  g_assert_cmpstr (((SuimaItem *)back->parents->pdata[0])->uri, ==, codes[0]);
  g_assert_cmpint (((SuimaItem *)back->parents->pdata[0])->state, ==, SUIMA_ITEM_SPLIT);
  forward = suima_station_trace (fixture->handle, codes[0], SUIMA_TRACE_FORWARD, &error);
  g_assert_cmpuint (forward->children->len, ==, 3);
  g_assert_cmpint (suima_station_transform (fixture->handle, &request, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED); /* a box is split once */
}

/* Two lots in a tray: both origins, the shorter life, every paper. */
static void
test_mix (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 blueberries = fixture_find_batch (fixture, "秘鲁蓝莓");
  gint64 pitayas = fixture_find_batch (fixture, "越南火龙果");
  const SuimaTransformPart parts[] = { { blueberries, 3000 }, { pitayas, 4000 } };
  SuimaTransformRequest request = { .kind = SUIMA_TRANSFORM_MIX,
                                    .parts = parts,
                                    .n_parts = 2,
                                    .unit = "kg",
                                    .output_milli = 4900,
                                    .loss_reason = "修整",
                                    .product = "缤纷果盘",
                                    .expiry = SUIMA_DAY_NONE };
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (SuimaTransformation) made = NULL;
  g_autoptr (GPtrArray) parents = NULL, children = NULL;
  g_autoptr (GError) error = NULL;
  gint64 made_id = suima_station_transform (fixture->handle, &request, &error);

  g_assert_no_error (error);
  card = suima_station_get_batch (fixture->handle, made_id, NULL);
  g_assert_cmpstr (card->batch->origin, ==, "秘鲁、越南");
  g_assert_cmpstr (card->batch->papers[SUIMA_PAPER_INSPECTION], ==,
                   "440120261234562、440120261234563");
  g_assert_cmpint (card->batch->expiry, ==, suima_day_new (2026, 12, 5));
  made = suima_station_find_transformation (fixture->handle, made_id, NULL);
  g_assert_cmpint (made->input_milli, ==, 5000); /* 3 kg and 4 斤 */
  g_assert_cmpint (made->loss_milli, ==, 100);
  assert_balance (fixture, blueberries, 27000, 3000);
  assert_balance (fixture, pitayas, 36000, 4000);
  parents = suima_station_list_related (fixture->handle, made_id, SUIMA_TRACE_BACK, NULL);
  children = suima_station_list_related (fixture->handle, pitayas, SUIMA_TRACE_FORWARD, NULL);
  g_assert_cmpuint (parents->len, ==, 2);
  g_assert_cmpuint (children->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/transform/split", test_split);
  g_test_add_func ("/station/transform/mix", test_mix);
  return g_test_run ();
}

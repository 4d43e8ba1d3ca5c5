// SPDX-License-Identifier: Apache-2.0
// Goods that were called back before they came: locked as they come, by each of the marks.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-adopt.h"
#include "suima-station-carton.h"
#include "suima-station-papers.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-store-stock.h"

#include <string.h>

#define HEADER                                                                                     \
  "品名,批号,原产国,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号,境外生产企业注册编号\n"
#define SHRIMP                                                                                     \
  "冷冻厄瓜多尔白虾,EC-9,厄瓜多尔,2026-03-20,2027-03-20,10,箱,海鲜进口,440120261234569,"           \
  "CECUX24000000000009\n"
#define CHERRY "智利车厘子,CL-9,智利,2026-11-10,2026-12-20,20,箱,南美果业,440120261234560,\n"

static char **
new_list (const char *text)
{
  const char *list[] = { text, NULL };

  return g_strdupv ((char **)list);
}

static SuimaRecallCriteria *
new_lot (const char *lot)
{
  SuimaRecallCriteria *criteria = suima_recall_criteria_new ();

  criteria->lots = new_list (lot);
  return criteria;
}

/* Takes @criteria. */
static gint64
open_recall (Fixture *fixture, SuimaRecallCriteria *criteria)
{
  SuimaRecallRequest request = { .title = "白虾阳性", .recall_class = 1, .criteria = criteria };
  g_autoptr (GError) error = NULL;
  gint64 id = suima_station_open_recall (fixture->handle, &request, &error);

  g_assert_no_error (error);
  suima_recall_criteria_free (criteria);
  return id;
}

static guint
count_hits (Fixture *fixture, gint64 recall_id)
{
  g_autoptr (SuimaRecallCard) card = suima_station_get_recall (fixture->handle, recall_id, NULL);

  return card->list->hits->len;
}

static guint
count_events (Fixture *fixture, int kind)
{
  g_autoptr (GPtrArray) events = suima_store_get_events (fixture->handle->store, 0, 1000, NULL);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += ((SuimaStoredEvent *)events->pdata[i])->kind == kind;
  return n;
}

static gboolean
is_locked (Fixture *fixture, gint64 batch_id)
{
  g_autofree char *lock = suima_store_get_lock_of (fixture->handle->store, batch_id, "recall", NULL);

  return lock != NULL;
}

static gboolean
is_sold (Fixture *fixture, gint64 batch_id)
{
  SuimaMove move = { .kind = SUIMA_EVENT_SELL, .batch_id = batch_id, .quantity_milli = 1000,
                     .price_fen = -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaMoveResult) result = suima_station_move (fixture->handle, &move, &error);

  if (result == NULL)
    g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_BLOCKED);
  return result != NULL;
}

static void
check_replay (Fixture *fixture)
{
  g_autofree char *difference = NULL;

  g_assert_true (suima_station_replay (fixture->handle, &difference, NULL));
  g_assert_cmpstr (difference, ==, NULL);
}

static SuimaRecallCriteria *
new_plant (void)
{
  SuimaRecallCriteria *criteria = suima_recall_criteria_new ();

  criteria->country = g_strdup ("EC");
  criteria->product = g_strdup ("白虾");
  criteria->plants = new_list ("CECUX24000000000009");
  suima_day_parse ("2026-03-12", &criteria->from, NULL);
  suima_day_parse ("2026-03-31", &criteria->to, NULL);
  return criteria;
}

static SuimaRecallCriteria *
new_paper (void)
{
  SuimaRecallCriteria *criteria = suima_recall_criteria_new ();

  criteria->papers = new_list ("440120261234569");
  return criteria;
}

/* The lot, the paper, and country, plant, product and day: nothing is here when the recall opens, the
 * sheet comes after it. */
static void
test_import (gconstpointer user_data)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  const char *mark = user_data;
  SuimaRecallCriteria *criteria = strcmp (mark, "lot") == 0     ? new_lot ("EC-9")
                                  : strcmp (mark, "paper") == 0 ? new_paper ()
                                                                : new_plant ();
  gint64 recall_id = open_recall (fixture, criteria), shrimp, cherry;
  g_autoptr (SuimaImport) import = NULL, again = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  const SuimaImportProblem *note;

  g_assert_cmpuint (count_hits (fixture, recall_id), ==, 0);
  import = fixture_import_text (fixture, "late.csv", HEADER CHERRY SHRIMP);
  g_assert_cmpuint (import->batches, ==, 2);
  g_assert_cmpuint (import->recalled, ==, 1);
  note = import->notes->pdata[0];
  g_assert_cmpuint (import->notes->len, ==, 1);
  g_assert_cmpstr (note->code, ==, "recalled");
  g_assert_cmpuint (note->row, ==, 3);
  g_assert_nonnull (strstr (note->message, "EC-9"));
  g_assert_nonnull (strstr (note->message, "白虾阳性"));
  shrimp = fixture_find_batch (fixture, "冷冻厄瓜多尔白虾");
  cherry = fixture_find_batch (fixture, "智利车厘子");
  g_assert_true (is_locked (fixture, shrimp));
  g_assert_false (is_locked (fixture, cherry));
  g_assert_cmpuint (count_hits (fixture, recall_id), ==, 1);
  g_assert_cmpuint (count_events (fixture, SUIMA_EVENT_RECALL), ==, 1);
  card = fixture_get_card (fixture, "冷冻厄瓜多尔白虾");
  g_assert_cmpint (card->status, ==, SUIMA_BATCH_BLOCKED);
  g_assert_nonnull (fixture_find_finding (card, "lock/recall"));
  g_assert_false (is_sold (fixture, shrimp));
  g_assert_true (is_sold (fixture, cherry));
  again = fixture_import_text (fixture, "again.csv", HEADER CHERRY SHRIMP);
  g_assert_cmpuint (again->recalled, ==, 0);
  g_assert_cmpuint (count_events (fixture, SUIMA_EVENT_RECALL), ==, 1);
  check_replay (fixture);
}

/* The paper comes after the goods, the recall in between. */
static void
test_paper_added (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaImport) import = fixture_import_text (fixture, "goods.csv", HEADER CHERRY);
  gint64 cherry = fixture_find_batch (fixture, "智利车厘子");
  gint64 recall_id = open_recall (fixture, new_paper ());
  SuimaDocument document = { .kind = SUIMA_PAPER_DISINFECTION, .number = (char *)"440120261234569",
                             .issued = SUIMA_DAY_NONE, .valid_to = SUIMA_DAY_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaDocument) paper =
      suima_station_add_paper (fixture->handle, &document, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (is_locked (fixture, cherry));
  g_assert_true (
      suima_station_use_paper (fixture->handle, paper->id, cherry, 0, "赵小六", &error));
  g_assert_no_error (error);
  g_assert_true (is_locked (fixture, cherry));
  g_assert_cmpuint (count_hits (fixture, recall_id), ==, 1);
  check_replay (fixture);
}

static void
adopt (Fixture *fixture, gint64 batch_id, const char *code)
{
  const char *codes[] = { code, NULL };
  SuimaAdoption adoption = { .codes = codes, .batch_id = batch_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = suima_station_adopt (fixture->handle, &adoption, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
}

/* A supplier's code was called back; the box that bears it comes later, and its batch with it. Codes
 * that goods of a recall get later are told to the others, too. */
static void
test_code (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  SuimaRecallCriteria *criteria = suima_recall_criteria_new ();
  g_autoptr (SuimaImport) import = NULL;
  g_autoptr (SuimaRecallList) list = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;
  gint64 recall_id, cherry, shrimp;

  criteria->code = g_strdup ("(01)06901234567892(10)EC9(21)BOX1");
  list = suima_station_find_recall (fixture->handle, criteria, &error);
  g_assert_null (list);
  g_clear_error (&error);
  recall_id = open_recall (fixture, criteria);
  import = fixture_import_text (fixture, "late.csv", HEADER CHERRY SHRIMP);
  g_assert_cmpuint (import->recalled, ==, 0);
  cherry = fixture_find_batch (fixture, "智利车厘子");
  shrimp = fixture_find_batch (fixture, "冷冻厄瓜多尔白虾");
  adopt (fixture, shrimp, "(01)06901234567892(10)EC9(21)BOX1");
  g_assert_true (is_locked (fixture, shrimp));
  g_assert_false (is_locked (fixture, cherry));
  g_assert_cmpuint (count_hits (fixture, recall_id), ==, 1);
  g_assert_cmpuint (count_events (fixture, SUIMA_EVENT_RECALL), ==, 2); /* the batch, its code */
  adopt (fixture, shrimp, "(01)06901234567892(10)EC9(21)BOX2");
  g_assert_cmpuint (count_events (fixture, SUIMA_EVENT_RECALL), ==, 3);
  lookup = suima_station_scan_text (fixture->handle, "(01)06901234567892(10)EC9(21)BOX2", &error);
  g_assert_cmpstr (lookup->verdict, ==, "recalled");
  check_replay (fixture);
}

/* Received by the codes of the cartons, and what is still to come. */
static void
test_carton (gconstpointer user_data)
{
  gboolean is_expected = user_data != NULL;
  g_autoptr (Fixture) fixture = fixture_new ();
  gint64 recall_id = open_recall (fixture, new_lot ("EC9"));
  const char *codes[] = { "(01)06901234567892(10)EC9(21)BOX1", "(01)06901234567892(10)OK1", NULL };
  SuimaCartonReceipt receipt = { .codes = codes, .product = "白虾", .supplier = "海鲜进口",
                                 .is_expected = is_expected };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) batches = suima_station_receive_cartons (fixture->handle, &receipt, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2);
  g_assert_true (is_locked (fixture, g_array_index (batches, gint64, 0)));
  g_assert_false (is_locked (fixture, g_array_index (batches, gint64, 1)));
  g_assert_cmpuint (count_hits (fixture, recall_id), ==, 1);
  check_replay (fixture);
}

/* Closed, it goes on; a late batch opens it again. Lifted or rehearsed, nothing is locked. */
static void
test_closed (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (SuimaRecallCriteria) rehearsed = new_lot ("CL-9");
  gint64 closed = open_recall (fixture, new_lot ("EC-9"));
  gint64 lifted = open_recall (fixture, new_lot ("CL-9"));
  SuimaRecallRequest rehearsal = { .title = "演练", .recall_class = 3, .criteria = rehearsed,
                                   .is_rehearsal = TRUE };
  g_autoptr (SuimaImport) import = NULL;
  g_autoptr (SuimaRecallCard) card = NULL, still = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (suima_station_open_recall (fixture->handle, &rehearsal, &error), ==, 0);
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (suima_station_close_recall (fixture->handle, closed, &error));
  g_assert_true (suima_station_lift_recall (fixture->handle, lifted, "检错", "李四", &error));
  g_assert_no_error (error);
  import = fixture_import_text (fixture, "late.csv", HEADER CHERRY SHRIMP);
  g_assert_cmpuint (import->recalled, ==, 1);
  g_assert_false (is_locked (fixture, fixture_find_batch (fixture, "智利车厘子")));
  card = suima_station_get_recall (fixture->handle, closed, &error);
  g_assert_cmpint (card->recall->closed_us, ==, 0);
  g_assert_cmpuint (card->list->hits->len, ==, 1);
  still = suima_station_get_recall (fixture->handle, lifted, &error);
  g_assert_cmpint (still->recall->closed_us, !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/station/recall-late/lot", "lot", test_import);
  g_test_add_data_func ("/station/recall-late/paper", "paper", test_import);
  g_test_add_data_func ("/station/recall-late/plant", "plant", test_import);
  g_test_add_func ("/station/recall-late/paper-added", test_paper_added);
  g_test_add_func ("/station/recall-late/code", test_code);
  g_test_add_data_func ("/station/recall-late/carton", NULL, test_carton);
  g_test_add_data_func ("/station/recall-late/carton-expected", "", test_carton);
  g_test_add_func ("/station/recall-late/closed", test_closed);
  return g_test_run ();
}

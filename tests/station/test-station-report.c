// SPDX-License-Identifier: Apache-2.0
// What has to be reported until when, by whom it counts as reported, and the file that is handed over.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-station-books.h"
#include "suima-station-correct.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-station-report.h"
#include "suima-station-stock.h"
#include "suima-store-market.h"
#include "suima-store-report.h"
#include "suima-words-report.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const char sheet[] =
    "品名,规格,批号,原产国,贮存条件,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号\n"
    "智利车厘子,5kg/箱,C1,智利,冷藏 0-4℃,2026-11-10,2026-12-20,20,箱,南沙进口,123456789012345\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,常温,2026-11-20,2026-12-20,20,箱,平湖果业,\n";

static void
receive (Fixture *fixture, const char *product)
{
  SuimaReceipt receipt = { .batch_id = fixture_find_batch (fixture, product), .person = "小李" };
  g_autoptr (GError) error = NULL;

  suima_station_receive (fixture->handle, &receipt, &error);
  g_assert_no_error (error);
}

static Fixture *
new_with_goods (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  receive (fixture, "智利车厘子");
  return fixture;
}

static SuimaReportSummary
get_summary (Fixture *fixture)
{
  SuimaReportSummary summary;
  g_autoptr (GError) error = NULL;

  suima_station_get_report_summary (fixture->handle, &summary, &error);
  g_assert_no_error (error);
  return summary;
}

static void
assert_counts (Fixture *fixture, guint due, guint late)
{
  SuimaReportSummary summary = get_summary (fixture);

  g_assert_cmpuint (summary.due, ==, due);
  g_assert_cmpuint (summary.late, ==, late);
}

/* The rule asks of imported goods in Guangdong, and of nothing else. */
static void
test_rule (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  SuimaReportSummary summary;

  receive (fixture, "平湖西瓜");
  summary = get_summary (fixture);
  g_assert_cmpuint (summary.due, ==, 1);
  g_assert_cmpuint (summary.due_today, ==, 0);
  g_assert_cmpint (summary.oldest_due_us, ==, fixture->now_us + 48 * G_TIME_SPAN_HOUR);
}

/* Through a restart, and past a clock that was set back. */
static void
test_clock (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 begun_us = fixture->now_us;
  SuimaReportSummary summary;
  g_autofree char *words = NULL;

  fixture->now_us += 39 * G_TIME_SPAN_HOUR;
  fixture_close (fixture);
  fixture_open (fixture);
  summary = get_summary (fixture);
  g_assert_cmpuint (summary.due_today, ==, 1); /* 01:00, and due at 10:00 */
  words = suima_words_report_summary (&summary);
  g_assert_nonnull (strstr (words, "9 h left"));
  fixture->now_us = begun_us + 48 * G_TIME_SPAN_HOUR + 1;
  assert_counts (fixture, 0, 1);
  fixture->now_us = 0; /* 1970 */
  summary = get_summary (fixture);
  g_assert_true (summary.is_clock_behind);
  g_assert_cmpuint (summary.due, ==, 1);
  g_assert_cmpint (summary.now_us, ==, begun_us);
}

/* What the hub acknowledged is reported; what it refused is not. */
static void
test_hub (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  SuimaStore *store = fixture->handle->store;
  g_autoptr (GPtrArray) duties = NULL, events = suima_store_get_events (store, 0, 1, NULL);
  const SuimaStoredEvent *first = g_ptr_array_index (events, 0);
  gint64 due_us;

  suima_store_refuse_outbox (store, first->event_id, "证号已被用完", NULL);
  suima_store_ack_outbox (store, 0, 0, fixture->now_us, NULL);
  assert_counts (fixture, 1, 0);
  duties = suima_station_list_open_reports (fixture->handle, NULL);
  g_assert_cmpstr (((SuimaReportDuty *)duties->pdata[0])->refusal, ==, "证号已被用完");
  fixture_close (fixture);
  fixture_run_sql (fixture, "DELETE FROM outbox_refused; INSERT INTO outbox VALUES (0)");
  fixture_open (fixture);
  fixture->now_us += 50 * G_TIME_SPAN_HOUR;
  g_assert_true (
      suima_store_ack_outbox (fixture->handle->store, 0, 0, fixture->now_us, NULL));
  assert_counts (fixture, 0, 0);
  g_clear_pointer (&duties, g_ptr_array_unref);
  duties = suima_station_list_reports (fixture->handle, suima_day_new (2026, 11, 22),
                                       suima_day_new (2026, 11, 22), NULL);
  g_assert_cmpuint (duties->len, ==, 1);
  g_assert_cmpint (suima_report_duty_get_state (duties->pdata[0], 0), ==, SUIMA_REPORT_DONE_LATE);
  due_us = ((SuimaReportDuty *)duties->pdata[0])->due_us;
  g_assert_cmpint (((SuimaReportDuty *)duties->pdata[0])->reported_us, >, due_us);
}

static void
test_late_reason (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *difference = NULL;

  g_assert_false (suima_station_explain_late (fixture->handle, 0, "断网", NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  fixture->now_us += 60 * G_TIME_SPAN_HOUR;
  g_assert_false (suima_station_explain_late (fixture->handle, 0, "  ", NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (suima_station_explain_late (fixture->handle, 9, "断网", NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  suima_station_explain_late (fixture->handle, 0, "断网三天", "小李", &error);
  g_assert_no_error (error);
  duties = suima_station_list_open_reports (fixture->handle, NULL);
  g_assert_cmpstr (((SuimaReportDuty *)duties->pdata[0])->late_reason, ==, "断网三天");
  assert_counts (fixture, 0, 1);
  g_assert_true (suima_station_replay (fixture->handle, &difference, NULL));
  g_assert_null (difference);
}

static void
change_byte (const char *path, const char *what)
{
  g_autofree char *text = NULL;
  gsize size_bytes;
  char *at;

  g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
  at = strstr (text, what);
  g_assert_nonnull (at);
  at[0] ^= 1;
  g_assert_true (g_file_set_contents (path, text, (gssize)size_bytes, NULL));
}

static void
test_file (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autofree char *path = fixture_dup_path (fixture, "report.json");
  g_autofree char *key = suima_station_dup_public_key (fixture->handle);
  g_autofree char *other = g_strdup (key);
  g_autoptr (SuimaReportFile) file = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_null (suima_station_export_report (fixture->handle, suima_day_new (2026, 11, 23), path,
                                              NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  file = suima_station_export_report (fixture->handle, suima_day_new (2026, 11, 22), path, "小李",
                                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->events, ==, 1);
  assert_counts (fixture, 0, 0);
  read = suima_report_file_check (path, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->last_seq, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "小李")); /* persons stay at home */
  other[0] = other[0] == 'a' ? 'b' : 'a';
  g_assert_null (suima_report_file_check (path, other, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
  g_clear_error (&error);
  change_byte (path, "南沙");
  g_assert_null (suima_report_file_check (path, key, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT);
}

/* A stick that cannot be written leaves nothing, and nothing counts as reported. */
static void
test_no_stick (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autofree char *path = fixture_dup_path (fixture, "not-there/report.json");
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_export_report (fixture->handle, suima_day_new (2026, 11, 22), path,
                                              NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  assert_counts (fixture, 1, 0);
}

/* More than one document holds: each is a file of its own, and none is left out. */
static void
test_parts (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autofree char *path = fixture_dup_path (fixture, "report.json");
  g_autofree char *second = fixture_dup_path (fixture, "report-2.json");
  g_autofree char *key = suima_station_dup_public_key (fixture->handle);
  g_autoptr (SuimaReportFile) file = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  gint64 batch_id = fixture_find_batch (fixture, "平湖西瓜");
  SuimaMove move = { .kind = SUIMA_EVENT_STORE, .batch_id = batch_id, .quantity_milli = 1000,
                     .to_place = "A", .price_fen = -1 };

  receive (fixture, "平湖西瓜");
  for (guint i = 0; i < 510; i++)
    {
      move.from_place = i == 0 ? "" : i % 2 == 0 ? "B" : "A";
      move.to_place = i % 2 == 0 ? "A" : "B";
      suima_move_result_free (suima_station_move (fixture->handle, &move, &error));
      g_assert_no_error (error);
    }
  file = suima_station_export_report (fixture->handle, suima_day_new (2026, 11, 1), path, NULL,
                                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->paths->len, ==, 2);
  g_assert_cmpuint (file->events, ==, 512);
  read = suima_report_file_check (second, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->first_seq, ==, 500);
  g_assert_cmpint (read->last_seq, ==, 511);
}

static void
test_day (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  SuimaMove move = { .kind = SUIMA_EVENT_WASTE, .quantity_milli = 3000, .reason = "烂了",
                     .price_fen = -1 };
  g_autoptr (SuimaMoveResult) result = NULL;
  g_autoptr (GPtrArray) flows = NULL;
  g_autofree char *words = NULL;
  guint unreported = 0;

  receive (fixture, "平湖西瓜");
  move.batch_id = fixture_find_batch (fixture, "平湖西瓜");
  result = suima_station_move (fixture->handle, &move, NULL);
  g_assert_nonnull (result);
  flows = suima_station_get_day_flows (fixture->handle, suima_day_new (2026, 11, 22), &unreported,
                                       NULL);
  words = suima_words_day_summary (flows, unreported);
  g_assert_cmpstr (words, ==, "In 40箱, out 3箱, on hand 37箱, not reported 1");
}

static SuimaReportState
get_state (Fixture *fixture, guint i)
{
  g_autoptr (GPtrArray) duties = suima_station_list_reports (
      fixture->handle, suima_day_new (2026, 11, 22), suima_day_new (2026, 11, 30), NULL);

  g_assert_cmpuint (duties->len, >, i);
  return suima_report_duty_get_state (duties->pdata[i], fixture->now_us);
}

static gint64
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 seq =
      suima_station_undo_receipt (fixture->handle, 0, "收错货", "小陈", NULL, &error);

  g_assert_no_error (error);
  return seq;
}

/* Not reported yet: nothing is due any more; received again, the clock begins anew. In the file stand
 * both, what was said and that it was wrong. */
static void
test_withdrawn (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autofree char *path = fixture_dup_path (fixture, "report.json"), *text = NULL;
  g_autofree char *key = suima_station_dup_public_key (fixture->handle);
  g_autoptr (SuimaReportFile) file = NULL, read = NULL;
  g_autoptr (SuimaToday) today = NULL;
  g_autoptr (GError) error = NULL;

  fixture->now_us += G_TIME_SPAN_HOUR;
  g_assert_cmpint (undo (fixture), ==, 1);
  assert_counts (fixture, 0, 0);
  today = suima_station_get_day_list (fixture->handle, NULL);
  g_assert_cmpuint (today->due + today->late, ==, 0);
  g_assert_cmpint (get_state (fixture, 0), ==, SUIMA_REPORT_WITHDRAWN);
  g_assert_false (suima_station_explain_late (fixture->handle, 0, "忘了", NULL, &error));
  g_clear_error (&error);
  receive (fixture, "智利车厘子");
  g_assert_cmpint (get_summary (fixture).oldest_due_us, ==,
                   fixture->now_us + 48 * G_TIME_SPAN_HOUR);
  assert_counts (fixture, 1, 0);
  file = suima_station_export_report (fixture->handle, suima_day_new (2026, 11, 22), path, NULL,
                                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->events, ==, 3);
  read = suima_report_file_check (path, key, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"reason\":\"did_not_occur\""));
  assert_counts (fixture, 0, 0);
}

/* Undone when it was late: nobody undoes that it was. */
static void
test_withdrawn_late (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autofree char *out = fixture_dup_path (fixture, "pack"), *path = NULL, *csv = NULL;
  g_autoptr (SuimaInspection) pack = NULL;
  SuimaMonth month;
  g_autoptr (GError) error = NULL;

  fixture->now_us += 49 * G_TIME_SPAN_HOUR;
  assert_counts (fixture, 0, 1);
  undo (fixture);
  assert_counts (fixture, 0, 0);
  g_assert_cmpint (get_state (fixture, 0), ==, SUIMA_REPORT_WITHDRAWN_LATE);
  g_assert_true (suima_station_explain_late (fixture->handle, 0, "忘了", NULL, &error));
  pack = suima_station_inspect (fixture->handle, suima_day_new (2026, 11, 22),
                                suima_day_new (2026, 11, 25), out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pack->late, ==, 1);
  path = g_build_filename (out, "late.csv", NULL);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "late, then undone"));
  memset (&month, 0, sizeof month);
  g_assert_true (suima_store_sum_month (fixture->handle->store, suima_day_new (2026, 11, 1),
                                        suima_day_new (2026, 12, 1), 0, G_MAXINT64, &month, NULL));
  g_assert_cmpuint (month.n_movements, ==, 1);
  g_assert_cmpuint (month.n_on_time, ==, 0);
}

/* Reported already: the undoing is a report of its own, with its own two days. */
static void
test_undone_after_report (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autoptr (GPtrArray) duties = NULL;
  const SuimaReportDuty *duty;
  gint64 seq;

  g_assert_true (suima_store_ack_outbox (fixture->handle->store, 0, 0, fixture->now_us, NULL));
  assert_counts (fixture, 0, 0);
  fixture->now_us += 5 * G_TIME_SPAN_HOUR;
  seq = undo (fixture);
  assert_counts (fixture, 1, 0);
  duties = suima_station_list_open_reports (fixture->handle, NULL);
  duty = duties->pdata[0];
  g_assert_cmpint (duty->seq, ==, seq);
  g_assert_cmpint (duty->kind, ==, SUIMA_EVENT_UNDO);
  g_assert_cmpint (duty->due_us, ==, fixture->now_us + 48 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (get_state (fixture, 0), ==, SUIMA_REPORT_DONE);
  fixture->now_us += 49 * G_TIME_SPAN_HOUR;
  assert_counts (fixture, 0, 1);
  g_assert_true (suima_store_ack_outbox (fixture->handle->store, seq, seq, fixture->now_us, NULL));
  assert_counts (fixture, 0, 0);
  g_assert_cmpint (get_state (fixture, 1), ==, SUIMA_REPORT_DONE_LATE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/rule", test_rule);
  g_test_add_func ("/report/clock", test_clock);
  g_test_add_func ("/report/hub", test_hub);
  g_test_add_func ("/report/late-reason", test_late_reason);
  g_test_add_func ("/report/file", test_file);
  g_test_add_func ("/report/no-stick", test_no_stick);
  g_test_add_func ("/report/parts", test_parts);
  g_test_add_func ("/report/day", test_day);
  g_test_add_func ("/station/report/withdrawn", test_withdrawn);
  g_test_add_func ("/station/report/withdrawn-late", test_withdrawn_late);
  g_test_add_func ("/station/report/undone-after-report", test_undone_after_report);
  return g_test_run ();
}

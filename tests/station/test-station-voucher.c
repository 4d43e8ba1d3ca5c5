// SPDX-License-Identifier: Apache-2.0
// From shop to shop: a voucher is made, printed, scanned, believed or not, and received.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-picture.h"
#include "suima-station-papers.h"
#include "suima-station-private.h"
#include "suima-station-stock.h"
#include "suima-station-voucher.h"
#include "suima-store-decision.h"
#include "suima-store-stock.h"

#include <string.h>

static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,供货商电话,承诺达标合格证编号\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,20,箱,平湖果业,13812345678,HGZ20261120-7K2M\n"
    "平湖番茄,散装,F1,浙江平湖,2026-11-20,2026-12-20,75.5,kg,平湖菜社,13812345678,HGZ20261120-8K2M\n";

static Fixture *
new_seller (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  return fixture;
}

/* One whose word has a 0 or a 1, which people say as letters. */
static Fixture *
new_seller_with_digits (void)
{
  for (;;)
    {
      g_autoptr (Fixture) seller = new_seller ();
      g_autofree char *word = suima_station_dup_check_word (seller->handle);
      if (strpbrk (word, "01") != NULL)
        return g_steal_pointer (&seller);
    }
}

static gint64
sell (Fixture *fixture, const char *product, gint64 quantity_milli, const char *buyer)
{
  SuimaMove move = {
    .kind = SUIMA_EVENT_ISSUE,
    .batch_id = fixture_find_batch (fixture, product),
    .quantity_milli = quantity_milli,
    .party = buyer,
    .price_fen = -1,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaMoveResult) result = suima_station_move (fixture->handle, &move, &error);

  g_assert_no_error (error);
  return g_array_index (result->seqs, gint64, 0);
}

static SuimaVoucherRecord *
make (Fixture *fixture, const gint64 *seqs, guint n_seqs)
{
  SuimaVoucherRequest request = { .seqs = seqs, .n_seqs = n_seqs, .person = "小陈" };
  g_autoptr (GError) error = NULL;
  SuimaVoucherRecord *record = suima_station_make_voucher (fixture->handle, &request, &error);

  g_assert_no_error (error);
  return record;
}

static SuimaVoucherRecord *
make_of_two (Fixture *fixture)
{
  gint64 seqs[2];

  seqs[0] = sell (fixture, "平湖西瓜", 5000, "好味饭店");
  seqs[1] = sell (fixture, "平湖番茄", 2500, "好味饭店");
  return make (fixture, seqs, 2);
}

static SuimaVoucherGoods *
receive (Fixture *fixture, const char *text, const char *word, GError **error)
{
  SuimaVoucherReceipt receipt = { .text = text, .check_word = word, .place = "2号柜", .person = "阿芳" };

  return suima_station_receive_voucher (fixture->handle, &receipt, error);
}

static void
assert_refused (Fixture *fixture, const char *text, const char *word, SuimaError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (receive (fixture, text, word, &error));
  g_assert_error (error, SUIMA_ERROR, (int)code);
}

static void
assert_verdict (Fixture *fixture, const char *text, const char *verdict)
{
  g_autoptr (SuimaLookup) lookup = suima_station_scan_text (fixture->handle, text, NULL);

  g_assert_cmpstr (suima_scan_kind_to_code (lookup->scan->kind), ==, "voucher");
  g_assert_cmpstr (lookup->verdict, ==, verdict);
}

static void
test_make (void)
{
  g_autoptr (Fixture) seller = new_seller ();
  g_autoptr (SuimaVoucherRecord) record = make_of_two (seller), second = NULL;
  gint64 other = sell (seller, "平湖番茄", 1000, "老王面馆");
  gint64 mixed[] = { other, sell (seller, "平湖番茄", 1000, "好味饭店") };
  gint64 receipt_seq = 0;
  const SuimaVoucherRequest two_buyers = { mixed, 2, NULL }, no_sale = { &receipt_seq, 1, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_suffix (record->number, "-PZ000001"));
  g_assert_cmpstr (record->party, ==, "好味饭店");
  g_assert_cmpuint (record->batches->len, ==, 2);
  g_assert_null (strstr (record->uri, "13812345678"));
  g_assert_null (strstr (record->body, "13812345678"));
  g_assert_nonnull (strstr (record->body, "HGZ20261120-7K2M"));
  assert_verdict (seller, record->uri, "voucher-ours");
  g_assert_null (suima_station_make_voucher (seller->handle, &two_buyers, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (suima_station_make_voucher (seller->handle, &no_sale, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  second = make (seller, &other, 1);
  g_assert_true (g_str_has_suffix (second->number, "-PZ000002"));
  g_clear_error (&error);
  g_assert_null (suima_station_make_voucher (seller->handle, &(SuimaVoucherRequest){ &other, 1, NULL },
                                             &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_EXISTS);
}

/* What was bought is sold on: the next voucher says nothing of the one before, and one batch is one
 * line of it; only one's own are printed. */
static void
test_onward (void)
{
  g_autoptr (Fixture) seller = new_seller (), buyer = fixture_new ();
  g_autoptr (SuimaVoucherRecord) record = make_of_two (seller), onward = NULL;
  g_autofree char *word = suima_station_dup_check_word (seller->handle);
  g_autofree char *picture = fixture_dup_path (buyer, "voucher.png");
  g_autoptr (SuimaVoucher) voucher = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seqs[2];

  suima_voucher_goods_free (receive (buyer, record->uri, word, &error));
  g_assert_no_error (error);
  seqs[0] = sell (buyer, "平湖西瓜", 1000, "老王面馆");
  seqs[1] = sell (buyer, "平湖西瓜", 2500, "老王面馆");
  onward = make (buyer, seqs, 2);
  g_assert_null (strstr (onward->body, record->number));
  g_assert_nonnull (strstr (onward->body, "HGZ20261120-7K2M"));
  voucher = suima_voucher_parse (onward->uri, NULL);
  g_assert_cmpuint (voucher->lines->len, ==, 1);
  g_assert_cmpint (((SuimaBatch *)voucher->lines->pdata[0])->quantity_milli, ==, 3500);
  g_assert_cmpint (voucher->day, ==, suima_station_get_today (buyer->handle));
  g_assert_false (suima_station_draw_voucher (buyer->handle, record->number, picture, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (suima_station_draw_voucher (buyer->handle, onward->number, picture, &error));
}

/* Nobody buys of nobody. */
static void
test_nameless (void)
{
  g_autoptr (Fixture) seller = new_seller ();
  gint64 seq = sell (seller, "平湖西瓜", 1000, "好味饭店");
  g_autoptr (GError) error = NULL;

  g_free (seller->handle->config->operator_name);
  seller->handle->config->operator_name = g_strdup ("");
  g_assert_null (suima_station_make_voucher (seller->handle,
                                             &(SuimaVoucherRequest){ &seq, 1, NULL }, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

/* The buyer asks for the word once; goods come in with their papers; the same again adds nothing. */
static void
test_receive (void)
{
  g_autoptr (Fixture) seller = new_seller_with_digits (), buyer = fixture_new ();
  g_autoptr (SuimaVoucherRecord) record = make_of_two (seller), later = NULL;
  g_autofree char *word = suima_station_dup_check_word (seller->handle);
  g_autofree char *spoken = g_strdelimit (g_strdelimit (g_ascii_strdown (word, -1), "0", 'o'), "1", 'l');
  g_autofree char *person = NULL;
  g_autoptr (GPtrArray) movements = NULL;
  g_autoptr (SuimaVoucherGoods) goods = NULL, again = NULL, more = NULL;
  g_autoptr (SuimaDocument) paper = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (SuimaBatchStock) stock = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  assert_verdict (buyer, record->uri, "voucher-new-seller");
  assert_refused (buyer, record->uri, NULL, SUIMA_ERROR_DENIED);
  assert_refused (buyer, record->uri, "AAAA-BBBB-CCCC", SUIMA_ERROR_DENIED);
  goods = receive (buyer, record->uri, spoken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (goods->batches->len, ==, 2);
  card = fixture_get_card (buyer, "平湖西瓜");
  g_assert_cmpstr (card->batch->supplier, ==, "果栏");
  g_assert_cmpstr (card->batch->papers[SUIMA_PAPER_CONFORMITY], ==, "HGZ20261120-7K2M");
  g_assert_cmpstr (card->batch->papers[SUIMA_PAPER_VOUCHER], ==, record->number);
  g_assert_null (card->batch->supplier_phone);
  stock = suima_station_get_stock (buyer->handle, card->batch->id, NULL);
  g_assert_cmpint (stock->balance.received, ==, 5000);
  g_assert_cmpstr (((SuimaStockLine *)stock->lines->pdata[0])->place, ==, "2号柜");
  paper = suima_station_find_paper (buyer->handle, SUIMA_PAPER_VOUCHER, record->number, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (paper->issuer, ==, "果栏");
  g_assert_cmpint (paper->issued, ==, suima_station_get_today (seller->handle));
  g_assert_cmpint (card->batch->arrival, ==, suima_station_get_today (buyer->handle));
  movements = suima_store_list_movements (
      buyer->handle->store, &(SuimaMovementFilter){ .batch_id = card->batch->id }, &error);
  g_assert_cmpuint (movements->len, ==, 1);
  g_assert_cmpstr (((SuimaMovement *)movements->pdata[0])->party, ==, "果栏");
  person = suima_store_get_person (buyer->handle->store,
                                   ((SuimaMovement *)movements->pdata[0])->seq, &error);
  g_assert_cmpstr (person, ==, "阿芳");
  assert_verdict (buyer, record->uri, "voucher-received");
  again = receive (buyer, record->uri, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (again->is_known);
  g_assert_cmpuint (again->batches->len, ==, 2);
  g_assert_cmpint (fixture_find_batch (buyer, "平湖西瓜"), ==, card->batch->id);
  seq = sell (seller, "平湖西瓜", 1000, "好味饭店");
  later = make (seller, &seq, 1);
  assert_verdict (buyer, later->uri, "voucher");
  more = receive (buyer, later->uri, NULL, &error); /* the key is known now */
  g_assert_no_error (error);
  g_assert_cmpuint (more->batches->len, ==, 1);
}

/* What was changed, and who pretends to be somebody else. */
static void
test_forged (void)
{
  g_autoptr (Fixture) seller = new_seller (), buyer = fixture_new (), thief = new_seller ();
  g_autoptr (SuimaVoucherRecord) record = make_of_two (seller), stolen = make_of_two (thief);
  g_autoptr (SuimaVoucher) voucher = suima_voucher_parse (record->uri, NULL);
  g_autofree char *word = suima_station_dup_check_word (seller->handle);
  g_autofree char *altered = NULL, *unsigned_uri = NULL, *pretended = NULL, *signed_uri = NULL;
  g_autofree char *cut = g_strndup (record->uri, strlen (record->uri) - 3);
  g_autoptr (SuimaVoucher) lie = suima_voucher_parse (stolen->uri, NULL);

  ((SuimaBatch *)voucher->lines->pdata[0])->quantity_milli = 50000;
  unsigned_uri = suima_voucher_to_uri (voucher, voucher->host, FALSE);
  assert_refused (buyer, unsigned_uri, word, SUIMA_ERROR_DENIED);
  altered = g_strdup_printf ("HTTPS://%s/V/%s/%s", voucher->host, voucher->signature,
                             strrchr (unsigned_uri, '/') + 1);
  assert_verdict (buyer, altered, "voucher-altered");
  assert_refused (buyer, altered, word, SUIMA_ERROR_DENIED);
  assert_verdict (buyer, cut, "malformed");
  assert_refused (buyer, cut, word, SUIMA_ERROR_INVALID);
  assert_refused (buyer, "6901234567892", word, SUIMA_ERROR_INVALID);
  assert_refused (seller, record->uri, NULL, SUIMA_ERROR_INVALID);
  suima_voucher_goods_free (receive (buyer, record->uri, word, NULL));
  memcpy (lie->public_key, voucher->public_key, sizeof lie->public_key);
  lie->station = voucher->station; /* the thief's key under the seller's number */
  lie->epoch = voucher->epoch;
  lie->number = 77;
  pretended = suima_voucher_to_uri (lie, lie->host, FALSE);
  signed_uri = suima_key_sign_voucher (thief->handle->key, pretended);
  assert_verdict (buyer, signed_uri, "voucher-altered");
  memcpy (lie->public_key, suima_key_get_public (thief->handle->key), sizeof lie->public_key);
  g_free (signed_uri);
  g_free (pretended);
  pretended = suima_voucher_to_uri (lie, lie->host, FALSE);
  signed_uri = suima_key_sign_voucher (thief->handle->key, pretended);
  assert_verdict (buyer, signed_uri, "voucher-other-key");
  assert_refused (buyer, signed_uri, word, SUIMA_ERROR_DENIED);
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Too much for the code: a short one on the paper, the lines in the seller's file. */
static void
test_short (void)
{
  g_autoptr (Fixture) seller = fixture_new (), buyer = fixture_new ();
  g_autoptr (GString) csv = g_string_new ("品名,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n");
  g_autofree char *file = fixture_dup_path (buyer, "voucher.txt");
  g_autofree char *picture = fixture_dup_path (buyer, "voucher.png");
  g_autofree char *others = fixture_dup_path (buyer, "other.txt");
  g_autofree char *word = suima_station_dup_check_word (seller->handle);
  g_autoptr (Fixture) other_seller = new_seller ();
  g_autoptr (SuimaVoucherRecord) record = NULL, other = make_of_two (other_seller), second = NULL;
  g_autofree char *forged = NULL;
  char *signature;
  gint64 second_seq;
  g_autoptr (SuimaBatchStock) stock = NULL;
  g_autoptr (SuimaVoucherGoods) goods = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;
  SuimaVoucherReceipt receipt = { .check_word = word, .is_expected = TRUE };
  gint64 seqs[20];

  for (guint i = 0; i < G_N_ELEMENTS (seqs); i++)
    g_string_append_printf (csv, "平湖本地小番茄第%u种,LOT2026-%u,浙江省嘉兴市平湖市,2026-11-20,"
                                 "2026-12-20,20,箱,平湖果业,HGZ20261120-%04u\n", i, i, 2222 + i);
  suima_import_free (fixture_import_text (seller, "many.csv", csv->str));
  for (guint i = 0; i < G_N_ELEMENTS (seqs); i++)
    {
      g_autofree char *product = g_strdup_printf ("平湖本地小番茄第%u种", i);
      seqs[i] = sell (seller, product, 1000, "好味饭店");
    }
  record = make (seller, seqs, G_N_ELEMENTS (seqs));
  suima_station_draw_voucher (seller->handle, record->number, picture, &error);
  g_assert_no_error (error);
  lookup = suima_station_scan_image (buyer->handle, picture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lookup->verdict, ==, "voucher-new-seller");
  receipt.text = lookup->scan->text;
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  suima_station_export_voucher (seller->handle, record->number, file, &error);
  g_assert_no_error (error);
  /* The file of another voucher, of another seller, with another signature, and one that is short. */
  second_seq = sell (seller, "平湖本地小番茄第0种", 1000, "好味饭店");
  second = make (seller, &second_seq, 1);
  write_file (others, second->uri);
  receipt.file = others;
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_clear_error (&error);
  forged = g_strdup (record->uri);
  signature = strstr (forged, "/V/") + 3;
  *signature = *signature == 'A' ? 'B' : 'A';
  write_file (others, forged);
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_clear_error (&error);
  write_file (others, other->uri);
  receipt.file = others;
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_clear_error (&error);
  write_file (others, receipt.text);
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_clear_error (&error);
  receipt.file = file;
  goods = suima_station_receive_voucher (buyer->handle, &receipt, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (goods->batches->len, ==, 20);
  stock = suima_station_get_stock (buyer->handle, g_array_index (goods->batches, gint64, 0), NULL);
  g_assert_cmpint (stock->balance.received, ==, 0); /* expected, and still to be counted */
}

/* On paper and back: what the printer's dots say is the whole voucher. */
static void
test_picture (void)
{
  g_autoptr (Fixture) seller = new_seller (), buyer = fixture_new ();
  g_autoptr (SuimaVoucherRecord) record = make_of_two (seller);
  g_autofree char *picture = fixture_dup_path (buyer, "voucher.png");
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;

  suima_station_draw_voucher (seller->handle, record->number, picture, &error);
  g_assert_no_error (error);
  lookup = suima_station_scan_image (buyer->handle, picture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lookup->scan->text, ==, record->uri);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/voucher/make", test_make);
  g_test_add_func ("/station/voucher/onward", test_onward);
  g_test_add_func ("/station/voucher/nameless", test_nameless);
  g_test_add_func ("/station/voucher/receive", test_receive);
  g_test_add_func ("/station/voucher/forged", test_forged);
  g_test_add_func ("/station/voucher/short", test_short);
  g_test_add_func ("/station/voucher/picture", test_picture);
  return g_test_run ();
}

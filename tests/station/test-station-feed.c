// SPDX-License-Identifier: Apache-2.0
// What the hub gives to fetch: keys of sellers, notices; and what a hub that is none gives.
#include "fake-hub.h"
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-feed.h"
#include "suima-hex.h"
#include "suima-key.h"
#include "suima-station-issuer.h"
#include "suima-station-private.h"
#include "suima-station-recall.h"
#include "suima-station-stock.h"
#include "suima-station-voucher.h"

#include <string.h>

/* A hub's side of the feeds. */
typedef struct
{
  SuimaKey *key;
  GPtrArray *keys, *recall; /* (element-type utf8): bodies */
  gint64 head_less;         /* the head is named lower than it is */
  gboolean is_forged, is_gapped;
} Feeds;

static Feeds *
feeds_new (guint8 n)
{
  Feeds *feeds = g_new0 (Feeds, 1);
  const guint8 seed[SUIMA_KEY_SIZE_BYTES] = { n }, none[SUIMA_KEY_SIZE_BYTES] = { 0 };

  feeds->key = suima_key_new (seed, none, 0, 0);
  feeds->keys = g_ptr_array_new_with_free_func (g_free);
  feeds->recall = g_ptr_array_new_with_free_func (g_free);
  return feeds;
}

static void
feeds_free (Feeds *feeds)
{
  suima_key_free (feeds->key);
  g_ptr_array_unref (feeds->keys);
  g_ptr_array_unref (feeds->recall);
  g_free (feeds);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Feeds, feeds_free)

static json_t *
feeds_sign (const Feeds *feeds, const char *feed, gint64 n, const char *body)
{
  g_autofree char *message = suima_feed_dup_message (feed, feeds->is_forged ? n + 1 : n, body);
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *hex = NULL;

  suima_key_sign (feeds->key, (const guint8 *)message, strlen (message), signature);
  hex = suima_bytes_to_hex (signature, sizeof signature);
  return json_pack ("{s:I,s:s,s:s}", "n", (json_int_t)n, "body", body, "signature", hex);
}

static char *
feeds_give (const char *feed, gint64 after, gpointer data)
{
  const Feeds *feeds = data;
  GPtrArray *bodies = strcmp (feed, SUIMA_FEED_KEYS) == 0 ? feeds->keys : feeds->recall;
  g_autofree char *hex =
      suima_bytes_to_hex (suima_key_get_public (feeds->key), SUIMA_KEY_SIZE_BYTES);
  g_autoptr (json_t) answer = NULL;
  json_t *items = json_array ();

  for (guint i = (guint)after + (feeds->is_gapped ? 1 : 0); i < bodies->len; i++)
    json_array_append_new (items, feeds_sign (feeds, feed, i + 1, bodies->pdata[i]));
  answer = json_pack ("{s:s,s:I,s:s,s:o}", "feed", feed, "head",
                      (json_int_t)bodies->len - feeds->head_less, "hub_key", hex, "items", items);
  return suima_json_to_text (answer);
}

static void
feeds_add_key (Feeds *feeds, Fixture *seller, const char *name, gboolean is_revoked)
{
  SuimaIssuer issuer = { .key_id = (char *)suima_station_get_key_id (seller->handle),
                         .seller = (char *)name,
                         .is_revoked = is_revoked,
                         .max_counter = is_revoked ? 0 : -1 };
  g_autoptr (json_t) value = NULL;

  memcpy (issuer.public_key, suima_key_get_public (seller->handle->key), sizeof issuer.public_key);
  value = suima_issuer_to_json (&issuer);
  g_ptr_array_add (feeds->keys, suima_json_to_text (value));
}

/* The same station with another key: what a hub says that was broken into. */
static void
feeds_add_other_key (Feeds *feeds, Fixture *seller)
{
  const guint8 bytes[SUIMA_KEY_SIZE_BYTES] = { 99 };
  SuimaIssuer issuer = { .key_id = (char *)suima_station_get_key_id (seller->handle),
                         .seller = (char *)"别人",
                         .max_counter = -1 };
  g_autoptr (json_t) value = NULL;

  memcpy (issuer.public_key, bytes, sizeof bytes);
  value = suima_issuer_to_json (&issuer);
  g_ptr_array_add (feeds->keys, suima_json_to_text (value));
}

static FakeHub *
start_hub (Feeds *feeds)
{
  FakeHub *hub = fake_hub_start ();

  fake_hub_answer (hub, g_strdup ("{\"status\":\"ok\"}"));
  hub->feed_data = feeds;
  hub->give_feed = feeds_give;
  return hub;
}

static void
set_up (Fixture *fixture, const SuimaStationSetup *setup)
{
  fixture_close (fixture);
  fixture_init (fixture, setup);
  fixture_open (fixture);
}

static Fixture *
new_buyer (FakeHub *hub, const char *notice_key)
{
  Fixture *fixture = fixture_new ();
  const char *const keys[] = { notice_key, NULL };
  SuimaStationSetup setup = { .hub = hub->uri, .notice_keys = notice_key ? keys : NULL };

  set_up (fixture, &setup);
  return fixture;
}

static Fixture *
new_seller (const char *name)
{
  Fixture *fixture = fixture_new ();
  SuimaStationSetup setup = { .operator_name = name };

  set_up (fixture, &setup);
  suima_import_free (fixture_import (fixture, "fruit-delivery.csv"));
  return fixture;
}

static char *
dup_voucher (Fixture *seller)
{
  SuimaMove move = { .kind = SUIMA_EVENT_ISSUE,
                     .batch_id = fixture_find_batch (seller, "智利车厘子 JJJ"),
                     .quantity_milli = 1000,
                     .party = "好味饭店",
                     .price_fen = -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaMoveResult) result = suima_station_move (seller->handle, &move, &error);
  g_autoptr (SuimaVoucherRecord) record = NULL;
  SuimaVoucherRequest request = { .n_seqs = 1 };

  g_assert_no_error (error);
  request.seqs = &g_array_index (result->seqs, gint64, 0);
  record = suima_station_make_voucher (seller->handle, &request, &error);
  g_assert_no_error (error);
  return g_strdup (record->uri);
}

static void
assert_verdict (Fixture *fixture, const char *text, const char *verdict)
{
  g_autoptr (SuimaLookup) lookup = suima_station_scan_text (fixture->handle, text, NULL);

  g_assert_cmpstr (lookup->verdict, ==, verdict);
}

static guint
pull (Fixture *fixture)
{
  SuimaSyncStatus status;
  g_autoptr (GError) error = NULL;

  suima_station_pull (fixture->handle, &status, NULL, &error);
  g_assert_no_error (error);
  return status.pulled;
}

static void
assert_not_pulled (Fixture *fixture, const char *why)
{
  SuimaSyncStatus status;
  g_autoptr (GError) error = NULL;

  g_assert_false (suima_station_sync (fixture->handle, &status, NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, why));
  g_assert_cmpuint (status.pulled, ==, 0);
}

/* The first voucher of a seller needs no word once the hub has told of his key. */
static void
test_first_voucher (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) seller = new_seller ("平湖果栏"), buyer = new_buyer (hub, NULL);
  g_autofree char *text = dup_voucher (seller);
  const SuimaVoucherReceipt receipt = { .text = text };
  g_autoptr (SuimaVoucherGoods) goods = NULL;
  g_autoptr (GError) error = NULL;
  SuimaSyncStatus status;

  g_assert_cmpuint (pull (buyer), ==, 0);
  assert_verdict (buyer, text, "voucher-new-seller");
  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 1);
  g_assert_cmpuint (pull (buyer), ==, 0);
  g_assert_true (suima_station_get_sync_status (buyer->handle, &status, NULL));
  g_assert_cmpuint (status.pulled, ==, 1);
  assert_verdict (buyer, text, "voucher");
  goods = suima_station_receive_voucher (buyer->handle, &receipt, &error);
  g_assert_no_error (error);
  g_assert_false (goods->is_known);
  /* Its own key is no news. */
  feeds_add_key (feeds, buyer, "好味饭店", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 0);
}

/* The hub knows the key under another name than the voucher's: the word is asked for once. */
static void
test_other_name (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) seller = new_seller ("大名超市"), buyer = new_buyer (hub, NULL);
  g_autofree char *text = dup_voucher (seller), *next = dup_voucher (seller);
  g_autofree char *word = suima_station_dup_check_word (seller->handle);
  SuimaVoucherReceipt receipt = { .text = text };
  g_autoptr (SuimaVoucherGoods) goods = NULL;
  g_autoptr (GError) error = NULL;

  feeds_add_key (feeds, seller, "小摊", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 1);
  assert_verdict (buyer, text, "voucher-new-seller");
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "小摊"));
  g_assert_nonnull (strstr (error->message, "大名超市"));
  g_clear_error (&error);
  receipt.check_word = word;
  goods = suima_station_receive_voucher (buyer->handle, &receipt, &error);
  g_assert_no_error (error);
  assert_verdict (buyer, next, "voucher");
}

/* Another key of a known seller is said, and changes nothing. */
static void
test_other_key (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) seller = new_seller ("平湖果栏"), buyer = new_buyer (hub, NULL);
  g_autofree char *text = dup_voucher (seller);
  g_autoptr (GPtrArray) others = NULL;
  SuimaSyncStatus status;

  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 1);
  feeds_add_other_key (feeds, seller);
  g_assert_true (suima_station_sync (buyer->handle, &status, NULL, NULL));
  g_assert_cmpuint (status.other_keys, ==, 1);
  assert_verdict (buyer, text, "voucher");
  others = suima_station_list_other_keys (buyer->handle, NULL);
  g_assert_cmpuint (others->len, ==, 1);
  g_assert_cmpstr (((SuimaIssuer *)others->pdata[0])->seller, ==, "平湖果栏");
  /* It is said again and again, until somebody has looked into it. */
  g_assert_true (suima_station_sync (buyer->handle, &status, NULL, NULL));
  g_assert_cmpuint (status.other_keys, ==, 1);
}

static void
test_revoked (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) seller = new_seller ("平湖果栏"), buyer = new_buyer (hub, NULL);
  g_autoptr (Fixture) stranger = new_seller ("老王");
  g_autofree char *text = dup_voucher (seller), *strange = dup_voucher (stranger);
  g_autofree char *word = suima_station_dup_check_word (seller->handle);
  g_autoptr (GPtrArray) items = fixture_issue (seller, fixture_find_batch (seller, "秘鲁蓝莓"), 1, TRUE);
  const SuimaVoucherReceipt receipt = { .text = text, .check_word = word };
  g_autoptr (GError) error = NULL;

  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 1);
  assert_verdict (buyer, ((SuimaItem *)items->pdata[0])->uri, "unknown-issuer");
  feeds_add_key (feeds, seller, "平湖果栏", TRUE);
  feeds_add_key (feeds, stranger, "老王", TRUE);
  g_assert_cmpuint (pull (buyer), ==, 2);
  assert_verdict (buyer, text, "voucher-revoked");
  assert_verdict (buyer, strange, "voucher-revoked");
  assert_verdict (buyer, ((SuimaItem *)items->pdata[0])->uri, "revoked");
  g_assert_null (suima_station_receive_voucher (buyer->handle, &receipt, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED);
  /* Nobody brings it back. */
  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 0);
  assert_verdict (buyer, text, "voucher-revoked");
}

/* Nothing of a feed is taken that the hub did not sign, whole and in order. */
static void
test_forged_feed (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1), other = feeds_new (2);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) seller = new_seller ("平湖果栏"), buyer = new_buyer (hub, NULL);
  g_autofree char *text = dup_voucher (seller);

  g_assert_cmpuint (pull (buyer), ==, 0);
  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  feeds_add_key (other, seller, "平湖果栏", FALSE);
  feeds->is_forged = TRUE;
  assert_not_pulled (buyer, "signature");
  feeds->is_forged = FALSE;
  feeds->is_gapped = TRUE;
  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  assert_not_pulled (buyer, "missing");
  hub->feed_data = other;
  assert_not_pulled (buyer, "another key");
  assert_verdict (buyer, text, "voucher-new-seller");
  hub->feed_data = feeds;
  feeds->is_gapped = FALSE;
  g_assert_cmpuint (pull (buyer), ==, 1);
  /* Who names the hub anew says that it was set up anew. */
  hub->feed_data = other;
  feeds_add_key (other, seller, "平湖果栏二店", FALSE);
  feeds_add_key (other, seller, "平湖果栏", FALSE);
  assert_not_pulled (buyer, "init --hub");
  set_up (buyer, &(SuimaStationSetup){ .hub = hub->uri });
  g_assert_cmpuint (pull (buyer), >, 0);
}

/* A hub that was put back from a backup is read from the beginning. */
static void
test_old_hub (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) seller = new_seller ("平湖果栏"), second = new_seller ("老王");
  g_autoptr (Fixture) buyer = new_buyer (hub, NULL);
  g_autofree char *text = dup_voucher (second);

  feeds_add_key (feeds, seller, "平湖果栏", FALSE);
  feeds_add_key (feeds, seller, "平湖果栏二店", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 2);
  g_ptr_array_set_size (feeds->keys, 0);
  feeds_add_key (feeds, second, "老王", FALSE);
  g_assert_cmpuint (pull (buyer), ==, 1);
  assert_verdict (buyer, text, "voucher");
}

static const char notice_1[] =
    "{\"id\":\"GD-1\",\"version\":1,\"title\":\"车厘子检出\",\"class\":1,"
    "\"criteria\":{\"product\":\"车厘子\"},\"text\":\"请停止食用\"}";

static char *
sign_notice (Fixture *issuer, const char *notice)
{
  g_autofree char *plain = fixture_write (issuer, "plain.json", notice, -1);
  g_autofree char *path = fixture_dup_path (issuer, "signed.json");
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  suima_station_sign_notice (issuer->handle, plain, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* As if it had been opened by hand: goods are locked, shoppers see its text; once. */
static void
test_notice (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) issuer = fixture_new ();
  g_autofree char *key = suima_station_dup_public_key (issuer->handle);
  g_autoptr (Fixture) shop = new_buyer (hub, key);
  g_autoptr (GPtrArray) items = NULL, recalls = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;

  suima_import_free (fixture_import (shop, "fruit-delivery.csv"));
  items = fixture_issue (shop, fixture_find_batch (shop, "智利车厘子 JJJ"), 1, FALSE);
  fake_hub_answer (hub, g_strdup ("{\"success\":true,\"running\":false,\"errors\":[],"
                                  "\"suima:acceptedCount\":1,\"suima:duplicateCount\":0}"));
  g_ptr_array_add (feeds->recall, sign_notice (issuer, notice_1));
  g_ptr_array_add (feeds->recall, g_strdup ("{\"notice\":1}"));
  {
    SuimaSyncStatus status;
    suima_station_pull (shop->handle, &status, NULL, NULL);
    g_assert_cmpuint (status.pulled, ==, 1);
    g_assert_cmpuint (status.unsigned_notices, ==, 1);
    suima_station_pull (shop->handle, &status, NULL, NULL);
    g_assert_cmpuint (status.pulled, ==, 0);
    g_assert_cmpuint (status.unsigned_notices, ==, 1);
  }
  recalls = suima_station_list_recalls (shop->handle, NULL);
  g_assert_cmpuint (recalls->len, ==, 1);
  lookup = suima_station_scan_text (shop->handle, ((SuimaItem *)items->pdata[0])->uri, NULL);
  g_assert_cmpstr (lookup->verdict, ==, "recalled");
  g_assert_cmpstr (lookup->notice, ==, "请停止食用");
}

/* Of which nothing is here it stays open; whose signer becomes trusted later is read then. */
static void
test_late_trust (void)
{
  g_autoptr (Feeds) feeds = feeds_new (1);
  g_autoptr (FakeHub) hub = start_hub (feeds);
  g_autoptr (Fixture) issuer = fixture_new ();
  g_autofree char *key = suima_station_dup_public_key (issuer->handle);
  const char *const keys[] = { key, NULL };
  SuimaStationSetup setup = { .notice_keys = keys };
  g_autoptr (Fixture) shop = new_buyer (hub, NULL);
  g_autoptr (GPtrArray) none = NULL, recalls = NULL;
  SuimaSyncStatus status;

  g_ptr_array_add (feeds->recall, sign_notice (issuer, notice_1));
  g_assert_true (suima_station_pull (shop->handle, &status, NULL, NULL));
  g_assert_cmpuint (status.pulled, ==, 0);
  g_assert_cmpuint (status.unsigned_notices, ==, 1);
  none = suima_station_list_recalls (shop->handle, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  set_up (shop, &setup);
  g_assert_true (suima_station_pull (shop->handle, &status, NULL, NULL));
  g_assert_cmpuint (status.pulled, ==, 1);
  g_assert_cmpuint (status.unsigned_notices, ==, 0);
  recalls = suima_station_list_recalls (shop->handle, NULL);
  g_assert_cmpuint (recalls->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (suima_trust_init (NULL));
  g_test_add_func ("/station/feed/first-voucher", test_first_voucher);
  g_test_add_func ("/station/feed/other-name", test_other_name);
  g_test_add_func ("/station/feed/other-key", test_other_key);
  g_test_add_func ("/station/feed/revoked", test_revoked);
  g_test_add_func ("/station/feed/forged", test_forged_feed);
  g_test_add_func ("/station/feed/old-hub", test_old_hub);
  g_test_add_func ("/station/feed/notice", test_notice);
  g_test_add_func ("/station/feed/late-trust", test_late_trust);
  return g_test_run ();
}

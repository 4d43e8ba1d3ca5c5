// SPDX-License-Identifier: Apache-2.0
// Who sees what of a recall, its letters, a stock check and a lock; and that masking twice is masking
// once.
#include "suima-mask-record.h"

#include <string.h>

static SuimaMovement *
new_sale (void)
{
  SuimaMovement *sale = g_new0 (SuimaMovement, 1);

  sale->quantity_milli = 2000;
  sale->party_id = 7;
  sale->party = g_strdup ("好味饭店");
  sale->owner = g_strdup ("货主甲");
  sale->from_place = g_strdup ("2号柜");
  sale->to_place = g_strdup ("");
  sale->person = g_strdup ("赵小六");
  sale->reason = g_strdup ("找李四 13912341234");
  sale->price_fen = 6688;
  return sale;
}

static SuimaRecallCard *
new_card (const char *notice_id)
{
  SuimaRecallCard *card = g_new0 (SuimaRecallCard, 1);
  SuimaRecallHit *hit = g_new0 (SuimaRecallHit, 1);
  SuimaRecallItem *locked = g_new0 (SuimaRecallItem, 1);
  SuimaStockLine *line = g_new0 (SuimaStockLine, 1);
  SuimaItem *item = suima_item_new ();
  gint64 place_id = 3;

  card->recall = g_new0 (SuimaRecall, 1);
  card->recall->title = g_strdup ("老王的西瓜 13812341234");
  card->recall->notice_id = g_strdup (notice_id);
  card->recall->report = g_strdup ("{\"left\":3}");
  card->list = g_new0 (SuimaRecallList, 1);
  card->list->hits = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_recall_hit_free);
  card->list->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_hash_table_insert (card->list->places, g_memdup2 (&place_id, sizeof place_id),
                       g_strdup ("2号柜"));
  card->list->items = 1;
  g_ptr_array_add (card->list->hits, hit);
  hit->batch = suima_batch_new ();
  hit->batch->product = g_strdup ("西瓜");
  hit->batch->lot = g_strdup ("W1");
  hit->batch->supplier_phone = g_strdup ("13812341234");
  hit->balance.on_hand = 5000;
  hit->coming_milli = 1000;
  hit->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_stock_line_free);
  hit->items = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_item_free);
  hit->sales = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_movement_free);
  line->place = g_strdup ("2号柜");
  line->owner = g_strdup ("货主甲");
  line->quantity_milli = 5000;
  item->serial = g_strdup ("2Q0J0000001EBN7RFKXB");
  item->place_id = place_id;
  g_ptr_array_add (hit->lines, line);
  g_ptr_array_add (hit->items, item);
  g_ptr_array_add (hit->sales, new_sale ());
  card->locked = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_recall_item_free);
  locked->serial = g_strdup (item->serial);
  g_ptr_array_add (card->locked, locked);
  card->left = 1;
  card->loose_milli = 4000;
  return card;
}

/* All that can be seen of it, as one text. */
static char *
show (const SuimaRecallCard *card)
{
  GString *text = g_string_new (card->recall->title);

  g_string_append_printf (text, "|%s|%u %u %" G_GINT64_FORMAT "|", card->recall->report, card->left,
                          card->locked->len, card->loose_milli);
  for (guint i = 0; i < card->list->hits->len; i++)
    {
      const SuimaRecallHit *hit = card->list->hits->pdata[i];
      g_string_append_printf (text, "%s %s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "|",
                              hit->batch->product, hit->batch->lot, hit->batch->supplier_phone,
                              hit->balance.on_hand, hit->coming_milli);
      for (guint n = 0; n < hit->lines->len; n++)
        {
          const SuimaStockLine *line = hit->lines->pdata[n];
          g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT "|", line->place, line->owner,
                                  line->quantity_milli);
        }
      for (guint n = 0; n < hit->items->len; n++)
        g_string_append_printf (text, "%s %s|", ((SuimaItem *)hit->items->pdata[n])->serial,
                                suima_recall_list_get_place (card->list, hit->items->pdata[n]));
      for (guint n = 0; n < hit->sales->len; n++)
        {
          const SuimaMovement *sale = hit->sales->pdata[n];
          g_string_append_printf (text, "%s %s %s %s %" G_GINT64_FORMAT "|", sale->party, sale->owner,
                                  sale->person, sale->reason, sale->price_fen);
        }
    }
  return g_string_free (text, FALSE);
}

static char *
show_as (SuimaRole role, const char *notice_id)
{
  g_autoptr (SuimaRecallCard) card = new_card (notice_id);
  g_autofree char *once = NULL;
  char *twice;

  suima_mask_recall_card (card, role);
  once = show (card);
  suima_mask_recall_card (card, role);
  twice = show (card);
  g_assert_cmpstr (once, ==, twice);
  return twice;
}

static void
test_recall (void)
{
  static const struct
  {
    SuimaRole role;
    const char *has[8], *has_not[14];
  } rows[] = {
    { SUIMA_ROLE_CONSUMER,
      { "西瓜 W1" },
      { "老王", "13812341234", "13912341234", "好味饭店", "货主甲", "赵小六", "2号柜", "6688",
        "2Q0J0000001EBN7RFKXB", "5000", "left" } },
    { SUIMA_ROLE_CLERK,
      { "老王", "13812341234", "好味饭店", "货主甲", "赵小六", "2号柜", "6688", "5000" },
      { NULL } },
    { SUIMA_ROLE_OPERATOR,
      { "西瓜 W1", "2号柜", "5000", "2Q0J0000001EBN7RFKXB" },
      { "13812341234", "13912341234", "好味饭店", "货主甲", "赵小六", "6688" } },
    { SUIMA_ROLE_REGULATOR,
      { "西瓜 W1", "2号柜", "5000", "好味饭店", "货主甲" },
      { "13812341234", "13912341234", "赵小六", "6688" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = show_as (rows[i].role, NULL);
      for (guint n = 0; n < G_N_ELEMENTS (rows[i].has) && rows[i].has[n] != NULL; n++)
        if (strstr (text, rows[i].has[n]) == NULL)
          g_error ("role %u: no %s in %s", rows[i].role, rows[i].has[n], text);
      for (guint n = 0; n < G_N_ELEMENTS (rows[i].has_not) && rows[i].has_not[n] != NULL; n++)
        if (strstr (text, rows[i].has_not[n]) != NULL)
          g_error ("role %u: %s in %s", rows[i].role, rows[i].has_not[n], text);
    }
}

/* The words of an authority are for all. */
static void
test_signed_title (void)
{
  g_autofree char *text = show_as (SUIMA_ROLE_CONSUMER, "GD-7");

  g_assert_nonnull (strstr (text, "老王的西瓜"));
}

static void
check_notice (SuimaRole role, const char *party, const char *phone, gboolean is_hidden)
{
  SuimaRecallNotice *notice = g_new0 (SuimaRecallNotice, 1);
  SuimaRecallSale sale = { .quantity_milli = 2000 };

  notice->party = g_strdup ("好味饭店");
  notice->phone = g_strdup ("13512341234");
  notice->address = g_strdup ("湖南省长沙市芙蓉区1号");
  notice->province = "湖南";
  notice->rows = g_ptr_array_new ();
  g_ptr_array_add (notice->rows, &sale);
  for (guint i = 0; i < 2; i++)
    {
      suima_mask_recall_notice (notice, role);
      g_assert_cmpstr (notice->party, ==, party);
      g_assert_cmpstr (notice->phone, ==, phone);
      g_assert_cmpint (notice->is_hidden, ==, is_hidden);
      g_assert_cmpint (notice->province == NULL, ==, is_hidden);
      g_assert_cmpint (sale.quantity_milli, ==, role == SUIMA_ROLE_CONSUMER ? 0 : 2000);
    }
  suima_recall_notice_free (notice);
}

static void
test_notice (void)
{
  check_notice (SUIMA_ROLE_CONSUMER, "", NULL, TRUE);
  check_notice (SUIMA_ROLE_CLERK, "好味饭店", "13512341234", FALSE);
  check_notice (SUIMA_ROLE_OPERATOR, "", NULL, TRUE);
  check_notice (SUIMA_ROLE_REGULATOR, "好味饭店", "135****1234", FALSE);
}

static void
test_count_and_lock (void)
{
  g_autoptr (SuimaCountRound) round = g_new0 (SuimaCountRound, 1);
  SuimaBatchLock hold = { .kind = (char *)"hold", .reason = g_strdup ("老王说的") };
  SuimaBatchLock gate = { .kind = (char *)"gate", .reason = g_strdup ("sample") };

  round->place = g_strdup ("2号柜");
  round->signed_by = g_strdup ("赵小六");
  for (guint i = 0; i < 2; i++)
    {
      suima_mask_count_round (round, SUIMA_ROLE_CONSUMER);
      suima_mask_batch_lock (&hold, SUIMA_ROLE_CONSUMER);
      suima_mask_batch_lock (&gate, SUIMA_ROLE_CONSUMER);
      g_assert_cmpstr (round->place, ==, "");
      g_assert_cmpstr (round->signed_by, ==, "赵*");
      g_assert_cmpstr (hold.reason, ==, "");
      g_assert_cmpstr (gate.reason, ==, "sample");
    }
  g_free (hold.reason);
  g_free (gate.reason);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask-duty/recall", test_recall);
  g_test_add_func ("/mask-duty/signed-title", test_signed_title);
  g_test_add_func ("/mask-duty/notice", test_notice);
  g_test_add_func ("/mask-duty/count-and-lock", test_count_and_lock);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "fault-clerk.h"

#include "suima-number-pad.h"

#define CLERK_PRODUCT "智利车厘子 JJJ"
#define CLERK_PATIENCE_US (2 * G_USEC_PER_SEC)

FaultClerk *
clerk_new_early (const char *uri)
{
  FaultClerk *clerk = g_new0 (FaultClerk, 1);
  SuimaStationSetup setup = { .printer = uri };
  g_autoptr (SuimaImport) fruit = NULL;

  clerk->fixture = fixture_new ();
  fruit = fixture_import (clerk->fixture, "fruit-delivery.csv");
  clerk->batch_id = fixture_find_batch (clerk->fixture, CLERK_PRODUCT);
  fixture_close (clerk->fixture);
  fixture_init (clerk->fixture, &setup);
  fixture_open (clerk->fixture);
  return clerk;
}

void
clerk_open (FaultClerk *clerk)
{
  g_autofree char *page = g_strdup_printf ("batch:%" G_GINT64_FORMAT, clerk->batch_id);

  clerk->window = app_open_window (clerk->fixture, 1024, 600);
  clerk->root = GTK_WIDGET (clerk->window);
  suima_window_open_page (clerk->window, page);
}

FaultClerk *
clerk_new (const char *uri)
{
  FaultClerk *clerk = clerk_new_early (uri);

  clerk_open (clerk);
  app_wait_text (clerk->root, "打印 120 张");
  app_click (app_find_type (clerk->root, SUIMA_TYPE_NUMBER_PAD), "5");
  return clerk;
}

void
clerk_free (FaultClerk *clerk)
{
  if (clerk == NULL)
    return;
  if (clerk->window != NULL)
    app_close_window (clerk->window);
  fixture_free (clerk->fixture);
  g_free (clerk);
}

void
clerk_print (FaultClerk *clerk)
{
  app_click (clerk->root, "打印 5 张");
}

typedef struct
{
  GtkWidget *root;
  const char *words;
  gint64 until_us;
} ClerkLook;

static gboolean
clerk_sees_or_tires (gpointer user_data)
{
  const ClerkLook *look = user_data;

  return app_find_text (look->root, look->words) != NULL ||
         g_get_monotonic_time () > look->until_us;
}

/* In stretches: app_wait() has a deadline of its own. */
void
clerk_await (FaultClerk *clerk, const char *words, guint patience_s)
{
  gint64 end_us = g_get_monotonic_time () + patience_s * G_USEC_PER_SEC;

  g_test_message ("waiting for %s", words);
  while (app_find_text (clerk->root, words) == NULL)
    {
      gint64 now_us = g_get_monotonic_time ();
      ClerkLook look = { clerk->root, words, MIN (end_us, now_us + 10 * G_USEC_PER_SEC) };
      g_assert_cmpint (now_us, <, end_us);
      app_wait (clerk_sees_or_tires, &look);
    }
}

void
clerk_assert_soon (FaultClerk *clerk, const char *words, gint64 since_us)
{
  clerk_assert_within (clerk, words, since_us, CLERK_PATIENCE_US);
}

void
clerk_assert_within (FaultClerk *clerk, const char *words, gint64 since_us, gint64 patience_us)
{
  gint64 delay_us = g_get_monotonic_time () - since_us;

  g_assert_nonnull (app_find_text (clerk->root, words));
  g_assert_cmpint (since_us, >, 0);
  g_test_message ("on the screen after %d ms", (int)(delay_us / 1000));
  g_assert_cmpint (delay_us, <=, patience_us);
}

static guint
clerk_get_asked (FaultClerk *clerk)
{
  for (guint number = 1; number <= CLERK_LABELS; number++)
    {
      g_autofree char *question = g_strdup_printf ("第 %u 张出来了吗？", number);
      if (app_find_text (clerk->root, question) != NULL)
        return number;
    }
  return 0;
}

void
clerk_settle (FaultClerk *clerk, guint out)
{
  app_settle ();
  while (app_find_button (clerk->root, "对，就这样") == NULL)
    {
      guint asked = clerk_get_asked (clerk);
      g_assert_cmpuint (asked, !=, 0);
      app_click (clerk->root, asked <= out ? "出来了" : "没有");
      app_settle ();
    }
  app_click (clerk->root, "对，就这样");
}

void
clerk_go_on (FaultClerk *clerk)
{
  g_autofree char *words = NULL;

  clerk_await (clerk, "接着打剩下的", 20);
  app_settle ();
  words = g_strdup (
      gtk_label_get_text (GTK_LABEL (app_find_text (clerk->root, "接着打剩下的"))));
  app_click (clerk->root, words);
}

void
clerk_assert_paper (FaultClerk *clerk, GPtrArray *codes)
{
  SuimaStation *station = suima_session_get_station (suima_window_get_session (clerk->window));
  g_autoptr (GHashTable) paper = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      suima_station_list_items (station, 0, 0, SUIMA_ITEM_PRINTED, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < codes->len; i++)
    if (!g_hash_table_add (paper, codes->pdata[i]))
      g_error ("label %u is the second of its code", i + 1);
  g_assert_cmpuint (items->len, ==, CLERK_LABELS);
  g_assert_cmpuint (codes->len, ==, CLERK_LABELS);
  for (guint i = 0; i < items->len; i++)
    g_assert_true (g_hash_table_contains (paper, ((const SuimaItem *)items->pdata[i])->uri));
}

// SPDX-License-Identifier: Apache-2.0
// What a station fetches from the hub, and what it publishes there.
#include "suima-hub-client-private.h"

#include "suima-error.h"
#include "suima-feed.h"
#include "suima-hex.h"

#include <string.h>

void
suima_feed_page_free (SuimaFeedPage *page)
{
  if (page == NULL)
    return;
  g_ptr_array_unref (page->bodies);
  g_free (page->hub_key);
  g_free (page);
}

/* A hub of before there were feeds has no such resource. */
static gboolean
suima_hub_client_check_known (const SuimaHubAnswer *answer, guint wanted, GError **error)
{
  if (answer->status != 404 && answer->status != 405)
    return suima_hub_answer_check (answer, wanted, error);
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "the hub does not offer this");
  return FALSE;
}

static gboolean
suima_hub_client_post (SuimaHubClient *self,
                       const char *path,
                       const char *text,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  SuimaHubCall call = { .method = "POST", .path = path, .body = body };
  g_autoptr (SuimaHubAnswer) answer =
      suima_hub_exchange_send (self->exchange, &call, cancellable, error);

  return answer != NULL && suima_hub_client_check_known (answer, 204, error);
}

gboolean
suima_hub_client_publish (SuimaHubClient *self,
                          const char *seller,
                          const char *shop,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (json_t) value = json_object ();
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SUIMA_IS_HUB_CLIENT (self) && self->key != NULL, FALSE);
  suima_json_set_text (value, "seller", seller);
  suima_json_set_text (value, "shop", shop);
  text = suima_json_to_text (value);
  path = g_strconcat ("/stations/", suima_key_get_id (self->key), NULL);
  return suima_hub_client_post (self, path, text, cancellable, error);
}

gboolean
suima_hub_client_give_notice (SuimaHubClient *self,
                              const char *text,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (SUIMA_IS_HUB_CLIENT (self), FALSE);
  return suima_hub_client_post (self, "/feeds/" SUIMA_FEED_RECALL, text, cancellable, error);
}

static gboolean
suima_feed_refuse (GError **error, const char *why)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "what the hub gives to fetch is not its own: %s",
               why);
  return FALSE;
}

static gboolean
suima_feed_check_item (const guint8 *hub_key, const char *feed, gint64 n, const json_t *item)
{
  const char *body = suima_json_get_text (item, "body");
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  g_autofree char *message = body ? suima_feed_dup_message (feed, n, body) : NULL;

  return message != NULL &&
         suima_hex_to_bytes (suima_json_get_text (item, "signature"), signature, sizeof signature) &&
         suima_signature_check (hub_key, (const guint8 *)message, strlen (message), signature);
}

/* Numbers follow each other: a proxy, or an old backup, cannot leave one out. */
static gboolean
suima_feed_page_read (SuimaFeedPage *page, const char *feed, const json_t *items, GError **error)
{
  guint8 hub_key[SUIMA_KEY_SIZE_BYTES];
  size_t i;
  json_t *item;

  if (!suima_hex_to_bytes (page->hub_key, hub_key, sizeof hub_key))
    return suima_feed_refuse (error, "it names no key");
  json_array_foreach ((json_t *)items, i, item)
  {
    if (json_integer_value (json_object_get (item, "n")) != page->next + 1)
      return suima_feed_refuse (error, "an item is missing");
    if (!suima_feed_check_item (hub_key, feed, page->next + 1, item))
      return suima_feed_refuse (error, "a signature is wrong");
    g_ptr_array_add (page->bodies, g_strdup (suima_json_get_text (item, "body")));
    page->next++;
  }
  return TRUE;
}

static SuimaFeedPage *
suima_feed_page_new (const json_t *value, const char *feed, gint64 after, const char *hub_key,
                     GError **error)
{
  g_autoptr (SuimaFeedPage) page = g_new0 (SuimaFeedPage, 1);
  const json_t *items = json_object_get (value, "items");
  const char *named = suima_json_get_text (value, "hub_key");

  page->bodies = g_ptr_array_new_with_free_func (g_free);
  if (!json_is_array (items) || named == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE,
                           "the hub's answer holds nothing to fetch");
      return NULL;
    }
  if (hub_key != NULL && g_ascii_strcasecmp (hub_key, named) != 0)
    {
      suima_feed_refuse (error, "it is signed with another key than this hub had before; if it was set up "
                                "anew, name it again with init --hub");
      return NULL;
    }
  page->hub_key = g_strdup (named);
  page->next = after;
  page->head = json_integer_value (json_object_get (value, "head"));
  return suima_feed_page_read (page, feed, items, error) ? g_steal_pointer (&page) : NULL;
}

SuimaFeedPage *
suima_hub_client_pull (SuimaHubClient *self,
                       const char *feed,
                       gint64 after,
                       const char *hub_key,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *path = g_strconcat ("/feeds/", feed, NULL);
  g_autofree char *query = g_strdup_printf ("after=%" G_GINT64_FORMAT, after);
  SuimaHubCall call = { .method = "GET", .path = path, .query = query };
  g_autoptr (SuimaHubAnswer) answer = NULL;
  g_autoptr (json_t) value = NULL;

  g_return_val_if_fail (SUIMA_IS_HUB_CLIENT (self), NULL);
  answer = suima_hub_exchange_send (self->exchange, &call, cancellable, error);
  if (answer == NULL || !suima_hub_client_check_known (answer, 200, error))
    return NULL;
  value = suima_hub_client_read_json (answer, error);
  return value ? suima_feed_page_new (value, feed, after, hub_key, error) : NULL;
}

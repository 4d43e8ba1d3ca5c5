// SPDX-License-Identifier: Apache-2.0
#include "suima-feed-pull.h"

#include "suima-error.h"
#include "suima-issuer-book.h"
#include "suima-recall-notice.h"
#include "suima-station-issuer.h"
#include "suima-station-recall.h"

#include <string.h>

#define SUIMA_NOTICE_MAX_BYTES (256u << 10)

typedef struct
{
  SuimaStation *station;
  SuimaHubClient *client;
  SuimaSyncStatus *status;
  GCancellable *cancellable;
  const char *feed, *mark;
  char *cursor_name; /* owned */
  const SuimaFeedPage *page;
  guint n_unsigned; /* notices, since the feed is read by these keys */
} SuimaFeedPull;

/* Each hub has a key of its own: another address is another hub. */
static char *
suima_feed_dup_hub_name (SuimaStation *station)
{
  return g_strconcat ("hub-key.", station->config->hub, NULL);
}

/* Our name goes up when the hub does not have it as it is now. */
static gboolean
suima_feed_publish (SuimaFeedPull *pull, GError **error)
{
  SuimaStation *station = pull->station;
  const SuimaConfig *config = station->config;
  g_autofree char *now = g_strjoin ("\n", config->hub, suima_key_get_id (station->key),
                                    config->operator_name, config->shop, NULL);
  g_autofree char *before = suima_store_get_meta (station->store, "sync.published", NULL);
  g_autoptr (GError) cause = NULL;

  if (*config->operator_name == '\0' || g_strcmp0 (now, before) == 0)
    return TRUE;
  if (suima_hub_client_publish (pull->client, config->operator_name, config->shop, pull->cancellable,
                                &cause))
    return suima_store_set_meta (station->store, "sync.published", now, error);
  /* Not enrolled, or a hub of before: nobody learns our key from it, as ever. */
  if (g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_DENIED) ||
      g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND) ||
      g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_INVALID))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
suima_feed_take_key (SuimaFeedPull *pull, const char *body, GError **error)
{
  g_autoptr (json_t) object = suima_json_parse (body, strlen (body), NULL);
  g_autoptr (SuimaIssuer) issuer = suima_issuer_from_json (object, NULL);
  gboolean is_news = FALSE;

  /* What a later hub says in another way is not for us. */
  if (issuer == NULL || strcmp (issuer->key_id, suima_key_get_id (pull->station->key)) == 0)
    return TRUE;
  if (!suima_issuer_book_take (pull->station, issuer, &is_news, error))
    return FALSE;
  pull->status->pulled += is_news ? 1 : 0;
  return TRUE;
}

static gboolean
suima_feed_is_signed (SuimaFeedPull *pull, const char *body)
{
  g_autoptr (SuimaNoticeFile) notice =
    strlen (body) <= SUIMA_NOTICE_MAX_BYTES ? suima_notice_file_parse (pull->station, body, NULL)
                                            : NULL;

  return notice != NULL && notice->is_signed;
}

/* As if a person had opened it: locked are the goods that it means, or nothing yet. What is known
 * already, or says too little, is no hindrance for the next one. */
static gboolean
suima_feed_take_notice (SuimaFeedPull *pull, const char *body, GError **error)
{
  const SuimaRecallRequest request = { .notice_text = body };
  g_autoptr (GError) cause = NULL;

  /* Not taken now is not refused for ever: with a clock that goes right it will be. */
  if (!suima_station_check_clock (pull->station, error))
    return FALSE;
  if (!suima_feed_is_signed (pull, body))
    {
      pull->n_unsigned++;
      return TRUE;
    }
  if (suima_station_open_recall (pull->station, &request, &cause) != 0)
    {
      pull->status->pulled++;
      return TRUE;
    }
  if (g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_EXISTS) || suima_error_is_sentence (cause))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
suima_feed_set_cursor (SuimaFeedPull *pull, gint64 next, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %u", next, pull->n_unsigned);

  return suima_store_set_meta (pull->station->store, pull->cursor_name, text, error);
}

/* Another hub, or another mark, has a cursor of its own. */
static void
suima_feed_name_cursor (SuimaFeedPull *pull, const char *hub_key)
{
  g_autofree char *whole =
    g_strjoin (" ", pull->station->config->hub, hub_key ? hub_key : "", pull->mark, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  g_free (pull->cursor_name);
  pull->cursor_name = g_strdup_printf ("feed.%s.%.16s", pull->feed, digest);
}

static gint64
suima_feed_get_cursor (SuimaFeedPull *pull, const char *hub_key)
{
  g_autofree char *text = NULL;
  const char *blank;

  suima_feed_name_cursor (pull, hub_key);
  text = suima_store_get_meta (pull->station->store, pull->cursor_name, NULL);
  blank = text ? strchr (text, ' ') : NULL;
  pull->n_unsigned = blank ? (guint) g_ascii_strtoull (blank, NULL, 10) : 0;
  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

typedef gboolean (*SuimaFeedTakeFunc) (SuimaFeedPull *pull, const char *body, GError **error);

typedef struct
{
  SuimaFeedPull *pull;
  SuimaFeedTakeFunc take;
} SuimaFeedStep;

/* A page and the cursor behind it, in one transaction. */
static gboolean
suima_feed_store_page (SuimaStore *store, gpointer user_data, GError **error)
{
  SuimaFeedStep *step = user_data;
  SuimaFeedPull *pull = step->pull;

  for (guint i = 0; i < pull->page->bodies->len; i++)
    if (!step->take (pull, pull->page->bodies->pdata[i], error))
      return FALSE;
  return suima_feed_set_cursor (pull, pull->page->next, error);
}

/* Returns: (nullable): %NULL until the hub has named one. */
static char *
suima_feed_dup_hub_key (SuimaFeedPull *pull)
{
  g_autofree char *name = suima_feed_dup_hub_name (pull->station);
  g_autofree char *key = suima_store_get_meta (pull->station->store, name, NULL);

  return key != NULL && *key != '\0' ? g_steal_pointer (&key) : NULL;
}

static gboolean
suima_feed_keep_hub_key (SuimaFeedPull *pull, const char *known, GError **error)
{
  g_autofree char *name = suima_feed_dup_hub_name (pull->station);

  return known != NULL ||
         suima_store_set_meta (pull->station->store, name, pull->page->hub_key, error);
}

/* Returns: 1 when there may be more, 0 when not, -1 on error. */
static int
suima_feed_pull_page (SuimaFeedPull *pull, SuimaFeedTakeFunc take, GError **error)
{
  g_autofree char *hub_key = suima_feed_dup_hub_key (pull);
  gint64 after = suima_feed_get_cursor (pull, hub_key);
  g_autoptr (SuimaFeedPage) page =
    suima_hub_client_pull (pull->client, pull->feed, after, hub_key, pull->cancellable, error);
  SuimaFeedStep step = { pull, take };
  SuimaSyncStatus before = *pull->status;

  if (page == NULL)
    return -1;
  pull->page = page;
  if (!suima_feed_keep_hub_key (pull, hub_key, error))
    return -1;
  suima_feed_name_cursor (pull, page->hub_key);
  /* The hub was put back from a backup: from the beginning, so that nothing new is passed over. */
  if (page->head < after)
    {
      pull->n_unsigned = 0;
      return suima_feed_set_cursor (pull, 0, error) ? 1 : -1;
    }
  if (page->bodies->len == 0)
    return 0;
  if (suima_store_transact (pull->station->store, suima_feed_store_page, &step, error))
    return 1;
  *pull->status = before;
  return -1;
}

/* @mark: what the reading of the feed depends on: with another it is read anew. */
static gboolean
suima_feed_pull_one (
  SuimaFeedPull *pull, const char *feed, const char *mark, SuimaFeedTakeFunc take, GError **error)
{
  int step;

  pull->feed = feed;
  pull->mark = mark;
  while ((step = suima_feed_pull_page (pull, take, error)) > 0)
    if (g_cancellable_set_error_if_cancelled (pull->cancellable, error))
      return FALSE;
  return step == 0;
}

static gboolean
suima_feed_pull_notices (SuimaFeedPull *pull, GError **error)
{
  char *const *keys = pull->station->config->notice_keys;
  g_autofree char *mark = keys != NULL ? g_strjoinv (";", (char **) keys) : g_strdup ("");
  g_autofree char *text = NULL;

  if (!suima_feed_pull_one (pull, SUIMA_FEED_RECALL, mark, suima_feed_take_notice, error))
    return FALSE;
  text = g_strdup_printf ("%u", pull->n_unsigned);
  return suima_store_set_meta (pull->station->store, SUIMA_FEED_UNSIGNED, text, error);
}

gboolean
suima_feed_pull (SuimaStation *station,
                 SuimaHubClient *client,
                 SuimaSyncStatus *status,
                 GCancellable *cancellable,
                 GError **error)
{
  SuimaFeedPull pull = { .station = station, .client = client, .status = status,
                         .cancellable = cancellable };
  g_autoptr (GError) cause = NULL;
  gboolean is_done;

  is_done = suima_feed_publish (&pull, &cause) &&
            suima_feed_pull_notices (&pull, &cause) &&
            suima_feed_pull_one (&pull, SUIMA_FEED_KEYS, "", suima_feed_take_key, &cause);
  g_free (pull.cursor_name);
  if (is_done || g_error_matches (cause, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

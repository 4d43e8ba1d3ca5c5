// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-paper.h"

#include "suima-code.h"
#include "suima-epc.h"
#include "suima-feed.h"

#include <string.h>

#define SUIMA_PAPER_HOST "HTTPS://HUB/"
#define SUIMA_PAPER_MAX_LOTS 20

/** SuimaPaperFold: what is gathered while the events go by. */
typedef struct
{
  SuimaPaper *paper;
  const char *maker;    /* (nullable): TTTT: who alone can have made it */
  GHashTable *undone;   /* (element-type utf8): signer and id of events that did not happen */
  GHashTable *makers;   /* (element-type utf8): TTTT that say they made it */
  GHashTable *shops;    /* (element-type utf8): TTTT that have it */
  gboolean was_undone;
} SuimaPaperFold;

static SuimaPaper *
suima_paper_new (void)
{
  SuimaPaper *paper = g_new0 (SuimaPaper, 1);

  paper->lots = g_ptr_array_new_with_free_func (g_free);
  paper->issued = SUIMA_DAY_NONE;
  return paper;
}

void
suima_paper_free (SuimaPaper *paper)
{
  if (paper == NULL)
    return;
  suima_voucher_free (paper->voucher);
  g_free (paper->number);
  g_free (paper->registered);
  g_free (paper->issuer);
  g_free (paper->product);
  g_ptr_array_unref (paper->lots);
  g_free (paper);
}

/* Who sent an event may take it back, and nobody else. */
static char *
suima_paper_new_undo_key (const SuimaHubEvent *event)
{
  return g_strdup_printf ("%.4s %s", event->signer ? event->signer : "", event->event_id);
}

/* `.../10/<lot>` of the class that the event names. */
static void
suima_paper_take_lot (SuimaPaper *paper, const char *uri)
{
  const char *at = uri ? strstr (uri, "/10/") : NULL;
  g_autofree char *lot = at ? g_uri_unescape_string (at + strlen ("/10/"), NULL) : NULL;

  if (lot == NULL || *lot == '\0' || !g_utf8_validate (lot, -1, NULL) ||
      paper->lots->len >= SUIMA_PAPER_MAX_LOTS ||
      g_ptr_array_find_with_equal_func (paper->lots, lot, g_str_equal, NULL))
    return;
  g_ptr_array_add (paper->lots, g_steal_pointer (&lot));
}

static void
suima_paper_set (char **text, const char *value)
{
  if (*text == NULL)
    *text = g_strdup (value);
}

static gboolean
suima_paper_is_made (const SuimaPaperFold *fold, const json_t *event, const char *speaker)
{
  if (g_strcmp0 (suima_json_get_text (event, "suima:act"), "paper") != 0)
    return FALSE;
  return fold->maker != NULL ? strcmp (fold->maker, speaker) == 0
                             : suima_json_get_text (event, "suima:paperOwn") != NULL;
}

static void
suima_paper_take_made (SuimaPaperFold *fold,
                       const SuimaHubEvent *stored,
                       const json_t *event,
                       const char *speaker)
{
  SuimaPaper *paper = fold->paper;

  g_hash_table_add (fold->makers, g_strdup (speaker));
  if (paper->reported_us == 0)
    paper->reported_us = stored->event_us;
  suima_paper_set (&paper->issuer, suima_json_get_text (event, "suima:operator"));
  suima_paper_set (&paper->product, suima_json_get_text (event, "suima:product"));
  suima_paper_take_lot (paper, suima_json_get_text (event, "suima:lot"));
}

static void
suima_paper_take_event (SuimaPaperFold *fold, const SuimaHubEvent *stored)
{
  gsize size_bytes;
  const char *text = g_bytes_get_data (stored->body, &size_bytes);
  g_autoptr (json_t) event = suima_json_parse (text, size_bytes, NULL);
  g_autofree char *undo_key = suima_paper_new_undo_key (stored);
  const char *station = suima_json_get_text (event, "suima:station");
  g_autofree char *speaker = g_strndup (station ? station : "", 4);

  fold->paper->record_us = MAX (fold->paper->record_us, stored->record_us);
  if (*speaker == '\0' || stored->is_error_declaration)
    return;
  if (g_hash_table_contains (fold->undone, undo_key))
    fold->was_undone = TRUE;
  else if (suima_paper_is_made (fold, event, speaker))
    suima_paper_take_made (fold, stored, event, speaker);
  else
    {
      g_hash_table_add (fold->shops, g_strdup (speaker));
      if (fold->paper->received_us == 0)
        fold->paper->received_us = stored->event_us;
    }
}

static gboolean
suima_paper_fold (SuimaHub *hub, SuimaPaperFold *fold, SuimaHubRole role, GError **error)
{
  g_autoptr (GPtrArray) events =
      suima_hub_db_list_item (hub->db, fold->paper->number, role, fold->maker, error);

  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const SuimaHubEvent *event = g_ptr_array_index (events, i);
      if (event->is_error_declaration)
        g_hash_table_add (fold->undone, suima_paper_new_undo_key (event));
    }
  for (guint i = 0; i < events->len; i++)
    suima_paper_take_event (fold, events->pdata[i]);
  fold->paper->n_shops = g_hash_table_size (fold->shops);
  return TRUE;
}

static void
suima_paper_fold_begin (SuimaPaperFold *fold, SuimaPaper *paper, const char *maker)
{
  fold->paper = paper;
  fold->maker = maker;
  fold->undone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fold->makers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fold->shops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
suima_paper_fold_clear (SuimaPaperFold *fold)
{
  g_hash_table_unref (fold->undone);
  g_hash_table_unref (fold->makers);
  g_hash_table_unref (fold->shops);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaPaperFold, suima_paper_fold_clear)

static gboolean
suima_paper_is_signed_for (const SuimaPaper *paper, const char *uri, const char *host)
{
  g_autofree char *own = NULL;

  if (host == NULL || !suima_host_is_valid (host))
    return FALSE;
  own = g_strconcat ("HTTPS://", host, uri + strlen (SUIMA_PAPER_HOST) - 1, NULL);
  return suima_voucher_check_signature (paper->voucher->public_key, own);
}

/* By the key in its own code: whose that is comes after. */
static SuimaPaperState
suima_paper_check_signature (SuimaHub *hub,
                             const SuimaPaper *paper,
                             const char *uri,
                             const char *host)
{
  if (paper->voucher->signature == NULL)
    return SUIMA_PAPER_VOUCHER_FORGED;
  if (suima_paper_is_signed_for (paper, uri, hub->host) ||
      suima_paper_is_signed_for (paper, uri, host))
    return SUIMA_PAPER_VOUCHER_GOOD;
  return hub->host != NULL ? SUIMA_PAPER_VOUCHER_FORGED : SUIMA_PAPER_VOUCHER_UNCHECKED;
}

static SuimaPaperState
suima_paper_check_station (SuimaHub *hub, const SuimaPaper *paper)
{
  const SuimaVoucher *voucher = paper->voucher;
  SuimaHubStation station;

  if (!suima_hub_db_find_station (hub->db, voucher->station, voucher->epoch, &station) ||
      (!station.is_enrolled && !hub->is_open))
    return SUIMA_PAPER_VOUCHER_STRANGER;
  if (memcmp (station.public_key, voucher->public_key, sizeof station.public_key) != 0)
    return SUIMA_PAPER_VOUCHER_FORGED;
  return station.is_revoked ? SUIMA_PAPER_VOUCHER_REVOKED : SUIMA_PAPER_VOUCHER_GOOD;
}

/* Of a lot, by who sold it or an authority: who set it, and who took it back. */
static void
suima_paper_take_recall (
    SuimaHub *hub, GHashTable *recallers, const json_t *event, const char *maker)
{
  const json_t *persistent = json_object_get (event, "persistentDisposition");
  const char *station = suima_json_get_text (event, "suima:station");
  g_autofree char *speaker = g_strndup (station ? station : "", 4);
  gboolean is_authority = suima_hub_is_authority (hub, speaker);

  if (strcmp (speaker, maker) != 0 && !is_authority)
    return;
  if (suima_hub_list_has (json_object_get (persistent, "set"), "recalled") ||
      g_strcmp0 (suima_json_get_text (event, "disposition"), "recalled") == 0)
    g_hash_table_add (recallers, g_strdup (speaker));
  if (!suima_hub_list_has (json_object_get (persistent, "unset"), "recalled"))
    return;
  if (is_authority)
    g_hash_table_remove_all (recallers);
  else
    g_hash_table_remove (recallers, speaker);
}

static gboolean
suima_paper_line_is_recalled (SuimaHub *hub, const SuimaBatch *line, const char *maker)
{
  g_autofree char *lot = line->lot ? g_uri_escape_string (line->lot, NULL, FALSE) : NULL;
  g_autofree char *uri = line->gtin && lot ? g_strdup_printf ("https://id.gs1.org/01/%s/10/%s",
                                                              line->gtin, lot)
                                           : NULL;
  g_autofree char *key = uri ? suima_epc_normalise (uri) : NULL;
  g_autoptr (GPtrArray) events =
      key ? suima_hub_db_list_item (hub->db, key, SUIMA_HUB_ROLE_CLASS, maker, NULL) : NULL;
  g_autoptr (GHashTable) recallers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const SuimaHubEvent *stored = g_ptr_array_index (events, i);
      gsize size_bytes;
      const char *text = g_bytes_get_data (stored->body, &size_bytes);
      g_autoptr (json_t) event = suima_json_parse (text, size_bytes, NULL);
      if (event != NULL && !stored->is_error_declaration)
        suima_paper_take_recall (hub, recallers, event, maker);
    }
  return g_hash_table_size (recallers) > 0;
}

static gboolean
suima_paper_is_recalled (SuimaHub *hub, const SuimaPaperFold *fold)
{
  const GPtrArray *lines = fold->paper->voucher->lines;

  for (guint i = 0; i < lines->len; i++)
    if (suima_paper_line_is_recalled (hub, lines->pdata[i], fold->maker))
      return TRUE;
  return FALSE;
}

static SuimaPaperState
suima_paper_decide_voucher (SuimaHub *hub, const SuimaPaperFold *fold)
{
  if (suima_paper_is_recalled (hub, fold))
    return SUIMA_PAPER_VOUCHER_RECALLED;
  if (fold->paper->n_shops > 1)
    return SUIMA_PAPER_VOUCHER_TWICE;
  if (g_hash_table_size (fold->makers) > 0)
    return SUIMA_PAPER_VOUCHER_GOOD;
  return fold->was_undone ? SUIMA_PAPER_VOUCHER_WITHDRAWN : SUIMA_PAPER_VOUCHER_UNREPORTED;
}

static void
suima_paper_find_registered (SuimaHub *hub, SuimaPaper *paper)
{
  g_autofree char *key_id = suima_voucher_dup_key_id (paper->voucher);
  g_autoptr (SuimaHubFeedItem) item =
      suima_hub_db_find_feed_item (hub->db, SUIMA_FEED_KEYS, key_id);
  g_autoptr (json_t) value = item ? suima_json_parse (item->body, strlen (item->body), NULL) : NULL;

  paper->registered = g_strdup (suima_json_get_text (value, "seller"));
}

SuimaPaper *
suima_hub_trace_voucher (SuimaHub *hub, const char *uri, const char *host, GError **error)
{
  g_autoptr (SuimaPaper) paper = suima_paper_new ();
  g_auto (SuimaPaperFold) fold = { 0 };
  g_autofree char *maker = NULL;

  paper->voucher = suima_voucher_parse (uri, NULL);
  paper->number = paper->voucher ? suima_voucher_dup_number (paper->voucher) : NULL;
  maker = g_strndup (paper->number ? paper->number : "", 4);
  suima_paper_fold_begin (&fold, paper, maker);
  if (paper->voucher == NULL)
    {
      paper->state = SUIMA_PAPER_VOUCHER_BROKEN;
      return g_steal_pointer (&paper);
    }
  paper->state = suima_paper_check_signature (hub, paper, uri, host);
  if (paper->state == SUIMA_PAPER_VOUCHER_GOOD)
    paper->state = suima_paper_check_station (hub, paper);
  suima_paper_find_registered (hub, paper);
  if (!suima_paper_fold (hub, &fold, SUIMA_HUB_ROLE_VOUCHER, error))
    return NULL;
  if (paper->state == SUIMA_PAPER_VOUCHER_GOOD)
    paper->state = suima_paper_decide_voucher (hub, &fold);
  return g_steal_pointer (&paper);
}

static SuimaPaperState
suima_paper_decide_certificate (const SuimaPaperFold *fold)
{
  guint n_makers = g_hash_table_size (fold->makers);

  if (n_makers > 1)
    return SUIMA_PAPER_CERTIFICATE_CLAIMED;
  if (n_makers == 1)
    return SUIMA_PAPER_CERTIFICATE_ISSUED;
  if (fold->paper->n_shops > 0)
    return SUIMA_PAPER_CERTIFICATE_FILED;
  return fold->was_undone ? SUIMA_PAPER_CERTIFICATE_WITHDRAWN : SUIMA_PAPER_CERTIFICATE_UNKNOWN;
}

SuimaPaper *
suima_hub_trace_certificate (SuimaHub *hub, const char *uri, GError **error)
{
  g_autoptr (SuimaPaper) paper = suima_paper_new ();
  g_autoptr (SuimaConformity) conformity = suima_conformity_parse (uri, NULL);
  g_autofree char *own = NULL;
  g_auto (SuimaPaperFold) fold = { 0 };

  suima_paper_fold_begin (&fold, paper, NULL);
  paper->state = SUIMA_PAPER_CERTIFICATE_BROKEN;
  if (conformity != NULL && conformity->number != NULL)
    own = g_strconcat (SUIMA_PAPER_HOST "HGZ/", conformity->number, NULL);
  if (g_strcmp0 (own, uri) != 0)
    return g_steal_pointer (&paper);
  paper->number = g_strdup (conformity->number);
  paper->issued = conformity->issued;
  if (!suima_paper_fold (hub, &fold, SUIMA_HUB_ROLE_PAPER, error))
    return NULL;
  paper->state = suima_paper_decide_certificate (&fold);
  return g_steal_pointer (&paper);
}

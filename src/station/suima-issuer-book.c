// SPDX-License-Identifier: Apache-2.0
#include "suima-issuer-book.h"

#include "suima-error.h"
#include "suima-hex.h"
#include "suima-station-issuer.h"

#include <string.h>

#define SUIMA_ISSUER_OTHERS "issuer.others" /* key ids whose key the hub tells otherwise, by blanks */

char *
suima_issuer_book_get_key (SuimaStation *station, const char *key_id, GError **error)
{
  g_autofree char *name = g_strconcat ("public-key.", key_id, NULL);

  return suima_store_get_meta (station->store, name, error);
}

SuimaIssuer *
suima_issuer_book_find (SuimaStation *station, const char *key_id, GError **error)
{
  g_autofree char *name = g_strconcat ("issuer.", key_id, NULL);
  g_autofree char *text = suima_store_get_meta (station->store, name, error);
  g_autoptr (json_t) object = text ? suima_json_parse (text, strlen (text), error) : NULL;

  return object ? suima_issuer_from_json (object, error) : NULL;
}

static gboolean
suima_issuer_book_write (SuimaStation *station, const SuimaIssuer *issuer, GError **error)
{
  g_autofree char *name = g_strconcat ("issuer.", issuer->key_id, NULL);
  g_autoptr (json_t) object = suima_issuer_to_json (issuer);
  g_autofree char *text = suima_json_to_text (object);

  return suima_store_set_meta (station->store, name, text, error);
}

static gboolean
suima_issuer_book_set_key (SuimaStation *station, const SuimaIssuer *issuer, GError **error)
{
  g_autofree char *name = g_strconcat ("public-key.", issuer->key_id, NULL);
  g_autofree char *hex = suima_bytes_to_hex (issuer->public_key, sizeof issuer->public_key);

  return suima_store_set_meta (station->store, name, hex, error);
}

gboolean
suima_issuer_book_keep (SuimaStation *station,
                        const char *key_id,
                        const guint8 *public_key,
                        const char *seller,
                        GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SuimaIssuer) known = suima_issuer_book_find (station, key_id, &cause);
  SuimaIssuer issuer = { .key_id = (char *) key_id };

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (known != NULL)
    {
      g_free (known->seller);
      known->seller = g_strdup (seller);
    }
  memcpy (issuer.public_key, public_key, sizeof issuer.public_key);
  return suima_issuer_book_set_key (station, &issuer, error) &&
         (known == NULL || suima_issuer_book_write (station, known, error));
}

/* A key that is known another way stays: only a person may say which of the two is right. */
static gboolean
suima_issuer_book_note_other (SuimaStation *station,
                              const SuimaIssuer *issuer,
                              const char *known_hex,
                              gboolean *ret_is_news,
                              GError **error)
{
  g_autoptr (SuimaIssuer) noted = suima_issuer_book_find (station, issuer->key_id, NULL);
  g_autofree char *hex = suima_bytes_to_hex (issuer->public_key, sizeof issuer->public_key);
  g_autofree char *others = suima_store_get_meta (station->store, SUIMA_ISSUER_OTHERS, NULL);
  g_auto (GStrv) ids = g_strsplit (others ? others : "", " ", -1);
  g_autofree char *longer = g_strconcat (others ? others : "", others ? " " : "", issuer->key_id, NULL);

  *ret_is_news = noted == NULL || g_strcmp0 (noted->other_key, hex) != 0;
  if (noted == NULL)
    {
      noted = g_new0 (SuimaIssuer, 1);
      noted->key_id = g_strdup (issuer->key_id);
      noted->seller = g_strdup (issuer->seller);
      noted->shop = g_strdup (issuer->shop);
      noted->max_counter = -1;
      suima_hex_to_bytes (known_hex, noted->public_key, sizeof noted->public_key);
    }
  g_free (noted->other_key);
  noted->other_key = g_steal_pointer (&hex);
  return suima_issuer_book_write (station, noted, error) &&
         (g_strv_contains ((const char *const *) ids, issuer->key_id) ||
          suima_store_set_meta (station->store, SUIMA_ISSUER_OTHERS, longer, error));
}

static gboolean
suima_issuer_book_is_same (const SuimaIssuer *one, const SuimaIssuer *other)
{
  return one->is_revoked == other->is_revoked && one->max_counter == other->max_counter &&
         g_strcmp0 (one->seller, other->seller) == 0 && g_strcmp0 (one->shop, other->shop) == 0;
}

gboolean
suima_issuer_book_take (SuimaStation *station,
                        const SuimaIssuer *issuer,
                        gboolean *ret_is_news,
                        GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *known_hex = suima_issuer_book_get_key (station, issuer->key_id, &cause);
  g_autoptr (SuimaIssuer) known =
    cause == NULL ? suima_issuer_book_find (station, issuer->key_id, &cause) : NULL;
  g_autofree char *hex = suima_bytes_to_hex (issuer->public_key, sizeof issuer->public_key);

  *ret_is_news = FALSE;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (known_hex != NULL && g_ascii_strcasecmp (known_hex, hex) != 0)
    return suima_issuer_book_note_other (station, issuer, known_hex, ret_is_news, error);
  if (known != NULL && (known->is_revoked || suima_issuer_book_is_same (known, issuer)))
    return TRUE;
  *ret_is_news = TRUE;
  return suima_issuer_book_write (station, issuer, error) &&
         (known_hex != NULL || issuer->is_revoked ||
          suima_issuer_book_set_key (station, issuer, error));
}

gboolean
suima_issuer_book_refuses (SuimaStation *station, const char *serial)
{
  SuimaSerial parts = { 0 };
  g_autofree char *parsed = suima_serial_parse (serial, &parts, NULL);
  g_autofree char *key_id = g_strndup (serial, 5);
  g_autoptr (SuimaIssuer) issuer = parsed ? suima_issuer_book_find (station, key_id, NULL) : NULL;

  return issuer != NULL && issuer->is_revoked && (gint64) parts.counter > issuer->max_counter;
}

GPtrArray *
suima_station_list_other_keys (SuimaStation *station, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *others = suima_store_get_meta (station->store, SUIMA_ISSUER_OTHERS, &cause);
  g_auto (GStrv) ids = g_strsplit (others ? others : "", " ", -1);
  g_autoptr (GPtrArray) issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_issuer_free);

  for (guint i = 0; cause == NULL && ids[i] != NULL; i++)
    {
      SuimaIssuer *issuer = suima_issuer_book_find (station, ids[i], &cause);
      if (issuer != NULL)
        g_ptr_array_add (issuers, issuer);
    }
  if (cause == NULL)
    return g_steal_pointer (&issuers);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

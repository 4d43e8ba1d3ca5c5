// SPDX-License-Identifier: Apache-2.0
#include "suima-recall-notice.h"

#include "suima-hex.h"
#include "suima-refusal.h"
#include "suima-station-recall.h"
#include "suima-store-recall.h"

#include <string.h>

#define SUIMA_NOTICE_DOMAIN "SUIMA-NOTICE-1\n"
#define SUIMA_NOTICE_MAX_BYTES (256u << 10)

void
suima_notice_file_free (SuimaNoticeFile *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->text);
  g_free (notice->id);
  g_free (notice->issuer);
  g_free (notice->title);
  g_free (notice->words);
  suima_recall_criteria_free (notice->criteria);
  g_free (notice);
}

static gboolean
suima_notice_is_of (const char *key_hex, const char *body, const guint8 *signature)
{
  g_autofree char *message = g_strconcat (SUIMA_NOTICE_DOMAIN, body, NULL);
  guint8 public_key[SUIMA_KEY_SIZE_BYTES];

  return suima_hex_to_bytes (key_hex, public_key, sizeof public_key) &&
         suima_signature_check (public_key, (const guint8 *) message, strlen (message), signature);
}

/* The keys that the shop was told, and no other: not its own either. */
static gboolean
suima_notice_check (SuimaStation *station, const char *body, const char *signature_hex)
{
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];
  char *const *keys = station->config->notice_keys;

  if (!suima_hex_to_bytes (signature_hex, signature, sizeof signature))
    return FALSE;
  for (; keys != NULL && *keys != NULL; keys++)
    if (suima_notice_is_of (*keys, body, signature))
      return TRUE;
  return FALSE;
}

static gboolean
suima_notice_read_body (SuimaNoticeFile *notice, const char *body, GError **error)
{
  g_autoptr (json_t) object = suima_json_parse (body, strlen (body), error);
  const json_t *criteria = json_object_get (object, "criteria");
  json_int_t version = json_integer_value (json_object_get (object, "version"));
  json_int_t recall_class = json_integer_value (json_object_get (object, "class"));

  if (object == NULL)
    return FALSE;
  notice->id = g_strdup (suima_json_get_text (object, "id"));
  notice->issuer = g_strdup (suima_json_get_text (object, "issuer"));
  notice->title = g_strdup (suima_json_get_text (object, "title"));
  notice->words = g_strdup (suima_json_get_text (object, "text"));
  notice->version = version > 0 && version <= 1000000 ? (guint) version : 0;
  notice->recall_class = recall_class >= 1 && recall_class <= 3 ? (guint) recall_class : 0;
  if (notice->id == NULL || *notice->id == '\0' || notice->version == 0)
    return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_NOTICE_FIELDS, NULL);
  if (criteria != NULL)
    notice->criteria = suima_recall_criteria_from_json (criteria, error);
  return criteria == NULL || notice->criteria != NULL;
}

SuimaNoticeFile *
suima_notice_file_parse (SuimaStation *station, const char *text, GError **error)
{
  g_autoptr (SuimaNoticeFile) notice = g_new0 (SuimaNoticeFile, 1);
  g_autoptr (json_t) object = suima_json_parse (text, strlen (text), NULL);
  const char *body = suima_json_get_text (object, "notice");
  const char *signature = suima_json_get_text (object, "signature");

  notice->text = g_strdup (text);
  if (body == NULL || signature == NULL)
    return g_steal_pointer (&notice);
  if (!suima_notice_check (station, body, signature))
    {
      suima_refuse (error, SUIMA_ERROR_DENIED, SUIMA_REFUSAL_NOTICE_SIGNATURE, NULL);
      return NULL;
    }
  if (!suima_notice_read_body (notice, body, error))
    return NULL;
  notice->is_signed = TRUE;
  return g_steal_pointer (&notice);
}

gboolean
suima_station_sign_notice (SuimaStation *station,
                           const char *path,
                           const char *out_path,
                           GError **error)
{
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_NOTICE_MAX_BYTES, error);
  g_autoptr (json_t) object = NULL, file = json_object ();
  g_autoptr (SuimaNoticeFile) notice = g_new0 (SuimaNoticeFile, 1);
  g_autofree char *body = NULL, *message = NULL, *hex = NULL, *text = NULL;
  guint8 signature[SUIMA_SIGNATURE_SIZE_BYTES];

  if (bytes == NULL)
    return FALSE;
  object = suima_json_parse (g_bytes_get_data (bytes, NULL) ? g_bytes_get_data (bytes, NULL) : "",
                             g_bytes_get_size (bytes), error);
  if (object == NULL)
    return FALSE;
  body = suima_json_to_text (object);
  if (!suima_notice_read_body (notice, body, error))
    return FALSE;
  message = g_strconcat (SUIMA_NOTICE_DOMAIN, body, NULL);
  suima_key_sign (station->key, (const guint8 *) message, strlen (message), signature);
  hex = suima_bytes_to_hex (signature, sizeof signature);
  suima_json_set_text (file, "notice", body);
  suima_json_set_text (file, "signature", hex);
  text = suima_json_to_text (file);
  return suima_station_write_file (out_path, text, strlen (text), 0644, error);
}

/* Checked again with the keys of today: a notice is shown as long as its issuer is trusted. */
char *
suima_station_dup_notice_text (SuimaStation *station, gint64 batch_id)
{
  g_autoptr (GPtrArray) recalls = suima_store_list_recalls (station->store, batch_id, NULL);

  for (guint i = 0; recalls != NULL && i < recalls->len; i++)
    {
      const SuimaRecall *recall = g_ptr_array_index (recalls, i);
      g_autoptr (SuimaNoticeFile) notice = NULL;
      if (recall->is_rehearsal || recall->is_lifted || recall->notice_id == NULL)
        continue;
      notice = suima_notice_file_parse (station, recall->notice, NULL);
      if (notice != NULL && notice->is_signed && notice->words != NULL)
        return g_strdup (notice->words);
    }
  return NULL;
}

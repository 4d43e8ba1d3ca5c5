// SPDX-License-Identifier: Apache-2.0
// Replies: JSON, problems (RFC 7807), headers.
#include "suima-hub-private.h"

#include "suima-error.h"

#include <string.h>

SuimaReply *
suima_reply_new (guint status)
{
  SuimaReply *reply = g_new0 (SuimaReply, 1);

  reply->status = status;
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return reply;
}

void
suima_reply_free (SuimaReply *reply)
{
  if (reply == NULL)
    return;
  g_hash_table_unref (reply->headers);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply);
}

void
suima_reply_set_header (SuimaReply *reply, const char *name, const char *value)
{
  g_hash_table_replace (reply->headers, g_strdup (name), g_strdup (value));
}

SuimaReply *
suima_reply_new_text (guint status, const char *type, char *text)
{
  SuimaReply *reply = suima_reply_new (status);

  reply->body = g_bytes_new_take (text, strlen (text));
  suima_reply_set_header (reply, "Content-Type", type);
  return reply;
}

SuimaReply *
suima_reply_new_json (guint status, const json_t *value)
{
  return suima_reply_new_text (status, SUIMA_HUB_JSON, suima_json_to_text (value));
}

static const char *
suima_problem_get_title (guint status)
{
  switch (status)
    {
    case 400:
      return "the request is not what it should be";
    case 401:
      return "the request is not signed by a station of this hub";
    case 404:
      return "there is no such thing here";
    case 405:
      return "the method is not offered";
    case 406:
      return "the wanted form is not offered";
    case 409:
      return "it is here already";
    case 403:
      return "that is not for you to do";
    case 413:
      return "it is too large";
    case 414:
      return "the URI is too long";
    case 415:
      return "the form of the body is not taken";
    case 429:
      return "too many tries";
    case 501:
      return "this part of the standard is not offered";
    case 503:
      return "the hub cannot do it now";
    default:
      return "the hub failed";
    }
}

json_t *
suima_problem_new (guint status, const char *type, const char *detail)
{
  g_autofree char *full_type = g_strconcat ("epcisException:", type, NULL);
  json_t *problem = json_object ();

  suima_json_set_text (problem, "type", full_type);
  suima_json_set_text (problem, "title", suima_problem_get_title (status));
  json_object_set_new (problem, "status", json_integer (status));
  suima_json_set_text (problem, "detail", detail);
  return problem;
}

void
suima_reply_announce_limits (SuimaReply *reply)
{
  suima_reply_set_header (reply, "GS1-EPCIS-Capture-Limit", G_STRINGIFY (SUIMA_HUB_MAX_EVENTS));
  suima_reply_set_header (reply, "GS1-EPCIS-Capture-File-Size-Limit",
                          SUIMA_HUB_MAX_BODY_BYTES_TEXT);
}

SuimaReply *
suima_reply_new_problem (guint status, const char *type, const char *detail)
{
  g_autoptr (json_t) problem = suima_problem_new (status, type, detail);
  SuimaReply *reply =
      suima_reply_new_text (status, SUIMA_HUB_PROBLEM, suima_json_to_text (problem));

  if (status == 503)
    suima_reply_set_header (reply, "Retry-After", "5");
  if (status == 401)
    suima_reply_set_header (reply, "WWW-Authenticate", "Signature realm=\"suima\"");
  if (status == 413)
    suima_reply_announce_limits (reply);
  return reply;
}

SuimaReply *
suima_reply_new_error (const GError *error, const char *type)
{
  if (g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_INVALID))
    return suima_reply_new_problem (400, type, error->message);
  if (g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_BUSY) ||
      g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE))
    return suima_reply_new_problem (503, "ImplementationException", "the database is busy or full");
  /* What went wrong inside is for the log, not for a stranger. */
  g_warning ("%s", error->message);
  return suima_reply_new_problem (500, "ImplementationException", "the hub failed; see its log");
}

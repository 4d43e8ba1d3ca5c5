// SPDX-License-Identifier: Apache-2.0
// What every page of the hub is made of.
#include "suima-hub-page-writer.h"

#include "suima-hub-resources.h"

#include <string.h>

/* The icons are shapes, not characters: no phone draws them in another style. */
static const struct
{
  const char *tone;
  const char *path;
} suima_page_icons[] = {
  { "ok", "M12 26l9 9 16-19" },
  { "attention", "M24 11v17M24 36v.1" },
  { "stop", "M14 14l20 20M34 14L14 34" },
  { "unknown", "M17 18c0-9 14-9 14 0 0 6-7 6-7 11M24 37v.1" },
};

void
suima_page_add (SuimaPage *page, const char *markup)
{
  g_string_append (page->out, markup);
}

void
suima_page_add_text (SuimaPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (page->out, escaped);
}

void
suima_page_add_word (SuimaPage *page, SuimaWord word)
{
  suima_page_add_text (page, suima_page_get_word (word, page->language));
}

/* Firms write their telephone behind their name; a shopper's page shows none. */
char *
suima_page_hide_numbers (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize run = strspn (text, "0123456789- ");
      gsize digits = 0;
      for (gsize i = 0; i < run; i++)
        digits += g_ascii_isdigit (text[i]) ? 1 : 0;
      if (run == 0)
        g_string_append_c (out, *text++);
      else if (digits < 7)
        g_string_append_len (out, text, (gssize)run);
      text += run;
    }
  return g_strstrip (g_string_free (out, FALSE));
}

void
suima_page_add_row (SuimaPage *page, SuimaWord label, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  suima_page_add (page, "<dt>");
  suima_page_add_word (page, label);
  suima_page_add (page, "</dt><dd><bdi>");
  suima_page_add_text (page, value);
  suima_page_add (page, "</bdi></dd>");
}

void
suima_page_open_section (SuimaPage *page, SuimaWord title)
{
  suima_page_add (page, "<section><h2>");
  suima_page_add_word (page, title);
  suima_page_add (page, "</h2>");
}

/* A section without rows is taken back. */
gsize
suima_page_open_list (SuimaPage *page, SuimaWord title)
{
  suima_page_open_section (page, title);
  suima_page_add (page, "<dl>");
  return page->out->len;
}

void
suima_page_close_list (SuimaPage *page, gsize before, gsize opened)
{
  if (page->out->len == opened)
    g_string_truncate (page->out, before);
  else
    suima_page_add (page, "</dl></section>");
}

static void
suima_page_add_icon (SuimaPage *page, const char *tone)
{
  suima_page_add (page, "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\">"
                        "<circle cx=\"24\" cy=\"24\" r=\"22\"/><path d=\"");
  for (guint i = 0; i < G_N_ELEMENTS (suima_page_icons); i++)
    if (strcmp (suima_page_icons[i].tone, tone) == 0)
      suima_page_add (page, suima_page_icons[i].path);
  suima_page_add (page, "\"/></svg>");
}

static void
suima_page_add_verdict (SuimaPage *page, const SuimaVerdictWords *verdict, const char *suffix)
{
  suima_page_add (page, "<div class=\"verdict ");
  suima_page_add (page, verdict->tone);
  suima_page_add (page, "\"><p class=\"word\">");
  suima_page_add_icon (page, verdict->tone);
  suima_page_add_text (page, verdict->word[page->language]);
  suima_page_add (page, "</p><h1>");
  suima_page_add_text (page, verdict->sentence[page->language]);
  suima_page_add_text (page, suffix ? suffix : "");
  suima_page_add (page, "</h1>");
  if (verdict->advice[page->language][0] != '\0')
    {
      suima_page_add (page, "<p>");
      suima_page_add_text (page, verdict->advice[page->language]);
      suima_page_add (page, "</p>");
    }
  suima_page_add (page, "</div>");
}

void
suima_page_add_moment (SuimaPage *page, SuimaWord label, gint64 moment_us)
{
  g_autofree char *moment = suima_page_new_moment (moment_us, page->at_us, page->language);

  suima_page_add_row (page, label, moment);
}

static const char *
suima_page_get_style (void)
{
  static GBytes *style;

  if (style == NULL)
    style = g_resource_lookup_data (suima_hub_get_resource (), "/org/suima/hub/page.css",
                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  return g_bytes_get_data (style, NULL);
}

static void
suima_page_add_head (SuimaPage *page, const SuimaVerdictWords *verdict)
{
  gboolean is_english = page->language == SUIMA_LANGUAGE_EN;

  suima_page_add (page, "<!DOCTYPE html>\n<html lang=\"");
  suima_page_add (page, is_english ? "en" : "zh-CN");
  suima_page_add (page, "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                        "content=\"width=device-width,initial-scale=1\">"
                        "<meta name=\"color-scheme\" content=\"light dark\">"
                        "<meta name=\"format-detection\" content=\"telephone=no\"><title>");
  suima_page_add_text (page, verdict->sentence[page->language]);
  suima_page_add (page, "</title><style>");
  suima_page_add (page, suima_page_get_style ());
  suima_page_add (page, "</style></head><body><header><span>");
  suima_page_add_word (page, SUIMA_WORD_BRAND);
  suima_page_add (page, is_english ? "</span><a lang=\"zh-CN\" href=\"?lang=zh\">"
                                   : "</span><a lang=\"en\" href=\"?lang=en\">");
  suima_page_add_word (page, SUIMA_WORD_OTHER_LANGUAGE);
  suima_page_add (page, "</a></header><main>");
}

/* The highest wish that we can fulfil; a reader who asks for neither gets Chinese. */
static SuimaLanguage
suima_page_read_wishes (const char *accept)
{
  g_auto (GStrv) wishes = g_strsplit (accept ? accept : "", ",", 20);
  double best[2] = { 0, 0 };

  for (guint i = 0; wishes[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_strstrip (wishes[i]), ";", 2);
      const char *q = parts[0] && parts[1] ? strstr (parts[1], "q=") : NULL;
      double weight = q ? g_ascii_strtod (q + 2, NULL) : 1.0;
      if (parts[0] == NULL)
        continue;
      if (g_ascii_strncasecmp (parts[0], "zh", 2) == 0)
        best[SUIMA_LANGUAGE_ZH] = MAX (best[SUIMA_LANGUAGE_ZH], weight);
      else if (g_ascii_strncasecmp (parts[0], "en", 2) == 0)
        best[SUIMA_LANGUAGE_EN] = MAX (best[SUIMA_LANGUAGE_EN], weight);
    }
  return best[SUIMA_LANGUAGE_EN] > best[SUIMA_LANGUAGE_ZH] ? SUIMA_LANGUAGE_EN : SUIMA_LANGUAGE_ZH;
}

SuimaLanguage
suima_page_choose_language (const SuimaRequest *request)
{
  g_auto (GStrv) pairs = g_strsplit (request->query ? request->query : "", "&", 50);

  if (g_strv_contains ((const char *const *)pairs, "lang=en"))
    return SUIMA_LANGUAGE_EN;
  if (g_strv_contains ((const char *const *)pairs, "lang=zh"))
    return SUIMA_LANGUAGE_ZH;
  return suima_page_read_wishes (suima_request_get_header (request, "accept-language"));
}

void
suima_page_open (SuimaPage *page, const SuimaVerdictWords *verdict, const char *suffix)
{
  page->out = g_string_sized_new (8192);
  suima_page_add_head (page, verdict);
  suima_page_add_verdict (page, verdict, suffix);
}

static void
suima_page_set_headers (SuimaReply *reply, SuimaLanguage language)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  g_autofree char *policy = NULL;
  guint8 digest[32];
  gsize size_bytes = sizeof digest;

  g_checksum_update (checksum, (const guchar *)suima_page_get_style (), -1);
  g_checksum_get_digest (checksum, digest, &size_bytes);
  hash = g_base64_encode (digest, size_bytes);
  policy = g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
                            "form-action 'none'; frame-ancestors 'none'",
                            hash);
  suima_reply_set_header (reply, "Content-Security-Policy", policy);
  suima_reply_set_header (reply, "Referrer-Policy", "no-referrer");
  suima_reply_set_header (reply, "Cache-Control", "no-store");
  suima_reply_set_header (reply, "Vary", "Accept-Language");
  suima_reply_set_header (reply, "Content-Language",
                          language == SUIMA_LANGUAGE_EN ? "en" : "zh-CN");
}

SuimaReply *
suima_page_close (SuimaPage *page, guint status)
{
  SuimaReply *reply;

  suima_page_add (page, "</main></body></html>\n");
  reply = suima_reply_new_text (status, "text/html; charset=utf-8",
                                g_string_free (g_steal_pointer (&page->out), FALSE));
  suima_page_set_headers (reply, page->language);
  return reply;
}

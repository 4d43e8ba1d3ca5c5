// SPDX-License-Identifier: Apache-2.0
// The page a phone shows when it opens a label's code.
#include "suima-hub-page-words.h"
#include "suima-hub-private.h"

#include "suima-hub-resources.h"
#include "suima-serial.h"

#include <string.h>

/** SuimaPage: the page being written. */
typedef struct
{
  GString *out; /* owned until it becomes the reply */
  SuimaLanguage language;
  gint64 at_us;
  const SuimaCode *code;   /* (nullable) */
  const SuimaTrace *trace; /* (nullable): exactly when there is no code */
} SuimaPage;

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

static void
suima_page_add (SuimaPage *page, const char *markup)
{
  g_string_append (page->out, markup);
}

static void
suima_page_add_text (SuimaPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (page->out, escaped);
}

static void
suima_page_add_word (SuimaPage *page, SuimaWord word)
{
  suima_page_add_text (page, suima_page_get_word (word, page->language));
}

/* Firms write their telephone behind their name; a shopper's page shows none. */
static char *
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

static void
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

static const char *
suima_page_get_fact (const SuimaPage *page, const char *key)
{
  return suima_json_get_text (page->trace->facts, key);
}

static void
suima_page_add_fact (SuimaPage *page, SuimaWord label, const char *key)
{
  suima_page_add_row (page, label, suima_page_get_fact (page, key));
}

static void
suima_page_add_party (SuimaPage *page, SuimaWord label, const char *key)
{
  const char *name = suima_page_get_fact (page, key);
  g_autofree char *shown = name ? suima_page_hide_numbers (name) : NULL;

  suima_page_add_row (page, label, shown);
}

static void
suima_page_add_day (SuimaPage *page, SuimaWord label, const char *key)
{
  const char *text = suima_page_get_fact (page, key);
  g_autofree char *shown = NULL;
  SuimaDay day;

  if (text == NULL || !suima_day_parse (text, &day, NULL))
    return;
  shown = suima_page_new_day (day, page->language);
  suima_page_add_row (page, label, shown);
}

static void
suima_page_open_section (SuimaPage *page, SuimaWord title)
{
  suima_page_add (page, "<section><h2>");
  suima_page_add_word (page, title);
  suima_page_add (page, "</h2>");
}

/* A section without rows is taken back. */
static gsize
suima_page_open_list (SuimaPage *page, SuimaWord title)
{
  suima_page_open_section (page, title);
  suima_page_add (page, "<dl>");
  return page->out->len;
}

static void
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
suima_page_add_copy (SuimaPage *page)
{
  g_autofree char *text = NULL;

  if (page->trace == NULL || page->trace->state != SUIMA_TRACE_REPRINTED)
    return;
  text = page->language == SUIMA_LANGUAGE_EN ? g_strdup_printf (" (copy %u)", page->trace->copy)
                                             : g_strdup_printf ("（第 %u 份）", page->trace->copy);
  suima_page_add_text (page, text);
}

static void
suima_page_add_verdict (SuimaPage *page, const SuimaVerdictWords *verdict)
{
  suima_page_add (page, "<div class=\"verdict ");
  suima_page_add (page, verdict->tone);
  suima_page_add (page, "\"><p class=\"word\">");
  suima_page_add_icon (page, verdict->tone);
  suima_page_add_text (page, verdict->word[page->language]);
  suima_page_add (page, "</p><h1>");
  suima_page_add_text (page, verdict->sentence[page->language]);
  suima_page_add_copy (page);
  suima_page_add (page, "</h1>");
  if (verdict->advice[page->language][0] != '\0')
    {
      suima_page_add (page, "<p>");
      suima_page_add_text (page, verdict->advice[page->language]);
      suima_page_add (page, "</p>");
    }
  suima_page_add (page, "</div>");
}

static void
suima_page_add_product (SuimaPage *page)
{
  const char *product = suima_page_get_fact (page, "suima:product");
  gsize before = page->out->len;

  suima_page_add (page, "<section class=\"product\">");
  if (product != NULL)
    {
      suima_page_add (page, "<h2><bdi>");
      suima_page_add_text (page, product);
      suima_page_add (page, "</bdi></h2>");
    }
  suima_page_add (page, "<dl>");
  suima_page_add_fact (page, SUIMA_WORD_SPEC, "suima:spec");
  suima_page_add_fact (page, SUIMA_WORD_LOT, "suima:lot");
  suima_page_close_list (page, before, 0);
}

static void
suima_page_add_origin (SuimaPage *page)
{
  gsize before = page->out->len;
  gsize opened = suima_page_open_list (page, SUIMA_WORD_FROM);
  const char *origin = suima_page_get_fact (page, "suima:origin");
  const char *country = suima_page_get_fact (page, "suima:country");
  g_autofree char *both = NULL;

  if (page->language == SUIMA_LANGUAGE_EN && origin != NULL && country != NULL)
    both = g_strdup_printf ("%s (%s)", origin, country);
  suima_page_add_row (page, SUIMA_WORD_ORIGIN, both ? both : origin);
  suima_page_add_fact (page, SUIMA_WORD_PORT, "suima:port");
  suima_page_close_list (page, before, opened);
}

static void
suima_page_add_expiry (SuimaPage *page)
{
  SuimaDay expiry = page->trace->expiry;
  SuimaDay today = suima_day_from_us (page->at_us, SUIMA_HUB_UTC_OFFSET_MIN);
  g_autofree char *day = NULL;
  g_autofree char *left = NULL;

  if (expiry == SUIMA_DAY_NONE)
    return;
  day = suima_page_new_day (expiry, page->language);
  left = suima_page_new_days_left (expiry, today, page->language);
  suima_page_add (page, "<dt>");
  suima_page_add_word (page, SUIMA_WORD_UNTIL);
  suima_page_add (page, expiry < today ? "</dt><dd><b class=\"past\">" : "</dt><dd><b>");
  suima_page_add_text (page, left);
  suima_page_add (page, "</b><br>");
  suima_page_add_text (page, day);
  suima_page_add (page, "</dd>");
}

static void
suima_page_add_times (SuimaPage *page)
{
  gsize before = page->out->len;
  gsize opened = suima_page_open_list (page, SUIMA_WORD_WHEN);

  suima_page_add_expiry (page);
  suima_page_add_day (page, SUIMA_WORD_MADE, "suima:productionDate");
  suima_page_add_day (page, SUIMA_WORD_ARRIVED, "suima:arrivalDate");
  suima_page_add_fact (page, SUIMA_WORD_STORAGE, "suima:storage");
  suima_page_close_list (page, before, opened);
}

static void
suima_page_add_parties (SuimaPage *page)
{
  gsize before = page->out->len;
  gsize opened = suima_page_open_list (page, SUIMA_WORD_WHO);

  suima_page_add_party (page, SUIMA_WORD_SELLER, "suima:operator");
  suima_page_add_party (page, SUIMA_WORD_IMPORTER, "suima:importer");
  suima_page_add_party (page, SUIMA_WORD_SUPPLIER, "suima:supplier");
  suima_page_add_party (page, SUIMA_WORD_PRODUCER, "suima:producer");
  suima_page_close_list (page, before, opened);
}

static gboolean
suima_page_add_paper (SuimaPage *page, SuimaPaperKind kind)
{
  const char *key;
  const char *name = suima_page_get_paper (kind, page->language, &key);
  const char *number = suima_page_get_fact (page, key);

  if (number == NULL || number[0] == '\0')
    return FALSE;
  suima_page_add (page, "<li class=\"paper\">");
  suima_page_add_text (page, name);
  suima_page_add (page, "<br><bdi class=\"number\">");
  suima_page_add_text (page, number);
  suima_page_add (page, "</bdi></li>");
  return TRUE;
}

static void
suima_page_add_papers (SuimaPage *page)
{
  gboolean has_any = FALSE;

  suima_page_open_section (page, SUIMA_WORD_CHECKS);
  suima_page_add (page, "<ul>");
  for (guint i = 0; i < SUIMA_N_PAPERS; i++)
    has_any = suima_page_add_paper (page, i) || has_any;
  if (!has_any)
    {
      suima_page_add (page, "<li>");
      suima_page_add_word (page, SUIMA_WORD_NO_PAPERS);
      suima_page_add (page, "</li>");
    }
  suima_page_add (page, "</ul></section>");
}

static void
suima_page_add_step (SuimaPage *page, const SuimaTraceStep *step)
{
  const char *name = suima_page_get_step (step->word, page->language);
  g_autofree char *moment = NULL;

  if (name == NULL)
    return;
  moment = suima_page_new_moment (step->at_us, page->at_us, page->language);
  suima_page_add (page, "<li><b>");
  suima_page_add_text (page, name);
  suima_page_add (page, "</b> <span>");
  suima_page_add_text (page, moment);
  suima_page_add (page, "</span></li>");
}

static void
suima_page_add_story (SuimaPage *page)
{
  gsize before = page->out->len, opened;

  suima_page_open_section (page, SUIMA_WORD_STORY);
  suima_page_add (page, "<ol>");
  opened = page->out->len;
  for (guint i = 0; i < page->trace->steps->len; i++)
    suima_page_add_step (page, g_ptr_array_index (page->trace->steps, i));
  if (page->out->len == opened)
    g_string_truncate (page->out, before);
  else
    suima_page_add (page, "</ol></section>");
}

static SuimaWord
suima_page_get_seal_word (SuimaSeal seal)
{
  switch (seal)
    {
    case SUIMA_SEAL_GOOD:
      return SUIMA_WORD_SEAL_GOOD;
    case SUIMA_SEAL_WRONG:
      return SUIMA_WORD_SEAL_WRONG;
    case SUIMA_SEAL_UNCHECKED:
      return SUIMA_WORD_SEAL_UNCHECKED;
    case SUIMA_SEAL_NONE:
    default:
      return SUIMA_WORD_SEAL_NONE;
    }
}

/* Of a code that nobody knows it cannot be said what kind of label it stands on. */
static void
suima_page_add_seal (SuimaPage *page)
{
  SuimaWord word = suima_page_get_seal_word (page->trace->seal);

  if (page->trace->state != SUIMA_TRACE_UNKNOWN || page->trace->seal != SUIMA_SEAL_NONE)
    suima_page_add_row (page, SUIMA_WORD_SEAL, suima_page_get_word (word, page->language));
}

static void
suima_page_add_moment (SuimaPage *page, SuimaWord label, gint64 moment_us)
{
  g_autofree char *moment = suima_page_new_moment (moment_us, page->at_us, page->language);

  suima_page_add_row (page, label, moment);
}

static void
suima_page_add_foot (SuimaPage *page)
{
  suima_page_add (page, "<footer><dl>");
  if (page->code != NULL)
    {
      g_autofree char *groups = suima_serial_to_groups (page->code->serial);
      suima_page_add (page, "<dt>");
      suima_page_add_word (page, SUIMA_WORD_CODE);
      suima_page_add (page, "</dt><dd class=\"code\">");
      suima_page_add_text (page, groups);
      suima_page_add (page, "</dd>");
      suima_page_add_seal (page);
    }
  suima_page_add_moment (page, SUIMA_WORD_CHECKED_AT, page->at_us);
  if (page->trace != NULL && page->trace->record_us > 0)
    suima_page_add_moment (page, SUIMA_WORD_DATA_UNTIL, page->trace->record_us);
  suima_page_add (page, "</dl></footer>");
}

/* A forged label gets no true story to stand beside it. */
static void
suima_page_add_details (SuimaPage *page)
{
  if (page->trace == NULL || page->trace->facts == NULL || page->trace->state == SUIMA_TRACE_FORGED)
    return;
  suima_page_add_product (page);
  suima_page_add_origin (page);
  suima_page_add_times (page);
  suima_page_add_parties (page);
  suima_page_add_papers (page);
  suima_page_add_story (page);
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

static SuimaLanguage
suima_page_choose_language (const SuimaRequest *request)
{
  g_auto (GStrv) pairs = g_strsplit (request->query ? request->query : "", "&", 50);

  if (g_strv_contains ((const char *const *)pairs, "lang=en"))
    return SUIMA_LANGUAGE_EN;
  if (g_strv_contains ((const char *const *)pairs, "lang=zh"))
    return SUIMA_LANGUAGE_ZH;
  return suima_page_read_wishes (suima_request_get_header (request, "accept-language"));
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

static SuimaReply *
suima_page_finish (SuimaPage *page)
{
  SuimaTraceState state = page->trace ? page->trace->state : SUIMA_TRACE_UNKNOWN;
  const SuimaVerdictWords *verdict = suima_page_get_verdict (state);
  SuimaReply *reply;

  page->out = g_string_sized_new (8192);
  suima_page_add_head (page, verdict);
  suima_page_add_verdict (page, verdict);
  suima_page_add_details (page);
  suima_page_add_foot (page);
  suima_page_add (page, "</main></body></html>\n");
  reply =
      suima_reply_new_text (state == SUIMA_TRACE_UNKNOWN ? 404 : 200, "text/html; charset=utf-8",
                            g_string_free (g_steal_pointer (&page->out), FALSE));
  suima_page_set_headers (reply, page->language);
  return reply;
}

/* Labels are printed in capitals; what is typed from one may not be. The host is not looked at
 * here: it is the label's, or that of whoever stands in front of us. */
static SuimaCode *
suima_page_parse_path (const char *path)
{
  g_autofree char *upper = g_ascii_strup (path, -1);
  gsize length = strlen (upper);
  g_autofree char *uri = NULL;

  while (length > 1 && upper[length - 1] == '/')
    upper[--length] = '\0';
  uri = g_strconcat ("HTTPS://HUB", upper, NULL);
  return suima_code_parse (uri, NULL);
}

SuimaReply *
suima_hub_page (SuimaHub *hub, const SuimaRequest *request)
{
  const char *host = suima_request_get_header (request, "host");
  g_autofree char *upper = host ? g_ascii_strup (host, -1) : NULL;
  g_autoptr (SuimaCode) code = suima_page_parse_path (request->path);
  g_autoptr (SuimaTrace) trace = NULL;
  g_autoptr (GError) error = NULL;
  SuimaPage page = { .language = suima_page_choose_language (request),
                     .at_us = request->at_us,
                     .code = code };

  if (code != NULL)
    {
      trace = suima_hub_trace (hub, code, upper, request->at_us, &error);
      if (trace == NULL)
        return suima_reply_new_error (error, "ImplementationException");
    }
  page.trace = trace;
  return suima_page_finish (&page);
}

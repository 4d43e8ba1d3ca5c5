// SPDX-License-Identifier: Apache-2.0
// The page a phone shows when it opens a label's code.
#include "suima-hub-page-paper.h"
#include "suima-hub-page-writer.h"

#include "suima-serial.h"

#include <string.h>

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

static char *
suima_page_new_copy (const SuimaPage *page)
{
  if (page->trace == NULL || page->trace->state != SUIMA_TRACE_REPRINTED)
    return NULL;
  return page->language == SUIMA_LANGUAGE_EN ? g_strdup_printf (" (copy %u)", page->trace->copy)
                                             : g_strdup_printf ("（第 %u 份）", page->trace->copy);
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

static SuimaReply *
suima_page_finish (SuimaPage *page)
{
  SuimaTraceState state = page->trace ? page->trace->state : SUIMA_TRACE_UNKNOWN;
  g_autofree char *copy = suima_page_new_copy (page);

  suima_page_open (page, suima_page_get_verdict (state), copy);
  suima_page_add_details (page);
  suima_page_add_foot (page);
  return suima_page_close (page, state == SUIMA_TRACE_UNKNOWN ? 404 : 200);
}

/* Labels are printed in capitals; what is typed from one may not be. The host is not looked at
 * here: it is the label's, or that of whoever stands in front of us. */
static char *
suima_page_new_uri (const char *path)
{
  g_autofree char *upper = g_ascii_strup (path, -1);
  gsize length = strlen (upper);

  while (length > 1 && upper[length - 1] == '/')
    upper[--length] = '\0';
  return g_strconcat (SUIMA_PAGE_ANY_HOST, upper, NULL);
}

SuimaReply *
suima_hub_page (SuimaHub *hub, const SuimaRequest *request)
{
  const char *host = suima_request_get_header (request, "host");
  g_autofree char *upper = host ? g_ascii_strup (host, -1) : NULL;
  g_autofree char *uri = suima_page_new_uri (request->path);
  g_autoptr (SuimaCode) code = suima_code_parse (uri, NULL);
  g_autoptr (SuimaTrace) trace = NULL;
  g_autoptr (GError) error = NULL;
  SuimaPage page = { .language = suima_page_choose_language (request),
                     .at_us = request->at_us,
                     .code = code };

  if (suima_page_is_paper (uri))
    return suima_hub_paper_page (hub, &page, uri, upper);
  if (code != NULL)
    {
      trace = suima_hub_trace (hub, code, upper, request->at_us, &error);
      if (trace == NULL)
        return suima_reply_new_error (error, "ImplementationException");
    }
  page.trace = trace;
  return suima_page_finish (&page);
}

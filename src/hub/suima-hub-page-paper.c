// SPDX-License-Identifier: Apache-2.0
// What a shopper may see of a voucher or a certificate: not to whom the goods went, nor how many.
#include "suima-hub-page-paper.h"

#include "suima-hub-paper.h"
#include "suima-mask.h"

#include <string.h>

#define SUIMA_PAGE_VOUCHER SUIMA_PAGE_ANY_HOST "/V/"
#define SUIMA_PAGE_CERTIFICATE SUIMA_PAGE_ANY_HOST "/HGZ/"

gboolean
suima_page_is_paper (const char *uri)
{
  return g_str_has_prefix (uri, SUIMA_PAGE_VOUCHER) ||
         g_str_has_prefix (uri, SUIMA_PAGE_CERTIFICATE);
}

static void
suima_page_add_masked (SuimaPage *page, SuimaWord label, SuimaFieldClass field, const char *text)
{
  g_autofree char *masked = suima_mask_for (SUIMA_ROLE_CONSUMER, field, text);
  g_autofree char *shown = masked ? suima_page_hide_numbers (masked) : NULL;

  suima_page_add_row (page, label, shown);
}

static void
suima_page_add_day_row (SuimaPage *page, SuimaWord label, SuimaDay day)
{
  g_autofree char *shown = day != SUIMA_DAY_NONE ? suima_page_new_day (day, page->language) : NULL;

  suima_page_add_row (page, label, shown);
}

/* Whether its maker has told of it is said in words, both ways. */
static void
suima_page_add_report (SuimaPage *page, const SuimaPaper *paper)
{
  if (paper->reported_us > 0)
    suima_page_add_moment (page, SUIMA_WORD_REPORTED, paper->reported_us);
  else
    suima_page_add_row (page, SUIMA_WORD_REPORTED,
                        suima_page_get_word (SUIMA_WORD_NOT_REPORTED, page->language));
}

static void
suima_page_add_line (SuimaPage *page, const SuimaBatch *line)
{
  g_autofree char *product = suima_mask_text (line->product);

  suima_page_add (page, "<section class=\"product\"><h2><bdi>");
  suima_page_add_text (page, product);
  suima_page_add (page, "</bdi></h2><dl>");
  suima_page_add_row (page, SUIMA_WORD_SPEC, line->spec);
  suima_page_add_row (page, SUIMA_WORD_LOT, line->lot);
  suima_page_add_row (page, SUIMA_WORD_ORIGIN, line->origin);
  suima_page_add_day_row (page, SUIMA_WORD_MADE, line->production);
  suima_page_add_day_row (page, SUIMA_WORD_UNTIL, line->expiry);
  suima_page_add (page, "</dl></section>");
}

static void
suima_page_add_note (SuimaPage *page, SuimaWord word)
{
  suima_page_add (page, "<section><p>");
  suima_page_add_word (page, word);
  suima_page_add (page, "</p></section>");
}

static void
suima_page_add_lines (SuimaPage *page, const SuimaVoucher *voucher)
{
  for (guint i = 0; i < voucher->lines->len; i++)
    suima_page_add_line (page, voucher->lines->pdata[i]);
  if (voucher->is_short)
    suima_page_add_note (page, SUIMA_WORD_SHORT_VOUCHER);
  suima_page_add_note (page, SUIMA_WORD_NOT_SHOWN);
}

/* Anybody can write a code that bears our address: what one says is shown only of a registered
 * seller. */
static gboolean
suima_page_may_show (SuimaPaperState state)
{
  return state <= SUIMA_PAPER_VOUCHER_WITHDRAWN;
}

static void
suima_page_add_voucher (SuimaPage *page, const SuimaPaper *paper)
{
  const SuimaVoucher *voucher = paper->voucher;
  gsize before, opened;

  if (voucher == NULL || !suima_page_may_show (paper->state))
    return;
  before = page->out->len;
  opened = suima_page_open_list (page, SUIMA_WORD_VOUCHER);
  suima_page_add_masked (page, SUIMA_WORD_SELLER, SUIMA_FIELD_ORGANISATION, voucher->seller);
  if (g_strcmp0 (paper->registered, voucher->seller) != 0)
    suima_page_add_masked (page, SUIMA_WORD_REGISTERED, SUIMA_FIELD_ORGANISATION, paper->registered);
  suima_page_add_day_row (page, SUIMA_WORD_ISSUED, voucher->day);
  suima_page_add_report (page, paper);
  if (paper->received_us > 0)
    suima_page_add_moment (page, SUIMA_WORD_GOODS_RECEIVED, paper->received_us);
  suima_page_close_list (page, before, opened);
  suima_page_add_lines (page, voucher);
}

static void
suima_page_add_lots (SuimaPage *page, const SuimaPaper *paper)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < paper->lots->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", (char *)paper->lots->pdata[i]);
  suima_page_add_row (page, SUIMA_WORD_LOT, all->str);
}

static void
suima_page_add_certificate (SuimaPage *page, const SuimaPaper *paper)
{
  g_autofree char *shops = paper->n_shops > 0 ? g_strdup_printf ("%u", paper->n_shops) : NULL;
  gsize before = page->out->len;
  gsize opened;

  if (paper->number == NULL)
    return;
  opened = suima_page_open_list (page, SUIMA_WORD_CERTIFICATE);
  suima_page_add_row (page, SUIMA_WORD_PRODUCT, paper->product);
  suima_page_add_lots (page, paper);
  if (paper->state == SUIMA_PAPER_CERTIFICATE_ISSUED)
    suima_page_add_masked (page, SUIMA_WORD_ISSUER, SUIMA_FIELD_ORGANISATION, paper->issuer);
  suima_page_add_day_row (page, SUIMA_WORD_ISSUED, paper->issued);
  suima_page_add_report (page, paper);
  suima_page_add_row (page, SUIMA_WORD_SHOPS, shops);
  suima_page_close_list (page, before, opened);
  if (paper->record_us > 0)
    suima_page_add_note (page, SUIMA_WORD_COMPARE);
}

static void
suima_page_add_paper_foot (SuimaPage *page, const SuimaPaper *paper)
{
  suima_page_add (page, "<footer><dl>");
  if (paper->number != NULL)
    {
      suima_page_add (page, "<dt>");
      suima_page_add_word (page, SUIMA_WORD_NUMBER);
      suima_page_add (page, "</dt><dd class=\"code\">");
      suima_page_add_text (page, paper->number);
      suima_page_add (page, "</dd>");
    }
  suima_page_add_moment (page, SUIMA_WORD_CHECKED_AT, page->at_us);
  if (paper->record_us > 0)
    suima_page_add_moment (page, SUIMA_WORD_DATA_UNTIL, paper->record_us);
  suima_page_add (page, "</dl></footer>");
}

static gboolean
suima_page_is_unknown (SuimaPaperState state)
{
  return state == SUIMA_PAPER_VOUCHER_BROKEN || state == SUIMA_PAPER_CERTIFICATE_BROKEN ||
         state == SUIMA_PAPER_CERTIFICATE_UNKNOWN;
}

SuimaReply *
suima_hub_paper_page (SuimaHub *hub, SuimaPage *page, const char *uri, const char *host)
{
  gboolean is_voucher = g_str_has_prefix (uri, SUIMA_PAGE_VOUCHER);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaPaper) paper = is_voucher ? suima_hub_trace_voucher (hub, uri, host, &error)
                                            : suima_hub_trace_certificate (hub, uri, &error);

  if (paper == NULL)
    return suima_reply_new_error (error, "ImplementationException");
  suima_page_open (page, suima_page_get_paper_verdict (paper->state), NULL);
  if (is_voucher)
    suima_page_add_voucher (page, paper);
  else
    suima_page_add_certificate (page, paper);
  suima_page_add_paper_foot (page, paper);
  return suima_page_close (page, suima_page_is_unknown (paper->state) ? 404 : 200);
}

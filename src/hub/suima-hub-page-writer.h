// SPDX-License-Identifier: Apache-2.0
// What every page of the hub is made of: no markup comes from data.
#pragma once

#include "suima-hub-page-words.h"
#include "suima-hub-private.h"

/** SuimaPage: the page being written. */
typedef struct
{
  GString *out; /* owned until it becomes the reply */
  SuimaLanguage language;
  gint64 at_us;

  /* of an item's page, borrowed */
  const SuimaCode *code;   /* (nullable) */
  const SuimaTrace *trace; /* (nullable): exactly when there is no code */
} SuimaPage;

/* In place of the label's own host, which a phone may not have come by. */
#define SUIMA_PAGE_ANY_HOST "HTTPS://HUB"

/** suima_page_choose_language: `lang` of the query, else the reader's wishes; Chinese for neither. */
SuimaLanguage suima_page_choose_language (const SuimaRequest *request);

/** suima_page_open: Writes the head and the band; @suffix: (nullable): behind its sentence. */
void suima_page_open (SuimaPage *page, const SuimaVerdictWords *verdict, const char *suffix);
/** suima_page_close: Returns: (transfer full): the page, with the headers that keep it harmless. */
SuimaReply *suima_page_close (SuimaPage *page, guint status);

/** suima_page_add: @markup: of the program, never of data. */
void suima_page_add (SuimaPage *page, const char *markup);
void suima_page_add_text (SuimaPage *page, const char *text);
void suima_page_add_word (SuimaPage *page, SuimaWord word);
/** suima_page_add_row: Nothing where @value is %NULL or empty. */
void suima_page_add_row (SuimaPage *page, SuimaWord label, const char *value);
void suima_page_add_moment (SuimaPage *page, SuimaWord label, gint64 moment_us);
void suima_page_open_section (SuimaPage *page, SuimaWord title);
/** suima_page_open_list: Returns: where its rows begin, for suima_page_close_list(), which takes a
 * section without rows back to @before. */
gsize suima_page_open_list (SuimaPage *page, SuimaWord title);
void suima_page_close_list (SuimaPage *page, gsize before, gsize opened);

/** suima_page_hide_numbers: Returns: (transfer full): @text without telephone numbers. */
char *suima_page_hide_numbers (const char *text);

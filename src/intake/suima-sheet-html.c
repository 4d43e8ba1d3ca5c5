// SPDX-License-Identifier: Apache-2.0
// The tables of a web page, one below another. Exporters call such a page .xls.
#include "suima-sheet-grid.h"

#include "suima-error.h"
#include "suima-sheet-text.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define SUIMA_HTML_MAX_DEPTH 256
#define SUIMA_HTML_MAX_PENDING_BYTES (1 << 20)

typedef struct
{
  SuimaSheet *sheet;                          /* borrowed */
  htmlParserCtxtPtr parser;                   /* owned */
  guint row, column;                          /* of the cell that is open, or was last */
  guint spanned[SUIMA_SHEET_MAX_COLUMNS + 1]; /* by column: the last row that a cell above covers */
  guint span;                                 /* columns that the open cell covers */
  guint tables;                               /* open ones */
  gboolean in_cell;
  gboolean was_number;
  gboolean has_blank; /* one is due before the next letter */
  gboolean is_ending; /* what ends now was never ended in the file */
  GString *text;      /* owned: of the open cell */
  GError *error;      /* owned */
} SuimaHtml;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (htmlParserCtxt, htmlFreeParserCtxt)

static void
suima_html_refuse (SuimaHtml *html, const char *message)
{
  if (html->error == NULL)
    g_set_error_literal (&html->error, SUIMA_ERROR, SUIMA_ERROR_INVALID, message);
}

static const char *
suima_html_find_attribute (const xmlChar **attributes, const char *name)
{
  for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
    if (g_ascii_strcasecmp ((const char *)attributes[0], name) == 0)
      return attributes[1] ? (const char *)attributes[1] : "";
  return NULL;
}

static guint
suima_html_get_span (const xmlChar **attributes, const char *name, guint max)
{
  const char *text = suima_html_find_attribute (attributes, name);
  guint64 span = 1;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, max, &span, NULL))
    span = 1;
  return (guint)span;
}

static void
suima_html_end_cell (SuimaHtml *html)
{
  SuimaCell cell = { 0, (guint16)MIN (html->column, G_MAXUINT16),
                     html->was_number ? SUIMA_CELL_NUMBER : SUIMA_CELL_TEXT };

  if (!html->in_cell)
    return;
  html->in_cell = FALSE;
  if (html->text->len > SUIMA_SHEET_MAX_CELL_BYTES)
    g_set_error (&html->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "a cell of row %u holds more than %u bytes", html->row,
                 SUIMA_SHEET_MAX_CELL_BYTES);
  else if (suima_sheet_add_text (html->sheet, html->text->str, html->text->len, &cell.text,
                                 &html->error))
    suima_sheet_add_cell (html->sheet, html->row, cell, &html->error);
  html->column += html->span - 1;
}

static void
suima_html_start_row (SuimaHtml *html)
{
  suima_html_end_cell (html);
  html->row++;
  html->column = 0;
}

/* A cell stands in the first column that none above it covers. */
static void
suima_html_start_cell (SuimaHtml *html, const xmlChar **attributes)
{
  guint n_rows = suima_html_get_span (attributes, "rowspan", SUIMA_SHEET_MAX_ROWS);

  suima_html_end_cell (html);
  html->row += html->row == 0 ? 1 : 0;
  html->column++;
  while (html->column <= SUIMA_SHEET_MAX_COLUMNS && html->spanned[html->column] >= html->row)
    html->column++;
  html->span = suima_html_get_span (attributes, "colspan", SUIMA_SHEET_MAX_COLUMNS);
  for (guint i = 0; i < html->span && html->column + i <= SUIMA_SHEET_MAX_COLUMNS; i++)
    html->spanned[html->column + i] = html->row + n_rows - 1;
  html->was_number = suima_html_find_attribute (attributes, "x:num") != NULL;
  html->in_cell = TRUE;
  html->has_blank = FALSE;
  g_string_truncate (html->text, 0);
}

/* A table in a cell stands for itself: pages keep their real table in such a frame. */
static void
suima_html_start_table (SuimaHtml *html)
{
  suima_html_end_cell (html);
  memset (html->spanned, 0, sizeof html->spanned);
  html->tables++;
}

static void
suima_html_start_cb (void *user_data, const xmlChar *name, const xmlChar **attributes)
{
  SuimaHtml *html = user_data;
  const char *tag = (const char *)name;

  if (html->error != NULL)
    return;
  if (html->parser->nameNr > SUIMA_HTML_MAX_DEPTH)
    suima_html_refuse (html, "the tags of the web page are nested too deep");
  else if (strcmp (tag, "table") == 0)
    suima_html_start_table (html);
  else if (strcmp (tag, "tr") == 0)
    suima_html_start_row (html);
  else if (strcmp (tag, "td") == 0 || strcmp (tag, "th") == 0)
    suima_html_start_cell (html, attributes);
  else if (strcmp (tag, "br") == 0 || strcmp (tag, "p") == 0 || strcmp (tag, "div") == 0)
    html->has_blank = html->text->len > 0;
}

static void
suima_html_end_cb (void *user_data, const xmlChar *name)
{
  SuimaHtml *html = user_data;
  const char *tag = (const char *)name;

  if (html->error != NULL)
    return;
  if (strcmp (tag, "table") == 0 && html->is_ending)
    suima_html_refuse (html, "the web page ends in the middle of a table: it was cut off on the "
                             "way");
  else if (strcmp (tag, "table") == 0)
    {
      suima_html_end_cell (html);
      memset (html->spanned, 0, sizeof html->spanned);
      html->tables -= html->tables > 0 ? 1 : 0;
    }
  else if (strcmp (tag, "td") == 0 || strcmp (tag, "th") == 0 || strcmp (tag, "tr") == 0)
    suima_html_end_cell (html);
}

/* Blanks of the page's source count as one; the parser has turned &nbsp; into a letter. */
static void
suima_html_text_cb (void *user_data, const xmlChar *text, int size_bytes)
{
  SuimaHtml *html = user_data;

  for (int i = 0; html->in_cell && i < size_bytes; i++)
    {
      gboolean is_blank = g_ascii_isspace (text[i]);
      if (is_blank || html->text->len > SUIMA_SHEET_MAX_CELL_BYTES)
        {
          html->has_blank = html->text->len > 0;
          continue;
        }
      if (html->has_blank)
        g_string_append_c (html->text, ' ');
      html->has_blank = FALSE;
      g_string_append_c (html->text, (char)text[i]);
    }
}

/* Scripts, styles and what the parser grumbles about are nothing to a sheet. */
static void
suima_html_ignore_cb (void *user_data, const xmlChar *text, int size_bytes)
{
}

static void
suima_html_grumble_cb (void *user_data, const char *format, ...)
{
}

static void
suima_html_problem_cb (void *user_data, xmlErrorPtr problem)
{
}

static htmlParserCtxtPtr
suima_html_new_parser (SuimaHtml *html)
{
  static gsize is_ready;
  xmlSAXHandler handler = {
    .startElement = suima_html_start_cb,
    .endElement = suima_html_end_cb,
    .characters = suima_html_text_cb,
    .ignorableWhitespace = suima_html_text_cb,
    .cdataBlock = suima_html_ignore_cb,
    .warning = suima_html_grumble_cb,
    .error = suima_html_grumble_cb,
    .fatalError = suima_html_grumble_cb,
    .serror = suima_html_problem_cb,
    .initialized = XML_SAX2_MAGIC,
  };
  htmlParserCtxtPtr parser;

  if (g_once_init_enter (&is_ready))
    {
      xmlInitParser ();
      g_once_init_leave (&is_ready, 1);
    }
  /* Without a tree, and without a file or an address to load from. */
  parser = htmlCreatePushParserCtxt (&handler, html, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (parser != NULL)
    htmlCtxtUseOptions (parser, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
                                    HTML_PARSE_NOWARNING);
  return parser;
}

static gboolean
suima_html_feed (gpointer user_data, const char *block, gsize size_bytes, GError **error)
{
  SuimaHtml *html = user_data;

  htmlParseChunk (html->parser, block, (int)size_bytes, size_bytes == 0);
  /* A tag or a comment that does not end is kept whole by the parser. */
  if (html->error == NULL && html->parser->input != NULL &&
      html->parser->input->end - html->parser->input->cur > SUIMA_HTML_MAX_PENDING_BYTES)
    suima_html_refuse (html, "the web page is damaged: a tag or a text does not end");
  if (html->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&html->error));
  return FALSE;
}

static gboolean
suima_html_finish (SuimaHtml *html, GError **error)
{
  html->is_ending = html->tables > 0;
  if (!suima_html_feed (html, "", 0, error))
    return FALSE;
  if (suima_sheet_get_n_rows (html->sheet) > 0)
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the web page has no table with a filled cell");
  return FALSE;
}

SuimaSheet *
suima_sheet_read_html (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  g_autoptr (SuimaSheet) sheet = suima_sheet_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  SuimaHtml html = { .sheet = sheet, .text = text, .span = 1 };
  g_autoptr (htmlParserCtxt) parser = suima_html_new_parser (&html);
  gboolean done;

  if (parser == NULL)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "cannot begin to read HTML");
      return NULL;
    }
  html.parser = parser;
  done = suima_text_read (data, size_bytes, suima_html_feed, &html, error) &&
         suima_html_finish (&html, error);
  g_clear_error (&html.error);
  return done ? g_steal_pointer (&sheet) : NULL;
}

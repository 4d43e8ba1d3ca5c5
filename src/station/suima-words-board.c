// SPDX-License-Identifier: Apache-2.0
// The market's board as text: columns of a typewriter face, a Chinese character two wide.
#include "suima-words.h"

#include "suima-station-market.h"

#include <glib/gi18n-lib.h>

#define SUIMA_BOARD_COLUMNS 80u

static guint
suima_board_width_of (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

static guint
suima_board_measure (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += suima_board_width_of (g_utf8_get_char (p));
  return width;
}

/* @text in exactly @columns: cut off with two dots, or filled up. Line breaks become blanks. */
static void
suima_board_add_cell (GString *out, const char *text, guint columns)
{
  guint room = suima_board_measure (text) > columns ? columns - 2 : columns, used = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint width = suima_board_width_of (c);
      if (used + width > room)
        break;
      g_string_append_unichar (out, g_unichar_iscntrl (c) ? ' ' : c);
      used += width;
    }
  if (room < columns)
    {
      g_string_append (out, "..");
      used += 2;
    }
  for (; used < columns; used++)
    g_string_append_c (out, ' ');
}

static void
suima_board_trim_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

typedef struct
{
  const char *title;
  guint columns;
} SuimaBoardColumn;

static const SuimaBoardColumn suima_board_columns[] = {
  { N_ ("Product"), 18 }, { N_ ("Lot"), 12 },    { N_ ("Stall, seller"), 16 },
  { N_ ("Test"), 14 },    { N_ ("Value"), 9 }, { N_ ("Result"), 6 },
};

static void
suima_board_add_row (GString *out, const char *const *cells)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_board_columns); i++)
    {
      suima_board_add_cell (out, cells[i] ? cells[i] : "", suima_board_columns[i].columns);
      if (i + 1 < G_N_ELEMENTS (suima_board_columns))
        g_string_append_c (out, ' ');
    }
  suima_board_trim_line (out);
}

static void
suima_board_add_rule (GString *out, char c)
{
  for (guint i = 0; i < SUIMA_BOARD_COLUMNS; i++)
    g_string_append_c (out, c);
  g_string_append_c (out, '\n');
}

static void
suima_board_add_result (GString *out, const SuimaBoardLine *line)
{
  g_autofree char *where = g_strstrip (g_strconcat (line->stall, " ", line->seller, NULL));
  const char *const cells[] = { line->batch->product, line->batch->lot,  where, line->test->item,
                                line->test->value,    line->test->is_passed ? _ ("pass") : _ ("FAIL") };

  suima_board_add_row (out, cells);
}

static void
suima_board_add_results (GString *out, const SuimaBoard *board)
{
  const char *titles[G_N_ELEMENTS (suima_board_columns)];

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    titles[i] = _ (suima_board_columns[i].title);
  suima_board_add_row (out, titles);
  suima_board_add_rule (out, '-');
  for (guint i = 0; i < board->results->len; i++)
    suima_board_add_result (out, g_ptr_array_index (board->results, i));
  if (board->results->len == 0)
    g_string_append_printf (out, "%s\n", _ ("No results on record"));
}

static void
suima_board_add_disposal (GString *out, const SuimaBoardDisposal *disposal, const char *unit)
{
  g_autofree char *day = suima_day_to_text (disposal->day);
  g_autofree char *quantity = suima_quantity_to_text (disposal->quantity_milli);
  g_autofree char *weight = suima_quantity_to_text (disposal->weight_g);

  g_string_append_printf (out, "  %s %s: %s %s", day, disposal->method, quantity, unit ? unit : "");
  if (disposal->weight_g > 0)
    g_string_append_printf (out, " (%s kg)", weight);
  g_string_append_c (out, '\n');
}

static void
suima_board_add_failure (GString *out, const SuimaBoardLine *line)
{
  const char *unit = line->batch->unit;
  g_autofree char *left = suima_quantity_to_text (line->on_hand_milli);

  g_string_append_printf (out, "%s %s · %s %s\n", line->batch->product,
                          line->batch->lot ? line->batch->lot : "", line->test->item,
                          line->test->value ? line->test->value : "");
  for (guint i = 0; i < line->destructions->len; i++)
    suima_board_add_disposal (out, g_ptr_array_index (line->destructions, i), unit);
  if (line->on_hand_milli > 0)
    {
      g_string_append (out, "  ");
      g_string_append_printf (out, _ ("locked, to be destroyed: %s %s"), left, unit ? unit : "");
      g_string_append_c (out, '\n');
    }
  else if (line->destructions->len == 0)
    g_string_append_printf (out, "  %s\n", _ ("nothing of it is left in the market"));
}

static void
suima_board_add_failures (GString *out, const SuimaBoard *board)
{
  g_string_append_printf (out, "%s\n", _ ("What became of goods that failed"));
  suima_board_add_rule (out, '-');
  for (guint i = 0; i < board->failures->len; i++)
    suima_board_add_failure (out, g_ptr_array_index (board->failures, i));
  if (board->failures->len == 0)
    g_string_append_printf (out, "%s\n", _ ("None failed"));
}

/* A line of which each half has its place. */
static void
suima_board_add_pair (GString *out, const char *title, const char *text)
{
  g_string_append (out, title);
  g_string_append (out, ": ");
  g_string_append (out, *text != '\0' ? text : "-");
  g_string_append_c (out, '\n');
}

static void
suima_board_add_title (GString *out, const SuimaBoard *board)
{
  g_autofree char *title =
      g_strdup_printf (_ ("%s: food safety tests"), *board->market ? board->market : _ ("Market"));
  guint width = suima_board_measure (title);

  for (guint i = 0; width < SUIMA_BOARD_COLUMNS && i < (SUIMA_BOARD_COLUMNS - width) / 2; i++)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "%s\n", title);
}

char *
suima_words_board (const SuimaBoard *board)
{
  GString *out = g_string_new (NULL);
  g_autofree char *day = suima_day_to_text (board->day);

  suima_board_add_title (out, board);
  g_string_append_printf (out, _ ("Day: %s    to be shown before %s"), day,
                          board->is_retail ? "09:00" : "08:00");
  g_string_append_c (out, '\n');
  suima_board_add_rule (out, '=');
  suima_board_add_results (out, board);
  suima_board_add_rule (out, '=');
  g_string_append_printf (out, _ ("Tested: %u, passed: %u, failed: %u"), board->results->len,
                          board->n_passed, board->results->len - board->n_passed);
  g_string_append (out, "\n\n");
  suima_board_add_failures (out, board);
  suima_board_add_rule (out, '=');
  suima_board_add_pair (out, _ ("Food safety managers"), board->managers);
  suima_board_add_pair (out, _ ("Phone of the market"), board->phone);
  suima_board_add_pair (out, _ ("Complaints"), "12315");
  return g_string_free (out, FALSE);
}

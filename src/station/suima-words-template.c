// SPDX-License-Identifier: Apache-2.0
// What is said of templates, and of words that do not fit them.
#include "suima-words.h"

#include <glib/gi18n-lib.h>

/* What is wrong, without the place. */
static char *
suima_words_template_lack (const SuimaTemplateProblem *problem)
{
  const char *text = problem->text != NULL ? problem->text : "";
  char character[7] = "";

  switch (problem->kind)
    {
    case SUIMA_TEMPLATE_HEIGHT:
      return g_strdup_printf (_ ("\"%s\" does not fit: the box is %.1f mm too low. Make it higher, or "
                                 "allow smaller type"),
                              text, problem->missing_mm);
    case SUIMA_TEMPLATE_WIDTH:
      return g_strdup_printf (_ ("\"%s\" does not fit: the box is %.1f mm too narrow. Make it wider, "
                                 "or allow smaller type"),
                              text, problem->missing_mm);
    case SUIMA_TEMPLATE_LINES:
      return g_strdup_printf (_ ("\"%s\" needs %u lines: raise max_lines"), text, problem->n_lines);
    case SUIMA_TEMPLATE_LONG:
      return g_strdup_printf (_ ("\"%s\" is too long for any label: shorten it"), text);
    case SUIMA_TEMPLATE_CHARACTER:
      g_unichar_to_utf8 (problem->unknown, character);
      return g_strdup_printf (_ ("the character \"%s\" (U+%04X) cannot be printed, no font has it: "
                                 "write it another way"),
                              character, problem->unknown);
    case SUIMA_TEMPLATE_CODE:
      return g_strdup_printf (_ ("the code does not fit: make its box %.1f mm larger each way"),
                              problem->missing_mm);
    case SUIMA_TEMPLATE_MODULE:
      return g_strdup_printf (_ ("the code's modules are %u dots, %.2f mm: some phones will not read "
                                 "it. Make its box larger"),
                              problem->module_dots, problem->module_mm);
    case SUIMA_TEMPLATE_READ_BACK:
      return g_strdup (_ ("the code cannot be read as it is drawn: leave more white around it"));
    case SUIMA_TEMPLATE_PICTURE:
    case SUIMA_TEMPLATE_UNREADABLE:
    default:
      return g_strdup (problem->detail != NULL ? problem->detail : "");
    }
}

char *
suima_words_template_problem (const SuimaTemplateProblem *problem)
{
  g_autofree char *lack = suima_words_template_lack (problem);
  g_autofree char *place = NULL;

  if (problem->box == 0)
    return g_steal_pointer (&lack);
  place = problem->pattern != NULL
              ? g_strdup_printf (_ ("Box %u (%s)"), problem->box, problem->pattern)
              : g_strdup_printf (_ ("Box %u"), problem->box);
  if (problem->dpi == 0)
    return g_strdup_printf (_ ("%s: %s"), place, lack);
  return g_strdup_printf (_ ("%s, at %u dpi: %s"), place, problem->dpi, lack);
}

char *
suima_words_label_refusal (const SuimaTemplateProblem *problem, const char *template_id)
{
  const char *text = problem->text != NULL ? problem->text : "";
  char character[7] = "";

  if (problem->kind != SUIMA_TEMPLATE_CHARACTER)
    return g_strdup_printf (_ ("\"%s\" does not fit the label %s: shorten it, or take a larger label"),
                            text, template_id);
  g_unichar_to_utf8 (problem->unknown, character);
  return g_strdup_printf (_ ("\"%s\" cannot be printed, no font has the character \"%s\" (U+%04X): "
                             "write it another way"),
                          text, character, problem->unknown);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-label.h"

#include "suima-label-field.h"

#include <string.h>

/* @names is `a` or `a|b`: the first that is not empty, else "". */
static char *
suima_label_dup_first_field (const SuimaLabelSource *source, const char *names, gsize length)
{
  g_autofree char *list = g_strndup (names, length);
  g_auto (GStrv) fields = g_strsplit (list, "|", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *text = suima_label_dup_field (source, fields[i]);
      if (*text != '\0')
        return g_steal_pointer (&text);
    }
  return g_strdup ("");
}

/* One line of a pattern: NULL when it has fields and all of them are empty. */
static char *
suima_label_fill_line (const SuimaLabelSource *source, const char *line)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_last_empty = FALSE;
  gboolean any_filled = strchr (line, '{') == NULL;
  const char *p = line;

  for (const char *open = strchr (p, '{'); open != NULL; open = strchr (p, '{'))
    {
      const char *close = strchr (open, '}');
      g_autofree char *text =
          suima_label_dup_first_field (source, open + 1, (gsize)(close - open - 1));

      is_last_empty = *text == '\0';
      if (!is_last_empty)
        {
          g_string_append_len (out, p, open - p);
          g_string_append (out, text);
          any_filled = TRUE;
        }
      p = close + 1;
    }
  if (!is_last_empty)
    g_string_append (out, p);
  return any_filled ? g_strdup (g_strstrip (out->str)) : NULL;
}

static char *
suima_label_fill_pattern (const SuimaLabelSource *source, const char *pattern)
{
  g_auto (GStrv) lines = g_strsplit (pattern, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean any_field = strchr (pattern, '{') == NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = suima_label_fill_line (source, lines[i]);
      if (line == NULL)
        continue;
      any_field = any_field || strchr (lines[i], '{') != NULL;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, line);
    }
  return any_field ? g_strdup (out->str) : NULL;
}

static void
suima_label_text_free (SuimaLabelText *text)
{
  g_free (text->text);
  g_free (text);
}

static void
suima_label_add_text (SuimaLabel *label, const SuimaBox *box, char *text)
{
  SuimaLabelText *filled = g_new0 (SuimaLabelText, 1);

  filled->box = box;
  filled->text = text;
  g_ptr_array_add (label->texts, filled);
}

SuimaLabel *
suima_label_fill (const SuimaTemplate *template,
                  const SuimaBatch *batch,
                  const char *uri,
                  const char *serial,
                  const SuimaLabelContext *context)
{
  static const SuimaLabelContext no_context = { 0 };
  SuimaLabelSource source = { batch, serial, context != NULL ? context : &no_context };
  SuimaLabel *label = g_new0 (SuimaLabel, 1);

  label->template = template;
  label->uri = g_strdup (uri);
  label->texts = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_label_text_free);
  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      char *text =
          box->kind == SUIMA_BOX_TEXT ? suima_label_fill_pattern (&source, box->text) : NULL;
      if (text != NULL)
        suima_label_add_text (label, box, text);
    }
  return label;
}

void
suima_label_free (SuimaLabel *label)
{
  if (label == NULL)
    return;
  g_free (label->uri);
  g_ptr_array_unref (label->texts);
  g_free (label);
}

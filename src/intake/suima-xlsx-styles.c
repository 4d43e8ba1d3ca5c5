// SPDX-License-Identifier: Apache-2.0
#include "suima-xlsx.h"

#include <string.h>

#define SUIMA_STYLES_MAX_BYTES (8u << 20)

SuimaStyles *
suima_styles_new (void)
{
  SuimaStyles *styles = g_new0 (SuimaStyles, 1);

  styles->date_formats = g_hash_table_new (NULL, NULL);
  styles->is_date = g_byte_array_new ();
  return styles;
}

void
suima_styles_free (SuimaStyles *styles)
{
  if (styles == NULL)
    return;
  g_hash_table_unref (styles->date_formats);
  g_byte_array_unref (styles->is_date);
  g_free (styles);
}

/* Goes behind what a format shows as it is: quoted text, brackets, an escaped character. */
static const char *
suima_format_skip_literal (const char *p)
{
  const char *end;

  if (*p == '"' || *p == '[')
    {
      end = strchr (p + 1, *p == '"' ? '"' : ']');
      return end ? end + 1 : p + strlen (p);
    }
  if (*p == '\\' || *p == '_' || *p == '*')
    return p[1] != '\0' ? g_utf8_next_char (p + 1) : p + 1;
  return p;
}

gboolean
suima_format_is_date (const char *code)
{
  gboolean has_month = FALSE, has_time = FALSE;

  if (g_ascii_strcasecmp (code, "General") == 0 || g_ascii_strcasecmp (code, "Standard") == 0)
    return FALSE;
  while (*code != '\0' && *code != ';')
    {
      const char *behind = suima_format_skip_literal (code);
      if (behind != code)
        {
          code = behind;
          continue;
        }
      if (strchr ("yYdD", *code) != NULL || g_str_has_prefix (code, "年") ||
          g_str_has_prefix (code, "月") || g_str_has_prefix (code, "日"))
        return TRUE;
      has_month = has_month || *code == 'm' || *code == 'M';
      has_time = has_time || strchr ("hHsS:", *code) != NULL;
      code = g_utf8_next_char (code);
    }
  /* Beside hours or seconds m is minutes. */
  return has_month && !has_time;
}

/* ECMA-376-1 18.8.30: 27 to 36 and 50 to 58 are dates in the Chinese locale. */
static gboolean
suima_styles_is_date_format (const SuimaStyles *styles, guint id)
{
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ||
         g_hash_table_contains (styles->date_formats, GUINT_TO_POINTER (id));
}

static guint
suima_styles_parse_id (const char *text)
{
  guint64 id = 0;

  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &id, NULL) ? (guint)id : 0;
}

static void
suima_styles_start (SuimaXmlWalk *walk, const char *name, const char **attributes)
{
  SuimaStyles *styles = walk->data;
  const char *id = suima_xlsx_find_attribute (attributes, "numFmtId");
  const char *code = suima_xlsx_find_attribute (attributes, "formatCode");

  if (strcmp (name, "numFmt") == 0 && id != NULL && code != NULL)
    {
      if (suima_format_is_date (code))
        g_hash_table_add (styles->date_formats, GUINT_TO_POINTER (suima_styles_parse_id (id)));
    }
  else if (strcmp (name, "cellXfs") == 0)
    styles->in_cell_formats = TRUE;
  else if (strcmp (name, "xf") == 0 && styles->in_cell_formats)
    {
      guint8 is_date = suima_styles_is_date_format (styles, suima_styles_parse_id (id)) ? 1 : 0;
      g_byte_array_append (styles->is_date, &is_date, 1);
    }
}

static void
suima_styles_end (SuimaXmlWalk *walk, const char *name)
{
  SuimaStyles *styles = walk->data;

  if (strcmp (name, "cellXfs") == 0)
    styles->in_cell_formats = FALSE;
}

gboolean
suima_styles_read (SuimaStyles *styles, SuimaPackage *package, const char *name, GError **error)
{
  SuimaXmlWalk walk = { .start = suima_styles_start, .end = suima_styles_end, .data = styles };

  return suima_package_walk (package, name, SUIMA_STYLES_MAX_BYTES, &walk, error);
}

gboolean
suima_styles_is_date (const SuimaStyles *styles, guint index)
{
  return index < styles->is_date->len && styles->is_date->data[index];
}

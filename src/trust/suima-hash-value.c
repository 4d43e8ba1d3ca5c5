// SPDX-License-Identifier: Apache-2.0
#include "suima-hash-value.h"

#include "suima-event.h"

#include <stdlib.h>
#include <string.h>

#define SUIMA_HASH_MAX_EXPONENT 400

/* How the vocabulary was written before EPCIS 2.0, and for short. */
static const char *const suima_hash_prefixes[][2] = {
  { "urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-" },
  { "urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-" },
  { "urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-" },
  { "urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-" },
  { "urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-" },
  { "cbv:", "https://ref.gs1.org/cbv/" },
  { "gs1:", "https://ref.gs1.org/voc/" },
};

static char *
suima_hash_value_trim (const char *text)
{
  const char *end = text + strlen (text);

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (text, (gsize)(end - text));
}

/* A number taken apart: 0.digits times ten to the @point. */
typedef struct
{
  gboolean is_negative;
  GString *digits;
  int point;
} SuimaHashNumber;

static gboolean
suima_hash_number_read_digits (const char **p, SuimaHashNumber *number)
{
  gsize before = number->digits->len;

  for (; g_ascii_isdigit (**p); (*p)++)
    g_string_append_c (number->digits, **p);
  return number->digits->len > before;
}

static gboolean
suima_hash_number_read_exponent (const char **p, SuimaHashNumber *number)
{
  char *end;
  gint64 exponent;

  if (**p != 'e' && **p != 'E')
    return TRUE;
  (*p)++;
  if (!g_ascii_isdigit (**p) && !((**p == '+' || **p == '-') && g_ascii_isdigit ((*p)[1])))
    return FALSE;
  exponent = g_ascii_strtoll (*p, &end, 10);
  *p = end;
  /* written out, such a number would be a text without end */
  if (ABS (exponent) > SUIMA_HASH_MAX_EXPONENT)
    return FALSE;
  number->point += (int)exponent;
  return TRUE;
}

/* [+-] digits [. digits] [e [+-] digits], with digits on one side of the point at least. */
static gboolean
suima_hash_number_read (const char *p, SuimaHashNumber *number)
{
  gboolean has_whole, has_fraction = FALSE;

  number->is_negative = *p == '-';
  if (*p == '-' || *p == '+')
    p++;
  has_whole = suima_hash_number_read_digits (&p, number);
  number->point = (int)number->digits->len;
  if (*p == '.')
    {
      p++;
      has_fraction = suima_hash_number_read_digits (&p, number);
    }
  return (has_whole || has_fraction) && suima_hash_number_read_exponent (&p, number) && *p == '\0';
}

static void
suima_hash_number_strip (SuimaHashNumber *number)
{
  GString *digits = number->digits;
  gsize zeros = strspn (digits->str, "0");

  g_string_erase (digits, 0, (gssize)zeros);
  number->point -= (int)zeros;
  while (digits->len > 0 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);
}

static char *
suima_hash_number_write (const SuimaHashNumber *number)
{
  GString *out = g_string_new (number->is_negative ? "-" : "");
  int length = (int)number->digits->len;

  if (length == 0)
    {
      g_string_assign (out, "0");
      return g_string_free (out, FALSE);
    }
  for (int i = MIN (number->point, 0); i < MAX (number->point, length); i++)
    {
      if (i == number->point)
        g_string_append (out, i == MIN (number->point, 0) ? "0." : ".");
      g_string_append_c (out, i >= 0 && i < length ? number->digits->str[i] : '0');
    }
  return g_string_free (out, FALSE);
}

/* Returns: the plain form of a text that is a number, else NULL. */
static char *
suima_hash_value_try_number (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  SuimaHashNumber number = { FALSE, digits, 0 };

  if (!suima_hash_number_read (text, &number))
    return NULL;
  suima_hash_number_strip (&number);
  return suima_hash_number_write (&number);
}

/* The shortest decimal that reads back as the same double. */
static char *
suima_hash_value_write_real (double real)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 15; precision <= 17; precision++)
    {
      char format[8];
      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (buffer, sizeof buffer, format, real);
      if (g_ascii_strtod (buffer, NULL) == real)
        break;
    }
  return g_strdup (buffer);
}

/* Returns: (transfer full): what stands there, before any rule but trimming. */
static char *
suima_hash_value_write (const json_t *value)
{
  if (json_is_string (value))
    return suima_hash_value_trim (json_string_value (value));
  if (json_is_integer (value))
    return g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value));
  if (json_is_real (value))
    return suima_hash_value_write_real (json_real_value (value));
  if (json_is_boolean (value))
    return g_strdup (json_is_true (value) ? "true" : "false");
  return g_strdup ("");
}

static char *
suima_hash_value_expand (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_hash_prefixes); i++)
    if (g_str_has_prefix (text, suima_hash_prefixes[i][0]))
      return g_strconcat (suima_hash_prefixes[i][1], text + strlen (suima_hash_prefixes[i][0]),
                          NULL);
  return NULL;
}

char *
suima_hash_value_plain (const json_t *value)
{
  g_autofree char *text = suima_hash_value_write (value);
  char *better = suima_hash_value_expand (text);

  if (better == NULL)
    better = suima_hash_value_try_number (text);
  if (better == NULL)
    better = suima_epc_to_canonical (text);
  return better ? better : g_steal_pointer (&text);
}

char *
suima_hash_value_time (const json_t *value)
{
  g_autofree char *text = suima_hash_value_write (value);
  g_autofree char *utc = NULL;
  gint64 at_us;

  if (!suima_time_parse (text, &at_us))
    return g_steal_pointer (&text);
  utc = suima_time_to_text (at_us + 500, 0);
  utc[strlen (utc) - strlen ("+00:00")] = '\0';
  return g_strconcat (utc, "Z", NULL);
}

char *
suima_hash_value_word (const json_t *value, SuimaCbvList list)
{
  g_autofree char *text = suima_hash_value_write (value);

  if (suima_cbv_has_word (list, text))
    return g_strconcat (suima_cbv_get_prefix (list), text, NULL);
  return suima_hash_value_plain (value);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-sheet-text.h"

#include "suima-error.h"

#include <errno.h>
#include <string.h>

#define SUIMA_TEXT_START_BYTES 4096u

/* Where the text begins, and what it is written in; a NULL charset is UTF-8. */
typedef struct
{
  const char *at;
  gsize size_bytes;
  const char *charset;
} SuimaText;

static void
suima_text_refuse_cut (GError **error)
{
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the file ends in the middle of a character: it was cut off on the way");
}

static void
suima_text_refuse_binary (GError **error)
{
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the file is neither a workbook nor text in UTF-8 or GB18030");
}

/* Text has no zero bytes, but UTF-16 has one beside each tab, digit and line end, on one side; on
 * the other stand the few of 一, 开 and the like. Returns: the charset, or NULL. */
static const char *
suima_text_guess_utf16 (const char *data, gsize size_bytes)
{
  gsize n_zeros[2] = { 0, 0 }, n_ends[2] = { 0, 0 };

  size_bytes = MIN (size_bytes, SUIMA_TEXT_START_BYTES) & ~(gsize)1;
  for (gsize i = 0; i < size_bytes; i++)
    if (data[i] == '\0')
      {
        char other = data[i ^ 1];
        n_zeros[i & 1]++;
        n_ends[i & 1] += other == '\t' || other == '\n' || other == '\r' || other == ',' ? 1 : 0;
      }
  if (n_ends[1] > 0 && n_zeros[1] > 4 * n_zeros[0])
    return "UTF-16LE";
  return n_ends[0] > 0 && n_zeros[0] > 4 * n_zeros[1] ? "UTF-16BE" : NULL;
}

static gboolean
suima_text_find_utf16 (const char *data, gsize size_bytes, SuimaText *text)
{
  gboolean is_little = size_bytes >= 2 && memcmp (data, "\xff\xfe", 2) == 0;
  gboolean is_big = size_bytes >= 2 && memcmp (data, "\xfe\xff", 2) == 0;

  *text = (SuimaText){ data, size_bytes, NULL };
  if (is_little || is_big)
    *text = (SuimaText){ data + 2, size_bytes - 2, is_little ? "UTF-16LE" : "UTF-16BE" };
  else
    text->charset = suima_text_guess_utf16 (data, size_bytes);
  return text->charset != NULL;
}

/* UTF-8 that is right up to its last bytes was cut; read as GB18030 it would only be garbled. */
static gboolean
suima_text_find (const char *data, gsize size_bytes, SuimaText *text, GError **error)
{
  const char *end = NULL;
  gboolean marked = size_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0;

  if (suima_text_find_utf16 (data, size_bytes, text))
    return TRUE;
  if (marked)
    *text = (SuimaText){ data + 3, size_bytes - 3, NULL };
  if (g_utf8_validate_len (text->at, text->size_bytes, &end))
    return TRUE;
  if (*end != '\0' &&
      g_utf8_get_char_validated (end, (gssize)(text->at + text->size_bytes - end)) == (gunichar)-2)
    {
      suima_text_refuse_cut (error);
      return FALSE;
    }
  if (marked)
    {
      suima_text_refuse_binary (error);
      return FALSE;
    }
  text->charset = "GB18030";
  return TRUE;
}

static gboolean
suima_text_check_block (const char *block, gsize size_bytes, GError **error)
{
  for (gsize i = 0; i < size_bytes; i++)
    if ((guchar)block[i] < 0x20 && (block[i] < '\t' || block[i] > '\r'))
      {
        suima_text_refuse_binary (error);
        return FALSE;
      }
  return TRUE;
}

static gboolean
suima_text_pass_on (
    SuimaTextFunc func, gpointer user_data, const char *block, gsize size_bytes, GError **error)
{
  return suima_text_check_block (block, size_bytes, error) &&
         func (user_data, block, size_bytes, error);
}

static gboolean
suima_text_read_utf8 (SuimaText text, SuimaTextFunc func, gpointer user_data, GError **error)
{
  while (text.size_bytes > 0)
    {
      gsize block_bytes = MIN (text.size_bytes, SUIMA_TEXT_BLOCK_BYTES);
      if (!suima_text_pass_on (func, user_data, text.at, block_bytes, error))
        return FALSE;
      text.at += block_bytes;
      text.size_bytes -= block_bytes;
    }
  return TRUE;
}

static gboolean
suima_text_convert (
    SuimaText text, GIConv conversion, SuimaTextFunc func, gpointer user_data, GError **error)
{
  char *from = (char *)text.at;

  while (text.size_bytes > 0)
    {
      char block[SUIMA_TEXT_BLOCK_BYTES];
      char *to = block;
      gsize room_bytes = sizeof block;
      gsize result = g_iconv (conversion, &from, &text.size_bytes, &to, &room_bytes);
      int problem = result == (gsize)-1 ? errno : 0;
      if (problem != 0 && problem != E2BIG)
        {
          if (problem == EINVAL)
            suima_text_refuse_cut (error);
          else
            suima_text_refuse_binary (error);
          return FALSE;
        }
      if (!suima_text_pass_on (func, user_data, block, (gsize)(to - block), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
suima_text_read (
    const char *data, gsize size_bytes, SuimaTextFunc func, gpointer user_data, GError **error)
{
  SuimaText text;
  GIConv conversion;
  gboolean done;

  if (!suima_text_find (data, size_bytes, &text, error))
    return FALSE;
  if (text.charset == NULL)
    return suima_text_read_utf8 (text, func, user_data, error);
  conversion = g_iconv_open ("UTF-8", text.charset);
  if (conversion == (GIConv)-1)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL, "this system cannot read %s",
                   text.charset);
      return FALSE;
    }
  done = suima_text_convert (text, conversion, func, user_data, error);
  g_iconv_close (conversion);
  return done;
}

char *
suima_text_dup_start (const char *data, gsize size_bytes)
{
  GString *start = g_string_new (NULL);

  size_bytes = MIN (size_bytes, SUIMA_TEXT_START_BYTES);
  for (gsize i = 0; i < size_bytes; i++)
    if (data[i] != '\0' && (guchar)data[i] < 0x80 &&
        (start->len > 0 || !g_ascii_isspace (data[i])))
      g_string_append_c (start, g_ascii_tolower (data[i]));
  return g_string_free (start, FALSE);
}

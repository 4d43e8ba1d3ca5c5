// SPDX-License-Identifier: Apache-2.0
// Reading a row of resources/scales: every key is checked.
#include "suima-error.h"
#include "suima-json.h"
#include "suima-scale-protocol.h"

#include <string.h>

#define SUIMA_SCALE_VERSION 1
#define SUIMA_SCALE_MAX_TEXT 100u
#define SUIMA_SCALE_MAX_POLL 32
#define SUIMA_SCALE_MAX_REPEATS 20
#define SUIMA_SCALE_DEFAULT_REPEATS 3

static void
suima_scale_test_clear (SuimaScaleTest *test)
{
  g_free (test->text);
}

void
suima_scale_protocol_free (SuimaScaleProtocol *protocol)
{
  if (protocol == NULL)
    return;
  g_free (protocol->id);
  g_free (protocol->title);
  g_free (protocol->source);
  g_clear_pointer (&protocol->poll, g_bytes_unref);
  suima_scale_test_clear (&protocol->unit_when);
  suima_scale_test_clear (&protocol->stable);
  suima_scale_test_clear (&protocol->unstable);
  suima_scale_test_clear (&protocol->overload);
  suima_scale_test_clear (&protocol->negative);
  g_free (protocol);
}

static gboolean
suima_scale_refuse (const char *key, const char *what, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "\"%s\" %s", key, what);
  return FALSE;
}

static gboolean
suima_scale_check_keys (json_t *object, const char *where, const char *const *known, GError **error)
{
  if (!json_is_object (object))
    return suima_scale_refuse (where, "is missing, or not an object", error);
  for (void *at = json_object_iter (object); at != NULL; at = json_object_iter_next (object, at))
    if (!g_strv_contains (known, json_object_iter_key (at)) &&
        !g_str_has_prefix (json_object_iter_key (at), "x-"))
      return suima_scale_refuse (json_object_iter_key (at), "is not a key of a scale's row", error);
  return TRUE;
}

/* A key that is not there leaves the number as it is. */
static gboolean
suima_scale_read_number (
    json_t *object, const char *key, int least, int most, int *number, GError **error)
{
  json_t *value = json_object_get (object, key);

  if (value == NULL)
    return TRUE;
  if (!json_is_integer (value) || json_integer_value (value) < least ||
      json_integer_value (value) > most)
    {
      g_autofree char *what = g_strdup_printf ("is not a whole number from %d to %d", least, most);
      return suima_scale_refuse (key, what, error);
    }
  *number = (int)json_integer_value (value);
  return TRUE;
}

static gboolean
suima_scale_read_text (json_t *object, const char *key, char **ret_text, GError **error)
{
  const char *text = suima_json_get_text (object, key);

  if (text == NULL || *text == '\0' || strlen (text) > SUIMA_SCALE_MAX_TEXT)
    return suima_scale_refuse (key, "is missing, empty or too long", error);
  *ret_text = g_strdup (text);
  return TRUE;
}

static gboolean
suima_scale_read_test (json_t *row, const char *key, SuimaScaleTest *test, GError **error)
{
  static const char *const known[] = { "text", "at", "mask", "is", NULL };
  json_t *object = json_object_get (row, key);
  int mask = 0, is = -1;

  if (object == NULL)
    return TRUE;
  test->is_given = TRUE;
  test->at = -1;
  if (!suima_scale_check_keys (object, key, known, error) ||
      !suima_scale_read_number (object, "at", 0, SUIMA_SCALE_MAX_FRAME - 1, &test->at, error) ||
      !suima_scale_read_number (object, "mask", 1, 255, &mask, error) ||
      !suima_scale_read_number (object, "is", 0, 255, &is, error))
    return FALSE;
  if (json_object_get (object, "text") != NULL)
    return suima_scale_read_text (object, "text", &test->text, error);
  if (test->at < 0 || mask == 0)
    return suima_scale_refuse (key, "needs a text, or at and mask", error);
  test->mask = (guint8)mask;
  test->is = (guint8)(is < 0 ? mask : is);
  return TRUE;
}

static gboolean
suima_scale_read_word (
    json_t *object, const char *key, const char *const *words, int *ret_index, GError **error)
{
  const char *word = suima_json_get_text (object, key);

  for (int i = 0; word != NULL && words[i] != NULL; i++)
    if (strcmp (words[i], word) == 0)
      {
        *ret_index = i;
        return TRUE;
      }
  return json_object_get (object, key) == NULL ||
         suima_scale_refuse (key, "has a word that is not known", error);
}

static gboolean
suima_scale_read_line (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  static const char *const known[] = { "baud", "bits", "parity", "stop", NULL };
  static const char *const parities[] = { "none", "even", "odd", NULL };
  json_t *object = json_object_get (row, "line");
  int baud = 9600, bits = 8, stop = 1, parity = 0;

  if (!suima_scale_check_keys (object, "line", known, error) ||
      !suima_scale_read_number (object, "baud", 1200, 230400, &baud, error) ||
      !suima_scale_read_number (object, "bits", 7, 8, &bits, error) ||
      !suima_scale_read_number (object, "stop", 1, 2, &stop, error) ||
      !suima_scale_read_word (object, "parity", parities, &parity, error))
    return FALSE;
  protocol->baud = (guint)baud;
  protocol->data_bits = (guint)bits;
  protocol->stop_bits = (guint)stop;
  protocol->parity = "NEO"[parity];
  return TRUE;
}

static gboolean
suima_scale_read_poll (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  const char *text = suima_json_get_text (row, "poll");

  if (json_object_get (row, "poll") == NULL)
    return TRUE;
  if (text == NULL || *text == '\0' || strlen (text) > SUIMA_SCALE_MAX_POLL)
    return suima_scale_refuse ("poll", "is not a text of 1 to 32 bytes", error);
  protocol->poll = g_bytes_new (text, strlen (text));
  return TRUE;
}

static gboolean
suima_scale_read_frame_row (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  static const char *const known[] = { "start", "end", "length", NULL };
  json_t *object = json_object_get (row, "frame");
  int length = 0;

  protocol->start = protocol->end = -1;
  if (!suima_scale_check_keys (object, "frame", known, error) ||
      !suima_scale_read_number (object, "start", 0, 255, &protocol->start, error) ||
      !suima_scale_read_number (object, "end", 0, 255, &protocol->end, error) ||
      !suima_scale_read_number (object, "length", 3, SUIMA_SCALE_MAX_FRAME, &length, error))
    return FALSE;
  protocol->length = (guint)length;
  if (protocol->end < 0 && (protocol->start < 0 || length == 0))
    return suima_scale_refuse ("frame", "needs an end, or a start and a length", error);
  return TRUE;
}

static gboolean
suima_scale_read_number_row (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  static const char *const known[] = { "at", "length", "reversed", NULL };
  json_t *object = json_object_get (row, "number");
  int at = 0, length = 0;

  if (object == NULL)
    return TRUE;
  if (!suima_scale_check_keys (object, "number", known, error) ||
      !suima_scale_read_number (object, "at", 0, SUIMA_SCALE_MAX_FRAME - 1, &at, error) ||
      !suima_scale_read_number (object, "length", 1, SUIMA_SCALE_MAX_FRAME, &length, error))
    return FALSE;
  protocol->number_at = (guint)at;
  protocol->number_length = (guint)length;
  protocol->is_reversed = json_is_true (json_object_get (object, "reversed"));
  if (protocol->is_reversed && length == 0)
    return suima_scale_refuse ("number", "is reversed and needs a length", error);
  return TRUE;
}

/* 3, or the bits of a byte: {"at": 1, "mask": 7, "less": 2}. */
static gboolean
suima_scale_read_decimals (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  static const char *const known[] = { "at", "mask", "less", NULL };
  json_t *value = json_object_get (row, "decimals");
  int mask = 0;

  protocol->has_decimals = value != NULL;
  if (value == NULL || json_is_integer (value))
    return suima_scale_read_number (row, "decimals", 0, 6, &protocol->decimals, error);
  protocol->decimals_at = -1;
  if (!suima_scale_check_keys (value, "decimals", known, error) ||
      !suima_scale_read_number (value, "at", 0, SUIMA_SCALE_MAX_FRAME - 1, &protocol->decimals_at,
                                error) ||
      !suima_scale_read_number (value, "mask", 1, 255, &mask, error) ||
      !suima_scale_read_number (value, "less", 0, 255, &protocol->decimals, error))
    return FALSE;
  if (protocol->decimals_at < 0 || mask == 0)
    return suima_scale_refuse ("decimals", "needs at and mask", error);
  protocol->decimals_mask = (guint8)mask;
  return TRUE;
}

static gboolean
suima_scale_read_units (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  static const char *const units[] = { "kg", "g", "lb", "oz", "jin", "told", NULL };
  int unit = SUIMA_SCALE_KG, other = SUIMA_SCALE_KG;

  if (!suima_scale_read_word (row, "unit", units, &unit, error) ||
      !suima_scale_read_word (row, "unit_else", units, &other, error) ||
      !suima_scale_read_test (row, "unit_when", &protocol->unit_when, error))
    return FALSE;
  protocol->unit = (SuimaScaleUnit)unit;
  protocol->unit_else = (SuimaScaleUnit)other;
  return TRUE;
}

static gboolean
suima_scale_read_row (SuimaScaleProtocol *protocol, json_t *row, GError **error)
{
  static const char *const known[] = { "version",   "id",        "title",  "source",   "line",
                                       "poll",      "frame",     "number", "decimals", "unit",
                                       "unit_else", "unit_when", "stable", "unstable", "overload",
                                       "negative",  "repeats",   NULL };
  int version = 0, repeats = SUIMA_SCALE_DEFAULT_REPEATS;

  if (!suima_scale_check_keys (row, "row", known, error) ||
      !suima_scale_read_number (row, "version", 1, G_MAXINT, &version, error) ||
      !suima_scale_read_number (row, "repeats", 1, SUIMA_SCALE_MAX_REPEATS, &repeats, error))
    return FALSE;
  if (version != SUIMA_SCALE_VERSION)
    return suima_scale_refuse ("version", "is not 1", error);
  protocol->repeats = (guint)repeats;
  protocol->source = g_strdup (suima_json_get_text (row, "source"));
  return suima_scale_read_text (row, "id", &protocol->id, error) &&
         suima_scale_read_text (row, "title", &protocol->title, error) &&
         suima_scale_read_line (protocol, row, error) &&
         suima_scale_read_poll (protocol, row, error) &&
         suima_scale_read_frame_row (protocol, row, error) &&
         suima_scale_read_number_row (protocol, row, error) &&
         suima_scale_read_decimals (protocol, row, error) &&
         suima_scale_read_units (protocol, row, error) &&
         suima_scale_read_test (row, "stable", &protocol->stable, error) &&
         suima_scale_read_test (row, "unstable", &protocol->unstable, error) &&
         suima_scale_read_test (row, "overload", &protocol->overload, error) &&
         suima_scale_read_test (row, "negative", &protocol->negative, error);
}

SuimaScaleProtocol *
suima_scale_protocol_parse (const char *text, gsize size_bytes, GError **error)
{
  g_autoptr (json_t) row = suima_json_parse (text, size_bytes, error);
  g_autoptr (SuimaScaleProtocol) protocol = NULL;

  if (row == NULL)
    return NULL;
  protocol = g_new0 (SuimaScaleProtocol, 1);
  return suima_scale_read_row (protocol, row, error) ? g_steal_pointer (&protocol) : NULL;
}

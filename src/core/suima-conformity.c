// SPDX-License-Identifier: Apache-2.0
#include "suima-conformity.h"

#include "suima-batch.h"
#include "suima-error.h"
#include "suima-serial.h"

#include <string.h>

#define SUIMA_CONFORMITY_NUMBER_LENGTH 16
#define SUIMA_CONFORMITY_MAX_BYTES 4000

static const char suima_conformity_alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

gboolean
suima_conformity_style_from_code (const char *code, SuimaConformityStyle *ret_style)
{
  for (SuimaConformityStyle style = SUIMA_CONFORMITY_PRODUCER; style <= SUIMA_CONFORMITY_BUYER;
       style++)
    if (g_strcmp0 (code, suima_conformity_style_to_code (style)) == 0)
      {
        *ret_style = style;
        return TRUE;
      }
  return FALSE;
}

const char *
suima_conformity_style_to_code (SuimaConformityStyle style)
{
  static const char *const codes[] = { "unknown", "producer", "buyer" };

  return codes[style];
}

SuimaConformity *
suima_conformity_new (void)
{
  SuimaConformity *conformity = g_new0 (SuimaConformity, 1);

  conformity->issued = SUIMA_DAY_NONE;
  return conformity;
}

void
suima_conformity_free (SuimaConformity *conformity)
{
  if (conformity == NULL)
    return;
  g_free (conformity->number);
  g_free (conformity->product);
  g_free (conformity->origin);
  g_free (conformity->unit);
  g_free (conformity->issuer);
  g_free (conformity->phone);
  g_free (conformity->place);
  g_free (conformity->collected);
  g_free (conformity);
}

char *
suima_conformity_new_number (SuimaDay day, const guint8 *random)
{
  int year, month, number;

  suima_day_split (day, &year, &month, &number);
  return g_strdup_printf (
      "HGZ%04d%02d%02d-%c%c%c%c", year, month, number, suima_conformity_alphabet[random[0] & 31],
      suima_conformity_alphabet[random[1] & 31], suima_conformity_alphabet[random[2] & 31],
      suima_conformity_alphabet[random[3] & 31]);
}

char *
suima_conformity_to_uri (const char *number, const char *host)
{
  return g_strconcat ("HTTPS://", host, "/HGZ/", number, NULL);
}

/* HGZ, a day that exists, a hyphen, four of the alphabet; nothing of it behind. */
static gboolean
suima_conformity_is_number (const char *text, SuimaDay *ret_day)
{
  g_autofree char *day = g_strndup (text, 11);

  return strlen (text) == SUIMA_CONFORMITY_NUMBER_LENGTH && g_str_has_prefix (text, "HGZ") &&
         suima_day_parse (day + 3, ret_day, NULL) && text[11] == '-' &&
         strspn (text + 12, suima_conformity_alphabet) == 4;
}

static gboolean
suima_conformity_read_number (SuimaConformity *conformity, const char *text)
{
  const char *last = strrchr (text, '/');
  g_autofree char *number = g_ascii_strup (last != NULL ? last + 1 : text, -1);

  if (last != NULL && !g_str_has_prefix (text, "http") && !g_str_has_prefix (text, "HTTP"))
    return FALSE;
  if (!suima_conformity_is_number (number, &conformity->issued))
    return FALSE;
  conformity->number = g_steal_pointer (&number);
  return TRUE;
}

static void
suima_conformity_set (char **text, const char *value)
{
  if (*text == NULL && *value != '\0')
    *text = g_strdup (value);
}

/* `50千克`: the number, then its unit. */
static void
suima_conformity_set_quantity (SuimaConformity *conformity, const char *value)
{
  gsize length = strspn (value, "0123456789.,");
  g_autofree char *number = g_strndup (value, length);

  if (!suima_quantity_parse (number, &conformity->quantity_milli, NULL))
    return;
  while (value[length] == ' ')
    length++;
  suima_conformity_set (&conformity->unit, value + length);
}

static void
suima_conformity_set_by_title (SuimaConformity *conformity, const char *title, const char *value)
{
  if (strstr (title, "编号") != NULL)
    suima_conformity_set (&conformity->number, value);
  else if (strstr (title, "品名") != NULL || strstr (title, "产品名称") != NULL)
    suima_conformity_set (&conformity->product, value);
  else if (strstr (title, "数量") != NULL || strstr (title, "重量") != NULL)
    suima_conformity_set_quantity (conformity, value);
  else if (strstr (title, "产地") != NULL)
    suima_conformity_set (&conformity->origin, value);
  else if (strstr (title, "主体") != NULL || strstr (title, "生产者") != NULL ||
           strstr (title, "单位") != NULL)
    suima_conformity_set (&conformity->issuer, value);
  else if (strstr (title, "日期") != NULL)
    suima_day_parse (value, &conformity->issued, NULL);
}

/* `产地：广东中山`, with either colon, folded. */
static void
suima_conformity_read_line (SuimaConformity *conformity, const char *line)
{
  g_autofree char *folded = suima_text_fold (line);
  char *colon = strchr (folded, ':');

  if (colon == NULL)
    return;
  *colon = '\0';
  g_strstrip (folded);
  suima_conformity_set_by_title (conformity, folded, g_strstrip (colon + 1));
}

static char *
suima_conformity_hash_words (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base32 = NULL;

  g_checksum_update (checksum, (const guchar *)text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base32 = suima_base32_encode (digest, sizeof digest);
  return g_strdup_printf ("WZ%.10s", base32);
}

static gboolean
suima_conformity_read_words (SuimaConformity *conformity, const char *text)
{
  g_auto (GStrv) lines = NULL;

  if (strstr (text, "合格证") == NULL || strstr (text, "产品名称") == NULL)
    return FALSE;
  lines = g_strsplit_set (text, "\n\r;", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    suima_conformity_read_line (conformity, lines[i]);
  if (conformity->number == NULL)
    conformity->number = suima_conformity_hash_words (text);
  return conformity->product != NULL;
}

SuimaConformity *
suima_conformity_parse (const char *text, GError **error)
{
  g_autoptr (SuimaConformity) conformity = suima_conformity_new ();
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (strlen (stripped) <= SUIMA_CONFORMITY_MAX_BYTES && g_utf8_validate (stripped, -1, NULL) &&
      (suima_conformity_read_number (conformity, stripped) ||
       suima_conformity_read_words (conformity, stripped)))
    return g_steal_pointer (&conformity);
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "this is no certificate of conformity that can be read");
  return NULL;
}

json_t *
suima_conformity_to_json (const SuimaConformity *conformity)
{
  json_t *object = json_object ();
  g_autofree char *quantity = suima_quantity_to_text (conformity->quantity_milli);
  g_autofree char *issued = suima_day_to_text (conformity->issued);

  suima_json_set_text (object, "style", suima_conformity_style_to_code (conformity->style));
  suima_json_set_text (object, "number", conformity->number);
  suima_json_set_text (object, "product", conformity->product);
  if (conformity->quantity_milli > 0)
    suima_json_set_text (object, "quantity", quantity);
  suima_json_set_text (object, "unit", conformity->unit);
  suima_json_set_text (object, "origin", conformity->origin);
  suima_json_set_text (object, "issuer", conformity->issuer);
  suima_json_set_text (object, "phone", conformity->phone);
  suima_json_set_text (object, "place", conformity->place);
  suima_json_set_text (object, "issued", issued);
  json_object_set_new (object, "basis", json_integer (conformity->basis));
  suima_json_set_text (object, "collected", conformity->collected);
  json_object_set_new (object, "batch", json_integer (conformity->batch_id));
  return object;
}

SuimaConformity *
suima_conformity_from_json (const json_t *object)
{
  SuimaConformity *conformity = suima_conformity_new ();
  const char *quantity = suima_json_get_text (object, "quantity");
  const char *issued = suima_json_get_text (object, "issued");

  suima_conformity_style_from_code (suima_json_get_text (object, "style"), &conformity->style);
  conformity->number = g_strdup (suima_json_get_text (object, "number"));
  conformity->product = g_strdup (suima_json_get_text (object, "product"));
  conformity->unit = g_strdup (suima_json_get_text (object, "unit"));
  conformity->origin = g_strdup (suima_json_get_text (object, "origin"));
  conformity->issuer = g_strdup (suima_json_get_text (object, "issuer"));
  conformity->phone = g_strdup (suima_json_get_text (object, "phone"));
  conformity->place = g_strdup (suima_json_get_text (object, "place"));
  conformity->collected = g_strdup (suima_json_get_text (object, "collected"));
  if (quantity != NULL)
    suima_quantity_parse (quantity, &conformity->quantity_milli, NULL);
  if (issued != NULL)
    suima_day_parse (issued, &conformity->issued, NULL);
  conformity->basis = (guint)json_integer_value (json_object_get (object, "basis"));
  conformity->batch_id = json_integer_value (json_object_get (object, "batch"));
  return conformity;
}

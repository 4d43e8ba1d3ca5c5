// SPDX-License-Identifier: Apache-2.0
// The parts a code is split into: never more bits than any other split, never a larger symbol than
// libqrencode makes by itself, and a scanner reads the same text.
#include "suima-decode.h"
#include "suima-qr-frame.h"
#include "suima-qr-segments.h"
#include "suima-qr.h"
#include "suima-render.h"

#include <string.h>

#define N_TEXTS 3000
#define READ_EVERY 10

static const QRecLevel levels[] = { QR_ECLEVEL_M, QR_ECLEVEL_Q };

/* Pieces of digits, capitals, small letters and Chinese, as codes have them and as they have not.
 */
static char *
make_text (guint most_bytes)
{
  static const char *const alphabets[] = { "0123456789", "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
                                           "ABC/:.-$% *+", "abc?&=#_" };
  guint n_bytes = (guint)g_test_rand_int_range (1, (gint32)most_bytes + 1);
  GString *text = g_string_new (g_test_rand_bit () ? "HTTPS://TRACE.EXAMPLE.CN/01/" : NULL);

  while (text->len < n_bytes)
    {
      gint32 kind = g_test_rand_int_range (0, 9);
      const char *alphabet = alphabets[kind % (gint32)G_N_ELEMENTS (alphabets)];
      for (gint32 n = g_test_rand_int_range (1, 20); n > 0; n--)
        g_string_append_c (text, alphabet[g_test_rand_int_range (0, (gint32)strlen (alphabet))]);
      if (kind == 8)
        g_string_append (text, "车厘子");
    }
  return g_string_free (text, FALSE);
}

static char *
read_symbol (const SuimaQrSymbol *symbol)
{
  guint modules = symbol->width;
  guint side_dots = (modules + 2 * SUIMA_QR_QUIET_MODULES) * 4;
  g_autoptr (SuimaRaster) raster = suima_raster_new (side_dots, side_dots, 203);

  for (guint y = 0; y < modules; y++)
    for (guint x = 0; x < modules; x++)
      if (symbol->modules[y * modules + x])
        suima_raster_fill (raster, (x + SUIMA_QR_QUIET_MODULES) * 4,
                           (y + SUIMA_QR_QUIET_MODULES) * 4, 4, 4);
  return suima_decode_qr (raster);
}

static void
test_qr_never_larger (void)
{
  guint n_smaller = 0;

  for (guint i = 0; i < N_TEXTS; i++)
    {
      QRecLevel level = levels[i % G_N_ELEMENTS (levels)];
      g_autofree char *text = make_text (i % 5 == 0 ? 600 : 190);
      g_autoptr (QRcode) theirs = QRcode_encodeString (text, 0, level, QR_MODE_8, 1);
      g_auto (SuimaQrPlan) plan = { 0 };

      g_assert_nonnull (theirs);
      g_assert_true (suima_qr_plan_init (&plan, text, level));
      g_assert_cmpint ((int)plan.version, <=, theirs->version);
      n_smaller += (int)plan.version < theirs->version;
      if (level == QR_ECLEVEL_M)
        g_assert_cmpuint (suima_qr_version (text), ==, plan.version);
    }
  g_test_message ("%u of %u symbols are smaller", n_smaller, N_TEXTS);
}

/* The version that was reckoned is the version that libqrencode then makes. */
static void
test_qr_reads (void)
{
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = make_text (190);
      g_auto (SuimaQrPlan) plain = { 0 }, better = { 0 };
      guint dots = 0, side_dots;
      g_autoptr (SuimaQrSymbol) symbol = NULL;

      g_assert_true (suima_qr_plan_init (&plain, text, QR_ECLEVEL_M));
      g_assert_true (suima_qr_plan_init (&better, text, QR_ECLEVEL_Q));
      side_dots = 4 * (plain.version * 4 + 17 + 8) + (guint)g_test_rand_int_range (0, 40);
      symbol = suima_qr_encode_for (text, side_dots, &dots);
      g_assert_nonnull (symbol);
      g_assert_cmpuint (dots, ==, side_dots / (plain.version * 4 + 17 + 8));
      g_assert_cmpuint (symbol->version, ==,
                       (side_dots / (better.version * 4 + 17 + 8) == dots ? better.version
                                                                               : plain.version));
      if (i % READ_EVERY == 0)
        {
          g_autofree char *read = read_symbol (symbol);
          g_assert_cmpstr (read, ==, text);
        }
    }
}

static guint
find_version (const char *text, QRecLevel level)
{
  g_auto (SuimaQrPlan) plan = { 0 };

  return suima_qr_plan_init (&plan, text, level) ? plan.version : 0;
}

/* The table of capacities: the longest text of each version fits, one byte more does not, and
 * libqrencode says the same. */
static void
test_qr_capacity (void)
{
  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      g_autofree char *text = g_strnfill (2400, 'a');

      for (guint n_bytes = 1, last = 0; last < 40; n_bytes++)
        {
          g_autoptr (QRcode) longest = NULL;
          g_autoptr (QRcode) next = NULL;
          guint version;

          text[n_bytes] = '\0';
          version = find_version (text, levels[l]);
          text[n_bytes] = 'a';
          if (version == last)
            continue;
          g_assert_cmpuint (version, ==, last + 1);
          next = QRcode_encodeData ((int)n_bytes, (const guint8 *)text, 0, levels[l]);
          g_assert_cmpint (next->version, ==, (int)version);
          last = version;
          if (n_bytes == 1)
            continue;
          longest = QRcode_encodeData ((int)n_bytes - 1, (const guint8 *)text, 0, levels[l]);
          g_assert_cmpint (longest->version, ==, (int)version - 1);
        }
    }
}

static void
test_qr_too_long (void)
{
  static const guint most_bytes[] = { 2331, 1663 };

  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      g_autofree char *most = g_strnfill (most_bytes[l], 'a');
      g_autofree char *more = g_strnfill (most_bytes[l] + 1, 'a');
      g_assert_cmpuint (find_version (most, levels[l]), ==, 40);
      g_assert_cmpuint (find_version (more, levels[l]), ==, 0);
    }
  g_assert_cmpuint (find_version ("", QR_ECLEVEL_M), ==, 0);
}

static guint
count_bits (const char *text, gsize n_bytes, guint assignment)
{
  static const guint head_bits[] = { 14, 13, 12 };
  guint n_bits = 0;

  for (gsize i = 0; i < n_bytes;)
    {
      guint mode = assignment % 3, n = 0;
      for (; i < n_bytes && assignment % 3 == mode; i++, n++, assignment /= 3)
        if ((mode == 0 && !g_ascii_isdigit (text[i])) || (mode == 1 && g_ascii_islower (text[i])))
          return G_MAXUINT;
      n_bits += head_bits[mode];
      n_bits += mode == 0 ? n / 3 * 10 + n % 3 * 3 + (n % 3 > 0) : 0;
      n_bits += mode == 1 ? n / 2 * 11 + n % 2 * 6 : 0;
      n_bits += mode == 2 ? n * 8 : 0;
    }
  return n_bits;
}

/* Short texts, every split there is. */
static void
test_qr_fewest_bits (void)
{
  for (guint i = 0; i < 300; i++)
    {
      char text[10] = { 0 };
      guint fewest = G_MAXUINT, n_splits = 1;
      g_auto (SuimaQrPlan) plan = { 0 };
      gsize n_bytes = (gsize)g_test_rand_int_range (1, 10);

      for (gsize at = 0; at < n_bytes; at++, n_splits *= 3)
        text[at] = "0123456789012345ABa"[g_test_rand_int_range (0, 19)];
      for (guint split = 0; split < n_splits; split++)
        fewest = MIN (fewest, count_bits (text, n_bytes, split));
      g_assert_true (suima_qr_plan_init (&plan, text, QR_ECLEVEL_M));
      g_assert_cmpuint (plan.n_bits, ==, fewest);
    }
}

static QRcode *
draw_with_library (const SuimaQrPlan *plan, const char *text)
{
  g_autoptr (SuimaQrInput) input = QRinput_new2 ((int)plan->version, plan->level);

  for (guint i = 0; i < plan->segments->len; i++)
    {
      const SuimaQrSegment *segment = &g_array_index (plan->segments, SuimaQrSegment, i);
      g_assert_cmpint (QRinput_append (input, segment->mode, (int)segment->n_bytes,
                                       (const guint8 *)text),
                       ==, 0);
      text += segment->n_bytes;
    }
  return QRcode_encodeInput (input);
}

/* Dot by dot what libqrencode makes of the same segments, in every version and level we draw. */
static void
test_qr_same_as_library (void)
{
  guint n_drawn[SUIMA_QR_FRAME_VERSIONS + 1][G_N_ELEMENTS (levels)] = { 0 };

  for (guint i = 0; i < 4 * N_TEXTS; i++)
    {
      guint l = i % G_N_ELEMENTS (levels);
      g_autofree char *text = make_text (i % 3 == 0 ? 30 : 300);
      g_auto (SuimaQrPlan) plan = { 0 };
      g_autoptr (QRcode) theirs = NULL;
      guint64 rows[64];
      guint width;

      g_assert_true (suima_qr_plan_init (&plan, text, levels[l]));
      if (plan.version > SUIMA_QR_FRAME_VERSIONS)
        continue;
      theirs = draw_with_library (&plan, text);
      width = suima_qr_frame_draw (suima_qr_frame_get (plan.version, levels[l]), &plan, text, rows);
      g_assert_cmpuint (width, ==, (guint)theirs->width);
      for (guint y = 0; y < width; y++)
        for (guint x = 0; x < width; x++)
          g_assert_cmpuint (rows[y] >> x & 1, ==, theirs->data[y * width + x] & 1);
      n_drawn[plan.version][l]++;
    }
  for (guint version = 1; version <= SUIMA_QR_FRAME_VERSIONS; version++)
    for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
      g_assert_cmpuint (n_drawn[version][l], >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr/fewest-bits", test_qr_fewest_bits);
  g_test_add_func ("/qr/capacity", test_qr_capacity);
  g_test_add_func ("/qr/too-long", test_qr_too_long);
  g_test_add_func ("/qr/never-larger", test_qr_never_larger);
  g_test_add_func ("/qr/same-as-library", test_qr_same_as_library);
  g_test_add_func ("/qr/reads", test_qr_reads);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-qr-codewords.h"

#include <string.h>

#define SUIMA_QR_FIELD 0x11D /* x^8 + x^4 + x^3 + x^2 + 1 */
#define SUIMA_QR_LETTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

static const guint8 suima_qr_n_blocks_m[] = { 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5 };
static const guint8 suima_qr_n_blocks_q[] = { 1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8 };

static guint8
suima_qr_times (guint8 a, guint8 b)
{
  guint product = 0;

  for (guint i = 8; i-- > 0;)
    {
      product = product << 1 ^ (product & 0x80 ? SUIMA_QR_FIELD : 0);
      product ^= b >> i & 1 ? a : 0;
    }
  return (guint8)product;
}

void
suima_qr_blocks_init (SuimaQrBlocks *blocks, guint version, QRecLevel level, guint n_codewords)
{
  guint8 generator[SUIMA_QR_MAX_ECC + 1] = { 1 };
  guint8 root = 1;

  blocks->n_data = suima_qr_n_data_codewords (version, level);
  blocks->n_blocks =
      level == QR_ECLEVEL_M ? suima_qr_n_blocks_m[version - 1] : suima_qr_n_blocks_q[version - 1];
  blocks->n_ecc = (n_codewords - blocks->n_data) / blocks->n_blocks;
  /* generator: the product of (x - 2^i), its highest term, always 1, at the front */
  for (guint degree = 0; degree < blocks->n_ecc; degree++, root = suima_qr_times (root, 2))
    for (guint i = degree + 1; i > 0; i--)
      generator[i] ^= suima_qr_times (generator[i - 1], root);
  for (guint byte = 0; byte < 256; byte++)
    for (guint i = 0; i < blocks->n_ecc; i++)
      blocks->steps[byte][i] = suima_qr_times (generator[i + 1], (guint8)byte);
}

/* Bits one after another, the highest of each value first. */
typedef struct
{
  guint8 *bytes; /* zeroed */
  guint n_bits;
} SuimaQrBits;

static void
suima_qr_bits_put (SuimaQrBits *bits, guint value, guint n_bits)
{
  for (guint i = n_bits; i-- > 0; bits->n_bits++)
    if (value >> i & 1)
      bits->bytes[bits->n_bits / 8] |= (guint8)(0x80 >> bits->n_bits % 8);
}

static void
suima_qr_bits_put_digits (SuimaQrBits *bits, const char *digits, guint n)
{
  static const guint n_bits[] = { 0, 4, 7, 10 };

  for (guint i = 0; i < n; i += 3)
    {
      guint n_group = MIN (3, n - i), value = 0;
      for (guint k = 0; k < n_group; k++)
        value = value * 10 + (guint)(digits[i + k] - '0');
      suima_qr_bits_put (bits, value, n_bits[n_group]);
    }
}

static guint
suima_qr_letter (char c)
{
  return (guint)(strchr (SUIMA_QR_LETTERS, c) - SUIMA_QR_LETTERS);
}

static void
suima_qr_bits_put_letters (SuimaQrBits *bits, const char *letters, guint n)
{
  for (guint i = 0; i + 1 < n; i += 2)
    suima_qr_bits_put (bits, suima_qr_letter (letters[i]) * 45 + suima_qr_letter (letters[i + 1]),
                       11);
  if (n % 2 == 1)
    suima_qr_bits_put (bits, suima_qr_letter (letters[n - 1]), 6);
}

static void
suima_qr_bits_put_segment (SuimaQrBits *bits,
                           const SuimaQrSegment *segment,
                           guint version,
                           const char *text)
{
  suima_qr_bits_put (bits, 1u << segment->mode, 4);
  suima_qr_bits_put (bits, segment->n_bytes, suima_qr_n_count_bits (version, segment->mode));
  if (segment->mode == QR_MODE_NUM)
    suima_qr_bits_put_digits (bits, text, segment->n_bytes);
  else if (segment->mode == QR_MODE_AN)
    suima_qr_bits_put_letters (bits, text, segment->n_bytes);
  else
    for (guint i = 0; i < segment->n_bytes; i++)
      suima_qr_bits_put (bits, (guint8)text[i], 8);
}

/* What is said, then up to four bits of end (zero as they are), then pad codewords in turn. */
static void
suima_qr_write_data (guint8 *data, guint n_data, const SuimaQrPlan *plan, const char *text)
{
  SuimaQrBits bits = { data, 0 };

  for (guint i = 0; i < plan->segments->len; i++)
    {
      const SuimaQrSegment *segment = &g_array_index (plan->segments, SuimaQrSegment, i);
      suima_qr_bits_put_segment (&bits, segment, plan->version, text);
      text += segment->n_bytes;
    }
  bits.n_bits = MIN (bits.n_bits + 4, n_data * 8);
  for (guint i = (bits.n_bits + 7) / 8, n = 0; i < n_data; i++, n++)
    data[i] = n % 2 == 0 ? 0xEC : 0x11;
}

static void
suima_qr_divide (const SuimaQrBlocks *blocks, const guint8 *data, guint n_data, guint8 *remainder)
{
  memset (remainder, 0, SUIMA_QR_MAX_ECC + 1);
  for (guint i = 0; i < n_data; i++)
    {
      const guint8 *step = blocks->steps[data[i] ^ remainder[0]];
      for (guint k = 0; k < blocks->n_ecc; k++)
        remainder[k] = remainder[k + 1] ^ step[k];
    }
}

void
suima_qr_write_codewords (const SuimaQrBlocks *blocks,
                          const SuimaQrPlan *plan,
                          const char *text,
                          guint8 ret_codewords[SUIMA_QR_MAX_CODEWORDS])
{
  guint8 data[SUIMA_QR_MAX_CODEWORDS] = { 0 };
  guint8 remainder[SUIMA_QR_MAX_ECC + 1]; /* the last is the nought that moves up */
  guint n_short = blocks->n_data / blocks->n_blocks;
  guint first_longer = blocks->n_blocks - blocks->n_data % blocks->n_blocks;

  suima_qr_write_data (data, blocks->n_data, plan, text);
  for (guint block = 0, from = 0; block < blocks->n_blocks; block++)
    {
      guint n = n_short + (block >= first_longer);
      for (guint i = 0; i < n; i++)
        ret_codewords[i < n_short ? i * blocks->n_blocks + block
                                  : blocks->n_data - blocks->n_blocks + block] = data[from + i];
      suima_qr_divide (blocks, data + from, n, remainder);
      for (guint i = 0; i < blocks->n_ecc; i++)
        ret_codewords[blocks->n_data + i * blocks->n_blocks + block] = remainder[i];
      from += n;
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-qr-segments.h"

#include <string.h>

#define SUIMA_QR_N_MODES 3u /* QR_MODE_NUM, QR_MODE_AN, QR_MODE_8 */
#define SUIMA_QR_MODE_BITS 4u
#define SUIMA_QR_MAX_VERSION 40u
#define SUIMA_QR_MAX_BYTES 5596 /* digits in version 40 at level M */
/* Three digits take 10 bits, two letters 11: counted in sixths of a bit, all is whole. */
#define SUIMA_QR_SIXTHS 6u
#define SUIMA_QR_NEVER G_MAXUINT32

static const guint32 suima_qr_sixths_per_byte[SUIMA_QR_N_MODES] = { 20, 33, 48 };

/* Mode indicator and character count. */
static const guint32 suima_qr_head_bits[][SUIMA_QR_N_MODES] = {
  [SUIMA_QR_SMALL] = { SUIMA_QR_MODE_BITS + 10, SUIMA_QR_MODE_BITS + 9, SUIMA_QR_MODE_BITS + 8 },
  [SUIMA_QR_MIDDLE] = { SUIMA_QR_MODE_BITS + 12, SUIMA_QR_MODE_BITS + 11, SUIMA_QR_MODE_BITS + 16 },
  [SUIMA_QR_LARGE] = { SUIMA_QR_MODE_BITS + 14, SUIMA_QR_MODE_BITS + 13, SUIMA_QR_MODE_BITS + 16 },
};

static const guint suima_qr_last_version[] = {
  [SUIMA_QR_SMALL] = 9,
  [SUIMA_QR_MIDDLE] = 26,
  [SUIMA_QR_LARGE] = SUIMA_QR_MAX_VERSION,
};

/* Data codewords by version. */
static const guint16 suima_qr_capacity_m[SUIMA_QR_MAX_VERSION] = {
  16,   28,   44,   64,   86,   108,  124,  154,  182,  216,  254,  290,  334,  365,
  415,  453,  507,  563,  627,  669,  714,  782,  860,  914,  1000, 1062, 1128, 1193,
  1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334,
};
static const guint16 suima_qr_capacity_q[SUIMA_QR_MAX_VERSION] = {
  13,  22,  34,   48,   62,   76,   88,   110,  132,  154,  180,  206,  244, 261,
  295, 325, 367,  397,  445,  485,  512,  568,  614,  664,  718,  754,  808, 871,
  911, 985, 1033, 1115, 1171, 1231, 1286, 1354, 1426, 1502, 1582, 1666,
};

static gboolean
suima_qr_mode_has (guint mode, char c)
{
  if (mode == QR_MODE_NUM)
    return g_ascii_isdigit (c);
  if (mode == QR_MODE_AN)
    return g_ascii_isdigit (c) || g_ascii_isupper (c) || (c != '\0' && strchr (" $%*+-./:", c));
  return TRUE;
}

/* The cheapest way to have byte number i in each mode, and the mode of the byte before it. */
typedef struct
{
  guint32 sixths[SUIMA_QR_N_MODES];
  guint8 before[SUIMA_QR_N_MODES];
} SuimaQrStep;

static guint32
suima_qr_round_up (guint32 sixths)
{
  return (sixths + SUIMA_QR_SIXTHS - 1) / SUIMA_QR_SIXTHS * SUIMA_QR_SIXTHS;
}

static void
suima_qr_step (SuimaQrStep *step, const SuimaQrStep *last, char c, const guint32 *head_bits)
{
  for (guint mode = 0; mode < SUIMA_QR_N_MODES; mode++)
    {
      step->sixths[mode] = SUIMA_QR_NEVER;
      for (guint from = 0; suima_qr_mode_has (mode, c) && from < SUIMA_QR_N_MODES; from++)
        {
          guint32 sixths = last->sixths[from];
          if (sixths == SUIMA_QR_NEVER)
            continue;
          if (from != mode)
            sixths = suima_qr_round_up (sixths) + head_bits[mode] * SUIMA_QR_SIXTHS;
          sixths += suima_qr_sixths_per_byte[mode];
          if (sixths >= step->sixths[mode])
            continue;
          step->sixths[mode] = sixths;
          step->before[mode] = (guint8)from;
        }
    }
}

static guint
suima_qr_cheapest (const SuimaQrStep *step)
{
  guint best = 0;

  for (guint mode = 1; mode < SUIMA_QR_N_MODES; mode++)
    if (step->sixths[mode] < step->sixths[best])
      best = mode;
  return best;
}

/* Backwards over the steps: the modes of all bytes, joined. */
static GArray *
suima_qr_collect (const SuimaQrStep *steps, gsize n_bytes)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (SuimaQrSegment));
  guint mode = suima_qr_cheapest (&steps[n_bytes]);

  for (gsize i = n_bytes; i > 0; i--)
    {
      SuimaQrSegment *first = (SuimaQrSegment *)segments->data;
      SuimaQrSegment segment = { (QRencodeMode)mode, 1 };
      if (segments->len > 0 && first->mode == segment.mode)
        first->n_bytes++;
      else
        g_array_prepend_val (segments, segment);
      mode = steps[i].before[mode];
    }
  return segments;
}

static GArray *
suima_qr_split (const char *text, gsize n_bytes, SuimaQrSize size, guint *ret_n_bits)
{
  const guint32 *head_bits = suima_qr_head_bits[size];
  g_autofree SuimaQrStep *steps = g_new (SuimaQrStep, n_bytes + 1);

  /* Before the first byte every mode has been begun. */
  for (guint mode = 0; mode < SUIMA_QR_N_MODES; mode++)
    steps[0].sixths[mode] = head_bits[mode] * SUIMA_QR_SIXTHS;
  for (gsize i = 0; i < n_bytes; i++)
    suima_qr_step (&steps[i + 1], &steps[i], text[i], head_bits);
  *ret_n_bits = suima_qr_round_up (steps[n_bytes].sixths[suima_qr_cheapest (&steps[n_bytes])]) /
                SUIMA_QR_SIXTHS;
  return suima_qr_collect (steps, n_bytes);
}

guint
suima_qr_n_data_codewords (guint version, QRecLevel level)
{
  return level == QR_ECLEVEL_M ? suima_qr_capacity_m[version - 1]
                               : suima_qr_capacity_q[version - 1];
}

guint
suima_qr_n_count_bits (guint version, QRencodeMode mode)
{
  guint size = SUIMA_QR_SMALL;

  while (version > suima_qr_last_version[size])
    size++;
  return suima_qr_head_bits[size][mode] - SUIMA_QR_MODE_BITS;
}

/* Returns: the smallest version of that size that holds so many bits; 0 for none. */
static guint
suima_qr_find_version (guint n_bits, SuimaQrSize size, QRecLevel level)
{
  guint first = size == SUIMA_QR_SMALL ? 1 : suima_qr_last_version[size - 1] + 1;

  for (guint version = first; version <= suima_qr_last_version[size]; version++)
    if (n_bits <= suima_qr_n_data_codewords (version, level) * 8)
      return version;
  return 0;
}

void
suima_qr_plan_clear (SuimaQrPlan *plan)
{
  g_clear_pointer (&plan->segments, g_array_unref);
}

gboolean
suima_qr_plan_init (SuimaQrPlan *plan, const char *text, QRecLevel level)
{
  gsize n_bytes = strlen (text);

  *plan = (SuimaQrPlan){ .level = level };
  g_return_val_if_fail (level == QR_ECLEVEL_M || level == QR_ECLEVEL_Q, FALSE);
  if (n_bytes == 0 || n_bytes > SUIMA_QR_MAX_BYTES)
    return FALSE;
  for (guint size = SUIMA_QR_SMALL; size <= SUIMA_QR_LARGE && plan->version == 0; size++)
    {
      suima_qr_plan_clear (plan);
      plan->segments = suima_qr_split (text, n_bytes, (SuimaQrSize)size, &plan->n_bits);
      plan->version = suima_qr_find_version (plan->n_bits, (SuimaQrSize)size, level);
    }
  return plan->version > 0;
}

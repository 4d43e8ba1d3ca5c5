// SPDX-License-Identifier: Apache-2.0
// A line of modules is one number, and all places of a line are looked at at once: bit i of a mask
// says something of what begins at module i.
#include "suima-qr-penalty.h"

#define SUIMA_QR_PENALTY_RUN 3 /* N1: and 1 for each module above five */
#define SUIMA_QR_PENALTY_SQUARE 3
#define SUIMA_QR_PENALTY_FINDER 40
#define SUIMA_QR_PENALTY_BALANCE 10

static guint
suima_qr_count (guint64 bits)
{
  return (guint)__builtin_popcountll (bits);
}

/* What lies @n modules further on; beyond the symbol all is light. */
static guint64
suima_qr_light_after (guint64 light, guint n)
{
  return n >= 64 ? G_MAXUINT64 : light >> n | ~(G_MAXUINT64 >> n);
}

static guint64
suima_qr_light_before (guint64 light, guint n)
{
  return n >= 64 ? G_MAXUINT64 : light << n | ((G_GUINT64_CONSTANT (1) << n) - 1);
}

static guint64
suima_qr_dark_run (guint64 dark, guint n)
{
  guint64 run = dark;

  for (guint i = 1; i < n; i++)
    run &= dark >> i;
  return run;
}

static guint64
suima_qr_light_run_after (guint64 light, guint from, guint n)
{
  guint64 run = G_MAXUINT64;

  for (guint i = from; i < from + n; i++)
    run &= suima_qr_light_after (light, i);
  return run;
}

/* Runs of exactly 1:1:3:1:1 units, @unit modules each, with four units of light on a side. */
static guint
suima_qr_count_finders (guint64 dark, guint unit, guint64 thick)
{
  guint64 light = ~dark, thin = suima_qr_dark_run (dark, unit), before = G_MAXUINT64, found;

  found = thin & suima_qr_light_run_after (light, unit, unit) & thick >> 2 * unit &
          suima_qr_light_run_after (light, 5 * unit, unit) & thin >> 6 * unit;
  found &= suima_qr_light_before (light, 1) & suima_qr_light_after (light, 7 * unit);
  if (found == 0)
    return 0;
  for (guint i = 1; i <= 4 * unit; i++)
    before &= suima_qr_light_before (light, i);
  return suima_qr_count (found & (before | suima_qr_light_run_after (light, 7 * unit, 4 * unit)));
}

static guint
suima_qr_penalty_of_line (guint64 dark, guint width)
{
  guint64 same = ~(dark ^ dark >> 1) & ((G_GUINT64_CONSTANT (1) << (width - 1)) - 1);
  guint64 five = same & same >> 1;
  guint n_finders = 0;

  five &= five >> 2; /* begins five or more of one colour */
  for (guint unit = 1; 7 * unit <= width; unit++)
    {
      guint64 thick = suima_qr_dark_run (dark, 3 * unit);
      if (thick == 0)
        break;
      n_finders += suima_qr_count_finders (dark, unit, thick);
    }
  return suima_qr_count (five) + (SUIMA_QR_PENALTY_RUN - 1) * suima_qr_count (five & ~(five << 1)) +
         SUIMA_QR_PENALTY_FINDER * n_finders;
}

static guint
suima_qr_count_squares (guint64 upper, guint64 lower, guint width)
{
  guint64 pairs = (G_GUINT64_CONSTANT (1) << (width - 1)) - 1;

  return suima_qr_count (~(upper ^ upper >> 1) & ~(lower ^ lower >> 1) & ~(upper ^ lower) & pairs);
}

guint
suima_qr_penalty (const guint64 *rows, const guint64 *columns, guint width)
{
  guint penalty = 0, n_dark = 0, n_modules = width * width, percent;

  for (guint i = 0; i < width; i++)
    {
      penalty += suima_qr_penalty_of_line (rows[i], width);
      penalty += suima_qr_penalty_of_line (columns[i], width);
      n_dark += suima_qr_count (rows[i]);
      if (i > 0)
        penalty += SUIMA_QR_PENALTY_SQUARE * suima_qr_count_squares (rows[i - 1], rows[i], width);
    }
  percent = (200 * n_dark + n_modules) / n_modules / 2;
  return penalty + (percent > 50 ? percent - 50 : 50 - percent) / 5 * SUIMA_QR_PENALTY_BALANCE;
}

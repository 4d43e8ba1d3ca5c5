// SPDX-License-Identifier: Apache-2.0
// Any bytes to a sheet to batches: ends with a result or an error, and what it gives is text.
#include "suima-mapping.h"

#include <string.h>

#define ROUNDS_PER_SEED 150

static void
check_cells (const SuimaSheet *sheet)
{
  guint n_columns = suima_sheet_get_n_columns (sheet);

  g_assert_cmpuint (suima_sheet_get_n_rows (sheet), <=, SUIMA_SHEET_MAX_ROWS);
  g_assert_cmpuint (n_columns, <=, SUIMA_SHEET_MAX_COLUMNS);
  for (guint row = 1; row <= MIN (suima_sheet_get_n_rows (sheet), 1000); row++)
    for (guint column = 1; column <= n_columns; column++)
      {
        const char *cell = suima_sheet_get_cell (sheet, row, column);
        g_assert_true (g_utf8_validate (cell, -1, NULL));
        g_assert_cmpuint (strlen (cell), <=, SUIMA_SHEET_MAX_CELL_BYTES);
      }
}

static void
check_batches (SuimaMapping *mapping)
{
  SuimaBatch *next;

  while ((next = suima_mapping_next (mapping)) != NULL)
    {
      g_autoptr (SuimaBatch) batch = next;
      g_assert_nonnull (batch->product);
      g_assert_cmpint (batch->quantity_milli, >, 0);
      g_assert_true (batch->gtin == NULL || strlen (batch->gtin) == 14);
    }
}

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size_bytes);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size_bytes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size_bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSheet) sheet = suima_sheet_read (bytes, &error);
  g_autoptr (SuimaMapping) mapping = NULL;

  g_assert_true ((sheet != NULL) != (error != NULL));
  if (sheet == NULL)
    return 0;
  check_cells (sheet);
  mapping = suima_mapping_new (sheet, suima_day_new (2026, 11, 22), &error);
  g_assert_true ((mapping != NULL) != (error != NULL));
  if (mapping != NULL)
    check_batches (mapping);
  return 0;
}

#ifndef SUIMA_FUZZER

/* One of: a byte changed, a stretch cut out, a stretch doubled. */
static void
mutate (GByteArray *input, GRand *rand)
{
  guint at, length;

  if (input->len == 0)
    return;
  at = (guint)g_rand_int_range (rand, 0, (gint32)input->len);
  length = (guint)g_rand_int_range (rand, 1, 40);
  length = MIN (length, input->len - at);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_byte_array_remove_range (input, at, length);
      return;
    case 1:
      {
        g_autofree guint8 *stretch = g_memdup2 (input->data + at, length);
        g_byte_array_append (input, stretch, length);
        return;
      }
    case 2:
      input->data[at] = (guint8) "\",;\t\n\r<>&/\0\xff\x80"[g_rand_int_range (rand, 0, 13)];
      return;
    default:
      input->data[at] = (guint8)g_rand_int_range (rand, 0, 256);
    }
}

static guint
run_seed (const char *path)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autofree char *data = NULL;
  gsize size_bytes = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, &size_bytes, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *)data, size_bytes);
  for (guint round = 0; round < ROUNDS_PER_SEED; round++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      g_byte_array_append (input, (const guint8 *)data, (guint)size_bytes);
      for (guint n = 0; n <= round % 5; n++)
        mutate (input, rand);
      LLVMFuzzerTestOneInput (input->data, input->len);
    }
  return ROUNDS_PER_SEED + 1;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  const char *name;
  guint n_inputs = 0;

  if (folder == NULL)
    {
      g_printerr ("usage: fuzz-sheet FOLDER\n");
      return 2;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      n_inputs += run_seed (path);
    }
  g_print ("%u inputs\n", n_inputs);
  return n_inputs >= 11 * (ROUNDS_PER_SEED + 1) ? 0 : 1;
}

#endif

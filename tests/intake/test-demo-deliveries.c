// SPDX-License-Identifier: Apache-2.0
// The demonstration deliveries: equal to the samples on their day, as many days old on any other.
#include "suima-mapping.h"

#include <glib/gstdio.h>

static const char *const files[] = { "fruit-delivery.csv", "meat-delivery.xlsx",
                                     "domestic-produce.csv", "bad-delivery.csv" };

/* Returns: (transfer full): a new folder with the deliveries of @day. */
static char *
make_deliveries (const char *day)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("suima-demo-XXXXXX", &error);
  const char *command[] = { DEMO_DELIVERIES, folder, day, NULL };
  int status = -1;

  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return folder;
}

static void
remove_deliveries (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size_bytes = 0;

  g_file_get_contents (path, &data, &size_bytes, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size_bytes);
}

static SuimaSheet *
read_sheet (const char *folder, const char *name)
{
  g_autoptr (GBytes) bytes = read_file (folder, name);
  g_autoptr (GError) error = NULL;
  SuimaSheet *sheet = suima_sheet_read (bytes, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
test_demo_same_day (void)
{
  g_autofree char *folder = make_deliveries ("2026-11-22");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (SuimaSheet) sample = read_sheet (TEST_DATA, files[i]);
      g_autoptr (SuimaSheet) made = read_sheet (folder, files[i]);
      g_autoptr (GBytes) sample_bytes = read_file (TEST_DATA, files[i]);
      g_autoptr (GBytes) made_bytes = read_file (folder, files[i]);
      g_test_message ("%s", files[i]);
      g_assert_cmpuint (suima_sheet_get_n_rows (made), ==, suima_sheet_get_n_rows (sample));
      g_assert_cmpuint (suima_sheet_get_n_columns (made), ==, suima_sheet_get_n_columns (sample));
      for (guint row = 1; row <= suima_sheet_get_n_rows (sample); row++)
        for (guint column = 1; column <= suima_sheet_get_n_columns (sample); column++)
          {
            g_assert_cmpstr (suima_sheet_get_cell (made, row, column), ==,
                             suima_sheet_get_cell (sample, row, column));
            g_assert_cmpint (suima_sheet_was_number (made, row, column), ==,
                             suima_sheet_was_number (sample, row, column));
          }
      if (g_str_has_suffix (files[i], ".csv"))
        g_assert_true (g_bytes_equal (made_bytes, sample_bytes));
    }
  remove_deliveries (folder);
}

static GPtrArray *
map_file (const char *folder, const char *name, SuimaDay today, GPtrArray **problems)
{
  g_autoptr (SuimaSheet) sheet = read_sheet (folder, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaMapping) mapping = suima_mapping_new (sheet, today, &error);
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_batch_free);
  SuimaBatch *batch;

  g_assert_no_error (error);
  while ((batch = suima_mapping_next (mapping)) != NULL)
    g_ptr_array_add (batches, batch);
  *problems = g_ptr_array_ref (suima_mapping_get_problems (mapping));
  return batches;
}

static void
assert_same_ages (const char *folder, const char *name, SuimaDay sample_day, SuimaDay day)
{
  g_autoptr (GPtrArray) sample_problems = NULL, made_problems = NULL;
  g_autoptr (GPtrArray) samples = map_file (TEST_DATA, name, sample_day, &sample_problems);
  g_autoptr (GPtrArray) made = map_file (folder, name, day, &made_problems);

  g_assert_cmpuint (made_problems->len, ==, sample_problems->len);
  g_assert_cmpuint (made->len, ==, samples->len);
  for (guint i = 0; i < made->len; i++)
    {
      const SuimaBatch *a = g_ptr_array_index (samples, i), *b = g_ptr_array_index (made, i);
      g_assert_cmpstr (a->product, ==, b->product);
      g_assert_cmpint (day - b->production, ==, sample_day - a->production);
      if (a->arrival != SUIMA_DAY_NONE)
        g_assert_cmpint (day - b->arrival, ==, sample_day - a->arrival);
      g_assert_cmpint (b->expiry < day, ==, a->expiry < sample_day);
    }
}

static void
test_demo_other_days (void)
{
  static const int days[][3] = { { 2024, 2, 29 }, { 2027, 1, 1 }, { 2031, 7, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      SuimaDay day = suima_day_new (days[i][0], days[i][1], days[i][2]);
      g_autofree char *text = suima_day_to_text (day);
      g_autofree char *folder = make_deliveries (text);
      for (guint k = 0; k < G_N_ELEMENTS (files); k++)
        assert_same_ages (folder, files[k], suima_day_new (2026, 11, 22), day);
      remove_deliveries (folder);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/same-day", test_demo_same_day);
  g_test_add_func ("/demo/other-days", test_demo_other_days);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// Turns a PWG raster document into PNG pictures, one a label: what the simulated printer "printed".
// Usage: label-pictures DOCUMENT FOLDER
#include "suima-pwg.h"
#include "suima-render.h"

static gboolean
write_picture (const SuimaRaster *raster, const char *stem, guint number, GError **error)
{
  g_autoptr (GBytes) png = suima_raster_to_png (raster);
  g_autofree char *path = g_strdup_printf ("%s-%04u.png", stem, number);

  return g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png),
                              error);
}

static gboolean
write_pictures (const char *document_path, const char *folder, GError **error)
{
  g_autofree char *base = g_path_get_basename (document_path);
  g_autofree char *stem = g_build_filename (folder, base, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) document = NULL;
  g_autoptr (GPtrArray) rasters = NULL;
  gsize size_bytes;

  if (!g_file_get_contents (document_path, &bytes, &size_bytes, error))
    return FALSE;
  document = g_bytes_new_take (g_steal_pointer (&bytes), size_bytes);
  rasters = suima_pwg_decode (document, error);
  for (guint i = 0; rasters != NULL && i < rasters->len; i++)
    if (!write_picture (rasters->pdata[i], stem, i + 1, error))
      return FALSE;
  return rasters != NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    {
      g_printerr ("usage: label-pictures DOCUMENT FOLDER\n");
      return 2;
    }
  if (write_pictures (argv[1], argv[2], &error))
    return 0;
  g_printerr ("label-pictures: %s: %s\n", argv[1], error->message);
  return 1;
}

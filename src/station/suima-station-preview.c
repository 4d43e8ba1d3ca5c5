// SPDX-License-Identifier: Apache-2.0
// Templates, codes and labels as they will come out, before anything is printed.
#include "suima-station-private.h"

#include "suima-error.h"
#include "suima-render.h"

#include <errno.h>
#include <string.h>

#define SUIMA_PREVIEW_DPI 203u

static void
suima_station_add_template_id (GPtrArray *ids, const char *file_name)
{
  char *id;

  if (!g_str_has_suffix (file_name, ".json"))
    return;
  id = g_strndup (file_name, strlen (file_name) - strlen (".json"));
  if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_free (id);
  else
    g_ptr_array_add (ids, id);
}

GPtrArray *
suima_station_list_templates (SuimaStation *station)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) shipped = suima_station_list_resources ("templates/");
  g_autofree char *folder = g_build_filename (station->dir, "templates", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 0; shipped != NULL && shipped[i] != NULL; i++)
    suima_station_add_template_id (ids, shipped[i]);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    suima_station_add_template_id (ids, name);
  g_ptr_array_sort (ids, suima_station_compare_names);
  return ids;
}

static gboolean
suima_station_is_template_id (const char *text)
{
  gsize length = strlen (text);

  return length >= 1 && length <= 40 && text[0] != '.' &&
         strspn (text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.") == length;
}

SuimaTemplate *
suima_station_get_template (SuimaStation *station, const char *template_id, GError **error)
{
  g_autofree char *name = g_strconcat (template_id, ".json", NULL);
  g_autofree char *own = g_build_filename (station->dir, "templates", name, NULL);
  g_autofree char *path = g_strconcat ("templates/", name, NULL);
  g_autofree char *text = NULL;
  gsize size_bytes = 0;
  g_autoptr (GBytes) shipped = NULL;
  SuimaTemplate *template;

  if (suima_station_is_template_id (template_id))
    {
      if (!g_file_get_contents (own, &text, &size_bytes, NULL))
        shipped = suima_station_lookup_resource (path, NULL);
    }
  if (text == NULL && shipped == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "there is no label template \"%s\"",
                   template_id);
      return NULL;
    }
  template = text ? suima_template_parse (text, size_bytes, error)
                  : suima_template_parse (g_bytes_get_data (shipped, NULL),
                                          g_bytes_get_size (shipped), error);
  if (template == NULL)
    g_prefix_error (error, "template %s: ", template_id);
  else
    suima_station_find_pictures (station, template, NULL);
  return template;
}

static SuimaCode *
suima_station_make_code (SuimaStation *station, const SuimaBatch *batch, const char *serial)
{
  SuimaCode *code = suima_code_new ();

  code->host = g_strdup (station->config->host);
  code->serial = g_strdup (serial);
  /* A number that means something only inside one shop must not leave it in a code. */
  if (batch->gtin != NULL && !suima_gtin_is_restricted (batch->gtin))
    code->gtin = g_strdup (batch->gtin);
  else
    code->shop = g_strdup (station->config->shop);
  return code;
}

/* The QR version with and without the lot, the signature's place being taken in both. */
static gboolean
suima_station_lot_is_free (SuimaCode *code, const char *lot, gboolean is_signed)
{
  g_autofree char *without = NULL, *with = NULL;
  gboolean is_free;

  if (is_signed)
    code->signature = g_strnfill (SUIMA_CODE_SIGNATURE_LENGTH, 'Z');
  without = suima_code_to_uri (code);
  code->lot = (char *) lot;
  with = suima_code_to_uri (code);
  code->lot = NULL;
  g_clear_pointer (&code->signature, g_free);
  is_free = suima_qr_version (with) == suima_qr_version (without);
  return is_free;
}

char *
suima_station_make_uri (SuimaStation *station,
                        const SuimaBatch *batch,
                        const char *serial,
                        gboolean is_signed)
{
  g_autoptr (SuimaCode) code = suima_station_make_code (station, batch, serial);
  g_autofree char *uri = NULL;

  if (code->gtin != NULL && batch->lot != NULL && suima_lot_is_printable (batch->lot) &&
      suima_station_lot_is_free (code, batch->lot, is_signed))
    code->lot = g_strdup (batch->lot);
  uri = suima_code_to_uri (code);
  return is_signed ? suima_key_sign_uri (station->key, uri) : g_steal_pointer (&uri);
}

SuimaRaster *
suima_station_preview (SuimaStation *station,
                       gint64 batch_id,
                       const char *template_id,
                       guint dpi,
                       GError **error)
{
  g_autoptr (SuimaBatch) batch = suima_store_get_batch (station->store, batch_id, error);
  g_autoptr (SuimaTemplate) template = NULL;

  if (batch == NULL)
    return NULL;
  template = suima_station_get_template (
    station, template_id ? template_id : station->config->template_id, error);
  if (template == NULL)
    return NULL;
  /* What a person looks at before printing warms up what printing draws with. */
  return suima_station_try_label (station, template, batch, NULL, NULL, dpi, error);
}

GPtrArray *
suima_station_preview_to_files (SuimaStation *station,
                                gint64 batch_id,
                                const char *template_id,
                                guint count,
                                const char *out_dir,
                                GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SuimaRaster) raster = NULL;
  g_autoptr (GBytes) png = NULL;

  if (!suima_station_check_count (count, error))
    return NULL;
  raster = suima_station_preview (station, batch_id, template_id, SUIMA_PREVIEW_DPI, error);
  if (raster == NULL)
    return NULL;
  if (g_mkdir_with_parents (out_dir, 0755) != 0)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_DENIED, "cannot make the folder %s: %s", out_dir,
                   g_strerror (errno));
      return NULL;
    }
  png = suima_raster_to_png (raster);
  for (guint i = 1; i <= count; i++)
    {
      g_autofree char *name = g_strdup_printf ("batch-%" G_GINT64_FORMAT "-%04u.png", batch_id, i);
      char *path = g_build_filename (out_dir, name, NULL);
      g_ptr_array_add (paths, path);
      if (!suima_station_write_file (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png),
                                     0644, error))
        return NULL;
    }
  return g_steal_pointer (&paths);
}

// SPDX-License-Identifier: Apache-2.0
// One label as dots: its words gathered, drawn, read back.
#include "suima-station-private.h"

#include "suima-decode.h"
#include "suima-error.h"
#include "suima-label.h"
#include "suima-printer.h"
#include "suima-render.h"

#define SUIMA_MAX_WARM_RENDERERS 16u

typedef struct
{
  guint dpi;
  SuimaRenderer *renderer; /* owned */
} SuimaWarmRenderer;

static void
suima_warm_renderer_free (SuimaWarmRenderer *warm)
{
  suima_renderer_free (warm->renderer);
  g_free (warm);
}

void
suima_station_start_labels (SuimaStation *station)
{
  station->renderers = g_ptr_array_new_with_free_func ((GDestroyNotify) suima_warm_renderer_free);
  station->dpi_by_printer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&station->labels_lock);
}

void
suima_station_stop_labels (SuimaStation *station)
{
  g_clear_pointer (&station->renderers, g_ptr_array_unref);
  g_clear_pointer (&station->dpi_by_printer, g_hash_table_unref);
  g_mutex_clear (&station->labels_lock);
}

SuimaRenderer *
suima_station_take_renderer (SuimaStation *station, guint dpi)
{
  SuimaRenderer *renderer = NULL;

  g_mutex_lock (&station->labels_lock);
  for (guint i = station->renderers->len; renderer == NULL && i > 0; i--)
    {
      SuimaWarmRenderer *warm = g_ptr_array_index (station->renderers, i - 1);
      if (warm->dpi != dpi)
        continue;
      renderer = g_steal_pointer (&warm->renderer);
      g_ptr_array_remove_index (station->renderers, i - 1);
    }
  g_mutex_unlock (&station->labels_lock);
  return renderer != NULL ? renderer : suima_renderer_new (dpi);
}

void
suima_station_give_renderer (SuimaStation *station, SuimaRenderer *renderer, guint dpi)
{
  SuimaWarmRenderer *warm = g_new0 (SuimaWarmRenderer, 1);

  warm->dpi = dpi;
  warm->renderer = renderer;
  g_mutex_lock (&station->labels_lock);
  g_ptr_array_add (station->renderers, warm);
  if (station->renderers->len > SUIMA_MAX_WARM_RENDERERS)
    g_ptr_array_remove_index (station->renderers, 0);
  g_mutex_unlock (&station->labels_lock);
}

guint
suima_station_recall_dpi (SuimaStation *station, SuimaPrinter *printer)
{
  const char *destination = suima_printer_get_destination (printer);
  guint dpi;

  g_mutex_lock (&station->labels_lock);
  dpi = GPOINTER_TO_UINT (g_hash_table_lookup (station->dpi_by_printer, destination));
  g_mutex_unlock (&station->labels_lock);
  return dpi != 0 ? dpi : SUIMA_USUAL_DPI;
}

void
suima_station_remember_dpi (SuimaStation *station, SuimaPrinter *printer, guint dpi)
{
  g_mutex_lock (&station->labels_lock);
  g_hash_table_insert (station->dpi_by_printer, g_strdup (suima_printer_get_destination (printer)),
                       GUINT_TO_POINTER (dpi));
  g_mutex_unlock (&station->labels_lock);
}

/* @like, @words: (nullable) */
static SuimaLabelContext
suima_station_make_context (SuimaStation *station, const SuimaItem *like, GHashTable *words)
{
  SuimaLabelContext context = { .operator_name = station->config->operator_name, .copy = 1 };

  if (like != NULL)
    {
      context.copy = like->copies + 1;
      context.weight_g = like->weight_g;
      context.price_fen = like->price_fen;
      context.unit_price_fen = like->unit_price_fen;
    }
  if (words != NULL)
    {
      context.repacker = g_hash_table_lookup (words, "repacker");
      context.repacked_on = g_hash_table_lookup (words, "repacked_on");
      context.repack_place = g_hash_table_lookup (words, "repack_place");
    }
  return context;
}

/* From the dots of the QR's own box, quiet zone and all: nothing else may stand in it. */
char *
suima_station_read_back (const SuimaTemplate *template, const SuimaRaster *raster)
{
  const SuimaBox *qr = suima_template_get_qr (template);
  g_autoptr (SuimaRaster) part =
    suima_raster_crop_mm (raster, qr->x_mm, qr->y_mm, qr->width_mm, qr->height_mm);

  return suima_decode_qr (part);
}

SuimaRaster *
suima_station_draw_item (SuimaStation *station,
                         SuimaRenderer *renderer,
                         const SuimaTemplate *template,
                         const SuimaBatch *batch,
                         const SuimaItem *item,
                         GError **error)
{
  g_autoptr (GHashTable) words = suima_store_get_run_words (station->store, item->run_id, error);
  SuimaLabelContext context = suima_station_make_context (station, item, words);
  g_autoptr (SuimaLabel) label = NULL;
  g_autoptr (SuimaRaster) raster = NULL;
  g_autofree char *read = NULL;

  if (words == NULL)
    return NULL;
  label = suima_label_fill (template, batch, item->uri, item->serial, &context);
  raster = suima_renderer_draw (renderer, label, error);
  if (raster == NULL)
    return NULL;
  read = suima_station_read_back (template, raster);
  if (g_strcmp0 (read, item->uri) != 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INTERNAL,
                           "the code does not read back: not printed");
      return NULL;
    }
  return g_steal_pointer (&raster);
}

SuimaRaster *
suima_station_draw_label (SuimaStation *station, const char *code, guint dpi, GError **error)
{
  g_autoptr (SuimaItem) item = suima_station_find_item (station, code, error);
  g_autoptr (SuimaBatch) batch =
    item ? suima_store_get_batch (station->store, item->batch_id, error) : NULL;
  g_autoptr (SuimaRunRecord) run =
    batch ? suima_store_get_run (station->store, item->run_id, error) : NULL;
  g_autoptr (SuimaTemplate) template =
    run ? suima_station_get_template (station, run->template_id, error) : NULL;
  SuimaRenderer *renderer;
  SuimaRaster *raster;

  if (template == NULL)
    return NULL;
  renderer = suima_station_take_renderer (station, dpi);
  raster = suima_station_draw_item (station, renderer, template, batch, item, error);
  suima_station_give_renderer (station, renderer, dpi);
  return raster;
}

SuimaRaster *
suima_station_draw_specimen (SuimaStation *station,
                             SuimaRenderer *renderer,
                             const SuimaTemplate *template,
                             const SuimaBatch *batch,
                             const SuimaItem *like,
                             GHashTable *words,
                             GError **error)
{
  g_autofree char *serial = suima_key_issue_serial (station->key, SUIMA_SERIAL_SPECIMEN_COUNTER);
  g_autofree char *uri = suima_station_make_uri (station, batch, serial, template->is_signed);
  SuimaLabelContext context = suima_station_make_context (station, like, words);
  g_autoptr (SuimaLabel) label = suima_label_fill (template, batch, uri, serial, &context);
  SuimaRaster *raster = suima_renderer_draw (renderer, label, error);

  if (raster == NULL)
    suima_station_explain_refusal (renderer, label, error);
  return raster;
}

SuimaRaster *
suima_station_try_label (SuimaStation *station,
                         const SuimaTemplate *template,
                         const SuimaBatch *batch,
                         const SuimaItem *like,
                         GHashTable *words,
                         guint dpi,
                         GError **error)
{
  SuimaRenderer *renderer = suima_station_take_renderer (station, dpi);
  SuimaRaster *raster = suima_station_draw_specimen (station, renderer, template, batch, like, words,
                                                     error);

  suima_station_give_renderer (station, renderer, dpi);
  return raster;
}

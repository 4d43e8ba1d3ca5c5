// SPDX-License-Identifier: Apache-2.0
#include "suima-render.h"

#include "suima-error.h"
#include "suima-logo.h"
#include "suima-qr.h"
#include "suima-render-box.h"
#include "suima-typeset.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

/* Below this no common reader is at ease: 3 dots of a 203 dpi head are 0.375 mm. */
#define SUIMA_RENDER_MIN_MODULE_DOTS 3
#define SUIMA_RENDER_MIN_MODULE_MM 0.33

/* A text as it was last drawn, with all that its dots depend on. */
typedef struct
{
  SuimaBox box; /* its text is not used */
  char *text;
  char *language;
  SuimaRaster *dots;
} SuimaRenderMemory;

/* A picture as it was last drawn. */
typedef struct
{
  GBytes *png; /* owned */
  SuimaRaster *dots;
} SuimaRenderPicture;

struct _SuimaRenderer
{
  guint dpi;
  SuimaTypesetter *typesetter; /* owned */
  GPtrArray *memories;         /* (element-type SuimaRenderMemory), by place in the label */
  GPtrArray *pictures;         /* (element-type SuimaRenderPicture) */
};

static void
suima_render_memory_free (SuimaRenderMemory *memory)
{
  if (memory == NULL)
    return;
  g_free (memory->text);
  g_free (memory->language);
  suima_raster_free (memory->dots);
  g_free (memory);
}

static void
suima_render_picture_free (SuimaRenderPicture *picture)
{
  g_bytes_unref (picture->png);
  suima_raster_free (picture->dots);
  g_free (picture);
}

SuimaRenderer *
suima_renderer_new (guint dpi)
{
  SuimaRenderer *renderer;

  g_return_val_if_fail (dpi >= 150 && dpi <= 600, NULL);
  renderer = g_new0 (SuimaRenderer, 1);
  renderer->dpi = dpi;
  renderer->typesetter = suima_typesetter_new (dpi);
  renderer->memories = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_render_memory_free);
  renderer->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_render_picture_free);
  return renderer;
}

guint
suima_renderer_get_dpi (const SuimaRenderer *renderer)
{
  return renderer->dpi;
}

void
suima_renderer_free (SuimaRenderer *renderer)
{
  if (renderer == NULL)
    return;
  suima_typesetter_free (renderer->typesetter);
  g_ptr_array_unref (renderer->memories);
  g_ptr_array_unref (renderer->pictures);
  g_free (renderer);
}

static gboolean
suima_render_same_box (const SuimaBox *a, const SuimaBox *b)
{
  return a->x_mm == b->x_mm && a->y_mm == b->y_mm && a->width_mm == b->width_mm &&
         a->height_mm == b->height_mm && a->size_mm == b->size_mm &&
         a->min_size_mm == b->min_size_mm && a->bold == b->bold && a->mono == b->mono &&
         a->max_lines == b->max_lines && a->align == b->align && a->valign == b->valign &&
         a->padding_mm == b->padding_mm;
}

static gboolean
suima_render_memory_holds (const SuimaRenderMemory *memory,
                           const SuimaLabelText *words,
                           const char *language)
{
  return memory != NULL && strcmp (memory->text, words->text) == 0 &&
         strcmp (memory->language, language) == 0 &&
         suima_render_same_box (&memory->box, words->box);
}

/* Draws text number @index of the label, or remembers it. Returns: (transfer none). */
static const SuimaRaster *
suima_renderer_get_text (SuimaRenderer *renderer,
                         const SuimaLabel *label,
                         guint index,
                         GError **error)
{
  const SuimaLabelText *words = g_ptr_array_index (label->texts, index);
  const char *language = label->template->language;
  SuimaRenderMemory *memory;
  SuimaRaster *dots;

  if (renderer->memories->len <= index)
    g_ptr_array_set_size (renderer->memories, (gint)index + 1);
  memory = g_ptr_array_index (renderer->memories, index);
  if (suima_render_memory_holds (memory, words, language))
    return memory->dots;
  dots = suima_typesetter_draw (renderer->typesetter, words, language, error);
  if (dots == NULL)
    return NULL;
  suima_render_memory_free (memory);
  memory = g_new0 (SuimaRenderMemory, 1);
  memory->box = *words->box;
  memory->box.text = NULL;
  memory->box.file = NULL;
  memory->box.file_bytes = NULL;
  memory->text = g_strdup (words->text);
  memory->language = g_strdup (language);
  memory->dots = dots;
  renderer->memories->pdata[index] = memory;
  return dots;
}

/* The dots of an image box, decoded once. */
static const SuimaRaster *
suima_renderer_get_picture (SuimaRenderer *renderer, const SuimaBox *box, GError **error)
{
  SuimaRenderPlace place = suima_render_place_box (box, renderer->dpi);
  SuimaRenderPicture *picture;
  SuimaRaster *dots;

  for (guint i = 0; i < renderer->pictures->len; i++)
    {
      picture = g_ptr_array_index (renderer->pictures, i);
      if (picture->png == box->file_bytes && picture->dots->width_dots == place.width_dots &&
          picture->dots->height_dots == place.height_dots)
        return picture->dots;
    }
  dots =
      suima_logo_draw (box->file_bytes, place.width_dots, place.height_dots, renderer->dpi, error);
  if (dots == NULL)
    {
      g_prefix_error (error, "%s: ", box->file);
      return NULL;
    }
  picture = g_new0 (SuimaRenderPicture, 1);
  picture->png = g_bytes_ref (box->file_bytes);
  picture->dots = dots;
  g_ptr_array_add (renderer->pictures, picture);
  return dots;
}

static gboolean
suima_renderer_draw_image (SuimaRenderer *renderer,
                           SuimaRaster *raster,
                           const SuimaBox *box,
                           GError **error)
{
  SuimaRenderPlace place = suima_render_place_box (box, renderer->dpi);
  const SuimaRaster *dots;

  if (box->file_bytes == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
                   "the picture %s is not beside the template", box->file);
      return FALSE;
    }
  dots = suima_renderer_get_picture (renderer, box, error);
  if (dots != NULL)
    suima_raster_add (raster, dots, place.x_dots, place.y_dots);
  return dots != NULL;
}

static gboolean
suima_renderer_draw_texts (SuimaRenderer *renderer,
                           SuimaRaster *raster,
                           const SuimaLabel *label,
                           GError **error)
{
  for (guint i = 0; i < label->texts->len; i++)
    {
      const SuimaLabelText *words = g_ptr_array_index (label->texts, i);
      const SuimaBox *box = words->box;
      SuimaBox inner = { .x_mm = box->x_mm + box->padding_mm, .y_mm = box->y_mm + box->padding_mm };
      SuimaRenderPlace place = suima_render_place_box (&inner, renderer->dpi);
      const SuimaRaster *dots = suima_renderer_get_text (renderer, label, i, error);

      if (dots == NULL)
        return FALSE;
      suima_render_draw_ground (raster, box);
      if (box->is_inverse)
        suima_render_cut_out (raster, dots, place.x_dots, place.y_dots);
      else
        suima_raster_add (raster, dots, place.x_dots, place.y_dots);
    }
  return TRUE;
}

gboolean
suima_renderer_measure (SuimaRenderer *renderer,
                        const SuimaLabelText *words,
                        const char *language,
                        SuimaTextFit *ret_fit)
{
  return suima_typesetter_measure (renderer->typesetter, words, language, ret_fit);
}

gboolean
suima_renderer_try_words (SuimaRenderer *renderer,
                          const SuimaLabelText *words,
                          const char *language,
                          GError **error)
{
  g_autoptr (SuimaRaster) dots =
      suima_typesetter_draw (renderer->typesetter, words, language, error);

  return dots != NULL;
}

guint
suima_qr_module_dots (const SuimaBox *box, const char *uri, guint dpi)
{
  SuimaRenderPlace place = suima_render_place_box (box, dpi);
  guint module_dots = 0;
  g_autoptr (SuimaQrSymbol) symbol =
      suima_qr_encode_for (uri, MIN (place.width_dots, place.height_dots), &module_dots);

  return symbol != NULL ? module_dots : 0;
}

guint
suima_render_min_module_dots (guint dpi)
{
  guint dots = (guint)ceil (SUIMA_RENDER_MIN_MODULE_MM * dpi / 25.4);

  return MAX (dots, SUIMA_RENDER_MIN_MODULE_DOTS);
}

static void
suima_render_put_symbol (SuimaRaster *raster,
                         const SuimaQrSymbol *symbol,
                         const SuimaRenderPlace *place,
                         guint module_dots)
{
  guint modules = symbol->width;
  guint left_dots = place->x_dots + (place->width_dots - modules * module_dots) / 2;
  guint top_dots = place->y_dots + (place->height_dots - modules * module_dots) / 2;

  for (guint row = 0; row < modules; row++)
    for (guint column = 0, n = 0; column <= modules; column++)
      {
        /* Black modules side by side are one rectangle. */
        if (column < modules && symbol->modules[row * modules + column])
          {
            n++;
            continue;
          }
        if (n > 0)
          suima_raster_fill (raster, left_dots + (column - n) * module_dots,
                             top_dots + row * module_dots, n * module_dots, module_dots);
        n = 0;
      }
}

static gboolean
suima_render_draw_qr (SuimaRaster *raster, const SuimaBox *box, const char *uri, GError **error)
{
  SuimaRenderPlace place = suima_render_place_box (box, raster->dpi);
  guint module_dots = 0;
  g_autoptr (SuimaQrSymbol) symbol =
      suima_qr_encode_for (uri, MIN (place.width_dots, place.height_dots), &module_dots);

  if (symbol == NULL || module_dots < suima_render_min_module_dots (raster->dpi))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NO_SPACE,
                   "a code of %" G_GSIZE_FORMAT
                   " characters does not fit its box of %g x %g mm: %s",
                   strlen (uri), box->width_mm, box->height_mm, uri);
      return FALSE;
    }
  suima_render_put_symbol (raster, symbol, &place, module_dots);
  return TRUE;
}

SuimaRaster *
suima_renderer_draw (SuimaRenderer *renderer, const SuimaLabel *label, GError **error)
{
  const SuimaTemplate *template = label->template;
  g_autoptr (SuimaRaster) raster =
      suima_raster_new (suima_mm_to_dots (template->width_mm, renderer->dpi),
                        suima_mm_to_dots (template->height_mm, renderer->dpi), renderer->dpi);

  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box->kind == SUIMA_BOX_RULE)
        suima_render_draw_rule (raster, box);
      if (box->kind == SUIMA_BOX_QR && !suima_render_draw_qr (raster, box, label->uri, error))
        return NULL;
      if (box->kind == SUIMA_BOX_IMAGE && !suima_renderer_draw_image (renderer, raster, box, error))
        return NULL;
    }
  if (!suima_renderer_draw_texts (renderer, raster, label, error))
    return NULL;
  return g_steal_pointer (&raster);
}

static cairo_status_t
suima_raster_write_png_cb (void *bytes, const unsigned char *data, unsigned int size_bytes)
{
  g_byte_array_append (bytes, data, size_bytes);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
suima_raster_to_png (const SuimaRaster *raster)
{
  g_autofree guint8 *luma = suima_raster_to_luma (raster);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (int)raster->width_dots,
                                                         (int)raster->height_dots);
  GByteArray *png = g_byte_array_new ();
  guchar *rows = cairo_image_surface_get_data (surface);

  for (guint y = 0; y < raster->height_dots; y++)
    memcpy (rows + y * (gsize)cairo_image_surface_get_stride (surface),
            luma + y * (gsize)raster->width_dots, raster->width_dots);
  cairo_surface_mark_dirty (surface);
  cairo_surface_write_to_png_stream (surface, suima_raster_write_png_cb, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-press.h"

#include "suima-render.h"
#include "suima-station-private.h"

#define SUIMA_PRESS_MAX_THREADS 16u

/* A label from when it is wanted until it is taken. */
typedef struct
{
  SuimaRaster *raster; /* owned; of what is drawn and not taken */
  GError *error;       /* owned; why it cannot be printed */
  gboolean is_in_hand; /* a thread draws it */
} SuimaPressSlot;

struct _SuimaPress
{
  /* borrowed */
  SuimaStation *station;
  const SuimaTemplate *template;
  const SuimaBatch *batch;
  GPtrArray *items;

  guint dpi;
  GPtrArray *threads; /* (element-type GThread) */

  /* under the lock */
  GMutex lock;
  GCond change;
  SuimaPressSlot *slots; /* owned, as many as items */
  guint next;            /* the first that may have to be drawn */
  guint limit;           /* from here on nothing is wanted yet */
  gboolean is_over;
};

static guint
suima_press_get_across (const SuimaTemplate *template)
{
  return 1;
}

static double
suima_press_get_gap_mm (const SuimaTemplate *template)
{
  return 0;
}

static double
suima_press_get_pitch_mm (const SuimaTemplate *template)
{
  return template->width_mm + suima_press_get_gap_mm (template);
}

static gboolean
suima_press_slot_is_empty (const SuimaPressSlot *slot)
{
  return slot->raster == NULL && slot->error == NULL && !slot->is_in_hand;
}

/* Waits for a label that is wanted. Returns: its place; the number of items when the press is
 * over. */
static guint
suima_press_pick (SuimaPress *press)
{
  for (;;)
    {
      if (press->is_over)
        return press->items->len;
      while (press->next < press->limit && !suima_press_slot_is_empty (&press->slots[press->next]))
        press->next++;
      if (press->next < press->limit)
        return press->next++;
      g_cond_wait (&press->change, &press->lock);
    }
}

static gpointer
suima_press_work (gpointer user_data)
{
  SuimaPress *press = user_data;
  SuimaRenderer *renderer = suima_station_take_renderer (press->station, press->dpi);
  guint i;

  g_mutex_lock (&press->lock);
  while ((i = suima_press_pick (press)) < press->items->len)
    {
      SuimaPressSlot *slot = &press->slots[i];
      SuimaRaster *raster;
      GError *error = NULL;

      slot->is_in_hand = TRUE;
      g_mutex_unlock (&press->lock);
      raster = suima_station_draw_item (press->station, renderer, press->template, press->batch,
                                        g_ptr_array_index (press->items, i), &error);
      g_mutex_lock (&press->lock);
      slot->raster = raster;
      slot->error = error;
      slot->is_in_hand = FALSE;
      g_cond_broadcast (&press->change);
    }
  g_mutex_unlock (&press->lock);
  suima_station_give_renderer (press->station, renderer, press->dpi);
  return NULL;
}

SuimaPress *
suima_press_new (SuimaStation *station,
                 const SuimaTemplate *template,
                 const SuimaBatch *batch,
                 GPtrArray *items,
                 guint dpi)
{
  SuimaPress *press = g_new0 (SuimaPress, 1);
  guint n_threads = MIN (g_get_num_processors (), SUIMA_PRESS_MAX_THREADS);

  press->station = station;
  press->template = template;
  press->batch = batch;
  press->items = g_ptr_array_ref (items);
  press->dpi = dpi;
  press->slots = g_new0 (SuimaPressSlot, items->len);
  press->limit = MIN (SUIMA_PRESS_AHEAD_LABELS, items->len);
  g_mutex_init (&press->lock);
  g_cond_init (&press->change);
  press->threads = g_ptr_array_new ();
  for (guint i = 0; i < MIN (n_threads, items->len); i++)
    g_ptr_array_add (press->threads, g_thread_new ("suima-press", suima_press_work, press));
  return press;
}

void
suima_press_free (SuimaPress *press)
{
  if (press == NULL)
    return;
  g_mutex_lock (&press->lock);
  press->is_over = TRUE;
  g_cond_broadcast (&press->change);
  g_mutex_unlock (&press->lock);
  for (guint i = 0; i < press->threads->len; i++)
    g_thread_join (g_ptr_array_index (press->threads, i));
  g_ptr_array_unref (press->threads);
  for (guint i = 0; i < press->items->len; i++)
    {
      suima_raster_free (press->slots[i].raster);
      g_clear_error (&press->slots[i].error);
    }
  g_free (press->slots);
  g_ptr_array_unref (press->items);
  g_mutex_clear (&press->lock);
  g_cond_clear (&press->change);
  g_free (press);
}

void
suima_press_get_page_size (const SuimaPress *press, double *ret_width_mm, double *ret_height_mm)
{
  const SuimaTemplate *template = press->template;
  guint between = suima_press_get_across (template) - 1;

  *ret_width_mm = template->width_mm + between * suima_press_get_pitch_mm (template);
  *ret_height_mm = template->height_mm;
}

guint
suima_press_count_pages (const SuimaPress *press, guint n_labels)
{
  guint across = suima_press_get_across (press->template);

  return (n_labels + across - 1) / across;
}

GPtrArray *
suima_press_join_rows (GPtrArray *labels, guint across, guint pitch_dots, guint width_dots)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 0; i < labels->len; i++)
    {
      const SuimaRaster *label = g_ptr_array_index (labels, i);
      if (i % across == 0)
        g_ptr_array_add (rows, suima_raster_new (width_dots, label->height_dots, label->dpi));
      suima_raster_add (g_ptr_array_index (rows, i / across), label, i % across * pitch_dots, 0);
    }
  return rows;
}

static void
suima_press_wake_cb (GCancellable *cancellable, gpointer user_data)
{
  SuimaPress *press = user_data;

  g_mutex_lock (&press->lock);
  g_cond_broadcast (&press->change);
  g_mutex_unlock (&press->lock);
}

/* Waits for one label. Returns: (transfer full): its dots. */
static SuimaRaster *
suima_press_wait (SuimaPress *press, guint i, GCancellable *cancellable, GError **error)
{
  SuimaPressSlot *slot = &press->slots[i];

  while (slot->raster == NULL && slot->error == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_cond_wait (&press->change, &press->lock);
    }
  if (slot->raster == NULL)
    g_propagate_prefixed_error (error, g_error_copy (slot->error), "label %u: ", i + 1);
  return g_steal_pointer (&slot->raster);
}

static GPtrArray *
suima_press_take_labels (
    SuimaPress *press, guint first, guint last, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  SuimaRaster *raster = NULL;

  g_mutex_lock (&press->lock);
  press->next = MIN (press->next, first - 1);
  press->limit = MIN (last + SUIMA_PRESS_AHEAD_LABELS, press->items->len);
  g_cond_broadcast (&press->change);
  for (guint i = first - 1; i < last; i++)
    {
      raster = suima_press_wait (press, i, cancellable, error);
      if (raster == NULL)
        break;
      g_ptr_array_add (labels, raster);
    }
  g_mutex_unlock (&press->lock);
  return raster != NULL ? g_steal_pointer (&labels) : NULL;
}

GPtrArray *
suima_press_take (
    SuimaPress *press, guint first, guint last, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) labels = NULL;
  guint across = suima_press_get_across (press->template);
  double width_mm, height_mm;
  gulong handler;

  g_return_val_if_fail (first >= 1 && first <= last && last <= press->items->len, NULL);
  handler = cancellable
                ? g_cancellable_connect (cancellable, G_CALLBACK (suima_press_wake_cb), press, NULL)
                : 0;
  labels = suima_press_take_labels (press, first, last, cancellable, error);
  g_cancellable_disconnect (cancellable, handler);
  if (labels == NULL || across == 1)
    return g_steal_pointer (&labels);
  suima_press_get_page_size (press, &width_mm, &height_mm);
  return suima_press_join_rows (
      labels, across, suima_mm_to_dots (suima_press_get_pitch_mm (press->template), press->dpi),
      suima_mm_to_dots (width_mm, press->dpi));
}

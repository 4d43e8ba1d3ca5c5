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

/* The sum of two roundings can be a dot more than the rounded sum: the row's size holds. */
static guint
suima_press_place (const SuimaRaster *row, const SuimaRaster *label, double x_mm)
{
  return MIN (suima_mm_to_dots (x_mm, label->dpi), row->width_dots - label->width_dots);
}

GPtrArray *
suima_press_join_rows (GPtrArray *labels, guint across, double pitch_mm, double row_mm)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 0; i < labels->len; i++)
    {
      const SuimaRaster *label = g_ptr_array_index (labels, i);
      SuimaRaster *row;

      if (i % across == 0)
        g_ptr_array_add (rows, suima_raster_new (suima_mm_to_dots (row_mm, label->dpi),
                                                 label->height_dots, label->dpi));
      row = g_ptr_array_index (rows, i / across);
      suima_raster_add (row, label, suima_press_place (row, label, i % across * pitch_mm), 0);
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
  const SuimaTemplate *template = press->template;
  gulong handler;

  g_return_val_if_fail (first >= 1 && first <= last && last <= press->items->len, NULL);
  handler = cancellable
                ? g_cancellable_connect (cancellable, G_CALLBACK (suima_press_wake_cb), press, NULL)
                : 0;
  labels = suima_press_take_labels (press, first, last, cancellable, error);
  g_cancellable_disconnect (cancellable, handler);
  if (labels == NULL || template->across == 1)
    return g_steal_pointer (&labels);
  return suima_press_join_rows (labels, template->across,
                                template->width_mm + template->across_gap_mm,
                                suima_template_get_row_mm (template));
}

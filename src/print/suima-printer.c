// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-private.h"

#include "suima-device.h"
#include "suima-raster.h"

#include <math.h>

#define SUIMA_PRINTER_TIMEOUT_MS 20000
#define SUIMA_PRINTER_MAX_OFFSET_MM 50.0

const SuimaPrinterSetup suima_printer_setup_plain = { .gap_mm = 2.0, .darkness = -1, .speed = -1 };

struct _SuimaPrinter
{
  GObject parent_instance;

  /* owned */
  char *destination;
  SuimaPrinterBackend *backend;
};

G_DEFINE_FINAL_TYPE (SuimaPrinter, suima_printer, G_TYPE_OBJECT)

static void
suima_printer_finalize (GObject *object)
{
  SuimaPrinter *self = SUIMA_PRINTER (object);

  if (self->backend != NULL)
    self->backend->acts->free (self->backend);
  g_free (self->destination);
  G_OBJECT_CLASS (suima_printer_parent_class)->finalize (object);
}

static void
suima_printer_class_init (SuimaPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = suima_printer_finalize;
}

static void
suima_printer_init (SuimaPrinter *self)
{
}

SuimaPrinter *
suima_printer_new (const char *destination, GError **error)
{
  SuimaPrinterBackend *backend = suima_device_is_destination (destination)
                                     ? suima_device_printer_new (destination, error)
                                     : suima_ipp_printer_new (destination, error);
  SuimaPrinter *self;

  if (backend == NULL)
    return NULL;
  self = g_object_new (SUIMA_TYPE_PRINTER, NULL);
  self->destination = g_strdup (destination);
  self->backend = backend;
  self->backend->timeout_ms = SUIMA_PRINTER_TIMEOUT_MS;
  return self;
}

const char *
suima_printer_get_destination (SuimaPrinter *self)
{
  return self->destination;
}

void
suima_printer_set_timeout (SuimaPrinter *self, int timeout_ms)
{
  g_return_if_fail (timeout_ms >= 100 && timeout_ms <= 600000);
  self->backend->timeout_ms = timeout_ms;
}

const SuimaPrinterSetup *
suima_printer_get_setup (SuimaPrinter *self)
{
  return &self->backend->setup;
}

void
suima_printer_set_setup (SuimaPrinter *self, const SuimaPrinterSetup *setup)
{
  g_return_if_fail (fabs (setup->offset_x_mm) <= SUIMA_PRINTER_MAX_OFFSET_MM);
  g_return_if_fail (fabs (setup->offset_y_mm) <= SUIMA_PRINTER_MAX_OFFSET_MM);
  self->backend->setup = *setup;
  /* A gap of nothing is no gap: the label languages call such a roll continuous. */
  if (setup->gap_mm <= 0)
    self->backend->setup.tracking = SUIMA_TRACKING_CONTINUOUS;
}

void
suima_printer_status_free (SuimaPrinterStatus *status)
{
  if (status == NULL)
    return;
  g_strfreev (status->reasons);
  g_free (status->make_and_model);
  g_free (status->objection);
  g_free (status);
}

void
suima_job_status_free (SuimaJobStatus *status)
{
  if (status == NULL)
    return;
  g_strfreev (status->reasons);
  g_free (status);
}

SuimaPrinterStatus *
suima_printer_get_status (SuimaPrinter *self,
                          int timeout_ms,
                          GCancellable *cancellable,
                          GError **error)
{
  return self->backend->acts->get_status (self->backend, timeout_ms, cancellable, error);
}

static int
suima_printer_offset_to_dots (double offset_mm, guint dpi)
{
  int dots = (int)suima_mm_to_dots (fabs (offset_mm), dpi);

  return offset_mm < 0 ? -dots : dots;
}

/* As it goes to the encoder. The offset is the label's own, so it comes before the turn. */
static SuimaRaster *
suima_printer_place (const SuimaPrinterBackend *backend, const SuimaRaster *raster)
{
  const SuimaPrinterSetup *setup = &backend->setup;
  SuimaRaster *placed =
      suima_raster_shift (raster, suima_printer_offset_to_dots (setup->offset_x_mm, raster->dpi),
                          suima_printer_offset_to_dots (setup->offset_y_mm, raster->dpi));

  if (setup->is_turned && !backend->turns_itself)
    suima_raster_turn (placed);
  return placed;
}

static GPtrArray *
suima_printer_place_all (const SuimaPrinterBackend *backend, GPtrArray *rasters)
{
  const SuimaPrinterSetup *setup = &backend->setup;
  GPtrArray *placed;

  if (setup->offset_x_mm == 0 && setup->offset_y_mm == 0 &&
      (!setup->is_turned || backend->turns_itself))
    return g_ptr_array_ref (rasters);
  placed = g_ptr_array_new_full (rasters->len, (GDestroyNotify)suima_raster_free);
  for (guint i = 0; i < rasters->len; i++)
    g_ptr_array_add (placed, suima_printer_place (backend, g_ptr_array_index (rasters, i)));
  return placed;
}

int
suima_printer_submit (SuimaPrinter *self,
                      const SuimaPrinterJob *job,
                      gboolean *ret_may_have_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) placed = suima_printer_place_all (self->backend, job->rasters);
  SuimaPrinterJob placed_job = *job;

  placed_job.rasters = placed;
  return self->backend->acts->submit (self->backend, &placed_job, ret_may_have_data, cancellable,
                                      error);
}

SuimaJobStatus *
suima_printer_get_job (SuimaPrinter *self, int job_id, GError **error)
{
  return self->backend->acts->get_job (self->backend, job_id, error);
}

int
suima_printer_find_job (SuimaPrinter *self, const char *job_name, GError **error)
{
  return self->backend->acts->find_job (self->backend, job_name, error);
}

gboolean
suima_printer_cancel_job (SuimaPrinter *self, int job_id, GError **error)
{
  return self->backend->acts->cancel_job (self->backend, job_id, error);
}

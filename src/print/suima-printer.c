// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-private.h"

#define SUIMA_PRINTER_TIMEOUT_MS 20000

struct _SuimaPrinter
{
  GObject parent_instance;

  /* owned */
  char *destination;
  SuimaPrinterBackend *backend;
  SuimaPrinterSetup setup;
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
  SuimaPrinterBackend *backend = g_str_has_prefix (destination, "socket:")
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
suima_printer_set_setup (SuimaPrinter *self, const SuimaPrinterSetup *setup)
{
  self->setup = *setup;
}

void
suima_printer_set_timeout (SuimaPrinter *self, int timeout_ms)
{
  g_return_if_fail (timeout_ms >= 100 && timeout_ms <= 600000);
  self->backend->timeout_ms = timeout_ms;
}

void
suima_printer_status_free (SuimaPrinterStatus *status)
{
  if (status == NULL)
    return;
  g_strfreev (status->reasons);
  g_free (status->make_and_model);
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

int
suima_printer_submit (SuimaPrinter *self,
                      const SuimaPrinterJob *job,
                      gboolean *ret_may_have_data,
                      GCancellable *cancellable,
                      GError **error)
{
  return self->backend->acts->submit (self->backend, job, ret_may_have_data, cancellable, error);
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

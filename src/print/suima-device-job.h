// SPDX-License-Identifier: Apache-2.0
// One job at a printer that speaks a label language: from the first question to the last "idle".
// Within this room only.
#pragma once

#include "suima-device-link.h"

typedef enum
{
  SUIMA_DEVICE_JOB_WAITING,  /* the printer is not ready; nothing was sent, no line is open */
  SUIMA_DEVICE_JOB_SENDING,  /* not all bytes are handed over */
  SUIMA_DEVICE_JOB_PRINTING, /* all are; until it says that it is idle */
  SUIMA_DEVICE_JOB_CLOSING,  /* all are, to a printer that is not asked */
  SUIMA_DEVICE_JOB_OVER,
} SuimaDevicePhase;

typedef struct
{
  int id; /* 0: there was none yet */
  SuimaDevicePhase phase;
  SuimaJobState end; /* once it is over */
  guint labels;
  SuimaDeviceReport report;
  gboolean was_busy;  /* since the last byte: it has begun */
  gint64 idle_us;     /* monotonic: the first "idle" of those not broken by another word; 0: none */
  gint64 moved_us;    /* when the printer last took or said something */
  gsize sent_bytes;   /* handed over */
  guint unread_bytes; /* seen last */

  const SuimaDeviceTarget *target; /* borrowed */
  SuimaDeviceLink *link;           /* owned, nullable */
  GBytes *document;                /* owned, nullable */
  GArray *ends; /* owned, nullable (element-type gsize): where labels end in it */
} SuimaDeviceJob;

gboolean suima_device_job_is_active (const SuimaDeviceJob *job);
void suima_device_job_end (SuimaDeviceJob *job, SuimaJobState end);

/**
 * suima_device_call:
 * @timeout_ms: for the line and the answer together
 * @report: (out): the answer to the first question
 *
 * Returns: (transfer full): a line. Errors: PRINTER, also for silence; G_IO_ERROR_CANCELLED.
 */
SuimaDeviceLink *suima_device_call (const SuimaDeviceTarget *target,
                                    int timeout_ms,
                                    SuimaDeviceReport *report,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * suima_device_job_start:
 * @job: with its document; @report is that of @link
 * @link: (transfer full): closed where the printer is not ready
 *
 * Errors: PRINTER.
 */
gboolean suima_device_job_start (SuimaDeviceJob *job, SuimaDeviceLink *link, GError **error);

/**
 * suima_device_job_advance:
 * @timeout_ms: the longest silence
 *
 * A step of at most a second and a half, back at once when something new is known. A job that broke
 * off is over.
 */
void suima_device_job_advance (SuimaDeviceJob *job, int timeout_ms);

/** suima_device_job_cancel: Ends it: after the label of which a part is out already, as long as the
 * printer takes it within three seconds. */
void suima_device_job_cancel (SuimaDeviceJob *job);

/** suima_device_job_get_state: Returns: its state for the outside. */
SuimaJobState suima_device_job_get_state (const SuimaDeviceJob *job);
/** suima_device_job_count: Returns: how many labels are out; -1 until all bytes have arrived: what
 * is on the line is in no count. */
int suima_device_job_count (const SuimaDeviceJob *job);
/** suima_device_job_is_held: Returns: whether the printer is there and takes no more for now. */
gboolean suima_device_job_is_held (const SuimaDeviceJob *job);

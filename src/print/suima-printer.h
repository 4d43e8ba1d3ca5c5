// SPDX-License-Identifier: Apache-2.0
// One printer, by IPP or in its own label language: what it can do, sending a job, watching it,
// cancelling it.
#pragma once

#include <gio/gio.h>
#include <glib-object.h>

#define SUIMA_TYPE_PRINTER (suima_printer_get_type ())
G_DECLARE_FINAL_TYPE (SuimaPrinter, suima_printer, SUIMA, PRINTER, GObject)

typedef enum
{
  SUIMA_PRINTER_IDLE = 3, /* the numbers of IPP printer-state */
  SUIMA_PRINTER_PROCESSING = 4,
  SUIMA_PRINTER_STOPPED = 5,
} SuimaPrinterState;

/** SuimaPrinterStatus: a printer at one moment. */
typedef struct _SuimaPrinterStatus
{
  SuimaPrinterState state;
  gboolean is_accepting;
  char **reasons; /* IPP printer-state-reasons without severity suffix; empty for "none" */
  char *make_and_model;
  guint dpi;            /* printer-resolution-default; 0 when not told */
  gboolean is_dpi_told; /* by the printer itself; otherwise @dpi is the destination's, or 0 */
  gboolean takes_pwg;
  char *objection; /* (nullable): why no job is sent to it as it is set up, and what to do */
} SuimaPrinterStatus;

void suima_printer_status_free (SuimaPrinterStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterStatus, suima_printer_status_free)

typedef enum
{
  SUIMA_JOB_PENDING = 3, /* the numbers of IPP job-state */
  SUIMA_JOB_HELD = 4,
  SUIMA_JOB_PROCESSING = 5,
  SUIMA_JOB_STOPPED = 6,
  SUIMA_JOB_CANCELED = 7,
  SUIMA_JOB_ABORTED = 8,
  SUIMA_JOB_COMPLETED = 9,
} SuimaJobState;

typedef struct
{
  SuimaJobState state;
  int impressions_completed; /* -1 when the printer does not count */
  char **reasons;            /* IPP job-state-reasons */
  guint pause_ms;            /* what to leave until the next question; 0: it waits by itself */
  gboolean may_have_data;    /* %FALSE: no byte of the document has left, nothing was printed */
} SuimaJobStatus;

void suima_job_status_free (SuimaJobStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaJobStatus, suima_job_status_free)

/** SuimaTracking: how the printer finds where a label begins. */
typedef enum
{
  SUIMA_TRACKING_GAP,
  SUIMA_TRACKING_MARK,
  SUIMA_TRACKING_CONTINUOUS,
} SuimaTracking;

/** SuimaPrinterSetup: what every job tells the printer of the roll and of itself. */
typedef struct
{
  SuimaTracking tracking;
  double gap_mm;      /* 0 to 25.4; between two labels, or the height of the mark */
  int darkness;       /* -1: as the printer is set; ZPL 0 to 30, TSPL 0 to 15 and no more */
  int speed;          /* inches per second, 1 to 18; -1: as the printer is set */
  gboolean is_turned; /* by 180 degrees */
  /* -50 to 50; where the picture goes on the label, as one reads it: right and down */
  double offset_x_mm, offset_y_mm;
} SuimaPrinterSetup;

/** suima_printer_setup_plain: gap of 2 mm, darkness and speed as the printer is set. */
extern const SuimaPrinterSetup suima_printer_setup_plain;

/**
 * suima_printer_new:
 * @destination: `ipp://host:port/ipp/print`, `ipps://...`, the name of a CUPS queue, or
 *   `cups:QUEUE[?send=pwg|raster|zpl|tspl][&dpi=203|300][&media=...][&gap=...][&darkness=N]
 *   [&speed=N][&turn=180][&status=none]`, or for a printer that speaks a label language itself
 *   `socket://HOST[:9100]?lang=zpl|tspl[&dpi=203|300][&media=gap|mark|continuous][&gap=MM]
 *   [&darkness=N][&speed=N][&turn=180][&status=none]`, `usb:///dev/usb/lp0?lang=...`, or
 *   `serial:///dev/ttyUSB0?lang=...[&baud=9600][&parity=none|even|odd][&flow=none|xonxoff|rtscts]`
 *
 * Without them dpi is 203, the gap (or the mark) 2 mm, darkness and speed as the printer is set;
 * gap=0 is continuous; darkness is 0 to 30 in ZPL, 0 to 15 in TSPL; speed 1 to 18 inches a second.
 *
 * A queue gets PWG raster unless `send` says otherwise: `raster` for its driver (one that reads
 * CUPS raster of one bit, such as those of zebra.ppd), `zpl` and `tspl` for a printer behind it.
 * Without dpi it is asked. Nothing is sent to a queue that would send a broken job again (its error
 * policy must be abort-job), nor, unless status=none, to one whose device is not asked: all but
 * IPP printers. With status=none completed only means that all bytes were handed over.
 *
 * All functions below block; call them in a thread. One thread at a time. A printer on a socket
 * or a port takes one caller at a time: its job holds the line from submit to the end, and nobody
 * else's question is answered meanwhile. What is said of sockets below holds for ports as well,
 * save that a port has no orderly end: with status=none the last byte taken completes the job. A
 * port that vanishes (cable pulled, printer off) breaks the line. A serial line with xonxoff loses
 * TSPL's answers for "head open" together with "paused".
 *
 * Returns: (transfer full): the printer, not yet asked anything. Errors: INVALID for a text that
 * is none of these.
 */
SuimaPrinter *suima_printer_new (const char *destination, GError **error);

/** suima_printer_get_destination: Returns: (transfer none): as given. */
const char *suima_printer_get_destination (SuimaPrinter *self);

/** suima_printer_set_timeout: @timeout_ms: 100 to 600000; the longest wait for one answer, or for
 * the printer to take more data, of the functions that are not told another; 20000 at first. A
 * printer that takes the call and says nothing may cost a second more. */
void suima_printer_set_timeout (SuimaPrinter *self, int timeout_ms);

/** suima_printer_get_setup: Returns: (transfer none): what the destination said, or what was set
 * since. */
const SuimaPrinterSetup *suima_printer_get_setup (SuimaPrinter *self);

/**
 * suima_printer_set_setup:
 * @setup: for all jobs from now on, in the place of the destination's options
 *
 * The offset is kept by shifting each raster by whole dots before it is encoded: white fills in,
 * what leaves the label is cut off. It is turned by the printer's language where that can, by
 * turning the raster where not. Where the printer cannot be told a value, that value has no effect.
 */
void suima_printer_set_setup (SuimaPrinter *self, const SuimaPrinterSetup *setup);

/**
 * suima_printer_get_status:
 * @timeout_ms: 100 to 60000
 *
 * IPP: Get-Printer-Attributes; of a CUPS queue that somebody stopped "paused" is told as
 * "queue-stopped". A socket is called, asked and let go; while a job of this object
 * holds the line, what it heard last is told, so a fault shows with the next
 * suima_printer_get_job() after it. Make, model and dpi are those that the device told of itself
 * once, between jobs; a device that does not answer that within half a second has an empty model
 * and the destination's dpi.
 *
 * Returns: (transfer full): how it is now. Errors: PRINTER when it does not answer, NOT_FOUND when
 * there is no printer of that name, G_IO_ERROR_CANCELLED.
 */
SuimaPrinterStatus *suima_printer_get_status (SuimaPrinter *self,
                                              int timeout_ms,
                                              GCancellable *cancellable,
                                              GError **error);

/** SuimaPrinterJob: what to send. */
typedef struct
{
  const char *job_name; /* unique per attempt: the only identity that survives a restart */
  double width_mm, height_mm;
  GPtrArray *rasters; /* (element-type SuimaRaster): a label each, all of one size and dpi */
} SuimaPrinterJob;

/**
 * suima_printer_submit:
 * @job: the job
 * @ret_may_have_data: (out): whether any byte of the document may have reached the printer; %FALSE
 *   means that a failed job printed nothing
 *
 * IPP: Create-Job with media-col, then Send-Document. A substituted or ignored media size cancels
 * the job and is an error: the labels would land on another size. A job that breaks off is
 * cancelled, if the printer still answers. To a CUPS queue the bytes go as
 * application/vnd.cups-raw, past every filter, or as application/vnd.cups-raster to its driver.
 *
 * Socket: the printer is asked first; one that does not answer gets nothing. One that has a fault,
 * or prints for another, gets the job once it is ready. This sends what is taken at once,
 * suima_printer_get_job() the rest: it must be called until the job is over. A job while another is
 * not over is an error.
 *
 * Returns: the job id, or 0. Errors: PRINTER; NOT_FOUND when there is no printer of that name;
 * G_IO_ERROR_CANCELLED, which is looked for before each 64 KB and four times a second in between.
 */
int suima_printer_submit (SuimaPrinter *self,
                          const SuimaPrinterJob *job,
                          gboolean *ret_may_have_data,
                          GCancellable *cancellable,
                          GError **error);

/**
 * suima_printer_get_job:
 * IPP: Get-Job-Attributes. A job that was begun a second time, by a spooler that was killed or a
 * queue that was stopped, is cancelled and told as aborted: its first labels may be there twice. A
 * job of another name under the number of the last one submitted is NOT_FOUND.
 *
 * Socket: a step of the job, within about a second and a half; it asks the printer again and again
 * and is back as soon as something has changed. Completed is said when all bytes
 * were taken and the printer said at least twice, after the last of them, that it holds and prints
 * nothing: 0.2 s apart where it was never seen to print, 30 ms where it was; ZPL counts the labels
 * too. (A person who clears the printer's buffer at its panel is not seen.)
 * A line that breaks, or silence for as long as suima_printer_set_timeout() says, ends it as
 * aborted; a printer that is there and takes no more because its buffer is full is waited for.
 * With status=none completed only means that all bytes were taken and the printer closed the line
 * in order; what came out is not known.
 *
 * Returns: (transfer full): the job. Errors: PRINTER, NOT_FOUND when there is no such job; on a
 * socket all but the newest are forgotten.
 */
SuimaJobStatus *suima_printer_get_job (SuimaPrinter *self, int job_id, GError **error);

/** suima_printer_find_job: Returns: the id of the job called @job_name (Get-Jobs, all of them),
 * 0 when there is none, and always on a socket, -1 on error. Errors: PRINTER. */
int suima_printer_find_job (SuimaPrinter *self, const char *job_name, GError **error);

/** suima_printer_cancel_job: Errors: PRINTER, also for a job that has ended; NOT_FOUND when the
 * printer knows no such job. What the printer already holds may still come out. On a socket the
 * label of which a part was sent is sent whole if the printer takes it within three seconds, then
 * the line is closed. A job that was cancelled while it waited has sent nothing: see
 * SuimaJobStatus.may_have_data. */
gboolean suima_printer_cancel_job (SuimaPrinter *self, int job_id, GError **error);

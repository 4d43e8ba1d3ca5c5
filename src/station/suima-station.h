// SPDX-License-Identifier: Apache-2.0
// One station: its folder, its keys, its store; and one function per act of a person.
#pragma once

#include "suima-batch.h"
#include "suima-config.h"
#include "suima-item.h"
#include "suima-json.h"
#include "suima-policy.h"
#include "suima-raster.h"
#include "suima-recognise.h"
#include "suima-template.h"

#include <gio/gio.h>

/** SuimaStation: opaque. Its functions block; any thread may call them, several at a time. */
typedef struct _SuimaStation SuimaStation;

/** SuimaStationClock: Returns: UTC microseconds since 1970. */
typedef gint64 (*SuimaStationClock) (gpointer user_data);

/** SuimaStationSetup: what `init` is told; %NULL leaves a setting as it is. */
typedef struct
{
  const char *host;
  const char *shop;
  const char *jurisdiction;
  const char *operator_name;
  const char *hub;
  const char *enrol_code; /* one-time code of the hub */
  const char *printer;
  const char *template_id;
  const char *const *notice_keys; /* public keys of who signs notices of a recall */
} SuimaStationSetup;

/**
 * suima_station_init:
 * @dir: the station's folder; made when it is not there
 * @setup: settings
 *
 * Makes the folder a station: settings, store, and a key of its own, or the one that the hub gives
 * for the enrolment code. On a folder that is a station already it changes the settings given and
 * keeps the rest.
 *
 * Returns: whether it is done. Errors: INVALID, BUSY, OFFLINE, DENIED, EXISTS (enrolled anew after
 * codes were issued).
 */
gboolean suima_station_init (const char *dir, const SuimaStationSetup *setup, GError **error);

/**
 * suima_station_open:
 * @dir: a station's folder
 * @read_only: %TRUE needs no lock, and every act that writes is refused with BUSY or DENIED
 *
 * Opening for writing takes the folder's lock file and settles what a broken-off run left: what
 * was counted is PRINTED, what was never sent is VOID, the rest is IN_DOUBT.
 *
 * Returns: (transfer full): the station. Errors: NOT_FOUND (no station there: run init), BUSY
 * (another program writes there), CORRUPT, TOO_NEW.
 */
SuimaStation *suima_station_open (const char *dir, gboolean read_only, GError **error);
void suima_station_free (SuimaStation *station);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaStation, suima_station_free)

/** suima_station_set_clock: For tests: where the time comes from. */
void suima_station_set_clock (SuimaStation *station, SuimaStationClock clock, gpointer user_data);

/** suima_station_get_config: Returns: (transfer none): the settings. */
const SuimaConfig *suima_station_get_config (SuimaStation *station);
/** suima_station_get_key_id: Returns: (transfer none): `TTTTE`. */
const char *suima_station_get_key_id (SuimaStation *station);
/** suima_station_get_epoch: Returns: the epoch of the key, 0 to 31. */
guint suima_station_get_epoch (SuimaStation *station);
/** suima_station_dup_public_key: Returns: (transfer full): 64 hex digits. */
char *suima_station_dup_public_key (SuimaStation *station);
/** suima_station_get_today: Returns: the calendar day at the shop. */
SuimaDay suima_station_get_today (SuimaStation *station);
gint64 suima_station_get_now_us (SuimaStation *station);

/** SuimaImportProblem: a row that did not go in, with the sentence for a person. */
typedef struct
{
  guint row, column;
  char *code;
  char *header; /* (nullable) */
  char *value;
  char *message;
} SuimaImportProblem;

typedef struct
{
  gint64 delivery_id;
  guint batches;       /* added */
  guint duplicates;    /* were there already */
  GPtrArray *problems; /* (element-type SuimaImportProblem) */
} SuimaImport;

void suima_import_free (SuimaImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaImport, suima_import_free)

/**
 * suima_station_import:
 * @path: a delivery file
 *
 * Good rows go in, bad rows become problems; the same file or row twice adds nothing. All in one
 * transaction.
 *
 * Returns: (transfer full): what went in. Errors: NOT_FOUND, INVALID, NO_SPACE.
 */
SuimaImport *suima_station_import (SuimaStation *station, const char *path, GError **error);

typedef enum
{
  SUIMA_BATCH_READY,   /* may print */
  SUIMA_BATCH_BLOCKED, /* a rule forbids it today */
  SUIMA_BATCH_PRINTED, /* every unit has its label, or more */
} SuimaBatchStatus;

/** suima_batch_status_to_code: Returns: (transfer none): `ready`, `blocked`, `printed`. */
const char *suima_batch_status_to_code (SuimaBatchStatus status);

/** SuimaBatchCard: a batch, what the rules say of it today, and its labels. */
typedef struct
{
  SuimaBatch *batch;
  GPtrArray *findings; /* (element-type SuimaFinding) */
  SuimaBatchStatus status;
  gboolean is_near_expiry; /* 临期: near its last day, by the city's table */
  guint counts[SUIMA_ITEM_N_STATES]; /* items by state */
} SuimaBatchCard;

void suima_batch_card_free (SuimaBatchCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBatchCard, suima_batch_card_free)

/** suima_station_get_batch: Returns: (transfer full): the card. Errors: NOT_FOUND. */
SuimaBatchCard *suima_station_get_batch (SuimaStation *station, gint64 batch_id, GError **error);
/** suima_station_list_batches: @ready_only leaves out what is blocked or printed. Returns:
 * (transfer full) (element-type SuimaBatchCard): newest delivery first. */
GPtrArray *suima_station_list_batches (SuimaStation *station, gboolean ready_only, GError **error);

/** suima_station_list_templates: Returns: (transfer full) (element-type utf8): the ids, shipped
 * ones and those in the folder's templates/, sorted. */
GPtrArray *suima_station_list_templates (SuimaStation *station);
/** suima_station_get_template: Returns: (transfer full): a template of the folder, else a shipped
 * one. Errors: NOT_FOUND, INVALID. */
SuimaTemplate *suima_station_get_template (SuimaStation *station,
                                           const char *template_id,
                                           GError **error);

/**
 * suima_station_preview:
 * @template_id: (nullable): %NULL for the station's own
 * @dpi: 150 to 600
 *
 * Returns: (transfer full): the very dots of a label of this batch with the specimen serial, which
 * no scan takes for real. Errors: NOT_FOUND, NO_SPACE, INVALID.
 */
SuimaRaster *suima_station_preview (SuimaStation *station,
                                    gint64 batch_id,
                                    const char *template_id,
                                    guint dpi,
                                    GError **error);

/** suima_station_preview_to_files: Writes @count specimen labels as PNG into @out_dir, which is
 * made. Returns: (transfer full) (element-type utf8): the paths. */
GPtrArray *suima_station_preview_to_files (SuimaStation *station,
                                           gint64 batch_id,
                                           const char *template_id,
                                           guint count,
                                           const char *out_dir,
                                           GError **error);

typedef struct
{
  gint64 batch_id;
  guint count;             /* 1 to 10000 */
  const char *template_id; /* (nullable): the station's own */
  const char *printer;     /* (nullable): the station's own */
} SuimaPrintRequest;

/** SuimaPrintProgress: told about 5 times a second, in the thread that prints. */
typedef struct
{
  gint64 run_id;
  guint count;
  guint printed;         /* counted so far, the running job's own count included */
  const char *condition; /* (nullable): an IPP reason such as `media-empty`; `not-answering` */
} SuimaPrintProgress;

typedef void (*SuimaPrintProgressFunc) (const SuimaPrintProgress *progress, gpointer user_data);

typedef struct
{
  gint64 run_id;
  guint printed, in_doubt, voided;
  GPtrArray *items; /* (element-type SuimaItem) in number order */
  GError *problem;  /* (nullable): why the run ended early */
} SuimaPrintResult;

void suima_print_result_free (SuimaPrintResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrintResult, suima_print_result_free)

/**
 * suima_station_print:
 * @progress: (nullable)
 * @cancellable: (nullable): stops after the chunk that is at the printer; a chunk that does not
 *   move is cancelled and its labels are in doubt
 *
 * Rules, serials (durable), rendering with read-back, jobs of at most 20 labels one after another,
 * counting, settling. No serial is ever used again.
 *
 * Returns: (transfer full): what came out; a run that ended early has its @problem set. Errors,
 * all before anything was printed: BLOCKED, NOT_FOUND, PRINTER, NO_SPACE, INVALID, DENIED (the
 * clock is wrong).
 */
SuimaPrintResult *suima_station_print (SuimaStation *station,
                                       const SuimaPrintRequest *request,
                                       SuimaPrintProgressFunc progress,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * suima_station_settle:
 * @run_id: a run with labels in doubt
 * @last_good: (nullable): any form of the code of the last label that came out; %NULL: none of
 *   those in doubt did
 *
 * Labels leave in order: those in doubt up to @last_good are PRINTED, the others VOID.
 *
 * Returns: (transfer full) (element-type SuimaItem): the run's items. Errors: NOT_FOUND; INVALID
 * (nothing is in doubt, or @last_good is no label of the run that may have come out); BUSY while
 * the run prints.
 */
GPtrArray *suima_station_settle (SuimaStation *station,
                                 gint64 run_id,
                                 const char *last_good,
                                 GError **error);

/** suima_station_list_doubtful_runs: Returns: (transfer full) (element-type gint64): GArray of run
 * ids with labels in doubt. */
GArray *suima_station_list_doubtful_runs (SuimaStation *station, GError **error);

/** suima_station_list_items: @batch_id, @run_id 0 and @state 0 do not filter. Returns: (transfer
 * full) (element-type SuimaItem). */
GPtrArray *suima_station_list_items (SuimaStation *station,
                                     gint64 batch_id,
                                     gint64 run_id,
                                     SuimaItemState state,
                                     GError **error);

/** suima_station_reprint: The same code once more, with a copy number and a reason; recorded before
 * it is sent. Returns: (transfer full): the item. Errors: NOT_FOUND, BLOCKED, PRINTER, INVALID. */
SuimaItem *suima_station_reprint (SuimaStation *station,
                                  const char *code,
                                  const char *reason,
                                  const char *printer,
                                  GCancellable *cancellable,
                                  GError **error);

/** suima_station_void: The code is dead from now on. Returns: (transfer full): the item. Errors:
 * NOT_FOUND, INVALID (no reason, or it is void or gone already). */
SuimaItem *suima_station_void (SuimaStation *station,
                               const char *code,
                               const char *reason,
                               GError **error);

/** SuimaLookup: what a scan means here. */
typedef struct
{
  SuimaScan *scan;
  const char *system;    /* `suima`, `gs1`, `unknown` */
  const char *verdict;   /* ASCII: genuine, expired, void, in-doubt, not-issued, altered,
                            bad-signature, forged, specimen, unknown-issuer, sold, split, returned,
                            held, recalled, destroyed; product-number, check-digit, foreign,
                            malformed, unknown */
  SuimaItem *item;       /* (nullable) */
  SuimaBatch *batch;     /* (nullable) */
  char *notice;          /* (nullable): of recalled goods, the authority's words from a signed notice */
} SuimaLookup;

void suima_lookup_free (SuimaLookup *lookup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaLookup, suima_lookup_free)

/** suima_station_scan_text: Returns: (transfer full): the meaning of @text; opens and runs
 * nothing. Errors: of the store only. */
SuimaLookup *suima_station_scan_text (SuimaStation *station, const char *text, GError **error);
/** suima_station_scan_image: The same for the first code in a PNG or JPEG file. Errors: NOT_FOUND
 * (no such file, or no code in it), INVALID. */
SuimaLookup *suima_station_scan_image (SuimaStation *station, const char *path, GError **error);

typedef enum
{
  SUIMA_TRACE_BACK = 1 << 0,
  SUIMA_TRACE_FORWARD = 1 << 1,
} SuimaTraceDirection;

/** SuimaTraceDelivery: where an event stands on its way to the hub. */
typedef enum
{
  SUIMA_TRACE_WAITING,
  SUIMA_TRACE_SENT,    /* the hub has it */
  SUIMA_TRACE_REFUSED, /* the hub did not take it */
} SuimaTraceDelivery;

/** SuimaTraceStep: one event of an item. */
typedef struct
{
  char *event_id;
  int kind; /* SuimaEventKind */
  gint64 at_us;
  char *body; /* JSON */
  SuimaTraceDelivery delivery;
} SuimaTraceStep;

typedef struct
{
  SuimaItem *item;
  SuimaBatch *batch;
  GPtrArray *steps;    /* (element-type SuimaTraceStep), oldest first */
  GPtrArray *parents;  /* (element-type SuimaItem) */
  GPtrArray *children; /* (element-type SuimaItem) */
} SuimaItemTrace;

void suima_item_trace_free (SuimaItemTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaItemTrace, suima_item_trace_free)

/** suima_station_trace: Returns: (transfer full): the item's history here. Errors: NOT_FOUND. */
SuimaItemTrace *suima_station_trace (SuimaStation *station,
                                     const char *code,
                                     SuimaTraceDirection direction,
                                     GError **error);

/** SuimaSyncStatus: the outbox and the last talk with the hub. */
typedef struct
{
  guint pending;         /* events waiting */
  guint sent;            /* of this sync; in the status: ever */
  guint duplicates;
  guint refused;         /* kept aside with the hub's reason */
  guint pulled;          /* the hub has nothing to pull yet: 0 */
  gint64 oldest_us;      /* at_us of the oldest pending event, 0 for none */
  gint64 last_contact_us; /* 0 for never */
  guint retry_after_s;   /* the hub asked for so long a pause; 0 for none */
} SuimaSyncStatus;

/**
 * suima_station_sync:
 * @ret_status: (out): filled also on error
 *
 * Sends the outbox, oldest first, in documents of at most 500 events or 256 KB, one at a time.
 * What the hub has acknowledged leaves the outbox; sending twice stores once. With an empty outbox
 * the hub is only asked how it is.
 *
 * Returns: whether the outbox is drained. Errors: OFFLINE, BUSY (try later), DENIED, NOT_FOUND (no
 * hub is set).
 */
gboolean suima_station_sync (SuimaStation *station,
                             SuimaSyncStatus *ret_status,
                             GCancellable *cancellable,
                             GError **error);
gboolean suima_station_get_sync_status (SuimaStation *station,
                                        SuimaSyncStatus *ret_status,
                                        GError **error);

/** SuimaPrinterCard: the station's printer in a word. */
typedef struct
{
  char *destination; /* (nullable): none is set */
  gboolean is_there; /* it answered */
  char *condition;   /* `idle`, `processing`, `stopped`, or an IPP reason that needs a person */
  guint dpi;         /* 0 when not told */
} SuimaPrinterCard;

void suima_printer_card_free (SuimaPrinterCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterCard, suima_printer_card_free)

/** suima_station_get_printer: Asks the printer, for at most 3 s; while a run of this station is at
 * it, tells what the run sees. Returns: (transfer full). */
SuimaPrinterCard *suima_station_get_printer (SuimaStation *station, GCancellable *cancellable);

/** SuimaLogReport: what `verify` found. */
typedef struct
{
  guint entries;
  gboolean is_ok;
  gint64 first_bad; /* -1 for none */
  char *problem;    /* (nullable) */
} SuimaLogReport;

void suima_log_report_free (SuimaLogReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaLogReport, suima_log_report_free)

/** suima_station_verify: Checks chain, signatures, bodies and event ids of every log entry.
 * Returns: (transfer full): the report; NULL only when the store cannot be read. */
SuimaLogReport *suima_station_verify (SuimaStation *station, GError **error);

/** suima_station_check_policy: Reads a policy file without using it. Returns: the number of its
 * rows, or -1; @ret_problems as in suima_policy_add(). */
int suima_station_check_policy (const char *path, GPtrArray **ret_problems, GError **error);
/** suima_station_add_policy: The file's rows hold from now on; a row replaces one of its id. */
int suima_station_add_policy (SuimaStation *station,
                              const char *path,
                              GPtrArray **ret_problems,
                              GError **error);
/** suima_station_get_policy: Returns: (transfer none): the rows in use; they stay readable as long
 * as the station, also when others come into force. */
const SuimaPolicy *suima_station_get_policy (SuimaStation *station);

// SPDX-License-Identifier: Apache-2.0
// One station: its folder, its keys, its store; and one function per act of a person.
#pragma once

#include "suima-batch.h"
#include "suima-config.h"
#include "suima-item.h"
#include "suima-json.h"
#include "suima-market.h"
#include "suima-mask.h"
#include "suima-policy.h"
#include "suima-raster.h"
#include "suima-recognition.h"
#include "suima-scale-protocol.h"
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
  const char *market; /* as in SuimaConfig */
  const char *market_kind;
  const char *managers;
  const char *market_phone;
  const char *const *notice_keys; /* public keys of who signs notices of a recall */
  const char *scale_port;
  const char *scale_protocol;
  const char *platform;      /* where the shop is registered */
  const char *registered_id; /* its number there */
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

/**
 * suima_station_sign_in:
 * @name, @pin: (nullable): whose PIN it is; not needed for CONSUMER and CLERK
 *
 * For whom the queries answer from now on; %SUIMA_ROLE_CLERK until then. What the role may not see is
 * masked or left out there, and not by whoever shows it. Acts, such as printing, do not depend on it.
 * Wrong PINs lock as in suima_station_check_pin(): the station must be open for writing.
 *
 * Errors: DENIED (no name or PIN; registered for another role); PIN_WRONG, PIN_LOCKED; BUSY. The role
 * stays as it was.
 */
gboolean suima_station_sign_in (SuimaStation *station,
                                SuimaRole role,
                                const char *name,
                                const char *pin,
                                GError **error);
/** suima_role_needs_pin: Returns: whether somebody has to sign in for @role. */
gboolean suima_role_needs_pin (SuimaRole role);
SuimaRole suima_station_get_role (SuimaStation *station);

/**
 * suima_station_reveal:
 * @field: `supplier_phone`, `producer_phone`, `supplier`, `importer_uscc`, `remark`, ...
 * @reason: (nullable): needed where the role's access is %SUIMA_ACCESS_REVEAL
 * @who: (nullable): the person, for the record
 *
 * On the record before it is shown, as an event: time, role, batch, field and reason, never the text;
 * the person at home only. Whoever signed in is that person.
 *
 * Returns: (transfer full): the whole text, "" for none. Errors: NOT_FOUND, INVALID (no such
 * field), DENIED (not this role, or no reason, or a wrong clock), BUSY (opened read-only).
 */
char *suima_station_reveal (SuimaStation *station,
                            gint64 batch_id,
                            const char *field,
                            const char *reason,
                            const char *who,
                            GError **error);

/** SuimaReveal: one entry of the record. */
typedef struct
{
  gint64 at_us;
  gint64 batch_id;
  char *role, *field, *reason;
  char *who;      /* (nullable) */
  char *event_id; /* of the event that says so; verify covers it */
} SuimaReveal;

void suima_reveal_free (SuimaReveal *reveal);

/** suima_station_list_reveals: Returns: (transfer full) (element-type SuimaReveal): oldest first. */
GPtrArray *suima_station_list_reveals (SuimaStation *station, GError **error);

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

/** SuimaImportProblem: why a row did not go in, or a note, with the sentence for a person. */
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
  guint bad_rows;      /* did not go in */
  guint recalled;      /* of those added: called back before they came, and locked; a note each, of
                          the code `recalled` */
  GPtrArray *problems; /* (element-type SuimaImportProblem): of the bad rows; at most 20,000 */
  GPtrArray *notes;    /* (element-type SuimaImportProblem): totals rows that were left out, rows of
                          formulas only, numbers to compare with the paper; at most 2,000 */
} SuimaImport;

void suima_import_free (SuimaImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaImport, suima_import_free)

/** SuimaImportProgressFunc: @rows of @total_rows were read; in the thread that imports, each 1000
 * rows. @total_rows: 0 when not known. */
typedef void (*SuimaImportProgressFunc) (guint rows, guint total_rows, gpointer user_data);

/**
 * suima_station_import_with_progress:
 * @path: a delivery file
 * @progress: (nullable)
 * @cancellable: (nullable): nothing goes in
 *
 * Good rows go in, bad rows become problems; the same file or row twice adds nothing. All in one
 * transaction. Memory grows with the bytes of the file, not with what becomes of them.
 *
 * Returns: (transfer full): what went in. Errors: NOT_FOUND, INVALID, NO_SPACE, DENIED, BUSY;
 * G_IO_ERROR_CANCELLED.
 */
SuimaImport *suima_station_import_with_progress (SuimaStation *station,
                                                 const char *path,
                                                 SuimaImportProgressFunc progress,
                                                 gpointer user_data,
                                                 GCancellable *cancellable,
                                                 GError **error);
/** suima_station_import: The same without progress. */
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
  SuimaDay judged_on;  /* of the rules by which its papers were judged */
  SuimaBatchStatus status;
  GPtrArray *locks; /* (element-type SuimaBatchLock): why it is neither sold nor printed, oldest first */
  gboolean is_near_expiry; /* 临期: near its last day, by the city's table */
  guint counts[SUIMA_ITEM_N_STATES]; /* items by state; SPARE: labels at hand, not in use */
  guint spares_used;                 /* counted under their states too */
} SuimaBatchCard;

void suima_batch_card_free (SuimaBatchCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaBatchCard, suima_batch_card_free)

/** suima_station_get_batch: Returns: (transfer full): the card. Errors: NOT_FOUND. */
SuimaBatchCard *suima_station_get_batch (SuimaStation *station, gint64 batch_id, GError **error);
/** suima_station_list_batches: @ready_only leaves out what is blocked or printed. Returns:
 * (transfer full) (element-type SuimaBatchCard): newest delivery first. */
GPtrArray *suima_station_list_batches (SuimaStation *station, gboolean ready_only, GError **error);

/**
 * suima_station_explain:
 * @day: any day, past or to come
 *
 * "Required on 2022-06-01, not required today": what the rules of this place ask of the batch on
 * @day, beside what they ask today. Sentences by suima_words_explanation().
 *
 * Returns: (transfer full) (element-type SuimaExplanation). Errors: NOT_FOUND.
 */
GPtrArray *suima_station_explain (SuimaStation *station,
                                  gint64 batch_id,
                                  SuimaDay day,
                                  GError **error);

/** suima_station_list_templates: Returns: (transfer full) (element-type utf8): the ids, shipped
 * ones and those in the folder's templates/, sorted. */
GPtrArray *suima_station_list_templates (SuimaStation *station);
/** suima_station_list_labels: Returns: (transfer full) (element-type utf8): those of them that a
 * batch fills, alone or with a scale: no tags, certificates and vouchers, none that says who packed
 * the goods anew. */
GPtrArray *suima_station_list_labels (SuimaStation *station);
/** suima_template_has_field: @name: of a field, or how it begins: `net_weight`. Returns: whether a
 * text of @template has it. */
gboolean suima_template_has_field (const SuimaTemplate *template, const char *name);
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

/** suima_station_draw_label: @code: of an item, in any form. Returns: (transfer full): the dots of
 * its own label. Errors: NOT_FOUND, INVALID, NO_SPACE. */
SuimaRaster *suima_station_draw_label (SuimaStation *station,
                                       const char *code,
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
  guint count;             /* 1 to 10000, with @spare */
  const char *template_id; /* (nullable): the station's own */
  const char *printer;     /* (nullable): the station's own */
  guint spare;             /* more labels, whose codes count only when they replace a spoiled one */

  gint64 resumes_run_id; /* 0, or the run to go on with: all else but @printer is as it was there */

  gint64 weight_g;       /* net weight of each item, 0 for none */
  gint64 price_fen;      /* of each item, 0 for none */
  gint64 unit_price_fen; /* of a kilogram, 0 for none */

  /* goods that were packed anew here; (nullable) */
  const char *repacker;     /* 分装企业 */
  const char *repacked_on;  /* 分装时间: a day as suima_day_parse() reads it */
  const char *repack_place; /* 分装地点 */
} SuimaPrintRequest;

/** SuimaPrintProgress: told about 5 times a second, in the thread that prints. */
typedef struct
{
  gint64 run_id;
  guint count;           /* labels of the run, its spares included */
  guint printed;         /* counted so far, the running job's own count included */
  const char *condition; /* (nullable): an IPP reason such as `media-empty`; `not-answering` */
} SuimaPrintProgress;

typedef void (*SuimaPrintProgressFunc) (const SuimaPrintProgress *progress, gpointer user_data);

typedef struct
{
  gint64 run_id;
  guint count;             /* labels asked for, without spares */
  guint printed;           /* of them */
  guint spare;             /* spares that came out */
  guint in_doubt, voided;  /* spares included */
  guint missing;           /* of @count: none came out, no doubt left */
  guint resume_at;         /* as in SuimaRunCard */
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
 * suima_station_resume:
 * @run_id: a run that broke off and is settled, or any that went on with it
 *
 * Prints what is missing, as a new run with new serials that is tied to the old one. The rest as
 * suima_station_print().
 *
 * Errors: also BUSY while the run prints; INVALID when labels are in doubt (settle first) or none
 * is missing.
 */
SuimaPrintResult *suima_station_resume (SuimaStation *station,
                                        gint64 run_id,
                                        SuimaPrintProgressFunc progress,
                                        gpointer user_data,
                                        GCancellable *cancellable,
                                        GError **error);

/** SuimaRunCard: a run, and what is missing of it. */
typedef struct
{
  gint64 run_id;
  gint64 batch_id;
  guint count, spare;   /* asked for */
  guint printed;        /* came out, without spares; whatever became of them since */
  guint in_doubt;       /* spares included */
  guint missing;        /* of @count, of which it is sure that none came out */
  guint spare_missing;  /* the same of @spare */
  guint resume_at;      /* which label of the whole order, from 1, is to come next, runs before this
                           one counted; 0 while labels are in doubt, or when none is missing */
  gboolean is_printing; /* not settled */
} SuimaRunCard;

void suima_run_card_free (SuimaRunCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRunCard, suima_run_card_free)

/** suima_station_get_run: Returns: (transfer full): the card. Errors: NOT_FOUND. */
SuimaRunCard *suima_station_get_run (SuimaStation *station, gint64 run_id, GError **error);

/** suima_station_list_broken_runs: Returns: (transfer full) (element-type SuimaRunCard): runs of the
 * batch that lack labels and that suima_station_resume() can go on with, newest first. */
GPtrArray *suima_station_list_broken_runs (SuimaStation *station, gint64 batch_id, GError **error);

/** suima_station_list_left_runs: Returns: (transfer full) (element-type gint64): runs that were
 * printing when the station stopped, and whose last job still does: follow them. */
GArray *suima_station_list_left_runs (SuimaStation *station);

/**
 * suima_station_follow:
 * @run_id: of suima_station_list_left_runs()
 *
 * Watches the job that is still at the printer to its end and settles the run.
 *
 * Returns: (transfer full): what came out. Errors: NOT_FOUND when no job of that run is followed.
 */
SuimaPrintResult *suima_station_follow (SuimaStation *station,
                                        gint64 run_id,
                                        SuimaPrintProgressFunc progress,
                                        gpointer user_data,
                                        GCancellable *cancellable,
                                        GError **error);

/** SuimaReprintRequest: a label that is to come out anew. */
typedef struct
{
  const char *code;       /* any form */
  const char *reason;
  const char *printer;    /* (nullable): the station's own */
  const char *supervisor; /* (nullable): who lets it pass when the shift's quota is used up */
  const char *pin;        /* (nullable): theirs */
} SuimaReprintRequest;

/**
 * suima_station_reissue:
 * Makes the code void and prints a new one for the same goods, with the same words, weight and
 * price; both in one transaction, before anything is printed. When the new label does not come
 * out, suima_station_resume() prints it.
 *
 * Returns: (transfer full): a run of one label. Errors: as suima_station_print(); NOT_FOUND; INVALID
 * (no reason; not with the shop any more, or on hold).
 */
SuimaPrintResult *suima_station_reissue (SuimaStation *station,
                                         const SuimaReprintRequest *request,
                                         SuimaPrintProgressFunc progress,
                                         gpointer user_data,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * suima_station_use_spare:
 * @spare_code: a spare label that is not in use  @code: the spoiled label's
 *
 * The spoiled one becomes void, the spare takes its place and its state.
 *
 * Returns: (transfer full): the spare's item. Errors: NOT_FOUND, INVALID (no spare, or the two
 * labels do not say the same).
 */
SuimaItem *suima_station_use_spare (SuimaStation *station,
                                    const char *spare_code,
                                    const char *code,
                                    const char *reason,
                                    GError **error);

/** suima_station_void_spares: At the end of the day: spares of the batch that were not used are
 * void. Returns: (transfer full) (element-type SuimaItem): they, maybe none. Errors: NOT_FOUND. */
GPtrArray *suima_station_void_spares (SuimaStation *station, gint64 batch_id, GError **error);

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

/**
 * suima_station_reprint_request:
 * The same code once more, with a copy number and a reason; recorded before it is sent. Above
 * `reprint_quota` of a shift a supervisor must allow it; the approval is kept with the event.
 *
 * Returns: (transfer full): the item. Errors: NOT_FOUND, BLOCKED, PRINTER, INVALID; PIN_NEEDED,
 * PIN_WRONG, PIN_LOCKED.
 */
SuimaItem *suima_station_reprint_request (SuimaStation *station,
                                          const SuimaReprintRequest *request,
                                          GCancellable *cancellable,
                                          GError **error);

/** suima_station_get_reprints_left: @ret_left: how many labels may be printed again in this shift
 * without a supervisor. */
gboolean suima_station_get_reprints_left (SuimaStation *station, guint *ret_left, GError **error);

/**
 * suima_station_add_supervisor:
 * @pin: six digits
 * @by, @by_pin: (nullable): a supervisor and their PIN; needed for all but the first
 *
 * Errors: INVALID, EXISTS; PIN_NEEDED, PIN_WRONG, PIN_LOCKED of @by.
 */
gboolean suima_station_add_supervisor (SuimaStation *station,
                                       const char *name,
                                       const char *pin,
                                       const char *by,
                                       const char *by_pin,
                                       GError **error);

/** suima_station_add_badge: The same for any @role that needs a PIN: OWNER is a supervisor; OPERATOR
 * and REGULATOR sign in to look and allow nothing. The first one is a supervisor. */
gboolean suima_station_add_badge (SuimaStation *station,
                                  const char *name,
                                  SuimaRole role,
                                  const char *pin,
                                  const char *by,
                                  const char *by_pin,
                                  GError **error);

/**
 * suima_station_change_pin:
 * @name: whose PIN, of any role  @pin: the new one, six digits
 * @by, @by_pin: they themselves with the PIN of now, or a supervisor: one that was forgotten
 *
 * A lock after wrong PINs ends with it. On the record with @by; @name stays at home.
 *
 * Errors: INVALID, NOT_FOUND, DENIED; PIN_NEEDED, PIN_WRONG, PIN_LOCKED of @by.
 */
gboolean suima_station_change_pin (SuimaStation *station,
                                   const char *name,
                                   const char *pin,
                                   const char *by,
                                   const char *by_pin,
                                   GError **error);

/** suima_station_remove_badge: Takes the PIN of @name away: they allow nothing and see no more than a
 * clerk. @by, @by_pin: a supervisor. On the record likewise. Errors: NOT_FOUND; DENIED for the only
 * supervisor; PIN_NEEDED, PIN_WRONG, PIN_LOCKED of @by. */
gboolean suima_station_remove_badge (SuimaStation *station,
                                     const char *name,
                                     const char *by,
                                     const char *by_pin,
                                     GError **error);

/** suima_station_list_badges: Returns: (transfer full) (element-type utf8): the names of those of
 * @role. */
GPtrArray *suima_station_list_badges (SuimaStation *station, SuimaRole role, GError **error);
/** suima_station_list_supervisors: The same for OWNER. */
GPtrArray *suima_station_list_supervisors (SuimaStation *station, GError **error);

/** suima_station_reprint: The same without a supervisor. */
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

/**
 * suima_station_print_tag:
 * @count: 1 to 200
 * @reason: (nullable): why the goods are held back; %NULL: what the rules say of the batch
 * @printer: (nullable): the usual one
 *
 * Prints tags 暂存/禁售 for a batch, also for one that may not print labels: `hold-` and the size of
 * the usual label where there is such a template, else `hold-60x40`. A tag has no code and takes no
 * serial; that it was printed is a decision `hold-tag` of the batch.
 *
 * Returns: whether all came out. Errors: NOT_FOUND, INVALID (no reason, or a count that is none),
 * PRINTER, NO_SPACE, BUSY.
 */
gboolean suima_station_print_tag (SuimaStation *station,
                                  gint64 batch_id,
                                  guint count,
                                  const char *reason,
                                  const char *printer,
                                  GCancellable *cancellable,
                                  GError **error);

/** SuimaLookup: what a scan means here. */
typedef struct
{
  SuimaScan *scan;
  const char *system;    /* `suima`, `gs1`, that of a recognition rule, `unknown` */
  const char *verdict;   /* ASCII: genuine, expired, void, in-doubt, not-issued, altered,
                            bad-signature, forged, specimen, spare, unknown-issuer, sold, split, returned,
                            held, recalled, destroyed; product-number, check-digit, foreign,
                            issuer-known, certificate, other-number, malformed, disguised,
                            unknown */
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
  guint pulled;          /* keys and notices that were new here; in the status: ever */
  guint other_keys;      /* stations of which the hub names another key than is known here */
  guint unsigned_notices; /* at the hub, signed by no key that this shop was told */
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
 * the hub is only asked how it is. Before that it fetches what the hub has for it: a recall does not
 * wait behind a backlog.
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
  char *name;        /* (nullable): a person's, of a printer that was added */
  char *destination; /* (nullable): none is set */
  gboolean is_there; /* it answered */
  char *condition;   /* `idle`, `processing`, `stopped`, or an IPP reason that needs a person;
                        `not-answering`; `changed`: other than when it was added, to be accepted;
                        `settings-damaged`: printers.ini cannot be read */
  guint dpi;         /* 0 when not told */
} SuimaPrinterCard;

void suima_printer_card_free (SuimaPrinterCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterCard, suima_printer_card_free)

/** suima_station_get_printer: Asks the printer, for at most 3 s; while a run of this station is at
 * it, tells what the run sees. Returns: (transfer full). */
SuimaPrinterCard *suima_station_get_printer (SuimaStation *station, GCancellable *cancellable);

/** suima_station_list_scale_protocols: Returns: (transfer full) (element-type SuimaScaleProtocol):
 * those of the folder's scales/ and the shipped ones, by id; of two with one id the first holds.
 * Errors: INVALID, naming file and key. */
GPtrArray *suima_station_list_scale_protocols (SuimaStation *station, GError **error);

/**
 * suima_station_read_weight:
 * @port, @protocol_id: (nullable): of the scale; %NULL for the station's
 * @timeout_ms: 100 to 60000: how long to wait for the weight to come to rest
 * @ret_weight_g: (out): grams, rounded to the nearest; 0 or less when nothing lies on the scale
 *
 * Returns: whether there is a weight at rest. Errors: NOT_FOUND (no scale is set, or it is not
 * there), BUSY (not at rest, or in use), OFFLINE (silent), INVALID (another protocol), NO_SPACE
 * (overload), DENIED; G_IO_ERROR_CANCELLED.
 */
gboolean suima_station_read_weight (SuimaStation *station,
                                    const char *port,
                                    const char *protocol_id,
                                    int timeout_ms,
                                    GCancellable *cancellable,
                                    gint64 *ret_weight_g,
                                    GError **error);

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

/** suima_station_check_recognition: Reads a recognition file without using it. Returns: the number
 * of its rules, or -1; @ret_problems as in suima_recognition_add(). */
int suima_station_check_recognition (const char *path, GPtrArray **ret_problems, GError **error);
/** suima_station_add_recognition: The file's rules hold from now on, before all others. */
int suima_station_add_recognition (SuimaStation *station,
                                   const char *path,
                                   GPtrArray **ret_problems,
                                   GError **error);
/** suima_station_get_recognition: Returns: (transfer none): the rules in use; they stay readable as
 * long as the station. */
const SuimaRecognition *suima_station_get_recognition (SuimaStation *station);

// SPDX-License-Identifier: Apache-2.0
// What the files of this room share.
#pragma once

#include "suima-event.h"
#include "suima-key.h"
#include "suima-near-expiry.h"
#include "suima-label.h"
#include "suima-mask-record.h"
#include "suima-station.h"
#include "suima-store-batch.h"
#include "suima-store-event.h"
#include "suima-store-run.h"
#include "suima-store.h"

#define SUIMA_KEY_FILE "station.key"
#define SUIMA_CONFIG_FILE "station.ini"
#define SUIMA_STORE_FILE "station.sqlite"

/** suima_station_lock: Returns: the descriptor of the folder's lock, to be closed; -1 on error.
 * Errors: DENIED, BUSY when another program writes there. */
int suima_station_lock (const char *dir, GError **error);

struct _SuimaStation
{
  /* owned */
  char *dir;
  SuimaConfig *config;
  SuimaKey *key;
  SuimaStore *store;
  GPtrArray *policies; /* (element-type SuimaPolicy): the last is in force; the others may be read */
  SuimaNearExpiry *near_expiry;
  GPtrArray *recognitions; /* (element-type SuimaRecognition): likewise */
  GMutex policies_lock;    /* of both */
  GHashTable *run_conditions; /* (element-type utf8 utf8): by the destination that a run holds */
  GMutex run_lock;
  GPtrArray *old_names; /* (element-type utf8): usual printers of before; they may be read */
  GMutex printers_lock; /* printers.ini, and the usual printer in station.ini */
  GPtrArray *renderers;       /* (element-type SuimaWarmRenderer): warm, not in use */
  GHashTable *dpi_by_printer; /* (element-type utf8 guint): as last told, by destination */
  GMutex labels_lock;
  GArray *left_runs; /* (element-type gint64): still printing since before; under run_lock */
  int lock_fd; /* -1 when read-only */
  int role;    /* SuimaRole: for whom the queries answer; atomic */
  char *signed_in; /* (nullable): whose PIN gave the role; under policies_lock */

  char *boot_id; /* of the machine */

  /* borrowed */
  SuimaStationClock clock;
  gpointer clock_data;
  SuimaStationClock uptime; /* microseconds that the machine has run, which nobody sets */
  gpointer uptime_data;
};

/** suima_station_note_run: @destination: the printer of a run  @condition: (nullable): what the run
 * sees of it; %NULL when the run is over. */
void suima_station_note_run (SuimaStation *station, const char *destination, const char *condition);

/** suima_station_check_writable: Errors: BUSY for a station opened read-only. */
gboolean suima_station_check_writable (SuimaStation *station, GError **error);

#define SUIMA_RUN_MAX_LABELS 10000u

/** suima_station_check_count: Errors: INVALID for a number of labels that no run has. */
gboolean suima_station_check_count (guint count, GError **error);

/** suima_station_check_clock: Errors: DENIED when the clock runs behind what was recorded, or more
 * than a year ahead of it: false days would stand on labels and events. */
gboolean suima_station_check_clock (SuimaStation *station, GError **error);

struct _SuimaPrinter;
struct _SuimaRenderer;

/**
 * suima_station_open_printer:
 * @name: (nullable): a printer of printers.ini, or a destination as in suima_printer_new(); %NULL
 *   for the usual one
 * @template_id: (nullable): the label size whose setup it gets, where one is remembered
 *
 * Asks nothing yet.
 *
 * Returns: (transfer full): the printer. Errors: PRINTER when there is no usual one, INVALID.
 */
struct _SuimaPrinter *suima_station_open_printer (SuimaStation *station,
                                                  const char *name,
                                                  const char *template_id,
                                                  GError **error);

/** suima_station_load_template: Returns: (transfer full): a template file of the folder, else a
 * shipped one. Errors: NOT_FOUND. */
GBytes *suima_station_load_template (SuimaStation *station, const char *template_id, GError **error);

/** suima_station_find_pictures: Looks up the files of @template's image boxes: in @folder (nullable),
 * the station's templates/, or among the shipped ones. What is not found is told when it is drawn. */
void suima_station_find_pictures (SuimaStation *station,
                                  SuimaTemplate *template,
                                  const char *folder);

/** suima_station_explain_refusal: After a renderer refused @label: where words or a character are to
 * blame, @error becomes the sentence that names the box and what it lacks. */
void suima_station_explain_refusal (struct _SuimaRenderer *renderer,
                                    const SuimaLabel *label,
                                    GError **error);

/** suima_station_check_label: Errors: INVALID for a template that is no label for goods. */
gboolean suima_station_check_label (const SuimaTemplate *template, GError **error);
struct _SuimaPrinterStatus;
/** suima_station_judge_printer: Returns: the dots per inch to draw with; 0 on error. Errors: PRINTER
 * when another print head or model is there than the one that was accepted, or it takes no jobs, or
 * has a resolution that is not drawn. */
guint suima_station_judge_printer (struct _SuimaPrinter *printer,
                                   const struct _SuimaPrinterStatus *status,
                                   GError **error);
/** suima_station_check_dpi: Returns: @dpi, or 0 on error. Errors: PRINTER for a resolution that is
 * not drawn. */
guint suima_station_check_dpi (struct _SuimaPrinter *printer, guint dpi, GError **error);
/** suima_station_dup_usual_printer: Returns: (transfer full) (nullable): name or destination. */
char *suima_station_dup_usual_printer (SuimaStation *station);
/** suima_station_load_printers: Returns: (transfer full) (element-type SuimaPrinterProfile): of
 * printers.ini. Errors: as suima_printer_profiles_load(). */
GPtrArray *suima_station_load_printers (SuimaStation *station, GError **error);
/** suima_station_dup_run_condition: Returns: (transfer full) (nullable): what a run of this station
 * sees of the printer at @destination. */
char *suima_station_dup_run_condition (SuimaStation *station, const char *destination);
struct _SuimaPrinterProfile;
/** suima_station_dup_condition: @profile, @status: (nullable). Returns: (transfer full): as in
 * SuimaPrinterCard. */
char *suima_station_dup_condition (const struct _SuimaPrinterProfile *profile,
                                   const struct _SuimaPrinterStatus *status);

/** suima_station_ask_dpi: Asks the printer, for at most 5 s. Returns: the dots per inch to draw
 * with; 0 on error. Errors: PRINTER (silent, refusing, or of a resolution that is not drawn). */
guint suima_station_ask_dpi (struct _SuimaPrinter *printer,
                             GCancellable *cancellable,
                             GError **error);

/** SuimaAct: an event to record, with its items; all borrowed. */
typedef struct
{
  SuimaEventKind kind;
  const SuimaBatch *batch; /* (nullable) */
  GPtrArray *items;        /* (nullable) (element-type SuimaItem): at most SUIMA_ACT_MAX_ITEMS */
  gint64 quantity_milli;   /* of @batch, items not counted; 0: the act is about items alone */
  guint copy;
  gboolean is_bad; /* TEST: not conformant */
  const char *reason;
  const SuimaEventDetail *details;
  gsize n_details;
  const SuimaEventQuantity *inputs; /* TRANSFORM: what went in, items not counted */
  gsize n_inputs;
  const SuimaEventQuantity *output; /* TRANSFORM */
} SuimaAct;

#define SUIMA_ACT_MAX_ITEMS 500u /* codes of one event */

/**
 * suima_station_record:
 * Builds the event, its hash and its log entry and adds them with the outbox row. Inside a
 * transaction, the one that makes the change itself.
 */
gboolean suima_station_record (SuimaStation *station, const SuimaAct *act, GError **error);

/** Behind the id of an event in the store when it is the errorDeclaration of that event. */
#define SUIMA_DECLARATION_MARK "#"

/**
 * suima_station_record_json:
 * @json: an event, whose eventID is set to its hash
 * @is_declaration: it repeats an event with an errorDeclaration: the same id, which is kept with
 *   SUIMA_DECLARATION_MARK and its seq behind it
 * @serials: (nullable): %NULL-terminated: the items it is about
 *
 * Returns: its seq; -1 on error.
 */
gint64 suima_station_record_json (SuimaStation *station,
                                  SuimaEventKind kind,
                                  gint64 batch_id,
                                  const json_t *json,
                                  gboolean is_declaration,
                                  const char *const *serials,
                                  GError **error);

/** suima_station_record_seq: The same. Returns: the event's seq; -1 on error. */
gint64 suima_station_record_seq (SuimaStation *station, const SuimaAct *act, GError **error);

/** suima_station_dup_lot_uri: Returns: (transfer full): the EPC class of @batch: `/01/<gtin>/10/<lot>`
 * where it has both and they can stand in a URI, else `/<shop>/LOT/<station>-<number>`. */
char *suima_station_dup_lot_uri (SuimaStation *station, const SuimaBatch *batch);

/** suima_run_card_new: Returns: (transfer full): as suima_station_get_run(), not masked. */
SuimaRunCard *suima_run_card_new (SuimaStation *station, gint64 run_id, GError **error);

/** suima_station_find_item: Returns: (transfer full): the item of a code in any form: URI, serial,
 * typed groups. Errors: NOT_FOUND, INVALID. */
SuimaItem *suima_station_find_item (SuimaStation *station, const char *code, GError **error);

/** suima_station_get_day_start: Returns: when @day begins at the shop, UTC microseconds. */
gint64 suima_station_get_day_start (SuimaStation *station, SuimaDay day);

/** suima_station_get_batch_day: Returns: the day by which the papers of @batch are judged. */
SuimaDay suima_station_get_batch_day (SuimaStation *station, const SuimaBatch *batch);

/** suima_station_check_batch: Returns: (transfer full) (element-type SuimaFinding): today's. */
GPtrArray *suima_station_check_batch (SuimaStation *station, const SuimaBatch *batch);

/** suima_station_check_batch_for: @event: `receive`, `print` or `sell`. Returns: the same for another
 * event. */
GPtrArray *suima_station_check_batch_for (SuimaStation *station,
                                          const SuimaBatch *batch,
                                          const char *event);

/** suima_station_apply_overrides: What a supervisor let pass does not block. What cannot be read was
 * not let pass. */
void suima_station_apply_overrides (SuimaStation *station,
                                    const SuimaBatch *batch,
                                    GPtrArray *findings);

/**
 * suima_station_decide:
 * @kind: COMMISSION, RECEIVE, ISSUE, SELL, RELEASE or TRANSFORM
 * @findings: (element-type SuimaFinding): by which the act was let pass
 * @run_id: of a print, else 0  @seq: of the event, -1 for none
 *
 * Puts on the record what each rule said. Inside the act's transaction.
 */
gboolean suima_station_decide (SuimaStation *station,
                               const SuimaBatch *batch,
                               SuimaEventKind kind,
                               GPtrArray *findings,
                               gint64 run_id,
                               gint64 seq,
                               GError **error);
/** suima_station_decide_event: The same by what the rules say now: of receiving, or of selling. */
gboolean suima_station_decide_event (SuimaStation *station,
                                     const SuimaBatch *batch,
                                     SuimaEventKind kind,
                                     gint64 seq,
                                     GError **error);
/** suima_station_decide_tag: The same of goods that were held back with a tag. */
gboolean suima_station_decide_tag (SuimaStation *station,
                                   const SuimaBatch *batch,
                                   const char *rule,
                                   const char *reason,
                                   GError **error);

/**
 * suima_station_mask_all:
 * @records: (transfer full) (nullable)
 * @mask: of suima-mask-record.h, such as `(SuimaMaskFunc) suima_mask_item`
 *
 * What every query gives out goes through this one: nobody sees more than the role of the station
 * may. Acts work on what is not masked.
 *
 * Returns: (transfer full) (nullable): @records.
 */
GPtrArray *suima_station_mask_all (SuimaStation *station, GPtrArray *records, SuimaMaskFunc mask);
/** suima_station_mask: The same of one. @record: (nullable). Returns: @record. */
gpointer suima_station_mask (SuimaStation *station, gpointer record, SuimaMaskFunc mask);
/** suima_station_may_see: Returns: whether the station's role sees all of @field. */
gboolean suima_station_may_see (SuimaStation *station, SuimaFieldClass field);

/** suima_station_set_role: For tests and for signing in: nobody is asked. */
void suima_station_set_role (SuimaStation *station, SuimaRole role);

/** suima_station_refuse_blocked: Errors: BLOCKED, with the sentences of the findings. */
gboolean suima_station_refuse_blocked (GPtrArray *findings, GError **error);

/** suima_station_is_near_expiry: Returns: whether the batch is near its last day, by the city's
 * table. */
gboolean suima_station_is_near_expiry (SuimaStation *station, const SuimaBatch *batch);

/** suima_station_refuse_unprintable: Errors: BLOCKED with the reason when no label of @batch may come
 * out now: papers, day of expiry, lock. */
gboolean suima_station_refuse_unprintable (SuimaStation *station,
                                           const SuimaBatch *batch,
                                           GError **error);
/** suima_station_refuse_state: Says that @item cannot take part in its state. Returns: %FALSE.
 * Errors: INVALID. */
gboolean suima_station_refuse_state (const SuimaItem *item, GError **error);

/** suima_station_refuse_locked: Errors: BLOCKED with the reason of the lock that @batch has: a hold, a
 * test, the gate, a recall. Nothing of it is sold or labelled. */
gboolean suima_station_refuse_locked (SuimaStation *station,
                                      const SuimaBatch *batch,
                                      GError **error);

/** suima_station_make_uri: Returns: (transfer full): the code of @serial for @batch, signed if
 * asked; the lot goes in when it is printable and the symbol does not grow by it. */
char *suima_station_make_uri (SuimaStation *station,
                              const SuimaBatch *batch,
                              const char *serial,
                              gboolean is_signed);

/**
 * suima_station_draw_specimen:
 * @like: (nullable): an item whose weight and price stand on the label
 * @words: (nullable): of a run, what its labels say besides the batch
 *
 * Returns: (transfer full): the dots of a label of @batch with the specimen serial. Errors: of the
 * renderer.
 */
SuimaRaster *suima_station_draw_specimen (SuimaStation *station,
                                          struct _SuimaRenderer *renderer,
                                          const SuimaTemplate *template,
                                          const SuimaBatch *batch,
                                          const SuimaItem *like,
                                          GHashTable *words,
                                          GError **error);

/** suima_station_try_label: The same with a renderer that is warm already. */
SuimaRaster *suima_station_try_label (SuimaStation *station,
                                      const SuimaTemplate *template,
                                      const SuimaBatch *batch,
                                      const SuimaItem *like,
                                      GHashTable *words,
                                      guint dpi,
                                      GError **error);

#define SUIMA_USUAL_DPI 203u

/** suima_station_take_renderer: Returns: (transfer full): one that has its fonts loaded, where there
 * is one; give it back with suima_station_give_renderer(), which takes it. */
struct _SuimaRenderer *suima_station_take_renderer (SuimaStation *station, guint dpi);
void suima_station_give_renderer (SuimaStation *station, struct _SuimaRenderer *renderer, guint dpi);

/** suima_station_recall_dpi: Returns: the resolution that the printer had when it was last asked;
 * SUIMA_USUAL_DPI before. */
guint suima_station_recall_dpi (SuimaStation *station, struct _SuimaPrinter *printer);
void suima_station_remember_dpi (SuimaStation *station, struct _SuimaPrinter *printer, guint dpi);

/** suima_station_start_labels, _stop_labels: For opening and closing the station. */
void suima_station_start_labels (SuimaStation *station);
void suima_station_stop_labels (SuimaStation *station);

/** suima_station_check_reason: Returns: (transfer full): @reason without what is no part of it.
 * Errors: INVALID when nothing is left, or it is too long. */
char *suima_station_check_reason (const char *reason, GError **error);

/** suima_item_is_out: Returns: whether a label of @item can be in somebody's hand here. */
gboolean suima_item_is_out (const SuimaItem *item);

/** suima_station_record_void: @item becomes VOID, with its event. Inside a transaction. */
gboolean suima_station_record_void (SuimaStation *station,
                                    SuimaItem *item,
                                    const SuimaBatch *batch,
                                    const char *reason,
                                    GError **error);

/** suima_station_is_left: Returns: whether @run_id was open when the station was, and its job is
 * still printing. */
gboolean suima_station_is_left (SuimaStation *station, gint64 run_id);

/** suima_station_load_policies: The shipped rows and those of the folder's policies/. */
SuimaPolicy *suima_station_load_policies (const char *dir, GError **error);
/** suima_station_use_policy: Takes @policy; it is in force from now on. */
void suima_station_use_policy (SuimaStation *station, SuimaPolicy *policy);

/** suima_station_load_recognition: The shipped rules and those of the folder's recognition/. */
SuimaRecognition *suima_station_load_recognition (const char *dir, GError **error);
/** suima_station_use_recognition: Takes @recognition; it is in force from now on. */
void suima_station_use_recognition (SuimaStation *station, SuimaRecognition *recognition);

/** SuimaDataFunc: Takes one data file. Returns: whether it could be used. */
typedef gboolean (*SuimaDataFunc) (
    gpointer data, const char *name, const char *text, gsize size_bytes, GError **error);

/** suima_station_load_data: Gives @func every JSON file of @folder, such as `policies`: the shipped
 * ones, then those of the station in the order in which they were added. Ends at the first error. */
gboolean suima_station_load_data (
    const char *dir, const char *folder, SuimaDataFunc func, gpointer data, GError **error);

/** suima_station_keep_data: Copies a file that was tried into @folder of the station, under the next
 * number. Errors: NO_SPACE, DENIED. */
gboolean suima_station_keep_data (
    SuimaStation *station, const char *folder, const char *path, GBytes *bytes, GError **error);

/**
 * suima_station_read_file:
 * Looked at before it is read: a folder, a pipe or a file over the limit never is.
 *
 * Returns: (transfer full): all of @path. Errors: NOT_FOUND, DENIED, INVALID.
 */
GBytes *suima_station_read_file (const char *path, gsize max_bytes, GError **error);

/**
 * suima_station_write_file:
 * @mode: permissions of a new file, such as 0600
 *
 * Writes @path whole, past a power cut: the old file stays until the new one is on the disk.
 * Errors: NO_SPACE when the disk is full, DENIED else.
 */
gboolean suima_station_write_file (
    const char *path, const void *bytes, gsize size_bytes, int mode, GError **error);

/** suima_station_lookup_resource: Returns: (transfer full): a shipped file, `policies/x.json`. */
GBytes *suima_station_lookup_resource (const char *path, GError **error);
char **suima_station_list_resources (const char *folder);

/** suima_station_compare_names: Orders a GPtrArray of texts by their bytes. */
int suima_station_compare_names (gconstpointer a, gconstpointer b);

/** suima_station_read_back: Returns: (transfer full) (nullable): the text of the QR, read from the
 * dots. */
char *suima_station_read_back (const SuimaTemplate *template, const SuimaRaster *raster);

/** suima_station_draw_item: Returns: (transfer full): the label's dots, read back and equal to its
 * code. Errors: of the renderer; INTERNAL when it does not read back. */
SuimaRaster *suima_station_draw_item (SuimaStation *station,
                                      struct _SuimaRenderer *renderer,
                                      const SuimaTemplate *template,
                                      const SuimaBatch *batch,
                                      const SuimaItem *item,
                                      GError **error);

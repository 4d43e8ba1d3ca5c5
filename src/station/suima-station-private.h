// SPDX-License-Identifier: Apache-2.0
// What the files of this room share.
#pragma once

#include "suima-event.h"
#include "suima-key.h"
#include "suima-near-expiry.h"
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
  GMutex policies_lock;
  SuimaNearExpiry *near_expiry;
  char *run_condition; /* (nullable): the usual printer's, as long as a run of ours holds it */
  GMutex run_lock;
  int lock_fd; /* -1 when read-only */

  /* borrowed */
  SuimaStationClock clock;
  gpointer clock_data;
};

/** suima_station_note_run: @destination: the printer of a run  @condition: (nullable): what the run
 * sees of it; %NULL when the run is over. */
void suima_station_note_run (SuimaStation *station, const char *destination, const char *condition);

/** suima_station_check_writable: Errors: BUSY for a station opened read-only. */
gboolean suima_station_check_writable (SuimaStation *station, GError **error);

#define SUIMA_RUN_MAX_LABELS 10000u

/** suima_station_check_count: Errors: INVALID for a number of labels that no run has. */
gboolean suima_station_check_count (guint count, GError **error);

/** suima_station_check_clock: Errors: DENIED when the clock runs behind what was recorded: false
 * days would stand on labels and events. */
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

/** suima_station_record_seq: The same. Returns: the event's seq; -1 on error. */
gint64 suima_station_record_seq (SuimaStation *station, const SuimaAct *act, GError **error);

/** suima_station_dup_lot_uri: Returns: (transfer full): the EPC class of @batch: `/01/<gtin>/10/<lot>`
 * where it has both and they can stand in a URI, else `/<shop>/LOT/<station>-<number>`. */
char *suima_station_dup_lot_uri (SuimaStation *station, const SuimaBatch *batch);

/** suima_station_find_item: Returns: (transfer full): the item of a code in any form: URI, serial,
 * typed groups. Errors: NOT_FOUND, INVALID. */
SuimaItem *suima_station_find_item (SuimaStation *station, const char *code, GError **error);

/** suima_station_get_batch_day: Returns: the day by which the papers of @batch are judged. */
SuimaDay suima_station_get_batch_day (SuimaStation *station, const SuimaBatch *batch);

/** suima_station_check_batch: Returns: (transfer full) (element-type SuimaFinding): today's. */
GPtrArray *suima_station_check_batch (SuimaStation *station, const SuimaBatch *batch);

/** suima_station_check_batch_for: @event: `receive`, `print` or `sell`. Returns: the same for another
 * event. */
GPtrArray *suima_station_check_batch_for (SuimaStation *station,
                                          const SuimaBatch *batch,
                                          const char *event);

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

/** suima_station_make_uri: Returns: (transfer full): the code of @serial for @batch, signed if
 * asked; the lot goes in when it is printable and the symbol does not grow by it. */
char *suima_station_make_uri (SuimaStation *station,
                              const SuimaBatch *batch,
                              const char *serial,
                              gboolean is_signed);

/** suima_station_draw_specimen: Returns: (transfer full): the dots of a label of @batch with the
 * specimen serial. Errors: of the renderer. */
SuimaRaster *suima_station_draw_specimen (SuimaStation *station,
                                          struct _SuimaRenderer *renderer,
                                          const SuimaTemplate *template,
                                          const SuimaBatch *batch,
                                          GError **error);

/** suima_station_load_policies: The shipped rows and those of the folder's policies/. */
SuimaPolicy *suima_station_load_policies (const char *dir, GError **error);
/** suima_station_use_policy: Takes @policy; it is in force from now on. */
void suima_station_use_policy (SuimaStation *station, SuimaPolicy *policy);

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

/** suima_station_draw_item: Returns: (transfer full): the label's dots, read back and equal to its
 * code. Errors: of the renderer; INTERNAL when it does not read back. */
SuimaRaster *suima_station_draw_item (SuimaStation *station,
                                      struct _SuimaRenderer *renderer,
                                      const SuimaTemplate *template,
                                      const SuimaBatch *batch,
                                      const SuimaItem *item,
                                      GError **error);

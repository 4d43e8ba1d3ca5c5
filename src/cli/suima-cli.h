// SPDX-License-Identifier: Apache-2.0
// What the commands of suimactl share: options, output, exit codes.
#pragma once

#include "suima-json.h"
#include "suima-station.h"

#include <glib.h>

/** SUIMA_CLI_ROLE_ENTRY: The options `--role` and `--by`, of commands that answer. */
#define SUIMA_CLI_ROLE_ENTRY(cli)                                                                  \
  {                                                                                                \
    "role", 0, 0, G_OPTION_ARG_STRING, &(cli)->role,                                               \
        N_ ("for whom: consumer, clerk, owner, operator or regulator"), "ROLE"                     \
  },                                                                                               \
  {                                                                                                \
    "by", 0, 0, G_OPTION_ARG_STRING, &(cli)->by,                                                   \
        N_ ("who signs in as owner, operator or regulator; reads the PIN"), "NAME"                 \
  }

/** Exit codes: scripts depend on them. */
#define SUIMA_EXIT_DONE 0
#define SUIMA_EXIT_REFUSED 1 /* refused, or partly done */
#define SUIMA_EXIT_USAGE 2
#define SUIMA_EXIT_UNREACHABLE 3 /* printer or hub */

typedef struct
{
  char *dir; /* the station's folder */
  char *role; /* (nullable): for whom it answers */
  char *by;   /* (nullable): who signs in */
  gboolean is_json;
} SuimaCli;

/**
 * suima_cli_parse:
 * @entries: (nullable): the command's own options
 * @usage: what follows the command's name, `BATCH --count N`
 * @n_args: how many plain arguments it takes; -1 for one or more, -2 for any number
 *
 * Parses the options of a command, and `--data` and `--json` among them. @argv[0] is the command.
 *
 * Returns: whether it may go on; else the usage was printed.
 */
gboolean suima_cli_parse (SuimaCli *cli,
                          int *argc,
                          char ***argv,
                          const GOptionEntry *entries,
                          const char *usage,
                          int n_args);

/** suima_cli_wants_json: Whether `--json` stands anywhere in @argv: for mistakes that end the
 * reading of the options. */
gboolean suima_cli_wants_json (char **argv);

/** suima_cli_refuse_usage: Says what is wrong with the arguments. Returns: SUIMA_EXIT_USAGE. */
int suima_cli_refuse_usage (SuimaCli *cli, const char *message);

/** suima_cli_open: Signs in where the role needs it, with a PIN from standard input; the station is then
 * open for writing. Returns: (transfer full) (nullable): the station; on failure the reason was said
 * and @ret_exit set. */
SuimaStation *suima_cli_open (SuimaCli *cli, gboolean read_only, int *ret_exit);

/** suima_cli_fail: Says @error (transfer full) and returns its exit code. */
int suima_cli_fail (SuimaCli *cli, GError *error);

/** suima_cli_print_json: Takes @value. Prints it on one line. */
void suima_cli_print_json (json_t *value);

/** suima_cli_set_day, _time: An ISO text under @key, null for none. */
void suima_cli_set_day (json_t *object, const char *key, SuimaDay day);
void suima_cli_set_time (json_t *object, const char *key, gint64 at_us, int utc_offset_min);
/** suima_cli_set_nullable: A text or null. */
void suima_cli_set_nullable (json_t *object, const char *key, const char *text);

/** suima_cli_dup_pair: Returns: (transfer full): a thing and what is said of it, for a person. */
char *suima_cli_dup_pair (const char *thing, const char *said);

/** suima_cli_quantity_to_json: Returns: (transfer full): a whole number where it is one. */
json_t *suima_cli_quantity_to_json (gint64 quantity_milli);
json_t *suima_cli_item_to_json (const SuimaItem *item);
json_t *suima_cli_items_to_json (GPtrArray *items);
json_t *suima_cli_card_to_json (const SuimaBatchCard *card);
/** suima_cli_papers_to_json: Returns: (transfer full): the number of each paper by its kind. */
json_t *suima_cli_papers_to_json (const SuimaBatch *batch);
/** suima_cli_finding_to_json: @finding: (nullable). */
json_t *suima_cli_finding_to_json (const SuimaFinding *finding);

/** suima_cli_parse_number: Returns: whether @text is a whole number from @min to @max. */
gboolean suima_cli_parse_number (const char *text, gint64 min, gint64 max, gint64 *ret_number);

/** suima_cli_read_quantity: @ret_milli: thousandths of a unit from an option; 0 where @text is %NULL.
 * Returns: %FALSE when the usage was said. */
gboolean suima_cli_read_quantity (SuimaCli *cli, const char *text, gint64 *ret_milli, int *ret_exit);

/** suima_cli_read_day: @ret_day: of an option; NONE where @text is %NULL. Returns: %FALSE when the
 * usage was said. */
gboolean suima_cli_read_day (SuimaCli *cli, const char *text, SuimaDay *ret_day, int *ret_exit);

/** suima_cli_lock_to_json: @locks: (element-type SuimaBatchLock). Returns: (transfer full): the
 * oldest, `kind`, `reason`, `message`; null for none. */
json_t *suima_cli_lock_to_json (GPtrArray *locks);

/** suima_cli_show_stock: What became of a batch. Returns: the exit code. */
int suima_cli_show_stock (SuimaCli *cli, SuimaStation *station, gint64 batch_id);

/** suima_cli_progress: A SuimaPrintProgressFunc for a person at a terminal; @user_data is the
 * SuimaCli. */
void suima_cli_progress (const SuimaPrintProgress *progress, gpointer user_data);

/** suima_cli_finish_run: Says what came out (transfer full). Returns: the exit code. */
int suima_cli_finish_run (SuimaCli *cli, SuimaPrintResult *result);

/** suima_cli_set_rest, _say_rest: What is missing of a run, and how it goes on. */
void suima_cli_set_rest (json_t *object, guint missing, guint resume_at);
void suima_cli_say_rest (gint64 run_id, guint resume_at);

/** suima_cli_follow: Sees a run that another program began to its end, where it still prints; all of
 * them where @run_id is 0. */
gboolean suima_cli_follow (SuimaCli *cli,
                           SuimaStation *station,
                           gint64 run_id,
                           GCancellable *cancellable,
                           GError **error);

/**
 * suima_cli_read_pin:
 * @prompt: what to ask a person at a terminal
 *
 * One line of standard input, which a terminal does not show. It is never an argument: those are
 * seen by all.
 *
 * Returns: (transfer full): the line; wipe and free it with suima_cli_free_pin().
 */
char *suima_cli_read_pin (const char *prompt);
void suima_cli_free_pin (char *pin);

/** suima_cli_get_cancellable: Returns: (transfer full): cancelled by SIGINT and SIGTERM. */
GCancellable *suima_cli_get_cancellable (void);

int suima_cli_init (SuimaCli *cli, int argc, char **argv);
int suima_cli_import (SuimaCli *cli, int argc, char **argv);
/** suima_cli_import_to_json: Returns: (transfer full): a file of `import`, under the name @shown. */
json_t *suima_cli_import_to_json (const char *shown, const SuimaImport *import);
/** suima_cli_import_error_to_json: The same for one of which nothing went in. */
json_t *suima_cli_import_error_to_json (const char *shown, const GError *error);
/** suima_cli_say_import: Says to a person what went in and what was refused. */
void suima_cli_say_import (SuimaCli *cli, const char *shown, const SuimaImport *import);
/** suima_cli_watch: Imports what is dropped into the watch folder, until a signal or, with @once,
 * what lies there now. Returns: the exit code. */
int suima_cli_watch (SuimaCli *cli, SuimaStation *station, gboolean once);
int suima_cli_batches (SuimaCli *cli, int argc, char **argv);
int suima_cli_batch (SuimaCli *cli, int argc, char **argv);
int suima_cli_print (SuimaCli *cli, int argc, char **argv);
int suima_cli_printers (SuimaCli *cli, int argc, char **argv);
int suima_cli_settle (SuimaCli *cli, int argc, char **argv);
int suima_cli_items (SuimaCli *cli, int argc, char **argv);
int suima_cli_reprint (SuimaCli *cli, int argc, char **argv);
int suima_cli_reissue (SuimaCli *cli, int argc, char **argv);
int suima_cli_spare (SuimaCli *cli, int argc, char **argv);
int suima_cli_supervisor (SuimaCli *cli, int argc, char **argv);
int suima_cli_void (SuimaCli *cli, int argc, char **argv);
int suima_cli_clock (SuimaCli *cli, int argc, char **argv);
int suima_cli_scale (SuimaCli *cli, int argc, char **argv);
int suima_cli_scan (SuimaCli *cli, int argc, char **argv);
int suima_cli_trace (SuimaCli *cli, int argc, char **argv);
int suima_cli_sync (SuimaCli *cli, int argc, char **argv);
int suima_cli_status (SuimaCli *cli, int argc, char **argv);
int suima_cli_verify (SuimaCli *cli, int argc, char **argv);
int suima_cli_receive (SuimaCli *cli, int argc, char **argv);
int suima_cli_repeat (SuimaCli *cli, int argc, char **argv);
int suima_cli_stock (SuimaCli *cli, int argc, char **argv);
/** suima_cli_move: move, issue, sell, take-back, send-back, waste, destroy, hold, release, expire. */
int suima_cli_move (SuimaCli *cli, int argc, char **argv);
int suima_cli_adopt (SuimaCli *cli, int argc, char **argv);
/** suima_cli_show_refused: What the hub refused. Returns: the exit code. */
int suima_cli_show_refused (SuimaCli *cli, SuimaStation *station);
int suima_cli_correct (SuimaCli *cli, int argc, char **argv);
int suima_cli_undo (SuimaCli *cli, int argc, char **argv);
int suima_cli_ticket (SuimaCli *cli, int argc, char **argv);
int suima_cli_certificate (SuimaCli *cli, int argc, char **argv);
int suima_cli_voucher (SuimaCli *cli, int argc, char **argv);
int suima_cli_papers (SuimaCli *cli, int argc, char **argv);
int suima_cli_paper (SuimaCli *cli, int argc, char **argv);
/** suima_cli_transform: split, cut, mix, repack. */
int suima_cli_transform (SuimaCli *cli, int argc, char **argv);
/** suima_cli_recall: recall find|open|scan|done|lift|close|show|list|notice|sign. */
int suima_cli_recall (SuimaCli *cli, int argc, char **argv);
int suima_cli_today (SuimaCli *cli, int argc, char **argv);
int suima_cli_policy (SuimaCli *cli, int argc, char **argv);
int suima_cli_gate (SuimaCli *cli, int argc, char **argv);
int suima_cli_sample (SuimaCli *cli, int argc, char **argv);
int suima_cli_test (SuimaCli *cli, int argc, char **argv);
int suima_cli_board (SuimaCli *cli, int argc, char **argv);
int suima_cli_month (SuimaCli *cli, int argc, char **argv);
int suima_cli_seller (SuimaCli *cli, int argc, char **argv);
int suima_cli_count (SuimaCli *cli, int argc, char **argv);
int suima_cli_reconcile (SuimaCli *cli, int argc, char **argv);
int suima_cli_template (SuimaCli *cli, int argc, char **argv);
int suima_cli_tag (SuimaCli *cli, int argc, char **argv);
int suima_cli_override (SuimaCli *cli, int argc, char **argv);
int suima_cli_decisions (SuimaCli *cli, int argc, char **argv);
int suima_cli_reveal (SuimaCli *cli, int argc, char **argv);
int suima_cli_reveals (SuimaCli *cli, int argc, char **argv);
int suima_cli_recognition (SuimaCli *cli, int argc, char **argv);
int suima_cli_report (SuimaCli *cli, int argc, char **argv);
int suima_cli_day (SuimaCli *cli, int argc, char **argv);
int suima_cli_ledger (SuimaCli *cli, int argc, char **argv);
int suima_cli_inspect (SuimaCli *cli, int argc, char **argv);
int suima_cli_retention (SuimaCli *cli, int argc, char **argv);

/** suima_cli_take_day: @text: (nullable): leaves @ret_day as it is. Returns: %FALSE when the usage was
 * said. */
gboolean suima_cli_take_day (SuimaCli *cli, const char *text, SuimaDay *ret_day, int *ret_exit);

// SPDX-License-Identifier: Apache-2.0
// The sentences that both the kiosk and the command line say, in the language of the locale.
// The one place below the front ends that holds text for people: written twice it would differ.
#pragma once

#include "suima-count.h"
#include "suima-decision.h"
#include "suima-document.h"
#include "suima-market.h"
#include "suima-policy.h"
#include "suima-recall.h"
#include "suima-station-clock.h"
#include "suima-station.h"
#include "suima-stock.h"
#include "suima-template-check.h"

#include <glib.h>

struct _SuimaBoard;
struct _SuimaSellerFile;

/** suima_words_paper: Returns: (transfer none): the paper's name, 核酸检测报告. */
const char *suima_words_paper (SuimaPaperKind kind);

/** suima_words_day: Returns: (transfer full): 2026年11月22日, as people say it; "" for NONE. */
char *suima_words_day (SuimaDay day);

/** suima_words_finding: Returns: (transfer full): one sentence that names the paper or the day. */
char *suima_words_finding (const SuimaFinding *finding);

/** suima_words_judged: Returns: (transfer full): by the rules of which day the card was judged. */
char *suima_words_judged (const SuimaBatchCard *card);

/** suima_words_act: @act: (nullable): of a SuimaDecision. Returns: (transfer none): 打印, 销售; "" for
 * one that was not kept. */
const char *suima_words_act (const char *act);
/** suima_words_decision: Returns: (transfer full): the day, the act, and what the rule said. */
char *suima_words_decision (const SuimaDecision *decision);

/** suima_words_explanation: Returns: (transfer full): one sentence on what is asked on either day. */
char *suima_words_explanation (const SuimaExplanation *explanation);

/**
 * suima_words_problem:
 * @code: of a SuimaProblem, ASCII  @row: of the sheet  @column: of the sheet, 0 for none
 * @header: (nullable): of the column  @value: the cell
 *
 * Returns: (transfer full): what is wrong, where, and what to do; for a note what was done.
 */
char *suima_words_problem (
    const char *code, guint row, guint column, const char *header, const char *value);

/** suima_words_sheet_kind: @code: of a SuimaSheetKind that is not read. Returns: (transfer none):
 * what the file is and how to save it so that it is read. */
const char *suima_words_sheet_kind (const char *code);

/** suima_words_watch_report: @name: of the file  @import: (nullable): what went in of it
 * @error: (nullable): why nothing did. Returns: (transfer full): a page that says what was refused
 * and what to do. */
char *suima_words_watch_report (const char *name, const SuimaImport *import, const GError *error);

/** suima_words_verdict: Returns: (transfer none): the sentence of a SuimaLookup verdict. */
const char *suima_words_verdict (const char *verdict);
/** suima_words_verdict_advice: Returns: (transfer none): what to do now; may be "". */
const char *suima_words_verdict_advice (const char *verdict);
/** suima_words_evidence: Returns: (transfer none): how well the form of a code is known. */
const char *suima_words_evidence (const char *evidence);
/** suima_words_unverified: Returns: (transfer none): what could not be checked. */
const char *suima_words_unverified (const char *code);
/** suima_words_scan: Returns: (transfer full): whose code it is, and what could not be checked; ""
 * for ours and unknown ones. */
char *suima_words_scan (const SuimaScan *scan);
/** suima_words_scan_field: Returns: (transfer none): what a field of a scan is; @name itself where no
 * word is known, as in the rules of a market. */
const char *suima_words_scan_field (const char *name);

/** suima_words_item_state: Returns: (transfer none): 已打印 and so on. */
const char *suima_words_item_state (SuimaItemState state);
/** suima_words_event: Returns: (transfer none): the name of a SuimaEventKind. */
const char *suima_words_event (int kind);
/** suima_words_delivery: Returns: (transfer none): whether the hub has an event. */
const char *suima_words_delivery (SuimaTraceDelivery delivery);
/** suima_words_batch_status: Returns: (transfer none): 可打印, 不可打印, 已打印. */
const char *suima_words_batch_status (SuimaBatchStatus status);
/** suima_words_printer_condition: @condition: (nullable): as in SuimaPrinterCard. Returns:
 * (transfer none): the state in plain words, with what to do where something is to be done. */
const char *suima_words_printer_condition (const char *condition);

/** suima_words_printer_changed: @name: of the printer; 0 for a resolution that was not told.
 * Returns: (transfer full): what it is now and what it was, and what to do. */
char *suima_words_printer_changed (
    const char *name, guint old_dpi, guint dpi, const char *old_model, const char *model);
/** suima_words_printer_advice: Returns: (transfer none): how to read a test label. */
const char *suima_words_printer_advice (void);
/** suima_words_paper_doubt: Returns: (transfer none): what is odd about a number; "" for NONE. */
const char *suima_words_paper_doubt (SuimaPaperDoubt doubt);

/** suima_words_balance: Returns: (transfer full): where all of the batch is: `20 箱: 3 sold, ...`. */
char *suima_words_balance (const SuimaBatch *batch, const SuimaBalance *balance);
/** suima_words_scale: @code: of a SuimaError from the scale. Returns: (transfer none) (nullable):
 * what to do about it. */
const char *suima_words_scale (const char *code);

/** suima_words_template_problem: Returns: (transfer full): which box, what it lacks, what to do. */
char *suima_words_template_problem (const SuimaTemplateProblem *problem);

/** suima_words_label_refusal: The same for the person who wants to print, not for the one who made
 * the template. Returns: (transfer full): the sentence. */
char *suima_words_label_refusal (const SuimaTemplateProblem *problem, const char *template_id);

/** suima_words_lock: Returns: (transfer full): why a batch is neither sold nor printed. */
char *suima_words_lock (const SuimaBatchLock *lock);
/** suima_words_zone: Returns: (transfer none): 待检区. */
const char *suima_words_zone (SuimaZone zone);
/** suima_words_sampling: Returns: (transfer full): 今天应抽 5 批，已抽 3 批. */
char *suima_words_sampling (const SuimaSampling *sampling);
/** suima_words_after_failure: Returns: (transfer none): what is done with goods that failed. */
const char *suima_words_after_failure (void);
/** suima_words_board: Returns: (transfer full): as in suima_station_write_board(). */
char *suima_words_board (const struct _SuimaBoard *board);
/** suima_words_count_finding: Returns: (transfer none): what a label in a stock check means, and what
 * to do. */
const char *suima_words_count_finding (SuimaCountFinding finding);
/** suima_words_seller_warning: @warning: one bit. Returns: (transfer none). */
const char *suima_words_seller_warning (SuimaSellerWarning warning);
/** suima_words_reminder: @file: of a seller who is late  @today: at the market. Returns: (transfer
 * full): a slip to be printed: what is late and since when, what to do, who says so. */
char *suima_words_reminder (const struct _SuimaSellerFile *file,
                            const SuimaConfig *config,
                            SuimaDay today);
/** suima_words_call: @calls: of a difference, `role`, `name`, `phone` each. Returns: (transfer full): who
 * is to be called about it, with what number; or where to ask when it names nobody. */
char *suima_words_call (const json_t *calls);
/** suima_words_difference: Returns: (transfer none): a SuimaDifferenceKind by its code. */
const char *suima_words_difference (const char *code);
/** suima_words_recall_notice: @seller: (nullable)  @contact: (nullable). Returns: (transfer full): the
 * letter to one buyer, with the six fields of each sale. */
char *suima_words_recall_notice (const SuimaRecall *recall,
                                 const SuimaRecallNotice *notice,
                                 const char *seller,
                                 const char *contact);
/** suima_words_recall_left: Returns: (transfer full): the count-down: 还有 7 件; of a recall of which
 * nothing is here, that what comes is locked. */
char *suima_words_recall_left (const SuimaRecallCard *card);

/** suima_words_proof: @n_witnesses: 0: enough are named. Returns: (transfer full): what a destruction
 * lacks: 见证人、重量、照片. */
char *suima_words_proof (guint n_witnesses, gboolean lacks_weight, gboolean lacks_photo);

/** suima_words_recall_late: Returns: (transfer full): that goods were called back before they came. */
char *suima_words_recall_late (const SuimaBatch *batch, const char *title);
/** suima_words_near_expiry: @batch: with a last day. Returns: (transfer full): 临期, and until when. */
char *suima_words_near_expiry (const SuimaBatch *batch);
/** suima_words_and_more: Returns: (transfer full): `车厘子等 3 种` for two more than @product. */
char *suima_words_and_more (const char *product, guint n_more);
/** suima_words_clock: Returns: (transfer none): what is to be done about the clock. */
const char *suima_words_clock (SuimaClockState state);

/** suima_words_error: Returns: (transfer full): what went wrong and what to do, for a person. */
char *suima_words_error (const GError *error);

// SPDX-License-Identifier: Apache-2.0
#include "suima-words.h"

#include "suima-error.h"
#include "suima-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *code;
  const char *words;
} SuimaWords;

static const char *
suima_words_find (const SuimaWords *table, gsize n, const char *code, const char *otherwise)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (table[i].code, code) == 0)
      return *table[i].words ? _ (table[i].words) : "";
  return otherwise;
}

const char *
suima_words_paper (SuimaPaperKind kind)
{
  static const char *const names[SUIMA_N_PAPERS] = {
    [SUIMA_PAPER_INSPECTION] = N_ ("inspection and quarantine certificate"),
    [SUIMA_PAPER_NUCLEIC_ACID] = N_ ("nucleic acid test report"),
    [SUIMA_PAPER_DISINFECTION] = N_ ("disinfection certificate"),
    [SUIMA_PAPER_CUSTOMS] = N_ ("customs declaration"),
    [SUIMA_PAPER_PLANT] = N_ ("overseas producer registration"),
    [SUIMA_PAPER_CONFORMITY] = N_ ("commitment certificate of conformity"),
    [SUIMA_PAPER_ANIMAL_QUARANTINE] = N_ ("animal quarantine certificate"),
    [SUIMA_PAPER_MEAT_QUALITY] = N_ ("meat quality certificate"),
    [SUIMA_PAPER_SWINE_FEVER] = N_ ("African swine fever test report"),
    [SUIMA_PAPER_TEST_REPORT] = N_ ("test report"),
    [SUIMA_PAPER_VOUCHER] = N_ ("purchase voucher"),
    [SUIMA_PAPER_WAREHOUSE_EXIT] = N_ ("release from the supervised warehouse"),
  };

  g_return_val_if_fail (kind < SUIMA_N_PAPERS, "");
  return _ (names[kind]);
}

static char *
suima_words_papers (GArray *papers)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; papers != NULL && i < papers->len; i++)
    {
      if (i > 0)
        g_string_append (names, _ (" or "));
      g_string_append (names, suima_words_paper (g_array_index (papers, SuimaPaperKind, i)));
    }
  return g_string_free (names, FALSE);
}

static char *
suima_words_format_day (SuimaDay day, const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day_of_month;

  if (day == SUIMA_DAY_NONE)
    return g_strdup ("");
  suima_day_split (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  return g_date_time_format (date, format);
}

char *
suima_words_day (SuimaDay day)
{
  /* translators: a day with its year, g_date_time_format(); Chinese: %Y年%-m月%-d日 */
  return suima_words_format_day (day, _ ("%-d %b %Y"));
}

/* Of the year of @today the year goes without saying. */
static char *
suima_words_near_day (SuimaDay day, SuimaDay today)
{
  int year = 0, this_year = 0, unused;

  if (day == SUIMA_DAY_NONE || today == SUIMA_DAY_NONE)
    return suima_words_day (day);
  suima_day_split (day, &year, &unused, &unused);
  suima_day_split (today, &this_year, &unused, &unused);
  /* translators: a day of this year, g_date_time_format(); Chinese: %-m月%-d日 */
  return year == this_year ? suima_words_format_day (day, _ ("%-d %b")) : suima_words_day (day);
}

static char *
suima_words_expiry (const SuimaFinding *finding)
{
  g_autofree char *expiry = suima_words_near_day (finding->expiry, finding->day);
  int days = finding->expiry - finding->day;

  if (finding->kind == SUIMA_FINDING_EXPIRED)
    return g_strdup_printf (_ ("Expired: best before %s"), expiry);
  if (finding->kind == SUIMA_FINDING_NOT_EXPIRED)
    return g_strdup_printf (_ ("Best before %s"), expiry);
  if (finding->kind == SUIMA_FINDING_EXPIRY_UNKNOWN)
    return g_strdup (_ ("No expiry date on record: read it from the package"));
  if (days == 0)
    return g_strdup_printf (_ ("Last day today: best before %s"), expiry);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day left: best before %s",
                                       "%d days left: best before %s", (gulong) days),
                          days, expiry);
}

static char *suima_words_subject (const SuimaFinding *finding);

/* A name or a reason that the reader may not see is left out. */
static char *
suima_words_override (const SuimaFinding *finding)
{
  g_autofree char *subject = suima_words_subject (finding);

  if (finding->by == NULL || *finding->by == '\0')
    return g_strdup_printf (_ ("Let pass by a supervisor: %s"), subject);
  if (finding->reason == NULL || *finding->reason == '\0')
    return g_strdup_printf (_ ("Supervisor %s let pass: %s"), finding->by, subject);
  return g_strdup_printf (_ ("Supervisor %s let pass: %s (%s is missing)"), finding->by,
                          finding->reason, subject);
}

static char *
suima_words_locked (const SuimaFinding *finding)
{
  const SuimaBatchLock lock = {
    .kind = finding->rule + strlen ("lock/"),
    .reason = finding->reason ? finding->reason : (char *) "",
  };
  g_autofree char *why = suima_words_lock (&lock);

  if (strcmp (lock.kind, "recall") == 0 && *lock.reason == '\0')
    return g_strdup (_ ("Recalled, neither to be sold nor labelled"));
  if (strcmp (lock.kind, "recall") == 0)
    return g_strdup_printf (_ ("Recalled, neither to be sold nor labelled: %s"), lock.reason);
  return g_strdup_printf (_ ("Locked: %s"), why);
}

char *
suima_words_finding (const SuimaFinding *finding)
{
  g_autofree char *papers = suima_words_papers (finding->papers);
  g_autofree char *day = suima_words_day (finding->day);

  switch (finding->kind)
    {
    case SUIMA_FINDING_PAPER_HELD:
      return g_strdup_printf (_ ("On record: %s"), papers);
    case SUIMA_FINDING_PAPER_MISSING:
      return g_strdup_printf (_ ("Missing: %s"), papers);
    case SUIMA_FINDING_PAPER_NOT_REQUIRED:
      return g_strdup_printf (_ ("Not required on %s: %s"), day, papers);
    case SUIMA_FINDING_ORIGIN_GIVEN:
      return g_strdup (_ ("The origin is on record"));
    case SUIMA_FINDING_ORIGIN_MISSING:
      return g_strdup (_ ("The origin is missing: the label must say it"));
    case SUIMA_FINDING_LOCKED:
      return suima_words_locked (finding);
    case SUIMA_FINDING_OVERRIDDEN:
      return suima_words_override (finding);
    case SUIMA_FINDING_TAGGED:
      return g_strdup_printf (_ ("Held back with a tag: %s"), finding->reason ? finding->reason : "");
    case SUIMA_FINDING_UNTOLD:
      return g_strdup (_ ("Reasons were not kept then"));
    case SUIMA_FINDING_EXPIRED:
    case SUIMA_FINDING_EXPIRES_SOON:
    case SUIMA_FINDING_EXPIRY_UNKNOWN:
    case SUIMA_FINDING_NOT_EXPIRED:
    default:
      return suima_words_expiry (finding);
    }
}

static char *
suima_words_subject (const SuimaFinding *finding)
{
  if (finding->papers != NULL)
    return suima_words_papers (finding->papers);
  return g_strdup (g_strcmp0 (finding->requirement, "origin") == 0 ? _ ("origin on the label")
                                                                : _ ("within its shelf life"));
}

static const char *
suima_words_duty_of_days (gboolean then, gboolean now)
{
  if (then && now)
    return _ ("%1$s: required on %2$s, required today too");
  if (then)
    return _ ("%1$s: required on %2$s, not required today");
  return now ? _ ("%1$s: not required on %2$s, required today")
             : _ ("%1$s: required neither on %2$s nor today");
}

static void
suima_words_replace (GString *text, const char *place, const char *words)
{
  g_string_replace (text, place, words, 1);
}

char *
suima_words_explanation (const SuimaExplanation *explanation)
{
  const SuimaFinding *then = explanation->then, *now = explanation->now;
  const SuimaFinding *finding = then ? then : now;
  g_autofree char *subject = suima_words_subject (finding);
  /* translators: the day of "required on"; Chinese: %Y年%-m月%-d日 */
  g_autofree char *day = suima_words_format_day (explanation->day, _ ("%Y-%m-%d"));
  GString *text = g_string_new (suima_words_duty_of_days (then && then->is_required,
                                                          now && now->is_required));

  suima_words_replace (text, "%1$s", subject);
  suima_words_replace (text, "%2$s", day);
  if (finding->kind == SUIMA_FINDING_PAPER_HELD || finding->kind == SUIMA_FINDING_ORIGIN_GIVEN)
    g_string_append (text, _ (" (on record)"));
  else if ((finding->kind == SUIMA_FINDING_PAPER_MISSING ||
            finding->kind == SUIMA_FINDING_ORIGIN_MISSING))
    g_string_append (text, _ (" (not on record)"));
  return g_string_free (text, FALSE);
}

/* 27 is AA. */
static char *
suima_words_dup_cell_name (guint row, guint column)
{
  GString *name = g_string_new (NULL);

  for (; column > 0; column = (column - 1) / 26)
    g_string_prepend_c (name, (char) ('A' + (column - 1) % 26));
  g_string_append_printf (name, "%u", row);
  return g_string_free (name, FALSE);
}

static const char *
suima_words_problem_code (const char *code)
{
  static const SuimaWords table[] = {
    { "missing", N_ ("this cell must be filled in") },
    { "check-digit", N_ ("the check digit is wrong: compare it with the package") },
    { "damaged-number", N_ ("damaged by Excel: digits of the number are lost. Format the column as "
                            "text and enter the number again from the paper") },
    { "date", N_ ("this is not a date like 2026-09-18") },
    { "future", N_ ("this day is still to come") },
    { "shelf-life", N_ ("this is not a shelf life like 45天, 24个月 or 2027-03-01") },
    { "expiry-conflict", N_ ("production date, shelf life and expiry date do not agree") },
    { "quantity", N_ ("this is not a quantity above 0 like 120, 1,200 or 75.5") },
    { "too-long", N_ ("this text is too long") },
    { "suspect-number", N_ ("the last digit may be damaged by Excel: compare it with the paper") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), code, code);
}

char *
suima_words_problem (
    const char *code, guint row, guint column, const char *header, const char *value)
{
  g_autofree char *cell = suima_words_dup_cell_name (row, column);

  if (strcmp (code, "total-row") == 0)
    return g_strdup_printf (_ ("Row %u is a row of totals: left out"), row);
  if (strcmp (code, "formula-row") == 0)
    return g_strdup_printf (_ ("Row %u holds only formulas without values: left out"), row);
  if (strcmp (code, "formula") == 0)
    return g_strdup_printf (_ ("Cell %s, %s: the formula has no saved value. Open the file in Excel "
                               "or WPS, save it and import it again, or type the value in"),
                            cell, header ? header : "");
  return g_strdup_printf (_ ("Row %u, %s \"%s\": %s"), row, header ? header : _ ("a missing column"),
                          value ? value : "", suima_words_problem_code (code));
}

const char *
suima_words_sheet_kind (const char *code)
{
  static const SuimaWords table[] = {
    { "old-workbook",
      N_ ("an old workbook (.xls or .et). Open it in Excel or WPS, choose Save As, take the type "
          "\"Excel Workbook (*.xlsx)\" and import the new file") },
    { "locked", N_ ("the workbook is locked with a password. Open it in Excel or WPS, take the "
                    "password away, save it as .xlsx and import the new file") },
    { "open-document",
      N_ ("an OpenDocument (.ods). Open it, choose Save As, take the type \"Excel Workbook "
          "(*.xlsx)\" and import the new file") },
    { "xml", N_ ("an XML table. Open it in Excel or WPS, choose Save As, take the type \"Excel "
                 "Workbook (*.xlsx)\" and import the new file") },
    { "mht", N_ ("a web archive. Open it in Excel or WPS, choose Save As, take the type \"Excel "
                 "Workbook (*.xlsx)\" and import the new file") },
    { "pdf", N_ ("a PDF, which holds no cells. Ask the supplier for the sheet as .xlsx or .csv") },
    { "picture", N_ ("a picture, which holds no cells. Ask the supplier for the sheet as .xlsx or "
                     ".csv") },
    { "archive", N_ ("a packed archive. Unpack it and import the files in it") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), code, code);
}

static void
suima_words_append_problems (GString *text, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const SuimaImportProblem *problem = g_ptr_array_index (problems, i);
      g_string_append (text, problem->message);
      g_string_append_c (text, '\n');
    }
}

char *
suima_words_watch_report (const char *name, const SuimaImport *import, const GError *error)
{
  GString *text = g_string_new (name);

  g_string_append_c (text, '\n');
  if (import == NULL)
    {
      g_autofree char *why = suima_words_error (error);
      g_string_append (text, _ ("Nothing of this file was imported."));
      g_string_append_printf (text, "\n\n%s\n", why);
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (text, _ ("Imported: %u. Known already: %u. Refused: %u."), import->batches,
                          import->duplicates, import->bad_rows);
  g_string_append_c (text, '\n');
  g_string_append (text, _ ("Correct these rows in the sheet, save it and drop it again: what went "
                            "in is not taken twice."));
  g_string_append (text, "\n\n");
  suima_words_append_problems (text, import->problems);
  suima_words_append_problems (text, import->notes);
  return g_string_free (text, FALSE);
}

const char *
suima_words_verdict (const char *verdict)
{
  static const SuimaWords table[] = {
    { "genuine", N_ ("Genuine label, source on record") },
    { "expired", N_ ("Past its date: do not sell") },
    { "void", N_ ("This code was made void") },
    { "in-doubt", N_ ("This label came out of a broken-off print run") },
    { "not-issued", N_ ("This code was never put on a label") },
    { "altered", N_ ("This code does not match what was issued") },
    { "bad-signature", N_ ("The signature is wrong: this label is not genuine") },
    { "forged", N_ ("This code is made up: this label is not genuine") },
    { "specimen", N_ ("A specimen, not a label for goods") },
    { "spare", N_ ("A spare label, not in use yet") },
    { "unknown-issuer", N_ ("Issued by another station: ask the hub") },
    { "sold", N_ ("Sold already") },
    { "split", N_ ("This box was split: scan the labels of its parts") },
    { "returned", N_ ("Returned goods") },
    { "held", N_ ("On hold: do not sell") },
    { "recalled", N_ ("Recalled: do not sell, do not eat") },
    { "destroyed", N_ ("These goods were destroyed") },
    { "product-number", N_ ("A product number, not a trace code") },
    { "check-digit", N_ ("A number with a wrong check digit") },
    { "foreign", N_ ("A code of another system, kept as it is") },
    { "issuer-known", N_ ("The address of a known office; the code itself is not known here") },
    { "certificate", N_ ("A certificate, not a trace code") },
    { "other-number", N_ ("A number for something else, not a trace code") },
    { "malformed", N_ ("A damaged code of another system") },
    { "missing", N_ ("It was missed in a stock check") },
    { "disguised", N_ ("An address that hides where it leads: do not open it") },
    { "voucher", N_ ("A sales voucher, its signature holds") },
    { "voucher-ours", N_ ("A sales voucher that was made here") },
    { "voucher-received", N_ ("A sales voucher that was received here already") },
    { "voucher-new-seller", N_ ("A sales voucher of a station that is not known here yet") },
    { "voucher-altered", N_ ("This sales voucher was altered: its signature does not hold") },
    { "voucher-other-key", N_ ("This sales voucher is signed with another key than its station's") },
    { "voucher-revoked", N_ ("A sales voucher of a station whose key was revoked") },
    { "revoked", N_ ("The key behind this label was revoked: it may be forged") },
    { "unknown", N_ ("Not a code we know") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), verdict, verdict);
}

const char *
suima_words_verdict_advice (const char *verdict)
{
  static const SuimaWords table[] = {
    { "genuine", "" },
    { "expired", N_ ("Take it off the shelf.") },
    { "void", N_ ("Remove this label; goods with it must not be sold.") },
    { "in-doubt", N_ ("Settle the run first: say which label came out last.") },
    { "not-issued", N_ ("Keep the goods aside and call the supervisor.") },
    { "altered", N_ ("Keep the goods aside and call the supervisor.") },
    { "bad-signature", N_ ("Keep the goods aside and call the supervisor.") },
    { "forged", N_ ("Keep the goods aside and call the supervisor.") },
    { "specimen", N_ ("Throw it away.") },
    { "spare", N_ ("Put it in the place of a spoiled label, or throw it away.") },
    { "unknown-issuer", N_ ("Its page at the hub tells more.") },
    { "product-number", N_ ("Scan the trace label beside it.") },
    { "check-digit", N_ ("Scan it again, or type it.") },
    { "issuer-known", N_ ("Ask its issuer what it says.") },
    { "certificate", N_ ("Keep it with the papers of the batch.") },
    { "other-number", N_ ("Scan the trace label beside it.") },
    { "malformed", N_ ("Scan it again.") },
    { "missing", N_ ("It has turned up: scan it in a stock check.") },
    { "disguised", N_ ("Keep the goods aside and call the supervisor.") },
    { "voucher", N_ ("Receive the goods with it.") },
    { "voucher-received", N_ ("Nothing is to be done.") },
    { "voucher-new-seller", N_ ("Ask the seller for the check word of his station.") },
    { "voucher-altered", N_ ("Do not take the goods on it; call the seller.") },
    { "voucher-other-key", N_ ("Do not take the goods on it; call the seller.") },
    { "voucher-revoked", N_ ("Do not take the goods on it; call the seller.") },
    { "revoked", N_ ("Keep the goods aside and call the supervisor.") },
    { "unknown", N_ ("Scan the trace label on the goods.") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), verdict, "");
}

const char *
suima_words_evidence (const char *evidence)
{
  static const SuimaWords table[] = {
    { "published", N_ ("the form is published") },
    { "seen", N_ ("codes of this form were seen") },
    { "analogy", N_ ("the address is known, the form of the code is not") },
    { "unconfirmed", N_ ("the form is not confirmed") },
    { "none", N_ ("no code of this system was ever seen") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), evidence, "");
}

const char *
suima_words_unverified (const char *code)
{
  static const SuimaWords table[] = {
    { "content", N_ ("what it says can only be checked on line") },
    { "issuer", N_ ("anybody can make a code of this form") },
    { "pattern", N_ ("it may be another number of the same form") },
    { "port", N_ ("the address has an unusual port") },
    { "separators", N_ ("the scanner dropped separators: compare lot and dates with the package") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), code, code);
}

char *
suima_words_scan (const SuimaScan *scan)
{
  GString *text = g_string_new (scan->title ? scan->title : "");

  if (scan->issuer != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", scan->issuer);
  if (scan->evidence != NULL)
    g_string_append_printf (text, " · %s", suima_words_evidence (scan->evidence));
  for (guint i = 0; i < scan->unverified->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? _ (". Not checked here: ") : "; ",
                            suima_words_unverified (scan->unverified->pdata[i]));
  return g_string_free (text, FALSE);
}

const char *
suima_words_item_state (SuimaItemState state)
{
  static const char *const names[] = {
    [SUIMA_ITEM_RESERVED] = N_ ("reserved"), [SUIMA_ITEM_SENT] = N_ ("at the printer"),
    [SUIMA_ITEM_PRINTED] = N_ ("printed"),   [SUIMA_ITEM_IN_DOUBT] = N_ ("in doubt"),
    [SUIMA_ITEM_VOID] = N_ ("void"),         [SUIMA_ITEM_STOCKED] = N_ ("in stock"),
    [SUIMA_ITEM_SOLD] = N_ ("sold"),         [SUIMA_ITEM_SPLIT] = N_ ("split"),
    [SUIMA_ITEM_RETURNED] = N_ ("returned"), [SUIMA_ITEM_HELD] = N_ ("on hold"),
    [SUIMA_ITEM_RECALLED] = N_ ("recalled"), [SUIMA_ITEM_EXPIRED] = N_ ("expired"),
    [SUIMA_ITEM_DESTROYED] = N_ ("destroyed"),
    [SUIMA_ITEM_SPARE] = N_ ("spare, not in use"),
    [SUIMA_ITEM_MISSING] = N_ ("missed in a stock check"),
  };

  g_return_val_if_fail (state >= SUIMA_ITEM_RESERVED && state < SUIMA_ITEM_N_STATES, "");
  return _ (names[state]);
}

const char *
suima_words_event (int kind)
{
  static const char *const names[] = {
    [SUIMA_EVENT_COMMISSION] = N_ ("Label printed, code issued"),
    [SUIMA_EVENT_REPRINT] = N_ ("Label printed again"),
    [SUIMA_EVENT_VOID] = N_ ("Code made void"),
    [SUIMA_EVENT_RECEIVE] = N_ ("Received"),
    [SUIMA_EVENT_STORE] = N_ ("Put away"),
    [SUIMA_EVENT_ISSUE] = N_ ("Issued"),
    [SUIMA_EVENT_SELL] = N_ ("Sold"),
    [SUIMA_EVENT_TAKE_BACK] = N_ ("Taken back"),
    [SUIMA_EVENT_SEND_BACK] = N_ ("Sent back to the supplier"),
    [SUIMA_EVENT_WASTE] = N_ ("Lost"),
    [SUIMA_EVENT_TRANSFORM] = N_ ("Worked up"),
    [SUIMA_EVENT_HOLD] = N_ ("Held"),
    [SUIMA_EVENT_RELEASE] = N_ ("Released"),
    [SUIMA_EVENT_RECALL] = N_ ("Recalled"),
    [SUIMA_EVENT_LIFT_RECALL] = N_ ("Recall lifted"),
    [SUIMA_EVENT_DESTROY] = N_ ("Destroyed"),
    [SUIMA_EVENT_EXPIRE] = N_ ("Taken off the shelf, expired"),
    [SUIMA_EVENT_TEST] = N_ ("Tested"),
    [SUIMA_EVENT_ZONE] = N_ ("Moved to another zone of the market"),
    [SUIMA_EVENT_FOUND] = N_ ("Found in a stock check"),
    [SUIMA_EVENT_MISSED] = N_ ("Missed in a stock check"),
    [SUIMA_EVENT_OVERRIDE] = N_ ("Let pass by a supervisor"),
    [SUIMA_EVENT_REVEAL] = N_ ("Masked data shown"),
    [SUIMA_EVENT_PAPER] = N_ ("Paper added"),
    [SUIMA_EVENT_SIGN_OFF] = N_ ("Signed off"),
    [SUIMA_EVENT_BADGE] = N_ ("A PIN was changed or taken away"),
    [SUIMA_EVENT_ADOPT] = N_ ("Taken over with the supplier's code"),
    [SUIMA_EVENT_CORRECT] = N_ ("Corrected"),
    [SUIMA_EVENT_DECLARE] = N_ ("Declared wrong"),
    [SUIMA_EVENT_UNDO] = N_ ("Receipt undone"),
  };

  return kind > 0 && kind < (int)G_N_ELEMENTS (names) && names[kind] != NULL ? _ (names[kind]) : _ ("Event");
}

const char *
suima_words_delivery (SuimaTraceDelivery delivery)
{
  switch (delivery)
    {
    case SUIMA_TRACE_SENT:
      return _ ("sent to the hub");
    case SUIMA_TRACE_REFUSED:
      return _ ("refused by the hub");
    case SUIMA_TRACE_WAITING:
    default:
      return _ ("saved here, not sent yet");
    }
}

const char *
suima_words_batch_status (SuimaBatchStatus status)
{
  switch (status)
    {
    case SUIMA_BATCH_READY:
      return _ ("ready to print");
    case SUIMA_BATCH_PRINTED:
      return _ ("all printed");
    case SUIMA_BATCH_BLOCKED:
    default:
      return _ ("may not print");
    }
}

const char *
suima_words_printer_condition (const char *condition)
{
  static const SuimaWords table[] = {
    { "idle", N_ ("Printer ready") },
    { "processing", N_ ("Printing") },
    { "busy", N_ ("The printer is still at another job: printing goes on after it") },
    { "not-accepting", N_ ("The printer takes no jobs: let it accept jobs again") },
    { "connecting", N_ ("Looking for the printer: is it on, is the cable in?") },
    { "connecting-to-device", N_ ("Looking for the printer: is it on, is the cable in?") },
    { "stopped", N_ ("The printer is stopped: press its resume key") },
    { "paused", N_ ("The printer is paused: press its resume key") },
    { "queue-stopped", N_ ("The print queue is stopped: have it started again (cupsenable)") },
    { "hold-new-jobs", N_ ("The print queue holds its jobs: have it released (cupsenable --release)") },
    { "not-answering", N_ ("The printer does not answer: is it on, is the cable in?") },
    { "media-empty", N_ ("Out of labels: put in a new roll; printing goes on by itself") },
    { "media-needed", N_ ("Out of labels: put in a new roll; printing goes on by itself") },
    { "media-jam", N_ ("A label is jammed: open the cover and clear it") },
    { "cover-open", N_ ("The cover is open: close it") },
    { "door-open", N_ ("The cover is open: close it") },
    { "marker-supply-empty", N_ ("The ribbon is used up: put in a new one") },
    { "offline", N_ ("The printer is offline: look at its display") },
    { "changed", N_ ("Another print head or printer is there: print a test label, then accept it") },
    { "found", N_ ("Found; it can be added") },
    { "settings-damaged", N_ ("The list of printers cannot be read: put printers.ini right") },
    { "queue-not-asked", N_ ("The queue cannot know what came out: see Printers in the README") },
    { "queue-repeats-jobs", N_ ("The queue would print labels twice: set its error policy to abort-job") },
    { "queue-without-driver", N_ ("The queue has no driver for these labels: see Printers in the README") },
    { "input-tray-missing", N_ ("There is no roll in the printer: put one in") },
    { "shutdown", N_ ("The printer is shutting down: switch it on again") },
    { "fuser-over-temp", N_ ("The print head is too hot: printing goes on by itself") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), condition,
                           condition ? _ ("The printer needs attention: look at its display")
                                     : _ ("No printer is set"));
}

const char *
suima_words_scale (const char *code)
{
  static const SuimaWords table[] = {
    { "offline", N_ ("The scale says nothing: is it on, is the cable in?") },
    { "invalid", N_ ("The scale speaks otherwise: choose its protocol") },
    { "busy", N_ ("The weight does not come to rest, or another program uses the scale") },
    { "no-space", N_ ("Too much lies on the scale: take something off") },
    { "not-found", N_ ("The scale is not there: plug it in, or set its port and protocol") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), code, NULL);
}

char *
suima_words_printer_changed (
    const char *name, guint old_dpi, guint dpi, const char *old_model, const char *model)
{
  if (old_dpi != 0 && dpi != old_dpi)
    return g_strdup_printf (_ ("the printer %s now has %u dots per inch, it had %u: print a test "
                               "label, then accept it"),
                            name, dpi, old_dpi);
  return g_strdup_printf (_ ("the printer %s is now \"%s\", it was \"%s\": print a test label, "
                             "then accept it"),
                          name, model, old_model);
}

const char *
suima_words_printer_advice (void)
{
  return _ ("Look at the test label: is a side of the frame cut off, count the millimetres from that "
            "edge to the 10, and what is missing to ten goes into the offset: left --offset-x more, "
            "right --offset-x less, top --offset-y more, bottom --offset-y less. Do the thin "
            "combs close up, take less darkness; are they pale, more.");
}

/* Of a message that a person needs only the number of. Returns: (nullable) */
static char *
suima_words_dup_number (const GError *error)
{
  gsize start = strcspn (error->message, "0123456789");

  if (!g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PIN_WRONG) &&
      !g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_PIN_LOCKED))
    return NULL;
  return g_strndup (error->message + start, strspn (error->message + start, "0123456789"));
}

const char *
suima_words_scan_field (const char *name)
{
  static const SuimaWords table[] = {
    { "host", N_ ("issued at") },
    { "shop", N_ ("shop") },
    { "code", N_ ("code") },
    { "gtin", N_ ("product number") },
    { "content_gtin", N_ ("product number of what is in it") },
    { "lot", N_ ("lot") },
    { "serial", N_ ("serial number") },
    { "sscc", N_ ("number of the box or pallet") },
    { "uscc", N_ ("credit code of the business") },
    { "licence", N_ ("licence") },
    { "number", N_ ("number") },
    { "date", N_ ("date") },
    { "production_date", N_ ("produced on") },
    { "packaging_date", N_ ("packed on") },
    { "best_before_date", N_ ("best before") },
    { "sell_by_date", N_ ("sell by") },
    { "expiry_date", N_ ("expires on") },
    { "net_weight_kg", N_ ("net weight, kg") },
    { "count", N_ ("pieces") },
    { "content_count", N_ ("pieces in it") },
    { "origin_country", N_ ("country of origin") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), name, name);
}

const char *
suima_words_clock (SuimaClockState state)
{
  static const char *const sentences[] = {
    [SUIMA_CLOCK_FINE] = N_ ("fine"),
    [SUIMA_CLOCK_BEHIND] = N_ ("behind the newest record: set date and time"),
    [SUIMA_CLOCK_AHEAD] = N_ ("more than a year ahead of the newest record: set date and time"),
  };

  return _ (sentences[state]);
}

/* What the store does not find, it names by what it is. */
static char *
suima_words_dup_absent (const GError *error)
{
  static const struct
  {
    const char *start, *sentence;
  } table[] = {
    { "no batch ", N_ ("There is no batch %s") },
    { "no item ", N_ ("The code %s is not of this station") },
    { "no run ", N_ ("There is no print run %s") },
    { "no paper ", N_ ("There is no paper %s") },
    { "no supervisor ", N_ ("There is no supervisor %s") },
    { "there is no label template ", N_ ("There is no label template %s") },
    { "no hub is set", N_ ("No hub is set: name one with init --hub") },
  };
  GString *text;

  if (!g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_has_prefix (error->message, table[i].start))
      {
        text = g_string_new (_ (table[i].sentence));
        g_string_replace (text, "%s", error->message + strlen (table[i].start), 1);
        return g_string_free (text, FALSE);
      }
  return NULL;
}

char *
suima_words_error (const GError *error)
{
  static const SuimaWords table[] = {
    { "invalid", N_ ("This cannot be used: %s") },
    { "not-found", N_ ("Not there: %s") },
    { "exists", N_ ("It is there already: %s") },
    { "blocked", N_ ("Not allowed: %s") },
    { "no-space", N_ ("No room: %s") },
    { "busy", N_ ("Busy, try again: %s") },
    { "offline", N_ ("No connection: %s") },
    { "printer", N_ ("Printer: %s") },
    { "corrupt", N_ ("Damaged: %s") },
    { "too-new", N_ ("Made by a newer version: %s") },
    { "denied", N_ ("Refused: %s") },
    { "internal", N_ ("Something went wrong here: %s") },
    { "pin-needed", N_ ("This shift's reprints are used up: a supervisor has to type the PIN") },
    { "pin-wrong", N_ ("The PIN is wrong: %s more tries, then it is locked for a while") },
    { "pin-locked", N_ ("Too many wrong PINs: wait %s seconds, then try again") },
  };
  const char *format = NULL;
  g_autofree char *number = NULL;
  char *absent = suima_words_dup_absent (error);
  GString *text = NULL;

  if (absent != NULL)
    return absent;
  text = g_string_new (NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_string_free (g_string_append (text, _ ("Stopped on request")), FALSE);
  if (suima_error_is_sentence (error))
    return g_string_free (g_string_append (text, error->message), FALSE);
  format = suima_words_find (table, G_N_ELEMENTS (table), suima_error_to_code (error), "%s");
  g_string_append (text, format);
  number = suima_words_dup_number (error);
  g_string_replace (text, "%s", number ? number : error->message, 1);
  return g_string_free (text, FALSE);
}

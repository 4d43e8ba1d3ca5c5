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
suima_words_expiry (const SuimaFinding *finding)
{
  g_autofree char *expiry = suima_day_to_text (finding->expiry);
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

static char *
suima_words_lock (const SuimaFinding *finding)
{
  const char *reason = finding->reason ? finding->reason : "";

  if (strcmp (finding->rule, "lock/recall") == 0)
    return g_strdup_printf (_ ("Recalled, neither to be sold nor labelled: %s"), reason);
  return g_strdup_printf (_ ("Locked: %s"), reason);
}

char *
suima_words_finding (const SuimaFinding *finding)
{
  g_autofree char *papers = suima_words_papers (finding->papers);
  g_autofree char *day = suima_day_to_text (finding->day);

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
      return suima_words_lock (finding);
    case SUIMA_FINDING_EXPIRED:
    case SUIMA_FINDING_EXPIRES_SOON:
    case SUIMA_FINDING_EXPIRY_UNKNOWN:
    case SUIMA_FINDING_NOT_EXPIRED:
    default:
      return suima_words_expiry (finding);
    }
}

char *
suima_words_problem (const char *code, guint row, const char *header, const char *value)
{
  static const SuimaWords table[] = {
    { "missing", N_ ("this cell must be filled in") },
    { "check-digit", N_ ("the check digit is wrong: compare it with the package") },
    { "damaged-number",
      N_ ("the spreadsheet destroyed the number: format the column as text and enter it again") },
    { "date", N_ ("this is not a date like 2026-09-18") },
    { "future", N_ ("this day is still to come") },
    { "shelf-life", N_ ("this is not a shelf life like 45天, 24个月 or 2027-03-01") },
    { "expiry-conflict", N_ ("production date, shelf life and expiry date do not agree") },
    { "quantity", N_ ("this is not a quantity above 0 like 120, 1,200 or 75.5") },
    { "too-long", N_ ("this text is too long") },
  };
  const char *what = suima_words_find (table, G_N_ELEMENTS (table), code, code);

  return g_strdup_printf (_ ("Row %u, %s \"%s\": %s"), row, header ? header : _ ("a missing column"),
                          value ? value : "", what);
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
    { "malformed", N_ ("A damaged code of another system") },
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
    { "unknown-issuer", N_ ("Its page at the hub tells more.") },
    { "product-number", N_ ("Scan the trace label beside it.") },
    { "check-digit", N_ ("Scan it again, or type it.") },
    { "malformed", N_ ("Scan it again.") },
    { "unknown", N_ ("Scan the trace label on the goods.") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), verdict, "");
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
  };

  return kind > 0 && kind < (int)G_N_ELEMENTS (names) ? _ (names[kind]) : _ ("Event");
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
    { "stopped", N_ ("The printer is stopped: press its resume key") },
    { "paused", N_ ("The printer is paused: press its resume key") },
    { "not-answering", N_ ("The printer does not answer: is it on, is the cable in?") },
    { "media-empty", N_ ("Out of labels: put in a new roll; printing goes on by itself") },
    { "media-needed", N_ ("Out of labels: put in a new roll; printing goes on by itself") },
    { "media-jam", N_ ("A label is jammed: open the cover and clear it") },
    { "cover-open", N_ ("The cover is open: close it") },
    { "door-open", N_ ("The cover is open: close it") },
    { "marker-supply-empty", N_ ("The ribbon is used up: put in a new one") },
    { "offline", N_ ("The printer is offline: look at its display") },
    { "shutdown", N_ ("The printer is shutting down") },
    { "fuser-over-temp", N_ ("The print head is too hot: printing goes on by itself") },
  };

  return suima_words_find (table, G_N_ELEMENTS (table), condition,
                           condition ? _ ("The printer needs attention: look at its display")
                                     : _ ("No printer is set"));
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
  };
  const char *format = NULL;
  GString *text = g_string_new (NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_string_free (g_string_append (text, _ ("Stopped on request")), FALSE);
  format = suima_words_find (table, G_N_ELEMENTS (table), suima_error_to_code (error), "%s");
  g_string_append (text, format);
  g_string_replace (text, "%s", error->message, 1);
  return g_string_free (text, FALSE);
}

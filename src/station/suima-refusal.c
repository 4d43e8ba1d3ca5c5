// SPDX-License-Identifier: Apache-2.0
#include "suima-refusal.h"

#include <glib/gi18n-lib.h>

/* {1} and {2} are the texts; nothing in them is a format. */
static const char *const suima_refusal_sentences[SUIMA_N_REFUSALS] = {
  [SUIMA_REFUSAL_REASON] = N_ ("Say why: this act needs a reason"),
  [SUIMA_REFUSAL_WHO] = N_ ("Say who does it"),
  [SUIMA_REFUSAL_CLOCK_BEHIND] =
      N_ ("The clock says {1}, the newest record is of {2}: set date and time first. If the clock "
          "is right, say so: suimactl clock accept"),
  [SUIMA_REFUSAL_CLOCK_LEAPT] =
      N_ ("The clock says {1}, the newest record is of {2}, more than a year before: set date and "
          "time first. If the clock is right, say so: suimactl clock accept"),
  [SUIMA_REFUSAL_NO_CODE_IN] =
      N_ ("No code can be read in {1}: take the picture closer and without glare, or type the code"),
  [SUIMA_REFUSAL_NOT_OURS] = N_ ("\"{1}\" is not a trace code of ours"),
  [SUIMA_REFUSAL_RUN_IN_DOUBT] =
      N_ ("{1} labels of run {2} are in doubt: settle it first, with the last label that came out"),
  [SUIMA_REFUSAL_RUN_WHOLE] = N_ ("No label of run {1} is missing"),
  [SUIMA_REFUSAL_RECEIVED] = N_ ("{1} was received already"),
  [SUIMA_REFUSAL_OTHER_QUANTITY] = N_ ("{1} came, the sheet says {2}: say why"),
  [SUIMA_REFUSAL_TOO_MUCH] = N_ ("Only {1} is there, not {2}"),
  [SUIMA_REFUSAL_LABELLED] =
      N_ ("Only {1} has no labels, not {2}: scan the labels of what goes"),
  [SUIMA_REFUSAL_NOT_THERE] = N_ ("Nothing of {1} is there"),
  [SUIMA_REFUSAL_WHERE] = N_ ("It stands at several places, say which: {1}"),
  [SUIMA_REFUSAL_TWICE] = N_ ("{1} was scanned twice"),
  [SUIMA_REFUSAL_STATE] = N_ ("{1} cannot take part: {2}"),
  [SUIMA_REFUSAL_LOCKED] = N_ ("{1} is locked: {2}"),
  [SUIMA_REFUSAL_NOTHING] = N_ ("Scan the labels, or name a batch and a quantity"),
  [SUIMA_REFUSAL_QUANTITY] = N_ ("Say how much: a number greater than 0"),
  [SUIMA_REFUSAL_FILE_TYPE] = N_ ("{1} is neither a photo (JPEG, PNG) nor a PDF"),
  [SUIMA_REFUSAL_PAPER_NUMBER] = N_ ("Say the number of the paper"),
  [SUIMA_REFUSAL_PAPER_DAMAGED] =
      N_ ("{1} lost digits in a spreadsheet: take the number from the paper itself"),
  [SUIMA_REFUSAL_PAPER_UNIT] = N_ ("Say the unit of the paper's quantity"),
  [SUIMA_REFUSAL_PAPER_KNOWN] = N_ ("{1} {2} is in the wallet already"),
  [SUIMA_REFUSAL_PAPER_UNKNOWN] = N_ ("{1} {2} is not in the wallet: add it first"),
  [SUIMA_REFUSAL_PAPER_OTHER_UNIT] =
      N_ ("The paper counts in {1}, the batch in {2}: say how much of the paper it takes"),
  [SUIMA_REFUSAL_PAPER_USED_UP] = N_ ("{1} covers only {2} more, not {3}: it is used up"),
  [SUIMA_REFUSAL_NO_LOT] = N_ ("Say the lot that came now"),
  [SUIMA_REFUSAL_LOT_KNOWN] = N_ ("Lot {1} of these goods is here already: receive that batch"),
  [SUIMA_REFUSAL_PAPER_OTHER_PRODUCT] =
      N_ ("{1} is for {2}, the goods are {3}: take the paper of these goods"),
  [SUIMA_REFUSAL_PAPER_OTHER_LOT] =
      N_ ("{1} is for lot {2}, the goods are of lot {3}: take the paper of this lot"),
  [SUIMA_REFUSAL_PAPER_EXPIRED] = N_ ("{1} was valid until {2} only"),
  [SUIMA_REFUSAL_OTHER_UNIT] =
      N_ ("The goods are counted in {1}, not in {2}: say how much goes in"),
  [SUIMA_REFUSAL_MORE_OUT] = N_ ("{1} cannot come out of {2}"),
  [SUIMA_REFUSAL_LOSS] = N_ ("{1} went in, {2} came out: say where the rest is"),
  [SUIMA_REFUSAL_METHOD] = N_ ("Say how the goods are destroyed"),
  [SUIMA_REFUSAL_NOT_HELD] = N_ ("{1} is not held"),
  [SUIMA_REFUSAL_NOT_LATE] = N_ ("It is not late: there is nothing to explain"),
  [SUIMA_REFUSAL_NOTHING_SINCE] = N_ ("Nothing was recorded since {1}: there is nothing to hand over"),
  [SUIMA_REFUSAL_DAYS] = N_ ("The last day lies before the first"),
  [SUIMA_REFUSAL_FOLDER] = N_ ("{1} cannot be made, or is not empty: name a new folder"),
  [SUIMA_REFUSAL_CLOCK_AHEAD] =
      N_ ("The clock says {1}, the newest record is of {2}: check the date before deleting"),
  [SUIMA_REFUSAL_GATE_TWICE] = N_ ("{1} came in through the gate already"),
  [SUIMA_REFUSAL_NOT_AT_GATE] = N_ ("{1} did not come in through the gate: enter it first"),
  [SUIMA_REFUSAL_ENTRY_ZONE] = N_ ("Goods do not go back to the entry"),
  [SUIMA_REFUSAL_UNTESTED] = N_ ("{1} came without a test report: it is tested before it is traded"),
  [SUIMA_REFUSAL_DRAWN] = N_ ("{1} was drawn for the day's sample: it is tested before it is traded"),
  [SUIMA_REFUSAL_FAILED] = N_ ("{1} failed a test ({2}): it is not traded"),
  [SUIMA_REFUSAL_TEST_WORDS] = N_ ("Say what was tested, and who tested it"),
  [SUIMA_REFUSAL_USCC] =
      N_ ("{1} is no credit code: 18 characters, the last one checks the others. Compare it with the "
          "licence"),
  [SUIMA_REFUSAL_SELLER_NAME] = N_ ("Say the seller's name"),
  [SUIMA_REFUSAL_SELLER_KNOWN] = N_ ("{1} has a file already"),
  [SUIMA_REFUSAL_SELLER_UNKNOWN] = N_ ("There is no file of a seller {1}: add it first"),
  [SUIMA_REFUSAL_SELLER_LEFT] = N_ ("{1} left the market on {2}"),
  [SUIMA_REFUSAL_SIGNER] = N_ ("Say who signs"),
  [SUIMA_REFUSAL_SIGNED] = N_ ("{1} signed it already"),
  [SUIMA_REFUSAL_LEDGER_HEADER] =
      N_ ("{1}: in the first 15 rows there is no header that names a certificate and a quantity"),
  [SUIMA_REFUSAL_NO_OBSTACLE] = N_ ("The rule {1} does not stand in the way of {2}"),
  [SUIMA_REFUSAL_NO_OVERRIDE] = N_ ("{1}. Nobody may let this pass: the rule {2} does not allow it"),
  [SUIMA_REFUSAL_PASSED] = N_ ("{1}: it was let pass already"),
  [SUIMA_REFUSAL_SUPERVISOR] = N_ ("A supervisor has to allow it, with name and PIN"),
  [SUIMA_REFUSAL_NOT_ROLE] = N_ ("The PIN is right, but {1} was not registered for this"),
  [SUIMA_REFUSAL_SIGN_IN] = N_ ("To see more than a clerk, sign in with name and PIN"),
  [SUIMA_REFUSAL_NO_BADGE] = N_ ("A clerk and a shopper need no PIN"),
  [SUIMA_REFUSAL_NOTICE_FIELDS] = N_ ("The notice is signed, but says no id and no version"),
  [SUIMA_REFUSAL_NOTICE_SIGNATURE] =
      N_ ("The notice's signature is wrong: it was changed, or nobody we trust signed it. Ask for it "
          "again; the goods can be locked without it"),
  [SUIMA_REFUSAL_NOTICE_OLD] = N_ ("Notice {1} is known in version {2} already: this one is not newer"),
  [SUIMA_REFUSAL_RECALL_MARKS] =
      N_ ("Say what is meant: lot, paper, country, plant, product or a code"),
  [SUIMA_REFUSAL_RECALL_TITLE] = N_ ("Say the recall's title and its class, 1 to 3"),
  [SUIMA_REFUSAL_RECALL_NOTHING] = N_ ("Nothing of it was ever here: there is nothing to lock"),
  [SUIMA_REFUSAL_RECALL_STRANGER] = N_ ("{1} is not meant by this recall: it may stay"),
  [SUIMA_REFUSAL_RECALL_NOT_LOCKED] = N_ ("{1} was not locked yet: scan it for the recall first"),
  [SUIMA_REFUSAL_RECALL_CLOSED] = N_ ("The recall \"{1}\" is closed"),
  [SUIMA_REFUSAL_RECALL_LEFT] =
      N_ ("It is not over: {1} labels and {2} without labels are still in the shop"),
  [SUIMA_REFUSAL_REHEARSAL] = N_ ("This is a rehearsal: nothing goes back, is destroyed or lifted"),
  [SUIMA_REFUSAL_NOT_EXPIRED] = N_ ("{1} is not past its day: best before {2}"),
  [SUIMA_REFUSAL_OPERATOR] = N_ ("Say who this shop is first: suimactl init --operator NAME"),
  [SUIMA_REFUSAL_NO_SALE] = N_ ("Event {1} is no sale and no issue: a voucher is about those"),
  [SUIMA_REFUSAL_BUYERS] = N_ ("A voucher is for one buyer, not for \"{1}\" and \"{2}\""),
  [SUIMA_REFUSAL_VOUCHER_LONG] = N_ ("A voucher has at most 40 lines: make two of it"),
  [SUIMA_REFUSAL_VOUCHER_MADE] = N_ ("Event {1} is on voucher {2} already: print that one again"),
  [SUIMA_REFUSAL_NO_VOUCHER] = N_ ("There is no voucher {1} here"),
  [SUIMA_REFUSAL_OTHERS_VOUCHER] = N_ ("Voucher {1} was not made here: its seller prints it"),
  [SUIMA_REFUSAL_NO_VOUCHER_CODE] =
      N_ ("This is no voucher, or it is damaged: scan it again, or ask the seller for a new one"),
  [SUIMA_REFUSAL_VOUCHER_ALTERED] =
      N_ ("The voucher was altered, its signature does not hold: do not take the goods on it, call "
          "the seller"),
  [SUIMA_REFUSAL_OTHER_KEY] =
      N_ ("The voucher is not signed with the key that station {1} has here: do not take the goods on "
          "it, call the seller"),
  [SUIMA_REFUSAL_NEW_SELLER] =
      N_ ("The first voucher of {1}, station {2}: ask the seller for the check word of his station "
          "and say it"),
  [SUIMA_REFUSAL_CHECK_WORD] =
      N_ ("{2} is not the check word of {1}: the voucher may not be his, call him"),
  [SUIMA_REFUSAL_VOUCHER_SHORT] =
      N_ ("Voucher {1} is too long for its code: take its file from {2} and name it"),
  [SUIMA_REFUSAL_VOUCHER_FILE] = N_ ("The file is not that of voucher {1}"),
  [SUIMA_REFUSAL_BASIS] = N_ ("Say the style of the certificate and what the commitment rests on"),
  [SUIMA_REFUSAL_PHONE] = N_ ("A certificate names a phone: say it once, it is kept"),
  [SUIMA_REFUSAL_NO_ORIGIN] = N_ ("A certificate names the origin, and that of {1} is not known"),
  [SUIMA_REFUSAL_NOTHING_COLLECTED] =
      N_ ("No certificate or other paper of {1} was collected: a buyer cannot commit himself to it"),
  [SUIMA_REFUSAL_PAPER_NOT_OURS] = N_ ("{1} was not issued here: its issuer prints it"),
  [SUIMA_REFUSAL_NO_CERTIFICATE] = N_ ("This is no certificate of conformity that can be read"),
  [SUIMA_REFUSAL_OTHER_GOODS] = N_ ("The certificate is of {1}, the batch is {2}"),
  [SUIMA_REFUSAL_ADOPTED] = N_ ("{1} stands on a box here already: a code is for one box"),
  [SUIMA_REFUSAL_NO_BOX_CODE] =
      N_ ("{1} is not the code of one box from a supplier: it cannot be taken over"),
  [SUIMA_REFUSAL_ALL_ADOPTED] =
      N_ ("Every box of {1} bears its supplier's code: a box is never coded twice"),
  [SUIMA_REFUSAL_SOME_ADOPTED] =
      N_ ("{1} of {2} bear their supplier's codes: at most {3} labels are to be printed"),
  [SUIMA_REFUSAL_SUPPLIERS_CODE] =
      N_ ("{1} is the supplier's code: its label is not ours to print"),
  [SUIMA_REFUSAL_NO_CARTON] = N_ ("{1} is not the code of a carton, or it is damaged: scan it again"),
  [SUIMA_REFUSAL_CARTON_UNREAD] =
      N_ ("{1} was not read to its end: set the scanner to send the separators, or type it with "
          "brackets"),
  [SUIMA_REFUSAL_NEW_GTIN] = N_ ("Product number {1} comes for the first time: say the product"),
  [SUIMA_REFUSAL_NO_EVENT] = N_ ("There is no event {1}"),
  [SUIMA_REFUSAL_NOT_SAID] = N_ ("That event says nothing of a paper of this kind: {1}"),
  [SUIMA_REFUSAL_MOVED_ON] =
      N_ ("Goods of {1} were moved since ({2}): the receipt cannot be undone"),
  [SUIMA_REFUSAL_UNDONE] = N_ ("The receipt of {1} was undone already"),
  [SUIMA_REFUSAL_PRINTING] = N_ ("Labels of {1} are being printed: wait until they are out"),
  [SUIMA_REFUSAL_NO_RECEIPT] = N_ ("Only a receipt can be undone, not this: {1}"),
  [SUIMA_REFUSAL_TICKET] = N_ ("Say what is wrong with the goods"),
  [SUIMA_REFUSAL_PROOF] = N_ ("Before {1} is destroyed, the rule {3} asks for: {2}"),
  [SUIMA_REFUSAL_WEIGH_APART] =
      N_ ("The goods are of several batches: weigh and destroy each batch by itself"),
  [SUIMA_REFUSAL_FIELD] = N_ ("{1} is nothing that can be corrected. These can: {2}"),
  [SUIMA_REFUSAL_DAY] = N_ ("{1} is no day: write it like 2026-11-22"),
  [SUIMA_REFUSAL_NO_PRODUCT] = N_ ("Goods have a name: say the right one"),
  [SUIMA_REFUSAL_SAME_VALUE] = N_ ("It says {1} already: there is nothing to correct"),
  [SUIMA_REFUSAL_BATCH_DAYS] =
      N_ ("The days contradict each other: made after today, or after the last day of life"),
  [SUIMA_REFUSAL_UNIT_USED] =
      N_ ("Goods of {1} went out counted in {2}: the unit stays. Take what is left out with a reason "
          "and receive it anew"),
  [SUIMA_REFUSAL_LABELS_SAY] =
      N_ ("{1} labels of {2} here say \"{3}\": take them off and let them become void with the "
          "correction, then print them anew"),
  [SUIMA_REFUSAL_KEY_REVOKED] =
      N_ ("The hub has revoked the key of station {1}: do not take the goods on this voucher, call {2}"),
  [SUIMA_REFUSAL_NAME_DIFFERS] =
      N_ ("The hub knows station {3} as {1}, the voucher is in the name of {2}: ask the seller for the "
          "check word of his station and say it"),
  [SUIMA_REFUSAL_VOUCHER_OURS] = N_ ("Voucher {1} was made here: goods do not come in by it"),
  [SUIMA_REFUSAL_LAST_SUPERVISOR] =
      N_ ("{1} is the only supervisor of this station: add another one first"),
  [SUIMA_REFUSAL_NO_SUCH_BADGE] = N_ ("{1} has no PIN here: see suimactl supervisor list"),
};

gboolean
suima_refuse (GError **error, SuimaError code, SuimaRefusal refusal, ...)
{
  GString *sentence = g_string_new (NULL);
  const char *texts[9];
  guint n_texts = 0;
  va_list args;

  va_start (args, refusal);
  for (const char *text; n_texts < G_N_ELEMENTS (texts) &&
                         (text = va_arg (args, const char *)) != NULL;)
    texts[n_texts++] = text;
  va_end (args);
  for (const char *p = _ (suima_refusal_sentences[refusal]); *p != '\0'; p++)
    {
      guint place = p[0] == '{' && g_ascii_isdigit (p[1]) && p[2] == '}' ? (guint)(p[1] - '0') : 0;
      if (place == 0 || place > n_texts)
        {
          g_string_append_c (sentence, *p);
          continue;
        }
      g_string_append (sentence, texts[place - 1]);
      p += 2;
    }
  suima_error_set_sentence (error, code, sentence->str);
  g_string_free (sentence, TRUE);
  return FALSE;
}

// SPDX-License-Identifier: Apache-2.0
// suimactl: every act of the kiosk as a command.
#include "suima-cli.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *summary;
  int (*run) (SuimaCli *cli, int argc, char **argv);
} SuimaCommand;

static const SuimaCommand suima_commands[] = {
  { "init", N_ ("make a station, or change its settings"), suima_cli_init },
  { "import", N_ ("read delivery files (XLSX, CSV, HTML tables, EPCIS), or a watch folder"), suima_cli_import },
  { "repeat", N_ ("the same goods as before, another lot, without a sheet"), suima_cli_repeat },
  { "batches", N_ ("list the batches and what the rules say of them"), suima_cli_batches },
  { "batch", N_ ("one batch in full"), suima_cli_batch },
  { "print", N_ ("print labels, one code each"), suima_cli_print },
  { "printers", N_ ("list, add, set up, test and remove printers"), suima_cli_printers },
  { "settle", N_ ("say which label of a broken-off run came out last"), suima_cli_settle },
  { "items", N_ ("list the codes and their states"), suima_cli_items },
  { "reprint", N_ ("print a label again, with a reason"), suima_cli_reprint },
  { "reissue", N_ ("make a code void and print a new one, with a reason"), suima_cli_reissue },
  { "spare", N_ ("spare labels: spare use SPARE --for CODE, spare void --batch ID"),
    suima_cli_spare },
  { "void", N_ ("make a code void, with a reason"), suima_cli_void },
  { "scan", N_ ("say what a scanned text or a picture of a code is"), suima_cli_scan },
  { "scale", N_ ("read the weight on the scale, or list the protocols of scales"),
    suima_cli_scale },
  { "trace", N_ ("an item's history"), suima_cli_trace },
  { "papers", N_ ("the wallet of papers and what is left of them"), suima_cli_papers },
  { "paper", N_ ("paper add|use|attach: a paper for the wallet, for a batch, a photo of it"),
    suima_cli_paper },
  { "receive", N_ ("goods came in: what, how much, where to"), suima_cli_receive },
  { "adopt", N_ ("boxes keep the codes of their supplier"), suima_cli_adopt },
  { "correct", N_ ("say rightly what the hub refused, or what was wrong"), suima_cli_correct },
  { "undo", N_ ("a receipt that never was"), suima_cli_undo },
  { "ticket", N_ ("ticket add|list: what a shopper says of goods"), suima_cli_ticket },
  { "certificate", N_ ("certificate BATCH, print, read: the certificate of conformity"),
    suima_cli_certificate },
  { "voucher", N_ ("voucher make|list|show|print|export: what a buyer takes with the goods"),
    suima_cli_voucher },
  { "stock", N_ ("what is on hand, where, and what became of the rest"), suima_cli_stock },
  { "move", N_ ("put goods at another place"), suima_cli_move },
  { "issue", N_ ("goods go out to a buyer's business"), suima_cli_move },
  { "sell", N_ ("goods are sold"), suima_cli_move },
  { "take-back", N_ ("sold goods come back and are held"), suima_cli_move },
  { "send-back", N_ ("goods go back to the supplier"), suima_cli_move },
  { "split", N_ ("a box becomes pieces: a new batch, to be labelled"), suima_cli_transform },
  { "cut", N_ ("goods are cut by weight, with what is lost"), suima_cli_transform },
  { "mix", N_ ("several lots become one, with all their origins"), suima_cli_transform },
  { "repack", N_ ("goods are packed anew"), suima_cli_transform },
  { "waste", N_ ("a quantity is lost, with a reason"), suima_cli_move },
  { "hold", N_ ("goods are not sold for now"), suima_cli_move },
  { "release", N_ ("held goods may be sold again"), suima_cli_move },
  { "expire", N_ ("expired goods are taken off the shelf"), suima_cli_move },
  { "destroy", N_ ("goods are destroyed: how, weight, witness, photo"), suima_cli_move },
  { "report", N_ ("what is to be reported until when; the signed file that is handed over"),
    suima_cli_report },
  { "day", N_ ("what came in, went out and is left of a day"), suima_cli_day },
  { "ledger", N_ ("ledger purchase|sale|stock: of some days, as CSV or XLSX"), suima_cli_ledger },
  { "inspect", N_ ("all that an inspection asks for in one signed pack"), suima_cli_inspect },
  { "retention", N_ ("how long records must be kept; delete what may go"), suima_cli_retention },
  { "gate", N_ ("the market's gate: gate enter|move|list"), suima_cli_gate },
  { "sample", N_ ("how many batches are to be sampled today; --draw draws them"), suima_cli_sample },
  { "test", N_ ("a test result: it lets a batch into trade, or locks it"), suima_cli_test },
  { "board", N_ ("the day's results as a sheet to hang out"), suima_cli_board },
  { "month", N_ ("batches, tests and destroyed goods of a month"), suima_cli_month },
  { "seller", N_ ("the sellers' files: seller add|set|leave|list|remind"), suima_cli_seller },
  { "count", N_ ("a stock check: count open|scan|show|sign|list"), suima_cli_count },
  { "reconcile", N_ ("three ledgers side by side: what differs, and who to call"),
    suima_cli_reconcile },
  { "recall", N_ ("goods called back: find, lock, send back or destroy, tell the buyers"),
    suima_cli_recall },
  { "today", N_ ("what has to go from the shelf this morning"), suima_cli_today },
  { "sync", N_ ("send what is waiting to the hub"), suima_cli_sync },
  { "status", N_ ("station, outbox and printer in short"), suima_cli_status },
  { "clock", N_ ("whether date and time may be believed: clock, clock accept --by NAME"),
    suima_cli_clock },
  { "verify", N_ ("check that no record was changed"), suima_cli_verify },
  { "supervisor", N_ ("who may allow what a rule holds up, and who may look: supervisor add|pin|remove|list"),
    suima_cli_supervisor },
  { "policy", N_ ("check, add or list rules: policy check|add FILE, policy list"), suima_cli_policy },
  { "template", N_ ("check a label template, or list them: template check FILE, template list"),
    suima_cli_template },
  { "tag", N_ ("print tags for goods that are held back"), suima_cli_tag },
  { "override", N_ ("a supervisor lets a batch pass one rule, where the rule allows it"),
    suima_cli_override },
  { "decisions", N_ ("what the rules decided about a batch, and why"), suima_cli_decisions },
  { "reveal", N_ ("show a masked field, with a reason, on the record"), suima_cli_reveal },
  { "reveals", N_ ("what was shown to whom, and why"), suima_cli_reveals },
  { "recognition", N_ ("check, add or list rules for codes of other systems"),
    suima_cli_recognition },
};

static char *
suima_main_dup_help (void)
{
  GString *help =
      g_string_new (_ ("Usage: suimactl [--data DIR] [--json] COMMAND [ARGUMENTS]\n\nCommands:\n"));

  for (guint i = 0; i < G_N_ELEMENTS (suima_commands); i++)
    g_string_append_printf (help, "  %-11s %s\n", suima_commands[i].name,
                            _ (suima_commands[i].summary));
  g_string_append (help, _ ("\n\"suimactl COMMAND --help\" says its arguments.\n"
                            "Exit code: 0 done, 1 refused or partly done, 2 usage, 3 printer or hub "
                            "not reached.\n"));
  return g_string_free (help, FALSE);
}

/* The options that stand before the command; returns its place in @argv, or 0 after a mistake. */
static int
suima_main_read_options (SuimaCli *cli, int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--json") == 0)
        cli->is_json = TRUE;
      else if (strcmp (argv[i], "--data") == 0)
        {
          if (i + 1 == argc)
            return 0;
          g_free (cli->dir);
          cli->dir = g_strdup (argv[++i]);
        }
      else if (g_str_has_prefix (argv[i], "--data="))
        {
          g_free (cli->dir);
          cli->dir = g_strdup (argv[i] + strlen ("--data="));
        }
      else
        return i;
    }
  return 0;
}

static int
suima_main_run (SuimaCli *cli, int argc, char **argv)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suima_commands); i++)
    if (strcmp (suima_commands[i].name, argv[0]) == 0)
      return suima_commands[i].run (cli, argc, argv);
  message = g_strdup_printf (_ ("there is no command \"%s\"; see suimactl --help"), argv[0]);
  cli->is_json = cli->is_json || suima_cli_wants_json (argv);
  return suima_cli_refuse_usage (cli, message);
}

static int
suima_main_explain (SuimaCli *cli, const char *word)
{
  g_autofree char *help = suima_main_dup_help ();

  if (word != NULL && strcmp (word, "--version") == 0)
    g_print ("suimactl %s\n", SUIMA_VERSION);
  else if (word != NULL)
    g_print ("%s", help);
  else
    {
      g_printerr ("%s", help);
      return suima_cli_refuse_usage (cli, _ ("say a command"));
    }
  return SUIMA_EXIT_DONE;
}

/* Goods have Chinese names on machines without a locale, too. */
static void
suima_main_set_language (void)
{
  setlocale (LC_ALL, "");
  if (strcmp (nl_langinfo (CODESET), "UTF-8") != 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("SUIMA_LOCALEDIR") ? g_getenv ("SUIMA_LOCALEDIR")
                                                                : SUIMA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* An answer that was not written is none. */
static int
suima_main_check_output (int exit_code)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return exit_code;
  g_printerr ("suimactl: %s\n", _ ("the answer could not be written; what was done stays done"));
  return exit_code == SUIMA_EXIT_DONE ? SUIMA_EXIT_REFUSED : exit_code;
}

int
main (int argc, char **argv)
{
  SuimaCli cli = { 0 };
  int at, exit_code;
  const char *word;

  suima_main_set_language ();
  g_set_prgname ("suimactl");
  cli.dir = g_build_filename (g_get_user_data_dir (), "suima", NULL);
  at = suima_main_read_options (&cli, argc, argv);
  word = at > 0 ? argv[at] : NULL;
  if (word == NULL || strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0 ||
      strcmp (word, "--version") == 0)
    exit_code = suima_main_explain (&cli, word);
  else
    exit_code = suima_main_run (&cli, argc - at, argv + at);
  g_free (cli.dir);
  g_free (cli.role);
  g_free (cli.by);
  return suima_main_check_output (exit_code);
}

// SPDX-License-Identifier: Apache-2.0
// certificate BATCH, certificate print NUMBER, certificate read.
#include "suima-cli.h"

#include "suima-label.h"
#include "suima-station-certificate.h"
#include "suima-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char *style, *basis, *quantity, *phone, *place, *printer, *file, *text, *image, *person;
  gint64 copies, batch_id;
  gboolean is_paper_less;
} SuimaCertificateOptions;

static void
suima_certificate_options_clear (SuimaCertificateOptions *options)
{
  char **texts[] = { &options->style, &options->basis,   &options->quantity, &options->phone,
                     &options->place, &options->printer, &options->file,     &options->text,
                     &options->image, &options->person };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaCertificateOptions, suima_certificate_options_clear)

static int
suima_cli_show_certificate (SuimaCli *cli, const SuimaDocument *document)
{
  json_t *object, *body;

  if (!cli->is_json)
    {
      g_print ("%s  %s\n", suima_words_paper (document->kind), document->number);
      return SUIMA_EXIT_DONE;
    }
  object = json_object ();
  body = document->body ? suima_json_parse (document->body, strlen (document->body), NULL) : NULL;
  json_object_set_new (object, "id", json_integer (document->id));
  suima_json_set_text (object, "number", document->number);
  suima_cli_set_nullable (object, "issuer", document->issuer);
  suima_cli_set_day (object, "issued", document->issued);
  json_object_set_new (object, "quantity", suima_cli_quantity_to_json (document->quantity_milli));
  suima_cli_set_nullable (object, "unit", document->unit);
  json_object_set_new (object, "body", body != NULL ? body : json_null ());
  suima_cli_print_json (object);
  return SUIMA_EXIT_DONE;
}

/* `1`, `2,3`: 质量安全控制符合要求, 自行检测合格, 委托检测合格. */
static guint
suima_cli_read_basis (const char *text)
{
  guint basis = 0;

  for (const char *p = text ? text : ""; *p != '\0'; p++)
    if (*p >= '1' && *p <= '3')
      basis |= 1u << (*p - '1');
    else if (*p != ',' && *p != ' ')
      return 0;
  return basis;
}

static int
suima_cli_print_certificate (SuimaCli *cli,
                             SuimaStation *station,
                             const char *number,
                             const SuimaCertificateOptions *options)
{
  g_autoptr (GCancellable) cancellable = suima_cli_get_cancellable ();
  GError *error = NULL;
  gboolean is_done = options->file != NULL
                         ? suima_station_draw_certificate (station, number, options->file, &error)
                         : suima_station_print_certificate (station, number, options->printer,
                                                            (guint)options->copies, cancellable,
                                                            &error);

  return is_done ? SUIMA_EXIT_DONE : suima_cli_fail (cli, error);
}

static int
suima_cli_make_certificate (SuimaCli *cli, const SuimaCertificateOptions *options)
{
  SuimaCertificateRequest request = {
    .batch_id = options->batch_id,
    .basis = suima_cli_read_basis (options->basis),
    .phone = options->phone,
    .place = options->place,
    .person = options->person,
  };
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaDocument) document = NULL;
  GError *error = NULL;
  int exit_code = 0;

  if (!suima_conformity_style_from_code (options->style, &request.style))
    return suima_cli_refuse_usage (cli, _ ("Say --style producer or --style buyer"));
  if (request.basis == 0)
    return suima_cli_refuse_usage (
        cli, _ ("Say --basis 1 (own control), 2 (own test), 3 (commissioned test), or 1,2"));
  if (!suima_cli_read_quantity (cli, options->quantity, &request.quantity_milli, &exit_code))
    return exit_code;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  document = suima_station_make_certificate (station, &request, &error);
  if (document == NULL)
    return suima_cli_fail (cli, error);
  if (!options->is_paper_less)
    exit_code = suima_cli_print_certificate (cli, station, document->number, options);
  if (exit_code == SUIMA_EXIT_DONE)
    return suima_cli_show_certificate (cli, document);
  g_printerr (_ ("Certificate %s is made; print it with \"suimactl certificate print %s\"\n"),
              document->number, document->number);
  return exit_code;
}

static int
suima_cli_print_certificate_again (SuimaCli *cli,
                                   const char *number,
                                   const SuimaCertificateOptions *options)
{
  g_autoptr (SuimaStation) station = NULL;
  int exit_code = 0;

  station = suima_cli_open (cli, TRUE, &exit_code);
  return station != NULL ? suima_cli_print_certificate (cli, station, number, options) : exit_code;
}

static int
suima_cli_show_reading (SuimaCli *cli, const char *text)
{
  GError *error = NULL;
  g_autoptr (SuimaConformity) conformity = suima_conformity_parse (text, &error);

  if (conformity == NULL)
    return suima_cli_fail (cli, error);
  if (cli->is_json)
    suima_cli_print_json (suima_conformity_to_json (conformity));
  else
    g_print ("%s  %s  %s\n", conformity->number, conformity->product ? conformity->product : "-",
             conformity->issuer ? conformity->issuer : "-");
  return SUIMA_EXIT_DONE;
}

/* What a certificate says; with --batch it becomes a paper of the batch. */
static int
suima_cli_read_certificate (SuimaCli *cli, const SuimaCertificateOptions *options)
{
  g_autoptr (SuimaStation) station = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autoptr (SuimaDocument) document = NULL;
  const char *text = options->text;
  GError *error = NULL;
  int exit_code = 0;

  if ((text != NULL) == (options->image != NULL))
    return suima_cli_refuse_usage (cli, _ ("Say either --text TEXT or --image FILE"));
  station = suima_cli_open (cli, options->batch_id == 0, &exit_code);
  if (station == NULL)
    return exit_code;
  if (options->image != NULL)
    {
      lookup = suima_station_scan_image (station, options->image, &error);
      if (lookup == NULL)
        return suima_cli_fail (cli, error);
      text = lookup->scan->text;
    }
  if (options->batch_id == 0)
    return suima_cli_show_reading (cli, text);
  document =
      suima_station_take_certificate (station, text, options->batch_id, options->person, &error);
  return document != NULL ? suima_cli_show_certificate (cli, document) : suima_cli_fail (cli, error);
}

int
suima_cli_certificate (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaCertificateOptions) options = { .copies = 1 };
  const GOptionEntry entries[] = {
    { "style", 0, 0, G_OPTION_ARG_STRING, &options.style, N_ ("producer or buyer"), "STYLE" },
    { "basis", 0, 0, G_OPTION_ARG_STRING, &options.basis,
      N_ ("1 own control, 2 own test, 3 commissioned test; several with commas"), "1|2|3" },
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &options.quantity, N_ ("how much of the batch"), "N" },
    { "phone", 0, 0, G_OPTION_ARG_STRING, &options.phone, N_ ("of the issuer; kept"), "PHONE" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("of the issuer; kept"), "PLACE" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &options.printer, N_ ("where it is printed"), "PRINTER" },
    { "copies", 0, 0, G_OPTION_ARG_INT64, &options.copies, N_ ("print: how many"), "N" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.file, N_ ("a picture instead of paper"), "FILE" },
    { "no-print", 0, 0, G_OPTION_ARG_NONE, &options.is_paper_less, N_ ("without paper"), NULL },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, N_ ("read: what a scanner read"), "TEXT" },
    { "image", 0, 0, G_OPTION_ARG_FILENAME, &options.image, N_ ("read: a picture of the code"),
      "FILE" },
    { "batch", 0, 0, G_OPTION_ARG_INT64, &options.batch_id, N_ ("read: the batch it belongs to"),
      "ID" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };

  if (!suima_cli_parse (cli, &argc, &argv, entries,
                        "BATCH --style STYLE --basis N | print NUMBER | read --text TEXT [--batch ID]",
                        -1))
    return SUIMA_EXIT_USAGE;
  if (options.copies < 1 || options.copies > 200)
    return suima_cli_refuse_usage (cli, _ ("1 to 200 copies are printed"));
  if (argc == 2 && strcmp (argv[1], "read") == 0)
    return suima_cli_read_certificate (cli, &options);
  if (argc == 3 && strcmp (argv[1], "print") == 0)
    return suima_cli_print_certificate_again (cli, argv[2], &options);
  if (argc != 2 || !suima_cli_parse_number (argv[1], 1, G_MAXINT64, &options.batch_id))
    return suima_cli_refuse_usage (cli, _ ("Say the batch's number"));
  return suima_cli_make_certificate (cli, &options);
}

// SPDX-License-Identifier: Apache-2.0
// split, cut, mix, repack.
#include "suima-cli.h"

#include "suima-station-transform.h"

#include <glib/gi18n.h>
#include <string.h>

/* `12=2.5`: so much of a batch without labels. */
static gboolean
suima_cli_read_part (const char *text, SuimaTransformPart *ret_part)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  return g_strv_length (parts) == 2 &&
         suima_cli_parse_number (parts[0], 1, G_MAXINT64, &ret_part->batch_id) &&
         suima_quantity_parse (parts[1], &ret_part->quantity_milli, NULL);
}

/* What the options say. */
typedef struct
{
  char **from;
  char *input, *output, *unit, *product, *spec, *expiry, *place, *reason, *person;
} SuimaTransformOptions;

static void
suima_transform_options_clear (SuimaTransformOptions *options)
{
  g_strfreev (options->from);
  g_free (options->input);
  g_free (options->output);
  g_free (options->unit);
  g_free (options->product);
  g_free (options->spec);
  g_free (options->expiry);
  g_free (options->place);
  g_free (options->reason);
  g_free (options->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaTransformOptions, suima_transform_options_clear)

/* Returns: what is wrong with the options, or NULL. */
static const char *
suima_cli_read_transform (const SuimaTransformOptions *options,
                          SuimaTransformRequest *request,
                          GArray *parts)
{
  for (guint i = 0; options->from != NULL && options->from[i] != NULL; i++)
    {
      SuimaTransformPart part;
      if (!suima_cli_read_part (options->from[i], &part))
        return _ ("Say what goes in as BATCH=QUANTITY, like 12=2.5");
      g_array_append_val (parts, part);
    }
  if (options->output == NULL ||
      !suima_quantity_parse (options->output, &request->output_milli, NULL) ||
      (options->input != NULL &&
       !suima_quantity_parse (options->input, &request->input_milli, NULL)))
    return _ ("Say what comes out: --output N");
  if (options->expiry != NULL && !suima_day_parse (options->expiry, &request->expiry, NULL))
    return _ ("A day is written like 2026-11-22");
  request->parts = (const SuimaTransformPart *)(const void *)parts->data;
  request->n_parts = parts->len;
  request->unit = options->unit;
  request->product = options->product;
  request->spec = options->spec;
  request->place = options->place;
  request->loss_reason = options->reason;
  request->person = options->person;
  return NULL;
}

int
suima_cli_transform (SuimaCli *cli, int argc, char **argv)
{
  g_auto (SuimaTransformOptions) options = { 0 };
  SuimaTransformRequest request = { .expiry = SUIMA_DAY_NONE };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.from,
      N_ ("goods without labels that go in; may stand several times"), "BATCH=N" },
    { "input", 0, 0, G_OPTION_ARG_STRING, &options.input, N_ ("what goes in, in the unit"), "N" },
    { "output", 0, 0, G_OPTION_ARG_STRING, &options.output, N_ ("what comes out"), "N" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, N_ ("counted in"), "UNIT" },
    { "product", 0, 0, G_OPTION_ARG_STRING, &options.product, N_ ("its new name"), "TEXT" },
    { "spec", 0, 0, G_OPTION_ARG_STRING, &options.spec, N_ ("its new size"), "TEXT" },
    { "expiry", 0, 0, G_OPTION_ARG_STRING, &options.expiry, N_ ("last day, if sooner"), "DAY" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("where it is put"), "PLACE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("where the rest is"), "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.person, N_ ("who does it"), "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (SuimaTransformPart));
  g_autoptr (SuimaStation) station = NULL;
  const char *problem;
  GError *error = NULL;
  int exit_code = 0;
  gint64 batch_id;

  suima_transform_kind_from_code (argv[0], &request.kind);
  if (!suima_cli_parse (cli, &argc, &argv, entries, "[CODE...] [--from BATCH=N] --output N", -2))
    return SUIMA_EXIT_USAGE;
  problem = suima_cli_read_transform (&options, &request, parts);
  if (problem != NULL)
    return suima_cli_refuse_usage (cli, problem);
  request.codes = argc > 1 ? (const char *const *)argv + 1 : NULL;
  station = suima_cli_open (cli, FALSE, &exit_code);
  if (station == NULL)
    return exit_code;
  batch_id = suima_station_transform (station, &request, &error);
  return batch_id != 0 ? suima_cli_show_stock (cli, station, batch_id)
                       : suima_cli_fail (cli, error);
}

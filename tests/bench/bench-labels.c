// SPDX-License-Identifier: Apache-2.0
// Labels per second from batch row to PWG bytes, with and without reading each code back, on one
// thread and on all cores, and the same rows through glabels-3-batch (which stops at a PDF). Each
// run is a process of its own, so that start-up and memory count. Prints one line of JSON.
#include "samples.h"
#include "suima-decode.h"
#include "suima-json.h"
#include "suima-pwg.h"
#include "suima-render.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define N_RUNS 5
#define N_ROWS 1000
#define ROWS_PER_BATCH 50
#define LABELS_PER_JOB 50
#define PEER "glabels-3-batch"
#define PEER_TEMPLATE "40x30"

typedef struct
{
  const char *template;
  const char *dpi;
  gboolean read_back;
  gboolean all_cores;
} Case;

static const Case cases[] = {
  { "40x30", "203", TRUE, FALSE },  { "40x30", "203", TRUE, TRUE },
  { "40x30", "203", FALSE, FALSE }, { "40x30", "203", FALSE, TRUE },
  { "60x40", "300", TRUE, FALSE },  { "60x40", "300", TRUE, TRUE },
  { "60x40", "300", FALSE, FALSE }, { "60x40", "300", FALSE, TRUE },
};

/* A row of a print run: its batch, its serial, its code. */
typedef struct
{
  SuimaBatch *batch;
  char *serial;
  char *uri;
} Row;

static char *
make_base32 (GRand *random, guint length)
{
  char *text = g_malloc0 (length + 1);

  for (guint i = 0; i < length; i++)
    text[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[g_rand_int_range (random, 0, 32)];
  return text;
}

static Row *
row_new (GRand *random, guint number, gboolean is_signed)
{
  SuimaBatch *(*const makers[]) (void) = { sample_fruit, sample_meat };
  Row *row = g_new0 (Row, 1);
  g_autofree char *signature = make_base32 (random, 103);

  row->batch = makers[number / ROWS_PER_BATCH % G_N_ELEMENTS (makers)]();
  row->serial = make_base32 (random, 20);
  row->uri = g_strdup_printf ("HTTPS://TRACE.EXAMPLE.CN%s%s/01/%s/21/%s", is_signed ? "/" : "",
                              is_signed ? signature : "", row->batch->gtin, row->serial);
  return row;
}

static void
row_free (Row *row)
{
  suima_batch_free (row->batch);
  g_free (row->serial);
  g_free (row->uri);
  g_free (row);
}

static GPtrArray *
make_rows (gboolean is_signed)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  GRand *random = g_rand_new_with_seed (20261120);

  for (guint i = 0; i < N_ROWS; i++)
    g_ptr_array_add (rows, row_new (random, i, is_signed));
  g_rand_free (random);
  return rows;
}

static SuimaRaster *
draw_row (SuimaRenderer *renderer,
          const SuimaTemplate *template,
          const Row *row,
          gboolean read_back)
{
  SuimaLabelContext context = { .operator_name = "中山石岐鲜果园水果店", .copy = 1 };
  g_autoptr (SuimaLabel) label =
      suima_label_fill (template, row->batch, row->uri, row->serial, &context);
  g_autoptr (GError) error = NULL;
  SuimaRaster *raster = suima_renderer_draw (renderer, label, &error);
  g_autofree char *read = NULL;
  g_autoptr (SuimaRaster) part = NULL;
  const SuimaBox *qr;

  if (raster == NULL)
    g_error ("%s", error->message);
  if (!read_back)
    return raster;
  qr = suima_template_get_qr (template);
  part = suima_raster_crop_mm (raster, qr->x_mm, qr->y_mm, qr->width_mm, qr->height_mm);
  read = suima_decode_qr (part);
  if (g_strcmp0 (read, row->uri) != 0)
    g_error ("read \"%s\" for \"%s\"", read, row->uri);
  return raster;
}

/* What the threads of a child share. */
typedef struct
{
  const Case *what;
  SuimaTemplate *template;
  GPtrArray *rows;
  guint next; /* atomic: the first row of the next document */
} Work;

/* A thread of the child: documents of LABELS_PER_JOB until all rows are done. */
static gpointer
work_cb (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (SuimaRenderer) renderer =
      suima_renderer_new ((guint)strtoul (work->what->dpi, NULL, 10));
  guint first;

  while ((first = g_atomic_int_add (&work->next, LABELS_PER_JOB)) < work->rows->len)
    {
      g_autoptr (GPtrArray) rasters =
          g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
      g_autoptr (GBytes) document = NULL;
      for (guint i = first; i < MIN (first + LABELS_PER_JOB, work->rows->len); i++)
        g_ptr_array_add (rasters,
                         draw_row (renderer, work->template, g_ptr_array_index (work->rows, i),
                                   work->what->read_back));
      document = suima_pwg_encode (rasters);
      g_assert_cmpuint (g_bytes_get_size (document), >, 0);
    }
  return NULL;
}

/* The child: all rows. */
static int
run_case (const Case *what)
{
  Work work = { .what = what, .template = sample_template (what->template) };
  guint n_threads = what->all_cores ? g_get_num_processors () : 1;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  work.rows = make_rows (work.template->is_signed);
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (threads, g_thread_new ("bench", work_cb, &work));
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  g_ptr_array_unref (work.rows);
  suima_template_free (work.template);
  return 0;
}

typedef struct
{
  double wall_s;
  double cpu_s;
  double memory_mb;
} Cost;

static Cost
measure (const char *const *argv)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  struct rusage usage;
  int status;
  GPid pid;

  g_spawn_async (NULL, (char **)argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                     G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wait4 (pid, &status, 0, &usage), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  return (Cost){
    .wall_s = (double)(g_get_monotonic_time () - start_us) / G_USEC_PER_SEC,
    .cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
             (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC,
    .memory_mb = (double)usage.ru_maxrss / 1024,
  };
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
median (double values[N_RUNS])
{
  qsort (values, N_RUNS, sizeof values[0], compare_doubles);
  return values[N_RUNS / 2];
}

/* What a program cost, run by run. */
typedef struct
{
  double wall_s[N_RUNS], cpu_s[N_RUNS], memory_mb[N_RUNS];
} Costs;

static void
costs_measure (Costs *costs, guint run, const char *const *argv)
{
  Cost cost = measure (argv);

  costs->wall_s[run] = cost.wall_s;
  costs->cpu_s[run] = cost.cpu_s;
  costs->memory_mb[run] = cost.memory_mb;
}

/* Medians; and how many times the peer's labels, where it draws the same ones. */
static json_t *
costs_to_json (Costs *costs, Costs *peer)
{
  json_t *object = json_object ();
  double wall_s = median (costs->wall_s), cpu_s = median (costs->cpu_s);

  json_object_set_new (object, "labels_per_second", json_integer ((json_int_t)(N_ROWS / wall_s)));
  json_object_set_new (object, "labels_per_cpu_second",
                       json_integer ((json_int_t)(N_ROWS / cpu_s)));
  json_object_set_new (object, "max_resident_mb",
                       json_integer ((json_int_t)median (costs->memory_mb)));
  if (peer == NULL)
    return object;
  json_object_set_new (object, "times_peer",
                       json_integer ((json_int_t)(median (peer->wall_s) / wall_s)));
  json_object_set_new (object, "times_peer_per_cpu_second",
                       json_integer ((json_int_t)(median (peer->cpu_s) / cpu_s)));
  return object;
}

static json_t *
case_to_json (const Case *what, Costs *costs, Costs *peer)
{
  gboolean is_as_peer = peer != NULL && strcmp (what->template, PEER_TEMPLATE) == 0;
  json_t *object = costs_to_json (costs, is_as_peer ? peer : NULL);

  json_object_set_new (object, "template", json_string (what->template));
  json_object_set_new (object, "dpi", json_string (what->dpi));
  json_object_set_new (object, "read_back", json_boolean (what->read_back));
  json_object_set_new (object, "threads",
                       json_integer (what->all_cores ? g_get_num_processors () : 1));
  return object;
}

static void
measure_case (const char *program, const Case *what, Costs *costs, guint run)
{
  const char *argv[] = { program,
                         what->template,
                         what->dpi,
                         what->read_back ? "1" : "0",
                         what->all_cores ? "all" : "one",
                         NULL };

  costs_measure (costs, run, argv);
}

#define PEER_BOX "a0=\"1\" a1=\"0\" a2=\"0\" a3=\"1\" a4=\"0\" a5=\"0\" "
#define PEER_TEXT(y, height, size, words)                                                          \
  "<Object-text " PEER_BOX "x=\"1mm\" y=\"" y "\" w=\"38mm\" h=\"" height "\" justify=\"left\" "   \
  "valign=\"top\" auto_shrink=\"False\"><Span font_family=\"Noto Sans CJK SC\" font_size=\"" size  \
  "\" font_weight=\"Regular\" font_italic=\"False\" color=\"0x000000ff\" "                         \
  "line_spacing=\"1\">" words "</Span></Object-text>"

/* The 40 x 30 mm label as the peer draws it: five texts and the code. */
static void
write_peer_files (const char *document_path, const char *rows_path)
{
  g_autoptr (GPtrArray) rows = make_rows (FALSE);
  g_autoptr (GString) csv = g_string_new ("product,spec,origin,lot,importer,serial,uri\n");
  g_autofree char *document = g_strdup_printf (
      "<?xml version=\"1.0\"?><Glabels-document xmlns=\"http://glabels.org/xmlns/3.0/\">"
      "<Template brand=\"Suima\" part=\"40x30\" size=\"Other\" width=\"40mm\" height=\"30mm\" "
      "description=\"label\"><Label-rectangle id=\"0\" width=\"40mm\" height=\"30mm\" "
      "round=\"0mm\" "
      "x_waste=\"0mm\" y_waste=\"0mm\"><Layout nx=\"1\" ny=\"1\" x0=\"0mm\" y0=\"0mm\" dx=\"40mm\" "
      "dy=\"30mm\"/></Label-rectangle></Template><Objects id=\"0\" rotate=\"False\">%s%s%s%s%s"
      "<Object-barcode " PEER_BOX "x=\"18.5mm\" y=\"5.5mm\" w=\"20.5mm\" h=\"20.5mm\" "
      "style=\"IEC18004\" text=\"False\" checksum=\"False\" color=\"0x000000ff\" field=\"uri\"/>"
      "</Objects><Merge type=\"Text/Comma/Line1Keys\" src=\"%s\"/></Glabels-document>",
      PEER_TEXT ("1mm", "5mm", "10", "<Field name=\"product\"/>"),
      PEER_TEXT ("6mm", "3mm", "5", "规格 <Field name=\"spec\"/>"),
      PEER_TEXT ("9mm", "3mm", "5", "原产国 <Field name=\"origin\"/>"),
      PEER_TEXT ("12mm", "3mm", "5", "批号 <Field name=\"lot\"/>"),
      PEER_TEXT ("26mm", "3mm", "7", "<Field name=\"serial\"/>"), rows_path);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);
      g_string_append_printf (csv, "%s,%s,%s,%s,%s,%s,%s\n", row->batch->product, row->batch->spec,
                              row->batch->origin, row->batch->lot, row->batch->importer,
                              row->serial, row->uri);
    }
  g_assert_true (g_file_set_contents (document_path, document, -1, NULL));
  g_assert_true (g_file_set_contents (rows_path, csv->str, -1, NULL));
}

/* The peer's files, in a folder of their own. */
typedef struct
{
  char *dir, *document_path, *rows_path, *pdf_path;
} Peer;

static Peer *
peer_new (void)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->dir = g_dir_make_tmp ("suima-bench-XXXXXX", NULL);
  peer->document_path = g_build_filename (peer->dir, "label.glabels", NULL);
  peer->rows_path = g_build_filename (peer->dir, "rows.csv", NULL);
  peer->pdf_path = g_build_filename (peer->dir, "labels.pdf", NULL);
  write_peer_files (peer->document_path, peer->rows_path);
  return peer;
}

static void
peer_free (Peer *peer)
{
  g_unlink (peer->pdf_path);
  g_unlink (peer->document_path);
  g_unlink (peer->rows_path);
  g_rmdir (peer->dir);
  g_free (peer->pdf_path);
  g_free (peer->document_path);
  g_free (peer->rows_path);
  g_free (peer->dir);
  g_free (peer);
}

static void
measure_peer (const Peer *peer, Costs *costs, guint run)
{
  const char *argv[] = { PEER, "-o", peer->pdf_path, peer->document_path, NULL };

  costs_measure (costs, run, argv);
}

static json_t *
peer_to_json (Costs *costs)
{
  json_t *object;

  if (costs == NULL)
    return json_pack ("{s:s}", "missing", PEER " is not installed");
  object = costs_to_json (costs, NULL);
  json_object_set_new (object, "program", json_string (PEER));
  json_object_set_new (object, "template", json_string (PEER_TEMPLATE));
  json_object_set_new (object, "output", json_string ("pdf, no dots yet, nothing read back"));
  return object;
}

/* Turn by turn, so that all feel the same weather. */
static json_t *
measure_all (const char *program)
{
  g_autofree char *peer_path = g_find_program_in_path (PEER);
  Costs costs[G_N_ELEMENTS (cases)] = { 0 };
  Costs peer_costs = { 0 };
  Costs *peer_or_null = peer_path != NULL ? &peer_costs : NULL;
  Peer *peer = peer_new ();
  json_t *report =
      json_pack ("{s:s, s:i, s:i}", "benchmark", "labels", "rows", N_ROWS, "runs", N_RUNS);
  json_t *list = json_array ();

  for (guint run = 0; run < N_RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        measure_case (program, &cases[i], &costs[i], run);
      if (peer_or_null != NULL)
        measure_peer (peer, &peer_costs, run);
    }
  peer_free (peer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    json_array_append_new (list, case_to_json (&cases[i], &costs[i], peer_or_null));
  json_object_set_new (report, "suima", list);
  json_object_set_new (report, "peer", peer_to_json (peer_or_null));
  return report;
}

int
main (int argc, char **argv)
{
  g_autoptr (json_t) report = NULL;
  g_autofree char *text = NULL;

  if (argc == 5)
    return run_case (&(Case){ .template = argv[1],
                              .dpi = argv[2],
                              .read_back = strcmp (argv[3], "1") == 0,
                              .all_cores = strcmp (argv[4], "all") == 0 });
  report = measure_all (argv[0]);
  text = suima_json_to_text (report);
  g_print ("%s\n", text);
  return 0;
}

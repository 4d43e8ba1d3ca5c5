// SPDX-License-Identifier: Apache-2.0
// suimactl as scripts see it: one JSON object, its keys, the exit code. Scripts depend on them.
#include "eve-printer.h"

#include "suima-json.h"

#include <string.h>
#include <sys/stat.h>

static const char *suimactl;

#define DELIVERY                                                                                   \
  "品名,商品条码,批号,产地,数量,单位,承诺达标合格证编号\n"                  \
  "芦笋,6901234567892,L-1,浙江平湖,25,把,HGZ1\n"                                            \
  "上海青,,,广东中山,2.5,kg,HGZ2\n"
#define BLOCKED_DELIVERY "品名,批号,原产国(地区),数量,单位\n无证牛腱,B-1,阿根廷,10,箱\n"
#define POLICY                                                                                     \
  "{\"id\":\"t\",\"title\":\"t\",\"rows\":[{\"id\":\"t/1\",\"jurisdiction\":\"CN\","               \
  "\"goods_class\":\"any\",\"event\":\"sell\",\"requirement\":\"origin\",\"parameters\":{},"       \
  "\"from\":null,\"to\":null,\"source\":\"t\"}]}"

typedef struct
{
  char *dir;
  char *station;
  EvePrinter *eve; /* (nullable) */
} Desk;

static void
desk_clear (Desk *desk)
{
  eve_printer_stop (desk->eve);
  eve_remove_folder (desk->dir);
  g_free (desk->dir);
  g_free (desk->station);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static char *
desk_write (Desk *desk, const char *name, const char *text)
{
  char *path = g_build_filename (desk->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* Runs suimactl with the words of @line, which are parted by blanks; @last is one more argument. */
static int
desk_run (Desk *desk, const char *line, const char *last, char **ret_out, char **ret_err)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", desk->dir, TRUE);
  g_ptr_array_add (argv, (char *)suimactl);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, words[i]);
  if (last != NULL)
    g_ptr_array_add (argv, (char *)last);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, ret_out, ret_err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

/* Returns: the one object that standard output holds. */
static json_t *
desk_ask (Desk *desk, int exit_code, const char *line, const char *last)
{
  g_autofree char *out = NULL, *err = NULL;
  g_autofree char *with_json = g_strconcat ("--json ", line, NULL);
  int got = desk_run (desk, with_json, last, &out, &err);
  g_autoptr (GError) error = NULL;
  json_t *object;

  if (got != exit_code)
    g_error ("%s %s: exit %d, not %d\n%s%s", line, last ? last : "", got, exit_code, out, err);
  g_assert_true (g_str_has_suffix (out, "\n"));
  g_assert_true (strchr (out, '\n') == out + strlen (out) - 1);
  object = suima_json_parse (out, strlen (out), &error);
  g_assert_no_error (error);
  g_assert_true (json_is_object (object));
  if (exit_code != 0)
    g_assert_cmpstr (err, !=, ""); /* messages go to standard error as well */
  return object;
}

static void
assert_keys (const json_t *object, const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (json_object_get (object, names[i]) == NULL)
      g_error ("there is no \"%s\" in %s", names[i], suima_json_to_text (object));
}

static void
assert_ascii (const json_t *object, const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *text = suima_json_get_text (object, names[i]);
      g_assert_nonnull (text);
      g_assert_true (g_str_is_ascii (text));
    }
}

static void
assert_asked (Desk *desk, int exit_code, const char *line, const char *last, const char *keys)
{
  g_autoptr (json_t) object = desk_ask (desk, exit_code, line, last);

  assert_keys (object, keys);
}

static void
assert_error (Desk *desk, int exit_code, const char *line, const char *last, const char *code)
{
  g_autoptr (json_t) object = desk_ask (desk, exit_code, line, last);

  assert_keys (object, "error message");
  g_assert_cmpstr (suima_json_get_text (object, "error"), ==, code);
}

static void
desk_make_folder (Desk *desk)
{
  desk->dir = g_dir_make_tmp ("suima-cli-XXXXXX", NULL);
  g_assert_nonnull (desk->dir);
  desk->station = g_build_filename (desk->dir, "suima", NULL);
}

static void
desk_init (Desk *desk)
{
  g_autofree char *delivery = NULL;

  desk_make_folder (desk);
  assert_asked (desk, 0, "init --shop A17 --jurisdiction CN-4420 --operator", "果栏·A17",
                "station epoch public_key");
  delivery = desk_write (desk, "delivery.csv", DELIVERY);
  assert_asked (desk, 0, "import", delivery, "files");
}

/* Prints @count labels of batch 1 and returns the print's answer. */
static json_t *
desk_print (Desk *desk, guint count)
{
  g_autofree char *line = NULL;

  if (desk->eve == NULL)
    desk->eve = eve_printer_start ();
  eve_printer_let_out (desk->eve, count);
  line = g_strdup_printf ("print 1 --count %u --printer", count);
  return desk_ask (desk, 0, line, desk->eve->uri);
}

static void
test_init (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) first = NULL, second = NULL;

  desk_make_folder (&desk);
  first = desk_ask (&desk, 0, "init --host trace.example.cn --shop", "A17");
  second = desk_ask (&desk, 0, "init --operator", "果栏");
  assert_ascii (first, "station public_key host");
  g_assert_true (json_is_integer (json_object_get (first, "epoch")));
  g_assert_cmpstr (suima_json_get_text (first, "station"), ==,
                   suima_json_get_text (second, "station"));
  g_assert_cmpstr (suima_json_get_text (second, "host"), ==, "TRACE.EXAMPLE.CN");
  assert_error (&desk, 1, "init --shop", "a b", "invalid");
  assert_error (&desk, 3, "init --hub http://127.0.0.1:1 --enrol", "CODE", "offline");
}

static void
test_data_folder (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *elsewhere = NULL, *out = NULL, *err = NULL, *line = NULL;

  desk_init (&desk);
  elsewhere = g_build_filename (desk.dir, "elsewhere", NULL);
  assert_error (&desk, 1, "status --data", elsewhere, "not-found");
  line = g_strdup_printf ("--data %s status", elsewhere);
  assert_error (&desk, 1, line, NULL, "not-found");
  g_free (line);
  line = g_strdup_printf ("--data=%s status", desk.station);
  g_assert_cmpint (desk_run (&desk, line, NULL, &out, &err), ==, 0);
  g_assert_nonnull (strstr (out, "TRACE.LOCAL"));
}

static void
test_every_command_without_a_station (void)
{
  static const char *const lines[] = {
    "import x.csv",
    "batches",
    "batch 1",
    "print 1 --count 1",
    "settle 1 --none",
    "items",
    "print --resume 1",
    "reprint X --reason y",
    "reissue X --reason y",
    "spare use X --for Y --reason z",
    "spare void --batch 1",
    "supervisor list",
    "supervisor add X",
    "void X --reason y",
    "scan --text x",
    "trace X",
    "sync",
    "status",
    "verify",
    "policy list",
    "policy add x.json",
    "template list",
    "template check x.json",
    "tag 1",
  };
  g_auto (Desk) desk = { 0 };

  desk_make_folder (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_error (&desk, 1, lines[i], NULL, "not-found");
  g_assert_false (g_file_test (desk.station, G_FILE_TEST_EXISTS));
}

static void
test_import (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *bad = NULL, *none = NULL, *line = NULL;
  g_autoptr (json_t) object = NULL;
  const json_t *files, *problem;

  desk_init (&desk);
  bad = desk_write (&desk, "坏.csv", "品名,数量,单位\n梨,-3,个\n桃,3,个\n");
  none = g_build_filename (desk.dir, "none.csv", NULL);
  line = g_strdup_printf ("import %s %s/delivery.csv", none, desk.dir);
  object = desk_ask (&desk, 1, line, bad);
  files = json_object_get (object, "files");
  g_assert_cmpuint (json_array_size (files), ==, 3);
  for (guint i = 0; i < 3; i++)
    assert_keys (json_array_get (files, i), "file delivery batches duplicates problems");
  g_assert_cmpstr (suima_json_get_text (json_array_get (files, 0), "error"), ==, "not-found");
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (files, 1), "duplicates")),
                   ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (files, 2), "batches")), ==,
                   1);
  problem = json_array_get (json_object_get (json_array_get (files, 2), "problems"), 0);
  assert_keys (problem, "row column code message");
  assert_ascii (problem, "code");
  g_assert_cmpint (json_integer_value (json_object_get (problem, "row")), ==, 2);
}

static void
test_batches (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *blocked = NULL;
  g_autoptr (json_t) all = NULL, ready = NULL, one = NULL;
  const json_t *batch;

  desk_init (&desk);
  blocked = desk_write (&desk, "blocked.csv", BLOCKED_DELIVERY);
  assert_asked (&desk, 0, "import", blocked, "files");
  all = desk_ask (&desk, 0, "batches", NULL);
  ready = desk_ask (&desk, 0, "batches --ready", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (all, "batches")), ==, 3);
  g_assert_cmpuint (json_array_size (json_object_get (ready, "batches")), ==, 2);
  batch = json_array_get (json_object_get (all, "batches"), 0);
  assert_keys (batch, "id product lot gtin quantity unit origin production_date expiry_date status "
                      "findings");
  assert_ascii (batch, "status");
  g_assert_cmpstr (suima_json_get_text (batch, "status"), ==, "blocked");
  batch = json_array_get (json_object_get (batch, "findings"), 0);
  assert_keys (batch, "rule severity message");
  assert_ascii (batch, "rule severity");
  one = desk_ask (&desk, 0, "batch 1", NULL);
  assert_keys (one, "id product lot gtin quantity unit origin production_date expiry_date status "
                    "findings");
  g_assert_cmpstr (suima_json_get_text (one, "product"), ==, "芦笋");
  g_assert_true (json_is_null (json_object_get (one, "expiry_date")));
  assert_error (&desk, 1, "batch 99", NULL, "not-found");
  assert_error (&desk, 1, "print 3 --count 1 --printer ipp://localhost:1/", NULL, "blocked");
}

static void
test_print (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) object = NULL;
  const json_t *codes;

  desk_init (&desk);
  assert_error (&desk, 3, "print 1 --count 2", NULL, "printer");
  assert_error (&desk, 3, "print 1 --count 2 --printer ipp://localhost:1/ipp/print", NULL,
                "printer");
  assert_error (&desk, 1, "print 1 --count 10001 --printer ipp://localhost:1/", NULL, "invalid");
  assert_error (&desk, 1, "print 1 --count 1 --template none --printer ipp://localhost:1/", NULL,
                "not-found");
  object = desk_print (&desk, 2);
  assert_keys (object, "run printed in_doubt voided codes");
  g_assert_cmpint (json_integer_value (json_object_get (object, "printed")), ==, 2);
  codes = json_object_get (object, "codes");
  g_assert_cmpuint (json_array_size (codes), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (
        g_str_has_prefix (json_string_value (json_array_get (codes, i)), "HTTPS://TRACE.LOCAL/"));
}

static json_t *
desk_reissue (Desk *desk, int exit_code, const char *code)
{
  g_autofree char *line = g_strdup_printf ("reissue %s --printer %s --reason", code, desk->eve->uri);

  return desk_ask (desk, exit_code, line, "污损");
}

static gint64
get_number (const json_t *object, const char *key)
{
  g_assert_true (json_is_integer (json_object_get (object, key)));
  return json_integer_value (json_object_get (object, key));
}

static const char *
get_code (const json_t *object, const char *key, guint i)
{
  return json_string_value (json_array_get (json_object_get (object, key), i));
}

/* Two labels and two spares of 0.48 kg: one spare takes a place, the other is thrown away. */
static void
test_spare (void)
{
  g_auto (Desk) desk = { .eve = eve_printer_start () };
  g_autofree char *line = NULL, *use = NULL;
  g_autoptr (json_t) printed = NULL, before = NULL, used = NULL, swept = NULL, after = NULL;

  desk_init (&desk);
  eve_printer_let_out (desk.eve, 4);
  line = g_strdup_printf ("print 1 --count 2 --spare 2 --weight 0.48 --price 12.80 --printer %s",
                          desk.eve->uri);
  printed = desk_ask (&desk, 0, line, NULL);
  g_assert_cmpint (get_number (printed, "printed"), ==, 2);
  g_assert_cmpint (get_number (printed, "spare"), ==, 2);
  g_assert_cmpint (get_number (printed, "missing"), ==, 0);
  g_assert_null (json_object_get (printed, "resume_at"));
  g_assert_cmpuint (json_array_size (json_object_get (printed, "codes")), ==, 2);
  before = desk_ask (&desk, 0, "batch 1", NULL);
  g_assert_cmpint (get_number (before, "spare"), ==, 2);
  use = g_strdup_printf ("spare use %s --for %s --reason", get_code (printed, "spare_codes", 0),
                         get_code (printed, "codes", 1));
  used = desk_ask (&desk, 0, use, "撕坏");
  g_assert_cmpstr (suima_json_get_text (used, "state"), ==, "printed");
  g_assert_true (json_is_true (json_object_get (used, "spare")));
  g_assert_cmpint (get_number (used, "weight_g"), ==, 480);
  g_assert_cmpint (get_number (used, "price_fen"), ==, 1280);
  swept = desk_ask (&desk, 0, "spare void --batch 1", NULL);
  g_assert_cmpint (get_number (swept, "voided"), ==, 1);
  after = desk_ask (&desk, 0, "batch 1", NULL);
  g_assert_cmpint (get_number (after, "spare"), ==, 0);
  g_assert_cmpint (get_number (after, "spare_used"), ==, 1);
}

static void
test_reissue (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) printed = NULL, anew = NULL, old = NULL, again = NULL;

  desk_init (&desk);
  printed = desk_print (&desk, 1);
  eve_printer_let_out (desk.eve, 1);
  anew = desk_reissue (&desk, 0, get_code (printed, "codes", 0));
  g_assert_cmpint (get_number (anew, "printed"), ==, 1);
  old = desk_ask (&desk, 0, "scan --text", get_code (printed, "codes", 0));
  g_assert_cmpstr (suima_json_get_text (old, "verdict"), ==, "void");
  again = desk_reissue (&desk, 1, get_code (printed, "codes", 0));
  g_assert_cmpstr (suima_json_get_text (again, "error"), ==, "invalid");
  assert_error (&desk, 1, "print --resume 1", NULL, "invalid"); /* nothing is missing */
  assert_error (&desk, 1, "print --resume 9", NULL, "not-found");
}

/* The PIN comes from standard input, which is empty here: none was given. */
static void
test_supervisor (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) list = NULL;

  desk_init (&desk);
  assert_error (&desk, 1, "supervisor add", "王店长", "invalid");
  list = desk_ask (&desk, 0, "supervisor list", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (list, "supervisors")), ==, 0);
}

static void
test_dry_run (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *out_dir = NULL;
  g_autoptr (json_t) object = NULL, items = NULL;
  const json_t *files;

  desk_init (&desk);
  out_dir = g_build_filename (desk.dir, "preview", NULL);
  object = desk_ask (&desk, 0, "print 2 --count 2 --dry-run --out", out_dir);
  assert_keys (object, "run printed in_doubt voided codes files");
  files = json_object_get (object, "files");
  g_assert_cmpuint (json_array_size (files), ==, 2);
  g_assert_true (
      g_file_test (json_string_value (json_array_get (files, 1)), G_FILE_TEST_IS_REGULAR));
  items = desk_ask (&desk, 0, "items", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (items, "items")), ==, 0);
}

static void
test_items (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) printed = NULL, items = NULL, none = NULL, again = NULL, dead = NULL;
  const json_t *item;
  const char *code;

  desk_init (&desk);
  printed = desk_print (&desk, 2);
  code = json_string_value (json_array_get (json_object_get (printed, "codes"), 0));
  items = desk_ask (&desk, 0, "items --batch 1 --state printed", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (items, "items")), ==, 2);
  item = json_array_get (json_object_get (items, "items"), 0);
  assert_keys (item, "code serial state copies");
  assert_ascii (item, "code serial state");
  none = desk_ask (&desk, 0, "items --state in_doubt", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (none, "items")), ==, 0);
  eve_printer_let_out (desk.eve, 1);
  {
    g_autofree char *line =
        g_strdup_printf ("reprint %s --printer %s --reason", code, desk.eve->uri);
    again = desk_ask (&desk, 0, line, "撕坏");
    g_assert_cmpint (json_integer_value (json_object_get (again, "copies")), ==, 2);
  }
  {
    g_autofree char *line = g_strdup_printf ("void %s --reason", code);
    assert_error (&desk, 1, line, "", "invalid");
    dead = desk_ask (&desk, 0, line, "撕坏");
    assert_keys (dead, "code serial state copies");
    g_assert_cmpstr (suima_json_get_text (dead, "state"), ==, "void");
    assert_error (&desk, 1, line, "again", "invalid");
  }
  assert_error (&desk, 1, "settle 1 --none", NULL, "invalid"); /* nothing is in doubt */
  assert_error (&desk, 1, "settle 9 --none", NULL, "not-found");
}

static void
test_scan_and_trace (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) printed = NULL, scan = NULL, foreign = NULL, trace = NULL;
  g_autofree char *picture = NULL;
  const char *code;

  desk_init (&desk);
  printed = desk_print (&desk, 1);
  code = json_string_value (json_array_get (json_object_get (printed, "codes"), 0));
  scan = desk_ask (&desk, 0, "scan --text", code);
  assert_keys (scan, "kind system code verdict fields");
  assert_ascii (scan, "kind system verdict");
  g_assert_cmpstr (suima_json_get_text (scan, "verdict"), ==, "genuine");
  g_assert_cmpstr (suima_json_get_text (json_object_get (scan, "fields"), "product"), ==, "芦笋");
  foreign = desk_ask (&desk, 0, "scan --text", "javascript:alert(1)");
  g_assert_cmpstr (suima_json_get_text (foreign, "verdict"), ==, "unknown");
  picture = desk_write (&desk, "not.png", "no picture");
  assert_error (&desk, 1, "scan --image", picture, "invalid");
  assert_error (&desk, 1, "scan --image", "/nonexistent.png", "not-found");
  trace = desk_ask (&desk, 0, "trace", code);
  assert_keys (trace, "item events parents children");
  assert_keys (json_object_get (trace, "item"), "code serial state copies product lot");
  g_assert_cmpuint (json_array_size (json_object_get (trace, "events")), ==, 1);
  assert_asked (&desk, 0, "trace --back", code, "item events parents children");
  assert_error (&desk, 1, "trace", "7800000001013", "invalid");
}

static void
test_sync_status_verify (void)
{
  static const char keys[] = "pending sent duplicates refused pulled last_contact";
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) printed = NULL, status = NULL, verify = NULL, offline = NULL;

  desk_init (&desk);
  printed = desk_print (&desk, 1);
  status = desk_ask (&desk, 0, "status", NULL);
  assert_keys (status, keys);
  g_assert_cmpint (json_integer_value (json_object_get (status, "pending")), ==, 1);
  g_assert_true (json_is_null (json_object_get (status, "last_contact")));
  assert_asked (&desk, 1, "sync", NULL, keys); /* no hub is set */
  assert_asked (&desk, 0, "init --hub", "http://127.0.0.1:1", "station");
  offline = desk_ask (&desk, 3, "sync --push", NULL);
  assert_keys (offline, keys);
  g_assert_cmpint (json_integer_value (json_object_get (offline, "pending")), ==, 1);
  assert_asked (&desk, 3, "sync --pull", NULL, keys);
  verify = desk_ask (&desk, 0, "verify", NULL);
  assert_keys (verify, "entries ok first_bad");
  g_assert_cmpint (json_integer_value (json_object_get (verify, "entries")), ==, 1);
  g_assert_true (json_is_true (json_object_get (verify, "ok")));
  g_assert_true (json_is_null (json_object_get (verify, "first_bad")));
}

static void
test_policy (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *good = NULL, *bad = NULL;
  g_autoptr (json_t) list = NULL, check = NULL, wrong = NULL, more = NULL;

  desk_init (&desk);
  good = desk_write (&desk, "good.json", POLICY);
  bad =
      desk_write (&desk, "bad.json", "{\"id\":\"t\",\"title\":\"t\",\"rows\":[{\"id\":\"t/1\"}]}");
  list = desk_ask (&desk, 0, "policy list", NULL);
  assert_keys (list, "rows problems");
  check = desk_ask (&desk, 0, "policy check", good);
  assert_keys (check, "rows problems");
  g_assert_cmpint (json_integer_value (json_object_get (check, "rows")), ==, 1);
  wrong = desk_ask (&desk, 1, "policy add", bad);
  assert_keys (json_array_get (json_object_get (wrong, "problems"), 0), "row message");
  assert_asked (&desk, 0, "policy add", good, "rows problems");
  more = desk_ask (&desk, 0, "policy list", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (more, "rows")), ==,
                    json_array_size (json_object_get (list, "rows")) + 1);
  assert_error (&desk, 1, "policy check", "/nonexistent.json", "not-found");
}

#define TEMPLATE(width)                                                                            \
  "{\"version\":1,\"id\":\"t\",\"title\":\"t\",\"language\":\"zh-cn\",\"width_mm\":40,"            \
  "\"height_mm\":30,\"boxes\":[{\"kind\":\"qr\",\"x_mm\":18.5,\"y_mm\":1,\"width_mm\":20.5,"         \
  "\"height_mm\":20.5},{\"kind\":\"text\",\"x_mm\":1,\"y_mm\":22,\"width_mm\":" width ","              \
  "\"height_mm\":3,\"size_mm\":2,\"text\":\"{serial}\"}]}"

static void
test_template (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *good = NULL, *narrow = NULL, *broken = NULL;
  g_autoptr (json_t) list = NULL, check = NULL, wrong = NULL, none = NULL;
  const json_t *problem;

  desk_init (&desk);
  good = desk_write (&desk, "good.json", TEMPLATE ("38"));
  narrow = desk_write (&desk, "narrow.json", TEMPLATE ("9"));
  broken = desk_write (&desk, "broken.json", "{\"version\":1}");
  list = desk_ask (&desk, 0, "template list", NULL);
  assert_keys (json_array_get (json_object_get (list, "templates"), 0),
               "id kind title width_mm height_mm across signed");
  check = desk_ask (&desk, 0, "template check", good);
  assert_keys (check, "id ok problems resolutions");
  g_assert_true (json_is_true (json_object_get (check, "ok")));
  g_assert_cmpuint (json_array_size (json_object_get (check, "resolutions")), ==, 2);
  assert_keys (json_array_get (json_object_get (check, "resolutions"), 0),
               "dpi module_dots module_mm");
  wrong = desk_ask (&desk, 1, "template check --dpi 203", narrow);
  g_assert_true (json_is_false (json_object_get (wrong, "ok")));
  g_assert_cmpuint (json_array_size (json_object_get (wrong, "resolutions")), ==, 1);
  problem = json_array_get (json_object_get (wrong, "problems"), 0);
  assert_keys (problem, "box field code severity dpi missing_mm message");
  g_assert_cmpint (json_integer_value (json_object_get (problem, "box")), ==, 2);
  none = desk_ask (&desk, 1, "template check", broken);
  g_assert_cmpuint (json_array_size (json_object_get (none, "problems")), ==, 1);
  assert_error (&desk, 1, "template check", "/nonexistent.json", "not-found");
  assert_error (&desk, 1, "template check --dpi 100", good, "invalid");
}

static void
test_tag (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (json_t) object = NULL, items = NULL;

  desk_init (&desk);
  assert_error (&desk, 3, "tag 1 --reason x", NULL, "printer");
  assert_error (&desk, 1, "tag 1 --printer ipp://localhost:1/", NULL, "invalid");
  assert_error (&desk, 1, "tag 9 --reason x", NULL, "not-found");
  desk.eve = eve_printer_start ();
  eve_printer_let_out (desk.eve, 2);
  object = desk_ask (&desk, 0, "tag 1 --count 2 --reason 缺证明 --printer", desk.eve->uri);
  g_assert_cmpint (json_integer_value (json_object_get (object, "printed")), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (object, "batch")), ==, 1);
  items = desk_ask (&desk, 0, "items", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (items, "items")), ==, 0);
}

static void
test_usage (void)
{
  static const char *const lines[] = {
    "nonsense",
    "batch",
    "batch one",
    "batch 1 2",
    "batch -- -1",
    "batches extra",
    "batches --nonsense",
    "import",
    "print 1",
    "print 1 --count 0",
    "print 1 --count -3",
    "print 1 --count many",
    "print one --count 1",
    "print 1 --count 1 --dry-run",
    "settle 1",
    "settle 1 --none --last-good X",
    "settle one --none",
    "items --state nonsense",
    "items --batch one",
    "reprint --reason x",
    "void",
    "scan",
    "scan --text",
    "scan --text a --image b",
    "trace",
    "sync now",
    "status now",
    "verify all",
    "policy",
    "policy add",
    "policy remove x",
    "template",
    "template check",
    "template check a b",
    "template list x",
    "template check a --dpi -1",
    "tag",
    "tag one",
    "tag 1 --count 0",
    "tag 1 2",
  };
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_error (&desk, 2, lines[i], NULL, "usage");
}

static void
assert_says (
    Desk *desk, const char *line, int exit_code, const char *out_says, const char *err_says)
{
  g_autofree char *out = NULL, *err = NULL;

  g_assert_cmpint (desk_run (desk, line, NULL, &out, &err), ==, exit_code);
  if (out_says == NULL ? *out != '\0' : strstr (out, out_says) == NULL)
    g_error ("%s: standard output is \"%s\"", line, out);
  if (err_says == NULL ? *err != '\0' : strstr (err, err_says) == NULL)
    g_error ("%s: standard error is \"%s\"", line, err);
}

static void
test_for_people (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  assert_says (&desk, "--help", 0, "policy check|add FILE", NULL);
  assert_says (&desk, "--version", 0, "suimactl " SUIMA_VERSION "\n", NULL);
  assert_says (&desk, "print --help", 0, "BATCH --count N", NULL);
  assert_says (&desk, "--data", 2, NULL, "Usage:");
  assert_says (&desk, "nonsense", 2, NULL, "there is no command \"nonsense\"");
  assert_says (&desk, "batches", 0, "芦笋 · L-1 · 25 把", NULL);
  assert_says (&desk, "batch 1", 0, "✓", NULL);
  assert_says (&desk, "verify", 0, "0 entries", NULL);
  assert_says (&desk, "status", 0, "Printer -: No printer is set", NULL);
  assert_says (&desk, "print 1 --count 1", 3, NULL, "printers add");
  assert_says (&desk, "trace hello", 1, NULL, "\"hello\" is not a trace code of ours");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  suimactl = argv[1];
  g_test_add_func ("/cli/init", test_init);
  g_test_add_func ("/cli/data", test_data_folder);
  g_test_add_func ("/cli/no-station", test_every_command_without_a_station);
  g_test_add_func ("/cli/import", test_import);
  g_test_add_func ("/cli/batches", test_batches);
  g_test_add_func ("/cli/print", test_print);
  g_test_add_func ("/cli/spare", test_spare);
  g_test_add_func ("/cli/reissue", test_reissue);
  g_test_add_func ("/cli/supervisor", test_supervisor);
  g_test_add_func ("/cli/dry-run", test_dry_run);
  g_test_add_func ("/cli/items", test_items);
  g_test_add_func ("/cli/scan-and-trace", test_scan_and_trace);
  g_test_add_func ("/cli/sync-status-verify", test_sync_status_verify);
  g_test_add_func ("/cli/policy", test_policy);
  g_test_add_func ("/cli/template", test_template);
  g_test_add_func ("/cli/tag", test_tag);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/for-people", test_for_people);
  return g_test_run ();
}

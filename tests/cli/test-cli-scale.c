// SPDX-License-Identifier: Apache-2.0
// suimactl scale, as scripts see it.
#include "eve-printer.h"
#include "fake-scale.h"
#include "suima-json.h"

#include <string.h>

static const char *suimactl;

/* Returns: (transfer full): the one object of the answer. */
static json_t *
ask (const char *station, int exit_code, const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  json_t *object;

  g_ptr_array_add (argv, (char *)suimactl);
  g_ptr_array_add (argv, (char *)"--json");
  g_ptr_array_add (argv, (char *)"--data");
  g_ptr_array_add (argv, (char *)station);
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, (char *)*words);
  g_ptr_array_add (argv, NULL);
  process =
      g_subprocess_newv ((const char *const *)argv->pdata,
                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", out, err);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, exit_code);
  object = suima_json_parse (out, strlen (out), &error);
  g_assert_no_error (error);
  return object;
}

static void
test_scale (void)
{
  g_autofree char *dir = g_dir_make_tmp ("suima-cli-XXXXXX", NULL);
  g_autofree char *station = g_build_filename (dir, "station", NULL);
  g_autoptr (FakeScale) scale = fake_scale_start ("=052.1000");
  const char *port = fake_scale_get_path (scale);
  const char *const init[] = {
    "init", "--scale", port, "--scale-protocol", "equals-reversed", NULL
  };
  const char *const list[] = { "scale", "--list", NULL };
  const char *const usual[] = { "scale", NULL };
  const char *const other[] = { "scale",  "--port",    port, "--protocol",
                                "cas-22", "--timeout", "1",  NULL };
  const char *const silent[] = { "scale", "--timeout", "1", NULL };
  const char *const wrong[] = { "scale", "--timeout", "0", NULL };
  g_autoptr (json_t) made = ask (station, 0, init);
  g_autoptr (json_t) listed = ask (station, 0, list);
  g_autoptr (json_t) weight = ask (station, 0, usual);
  g_autoptr (json_t) refused = ask (station, 1, other);
  g_autoptr (json_t) unreached = NULL;
  g_autoptr (json_t) misused = ask (station, 2, wrong);

  g_assert_cmpuint (json_array_size (json_object_get (listed, "protocols")), >=, 6);
  g_assert_cmpint (json_integer_value (json_object_get (weight, "weight_g")), ==, 1250);
  g_assert_true (json_is_true (json_object_get (weight, "stable")));
  g_assert_cmpstr (suima_json_get_text (refused, "error"), ==, "invalid");
  fake_scale_say (scale, NULL);
  unreached = ask (station, 3, silent);
  g_assert_cmpstr (suima_json_get_text (unreached, "error"), ==, "offline");
  eve_remove_folder (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  suimactl = argv[1];
  g_test_add_func ("/cli/scale", test_scale);
  return g_test_run ();
}

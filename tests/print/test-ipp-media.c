// SPDX-License-Identifier: Apache-2.0
// What a job tells an IPP printer of the roll and of the printing.
#include "catcher.h"
#include "eve-printer.h"
#include "labels.h"
#include "lprint-server.h"
#include "suima-ipp.h"
#include "suima-printer.h"

#include <string.h>

static SuimaPrinter *
make_printer (const char *destination, SuimaTracking tracking, int darkness, int speed)
{
  SuimaPrinterSetup setup = suima_printer_setup_plain;
  g_autoptr (GError) error = NULL;
  SuimaPrinter *printer = suima_printer_new (destination, &error);

  g_assert_no_error (error);
  setup.tracking = tracking;
  setup.darkness = darkness;
  setup.speed = speed;
  suima_printer_set_setup (printer, &setup);
  return printer;
}

/* What LPrint makes of the tracking, as the printer gets it. */
static void
test_tracking (gconstpointer data)
{
  static const char *const words[] = {
    [SUIMA_TRACKING_GAP] = "^MNY",
    [SUIMA_TRACKING_MARK] = "^MNM",
    [SUIMA_TRACKING_CONTINUOUS] = "^MNN",
  };
  SuimaTracking tracking = (SuimaTracking)GPOINTER_TO_INT (data);
  g_autoptr (Catcher) catcher = catcher_start ();
  g_autoptr (LprintServer) lprint = NULL;
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (GPtrArray) drawn = labels_draw ("40x30", 203, 1);
  g_autoptr (GBytes) arrived = NULL;
  g_autofree char *text = NULL;

  catcher_answer_zpl (catcher);
  lprint = lprint_server_start (catcher_get_uri (catcher), "zpl_4inch-203dpi-dt");
  printer = make_printer (lprint->uri, tracking, 20, 4);
  labels_submit (printer, "tracking", "40x30", drawn);
  arrived = catcher_await (catcher, "^IDR:", 1);
  text = g_strndup (g_bytes_get_data (arrived, NULL), g_bytes_get_size (arrived));
  if (strstr (text, words[tracking]) == NULL)
    g_error ("no %s", words[tracking]);
  /* It is set to 15 of 30, and told to add 5. */
  if (strstr (text, "~SD15\n~MD5\n^PR4,4,4\n") == NULL)
    g_error ("darkness or speed is another in \"%.200s\"", text);
}

static int
get_job_integer (const char *destination, int job_id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaIppTarget) target = suima_ipp_target_parse (destination, &error);
  g_autoptr (SuimaIppLink) link = suima_ipp_link_open (target, 5000, NULL, &error);
  g_autoptr (ipp_t) request = suima_ipp_new_request (target, IPP_OP_GET_JOB_ATTRIBUTES, job_id);
  g_autoptr (ipp_t) answer = suima_ipp_link_ask (link, request, NULL, NULL, &error);
  ipp_attribute_t *attribute;

  g_assert_no_error (error);
  attribute = ippFindAttribute (answer, name, IPP_TAG_INTEGER);
  return attribute != NULL ? ippGetInteger (attribute, 0) : -1000;
}

static void
check_values (EvePrinter *eve, int darkness, int speed, int told_darkness, int told_speed)
{
  g_autoptr (SuimaPrinter) printer = make_printer (eve->uri, SUIMA_TRACKING_GAP, darkness, speed);
  g_autoptr (GPtrArray) drawn = labels_draw ("40x30", 203, 1);
  int job_id;

  eve_printer_let_out (eve, 1);
  job_id = labels_submit (printer, "values", "40x30", drawn);
  g_assert_cmpint (get_job_integer (eve->uri, job_id, "print-darkness"), ==, told_darkness);
  g_assert_cmpint (get_job_integer (eve->uri, job_id, "print-speed"), ==, told_speed);
  labels_await_end (printer, job_id, NULL);
}

/* Darkness and speed are told where the printer says that it takes them, and in no other case. */
static void
test_values (void)
{
  g_autoptr (EvePrinter) plain = eve_printer_start ();
  g_autoptr (EvePrinter) able =
      eve_printer_start_saying ("\nATTR integer printer-darkness-configured 50\n"
                                "ATTR rangeOfInteger print-speed-supported 2540-15240\n"
                                "ATTR keyword job-creation-attributes-supported "
                                "\"media-col\",\"print-darkness\",\"print-speed\"\n");

  check_values (plain, 30, 4, -1000, -1000);
  check_values (able, 30, 4, 50, 10160);
  check_values (able, 12, 6, -10, 15240);
  check_values (able, 0, 7, -50, -1000);
  check_values (able, -1, -1, -1000, -1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/ipp-media/gap", GINT_TO_POINTER (SUIMA_TRACKING_GAP), test_tracking);
  g_test_add_data_func ("/ipp-media/mark", GINT_TO_POINTER (SUIMA_TRACKING_MARK), test_tracking);
  g_test_add_data_func ("/ipp-media/continuous", GINT_TO_POINTER (SUIMA_TRACKING_CONTINUOUS),
                        test_tracking);
  g_test_add_func ("/ipp-media/values", test_values);
  return g_test_run ();
}

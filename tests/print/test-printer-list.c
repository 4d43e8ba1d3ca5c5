// SPDX-License-Identifier: Apache-2.0
// Looking for printers where nobody answers: nothing is found, and soon.
#include "eve-printer.h"
#include "suima-printer-list.h"

#define LIMIT_MS 1500
#define SLACK_US (2 * G_TIME_SPAN_SECOND)

static guint
count_queues (GPtrArray *list)
{
  guint count = 0;

  for (guint i = 0; i < list->len; i++)
    count += ((SuimaFoundPrinter *)list->pdata[i])->source == SUIMA_FOUND_QUEUE;
  return count;
}

/* libcups reads the variable once in each process. */
static void
look (const char *server)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) list = NULL;

  g_setenv ("CUPS_SERVER", server, TRUE);
  list = suima_printer_list (LIMIT_MS, NULL);
  g_assert_cmpuint (count_queues (list), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, LIMIT_MS * 1000 + SLACK_US);
}

static void
test_nobody (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *server = g_strdup_printf ("localhost:%u", eve_pick_port ());
      look (server);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* Takes the call and never says a word. */
static void
test_mute (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GSocketListener) listener = g_socket_listener_new ();
      g_autofree char *server = NULL;
      guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

      server = g_strdup_printf ("localhost:%u", port);
      look (server);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) list = NULL;

  g_cancellable_cancel (cancellable);
  list = suima_printer_list (60000, cancellable);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, SLACK_US);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-list/nobody", test_nobody);
  g_test_add_func ("/printer-list/mute", test_mute);
  g_test_add_func ("/printer-list/cancelled", test_cancelled);
  return g_test_run ();
}

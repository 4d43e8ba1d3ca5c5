// SPDX-License-Identifier: Apache-2.0
// The codes that a printer received, one a line, in the order of jobs and pages.
// Usage: read-pwg FOLDER|DOCUMENT
#include "printed-labels.h"

#include <glib/gprintf.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = NULL;

  if (argc != 2)
    {
      g_printerr ("usage: read-pwg FOLDER|DOCUMENT\n");
      return 2;
    }
  texts = g_file_test (argv[1], G_FILE_TEST_IS_DIR) ? printed_read_folder (argv[1], &error)
                                                     : printed_read (argv[1], &error);
  if (texts == NULL)
    {
      g_printerr ("read-pwg: %s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < texts->len; i++)
    g_printf ("%s\n", (const char *) texts->pdata[i]);
  return 0;
}

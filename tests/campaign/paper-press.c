// SPDX-License-Identifier: Apache-2.0
// The mechanism behind an ippeveprinter: `-c paper-press`. Reads the document with other eyes than
// those that wrote it, puts one label after another on the paper and counts each; ends with the
// printer.
// SUIMA_PAPER: the paper. SUIMA_PACE_US: how long a label takes.
#include "paper.h"
#include "printed-labels.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  const char *paper = getenv ("SUIMA_PAPER"), *pace = getenv ("SUIMA_PACE_US");
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GError) error = NULL;
  pid_t printer = getppid ();

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (printer == 1 || getppid () != printer || argc != 2 || paper == NULL || pace == NULL)
    return 2;
  codes = printed_read (argv[1], &error);
  if (codes == NULL)
    {
      fprintf (stderr, "ERROR: %s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < codes->len; i++)
    {
      paper_put (paper, codes->pdata[i]);
      fprintf (stderr, "ATTR: job-impressions-completed=%u\n", i + 1);
      g_usleep ((gulong)strtoul (pace, NULL, 10));
    }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// The mechanism behind an ippeveprinter: `-c paper-press`. Reads the document with other eyes than
// those that wrote it, puts one label after another on the paper and counts each; ends with the
// printer.
// SUIMA_PAPER: the paper. SUIMA_PACE_US: how long a label takes.
// SUIMA_PRESS_FAULT: (optional) a file "NUMBER REASON": instead of label NUMBER, counted over the
// whole paper from 1, the printer says REASON ("-": nothing at all) and stands still until somebody
// has removed the file, which is called FILE.said from then on.
#include "paper.h"
#include "printed-labels.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <utime.h>

#define LOOK_US 10000

static guint
press_count (const char *path)
{
  Paper *paper = paper_open (path);
  guint count;

  paper_read (paper);
  count = paper->codes->len;
  paper_free (paper);
  return count;
}

static void
press_say (char sign, const char *reason)
{
  if (strcmp (reason, "-") != 0)
    fprintf (stderr, "STATE: %c%s-error\n", sign, reason);
}

/* Before the label @number. */
static void
press_await_mending (const char *fault, guint number)
{
  g_autofree char *text = NULL, *said = NULL, *reason = NULL;
  guint at;

  if (fault == NULL || !g_file_get_contents (fault, &text, NULL, NULL))
    return;
  reason = g_new0 (char, strlen (text) + 1);
  if (sscanf (text, "%u %s", &at, reason) != 2 || at != number)
    return;
  said = g_strconcat (fault, ".said", NULL);
  g_utime (fault, NULL); /* that is when it came */
  g_rename (fault, said);
  press_say ('+', reason);
  while (g_access (said, F_OK) == 0)
    g_usleep (LOOK_US);
  press_say ('-', reason);
}

int
main (int argc, char **argv)
{
  const char *paper = getenv ("SUIMA_PAPER"), *pace = getenv ("SUIMA_PACE_US");
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GError) error = NULL;
  pid_t printer = getppid ();
  guint out;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (printer == 1 || getppid () != printer || argc != 2 || paper == NULL || pace == NULL)
    return 2;
  codes = printed_read (argv[1], &error);
  if (codes == NULL)
    {
      fprintf (stderr, "ERROR: %s\n", error->message);
      return 1;
    }
  out = press_count (paper);
  for (guint i = 0; i < codes->len; i++)
    {
      press_await_mending (getenv ("SUIMA_PRESS_FAULT"), out + i + 1);
      paper_put (paper, codes->pdata[i]);
      fprintf (stderr, "ATTR: job-impressions-completed=%u\n", i + 1);
      g_usleep ((gulong)strtoul (pace, NULL, 10));
    }
  return 0;
}

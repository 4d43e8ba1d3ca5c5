// SPDX-License-Identifier: Apache-2.0
// suima: the kiosk.
#include "suima-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("SUIMA_LOCALEDIR");
  g_autoptr (SuimaApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir ? localedir : SUIMA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* A shop's computer has no graphics card worth the name: drawn by the processor the window is
   * there sooner and takes less memory. */
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_set_prgname ("org.suima.Station");
  g_set_application_name (_ ("Suima"));
  application = suima_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

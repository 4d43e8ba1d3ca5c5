// SPDX-License-Identifier: Apache-2.0
#include "suima-application.h"

#include "suima-app-resources.h"
#include "suima-window.h"

#include <glib/gi18n.h>

struct _SuimaApplication
{
  AdwApplication parent_instance;

  /* owned, from the options */
  char *dir;
  char *page;     /* nullable */
  char **imports; /* nullable */
  gboolean is_fullscreen;
};

G_DEFINE_FINAL_TYPE (SuimaApplication, suima_application, ADW_TYPE_APPLICATION)

static void
suima_application_ready_cb (SuimaApplication *self, SuimaWindow *window)
{
  if (self->page != NULL && !suima_window_open_page (window, self->page))
    g_printerr (_ ("suima: there is no page \"%s\"\n"), self->page);
  if (self->imports != NULL)
    suima_window_import (window, (const char *const *)self->imports);
}

static void
suima_application_activate (GApplication *application)
{
  SuimaApplication *self = SUIMA_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      window = GTK_WINDOW (suima_window_new (GTK_APPLICATION (self), self->dir));
      g_signal_connect_object (window, "ready", G_CALLBACK (suima_application_ready_cb), self,
                               G_CONNECT_SWAPPED);
      if (self->is_fullscreen)
        gtk_window_fullscreen (window);
    }
  gtk_window_present (window);
}

static int
suima_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  SuimaApplication *self = SUIMA_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("suima %s\n", SUIMA_VERSION);
      return 0;
    }
  if (self->dir == NULL)
    self->dir = g_build_filename (g_get_user_data_dir (), "suima", NULL);
  return -1;
}

static void
suima_application_finalize (GObject *object)
{
  SuimaApplication *self = SUIMA_APPLICATION (object);

  g_free (self->dir);
  g_free (self->page);
  g_strfreev (self->imports);
  G_OBJECT_CLASS (suima_application_parent_class)->finalize (object);
}

static void
suima_application_class_init (SuimaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = suima_application_finalize;
  application_class->activate = suima_application_activate;
  application_class->handle_local_options = suima_application_handle_local_options;
  /* The room is a static library: without a name used here the linker would drop its files. */
  g_resources_register (suima_app_get_resource ());
}

static void
suima_application_init (SuimaApplication *self)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->dir, N_ ("the station's folder"), "DIR" },
    { "import", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->imports,
      N_ ("a delivery sheet to read at start"), "FILE" },
    { "page", 0, 0, G_OPTION_ARG_STRING, &self->page,
      N_ ("the first page: deliveries, scan, more or batch:ID"), "NAME" },
    { "fullscreen", 0, 0, G_OPTION_ARG_NONE, &self->is_fullscreen, N_ ("fill the whole screen"),
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("say the version"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

SuimaApplication *
suima_application_new (void)
{
  return g_object_new (SUIMA_TYPE_APPLICATION, "application-id", "org.suima.Station", "flags",
                       G_APPLICATION_NON_UNIQUE, NULL);
}

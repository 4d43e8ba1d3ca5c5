// SPDX-License-Identifier: Apache-2.0
#include "app-fixture.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#define APP_DEADLINE_S 20u
#define APP_TICK_MS 20u
#define APP_SCREEN_WIDTH_PX 1024

static SuimaApplication *app_application;

int
app_run (int argc, char **argv, void (*add_tests) (void))
{
  int result;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, APP_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  app_application = suima_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (app_application), NULL, NULL));
  g_application_set_default (G_APPLICATION (app_application));
  add_tests ();
  result = g_test_run ();
  g_application_set_default (NULL);
  g_clear_object (&app_application);
  return result;
}

SuimaApplication *
app_get_application (void)
{
  return app_application;
}

SuimaSession *
app_take_session (Fixture *fixture)
{
  return suima_session_new (g_steal_pointer (&fixture->handle));
}

static gboolean
app_is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data) && gtk_widget_get_width (user_data) > 0;
}

SuimaWindow *
app_open_window (Fixture *fixture, int width_px, int height_px)
{
  g_autoptr (SuimaSession) session = app_take_session (fixture);
  SuimaWindow *window =
      suima_window_new_with_session (GTK_APPLICATION (app_application), session, fixture->station);

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width_px, height_px);
  /* A window manager leaves room around a window of the screen's own size. */
  if (width_px == APP_SCREEN_WIDTH_PX)
    gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  app_wait (app_is_mapped, window);
  app_settle ();
  return window;
}

static gboolean
app_is_gone (gpointer user_data)
{
  return *(gpointer *)user_data == NULL;
}

void
app_close_window (SuimaWindow *window)
{
  gpointer session = suima_window_get_session (window);

  g_object_add_weak_pointer (session, &session);
  gtk_window_destroy (GTK_WINDOW (window));
  app_wait (app_is_gone, &session);
}

static gboolean
app_deadline_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
app_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
app_wait (AppCondition condition, gpointer user_data)
{
  gboolean is_late = FALSE;
  guint source = g_timeout_add_seconds (APP_DEADLINE_S, app_deadline_cb, &is_late);
  /* What a thread lets go last goes without waking this loop. */
  guint tick = g_timeout_add (APP_TICK_MS, app_tick_cb, NULL);

  while (!condition (user_data))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_false (is_late);
    }
  g_source_remove (source);
  g_source_remove (tick);
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} AppText;

static gboolean
app_has_text (gpointer user_data)
{
  const AppText *wanted = user_data;

  return app_find_text (wanted->root, wanted->text) != NULL;
}

void
app_wait_text (GtkWidget *root, const char *text)
{
  AppText wanted = { root, text };

  g_test_message ("waiting for %s", text);
  app_wait (app_has_text, &wanted);
}

static gboolean
app_done_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
app_is_done (gpointer user_data)
{
  return *(gboolean *)user_data;
}

void
app_settle (void)
{
  gboolean is_done = FALSE;

  /* Longer than a transition, so that what slides in has arrived. */
  g_timeout_add_full (G_PRIORITY_LOW, 400, app_done_cb, &is_done, NULL);
  app_wait (app_is_done, &is_done);
}

void
app_visit (GtkWidget *root, AppVisitor visitor, gpointer user_data)
{
  if (!gtk_widget_get_mapped (root) || !gtk_widget_get_child_visible (root))
    return;
  visitor (root, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_visit (child, visitor, user_data);
}

typedef struct
{
  const char *text;
  GtkWidget *label;
} AppSearch;

static void
app_search_cb (GtkWidget *widget, gpointer user_data)
{
  AppSearch *search = user_data;

  if (search->label == NULL && GTK_IS_LABEL (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), search->text) != NULL)
    search->label = widget;
}

GtkWidget *
app_find_text (GtkWidget *root, const char *text)
{
  AppSearch search = { text, NULL };

  app_visit (root, app_search_cb, &search);
  return search.label;
}

static void
app_search_button_cb (GtkWidget *widget, gpointer user_data)
{
  AppSearch *search = user_data;

  if (search->label == NULL && GTK_IS_LABEL (widget) &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), search->text) == 0)
    search->label = widget;
}

GtkWidget *
app_find_button (GtkWidget *root, const char *text)
{
  AppSearch search = { text, NULL };

  app_visit (root, app_search_button_cb, &search);
  return search.label ? gtk_widget_get_ancestor (search.label, GTK_TYPE_BUTTON) : NULL;
}

typedef struct
{
  GType type;
  GtkWidget *widget;
} AppTypeSearch;

static void
app_search_type_cb (GtkWidget *widget, gpointer user_data)
{
  AppTypeSearch *search = user_data;

  if (search->widget == NULL && G_TYPE_CHECK_INSTANCE_TYPE (widget, search->type))
    search->widget = widget;
}

GtkWidget *
app_find_type (GtkWidget *root, GType type)
{
  AppTypeSearch search = { type, NULL };

  app_visit (root, app_search_type_cb, &search);
  return search.widget;
}

void
app_click (GtkWidget *root, const char *text)
{
  GtkWidget *button = app_find_button (root, text);

  g_test_message ("clicking %s", text);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

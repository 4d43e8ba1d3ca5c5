// SPDX-License-Identifier: Apache-2.0
// To be preloaded into the kiosk, behind kill-at.so: the finger of a clerk who prints 25 labels of the
// batch that is open, and goes away when the run is over. The kiosk itself knows nothing of it.
// SUIMA_FINGER: "print", or "look" for one who touches nothing.
#include "kill-words.h"

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>

#define FINGER_TICK_MS 10
#define FINGER_PAD "SuimaNumberPad"
#define FINGER_ACT "打印 25 张"

static gboolean is_looking;
static enum { FINGER_TYPE, FINGER_PRINT, FINGER_WAIT, FINGER_GONE } finger_next;
static KillWords *(*finger_get_words) (void);

typedef struct
{
  const char *text;
  gboolean is_button;
  const char *pad; /* (nullable): type of the widget in which the button is */
  GtkWidget *label;
} FingerSearch;

/* Elsewhere there are other labels with the same words. */
static gboolean
finger_is_it (const FingerSearch *search, GtkWidget *label)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  if (!search->is_button)
    return strstr (text, search->text) != NULL;
  return strcmp (text, search->text) == 0 &&
         gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) != NULL &&
         (search->pad == NULL ||
          gtk_widget_get_ancestor (label, g_type_from_name (search->pad)) != NULL);
}

static void
finger_visit (GtkWidget *widget, FingerSearch *search)
{
  if (search->label != NULL || !gtk_widget_get_mapped (widget) ||
      !gtk_widget_get_child_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && finger_is_it (search, widget))
    search->label = widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    finger_visit (child, search);
}

static GtkWidget *
finger_search (FingerSearch search)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      finger_visit (window, &search);
    }
  return search.label;
}

/* Whether this is to be read. */
static gboolean
finger_reads (const char *text)
{
  return finger_search ((FingerSearch){ .text = text }) != NULL;
}

/* @pad: (nullable). Returns: (transfer none) (nullable): the button that says this and can be touched. */
static GtkWidget *
finger_find (const char *text, const char *pad)
{
  GtkWidget *label =
      finger_search ((FingerSearch){ .text = text, .is_button = TRUE, .pad = pad });
  GtkWidget *button = label ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;

  return button != NULL && gtk_widget_is_sensitive (button) ? button : NULL;
}

static gboolean
finger_touch (const char *text, const char *pad)
{
  GtkWidget *button = finger_find (text, pad);

  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
  return button != NULL;
}

static void
finger_leave (void)
{
  g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), 0);

  gtk_window_destroy (window);
}

/* From the touch on calls are counted. */
static void
finger_begin (void)
{
  KillWords *words = finger_get_words ();

  memset (words->calls, 0, sizeof words->calls);
  words->sent_bytes = 0;
  __atomic_store_n (&words->is_begun, 1, __ATOMIC_SEQ_CST);
}

static void
finger_act (void)
{
  switch (finger_next)
    {
    case FINGER_TYPE:
      if (finger_reads ("打印 ") && finger_touch ("清空", FINGER_PAD) &&
          finger_touch ("2", FINGER_PAD) && finger_touch ("5", FINGER_PAD))
        finger_next = FINGER_PRINT;
      break;
    case FINGER_PRINT:
      if (finger_find (FINGER_ACT, NULL) == NULL) /* the page was read anew */
        {
          finger_next = FINGER_TYPE;
          break;
        }
      finger_begin ();
      finger_touch (FINGER_ACT, NULL);
      finger_next = FINGER_WAIT;
      break;
    case FINGER_WAIT:
      if (finger_find ("知道了", NULL) == NULL && !finger_reads ("出来了吗？"))
        break;
      finger_next = FINGER_GONE;
      finger_leave ();
      break;
    case FINGER_GONE:
    default:
      break;
    }
}

static gboolean
finger_cb (gpointer user_data)
{
  if (!gtk_is_initialized ())
    return G_SOURCE_CONTINUE;
  if (!is_looking)
    finger_act ();
  else if (finger_reads ("出来了吗？"))
    finger_get_words ()->screen = KILL_SCREEN_DOUBT;
  else if (finger_reads ("打印 "))
    finger_get_words ()->screen = KILL_SCREEN_BATCH;
  return finger_next == FINGER_GONE ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

__attribute__ ((constructor)) static void
finger_load (void)
{
  const char *what = getenv ("SUIMA_FINGER");

  finger_get_words = (KillWords * (*)(void)) dlsym (RTLD_DEFAULT, "kill_at_get_words");
  if (finger_get_words == NULL || what == NULL)
    abort ();
  is_looking = strcmp (what, "look") == 0;
  g_timeout_add (FINGER_TICK_MS, finger_cb, NULL);
}

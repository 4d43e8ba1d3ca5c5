// SPDX-License-Identifier: Apache-2.0
#include "suima-inbox.h"

#define SUIMA_INBOX_PAUSE_S 2u

struct _SuimaInbox
{
  GObject parent_instance;

  /* owned */
  SuimaSession *session; /* nullable: stopped */
  SuimaWatch *watch;     /* of the thread while one looks */

  guint source;
  gboolean is_looking, is_in_trouble;
};

G_DEFINE_FINAL_TYPE (SuimaInbox, suima_inbox, G_TYPE_OBJECT)

enum
{
  SUIMA_INBOX_ARRIVED,
  SUIMA_INBOX_TROUBLE,
  SUIMA_INBOX_N_SIGNALS
};

static guint suima_inbox_signals[SUIMA_INBOX_N_SIGNALS];

static gpointer
suima_inbox_look_thread (SuimaStation *station,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  return suima_watch_step (((SuimaInbox *)data)->watch, error);
}

static void
suima_inbox_look_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SuimaInbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = suima_session_do_finish (result, &error);
  gboolean was_in_trouble = self->is_in_trouble;

  self->is_looking = FALSE;
  self->is_in_trouble = files == NULL;
  if (self->session == NULL)
    return;
  if (files != NULL && files->len > 0)
    g_signal_emit (self, suima_inbox_signals[SUIMA_INBOX_ARRIVED], 0, files);
  else if (self->is_in_trouble != was_in_trouble)
    g_signal_emit (self, suima_inbox_signals[SUIMA_INBOX_TROUBLE], 0, error);
}

static gboolean
suima_inbox_tick_cb (gpointer user_data)
{
  SuimaInbox *self = user_data;
  const SuimaSessionAct act = { .run = suima_inbox_look_thread,
                                .data = self,
                                .free_result = (GDestroyNotify)g_ptr_array_unref };

  if (!self->is_looking)
    {
      self->is_looking = TRUE;
      suima_session_do_async (self->session, &act, NULL, suima_inbox_look_cb,
                              g_object_ref (self));
    }
  return G_SOURCE_CONTINUE;
}

SuimaInbox *
suima_inbox_new (SuimaSession *session)
{
  SuimaStation *station = suima_session_get_station (session);
  SuimaInbox *self;

  if (suima_station_get_config (station)->inbox == NULL)
    return NULL;
  self = g_object_new (SUIMA_TYPE_INBOX, NULL);
  self->session = g_object_ref (session);
  self->watch = suima_watch_new (station);
  self->source = g_timeout_add_seconds (SUIMA_INBOX_PAUSE_S, suima_inbox_tick_cb, self);
  return self;
}

void
suima_inbox_stop (SuimaInbox *self)
{
  g_return_if_fail (SUIMA_IS_INBOX (self));
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->session);
}

/* By the last look's answer, or by its owner: no thread looks any more. */
static void
suima_inbox_finalize (GObject *object)
{
  SuimaInbox *self = SUIMA_INBOX (object);

  suima_inbox_stop (self);
  suima_watch_free (self->watch);
  G_OBJECT_CLASS (suima_inbox_parent_class)->finalize (object);
}

static void
suima_inbox_class_init (SuimaInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = suima_inbox_finalize;
  suima_inbox_signals[SUIMA_INBOX_ARRIVED] =
      g_signal_new ("arrived", SUIMA_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    1, G_TYPE_PTR_ARRAY);
  suima_inbox_signals[SUIMA_INBOX_TROUBLE] =
      g_signal_new ("trouble", SUIMA_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    1, G_TYPE_ERROR);
}

static void
suima_inbox_init (SuimaInbox *self)
{
}

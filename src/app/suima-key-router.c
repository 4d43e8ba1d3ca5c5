// SPDX-License-Identifier: Apache-2.0
#include "suima-key-router.h"

#include "suima-wedge.h"

/* After so long a key that came alone was typed by hand. */
#define SUIMA_KEY_ROUTER_TYPED_MS (SUIMA_WEDGE_GAP_MS + 20u)

struct _SuimaKeyRouter
{
  GObject parent_instance;

  SuimaWedge *wedge; /* owned */
  guint typed_source;
  guint typed_keys; /* in the run that is going on */
  guint typed_keyval;
};

G_DEFINE_FINAL_TYPE (SuimaKeyRouter, suima_key_router, G_TYPE_OBJECT)

enum
{
  SUIMA_KEY_ROUTER_SCANNED,
  SUIMA_KEY_ROUTER_DIGIT,
  SUIMA_KEY_ROUTER_N_SIGNALS
};

static guint suima_key_router_signals[SUIMA_KEY_ROUTER_N_SIGNALS];

SuimaKeyRouter *
suima_key_router_new (void)
{
  return g_object_new (SUIMA_TYPE_KEY_ROUTER, NULL);
}

static gboolean
suima_key_router_typed_cb (gpointer user_data)
{
  SuimaKeyRouter *self = user_data;

  self->typed_source = 0;
  if (self->typed_keys == 1 && g_unichar_isdigit (self->typed_keyval))
    g_signal_emit (self, suima_key_router_signals[SUIMA_KEY_ROUTER_DIGIT], 0,
                   (guint)g_unichar_digit_value (self->typed_keyval));
  self->typed_keys = 0;
  return G_SOURCE_REMOVE;
}

/* The wedge holds every character back, for it may be the first of a scan. A digit that stays
 * alone was typed by hand and is for the number pad. */
static void
suima_key_router_note (SuimaKeyRouter *self, guint keyval)
{
  g_clear_handle_id (&self->typed_source, g_source_remove);
  self->typed_keys++;
  self->typed_keyval = gdk_keyval_to_unicode (keyval);
  self->typed_source = g_timeout_add_full (G_PRIORITY_LOW, SUIMA_KEY_ROUTER_TYPED_MS,
                                           suima_key_router_typed_cb, self, NULL);
}

static gboolean
suima_key_router_is_edit_key (guint keyval)
{
  static const guint keys[] = { GDK_KEY_a, GDK_KEY_c, GDK_KEY_v, GDK_KEY_x, GDK_KEY_z };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (gdk_keyval_to_lower (keyval) == keys[i])
      return TRUE;
  return FALSE;
}

gboolean
suima_key_router_feed (SuimaKeyRouter *self,
                       gboolean is_typing,
                       guint keyval,
                       guint keycode,
                       GdkModifierType state,
                       guint32 at_ms)
{
  const GdkModifierType combining =
      GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK;
  SuimaWedgeAnswer answer;
  g_autofree char *text = NULL;

  g_return_val_if_fail (SUIMA_IS_KEY_ROUTER (self), FALSE);
  if ((state & combining) != 0)
    return !(is_typing && suima_key_router_is_edit_key (keyval));
  answer = suima_wedge_feed (self->wedge, keycode >= 8 ? keycode - 8 : 0,
                             (state & GDK_SHIFT_MASK) != 0, at_ms, &text);
  if (answer == SUIMA_WEDGE_SCAN)
    {
      g_signal_emit (self, suima_key_router_signals[SUIMA_KEY_ROUTER_SCANNED], 0, text);
      return TRUE;
    }
  if (answer == SUIMA_WEDGE_HELD && !is_typing)
    suima_key_router_note (self, keyval);
  return answer == SUIMA_WEDGE_HELD && !is_typing;
}

static void
suima_key_router_dispose (GObject *object)
{
  g_clear_handle_id (&SUIMA_KEY_ROUTER (object)->typed_source, g_source_remove);
  G_OBJECT_CLASS (suima_key_router_parent_class)->dispose (object);
}

static void
suima_key_router_finalize (GObject *object)
{
  suima_wedge_free (SUIMA_KEY_ROUTER (object)->wedge);
  G_OBJECT_CLASS (suima_key_router_parent_class)->finalize (object);
}

static void
suima_key_router_class_init (SuimaKeyRouterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = suima_key_router_dispose;
  object_class->finalize = suima_key_router_finalize;
  suima_key_router_signals[SUIMA_KEY_ROUTER_SCANNED] =
      g_signal_new ("scanned", SUIMA_TYPE_KEY_ROUTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  suima_key_router_signals[SUIMA_KEY_ROUTER_DIGIT] =
      g_signal_new ("digit", SUIMA_TYPE_KEY_ROUTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
suima_key_router_init (SuimaKeyRouter *self)
{
  self->wedge = suima_wedge_new ();
}

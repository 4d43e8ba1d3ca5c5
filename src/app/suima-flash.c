// SPDX-License-Identifier: Apache-2.0
#include "suima-flash.h"

#define SUIMA_FLASH_MS 300u

struct _SuimaFlash
{
  AdwBin parent_instance;
  guint source;
};

G_DEFINE_FINAL_TYPE (SuimaFlash, suima_flash, ADW_TYPE_BIN)

static void
suima_flash_clear (SuimaFlash *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "flash-ok");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "flash-warn");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "flash-stop");
}

static gboolean
suima_flash_over_cb (gpointer user_data)
{
  SuimaFlash *self = user_data;

  self->source = 0;
  suima_flash_clear (self);
  return G_SOURCE_REMOVE;
}

void
suima_flash_fire (SuimaFlash *self, const char *tone)
{
  g_autofree char *css_class = g_strdup_printf ("flash-%s", tone);

  g_return_if_fail (SUIMA_IS_FLASH (self));
  suima_flash_clear (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  if (!g_str_equal (tone, "ok"))
    gtk_widget_error_bell (GTK_WIDGET (self));
  self->source = g_timeout_add (SUIMA_FLASH_MS, suima_flash_over_cb, self);
}

static void
suima_flash_dispose (GObject *object)
{
  g_clear_handle_id (&SUIMA_FLASH (object)->source, g_source_remove);
  G_OBJECT_CLASS (suima_flash_parent_class)->dispose (object);
}

static void
suima_flash_class_init (SuimaFlashClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = suima_flash_dispose;
}

static void
suima_flash_init (SuimaFlash *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flash");
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-more-page.h"

#include "suima-fact-row.h"

#include <glib/gi18n.h>

struct _SuimaMorePage
{
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *facts_box;
};

G_DEFINE_FINAL_TYPE (SuimaMorePage, suima_more_page, ADW_TYPE_BIN)

void
suima_more_page_set_session (SuimaMorePage *self, SuimaSession *session, const char *dir)
{
  SuimaStation *station = suima_session_get_station (session);
  const SuimaConfig *config = suima_station_get_config (station);
  g_autofree char *codes = g_strdup_printf ("https://%s/", config->host);

  g_return_if_fail (SUIMA_IS_MORE_PAGE (self));
  suima_fact_row_clear (self->facts_box);
  suima_fact_row_append (self->facts_box, _ ("Business"), config->operator_name);
  suima_fact_row_append (self->facts_box, _ ("Shop"), config->shop);
  suima_fact_row_append (self->facts_box, _ ("Station"), suima_station_get_key_id (station));
  suima_fact_row_append (self->facts_box, _ ("Codes begin with"), codes);
  suima_fact_row_append (self->facts_box, _ ("Rules of"), config->jurisdiction);
  suima_fact_row_append (self->facts_box, _ ("Usual label"), config->template_id);
  suima_fact_row_append (self->facts_box, _ ("Printer"),
                         config->printer ? config->printer : _ ("none is set"));
  suima_fact_row_append (self->facts_box, _ ("Hub"), config->hub ? config->hub : _ ("none is set"));
  suima_fact_row_append (self->facts_box, _ ("Folder"), dir);
  suima_fact_row_append (self->facts_box, _ ("Version"), SUIMA_VERSION);
}

static void
suima_more_page_class_init (SuimaMorePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/suima/Station/suima-more-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SuimaMorePage, facts_box);
}

static void
suima_more_page_init (SuimaMorePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

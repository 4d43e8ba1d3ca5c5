// SPDX-License-Identifier: Apache-2.0
// What a template is for, and its pictures: PNG files beside it.
#include "suima-station-private.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_PICTURE_MAX_BYTES (1024 * 1024)

/* Of the folder, else of the station's own, else a shipped one. */
static GBytes *
suima_station_find_picture (SuimaStation *station, const char *folder, const char *file)
{
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  g_autofree char *own = g_build_filename (station->dir, "templates", file, NULL);
  g_autofree char *shipped = g_strconcat ("templates/", file, NULL);
  GBytes *bytes =
    beside != NULL ? suima_station_read_file (beside, SUIMA_PICTURE_MAX_BYTES, NULL) : NULL;

  if (bytes == NULL)
    bytes = suima_station_read_file (own, SUIMA_PICTURE_MAX_BYTES, NULL);
  return bytes != NULL ? bytes : suima_station_lookup_resource (shipped, NULL);
}

void
suima_station_find_pictures (SuimaStation *station, SuimaTemplate *template, const char *folder)
{
  for (guint i = 0; i < template->boxes->len; i++)
    {
      SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box->kind == SUIMA_BOX_IMAGE && box->file_bytes == NULL)
        box->file_bytes = suima_station_find_picture (station, folder, box->file);
    }
}

gboolean
suima_station_check_label (const SuimaTemplate *template, GError **error)
{
  if (template->kind == SUIMA_TEMPLATE_LABEL)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "template %s is a %s, not a label for goods",
               template->id, suima_template_kind_to_code (template->kind));
  return FALSE;
}

gboolean
suima_template_has_field (const SuimaTemplate *template, const char *name)
{
  g_autofree char *start = g_strconcat ("{", name, NULL);

  for (guint i = 0; i < template->boxes->len; i++)
    {
      const SuimaBox *box = g_ptr_array_index (template->boxes, i);
      if (box->text != NULL && strstr (box->text, start) != NULL)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
suima_station_list_labels (SuimaStation *station)
{
  GPtrArray *ids = suima_station_list_templates (station);

  for (guint i = 0; i < ids->len;)
    {
      g_autoptr (SuimaTemplate) template = suima_station_get_template (station, ids->pdata[i], NULL);

      /* One that is broken stays: who chooses it is told why. */
      if (template == NULL || (template->kind == SUIMA_TEMPLATE_LABEL &&
                               !suima_template_has_field (template, "repack")))
        i++;
      else
        g_ptr_array_remove_index (ids, i);
    }
  return ids;
}

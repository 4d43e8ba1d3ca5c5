// SPDX-License-Identifier: Apache-2.0
// What the files of the template parser share. Within this room only; see suima-template.h.
#pragma once

#include "suima-json.h"
#include "suima-template.h"

#include <glib.h>

#define SUIMA_TEMPLATE_EPSILON_MM 1e-6

/** SuimaTemplateReader: an object of the file, and where it stands, for messages. */
typedef struct
{
  json_t *object;
  char where[32]; /* "template" or "box 3" */
} SuimaTemplateReader;

/** suima_template_refuse: Returns: %FALSE, with INVALID and a message that begins with the place.
 */
gboolean
suima_template_refuse (const SuimaTemplateReader *reader, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** suima_template_check_keys: @known: NULL terminated; keys that begin with `x-` pass, too. */
gboolean suima_template_check_keys (const SuimaTemplateReader *reader,
                                    const char *const *known,
                                    GError **error);

/** suima_template_read_number: @range: least and most  @value: (inout): what holds where the key is
 * missing; NAN makes it an error. */
gboolean suima_template_read_number (const SuimaTemplateReader *reader,
                                     const char *key,
                                     const double range[2],
                                     double *value,
                                     GError **error);

/** suima_template_read_count: The same for whole numbers. */
gboolean suima_template_read_count (const SuimaTemplateReader *reader,
                                    const char *key,
                                    const double range[2],
                                    guint *value,
                                    GError **error);

gboolean suima_template_read_flag (const SuimaTemplateReader *reader,
                                   const char *key,
                                   gboolean *ret_flag,
                                   GError **error);

/** suima_template_read_word: Which of @words, NULL terminated, stands under @key; the first where
 * there is none. */
gboolean suima_template_read_word (const SuimaTemplateReader *reader,
                                   const char *key,
                                   const char *const *words,
                                   guint *ret_index,
                                   GError **error);

/** suima_template_read_text: @ret_text: (out) (transfer full): 1 to @max_bytes bytes. */
gboolean suima_template_read_text (const SuimaTemplateReader *reader,
                                   const char *key,
                                   gsize max_bytes,
                                   char **ret_text,
                                   GError **error);

/** suima_template_read_box: @template: its size and margin are known. Returns: (transfer full)
 * (nullable): the box. */
SuimaBox *suima_template_read_box (const SuimaTemplateReader *reader,
                                   const SuimaTemplate *template,
                                   GError **error);
void suima_box_free (SuimaBox *box);

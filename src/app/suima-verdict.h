// SPDX-License-Identifier: Apache-2.0
// What is shown of a judgement: colour, icon and words, which always go together.
#pragma once

#include "suima-station.h"

#include <gtk/gtk.h>

typedef enum
{
  SUIMA_TONE_OK,
  SUIMA_TONE_WARN,
  SUIMA_TONE_STOP,
  SUIMA_TONE_UNKNOWN,
} SuimaTone;

/** suima_tone_get_icon: Returns: (transfer none): the icon's name. */
const char *suima_tone_get_icon (SuimaTone tone);
/** suima_tone_set_class: Gives @widget the class of @tone and takes those of the others. */
void suima_tone_set_class (SuimaTone tone, GtkWidget *widget);

/** suima_verdict_get_tone: @verdict: of a SuimaLookup. Returns: how it is to be taken. */
SuimaTone suima_verdict_get_tone (const char *verdict);
/** suima_severity_get_tone: Returns: ok, warn or stop. */
SuimaTone suima_severity_get_tone (SuimaSeverity severity);

/** suima_card_count_printed: Returns: the labels of the batch that came out and are not void. */
guint suima_card_count_printed (const SuimaBatchCard *card);

/**
 * suima_card_to_chip:
 * @ret_tone: (out): its tone
 * @ret_icon: (out) (transfer none): the name of its icon
 *
 * Returns: (transfer full): few words on a batch: 可打印, 缺 检疫证明, 已过期, 已打印 120.
 */
char *suima_card_to_chip (const SuimaBatchCard *card, SuimaTone *ret_tone, const char **ret_icon);

/** suima_card_to_reason: Returns: (transfer full) (nullable): why it may not print, in sentences. */
char *suima_card_to_reason (const SuimaBatchCard *card);

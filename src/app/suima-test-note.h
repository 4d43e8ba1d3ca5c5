// SPDX-License-Identifier: Apache-2.0
// A test label on its way: what the printer waits for, and how it ended, in words.
#pragma once

#include "suima-session.h"

#include <adwaita.h>

#define SUIMA_TYPE_TEST_NOTE (suima_test_note_get_type ())
/** SuimaTestNote: emits `ended` (gboolean: it came out). */
G_DECLARE_FINAL_TYPE (SuimaTestNote, suima_test_note, SUIMA, TEST_NOTE, AdwBin)

/** suima_test_note_start: Prints one test label of @template_id at the printer @name; nothing while
 * one is on its way. */
void suima_test_note_start (SuimaTestNote *self,
                            SuimaSession *session,
                            const char *name,
                            const char *template_id);

/** suima_test_note_say: Shows @words instead; @is_good: whether nothing is to be done. */
void suima_test_note_say (SuimaTestNote *self, gboolean is_good, const char *words);
/** suima_test_note_clear: Nothing is said any more, and what is on its way is given up. */
void suima_test_note_clear (SuimaTestNote *self);

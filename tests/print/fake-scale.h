// SPDX-License-Identifier: Apache-2.0
// A scale on a pseudo terminal that says the same over and over.
#pragma once

#include <glib.h>

typedef struct _FakeScale FakeScale;

/** fake_scale_start: @says: (nullable): static; what it says every 10 ms. */
FakeScale *fake_scale_start (const char *says);
void fake_scale_free (FakeScale *scale);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeScale, fake_scale_free)

/** fake_scale_get_path: Returns: (transfer none): the file of its port. */
const char *fake_scale_get_path (FakeScale *scale);
/** fake_scale_say: @says: (nullable): static; what it says from now on. */
void fake_scale_say (FakeScale *scale, const char *says);
/** fake_scale_answer_to: From now on it speaks when it is asked @question, static. */
void fake_scale_answer_to (FakeScale *scale, const char *question);
/** fake_scale_vanish: The cable is pulled. */
void fake_scale_vanish (FakeScale *scale);

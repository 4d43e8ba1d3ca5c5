// SPDX-License-Identifier: Apache-2.0
// A number between two keys, for hands in gloves: − 2.5 毫米 +.
#pragma once

#include <adwaita.h>

#define SUIMA_TYPE_STEPPER (suima_stepper_get_type ())
/**
 * SuimaStepper: properties `value`, `lowest`, `highest`, `step` (double), `digits` (decimal places,
 * 0 to 3), `unit`, and `lowest-words`: what stands in the place of the lowest number, such as
 * "as the printer is set". Whoever turns a key hears `notify::value`.
 */
G_DECLARE_FINAL_TYPE (SuimaStepper, suima_stepper, SUIMA, STEPPER, AdwBin)

double suima_stepper_get_value (SuimaStepper *self);
/** suima_stepper_set_value: What is beyond an end becomes that end. */
void suima_stepper_set_value (SuimaStepper *self, double value);

// SPDX-License-Identifier: Apache-2.0
// GS1 application identifiers: element strings and Digital Link paths.
#pragma once

#include "suima-recognise.h"

/**
 * suima_gs1_read_elements:
 * @text: `(01)...(10)...` or plain AIs with 0x1D behind those of variable length, with or without
 *   a symbology identifier (`]C1`, `]Q3`, `]e0`, `]d2`)
 * @scan: gets the fields; @problem is set where an element is wrong
 *
 * Keyboard scanners type the separator as `]C1` or not at all. Without separators a value ends where
 * only one reading is possible; else the rest goes into the field `unread`, and `separators` is
 * among what is unverified.
 *
 * Returns: whether @text is an element string at all (GS1 General Specifications 3 and 7.8).
 */
gboolean suima_gs1_read_elements (const char *text, SuimaScan *scan);

/**
 * suima_gs1_read_link:
 * @text: any URI
 * @scan: gets the fields, `host` among them
 *
 * Returns: whether @text is an http or https URI whose path ends in a GS1 key with its qualifiers
 * in order (GS1 Digital Link URI syntax 1.6).
 */
gboolean suima_gs1_read_link (const char *text, SuimaScan *scan);

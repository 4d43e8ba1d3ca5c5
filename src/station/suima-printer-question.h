// SPDX-License-Identifier: Apache-2.0
// How a printer is, asked in a thread while other work goes on.
#pragma once

#include "suima-printer.h"

typedef struct _SuimaPrinterQuestion SuimaPrinterQuestion;

/** suima_printer_question_new: @printer: used by nobody else until the question is freed. Returns:
 * (transfer full): the question, being asked, for at most 5 s. */
SuimaPrinterQuestion *suima_printer_question_new (SuimaPrinter *printer, GCancellable *cancellable);

/**
 * suima_printer_question_await:
 * @ret_is_ready: (out) (optional): whether a job would print at once
 *
 * Returns: the dots per inch to draw with; 0 on error. Errors: PRINTER (silent, refusing, or of a
 * resolution that is not drawn), NOT_FOUND.
 */
guint suima_printer_question_await (SuimaPrinterQuestion *question,
                                    gboolean *ret_is_ready,
                                    GError **error);

/** suima_printer_question_free: Waits for the answer. */
void suima_printer_question_free (SuimaPrinterQuestion *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterQuestion, suima_printer_question_free)

// SPDX-License-Identifier: Apache-2.0
// What a label printer answers when it is asked how it is. Within this room only.
#pragma once

#include "suima-device.h"

/** SuimaDeviceFault: bits, the one that a person mends first the lowest. */
typedef enum
{
  SUIMA_FAULT_MEDIA_EMPTY = 1 << 0,
  SUIMA_FAULT_MEDIA_JAM = 1 << 1,
  SUIMA_FAULT_RIBBON_EMPTY = 1 << 2,
  SUIMA_FAULT_COVER_OPEN = 1 << 3,
  SUIMA_FAULT_TOO_HOT = 1 << 4,
  SUIMA_FAULT_OTHER = 1 << 5,
  SUIMA_FAULT_PAUSED = 1 << 6,
} SuimaDeviceFault;

/** SuimaDeviceReport: one answer. */
typedef struct
{
  guint faults;       /* of SuimaDeviceFault */
  gboolean is_heard;  /* it has said anything at all */
  gboolean is_whole;  /* all parts of the answer are there */
  gboolean is_clear;  /* whole: no fault, no label held or printing: ready for a job */
  gboolean is_idle;   /* clear, and no piece of a label held either: a job has come out whole */
  gboolean has_piece; /* the beginning of a label is there, not its end */
  int labels_left;    /* in its buffer and in print; -1 when not told */
} SuimaDeviceReport;

/** suima_device_get_question: Returns: (transfer none): what to send. ZPL `~HQES` and `~HS`; TSPL
 * `<ESC>!?`. All are answered at once, before labels that wait. */
const char *suima_device_get_question (SuimaDeviceLanguage language);

/**
 * suima_device_read_answer:
 * @heard: bytes from the printer; what was understood is taken out
 * @report: what is known so far, from all 0 with labels_left -1
 *
 * ZPL: `~HS` is answered with three lines between STX and ETX, but not while media or ribbon are
 * out or the head is open; so a report with faults of `~HQES` alone is heard, not whole. Source:
 * Zebra, ZPL II Programming Guide: ~HS, ~HQ. TSPL: one byte, 0 when idle; bit 0 head open, 1 jam,
 * 2 out of paper, 3 out of ribbon, 4 paused, 5 printing, 7 other. Source: TSC, TSPL/TSPL2
 * Programming Language: <ESC>!?.
 */
void suima_device_read_answer (SuimaDeviceLanguage language,
                               GByteArray *heard,
                               SuimaDeviceReport *report);

/** suima_device_dup_reasons: Returns: (transfer full): IPP printer-state-reasons of @faults, as
 * SuimaPrinterStatus has them. */
char **suima_device_dup_reasons (guint faults);

// SPDX-License-Identifier: Apache-2.0
// Whether a template holds what it will have to hold: drawn with an ordinary batch and with the
// longest words that deliveries bring, at the resolutions of label printers, and read back.
#pragma once

#include "suima-raster.h"
#include "suima-station.h"
#include "suima-template.h"

#include <glib.h>

typedef enum
{
  SUIMA_TEMPLATE_UNREADABLE, /* the file is no template */
  SUIMA_TEMPLATE_HEIGHT,     /* the words need a higher box */
  SUIMA_TEMPLATE_WIDTH,      /* a word needs a wider box */
  SUIMA_TEMPLATE_LINES,      /* the words need more lines than max_lines */
  SUIMA_TEMPLATE_LONG,       /* the words are too many for any label */
  SUIMA_TEMPLATE_CHARACTER,  /* no font has a character */
  SUIMA_TEMPLATE_CODE,       /* the QR code needs a larger box */
  SUIMA_TEMPLATE_MODULE,     /* a warning: its modules are small */
  SUIMA_TEMPLATE_PICTURE,    /* the picture is missing or unusable */
  SUIMA_TEMPLATE_READ_BACK,  /* drawn, and not legible to a reader */
} SuimaTemplateProblemKind;

/** suima_template_problem_to_code: Returns: (transfer none): `height`, `read-back` and so on. */
const char *suima_template_problem_to_code (SuimaTemplateProblemKind kind);

typedef struct
{
  SuimaTemplateProblemKind kind;
  gboolean is_warning; /* it prints all the same */
  guint dpi;           /* 0: at any */
  guint box;           /* its place in the file, from 1; 0 for the whole template */
  char *field;         /* (nullable): the first field of the box */
  char *pattern;       /* (nullable): the box's first words, as in the file */
  char *text;          /* (nullable): what was to stand there */
  gunichar unknown;    /* CHARACTER */
  guint n_lines;       /* LINES: how many are needed */
  double missing_mm;   /* HEIGHT, WIDTH, CODE */
  double module_mm;    /* MODULE */
  guint module_dots;   /* MODULE */
  char *detail;        /* (nullable): UNREADABLE, PICTURE: what the parser said */
  char *message;       /* the sentence */
} SuimaTemplateProblem;

/** SuimaTemplateSheet: the template at one resolution. */
typedef struct
{
  guint dpi;
  guint module_dots;  /* of the longest code; 0 where there is none or it does not fit */
  double module_mm;
  SuimaRaster *plain; /* (nullable): an ordinary label; boxes that do not fit are left out */
  SuimaRaster *worst; /* (nullable): one with the longest words */
} SuimaTemplateSheet;

typedef struct
{
  SuimaTemplate *template; /* (nullable): the file is none */
  gboolean is_ok;          /* no problem but warnings */
  GPtrArray *sheets;       /* (element-type SuimaTemplateSheet) */
  GPtrArray *problems;     /* (element-type SuimaTemplateProblem) */
} SuimaTemplateReport;

void suima_template_report_free (SuimaTemplateReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaTemplateReport, suima_template_report_free)

/**
 * suima_station_check_template:
 * @station: opened for reading is enough; nothing is recorded and no serial is taken
 * @path: a template file; its pictures are looked for beside it first
 * @dpi: 150 to 600; 0 for both usual ones, 203 and 300
 *
 * Returns: (transfer full): what was found; a file that is no template is a report with one
 * problem. Errors: NOT_FOUND, DENIED, INVALID (no file, not readable, too large).
 */
SuimaTemplateReport *suima_station_check_template (SuimaStation *station,
                                                   const char *path,
                                                   guint dpi,
                                                   GError **error);

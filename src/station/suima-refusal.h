// SPDX-License-Identifier: Apache-2.0
// Why an act of the working day is refused, as a sentence for the person who asked. Within this
// room only.
#pragma once

#include "suima-error.h"

#include <glib.h>

typedef enum
{
  SUIMA_REFUSAL_REASON,         /* 1: the act */
  SUIMA_REFUSAL_WHO,
  SUIMA_REFUSAL_CLOCK_BEHIND,   /* 1: today by the clock, 2: day of the newest record */
  SUIMA_REFUSAL_CLOCK_LEAPT,    /* the same */
  SUIMA_REFUSAL_NO_CODE_IN,     /* 1: path of a picture */
  SUIMA_REFUSAL_NOT_OURS,       /* 1: text */
  SUIMA_REFUSAL_RUN_IN_DOUBT,   /* 1: how many, 2: run */
  SUIMA_REFUSAL_RUN_WHOLE,      /* 1: run */
  SUIMA_REFUSAL_RECEIVED,       /* 1: product */
  SUIMA_REFUSAL_OTHER_QUANTITY, /* 1: that came, 2: of the sheet */
  SUIMA_REFUSAL_TOO_MUCH,       /* 1: there, 2: asked for */
  SUIMA_REFUSAL_LABELLED,       /* 1: without labels, 2: asked for */
  SUIMA_REFUSAL_NOT_THERE,      /* 1: product */
  SUIMA_REFUSAL_WHERE,          /* 1: places */
  SUIMA_REFUSAL_TWICE,          /* 1: code */
  SUIMA_REFUSAL_STATE,          /* 1: code, 2: its state */
  SUIMA_REFUSAL_LOCKED,         /* 1: product, 2: reason */
  SUIMA_REFUSAL_NOTHING,        /* nothing was named */
  SUIMA_REFUSAL_QUANTITY,       /* 1: the act needs a quantity */
  SUIMA_REFUSAL_FILE_TYPE,      /* 1: path */
  SUIMA_REFUSAL_PAPER_NUMBER,
  SUIMA_REFUSAL_PAPER_DAMAGED,  /* 1: number */
  SUIMA_REFUSAL_PAPER_UNIT,
  SUIMA_REFUSAL_PAPER_KNOWN,    /* 1: kind, 2: number */
  SUIMA_REFUSAL_PAPER_UNKNOWN,  /* 1: kind, 2: number */
  SUIMA_REFUSAL_PAPER_OTHER_UNIT, /* 1: of the paper, 2: of the batch */
  SUIMA_REFUSAL_PAPER_USED_UP,  /* 1: number, 2: left, 3: asked */
  SUIMA_REFUSAL_PAPER_EXPIRED,  /* 1: number, 2: last day */
  SUIMA_REFUSAL_OTHER_UNIT,     /* 1: of the goods, 2: counted in */
  SUIMA_REFUSAL_MORE_OUT,       /* 1: out, 2: in */
  SUIMA_REFUSAL_LOSS,           /* 1: in, 2: out */
  SUIMA_REFUSAL_METHOD,
  SUIMA_REFUSAL_NOT_HELD,       /* 1: product */
  SUIMA_REFUSAL_NOT_LATE,
  SUIMA_REFUSAL_NOTHING_SINCE,  /* 1: day */
  SUIMA_REFUSAL_DAYS,           /* the last day lies before the first */
  SUIMA_REFUSAL_FOLDER,         /* 1: path */
  SUIMA_REFUSAL_CLOCK_AHEAD,    /* 1: today, 2: day of the newest record */
  SUIMA_N_REFUSALS
} SuimaRefusal;

/** suima_refuse: Sets @error to the refusal's sentence, with the texts that follow in their places.
 * Returns: %FALSE. */
gboolean suima_refuse (GError **error, SuimaError code, SuimaRefusal refusal, ...)
    G_GNUC_NULL_TERMINATED;

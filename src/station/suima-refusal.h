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
  SUIMA_REFUSAL_NO_LOT,
  SUIMA_REFUSAL_LOT_KNOWN,      /* 1: lot */
  SUIMA_REFUSAL_PAPER_OTHER_PRODUCT, /* 1: number, 2: its product, 3: of the batch */
  SUIMA_REFUSAL_PAPER_OTHER_LOT, /* 1: number, 2: its lot, 3: of the batch */
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
  SUIMA_REFUSAL_GATE_TWICE,     /* 1: product */
  SUIMA_REFUSAL_NOT_AT_GATE,    /* 1: product */
  SUIMA_REFUSAL_ENTRY_ZONE,
  SUIMA_REFUSAL_UNTESTED,       /* 1: product */
  SUIMA_REFUSAL_DRAWN,          /* 1: product */
  SUIMA_REFUSAL_FAILED,         /* 1: product, 2: what failed */
  SUIMA_REFUSAL_TEST_WORDS,
  SUIMA_REFUSAL_USCC,           /* 1: as typed */
  SUIMA_REFUSAL_SELLER_NAME,
  SUIMA_REFUSAL_SELLER_KNOWN,   /* 1: name */
  SUIMA_REFUSAL_SELLER_UNKNOWN, /* 1: name */
  SUIMA_REFUSAL_SELLER_LEFT,    /* 1: name, 2: day */
  SUIMA_REFUSAL_SIGNER,
  SUIMA_REFUSAL_SIGNED,         /* 1: who signed */
  SUIMA_REFUSAL_LEDGER_HEADER,  /* 1: file */
  SUIMA_REFUSAL_NO_OBSTACLE,    /* 1: rule, 2: product */
  SUIMA_REFUSAL_NO_OVERRIDE,    /* 1: what the rule says, 2: rule */
  SUIMA_REFUSAL_PASSED,         /* 1: what the rule says */
  SUIMA_REFUSAL_SUPERVISOR,     /* nobody was named, or no PIN */
  SUIMA_REFUSAL_NOT_ROLE,       /* 1: name */
  SUIMA_REFUSAL_SIGN_IN,        /* no name, or no PIN */
  SUIMA_REFUSAL_NO_BADGE,
  SUIMA_REFUSAL_NOTICE_FIELDS,
  SUIMA_REFUSAL_NOTICE_SIGNATURE,
  SUIMA_REFUSAL_NOTICE_OLD,     /* 1: id of the notice, 2: known version */
  SUIMA_REFUSAL_RECALL_MARKS,
  SUIMA_REFUSAL_RECALL_TITLE,
  SUIMA_REFUSAL_RECALL_NOTHING,
  SUIMA_REFUSAL_RECALL_STRANGER, /* 1: code */
  SUIMA_REFUSAL_RECALL_NOT_LOCKED, /* 1: code */
  SUIMA_REFUSAL_RECALL_CLOSED,  /* 1: title */
  SUIMA_REFUSAL_RECALL_LEFT,    /* 1: labels, 2: without labels */
  SUIMA_REFUSAL_REHEARSAL,
  SUIMA_REFUSAL_NOT_EXPIRED,    /* 1: product, 2: last day */
  SUIMA_REFUSAL_OPERATOR,       /* no name of the shop is set */
  SUIMA_REFUSAL_NO_SALE,        /* 1: event */
  SUIMA_REFUSAL_BUYERS,         /* 1, 2: names */
  SUIMA_REFUSAL_VOUCHER_LONG,
  SUIMA_REFUSAL_VOUCHER_MADE,   /* 1: event, 2: number */
  SUIMA_REFUSAL_NO_VOUCHER,     /* 1: number */
  SUIMA_REFUSAL_OTHERS_VOUCHER, /* 1: number */
  SUIMA_REFUSAL_NO_VOUCHER_CODE,
  SUIMA_REFUSAL_VOUCHER_ALTERED,
  SUIMA_REFUSAL_OTHER_KEY,      /* 1: station */
  SUIMA_REFUSAL_NEW_SELLER,     /* 1: seller, 2: station */
  SUIMA_REFUSAL_CHECK_WORD,     /* 1: seller, 2: as it was said */
  SUIMA_REFUSAL_VOUCHER_SHORT,  /* 1: number, 2: seller */
  SUIMA_REFUSAL_VOUCHER_FILE,   /* 1: number */
  SUIMA_REFUSAL_VOUCHER_OURS,   /* 1: number */
  SUIMA_REFUSAL_BASIS,
  SUIMA_REFUSAL_PHONE,
  SUIMA_REFUSAL_NO_ORIGIN,      /* 1: product */
  SUIMA_REFUSAL_NOTHING_COLLECTED, /* 1: product */
  SUIMA_REFUSAL_PAPER_NOT_OURS, /* 1: number */
  SUIMA_REFUSAL_NO_CERTIFICATE,
  SUIMA_REFUSAL_OTHER_GOODS,    /* 1: of the certificate, 2: of the batch */
  SUIMA_REFUSAL_ADOPTED,        /* 1: code */
  SUIMA_REFUSAL_NO_BOX_CODE,    /* 1: code */
  SUIMA_REFUSAL_ALL_ADOPTED,    /* 1: product */
  SUIMA_REFUSAL_SOME_ADOPTED,   /* 1: coded, 2: all, 3: left */
  SUIMA_REFUSAL_SUPPLIERS_CODE, /* 1: code */
  SUIMA_REFUSAL_NO_CARTON,      /* 1: code */
  SUIMA_REFUSAL_CARTON_UNREAD,  /* 1: code */
  SUIMA_REFUSAL_NEW_GTIN,       /* 1: GTIN */
  SUIMA_REFUSAL_NO_EVENT,       /* 1: event */
  SUIMA_REFUSAL_NOT_SAID,       /* 1: kind of paper */
  SUIMA_REFUSAL_MOVED_ON,       /* 1: product, 2: act */
  SUIMA_REFUSAL_UNDONE,         /* 1: product */
  SUIMA_REFUSAL_PRINTING,       /* 1: product */
  SUIMA_REFUSAL_NO_RECEIPT,     /* 1: what it is */
  SUIMA_REFUSAL_TICKET,
  SUIMA_REFUSAL_PROOF,          /* 1: product, 2: what is missing, 3: rule */
  SUIMA_REFUSAL_WEIGH_APART,
  SUIMA_REFUSAL_FIELD,          /* 1: as named, 2: those there are */
  SUIMA_REFUSAL_DAY,            /* 1: as typed */
  SUIMA_REFUSAL_NO_PRODUCT,
  SUIMA_REFUSAL_SAME_VALUE,     /* 1: value */
  SUIMA_REFUSAL_BATCH_DAYS,
  SUIMA_REFUSAL_UNIT_USED,      /* 1: product, 2: unit */
  SUIMA_REFUSAL_LABELS_SAY,     /* 1: how many, 2: product, 3: old value */
  SUIMA_REFUSAL_KEY_REVOKED,    /* 1: station, 2: seller */
  SUIMA_REFUSAL_NAME_DIFFERS,   /* 1: name at the hub, 2: of the voucher, 3: station */
  SUIMA_REFUSAL_LAST_SUPERVISOR, /* 1: name */
  SUIMA_REFUSAL_NO_SUCH_BADGE,  /* 1: name */
  SUIMA_N_REFUSALS
} SuimaRefusal;

/** suima_refuse: Sets @error to the refusal's sentence, with the texts that follow in their places.
 * Returns: %FALSE. */
gboolean suima_refuse (GError **error, SuimaError code, SuimaRefusal refusal, ...)
    G_GNUC_NULL_TERMINATED;

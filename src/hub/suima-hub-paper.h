// SPDX-License-Identifier: Apache-2.0
// What the record says about a voucher or a certificate, folded from the events that name it.
#pragma once

#include "suima-hub-private.h"

#include "suima-conformity.h"
#include "suima-voucher.h"

/** SuimaPaperState: one answer each; the order is that of the page's words. */
typedef enum
{
  SUIMA_PAPER_VOUCHER_GOOD,       /* signed by its station, and on record */
  SUIMA_PAPER_VOUCHER_UNREPORTED, /* signed by its station; its events have not come yet */
  SUIMA_PAPER_VOUCHER_RECALLED,   /* goods on it are */
  SUIMA_PAPER_VOUCHER_TWICE,      /* more than one shop received goods by it */
  SUIMA_PAPER_VOUCHER_WITHDRAWN,
  SUIMA_PAPER_VOUCHER_REVOKED, /* the key of its station is */
  SUIMA_PAPER_VOUCHER_STRANGER, /* its station did not enrol here */
  SUIMA_PAPER_VOUCHER_UNCHECKED, /* asked under another name than its own */
  SUIMA_PAPER_VOUCHER_FORGED,
  SUIMA_PAPER_VOUCHER_BROKEN,
  SUIMA_PAPER_CERTIFICATE_ISSUED,  /* a station says that it made it */
  SUIMA_PAPER_CERTIFICATE_FILED,   /* stations have it, none says that it made it */
  SUIMA_PAPER_CERTIFICATE_CLAIMED, /* more than one says so */
  SUIMA_PAPER_CERTIFICATE_WITHDRAWN,
  SUIMA_PAPER_CERTIFICATE_UNKNOWN,
  SUIMA_PAPER_CERTIFICATE_BROKEN, /* the number is none */
  SUIMA_N_PAPER_STATES
} SuimaPaperState;

/** SuimaPaper: one that was asked for. */
typedef struct
{
  SuimaPaperState state;
  SuimaVoucher *voucher; /* (nullable): what its code says, whether true or not */
  char *number;          /* (nullable) */
  char *registered;      /* (nullable): whose the station of a voucher is, as it said itself */
  char *issuer;          /* (nullable): of a certificate */
  char *product;         /* (nullable): likewise */
  SuimaDay issued;       /* likewise, or SUIMA_DAY_NONE */
  GPtrArray *lots;       /* (element-type utf8): likewise: of the batches that it is for */
  gint64 reported_us;    /* when its maker said so; 0: not yet */
  gint64 received_us;    /* when another first received goods by it; 0: nobody said so */
  guint n_shops;         /* that received goods by it, or have it among their papers */
  gint64 record_us;      /* when the newest of its events came; 0 for none */
} SuimaPaper;

void suima_paper_free (SuimaPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPaper, suima_paper_free)

/**
 * suima_hub_trace_voucher:
 * @uri: `HTTPS://HUB/V/...`
 * @host: (nullable): the name under which the phone came, upper case
 *
 * Returns: (transfer full): what is known. Errors: those of the database.
 */
SuimaPaper *
suima_hub_trace_voucher (SuimaHub *hub, const char *uri, const char *host, GError **error);

/** suima_hub_trace_certificate: @uri: `HTTPS://HUB/HGZ/<number>`. Returns: likewise. */
SuimaPaper *suima_hub_trace_certificate (SuimaHub *hub, const char *uri, GError **error);

// SPDX-License-Identifier: Apache-2.0
// The page of a voucher or a certificate.
#pragma once

#include "suima-hub-page-writer.h"

/** suima_page_is_paper: Returns: whether @uri, `HTTPS://HUB/...`, is that of a voucher or a
 * certificate, whole or not. */
gboolean suima_page_is_paper (const char *uri);
/** suima_hub_paper_page: @host: (nullable): the name under which the phone came, upper case. Returns:
 * (transfer full). */
SuimaReply *
suima_hub_paper_page (SuimaHub *hub, SuimaPage *page, const char *uri, const char *host);

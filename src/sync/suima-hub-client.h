// SPDX-License-Identifier: Apache-2.0
// The station's side of the hub's HTTP interface.
#pragma once

#include "suima-key.h"

#include <gio/gio.h>

#define SUIMA_TYPE_HUB_CLIENT (suima_hub_client_get_type ())
G_DECLARE_FINAL_TYPE (SuimaHubClient, suima_hub_client, SUIMA, HUB_CLIENT, GObject)

/**
 * suima_hub_client_new:
 * @base_uri: `http://127.0.0.1:8460` or `https://hub.example.cn`
 * @key: (nullable): signs the requests; borrowed, outlives the client
 *
 * All functions below block; call them in a thread.
 *
 * Returns: (transfer full): a client. Errors: INVALID for a URI that is not http or https.
 */
SuimaHubClient *suima_hub_client_new (const char *base_uri, const SuimaKey *key, GError **error);

/** SuimaEnrolment: what a hub gives a new station. */
typedef struct
{
  guint32 station;
  guint8 epoch;
  guint8 serial_key[SUIMA_KEY_SIZE_BYTES];
  char *host; /* (nullable): the name that the labels' codes should carry */
  char *hub_key; /* (nullable): 64 hex digits: what signs the feeds of this hub */
} SuimaEnrolment;

void suima_enrolment_free (SuimaEnrolment *enrolment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaEnrolment, suima_enrolment_free)

/**
 * suima_hub_client_enrol:
 * @code: the one-time code
 *
 * POST /enrol. Sends the public key and a signature over the code; the serial key comes back in a
 * sealed box.
 *
 * Returns: (transfer full): the enrolment; asking again with the same code and key gives the same.
 * Errors: OFFLINE, DENIED (wrong code), BUSY (five wrong ones: wait a minute), INVALID.
 */
SuimaEnrolment *suima_hub_client_enrol (SuimaHubClient *self,
                                        const char *code,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * suima_hub_client_greet:
 *
 * GET /health.
 *
 * Returns: whether the hub answers and is well. Errors: OFFLINE, BUSY; G_IO_ERROR_CANCELLED.
 */
gboolean suima_hub_client_greet (SuimaHubClient *self, GCancellable *cancellable, GError **error);

/** SuimaCaptureRefusal: an event that the hub did not take. */
typedef struct
{
  char *event_id;
  char *reason;
} SuimaCaptureRefusal;

/** SuimaCaptureResult: what became of one document. */
typedef struct
{
  guint accepted;
  guint duplicates;    /* stored before: as good as accepted */
  GPtrArray *refusals; /* (element-type SuimaCaptureRefusal) */
  gint64 hub_time_us;  /* the hub's Date, 0 when it gave none */
} SuimaCaptureResult;

void suima_capture_result_free (SuimaCaptureResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaCaptureResult, suima_capture_result_free)

/**
 * suima_hub_client_capture:
 * @document: an EPCISDocument
 * @ret_retry_after_s: (out) (optional): the hub's Retry-After with OFFLINE or BUSY; 0 for none
 *
 * POST /capture, gzip, signed, error behaviour `proceed`; then asks the job resource until it is
 * done. Redirects are not followed.
 *
 * Returns: (transfer full): the result; the hub has committed what it accepted. Errors: OFFLINE
 * (not reached, 5xx, 404, a redirect, an answer that is not a hub's: nothing is known of the
 * document), BUSY (429, 503), DENIED (401, 403), NO_SPACE (413: send less), INVALID (the hub
 * refuses the whole document), G_IO_ERROR_CANCELLED.
 */
SuimaCaptureResult *suima_hub_client_capture (SuimaHubClient *self,
                                              const char *document,
                                              guint *ret_retry_after_s,
                                              GCancellable *cancellable,
                                              GError **error);

/**
 * suima_hub_client_publish:
 *
 * POST /stations/TTTTE: whose the key is. Errors: as suima_hub_client_capture(); DENIED also where
 * the station is not enrolled; NOT_FOUND for a hub that does not know the resource.
 */
gboolean suima_hub_client_publish (SuimaHubClient *self,
                                   const char *seller,
                                   const char *shop,
                                   GCancellable *cancellable,
                                   GError **error);

/** suima_hub_client_give_notice: POST /feeds/recall of a signed notice, as it is. Errors: DENIED for a
 * station that is not a market's or an authority's; INVALID for what is no signed notice. */
gboolean suima_hub_client_give_notice (SuimaHubClient *self,
                                       const char *text,
                                       GCancellable *cancellable,
                                       GError **error);

/** SuimaFeedPage: items of a feed, each with the hub's signature checked; owned. */
typedef struct
{
  GPtrArray *bodies; /* (element-type utf8): of the items after the cursor, without a gap */
  gint64 next;       /* the cursor from now on */
  gint64 head;       /* the hub's newest; less than the cursor: the hub lost what it had */
  char *hub_key;     /* 64 hex digits */
} SuimaFeedPage;

void suima_feed_page_free (SuimaFeedPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaFeedPage, suima_feed_page_free)

/**
 * suima_hub_client_pull:
 * @feed: `keys`, `recall`
 * @after: the cursor; 0 for all
 * @hub_key: (nullable): 64 hex digits; %NULL takes the one that the hub names
 *
 * GET /feeds/NAME?after=N.
 *
 * Returns: (transfer full): one page; ask on while it has bodies. Errors: NOT_FOUND for a hub that
 * has no such feed; DENIED when the answer is not signed by @hub_key, or an item is missing;
 * OFFLINE, BUSY.
 */
SuimaFeedPage *suima_hub_client_pull (SuimaHubClient *self,
                                      const char *feed,
                                      gint64 after,
                                      const char *hub_key,
                                      GCancellable *cancellable,
                                      GError **error);

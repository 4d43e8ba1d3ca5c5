// SPDX-License-Identifier: Apache-2.0
// One IPP question and its answer, with a time limit. Within this room only; see suima-printer.h.
#pragma once

#include <cups/cups.h>
#include <gio/gio.h>

/** SuimaIppTarget: where a destination is. */
typedef struct
{
  char *destination; /* as given */
  char *host;        /* name, address, or the path of a local socket */
  int port;
  gboolean is_encrypted;
  gboolean is_queue; /* a CUPS queue rather than a printer: filters stand between */
  char *resource;    /* `/ipp/print` */
  char *uri;         /* the printer-uri attribute */
} SuimaIppTarget;

/** suima_ipp_target_parse: Returns: (transfer full): see suima_printer_new(). Errors: INVALID. */
SuimaIppTarget *suima_ipp_target_parse (const char *destination, GError **error);
void suima_ipp_target_free (SuimaIppTarget *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaIppTarget, suima_ipp_target_free)

typedef struct _SuimaIppLink SuimaIppLink;

/**
 * suima_ipp_link_open:
 * @target: outlives the link
 * @timeout_ms: the longest wait for any single answer
 * @cancellable: (nullable): ends every wait within a quarter of a second
 *
 * Returns: (transfer full): a connection. Errors: PRINTER; G_IO_ERROR_CANCELLED.
 */
SuimaIppLink *suima_ipp_link_open (const SuimaIppTarget *target,
                                   int timeout_ms,
                                   GCancellable *cancellable,
                                   GError **error);
void suima_ipp_link_close (SuimaIppLink *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaIppLink, suima_ipp_link_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ipp_t, ippDelete)

/** suima_ipp_new_request: Returns: (transfer full): @operation with printer-uri, job-id (unless 0)
 * and requesting-user-name. */
ipp_t *suima_ipp_new_request (const SuimaIppTarget *target, ipp_op_t operation, int job_id);

/**
 * suima_ipp_link_ask:
 * @request: (transfer none): the question
 * @document: (nullable): sent behind it
 * @ret_may_have_data: (out) (optional): whether any of @document may have left
 *
 * Returns: (transfer full): the answer, whatever its status. Errors: PRINTER when none comes;
 * G_IO_ERROR_CANCELLED.
 */
ipp_t *suima_ipp_link_ask (SuimaIppLink *link,
                           ipp_t *request,
                           GBytes *document,
                           gboolean *ret_may_have_data,
                           GError **error);

/** suima_ipp_link_get_identity: Returns: a number that stays the same until the other end has hung
 * up: libcups connects anew without a word. */
guint64 suima_ipp_link_get_identity (SuimaIppLink *link);

/** suima_ipp_link_is_open: Returns: whether the other end has not hung up. */
gboolean suima_ipp_link_is_open (SuimaIppLink *link);

/** suima_ipp_check: Returns: whether @answer is a success. Errors: NOT_FOUND when the printer knows
 * no such job, PRINTER for every other refusal. @what: the act, "does not take the job". */
gboolean
suima_ipp_check (const SuimaIppTarget *target, ipp_t *answer, const char *what, GError **error);

/** suima_ipp_dup_keywords: Returns: (transfer full): the texts of attribute @name; empty when the
 * answer has none. */
char **suima_ipp_dup_keywords (ipp_t *answer, const char *name);

/** suima_ipp_dup_reasons: Returns: (transfer full): the same without severity: "media-empty-error"
 * is "media-empty", "none" is no reason. */
char **suima_ipp_dup_reasons (ipp_t *answer, const char *name);

// SPDX-License-Identifier: Apache-2.0
// The address in a scanned text, read so that no trick makes one host look like another.
#pragma once

#include <glib.h>

typedef enum
{
  SUIMA_ADDRESS_PLAIN,
  SUIMA_ADDRESS_USER,    /* something stands before an `@`: made to look like another host */
  SUIMA_ADDRESS_FOREIGN, /* letters outside ASCII in the host */
  SUIMA_ADDRESS_BROKEN,  /* a backslash, an escape, a bracket, an empty label in the host */
} SuimaAddressForm;

/** SuimaAddress: only a PLAIN one may be compared with the hosts of known issuers. */
typedef struct
{
  SuimaAddressForm form;
  char *host; /* lower case, no port, no final dot; FOREIGN: as `xn--`; may be empty if BROKEN */
  guint port; /* 0 where none is written, or the usual one of the scheme */
  char *rest; /* path, query and fragment as they stand; may be empty */
} SuimaAddress;

/**
 * suima_address_parse:
 * @text: any UTF-8
 *
 * Returns: (transfer full) (nullable): the address if @text begins with `http://` or `https://` in
 * either case, or, without a scheme, with a host of at least two dots; has no blank and no control
 * character.
 */
SuimaAddress *suima_address_parse (const char *text);
void suima_address_free (SuimaAddress *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaAddress, suima_address_free)

/**
 * suima_address_is_within:
 * @domain: lower case, without a leading dot: `zj.gov.cn`
 *
 * Returns: whether the host is @domain or ends in it at a dot. Never for one that is not PLAIN.
 */
gboolean suima_address_is_within (const SuimaAddress *address, const char *domain);

/** suima_domain_is_valid: Returns: whether @domain is lower case letters, digits and hyphens in at
 * least two labels: what a rule may name. */
gboolean suima_domain_is_valid (const char *domain);

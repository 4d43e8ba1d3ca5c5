// SPDX-License-Identifier: Apache-2.0
// Who may see what (脱敏): a table of roles and kinds of fields, and the masks.
#pragma once

#include "suima-batch.h"
#include "suima-json.h"

#include <glib.h>

typedef enum
{
  SUIMA_ROLE_CONSUMER, /* a shopper at the screen on the wall */
  SUIMA_ROLE_CLERK,    /* of this shop */
  SUIMA_ROLE_OWNER,    /* of this shop */
  SUIMA_ROLE_OPERATOR, /* of the market */
  SUIMA_ROLE_REGULATOR,
  SUIMA_N_ROLES
} SuimaRole;

/** suima_role_to_code: Returns: (transfer none): `consumer`, `clerk`, `owner`, `operator`,
 * `regulator`. */
const char *suima_role_to_code (SuimaRole role);
/** suima_role_from_code: @code: (nullable). Returns: whether it names a role, and the role. */
gboolean suima_role_from_code (const char *code, SuimaRole *ret_role);

typedef enum
{
  SUIMA_FIELD_GOODS,        /* product, origin, dates, storage, status, numbers of papers */
  SUIMA_FIELD_ORGANISATION, /* seller, importer, producer: a firm, or a person who trades */
  SUIMA_FIELD_USCC,         /* 统一社会信用代码 */
  SUIMA_FIELD_PHONE,
  SUIMA_FIELD_ID_CARD,
  SUIMA_FIELD_PERSON, /* driver, inspector, farmer, contact */
  SUIMA_FIELD_ADDRESS,
  SUIMA_FIELD_QUANTITY,
  SUIMA_FIELD_PRICE,
  SUIMA_FIELD_CHAIN, /* to whom it went */
  SUIMA_FIELD_PAPER_IMAGE,
  SUIMA_FIELD_TEST_RESULT, /* MASKED: pass or fail, and the day */
  SUIMA_FIELD_PLACE,       /* 库位, position */
  SUIMA_FIELD_BUYER,       /* real names of buyers, where a rule asks for them */
  SUIMA_FIELD_NOTE,        /* free text of the shop */
  SUIMA_N_FIELD_CLASSES
} SuimaFieldClass;

typedef enum
{
  SUIMA_ACCESS_NONE,
  SUIMA_ACCESS_MASKED,
  SUIMA_ACCESS_REVEAL, /* masked, until it is revealed with a reason, on the record */
  SUIMA_ACCESS_FULL,
} SuimaAccess;

/** suima_role_get_access: Returns: what @role sees of fields of @field. */
SuimaAccess suima_role_get_access (SuimaRole role, SuimaFieldClass field);

/**
 * suima_mask_phone:
 * `138****1234`, `0760-****567`, `400****123`; several numbers apart by `/`. Public service numbers
 * of 3 to 5 digits beginning with 1, such as 12315, stay. Full-width digits count as digits, and
 * what is no part of a number is left out.
 *
 * Every mask: Returns: (transfer full): UTF-8, whatever @text holds; masking twice is masking once.
 */
char *suima_mask_phone (const char *text);
/** suima_mask_person: `张*`, `欧阳*`, `J*`: the surname, whatever the length of the rest. */
char *suima_mask_person (const char *text);
/** suima_mask_id_card: `4420**********0011`; what is too short to be one is hidden whole. */
char *suima_mask_id_card (const char *text);
/** suima_mask_uscc: `92442000*******030`. */
char *suima_mask_uscc (const char *text);
/** suima_mask_address: `广东省中山市石岐区*`: to the county, or the market where one is named. */
char *suima_mask_address (const char *text);
/** suima_mask_trader: Names of firms and shops stay, 张小明水果店 among them; the name of the
 * person beside them or in their place becomes `张*`, and a phone number is masked. */
char *suima_mask_trader (const char *text);
/** suima_mask_text: Free text with its phone and card numbers masked. */
char *suima_mask_text (const char *text);

/**
 * suima_mask_for:
 * @text: (nullable)
 *
 * Returns: (transfer full) (nullable): what @role may see of @text: all, masked, or %NULL. Credit
 * codes of firms stay, as they stand in a public register; those of persons who trade (92) do not.
 */
char *suima_mask_for (SuimaRole role, SuimaFieldClass field, const char *text);

/** suima_mask_batch: Leaves in @batch what @role may see; a hidden quantity is 0. */
void suima_mask_batch (SuimaBatch *batch, SuimaRole role);

/** suima_batch_find_field: Returns: (transfer none) (nullable): the text of @name, such as
 * `supplier_phone`, and its class; %NULL and FALSE in @ret_is_field where there is none. */
const char *suima_batch_find_field (const SuimaBatch *batch,
                                    const char *name,
                                    SuimaFieldClass *ret_class,
                                    gboolean *ret_is_field);

/** suima_mask_event: Leaves in an EPCIS event what @role may see. Returns: whether it changed. */
gboolean suima_mask_event (json_t *event, SuimaRole role);

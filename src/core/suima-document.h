// SPDX-License-Identifier: Apache-2.0
// A paper in the wallet: one certificate that serves many batches.
#pragma once

#include "suima-batch.h"

#include <glib.h>

/** SuimaDocument: nullable texts are %NULL for "not said". */
typedef struct
{
  gint64 id; /* 0 until stored */
  SuimaPaperKind kind;
  char *number;          /* folded: see suima_paper_number_fold() */
  char *issuer;          /* nullable */
  char *product, *lot;   /* nullable: all that it is for */
  SuimaDay issued, valid_to; /* NONE: not said */
  gint64 quantity_milli; /* that it covers, thousandths of @unit; 0: it says none */
  char *unit;            /* nullable */
  char *body;            /* nullable: of a paper issued here: what stands on it, JSON */

  /* when read */
  gint64 added_us;
  gint64 used_milli;     /* of batches that name it and have its unit */
  guint n_batches;       /* that name it */
  GPtrArray *attachments; /* (element-type utf8): SHA-256 of the files, 64 hex digits */
} SuimaDocument;

SuimaDocument *suima_document_new (void);
void suima_document_free (SuimaDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDocument, suima_document_free)

/** suima_paper_number_fold: @number: as typed or scanned. Returns: (transfer full): narrow letters
 * and digits, hyphens of any make as `-`, blanks gone, upper case. */
char *suima_paper_number_fold (const char *number);

/** suima_document_is_for_product: @product: of a batch. Returns: whether the paper is for it: one of
 * the two names has the other in it, blanks, width and case aside; %TRUE where it names none. */
gboolean suima_document_is_for_product (const SuimaDocument *document, const char *product);
/** suima_document_is_for_lot: @lot: (nullable): of a batch. Returns: likewise, of the same lot. */
gboolean suima_document_is_for_lot (const SuimaDocument *document, const char *lot);

/** SuimaPaperDoubt: what is odd about a number. A doubt never forbids: formats changed before. */
typedef enum
{
  SUIMA_PAPER_DOUBT_NONE,
  SUIMA_PAPER_DOUBT_INSPECTION, /* 入境货物检验检疫证明: usually 15 or 18 digits */
  SUIMA_PAPER_DOUBT_CUSTOMS,    /* 报关单: 18 digits, the 9th is 1 for import */
  SUIMA_PAPER_DOUBT_PLANT,      /* 境外生产企业: C or Q, three letters, 14 digits, or an old number */
  SUIMA_PAPER_DOUBT_QUARANTINE, /* 动物检疫合格证明: usually 10 digits */
  SUIMA_PAPER_DOUBT_DAMAGED,    /* digits lost by a spreadsheet: E+17, zeros past the 15th */
} SuimaPaperDoubt;

/** suima_paper_check_number: @number: folded. */
SuimaPaperDoubt suima_paper_check_number (SuimaPaperKind kind, const char *number);

/** suima_unit_is_same: @one, @other: (nullable). Returns: whether two units as written are one: kg,
 * 公斤 and 千克 are; 斤 is another. */
gboolean suima_unit_is_same (const char *one, const char *other);

/** suima_unit_to_grams: Returns: how many grams a unit of weight has, 0 for any other. */
gint64 suima_unit_to_grams (const char *unit);

/** SuimaFileType: what an attachment may be. */
typedef enum
{
  SUIMA_FILE_UNKNOWN,
  SUIMA_FILE_JPEG,
  SUIMA_FILE_PNG,
  SUIMA_FILE_PDF,
} SuimaFileType;

/** suima_file_type_of: By its first bytes, never by its name. */
SuimaFileType suima_file_type_of (const void *bytes, gsize size_bytes);
/** suima_file_type_to_code: Returns: (transfer none): the media type, `image/jpeg`. */
const char *suima_file_type_to_code (SuimaFileType type);

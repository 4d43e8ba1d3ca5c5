// SPDX-License-Identifier: Apache-2.0
// How scales say a weight: rows of data, and the one function that reads bytes by a row.
#pragma once

#include <glib.h>

#define SUIMA_SCALE_MAX_FRAME 64u

/** SuimaScaleTest: a text that the frame has, or bits of one byte of it; none when all is 0. */
typedef struct
{
  gboolean is_given;
  char *text; /* (nullable): at @at; anywhere when that is -1 */
  int at;     /* from 0, the frame's first byte */
  guint8 mask, is;
} SuimaScaleTest;

typedef enum
{
  SUIMA_SCALE_KG,
  SUIMA_SCALE_G,
  SUIMA_SCALE_LB,
  SUIMA_SCALE_OZ,
  SUIMA_SCALE_JIN,  /* 500 g */
  SUIMA_SCALE_TOLD, /* behind the number; a frame without one is not read */
} SuimaScaleUnit;

/** SuimaScaleProtocol: one row, resources/scales/ID.json. */
typedef struct
{
  char *id, *title;
  char *source; /* (nullable): where its facts stand */

  /* the line, as the makers ship it */
  guint baud, data_bits, stop_bits;
  char parity;  /* 'N', 'E', 'O' */
  GBytes *poll; /* (nullable): what to send for one frame; otherwise it talks by itself */

  /* frame: from @start to @end; -1 for neither; one of end and length is given */
  int start, end;
  guint length; /* in all; 0: any */

  /* number: @number_length 0 is the first number that stands there */
  guint number_at, number_length;
  gboolean is_reversed; /* the last digit comes first */
  gboolean has_decimals;
  int decimals; /* without decimals_mask; otherwise what is taken off the byte's bits */
  int decimals_at;
  guint8 decimals_mask;
  SuimaScaleUnit unit, unit_else;
  SuimaScaleTest unit_when; /* given: when it fails, unit_else */

  SuimaScaleTest stable, unstable, overload, negative;
  guint repeats; /* how often one weight is to be said where nothing says that it is at rest */
} SuimaScaleProtocol;

void suima_scale_protocol_free (SuimaScaleProtocol *protocol);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaScaleProtocol, suima_scale_protocol_free)

/**
 * suima_scale_protocol_parse:
 * @text: a row as JSON
 *
 * Returns: (transfer full): the row. Errors: INVALID, naming the key.
 */
SuimaScaleProtocol *suima_scale_protocol_parse (const char *text, gsize size_bytes, GError **error);

/** suima_scale_protocol_tells_stable: Returns: whether a frame says that the weight is at rest. */
gboolean suima_scale_protocol_tells_stable (const SuimaScaleProtocol *protocol);

/** SuimaScaleReading: what one frame says. */
typedef struct
{
  gint64 weight_mg; /* rounded to the nearest; 0 with overload */
  gboolean is_stable;
  gboolean is_overload;
} SuimaScaleReading;

/**
 * suima_scale_protocol_take:
 * @heard: bytes from the scale; what was looked at is taken out, at most 4 KB stay
 * @reading: (out): of the first frame that is whole and right
 *
 * Bytes that are no frame are passed over.
 *
 * Returns: whether there was one.
 */
gboolean suima_scale_protocol_take (const SuimaScaleProtocol *protocol,
                                    GByteArray *heard,
                                    SuimaScaleReading *reading);

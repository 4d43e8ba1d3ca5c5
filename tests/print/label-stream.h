// SPDX-License-Identifier: Apache-2.0
// ZPL and TSPL as a printer reads them, as far as this project writes them; anything else fails
// the test.
#pragma once

#include "suima-raster.h"

typedef enum
{
  LABEL_NOTHING, /* more bytes are needed */
  LABEL_SETUP,
  LABEL_QUESTION,
  LABEL_PRINTED,
} LabelPiece;

typedef struct
{
  gboolean is_tspl;
  guint dpi;

  /* owned */
  GByteArray *bytes;   /* not yet read */
  GString *setup;      /* all commands but those that carry dots and questions, a line each */
  GString *question;   /* the last one */
  SuimaRaster *bitmap; /* of the last LABEL_PRINTED; nullable */
} LabelStream;

LabelStream *label_stream_new (gboolean is_tspl, guint dpi);
void label_stream_free (LabelStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabelStream, label_stream_free)

/** label_stream_next: Takes the next piece off the front of the bytes. */
LabelPiece label_stream_next (LabelStream *stream);

/** label_stream_read_all: Returns: (transfer full) (element-type SuimaRaster): the labels of a
 * document, of which nothing may be left over. */
GPtrArray *label_stream_read_all (LabelStream *stream, GBytes *document);

/** label_stream_read_zpl_dots: Fills @raster from hex digits with Zebra's run lengths, which must
 * be all its rows. */
void label_stream_read_zpl_dots (SuimaRaster *raster, const char *text);

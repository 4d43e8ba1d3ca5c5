// SPDX-License-Identifier: Apache-2.0
// The labels that have come out of a printer: a file, one code a line, in the order in which they
// came. What is on it stays, whatever happens to the printer.
#pragma once

#include <glib.h>

/** paper_put: One more label; whole or not at all. */
void paper_put (const char *path, const char *code);

typedef struct
{
  char *path;
  gsize offset_bytes;
  GPtrArray *codes;   /* (element-type utf8): all that were read */
  GHashTable *counts; /* (element-type utf8 guint): how often each */
} Paper;

Paper *paper_open (const char *path);
void paper_free (Paper *paper);
/** paper_read: What came out since. */
void paper_read (Paper *paper);
/** paper_count: Returns: on how many labels @code stands. */
guint paper_count (Paper *paper, const char *code);

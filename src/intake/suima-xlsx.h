// SPDX-License-Identifier: Apache-2.0
// The parts of an XLSX reader: package, number formats, cells. Private to the intake room.
#pragma once

#include "suima-sheet-grid.h"

#include <expat.h>

typedef struct _SuimaPackage SuimaPackage;

/** SuimaXmlWalk: one pass over an XML entry. Names come without their namespace prefix. */
typedef struct _SuimaXmlWalk SuimaXmlWalk;
struct _SuimaXmlWalk
{
  void (*start) (SuimaXmlWalk *walk, const char *name, const char **attributes);
  void (*end) (SuimaXmlWalk *walk, const char *name);     /* may be NULL */
  void (*text) (SuimaXmlWalk *walk, const char *s, int n); /* may be NULL */
  gpointer data;
  XML_Parser parser; /* set by the walk */
  guint depth;
  GError *error; /* set it to end the walk */
};

/**
 * suima_package_open:
 * @bytes: a zip file, kept alive
 *
 * Returns: (transfer full): the package. Errors: INVALID: damaged, or over 4096 entries.
 */
SuimaPackage *suima_package_open (GBytes *bytes, GError **error);
void suima_package_free (SuimaPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPackage, suima_package_free)

/** suima_package_has: Returns: whether there is an entry @name, letter case aside. */
gboolean suima_package_has (SuimaPackage *package, const char *name);

/**
 * suima_package_walk:
 * @name: an entry
 * @max_bytes: what it may unpack to, at most 192 MB
 * @walk: callbacks
 *
 * Errors: INVALID: no such entry, encrypted, a zip bomb (@max_bytes, 200 times its packed size
 * when over 1 MB, 320 MB in all), not XML, a DOCTYPE, nesting over 64, a tag over 256 KB.
 */
gboolean suima_package_walk (SuimaPackage *package,
                             const char *name,
                             gsize max_bytes,
                             SuimaXmlWalk *walk,
                             GError **error);

/** suima_xlsx_find_attribute: Returns: (transfer none) (nullable): value of @name, prefix aside. */
const char *suima_xlsx_find_attribute (const char **attributes, const char *name);

/** SuimaStyles: which cell formats are dates. */
typedef struct
{
  GHashTable *date_formats; /* owned: custom format ids */
  GByteArray *is_date;      /* owned: by index of cellXfs */
  gboolean in_cell_formats;
} SuimaStyles;

SuimaStyles *suima_styles_new (void);
void suima_styles_free (SuimaStyles *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaStyles, suima_styles_free)

/** suima_styles_read: Fills @styles from the entry `styles.xml`. */
gboolean suima_styles_read (SuimaStyles *styles,
                            SuimaPackage *package,
                            const char *name,
                            GError **error);

/** suima_styles_is_date: Returns: whether cells of format @index (attribute `s`) show a day. */
gboolean suima_styles_is_date (const SuimaStyles *styles, guint index);

/** suima_format_is_date: @code: a number format, `yyyy"年"m"月"d"日"`. Returns: whether it shows
 * a day (ECMA-376-1 18.8.31): y, m or d outside quotes, brackets and escapes. */
gboolean suima_format_is_date (const char *code);

/** SuimaStrings: the shared strings, as texts of the sheet's arena. */
typedef struct
{
  SuimaSheet *sheet; /* borrowed */
  GArray *texts;     /* owned (element-type guint32); G_MAXUINT32: over the cell's limit */
  GString *run;      /* owned: the text being read */
  guint phonetic;    /* depth inside rPh */
  gboolean in_text;
} SuimaStrings;

SuimaStrings *suima_strings_new (SuimaSheet *sheet);
void suima_strings_free (SuimaStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaStrings, suima_strings_free)

/** suima_strings_read: Fills @strings from the entry `sharedStrings.xml`. */
gboolean suima_strings_read (SuimaStrings *strings,
                             SuimaPackage *package,
                             const char *name,
                             GError **error);

/** SuimaBook: what the cells of a workbook refer to; all borrowed. */
typedef struct
{
  SuimaPackage *package;
  const SuimaStyles *styles;
  const SuimaStrings *strings;
  gboolean date1904;
} SuimaBook;

/** suima_xlsx_read_cells: Adds the cells of worksheet @name to @sheet. */
gboolean
suima_xlsx_read_cells (const SuimaBook *book, const char *name, SuimaSheet *sheet, GError **error);

/** suima_number_to_text: @raw: `<v>` of a number cell. Returns: (transfer full): its shortest
 * exact text: `7800000001013`, `0.1`; digits stay as they stand. */
char *suima_number_to_text (const char *raw);

// SPDX-License-Identifier: Apache-2.0
#include "suima-xlsx.h"

#include "suima-error.h"

#include <string.h>
#include <zip.h>

#define SUIMA_PACKAGE_MAX_ENTRIES 4096u
#define SUIMA_PACKAGE_MAX_ENTRY_BYTES (192u << 20)
#define SUIMA_PACKAGE_MAX_TOTAL_BYTES (320u << 20)
#define SUIMA_PACKAGE_MAX_RATIO 200u
#define SUIMA_PACKAGE_RATIO_FROM_BYTES (1u << 20)
#define SUIMA_XML_MAX_DEPTH 64u
#define SUIMA_XML_MAX_TAG_BYTES (256 * 1024)
#define SUIMA_XML_BLOCK_BYTES 32768

struct _SuimaPackage
{
  GBytes *bytes;     /* owned */
  zip_t *zip;        /* owned */
  gsize total_bytes; /* unpacked so far */
};

typedef zip_file_t SuimaZipFile;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaZipFile, zip_fclose)
typedef struct XML_ParserStruct SuimaXmlParser;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaXmlParser, XML_ParserFree)

/* Counts directory records before libzip makes an object of each. */
static gboolean
suima_package_check_entries (const char *data, gsize size_bytes, GError **error)
{
  const char *end = data + size_bytes;
  guint n_entries = 0;

  for (const char *p = data; (p = memmem (p, (gsize)(end - p), "PK\1\2", 4)) != NULL; p += 4)
    if (++n_entries > SUIMA_PACKAGE_MAX_ENTRIES)
      {
        g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                     "the zip file has more than %u entries", SUIMA_PACKAGE_MAX_ENTRIES);
        return FALSE;
      }
  return TRUE;
}

static zip_t *
suima_package_open_zip (const char *data, gsize size_bytes, GError **error)
{
  zip_error_t problem;
  zip_source_t *source;
  zip_t *zip = NULL;

  zip_error_init (&problem);
  source = zip_source_buffer_create (data, size_bytes, 0, &problem);
  if (source != NULL)
    zip = zip_open_from_source (source, ZIP_RDONLY, &problem);
  if (zip == NULL)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the workbook is damaged: %s",
                   zip_error_strerror (&problem));
      zip_source_free (source);
    }
  zip_error_fini (&problem);
  return zip;
}

SuimaPackage *
suima_package_open (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  zip_t *zip;
  SuimaPackage *package;

  if (!suima_package_check_entries (data, size_bytes, error))
    return NULL;
  zip = suima_package_open_zip (data, size_bytes, error);
  if (zip == NULL)
    return NULL;
  package = g_new0 (SuimaPackage, 1);
  package->bytes = g_bytes_ref (bytes);
  package->zip = zip;
  return package;
}

void
suima_package_free (SuimaPackage *package)
{
  if (package == NULL)
    return;
  zip_discard (package->zip);
  g_bytes_unref (package->bytes);
  g_free (package);
}

gboolean
suima_package_has (SuimaPackage *package, const char *name)
{
  return zip_name_locate (package->zip, name, ZIP_FL_NOCASE) >= 0;
}

static const char *
suima_xml_strip_prefix (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon ? colon + 1 : name;
}

const char *
suima_xlsx_find_attribute (const char **attributes, const char *name)
{
  for (; *attributes != NULL; attributes += 2)
    if (strcmp (suima_xml_strip_prefix (attributes[0]), name) == 0)
      return attributes[1];
  return NULL;
}

/* Ends the walk; expat may still call back once, so every callback looks at the error first. */
static void
suima_xml_stop (SuimaXmlWalk *walk, const char *message)
{
  if (walk->error == NULL)
    g_set_error (&walk->error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s", message);
  XML_StopParser (walk->parser, XML_FALSE);
}

static void
suima_xml_start_cb (void *user_data, const char *name, const char **attributes)
{
  SuimaXmlWalk *walk = user_data;

  if (walk->error == NULL && ++walk->depth > SUIMA_XML_MAX_DEPTH)
    suima_xml_stop (walk, "the workbook is damaged: XML nested too deep");
  if (walk->error == NULL)
    walk->start (walk, suima_xml_strip_prefix (name), attributes);
  if (walk->error != NULL)
    XML_StopParser (walk->parser, XML_FALSE);
}

static void
suima_xml_end_cb (void *user_data, const char *name)
{
  SuimaXmlWalk *walk = user_data;

  walk->depth--;
  if (walk->error == NULL && walk->end != NULL)
    walk->end (walk, suima_xml_strip_prefix (name));
  if (walk->error != NULL)
    XML_StopParser (walk->parser, XML_FALSE);
}

static void
suima_xml_text_cb (void *user_data, const char *text, int size_bytes)
{
  SuimaXmlWalk *walk = user_data;

  if (walk->error == NULL && walk->text != NULL)
    walk->text (walk, text, size_bytes);
}

/* No spreadsheet has a DOCTYPE; entities live there. */
static void
suima_xml_doctype_cb (void *user_data,
                      const char *name,
                      const char *system_id,
                      const char *public_id,
                      int has_internal_subset)
{
  suima_xml_stop (user_data, "the workbook has a DOCTYPE, which spreadsheets never have");
}

static SuimaXmlParser *
suima_xml_new_parser (SuimaXmlWalk *walk)
{
  XML_Parser parser = XML_ParserCreate (NULL);

  walk->parser = parser;
  walk->depth = 0;
  XML_SetUserData (parser, walk);
  XML_SetElementHandler (parser, suima_xml_start_cb, suima_xml_end_cb);
  XML_SetCharacterDataHandler (parser, suima_xml_text_cb);
  XML_SetStartDoctypeDeclHandler (parser, suima_xml_doctype_cb);
  return parser;
}

static gboolean
suima_package_check_entry (
    SuimaPackage *package, const char *name, gsize max_bytes, zip_stat_t *stat, GError **error)
{
  const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_INDEX;

  zip_stat_init (stat);
  if (zip_stat (package->zip, name, ZIP_FL_NOCASE, stat) != 0 || (stat->valid & needed) != needed)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "the workbook has no part \"%s\"", name);
  else if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) && stat->encryption_method != ZIP_EM_NONE)
    g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                         "the workbook is locked with a password: save it as .xlsx or .csv "
                         "without one");
  else if (stat->size > max_bytes)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "part \"%s\" of the workbook unpacks to more than %" G_GSIZE_FORMAT " MB", name,
                 max_bytes >> 20);
  else
    return TRUE;
  return FALSE;
}

/* The directory may lie about sizes, so what really comes out is counted. */
static gboolean
suima_package_count (SuimaPackage *package,
                     const zip_stat_t *stat,
                     gsize unpacked_bytes,
                     gsize max_bytes,
                     GError **error)
{
  gboolean is_bomb = unpacked_bytes > SUIMA_PACKAGE_RATIO_FROM_BYTES &&
                     unpacked_bytes / SUIMA_PACKAGE_MAX_RATIO > stat->comp_size;

  if (!is_bomb && unpacked_bytes <= max_bytes &&
      package->total_bytes <= SUIMA_PACKAGE_MAX_TOTAL_BYTES)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "part \"%s\" of the workbook unpacks to far more than a delivery list holds",
               stat->name);
  return FALSE;
}

static gboolean
suima_xml_feed (SuimaXmlWalk *walk, int size_bytes, gsize fed_bytes, GError **error)
{
  gboolean is_last = size_bytes == 0;

  if (XML_ParseBuffer (walk->parser, size_bytes, is_last) == XML_STATUS_ERROR &&
      walk->error == NULL)
    g_set_error (&walk->error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the workbook is damaged: %s in line %lu",
                 XML_ErrorString (XML_GetErrorCode (walk->parser)),
                 (gulong)XML_GetCurrentLineNumber (walk->parser));
  /* A tag that does not end is kept whole by expat. */
  if (walk->error == NULL && !is_last &&
      (gssize)fed_bytes - (gssize)XML_GetCurrentByteIndex (walk->parser) > SUIMA_XML_MAX_TAG_BYTES)
    suima_xml_stop (walk, "the workbook is damaged: an XML tag does not end");
  if (walk->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&walk->error));
  return FALSE;
}

static gboolean
suima_package_pump (SuimaPackage *package,
                    const zip_stat_t *stat,
                    gsize max_bytes,
                    SuimaXmlWalk *walk,
                    GError **error)
{
  g_autoptr (SuimaZipFile) file = zip_fopen_index (package->zip, stat->index, 0);
  gsize unpacked_bytes = 0;
  zip_int64_t n = 1;

  while (file != NULL && n > 0)
    {
      void *block = XML_GetBuffer (walk->parser, SUIMA_XML_BLOCK_BYTES);
      n = block ? zip_fread (file, block, SUIMA_XML_BLOCK_BYTES) : -1;
      if (n < 0)
        break;
      unpacked_bytes += (gsize)n;
      package->total_bytes += (gsize)n;
      if (!suima_package_count (package, stat, unpacked_bytes, max_bytes, error) ||
          !suima_xml_feed (walk, (int)n, unpacked_bytes, error))
        return FALSE;
    }
  if (file != NULL && n == 0)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "the workbook is damaged: part \"%s\" cannot be unpacked", stat->name);
  return FALSE;
}

gboolean
suima_package_walk (
    SuimaPackage *package, const char *name, gsize max_bytes, SuimaXmlWalk *walk, GError **error)
{
  g_autoptr (SuimaXmlParser) parser = NULL;
  zip_stat_t stat;
  gboolean done;

  max_bytes = MIN (max_bytes, SUIMA_PACKAGE_MAX_ENTRY_BYTES);
  if (!suima_package_check_entry (package, name, max_bytes, &stat, error))
    return FALSE;
  parser = suima_xml_new_parser (walk);
  done = suima_package_pump (package, &stat, max_bytes, walk, error);
  walk->parser = NULL;
  g_clear_error (&walk->error);
  return done;
}

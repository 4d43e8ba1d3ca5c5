// SPDX-License-Identifier: Apache-2.0
// The pack for an inspection: its files, and the manifest that the station signs.
#include "suima-archive.h"
#include "suima-book.h"
#include "suima-hex.h"
#include "suima-inspection-list.h"
#include "suima-refusal.h"
#include "suima-signed-text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUIMA_INSPECTION_DOMAIN "SUIMA-INSPECT-1"
#define SUIMA_INSPECTION_CLOSING "}"
#define SUIMA_MANIFEST_FILE "manifest.json"
#define SUIMA_MANIFEST_MAX_BYTES (1u << 20)
#define SUIMA_INSPECTION_MAX_FILE_BYTES (256u << 20)

void
suima_inspection_free (SuimaInspection *inspection)
{
  if (inspection == NULL)
    return;
  g_clear_pointer (&inspection->names, g_ptr_array_unref);
  g_free (inspection);
}

typedef struct
{
  SuimaStation *station;
  SuimaDay from, to;
  GPtrArray *files; /* (element-type SuimaArchiveFile) */
  SuimaInspection *inspection;
} SuimaPack;

/* Takes @table (nullable: it could not be made). */
static gboolean
suima_pack_add_table (SuimaPack *pack,
                      const char *name,
                      SuimaTableFormat format,
                      SuimaTable *table,
                      guint *ret_rows,
                      GError **error)
{
  g_autoptr (SuimaTable) owned = table;
  GBytes *bytes = table ? suima_sheet_write (table, format, error) : NULL;

  if (bytes == NULL)
    return FALSE;
  *ret_rows += suima_table_get_n_rows (table);
  g_ptr_array_add (pack->files, suima_archive_file_new (name, bytes));
  return TRUE;
}

static gboolean
suima_pack_add_books (SuimaPack *pack, GError **error)
{
  guint stock_rows = 0;

  for (int book = 0; book < SUIMA_N_BOOKS; book++)
    {
      g_autofree char *name = g_strconcat (suima_book_to_code ((SuimaBook)book), ".xlsx", NULL);
      SuimaTable *table =
          suima_book_make (pack->station, (SuimaBook)book, pack->from, pack->to, error);
      if (!suima_pack_add_table (pack, name, SUIMA_TABLE_XLSX, table,
                                 book == SUIMA_BOOK_STOCK ? &stock_rows
                                                          : &pack->inspection->movements,
                                 error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
suima_pack_add_lists (SuimaPack *pack, GError **error)
{
  SuimaStation *station = pack->station;
  SuimaInspection *inspection = pack->inspection;
  SuimaSpan span = { suima_station_get_day_start (station, pack->from),
                     suima_station_get_day_start (station, pack->to + 1) };
  const struct
  {
    const char *name;
    SuimaEventKind kind;
    guint *ret_rows;
  } lists[] = {
    { "overrides.csv", SUIMA_EVENT_OVERRIDE, &inspection->overrides },
    { "reprints.csv", SUIMA_EVENT_REPRINT, &inspection->reprints },
    { "voids.csv", SUIMA_EVENT_VOID, &inspection->voids },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!suima_pack_add_table (pack, lists[i].name, SUIMA_TABLE_CSV,
                               suima_inspection_list_acts (station, lists[i].kind, span, error),
                               lists[i].ret_rows, error))
      return FALSE;
  return suima_pack_add_table (pack, "late.csv", SUIMA_TABLE_CSV,
                               suima_inspection_list_late (station, span, error),
                               &inspection->late, error) &&
         suima_pack_add_table (pack, "corrections.csv", SUIMA_TABLE_CSV,
                               suima_inspection_list_corrections (station, span, error),
                               &inspection->corrections, error) &&
         suima_pack_add_table (pack, "destroyed.csv", SUIMA_TABLE_CSV,
                               suima_inspection_list_destroyed (station, span, error),
                               &inspection->destroyed, error) &&
         suima_pack_add_table (pack, "papers.csv", SUIMA_TABLE_CSV,
                               suima_inspection_list_papers (station, span, error),
                               &inspection->papers, error);
}

static gboolean
suima_pack_add_verify (SuimaPack *pack, GError **error)
{
  g_autoptr (SuimaLogReport) report = suima_station_verify (pack->station, error);
  g_autoptr (json_t) object = json_object ();
  char *text;

  if (report == NULL)
    return FALSE;
  pack->inspection->entries = report->entries;
  pack->inspection->is_ok = report->is_ok;
  json_object_set_new (object, "entries", json_integer (report->entries));
  json_object_set_new (object, "ok", json_boolean (report->is_ok));
  json_object_set_new (object, "first_bad",
                       report->is_ok ? json_null () : json_integer (report->first_bad));
  suima_json_set_text (object, "message", report->problem);
  text = suima_json_to_text (object);
  g_ptr_array_add (pack->files, suima_archive_file_new ("verify.json",
                                                        g_bytes_new_take (text, strlen (text))));
  return TRUE;
}

static json_t *
suima_pack_list_files (SuimaPack *pack)
{
  json_t *list = json_array ();

  for (guint i = 0; i < pack->files->len; i++)
    {
      const SuimaArchiveFile *file = g_ptr_array_index (pack->files, i);
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
      json_t *object = json_object ();
      suima_json_set_text (object, "name", file->name);
      suima_json_set_text (object, "sha256", sha256);
      json_object_set_new (object, "bytes", json_integer ((json_int_t)g_bytes_get_size (file->bytes)));
      json_array_append_new (list, object);
    }
  return list;
}

static gboolean
suima_pack_add_manifest (SuimaPack *pack, GError **error)
{
  SuimaStation *station = pack->station;
  g_autoptr (json_t) manifest = json_object ();
  g_autofree char *public_key = suima_station_dup_public_key (station);
  g_autofree char *from = suima_day_to_text (pack->from), *to = suima_day_to_text (pack->to);
  g_autofree char *made =
      suima_time_to_text (suima_station_get_now_us (station), station->config->utc_offset_min);
  g_autofree char *head_hex = NULL, *open = NULL;
  g_autoptr (GBytes) head = NULL;
  gint64 next_seq;
  GString *text;

  if (!suima_store_get_head (station->store, &next_seq, &head, error))
    return FALSE;
  if (head != NULL)
    head_hex = suima_bytes_to_hex (g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  suima_json_set_text (manifest, "station", suima_station_get_key_id (station));
  suima_json_set_text (manifest, "publicKey", public_key);
  suima_json_set_text (manifest, "operator", station->config->operator_name);
  suima_json_set_text (manifest, "role", suima_role_to_code (suima_station_get_role (station)));
  suima_json_set_text (manifest, "from", from);
  suima_json_set_text (manifest, "to", to);
  suima_json_set_text (manifest, "made", made);
  suima_json_set_text (manifest, "logHead", head_hex);
  json_object_set_new (manifest, "files", suima_pack_list_files (pack));
  open = suima_json_to_text (manifest);
  text = g_string_new_len (open, (gssize)strlen (open) - 1);
  suima_signed_text_finish (station->key, SUIMA_INSPECTION_DOMAIN, text, SUIMA_INSPECTION_CLOSING);
  g_ptr_array_add (pack->files,
                   suima_archive_file_new (SUIMA_MANIFEST_FILE, g_string_free_to_bytes (text)));
  return TRUE;
}

static gboolean
suima_pack_is_empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

static gboolean
suima_pack_write_folder (SuimaPack *pack, const char *out, GError **error)
{
  if (g_mkdir (out, 0700) != 0 && !(errno == EEXIST && suima_pack_is_empty_folder (out)))
    {
      int problem = errno;
      return suima_refuse (error, problem == EEXIST ? SUIMA_ERROR_EXISTS : SUIMA_ERROR_DENIED,
                           SUIMA_REFUSAL_FOLDER, out, NULL);
    }
  for (guint i = 0; i < pack->files->len; i++)
    {
      const SuimaArchiveFile *file = g_ptr_array_index (pack->files, i);
      g_autofree char *path = g_build_filename (out, file->name, NULL);
      if (!suima_station_write_file (path, g_bytes_get_data (file->bytes, NULL),
                                     g_bytes_get_size (file->bytes), 0600, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
suima_pack_write (SuimaPack *pack, const char *out, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!g_str_has_suffix (out, ".zip"))
    return suima_pack_write_folder (pack, out, error);
  bytes = suima_archive_write (pack->files, error);
  return bytes != NULL && suima_station_write_file (out, g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes), 0600, error);
}

SuimaInspection *
suima_station_inspect (
    SuimaStation *station, SuimaDay from, SuimaDay to, const char *out, GError **error)
{
  g_autoptr (SuimaInspection) inspection = g_new0 (SuimaInspection, 1);
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_archive_file_free);
  SuimaPack pack = { station, from, to, files, inspection };

  inspection->names = g_ptr_array_new_with_free_func (g_free);
  if (!suima_pack_add_books (&pack, error) || !suima_pack_add_lists (&pack, error) ||
      !suima_pack_add_verify (&pack, error) || !suima_pack_add_manifest (&pack, error) ||
      !suima_pack_write (&pack, out, error))
    return NULL;
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (inspection->names, g_strdup (((SuimaArchiveFile *)files->pdata[i])->name));
  return g_steal_pointer (&inspection);
}

static gboolean
suima_inspection_check_file (const char *dir, const json_t *entry, GError **error)
{
  const char *name = suima_json_get_text (entry, "name");
  g_autofree char *base = name ? g_path_get_basename (name) : NULL;
  g_autofree char *path = base ? g_build_filename (dir, base, NULL) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sha256 = NULL;

  if (g_strcmp0 (base, name) != 0)
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT, "the manifest names no file");
      return FALSE;
    }
  bytes = suima_station_read_file (path, SUIMA_INSPECTION_MAX_FILE_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_strcmp0 (sha256, suima_json_get_text (entry, "sha256")) == 0)
    return TRUE;
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_CORRUPT,
               "%s is not as it was when the station signed", name);
  return FALSE;
}

gboolean
suima_inspection_check (const char *dir, const char *public_key, GError **error)
{
  g_autofree char *path = g_build_filename (dir, SUIMA_MANIFEST_FILE, NULL);
  g_autoptr (GBytes) bytes = suima_station_read_file (path, SUIMA_MANIFEST_MAX_BYTES, error);
  g_autoptr (json_t) manifest = NULL;
  guint8 key[SUIMA_KEY_SIZE_BYTES];
  gsize i, size_bytes;
  const char *text;
  json_t *entry;

  if (bytes == NULL)
    return FALSE;
  if (!suima_hex_to_bytes (public_key, key, sizeof key))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is no public key of 64 hex digits", public_key);
      return FALSE;
    }
  text = g_bytes_get_data (bytes, &size_bytes);
  if (!suima_signed_text_check (key, SUIMA_INSPECTION_DOMAIN, text, size_bytes,
                                SUIMA_INSPECTION_CLOSING, error) ||
      (manifest = suima_json_parse (text, size_bytes, error)) == NULL)
    return FALSE;
  json_array_foreach (json_object_get (manifest, "files"), i, entry)
    if (!suima_inspection_check_file (dir, entry, error))
      return FALSE;
  return TRUE;
}

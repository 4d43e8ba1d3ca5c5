// SPDX-License-Identifier: Apache-2.0
#include "suima-xlsx.h"

#include "suima-error.h"

#include <string.h>

#define SUIMA_WORKBOOK_MAX_PART_BYTES (8u << 20)
#define SUIMA_WORKBOOK_MAX_SHEETS 64u

/* A relationship of a part: what it is for, and the entry it leads to. */
typedef struct
{
  char *id;
  char *type; /* last part of its URI: `worksheet`, `styles` */
  char *name; /* entry of the package */
} SuimaRelation;

typedef struct
{
  const char *base;     /* borrowed: folder that relative targets begin in */
  GPtrArray *relations; /* owned (element-type SuimaRelation) */
} SuimaRelations;

typedef struct
{
  GPtrArray *sheet_ids; /* owned (element-type utf8): relations of the visible sheets in order */
  gboolean date1904;
} SuimaWorkbook;

static void
suima_relation_free (gpointer data)
{
  SuimaRelation *relation = data;

  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->name);
  g_free (relation);
}

/* Targets are absolute or relative, with `..` or without; entries have no slash in front. */
static char *
suima_relation_resolve (const char *base, const char *target)
{
  g_autofree char *folder = g_strconcat ("/", base, NULL);
  g_autofree char *path = g_canonicalize_filename (target, folder);

  return g_strdup (path + strspn (path, "/"));
}

static void
suima_relations_start (SuimaXmlWalk *walk, const char *name, const char **attributes)
{
  SuimaRelations *relations = walk->data;
  const char *id = suima_xlsx_find_attribute (attributes, "Id");
  const char *type = suima_xlsx_find_attribute (attributes, "Type");
  const char *target = suima_xlsx_find_attribute (attributes, "Target");
  const char *mode = suima_xlsx_find_attribute (attributes, "TargetMode");
  SuimaRelation *relation;

  if (strcmp (name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
      g_strcmp0 (mode, "External") == 0)
    return;
  relation = g_new0 (SuimaRelation, 1);
  relation->id = g_strdup (id);
  relation->type = g_strdup (strrchr (type, '/') ? strrchr (type, '/') + 1 : type);
  relation->name = suima_relation_resolve (relations->base, target);
  g_ptr_array_add (relations->relations, relation);
}

/* Returns: (transfer full) (nullable) (element-type SuimaRelation): the relations of @part. */
static GPtrArray *
suima_relations_read (SuimaPackage *package, const char *part, GError **error)
{
  const char *slash = strrchr (part, '/');
  g_autofree char *base = slash ? g_strndup (part, (gsize)(slash - part)) : g_strdup ("");
  g_autofree char *name =
      g_strdup_printf ("%s%s_rels/%s.rels", base, slash ? "/" : "", slash ? slash + 1 : part);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (suima_relation_free);
  SuimaRelations data = { base, relations };
  SuimaXmlWalk walk = { .start = suima_relations_start, .data = &data };

  if (!suima_package_walk (package, name, SUIMA_WORKBOOK_MAX_PART_BYTES, &walk, error))
    return NULL;
  return g_steal_pointer (&relations);
}

static const char *
suima_relations_find (GPtrArray *relations, const char *id, const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const SuimaRelation *relation = g_ptr_array_index (relations, i);
      if ((id == NULL || strcmp (relation->id, id) == 0) && strcmp (relation->type, type) == 0)
        return relation->name;
    }
  return NULL;
}

static void
suima_workbook_start (SuimaXmlWalk *walk, const char *name, const char **attributes)
{
  SuimaWorkbook *workbook = walk->data;

  if (strcmp (name, "workbookPr") == 0)
    {
      const char *date1904 = suima_xlsx_find_attribute (attributes, "date1904");
      workbook->date1904 = g_strcmp0 (date1904, "1") == 0 || g_strcmp0 (date1904, "true") == 0;
    }
  else if (strcmp (name, "sheet") == 0)
    {
      const char *state = suima_xlsx_find_attribute (attributes, "state");
      const char *id = suima_xlsx_find_attribute (attributes, "id");
      if (id != NULL && (state == NULL || strcmp (state, "visible") == 0) &&
          workbook->sheet_ids->len < SUIMA_WORKBOOK_MAX_SHEETS)
        g_ptr_array_add (workbook->sheet_ids, g_strdup (id));
    }
}

/* The first visible sheet that has a filled cell. */
static SuimaSheet *
suima_workbook_read_sheets (SuimaPackage *package,
                            const SuimaWorkbook *workbook,
                            GPtrArray *relations,
                            GError **error)
{
  g_autoptr (SuimaSheet) sheet = suima_sheet_new ();
  g_autoptr (SuimaStyles) styles = suima_styles_new ();
  g_autoptr (SuimaStrings) strings = suima_strings_new (sheet);
  SuimaBook book = { package, styles, strings, workbook->date1904 };
  const char *styles_name = suima_relations_find (relations, NULL, "styles");
  const char *strings_name = suima_relations_find (relations, NULL, "sharedStrings");

  if (styles_name != NULL && !suima_styles_read (styles, package, styles_name, error))
    return NULL;
  if (strings_name != NULL && !suima_strings_read (strings, package, strings_name, error))
    return NULL;
  for (guint i = 0; i < workbook->sheet_ids->len; i++)
    {
      const char *id = g_ptr_array_index (workbook->sheet_ids, i);
      const char *name = suima_relations_find (relations, id, "worksheet");
      if (name != NULL && !suima_xlsx_read_cells (&book, name, sheet, error))
        return NULL;
      if (suima_sheet_get_n_rows (sheet) > 0)
        return g_steal_pointer (&sheet);
    }
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the workbook has no visible sheet with a filled cell");
  return NULL;
}

static SuimaSheet *
suima_workbook_read (SuimaPackage *package, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sheet_ids = g_ptr_array_new_with_free_func (g_free);
  SuimaWorkbook workbook = { sheet_ids, FALSE };
  SuimaXmlWalk walk = { .start = suima_workbook_start, .data = &workbook };
  g_autoptr (GPtrArray) relations = NULL;

  if (!suima_package_walk (package, name, SUIMA_WORKBOOK_MAX_PART_BYTES, &walk, error))
    return NULL;
  relations = suima_relations_read (package, name, error);
  if (relations == NULL)
    return NULL;
  return suima_workbook_read_sheets (package, &workbook, relations, error);
}

SuimaSheet *
suima_sheet_read_xlsx (GBytes *bytes, GError **error)
{
  g_autoptr (SuimaPackage) package = suima_package_open (bytes, error);
  g_autoptr (GPtrArray) relations = NULL;
  const char *name;

  if (package == NULL)
    return NULL;
  if (suima_package_has (package, "_rels/.rels"))
    {
      relations = suima_relations_read (package, "", error);
      if (relations == NULL)
        return NULL;
    }
  name = relations ? suima_relations_find (relations, NULL, "officeDocument") : NULL;
  if (name == NULL)
    name = "xl/workbook.xml";
  if (!suima_package_has (package, name) || g_str_has_suffix (name, ".bin"))
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                           "the file is a zip but not an Excel workbook: save it as .xlsx or .csv");
      return NULL;
    }
  return suima_workbook_read (package, name, error);
}

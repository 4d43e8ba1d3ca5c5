// SPDX-License-Identifier: Apache-2.0
// A supplier's EPCIS 2.0 document: each object event that gives goods their data is a row, under
// the headers of a delivery sheet, so that it is checked like one.
#include "suima-sheet-grid.h"

#include "suima-error.h"
#include "suima-event.h"

#include <string.h>

#define SUIMA_EPCIS_MAX_BYTES (8u << 20)
#define SUIMA_EPCIS_GTIN "https://id.gs1.org/01/"

/* The columns, and what they are called in ilmd: in our own events, in CBV 2.0 and in the GS1 Web
 * vocabulary, prefix aside. */
static const struct
{
  const char *header;
  const char *names; /* apart by | */
} suima_epcis_columns[] = {
  { "品名", "product|productName|productDescription|descriptionShort|description|name" },
  { "数量", "" },
  { "单位", "unit" },
  { "商品条码", "gtin" },
  { "批号", "lot|lotNumber|batchNumber|hasBatchLotNumber" },
  { "规格", "spec|netContent" },
  { "品类", "category" },
  { "原产国", "origin|countryOfOrigin|country" },
  { "贮存条件", "storage|tempClass" },
  { "生产日期", "productionDate|harvestDate|slaughterDate" },
  { "保质期至", "expiryDate|itemExpirationDate|expirationDate|bestBeforeDate|sellByDate" },
  { "入境口岸", "port" },
  { "入境货物检验检疫证明编号", "paperInspection" },
  { "核酸检测报告编号", "paperNucleicAcid" },
  { "消毒证明编号", "paperDisinfection" },
  { "报关单号", "paperCustoms" },
  { "境外生产企业注册编号", "paperPlant" },
  { "承诺达标合格证编号", "paperConformity" },
  { "动物检疫合格证明编号", "paperAnimalQuarantine" },
  { "肉品品质检验合格证编号", "paperMeatQuality" },
  { "非洲猪瘟检测报告编号", "paperSwineFever" },
  { "检测报告编号", "paperTestReport" },
  { "进口商", "importer" },
  { "供货商", "supplier" },
  { "生产者", "producer" },
};

#define SUIMA_EPCIS_N_COLUMNS G_N_ELEMENTS (suima_epcis_columns)

enum
{
  SUIMA_EPCIS_QUANTITY = 1,
  SUIMA_EPCIS_UNIT,
  SUIMA_EPCIS_GTIN_COLUMN,
  SUIMA_EPCIS_LOT,
};

typedef struct
{
  SuimaSheet *sheet; /* borrowed */
  guint row;
  char *texts[SUIMA_EPCIS_N_COLUMNS]; /* owned: of the row being made */
} SuimaEpcis;

static void
suima_epcis_clear_row (SuimaEpcis *epcis)
{
  for (guint i = 0; i < SUIMA_EPCIS_N_COLUMNS; i++)
    g_clear_pointer (&epcis->texts[i], g_free);
}

static gboolean
suima_epcis_end_row (SuimaEpcis *epcis, GError **error)
{
  gboolean done = TRUE;

  epcis->row++;
  for (guint i = 0; done && i < SUIMA_EPCIS_N_COLUMNS; i++)
    {
      SuimaCell cell = { 0, (guint16)(i + 1), SUIMA_CELL_TEXT };
      const char *text = epcis->texts[i] ? epcis->texts[i] : "";
      if (strlen (text) > SUIMA_SHEET_MAX_CELL_BYTES)
        {
          g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "a text of row %u holds more than %u bytes", epcis->row,
                       SUIMA_SHEET_MAX_CELL_BYTES);
          return FALSE;
        }
      done = suima_sheet_add_text (epcis->sheet, text, strlen (text), &cell.text, error) &&
             suima_sheet_add_cell (epcis->sheet, epcis->row, cell, error);
    }
  return done;
}

/* `cbvmda:lotNumber`, `https://gs1.org/voc/lotNumber` */
static const char *
suima_epcis_get_local_name (const char *key)
{
  const char *local = key + strlen (key);

  while (local > key && strchr (":/#", local[-1]) == NULL)
    local--;
  return local;
}

static gboolean
suima_epcis_has_name (const char *names, const char *name)
{
  g_auto (GStrv) list = g_strsplit (names, "|", -1);

  return g_strv_contains ((const char *const *)list, name);
}

/* Returns: (transfer full) (nullable): a text, a number, or the same as an `@value`. */
static char *
suima_epcis_dup_value (const json_t *value)
{
  if (json_is_object (value))
    value = json_object_get (value, "@value");
  if (json_is_string (value))
    return g_strdup (json_string_value (value));
  if (json_is_integer (value))
    return g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value));
  if (json_is_real (value))
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", json_real_value (value)));
    }
  return NULL;
}

static void
suima_epcis_take_ilmd (SuimaEpcis *epcis, json_t *ilmd)
{
  const char *key;
  json_t *value;

  json_object_foreach (ilmd, key, value)
  {
    const char *name = suima_epcis_get_local_name (key);
    for (guint i = 0; i < SUIMA_EPCIS_N_COLUMNS; i++)
      if (epcis->texts[i] == NULL && suima_epcis_has_name (suima_epcis_columns[i].names, name))
        epcis->texts[i] = suima_epcis_dup_value (value);
  }
  for (guint i = 0; i < SUIMA_EPCIS_N_COLUMNS; i++)
    if (g_str_has_suffix (suima_epcis_columns[i].header, "日期") && epcis->texts[i] != NULL &&
        strlen (epcis->texts[i]) > 10 && epcis->texts[i][10] == 'T')
      epcis->texts[i][10] = '\0';
}

/* GTIN and lot of a class or an item, where the data does not say them. */
static void
suima_epcis_take_class (SuimaEpcis *epcis, const char *uri)
{
  g_autofree char *canonical = uri ? suima_epc_to_canonical (uri) : NULL;
  const char *gtin, *rest;

  if (canonical == NULL || !g_str_has_prefix (canonical, SUIMA_EPCIS_GTIN))
    return;
  gtin = canonical + strlen (SUIMA_EPCIS_GTIN);
  rest = gtin + strspn (gtin, "0123456789");
  if (epcis->texts[SUIMA_EPCIS_GTIN_COLUMN] == NULL)
    epcis->texts[SUIMA_EPCIS_GTIN_COLUMN] = g_strndup (gtin, (gsize)(rest - gtin));
  if (epcis->texts[SUIMA_EPCIS_LOT] == NULL && g_str_has_prefix (rest, "/10/"))
    epcis->texts[SUIMA_EPCIS_LOT] = g_uri_unescape_string (rest + strlen ("/10/"), NULL);
}

/* The commonest codes of UN/ECE Recommendation 20; others stay as they are. */
static const char *
suima_epcis_get_unit (const char *uom)
{
  static const char *const units[][2] = {
    { "KGM", "kg" }, { "GRM", "g" },  { "TNE", "吨" }, { "LTR", "L" }, { "MLT", "mL" },
    { "EA", "件" },  { "H87", "件" }, { "BX", "箱" },  { "CT", "箱" },
  };

  for (guint i = 0; uom != NULL && i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i][0], uom) == 0)
      return units[i][1];
  return uom;
}

static gboolean
suima_epcis_add_classes (SuimaEpcis *epcis, json_t *event, GError **error)
{
  json_t *element;
  gsize i;

  json_array_foreach (json_object_get (event, "quantityList"), i, element)
  {
    suima_epcis_take_ilmd (epcis, json_object_get (event, "ilmd"));
    suima_epcis_take_class (epcis, suima_json_get_text (element, "epcClass"));
    epcis->texts[SUIMA_EPCIS_QUANTITY] =
        suima_epcis_dup_value (json_object_get (element, "quantity"));
    if (suima_json_get_text (element, "uom") != NULL)
      {
        g_free (epcis->texts[SUIMA_EPCIS_UNIT]);
        epcis->texts[SUIMA_EPCIS_UNIT] =
            g_strdup (suima_epcis_get_unit (suima_json_get_text (element, "uom")));
      }
    if (!suima_epcis_end_row (epcis, error))
      return FALSE;
    suima_epcis_clear_row (epcis);
  }
  return TRUE;
}

/* The items of an event are one lot; there are as many as are listed. */
static gboolean
suima_epcis_add_items (SuimaEpcis *epcis, json_t *event, GError **error)
{
  json_t *items = json_object_get (event, "epcList");
  gboolean done;

  if (json_array_size (items) == 0)
    return TRUE;
  suima_epcis_take_ilmd (epcis, json_object_get (event, "ilmd"));
  suima_epcis_take_class (epcis, json_string_value (json_array_get (items, 0)));
  epcis->texts[SUIMA_EPCIS_QUANTITY] =
      g_strdup_printf ("%" G_GSIZE_FORMAT, json_array_size (items));
  done = suima_epcis_end_row (epcis, error);
  suima_epcis_clear_row (epcis);
  return done;
}

/* Only the birth of goods carries their data. */
static gboolean
suima_epcis_add_event (SuimaEpcis *epcis, json_t *event, gsize number, GError **error)
{
  if (!suima_event_check (event, error))
    {
      g_prefix_error (error, "event %" G_GSIZE_FORMAT ": ", number);
      return FALSE;
    }
  if (g_strcmp0 (suima_json_get_text (event, "type"), "ObjectEvent") != 0 ||
      g_strcmp0 (suima_json_get_text (event, "action"), "ADD") != 0 ||
      json_object_size (json_object_get (event, "ilmd")) == 0)
    return TRUE;
  return suima_epcis_add_items (epcis, event, error) &&
         suima_epcis_add_classes (epcis, event, error);
}

/* Returns: (transfer none) (nullable): the events of a document, also of a query's answer. */
static json_t *
suima_epcis_find_events (json_t *document)
{
  const char *type = suima_json_get_text (document, "type");
  json_t *body = json_object_get (document, "epcisBody");

  if (g_strcmp0 (type, "EPCISQueryDocument") == 0)
    body = json_object_get (json_object_get (body, "queryResults"), "resultsBody");
  else if (g_strcmp0 (type, "EPCISDocument") != 0)
    return NULL;
  return json_object_get (body, "eventList");
}

static gboolean
suima_epcis_read (SuimaEpcis *epcis, json_t *events, GError **error)
{
  json_t *event;
  gsize i;

  for (guint column = 0; column < SUIMA_EPCIS_N_COLUMNS; column++)
    epcis->texts[column] = g_strdup (suima_epcis_columns[column].header);
  if (!suima_epcis_end_row (epcis, error))
    return FALSE;
  suima_epcis_clear_row (epcis);
  json_array_foreach (events, i, event)
  {
    if (!suima_epcis_add_event (epcis, event, i + 1, error))
      return FALSE;
  }
  if (epcis->row > 1)
    return TRUE;
  g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                       "the document has no ObjectEvent with action ADD and ilmd: it brings no "
                       "goods");
  return FALSE;
}

SuimaSheet *
suima_sheet_read_epcis (GBytes *bytes, GError **error)
{
  gsize size_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  gboolean is_marked = size_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0;
  g_autoptr (SuimaSheet) sheet = suima_sheet_new ();
  g_autoptr (json_t) document = NULL;
  SuimaEpcis epcis = { .sheet = sheet };
  json_t *events;
  gboolean done;

  if (size_bytes > SUIMA_EPCIS_MAX_BYTES)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "the document has more than %u MB: send it in parts",
                   SUIMA_EPCIS_MAX_BYTES >> 20);
      return NULL;
    }
  document =
      suima_json_parse (is_marked ? data + 3 : data, size_bytes - (is_marked ? 3 : 0), error);
  if (document == NULL)
    return NULL;
  events = suima_epcis_find_events (document);
  if (!json_is_array (events))
    {
      g_set_error_literal (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                           "the file is JSON but not an EPCIS 2.0 document with events");
      return NULL;
    }
  done = suima_epcis_read (&epcis, events, error);
  suima_epcis_clear_row (&epcis);
  return done ? g_steal_pointer (&sheet) : NULL;
}

// SPDX-License-Identifier: Apache-2.0
// What is called back: the marks it goes by, the recall itself, and what a goods' batch has to do
// with it.
#pragma once

#include "suima-batch.h"
#include "suima-item.h"
#include "suima-json.h"
#include "suima-stock.h"

#include <glib.h>

/** SuimaRecallCriteria: the marks that are set must all fit; of a list any one. */
typedef struct
{
  char **lots;    /* (nullable): 批号, as they stand */
  char **papers;  /* (nullable): numbers of papers of any kind */
  char **plants;  /* (nullable): 境外生产企业注册编号 */
  char *country;  /* (nullable): ISO 3166-1 alpha-2 */
  char *product;  /* (nullable): a part of the name */
  SuimaDay from, to; /* of production, else arrival; goods that say neither fit; NONE is open */
  char *code;     /* (nullable): a trace code: its whole batch */
} SuimaRecallCriteria;

SuimaRecallCriteria *suima_recall_criteria_new (void);
void suima_recall_criteria_free (SuimaRecallCriteria *criteria);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRecallCriteria, suima_recall_criteria_free)

/** suima_recall_criteria_is_empty: Returns: whether no mark is set: that would be everything. */
gboolean suima_recall_criteria_is_empty (const SuimaRecallCriteria *criteria);
/** suima_recall_criteria_to_json: Returns: (transfer full): an object of the marks that are set. */
json_t *suima_recall_criteria_to_json (const SuimaRecallCriteria *criteria);
/** suima_recall_criteria_from_json: Returns: (transfer full): the marks. Errors: INVALID: a key that
 * is not known, a value of another type, a country or day that is none. */
SuimaRecallCriteria *suima_recall_criteria_from_json (const json_t *object, GError **error);

/** SuimaRecall: one recall, or its rehearsal. */
typedef struct
{
  gint64 id;
  char *title;
  SuimaRecallCriteria *criteria;
  guint recall_class;   /* 1 to 3 */
  gboolean is_rehearsal;
  gboolean is_lifted;
  char *notice_id;      /* (nullable): of a notice whose signature was good */
  char *notice;         /* (nullable): the file as it came */
  gint64 opened_us;
  gint64 closed_us;     /* 0: open */
  char *report;         /* JSON */
} SuimaRecall;

void suima_recall_free (SuimaRecall *recall);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRecall, suima_recall_free)

/** SuimaRecallItem: an item that was found and locked. */
typedef struct
{
  char *serial;
  gint64 batch_id;
  SuimaItemState was_state;
  SuimaItemState state;  /* now */
  gint64 locked_us;
  char *outcome;         /* (nullable): returned, destroyed, released */
} SuimaRecallItem;

void suima_recall_item_free (SuimaRecallItem *item);

/** SuimaRecallHit: a batch that is meant. */
typedef struct
{
  SuimaBatch *batch;
  gboolean is_descendant; /* made here, of goods that are meant or of the same lot */
  SuimaBalance balance;
  gint64 coming_milli;    /* that the sheet says and that was not received yet */
  GPtrArray *lines;       /* (element-type SuimaStockLine): where it is */
  GPtrArray *items;       /* (element-type SuimaItem): that are in the shop */
  GPtrArray *sales;       /* (element-type SuimaMovement): sold and issued, to whom */
} SuimaRecallHit;

void suima_recall_hit_free (SuimaRecallHit *hit);

/** SuimaRecallList: what the marks point at. */
typedef struct
{
  GPtrArray *hits;    /* (element-type SuimaRecallHit): those named, then what was made of them */
  GHashTable *places; /* (element-type gint64 utf8): names of the items' places */
  guint items;        /* labels in the shop */
  gint64 took_us;     /* how long the list took */
} SuimaRecallList;

void suima_recall_list_free (SuimaRecallList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRecallList, suima_recall_list_free)

/** suima_recall_list_get_place: Returns: (transfer none): where the item is; "" for not said. */
const char *suima_recall_list_get_place (const SuimaRecallList *list, const SuimaItem *item);

/** SuimaRecallCard: how far a recall has come. */
typedef struct
{
  SuimaRecall *recall;
  SuimaRecallList *list;
  GPtrArray *locked;    /* (element-type SuimaRecallItem): in the order of the scans */
  guint left;           /* labels in the shop that were not scanned yet */
  guint waiting;        /* locked, and neither gone back nor destroyed */
  guint returned, destroyed, released;
  gint64 loose_milli;   /* on hand without labels */
} SuimaRecallCard;

void suima_recall_card_free (SuimaRecallCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRecallCard, suima_recall_card_free)

/** SuimaRecallNotice: what one buyer is told: 名称, 批号, 数量, 销售日期, 销售者, 联系方式. */
typedef struct
{
  char *party;           /* "": nobody said who bought it, or @is_hidden */
  gboolean is_hidden;    /* who bought it is not for the role that asks */
  char *phone;           /* (nullable): of the buyer */
  char *address;         /* (nullable): of the buyer */
  const char *province;  /* (nullable): where that is */
  GPtrArray *rows;       /* (element-type SuimaRecallSale) */
} SuimaRecallNotice;

/** SuimaRecallSale: a row of it. */
typedef struct
{
  char *product;
  char *lot;      /* (nullable) */
  char *unit;     /* (nullable) */
  gint64 quantity_milli;
  SuimaDay day;   /* of the sale */
} SuimaRecallSale;

void suima_recall_notice_free (SuimaRecallNotice *notice);

/** suima_province_from_address: Returns: (transfer none) (nullable): the province that an address in
 * China begins with: 广东. */
const char *suima_province_from_address (const char *address);

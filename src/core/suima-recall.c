// SPDX-License-Identifier: Apache-2.0
#include "suima-recall.h"

#include "suima-error.h"

#include <string.h>

SuimaRecallCriteria *
suima_recall_criteria_new (void)
{
  SuimaRecallCriteria *criteria = g_new0 (SuimaRecallCriteria, 1);

  criteria->from = criteria->to = SUIMA_DAY_NONE;
  return criteria;
}

void
suima_recall_criteria_free (SuimaRecallCriteria *criteria)
{
  if (criteria == NULL)
    return;
  g_strfreev (criteria->lots);
  g_strfreev (criteria->papers);
  g_strfreev (criteria->plants);
  g_free (criteria->country);
  g_free (criteria->product);
  g_free (criteria->code);
  g_free (criteria);
}

static gboolean
suima_recall_has_any (char **texts)
{
  return texts != NULL && texts[0] != NULL;
}

gboolean
suima_recall_criteria_is_empty (const SuimaRecallCriteria *criteria)
{
  return !suima_recall_has_any (criteria->lots) && !suima_recall_has_any (criteria->papers) &&
         !suima_recall_has_any (criteria->plants) && criteria->country == NULL &&
         criteria->product == NULL && criteria->code == NULL;
}

static void
suima_recall_set_list (json_t *object, const char *key, char **texts)
{
  json_t *list;

  if (!suima_recall_has_any (texts))
    return;
  list = json_array ();
  for (; *texts != NULL; texts++)
    json_array_append_new (list, json_string (*texts));
  json_object_set_new (object, key, list);
}

static void
suima_recall_set_day (json_t *object, const char *key, SuimaDay day)
{
  g_autofree char *text = day != SUIMA_DAY_NONE ? suima_day_to_text (day) : NULL;

  suima_json_set_text (object, key, text);
}

json_t *
suima_recall_criteria_to_json (const SuimaRecallCriteria *criteria)
{
  json_t *object = json_object ();

  suima_recall_set_list (object, "lots", criteria->lots);
  suima_recall_set_list (object, "papers", criteria->papers);
  suima_recall_set_list (object, "plants", criteria->plants);
  suima_json_set_text (object, "country", criteria->country);
  suima_json_set_text (object, "product", criteria->product);
  suima_recall_set_day (object, "from", criteria->from);
  suima_recall_set_day (object, "to", criteria->to);
  suima_json_set_text (object, "code", criteria->code);
  return object;
}

static gboolean
suima_recall_refuse (GError **error, const char *key)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "criteria: \"%s\" is no mark of a recall, or its value is none", key);
  return FALSE;
}

static gboolean
suima_recall_take_list (const json_t *value, char ***ret_texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gsize i;
  json_t *text;

  if (!json_is_array (value))
    return FALSE;
  json_array_foreach ((json_t *)value, i, text)
  {
    if (!json_is_string (text) || *json_string_value (text) == '\0')
      return FALSE;
    g_strv_builder_add (builder, json_string_value (text));
  }
  g_strfreev (*ret_texts);
  *ret_texts = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
suima_recall_take_text (const json_t *value, char **ret_text)
{
  if (!json_is_string (value) || *json_string_value (value) == '\0')
    return FALSE;
  g_free (*ret_text);
  *ret_text = g_strdup (json_string_value (value));
  return TRUE;
}

static gboolean
suima_recall_take_country (const json_t *value, char **ret_country)
{
  const char *code =
      json_is_string (value) ? suima_country_from_origin (json_string_value (value)) : NULL;

  if (code == NULL)
    return FALSE;
  g_free (*ret_country);
  *ret_country = g_strdup (code);
  return TRUE;
}

static gboolean
suima_recall_take_mark (SuimaRecallCriteria *criteria, const char *key, const json_t *value)
{
  if (strcmp (key, "lots") == 0)
    return suima_recall_take_list (value, &criteria->lots);
  if (strcmp (key, "papers") == 0)
    return suima_recall_take_list (value, &criteria->papers);
  if (strcmp (key, "plants") == 0)
    return suima_recall_take_list (value, &criteria->plants);
  if (strcmp (key, "country") == 0)
    return suima_recall_take_country (value, &criteria->country);
  if (strcmp (key, "product") == 0)
    return suima_recall_take_text (value, &criteria->product);
  if (strcmp (key, "code") == 0)
    return suima_recall_take_text (value, &criteria->code);
  if (strcmp (key, "from") == 0)
    return json_is_string (value) &&
           suima_day_parse (json_string_value (value), &criteria->from, NULL);
  return strcmp (key, "to") == 0 && json_is_string (value) &&
         suima_day_parse (json_string_value (value), &criteria->to, NULL);
}

SuimaRecallCriteria *
suima_recall_criteria_from_json (const json_t *object, GError **error)
{
  g_autoptr (SuimaRecallCriteria) criteria = suima_recall_criteria_new ();
  const char *key;
  json_t *value;

  json_object_foreach ((json_t *)object, key, value)
  {
    if (!suima_recall_take_mark (criteria, key, value))
      {
        suima_recall_refuse (error, key);
        return NULL;
      }
  }
  return g_steal_pointer (&criteria);
}

void
suima_recall_free (SuimaRecall *recall)
{
  if (recall == NULL)
    return;
  g_free (recall->title);
  suima_recall_criteria_free (recall->criteria);
  g_free (recall->notice_id);
  g_free (recall->notice);
  g_free (recall->report);
  g_free (recall);
}

void
suima_recall_item_free (SuimaRecallItem *item)
{
  if (item == NULL)
    return;
  g_free (item->serial);
  g_free (item->outcome);
  g_free (item);
}

void
suima_recall_hit_free (SuimaRecallHit *hit)
{
  if (hit == NULL)
    return;
  suima_batch_free (hit->batch);
  g_clear_pointer (&hit->lines, g_ptr_array_unref);
  g_clear_pointer (&hit->items, g_ptr_array_unref);
  g_clear_pointer (&hit->sales, g_ptr_array_unref);
  g_free (hit);
}

void
suima_recall_list_free (SuimaRecallList *list)
{
  if (list == NULL)
    return;
  g_clear_pointer (&list->hits, g_ptr_array_unref);
  g_clear_pointer (&list->places, g_hash_table_unref);
  g_free (list);
}

const char *
suima_recall_list_get_place (const SuimaRecallList *list, const SuimaItem *item)
{
  const char *name = g_hash_table_lookup (list->places, &item->place_id);

  return name != NULL ? name : "";
}

void
suima_recall_card_free (SuimaRecallCard *card)
{
  if (card == NULL)
    return;
  suima_recall_free (card->recall);
  suima_recall_list_free (card->list);
  g_clear_pointer (&card->locked, g_ptr_array_unref);
  g_free (card);
}

void
suima_recall_notice_free (SuimaRecallNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->party);
  g_free (notice->phone);
  g_free (notice->address);
  g_clear_pointer (&notice->rows, g_ptr_array_unref);
  g_free (notice);
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-disposal-proof.h"

#include "suima-refusal.h"
#include "suima-store-recall.h"
#include "suima-words.h"

/* Names, apart by commas of either script. */
static guint
suima_disposal_count_witnesses (const char *witness)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GRegex) comma = g_regex_new ("[,;，；、]", 0, 0, NULL);
  guint n = 0;

  names = g_regex_split (comma, witness != NULL ? witness : "", 0);
  for (guint i = 0; names[i] != NULL; i++)
    n += *g_strstrip (names[i]) != '\0';
  return n;
}

static gboolean
suima_disposal_check_duty (SuimaStation *station,
                           const char *duty,
                           const SuimaBatch *batch,
                           const SuimaDisposal *disposal,
                           GError **error)
{
  const SuimaPolicyRow *row = suima_policy_find_duty (
      suima_station_get_policy (station), duty, batch, station->config->jurisdiction,
      suima_station_get_today (station));
  gint64 n_witnesses = suima_policy_row_get_number (row, "witnesses", 0);
  guint n_named = suima_disposal_count_witnesses (disposal->witness);
  gboolean lacks_weight =
      suima_policy_row_get_number (row, "weight", 0) > 0 && disposal->weight_g <= 0;
  gboolean lacks_photo = suima_policy_row_get_number (row, "photo", 0) > 0 && disposal->photo == NULL;
  g_autofree char *missing = NULL;

  if (n_named >= n_witnesses && !lacks_weight && !lacks_photo)
    return TRUE;
  missing = suima_words_proof (n_named >= n_witnesses ? 0 : (guint) n_witnesses, lacks_weight,
                               lacks_photo);
  return suima_refuse (error, SUIMA_ERROR_INVALID, SUIMA_REFUSAL_PROOF, batch->product, missing,
                       row->id, NULL);
}

gboolean
suima_disposal_check_proof (SuimaStation *station,
                            const SuimaBatch *batch,
                            const SuimaDisposal *disposal,
                            GError **error)
{
  g_autoptr (GPtrArray) recalls = suima_store_list_recalls (station->store, batch->id, error);

  if (recalls == NULL ||
      !suima_disposal_check_duty (station, "disposal", batch, disposal, error))
    return FALSE;
  for (guint i = 0; i < recalls->len; i++)
    {
      const SuimaRecall *recall = g_ptr_array_index (recalls, i);
      g_autofree char *duty = g_strdup_printf ("recall-%u", recall->recall_class);
      if (!recall->is_rehearsal && !recall->is_lifted &&
          !suima_disposal_check_duty (station, duty, batch, disposal, error))
        return FALSE;
    }
  return TRUE;
}

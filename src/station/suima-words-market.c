// SPDX-License-Identifier: Apache-2.0
// The sentences of the market: locks, zones, samples, stock checks, sellers, differences.
#include "suima-words.h"

#include "suima-station-market.h"
#include "suima-station-seller.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
suima_words_lock (const SuimaBatchLock *lock)
{
  if (*lock->reason == '\0')
    return g_strdup (strcmp (lock->kind, "recall") == 0 ? _ ("recalled")
                     : strcmp (lock->kind, "test") == 0 ? _ ("failed a test")
                                                        : _ ("held"));
  if (strcmp (lock->kind, "test") == 0)
    return g_strdup_printf (_ ("failed a test: %s"), lock->reason);
  if (strcmp (lock->kind, "recall") == 0)
    return g_strdup_printf (_ ("recalled: %s"), lock->reason);
  if (strcmp (lock->kind, "gate") != 0)
    return g_strdup (lock->reason);
  if (strcmp (lock->reason, "no-report") == 0)
    return g_strdup (_ ("came without a test report and is not tested yet"));
  if (strcmp (lock->reason, "sample") == 0)
    return g_strdup (_ ("drawn for the day's sample and not tested yet"));
  return g_strdup (_ ("still in the testing zone: move it to trade"));
}

const char *
suima_words_zone (SuimaZone zone)
{
  static const char *const names[] = {
    [SUIMA_ZONE_NONE] = "",
    [SUIMA_ZONE_ENTRY] = N_ ("entry"),
    [SUIMA_ZONE_TESTING] = N_ ("testing zone"),
    [SUIMA_ZONE_TRADE] = N_ ("trading zone"),
    [SUIMA_ZONE_STORAGE] = N_ ("storage zone"),
    [SUIMA_ZONE_DISPATCH] = N_ ("dispatch zone"),
  };

  return zone > SUIMA_ZONE_NONE && zone < G_N_ELEMENTS (names) ? _ (names[zone]) : "";
}

char *
suima_words_sampling (const SuimaSampling *sampling)
{
  g_autofree char *day = suima_day_to_text (sampling->day);

  return g_strdup_printf (_ ("%s: %u of %u batches with a report are to be sampled; drawn %u, tested "
                             "%u. Without a report %u, of them not tested %u"),
                          day, sampling->n_required, sampling->n_reported, sampling->n_drawn,
                          sampling->n_tested, sampling->n_unreported, sampling->n_untested);
}

const char *
suima_words_after_failure (void)
{
  return _ ("It is locked. Keep it apart, then destroy it before a witness, with weight and photo; its "
            "codes die with it");
}

const char *
suima_words_count_finding (SuimaCountFinding finding)
{
  static const char *const sentences[] = {
    [SUIMA_COUNT_FOUND] = N_ ("where it belongs"),
    [SUIMA_COUNT_STRANGER] = N_ ("not one of ours: ask where it is from"),
    [SUIMA_COUNT_EXPIRED] = N_ ("expired: take it off the shelf"),
    [SUIMA_COUNT_RECALLED] = N_ ("recalled: lock it away"),
    [SUIMA_COUNT_MISPLACED] = N_ ("in the wrong place"),
    [SUIMA_COUNT_GONE] = N_ ("should not be in the shop any more: keep it apart"),
    [SUIMA_COUNT_MISSING] = N_ ("missing"),
  };

  return finding > 0 && finding < SUIMA_COUNT_N_FINDINGS ? _ (sentences[finding]) : "";
}

const char *
suima_words_seller_warning (SuimaSellerWarning warning)
{
  static const char *const sentences[SUIMA_SELLER_N_WARNINGS] = {
    N_ ("the licence has expired"),   N_ ("the licence expires soon"),
    N_ ("no licence on file"),        N_ ("the agreement has expired"),
    N_ ("the agreement expires soon"), N_ ("no agreement on file"),
    N_ ("no credit code on file"),    N_ ("no phone on file"),
    N_ ("movements not reported in time"),
  };

  for (guint i = 0; i < SUIMA_SELLER_N_WARNINGS; i++)
    if ((guint)warning == 1u << i)
      return _ (sentences[i]);
  return "";
}

/* 中山海味(供货商)0760-88001234 */
static char *
suima_words_callee (const json_t *call)
{
  const char *name = suima_json_get_text (call, "name");
  const char *phone = suima_json_get_text (call, "phone");
  const char *role = g_strcmp0 (suima_json_get_text (call, "role"), "importer") == 0 ? _ ("importer")
                                                                                   : _ ("supplier");

  if (phone == NULL)
    return g_strdup_printf (_ ("%s (%s, no number known)"), name ? name : "", role);
  return g_strdup_printf (_ ("%s (%s) %s"), name ? name : "", role, phone);
}

char *
suima_words_call (const json_t *calls)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  gsize i;
  json_t *call;

  json_array_foreach ((json_t *)calls, i, call)
    g_ptr_array_add (parts, suima_words_callee (call));
  if (parts->len == 0)
    return g_strdup (_ ("Nobody is named: ask the store who brought it in"));
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (_ ("; "), (char **)parts->pdata);
  return g_strdup_printf (_ ("To be called: %s"), list);
}

const char *
suima_words_difference (const char *code)
{
  static const char *const sentences[][2] = {
    { "missing", N_ ("not in every ledger") },
    { "quantity", N_ ("the quantities differ") },
    { "unit", N_ ("the units cannot be compared") },
    { "lot", N_ ("the lots differ") },
    { "damaged", N_ ("the number lost digits in a spreadsheet: take it from the paper itself") },
    { "no-number", N_ ("the row names no certificate") },
    { "unreadable", N_ ("the quantity cannot be read") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (strcmp (sentences[i][0], code) == 0)
      return _ (sentences[i][1]);
  return code;
}

char *
suima_words_reminder (const SuimaSellerFile *file, const SuimaConfig *config, SuimaDay today)
{
  const SuimaParty *party = file->party;
  g_autofree char *due =
      suima_day_to_text (suima_day_from_us (file->oldest_due_us, config->utc_offset_min));
  g_autofree char *day = suima_day_to_text (today);
  GString *out = g_string_new (_ ("Reminder: movements of goods are to be reported"));

  g_string_append (out, "\n\n");
  g_string_append_printf (out, _ ("To: %s, stall %s"), party->name,
                          party->stall ? party->stall : "-");
  g_string_append_c (out, '\n');
  g_string_append_printf (out,
                          ngettext ("%u movement of your goods was not reported in time.",
                                    "%u movements of your goods were not reported in time.",
                                    file->n_late),
                          file->n_late);
  g_string_append_c (out, '\n');
  g_string_append_printf (out, _ ("The first was due on %s. Report today, or tell the market why not."),
                          due);
  g_string_append_printf (out, "\n\n%s  %s\n%s\n", config->market ? config->market : "",
                          config->market_phone ? config->market_phone : "", day);
  return g_string_free (out, FALSE);
}

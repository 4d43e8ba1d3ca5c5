// SPDX-License-Identifier: Apache-2.0
// The sentences about recalls and about what the day begins with.
#include "suima-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
suima_words_add_line (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", label, value);
}

static void
suima_words_add_sale (GString *text,
                      const SuimaRecallSale *sale,
                      const char *seller,
                      const char *contact)
{
  g_autofree char *quantity = suima_quantity_to_text (sale->quantity_milli);
  g_autofree char *amount = g_strconcat (quantity, " ", sale->unit ? sale->unit : "", NULL);
  g_autofree char *day = suima_day_to_text (sale->day);

  g_string_append_c (text, '\n');
  suima_words_add_line (text, _ ("Name"), sale->product);
  suima_words_add_line (text, _ ("Lot"), sale->lot ? sale->lot : "-");
  suima_words_add_line (text, _ ("Quantity"), amount);
  suima_words_add_line (text, _ ("Day of sale"), day);
  suima_words_add_line (text, _ ("Seller"), seller && *seller ? seller : "-");
  suima_words_add_line (text, _ ("Contact"), contact && *contact ? contact : "-");
}

char *
suima_words_recall_notice (const SuimaRecall *recall,
                           const SuimaRecallNotice *notice,
                           const char *seller,
                           const char *contact)
{
  static const char *const classes[] = { N_ ("class I"), N_ ("class II"), N_ ("class III") };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s (%s)\n%s\n\n", _ ("Notice of goods concerned"),
                          _ (classes[CLAMP (recall->recall_class, 1u, 3u) - 1]), recall->title);
  if (recall->is_rehearsal)
    g_string_append_printf (text, "%s\n\n", _ ("REHEARSAL: nothing has to be done"));
  suima_words_add_line (text, _ ("To"),
                        *notice->party      ? notice->party
                        : notice->is_hidden ? _ ("a buyer whose name is not shown here")
                                            : _ ("buyers whose names are not known"));
  suima_words_add_line (text, _ ("Province"), notice->province);
  suima_words_add_line (text, _ ("Address"), notice->address);
  suima_words_add_line (text, _ ("Phone"), notice->phone);
  g_string_append_printf (text, "%s\n", _ ("Stop selling these goods, keep them apart, and call us:"));
  for (guint i = 0; i < notice->rows->len; i++)
    suima_words_add_sale (text, notice->rows->pdata[i], seller, contact);
  return g_string_free (text, FALSE);
}

char *
suima_words_recall_left (const SuimaRecallCard *card)
{
  GString *words = g_string_new (NULL);
  g_autofree char *loose = suima_quantity_to_text (card->loose_milli);

  if (card->list->hits->len == 0)
    g_string_append (words, _ ("Nothing of it is here. What comes later will be locked as it comes"));
  else if (card->left > 0)
    g_string_append_printf (words,
                            g_dngettext (GETTEXT_PACKAGE, "%u more to find", "%u more to find",
                                         card->left),
                            card->left);
  else
    g_string_append (words, _ ("All labels found"));
  if (card->waiting > 0)
    g_string_append_printf (words, " · %s %u", _ ("locked, to go back or be destroyed:"),
                            card->waiting);
  if (card->loose_milli > 0)
    g_string_append_printf (words, " · %s %s", _ ("without labels:"), loose);
  return g_string_free (words, FALSE);
}

char *
suima_words_proof (guint n_witnesses, gboolean lacks_weight, gboolean lacks_photo)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (n_witnesses > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u witness",
                                                          "%u witnesses", n_witnesses),
                                             n_witnesses));
  if (lacks_weight)
    g_ptr_array_add (parts, g_strdup (_ ("the weight")));
  if (lacks_photo)
    g_ptr_array_add (parts, g_strdup (_ ("a photo")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

char *
suima_words_recall_late (const SuimaBatch *batch, const char *title)
{
  return g_strdup_printf (
      _ ("%s %s was called back (%s) and is locked: put it apart, do not sell it"), batch->product,
      batch->lot != NULL ? batch->lot : "", title);
}

char *
suima_words_near_expiry (const SuimaBatch *batch)
{
  g_autofree char *expiry = suima_day_to_text (batch->expiry);

  return g_strdup_printf (_ ("Near its day: best before %s"), expiry);
}

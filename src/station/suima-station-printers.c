// SPDX-License-Identifier: Apache-2.0
// The list of printers: those the station knows, and those it could.
#include "suima-printer-entry.h"
#include "suima-station-private.h"

#include "suima-words.h"

#include <string.h>

#define SUIMA_PRINTERS_ASK_MS 3000

/* One configured printer being asked, in a thread of its own. */
typedef struct
{
  const SuimaPrinterProfile *profile; /* borrowed */
  GCancellable *cancellable;          /* borrowed */
  SuimaPrinterEntry *entry;           /* borrowed */
  GThread *thread;
} SuimaPrinterCall;

static gpointer
suima_printer_call_thread (gpointer data)
{
  SuimaPrinterCall *call = data;
  g_autoptr (SuimaPrinter) printer = suima_printer_new (call->profile->destination, NULL);
  g_autoptr (SuimaPrinterStatus) status =
    printer != NULL
      ? suima_printer_get_status (printer, SUIMA_PRINTERS_ASK_MS, call->cancellable, NULL)
      : NULL;

  suima_printer_entry_tell (call->entry, call->profile, status);
  return NULL;
}

static void
suima_station_ask_all (SuimaStation *station,
                       GPtrArray *profiles,
                       GPtrArray *entries,
                       GCancellable *cancellable)
{
  g_autofree SuimaPrinterCall *calls = g_new0 (SuimaPrinterCall, profiles->len);

  for (guint i = 0; i < profiles->len; i++)
    {
      SuimaPrinterEntry *entry = entries->pdata[i];

      calls[i] = (SuimaPrinterCall){ profiles->pdata[i], cancellable, entry, NULL };
      entry->condition = suima_station_dup_run_condition (station, entry->destination);
      if (entry->condition != NULL)
        entry->message = g_strdup (suima_words_printer_condition (entry->condition));
      else
        calls[i].thread = g_thread_new ("ask-printer", suima_printer_call_thread, &calls[i]);
    }
  for (guint i = 0; i < profiles->len; i++)
    if (calls[i].thread != NULL)
      g_thread_join (calls[i].thread);
}

/* Without the options, which are a matter of setting up. */
static gboolean
suima_destination_is_same (const char *a, const char *b)
{
  const char *prefix = "cups:";
  gsize length;

  a += g_str_has_prefix (a, prefix) ? strlen (prefix) : 0;
  b += g_str_has_prefix (b, prefix) ? strlen (prefix) : 0;
  length = strcspn (a, "?");
  return length == strcspn (b, "?") && strncmp (a, b, length) == 0;
}

static void
suima_station_add_found (GPtrArray *entries, GPtrArray *found)
{
  guint n_configured = entries->len;

  for (guint i = 0; i < found->len; i++)
    {
      const SuimaFoundPrinter *printer = g_ptr_array_index (found, i);
      gboolean is_known = FALSE;

      for (guint j = 0; j < n_configured; j++)
        is_known |= suima_destination_is_same (
          ((SuimaPrinterEntry *) entries->pdata[j])->destination, printer->destination);
      if (!is_known)
        g_ptr_array_add (entries, suima_printer_entry_new_found (printer));
    }
}

static gpointer
suima_printers_search_thread (gpointer cancellable)
{
  return suima_printer_list (SUIMA_PRINTERS_ASK_MS, cancellable);
}

GPtrArray *
suima_station_list_printers (SuimaStation *station,
                             gboolean is_searching,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) suima_printer_entry_free);
  g_autoptr (GPtrArray) profiles = suima_station_load_printers (station, error);
  g_autofree char *usual = suima_station_dup_usual_printer (station);
  g_autoptr (GPtrArray) found = NULL;
  const SuimaPrinterProfile *usual_profile = NULL;
  GThread *search;

  if (profiles == NULL)
    return NULL;
  /* One that was set without being added is used all the same. */
  if (usual != NULL && suima_printer_profiles_find (profiles, usual) == NULL)
    g_ptr_array_add (profiles, suima_printer_profile_new (usual, usual));
  usual_profile = usual != NULL ? suima_printer_profiles_find (profiles, usual) : NULL;
  for (guint i = 0; i < profiles->len; i++)
    g_ptr_array_add (entries, suima_printer_entry_new (profiles->pdata[i],
                                                       profiles->pdata[i] == usual_profile));
  search = is_searching ? g_thread_new ("find-printers", suima_printers_search_thread, cancellable)
                        : NULL;
  suima_station_ask_all (station, profiles, entries, cancellable);
  found = search != NULL ? g_thread_join (search) : NULL;
  if (found != NULL)
    suima_station_add_found (entries, found);
  return g_steal_pointer (&entries);
}

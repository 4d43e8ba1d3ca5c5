// SPDX-License-Identifier: Apache-2.0
#include "suima-printer-list.h"

#include "suima-device-list.h"
#include "suima-ipp.h"

#include <string.h>

#define SUIMA_LIST_CONNECT_MS 1500
#define SUIMA_LIST_LOOK_US (50 * G_TIME_SPAN_MILLISECOND)

/* A search in the network, in a thread of its own: libcups asks the local cupsd on the way and
 * waits for it as long as it likes. Whoever waits for the search may leave it behind. */
typedef struct
{
  GMutex lock; /* all below but is_cancelled, which libcups reads as it stands */
  GCond over;
  gboolean is_over;
  GPtrArray *found; /* (element-type SuimaFoundPrinter) */
  int timeout_ms;
  int is_cancelled;
} SuimaDnssdSearch;

void
suima_found_printer_free (SuimaFoundPrinter *found)
{
  if (found == NULL)
    return;
  g_free (found->name);
  g_free (found->destination);
  g_free (found->model);
  g_free (found->condition);
  g_free (found);
}

static GPtrArray *
suima_found_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) suima_found_printer_free);
}

static void
suima_dnssd_search_clear (gpointer data)
{
  SuimaDnssdSearch *search = data;

  g_ptr_array_unref (search->found);
  g_mutex_clear (&search->lock);
  g_cond_clear (&search->over);
}

static void
suima_dnssd_search_unref (SuimaDnssdSearch *search)
{
  g_atomic_rc_box_release_full (search, suima_dnssd_search_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDnssdSearch, suima_dnssd_search_unref)

static const char *
suima_dest_get (const cups_dest_t *dest, const char *name)
{
  const char *value = cupsGetOption (name, dest->num_options, dest->options);

  return value != NULL ? value : "";
}

/* The address behind an announced name; it is only known for certain once it was called. */
static char *
suima_dest_dup_address (cups_dest_t *dest, int *is_cancelled)
{
  char resource[256] = "", host[256] = "", uri[1024] = "";
  const char *scheme = g_str_has_prefix (suima_dest_get (dest, "device-uri"), "ipps") ? "ipps" : "ipp";
  http_t *http = cupsConnectDest (dest, CUPS_DEST_FLAGS_DEVICE, SUIMA_LIST_CONNECT_MS, is_cancelled,
                                  resource, sizeof resource, NULL, NULL);

  if (http == NULL)
    return NULL;
  httpGetHostname (http, host, sizeof host);
  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  httpAssembleURI (HTTP_URI_CODING_ALL, uri, sizeof uri, scheme, NULL, host,
                   httpAddrPort (httpGetAddress (http)), resource);
  httpClose (http);
  return g_strdup (uri);
}

static int
suima_dnssd_dest_cb (void *user_data, unsigned flags, cups_dest_t *dest)
{
  SuimaDnssdSearch *search = user_data;
  SuimaFoundPrinter *found;
  char *address;

  if ((flags & CUPS_DEST_FLAGS_REMOVED) != 0 || g_atomic_int_get (&search->is_cancelled))
    return 1;
  address = suima_dest_dup_address (dest, &search->is_cancelled);
  if (address == NULL)
    return 1;
  found = g_new0 (SuimaFoundPrinter, 1);
  found->source = SUIMA_FOUND_DNSSD;
  found->name = g_strdup (*suima_dest_get (dest, "printer-info") ? suima_dest_get (dest, "printer-info")
                                                                 : dest->name);
  found->destination = address;
  found->model = g_strdup (suima_dest_get (dest, "printer-make-and-model"));
  g_mutex_lock (&search->lock);
  g_ptr_array_add (search->found, found);
  g_mutex_unlock (&search->lock);
  return 1;
}

/* There may be nobody to type one. */
static const char *
suima_list_password_cb (
    const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
  return NULL;
}

static gpointer
suima_dnssd_search_thread (gpointer data)
{
  g_autoptr (SuimaDnssdSearch) search = data;

  cupsSetPasswordCB2 (suima_list_password_cb, NULL);
  cupsEnumDests (CUPS_DEST_FLAGS_NONE, search->timeout_ms, &search->is_cancelled,
                 CUPS_PRINTER_DISCOVERED, CUPS_PRINTER_DISCOVERED, suima_dnssd_dest_cb, search);
  g_mutex_lock (&search->lock);
  search->is_over = TRUE;
  g_cond_signal (&search->over);
  g_mutex_unlock (&search->lock);
  return NULL;
}

static SuimaDnssdSearch *
suima_dnssd_search_start (int timeout_ms)
{
  SuimaDnssdSearch *search = g_atomic_rc_box_new0 (SuimaDnssdSearch);

  g_mutex_init (&search->lock);
  g_cond_init (&search->over);
  search->found = suima_found_list_new ();
  search->timeout_ms = timeout_ms;
  g_thread_unref (g_thread_new ("dnssd", suima_dnssd_search_thread,
                                g_atomic_rc_box_acquire (search)));
  return search;
}

/* Takes over what was found up to @deadline_us. */
static void
suima_dnssd_search_end (SuimaDnssdSearch *search,
                        GPtrArray *list,
                        gint64 deadline_us,
                        GCancellable *cancellable)
{
  g_mutex_lock (&search->lock);
  while (!search->is_over && !g_cancellable_is_cancelled (cancellable) &&
         g_get_monotonic_time () < deadline_us)
    g_cond_wait_until (&search->over, &search->lock,
                       MIN (deadline_us, g_get_monotonic_time () + SUIMA_LIST_LOOK_US));
  g_atomic_int_set (&search->is_cancelled, 1);
  g_ptr_array_extend_and_steal (list, g_steal_pointer (&search->found));
  search->found = suima_found_list_new ();
  g_mutex_unlock (&search->lock);
}

/* Without the severity, which is the spooler's own opinion. */
static char *
suima_list_dup_condition (int state, const char *reason)
{
  static const char *const severities[] = { "-error", "-warning", "-report" };

  if (reason == NULL || strcmp (reason, "none") == 0)
    return g_strdup (state == IPP_PSTATE_IDLE         ? "idle"
                     : state == IPP_PSTATE_PROCESSING ? "processing"
                                                      : "stopped");
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_str_has_suffix (reason, severities[i]))
      return g_strndup (reason, strlen (reason) - strlen (severities[i]));
  return g_strdup (reason);
}

/* One printer's attributes, up to the next separator. */
static SuimaFoundPrinter *
suima_list_read_queue (ipp_t *answer, ipp_attribute_t **at)
{
  g_autoptr (SuimaFoundPrinter) found = g_new0 (SuimaFoundPrinter, 1);
  const char *reason = NULL;
  int state = IPP_PSTATE_IDLE;

  for (; *at != NULL && ippGetGroupTag (*at) == IPP_TAG_PRINTER; *at = ippNextAttribute (answer))
    {
      const char *name = ippGetName (*at) != NULL ? ippGetName (*at) : "";

      if (strcmp (name, "printer-name") == 0 && found->name == NULL)
        found->name = g_strdup (ippGetString (*at, 0, NULL));
      else if (strcmp (name, "printer-make-and-model") == 0 && found->model == NULL)
        found->model = g_strdup (ippGetString (*at, 0, NULL));
      else if (strcmp (name, "printer-state") == 0)
        state = ippGetInteger (*at, 0);
      else if (strcmp (name, "printer-state-reasons") == 0)
        reason = ippGetString (*at, 0, NULL);
    }
  if (found->name == NULL)
    return NULL;
  found->source = SUIMA_FOUND_QUEUE;
  found->destination = g_strdup (found->name);
  if (found->model == NULL)
    found->model = g_strdup ("");
  found->condition = suima_list_dup_condition (state, reason);
  return g_steal_pointer (&found);
}

static void
suima_list_read_queues (ipp_t *answer, GPtrArray *list)
{
  ipp_attribute_t *at = ippFirstAttribute (answer);

  while (at != NULL)
    {
      SuimaFoundPrinter *found;

      if (ippGetGroupTag (at) != IPP_TAG_PRINTER)
        {
          at = ippNextAttribute (answer);
          continue;
        }
      found = suima_list_read_queue (answer, &at);
      if (found != NULL)
        g_ptr_array_add (list, found);
    }
}

static void
suima_list_ask_queues (GPtrArray *list, int timeout_ms, GCancellable *cancellable)
{
  static const char *const wanted[] = { "printer-name", "printer-state", "printer-state-reasons",
                                        "printer-make-and-model" };
  /* Any name will do: the question is for the server itself. */
  g_autoptr (SuimaIppTarget) target = suima_ipp_target_parse ("queues", NULL);
  g_autoptr (SuimaIppLink) link = NULL;
  g_autoptr (ipp_t) request = NULL;
  g_autoptr (ipp_t) answer = NULL;

  g_free (target->resource);
  target->resource = g_strdup ("/");
  link = suima_ipp_link_open (target, timeout_ms, cancellable, NULL);
  if (link == NULL)
    return;
  request = ippNewRequest (IPP_OP_CUPS_GET_PRINTERS);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = suima_ipp_link_ask (link, request, NULL, NULL, NULL);
  if (answer != NULL && suima_ipp_check (target, answer, "lists no queues", NULL))
    suima_list_read_queues (answer, list);
}

static void
suima_list_look_at_ports (GPtrArray *list)
{
  g_autoptr (GPtrArray) devices = suima_device_list (NULL);

  for (guint i = 0; i < devices->len; i++)
    {
      const SuimaDeviceFound *device = g_ptr_array_index (devices, i);
      SuimaFoundPrinter *found = g_new0 (SuimaFoundPrinter, 1);
      g_autofree char *port = g_strndup (device->destination, strcspn (device->destination, "?"));

      found->source =
        g_str_has_prefix (device->destination, "serial:") ? SUIMA_FOUND_SERIAL : SUIMA_FOUND_USB;
      found->name = *device->make_and_model != '\0' ? g_strdup (device->make_and_model)
                                                    : g_path_get_basename (port);
      found->destination = g_strdup (device->destination);
      found->model = g_strdup (device->make_and_model);
      g_ptr_array_add (list, found);
    }
}

GPtrArray *
suima_printer_list (int timeout_ms, GCancellable *cancellable)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  GPtrArray *list = suima_found_list_new ();
  g_autoptr (SuimaDnssdSearch) search = suima_dnssd_search_start (timeout_ms);

  suima_list_ask_queues (list, timeout_ms, cancellable);
  suima_list_look_at_ports (list);
  suima_dnssd_search_end (search, list, deadline_us, cancellable);
  return list;
}

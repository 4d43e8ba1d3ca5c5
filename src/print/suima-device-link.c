// SPDX-License-Identifier: Apache-2.0
#include "suima-device-link.h"

#include "suima-device-line.h"
#include "suima-error.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define SUIMA_LINK_GRACE_US (100 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_LINK_LOOK_US (10 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_LINK_MAX_BURST 65536 /* no printer says so much at a time */

struct _SuimaDeviceLink
{
  const SuimaDeviceTarget *target; /* borrowed */
  const SuimaDeviceLine *line;
  int fd; /* owned, never blocks */
};

static const SuimaDeviceLine *
suima_device_link_choose (const SuimaDeviceTarget *target)
{
  switch (target->kind)
    {
    case SUIMA_DEVICE_USB:
      return &suima_device_usb_line;
    case SUIMA_DEVICE_SERIAL:
      return &suima_device_serial_line;
    case SUIMA_DEVICE_TCP:
    default:
      return &suima_device_tcp_line;
    }
}

static gboolean
suima_device_link_set_broken (SuimaDeviceLink *link, const char *cause, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "the line to the printer at %s broke: %s",
               link->target->destination, cause);
  return FALSE;
}

static gboolean
suima_device_link_would_block (int cause)
{
  return cause == EAGAIN || cause == EWOULDBLOCK || cause == EINTR;
}

SuimaDeviceLink *
suima_device_link_open (const SuimaDeviceTarget *target,
                        int timeout_ms,
                        GCancellable *cancellable,
                        GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  const SuimaDeviceLine *line = suima_device_link_choose (target);
  g_autoptr (GError) cause = NULL;
  int fd = -1;
  SuimaDeviceLink *link;

  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    fd = line->open (target, deadline_us, cancellable, &cause);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (cause != NULL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_PRINTER, "printer at %s does not answer: %s",
                 target->destination, cause->message);
  if (fd < 0)
    return NULL;
  link = g_new0 (SuimaDeviceLink, 1);
  link->target = target;
  link->line = line;
  link->fd = fd;
  return link;
}

void
suima_device_link_close (SuimaDeviceLink *link)
{
  if (link == NULL)
    return;
  link->line->close (link->fd);
  g_free (link);
}

/* Returns: what poll(2) says of the line, 0 when it is too late. Errors: G_IO_ERROR_CANCELLED. */
static int
suima_device_link_wait (SuimaDeviceLink *link,
                        gushort events,
                        gint64 deadline_us,
                        GCancellable *cancellable,
                        GError **error)
{
  GPollFD states[2] = { { .fd = link->fd, .events = events } };
  guint n_states =
      cancellable != NULL && g_cancellable_make_pollfd (cancellable, &states[1]) ? 2 : 1;

  for (;;)
    {
      gint64 left_us = MAX (deadline_us - g_get_monotonic_time (), 0);
      int n_ready = g_poll (states, n_states, (int)((left_us + 999) / 1000));

      if (n_ready < 0 && errno == EINTR)
        continue;
      if (n_states == 2)
        g_cancellable_release_fd (cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || n_ready <= 0)
        return 0;
      return states[0].revents;
    }
}

gboolean
suima_device_link_push (
    SuimaDeviceLink *link, GBytes *document, gsize *at, int wait_ms, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  gsize size_bytes;
  const guint8 *bytes = g_bytes_get_data (document, &size_bytes);

  while (*at < size_bytes)
    {
      gssize taken = link->line->send (link->fd, bytes + *at, size_bytes - *at);

      if (taken > 0)
        {
          *at += (gsize)taken;
          continue;
        }
      if (taken < 0 && !suima_device_link_would_block (errno))
        return suima_device_link_set_broken (link, g_strerror (errno), error);
      if (suima_device_link_wait (link, G_IO_OUT, deadline_us, NULL, NULL) == 0)
        break;
    }
  return TRUE;
}

guint
suima_device_link_get_unread (SuimaDeviceLink *link)
{
  return link->line->get_unread (link->fd);
}

gboolean
suima_device_link_is_held (SuimaDeviceLink *link)
{
  return link->line->is_held (link->target, link->fd);
}

/* 0 bytes are the end of a socket; of a port only when it is gone as well. */
static gboolean
suima_device_link_is_over (SuimaDeviceLink *link)
{
  return link->line->has_end ||
         suima_device_link_wait (link, 0, 0, NULL, NULL) & (G_IO_HUP | G_IO_ERR | G_IO_NVAL);
}

/* Takes what is there. @ret_is_over: (nullable): whether the printer closed its side in order;
 * otherwise that is an error. */
static gboolean
suima_device_link_listen (SuimaDeviceLink *link,
                          GByteArray *heard,
                          gboolean *ret_is_over,
                          GError **error)
{
  for (gsize burst_bytes = 0; burst_bytes < SUIMA_LINK_MAX_BURST;)
    {
      guint8 bytes[1024];
      gssize n = read (link->fd, bytes, sizeof bytes);

      if (n < 0) /* EINVAL: a port that can only be written to */
        return suima_device_link_would_block (errno) || errno == EINVAL ||
               suima_device_link_set_broken (link, g_strerror (errno), error);
      if (n == 0 && !suima_device_link_is_over (link))
        return TRUE;
      if (n == 0 && link->line->has_end && ret_is_over != NULL)
        return *ret_is_over = TRUE;
      if (n == 0)
        return suima_device_link_set_broken (link, "closed by the printer", error);
      g_byte_array_append (heard, bytes, (guint)n);
      burst_bytes += (gsize)n;
    }
  return TRUE;
}

gboolean
suima_device_link_check (SuimaDeviceLink *link, GError **error)
{
  g_autoptr (GByteArray) late = g_byte_array_new ();

  return suima_device_link_listen (link, late, NULL, error);
}

/* Whether the answer is whole; may set another, nearer deadline. */
typedef gboolean (*SuimaDeviceReadFunc) (SuimaDeviceLink *link,
                                         GByteArray *heard,
                                         gint64 *deadline_us,
                                         gpointer user_data);

static gboolean
suima_device_link_hear_out (SuimaDeviceLink *link,
                            gint64 deadline_us,
                            SuimaDeviceReadFunc read_answer,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  gboolean is_whole = FALSE;

  while (!is_whole)
    {
      g_autoptr (GError) cancelled = NULL;
      guint before_bytes = heard->len;

      if (suima_device_link_wait (link, G_IO_IN, deadline_us, cancellable, &cancelled) == 0)
        {
          if (cancelled == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&cancelled));
          return FALSE;
        }
      if (!suima_device_link_listen (link, heard, NULL, error))
        return FALSE;
      if (heard->len == before_bytes)
        g_usleep (SUIMA_LINK_LOOK_US); /* an empty packet: the port goes on being readable */
      else
        is_whole = read_answer (link, heard, &deadline_us, user_data);
      if (g_get_monotonic_time () > deadline_us) /* however much more it says */
        return TRUE;
    }
  return TRUE;
}

static gboolean
suima_device_link_put_question (SuimaDeviceLink *link, const char *text, GError **error)
{
  g_autoptr (GBytes) question = g_bytes_new_static (text, strlen (text));
  gsize at = 0;

  return suima_device_link_check (link, error) &&
         suima_device_link_push (link, question, &at, 0, error);
}

static gboolean
suima_device_link_read_report (SuimaDeviceLink *link,
                               GByteArray *heard,
                               gint64 *deadline_us,
                               gpointer user_data)
{
  SuimaDeviceReport *report = user_data;

  suima_device_read_answer (link->target->language, heard, report);
  if (report->faults != 0)
    *deadline_us = MIN (*deadline_us, g_get_monotonic_time () + SUIMA_LINK_GRACE_US);
  return report->is_whole;
}

gboolean
suima_device_link_ask (SuimaDeviceLink *link,
                       int timeout_ms,
                       SuimaDeviceReport *report,
                       GCancellable *cancellable,
                       GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;

  *report = (SuimaDeviceReport){ .labels_left = -1 };
  if (!suima_device_link_put_question (link, suima_device_get_question (link->target->language),
                                       error) ||
      !suima_device_link_hear_out (link, deadline_us, suima_device_link_read_report, report,
                                   cancellable, error))
    return FALSE;
  /* It hears and tells of no fault, and half of the answer is missing: something is wrong. */
  if (report->is_heard && !report->is_whole && report->faults == 0)
    report->faults = SUIMA_FAULT_OTHER;
  return TRUE;
}

static gboolean
suima_device_link_read_identity (SuimaDeviceLink *link,
                                 GByteArray *heard,
                                 gint64 *deadline_us,
                                 gpointer user_data)
{
  return suima_device_read_identity (link->target->language, heard, user_data);
}

gboolean
suima_device_link_ask_identity (SuimaDeviceLink *link,
                                int timeout_ms,
                                SuimaDeviceIdentity *identity,
                                GCancellable *cancellable,
                                GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;

  return suima_device_link_put_question (
             link, suima_device_get_identity_question (link->target->language), error) &&
         suima_device_link_hear_out (link, deadline_us, suima_device_link_read_identity, identity,
                                     cancellable, error);
}

gboolean
suima_device_link_end (SuimaDeviceLink *link, GError **error)
{
  return link->line->end == NULL || link->line->end (link->fd) == 0 ||
         suima_device_link_set_broken (link, g_strerror (errno), error);
}

/* A port has no end that could be seen: it has taken all is all that can be said. */
static gboolean
suima_device_link_await_taken (SuimaDeviceLink *link, gint64 deadline_us, GError **error)
{
  while (suima_device_link_check (link, error))
    {
      if (suima_device_link_get_unread (link) == 0)
        return TRUE;
      if (g_get_monotonic_time () >= deadline_us)
        return FALSE;
      g_usleep (SUIMA_LINK_LOOK_US);
    }
  return FALSE;
}

gboolean
suima_device_link_await_end (SuimaDeviceLink *link, int wait_ms, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  gboolean is_over = FALSE;

  if (!link->line->has_end)
    return suima_device_link_await_taken (link, deadline_us, error);
  return suima_device_link_wait (link, G_IO_IN, deadline_us, NULL, NULL) != 0 &&
         suima_device_link_listen (link, heard, &is_over, error) && is_over;
}

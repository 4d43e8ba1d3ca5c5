// SPDX-License-Identifier: Apache-2.0
#include "catcher.h"

#include <string.h>
#include <sys/socket.h>

#define CATCHER_PATIENCE_US (30 * G_TIME_SPAN_SECOND)
#define CATCHER_TICK_US 2000

struct _Catcher
{
  GThread *thread;
  GSocket *listener;
  GCancellable *stop;
  char *uri;

  GMutex lock; /* all below */
  GCond came;
  GByteArray *bytes;
  gsize reset_after;
  gsize hold_after;
  gboolean answers_zpl;
};

static void
catcher_answer (GSocket *line, const char *bytes, gsize size_bytes)
{
  static const char *const answers[][2] = {
    { "~HQES", "\x02\r\n\r\n PRINTER STATUS\r\n ERRORS:         0 00000000 00000000\r\n"
               " WARNINGS:       0 00000000 00000000\r\n\x03\r\n" },
    { "~HS", "\x02"
             "030,0,0,0240,000,0,0,0,000,0,0,0\x03\r\n"
             "\x02"
             "000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
             "\x02"
             "1234,0\x03\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (memmem (bytes, size_bytes, answers[i][0], strlen (answers[i][0])) != NULL)
      g_socket_send (line, answers[i][1], strlen (answers[i][1]), NULL, NULL);
}

/* Returns: whether the line is still open. */
static gboolean
catcher_take (Catcher *catcher, GSocket *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);
  struct linger at_once = { 1, 0 };
  char bytes[4096];
  gssize n;

  if (catcher->bytes->len >= catcher->hold_after)
    return TRUE;
  n = g_socket_receive (line, bytes, sizeof bytes, NULL, NULL);
  if (n <= 0)
    return n < 0;
  g_byte_array_append (catcher->bytes, (const guint8 *)bytes, (guint)n);
  g_cond_broadcast (&catcher->came);
  if (catcher->answers_zpl)
    catcher_answer (line, bytes, (gsize)n);
  if (catcher->bytes->len < catcher->reset_after)
    return TRUE;
  catcher->reset_after = G_MAXSIZE;
  setsockopt (g_socket_get_fd (line), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return FALSE;
}

static gpointer
catcher_thread (gpointer data)
{
  Catcher *catcher = data;

  while (!g_cancellable_is_cancelled (catcher->stop))
    {
      g_autoptr (GSocket) line = g_socket_accept (catcher->listener, catcher->stop, NULL);

      if (line == NULL)
        return NULL;
      g_socket_set_blocking (line, FALSE);
      while (!g_cancellable_is_cancelled (catcher->stop) && catcher_take (catcher, line))
        g_socket_condition_timed_wait (line, G_IO_IN, CATCHER_TICK_US, NULL, NULL);
      g_socket_close (line, NULL);
    }
  return NULL;
}

Catcher *
catcher_start (void)
{
  Catcher *catcher = g_new0 (Catcher, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&catcher->lock);
  g_cond_init (&catcher->came);
  catcher->bytes = g_byte_array_new ();
  catcher->reset_after = catcher->hold_after = G_MAXSIZE;
  catcher->stop = g_cancellable_new ();
  catcher->listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_set_option (catcher->listener, SOL_SOCKET, SO_RCVBUF, 16384, NULL);
  g_socket_bind (catcher->listener, any, FALSE, &error);
  g_socket_listen (catcher->listener, &error);
  g_assert_no_error (error);
  got = g_socket_get_local_address (catcher->listener, &error);
  g_assert_no_error (error);
  catcher->uri = g_strdup_printf ("socket://127.0.0.1:%u",
                                  g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  catcher->thread = g_thread_new ("catcher", catcher_thread, catcher);
  return catcher;
}

void
catcher_free (Catcher *catcher)
{
  if (catcher == NULL)
    return;
  g_cancellable_cancel (catcher->stop);
  g_thread_join (catcher->thread);
  g_socket_close (catcher->listener, NULL);
  g_object_unref (catcher->listener);
  g_object_unref (catcher->stop);
  g_byte_array_unref (catcher->bytes);
  g_mutex_clear (&catcher->lock);
  g_cond_clear (&catcher->came);
  g_free (catcher->uri);
  g_free (catcher);
}

const char *
catcher_get_uri (Catcher *catcher)
{
  return catcher->uri;
}

void
catcher_reset_after (Catcher *catcher, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);

  catcher->reset_after = n_bytes;
}

void
catcher_hold_after (Catcher *catcher, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);

  catcher->hold_after = n_bytes;
}

void
catcher_go_on (Catcher *catcher)
{
  catcher_hold_after (catcher, G_MAXSIZE);
}

void
catcher_answer_zpl (Catcher *catcher)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);

  catcher->answers_zpl = TRUE;
}

static guint
catcher_count (const Catcher *catcher, const char *mark)
{
  const guint8 *at = catcher->bytes->data, *end = at + catcher->bytes->len;
  guint count = 0;

  while (at != NULL && at < end &&
         (at = memmem (at, (gsize)(end - at), mark, strlen (mark))) != NULL)
    {
      at += strlen (mark);
      count++;
    }
  return count;
}

GBytes *
catcher_await (Catcher *catcher, const char *mark, guint count)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);
  gint64 deadline_us = g_get_monotonic_time () + CATCHER_PATIENCE_US;
  guint found;

  while ((found = catcher_count (catcher, mark)) < count)
    if (!g_cond_wait_until (&catcher->came, &catcher->lock, deadline_us))
      g_error ("\"%s\" came %u times, not %u, in %u bytes", mark, found, count,
               catcher->bytes->len);
  return g_bytes_new (catcher->bytes->data, catcher->bytes->len);
}

void
catcher_await_bytes (Catcher *catcher, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);
  gint64 deadline_us = g_get_monotonic_time () + CATCHER_PATIENCE_US;

  while (catcher->bytes->len < n_bytes)
    if (!g_cond_wait_until (&catcher->came, &catcher->lock, deadline_us))
      g_error ("only %u bytes came", catcher->bytes->len);
}

GBytes *
catcher_dup_bytes (Catcher *catcher)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&catcher->lock);

  return g_bytes_new (catcher->bytes->data, catcher->bytes->len);
}

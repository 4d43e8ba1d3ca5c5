// SPDX-License-Identifier: Apache-2.0
#include "cable.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

struct _Cable
{
  GThread *thread;
  int listener;
  guint port, to_port;
  gboolean is_over; /* atomic */

  GMutex lock; /* all below */
  gsize passed_bytes;
  gsize pull_at;
  gboolean is_pulled;
};

typedef struct
{
  int station, printer;
} CableLine;

static struct sockaddr_in
cable_address (guint port)
{
  return (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_port = htons ((guint16)port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
}

/* Whoever writes into it notices. */
static void
cable_cut (int end)
{
  struct linger at_once = { 1, 0 };

  setsockopt (end, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close (end);
}

static gboolean
cable_send_all (int to, const char *bytes, gsize n_bytes)
{
  while (n_bytes > 0)
    {
      gssize n = send (to, bytes, n_bytes, MSG_NOSIGNAL);
      if (n <= 0)
        return FALSE;
      bytes += n;
      n_bytes -= (gsize)n;
    }
  return TRUE;
}

/* Returns: how many of @n_bytes still pass to the printer. */
static gsize
cable_let_pass (Cable *cable, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&cable->lock);

  if (cable->pull_at > 0 && cable->passed_bytes + n_bytes >= cable->pull_at)
    {
      n_bytes = cable->pull_at - 1 - cable->passed_bytes;
      cable->pull_at = 0;
      cable->is_pulled = TRUE;
    }
  cable->passed_bytes += n_bytes;
  return n_bytes;
}

/* @ret_is_pulled: (inout) */
static gboolean
cable_pass (Cable *cable, const CableLine *line, gboolean is_to_printer, gboolean *ret_is_pulled)
{
  char bytes[8192];
  gssize n = recv (is_to_printer ? line->station : line->printer, bytes, sizeof bytes, 0);
  gsize n_pass = n > 0 && is_to_printer ? cable_let_pass (cable, (gsize)n) : (gsize)MAX (n, 0);

  *ret_is_pulled |= n > 0 && n_pass < (gsize)n;
  return cable_send_all (is_to_printer ? line->printer : line->station, bytes, n_pass) && n > 0 &&
         !*ret_is_pulled;
}

static gpointer
cable_line_thread (gpointer user_data)
{
  g_autofree gpointer *both = user_data;
  Cable *cable = both[0];
  g_autofree CableLine *line = both[1];
  gboolean goes_on = TRUE, is_pulled = FALSE;

  while (goes_on && !g_atomic_int_get (&cable->is_over))
    {
      struct pollfd ends[] = { { line->station, POLLIN, 0 }, { line->printer, POLLIN, 0 } };
      poll (ends, 2, 100);
      for (guint i = 0; goes_on && i < 2; i++)
        if (ends[i].revents != 0)
          goes_on = cable_pass (cable, line, i == 0, &is_pulled);
    }
  if (is_pulled)
    cable_cut (line->station);
  else
    close (line->station);
  close (line->printer);
  return NULL;
}

static gpointer
cable_thread (gpointer user_data)
{
  Cable *cable = user_data;

  while (!g_atomic_int_get (&cable->is_over))
    {
      struct sockaddr_in to = cable_address (cable->to_port);
      struct pollfd look = { cable->listener, POLLIN, 0 };
      CableLine line;
      gpointer *both;

      if (poll (&look, 1, 100) <= 0)
        continue;
      line.station = accept4 (cable->listener, NULL, NULL, SOCK_CLOEXEC);
      line.printer = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      if (connect (line.printer, (struct sockaddr *)&to, sizeof to) != 0)
        {
          cable_cut (line.station);
          close (line.printer);
          continue;
        }
      both = g_new (gpointer, 2);
      both[0] = cable;
      both[1] = g_memdup2 (&line, sizeof line);
      g_thread_unref (g_thread_new ("cable-line", cable_line_thread, both));
    }
  return NULL;
}

Cable *
cable_lay (guint port)
{
  Cable *cable = g_new0 (Cable, 1);
  struct sockaddr_in address = cable_address (0);
  socklen_t size_bytes = sizeof address;

  g_mutex_init (&cable->lock);
  cable->to_port = port;
  cable->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind (cable->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen (cable->listener, 8) != 0 ||
      getsockname (cable->listener, (struct sockaddr *)&address, &size_bytes) != 0)
    g_error ("no port for a cable");
  cable->port = ntohs (address.sin_port);
  cable->thread = g_thread_new ("cable", cable_thread, cable);
  return cable;
}

/* Lines that are open may outlive it by a moment: its memory is kept to the end of the program. */
void
cable_free (Cable *cable)
{
  static GSList *old;

  if (cable == NULL)
    return;
  g_atomic_int_set (&cable->is_over, TRUE);
  g_thread_join (cable->thread);
  close (cable->listener);
  old = g_slist_prepend (old, cable);
}

guint
cable_get_port (Cable *cable)
{
  return cable->port;
}

gsize
cable_count (Cable *cable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&cable->lock);
  gsize passed_bytes = cable->passed_bytes;

  cable->passed_bytes = 0;
  return passed_bytes;
}

void
cable_pull_at (Cable *cable, gsize number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&cable->lock);

  cable->passed_bytes = 0;
  cable->pull_at = number;
  cable->is_pulled = FALSE;
}

gboolean
cable_is_pulled (Cable *cable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&cable->lock);

  return cable->is_pulled;
}

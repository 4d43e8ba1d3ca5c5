// SPDX-License-Identifier: Apache-2.0
// To be preloaded into a program: kills it right before one of the calls that anybody outside can
// notice, and counts those calls. The program itself knows nothing of it.
// SUIMA_KILL_WORDS: a file of the size of KillWords. SUIMA_KILL_AT: "KIND:N:PERMILLE", before the Nth
// call of that kind; not set: never. Of what is sent by that call so much still leaves.
// SUIMA_KILL_WAIT: set: no call counts before KillWords.is_begun. What goes to the screen and to other
// programs of this machine by name never counts.
#undef _FILE_OFFSET_BITS /* it makes one name of pwrite() and pwrite64() */

#include "kill-words.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static KillWords nowhere;
static KillWords *words = &nowhere;
static unsigned at_kind = KILL_N_KINDS, at_call, at_permille;
static int is_waiting;

KillWords *kill_at_get_words (void);

KillWords *
kill_at_get_words (void)
{
  return words;
}

__attribute__ ((constructor)) static void
kill_at_load (void)
{
  const char *path = getenv ("SUIMA_KILL_WORDS"), *at = getenv ("SUIMA_KILL_AT");
  int fd = path != NULL ? open (path, O_RDWR | O_CLOEXEC) : -1;
  void *map = fd >= 0 ? mmap (NULL, sizeof *words, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                      : MAP_FAILED;

  if (map == MAP_FAILED)
    abort ();
  words = map;
  is_waiting = getenv ("SUIMA_KILL_WAIT") != NULL;
  close (fd);
  if (at != NULL && sscanf (at, "%u:%u:%u", &at_kind, &at_call, &at_permille) != 3)
    abort ();
}

/* Returns: whether this is the call. */
static int
note (KillKind kind)
{
  unsigned call;

  if (is_waiting && !__atomic_load_n (&words->is_begun, __ATOMIC_SEQ_CST))
    return 0;
  call = __atomic_add_fetch (&words->calls[kind], 1, __ATOMIC_SEQ_CST);

  words->last_kind = kind;
  return kind == at_kind && call == at_call;
}

static void
die (void)
{
  for (;;)
    kill (getpid (), SIGKILL);
}

static void
note_write (KillKind kind)
{
  if (note (kind))
    die ();
  __atomic_store_n (&words->sent_bytes, 0, __ATOMIC_SEQ_CST);
}

typedef ssize_t (*Send) (int, const void *, size_t, int);

static void
note_send (Send real, int fd, const void *bytes, size_t n_bytes)
{
  if (note (KILL_SEND))
    {
      n_bytes = n_bytes * at_permille / 1000;
      __atomic_add_fetch (&words->sent_bytes, n_bytes, __ATOMIC_SEQ_CST);
      real (fd, bytes, n_bytes, MSG_NOSIGNAL);
      die ();
    }
  __atomic_add_fetch (&words->sent_bytes, n_bytes, __ATOMIC_SEQ_CST);
}

static int
is_of_this_machine (int fd)
{
  int domain = 0;
  socklen_t size_bytes = sizeof domain;

  return getsockopt (fd, SOL_SOCKET, SO_DOMAIN, &domain, &size_bytes) == 0 && domain == AF_UNIX;
}

#define KILL_REAL(name)                                                                            \
  static __typeof__ (name) *real;                                                                  \
  if (real == NULL)                                                                                \
    real = (__typeof__ (name) *)dlsym (RTLD_NEXT, #name)

ssize_t
send (int fd, const void *bytes, size_t n_bytes, int flags)
{
  KILL_REAL (send);
  if (is_of_this_machine (fd))
    return real (fd, bytes, n_bytes, flags);
  note_send (real, fd, bytes, n_bytes);
  return real (fd, bytes, n_bytes, flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  KILL_REAL (sendmsg);
  if (is_of_this_machine (fd))
    return real (fd, message, flags);
  if (note (KILL_SEND))
    die ();
  for (size_t i = 0; i < message->msg_iovlen; i++)
    __atomic_add_fetch (&words->sent_bytes, message->msg_iov[i].iov_len, __ATOMIC_SEQ_CST);
  return real (fd, message, flags);
}

ssize_t
pwrite (int fd, const void *bytes, size_t n_bytes, off_t at)
{
  KILL_REAL (pwrite);
  note_write (KILL_WRITE);
  return real (fd, bytes, n_bytes, at);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t n_bytes, off64_t at)
{
  KILL_REAL (pwrite64);
  note_write (KILL_WRITE);
  return real (fd, bytes, n_bytes, at);
}

int
fsync (int fd)
{
  KILL_REAL (fsync);
  note_write (KILL_SYNC);
  return real (fd);
}

int
fdatasync (int fd)
{
  KILL_REAL (fdatasync);
  note_write (KILL_SYNC);
  return real (fd);
}

int
connect (int fd, const struct sockaddr *address, socklen_t size_bytes)
{
  KILL_REAL (connect);
  if (is_of_this_machine (fd))
    return real (fd, address, size_bytes);
  if (note (KILL_CONNECT))
    die ();
  return real (fd, address, size_bytes);
}

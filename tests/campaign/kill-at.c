// SPDX-License-Identifier: Apache-2.0
// To be preloaded into a program: kills it right before one of the calls that anybody outside can
// notice, and counts those calls. The program itself knows nothing of it.
// SUIMA_KILL_WORDS: a file of the size of KillWords. SUIMA_KILL_AT: "KIND:N", before the Nth call
// of that kind; not set: never.
#undef _FILE_OFFSET_BITS /* it makes one name of pwrite() and pwrite64() */

#include "kill-words.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static KillWords nowhere;
static KillWords *words = &nowhere;
static unsigned at_kind = KILL_N_KINDS, at_call;

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
  close (fd);
  if (at != NULL && sscanf (at, "%u:%u", &at_kind, &at_call) != 2)
    abort ();
}

static void
kill_at (KillKind kind, size_t n_bytes)
{
  unsigned call = __atomic_add_fetch (&words->calls[kind], 1, __ATOMIC_SEQ_CST);

  words->last_kind = kind;
  if (kind == at_kind && call == at_call)
    kill (getpid (), SIGKILL);
  if (kind == KILL_SEND)
    __atomic_add_fetch (&words->sent_bytes, n_bytes, __ATOMIC_SEQ_CST);
  else if (kind != KILL_CONNECT)
    __atomic_store_n (&words->sent_bytes, 0, __ATOMIC_SEQ_CST);
}

#define KILL_REAL(name)                                                                            \
  static __typeof__ (name) *real;                                                                  \
  if (real == NULL)                                                                                \
    real = (__typeof__ (name) *)dlsym (RTLD_NEXT, #name)

static int
is_socket (int fd)
{
  struct stat about;

  return fstat (fd, &about) == 0 && S_ISSOCK (about.st_mode);
}

ssize_t
send (int fd, const void *bytes, size_t n_bytes, int flags)
{
  KILL_REAL (send);
  kill_at (KILL_SEND, n_bytes);
  return real (fd, bytes, n_bytes, flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  size_t n_bytes = 0;

  KILL_REAL (sendmsg);
  for (size_t i = 0; i < message->msg_iovlen; i++)
    n_bytes += message->msg_iov[i].iov_len;
  kill_at (KILL_SEND, n_bytes);
  return real (fd, message, flags);
}

ssize_t
write (int fd, const void *bytes, size_t n_bytes)
{
  KILL_REAL (write);
  if (is_socket (fd))
    kill_at (KILL_SEND, n_bytes);
  return real (fd, bytes, n_bytes);
}

ssize_t
pwrite (int fd, const void *bytes, size_t n_bytes, off_t at)
{
  KILL_REAL (pwrite);
  kill_at (KILL_WRITE, n_bytes);
  return real (fd, bytes, n_bytes, at);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t n_bytes, off64_t at)
{
  KILL_REAL (pwrite64);
  kill_at (KILL_WRITE, n_bytes);
  return real (fd, bytes, n_bytes, at);
}

int
fsync (int fd)
{
  KILL_REAL (fsync);
  kill_at (KILL_SYNC, 0);
  return real (fd);
}

int
fdatasync (int fd)
{
  KILL_REAL (fdatasync);
  kill_at (KILL_SYNC, 0);
  return real (fd);
}

int
connect (int fd, const struct sockaddr *address, socklen_t size_bytes)
{
  KILL_REAL (connect);
  kill_at (KILL_CONNECT, 0);
  return real (fd, address, size_bytes);
}

// SPDX-License-Identifier: Apache-2.0
#include "fake-scale.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct _FakeScale
{
  int fd, keep_fd;
  char *path;
  GThread *thread;
  GMutex lock;
  const char *says; /* over and over, every 10 ms; NULL: nothing */
  gsize size_bytes;
  const char *answers_to; /* NULL: it talks by itself */
  gboolean is_over;
};

static gboolean
fake_scale_step (FakeScale *scale)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&scale->lock);
  char asked[64] = "";
  gssize n = read (scale->fd, asked, sizeof asked - 1);

  if (scale->is_over)
    return FALSE;
  if (scale->says != NULL &&
      (scale->answers_to == NULL || (n > 0 && strstr (asked, scale->answers_to) != NULL)))
    n = write (scale->fd, scale->says, scale->size_bytes);
  return TRUE;
}

static gpointer
fake_scale_thread (gpointer data)
{
  FakeScale *scale = data;

  while (fake_scale_step (scale))
    g_usleep (10000);
  close (scale->keep_fd);
  close (scale->fd);
  return NULL;
}

FakeScale *
fake_scale_start (const char *says)
{
  FakeScale *scale = g_new0 (FakeScale, 1);

  g_mutex_init (&scale->lock);
  scale->fd = posix_openpt (O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (scale->fd, >=, 0);
  g_assert_cmpint (grantpt (scale->fd), ==, 0);
  g_assert_cmpint (unlockpt (scale->fd), ==, 0);
  scale->path = g_strdup (ptsname (scale->fd));
  scale->keep_fd = open (scale->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (scale->keep_fd, >=, 0);
  scale->says = says;
  scale->size_bytes = says ? strlen (says) : 0;
  scale->thread = g_thread_new ("fake-scale", fake_scale_thread, scale);
  return scale;
}

void
fake_scale_say (FakeScale *scale, const char *says)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&scale->lock);

  scale->says = says;
  scale->size_bytes = says ? strlen (says) : 0;
}

void
fake_scale_vanish (FakeScale *scale)
{
  g_mutex_lock (&scale->lock);
  scale->is_over = TRUE;
  g_mutex_unlock (&scale->lock);
  g_clear_pointer (&scale->thread, g_thread_join);
}

void
fake_scale_free (FakeScale *scale)
{
  if (scale->thread != NULL)
    fake_scale_vanish (scale);
  g_mutex_clear (&scale->lock);
  g_free (scale->path);
  g_free (scale);
}

void
fake_scale_answer_to (FakeScale *scale, const char *question)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&scale->lock);

  scale->answers_to = question;
}

const char *
fake_scale_get_path (FakeScale *scale)
{
  return scale->path;
}

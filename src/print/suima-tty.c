// SPDX-License-Identifier: Apache-2.0
#include "suima-tty.h"

#include "suima-error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

static const struct
{
  guint baud;
  speed_t speed;
} suima_tty_speeds[] = {
  { 1200, B1200 },   { 2400, B2400 },   { 4800, B4800 },     { 9600, B9600 },     { 19200, B19200 },
  { 38400, B38400 }, { 57600, B57600 }, { 115200, B115200 }, { 230400, B230400 },
};

/* B0 for a rate that is none. */
static speed_t
suima_tty_get_speed (guint baud)
{
  for (guint i = 0; i < G_N_ELEMENTS (suima_tty_speeds); i++)
    if (suima_tty_speeds[i].baud == baud)
      return suima_tty_speeds[i].speed;
  return B0;
}

gboolean
suima_tty_has_baud (guint baud)
{
  return suima_tty_get_speed (baud) != B0;
}

gboolean
suima_tty_is_path (const char *path)
{
  return g_str_has_prefix (path, "/dev/") && path[strlen ("/dev/")] != '\0' &&
         strstr (path, "..") == NULL;
}

static int
suima_tty_refuse (int fd, const char *path, int cause, GError **error)
{
  if (fd >= 0)
    close (fd);
  if (cause == EBUSY || cause == EWOULDBLOCK)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY, "%s is in use by another program", path);
  else if (cause == EACCES || cause == EPERM)
    g_set_error (
        error, SUIMA_ERROR, SUIMA_ERROR_DENIED,
        "this user may not use %s: printers belong to the group lp, serial lines to dialout", path);
  else if (cause == ENOTTY || cause == EISDIR)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "%s is not a device of this kind", path);
  else if (cause == EINVAL)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "%s cannot be set to these bits, parity or speed", path);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "%s is not there: %s", path,
                 g_strerror (cause));
  return -1;
}

int
suima_tty_open_port (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat info;

  if (fd < 0)
    return suima_tty_refuse (fd, path, errno, error);
  if (fstat (fd, &info) != 0 || !S_ISCHR (info.st_mode))
    return suima_tty_refuse (fd, path, ENOTTY, error);
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    return suima_tty_refuse (fd, path, errno, error);
  return fd;
}

/* A pseudo terminal carries whole bytes; it refuses to be told of 7 bits or a parity. Source:
 * Linux, Documentation/admin-guide/devices.txt. */
static gboolean
suima_tty_is_pseudo (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && major (info.st_rdev) >= 136 && major (info.st_rdev) <= 143;
}

static tcflag_t
suima_tty_get_framing (const SuimaTtySetup *setup)
{
  return (setup->data_bits == 7 ? CS7 : CS8) | (setup->parity != 'N' ? PARENB : 0) |
         (setup->parity == 'O' ? PARODD : 0) | (setup->stop_bits == 2 ? CSTOPB : 0);
}

static gboolean
suima_tty_set (int fd, const SuimaTtySetup *setup)
{
  speed_t speed = suima_tty_get_speed (setup->baud);
  struct termios line;

  if (tcgetattr (fd, &line) != 0)
    return FALSE;
  cfmakeraw (&line);
  line.c_cflag &= ~(tcflag_t)(CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS | HUPCL);
  line.c_cflag |= CLOCAL | CREAD | (setup->flow == SUIMA_FLOW_RTSCTS ? CRTSCTS : 0) |
                  (suima_tty_is_pseudo (fd) ? CS8 : suima_tty_get_framing (setup));
  line.c_iflag &= ~(tcflag_t)(INPCK | IXON | IXOFF);
  line.c_iflag |=
      (setup->parity != 'N' ? INPCK : 0) | (setup->flow == SUIMA_FLOW_XONXOFF ? IXON | IXOFF : 0);
  line.c_cc[VMIN] = 1;
  line.c_cc[VTIME] = 0;
  return cfsetispeed (&line, speed) == 0 && cfsetospeed (&line, speed) == 0 &&
         tcsetattr (fd, TCSANOW, &line) == 0 && tcflush (fd, TCIOFLUSH) == 0;
}

int
suima_tty_open (const char *path, const SuimaTtySetup *setup, GError **error)
{
  int fd = suima_tty_open_port (path, error);

  if (fd < 0)
    return -1;
  if (ioctl (fd, TIOCEXCL) != 0 || !suima_tty_set (fd, setup))
    return suima_tty_refuse (fd, path, errno, error);
  return fd;
}

void
suima_tty_close (int fd)
{
  int waiting = 0;

  if (ioctl (fd, TIOCOUTQ, &waiting) == 0 && waiting > 0)
    tcflush (fd, TCOFLUSH);
  if (isatty (fd))
    ioctl (fd, TIOCNXCL);
  close (fd);
}

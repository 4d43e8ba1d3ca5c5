// SPDX-License-Identifier: Apache-2.0
#include "fake-device.h"

#include "label-stream.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#define FAKE_TICK_MS 2

struct _FakeDevice
{
  GThread *thread;
  GSocket *listener; /* nullable: on a port */
  int port_fd;       /* the printer's end of the port, or -1 */
  int keep_fd;       /* the other end, so that it stays while nobody has it open */
  char *path;
  FakeLine kind;
  GCancellable *stop;
  guint port;
  gboolean is_tspl;

  GMutex lock; /* all below */
  char *identity;
  guint pace_ms;
  guint fail_at;
  FakeFault fail_with;
  FakeFault fault;
  gint64 fault_us;
  gsize reset_after;
  guint reset_at;
  guint mute_at;
  guint n_early;
  gboolean is_mute;
  gsize buffer_bytes;
  gsize taken_bytes;
  guint n_calls;
  GQueue waiting; /* (element-type SuimaRaster) */
  gsize waiting_bytes;
  GPtrArray *labels; /* (element-type SuimaRaster) */
  gint64 busy_until_us;
  LabelStream *stream;
};

static void
fake_device_set_fault (FakeDevice *device, FakeFault fault)
{
  device->fault = fault;
  device->fault_us = g_get_monotonic_time ();
}

/* Lets out what is due. */
static void
fake_device_print (FakeDevice *device)
{
  while (device->waiting.length > 0 && device->fault == FAKE_WELL && device->n_early == 0 &&
         g_get_monotonic_time () >= device->busy_until_us)
    {
      guint number = device->labels->len + 1;

      if (number == device->mute_at && !device->is_mute)
        {
          device->is_mute = TRUE;
          device->fault_us = g_get_monotonic_time ();
        }
      if (number == device->mute_at || number == device->reset_at)
        return;
      if (number == device->fail_at)
        {
          device->fail_at = 0;
          fake_device_set_fault (device, device->fail_with);
          return;
        }
      g_ptr_array_add (device->labels, g_queue_pop_head (&device->waiting));
      if (device->waiting.length == 0)
        device->waiting_bytes = 0;
      device->busy_until_us = g_get_monotonic_time () + device->pace_ms * 1000;
    }
}

static void
fake_device_say (int line, const char *text, gsize size_bytes)
{
  gssize n = write (line, text, size_bytes);

  if (n < (gssize)size_bytes)
    g_test_message ("an answer was not taken");
}

static void
fake_device_tell_identity (FakeDevice *device, int line)
{
  g_autofree char *text = NULL;

  if (device->identity == NULL)
    return;
  text = g_strdup_printf (device->is_tspl ? "%s\r" : "\x02%s\x03\r\n", device->identity);
  fake_device_say (line, text, strlen (text));
}

static void
fake_device_answer_tspl (FakeDevice *device, int line)
{
  gboolean is_busy = device->n_early == 0 && (device->waiting.length > 0 ||
                                              g_get_monotonic_time () < device->busy_until_us);
  char status = device->fault == FAKE_MEDIA_OUT   ? 0x04
                : device->fault == FAKE_HEAD_OPEN ? 0x01
                : device->fault == FAKE_PAUSED    ? 0x10
                : is_busy                         ? 0x20
                                                  : 0x00;

  fake_device_say (line, &status, 1);
}

static void
fake_device_answer_zpl (FakeDevice *device, int line)
{
  gboolean is_printing = g_get_monotonic_time () < device->busy_until_us;
  const char *errors = device->fault == FAKE_MEDIA_OUT   ? "1 00000000 00000001"
                       : device->fault == FAKE_HEAD_OPEN ? "1 00000000 00000004"
                       : device->fault == FAKE_PAUSED    ? "1 00000000 00010000"
                                                         : "0 00000000 00000000";
  g_autofree char *text = NULL;

  if (strcmp (device->stream->question->str, "~HQES") == 0)
    text = g_strdup_printf ("\x02\r\n\r\nPRINTER STATUS\r\nERRORS:         %s\r\n"
                            "WARNINGS:       0 00000000 00000000\r\n\x03\r\n",
                            errors);
  else if (device->fault == FAKE_WELL || device->fault == FAKE_PAUSED)
    text = g_strdup_printf ("\x02"
                            "030,0,%d,0240,%03u,0,0,0,000,0,0,0\x03\r\n"
                            "\x02"
                            "000,0,0,0,0,2,4,0,%08u,1,000\x03\r\n"
                            "\x02"
                            "1234,0\x03\r\n",
                            device->fault == FAKE_PAUSED,
                            device->n_early > 0 ? 0 : device->waiting.length, is_printing);
  if (text != NULL)
    fake_device_say (line, text, strlen (text));
}

/* Reads what has come; %FALSE when the stream ends. */
static gboolean
fake_device_take (FakeDevice *device, int line)
{
  char bytes[16384];
  gsize held_bytes = device->waiting_bytes + device->stream->bytes->len;
  gssize n;

  if (held_bytes >= device->buffer_bytes)
    return TRUE;
  n = read (line, bytes, MIN (sizeof bytes, device->buffer_bytes - held_bytes));
  if (n <= 0)
    return n < 0 && errno == EAGAIN;
  device->taken_bytes += (gsize)n;
  g_byte_array_append (device->stream->bytes, (const guint8 *)bytes, (guint)n);
  return TRUE;
}

static gboolean
fake_device_is_identity_asked (FakeDevice *device)
{
  return strcmp (device->stream->question->str, device->is_tspl ? "~!T" : "~HI") == 0;
}

static void
fake_device_read (FakeDevice *device, int line)
{
  gsize before_bytes = device->stream->bytes->len;
  LabelPiece piece;

  while ((piece = label_stream_next (device->stream)) != LABEL_NOTHING)
    {
      if (piece == LABEL_PRINTED)
        {
          g_queue_push_tail (&device->waiting, suima_raster_copy (device->stream->bitmap));
          device->waiting_bytes += before_bytes - device->stream->bytes->len;
          fake_device_print (device);
        }
      else if (piece == LABEL_QUESTION && fake_device_is_identity_asked (device))
        {
          if (!device->is_mute)
            fake_device_tell_identity (device, line);
        }
      else if (piece == LABEL_QUESTION && !device->is_mute && device->is_tspl)
        fake_device_answer_tspl (device, line);
      else if (piece == LABEL_QUESTION && !device->is_mute)
        fake_device_answer_zpl (device, line);
      if (piece == LABEL_QUESTION && device->n_early > 0 &&
          !fake_device_is_identity_asked (device) &&
          strcmp (device->stream->question->str, "~HQES") != 0)
        device->n_early--;
      before_bytes = device->stream->bytes->len;
    }
}

/* All that it holds is lost. */
static void
fake_device_forget (FakeDevice *device)
{
  g_byte_array_set_size (device->stream->bytes, 0);
  g_queue_clear_full (&device->waiting, (GDestroyNotify)suima_raster_free);
  device->waiting_bytes = 0;
}

/* A reset, not an orderly end. */
static void
fake_device_cut (FakeDevice *device, int line)
{
  struct linger at_once = { 1, 0 };

  setsockopt (line, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  device->reset_after = device->reset_at = 0;
  device->fault_us = g_get_monotonic_time ();
  fake_device_forget (device);
}

static gboolean
fake_device_serve (FakeDevice *device, int line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);
  gboolean is_open = fake_device_take (device, line);

  fake_device_read (device, line);
  fake_device_print (device);
  if ((device->reset_after != 0 && device->taken_bytes >= device->reset_after) ||
      (device->waiting.length > 0 && device->labels->len + 1 == device->reset_at))
    {
      fake_device_cut (device, line);
      return FALSE;
    }
  return is_open;
}

static void
fake_device_serve_all (FakeDevice *device, int line)
{
  while (!g_cancellable_is_cancelled (device->stop) && fake_device_serve (device, line))
    {
      struct pollfd state = { .fd = line, .events = POLLIN };
      poll (&state, 1, FAKE_TICK_MS);
    }
}

static gpointer
fake_device_thread (gpointer data)
{
  FakeDevice *device = data;

  while (!g_cancellable_is_cancelled (device->stop))
    {
      g_autoptr (GSocket) line = g_socket_accept (device->listener, device->stop, NULL);

      if (line == NULL)
        return NULL;
      g_socket_set_blocking (line, FALSE);
      g_mutex_lock (&device->lock);
      device->n_calls++;
      g_mutex_unlock (&device->lock);
      fake_device_serve_all (device, g_socket_get_fd (line));
      g_socket_close (line, NULL);
    }
  return NULL;
}

/* Cut off, it is gone: the cable is out. */
static gpointer
fake_device_port_thread (gpointer data)
{
  FakeDevice *device = data;

  fake_device_serve_all (device, device->port_fd);
  close (device->keep_fd);
  close (device->port_fd);
  return NULL;
}

static void
fake_device_listen (FakeDevice *device, guint port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  device->listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_set_option (device->listener, SOL_SOCKET, SO_RCVBUF, 16384, NULL);
  g_socket_bind (device->listener, any, port != 0, &error);
  g_assert_no_error (error);
  g_socket_listen (device->listener, &error);
  g_assert_no_error (error);
  got = g_socket_get_local_address (device->listener, &error);
  g_assert_no_error (error);
  device->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  device->thread = g_thread_new ("fake-device", fake_device_thread, device);
}

/* Raw from the start, as a USB printer's file is. */
static void
fake_device_plug_in (FakeDevice *device)
{
  struct termios line;

  device->port_fd = posix_openpt (O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (device->port_fd, >=, 0);
  g_assert_cmpint (grantpt (device->port_fd), ==, 0);
  g_assert_cmpint (unlockpt (device->port_fd), ==, 0);
  device->path = g_strdup (ptsname (device->port_fd));
  device->keep_fd = open (device->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (device->keep_fd, >=, 0);
  g_assert_cmpint (tcgetattr (device->keep_fd, &line), ==, 0);
  cfmakeraw (&line);
  g_assert_cmpint (tcsetattr (device->keep_fd, TCSANOW, &line), ==, 0);
  device->thread = g_thread_new ("fake-device", fake_device_port_thread, device);
}

static FakeDevice *
fake_device_make (FakeLine kind, gboolean is_tspl, guint dpi, guint port)
{
  FakeDevice *device = g_new0 (FakeDevice, 1);

  g_mutex_init (&device->lock);
  g_queue_init (&device->waiting);
  device->kind = kind;
  device->is_tspl = is_tspl;
  device->identity = g_strdup (is_tspl ? "FAKE-TSPL" : "FAKE-ZPL,V1.0,,0KB");
  device->buffer_bytes = 64 << 20;
  device->labels = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);
  device->stream = label_stream_new (is_tspl, dpi);
  device->stop = g_cancellable_new ();
  if (kind == FAKE_SOCKET)
    fake_device_listen (device, port);
  else
    fake_device_plug_in (device);
  return device;
}

FakeDevice *
fake_device_start_on (FakeLine kind, gboolean is_tspl)
{
  return fake_device_make (kind, is_tspl, 203, 0);
}

FakeDevice *
fake_device_start_at (gboolean is_tspl, guint dpi, guint port)
{
  return fake_device_make (FAKE_SOCKET, is_tspl, dpi, port);
}

FakeDevice *
fake_device_start (gboolean is_tspl)
{
  return fake_device_start_on (FAKE_SOCKET, is_tspl);
}

void
fake_device_free (FakeDevice *device)
{
  if (device == NULL)
    return;
  g_cancellable_cancel (device->stop);
  g_thread_join (device->thread);
  if (device->listener != NULL)
    g_socket_close (device->listener, NULL);
  g_clear_object (&device->listener);
  g_object_unref (device->stop);
  g_queue_clear_full (&device->waiting, (GDestroyNotify)suima_raster_free);
  g_ptr_array_unref (device->labels);
  label_stream_free (device->stream);
  g_mutex_clear (&device->lock);
  g_free (device->identity);
  g_free (device->path);
  g_free (device);
}

char *
fake_device_dup_uri (FakeDevice *device, const char *more)
{
  const char *language = device->is_tspl ? "tspl" : "zpl";

  if (device->kind == FAKE_SOCKET)
    return g_strdup_printf ("socket://127.0.0.1:%u?lang=%s%s", device->port, language, more);
  return g_strdup_printf ("%s://%s?lang=%s%s", device->kind == FAKE_USB ? "usb" : "serial",
                          device->path, language, more);
}

const char *
fake_device_get_path (FakeDevice *device)
{
  return device->path;
}

void
fake_device_set_identity (FakeDevice *device, const char *identity)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  g_free (device->identity);
  device->identity = g_strdup (identity);
}

void
fake_device_vanish (FakeDevice *device)
{
  g_cancellable_cancel (device->stop);
}

guint
fake_device_get_port (FakeDevice *device)
{
  return device->port;
}

void
fake_device_set_pace (FakeDevice *device, guint ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->pace_ms = ms;
}

void
fake_device_fail_at (FakeDevice *device, guint number, FakeFault fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->fail_at = number;
  device->fail_with = fault;
}

void
fake_device_fail (FakeDevice *device, FakeFault fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  fake_device_set_fault (device, fault);
}

void
fake_device_mend (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->fault = FAKE_WELL;
}

void
fake_device_reset_after (FakeDevice *device, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->reset_after = n_bytes;
}

void
fake_device_reset_at (FakeDevice *device, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->reset_at = number;
}

void
fake_device_set_mute (FakeDevice *device, gboolean is_mute)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->is_mute = is_mute;
}

void
fake_device_mute_at (FakeDevice *device, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->mute_at = number;
}

void
fake_device_cycle_power (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->mute_at = 0;
  device->is_mute = FALSE;
  device->fault = FAKE_WELL;
  fake_device_forget (device);
}

void
fake_device_set_early (FakeDevice *device, guint n_questions)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->n_early = n_questions;
}

void
fake_device_set_buffer (FakeDevice *device, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  device->buffer_bytes = n_bytes;
}

gint64
fake_device_get_fault_time (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  return device->fault_us;
}

guint
fake_device_count (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  return device->labels->len;
}

gint64
fake_device_get_rest_time (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  return device->busy_until_us;
}

gsize
fake_device_count_rest (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  return device->stream->bytes->len;
}

guint
fake_device_count_calls (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  return device->n_calls;
}

char *
fake_device_dup_setup (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);

  return g_strdup (device->stream->setup->str);
}

GPtrArray *
fake_device_dup_labels (FakeDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&device->lock);
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_raster_free);

  for (guint i = 0; i < device->labels->len; i++)
    g_ptr_array_add (labels, suima_raster_copy (device->labels->pdata[i]));
  return labels;
}

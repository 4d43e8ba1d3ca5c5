// SPDX-License-Identifier: Apache-2.0
// A label printer on loopback as a program to be killed: paper-device zpl|tspl|driver PORT PAPER
// PACE_US. What has come out is on the paper; what it holds is lost with it. `driver` is ZPL as
// LPrint writes it. One caller at a time; a label of which the end has not come when the caller
// leaves is forgotten, whole ones still come out.
#include "driver-stream.h"
#include "label-stream.h"
#include "paper.h"

#include "suima-decode.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signal.h>
#include <sys/socket.h>
#include <unistd.h>

#define DPI 203
#define NOBODY (-1)

typedef struct
{
  gboolean is_driver, is_tspl;
  LabelStream *stream; /* its bytes only, for a driver's */
  const char *paper;
  gint64 pace_us, busy_until_us;
  GQueue waiting; /* (element-type utf8) */
  int listener, line;
} PaperDevice;

static void
device_listen (PaperDevice *device, guint16 port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int yes = 1;

  device->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt (device->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind (device->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen (device->listener, 8) != 0)
    g_error ("port %u: %s", port, g_strerror (errno));
}

static void
device_say (PaperDevice *device, const char *text, gsize size_bytes)
{
  send (device->line, text, size_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void
device_answer_zpl (PaperDevice *device, const char *question)
{
  g_autofree char *status = g_strdup_printf (
      "\x02"
      "030,0,0,0240,%03u,0,0,0,000,0,0,0\x03\r\n"
      "\x02"
      "000,0,0,0,0,2,4,0,%08u,1,000\x03\r\n"
      "\x02"
      "1234,0\x03\r\n",
      device->waiting.length, g_get_monotonic_time () < device->busy_until_us);
  const char *errors = "\x02\r\n\r\nPRINTER STATUS\r\nERRORS:         0 00000000 00000000\r\n"
                       "WARNINGS:       0 00000000 00000000\r\n\x03\r\n";
  const char *answer = strcmp (question, "~HQES") == 0 ? errors
                       : strcmp (question, "~HS") == 0 ? status
                                                       : "\x02PAPER-ZPL,V1.0,8,0KB\x03\r\n";

  device_say (device, answer, strlen (answer));
}

static void
device_answer (PaperDevice *device, const char *question)
{
  gboolean is_busy =
      device->waiting.length > 0 || g_get_monotonic_time () < device->busy_until_us;

  if (!device->is_tspl)
    device_answer_zpl (device, question);
  else if (strcmp (question, "~!T") == 0)
    device_say (device, "PAPER-TSPL\r", strlen ("PAPER-TSPL\r"));
  else
    device_say (device, is_busy ? "\x20" : "\0", 1);
}

static void
device_hold (PaperDevice *device, const SuimaRaster *label)
{
  char *code = suima_decode_qr (label);

  g_queue_push_tail (&device->waiting, code != NULL ? code : g_strdup ("unreadable"));
}

/* A label of which LPrint was not given the end comes out short: a scrap, unless its code is on it. */
static void
device_hold_short (PaperDevice *device, const SuimaRaster *label)
{
  char *code = suima_decode_qr (label);

  if (code != NULL)
    g_queue_push_tail (&device->waiting, code);
}

/* "~DGR:NAME.GRF,bytes,bytes a row,": the picture that ^XG puts on the label. */
static void
device_hold_graphic (PaperDevice *device, const char *piece)
{
  const char *graphic = strstr (piece, "~DGR:");
  guint total, stride;
  int n = 0;
  g_autofree char *digits = NULL;
  g_autoptr (SuimaRaster) label = NULL;

  if (graphic == NULL || sscanf (graphic, "~DGR:%*[A-Z].GRF,%u,%u,%n", &total, &stride, &n) != 2)
    return;
  digits = g_strndup (graphic + n, strcspn (graphic + n, "^~"));
  label = suima_raster_new (stride * 8, total / stride, DPI);
  if (label_stream_read_zpl_dots (label, g_strdelimit (digits, "\r\n", ' ')))
    device_hold (device, label);
  else
    device_hold_short (device, label);
}

/* Takes one label of LPrint's off the front of the bytes. */
static gboolean
device_take_driver_label (PaperDevice *device)
{
  GByteArray *bytes = device->stream->bytes;
  const char *mark = driver_stream_end (DRIVER_ZPL);
  const guint8 *at = bytes->len > 0 ? memmem (bytes->data, bytes->len, mark, strlen (mark)) : NULL;
  g_autofree char *piece = NULL;
  guint size_bytes;

  if (at == NULL)
    return FALSE;
  size_bytes = (guint)(at - bytes->data) + (guint)strlen (mark);
  piece = g_strndup ((const char *)bytes->data, size_bytes);
  g_byte_array_remove_range (bytes, 0, size_bytes);
  device_hold_graphic (device, piece);
  return TRUE;
}

static void
device_answer_driver (PaperDevice *device, const char *bytes, gsize size_bytes)
{
  static const char *const questions[] = { "~HQES", "~HS", "~HI" };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (memmem (bytes, size_bytes, questions[i], strlen (questions[i])) != NULL)
      device_answer_zpl (device, questions[i]);
}

static void
device_read (PaperDevice *device)
{
  char bytes[16384];
  gssize n = recv (device->line, bytes, sizeof bytes, 0);
  LabelPiece piece;

  if (n <= 0)
    {
      close (device->line);
      device->line = NOBODY;
      g_byte_array_set_size (device->stream->bytes, 0);
      g_clear_pointer (&device->stream->bitmap, suima_raster_free);
      return;
    }
  g_byte_array_append (device->stream->bytes, (const guint8 *)bytes, (guint)n);
  if (device->is_driver)
    {
      device_answer_driver (device, bytes, (gsize)n);
      while (device_take_driver_label (device))
        ;
      return;
    }
  while ((piece = label_stream_next (device->stream)) != LABEL_NOTHING)
    if (piece == LABEL_PRINTED)
      device_hold (device, device->stream->bitmap);
    else if (piece == LABEL_QUESTION)
      device_answer (device, device->stream->question->str);
}

static void
device_print (PaperDevice *device)
{
  if (device->waiting.length > 0 && g_get_monotonic_time () >= device->busy_until_us)
    {
      g_autofree char *code = g_queue_pop_head (&device->waiting);
      paper_put (device->paper, code);
      device->busy_until_us = g_get_monotonic_time () + device->pace_us;
    }
}

static void
device_step (PaperDevice *device)
{
  struct pollfd look = {
    .fd = device->line == NOBODY ? device->listener : device->line,
    .events = POLLIN,
  };

  if (poll (&look, 1, device->waiting.length > 0 ? 1 : 1000) > 0)
    {
      if (device->line == NOBODY)
        device->line = accept4 (device->listener, NULL, NULL, SOCK_CLOEXEC);
      else
        device_read (device);
    }
  device_print (device);
}

int
main (int argc, char **argv)
{
  PaperDevice device = { .line = NOBODY };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (argc != 5)
    return 2;
  device.is_tspl = strcmp (argv[1], "tspl") == 0;
  device.is_driver = strcmp (argv[1], "driver") == 0;
  device.paper = argv[3];
  device.pace_us = g_ascii_strtoll (argv[4], NULL, 10);
  device.stream = label_stream_new (device.is_tspl, DPI);
  g_queue_init (&device.waiting);
  device_listen (&device, (guint16)strtoul (argv[2], NULL, 10));
  for (;;)
    device_step (&device);
}

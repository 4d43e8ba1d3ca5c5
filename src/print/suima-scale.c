// SPDX-License-Identifier: Apache-2.0
#include "suima-scale.h"

#include "suima-error.h"
#include "suima-tty.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SUIMA_SCALE_POLL_US (200 * G_TIME_SPAN_MILLISECOND)
#define SUIMA_SCALE_OVERLOADS 3 /* one may be the hand that puts something down */

struct _SuimaScale
{
  const SuimaScaleProtocol *protocol; /* borrowed */
  int fd;                             /* owned, never blocks */
  char *path;
};

/* One call of suima_scale_read(). */
typedef struct
{
  GByteArray *heard;
  gboolean is_in_step; /* a frame's end was seen: what follows is a frame's beginning */
  gsize n_bytes;
  guint n_readings;
  guint n_same; /* the last ones said the same */
  SuimaScaleReading last;
  gint64 asked_us;
} SuimaScaleListening;

static const SuimaScaleProtocol *
suima_scale_find_protocol (GPtrArray *protocols, const char *id, GError **error)
{
  for (guint i = 0; i < protocols->len; i++)
    {
      const SuimaScaleProtocol *protocol = g_ptr_array_index (protocols, i);
      if (strcmp (protocol->id, id) == 0)
        return protocol;
    }
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND,
               "no scale protocol \"%s\", see suimactl scale --list", id);
  return NULL;
}

SuimaScale *
suima_scale_open (GPtrArray *protocols, const char *id, const char *path, GError **error)
{
  const SuimaScaleProtocol *protocol = suima_scale_find_protocol (protocols, id, error);
  SuimaTtySetup line;
  SuimaScale *scale;
  int fd;

  if (protocol == NULL)
    return NULL;
  if (!suima_tty_is_path (path))
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                   "\"%s\" is not a serial line like /dev/ttyUSB0", path);
      return NULL;
    }
  line = (SuimaTtySetup){ protocol->baud, protocol->data_bits, protocol->parity,
                          protocol->stop_bits, SUIMA_FLOW_NONE };
  fd = suima_tty_open (path, &line, error);
  if (fd < 0)
    return NULL;
  scale = g_new0 (SuimaScale, 1);
  scale->protocol = protocol;
  scale->fd = fd;
  scale->path = g_strdup (path);
  return scale;
}

void
suima_scale_close (SuimaScale *scale)
{
  if (scale == NULL)
    return;
  suima_tty_close (scale->fd);
  g_free (scale->path);
  g_free (scale);
}

static gboolean
suima_scale_set_gone (SuimaScale *scale, GError **error)
{
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE, "the line to the scale at %s broke",
               scale->path);
  return FALSE;
}

static gboolean
suima_scale_ask (SuimaScale *scale, SuimaScaleListening *listening, GError **error)
{
  gsize size_bytes;
  const void *bytes;
  gint64 now_us = g_get_monotonic_time ();

  if (scale->protocol->poll == NULL ||
      (listening->asked_us != 0 && now_us - listening->asked_us < SUIMA_SCALE_POLL_US))
    return TRUE;
  listening->asked_us = now_us;
  bytes = g_bytes_get_data (scale->protocol->poll, &size_bytes);
  return write (scale->fd, bytes, size_bytes) >= 0 || errno == EAGAIN ||
         suima_scale_set_gone (scale, error);
}

/* Until the next question, the deadline, or bytes. */
static gboolean
suima_scale_wait (SuimaScale *scale, gint64 deadline_us, GCancellable *cancellable, GError **error)
{
  GPollFD states[2] = { { .fd = scale->fd, .events = G_IO_IN } };
  guint n_states =
      cancellable != NULL && g_cancellable_make_pollfd (cancellable, &states[1]) ? 2 : 1;
  gint64 left_us = CLAMP (deadline_us - g_get_monotonic_time (), 0, SUIMA_SCALE_POLL_US);

  g_poll (states, n_states, (int)((left_us + 999) / 1000));
  if (n_states == 2)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* At most one buffer full: a scale that never stops must not keep us from looking at the clock. */
static gboolean
suima_scale_hear (SuimaScale *scale, SuimaScaleListening *listening, GError **error)
{
  guint8 bytes[512];
  gssize n = read (scale->fd, bytes, sizeof bytes);
  const guint8 *start = bytes;

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    return suima_scale_set_gone (scale, error);
  if (n < 0)
    return TRUE;
  listening->n_bytes += (gsize)n;
  if (!listening->is_in_step)
    {
      const guint8 *end = memchr (bytes, scale->protocol->end, (gsize)n);
      if (end == NULL)
        return TRUE;
      listening->is_in_step = TRUE;
      start = end + 1;
    }
  g_byte_array_append (listening->heard, start, (guint)(bytes + n - start));
  return TRUE;
}

static gboolean
suima_scale_is_settled (SuimaScale *scale, SuimaScaleListening *listening)
{
  SuimaScaleReading reading;

  while (suima_scale_protocol_take (scale->protocol, listening->heard, &reading))
    {
      gboolean is_same = listening->n_readings > 0 &&
                         reading.weight_mg == listening->last.weight_mg &&
                         reading.is_overload == listening->last.is_overload;

      listening->n_same = is_same ? listening->n_same + 1 : 1;
      listening->n_readings++;
      listening->last = reading;
      if (reading.is_overload ? listening->n_same >= SUIMA_SCALE_OVERLOADS
          : suima_scale_protocol_tells_stable (scale->protocol)
              ? reading.is_stable
              : listening->n_same >= scale->protocol->repeats)
        return TRUE;
    }
  return FALSE;
}

static gboolean
suima_scale_give_up (SuimaScale *scale, const SuimaScaleListening *listening, GError **error)
{
  if (listening->n_bytes == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_OFFLINE, "the scale at %s says nothing",
                 scale->path);
  else if (listening->n_readings == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
                 "the scale at %s does not speak %s at %u baud", scale->path, scale->protocol->id,
                 scale->protocol->baud);
  else
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_BUSY,
                 "the weight on the scale at %s does not come to rest", scale->path);
  return FALSE;
}

static gboolean
suima_scale_listen (SuimaScale *scale,
                    SuimaScaleListening *listening,
                    gint64 deadline_us,
                    GCancellable *cancellable,
                    GError **error)
{
  while (g_get_monotonic_time () < deadline_us)
    {
      if (!suima_scale_ask (scale, listening, error) ||
          !suima_scale_wait (scale, deadline_us, cancellable, error) ||
          !suima_scale_hear (scale, listening, error))
        return FALSE;
      if (suima_scale_is_settled (scale, listening))
        return TRUE;
    }
  return suima_scale_give_up (scale, listening, error);
}

gboolean
suima_scale_read (SuimaScale *scale,
                  int timeout_ms,
                  GCancellable *cancellable,
                  SuimaWeight *weight,
                  GError **error)
{
  g_autoptr (GByteArray) heard = g_byte_array_new ();
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  SuimaScaleListening listening = {
    .heard = heard,
    /* A frame that does not mark its beginning may be cut by ours: "1.234" would be "4". */
    .is_in_step = scale->protocol->start >= 0 || scale->protocol->poll != NULL,
  };

  *weight = (SuimaWeight){ 0 };
  tcflush (scale->fd, TCIFLUSH);
  if (!suima_scale_listen (scale, &listening, deadline_us, cancellable, error))
    return FALSE;
  weight->weight_mg = listening.last.weight_mg;
  weight->is_overload = listening.last.is_overload;
  weight->is_stable = !weight->is_overload;
  return TRUE;
}

// SPDX-License-Identifier: Apache-2.0
// A label printer on loopback, or on a pseudo terminal as its port, that speaks ZPL or TSPL and
// tells its status, with faults at will. One caller at a time, as such printers have it; the next
// one waits.
#pragma once

#include <glib.h>

typedef struct _FakeDevice FakeDevice;

typedef enum
{
  FAKE_WELL,
  FAKE_MEDIA_OUT,
  FAKE_HEAD_OPEN,
  FAKE_PAUSED,
} FakeFault;

typedef enum
{
  FAKE_SOCKET,
  FAKE_USB,
  FAKE_SERIAL,
} FakeLine;

FakeDevice *fake_device_start (gboolean is_tspl);
FakeDevice *fake_device_start_on (FakeLine kind, gboolean is_tspl);
/** fake_device_start_at: On a socket, with @dpi dots per inch, at @port; 0 for any that is free. */
FakeDevice *fake_device_start_at (gboolean is_tspl, guint dpi, guint port);
/** fake_device_stop: Ends it; so does freeing it. */
void fake_device_free (FakeDevice *device);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeDevice, fake_device_free)

/** fake_device_dup_uri: Returns: (transfer full): its destination; @more: "&dpi=300" or "". */
char *fake_device_dup_uri (FakeDevice *device, const char *more);

/** fake_device_get_port: Returns: where it listens. */
guint fake_device_get_port (FakeDevice *device);
/** fake_device_get_path: Returns: (transfer none): the file of its port. */
const char *fake_device_get_path (FakeDevice *device);
/** fake_device_set_identity: What it says of itself, `MODEL` or `MODEL,VERSION,DOTS,MEMORY`;
 * %NULL: it does not know the question. A made up model and no resolution at first. */
void fake_device_set_identity (FakeDevice *device, const char *identity);
/** fake_device_vanish: Its port is gone for good: the cable was pulled. */
void fake_device_vanish (FakeDevice *device);

/** fake_device_set_pace: Each label takes @ms from now on; 0 at first. */
void fake_device_set_pace (FakeDevice *device, guint ms);
/** fake_device_fail_at: The fault comes instead of the label @number, counted from 1. */
void fake_device_fail_at (FakeDevice *device, guint number, FakeFault fault);
/** fake_device_fail: The fault comes now. */
void fake_device_fail (FakeDevice *device, FakeFault fault);
/** fake_device_mend: A person has put it right; the label that failed comes out. */
void fake_device_mend (FakeDevice *device);
/** fake_device_reset_after: The line is cut when @n_bytes have come in all; once. */
void fake_device_reset_after (FakeDevice *device, gsize n_bytes);
/** fake_device_reset_at: It loses its power at the label @number: that one and all it holds do not
 * come out, the line is cut; then it is there again. */
void fake_device_reset_at (FakeDevice *device, guint number);
/** fake_device_set_mute: It answers nothing any more, or does so again. */
void fake_device_set_mute (FakeDevice *device, gboolean is_mute);
/** fake_device_mute_at: It falls mute at the label @number, which does not come out. */
void fake_device_mute_at (FakeDevice *device, guint number);
/** fake_device_cycle_power: Switched off and on while nobody has called it: it answers again, and
 * what it held is lost. */
void fake_device_cycle_power (FakeDevice *device);
/** fake_device_set_early: It says to @n_questions that it is idle and prints nothing before it has
 * said so: slow to begin. */
void fake_device_set_early (FakeDevice *device, guint n_questions);
/** fake_device_set_buffer: It takes no more bytes while it holds so many; much at first. */
void fake_device_set_buffer (FakeDevice *device, gsize n_bytes);

/** fake_device_get_fault_time: Returns: when the fault came, it fell mute or the line was cut,
 * monotonic; 0 before. */
gint64 fake_device_get_fault_time (FakeDevice *device);
/** fake_device_count: Returns: how many labels have come out. */
guint fake_device_count (FakeDevice *device);
/** fake_device_get_rest_time: Returns: when the last label was done, monotonic; 0 before. */
gint64 fake_device_get_rest_time (FakeDevice *device);
/** fake_device_count_rest: Returns: how many bytes of a label that is not whole it holds. */
gsize fake_device_count_rest (FakeDevice *device);
/** fake_device_count_calls: Returns: how many connections it has taken. */
guint fake_device_count_calls (FakeDevice *device);
/** fake_device_dup_setup: Returns: (transfer full): all that it was told beside dots and questions,
 * a line each. */
char *fake_device_dup_setup (FakeDevice *device);
/** fake_device_dup_labels: Returns: (transfer full) (element-type SuimaRaster): all of them, in the
 * order in which they came out. */
GPtrArray *fake_device_dup_labels (FakeDevice *device);

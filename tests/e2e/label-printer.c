// SPDX-License-Identifier: Apache-2.0
// A label printer on loopback. The first line of its output is its port, each further one the code
// of a label that came out.
// Usage: label-printer zpl|tspl|epl2
#include "catcher.h"
#include "driver-stream.h"
#include "fake-device.h"
#include "suima-decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_EVERY_US 20000
#define DPI 203 /* of the rasters; the codes are read at any */

static guint
get_port (const char *uri)
{
  return (guint)strtoul (strrchr (uri, ':') + 1, NULL, 10);
}

static guint
tell_new (GPtrArray *labels, guint n_told)
{
  for (; n_told < labels->len; n_told++)
    {
      g_autofree char *code = suima_decode_qr (labels->pdata[n_told]);

      printf ("%s\n", code != NULL ? code : "unreadable");
      fflush (stdout);
    }
  return n_told;
}

static void
serve_device (gboolean is_tspl)
{
  FakeDevice *device = fake_device_start (is_tspl);
  g_autofree char *uri = fake_device_dup_uri (device, "");

  printf ("%u\n", get_port (uri));
  fflush (stdout);
  for (guint n_told = 0;; g_usleep (LOOK_EVERY_US))
    {
      g_autoptr (GPtrArray) labels = fake_device_dup_labels (device);
      n_told = tell_new (labels, n_told);
    }
}

/* Only what ends with a label is read: the rest is still on its way. */
static void
serve_epl2 (void)
{
  Catcher *catcher = catcher_start ();
  const char *end = driver_stream_end (DRIVER_EPL2);

  printf ("%u\n", get_port (catcher_get_uri (catcher)));
  fflush (stdout);
  for (guint n_told = 0;; g_usleep (LOOK_EVERY_US))
    {
      g_autoptr (GBytes) bytes = catcher_dup_bytes (catcher);
      gsize size_bytes;
      const char *text = g_bytes_get_data (bytes, &size_bytes);

      if (size_bytes > strlen (end) &&
          memcmp (text + size_bytes - strlen (end), end, strlen (end)) == 0)
        {
          g_autoptr (GPtrArray) labels = driver_stream_read (DRIVER_EPL2, bytes, DPI, NULL);
          n_told = tell_new (labels, n_told);
        }
    }
}

int
main (int argc, char **argv)
{
  if (argc == 2 && (strcmp (argv[1], "zpl") == 0 || strcmp (argv[1], "tspl") == 0))
    serve_device (strcmp (argv[1], "tspl") == 0);
  else if (argc == 2 && strcmp (argv[1], "epl2") == 0)
    serve_epl2 ();
  fprintf (stderr, "usage: label-printer zpl|tspl|epl2\n");
  return 2;
}

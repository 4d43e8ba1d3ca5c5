// SPDX-License-Identifier: Apache-2.0
// The label printer on loopback as a program, for tests in shell:
// label-device --lang zpl|tspl --port-file FILE --out DIR [--dpi N] [--port N] [--pace MS]
//   [--identity TEXT] [--fault KIND@N]
// It writes its port into FILE once it listens, and each label as DIR/0001.png and so on in the
// order in which they come out, behind those that lie there. SIGUSR1 puts the fault right; SIGTERM
// ends it.
#include "fake-device.h"

#include "suima-render.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>

#define LOOK_MS 20

typedef struct
{
  FakeDevice *device;
  GMainLoop *loop;
  const char *out;
  guint before; /* labels that lay there when it began */
  guint written;
} Desk;

static void
die (const char *what, const char *why)
{
  g_printerr ("label-device: %s: %s\n", what, why);
  exit (2);
}

/* Whole or not at all: whoever sees the name finds all of it. */
static void
write_whole (const char *path, const void *bytes, gsize size_bytes)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, bytes, (gssize) size_bytes, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0644, &error))
    die (path, error->message);
}

static gboolean
look_cb (gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GPtrArray) labels = NULL;

  if (fake_device_count (desk->device) == desk->written)
    return G_SOURCE_CONTINUE;
  labels = fake_device_dup_labels (desk->device);
  for (; desk->written < labels->len; desk->written++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.png", desk->before + desk->written + 1);
      g_autofree char *path = g_build_filename (desk->out, name, NULL);
      g_autoptr (GBytes) png = suima_raster_to_png (labels->pdata[desk->written]);

      write_whole (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
mend_cb (gpointer user_data)
{
  Desk *desk = user_data;

  fake_device_mend (desk->device);
  return G_SOURCE_CONTINUE;
}

static gboolean
end_cb (gpointer user_data)
{
  Desk *desk = user_data;

  look_cb (desk);
  g_main_loop_quit (desk->loop);
  return G_SOURCE_REMOVE;
}

static guint
count_labels (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_suffix (name, ".png");
  return count;
}

/* "media-out@5": instead of the fifth label. */
static void
set_fault (FakeDevice *device, const char *text)
{
  const char *at = strchr (text, '@');
  g_autofree char *kind = at != NULL ? g_strndup (text, (gsize) (at - text)) : NULL;
  guint64 number = 0;

  if (kind == NULL || !g_ascii_string_to_unsigned (at + 1, 10, 1, 100000, &number, NULL))
    die (text, "a fault is like media-out@5");
  if (strcmp (kind, "media-out") == 0)
    fake_device_fail_at (device, (guint) number, FAKE_MEDIA_OUT);
  else if (strcmp (kind, "head-open") == 0)
    fake_device_fail_at (device, (guint) number, FAKE_HEAD_OPEN);
  else if (strcmp (kind, "paused") == 0)
    fake_device_fail_at (device, (guint) number, FAKE_PAUSED);
  else if (strcmp (kind, "reset") == 0)
    fake_device_reset_at (device, (guint) number);
  else if (strcmp (kind, "mute") == 0)
    fake_device_mute_at (device, (guint) number);
  else
    die (text, "the faults are media-out, head-open, paused, reset and mute");
}

static void
run (Desk *desk, const char *port_file)
{
  g_autofree char *port = g_strdup_printf ("%u\n", fake_device_get_port (desk->device));

  desk->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGUSR1, mend_cb, desk);
  g_unix_signal_add (SIGTERM, end_cb, desk);
  g_unix_signal_add (SIGINT, end_cb, desk);
  g_timeout_add (LOOK_MS, look_cb, desk);
  write_whole (port_file, port, strlen (port));
  g_main_loop_run (desk->loop);
  g_main_loop_unref (desk->loop);
}

/* A ZPL printer tells its dots a millimetre, a TSPL printer only its model. */
static char *
dup_identity (gboolean is_tspl, guint dpi)
{
  guint dots_per_mm = suima_mm_to_dots (1, dpi);

  return is_tspl ? g_strdup ("FAKE-TSPL")
                 : g_strdup_printf ("FAKE-ZPL,V1.0,%u,8192KB", dots_per_mm);
}

int
main (int argc, char **argv)
{
  g_autofree char *language = NULL, *port_file = NULL, *out = NULL, *identity = NULL;
  g_auto (GStrv) faults = NULL;
  int dpi = 203, port = 0, pace_ms = 0;
  const GOptionEntry entries[] = {
    { "lang", 0, 0, G_OPTION_ARG_STRING, &language, "zpl or tspl", "LANG" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &port_file, "where its port is told", "FILE" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, "where the labels go; made", "DIR" },
    { "dpi", 0, 0, G_OPTION_ARG_INT, &dpi, "dots per inch; 203", "N" },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "a port of its own choice if 0", "N" },
    { "identity", 0, 0, G_OPTION_ARG_STRING, &identity, "what it says of itself", "TEXT" },
    { "pace", 0, 0, G_OPTION_ARG_INT, &pace_ms, "how long a label takes", "MS" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults,
      "media-out, head-open, paused, reset or mute instead of label N", "KIND@N" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Desk desk = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    die ("arguments", error->message);
  if (port_file == NULL || out == NULL || pace_ms < 0 || dpi < 150 || dpi > 600 || port < 0 ||
      port > 65535 || (g_strcmp0 (language, "zpl") != 0 && g_strcmp0 (language, "tspl") != 0))
    die ("arguments", "--lang zpl|tspl --port-file FILE --out DIR");
  if (g_mkdir_with_parents (out, 0755) != 0)
    die (out, g_strerror (errno));
  if (identity == NULL)
    identity = dup_identity (strcmp (language, "tspl") == 0, (guint) dpi);
  desk.out = out;
  desk.before = count_labels (out);
  desk.device = fake_device_start_at (strcmp (language, "tspl") == 0, (guint) dpi, (guint) port);
  fake_device_set_identity (desk.device, identity);
  fake_device_set_pace (desk.device, (guint) pace_ms);
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    set_fault (desk.device, faults[i]);
  run (&desk, port_file);
  fake_device_free (desk.device);
  return 0;
}

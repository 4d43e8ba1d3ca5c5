// SPDX-License-Identifier: Apache-2.0
// suima-hub: the server of a market or a city.
#include "suima-error.h"
#include "suima-hub-server.h"
#include "suima-hub.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** SuimaHubArguments: the command line; owned. */
typedef struct
{
  char *data;
  char *db;
  char *listen;
  char *host;
  char *revoke;
  gboolean enrolled_only;
  gboolean version;
} SuimaHubArguments;

static void
suima_hub_arguments_clear (SuimaHubArguments *arguments)
{
  g_free (arguments->data);
  g_free (arguments->db);
  g_free (arguments->listen);
  g_free (arguments->host);
  g_free (arguments->revoke);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SuimaHubArguments, suima_hub_arguments_clear)

static gboolean
suima_hub_main_parse (SuimaHubArguments *arguments, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &arguments->data,
      "Folder that holds the hub's records and keys", "DIR" },
    { "db", 0, 0, G_OPTION_ARG_STRING, &arguments->db,
      "Database server (this build has the embedded store only)", "URI" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &arguments->listen,
      "Where to listen; port 0 takes a free one", "ADDRESS:PORT" },
    { "host", 0, 0, G_OPTION_ARG_STRING, &arguments->host, "The name that the labels' codes carry",
      "NAME" },
    { "enrolled-only", 0, 0, G_OPTION_ARG_NONE, &arguments->enrolled_only,
      "Take signed captures of enrolled stations only, on a loopback address too", NULL },
    { "revoke", 0, 0, G_OPTION_ARG_STRING, &arguments->revoke,
      "Revoke the key of a station and end; a running hub is stopped first", "TTTTE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, "Print the version", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- the market's trace server");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID, "argument \"%s\" is not known",
                   (*argv)[1]);
      return FALSE;
    }
  return TRUE;
}

static GInetSocketAddress *
suima_hub_main_parse_listen (const char *text, GError **error)
{
  const char *colon = text ? strrchr (text, ':') : NULL;
  g_autofree char *name = NULL;
  g_autoptr (GInetAddress) address = NULL;
  guint64 port;

  if (colon != NULL)
    name = text[0] == '[' && colon > text + 1 && colon[-1] == ']'
               ? g_strndup (text + 1, (gsize)(colon - text - 2))
               : g_strndup (text, (gsize)(colon - text));
  if (name != NULL)
    address = g_inet_address_new_from_string (strcmp (name, "localhost") == 0 ? "127.0.0.1" : name);
  if (address != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (address, (guint16)port));
  g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID,
               "--listen \"%s\" is not ADDRESS:PORT, such as 127.0.0.1:8460", text ? text : "");
  return NULL;
}

static int
suima_hub_main_complain (const GError *error, int status)
{
  g_printerr ("suima-hub: %s\n", error->message);
  return status;
}

static gboolean
suima_hub_main_quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
suima_hub_main_announce (GInetSocketAddress *address, guint16 port, gboolean is_open)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);
  g_autofree char *name = g_inet_address_to_string (inet);
  gboolean is_v6 = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6;

  if (is_open)
    g_printerr ("suima-hub: warning: open to every program on this machine: unsigned captures are "
                "taken and unknown stations are noted; --enrolled-only closes it\n");
  printf ("suima-hub: listening on http://%s%s%s:%u\n", is_v6 ? "[" : "", name, is_v6 ? "]" : "",
          port);
  fflush (stdout);
}

static int
suima_hub_main_serve (SuimaHub *hub, GInetSocketAddress *address, gboolean is_open)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  SuimaHubServer *server = suima_hub_server_start (hub, address, &error);
  guint on_term, on_int;

  if (server == NULL)
    return suima_hub_main_complain (error, EXIT_FAILURE);
  on_term = g_unix_signal_add (SIGTERM, suima_hub_main_quit_cb, loop);
  on_int = g_unix_signal_add (SIGINT, suima_hub_main_quit_cb, loop);
  suima_hub_main_announce (address, suima_hub_server_get_port (server), is_open);
  g_main_loop_run (loop);
  g_source_remove (on_term);
  g_source_remove (on_int);
  suima_hub_server_stop (server);
  return EXIT_SUCCESS;
}

static int
suima_hub_main_revoke (const SuimaHubArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  SuimaHubOptions options = { .host = arguments->host };
  g_autoptr (SuimaHub) hub = suima_hub_new (arguments->data, &options, &error);
  g_autofree char *key_id = g_ascii_strup (arguments->revoke, -1);

  if (hub == NULL || !suima_hub_revoke (hub, key_id, g_get_real_time (), &error))
    return suima_hub_main_complain (error, EXIT_FAILURE);
  printf ("suima-hub: the key %s is revoked; stations hear of it with their next sync\n", key_id);
  return EXIT_SUCCESS;
}

static int
suima_hub_main_run (const SuimaHubArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetSocketAddress) address = NULL;
  g_autoptr (SuimaHub) hub = NULL;
  SuimaHubOptions options = { .host = arguments->host };

  if (arguments->db != NULL)
    {
      g_printerr ("suima-hub: this build has the embedded store only: give --data DIR instead of "
                  "--db %s\n",
                  strstr (arguments->db, "://") ? "postgresql://..." : arguments->db);
      return 2;
    }
  if (arguments->data == NULL)
    {
      g_printerr ("suima-hub: --data DIR is missing; --help tells more\n");
      return 2;
    }
  if (arguments->revoke != NULL)
    return suima_hub_main_revoke (arguments);
  address = suima_hub_main_parse_listen (arguments->listen, &error);
  if (address == NULL)
    return suima_hub_main_complain (error, 2);
  options.is_open = !arguments->enrolled_only &&
                    g_inet_address_get_is_loopback (g_inet_socket_address_get_address (address));
  hub = suima_hub_new (arguments->data, &options, &error);
  if (hub == NULL)
    return suima_hub_main_complain (
        error, g_error_matches (error, SUIMA_ERROR, SUIMA_ERROR_INVALID) ? 2 : EXIT_FAILURE);
  return suima_hub_main_serve (hub, address, options.is_open);
}

int
main (int argc, char **argv)
{
  g_auto (SuimaHubArguments) arguments = { 0 };
  g_autoptr (GError) error = NULL;

  if (!suima_hub_main_parse (&arguments, &argc, &argv, &error))
    return suima_hub_main_complain (error, 2);
  if (arguments.version)
    {
      printf ("suima-hub %s\n", SUIMA_VERSION);
      return EXIT_SUCCESS;
    }
  return suima_hub_main_run (&arguments);
}

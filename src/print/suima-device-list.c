// SPDX-License-Identifier: Apache-2.0
#include "suima-device-list.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SUIMA_LIST_MAX_ID_BYTES 4096
#define SUIMA_LIST_MAX_WORD 96
#define SUIMA_LIST_MAX_FOUND 64u

void
suima_device_found_free (SuimaDeviceFound *found)
{
  if (found == NULL)
    return;
  g_free (found->destination);
  g_free (found->make_and_model);
  g_free (found);
}

/* The device says what it likes: printable text, bounded. */
static char *
suima_device_list_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *c = valid; *c != '\0' && n_chars < SUIMA_LIST_MAX_WORD; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      g_string_append_unichar (clean, g_unichar_isprint (character) ? character : '?');
      n_chars++;
    }
  return g_strdup (g_strstrip (clean->str));
}

/* "MFG:Zebra;CMD:ZPL;" Returns: (nullable): what stands behind one of @keys. */
static char *
suima_device_id_dup (char **pairs, const char *const *keys)
{
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *colon = strchr (pairs[i], ':');
      g_autofree char *key = colon ? g_strndup (pairs[i], (gsize)(colon - pairs[i])) : NULL;
      for (guint k = 0; key != NULL && keys[k] != NULL; k++)
        if (g_ascii_strcasecmp (g_strstrip (key), keys[k]) == 0)
          return suima_device_list_clean (colon + 1);
    }
  return NULL;
}

static const char *
suima_device_id_find_language (const char *commands)
{
  static const struct
  {
    const char *word, *language;
  } known[] = {
    { "ZPL", "zpl" },   { "ZPL II", "zpl" }, { "ZPL2", "zpl" },
    { "TSPL", "tspl" }, { "TSPL2", "tspl" }, { "TSC", "tspl" },
  };
  g_auto (GStrv) words = g_strsplit (commands, ",", 32);

  for (guint i = 0; words[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (known); k++)
      if (g_ascii_strcasecmp (g_strstrip (words[i]), known[k].word) == 0)
        return known[k].language;
  return NULL;
}

static char *
suima_device_list_join (const char *make, const char *model)
{
  if (make == NULL || model == NULL || g_str_has_prefix (model, make))
    return g_strdup (model ? model : make ? make : "");
  return g_strconcat (make, " ", model, NULL);
}

/* Bounded, unlike g_file_get_contents(): @path may be anything. "" when it cannot be read. */
static char *
suima_device_list_read (const char *path)
{
  char text[SUIMA_LIST_MAX_ID_BYTES + 1] = "";
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  gssize n = fd >= 0 ? read (fd, text, SUIMA_LIST_MAX_ID_BYTES) : 0;

  if (fd >= 0)
    close (fd);
  text[MAX (n, 0)] = '\0';
  return g_strdup (text);
}

static SuimaDeviceFound *
suima_device_list_read_usb (const char *root, const char *name)
{
  static const char *const makes[] = { "MFG", "MANUFACTURER", NULL };
  static const char *const models[] = { "MDL", "MODEL", NULL };
  static const char *const commands[] = { "CMD", "COMMAND SET", NULL };
  g_autofree char *path =
      g_build_filename (root, "sys/class/usbmisc", name, "device/ieee1284_id", NULL);
  g_autofree char *id = suima_device_list_read (path);
  g_auto (GStrv) pairs = g_strsplit (id, ";", 64);
  g_autofree char *make = suima_device_id_dup (pairs, makes);
  g_autofree char *model = suima_device_id_dup (pairs, models);
  g_autofree char *command = suima_device_id_dup (pairs, commands);
  const char *language = command ? suima_device_id_find_language (command) : NULL;
  SuimaDeviceFound *found = g_new0 (SuimaDeviceFound, 1);

  found->destination = g_strdup_printf ("usb:///dev/usb/%s%s%s", name, language ? "?lang=" : "",
                                        language ? language : "");
  found->make_and_model = suima_device_list_join (make, model);
  found->is_language_known = language != NULL;
  return found;
}

/* "usb-1a86_USB2.0-Serial-if00-port0" */
static SuimaDeviceFound *
suima_device_list_read_serial (const char *root, const char *name)
{
  SuimaDeviceFound *found = g_new0 (SuimaDeviceFound, 1);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  char *end;

  found->destination = g_strconcat ("serial:///dev/serial/by-id/", escaped, NULL);
  found->make_and_model =
      suima_device_list_clean (g_str_has_prefix (name, "usb-") ? name + strlen ("usb-") : name);
  end = g_strrstr (found->make_and_model, "-if");
  if (end != NULL)
    *end = '\0';
  g_strdelimit (found->make_and_model, "_", ' ');
  return found;
}

static gboolean
suima_device_list_is_usb (const char *name)
{
  return g_str_has_prefix (name, "lp") && strlen (name) <= 6 && name[2] != '\0' &&
         strspn (name + 2, "0123456789") == strlen (name + 2);
}

static gboolean
suima_device_list_is_serial (const char *name)
{
  return strstr (name, "..") == NULL && g_utf8_validate (name, -1, NULL);
}

/* By number where there is one: lp2 before lp10. */
static int
suima_device_list_compare (gconstpointer a, gconstpointer b)
{
  const char *first = *(char *const *)a, *second = *(char *const *)b;
  g_autofree char *first_key = g_utf8_collate_key_for_filename (first, -1);
  g_autofree char *second_key = g_utf8_collate_key_for_filename (second, -1);

  return strcmp (first_key, second_key);
}

static void
suima_device_list_add (GPtrArray *found,
                       const char *root,
                       const char *folder,
                       gboolean (*is_one) (const char *name),
                       SuimaDeviceFound *(*read_one) (const char *root, const char *name))
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_one (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, suima_device_list_compare);
  for (guint i = 0; i < MIN (names->len, SUIMA_LIST_MAX_FOUND); i++)
    g_ptr_array_add (found, read_one (root, names->pdata[i]));
}

GPtrArray *
suima_device_list (const char *sys_root)
{
  const char *root = sys_root != NULL ? sys_root : "/";
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)suima_device_found_free);

  suima_device_list_add (found, root, "dev/usb", suima_device_list_is_usb,
                         suima_device_list_read_usb);
  suima_device_list_add (found, root, "dev/serial/by-id", suima_device_list_is_serial,
                         suima_device_list_read_serial);
  return found;
}

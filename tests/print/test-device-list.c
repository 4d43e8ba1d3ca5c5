// SPDX-License-Identifier: Apache-2.0
// Printers on the ports of a machine made of files.
#include "suima-device-list.h"
#include "suima-printer.h"

#include "eve-printer.h"

#include <string.h>

static void
put (const char *root, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
put_usb (const char *root, guint number, const char *id)
{
  g_autofree char *node = g_strdup_printf ("dev/usb/lp%u", number);
  g_autofree char *file = g_strdup_printf ("sys/class/usbmisc/lp%u/device/ieee1284_id", number);

  put (root, node, "");
  if (id != NULL)
    put (root, file, id);
}

static char *
make_root (void)
{
  g_autoptr (GError) error = NULL;
  char *root = g_dir_make_tmp ("suima-list-XXXXXX", &error);

  g_assert_no_error (error);
  return root;
}

static void
test_nothing (void)
{
  g_autofree char *root = make_root ();
  g_autoptr (GPtrArray) found = suima_device_list (root);
  g_autoptr (GPtrArray) here = suima_device_list (NULL);

  g_assert_cmpuint (found->len, ==, 0);
  g_assert_nonnull (here);
  eve_remove_folder (root);
}

static void
test_ids (void)
{
  static const struct
  {
    const char *id, *destination, *model;
    gboolean is_known;
  } cases[] = {
    { "MANUFACTURER:Zebra Technologies ;COMMAND SET:ZPL;MODEL:ZTC ZD420-203dpi "
      "ZPL;CLASS:PRINTER;\n",
      "usb:///dev/usb/lp0?lang=zpl", "Zebra Technologies ZTC ZD420-203dpi ZPL", TRUE },
    { "MFG:TSC;CMD:TSPL2;MDL:TSC TE200;CLS:PRINTER;", "usb:///dev/usb/lp1?lang=tspl", "TSC TE200",
      TRUE },
    { "MFG:Xprinter;MDL:XP-420B;CMD:EPL,tspl;", "usb:///dev/usb/lp2?lang=tspl", "Xprinter XP-420B",
      TRUE },
    { "MFG:Gprinter;MDL:GP-2120;CMD:XPP,XL;CLS:PRINTER;", "usb:///dev/usb/lp3", "Gprinter GP-2120",
      FALSE },
    { NULL, "usb:///dev/usb/lp4", "", FALSE },
    { "MFG:\xFF\xFE\x1B[2J;MDL:\n\a;CMD:ZPLX", "usb:///dev/usb/lp5", "\uFFFD\uFFFD?[2J ??", FALSE },
    { ";;;:;MFG;:x;CMD:;MDL:", "usb:///dev/usb/lp6", "", FALSE },
    { "cmd: TSC ", "usb:///dev/usb/lp7?lang=tspl", "", TRUE },
  };
  g_autofree char *root = make_root ();
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    put_usb (root, i, cases[i].id);
  found = suima_device_list (root);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < found->len; i++)
    {
      const SuimaDeviceFound *one = found->pdata[i];
      g_assert_cmpstr (one->destination, ==, cases[i].destination);
      g_assert_true (g_utf8_validate (one->make_and_model, -1, NULL));
      g_assert_cmpstr (one->make_and_model, ==, cases[i].model);
      g_assert_null (strpbrk (one->make_and_model, "\x1B\n\a"));
      g_assert_cmpint (one->is_language_known, ==, cases[i].is_known);
    }
  eve_remove_folder (root);
}

/* An id without end, names that are no printer's, more than ten of them. */
static void
test_hostile (void)
{
  g_autofree char *root = make_root ();
  g_autofree char *endless = g_strnfill (100000, 'M');
  g_autofree char *id = g_strconcat ("MFG:", endless, ";MDL:", endless, NULL);
  g_autoptr (GPtrArray) found = NULL;
  const SuimaDeviceFound *last;

  for (guint i = 1; i <= 11; i++)
    put_usb (root, i, id);
  put (root, "dev/usb/hiddev0", "");
  put (root, "dev/usb/lp", "");
  put (root, "dev/usb/lp1x", "");
  put (root, "dev/usb/lp99999999", "");
  found = suima_device_list (root);
  g_assert_cmpuint (found->len, ==, 11);
  last = found->pdata[10];
  g_assert_cmpstr (last->destination, ==, "usb:///dev/usb/lp11");
  g_assert_cmpuint (strlen (last->make_and_model), <=, 200);
  eve_remove_folder (root);
}

static void
test_serial (void)
{
  g_autofree char *root = make_root ();
  g_autoptr (GPtrArray) found = NULL;
  const SuimaDeviceFound *one;
  g_autofree char *destination = NULL;
  g_autoptr (SuimaPrinter) printer = NULL;
  g_autoptr (GError) error = NULL;

  put (root, "dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0", "");
  put (root, "dev/serial/by-id/usb-A#B?lang=zpl_x-if00", "");
  found = suima_device_list (root);
  g_assert_cmpuint (found->len, ==, 2);
  one = found->pdata[0];
  g_assert_cmpstr (one->destination, ==,
                   "serial:///dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0");
  g_assert_cmpstr (one->make_and_model, ==, "1a86 USB2.0-Serial");
  g_assert_false (one->is_language_known);
  /* A name stays a name, whatever is in it. */
  one = found->pdata[1];
  destination = g_strconcat (one->destination, "?lang=tspl", NULL);
  printer = suima_printer_new (destination, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (destination, "%3Flang%3Dzpl"));
  eve_remove_folder (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-list/nothing", test_nothing);
  g_test_add_func ("/device-list/ids", test_ids);
  g_test_add_func ("/device-list/hostile", test_hostile);
  g_test_add_func ("/device-list/serial", test_serial);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// The label printers that hang on this machine's ports.
#pragma once

#include <glib.h>

/** SuimaDeviceFound: one of them. */
typedef struct
{
  /* For suima_printer_new(). Without @is_language_known "?lang=zpl" or "?lang=tspl" is to be
   * added. */
  char *destination;
  char *make_and_model; /* printable text of at most 200 characters; "" when not told */
  gboolean is_language_known;
} SuimaDeviceFound;

void suima_device_found_free (SuimaDeviceFound *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDeviceFound, suima_device_found_free)

/**
 * suima_device_list:
 * @sys_root: (nullable): the folder under which dev and sys are looked for; %NULL: the machine's
 *
 * USB: /dev/usb/lp*, with the IEEE 1284 device id that Linux keeps in
 * /sys/class/usbmisc/lpN/device/ieee1284_id: MFG or MANUFACTURER, MDL or MODEL, and CMD or COMMAND
 * SET, which tells ZPL or TSPL. Serial: /dev/serial/by-id, whose names say who made the adapter,
 * not what hangs on it: not all are printers. Nothing is opened but the ids, nothing is asked.
 *
 * Returns: (transfer full) (element-type SuimaDeviceFound): USB first, each kind by its name.
 */
GPtrArray *suima_device_list (const char *sys_root);

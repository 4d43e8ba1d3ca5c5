// SPDX-License-Identifier: Apache-2.0
// A printer that speaks a label language itself: where it is and how it is set up.
// Within this room only; see suima-printer.h.
#pragma once

#include "suima-printer.h"
#include "suima-tty.h"

typedef enum
{
  SUIMA_DEVICE_ZPL,
  SUIMA_DEVICE_TSPL,
} SuimaDeviceLanguage;

typedef enum
{
  SUIMA_DEVICE_TCP,
  SUIMA_DEVICE_USB,
  SUIMA_DEVICE_SERIAL,
} SuimaDeviceKind;

/** SuimaDeviceTarget: a destination, read. */
typedef struct
{
  char *destination; /* as given */
  SuimaDeviceKind kind;
  char *host; /* TCP */
  guint16 port;
  char *path;         /* USB, serial: the device file */
  SuimaTtySetup line; /* serial */
  SuimaDeviceLanguage language;
  guint dpi;
  gboolean has_status; /* whether it is asked for its status at all */
  SuimaPrinterSetup setup;
} SuimaDeviceTarget;

/** suima_device_is_destination: Returns: whether @destination is of one of these kinds, right or
 * wrong. */
gboolean suima_device_is_destination (const char *destination);

/** suima_device_target_parse: Returns: (transfer full): see suima_printer_new(). Errors: INVALID,
 * naming the option that is wrong. */
SuimaDeviceTarget *suima_device_target_parse (const char *destination, GError **error);
void suima_device_target_free (SuimaDeviceTarget *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaDeviceTarget, suima_device_target_free)

/** suima_device_read_option: Writes one option of a destination into @target. Returns: %FALSE for a
 * key that no label printer has, or a value that the key does not take. */
gboolean suima_device_read_option (SuimaDeviceTarget *target, const char *key, const char *value);

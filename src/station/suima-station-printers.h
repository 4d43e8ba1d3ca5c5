// SPDX-License-Identifier: Apache-2.0
// The acts on a station's printers: list, add, set up, test, accept, use, remove. They block; any
// thread may call them.
#pragma once

#include "suima-station.h"

/** SuimaPrinterEntry: a printer that the station knows, or one that it could. */
typedef struct
{
  char *name;         /* a person's; of one that is not configured: as it calls itself */
  char *destination;  /* what `print --printer` takes */
  const char *source; /* `configured`, `queue`, `dnssd`, `usb`, `serial` */
  char *condition;    /* as in SuimaPrinterCard, or `found`: not asked */
  char *message;      /* the condition in words */
  guint dpi;          /* 0 when not known */
  char *model;        /* "" when not known */
  gboolean is_usual;
} SuimaPrinterEntry;

void suima_printer_entry_free (SuimaPrinterEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterEntry, suima_printer_entry_free)

/** SuimaMediaField: bits: which parts of a SuimaMediaSetup are told. */
typedef enum
{
  SUIMA_MEDIA_TRACKING = 1 << 0,
  SUIMA_MEDIA_GAP = 1 << 1,
  SUIMA_MEDIA_DARKNESS = 1 << 2,
  SUIMA_MEDIA_SPEED = 1 << 3,
  SUIMA_MEDIA_TURN = 1 << 4,
  SUIMA_MEDIA_OFFSET_X = 1 << 5,
  SUIMA_MEDIA_OFFSET_Y = 1 << 6,
  SUIMA_MEDIA_ALL = (1 << 7) - 1,
} SuimaMediaField;

/** SuimaMediaSetup: how a printer prints on the roll of one label size. */
typedef struct
{
  guint fields;         /* of SuimaMediaField; the others stay as they are */
  const char *tracking; /* `gap`, `mark`, `continuous` */
  double gap_mm;        /* 0 to 25.4; between two labels, or the height of the mark */
  int darkness;         /* 0 to 30; -1: as the printer is set */
  int speed;            /* inches per second, 1 to 18; -1: as the printer is set */
  gboolean is_turned;   /* by 180 degrees */
  double offset_x_mm, offset_y_mm; /* -50 to 50; where the picture goes: right and down */
} SuimaMediaSetup;

/**
 * suima_station_list_printers:
 * @is_searching: whether to look for others than those configured
 *
 * Asks all configured printers at once, for at most 3 s, and looks for others as long.
 *
 * Returns: (transfer full) (element-type SuimaPrinterEntry): configured ones first; one that is
 * found and configured stands there once. Errors: INVALID, DENIED (printers.ini).
 */
GPtrArray *suima_station_list_printers (SuimaStation *station,
                                        gboolean is_searching,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * suima_station_add_printer:
 * @name: 1 to 40 characters, without `:/\?#[]"'`
 * @destination: see `suimactl print --printer`
 * @template_id: (nullable): the label size that is in it; the station's own
 * @setup: (nullable): how it prints on that; @fields 0 for as the destination says
 * @is_usual: whether it becomes the usual one; the first does anyway
 *
 * Asks the printer and remembers what it is. A name that is there already gets the new destination
 * and keeps its setups.
 *
 * Returns: (transfer full): the printer as it answered. Errors: PRINTER when it does not answer:
 * nothing is stored; INVALID, NOT_FOUND (template), NO_SPACE, DENIED, BUSY.
 */
SuimaPrinterEntry *suima_station_add_printer (SuimaStation *station,
                                              const char *name,
                                              const char *destination,
                                              const char *template_id,
                                              const SuimaMediaSetup *setup,
                                              gboolean is_usual,
                                              GCancellable *cancellable,
                                              GError **error);

/** suima_station_set_printer_media: @template_id: (nullable): the station's own. Changes what
 * @setup tells. Errors: NOT_FOUND (printer or template), INVALID, NO_SPACE, DENIED, BUSY. */
gboolean suima_station_set_printer_media (SuimaStation *station,
                                          const char *name,
                                          const char *template_id,
                                          const SuimaMediaSetup *setup,
                                          GError **error);

/** suima_station_get_printer_media: @ret_setup: (out): all of it, whatever printers.ini leaves to
 * the destination included. Errors: NOT_FOUND, INVALID. */
gboolean suima_station_get_printer_media (SuimaStation *station,
                                          const char *name,
                                          const char *template_id,
                                          SuimaMediaSetup *ret_setup,
                                          GError **error);

/** suima_station_accept_printer: Remembers the print head and the model that are there now.
 * Returns: (transfer full): the printer. Errors: NOT_FOUND, PRINTER, NO_SPACE, DENIED, BUSY. */
SuimaPrinterEntry *suima_station_accept_printer (SuimaStation *station,
                                                 const char *name,
                                                 GCancellable *cancellable,
                                                 GError **error);

/** suima_station_use_printer: Makes it the usual one. Errors: NOT_FOUND, NO_SPACE, DENIED, BUSY. */
gboolean suima_station_use_printer (SuimaStation *station, const char *name, GError **error);

/** suima_station_remove_printer: Forgets it and its setups; without a usual printer from then on if
 * it was that. Errors: NOT_FOUND, NO_SPACE, DENIED, BUSY. */
gboolean suima_station_remove_printer (SuimaStation *station, const char *name, GError **error);

/**
 * suima_station_test_printer:
 * @name: (nullable): a configured printer or a destination; the usual one
 * @template_id: (nullable): the label size; the station's own
 * @progress: (nullable): told what the printer waits for
 *
 * Prints one test label with that printer's setup, at the dots it has now: also where another print
 * head is not accepted yet. No serial is taken.
 *
 * Returns: whether it came out as far as the printer tells. Errors: PRINTER, NOT_FOUND, INVALID,
 * BUSY.
 */
gboolean suima_station_test_printer (SuimaStation *station,
                                     const char *name,
                                     const char *template_id,
                                     SuimaPrintProgressFunc progress,
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     GError **error);

/** suima_station_test_printer_to_file: The same label as a PNG at @path, a pixel a dot; of a printer
 * that does not answer, at the resolution it had. Errors: NOT_FOUND, INVALID, PRINTER (none is
 * usual), NO_SPACE, DENIED. */
gboolean suima_station_test_printer_to_file (SuimaStation *station,
                                             const char *name,
                                             const char *template_id,
                                             const char *path,
                                             GError **error);

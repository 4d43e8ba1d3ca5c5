// SPDX-License-Identifier: Apache-2.0
// A printer of our own on loopback: ippeveprinter in a temporary folder, with its own bus.
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *dir;
  char *spool;
  char *command;    /* what "prints" a document */
  char *attributes; /* file of what it says of itself */
  char *uri;
  guint port;
  int gate; /* each line written lets one label out */
  GSubprocess *bus;
  GSubprocess *printer;
} EvePrinter;

EvePrinter *eve_printer_start (void);
/** eve_printer_start_with: @command: path of a program that is run with each document's path. */
EvePrinter *eve_printer_start_with (const char *command);
/** eve_printer_start_urf: One that offers image/urf beside PWG raster, as AirPrint printers do; it
 * takes each document and counts nothing. */
EvePrinter *eve_printer_start_urf (void);
/** eve_printer_start_saying: @attributes: more of them, lines of an ippeveprinter attribute file.
 */
EvePrinter *eve_printer_start_saying (const char *attributes);
void eve_printer_stop (EvePrinter *eve);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EvePrinter, eve_printer_stop)

/** eve_printer_let_out: Lets @n_labels more labels come out. */
void eve_printer_let_out (EvePrinter *eve, guint n_labels);

/** eve_printer_kill: kill -9: every job is forgotten. The documents stay. */
void eve_printer_kill (EvePrinter *eve);
/** eve_printer_restart: The killed printer comes back under its address. */
void eve_printer_restart (EvePrinter *eve);

/** eve_printer_dup_document: Returns: (transfer full) (nullable): what it got as job @job_id. */
GBytes *eve_printer_dup_document (EvePrinter *eve, int job_id);

/** eve_pick_port: Returns: a port on loopback that nobody listens at now. */
guint eve_pick_port (void);

/** eve_spawn: Returns: (transfer full): @argv, which ends with this process at the latest. */
GSubprocess *eve_spawn (GSubprocessLauncher *launcher, const char *const *argv);

/** eve_end: Ends and reaps @process. */
void eve_end (GSubprocess *process);

/** eve_await_port: Waits until somebody listens at @port; fails the test after ten seconds. */
void eve_await_port (guint port);

/** eve_remove_folder: Removes @dir and all that is in it. */
void eve_remove_folder (const char *dir);

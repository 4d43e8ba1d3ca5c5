// SPDX-License-Identifier: Apache-2.0
// A cupsd of our own on loopback, in a temporary folder.
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *dir;
  guint port;
  GSubprocess *cupsd;
} Spooler;

/** spooler_choose_port: To be called first in main(): libcups looks at CUPS_SERVER once. All
 * spoolers of the program listen at that port, one after the other. */
void spooler_choose_port (void);

Spooler *spooler_start (void);
/** spooler_start_lazy: One that writes its jobs down after half a minute, as cupsd does when it is
 * told nothing else. */
Spooler *spooler_start_lazy (void);
void spooler_stop (Spooler *spooler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Spooler, spooler_stop)

/** spooler_kill: kill -9, in the middle of whatever it does; its backends go on. */
void spooler_kill (Spooler *spooler);
/** spooler_restart: The killed one comes back at its port, with what it had written down. */
void spooler_restart (Spooler *spooler);

/** spooler_add: A queue, enabled. @model: for lpadmin -m, "raw", "drv:///sample.drv/zebra.ppd",
 * "everywhere"; @policy: its error policy. */
void spooler_add (Spooler *spooler,
                  const char *queue,
                  const char *device_uri,
                  const char *model,
                  const char *policy);

// SPDX-License-Identifier: Apache-2.0
// One station with all its printers and a hub, each a real program that can be killed, in one
// temporary folder.
#pragma once

#include "cable.h"
#include "kill-words.h"
#include "paper.h"

#include "suima-station.h"

#include "eve-printer.h"
#include "lprint-server.h"
#include "spooler.h"

typedef enum
{
  LINE_ZPL,    /* a label printer on a socket */
  LINE_TSPL,   /* the same */
  LINE_IPP,    /* ippeveprinter */
  LINE_QUEUE,  /* cupsd, and ippeveprinter behind it */
  LINE_LPRINT, /* LPrint, and a label printer behind it */
  N_LINES,
} Line;

typedef enum
{
  TARGET_STATION,
  TARGET_KIOSK,
  TARGET_DEVICE,
  TARGET_CABLE,
  TARGET_EVE,
  TARGET_SPOOLER,
  TARGET_LPRINT,
  TARGET_HUB,
  N_TARGETS,
} Target;

typedef enum
{
  ACT_PRINT,
  ACT_TOUCH, /* a run from the kiosk's screen */
  ACT_RECOVER,
  ACT_SETTLE,
  ACT_RESUME,
  ACT_REPRINT,
  ACT_REISSUE,
  ACT_SYNC,
  N_ACTS,
} Act;

/** ActLength: one act that nobody disturbed. */
typedef struct
{
  gint64 us; /* 0 as long as it is not known */
  guint calls[KILL_N_KINDS];
  gsize sent_bytes;
} ActLength;

typedef struct
{
  GRand *rand;
  char *dir;
  char *station;
  char *store;
  char *words_path;
  KillWords *words;
  Paper *paper;
  guint papers_before; /* labels on it when the act began */
  gint64 batch_id;

  char *uris[N_LINES];        /* past the cable */
  char *cable_uris[N_LINES];  /* (nullable): by it */
  Cable *cables[N_LINES];     /* (nullable) */
  GSubprocess *devices[N_LINES];
  guint device_ports[N_LINES];
  EvePrinter *eve;
  Spooler *spooler;
  LprintServer *lprint;
  GSubprocess *hub;
  guint hub_port;

  ActLength lengths[N_ACTS][N_LINES];
} Shop;

Shop *shop_new (guint32 seed);
void shop_free (Shop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

/** shop_ask: Returns: the one number that @sql finds in the station's records as they lie, 0 for
 * none. */
gint64 shop_ask (Shop *shop, const char *sql);
/** shop_ask_text: Returns: (transfer full) (nullable): the same for a text. */
char *shop_ask_text (Shop *shop, const char *sql);
/** shop_ask_hub: Returns: the number that @sql finds in the hub's records, with the station's
 * attached as `station`. */
gint64 shop_ask_hub (Shop *shop, const char *sql);

/** shop_configure: Writes @key of the group print into the station's settings, while it is closed. */
void shop_configure (Shop *shop, const char *key, const char *value);

/** shop_begin_act: Remembers how many labels lie there now, for what is killed next. */
void shop_begin_act (Shop *shop);

/** shop_open: Opens the station for writing, as the next program does. */
SuimaStation *shop_open (Shop *shop);

/**
 * shop_get_step: Returns: (transfer none): how far the newest print run has got by the records as
 * they lie, and by what the program last did.
 * @run_before: the newest run before
 */
const char *shop_get_step (Shop *shop, gint64 run_before);

/** shop_rest: Waits until nothing more comes out of the printers of @line, and reads the paper. */
void shop_rest (Shop *shop, Line line);

/** shop_cycle_power: Of the ippeveprinter, once it prints nothing more: a job of which a spooler that
 * died never sent the rest would keep it busy for ever. */
void shop_cycle_power (Shop *shop);

/**
 * shop_kill_act: Lets suimactl do @act with @arguments, or the kiosk do ACT_TOUCH, and kills it on the way: at a random
 * moment, or before a random one of the calls that can be noticed outside.
 *
 * Returns: whether it was killed; the first time of each act it is not, only measured.
 */
gboolean shop_kill_act (Shop *shop, Act act, Line line, const char *const *arguments);

/**
 * shop_kill_under_act: Lets suimactl do @act to its end, and kills @target on the way; what was
 * killed is there again at once.
 * @ret_step: (out): the step of the print run at that moment
 */
gboolean shop_kill_under_act (Shop *shop,
                              Target target,
                              Act act,
                              Line line,
                              const char *const *arguments,
                              const char **ret_step);

// SPDX-License-Identifier: Apache-2.0
// A shop at work on a store, which remembers what it was told was done.
#pragma once

#include "suima-store.h"

#include <glib.h>

/** CrashStage: how far a print run has come; 0 is "not begun". */
typedef enum
{
  CRASH_STAGE_RESERVED = 1,
  CRASH_STAGE_SENDING,
  CRASH_STAGE_HANDED,
  CRASH_STAGE_SETTLED,
} CrashStage;

/**
 * CrashShop:
 * Everything in it was reported as committed, but for the one act that was under way: that may
 * have happened or not, as a whole.
 */
typedef struct
{
  SuimaStore *store; /* owned */
  GRand *rand;       /* owned */
  GArray *stages;    /* CrashStage of run i + 1 */
  gint64 batch_id;   /* 0 until it is stored */
  gint64 n_events;
  gint64 n_acked; /* events 0 to n_acked - 1 are out of the outbox */
  guint32 last_counter;
  /* under way */
  gint64 run_under_way; /* 0 for none */
  gint64 acking_to;     /* n_acked as it may be */
  guint32 taking_to;    /* last_counter as it may be */
} CrashShop;

CrashShop *crash_shop_new (guint32 seed);
void crash_shop_free (CrashShop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashShop, crash_shop_free)

gboolean crash_shop_open (CrashShop *shop, const char *path, const char *vfs_name, GError **error);
void crash_shop_close (CrashShop *shop);

/** crash_shop_act: The next act, by chance. Returns: whether it was reported as done. */
gboolean crash_shop_act (CrashShop *shop, GError **error);

/** crash_shop_forget_act: The act that failed was overwritten by a later one. */
void crash_shop_forget_act (CrashShop *shop);

/**
 * crash_shop_verify:
 * @error: what is not as it was reported
 *
 * The file is sound; each run stands exactly where it was; counters do not repeat; events have no
 * gap; each event that was not acknowledged has its outbox row; items agree with events. The act
 * under way is then known to have happened or not.
 */
gboolean crash_shop_verify (CrashShop *shop, GError **error);

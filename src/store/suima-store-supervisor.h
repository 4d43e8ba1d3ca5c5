// SPDX-License-Identifier: Apache-2.0
// Supervisors, the state of their PINs, and what they approved.
#pragma once

#include "suima-mask.h"
#include "suima-store.h"

#include <glib.h>

/** SuimaSupervisor: a person with a PIN: a supervisor of the shop, whose word lets an act pass that
 * a rule holds up, or one who only looks. */
typedef struct
{
  char *name;     /* 1 to 40 characters */
  char *pin_hash; /* as the trust room made it */
  SuimaRole role; /* OWNER: 主管 of the shop; OPERATOR; REGULATOR */
  gint64 created_us;
  guint failures;        /* wrong PINs in a row */
  char *lock_boot;       /* (nullable): the boot in which the last wrong one came */
  gint64 lock_uptime_us; /* and how long that had run then */
} SuimaSupervisor;

void suima_supervisor_free (SuimaSupervisor *supervisor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaSupervisor, suima_supervisor_free)

/** suima_store_add_supervisor: Errors: EXISTS, INVALID. */
gboolean suima_store_add_supervisor (SuimaStore *store,
                                     const SuimaSupervisor *supervisor,
                                     GError **error);
/** suima_store_get_supervisor: Errors: NOT_FOUND. */
SuimaSupervisor *suima_store_get_supervisor (SuimaStore *store, const char *name, GError **error);
/** suima_store_list_supervisors: Returns: (transfer full) (element-type SuimaSupervisor): by name. */
GPtrArray *suima_store_list_supervisors (SuimaStore *store, GError **error);
/** suima_store_set_supervisor_lock: What is known of wrong PINs: @failures, @lock_boot and
 * @lock_uptime_us of @supervisor are written. Errors: NOT_FOUND. */
gboolean suima_store_set_supervisor_lock (SuimaStore *store,
                                          const SuimaSupervisor *supervisor,
                                          GError **error);

/** suima_store_set_supervisor_pin: A new PIN; what is known of wrong ones is forgotten. Errors:
 * NOT_FOUND. */
gboolean suima_store_set_supervisor_pin (SuimaStore *store,
                                         const char *name,
                                         const char *pin_hash,
                                         GError **error);
/** suima_store_remove_supervisor: What they approved stays. Errors: NOT_FOUND. */
gboolean suima_store_remove_supervisor (SuimaStore *store, const char *name, GError **error);

/** suima_store_add_approval: @seq: the event that was approved. Inside its transaction. */
gboolean suima_store_add_approval (SuimaStore *store,
                                   gint64 seq,
                                   const char *supervisor,
                                   const char *reason,
                                   gint64 at_us,
                                   GError **error);

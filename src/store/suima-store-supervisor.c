// SPDX-License-Identifier: Apache-2.0
#define G_LOG_DOMAIN "suima-store"

#include "suima-store-supervisor.h"

#include "suima-error.h"
#include "suima-store-private.h"

#define SUIMA_STORE_SUPERVISOR_SELECT                                                              \
  "SELECT name, pin_hash, created_us, failures, lock_boot, lock_uptime_us, role FROM"                      \
  " supervisor "

void
suima_supervisor_free (SuimaSupervisor *supervisor)
{
  if (supervisor == NULL)
    return;
  g_free (supervisor->name);
  g_free (supervisor->pin_hash);
  g_free (supervisor->lock_boot);
  g_free (supervisor);
}

gboolean
suima_store_add_supervisor (SuimaStore *store, const SuimaSupervisor *supervisor, GError **error)
{
  static const char sql[] = "INSERT INTO supervisor (name, pin_hash, created_us, role)"
                            " VALUES (?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, supervisor->name);
  suima_statement_bind_text (&statement, supervisor->pin_hash);
  suima_statement_bind_int (&statement, supervisor->created_us);
  suima_statement_bind_text (&statement, suima_role_to_code (supervisor->role));
  if (suima_statement_run (&statement, error) >= 0)
    return TRUE;
  g_prefix_error (error, "supervisor %s: ", supervisor->name);
  return FALSE;
}

static SuimaSupervisor *
suima_store_read_supervisor (SuimaStatement *statement)
{
  SuimaSupervisor *supervisor = g_new0 (SuimaSupervisor, 1);
  g_autofree char *role = suima_statement_dup_text (statement, 6);

  supervisor->name = suima_statement_dup_text (statement, 0);
  supervisor->pin_hash = suima_statement_dup_text (statement, 1);
  supervisor->created_us = suima_statement_get_int (statement, 2);
  supervisor->failures = (guint)suima_statement_get_int (statement, 3);
  supervisor->lock_boot = suima_statement_dup_text (statement, 4);
  supervisor->lock_uptime_us = suima_statement_get_int (statement, 5);
  suima_role_from_code (role, &supervisor->role);
  return supervisor;
}

SuimaSupervisor *
suima_store_get_supervisor (SuimaStore *store, const char *name, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_SUPERVISOR_SELECT "WHERE name = ?",
                              error))
    return NULL;
  suima_statement_bind_text (&statement, name);
  got = suima_statement_step (&statement, error);
  if (got == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no supervisor %s", name);
  return got == 1 ? suima_store_read_supervisor (&statement) : NULL;
}

GPtrArray *
suima_store_list_supervisors (SuimaStore *store, GError **error)
{
  g_autoptr (GPtrArray) supervisors =
      g_ptr_array_new_with_free_func ((GDestroyNotify)suima_supervisor_free);
  g_auto (SuimaStatement) statement = { 0 };
  int got = 0;

  if (!suima_statement_begin (&statement, store, SUIMA_STORE_SUPERVISOR_SELECT "ORDER BY name",
                              error))
    return NULL;
  while ((got = suima_statement_step (&statement, error)) == 1)
    g_ptr_array_add (supervisors, suima_store_read_supervisor (&statement));
  return got == 0 ? g_steal_pointer (&supervisors) : NULL;
}

/* Runs a @statement that changes the row of @name. */
static gboolean
suima_store_change_supervisor (SuimaStatement *statement, const char *name, GError **error)
{
  int n_changed = suima_statement_run (statement, error);

  if (n_changed == 0)
    g_set_error (error, SUIMA_ERROR, SUIMA_ERROR_NOT_FOUND, "no supervisor %s", name);
  return n_changed == 1;
}

gboolean
suima_store_set_supervisor_pin (SuimaStore *store,
                                const char *name,
                                const char *pin_hash,
                                GError **error)
{
  static const char sql[] = "UPDATE supervisor SET pin_hash = ?, failures = 0, lock_boot = NULL,"
                            " lock_uptime_us = 0 WHERE name = ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_text (&statement, pin_hash);
  suima_statement_bind_text (&statement, name);
  return suima_store_change_supervisor (&statement, name, error);
}

gboolean
suima_store_remove_supervisor (SuimaStore *store, const char *name, GError **error)
{
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, "DELETE FROM supervisor WHERE name = ?", error))
    return FALSE;
  suima_statement_bind_text (&statement, name);
  return suima_store_change_supervisor (&statement, name, error);
}

gboolean
suima_store_set_supervisor_lock (SuimaStore *store,
                                 const SuimaSupervisor *supervisor,
                                 GError **error)
{
  static const char sql[] =
      "UPDATE supervisor SET failures = ?, lock_boot = ?, lock_uptime_us = ? WHERE name = ?";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, supervisor->failures);
  suima_statement_bind_text (&statement, supervisor->lock_boot);
  suima_statement_bind_int (&statement, supervisor->lock_uptime_us);
  suima_statement_bind_text (&statement, supervisor->name);
  return suima_store_change_supervisor (&statement, supervisor->name, error);
}

gboolean
suima_store_add_approval (SuimaStore *store,
                          gint64 seq,
                          const char *supervisor,
                          const char *reason,
                          gint64 at_us,
                          GError **error)
{
  static const char sql[] =
      "INSERT INTO approval (seq, supervisor, reason, at_us) VALUES (?, ?, ?, ?)";
  g_auto (SuimaStatement) statement = { 0 };

  if (!suima_statement_begin (&statement, store, sql, error))
    return FALSE;
  suima_statement_bind_int (&statement, seq);
  suima_statement_bind_text (&statement, supervisor);
  suima_statement_bind_text (&statement, reason);
  suima_statement_bind_int (&statement, at_us);
  return suima_statement_run (&statement, error) >= 0;
}

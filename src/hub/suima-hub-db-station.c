// SPDX-License-Identifier: Apache-2.0
// Jobs and stations in the hub's database.
#include "suima-hub-db-private.h"

#include "suima-serial.h"

#include <string.h>

SuimaHubJob *
suima_hub_job_new (void)
{
  return g_new0 (SuimaHubJob, 1);
}

void
suima_hub_job_free (SuimaHubJob *job)
{
  if (job == NULL)
    return;
  g_free (job->capture_id);
  g_free (job->errors);
  g_free (job);
}

gboolean
suima_hub_db_add_job (SuimaHubDb *db, const SuimaHubJob *job, GError **error)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "INSERT INTO job (capture_id, created_us, is_success, is_proceed, accepted, duplicates, "
      "errors) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      error);

  if (statement == NULL)
    return FALSE;
  suima_hub_db_bind_text (statement, 1, job->capture_id);
  sqlite3_bind_int64 (statement, 2, job->created_us);
  sqlite3_bind_int (statement, 3, job->is_success);
  sqlite3_bind_int (statement, 4, job->is_proceed);
  sqlite3_bind_int64 (statement, 5, job->accepted);
  sqlite3_bind_int64 (statement, 6, job->duplicates);
  suima_hub_db_bind_text (statement, 7, job->errors);
  return suima_hub_db_run (db, statement, error);
}

SuimaHubJob *
suima_hub_db_find_job (SuimaHubDb *db, const char *capture_id)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "SELECT capture_id, created_us, is_success, is_proceed, accepted, duplicates, errors "
      "FROM job WHERE capture_id = $1",
      NULL);
  SuimaHubJob *job = NULL;

  if (statement == NULL)
    return NULL;
  suima_hub_db_bind_text (statement, 1, capture_id);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      job = suima_hub_job_new ();
      job->capture_id = suima_hub_db_dup_text (statement, 0);
      job->created_us = sqlite3_column_int64 (statement, 1);
      job->is_success = sqlite3_column_int (statement, 2) != 0;
      job->is_proceed = sqlite3_column_int (statement, 3) != 0;
      job->accepted = (guint)sqlite3_column_int64 (statement, 4);
      job->duplicates = (guint)sqlite3_column_int64 (statement, 5);
      job->errors = suima_hub_db_dup_text (statement, 6);
    }
  sqlite3_reset (statement);
  return job;
}

#define SUIMA_HUB_STATION_COLUMNS                                                                  \
  "station, epoch, public_key, is_enrolled, is_authority, revoked_us, max_counter "

static gboolean
suima_hub_db_read_station (sqlite3_stmt *statement, SuimaHubStation *ret_station)
{
  gboolean is_found = sqlite3_step (statement) == SQLITE_ROW &&
                      sqlite3_column_bytes (statement, 2) == (int)sizeof ret_station->public_key;

  if (is_found && ret_station != NULL)
    {
      ret_station->station = (guint32)sqlite3_column_int64 (statement, 0);
      ret_station->epoch = (guint8)sqlite3_column_int (statement, 1);
      memcpy (ret_station->public_key, sqlite3_column_blob (statement, 2),
              sizeof ret_station->public_key);
      ret_station->is_enrolled = sqlite3_column_int (statement, 3) != 0;
      ret_station->is_authority = sqlite3_column_int (statement, 4) != 0;
      ret_station->is_revoked = sqlite3_column_type (statement, 5) != SQLITE_NULL;
      ret_station->max_counter = sqlite3_column_type (statement, 6) != SQLITE_NULL
                                     ? sqlite3_column_int64 (statement, 6)
                                     : -1;
    }
  sqlite3_reset (statement);
  return is_found;
}

gboolean
suima_hub_db_find_station (SuimaHubDb *db,
                           guint32 station,
                           guint8 epoch,
                           SuimaHubStation *ret_station)
{
  sqlite3_stmt *statement =
      suima_hub_db_prepare (db,
                            "SELECT " SUIMA_HUB_STATION_COLUMNS "FROM station "
                            "WHERE station = $1 AND epoch = $2",
                            NULL);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, station);
  sqlite3_bind_int (statement, 2, epoch);
  return suima_hub_db_read_station (statement, ret_station);
}

gboolean
suima_hub_db_find_enrolment (SuimaHubDb *db,
                             const guint8 *public_key,
                             const char *code,
                             SuimaHubStation *ret_station)
{
  sqlite3_stmt *statement =
      suima_hub_db_prepare (db,
                            "SELECT " SUIMA_HUB_STATION_COLUMNS "FROM station "
                            "WHERE public_key = $1 AND enrol_code = $2",
                            NULL);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, public_key, 32, SQLITE_TRANSIENT);
  suima_hub_db_bind_text (statement, 2, code);
  return suima_hub_db_read_station (statement, ret_station);
}

guint32
suima_hub_db_get_last_station (SuimaHubDb *db)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db, "SELECT COALESCE (MAX (station), 0) FROM station WHERE is_enrolled", NULL);
  guint32 last = 0;

  if (statement == NULL)
    return 0;
  if (sqlite3_step (statement) == SQLITE_ROW)
    last = (guint32)sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return last;
}

gboolean
suima_hub_db_add_station (
    SuimaHubDb *db, const SuimaHubStation *station, const char *code, gint64 at_us, GError **error)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "INSERT INTO station (station, epoch, public_key, is_enrolled, enrol_code, enrolled_us, "
      "is_authority) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, station->station);
  sqlite3_bind_int (statement, 2, station->epoch);
  sqlite3_bind_blob (statement, 3, station->public_key, sizeof station->public_key,
                     SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 4, station->is_enrolled);
  suima_hub_db_bind_text (statement, 5, code);
  sqlite3_bind_int64 (statement, 6, at_us);
  sqlite3_bind_int (statement, 7, station->is_authority);
  return suima_hub_db_run (db, statement, error);
}

gboolean
suima_hub_db_is_authority (SuimaHubDb *db, guint32 station)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db, "SELECT 1 FROM station WHERE station = $1 AND is_authority AND is_enrolled "
          "AND revoked_us IS NULL", NULL);
  gboolean is_authority = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, station);
  is_authority = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return is_authority;
}

gboolean
suima_hub_db_revoke_station (
    SuimaHubDb *db, const SuimaHubStation *station, gint64 max_counter, gint64 at_us, GError **error)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "UPDATE station SET revoked_us = COALESCE (revoked_us, ?3), max_counter = ?4 "
      "WHERE station = ?1 AND epoch = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, station->station);
  sqlite3_bind_int (statement, 2, station->epoch);
  sqlite3_bind_int64 (statement, 3, at_us);
  if (max_counter >= 0)
    sqlite3_bind_int64 (statement, 4, max_counter);
  return suima_hub_db_run (db, statement, error);
}

/* The serial is the end of the URI, behind `/21/` or `/OBJ/`. */
gint64
suima_hub_db_find_last_counter (SuimaHubDb *db, guint32 station, guint8 epoch)
{
  sqlite3_stmt *statement = suima_hub_db_prepare (
      db,
      "SELECT upper (substr (epc, -20)) FROM event_epc WHERE role IN (1, 8) "
      "AND upper (substr (epc, -20, 5)) = $1",
      NULL);
  g_autofree char *key_id = suima_serial_to_key_id (station, epoch);
  gint64 last = -1;

  if (statement == NULL)
    return -1;
  suima_hub_db_bind_text (statement, 1, key_id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      SuimaSerial serial;
      g_autofree char *text =
          suima_serial_parse ((const char *)sqlite3_column_text (statement, 0), &serial, NULL);
      if (text != NULL)
        last = MAX (last, (gint64)serial.counter);
    }
  sqlite3_reset (statement);
  return last;
}

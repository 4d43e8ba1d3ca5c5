// SPDX-License-Identifier: Apache-2.0
// The programs of the campaign, which end with it at the latest.
#pragma once

#include <gio/gio.h>

/** program_get: Returns: (transfer none): what the environment says under @name; fails without. */
const char *program_get (const char *name);

/** ProgramWatch: what is loaded into a program that is to be killed, and told to that. */
typedef struct
{
  const char *words_path;
  const char *kill_at; /* (nullable): see kill-at.c */
  const char *finger;  /* (nullable): see finger.c; that is loaded then */
} ProgramWatch;

/** program_spawn: @watch: (nullable). Returns: (transfer full): @argv, running; silent, unless
 * SUIMA_CAMPAIGN_LOUD is set or it is @is_loud. */
GSubprocess *
program_spawn (const char *const *argv, const ProgramWatch *watch, gboolean is_loud);

/** program_kill: kill -9, and waits for its end. */
void program_kill (GSubprocess *process);

/** program_is_running: Returns: whether it is. */
gboolean program_is_running (GSubprocess *process);

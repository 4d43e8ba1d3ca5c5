// SPDX-License-Identifier: Apache-2.0
// What an IPP printer says of its jobs. Within this room only; see suima-printer.h.
#pragma once

#include "suima-ipp.h"
#include "suima-printer.h"

/** SuimaIppJob: the newest job of this program at a printer. */
typedef struct
{
  int id; /* 0: there was none yet */
  char *name;
  int started;   /* time-at-processing as it was first told; 0 before */
  int completed; /* impressions, the last time */
  gboolean is_line_lost; /* the spooler hung up: it may have been started anew */
} SuimaIppJob;

/** suima_ipp_job_begin: From now on @job is another. */
void suima_ipp_job_begin (SuimaIppJob *job, int id, const char *name);
void suima_ipp_job_clear (SuimaIppJob *job);

/** suima_ipp_job_new_question: Returns: (transfer full): Get-Job-Attributes. */
ipp_t *suima_ipp_job_new_question (const SuimaIppTarget *target, int job_id);

/** suima_ipp_job_is_other: Returns: whether @answer is of a job that has the number of ours and not
 * its name: a spooler that was killed gives numbers once more. */
gboolean suima_ipp_job_is_other (const SuimaIppJob *job, int job_id, ipp_t *answer);

/** suima_ipp_job_is_restarted: @is_queue: a spooler has it. Returns: whether ours was begun a second
 * time, from its first label, or waits for that: at a spooler that was killed, or a queue that was
 * stopped. */
gboolean
suima_ipp_job_is_restarted (SuimaIppJob *job, int job_id, ipp_t *answer, gboolean is_queue);

/** suima_ipp_job_read: Returns: (transfer full): how it is. */
SuimaJobStatus *suima_ipp_job_read (ipp_t *answer);

/** suima_ipp_job_find: @answer: to Get-Jobs. Returns: the newest id of a job named @name, or 0. */
int suima_ipp_job_find (ipp_t *answer, const char *name);

/** suima_ipp_job_find_incoming: @answer: to Get-Jobs. Returns: the id of a job that waits for its data
 * and is named @prefix and more, or 0. */
int suima_ipp_job_find_incoming (ipp_t *answer, const char *prefix);

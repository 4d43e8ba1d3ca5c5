// SPDX-License-Identifier: Apache-2.0
#include "suima-ipp-job.h"

#include <string.h>

void
suima_ipp_job_begin (SuimaIppJob *job, int id, const char *name)
{
  suima_ipp_job_clear (job);
  job->id = id;
  job->name = g_strdup (name);
}

void
suima_ipp_job_clear (SuimaIppJob *job)
{
  g_free (job->name);
  *job = (SuimaIppJob){ 0 };
}

ipp_t *
suima_ipp_job_new_question (const SuimaIppTarget *target, int job_id)
{
  static const char *const wanted[] = { "job-name", "job-state", "job-state-reasons",
                                        "job-impressions-completed", "time-at-processing" };
  ipp_t *request = suima_ipp_new_request (target, IPP_OP_GET_JOB_ATTRIBUTES, job_id);

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  return request;
}

gboolean
suima_ipp_job_is_other (const SuimaIppJob *job, int job_id, ipp_t *answer)
{
  g_auto (GStrv) names = suima_ipp_dup_keywords (answer, "job-name");

  return job_id == job->id && names[0] != NULL && strcmp (names[0], job->name) != 0;
}

static int
suima_ipp_job_get_integer (ipp_t *answer, const char *name, ipp_tag_t tag, int otherwise)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, name, tag);

  return attribute != NULL ? ippGetInteger (attribute, 0) : otherwise;
}

/* The time is in whole seconds: of two beginnings in one the count that goes back tells, or else
 * the line that was lost. What was begun and waits again in a queue waits for its beginning. */
gboolean
suima_ipp_job_is_restarted (SuimaIppJob *job, int job_id, ipp_t *answer, gboolean is_queue)
{
  int state = suima_ipp_job_get_integer (answer, "job-state", IPP_TAG_ENUM, 0);
  int started = suima_ipp_job_get_integer (answer, "time-at-processing", IPP_TAG_INTEGER, 0);
  int completed =
      suima_ipp_job_get_integer (answer, "job-impressions-completed", IPP_TAG_INTEGER, 0);
  gboolean is_back = completed < job->completed;

  if (job_id != job->id)
    return FALSE;
  job->completed = MAX (job->completed, completed);
  if (job->started == 0)
    job->started = MAX (started, 0);
  return is_back || job->is_line_lost || (started > 0 && started != job->started) ||
         (is_queue && job->started > 0 && state == SUIMA_JOB_PENDING);
}

SuimaJobStatus *
suima_ipp_job_read (ipp_t *answer)
{
  SuimaJobStatus *status = g_new0 (SuimaJobStatus, 1);

  status->may_have_data = TRUE;
  status->state = (SuimaJobState)suima_ipp_job_get_integer (answer, "job-state", IPP_TAG_ENUM,
                                                            SUIMA_JOB_PENDING);
  status->impressions_completed =
      suima_ipp_job_get_integer (answer, "job-impressions-completed", IPP_TAG_INTEGER, -1);
  status->reasons = suima_ipp_dup_reasons (answer, "job-state-reasons");
  return status;
}

/* Attributes of a job come one after the other, jobs are parted by a group end. */
int
suima_ipp_job_find (ipp_t *answer, const char *name)
{
  int found = 0;
  int job_id = 0;
  gboolean is_named = FALSE;

  for (ipp_attribute_t *a = ippFirstAttribute (answer); a != NULL; a = ippNextAttribute (answer))
    {
      const char *of = ippGetName (a);
      if (ippGetGroupTag (a) != IPP_TAG_JOB || of == NULL)
        {
          job_id = 0;
          is_named = FALSE;
        }
      else if (strcmp (of, "job-id") == 0)
        job_id = ippGetInteger (a, 0);
      else if (strcmp (of, "job-name") == 0)
        is_named = g_strcmp0 (ippGetString (a, 0, NULL), name) == 0;
      if (is_named)
        found = MAX (found, job_id);
    }
  return found;
}

static gboolean
suima_ipp_job_says_incoming (ipp_attribute_t *reasons)
{
  for (int i = 0; i < ippGetCount (reasons); i++)
    if (strcmp (ippGetString (reasons, i, NULL), "job-incoming") == 0 ||
        strcmp (ippGetString (reasons, i, NULL), "job-data-insufficient") == 0)
      return TRUE;
  return FALSE;
}

int
suima_ipp_job_find_incoming (ipp_t *answer, const char *prefix)
{
  int job_id = 0;
  gboolean is_named = FALSE, is_incoming = FALSE;

  for (ipp_attribute_t *a = ippFirstAttribute (answer); a != NULL; a = ippNextAttribute (answer))
    {
      const char *of = ippGetName (a);
      if (ippGetGroupTag (a) != IPP_TAG_JOB || of == NULL)
        {
          job_id = 0;
          is_named = is_incoming = FALSE;
        }
      else if (strcmp (of, "job-id") == 0)
        job_id = ippGetInteger (a, 0);
      else if (strcmp (of, "job-name") == 0)
        is_named = g_str_has_prefix (ippGetString (a, 0, NULL), prefix);
      else if (strcmp (of, "job-state-reasons") == 0)
        is_incoming = suima_ipp_job_says_incoming (a);
      if (job_id > 0 && is_named && is_incoming)
        return job_id;
    }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Rules as data: which papers a batch needs, in which place, from when to when.
#pragma once

#include "suima-batch.h"

#include <glib.h>

typedef enum
{
  SUIMA_SEVERITY_PASS,  /* satisfied, or not asked for on this day */
  SUIMA_SEVERITY_WARN,  /* may print; a person should see to it */
  SUIMA_SEVERITY_BLOCK, /* may not print or sell */
} SuimaSeverity;

const char *suima_severity_to_code (SuimaSeverity severity);

typedef enum
{
  SUIMA_FINDING_PAPER_HELD,
  SUIMA_FINDING_PAPER_MISSING,
  SUIMA_FINDING_PAPER_NOT_REQUIRED, /* asked for at other times: not "missing" today */
  SUIMA_FINDING_EXPIRED,
  SUIMA_FINDING_EXPIRES_SOON,
  SUIMA_FINDING_EXPIRY_UNKNOWN,
  SUIMA_FINDING_NOT_EXPIRED,
  SUIMA_FINDING_ORIGIN_GIVEN,
  SUIMA_FINDING_ORIGIN_MISSING,
  SUIMA_FINDING_LOCKED, /* by a hold, a test, the gate or a recall: no row's, whatever the papers say */
} SuimaFindingKind;

/** SuimaFinding: what one rule says of one batch. */
typedef struct
{
  char *rule;       /* the row's id, `guangdong-2021/B1-nucleic-acid`; `lock/recall` */
  SuimaSeverity severity;
  SuimaFindingKind kind;
  GArray *papers;   /* (element-type SuimaPaperKind): any one of them satisfies; NULL for expiry */
  SuimaDay day;     /* the day the rule was applied to */
  SuimaDay expiry;  /* for the expiry findings */
  char *source;     /* (nullable): the text the rule comes from */
  char *reason;     /* (nullable): of a lock, in the words of who set it */
} SuimaFinding;

/** suima_finding_new_lock: @kind: `hold`, `test`, `recall` or `gate`. Returns: (transfer full). */
SuimaFinding *suima_finding_new_lock (const char *kind, const char *reason, SuimaDay today);
void suima_finding_free (SuimaFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaFinding, suima_finding_free)

/** SuimaPolicyRow: a row of a policy file. */
typedef struct
{
  char *id;           /* unique over all files */
  char *jurisdiction; /* `CN`, `CN-44`, `CN-4420` */
  char *goods_class;  /* any, imported, imported-frozen, imported-chilled, imported-ambient,
                         domestic, domestic-meat */
  char **events;      /* receive, print, sell */
  char *requirement;  /* `paper:inspection`, `paper:conformity,animal-quarantine` (any of them),
                         `shelf-life`, `origin` */
  GArray *papers;     /* (element-type SuimaPaperKind): of a paper requirement */
  SuimaSeverity severity;   /* parameter `severity`: what a missing paper means; PASS: not asked */
  gboolean may_override;    /* parameter `override`: a supervisor may, with name and reason */
  guint warn_days;          /* parameter `warn_days`, shelf-life only: warn before expiry */
  SuimaDay from, to;        /* first and last day in force; NONE is open */
  char *source;
} SuimaPolicyRow;

/** SuimaPolicy: the rows of several files; a later file's row replaces an earlier one of its id. */
typedef struct
{
  GPtrArray *rows; /* (element-type SuimaPolicyRow) */
} SuimaPolicy;

/** SuimaPolicyProblem: a row of a policy file that cannot be used; @row counts from 1, 0 is the
 * file itself. */
typedef struct
{
  guint row;
  char *message;
} SuimaPolicyProblem;

SuimaPolicy *suima_policy_new (void);
void suima_policy_free (SuimaPolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPolicy, suima_policy_free)
void suima_policy_problem_free (SuimaPolicyProblem *problem);

/**
 * suima_policy_add:
 * @policy: where the rows go
 * @text, @size_bytes: a policy file, JSON: {"id", "title", "rows": [...]}
 * @ret_problems: (out) (element-type SuimaPolicyProblem): every row that is wrong; may be empty
 * @error: return location
 *
 * All or nothing: with a problem no row is added.
 *
 * Returns: the number of rows added, or -1. Errors: INVALID.
 */
int suima_policy_add (SuimaPolicy *policy,
                      const char *text,
                      gsize size_bytes,
                      GPtrArray **ret_problems,
                      GError **error);

/** suima_policy_goods_class: Returns: (transfer none): the class of @batch, the most specific. */
const char *suima_policy_goods_class (const SuimaBatch *batch);

/**
 * suima_policy_check:
 * @policy: the rows
 * @batch: a batch
 * @jurisdiction: where the shop is, `CN-4420`
 * @event: `receive`, `print` or `sell`
 * @batch_day: the day of the batch's own papers: its arrival, else the day it was imported
 * @today: the day of the event; expiry is judged by it
 *
 * For each requirement the row in force on @batch_day whose jurisdiction is the longest prefix of
 * @jurisdiction decides; among equals the most specific goods class.
 *
 * Returns: (transfer full) (element-type SuimaFinding): blocks first, then warnings, then passes.
 */
GPtrArray *suima_policy_check (const SuimaPolicy *policy,
                               const SuimaBatch *batch,
                               const char *jurisdiction,
                               const char *event,
                               SuimaDay batch_day,
                               SuimaDay today);

/** suima_policy_worst: Returns: the gravest severity among @findings; PASS for none. */
SuimaSeverity suima_policy_worst (GPtrArray *findings);

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
  SUIMA_FINDING_OVERRIDDEN, /* it would block; a supervisor let it pass: @by, @reason */
  SUIMA_FINDING_TAGGED,     /* of a decision: held back with a tag: @reason */
  SUIMA_FINDING_UNTOLD,     /* of a decision from before reasons were kept */
} SuimaFindingKind;

/** suima_finding_kind_to_code: Returns: (transfer none): `paper-held`, `paper-missing`,
 * `paper-not-required`, `expired`, `expires-soon`, `expiry-unknown`, `not-expired`, `origin-given`,
 * `origin-missing`, `locked`, `overridden`, `tagged`, `untold`. */
const char *suima_finding_kind_to_code (SuimaFindingKind kind);
/** suima_finding_kind_from_code: @code: (nullable). Returns: the kind; UNTOLD where it names none. */
SuimaFindingKind suima_finding_kind_from_code (const char *code);

/** SuimaFinding: what one rule says of one batch. */
typedef struct
{
  char *rule;        /* the row's id, `guangdong-2021/B1-nucleic-acid`; `lock/recall` */
  char *requirement; /* the row's, `paper:nucleic-acid`: pairs what two days say */
  SuimaSeverity severity;
  SuimaFindingKind kind;
  GArray *papers;   /* (element-type SuimaPaperKind): any one of them satisfies; NULL for expiry */
  SuimaDay day;     /* the day the rule was applied to */
  SuimaDay expiry;  /* for the expiry findings */
  gboolean is_required;  /* the rule asks for it; FALSE where it says that it need not be */
  gboolean may_override; /* a supervisor may, with name and reason */
  char *source;     /* (nullable): the text the rule comes from */
  char *by;         /* (nullable): who let it pass */
  char *reason;     /* (nullable): and why; of a tag, what stands on it */
} SuimaFinding;

/** suima_finding_new_lock: @kind: `hold`, `test`, `recall` or `gate`. Returns: (transfer full). */
SuimaFinding *suima_finding_new_lock (const char *kind, const char *reason, SuimaDay today);
void suima_finding_free (SuimaFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaFinding, suima_finding_free)

/** SuimaWarnStep: goods that live @life_days or longer are near expiry @warn_days before it. */
typedef struct
{
  guint life_days, warn_days;
} SuimaWarnStep;

/** SuimaPolicyRow: a row of a policy file. */
typedef struct
{
  char *id;           /* unique over all files */
  char *jurisdiction; /* `CN`, `CN-44`, `CN-4420` */
  char *goods_class;  /* any, imported, imported-frozen, imported-chilled, imported-ambient,
                         domestic, domestic-meat */
  char **products;    /* (nullable): only goods whose name or category has one of these words */
  char **events;      /* receive, print, sell, report, keep, recall, dispose */
  char *requirement;  /* `paper:inspection`, `paper:conformity,animal-quarantine` (any of them),
                         `shelf-life`, `origin`; or a duty: `sampling`, `report`, `records`,
                         `seller-records`, `recall-1` to `recall-3`, `disposal` */
  GArray *papers;     /* (element-type SuimaPaperKind): of a paper requirement */
  GHashTable *numbers; /* (nullable) (element-type utf8 gint64): of a duty, by name */
  SuimaSeverity severity;   /* parameter `severity`: what a missing paper means; PASS: not asked */
  gboolean may_override;    /* parameter `override`: a supervisor may, with name and reason; never of
                               `shelf-life` */
  guint warn_days;          /* parameter `warn_days`, shelf-life only: warn before expiry */
  GArray *warn_by_life;     /* (nullable) (element-type SuimaWarnStep): longest life first */
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

/**
 * suima_policy_find_duty:
 * @policy: the rows
 * @duty: `sampling`, `report`, `records`, `seller-records`, `recall-1`, `recall-2`, `recall-3`,
 *   `disposal`
 * @batch: (nullable): the goods; %NULL finds the rows for any goods
 * @jurisdiction: where the shop is
 * @day: the day of the act
 *
 * Returns: (transfer none) (nullable): the row that decides; its numbers by
 * suima_policy_row_get_number().
 */
const SuimaPolicyRow *suima_policy_find_duty (const SuimaPolicy *policy,
                                              const char *duty,
                                              const SuimaBatch *batch,
                                              const char *jurisdiction,
                                              SuimaDay day);

/**
 * suima_policy_row_get_number:
 * @name: `hours` of report; `without_report_percent`, `with_report_percent` of sampling;
 *   `months_after_life`, `months_at_least` of records; `months_after_leaving` of seller-records;
 *   `start_hours`, `finish_workdays` of a recall; `return_allowed` of disposal; `witnesses`, `weight`,
 *   `photo` of both: what a destruction is proven with
 *
 * Returns: the number, or @otherwise where @row is %NULL or has none.
 */
gint64 suima_policy_row_get_number (const SuimaPolicyRow *row, const char *name, gint64 otherwise);

/** SuimaExplanation: what the rules ask of a batch on one day, and on another. */
typedef struct
{
  char *requirement;
  SuimaDay day, today;
  SuimaFinding *then; /* (nullable): no rule asked on @day */
  SuimaFinding *now;  /* (nullable): no rule asks on @today */
} SuimaExplanation;

void suima_explanation_free (SuimaExplanation *explanation);

/**
 * suima_policy_explain:
 * @day, @today: as if the batch had come, and were sold, on either day
 *
 * Returns: (transfer full) (element-type SuimaExplanation): by requirement, sorted.
 */
GPtrArray *suima_policy_explain (const SuimaPolicy *policy,
                                 const SuimaBatch *batch,
                                 const char *jurisdiction,
                                 const char *event,
                                 SuimaDay day,
                                 SuimaDay today);

/** suima_policy_override: What @rule blocks among @findings becomes OVERRIDDEN, a warning: what is
 * missing stays missing. A rule that does not allow it is left as it is. Keeps the order. */
void suima_policy_override (GPtrArray *findings,
                            const char *rule,
                            const char *by,
                            const char *reason);

/** suima_policy_dup_papers: @requirement: (nullable): `paper:conformity,animal-quarantine`. Returns:
 * (transfer full) (nullable) (element-type SuimaPaperKind): the papers it names; %NULL where it is
 * about none. */
GArray *suima_policy_dup_papers (const char *requirement);

/** suima_policy_worst: Returns: the gravest severity among @findings; PASS for none. */
SuimaSeverity suima_policy_worst (GPtrArray *findings);

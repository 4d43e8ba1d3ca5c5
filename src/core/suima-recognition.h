// SPDX-License-Identifier: Apache-2.0
// Rules by which codes of other systems are known (异构识别): data, so that a market adds one
// without a new program.
#pragma once

#include "suima-address.h"
#include "suima-recognise.h"

/** SuimaRuleStage: when a rule has its turn. GS1 comes between EXACT and IDENTIFIER. */
typedef enum
{
  SUIMA_RULE_EXACT,      /* a pattern of its own */
  SUIMA_RULE_IDENTIFIER, /* Handle, OID, Ecode */
  SUIMA_RULE_HOST,       /* who stands behind the address, and no more */
  SUIMA_RULE_NUMBER,     /* digits with a form */
  SUIMA_N_RULE_STAGES
} SuimaRuleStage;

/** SuimaRule: a row of a recognition file. */
typedef struct
{
  char *id; /* unique over all files */
  SuimaRuleStage stage;
  char *what;         /* trace-code, product-code, certificate, licence, drug-code, identifier,
                         page */
  char *system;       /* ASCII name of the system: `zhejiang-cold-chain` */
  char *title;        /* as people call it: 浙冷链 */
  char *issuer;       /* (nullable): who gives these codes out, when the form alone says it */
  char *jurisdiction; /* (nullable): `CN-33` */
  char **hosts;       /* (nullable): exactly these */
  char **suffixes;    /* (nullable): these and all below */
  char **words;       /* (nullable): texts that all stand in it */
  GRegex *path;       /* (nullable): on path, query and fragment, whole */
  GRegex *pattern;    /* (nullable): on the text, whole */
  char **groups;      /* names of the groups of @path or @pattern: they become fields */
  char *evidence;     /* published, seen, analogy, unconfirmed, none */
  char **unverified;  /* what cannot be checked here: content, issuer, pattern */
  char *source;       /* (nullable) */
} SuimaRule;

/** SuimaRuleProblem: a row that cannot be used; @row counts from 1, 0 is the file itself. */
typedef struct
{
  guint row;
  char *message;
} SuimaRuleProblem;

void suima_rule_problem_free (SuimaRuleProblem *problem);

struct _SuimaRecognition
{
  GPtrArray *rules; /* (element-type SuimaRule): in the order in which they are tried */
};

SuimaRecognition *suima_recognition_new (void);
void suima_recognition_free (SuimaRecognition *recognition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaRecognition, suima_recognition_free)

/**
 * suima_recognition_add:
 * @recognition: where the rules go
 * @text, @size_bytes: a recognition file, JSON: {"id", "title", "rules": [...]}
 * @ret_problems: (out) (element-type SuimaRuleProblem): every row that is wrong; may be empty
 * @error: return location
 *
 * All or nothing. The rules of a later file are tried before those of an earlier one, and one of
 * the same id takes its place. A row's own "examples" must fit it and its "counterexamples" must
 * not, and no pattern may need more than a bounded number of steps for any of them.
 *
 * Returns: the number of rules added, or -1. Errors: INVALID.
 */
int suima_recognition_add (SuimaRecognition *recognition,
                           const char *text,
                           gsize size_bytes,
                           GPtrArray **ret_problems,
                           GError **error);

/** suima_recognition_load: The same for a file that was tried before: its rows are not tried on
 * their examples again. */
int suima_recognition_load (SuimaRecognition *recognition,
                            const char *text,
                            gsize size_bytes,
                            GPtrArray **ret_problems,
                            GError **error);

/**
 * suima_recognition_match:
 * @recognition: (nullable): %NULL has no rules
 * @address: (nullable): of @text
 * @scan: gets kind, fields, system, issuer and so on of the first rule of @stage that fits; among
 *   rules with suffixes only, the longest suffix is nearest
 *
 * Returns: whether one did.
 */
gboolean suima_recognition_match (const SuimaRecognition *recognition,
                                  SuimaRuleStage stage,
                                  const char *text,
                                  const SuimaAddress *address,
                                  SuimaScan *scan);

/** suima_rule_fits: The same for one rule. */
gboolean suima_rule_fits (const SuimaRule *rule,
                          const char *text,
                          const SuimaAddress *address,
                          SuimaScan *scan);

void suima_rule_free (SuimaRule *rule);
const char *suima_rule_stage_to_code (SuimaRuleStage stage);

/**
 * suima_rule_compile:
 * @pattern: a regular expression of Perl's kind, at most 400 bytes; it must fit the whole text
 * @error: return location
 *
 * `\d` is 0 to 9. The steps are bounded: a pattern that would go on for ever fits nothing.
 *
 * Returns: (transfer full): the compiled pattern. Errors: INVALID.
 */
GRegex *suima_rule_compile (const char *pattern, GError **error);

/** suima_rule_run: Returns: whether @regex fits the whole @text; an error where it gave up for the
 * number of steps. */
gboolean
suima_rule_run (const GRegex *regex, const char *text, GMatchInfo **ret_match, GError **error);

/** suima_rule_stumbles: Returns: whether @regex gives up on a text like @example that was made
 * long. */
gboolean suima_rule_stumbles (const GRegex *regex, const char *example);

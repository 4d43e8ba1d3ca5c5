// SPDX-License-Identifier: Apache-2.0
// A clerk who prints a few labels while the printer fails: reads the screen, does the one act that
// it asks for, and counts the labels on the paper.
#pragma once

#include "app-fixture.h"

#define CLERK_LABELS 5u

typedef struct
{
  Fixture *fixture;
  gint64 batch_id;
  SuimaWindow *window; /* (nullable): before the kiosk is there */
  GtkWidget *root;
} FaultClerk;

/** clerk_new: A station with the printer @uri, and a batch with five labels on the pad. */
FaultClerk *clerk_new (const char *uri);
/** clerk_new_early: The same before the kiosk is there: the station is open in @fixture. */
FaultClerk *clerk_new_early (const char *uri);
/** clerk_open: The kiosk takes the station. */
void clerk_open (FaultClerk *clerk);
void clerk_free (FaultClerk *clerk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultClerk, clerk_free)

/** clerk_print: Touches the print button. */
void clerk_print (FaultClerk *clerk);

/** clerk_await: Until @words stand on the screen; fails the test after @patience_s. */
void clerk_await (FaultClerk *clerk, const char *words, guint patience_s);

/** clerk_assert_soon: They stand there now, and no more than two seconds ago @since_us, monotonic,
 * the printer said so. */
void clerk_assert_soon (FaultClerk *clerk, const char *words, gint64 since_us);

/** clerk_assert_within: The same with another patience. */
void
clerk_assert_within (FaultClerk *clerk, const char *words, gint64 since_us, gint64 patience_us);

/** clerk_settle: Answers the questions of the doubt: the first @out labels of the run came out. */
void clerk_settle (FaultClerk *clerk, guint out);

/** clerk_go_on: Touches "go on". */
void clerk_go_on (FaultClerk *clerk);

/**
 * clerk_assert_paper:
 * @codes: (element-type utf8): what came out, in order
 *
 * Five labels are printed by the records, each of them is on the paper once, and nothing else is.
 */
void clerk_assert_paper (FaultClerk *clerk, GPtrArray *codes);

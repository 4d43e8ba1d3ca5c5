// SPDX-License-Identifier: Apache-2.0
// The kiosk's widgets on a screen of their own, over a station in a temporary folder.
#pragma once

#include "station-fixture.h"

#include "suima-application.h"
#include "suima-session.h"
#include "suima-window.h"

/** app_run: Language zh_CN, GTK, the style; then the tests that @add_tests adds. Returns: of
 * g_test_run(). */
int app_run (int argc, char **argv, void (*add_tests) (void));

/** app_get_application: Returns: (transfer none): the one application of the program. */
SuimaApplication *app_get_application (void);

/** app_take_session: Returns: (transfer full): a session that takes the station of @fixture. */
SuimaSession *app_take_session (Fixture *fixture);

/** app_open_window: Returns: (transfer none): a shown window with the station of @fixture. */
SuimaWindow *app_open_window (Fixture *fixture, int width_px, int height_px);
/** app_close_window: Destroys it, and waits until its station is closed. */
void app_close_window (SuimaWindow *window);

typedef gboolean (*AppCondition) (gpointer user_data);
/** app_wait: Runs the main loop until @condition holds; fails the test after 20 s. */
void app_wait (AppCondition condition, gpointer user_data);
/** app_wait_text: Until a shown label under @root says @text. */
void app_wait_text (GtkWidget *root, const char *text);
/** app_settle: Lets the main loop do what waits, and lays out. */
void app_settle (void);

/** app_find_text: Returns: (transfer none) (nullable): a mapped label that contains @text. */
GtkWidget *app_find_text (GtkWidget *root, const char *text);
/** app_find_button: Returns: (transfer none) (nullable): the mapped button with this @text. */
GtkWidget *app_find_button (GtkWidget *root, const char *text);
/** app_find_type: Returns: (transfer none) (nullable): the first mapped widget of @type. */
GtkWidget *app_find_type (GtkWidget *root, GType type);
/** app_click: Clicks the button with this @text, which must be there. */
void app_click (GtkWidget *root, const char *text);

typedef void (*AppVisitor) (GtkWidget *widget, gpointer user_data);
/** app_visit: Every mapped widget under @root, parents first. */
void app_visit (GtkWidget *root, AppVisitor visitor, gpointer user_data);

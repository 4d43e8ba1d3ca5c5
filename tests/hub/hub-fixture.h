// SPDX-License-Identifier: Apache-2.0
// A hub in a folder of its own, and short ways to ask it.
#pragma once

#include "suima-hub.h"
#include "suima-json.h"
#include "suima-key.h"

/* 2026-11-22 09:30 in China. */
#define HUB_NOW_US (G_GINT64_CONSTANT (1795311000) * G_USEC_PER_SEC)
#define HUB_HOST "trace.example.cn"
/* Of station 12345, epoch 2 (0C1S2). */
#define HUB_SERIAL "0C1S2000001XEB2Y1708"
#define HUB_EPC "https://" HUB_HOST "/01/07800000001013/21/" HUB_SERIAL
#define HUB_PATH "/01/07800000001013/10/CL-CH-2641/21/" HUB_SERIAL

typedef struct
{
  char *dir;
  SuimaHub *hub;
  gint64 at_us; /* the clock of the next request */
} HubFixture;

/** hub_fixture_set_up: @is_open: a gboolean in a pointer. */
void hub_fixture_set_up (HubFixture *fixture, gconstpointer is_open);
void hub_fixture_tear_down (HubFixture *fixture, gconstpointer is_open);
/** hub_fixture_reopen: Closes the hub and opens it again. */
void hub_fixture_reopen (HubFixture *fixture, gboolean is_open);
/** hub_remove_folder: Removes @dir and the files in it. */
void hub_remove_folder (const char *dir);

SuimaRequest *hub_new_request (HubFixture *fixture, const char *method, const char *target);
void hub_set_header (SuimaRequest *request, const char *name, const char *value);
/** hub_set_body: JSON. */
void hub_set_body (SuimaRequest *request, const char *body);
SuimaReply *
hub_send (HubFixture *fixture, const char *method, const char *target, const char *body);
char *hub_reply_to_text (const SuimaReply *reply);
json_t *hub_reply_to_json (const SuimaReply *reply);
const char *hub_reply_get_header (const SuimaReply *reply, const char *name);

/** hub_new_event: Returns: (transfer full): a valid event of station 0C1S2 about HUB_EPC. */
json_t *hub_new_event (const char *biz_step, const char *action, const char *disposition);
/** hub_new_commission: Returns: (transfer full): the event that gives HUB_EPC its code. */
json_t *hub_new_commission (void);
/** hub_new_document: Returns: (transfer full): of @events, compact; takes @events. */
char *hub_new_document (json_t *events);
/** hub_capture: Captures, asserts 202. Returns: (transfer full): the job. */
json_t *hub_capture (HubFixture *fixture, const char *document, const char *behaviour);
/** hub_capture_events: As hub_capture() of @count events, which it takes; all must be stored. */
void hub_capture_events (HubFixture *fixture, guint count, ...);
json_int_t hub_get_number (const json_t *object, const char *key);
guint hub_count_events (HubFixture *fixture);

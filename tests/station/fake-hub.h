// SPDX-License-Identifier: Apache-2.0
// A hub on loopback that says of a capture whatever the test wants it to say.
#pragma once

#include <gio/gio.h>

typedef struct
{
  GSocketService *service;
  char *uri;
  char *job;      /* the capture job, JSON; %NULL: the connection is cut instead */
  int n_captures; /* documents that came; atomic */
  /* (nullable): Returns: (transfer full): the answer to a feed's GET; in another thread. */
  char *(*give_feed) (const char *feed, gint64 after, gpointer data);
  gpointer feed_data;
} FakeHub;

FakeHub *fake_hub_start (void);
void fake_hub_stop (FakeHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeHub, fake_hub_stop)

/** fake_hub_answer: Takes @job. Set between two syncs. */
void fake_hub_answer (FakeHub *hub, char *job);

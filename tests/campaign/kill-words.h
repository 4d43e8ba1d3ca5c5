// SPDX-License-Identifier: Apache-2.0
// What a program under kill-at.so tells whoever looks at it from outside, also after its end.
#pragma once

#include <stdint.h>

typedef enum
{
  KILL_WRITE,   /* into a file */
  KILL_SYNC,    /* a file is made durable */
  KILL_SEND,    /* to a printer or a hub */
  KILL_CONNECT, /* the same */
  KILL_N_KINDS,
} KillKind;

typedef enum
{
  KILL_SCREEN_NOTHING,
  KILL_SCREEN_BATCH, /* the batch can be printed */
  KILL_SCREEN_DOUBT, /* the clerk is asked what came out */
} KillScreen;

/** KillWords: lies in a file that both have mapped. */
typedef struct
{
  uint32_t calls[KILL_N_KINDS]; /* begun so far */
  uint32_t last_kind;           /* of the newest of them */
  uint64_t sent_bytes;          /* since the last write into a file */
  uint32_t is_begun;            /* of the kiosk: the print button was touched */
  uint32_t screen;              /* the same: a KillScreen */
} KillWords;

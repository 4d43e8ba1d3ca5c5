// SPDX-License-Identifier: Apache-2.0
#include "suima-cli.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SUIMA_PIN_LINE_BYTES 128

char *
suima_cli_read_pin (const char *prompt)
{
  char line[SUIMA_PIN_LINE_BYTES] = "";
  struct termios shown, hidden;
  gboolean is_terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &shown) == 0;
  char *pin;

  if (is_terminal)
    {
      g_printerr ("%s: ", prompt);
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  pin = g_strndup (line, strcspn (line, "\r\n"));
  explicit_bzero (line, sizeof line);
  return pin;
}

void
suima_cli_free_pin (char *pin)
{
  if (pin == NULL)
    return;
  explicit_bzero (pin, strlen (pin));
  g_free (pin);
}

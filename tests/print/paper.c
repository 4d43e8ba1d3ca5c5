// SPDX-License-Identifier: Apache-2.0
#include "paper.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void
paper_put (const char *path, const char *code)
{
  g_autofree char *line = g_strconcat (code, "\n", NULL);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);

  if (fd < 0 || write (fd, line, strlen (line)) != (gssize)strlen (line))
    g_error ("%s cannot be written", path);
  close (fd);
}

Paper *
paper_open (const char *path)
{
  Paper *paper = g_new0 (Paper, 1);

  paper->path = g_strdup (path);
  paper->codes = g_ptr_array_new_with_free_func (g_free);
  paper->counts = g_hash_table_new (g_str_hash, g_str_equal);
  return paper;
}

void
paper_free (Paper *paper)
{
  if (paper == NULL)
    return;
  g_hash_table_unref (paper->counts);
  g_ptr_array_unref (paper->codes);
  g_free (paper->path);
  g_free (paper);
}

static void
paper_add (Paper *paper, char *code)
{
  guint count = paper_count (paper, code);

  g_ptr_array_add (paper->codes, code);
  g_hash_table_insert (paper->counts, code, GUINT_TO_POINTER (count + 1));
}

void
paper_read (Paper *paper)
{
  int fd = open (paper->path, O_RDONLY | O_CLOEXEC);
  char bytes[65536], *end;
  gssize n;

  /* Only whole lines: the rest is read the next time. */
  while (fd >= 0 && (n = pread (fd, bytes, sizeof bytes, (off_t)paper->offset_bytes)) > 0 &&
         (end = memrchr (bytes, '\n', (gsize)n)) != NULL)
    {
      paper->offset_bytes += (gsize)(end - bytes) + 1;
      for (char *line = bytes, *next; line <= end; line = next + 1)
        {
          next = memchr (line, '\n', (gsize)(end - line) + 1);
          paper_add (paper, g_strndup (line, (gsize)(next - line)));
        }
    }
  if (fd >= 0)
    close (fd);
}

guint
paper_count (Paper *paper, const char *code)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (paper->counts, code));
}

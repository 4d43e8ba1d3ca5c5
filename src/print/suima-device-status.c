// SPDX-License-Identifier: Apache-2.0
#include "suima-device-status.h"

#include <string.h>

#define SUIMA_STX 0x02
#define SUIMA_ETX 0x03
#define SUIMA_MAX_HEARD 4096 /* no answer is longer; the rest is noise */

const char *
suima_device_get_question (SuimaDeviceLanguage language)
{
  return language == SUIMA_DEVICE_ZPL ? "~HQES\r\n~HS\r\n" : "\x1B!?";
}

/* Bits of one status word and what they stand for. */
typedef struct
{
  guint bits;
  SuimaDeviceFault fault;
} SuimaFaultBits;

static guint
suima_device_map_faults (const SuimaFaultBits *map, gsize n, guint bits)
{
  guint faults = 0;

  for (gsize i = 0; i < n; i++)
    if (bits & map[i].bits)
      faults |= map[i].fault;
  return faults;
}

/* "ERRORS: 1 00000000 00010005": a flag that is not known is a fault all the same. */
static void
suima_zpl_read_errors (const char *text, SuimaDeviceReport *report)
{
  static const SuimaFaultBits map[] = {
    { 0x00000001, SUIMA_FAULT_MEDIA_EMPTY }, { 0x00000002, SUIMA_FAULT_RIBBON_EMPTY },
    { 0x00000004, SUIMA_FAULT_COVER_OPEN },  { 0x00000030, SUIMA_FAULT_TOO_HOT },
    { 0x00005000, SUIMA_FAULT_MEDIA_JAM },   { 0x00010000, SUIMA_FAULT_PAUSED },
    { 0xFFFEAFC8, SUIMA_FAULT_OTHER },
  };
  const char *errors = strstr (text, "ERRORS:");
  char *end = NULL;
  guint64 is_set, upper, lower;

  if (errors == NULL)
    return;
  is_set = g_ascii_strtoull (errors + strlen ("ERRORS:"), &end, 10);
  upper = g_ascii_strtoull (end, &end, 16);
  lower = g_ascii_strtoull (end, &end, 16);
  report->is_heard = TRUE;
  report->faults |= suima_device_map_faults (map, G_N_ELEMENTS (map), (guint)lower);
  if (upper != 0 || (is_set != 0 && lower == 0))
    report->faults |= SUIMA_FAULT_OTHER;
}

static gboolean
suima_zpl_flag_is_set (const char *field)
{
  return strcmp (field, "1") == 0;
}

/* A field that is not a number is not "none left". */
static int
suima_zpl_read_count (const char *field)
{
  guint64 count = 0;

  return g_ascii_string_to_unsigned (field, 10, 0, G_MAXINT / 2, &count, NULL) ? (int)count : 1;
}

static void
suima_zpl_add_left (SuimaDeviceReport *report, int labels)
{
  report->labels_left = MAX (report->labels_left, 0) + labels;
}

/* String 1 of ~HS: communication, paper out, pause, length, formats in buffer, buffer full, ...,
 * 7 a format partly received, 9 memory lost, 10 too cold, 11 too hot. */
static void
suima_zpl_read_first (char **fields, SuimaDeviceReport *report)
{
  if (suima_zpl_flag_is_set (fields[1]))
    report->faults |= SUIMA_FAULT_MEDIA_EMPTY;
  if (suima_zpl_flag_is_set (fields[2]))
    report->faults |= SUIMA_FAULT_PAUSED;
  if (suima_zpl_flag_is_set (fields[11]))
    report->faults |= SUIMA_FAULT_TOO_HOT;
  report->has_piece = strcmp (fields[7], "0") != 0;
  suima_zpl_add_left (report, suima_zpl_read_count (fields[4]));
}

/* String 2: 2 head up, 3 ribbon out, 8 labels remaining in batch. */
static void
suima_zpl_read_second (char **fields, SuimaDeviceReport *report)
{
  if (suima_zpl_flag_is_set (fields[2]))
    report->faults |= SUIMA_FAULT_COVER_OPEN;
  if (suima_zpl_flag_is_set (fields[3]))
    report->faults |= SUIMA_FAULT_RIBBON_EMPTY;
  suima_zpl_add_left (report, suima_zpl_read_count (fields[8]));
}

static void
suima_zpl_read_frame (const char *text, SuimaDeviceReport *report)
{
  g_auto (GStrv) fields = g_strsplit (text, ",", 16);
  guint n_fields = g_strv_length (fields);

  report->is_heard = TRUE;
  if (n_fields == 12)
    suima_zpl_read_first (fields, report);
  else if (n_fields == 11)
    suima_zpl_read_second (fields, report);
  else if (n_fields == 2 && report->labels_left >= 0)
    report->is_whole = TRUE;
  else
    suima_zpl_read_errors (text, report);
}

static void
suima_zpl_read_answer (GByteArray *heard, SuimaDeviceReport *report)
{
  for (;;)
    {
      guint8 *start = heard->len > 0 ? memchr (heard->data, SUIMA_STX, heard->len) : NULL;
      guint8 *end = start != NULL
                        ? memchr (start, SUIMA_ETX, heard->len - (guint)(start - heard->data))
                        : NULL;
      g_autofree char *text = NULL;

      if (end == NULL)
        break;
      text = g_strndup ((const char *)start + 1, (gsize)(end - start - 1));
      suima_zpl_read_frame (text, report);
      g_byte_array_remove_range (heard, 0, (guint)(end - heard->data) + 1);
    }
  if (heard->len > SUIMA_MAX_HEARD)
    g_byte_array_set_size (heard, 0);
  report->is_clear = report->is_whole && report->faults == 0 && report->labels_left == 0;
  report->is_idle = report->is_clear && !report->has_piece;
}

/* Should more than one answer have come, the last one holds. */
static void
suima_tspl_read_answer (GByteArray *heard, SuimaDeviceReport *report)
{
  static const SuimaFaultBits map[] = {
    { 0x01, SUIMA_FAULT_COVER_OPEN },  { 0x02, SUIMA_FAULT_MEDIA_JAM },
    { 0x04, SUIMA_FAULT_MEDIA_EMPTY }, { 0x08, SUIMA_FAULT_RIBBON_EMPTY },
    { 0x10, SUIMA_FAULT_PAUSED },      { 0xC0, SUIMA_FAULT_OTHER },
  };
  guint status;

  if (heard->len == 0)
    return;
  status = heard->data[heard->len - 1];
  g_byte_array_set_size (heard, 0);
  report->is_heard = report->is_whole = TRUE;
  report->is_clear = report->is_idle = status == 0;
  report->faults = suima_device_map_faults (map, G_N_ELEMENTS (map), status);
}

void
suima_device_read_answer (SuimaDeviceLanguage language,
                          GByteArray *heard,
                          SuimaDeviceReport *report)
{
  if (language == SUIMA_DEVICE_ZPL)
    suima_zpl_read_answer (heard, report);
  else
    suima_tspl_read_answer (heard, report);
}

char **
suima_device_dup_reasons (guint faults)
{
  static const char *const words[] = {
    "media-empty", "media-jam", "marker-supply-empty", "cover-open", "fuser-over-temp",
    "other",       "paused",
  };
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (faults & (1u << i))
      g_strv_builder_add (reasons, words[i]);
  return g_strv_builder_end (reasons);
}

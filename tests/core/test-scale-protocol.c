// SPDX-License-Identifier: Apache-2.0
// The shipped rows of scales against bytes as their makers document them, and against noise.
#include "suima-error.h"
#include "suima-scale-protocol.h"

#include <string.h>

static SuimaScaleProtocol *
load (const char *id)
{
  g_autofree char *path = g_strdup_printf ("%s/scales/%s.json", RESOURCES, id);
  g_autofree char *text = NULL;
  gsize size_bytes = 0;
  g_autoptr (GError) error = NULL;
  SuimaScaleProtocol *protocol;

  g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
  protocol = suima_scale_protocol_parse (text, size_bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (protocol->id, ==, id);
  return protocol;
}

/* Toledo: SWA 001 = 0x2D: three decimals; SWB 0x30: kg. */
#define TOLEDO(swa, swb, weight) "\x02" swa swb "\x20" weight "000000\r"
#define CAS(state, weight, unit) state ",GS,1\xC5," weight " " unit "\r\n"

static const struct
{
  const char *id, *bytes;
  gint64 weight_mg;
  gboolean is_stable, is_overload;
} frames[] = {
  { "toledo-continuous", TOLEDO ("\x2D", "\x30", "001234"), 1234000, TRUE, FALSE },
  { "toledo-continuous", TOLEDO ("\x2C", "\x30", "  1234"), 12340000, TRUE, FALSE },
  { "toledo-continuous", TOLEDO ("\x29", "\x30", "000012"), 120000000, TRUE, FALSE },
  { "toledo-continuous", TOLEDO ("\x2D", "\x38", "001234"), 1234000, FALSE, FALSE },
  { "toledo-continuous", TOLEDO ("\x2D", "\x32", "000500"), -500000, TRUE, FALSE },
  { "toledo-continuous", TOLEDO ("\x2D", "\x20", "001000"), 453592, TRUE, FALSE },
  { "toledo-continuous", TOLEDO ("\x2D", "\x34", "------"), 0, FALSE, TRUE },
  /* a check byte that looks like the next beginning */
  { "toledo-continuous", "\x02" TOLEDO ("\x2D", "\x30", "001234"), 1234000, TRUE, FALSE },
  { "and-standard", "ST,GS,+  1.234kg\r\n", 1234000, TRUE, FALSE },
  { "and-standard", "ST,+00123.45  g\r\n", 123450, TRUE, FALSE },
  { "and-standard", "ST,NT,-0000.50kg\r\n", -500000, TRUE, FALSE },
  { "and-standard", "US,GS,+0001.30kg\r\n", 1300000, FALSE, FALSE },
  { "and-standard", "OL,GS,+9999999kg\r\n", 0, FALSE, TRUE },
  { "cas-22", CAS ("ST", "   1.500", "kg"), 1500000, TRUE, FALSE },
  { "cas-22", CAS ("US", "000013.5", "kg"), 13500000, FALSE, FALSE },
  { "cas-22", CAS ("ST", "-  0.250", "kg"), -250000, TRUE, FALSE },
  { "cas-22", CAS ("OL", "        ", "kg"), 0, FALSE, TRUE },
  { "equals-reversed", "=000.3000", 3000000, FALSE, FALSE },
  { "equals-reversed", "=00.1000-", -1000000, FALSE, FALSE },
  { "equals-reversed", "00=432.1000", 1234000, FALSE, FALSE },
  { "equals-reversed-8", "=432.100", 1234000, FALSE, FALSE },
  { "equals", "=-0001.00", -1000000, FALSE, FALSE },
  { "equals", "=0003.000", 3000000, FALSE, FALSE },
  { "xk3190-a9", "\x02+00200021B\x03", 20000000, FALSE, FALSE },
  { "xk3190-a9", "\x02-001234300\x03", -1234000, FALSE, FALSE },
  { "number-unit", "  1.234 kg\r\n", 1234000, FALSE, FALSE },
  { "number-unit", "Net: 0.5 KG\n", 500000, FALSE, FALSE },
  { "number-unit", "2.5 jin\n", 1250000, FALSE, FALSE },
  { "number-unit", "- 12 oz\n", -340194, FALSE, FALSE },
};

static void
test_frames (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (SuimaScaleProtocol) protocol = load (frames[i].id);
      g_autoptr (GByteArray) heard = g_byte_array_new ();
      SuimaScaleReading reading = { 0 };
      gsize size_bytes = strlen (frames[i].bytes);
      gboolean is_found = FALSE;

      g_test_message ("%s %u", frames[i].id, i);
      /* As it may come: a byte at a time. */
      for (gsize k = 0; k < size_bytes; k++)
        {
          g_assert_false (is_found);
          g_byte_array_append (heard, (const guint8 *)frames[i].bytes + k, 1);
          is_found = suima_scale_protocol_take (protocol, heard, &reading);
        }
      g_assert_true (is_found);
      g_assert_cmpint (reading.weight_mg, ==, frames[i].weight_mg);
      g_assert_cmpint (reading.is_stable, ==, frames[i].is_stable);
      g_assert_cmpint (reading.is_overload, ==, frames[i].is_overload);
      g_assert_cmpuint (heard->len, ==, 0);
    }
}

/* What is not of the protocol is no weight. */
static void
test_not_frames (void)
{
  static const struct
  {
    const char *id, *bytes;
  } cases[] = {
    { "toledo-continuous", TOLEDO ("\x2D", "\x30", "00 234") },
    { "toledo-continuous", TOLEDO ("\x2D", "\x30", "00x234") },
    { "toledo-continuous", TOLEDO ("\x2D", "\x30", "      ") },
    { "toledo-continuous", "\x02\x2D\x30\x20"
                           "001234\r" },
    { "and-standard", "ST,GS,+-1.234kg\r\n" },
    { "and-standard", "ST,GS,+  1.234\r\n" },
    { "and-standard", "ST,GS,+  1.234kgs\r\n" },
    { "and-standard", "ST,GS,+1234567890kg\r\n" },
    { "cas-22", "ST,GS,1\xC5,   1.5.0 kg\r\n" },
    { "equals-reversed", "=000=3000" },
    { "equals-reversed", "=000.30.0" },
    { "xk3190-a9", "\x02+00200091B\x03" },
    { "number-unit", "1.234\r\n" },
    { "number-unit", "kg\r\n" },
    { "number-unit", "0.1234567 kg\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SuimaScaleProtocol) protocol = load (cases[i].id);
      g_autoptr (GByteArray) heard = g_byte_array_new ();
      SuimaScaleReading reading;

      g_test_message ("%s %u", cases[i].id, i);
      g_byte_array_append (heard, (const guint8 *)cases[i].bytes, (guint)strlen (cases[i].bytes));
      g_assert_false (suima_scale_protocol_take (protocol, heard, &reading));
    }
}

/* Noise of all bytes and of those that the rows look at, with every row. */
static void
test_noise (void)
{
  static const char *const ids[] = { "toledo-continuous", "and-standard", "cas-22",     "equals",
                                     "equals-reversed",   "xk3190-a9",    "number-unit" };
  static const char marks[] = "\x02\x03\r\n=+-.,0123456789 STUSOLkglb\x2D\x30\x38";
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (SuimaScaleProtocol) protocol = load (ids[i]);
      g_autoptr (GByteArray) heard = g_byte_array_new ();
      for (guint round = 0; round < 20000; round++)
        {
          guint8 bytes[48];
          guint n = (guint)g_rand_int_range (rand, 1, sizeof bytes);
          SuimaScaleReading reading;
          for (guint k = 0; k < n; k++)
            bytes[k] = round % 3 ? (guint8)marks[g_rand_int_range (rand, 0, sizeof marks - 1)]
                                 : (guint8)g_rand_int_range (rand, 0, 256);
          g_byte_array_append (heard, bytes, n);
          while (suima_scale_protocol_take (protocol, heard, &reading))
            g_assert_cmpint (ABS (reading.weight_mg), <, G_GINT64_CONSTANT (200000000000000));
          g_assert_cmpuint (heard->len, <=, 4096);
        }
    }
}

#define ROW(rest)                                                                                  \
  "{\"version\":1,\"id\":\"x\",\"title\":\"X\",\"line\":{},\"frame\":{\"end\":10}" rest "}"

static void
test_rows (void)
{
  static const struct
  {
    const char *text, *says;
  } bad[] = {
    { "[]", "row" },
    { "{\"id\":\"x\"}", "version" },
    { "{\"version\":2,\"id\":\"x\"}", "version" },
    { "{\"version\":1,\"id\":\"x\",\"title\":\"X\",\"frame\":{\"end\":10}}", "line" },
    { "{\"version\":1,\"id\":\"x\",\"title\":\"X\",\"line\":{}}", "frame" },
    { "{\"version\":1,\"id\":\"x\",\"title\":\"X\",\"line\":{},\"frame\":{\"start\":2}}", "frame" },
    { ROW (",\"colour\":1"), "colour" },
    { ROW (",\"number\":{\"at\":64}"), "at" },
    { ROW (",\"number\":{\"at\":-1}"), "at" },
    { ROW (",\"number\":{\"reversed\":true}"), "reversed" },
    { ROW (",\"decimals\":7"), "decimals" },
    { ROW (",\"decimals\":{\"at\":1}"), "decimals" },
    { ROW (",\"unit\":\"stone\""), "unit" },
    { ROW (",\"stable\":{\"at\":1}"), "stable" },
    { ROW (",\"stable\":{\"text\":\"\"}"), "text" },
    { ROW (",\"repeats\":0"), "repeats" },
    { ROW (",\"poll\":\"\""), "poll" },
  };
  g_autoptr (GError) none = NULL;
  g_autoptr (SuimaScaleProtocol) good = suima_scale_protocol_parse (
      ROW (",\"poll\":\"W\\r\\n\""), strlen (ROW (",\"poll\":\"W\\r\\n\"")), &none);

  g_assert_no_error (none);
  g_assert_cmpuint (g_bytes_get_size (good->poll), ==, 3);
  g_assert_cmpuint (good->repeats, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_scale_protocol_parse (bad[i].text, strlen (bad[i].text), &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, bad[i].says) == NULL)
        g_error ("%s says \"%s\"", bad[i].text, error->message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale-protocol/frames", test_frames);
  g_test_add_func ("/scale-protocol/not-frames", test_not_frames);
  g_test_add_func ("/scale-protocol/noise", test_noise);
  g_test_add_func ("/scale-protocol/rows", test_rows);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// printers.ini: what is written is read; what is wrong is named.
#include "suima-error.h"
#include "suima-printer-profile.h"

#include "station-fixture.h"
#include <string.h>

static GPtrArray *
load (Fixture *fixture, const char *text, GError **error)
{
  g_autofree char *path = fixture_write (fixture, SUIMA_PRINTERS_FILE, text, -1);

  return suima_printer_profiles_load (path, error);
}

static void
test_round_trip (void)
{
  g_autoptr (Fixture) fixture = fixture_new_folder ();
  g_autofree char *path = fixture_dup_path (fixture, SUIMA_PRINTERS_FILE);
  g_autoptr (GPtrArray) none = suima_printer_profiles_load (path, NULL);
  g_autoptr (GPtrArray) profiles = NULL;
  SuimaPrinterProfile *profile = suima_printer_profile_new ("柜台 1", "socket://h?lang=zpl");
  SuimaPrinterSetup setup = { SUIMA_TRACKING_MARK, 3.5, 12, 4, TRUE, -0.125, 2 };
  const SuimaPrinterSetup *back;
  GError *error = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  profile->dpi = 300;
  g_free (profile->model);
  profile->model = g_strdup (" 斑马 ZD421=\t[x]; ");
  suima_printer_profile_set_setup (profile, "40x30", &suima_printer_setup_plain);
  suima_printer_profile_set_setup (profile, "60x40", &setup);
  g_ptr_array_add (none, profile);
  g_ptr_array_add (none, suima_printer_profile_new ("柜台", "Counter1"));
  g_assert_true (suima_printer_profiles_save (none, path, &error));
  g_assert_no_error (error);
  profiles = suima_printer_profiles_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 2);
  profile = suima_printer_profiles_find (profiles, "socket://h?lang=zpl");
  g_assert_nonnull (profile);
  g_assert_cmpstr (profile->name, ==, "柜台 1");
  g_assert_cmpuint (profile->dpi, ==, 300);
  g_assert_cmpstr (profile->model, ==, " 斑马 ZD421=\t[x]; ");
  g_assert_null (suima_printer_profile_find_setup (profile, "30x20"));
  back = suima_printer_profile_find_setup (profile, "60x40");
  g_assert_true (back->tracking == setup.tracking && back->gap_mm == setup.gap_mm &&
                 back->darkness == setup.darkness && back->speed == setup.speed &&
                 back->is_turned && back->offset_x_mm == setup.offset_x_mm &&
                 back->offset_y_mm == setup.offset_y_mm);
  g_assert_cmpstr (suima_printer_profiles_find (profiles, "柜台")->destination, ==, "Counter1");
  g_assert_null (suima_printer_profiles_find (profiles, "柜台 2"));
}

/* What is left out is as plain as can be. */
static void
test_defaults (void)
{
  g_autoptr (Fixture) fixture = fixture_new_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles =
    load (fixture, "[media A 60x40]\ngap_mm=3\n[printer A]\ndestination=Q\n", &error);
  const SuimaPrinterSetup *setup;

  g_assert_no_error (error);
  setup = suima_printer_profile_find_setup (profiles->pdata[0], "60x40");
  g_assert_nonnull (setup);
  g_assert_true (setup->tracking == SUIMA_TRACKING_GAP && setup->gap_mm == 3 &&
                 setup->darkness == -1 && setup->speed == -1 && !setup->is_turned);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *group, *key;
  } bad[] = {
    { "[printer A]\ndpi=203\n", "[printer A]", "destination" },
    { "[printer A]\ndestination=\n", "[printer A]", "destination" },
    { "[printer A]\ndestination=Q\ndpi=two\n", "[printer A]", "dpi" },
    { "[printer A]\ndestination=Q\ndpi=-203\n", "[printer A]", "dpi" },
    { "[printer A]\ndestination=Q\ncolour=red\n", "[printer A]", "colour" },
    { "[printer A]\ndestination=Q\\x\n", "[printer A]", "destination" },
    { "[printer ipp://x]\ndestination=Q\n", "[printer ipp://x]", "name" },
    { "[printer ]\ndestination=Q\n", "[printer ]", "name" },
    { "[hub]\nurl=x\n", "[hub]", "printer NAME" },
    { "[media A 60x40]\ngap_mm=2\n", "[media A 60x40]", "no printer" },
    { "[printer A]\ndestination=Q\n[media Q 60x40]\ngap_mm=2\n", "[media Q 60x40]", "no printer" },
    { "[printer A]\ndestination=Q\n[media A]\ngap_mm=2\n", "[media A]", "no printer" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\ngap=2\n", "[media A 60x40]", "gap" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\ngap_mm=nan\n", "[media A 60x40]", "gap_mm" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\ngap_mm=2mm\n", "[media A 60x40]", "gap_mm" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\ngap_mm=26\n", "[media A 60x40]", "gap_mm" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\ntracking=hole\n", "[media A 60x40]", "tracking" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\ndarkness=31\n", "[media A 60x40]", "darkness" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\nspeed=0\n", "[media A 60x40]", "speed" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\nturned=180\n", "[media A 60x40]", "turned" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\noffset_x_mm=-51\n", "[media A 60x40]",
      "offset_x_mm" },
    { "[printer A]\ndestination=Q\n[media A 60x40]\noffset_y_mm=1e9\n", "[media A 60x40]",
      "offset_y_mm" },
    { "no group\n", SUIMA_PRINTERS_FILE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new_folder ();
      g_autoptr (GError) error = NULL;

      g_assert_null (load (fixture, bad[i].text, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, SUIMA_PRINTERS_FILE));
      g_assert_nonnull (strstr (error->message, bad[i].group));
      g_assert_nonnull (strstr (error->message, bad[i].key));
    }
}

static void
test_names (void)
{
  const char *good[] = { "A", "柜台 1", "Zebra_2-b", "a.b" };
  const char *bad[] = { "", " A", "A ", "a:b", "a/b", "a\\b", "a[b", "a]", "a\nb", "a\"b", "\xff",
                        "12345678901234567890123456789012345678901" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (suima_printer_profile_check_name (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (suima_printer_profile_check_name (bad[i], NULL));
}

/* What one side does not tell is no difference. */
static void
test_differs (void)
{
  g_autoptr (SuimaPrinterProfile) profile = suima_printer_profile_new ("A", "Q");
  SuimaPrinterStatus status = { .dpi = 300, .is_dpi_told = TRUE, .make_and_model = (char *) "M" };

  g_assert_false (suima_printer_profile_differs (profile, &status));
  g_assert_cmpuint (suima_printer_profile_get_dpi (profile, &status), ==, 300);
  profile->dpi = 203;
  g_assert_true (suima_printer_profile_differs (profile, &status));
  status.is_dpi_told = FALSE;
  g_assert_false (suima_printer_profile_differs (profile, &status));
  g_assert_cmpuint (suima_printer_profile_get_dpi (profile, &status), ==, 203);
  g_assert_cmpuint (suima_printer_profile_get_dpi (profile, NULL), ==, 203);
  g_free (profile->model);
  profile->model = g_strdup ("N");
  g_assert_true (suima_printer_profile_differs (profile, &status));
  status.make_and_model = (char *) "";
  g_assert_false (suima_printer_profile_differs (profile, &status));
}

/* What a printer says goes to a file and to a terminal. */
static void
test_printable (void)
{
  static const struct
  {
    const char *said, *kept;
  } texts[] = {
    { NULL, "" },
    { "", "" },
    { " ZD421 ", "ZD421" },
    { "斑马 1", "斑马 1" },
    { "a\x1b[31mb\nc\x7f", "a[31mbc" },
    { "a\xff\xfe", "a\xef\xbf\xbd\xef\xbf\xbd" },
  };
  g_autofree char *much = g_strnfill (5000, 'x');
  g_autofree char *less = suima_printer_dup_printable (much);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *kept = suima_printer_dup_printable (texts[i].said);
      g_assert_cmpstr (kept, ==, texts[i].kept);
    }
  g_assert_cmpuint (strlen (less), ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-profile/round-trip", test_round_trip);
  g_test_add_func ("/printer-profile/defaults", test_defaults);
  g_test_add_func ("/printer-profile/refused", test_refused);
  g_test_add_func ("/printer-profile/names", test_names);
  g_test_add_func ("/printer-profile/printable", test_printable);
  g_test_add_func ("/printer-profile/differs", test_differs);
  return g_test_run ();
}

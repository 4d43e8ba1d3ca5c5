// SPDX-License-Identifier: Apache-2.0
#include "suima-error.h"
#include "suima-template.h"

#include <string.h>

#define HEAD                                                                                       \
  "{\"version\":1,\"id\":\"t\",\"title\":\"T\",\"language\":\"zh-cn\",\"width_mm\":40,"            \
  "\"height_mm\":30,\"signed\":true"
#define QR "{\"kind\":\"qr\",\"x_mm\":18.5,\"y_mm\":5,\"width_mm\":20.5,\"height_mm\":20.5}"
#define WORDS(rest)                                                                                \
  "{\"kind\":\"text\",\"x_mm\":1,\"y_mm\":1,\"width_mm\":17,\"height_mm\":4,\"size_mm\":3," rest "}"
#define WITH_BOXES(boxes) HEAD ",\"boxes\":[" boxes "]}"
#define WITH_WORDS(rest) WITH_BOXES (QR "," WORDS (rest))

static void
test_template_parse (void)
{
  static const char json[] = WITH_BOXES (QR "," WORDS (
      "\"text\":\"批号\\t{lot|serial}\\n{product}\",\"min_size_mm\":2,\"bold\":true,"
      "\"mono\":true,\"max_lines\":8,\"align\":\"end\",\"x-note\":[1]") ","
                                                                        "{\"kind\":\"rule\",\"x_"
                                                                        "mm\":1,\"y_mm\":28,"
                                                                        "\"width_mm\":38,\"height_"
                                                                        "mm\":0.25}");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaTemplate) template = suima_template_parse (json, strlen (json), &error);
  const SuimaBox *words;

  g_assert_no_error (error);
  g_assert_cmpstr (template->id, ==, "t");
  g_assert_cmpstr (template->title, ==, "T");
  g_assert_cmpfloat (template->width_mm, ==, 40);
  g_assert_cmpfloat (template->height_mm, ==, 30);
  g_assert_cmpfloat (template->quiet_mm, ==, 1);
  g_assert_true (template->is_signed);
  g_assert_cmpuint (template->boxes->len, ==, 3);
  words = g_ptr_array_index (template->boxes, 1);
  g_assert_cmpint (words->kind, ==, SUIMA_BOX_TEXT);
  g_assert_cmpstr (words->text, ==, "批号\t{lot|serial}\n{product}");
  g_assert_cmpfloat (words->size_mm, ==, 3);
  g_assert_cmpfloat (words->min_size_mm, ==, 2);
  g_assert_true (words->bold);
  g_assert_true (words->mono);
  g_assert_cmpuint (words->max_lines, ==, 8);
  g_assert_cmpint (words->align, ==, SUIMA_ALIGN_END);
}

static void
test_template_defaults (void)
{
  static const char json[] = WITH_WORDS ("\"text\":\"随码\"");
  g_autoptr (SuimaTemplate) template = suima_template_parse (json, strlen (json), NULL);
  const SuimaBox *words;

  g_assert_nonnull (template);
  words = g_ptr_array_index (template->boxes, 1);
  g_assert_cmpfloat (words->min_size_mm, ==, 3);
  g_assert_cmpuint (words->max_lines, ==, 1);
  g_assert_cmpint (words->align, ==, SUIMA_ALIGN_START);
  g_assert_false (words->bold);
  g_assert_false (words->mono);
}

/* @more: keys of the head. */
static SuimaTemplate *
parse_head (const char *more, const char *boxes, GError **error)
{
  g_autofree char *json = g_strdup_printf (
      "{\"version\":1,\"id\":\"t\",\"title\":\"T\",\"language\":\"zh-cn\",\"width_mm\":40,"
      "\"height_mm\":30%s,\"boxes\":[%s]}",
      more, boxes);

  return suima_template_parse (json, strlen (json), error);
}

/* A tag needs no code; all others do. */
static void
test_template_kinds (void)
{
  static const char *const kinds[] = { "label", "tag", "certificate", "voucher" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *more = g_strdup_printf (",\"kind\":\"%s\"", kinds[i]);
      g_autoptr (SuimaTemplate) with = parse_head (more, QR, NULL);
      g_autoptr (SuimaTemplate) without = parse_head (more, "", NULL);

      g_assert_nonnull (with);
      g_assert_cmpstr (suima_template_kind_to_code (with->kind), ==, kinds[i]);
      g_assert_nonnull (suima_template_get_qr (with));
      g_assert_true ((without != NULL) == (with->kind == SUIMA_TEMPLATE_TAG));
      g_assert_true (without == NULL || suima_template_get_qr (without) == NULL);
    }
}

static void
test_template_across (void)
{
  g_autoptr (SuimaTemplate) one = parse_head ("", QR, NULL);
  g_autoptr (SuimaTemplate) three = parse_head (",\"across\":3,\"across_gap_mm\":2.5", QR, NULL);

  g_assert_cmpuint (one->across, ==, 1);
  g_assert_cmpfloat (suima_template_get_row_mm (one), ==, 40);
  g_assert_cmpuint (three->across, ==, 3);
  g_assert_cmpfloat (suima_template_get_row_mm (three), ==, 125);
}

static void
test_template_boxes (void)
{
  static const char json[] =
      WITH_BOXES (
          "{\"kind\":\"qr\",\"x_mm\":20,\"y_mm\":7,\"width_mm\":15,\"height_mm\":15}" "," WORDS ("\"text\":\"a\",\"inverse\":true,\"valign\":\"end\"") "," WORDS (
          "\"text\":\"a\",\"border_mm\":0.3") "," WORDS ("\"text\":\"a\",\"padding_mm\":1,"
                                                       "\"inverse\":true") ","
          "{\"kind\":\"image\",\"x_mm\":1,\"y_mm\":6,\"width_mm\":9,\"height_mm\":9,"
          "\"file\":\"logo-1.png\"},"
          "{\"kind\":\"rule\",\"x_mm\":19.5,\"y_mm\":6.5,\"width_mm\":16,\"height_mm\":16,"
          "\"border_mm\":0.5}");
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaTemplate) template = suima_template_parse (json, strlen (json), &error);
  const SuimaBox *box;

  g_assert_no_error (error);
  box = g_ptr_array_index (template->boxes, 1);
  g_assert_true (box->is_inverse);
  g_assert_cmpint (box->valign, ==, SUIMA_ALIGN_END);
  g_assert_cmpfloat (box->padding_mm, ==, 0.6);
  box = g_ptr_array_index (template->boxes, 2);
  g_assert_cmpfloat_with_epsilon (box->padding_mm, 0.7, 1e-9);
  box = g_ptr_array_index (template->boxes, 3);
  g_assert_cmpfloat (box->padding_mm, ==, 1);
  box = g_ptr_array_index (template->boxes, 4);
  g_assert_cmpint (box->kind, ==, SUIMA_BOX_IMAGE);
  g_assert_cmpstr (box->file, ==, "logo-1.png");
  g_assert_null (box->file_bytes);
  box = g_ptr_array_index (template->boxes, 5);
  g_assert_cmpfloat (box->border_mm, ==, 0.5);
}

static void
test_template_head_refusals (void)
{
  static const char *const cases[][2] = {
    { ",\"kind\":\"ticket\"", "kind \"ticket\" is not known" },
    { ",\"across\":0", "across 0" },
    { ",\"across\":5", "across 5" },
    { ",\"across\":1.5", "across 1.5 is not a whole number" },
    { ",\"across\":\"2\"", "across is not a number" },
    { ",\"across\":2,\"across_gap_mm\":21", "across_gap_mm 21" },
    { ",\"across_gap_mm\":2", "across_gap_mm needs across" },
    { ",\"across\":4,\"across_gap_mm\":20", "220 mm wide" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (parse_head (cases[i][0], QR, &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, cases[i][1]) == NULL)
        g_error ("case %u: \"%s\" does not say \"%s\"", i, error->message, cases[i][1]);
    }
}

#define IMAGE(rest)                                                                                \
  "{\"kind\":\"image\",\"x_mm\":1,\"y_mm\":6,\"width_mm\":9,\"height_mm\":9" rest "}"
#define FRAME(place, border)                                                                       \
  "{\"kind\":\"rule\"," place ",\"border_mm\":" border "}"

/* Each refusal names the place and the key. */
static void
test_template_refusals (void)
{
  static const struct
  {
    const char *json;
    const char *words;
  } cases[] = {
    { "", "template" },
    { "[]", "template: is not an object" },
    { "{}", "version" },
    { "{\"version\":2}", "version is not 1" },
    { "{\"version\":\"1\"}", "version is not 1" },
    { HEAD ",\"colour\":1,\"boxes\":[" QR "]}", "unknown key \"colour\"" },
    { HEAD "}", "boxes" },
    { WITH_BOXES (""), "there is no qr" },
    { WITH_BOXES (QR "," QR), "box 2 is a second qr" },
    { WITH_BOXES ("3"), "box 1: is not an object" },
    { WITH_BOXES (QR ",{\"kind\":\"circle\"}"), "box 2: kind \"circle\"" },
    { WITH_BOXES (QR ",{}"), "box 2: kind is missing" },
    { WITH_WORDS ("\"size\":2,\"text\":\"a\""), "box 2: unknown key \"size\"" },
    { WITH_WORDS ("\"bold\":1,\"text\":\"a\""), "box 2: bold" },
    { WITH_WORDS ("\"align\":\"left\",\"text\":\"a\""), "box 2: align \"left\"" },
    { WITH_WORDS ("\"max_lines\":0,\"text\":\"a\""), "box 2: max_lines" },
    { WITH_WORDS ("\"max_lines\":1.5,\"text\":\"a\""), "box 2: max_lines 1.5" },
    { WITH_WORDS ("\"min_size_mm\":1,\"text\":\"a\""), "box 2: min_size_mm 1" },
    { WITH_WORDS ("\"min_size_mm\":4,\"text\":\"a\""), "box 2: min_size_mm 4" },
    { WITH_WORDS ("\"min_size_mm\":\"2\",\"text\":\"a\""), "box 2: min_size_mm is not a number" },
    { WITH_WORDS ("\"bold\":true"), "box 2: text is missing" },
    { WITH_WORDS ("\"text\":\"{colour}\""), "box 2: text has an unknown field {colour}" },
    { WITH_WORDS ("\"text\":\"{lot|colour}\""), "unknown field {colour}" },
    { WITH_WORDS ("\"text\":\"{}\""), "empty {}" },
    { WITH_WORDS ("\"text\":\"{lot\""), "single brace" },
    { WITH_WORDS ("\"text\":\"lot}\""), "single brace" },
    { WITH_WORDS ("\"text\":\"{{lot}}\""), "single brace" },
    { WITH_WORDS ("\"text\":\"a\\u0007\""), "control character 0x07" },
    { WITH_BOXES (QR
                  ",{\"kind\":\"rule\",\"x_mm\":0.5,\"y_mm\":28,\"width_mm\":9,\"height_mm\":1}"),
      "box 2: x_mm 0.5" },
    { WITH_BOXES (QR ",{\"kind\":\"rule\",\"x_mm\":1,\"y_mm\":28,\"width_mm\":39,\"height_mm\":1}"),
      "leave the label" },
    { WITH_BOXES (QR
                  ",{\"kind\":\"rule\",\"x_mm\":1,\"y_mm\":28,\"width_mm\":9,\"height_mm\":1.5}"),
      "leave the label" },
    { WITH_BOXES (QR ",{\"kind\":\"rule\",\"x_mm\":1,\"y_mm\":10,\"width_mm\":18,\"height_mm\":1}"),
      "box 2 lies over the qr" },
    { WITH_BOXES (QR ",{\"kind\":\"rule\",\"y_mm\":10,\"width_mm\":18,\"height_mm\":1}"), "x_mm" },
    { WITH_BOXES (
          "{\"kind\":\"qr\",\"x_mm\":1,\"y_mm\":1,\"width_mm\":9,\"height_mm\":9,\"text\":\"a\"}"),
      "box 1: unknown key \"text\"" },
    { WITH_WORDS ("\"text\":\"a\",\"inverse\":1"), "box 2: inverse" },
    { WITH_WORDS ("\"text\":\"a\",\"valign\":\"middle\""), "box 2: valign \"middle\"" },
    { WITH_WORDS ("\"text\":\"a\",\"padding_mm\":2"), "box 2: padding_mm 2" },
    { WITH_WORDS ("\"text\":\"a\",\"border_mm\":3"), "box 2: border_mm 3" },
    { WITH_WORDS ("\"text\":\"a\",\"border_mm\":2"), "box 2: leaves no room" },
    { WITH_WORDS ("\"text\":\"a\",\"file\":\"a.png\""), "box 2: unknown key \"file\"" },
    { WITH_BOXES (QR "," IMAGE ("")), "box 2: file" },
    { WITH_BOXES (QR "," IMAGE (",\"file\":\"../a.png\"")), "box 2: file \"../a.png\"" },
    { WITH_BOXES (QR "," IMAGE (",\"file\":\"/a.png\"")), "box 2: file \"/a.png\"" },
    { WITH_BOXES (QR "," IMAGE (",\"file\":\".a.png\"")), "box 2: file \".a.png\"" },
    { WITH_BOXES (QR "," IMAGE (",\"file\":\"a.jpg\"")), "box 2: file \"a.jpg\"" },
    { WITH_BOXES (QR "," IMAGE (",\"file\":\"a.png\",\"inverse\":true")),
      "box 2: unknown key \"inverse\"" },
    { WITH_BOXES (QR "," FRAME ("\"x_mm\":18.4,\"y_mm\":4,\"width_mm\":20.6,\"height_mm\":22",
                                "0.5")),
      "box 2 lies over the qr" },
    { "{\"version\":1,\"id\":\"../t\",\"title\":\"T\",\"language\":\"zh-cn\",\"width_mm\":40,"
      "\"height_mm\":30,\"boxes\":[" QR "]}",
      "id \"../t\"" },
    { "{\"version\":1,\"id\":\"t\",\"title\":\"T\",\"language\":\"zh-cn\",\"width_mm\":400,"
      "\"height_mm\":30,\"boxes\":[" QR "]}",
      "width_mm 400" },
    { "{\"version\":1,\"id\":\"t\",\"title\":\"T\",\"language\":\"zh-cn\",\"width_mm\":40,"
      "\"height_mm\":30,\"quiet_mm\":0,\"boxes\":[" QR "]}",
      "quiet_mm 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (suima_template_parse (cases[i].json, strlen (cases[i].json), &error));
      g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("case %u: \"%s\" does not say \"%s\"", i, error->message, cases[i].words);
    }
}

/* Truncated at every byte: refused, never read past. */
static void
test_template_truncated (void)
{
  static const char json[] = WITH_WORDS ("\"text\":\"批号 {lot}\"");

  for (gsize size_bytes = 0; size_bytes < sizeof json - 1; size_bytes++)
    {
      g_autofree char *part = g_memdup2 (json, size_bytes);
      g_assert_null (suima_template_parse (part != NULL ? part : "", size_bytes, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/parse", test_template_parse);
  g_test_add_func ("/template/defaults", test_template_defaults);
  g_test_add_func ("/template/kinds", test_template_kinds);
  g_test_add_func ("/template/across", test_template_across);
  g_test_add_func ("/template/boxes", test_template_boxes);
  g_test_add_func ("/template/head-refusals", test_template_head_refusals);
  g_test_add_func ("/template/refusals", test_template_refusals);
  g_test_add_func ("/template/truncated", test_template_truncated);
  return g_test_run ();
}

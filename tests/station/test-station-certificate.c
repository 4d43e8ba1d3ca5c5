// SPDX-License-Identifier: Apache-2.0
// Certificates of conformity: made, printed and read; a mixture needs a new one.
#include "station-fixture.h"

#include "suima-error.h"
#include "suima-label.h"
#include "suima-station-certificate.h"
#include "suima-station-papers.h"
#include "suima-station-private.h"
#include "suima-station-transform.h"

#include <string.h>

static const char sheet[] =
    "品名,规格,批号,产地,生产日期,保质期,数量,单位,供货商,承诺达标合格证编号\n"
    "平湖番茄,散装,F1,浙江平湖,2026-11-20,2026-12-20,30,kg,平湖菜社,HGZ20261120-7K2M\n"
    "嘉善番茄,散装,F2,浙江嘉善,2026-11-19,2026-12-18,20,kg,嘉善菜社,HGZ20261120-8K2M\n"
    "平湖西瓜,5kg/个,W1,浙江平湖,2026-11-20,2026-12-20,20,箱,平湖果业,\n"
    "无名番茄,散装,F3,,2026-11-20,2026-12-20,10,kg,平湖菜社,HGZ20261120-7K2M\n"
    "平湖南瓜,5kg/个,P1,浙江平湖,2026-11-20,2026-12-20,20,箱,平湖果业,\n"
    "平湖小番茄,散装,F4,浙江平湖,2026-11-20,2026-12-20,30,kg,平湖菜社,HGZ20261120-7K2M\n";

static Fixture *
new_with_goods (void)
{
  Fixture *fixture = fixture_new ();

  suima_import_free (fixture_import_text (fixture, "goods.csv", sheet));
  return fixture;
}

static gint64
mix_with (Fixture *fixture, const char *other)
{
  const SuimaTransformPart parts[] = { { fixture_find_batch (fixture, "平湖番茄"), 3000 },
                                       { fixture_find_batch (fixture, other), 2000 } };
  SuimaTransformRequest request = { .kind = SUIMA_TRANSFORM_MIX,
                                    .parts = parts,
                                    .n_parts = 2,
                                    .output_milli = 5000,
                                    .product = "混装番茄",
                                    .expiry = SUIMA_DAY_NONE };
  g_autoptr (GError) error = NULL;
  gint64 made_id = suima_station_transform (fixture->handle, &request, &error);

  g_assert_no_error (error);
  return made_id;
}

static gint64
mix (Fixture *fixture)
{
  return mix_with (fixture, "嘉善番茄");
}

static gboolean
is_asked_for (Fixture *fixture)
{
  g_autoptr (SuimaBatchCard) card = fixture_get_card (fixture, "混装番茄");

  const SuimaFinding *finding = fixture_find_finding (card, "national-2023/conformity");

  return finding != NULL && finding->severity != SUIMA_SEVERITY_PASS;
}

/* The lots' own certificates are not the mixture's. */
static void
test_mixture (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 made_id = mix (fixture);
  SuimaCertificateRequest request = {
    .batch_id = made_id, .style = SUIMA_CONFORMITY_BUYER, .basis = SUIMA_BASIS_CONTROL,
  };
  g_autoptr (SuimaDocument) paper = NULL;
  g_autoptr (SuimaLookup) lookup = NULL;
  g_autofree char *picture = fixture_dup_path (fixture, "certificate.png");
  g_autoptr (GError) error = NULL;

  g_assert_true (is_asked_for (fixture));
  g_assert_null (suima_station_make_certificate (fixture->handle, &request, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID); /* whom to call? */
  g_clear_error (&error);
  request.phone = "0573-85012345";
  paper = suima_station_make_certificate (fixture->handle, &request, &error);
  g_assert_no_error (error);
  g_assert_false (is_asked_for (fixture));
  g_assert_true (g_str_has_prefix (paper->number, "HGZ20261122-"));
  g_assert_cmpint (paper->quantity_milli, ==, 5000);
  g_assert_nonnull (strstr (paper->body, "HGZ20261120-7K2M、HGZ20261120-8K2M"));
  suima_station_draw_certificate (fixture->handle, paper->number, picture, &error);
  g_assert_no_error (error);
  lookup = suima_station_scan_image (fixture->handle, picture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lookup->verdict, ==, "certificate");
  g_assert_cmpstr (suima_scan_get_field (lookup->scan, "number"), ==, paper->number);
}

static void
test_elements (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  SuimaCertificateRequest request = {
    .batch_id = fixture_find_batch (fixture, "平湖西瓜"),
    .style = SUIMA_CONFORMITY_BUYER,
    .basis = SUIMA_BASIS_OWN_TEST,
    .phone = "0573-85012345",
  };
  g_autoptr (SuimaDocument) paper = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_make_certificate (fixture->handle, &request, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID); /* a buyer who collected nothing */
  g_clear_error (&error);
  request.style = SUIMA_CONFORMITY_PRODUCER;
  request.quantity_milli = 21000;
  g_assert_null (suima_station_make_certificate (fixture->handle, &request, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  request.quantity_milli = 12000;
  request.basis = 0;
  g_assert_null (suima_station_make_certificate (fixture->handle, &request, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_clear_error (&error);
  request.basis = SUIMA_BASIS_OWN_TEST | SUIMA_BASIS_COMMISSIONED;
  paper = suima_station_make_certificate (fixture->handle, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (paper->used_milli, ==, 12000);
}

/* A farmer's paper, in words, for the batch that it came with; not for any other. */
static void
test_take (void)
{
  static const char text[] = "承诺达标合格证\n产品名称：西瓜\n数量（重量）：20箱\n产地：浙江平湖\n"
                             "承诺主体：老张\n开具日期：2026-11-20\n";
  g_autoptr (Fixture) fixture = new_with_goods ();
  gint64 melons = fixture_find_batch (fixture, "平湖西瓜");
  g_autoptr (SuimaDocument) paper = NULL, again = NULL;
  g_autoptr (SuimaBatchCard) card = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_take_certificate (
      fixture->handle, text, fixture_find_batch (fixture, "平湖南瓜"), NULL, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "南瓜"));
  g_clear_error (&error);
  paper = suima_station_take_certificate (fixture->handle, text, melons, "小陈", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (paper->issuer, ==, "老张");
  card = fixture_get_card (fixture, "平湖西瓜");
  g_assert_cmpstr (card->batch->papers[SUIMA_PAPER_CONFORMITY], ==, paper->number);
  again = suima_station_take_certificate (fixture->handle, text, melons, "小陈", &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->id, ==, paper->id);
  g_assert_null (suima_station_take_certificate (fixture->handle, "6901234567892", melons, NULL,
                                                 &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

static void
assert_no_certificate (Fixture *fixture, const SuimaCertificateRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (suima_station_make_certificate (fixture->handle, request, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

/* Whom to call is asked once; of two lots with one certificate that one stands there once; goods from
 * nowhere and of nobody get none. */
static void
test_issuer (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  SuimaCertificateRequest request = {
    .batch_id = mix_with (fixture, "平湖小番茄"), .style = SUIMA_CONFORMITY_BUYER,
    .basis = SUIMA_BASIS_CONTROL, .phone = "0573-85012345", .place = "平湖市当湖街道",
  };
  g_autoptr (SuimaDocument) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  const char *number;

  first = suima_station_make_certificate (fixture->handle, &request, &error);
  g_assert_no_error (error);
  number = strstr (first->body, "HGZ20261120-7K2M");
  g_assert_nonnull (number);
  g_assert_null (strstr (number + 1, "HGZ20261120-7K2M"));
  request.phone = request.place = NULL;
  second = suima_station_make_certificate (fixture->handle, &request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (second->body, "0573-85012345"));
  g_assert_nonnull (strstr (second->body, "平湖市当湖街道"));
  request.batch_id = fixture_find_batch (fixture, "无名番茄");
  assert_no_certificate (fixture, &request);
  request.batch_id = fixture_find_batch (fixture, "平湖番茄");
  g_free (fixture->handle->config->operator_name);
  fixture->handle->config->operator_name = g_strdup ("");
  assert_no_certificate (fixture, &request);
}

/* Only what was issued here is printed. */
static void
test_others (void)
{
  g_autoptr (Fixture) fixture = new_with_goods ();
  g_autofree char *picture = fixture_dup_path (fixture, "certificate.png");
  SuimaDocument theirs = { .kind = SUIMA_PAPER_CONFORMITY, .number = (char *)"HGZ20261120-7K2M",
                           .issued = SUIMA_DAY_NONE, .valid_to = SUIMA_DAY_NONE };
  g_autoptr (SuimaDocument) added = NULL;
  g_autoptr (GError) error = NULL;

  added = suima_station_add_paper (fixture->handle, &theirs, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (suima_station_draw_certificate (fixture->handle, added->number, picture, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station/certificate/mixture", test_mixture);
  g_test_add_func ("/station/certificate/elements", test_elements);
  g_test_add_func ("/station/certificate/take", test_take);
  g_test_add_func ("/station/certificate/issuer", test_issuer);
  g_test_add_func ("/station/certificate/others", test_others);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
// A supplier's EPCIS 2.0 document.
#include "suima-error.h"
#include "suima-mapping.h"

#include <string.h>

#define HEAD                                                                                       \
  "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",{\"ex\":"     \
  "\"https://example.org/\"}],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","               \
  "\"creationDate\":\"2026-11-20T08:00:00Z\",\"epcisBody\":{\"eventList\":["
#define TAIL "]}}"
#define EVENT(action, what, ilmd)                                                                  \
  "{\"type\":\"ObjectEvent\",\"action\":\"" action "\",\"eventTime\":\"2026-11-20T08:00:00Z\","    \
  "\"eventTimeZoneOffset\":\"+08:00\"," what ilmd "}"
#define ILMD(more) ",\"ilmd\":{" more "}"

static SuimaSheet *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return suima_sheet_read (bytes, error);
}

static void
assert_refused (const char *text, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, &error));
  g_assert_error (error, SUIMA_ERROR, SUIMA_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_epcis_goods (void)
{
  static const char document[] = HEAD EVENT (
      "ADD",
      "\"epcList\":[\"https://supplier.example/01/07800000001013/21/A1\","
      "\"https://supplier.example/01/07800000001013/21/A2\"]",
      ILMD ("\"suima:product\":\"智利车厘子\",\"cbvmda:lotNumber\":\"CL-1\","
            "\"cbvmda:countryOfOrigin\":\"CL\",\"cbvmda:productionDate\":\"2026-11-02T00:00:00Z\","
            "\"ex:bestBeforeDate\":\"2026-12-17\",\"suima:paperCustoms\":\"510120261000012345\","
            "\"suima:quantity\":\"120\",\"suima:unit\":\"箱\",\"ex:colour\":\"red\"")) ","
      EVENT ("ADD",
             "\"quantityList\":[{\"epcClass\":\"urn:epc:class:lgtin:7800000.000101.L9\","
             "\"quantity\":12.5,\"uom\":\"KGM\"},{\"epcClass\":"
             "\"https://id.gs1.org/01/07800000001013/10/L%2D8\",\"quantity\":3}]",
             ILMD ("\"ex:productName\":{\"@value\":\"牛肉\",\"@language\":\"zh\"}")) ","
      EVENT ("OBSERVE", "\"epcList\":[\"https://supplier.example/01/07800000001013/21/A1\"]", "")
      TAIL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SuimaSheet) sheet = read_text (document, &error);
  g_autoptr (SuimaMapping) mapping = NULL;
  g_autoptr (SuimaBatch) cherries = NULL, beef = NULL, more = NULL;
  g_autofree char *production = NULL, *expiry = NULL;

  g_assert_no_error (error);
  mapping = suima_mapping_new (sheet, suima_day_new (2026, 11, 22), &error);
  g_assert_no_error (error);
  cherries = suima_mapping_next (mapping);
  beef = suima_mapping_next (mapping);
  more = suima_mapping_next (mapping);
  g_assert_null (suima_mapping_next (mapping));
  g_assert_cmpuint (suima_mapping_get_problems (mapping)->len, ==, 0);
  g_assert_cmpstr (cherries->product, ==, "智利车厘子");
  g_assert_cmpstr (cherries->gtin, ==, "07800000001013");
  g_assert_cmpstr (cherries->lot, ==, "CL-1");
  g_assert_cmpstr (cherries->country, ==, "CL");
  g_assert_cmpstr (cherries->papers[SUIMA_PAPER_CUSTOMS], ==, "510120261000012345");
  g_assert_cmpint (cherries->quantity_milli, ==, 2000);
  g_assert_cmpstr (cherries->unit, ==, "箱");
  production = suima_day_to_text (cherries->production);
  expiry = suima_day_to_text (cherries->expiry);
  g_assert_cmpstr (production, ==, "2026-11-02");
  g_assert_cmpstr (expiry, ==, "2026-12-17");
  g_assert_cmpstr (beef->product, ==, "牛肉");
  g_assert_cmpstr (beef->gtin, ==, "07800000001013");
  g_assert_cmpstr (beef->lot, ==, "L9");
  g_assert_cmpint (beef->quantity_milli, ==, 12500);
  g_assert_cmpstr (beef->unit, ==, "kg");
  g_assert_cmpstr (more->lot, ==, "L-8");
  g_assert_null (more->unit);
}

static void
test_epcis_refused (void)
{
  assert_refused ("{", "line 1");
  assert_refused ("{\"type\":\"Invoice\"}", "not an EPCIS 2.0 document");
  assert_refused (HEAD TAIL, "brings no goods");
  assert_refused (HEAD EVENT ("OBSERVE", "\"epcList\":[\"https://id.gs1.org/01/07800000001013/21/A\"]",
                              "") TAIL,
                  "brings no goods");
  assert_refused (HEAD EVENT ("ADD", "\"epcList\":[\"https://id.gs1.org/01/07800000001013/21/A\"]",
                              ILMD ("\"ex:name\":\"梨\"")) ","
                      EVENT ("MAKE", "\"epcList\":[]", "") TAIL,
                  "event 2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/goods", test_epcis_goods);
  g_test_add_func ("/epcis/refused", test_epcis_refused);
  return g_test_run ();
}

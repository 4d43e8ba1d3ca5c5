// SPDX-License-Identifier: Apache-2.0
#include "suima-epc.h"

#define ROOT "https://id.gs1.org/"
#define SIG                                                                                        \
  "ZJH11V17WXDYYVTKBP1X8JD390J5WJ8S6DSANDQ2G0XMWKR6WNMTGTQ992FSMW8S2CZ5PV5SPE7WJBA0E7F9RZG6KJP2"   \
  "BXARKXMCE3R"

static const struct
{
  const char *uri;
  const char *canonical;
} links[] = {
  { "https://trace.example.cn/01/07800000001013/21/0C1S2000001XEB2Y1708",
    ROOT "01/07800000001013/21/0C1S2000001XEB2Y1708" },
  { "HTTPS://TRACE.EXAMPLE.CN/" SIG "/01/07800000001013/10/CL-CH-2641/21/0C1S2000001XEB2Y1708",
    ROOT "01/07800000001013/21/0C1S2000001XEB2Y1708" },
  { "https://id.gs1.org/01/06901234567892/10/L1", ROOT "01/06901234567892/10/L1" },
  { "https://id.gs1.org/01/06901234567892/22/2A/10/L1/", ROOT "01/06901234567892/10/L1" },
  { "https://id.gs1.org/01/06901234567892/22/2A", ROOT "01/06901234567892" },
  { "http://shop.cn:80/a/01/b/01/6901234567892/21/S1?17=261231#x", ROOT "01/06901234567892/21/S1" },
  { "https://shop.cn/01/96385074", ROOT "01/00000096385074" },
  { "https://shop.cn/01/036000291452", ROOT "01/00036000291452" },
  { "https://shop.cn/gtin/06901234567892/lot/L1/ser/S1", ROOT "01/06901234567892/21/S1" },
  { "https://shop.cn/01/06901234567892/235/TPX", ROOT "01/06901234567892/235/TPX" },
  { "https://shop.cn/414/6901234000016/254/GATE1", ROOT "414/6901234000016/254/GATE1" },
  { "https://shop.cn/gln/6901234000016", ROOT "414/6901234000016" },
  { "https://shop.cn/party/6901234000016", ROOT "417/6901234000016" },
  { "https://shop.cn/00/106901234000000019", ROOT "00/106901234000000019" },
  { "https://shop.cn/253/6901234000016DOC7", ROOT "253/6901234000016DOC7" },
  { "https://shop.cn/8004/6901234RACK9", ROOT "8004/6901234RACK9" },
  { "https://shop.cn/8006/069012345678920102/21/S1", ROOT "8006/069012345678920102/21/S1" },
  { "https://shop.cn/8010/6901234PART/8011/12", ROOT "8010/6901234PART/8011/12" },
  { "https://shop.cn/01/06901234567892/21/A%2FB", ROOT "01/06901234567892/21/A%2FB" },
  { "urn:epc:id:sgtin:4012345.011111.9876", ROOT "01/04012345111118/21/9876" },
  { "urn:epc:id:upui:1234567.098765.51qIgY)", ROOT "01/01234567987651/235/51qIgY%29" },
  { "urn:epc:class:lgtin:4012345.066666.Lot%2F1", ROOT "01/04012345666663/10/Lot%2F1" },
  { "urn:epc:idpat:sgtin:4012345.066666.*", ROOT "01/04012345666663" },
  { "urn:epc:id:sscc:4047023.0111111125", ROOT "00/040470231111111250" },
  { "urn:epc:id:sgln:4012345.00005.0", ROOT "414/4012345000054" },
  { "urn:epc:id:sgln:4012345.00002.GATE.1", ROOT "414/4012345000023/254/GATE.1" },
  { "urn:epc:id:pgln:4000001.00005", ROOT "417/4000001000050" },
  { "urn:epc:id:gdti:4012345.55555.987", ROOT "253/4012345555554987" },
  { "urn:epc:id:grai:4012345.99999.765", ROOT "8003/04012345999990765" },
  { "urn:epc:id:giai:4000001.1111", ROOT "8004/40000011111" },
  { "urn:epc:id:gsrn:4000001.0000000021", ROOT "8018/400000100000000210" },
  { "urn:epc:id:itip:4012345.012345.01.02.999", ROOT "8006/040123451234560102/21/999" },
  { "urn:epc:idpat:itip:4012345.012345.01.02.*", ROOT "8006/040123451234560102" },
  { "urn:epc:idpat:cpi:4012345.ABC.*", ROOT "8010/4012345ABC" },
  { "urn:epc:idpat:sgcn:4012345.99999.*", ROOT "255/4012345999990" },
  { "urn:epc:id:cpi:4012345.88888.654", ROOT "8010/401234588888/8011/654" },
};

static void
test_canonical (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *once = suima_epc_normalise (links[i].uri);
      g_autofree char *twice = suima_epc_to_canonical (once);
      g_assert_cmpstr (once, ==, links[i].canonical);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_untouched (void)
{
  static const char *const uris[][2] = {
    { "https://trace.example.cn/SHOP7/OBJ/0C1S2000001XEB2Y1708", NULL },
    { "HTTPS://Trace.Example.CN:8460/Shop7/OBJ/0C1S2",
      "https://trace.example.cn:8460/Shop7/OBJ/0C1S2" },
    { "HTTP://A.CN?X=Y", "http://a.cn?X=Y" },
    { "https://a.cn/01/0690123456789/x", NULL },
    { "https://a.cn/01/06901234567892/21", NULL },
    { "https://a.cn/01/06901234567892/21/", NULL },
    { "https://a.cn/01/06901234567892/99/X", NULL },
    { "https://a.cn/00/10690123400000001", NULL },
    { "https://a.cn/01", NULL },
    { "https://a.cn/", NULL },
    { "https://a.cn", NULL },
    { "urn:epc:id:sgtin:40123.011111.9876", NULL },
    { "urn:epc:id:sgtin:4012345.01111.9876", NULL },
    { "urn:epc:id:sgtin:4012345.01111X.9876", NULL },
    { "urn:epc:id:sgtin:4012345.011111", NULL },
    { "urn:epc:id:sgtin:4012345.011111.", NULL },
    { "urn:epc:id:sscc:123456789012.", NULL },
    { "urn:epc:id:sgtin:", NULL },
    { "urn:epc:id:itip:4012345.012345.1.02.999", NULL },
    { "urn:epc:id:itip:4012345.012345.01.02.", NULL },
    { "urn:epcglobal:cbv:bt:6901234000016:1", NULL },
    { "urn:uuid:00000000-0000-0000-0000-000000000000", NULL },
    { "不是URI", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autofree char *canonical = suima_epc_to_canonical (uris[i][0]);
      g_autofree char *normal = suima_epc_normalise (uris[i][0]);
      g_assert_null (canonical);
      g_assert_cmpstr (normal, ==, uris[i][1] ? uris[i][1] : uris[i][0]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epc/canonical", test_canonical);
  g_test_add_func ("/epc/untouched", test_untouched);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-slice.h"

#include <string.h>

static char *
dup_member (const char *text, const char *key)
{
  SuimaSlice slice;
  gsize size_bytes = strlen (text);

  if (!suima_slice_find_member (text, size_bytes, suima_slice_whole (text, size_bytes), key,
                                &slice))
    return NULL;
  return g_strndup (text + slice.start, slice.end - slice.start);
}

static void
test_member (void)
{
  static const struct
  {
    const char *text;
    const char *key;
    const char *value;
  } cases[] = {
    { "{\"a\":1}", "a", "1" },
    { " {\n\"a\" :\t[ 1 , {\"b\":\"]\"} ] , \"b\":2 } ", "a", "[ 1 , {\"b\":\"]\"} ]" },
    { "{\"a\":{\"b\":1},\"b\":2}", "b", "2" },
    { "{\"x\":\"\\\\\",\"b\":\"\\\"}\"}", "b", "\"\\\"}\"" },
    { "{\"event\\u004cist\":[true]}", "eventList", "[true]" },
    { "{\"a\":\"b\",\"b\":null}", "b", "null" },
    { "{\"a\":-1.5e3 }", "a", "-1.5e3" },
    { "{\"苹\":1,\"果\":\"重\"}", "果", "\"重\"" },
    { "{}", "a", NULL },
    { "[{\"a\":1}]", "a", NULL },
    { "{\"aa\":1}", "a", NULL },
    { "{\"a", "a", NULL },
    { "", "a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = dup_member (cases[i].text, cases[i].key);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
check_elements (const char *text, const char *const *expected)
{
  gsize size_bytes = strlen (text);
  g_autoptr (GArray) elements =
      suima_slice_list_elements (text, size_bytes, suima_slice_whole (text, size_bytes));

  g_assert_nonnull (elements);
  g_assert_cmpuint (elements->len, ==, g_strv_length ((char **)expected));
  for (guint i = 0; i < elements->len; i++)
    {
      SuimaSlice slice = g_array_index (elements, SuimaSlice, i);
      g_autofree char *element = g_strndup (text + slice.start, slice.end - slice.start);
      g_assert_cmpstr (element, ==, expected[i]);
    }
}

static void
test_elements (void)
{
  check_elements ("[]", (const char *[]){ NULL });
  check_elements (" [ ] ", (const char *[]){ NULL });
  check_elements ("[1,2]", (const char *[]){ "1", "2", NULL });
  check_elements ("[ {\"a\": [1, 2] } ,\r\n\"],[\", [[],[]], null ]",
                  (const char *[]){ "{\"a\": [1, 2] }", "\"],[\"", "[[],[]]", "null", NULL });
  g_assert_null (suima_slice_list_elements ("{}", 2, suima_slice_whole ("{}", 2)));
}

/* Every beginning of a document, and every single changed byte, ends without reading behind it. */
static void
test_damage (void)
{
  static const char text[] =
      "{\"epcisBody\":{\"eventList\":[{\"a\":\"\\u00e9\\\\\"},[1,{}],\"x\"]}}";
  gsize size_bytes = strlen (text);

  for (gsize at = 0; at < size_bytes; at++)
    for (const char *c = "\"\\[]{},: "; *c != '\0'; c++)
      {
        g_autofree char *damaged = g_memdup2 (text, size_bytes);
        SuimaSlice slice = { 0, at };
        g_autoptr (GArray) elements = NULL;
        damaged[at] = *c;
        if (suima_slice_find_member (damaged, size_bytes, suima_slice_whole (damaged, size_bytes),
                                     "epcisBody", &slice))
          g_assert_cmpuint (slice.end, <=, size_bytes);
        elements = suima_slice_list_elements (damaged, at, slice);
        for (guint i = 0; elements != NULL && i < elements->len; i++)
          g_assert_cmpuint (g_array_index (elements, SuimaSlice, i).end, <=, size_bytes);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/slice/member", test_member);
  g_test_add_func ("/hub/slice/elements", test_elements);
  g_test_add_func ("/hub/slice/damage", test_damage);
  return g_test_run ();
}

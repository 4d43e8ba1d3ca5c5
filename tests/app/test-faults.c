// SPDX-License-Identifier: Apache-2.0
// A label printer on a socket fails: what it needs stands on the screen within two seconds; mended,
// the run goes on by itself, or by the one act that the screen asks for; each label comes out once.
#include "fault-clerk.h"

#include "fake-device.h"

#include "suima-decode.h"
#include "suima-words.h"

#define GIVEN_UP_S 40u /* a silent printer is given up after 20 */

static FaultClerk *
clerk_at (FakeDevice *device)
{
  g_autofree char *uri = fake_device_dup_uri (device, "");

  return clerk_new (uri);
}

static void
assert_all_once (FaultClerk *clerk, FakeDevice *device)
{
  g_autoptr (GPtrArray) labels = fake_device_dup_labels (device);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < labels->len; i++)
    g_ptr_array_add (codes, suima_decode_qr (labels->pdata[i]));
  clerk_assert_paper (clerk, codes);
}

typedef struct
{
  FakeFault fault;
  gboolean is_tspl;
  const char *condition;
} FaultCase;

static const FaultCase fault_cases[] = {
  { FAKE_MEDIA_OUT, FALSE, "media-empty" }, { FAKE_MEDIA_OUT, TRUE, "media-empty" },
  { FAKE_HEAD_OPEN, FALSE, "cover-open" },  { FAKE_HEAD_OPEN, TRUE, "cover-open" },
  { FAKE_PAUSED, FALSE, "paused" },         { FAKE_PAUSED, TRUE, "paused" },
};

static void
test_words (gconstpointer data)
{
  const FaultCase *fault = data;
  const char *words = suima_words_printer_condition (fault->condition);
  g_autoptr (FakeDevice) device = fake_device_start (fault->is_tspl);
  g_autoptr (FaultClerk) clerk = clerk_at (device);

  fake_device_fail_at (device, 3, fault->fault);
  clerk_print (clerk);
  clerk_await (clerk, words, 10);
  clerk_assert_soon (clerk, words, fake_device_get_fault_time (device));
  fake_device_mend (device);
  clerk_await (clerk, "5 张全部打完", 20);
  assert_all_once (clerk, device);
}

/* Nobody prints: the bar says it all the same. */
static void
test_idle (void)
{
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (FaultClerk) clerk = clerk_at (device);

  clerk_await (clerk, "打印机正常", 10);
  fake_device_fail (device, FAKE_HEAD_OPEN);
  clerk_await (clerk, "盖子开着", 10);
  /* 1.4 s at rest; the bar asks in a thread between two beats, which a busy machine puts off. */
  clerk_assert_within (clerk, "盖子开着", fake_device_get_fault_time (device),
                       4 * G_USEC_PER_SEC);
  fake_device_mend (device);
  clerk_await (clerk, "打印机正常", 10);
}

/* Power lost in the middle: the clerk says what came out, and the rest follows. */
static void
test_disconnect (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (FaultClerk) clerk = clerk_at (device);

  fake_device_reset_at (device, 3);
  clerk_print (clerk);
  clerk_await (clerk, "张出来了吗？", 10);
  clerk_assert_soon (clerk, "张出来了吗？", fake_device_get_fault_time (device));
  clerk_settle (clerk, fake_device_count (device));
  clerk_go_on (clerk);
  clerk_await (clerk, "3 张全部打完", 20);
  assert_all_once (clerk, device);
}

/* It says nothing any more: that is on the screen, and when it speaks again, it goes on. */
static void
test_mute (gconstpointer is_tspl)
{
  const char *words = suima_words_printer_condition ("not-answering");
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (FaultClerk) clerk = clerk_at (device);

  fake_device_mute_at (device, 3);
  clerk_print (clerk);
  clerk_await (clerk, words, 10);
  clerk_assert_soon (clerk, words, fake_device_get_fault_time (device));
  fake_device_mute_at (device, 0);
  fake_device_set_mute (device, FALSE);
  clerk_await (clerk, "5 张全部打完", 20);
  assert_all_once (clerk, device);
}

/* It never answers: the run is given up, the clerk switches it off and on, says what came out, and
 * the rest follows. */
static void
test_never_answers (void)
{
  const char *words = suima_words_printer_condition ("not-answering");
  g_autoptr (FakeDevice) device = fake_device_start (FALSE);
  g_autoptr (FaultClerk) clerk = clerk_at (device);

  fake_device_mute_at (device, 3);
  clerk_print (clerk);
  clerk_await (clerk, words, 10);
  clerk_assert_soon (clerk, words, fake_device_get_fault_time (device));
  clerk_await (clerk, "张出来了吗？", GIVEN_UP_S);
  fake_device_cycle_power (device);
  clerk_settle (clerk, fake_device_count (device));
  clerk_go_on (clerk);
  clerk_await (clerk, "3 张全部打完", 20);
  assert_all_once (clerk, device);
}

/* A slow one is not a broken one: the count goes up, and nothing is asked. */
static void
test_slow (gconstpointer is_tspl)
{
  g_autoptr (FakeDevice) device = fake_device_start (GPOINTER_TO_INT (is_tspl));
  g_autoptr (FaultClerk) clerk = clerk_at (device);

  fake_device_set_pace (device, 700);
  clerk_print (clerk);
  clerk_await (clerk, suima_words_printer_condition ("processing"), 10);
  if (!GPOINTER_TO_INT (is_tspl)) /* TSPL does not count */
    clerk_await (clerk, "2 / 5", 10);
  clerk_await (clerk, "5 张全部打完", 20);
  g_assert_null (app_find_text (clerk->root, "出来了吗？"));
  assert_all_once (clerk, device);
}

static void
add_both (const char *name, GTestDataFunc test)
{
  g_autofree char *zpl = g_strdup_printf ("/app/faults/%s/zpl", name);
  g_autofree char *tspl = g_strdup_printf ("/app/faults/%s/tspl", name);

  g_test_add_data_func (zpl, GINT_TO_POINTER (FALSE), test);
  g_test_add_data_func (tspl, GINT_TO_POINTER (TRUE), test);
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/app/faults/%s/%s", fault_cases[i].condition,
                           fault_cases[i].is_tspl ? "tspl" : "zpl");
      g_test_add_data_func (path, &fault_cases[i], test_words);
    }
  add_both ("disconnect", test_disconnect);
  add_both ("mute", test_mute);
  add_both ("slow", test_slow);
  g_test_add_func ("/app/faults/idle", test_idle);
  g_test_add_func ("/app/faults/never-answers", test_never_answers);
}

int
main (int argc, char **argv)
{
  return app_run (argc, argv, add_tests);
}

// SPDX-License-Identifier: Apache-2.0
// The power fails at any moment: what was reported as done is there, whole.
#include "crash-shop.h"
#include "crash-vfs.h"
#include "store-fixture.h"
#include "suima-error.h"

#define CRASH_N_TRIALS 360
#define CRASH_N_LYING_TRIALS 60
#define CRASH_MAX_OPS 1200
#define CRASH_MAX_ACTS 400

static guint32
test_crash_get_seed (void)
{
  const char *text = g_getenv ("SUIMA_SEED");

  return text != NULL ? (guint32)g_ascii_strtoull (text, NULL, 10) : 20260918;
}

static char *
test_crash_new_path (void)
{
  g_autofree char *folder = store_fixture_new_folder ();

  return g_build_filename (folder, "store.sqlite", NULL);
}

static void
test_crash_remove (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  store_fixture_remove_folder (folder);
}

/* Works until the power fails. Returns: %FALSE when something else failed. */
static gboolean
test_crash_live (CrashShop *shop, const char *path, gboolean is_first, GError **error)
{
  gboolean ok = crash_shop_open (shop, path, "crash", error);

  if (ok && !is_first && g_rand_int_range (shop->rand, 0, 4) == 0)
    ok = suima_store_checkpoint (shop->store, error);
  if (ok && !is_first)
    ok = crash_shop_verify (shop, error);
  if (ok && !is_first)
    crash_shop_forget_act (shop);
  for (guint i = 0; ok && i < CRASH_MAX_ACTS; i++)
    ok = crash_shop_act (shop, error);
  if (!ok && crash_vfs_is_cut ())
    {
      g_clear_error (error);
      ok = TRUE;
    }
  crash_vfs_cut ();
  crash_shop_close (shop);
  crash_vfs_settle ();
  return ok;
}

static gboolean
test_crash_trial (guint32 seed, gboolean is_lying, GError **error)
{
  static const double chances[] = { 0.1, 0.5, 0.9 };
  g_autoptr (CrashShop) shop = crash_shop_new (seed);
  g_autofree char *path = test_crash_new_path ();
  const guint n_lives = g_rand_boolean (shop->rand) ? 2 : 1;
  gboolean ok = TRUE;

  for (guint life = 0; ok && life < n_lives; life++)
    {
      const gint32 max_op = life == 0 ? CRASH_MAX_OPS : 40;
      const CrashPlan plan = {
        .seed = g_rand_int (shop->rand),
        .crash_at_op = (guint)g_rand_int_range (shop->rand, 1, max_op),
        .p = chances[seed % G_N_ELEMENTS (chances)],
        .is_lying = is_lying,
      };
      crash_vfs_power_on (&plan);
      ok = test_crash_live (shop, path, life == 0, error);
    }
  ok = ok && crash_shop_open (shop, path, NULL, error) && crash_shop_verify (shop, error);
  crash_shop_close (shop);
  test_crash_remove (path);
  return ok;
}

static void
test_crash_honest_disk (void)
{
  const guint32 seed = test_crash_get_seed ();

  g_test_message ("SUIMA_SEED=%u", seed);
  for (guint i = 0; i < CRASH_N_TRIALS; i++)
    {
      g_autoptr (GError) error = NULL;
      if (!test_crash_trial (seed + i, FALSE, &error))
        g_error ("trial with SUIMA_SEED=%u: %s", seed + i, error->message);
    }
}

/* The proof that these trials can fail: a disk that ignores syncs loses what was reported. */
static void
test_crash_lying_disk (void)
{
  const guint32 seed = test_crash_get_seed ();
  guint n_lost = 0;

  for (guint i = 0; i < CRASH_N_LYING_TRIALS; i++)
    {
      g_autoptr (GError) error = NULL;
      if (!test_crash_trial (seed + i, TRUE, &error))
        n_lost++;
    }
  g_test_message ("%u of %u trials on a lying disk lost something", n_lost, CRASH_N_LYING_TRIALS);
  g_assert_cmpuint (n_lost, >, CRASH_N_LYING_TRIALS * 3 / 4);
}

/* One life in which something fails that is no power cut: the shop goes on, and loses nothing.
   Returns: whether an act failed: SQLite keeps a failed automatic checkpoint to itself. */
static gboolean
test_crash_survive (const CrashPlan *plan, int code)
{
  g_autoptr (CrashShop) shop = crash_shop_new (plan->seed);
  g_autofree char *path = test_crash_new_path ();
  g_autoptr (GError) error = NULL;
  gboolean has_failed = FALSE;
  guint i = 0;

  crash_vfs_power_on (plan);
  if (crash_shop_open (shop, path, "crash", &error))
    for (i = 0; i < CRASH_MAX_ACTS && crash_shop_act (shop, &error); i++)
      ;
  if (error != NULL)
    g_assert_error (error, SUIMA_ERROR, code);
  has_failed = error != NULL;
  g_clear_error (&error);
  crash_vfs_make_room ();
  if (shop->store == NULL)
    crash_shop_open (shop, path, "crash", &error);
  g_assert_no_error (error);
  g_assert_true (suima_store_set_meta (shop->store, "after", "the failure", &error));
  crash_shop_verify (shop, &error);
  g_assert_no_error (error);
  crash_shop_forget_act (shop);
  for (i = 0; i < 20; i++)
    g_assert_true (crash_shop_act (shop, &error));
  crash_vfs_cut ();
  crash_shop_close (shop);
  crash_vfs_settle ();
  crash_shop_open (shop, path, NULL, &error);
  g_assert_no_error (error);
  crash_shop_verify (shop, &error);
  g_assert_no_error (error);
  crash_shop_close (shop);
  test_crash_remove (path);
  return has_failed;
}

static void
test_crash_full_disk (void)
{
  const guint32 seed = test_crash_get_seed ();

  for (guint i = 0; i < 40; i++)
    {
      const CrashPlan plan = { .seed = seed + i, .p = 0.5, .room_bytes = 20000 + i * 15013 };
      g_test_message ("SUIMA_SEED=%u, room for %zu bytes", seed + i, plan.room_bytes);
      g_assert_true (test_crash_survive (&plan, SUIMA_ERROR_NO_SPACE));
    }
}

static void
test_crash_failing_sync (void)
{
  const guint32 seed = test_crash_get_seed ();
  guint n_failed = 0;

  for (guint i = 0; i < 40; i++)
    {
      const CrashPlan plan = { .seed = seed + i, .p = 0.5, .fail_sync_at = 1 + i };
      g_test_message ("SUIMA_SEED=%u, sync %u fails", seed + i, plan.fail_sync_at);
      n_failed += test_crash_survive (&plan, SUIMA_ERROR_INTERNAL) ? 1 : 0;
    }
  g_test_message ("%u of 40 failed syncs failed an act", n_failed);
  g_assert_cmpuint (n_failed, >, 10);
}

/* What an unsynced commit left in the page cache looks whole to the next open, and is not on the
   disk: nothing may be acknowledged behind it. */
static void
test_crash_failing_sync_at_open (void)
{
  const guint32 seed = test_crash_get_seed ();
  guint n_failed = 0;

  for (guint i = 0; i < 140; i++)
    {
      const CrashPlan plan = { .seed = seed + i, .p = 0.5, .fail_sync_at = 1 + i % 7 };
      g_test_message ("SUIMA_SEED=%u, sync %u fails", seed + i, plan.fail_sync_at);
      n_failed += test_crash_survive (&plan, SUIMA_ERROR_INTERNAL) ? 1 : 0;
    }
  g_assert_cmpuint (n_failed, >, 70);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/honest-disk", test_crash_honest_disk);
  g_test_add_func ("/crash/lying-disk", test_crash_lying_disk);
  g_test_add_func ("/crash/full-disk", test_crash_full_disk);
  g_test_add_func ("/crash/failing-sync", test_crash_failing_sync);
  g_test_add_func ("/crash/failing-sync-at-open", test_crash_failing_sync_at_open);
  return g_test_run ();
}

// SPDX-License-Identifier: Apache-2.0
#include "suima-mapping-storage.h"

static void
test_storage_classes (void)
{
  static const struct
  {
    const char *storage;
    SuimaTempClass temp_class;
  } cases[] = {
    { "冷冻 -18℃", SUIMA_TEMP_FROZEN },
    { "冻藏", SUIMA_TEMP_FROZEN },
    { "-18℃以下", SUIMA_TEMP_FROZEN },
    { "≤-18度", SUIMA_TEMP_FROZEN },
    { "零下18度", SUIMA_TEMP_FROZEN },
    { "－１８℃", SUIMA_TEMP_FROZEN },
    { "-25~-18℃", SUIMA_TEMP_FROZEN },
    { "Frozen", SUIMA_TEMP_FROZEN },
    { "冷藏 0~4℃", SUIMA_TEMP_CHILLED },
    { "0-4℃", SUIMA_TEMP_CHILLED },
    { "冷藏 13~15℃", SUIMA_TEMP_CHILLED },
    { "-1~4℃", SUIMA_TEMP_CHILLED },
    { "冰鲜", SUIMA_TEMP_CHILLED },
    { "保鲜", SUIMA_TEMP_CHILLED },
    { "冷藏, 请勿冷冻", SUIMA_TEMP_CHILLED },
    { "请勿冷冻, 冷藏", SUIMA_TEMP_CHILLED },
    { "0～4℃", SUIMA_TEMP_CHILLED },
    { "0.5-3.5℃", SUIMA_TEMP_CHILLED },
    { "常温", SUIMA_TEMP_AMBIENT },
    { "阴凉干燥处", SUIMA_TEMP_AMBIENT },
    { "15~25℃", SUIMA_TEMP_AMBIENT },
    { "见包装", SUIMA_TEMP_UNKNOWN },
    { "", SUIMA_TEMP_UNKNOWN },
    { "-18~25℃", SUIMA_TEMP_UNKNOWN },
    { "99999999999℃", SUIMA_TEMP_UNKNOWN },
    { "冷冻保存, 解冻后冷藏", SUIMA_TEMP_FROZEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].storage);
      g_assert_cmpint (suima_temp_class_from_storage (cases[i].storage), ==, cases[i].temp_class);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storage/classes", test_storage_classes);
  return g_test_run ();
}

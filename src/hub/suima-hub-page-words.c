// SPDX-License-Identifier: Apache-2.0
#include "suima-hub-page-words.h"

#include <string.h>

static const char *const suima_page_words[SUIMA_N_WORDS][2] = {
  [SUIMA_WORD_BRAND] = { "随码 · 追溯查询", "Suima · trace" },
  [SUIMA_WORD_OTHER_LANGUAGE] = { "English", "中文" },
  [SUIMA_WORD_FROM] = { "从哪里来", "Where it comes from" },
  [SUIMA_WORD_ORIGIN] = { "原产地", "Origin" },
  [SUIMA_WORD_PORT] = { "入境口岸", "Port of entry" },
  [SUIMA_WORD_WHEN] = { "什么时候", "When" },
  [SUIMA_WORD_MADE] = { "生产日期", "Made" },
  [SUIMA_WORD_UNTIL] = { "保质期至", "Best before" },
  [SUIMA_WORD_ARRIVED] = { "到货日期", "Arrived" },
  [SUIMA_WORD_STORAGE] = { "贮存条件", "Storage" },
  [SUIMA_WORD_WHO] = { "谁负责", "Who answers for it" },
  [SUIMA_WORD_SELLER] = { "销售者", "Seller" },
  [SUIMA_WORD_IMPORTER] = { "进口商", "Importer" },
  [SUIMA_WORD_SUPPLIER] = { "供货者", "Supplier" },
  [SUIMA_WORD_PRODUCER] = { "生产者", "Producer" },
  [SUIMA_WORD_CHECKS] = { "检验", "Checks" },
  [SUIMA_WORD_NO_PAPERS] = { "没有登记检验证明", "No certificate is on record" },
  [SUIMA_WORD_STORY] = { "经过", "What happened" },
  [SUIMA_WORD_LOT] = { "批号", "Lot" },
  [SUIMA_WORD_SPEC] = { "规格", "Size" },
  [SUIMA_WORD_CODE] = { "追溯码", "Trace code" },
  [SUIMA_WORD_SEAL] = { "防伪签名", "Signature" },
  [SUIMA_WORD_SEAL_GOOD] = { "核验通过", "checked, genuine" },
  [SUIMA_WORD_SEAL_WRONG] = { "不对", "wrong" },
  [SUIMA_WORD_SEAL_UNCHECKED] = { "这里无法核验", "cannot be checked here" },
  [SUIMA_WORD_SEAL_NONE] = { "这种标签不带签名", "this kind of label has none" },
  [SUIMA_WORD_CHECKED_AT] = { "核验时间", "Checked" },
  [SUIMA_WORD_DATA_UNTIL] = { "数据截至", "Data as of" },
  [SUIMA_WORD_LAST_DAY] = { "今天是最后一天", "Today is the last day" },
  [SUIMA_WORD_TODAY] = { "今天", "Today" },
  [SUIMA_WORD_YESTERDAY] = { "昨天", "Yesterday" },
};

static const SuimaVerdictWords suima_page_verdicts[SUIMA_N_TRACE_STATES] = {
  [SUIMA_TRACE_GENUINE] = { "ok",
                            { "正常", "Good" },
                            { "标签真实，来源可查", "Genuine label, source on record" },
                            { "", "" } },
  [SUIMA_TRACE_REPRINTED] = { "attention",
                              { "补打标签", "Reprinted" },
                              { "标签真实，补打过", "Genuine label, printed again" },
                              { "旧标签坏了才会补打。两件商品同一个码，请告诉店员。",
                                "Labels are printed again when torn. If two goods bear the same "
                                "code, tell the staff." } },
  [SUIMA_TRACE_PENDING] = { "attention",
                            { "未上报", "Not uploaded yet" },
                            { "标签真实，详细记录正在上传",
                              "Genuine label, details are being uploaded" },
                            { "请过一会儿再扫一次。", "Please scan it again a little later." } },
  [SUIMA_TRACE_SOLD] = { "attention",
                         { "已售", "Sold" },
                         { "这个码已经卖出过，请问店员",
                           "This code was sold before: ask the staff" },
                         { "如果是您自己买的，可以放心对照下面的信息。",
                           "If you are the one who bought it, the details below are yours." } },
  [SUIMA_TRACE_HELD] = { "stop",
                         { "停售", "Not for sale" },
                         { "商家已停售这件商品，请问店员",
                           "Taken off sale for now: ask the staff" },
                         { "", "" } },
  [SUIMA_TRACE_EXPIRED] = { "stop",
                            { "过期", "Expired" },
                            { "已过保质期，请不要食用", "Past its date: please do not eat it" },
                            { "请交给店员。", "Please hand it to the staff." } },
  [SUIMA_TRACE_VOID] = { "stop",
                         { "作废", "Void" },
                         { "这个码已经作废，请问店员", "This code is void: ask the staff" },
                         { "作废的码不应再贴在商品上。",
                           "A void code should not be on any goods." } },
  [SUIMA_TRACE_DESTROYED] = { "stop",
                              { "已销毁", "Destroyed" },
                              { "这件商品已登记销毁，不应再卖",
                                "On record as destroyed: it should not be sold" },
                              { "请告诉店员。", "Please tell the staff." } },
  [SUIMA_TRACE_RECALLED] = { "stop",
                             { "召回", "Recalled" },
                             { "请不要食用，拿回服务台",
                               "Do not eat it. Take it back to the service desk" },
                             { "", "" } },
  [SUIMA_TRACE_FORGED] = { "stop",
                           { "签名不对", "Wrong signature" },
                           { "标签可能是伪造的，请问店员",
                             "This label may be forged: ask the staff" },
                           { "标签上的防伪签名和发码的门店对不上。",
                             "The signature on the label is not that of the shop that issued the "
                             "code." } },
  [SUIMA_TRACE_UNKNOWN] = { "unknown",
                            { "查不到", "Unknown" },
                            { "查不到这个码", "This code is not on record" },
                            { "可能没扫全，也可能不是这里发的码。请再扫一次，或者问店员。",
                              "It may not have been read whole, or was not issued here. Scan it "
                              "again, or ask the staff." } },
};

static const struct
{
  const char *key;
  const char *name[2];
} suima_page_papers[SUIMA_N_PAPERS] = {
  [SUIMA_PAPER_INSPECTION] = { "suima:paperInspection",
                               { "入境货物检验检疫证明", "Entry inspection and quarantine" } },
  [SUIMA_PAPER_NUCLEIC_ACID] = { "suima:paperNucleicAcid",
                                 { "核酸检测报告", "Nucleic acid test" } },
  [SUIMA_PAPER_DISINFECTION] = { "suima:paperDisinfection",
                                 { "消毒证明", "Disinfection certificate" } },
  [SUIMA_PAPER_CUSTOMS] = { "suima:paperCustoms", { "报关单", "Customs declaration" } },
  [SUIMA_PAPER_PLANT] = { "suima:paperPlant",
                          { "境外生产企业注册编号", "Registered plant abroad" } },
  [SUIMA_PAPER_CONFORMITY] = { "suima:paperConformity",
                               { "承诺达标合格证", "Declaration of conformity" } },
  [SUIMA_PAPER_ANIMAL_QUARANTINE] = { "suima:paperAnimalQuarantine",
                                      { "动物检疫合格证明", "Animal quarantine certificate" } },
  [SUIMA_PAPER_MEAT_QUALITY] = { "suima:paperMeatQuality",
                                 { "肉品品质检验合格证", "Meat quality certificate" } },
  [SUIMA_PAPER_SWINE_FEVER] = { "suima:paperSwineFever",
                                { "非洲猪瘟检测报告", "African swine fever test" } },
  [SUIMA_PAPER_TEST_REPORT] = { "suima:paperTestReport", { "检测报告", "Test report" } },
  [SUIMA_PAPER_VOUCHER] = { "suima:paperVoucher", { "进货凭证", "Purchase voucher" } },
  [SUIMA_PAPER_WAREHOUSE_EXIT] = { "suima:paperWarehouseExit",
                                   { "集中监管仓出仓证明", "Release from supervised warehouse" } },
};

static const struct
{
  const char *step;
  const char *name[2];
} suima_page_steps[] = {
  { "commissioning", { "贴上追溯码", "Labelled" } },
  { "reprint", { "补打标签", "Label printed again" } },
  { "decommissioning", { "追溯码作废", "Code made void" } },
  { "receiving", { "到货", "Received" } },
  { "accepting", { "验收", "Accepted" } },
  { "inspecting", { "查验", "Inspected" } },
  { "sampling", { "抽样检验", "Sampled for a test" } },
  { "storing", { "入库", "Put in store" } },
  { "stocking", { "上架", "Put on sale" } },
  { "packing", { "装箱", "Packed" } },
  { "unpacking", { "开箱", "Unpacked" } },
  { "repackaging", { "分装", "Repacked" } },
  { "shipping", { "发货", "Dispatched" } },
  { "void_shipping", { "撤回发货", "Dispatch undone" } },
  { "retail_selling", { "卖出", "Sold" } },
  { "holding", { "停售", "Taken off sale" } },
  { "destroying", { "销毁", "Destroyed" } },
};

static const char *const suima_page_months[] = {
  "January", "February", "March",     "April",   "May",      "June",
  "July",    "August",   "September", "October", "November", "December",
};

const char *
suima_page_get_word (SuimaWord word, SuimaLanguage language)
{
  return suima_page_words[word][language];
}

const SuimaVerdictWords *
suima_page_get_verdict (SuimaTraceState state)
{
  return &suima_page_verdicts[state];
}

const char *
suima_page_get_paper (SuimaPaperKind kind, SuimaLanguage language, const char **ret_key)
{
  *ret_key = suima_page_papers[kind].key;
  return suima_page_papers[kind].name[language];
}

const char *
suima_page_get_step (const char *step, SuimaLanguage language)
{
  for (guint i = 0; step != NULL && i < G_N_ELEMENTS (suima_page_steps); i++)
    if (strcmp (suima_page_steps[i].step, step) == 0)
      return suima_page_steps[i].name[language];
  return NULL;
}

char *
suima_page_new_day (SuimaDay day, SuimaLanguage language)
{
  int year, month, month_day;

  suima_day_split (day, &year, &month, &month_day);
  if (language == SUIMA_LANGUAGE_EN)
    return g_strdup_printf ("%d %s %d", month_day, suima_page_months[month - 1], year);
  return g_strdup_printf ("%d年%d月%d日", year, month, month_day);
}

static char *
suima_page_new_date (SuimaDay day, SuimaDay today, SuimaLanguage language)
{
  int year, this_year, month, month_day;

  if (day == today)
    return g_strdup (suima_page_get_word (SUIMA_WORD_TODAY, language));
  if (day == today - 1)
    return g_strdup (suima_page_get_word (SUIMA_WORD_YESTERDAY, language));
  suima_day_split (today, &this_year, &month, &month_day);
  suima_day_split (day, &year, &month, &month_day);
  if (year != this_year)
    return suima_page_new_day (day, language);
  if (language == SUIMA_LANGUAGE_EN)
    return g_strdup_printf ("%d %s", month_day, suima_page_months[month - 1]);
  return g_strdup_printf ("%d月%d日", month, month_day);
}

char *
suima_page_new_moment (gint64 moment_us, gint64 now_us, SuimaLanguage language)
{
  SuimaDay day = suima_day_from_us (moment_us, SUIMA_HUB_UTC_OFFSET_MIN);
  SuimaDay today = suima_day_from_us (now_us, SUIMA_HUB_UTC_OFFSET_MIN);
  g_autofree char *date = suima_page_new_date (day, today, language);
  gint64 minutes =
      (moment_us + SUIMA_HUB_UTC_OFFSET_MIN * G_TIME_SPAN_MINUTE) / G_TIME_SPAN_MINUTE -
      day * (gint64)1440;

  return g_strdup_printf ("%s %02d:%02d", date, (int)(minutes / 60), (int)(minutes % 60));
}

char *
suima_page_new_days_left (SuimaDay expiry, SuimaDay today, SuimaLanguage language)
{
  int days = expiry - today;

  if (days == 0)
    return g_strdup (suima_page_get_word (SUIMA_WORD_LAST_DAY, language));
  if (language == SUIMA_LANGUAGE_EN)
    return g_strdup_printf (days > 0 ? "%d %s left" : "%d %s past", ABS (days),
                            ABS (days) == 1 ? "day" : "days");
  return g_strdup_printf (days > 0 ? "还剩 %d 天" : "已过 %d 天", ABS (days));
}

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
  [SUIMA_WORD_VOUCHER] = { "销售溯源凭证", "Sales voucher" },
  [SUIMA_WORD_CERTIFICATE] = { "承诺达标合格证", "Declaration of conformity" },
  [SUIMA_WORD_NUMBER] = { "编号", "Number" },
  [SUIMA_WORD_PRODUCT] = { "产品", "Product" },
  [SUIMA_WORD_ISSUER] = { "开具者", "Issued by" },
  [SUIMA_WORD_ISSUED] = { "开具日期", "Issued" },
  [SUIMA_WORD_REGISTERED] = { "这台设备登记的名称", "Its station is registered as" },
  [SUIMA_WORD_REPORTED] = { "开具者上报", "Reported by its issuer" },
  [SUIMA_WORD_NOT_REPORTED] = { "还没有上报到这里", "not reported here yet" },
  [SUIMA_WORD_GOODS_RECEIVED] = { "买方登记收货", "Goods received by the buyer" },
  [SUIMA_WORD_SHOPS] = { "登记过这张证的店", "Shops that have it on file" },
  [SUIMA_WORD_SHORT_VOUCHER] = { "商品太多，码里放不下，明细在卖方给的文件里。",
                                 "There are too many goods for the code: they stand in the file "
                                 "that the seller gives." },
  [SUIMA_WORD_NOT_SHOWN] = { "数量和买方只写在纸上，这里不公开。",
                             "Quantities and the buyer stand on the paper only; they are not shown "
                             "here." },
  [SUIMA_WORD_COMPARE] = { "这种证没有电子签名，请和纸上的内容对照。",
                           "Such a paper bears no electronic signature: compare it with this." },
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

static const SuimaVerdictWords suima_page_paper_verdicts[SUIMA_N_PAPER_STATES] = {
  [SUIMA_PAPER_VOUCHER_GOOD] = { "ok",
                                 { "有效", "Valid" },
                                 { "凭证真实，卖方已上报", "Genuine voucher, reported by the seller" },
                                 { "", "" } },
  [SUIMA_PAPER_VOUCHER_UNREPORTED] = { "attention",
                                       { "未上报", "Not reported yet" },
                                       { "签名真实，这笔销售还没有上报",
                                         "Genuine signature, the sale is not reported yet" },
                                       { "卖方联网后就会上报。可以先收货，过后再查一次。",
                                         "The seller reports it when he is connected. Goods can be "
                                         "received; look again later." } },
  [SUIMA_PAPER_VOUCHER_RECALLED] = { "stop",
                                     { "召回", "Recalled" },
                                     { "凭证上有商品被召回，请停止销售",
                                       "Goods on it are recalled: stop selling them" },
                                     { "请打电话问卖方。", "Call the seller." } },
  [SUIMA_PAPER_VOUCHER_TWICE] = { "stop",
                                  { "重复使用", "Used twice" },
                                  { "不止一家店用这张凭证收过货",
                                    "More than one shop received goods by it" },
                                  { "一张凭证只对一批货。请打电话问卖方。",
                                    "A voucher is for one lot of goods. Call the seller." } },
  [SUIMA_PAPER_VOUCHER_WITHDRAWN] = { "stop",
                                      { "已撤回", "Withdrawn" },
                                      { "卖方撤回了这张凭证", "The seller has withdrawn it" },
                                      { "请打电话问卖方。", "Call the seller." } },
  [SUIMA_PAPER_VOUCHER_REVOKED] = { "stop",
                                    { "密钥已吊销", "Key revoked" },
                                    { "卖方设备的密钥已吊销，不要凭它收货",
                                      "The key of the seller's station is revoked: do not receive "
                                      "goods by it" },
                                    { "请打电话问卖方。", "Call the seller." } },
  [SUIMA_PAPER_VOUCHER_STRANGER] = { "unknown",
                                     { "卖方未登记", "Seller not registered" },
                                     { "卖方的设备没有在这里登记，无法核验",
                                       "The seller's station is not registered here: it cannot be "
                                       "checked" },
                                     { "码没有被改过，但这里不知道是谁签的。请向卖方要核对词。",
                                       "The code was not altered, but who signed it is not known "
                                       "here. Ask the seller for his check word." } },
  [SUIMA_PAPER_VOUCHER_UNCHECKED] = { "unknown",
                                      { "无法核验", "Cannot be checked" },
                                      { "这个网址不是凭证上的网址，无法核验",
                                        "This is not the address on the voucher: it cannot be "
                                        "checked" },
                                      { "请直接扫凭证上的码。", "Scan the code on the voucher." } },
  [SUIMA_PAPER_VOUCHER_FORGED] = { "stop",
                                   { "签名不对", "Wrong signature" },
                                   { "凭证可能被改过或是伪造的，不要凭它收货",
                                     "It may be altered or forged: do not receive goods by it" },
                                   { "请打电话问卖方。", "Call the seller." } },
  [SUIMA_PAPER_VOUCHER_BROKEN] = { "unknown",
                                   { "读不完整", "Not read whole" },
                                   { "这张凭证的码没有读完整", "The voucher's code was not read whole" },
                                   { "请把码铺平，再扫一次。", "Hold it flat and scan it again." } },
  [SUIMA_PAPER_CERTIFICATE_ISSUED] = { "ok",
                                       { "有登记", "On record" },
                                       { "开具者登记过这张合格证",
                                         "Its issuer has this certificate on record" },
                                       { "", "" } },
  [SUIMA_PAPER_CERTIFICATE_FILED] = { "attention",
                                      { "开具者未登记", "Issuer not on record" },
                                      { "有店登记过这张合格证，开具者没有",
                                        "Shops have it on file, its issuer does not" },
                                      { "开具者可能没有用这个平台，或者还没有上报。",
                                        "The issuer may not use this platform, or has not reported "
                                        "it yet." } },
  [SUIMA_PAPER_CERTIFICATE_CLAIMED] = { "stop",
                                        { "编号重复", "Number used twice" },
                                        { "不止一家说这个编号是自己开的",
                                          "More than one says that it issued this number" },
                                        { "请打电话问开具者。", "Call the issuer." } },
  [SUIMA_PAPER_CERTIFICATE_WITHDRAWN] = { "stop",
                                          { "已撤回", "Withdrawn" },
                                          { "登记已经撤回", "Its record was withdrawn" },
                                          { "请打电话问开具者。", "Call the issuer." } },
  [SUIMA_PAPER_CERTIFICATE_UNKNOWN] = { "unknown",
                                        { "查不到", "Unknown" },
                                        { "这里没有这张合格证的记录",
                                          "This certificate is not on record here" },
                                        { "可能还没有上报，也可能是别处开的。请看纸上的联系方式。",
                                          "It may not be reported yet, or was issued elsewhere. The "
                                          "paper says whom to ask." } },
  [SUIMA_PAPER_CERTIFICATE_BROKEN] = { "unknown",
                                       { "读不完整", "Not read whole" },
                                       { "这不是一个完整的合格证编号",
                                         "This is no whole number of a certificate" },
                                       { "请再扫一次。", "Scan it again." } },
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

const SuimaVerdictWords *
suima_page_get_paper_verdict (SuimaPaperState state)
{
  return &suima_page_paper_verdicts[state];
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

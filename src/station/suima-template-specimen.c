// SPDX-License-Identifier: Apache-2.0
#include "suima-template-specimen.h"

/* These are goods and parties, not words for the reader: they stay Chinese in every language. */

static void
suima_specimen_fill_plain (SuimaBatch *batch)
{
  batch->product = g_strdup ("智利车厘子 JJJ");
  batch->spec = g_strdup ("5kg/箱");
  batch->lot = g_strdup ("CL-CH-2641");
  batch->origin = g_strdup ("智利");
  batch->country = g_strdup ("CL");
  batch->storage = g_strdup ("冷藏 0~4℃");
  batch->importer = g_strdup ("穗鲜进口(广州)有限公司");
  batch->supplier = g_strdup ("江南果菜批发市场A区17档");
  batch->supplier_phone = g_strdup ("020-81990017");
}

/* A name of 40 characters, the longest lot that a code can hold, parties of 20. */
static void
suima_specimen_fill_imported (SuimaBatch *batch)
{
  batch->product = g_strdup ("厄瓜多尔野生捕捞单冻带头带壳南美白对虾家庭分享装特大号礼盒"
                             "含冰衣净含量见标签说明");
  batch->spec = g_strdup ("1.8kg/盒 30/40");
  batch->lot = g_strdup ("24887-2609-ECU-0017X");
  batch->origin = g_strdup ("厄瓜多尔");
  batch->country = g_strdup ("EC");
  batch->storage = g_strdup ("冷冻 -18℃以下");
  batch->importer = g_strdup ("宁波前湾新区远洋水产品进出口贸易有限公司");
  batch->supplier = g_strdup ("中山市水出冻品批发部");
  batch->supplier_phone = g_strdup ("0760-88321122");
}

static void
suima_specimen_fill_domestic (SuimaBatch *batch)
{
  batch->product = g_strdup ("平湖市新埭镇绿色生态大棚有机种植紫色芦笋精品礼盒装"
                             "净菜即烹一级果径十八毫米以上");
  batch->spec = g_strdup ("500g/把×20把");
  batch->lot = g_strdup ("PH-LS-20261120-0017A");
  batch->origin = g_strdup ("浙江省嘉兴市平湖市");
  batch->country = g_strdup ("CN");
  batch->storage = g_strdup ("冷藏 2~5℃");
  batch->producer = g_strdup ("平湖市新埭镇绿源生态蔬菜专业合作社联合社");
  batch->papers[SUIMA_PAPER_CONFORMITY] = g_strdup ("HGZ3304822611200001");
}

SuimaBatch *
suima_specimen_new_batch (SuimaSpecimen specimen)
{
  static void (*const fill[SUIMA_N_SPECIMENS]) (SuimaBatch *) = {
    suima_specimen_fill_plain, suima_specimen_fill_imported, suima_specimen_fill_domestic
  };
  SuimaBatch *batch = suima_batch_new ();

  fill[specimen](batch);
  batch->gtin = g_strdup ("06901234567892");
  batch->production = suima_day_new (2026, 11, 2);
  batch->expiry = suima_day_new (2028, 11, 1);
  batch->quantity_milli = 120000;
  batch->unit = g_strdup ("箱");
  return batch;
}

void
suima_specimen_set_context (SuimaSpecimen specimen, SuimaLabelContext *context)
{
  gboolean is_plain = specimen == SUIMA_SPECIMEN_PLAIN;

  context->operator_name = "中山石岐鲜果园水果店";
  context->copy = is_plain ? 1 : 2;
  context->weight_g = is_plain ? 1234 : 99999;
  context->unit_price_fen = is_plain ? 2560 : 128800;
  context->price_fen = is_plain ? 3159 : 1287987;
  context->repacker = is_plain ? "石岐鲜果园" : "中山市石岐区悦来南路鲜果园水果专卖店";
  context->repacked_on = is_plain ? "2026-11-22" : "2026-11-22 09:30";
  context->repack_place = is_plain ? "中山市石岐区悦来南路12号" : "广东省中山市石岐区悦来南路12号之一首层";
  context->reason = is_plain ? "缺检验检疫证明" : "缺入境货物检验检疫证明，并且核对报关单号与批号不一致";
  context->document_no = "HGZ3304822611200001";
  context->issuer = is_plain ? "平湖绿源蔬菜专业合作社" : "平湖市新埭镇绿源生态蔬菜专业合作社联合社";
  context->issuer_phone = "0573-85010017";
  context->issuer_place = is_plain ? "江南果菜批发市场A区17档" : "嘉兴市水果批发交易市场蔬菜交易区A区17档";
  context->issued_on = "2026-11-22";
  context->buyer = is_plain ? "中山市民生酒楼" : "中山市东区民生大酒楼餐饮管理有限公司";
  context->quantity_text = is_plain ? "120箱" : "1200.5公斤（120箱）";
  context->basis = SUIMA_BASIS_CONTROL | SUIMA_BASIS_OWN_TEST;
}

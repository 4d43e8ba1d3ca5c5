// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

SuimaTemplate *
sample_template (const char *id)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.json", SUIMA_TEMPLATES, id);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SuimaTemplate *template;
  gsize size_bytes;

  if (!g_file_get_contents (path, &text, &size_bytes, &error))
    g_error ("%s", error->message);
  template = suima_template_parse (text, size_bytes, &error);
  if (template == NULL)
    g_error ("%s: %s", path, error->message);
  return template;
}

const char *const *
sample_template_ids (void)
{
  static const char *const ids[] = { "32x25x3",
                                     "40x30",
                                     "50x30",
                                     "60x40",
                                     "60x40-repack",
                                     "60x40-weight",
                                     "70x50",
                                     "70x50-certificate-1",
                                     "70x50-certificate-2",
                                     "70x50-voucher",
                                     "hold-40x30",
                                     "hold-60x40",
                                     NULL };

  return ids;
}

const char *
sample_uri (const SuimaTemplate *template)
{
  return template->is_signed ? SAMPLE_SIGNED_URI : SAMPLE_URI;
}

SuimaBatch *
sample_fruit (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->product = g_strdup ("智利车厘子 JJJ");
  batch->spec = g_strdup ("5kg/箱");
  batch->gtin = g_strdup ("07800000001013");
  batch->lot = g_strdup ("CL-CH-2641");
  batch->origin = g_strdup ("智利");
  batch->country = g_strdup ("CL");
  batch->storage = g_strdup ("冷藏 0~4℃");
  batch->production = suima_day_new (2026, 11, 2);
  batch->expiry = suima_day_new (2026, 12, 17);
  batch->importer = g_strdup ("穗鲜进口(广州)有限公司");
  batch->supplier = g_strdup ("江南果菜批发市场A区17档");
  batch->supplier_phone = g_strdup ("02081990017");
  batch->quantity_milli = 120000;
  batch->unit = g_strdup ("箱");
  return batch;
}

SuimaBatch *
sample_meat (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->product = g_strdup ("巴西去骨牛前胸肉");
  batch->spec = g_strdup ("25kg/箱");
  batch->gtin = g_strdup ("07890000006064");
  batch->lot = g_strdup ("SIF2015-0826");
  batch->origin = g_strdup ("巴西");
  batch->country = g_strdup ("BR");
  batch->storage = g_strdup ("冷冻 -18℃");
  batch->production = suima_day_new (2026, 8, 26);
  batch->expiry = suima_day_new (2028, 8, 26);
  batch->importer = g_strdup ("禾海冷链供应链(深圳)有限公司");
  batch->supplier = g_strdup ("中山水出冻品批发部");
  batch->supplier_phone = g_strdup ("076088321122");
  batch->quantity_milli = 40000;
  batch->unit = g_strdup ("箱");
  return batch;
}

SuimaBatch *
sample_produce (void)
{
  SuimaBatch *batch = suima_batch_new ();

  batch->product = g_strdup ("平湖芦笋");
  batch->spec = g_strdup ("500g/把");
  batch->lot = g_strdup ("PH-LS-1120");
  batch->origin = g_strdup ("浙江平湖");
  batch->country = g_strdup ("CN");
  batch->storage = g_strdup ("冷藏 2~5℃");
  batch->production = suima_day_new (2026, 11, 20);
  batch->expiry = suima_day_new (2026, 11, 27);
  batch->producer = g_strdup ("平湖绿源蔬菜专业合作社");
  batch->producer_phone = g_strdup ("13800001001");
  batch->papers[SUIMA_PAPER_CONFORMITY] = g_strdup ("HGZ3304822611200001");
  batch->quantity_milli = 260000;
  batch->unit = g_strdup ("把");
  return batch;
}

SuimaBatch *
sample_long (void)
{
  SuimaBatch *batch = sample_meat ();

  g_free (batch->product);
  batch->product = g_strdup ("厄瓜多尔野生捕捞单冻带头带壳南美白对虾家庭分享装特大号礼盒"
                             "含冰衣净含量见标签说明");
  g_free (batch->importer);
  batch->importer = g_strdup ("宁波前湾新区远洋水产品进出口贸易有限公司");
  g_free (batch->origin);
  batch->origin = g_strdup ("厄瓜多尔");
  g_free (batch->spec);
  batch->spec = g_strdup ("1.8kg/盒 30/40");
  g_free (batch->lot);
  batch->lot = g_strdup ("24887-2609-ECU-0017X");
  return batch;
}

/* What a label of @template's kind says besides the batch. */
static SuimaLabelContext
sample_context (const SuimaTemplate *template, const SuimaBatch *batch)
{
  SuimaLabelContext context = { .operator_name = "中山石岐鲜果园水果店", .copy = 1 };

  if (g_str_has_suffix (template->id, "-weight"))
    {
      context.weight_g = 1234;
      context.unit_price_fen = 2560;
      context.price_fen = 3159;
    }
  if (g_str_has_suffix (template->id, "-repack"))
    {
      context.weight_g = 500;
      context.price_fen = 1280;
      context.repacker = "中山石岐鲜果园水果店";
      context.repacked_on = "2026-11-22 09:30";
      context.repack_place = "中山市石岐区悦来南路12号";
    }
  if (template->kind == SUIMA_TEMPLATE_LABEL)
    return context;
  context.reason = "缺入境货物检验检疫证明";
  context.document_no = "HGZ3304822611200001";
  context.issuer = batch->producer != NULL ? batch->producer : batch->importer;
  context.issuer_phone = "0760-88321122";
  context.issuer_place = "江南果菜批发市场A区17档";
  context.issued_on = "2026-11-22";
  context.buyer = "中山市东区民生酒楼";
  context.basis = SUIMA_BASIS_CONTROL | SUIMA_BASIS_OWN_TEST;
  return context;
}

SuimaLabel *
sample_label (const SuimaTemplate *template, const SuimaBatch *batch)
{
  SuimaLabelContext context = sample_context (template, batch);
  const char *uri = suima_template_get_qr (template) != NULL ? sample_uri (template) : NULL;

  return suima_label_fill (template, batch, uri, uri != NULL ? SAMPLE_SERIAL : NULL, &context);
}

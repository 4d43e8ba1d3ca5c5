#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Codes of other systems, the rules of another day, and who may see what: through suimactl.
. "$(dirname "$0")/libtest.sh"

ctl 0 init --shop A17 --jurisdiction CN-4420
cat >"$work/delivery.csv" <<'CSV'
品名,批号,原产国,贮存条件,生产日期,保质期,入境货物检验检疫证明编号,供货商,供货商电话,数量,单位
厄瓜多尔冻虾,E1,厄瓜多尔,冷冻,2026-09-01,24个月,126000002230003,张小明,13812341234,20,箱
CSV
ctl 0 import "$work/delivery.csv"
batch=$(find_batch 厄瓜多尔冻虾)

scanned() { # text, jq filter, expected
    ctl 0 scan --text "$1"
    assert_equal "scan $1: $2" "$(get "$2")" "$3"
}
url=http://zjll.zjamr.zj.gov.cn/202011307563441249
scanned "$url" '[.kind, .system, .verdict, .code] | join (" ")' "foreign zhejiang-cold-chain foreign $url"
scanned "$url" '[.fields.issuer, .fields.code, .fields.evidence, .fields.unverified[]] | join (" ")' \
    "浙江省市场监督管理局 202011307563441249 seen content"
scanned https://q.jiangsu.gov.cn/1 '[.verdict, .fields.issuer] | join (" ")' "issuer-known 江苏省"
scanned https://zj.gov.cn@evil.com/1 '[.verdict, .fields.host] | join (" ")' "disguised evil.com"
scanned "]C10106901234567892310200204510A1"$'\x1d'17270318 \
    '[.verdict, .fields.gtin, .fields.lot, .fields.net_weight_kg, .fields.expiry_date] | join (" ")' \
    "foreign 06901234567892 A1 20.45 2027-03-18"
scanned 有机码12345678901234567 '[.verdict, .fields.what] | join (" ")' "other-number licence"
ok "codes of other systems say who issued them and what was not checked"

for text in "javascript:alert(1)" "$(printf 'a%.0s' {1..4096})" $'\x01\x1b[31m' "%00" 🍒 "https://zj.gov.cn/%00"; do
    ctl 0 scan --text "$text"
    assert_equal "the text is kept" "$(get .code)" "$text"
    "$SUIMACTL" --data "$station" scan --text "$text" >"$work/shown"
    ! grep -qP '[\x00-\x08\x1b]' "$work/shown" || fail "a terminal would obey this: $text"
done
ok "hostile texts are kept as they are and do nothing"

cat >"$work/stalls.json" <<'JSON'
{"id": "stalls", "title": "本市场", "rules": [
  {"id": "stalls/code", "stage": "exact", "what": "trace-code", "system": "my-market",
   "title": "本市场摊位码", "issuer": "本市场", "pattern": "SHC(?<stall>\\d{3})-(?<lot>\\w{1,8})",
   "evidence": "seen", "unverified": ["content"], "examples": ["SHC017-A1"]}]}
JSON
ctl 0 recognition check "$work/stalls.json"
assert_equal "one rule" "$(get .rules)" 1
scanned SHC017-A1 .verdict unknown
ctl 0 recognition add "$work/stalls.json"
scanned SHC017-A1 '[.verdict, .fields.stall, .fields.lot] | join (" ")' "foreign 017 A1"
ctl 0 recognition list
assert_equal "it stands first" "$(get '.rules[0].id')" stalls/code
sed 's/SHC(/(a+)+(/' "$work/stalls.json" >"$work/bad.json"
ctl 1 recognition check "$work/bad.json"
assert_equal "its row" "$(get '.problems[0].row')" 1
ctl 1 recognition add "$work/bad.json"
scanned SHC017-A1 .fields.stall 017
ctl 1 recognition check "$work/none.json"
ctl 2 recognition mend
ok "a market adds a rule; a bad one is told and not used"

ctl 0 batch "$batch" --on 2022-06-01
assert_equal "required then, not today" \
    "$(get '.explanations[] | select (.requirement == "paper:nucleic-acid") | .message')" \
    "nucleic acid test report: required on 2022-06-01, not required today (not on record)"
assert_equal "by these rules" \
    "$(get '.explanations[] | select (.requirement == "paper:nucleic-acid") | .then.rule + " " + .now.rule')" \
    "guangdong-2021/frozen-nucleic-acid national-2023/nucleic-acid"
ctl 1 batch "$batch" --on 2022-13-01
for file in "$SUIMA_SOURCE"/resources/policies/*.json; do ctl 0 policy check "$file"; done
ok "what the rules asked on another day"

seen_by() { # role, expected
    ctl 0 batch "$batch" --role "$1"
    assert_equal "$1" "$(get '[.supplier, .supplier_phone, (.quantity | tostring)] | join (" ")')" "$2"
}
seen_by consumer "张* 138****1234 null"
seen_by clerk "张小明 13812341234 20"
seen_by operator "张小明 138****1234 20"
seen_by regulator "张小明 138****1234 20"
ctl 2 batch "$batch" --role root
ctl 1 reveal "$batch" --field supplier_phone --role operator
ctl 1 reveal "$batch" --field supplier_phone --role consumer --reason 好奇
ctl 0 reveal "$batch" --field supplier_phone --role operator --reason 召回 --by 王五
assert_equal "revealed" "$(get .text)" 13812341234
ctl 0 reveals
assert_equal "on the record" "$(get '.reveals | map ([.role, .by, .field, .reason] | join (" ")) | join (";")')" \
    "operator 王五 supplier_phone 召回"
ok "each role sees its own; what is revealed is on the record"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A supervisor's word, what was decided, and what a shopper never sees: through suimactl.
. "$(dirname "$0")/libtest.sh"

ctl 0 init --shop A17 --jurisdiction CN-4420
cat >"$work/delivery.csv" <<'CSV'
品名,批号,产地,生产日期,保质期,供货商,供货商电话,数量,单位,备注
平湖西瓜,W1,浙江平湖,2026-01-01,24个月,张小明,13812341234,20,箱,找李四 13912341234
CSV
ctl 0 import "$work/delivery.csv"
batch=$(find_batch 平湖西瓜)
rules() { # file, whether a supervisor may
    cat >"$work/$1" <<JSON
{"id": "shop", "rows": [{"id": "shop/conformity", "jurisdiction": "CN-4420", "goods_class": "domestic",
  "event": "print,sell", "requirement": "paper:conformity,animal-quarantine,test-report",
  "parameters": {"override": $2}, "source": "店规"}]}
JSON
    ctl 0 policy check "$work/$1"
    ctl 0 policy add "$work/$1"
}
let_pass() { # expected exit code, PIN, arguments...
    local code=$1 pin=$2
    shift 2
    ctl "$code" override "$batch" --supervisor 王店长 "$@" <<<"$pin"
}
sell() { ctl "$1" sell --batch "$batch" --quantity 1 --party 好味饭店 --price 66.88 --by 赵小六; }

ctl 0 supervisor add 王店长 <<<402917
rules strict.json false
let_pass 1 402917 --rule shop/conformity --reason 证在路上
assert_has "in words" "$(get .message)" shop/conformity
rules mild.json true
sell 1
let_pass 1 111112 --rule shop/conformity --reason 证在路上
let_pass 1 402917 --rule shop/conformity
let_pass 2 402917 --reason 证在路上
let_pass 1 402917 --rule national-2023/origin --reason 证在路上
let_pass 0 402917 --rule shop/conformity --reason 证在路上
finding='.findings[] | select (.rule == "shop/conformity")'
assert_equal "it passed" "$(get "$finding | [.kind, .severity, .by, .reason, .overridden] | join (\" \")")" \
    "overridden warn 王店长 证在路上 true"
assert_has "who and why" "$(get "$finding | .message")" "王店长 let pass: 证在路上"
assert_equal "ready" "$(get .status)" ready
let_pass 1 402917 --rule shop/conformity --reason 再来
ctl 0 receive "$batch" --place 2号柜 --by 赵小六
sell 0
ctl 0 verify
echo '{"rows":[{"id":"x","jurisdiction":"CN","goods_class":"any","event":"sell","requirement":"shelf-life",
  "parameters":{"override":true}}]}' >"$work/expired.json"
ctl 1 policy check "$work/expired.json"
ok "a supervisor lets pass what the rule allows, and nothing else"

rules later.json false
sell 1
ctl 0 decisions "$batch"
assert_equal "as it was decided" \
    "$(get '.decisions[] | select (.rule == "shop/conformity") | [.act, .kind, .by, .source] | join (" ")')" \
    "sell overridden 王店长 店规"
ctl 1 decisions 4711
rules mild.json true
ok "a later rule does not change what was decided"

ctl 0 batch "$batch" --on 2024-06-01
assert_has "of another day" "$(get '.explanations | map (.message) | join (";")')" "required on 2024-06-01"
assert_equal "the day of its rules" "$(get '.judged_on | length')" 10
"$SUIMACTL" --data "$station" batch "$batch" >"$work/card"
assert_has "judged by" "$(cat "$work/card")" "Judged by the rules of"
! grep -q "best before 20" "$work/card" || fail "a raw date is shown: $(cat "$work/card")"
ok "the card says by which day it was judged"

start_printer 0
ctl 0 print "$batch" --count 1 --printer "$printer" --price 12.34
code=$(get '.codes[0] // .items[0].code')
ctl 0 paper add conformity HGZ1 --issuer 张小明 --quantity 20 --unit 箱
ctl 0 supervisor add 李科 --for regulator --supervisor 王店长 <<<$'402917\n730158'
ctl 0 reveal "$batch" --field supplier_phone --role regulator --by 李科 --reason 找王五13712341234 <<<730158
assert_equal "revealed" "$(get .text)" 13812341234
ctl 0 seller add 张小明 --phone 13612341234 --stall A17摊
ctl 0 seller add 好味饭店 --phone 13512341234 --address 湖南省长沙市芙蓉区1号
ctl 0 count open --place 2号柜
ctl 0 count sign 1 --by 赵小六
for sheet in 监管仓 确认表 冷库通; do
    printf '检验检疫证明编号,批号,品名,数量,单位,供货商,联系电话\n440120261234561,W1,西瓜,%s,箱,张小明,13412341234\n' \
        "$((${#sheet} * 66))" >"$work/$sheet.csv"
done
sed -i s/W1/W2/ "$work/冷库通.csv"
ctl 0 reconcile "$work/监管仓.csv" "$work/确认表.csv" "$work/冷库通.csv"
ctl 0 recall open --title 张小明的西瓜 --class 2 --product 西瓜 --by 赵小六
while read -r query; do
    eval "set -- $query"
    ctl 0 "$@" --role consumer
    for secret in 13812341234 13912341234 13712341234 13612341234 13512341234 13412341234 好味饭店 price 66.88 赵小六 李科 王店长 2号柜 \
        张小明 长沙市芙蓉区1号 A17摊 '"quantity":19' '"quantity":"198"'; do
        [[ "$out" != *"$secret"* ]] || fail "$query shows $secret to a shopper: $out"
    done
done <<'QUERIES'
batches
batch "$batch"
batch "$batch" --on 2024-06-01
decisions "$batch"
items
items --batch "$batch"
stock
stock --batch "$batch"
papers
reveals
scan --text "$code"
trace "$code" --back
trace "$code" --forward
recall find --product 西瓜
recall list
recall show 1
recall notice 1
count list
count show 1
reconcile list
reconcile show 1
QUERIES
ctl 0 seller list --role consumer
assert_equal "firms are named, persons and numbers are not" \
    "$(get '[.sellers[] | "\(.name) \(.phone)"] | sort | join (", ")')" "好味饭店 135****1234, 张* 136****1234"
ctl 0 recall notice 1
assert_equal "a clerk calls the buyer" "$(get '.notices[0] | "\(.party) \(.phone)"')" "好味饭店 13512341234"
ctl 0 recall notice 1 --role regulator --by 李科 <<<730158
assert_equal "an inspector sees who, not the number" "$(get '.notices[0] | "\(.party) \(.phone)"')" \
    "好味饭店 135****1234"
ctl 0 supervisor add 市场办 --for operator --supervisor 王店长 <<<$'402917\n519206'
ctl 0 recall notice 1 --role operator --by 市场办 <<<519206
assert_equal "the market does not see to whom it went" \
    "$(get '.notices[0] | "\(.party) \(.phone) \(.hidden) \(.rows[0].quantity)"')" "null null true 1"
ctl 0 trace "$code" --back
assert_has "the shop itself sees it" "$out" '"price_fen":1234'
ok "a shopper sees no phone, price, buyer, person or place, whatever is asked"
all_done

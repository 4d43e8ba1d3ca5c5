#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An inspector in the shop: where these goods are, in under 30 seconds; what was done with them; the
# records that are taken along and checked outside.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_device zpl
ctl 0 init --shop A17 --jurisdiction CN-4420 --operator 中山果栏 --printer "$device" --template 40x30
ctl 0 import "$work"/deliveries/{fruit-delivery.csv,meat-delivery.xlsx,domestic-produce.csv}
cherries=$(find_batch "智利车厘子 JJJ")
ctl 0 receive "$cherries" --place 1号冷库
received=$(ask 0 .balance.received stock --batch "$cherries")
ctl 0 print "$cherries" --count 6
mapfile -t box < <(get '.codes[]')
ctl 0 issue "${box[0]}" --party 悦来酒楼 --price 600
ctl 0 split "${box[1]}" --input 10 --output 10 --unit 盒
boxes=$(get .batch)
ctl 0 print "$boxes" --count 10
mapfile -t small < <(get '.codes[]')
ctl 0 split "${small[0]}" --input 5 --output 5 --unit 份
portions=$(get .batch)
ctl 0 print "$portions" --count 5
mapfile -t portion < <(get '.codes[]')
ctl 0 sell "${portion[0]}" --party 张记面馆
ctl 0 reprint "${box[2]}" --reason 撕坏
ctl 0 void "${box[3]}" --reason 污损

# 这批货还在哪里
begin_ms=$(date +%s%3N)
ctl 0 scan --text "${portion[4]}"
ctl 0 trace "${portion[4]}" --back
assert_equal "back over two splits" "$(get '[.parents[].code] | join (" ")')" "${small[0]} ${box[1]}"
ctl 0 trace "${box[1]}" --forward
assert_equal "forward over two splits" "$(get '.children | length')" 15
assert_equal "what was sold of it" "$(get '[.children[] | select (.state == "sold") | .code] | join (" ")')" "${portion[0]}"
ctl 0 stock --batch "$cherries"
assert_equal "and where the rest stands" \
    "$(get '"\(.places[0].place) \(.balance.issued) \(.balance.transformed) \(.balance.difference)"')" "1号冷库 1 1 0"
took_ms=$(($(date +%s%3N) - begin_ms))
[ "$took_ms" -lt 30000 ] || fail "the answer takes $took_ms ms"
ok "where the goods are, in $took_ms ms"

ctl 0 trace "${box[2]}"
assert_has "a reprint has its reason" "$(get '[.events[]."suima:reason" // empty] | join (" ")')" 撕坏
ctl 0 trace "${box[3]}"
assert_has "a void has its reason" "$(get '[.events[]."suima:reason" // empty] | join (" ")')" 污损
ctl 0 report
assert_equal "what must still be reported, the most urgent first" \
    "$(get '(.late == 0) and (.due >= 1) and ([.reports[].hours_left] == ([.reports[].hours_left] | sort))')" true
ok "reprints, voids and reports are on record"

# A badge and a reason: who looks may see, and change nothing.
ctl 0 supervisor add 王店长 <<<402917
ctl 0 supervisor add 李科 --for regulator --supervisor 王店长 <<<$'402917\n730158'
badge() { # expected exit code, PIN, arguments...
    local code=$1 pin=$2
    shift 2
    ctl "$code" "$@" --role regulator --by 李科 <<<"$pin"
}
badge 1 111112 stock --batch "$cherries"
assert_equal "a wrong PIN" "$(get .error)" pin-wrong
badge 2 730158 sell "${box[4]}"
badge 0 730158 stock --batch "$cherries"
assert_equal "quantities" "$(get .balance.received)" "$received"
badge 0 730158 trace "${box[0]}" --back
[[ $out != *price_fen* ]] || fail "a price is no inspector's business" "$out"
badge 1 730158 reveal "$cherries" --field supplier_phone
badge 0 730158 reveal "$cherries" --field supplier_phone --reason "核对供货商"
assert_equal "looked at by whom, and why" "$(ask 0 '.reveals[-1] | "\(.by) \(.reason)"' reveals)" "李科 核对供货商"
ok "a badge and a reason show what is asked for, and that is on record"

# What a supervisor let pass, what was reported late.
cat >"$work/shop.json" <<'JSON'
{"id": "shop", "rows": [{"id": "shop/test", "jurisdiction": "CN-4420", "goods_class": "domestic",
  "event": "print,sell", "requirement": "paper:test-report", "parameters": {"severity": "block", "override": true}, "source": "店规"}]}
JSON
ctl 0 policy add "$work/shop.json"
untested=$(ask 0 '[.batches[] | select (any (.findings[]; .rule == "shop/test" and .severity == "block")) | .id][0]' batches)
ctl 0 override "$untested" --rule shop/test --supervisor 王店长 --reason "报告在路上" <<<402917
printf '#!/bin/sh\nexec faketime --exclude-monotonic -f "+60h" "%s" "$@"\n' "$SUIMACTL" >"$work/after-two-days"
chmod +x "$work/after-two-days"
SUIMACTL=$work/after-two-days
ctl 0 report
n_late=$(get .late)
[ "$n_late" -ge 2 ] || fail "after two days reports are late" "$out"
ctl 0 report "$(get '.reports[0].seq')" --late-reason "断网"
ctl 0 recall open --title "车厘子抽检" --class 2 --code "${box[2]}"
ctl 0 recall notice "$(get .recall)" --out "$work/letters" --contact 0760-88321122
assert_equal "a letter to each buyer" "$(get '[.notices[].party] | sort | join (" ")')" "张记面馆 悦来酒楼"
for field in 智利车厘子 悦来酒楼 张记面馆 中山果栏 0760-88321122 "$(date -u -d '+8 hours' +%Y)"; do
    assert_has "six fields" "$(cat "$work"/letters/*)" "$field"
done
ok "what was let pass, what is late, and whom a notice goes to"

ctl 0 inspect --from "$(date -u -d "-1 day" +%F)" --out "$work/pack.zip"
assert_equal "the pack" "$(get .ok)" true
mkdir "$work/pack"
unzip -q "$work/pack.zip" -d "$work/pack"
(cd "$work/pack" && jq -r '.files[] | "\(.sha256)  \(.name)"' manifest.json | sha256sum -c --quiet) || fail "the sums"
ctl 0 inspect --check "$work/pack"
ctl 0 inspect --from "$(date -u -d "-1 day" +%F)" --out "$work/again.zip"
for word in "late.csv 断网" "overrides.csv 报告在路上" "reprints.csv 撕坏" "voids.csv 污损"; do
    assert_has "$word" "$(cat "$work/pack/${word% *}")" "${word#* }"
done
assert_equal "how much of it" "$(get '"\(.late) \(.overrides) \(.reprints) \(.voids)"')" "$n_late 1 1 1"
printf ' ' >>"$work/pack/voids.csv"
ctl 1 inspect --check "$work/pack"
ctl 0 verify
assert_equal "the log" "$(get .ok)" true
ok "the pack is whole, and so is the log"
all_done

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
ctl 0 print "$cherries" --count 6
mapfile -t box < <(get '.codes[]')
ctl 0 issue "${box[0]}" --party 悦来酒楼
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

ctl 0 inspect --out "$work/pack.zip"
assert_equal "the pack" "$(get .ok)" true
mkdir "$work/pack"
unzip -q "$work/pack.zip" -d "$work/pack"
(cd "$work/pack" && jq -r '.files[] | "\(.sha256)  \(.name)"' manifest.json | sha256sum -c --quiet) || fail "the sums"
ctl 0 inspect --check "$work/pack"
for file in "$work/pack"/*.csv; do
    ! grep -q "=cmd" "$file" || fail "a formula in $file"
done
ctl 0 verify
assert_equal "the log" "$(get .ok)" true
ok "the pack is whole, and so is the log"
all_done

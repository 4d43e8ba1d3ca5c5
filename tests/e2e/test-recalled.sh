#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A recall as it reaches a shop that has cut up the goods long since: a lot in three levels of packages,
# some sold, some at another place; locked scan by scan with a count-down, sent back and destroyed, told
# to the buyers. What a shopper is told at each moment.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_device zpl
ctl 0 init --shop A17 --jurisdiction CN-4420 --operator "中山果栏·A17" --printer "$device" --template 40x30
ctl 0 import "$work/deliveries/fruit-delivery.csv"
cherries=$(find_batch "智利车厘子 JJJ")
bananas=$(find_batch "厄瓜多尔香蕉")
lot=$(ask 0 .lot batch "$cherries")
printf '\377\330\377\340\0\20JFIF\0' >"$work/photo.jpg"
refused() { # what, error, part of the sentence: of the last answer
    assert_equal "$1" "$(get .error)" "$2"
    assert_has "$1" "$(get .message)" "$3"
}
shopper() { ask 0 .verdict scan --role consumer --text "$1"; }

# Three levels: 8 boxes, one of them 6 trays, one of these 4 cups.
ctl 0 receive "$cherries" --quantity 8 --reason 短少 --place 2号柜
ctl 0 receive "$bananas" --place 1号架
ctl 0 print "$cherries" --count 8
mapfile -t box < <(get '.codes[]')
ctl 0 split "${box[0]}" --input 6 --output 6 --unit 盘
trays=$(get .batch)
ctl 0 print "$trays" --count 6
mapfile -t tray < <(get '.codes[]')
ctl 0 split "${tray[0]}" --input 4 --output 4 --unit 盒
cups=$(get .batch)
ctl 0 print "$cups" --count 4
mapfile -t cup < <(get '.codes[]')
ctl 0 print "$bananas" --count 2
mapfile -t banana < <(get ".codes[]")
ctl 0 move "${tray[1]}" --place 后仓
ctl 0 issue "${box[1]}" --party 悦来酒楼
ctl 0 sell "${cup[0]}" --party 张记面馆
ctl 0 sell "${cup[1]}"
ctl 0 void "${box[7]}" --reason 打了没贴
assert_equal "in three levels" "$(ask 0 '.children | length' trace "${box[0]}" --forward)" 10
assert_equal "genuine yet" "$(shopper "${cup[2]}")" genuine
ok "a lot in three levels of packages, some of it sold"

# The recall arrives: what, how much, where, at once.
begin_ms=$(date +%s%3N)
ctl 0 recall open --title "车厘子农残超标" --class 1 --lot "$lot" --by 小李
took_ms=$(($(date +%s%3N) - begin_ms))
recall=$(get .recall)
[ "$took_ms" -lt 5000 ] || fail "the list takes $took_ms ms"
assert_equal "every level" "$(get '[.hits[] | "\(.batch) \(.made_of_recalled)"] | join (", ")')" \
    "$cherries false, $trays true, $cups true"
# 5 boxes, 5 trays and 2 cups bear a label and are here.
assert_equal "to be found" "$(get '"\(.left) \(.waiting)"')" "12 0"
assert_has "in words" "$("$SUIMACTL" --data "$station" recall show "$recall")" "12 more to find"
assert_equal "where" "$(get '[.hits[].items[] | select (.state != "split") | .place] | group_by (.) | map ("\(.[0])\(length)") | join (" ")')" "2号柜11 后仓1"
assert_equal "to whom some was sold" "$(get '[.hits[].sold[]] | map (.party // "-") | sort | join (" ")')" "- 张记面馆 悦来酒楼"
for code in "${box[2]}" "${tray[2]}" "${cup[2]}"; do
    ctl 1 sell "$code"
    assert_equal "no level of it is sold" "$(get .error)" blocked
    assert_equal "not to be eaten" "$(shopper "$code")" recalled
done
ctl 1 print "$trays" --count 1
assert_equal "nor labelled" "$(get .error)" blocked
ctl 1 split "${tray[3]}" --input 4 --output 4 --unit 盒
assert_equal "nor cut up" "$(get .error)" blocked
ctl 1 mix --from "$cups=1" --from "$bananas=1" --input 2 --output 2 --unit 份
assert_equal "nor mixed in" "$(get .error)" blocked
assert_equal "what was sold says so, too" "$(shopper "${cup[0]}")" recalled
assert_equal "the bananas beside it" "$(shopper "${banana[0]}")" genuine
ctl 0 sell "${banana[0]}"
ok "all levels are stopped in $took_ms ms, and nothing else"

# Scan each to lock; the number counts down.
left=12
for code in "${box[@]:2:5}" "${tray[@]:1:5}" "${cup[@]:2:2}"; do
    ctl 0 recall scan "$recall" "$code" --by 小李
    left=$((left - 1))
    assert_equal "the count-down" "$(get .left)" "$left"
done
ctl 0 recall scan "$recall" "${cup[2]}"
assert_equal "scanned twice" "$(get '"\(.left) \(.waiting)"')" "0 12"
ctl 1 recall scan "$recall" "${banana[1]}"
assert_equal "not meant" "$(get .error)" invalid
ctl 1 recall scan "$recall" "${cup[0]}"
assert_equal "gone already" "$(get .error)" blocked
ctl 1 recall scan "$recall" "${box[7]}"
ctl 1 recall close "$recall"
refused "not over" invalid ""
ok "twelve scans, twelve to nothing"

# Back to the supplier, or destroyed before a witness.
ctl 0 recall done "$recall" "${box[@]:2:5}" --outcome returned --party 江南果菜批发市场A区17档 --by 小李
assert_equal "sent back" "$(get '"\(.returned) \(.destroyed) \(.waiting)"')" "5 0 7"
ctl 0 recall done "$recall" "${tray[@]:1:5}" "${cup[@]:2:2}" --outcome destroyed --method 深埋 \
    --weight 4.2 --witness 李见证 --photo "$work/photo.jpg" --by 小李
assert_equal "destroyed" "$(get '"\(.returned) \(.destroyed) \(.waiting)"')" "5 7 0"
assert_equal "how, how much, before whom" "$(sqlite3 -readonly "$station/station.sqlite" \
    'SELECT method, sum (weight_g) >= 4200, witness FROM disposal GROUP BY method, witness')" "深埋|1|李见证"
cmp -s "$work/photo.jpg" "$(find "$station" -type f -name "$(sha256sum <"$work/photo.jpg" | cut -d ' ' -f 1)*")" ||
    fail "the photo is kept as it is" "$(find "$station" -type f)"
assert_equal "a shopper reads" "$(shopper "${tray[1]}")" destroyed
ctl 1 recall done "$recall" "${tray[1]}" --outcome returned
ctl 1 take-back "${tray[1]}" --reason 退货
assert_equal "it stays so" "$(ask 0 .item.state trace "${tray[1]}")" destroyed
ok "sent back, or destroyed with weight, witness and photo"

# The receipt: who is told, and what was done when.
ctl 0 recall notice "$recall" --out "$work/letters" --contact 0760-88321122
assert_has "six fields" "$(cat "$work"/letters/*.csv)" "\"智利车厘子 JJJ\",\"$lot\",\"1箱\""
[ "$(cat "$work"/letters/*.csv | grep -c "张记面馆\|悦来酒楼\|0760-88321122")" -ge 2 ] || fail "seller and contact" "$(cat "$work"/letters/*.csv)"
assert_equal "a letter each, and one for the unknown" "$(get '.notices | length')" 3
# What was sold comes back to the counter.
ctl 0 take-back "${cup[0]}" --reason 召回
assert_equal "it is locked, too" "$(ask 0 .left recall show "$recall")" 1
ctl 1 sell "${cup[0]}"
ctl 1 release "${cup[0]}" --reason 没事
ctl 0 recall scan "$recall" "${cup[0]}"
ctl 0 recall done "$recall" "${cup[0]}" --outcome destroyed --method 深埋 --weight 0.1 --witness 李见证 --photo "$work/photo.jpg"
ctl 0 recall show "$recall"
for batch in "$cherries" "$trays" "$cups"; do
    loose=$(ask 0 .balance.on_hand stock --batch "$batch")
    [ "$loose" = 0 ] || ctl 0 recall done "$recall" --batch "$batch" --quantity "$loose" --outcome destroyed \
        --method 深埋 --weight 1 --witness 李见证 --photo "$work/photo.jpg"
done
ctl 0 recall close "$recall"
assert_equal "all is accounted for" "$(get '"\(.left) \(.waiting) \(.closed != null) \(.report != null)"')" "0 0 true true"
for batch in "$cherries" "$trays" "$cups"; do
    assert_equal "nothing missing" "$(ask 0 '"\(.balance.on_hand) \(.balance.difference)"' stock --batch "$batch")" "0 0"
done
assert_equal "the log" "$(ask 0 .ok verify)" true
ok "letters, what came back, and an end"
all_done

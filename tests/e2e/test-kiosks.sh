#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Two kiosks of one market with the same delivery, without a network, and the hub that hears of it
# afterwards; and a receipt that is undone after its labels came out.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_hub "$SUIMA_HUB"
start_device zpl
for kiosk in east west; do
    station=$work/$kiosk
    ctl 0 init --hub "$hub" --enrol "$(cat "$work/hub/enrol-code")" --host TRACE.LOCAL --shop "${kiosk^^}" --jurisdiction CN-4420 \
        --operator "中山果栏·$kiosk" --printer "$device" --template 40x30
done
assert_equal "two stations" "$(jq -rn --arg a "$(station=$work/east; ask 0 .station status)" \
    --arg b "$(station=$work/west; ask 0 .station status)" '$a != $b')" true
kill_now "$hub_pid"
ok "two kiosks join the hub; then the network is gone"

declare -A codes
for kiosk in east west; do
    station=$work/$kiosk
    ctl 0 import "$work/deliveries/fruit-delivery.csv"
    batch=$(find_batch "智利车厘子 JJJ")
    ctl 0 receive "$batch" --quantity 60 --reason "两个柜台各一半"
    ctl 0 print "$batch" --count 10
    codes[$kiosk]=$(get '.codes[]')
    ctl 3 sync
done
assert_equal "twenty labels, twenty codes" "$(sort -u <<<"${codes[east]}"$'\n'"${codes[west]}" | wc -l)" 20
ok "the same batch at both, and no code twice"

mine=$(head -n 1 <<<"${codes[west]}") theirs=$(head -n 1 <<<"${codes[east]}")
ctl 0 scan --text "$theirs"
case $(get .verdict) in
    genuine | not-issued | unknown) fail "the other's label is neither our own nor nobody's" "$out" ;;
esac
ctl 1 sell "$theirs"
assert_equal "it is sold over there" "$(get '.error | IN ("invalid", "not-found")')" true
ctl 0 sell "$mine" --party 悦来酒楼
ctl 1 sell "$mine"
station=$work/east
ctl 0 sell "$theirs"
ok "each sells its own"

start_hub "$SUIMA_HUB"
total=0
for kiosk in west east; do
    station=$work/$kiosk
    ctl 0 sync
    assert_equal "$kiosk: taken" "$(get '"\(.pending) \(.refused) \(.duplicates)"')" "0 0 0"
    total=$((total + $(get .sent)))
    assert_equal "the log" "$(ask 0 .ok verify)" true
done
curl -sS "$hub/events?perPage=100" >"$work/events.json"
assert_equal "each event once" "$(jq '[.epcisBody.queryResults.resultsBody.eventList[].eventID] | "\(length) \(unique | length)"' -r "$work/events.json")" \
    "$total $total"
page() { curl -sS -H 'Accept-Language: zh' -H 'Host: trace.local' "$hub/${1#HTTPS://*/}"; }
for code in "$mine" "$theirs" "$(tail -n 1 <<<"${codes[west]}")" "$(tail -n 1 <<<"${codes[east]}")"; do
    assert_has "a page each" "$(page "$code")" "CL-CH-2641"
done
[ "$(page "$mine")" != "$(page "$(tail -n 1 <<<"${codes[west]}")")" ] || fail "what is sold says so"
ok "the hub has both kiosks' events, each once"

# Undo of a receipt after its labels came out: they are void, and the goods may come in rightly.
station=$work/east
durian=$(find_batch "泰国金枕榴莲")
ctl 0 receive "$durian" --place 1号架
receipt=$(sqlite3 -readonly "$station/station.sqlite" "SELECT max (seq) FROM event WHERE kind = 4 AND batch_id = $durian")
ctl 0 print "$durian" --count 5
mapfile -t label < <(get '.codes[]')
ctl 1 undo "$receipt" --reason ""
ctl 0 undo "$receipt" --reason "收错货" --by 小李
assert_equal "five labels are void" "$(get .voided)" 5
for code in "${label[@]}"; do
    assert_equal "void" "$(ask 0 .verdict scan --role consumer --text "$code")" void
    ctl 1 sell "$code"
done
assert_equal "not here" "$(ask 0 '"\(.balance.on_hand) \(.balance.received) \(.balance.difference)"' stock --batch "$durian")" "0 0 0"
ctl 1 undo "$receipt" --reason "再来"
assert_equal "once" "$(get .error)" invalid
ctl 0 receive "$durian" --quantity 79 --reason "少一箱"
ctl 0 print "$durian" --count 1
new=$(get '.codes[0]')
ctl 0 sell "$new"
receipt=$(sqlite3 -readonly "$station/station.sqlite" "SELECT max (seq) FROM event WHERE kind = 4 AND batch_id = $durian")
ctl 1 undo "$receipt" --reason "收错货"
assert_equal "not after a sale" "$(get .error)" blocked
ctl 0 sync
assert_equal "told to the hub" "$(get '"\(.pending) \(.refused)"')" "0 0"
assert_has "and to a phone" "$(page "${label[0]}")" "这个码已经作废"
ctl 0 report --since "$(date -u -d '-1 day' +%F)" --out "$work/report.json"
ctl 0 report --check "$work/report.json"
assert_equal "the signed file has it as well" "$(grep -c did_not_occur "$work/report.json")" 1
assert_equal "the log" "$(ask 0 .ok verify)" true
ok "a receipt is undone after printing, its labels are void, here and on the page"
all_done

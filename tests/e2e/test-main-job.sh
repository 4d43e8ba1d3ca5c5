#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The main job once through, with real parts: deliveries in, labels out of a real IPP printer, read
# back, events through a hub that dies on the way, the trace page, a void, a scan, a check.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_printer 0.005
start_hub "$SUIMA_HUB"
ctl 0 init --hub "$hub" --host TRACE.LOCAL --shop A17 --jurisdiction CN-4420 \
    --operator "中山果栏·A17" --printer "$printer"

ctl 0 import "$work"/deliveries/{fruit-delivery.csv,meat-delivery.xlsx,domestic-produce.csv}
assert_equal "16 batches" "$(get '[.files[].batches] | add')" 16
assert_equal "no problems" "$(get '[.files[].problems[]] | length')" 0
ctl 0 import "$work"/deliveries/{fruit-delivery.csv,meat-delivery.xlsx,domestic-produce.csv}
assert_equal "nothing twice" "$(get '[.files[] | .batches, .duplicates] | map (tostring) | join (" ")')" \
    "0 6 0 6 0 4"
ok "three deliveries are read once"

cherries=$(find_batch "智利车厘子 JJJ")
ribs=$(find_batch "西班牙冻猪肋排")
fruit=$(find_batch "越南红心火龙果")
ctl 1 print "$(find_batch "印度冻带鱼")" --count 1
assert_equal "expired goods" "$(get .error)" blocked
ctl 1 print "$(find_batch "阿根廷冻牛腱")" --count 1
assert_equal "goods without a certificate" "$(get .error)" blocked
ok "what may not be printed is not"

codes=$work/codes
for run in "$cherries 12 60x40" "$ribs 8 70x50" "$fruit 5 40x30"; do
    read -r batch count template <<<"$run"
    ctl 0 print "$batch" --count "$count" --template "$template"
    assert_equal "$count labels" "$(get '"\(.printed) \(.in_doubt) \(.voided)"')" "$count 0 0"
    get '.codes[]' >>"$codes"
done
assert_equal "25 codes" "$(sort -u "$codes" | wc -l)" 25
"$SUIMA_READ_PWG" "$spool" >"$work/read" 2>"$work/messages" || fail "every page has its code" "$(cat "$work/messages")"
cmp -s "$codes" "$work/read" || fail "the printer got each code once, in order" "$(diff "$codes" "$work/read")"
ok "25 labels came out, each with its own code"

assert_equal "three events" "$(ask 0 .pending status)" 3
kill_now "$hub_pid"
ctl 3 sync
assert_equal "the hub is away: nothing is lost" "$(get .pending)" 3
for moment in before-commit after-commit; do
    SUIMA_HUB_CRASH=$moment start_hub "$SUIMA_HUB_CRASH_PROGRAM"
    ctl 3 sync
    assert_equal "the hub died $moment: nothing is lost" "$(get .pending)" 3
    wait "$hub_pid" 2>/dev/null && fail "the hub should have died $moment"
done
first=$(head -n 1 "$codes")
dead=$(sed -n 2p "$codes")
ctl 0 void "$dead" --reason "标签破损"
start_hub "$SUIMA_HUB"
ctl 0 sync
assert_equal "sent again, stored once" "$(get '"\(.pending) \(.sent) \(.duplicates) \(.refused)"')" "0 1 3 0"
ok "a hub that dies in mid-sync loses and doubles nothing"

ctl 0 reprint "$first" --reason "看不清"
ctl 0 sync
assert_equal "one more" "$(get '"\(.pending) \(.sent)"')" "0 1"

# Every event of the station is at the hub once, byte for byte.
curl -sS "$hub/events?perPage=100" >"$work/events.json"
jq -r '.epcisBody.queryResults.resultsBody.eventList[].eventID' "$work/events.json" | sort >"$work/at-hub"
while read -r code; do
    ctl 0 trace "$code"
    get '.events[].eventID'
done <"$codes" | sort -u >"$work/at-station"
assert_equal "five events" "$(wc -l <"$work/at-station")" 5
cmp -s "$work/at-hub" "$work/at-station" ||
    fail "the hub has each event once" "$(diff "$work/at-station" "$work/at-hub")"
ok "each event is at the hub exactly once"

page() { curl -sS -H 'Accept-Language: zh' -H 'Host: trace.local' "$hub/${1#HTTPS://*/}"; }
page "$first" >"$work/page.html"
assert_has "the page names the goods" "$(cat "$work/page.html")" "智利车厘子 JJJ"
assert_has "and their lot" "$(cat "$work/page.html")" "CL-CH-2641"
case $(cat "$work/page.html") in *"这个码已经作废"*) fail "a good label's page calls it void" ;; esac
assert_has "the void label's page says so" "$(page "$dead")" "这个码已经作废"
assert_has "goods without GTIN have a page" "$(page "$(tail -n 1 "$codes")")" "越南红心火龙果"
assert_equal "a code that nobody issued" \
    "$(curl -sS -o /dev/null -w '%{http_code}' "$hub/A17/OBJ/00000000000000000000")" 404
ok "a phone sees the goods behind a printed code"

mkdir "$work/pictures"
"$SUIMA_PICTURES_PROGRAM" "$(find "$spool" -name '1-*' -size +0 | head -n 1)" "$work/pictures"
picture=$(find "$work/pictures" -name '*.png' | sort | head -n 1)
ctl 0 scan --image "$picture"
assert_equal "the first label" "$(get '"\(.code) \(.verdict) \(.system)"')" "$first genuine suima"
picture=$(find "$work/pictures" -name '*.png' | sort | sed -n 2p)
assert_equal "the second label" "$(ask 0 .verdict scan --image "$picture")" void
ok "a picture of a printed label is told genuine or void"

ctl 0 trace "$first"
assert_equal "the first label's history" \
    "$(get '[.events[].bizStep] | join (" ")') $(get .item.copies)" "commissioning other 2"
assert_equal "the void label's history" "$(ask 0 '[.events[].action] | join (" ")' trace "$dead")" "ADD DELETE"
ctl 0 verify
assert_equal "the log" "$(get '"\(.entries) \(.ok) \(.first_bad)"')" "5 true null"
ok "history and log are whole"
all_done

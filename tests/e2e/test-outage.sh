#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A clerk's two days without a network: printing and selling go on, the clock of the reports runs, a
# signed file goes to the office by hand; then the upstream is there again, takes everything in order,
# refuses what names a used-up certificate, and takes it corrected. And the end of a shift.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_device zpl
used_up=$work/used-up taken=$work/taken
start_upstream() { # at $hub, the same address each time
    : >>"$used_up"
    : >>"$taken"
    rm -f "$work/upstream.port"
    "$SUIMA_STRICT_HUB" "$work/upstream.port" "$used_up" "$taken" ${upstream_port:-} >>"$work/upstream.log" 2>&1 &
    upstream_pid=$!
    started+=("$upstream_pid")
    wait_for "the upstream starts" 10 test -s "$work/upstream.port"
    upstream_port=$(cat "$work/upstream.port")
}
# From now on it is so many hours later than it is.
real_ctl=$SUIMACTL
later() { # hours
    printf '#!/bin/sh\nexec faketime --exclude-monotonic -f "+%sh" "%s" "$@"\n' "$1" "$real_ctl" >"$work/later-$1"
    chmod +x "$work/later-$1"
    SUIMACTL=$work/later-$1
}
words() { "$SUIMACTL" --data "$station" "$@" 2>&1 || true; }
n_events() { sqlite3 -readonly "$station/station.sqlite" 'SELECT count(*) FROM event'; }
n_taken() { wc -l <"$taken"; }

start_upstream
ctl 0 init --hub "http://127.0.0.1:$upstream_port" --shop A17 --jurisdiction CN-4420 \
    --operator "中山果栏·A17" --printer "$device" --template 40x30
ctl 0 supervisor add 王店长 <<<402917
ctl 0 import "$work/deliveries/fruit-delivery.csv"
cherries=$(find_batch "智利车厘子 JJJ")
bananas=$(find_batch "厄瓜多尔香蕉")
pitaya=$(find_batch "越南红心火龙果")
ctl 0 receive "$cherries" --place 2号柜 --by 小李
ctl 0 sync
assert_equal "in touch" "$(get '"\(.pending) \(.sent)"')" "0 1"
kill_now "$upstream_pid"
ok "the first receipt is at the upstream; then the network is gone"

# 11. Two days without a network.
ctl 0 receive "$pitaya" --by 小李
ctl 0 print "$pitaya" --count 6
mapfile -t label < <(get '.codes[]')
ctl 3 sync
assert_equal "nothing is lost" "$(get '"\(.pending) \(.sent) \(.refused) \(.error)"')" "2 0 0 offline"
assert_has "in words" "$(words sync)" "2 pending; nothing is lost"
later 20
ctl 0 print "$cherries" --count 20
assert_equal "printing goes on" "$(get '"\(.printed) \(.in_doubt) \(.voided)"')" "20 0 0"
mapfile -t box < <(get '.codes[]')
ctl 0 sell "${label[0]}" "${label[1]}" --by 小李
later 38
ctl 0 issue "${box[0]}" "${box[1]}" --party 悦来酒楼 --price 600 --by 小王
ctl 0 status
assert_equal "what waits, and since when" "$(get '"\(.pending) \(.due) \(.late)"')" "$(($(n_events) - 1)) 3 0"
[ "$(get '.oldest_pending != null and .last_contact != null')" = true ] || fail "since when" "$out"
ctl 0 report
assert_equal "the most urgent first" "$(get '[.reports[].product] | join (" ")')" \
    "越南红心火龙果 越南红心火龙果 智利车厘子 JJJ"
left=$(get '.reports[0].hours_left')
[ "$left" -ge 9 ] && [ "$left" -le 10 ] || fail "the oldest has 9 hours left" "$out"
assert_has "in words" "$(words report)" "the oldest: $left h left"
ok "the clock runs on: what waits and how long the oldest still may is said"

# The power goes, too: an act is done or it is not.
for moment in 01 02 03 05 08 13 21; do
    "$SUIMACTL" --data "$station" --json receive "$bananas" --quantity 1 --reason "停电" >/dev/null 2>&1 &
    pid=$!
    sleep "0.$moment"
    kill_now "$pid" 2>/dev/null || true
done
ctl 0 stock --batch "$bananas"
n_receipts=$(sqlite3 -readonly "$station/station.sqlite" "SELECT count(*) FROM event WHERE kind = 4 AND batch_id = $bananas")
assert_equal "received as often as it is on record" "$(get .balance.received)" "$n_receipts"
[ "$n_receipts" -gt 0 ] || ctl 0 receive "$bananas" --quantity 1 --reason "停电"
assert_equal "each event waits" "$(ask 0 .pending status)" $(($(n_events) - 1))
assert_equal "the log" "$(ask 0 .ok verify)" true
ok "a power cut loses nothing"

# The signed file for the office; after it the clock runs for what comes later only.
mkdir "$work/stick"
later 40
n=$(n_events)
ctl 0 report --since "$(date -u -d '-1 day' +%F)" --out "$work/stick/report.json" --by 小王
key=$(get .public_key)
out=$("$real_ctl" --data "$work/nowhere" --json report --check "$work/stick/report.json" --key "$key")
assert_equal "every event is in it" "$(get '"\(.ok) \(.events)"')" "true $n"
assert_equal "reported" "$(ask 0 '"\(.due) \(.late)"' report)" "0 0"
later 41
ctl 0 sell "${label[2]}"
assert_equal "and a new one" "$(ask 0 '"\(.due) \(.late)"' report)" "1 0"
later 90
ctl 0 report
assert_equal "later it is late" "$(get '"\(.due) \(.late) \(.reports[0].state)"')" "0 1 late"
seq=$(get '.reports[0].seq')
ctl 1 report "$seq" --late-reason ""
ctl 0 report "$seq" --late-reason "断网"
ctl 0 report
assert_equal "with its reason" "$(get '.reports[0].late_reason')" "断网"
ok "a signed file goes to the office; what comes after it has a clock of its own, and says why it is late"

# The network is back. The upstream calls one certificate used up.
ctl 0 batch "$pitaya"
certificate=$(get .papers.inspection)
printf '%s\t证号%s已被用完\n' "$certificate" "$certificate" >"$used_up"
before=$(n_taken)
n=$(n_events)
start_upstream
ctl 1 sync
refused=$(get .refused)
assert_equal "taken or refused, none waits" "$(get '"\(.pending) \(.sent)"')" "0 $((n - before - refused))"
[ "$refused" -ge 1 ] || fail "the upstream refuses" "$out"
cut -f 2 "$taken" | sort -c || fail "the oldest first" "$(cat "$taken")"
assert_equal "each once" "$(cut -f 1 "$taken" | sort -u | wc -l)" "$(n_taken)"
ok "back again: the oldest first, each once, $refused refused"

# 12. What needs a change.
ctl 0 sync --refused
assert_equal "in the upstream's words" "$(get '[.refused[].reason] | unique | join (" ")')" "证号${certificate}已被用完"
assert_equal "of which batch" "$(get '[.refused[].batch] | unique | map (tostring) | join (" ")')" "$pitaya"
seq=$(get '.refused[0].seq')
old=$(sqlite3 -readonly "$station/station.sqlite" "SELECT body FROM event WHERE seq = $seq")
assert_has "it named the certificate" "$old" "$certificate"
assert_has "for a person" "$(words sync --refused)" "已被用完"
ctl 1 correct "$seq" --paper inspection=440120261239999
assert_equal "not without a reason" "$(get .error)" invalid
ctl 1 correct "$seq" --paper conformity=HGZ9 --reason "换证"
assert_has "no such paper on it" "$(get .message)" "certificate of conformity"
ctl 2 correct "$seq" --reason "换证"
while read -r seq; do
    ctl 0 correct "$seq" --paper inspection=440120261239999 --reason "证号用完，换证" --by 小王
done < <(ask 0 '.refused[].seq' sync --refused)
assert_equal "nothing to change" "$(ask 0 '.refused | length' sync --refused)" 0
assert_equal "the batch's paper" "$(ask 0 .papers.inspection batch "$pitaya")" 440120261239999
assert_equal "nothing is overwritten" \
    "$(sqlite3 -readonly "$station/station.sqlite" "SELECT count(*) FROM event WHERE body LIKE '%$certificate%'")" "$refused"
ctl 0 sync
assert_equal "accepted" "$(get '"\(.pending) \(.refused)"')" "0 0"
assert_equal "each at the upstream but the refused" "$(n_taken)" $(($(n_events) - refused))
ctl 0 trace "${label[0]}"
assert_equal "both stand in the history" "$(get "[.events[] | tostring | select (contains (\"$certificate\"))] | length") $(get '[.events[]."suima:correction" // empty] | join (" ")')" \
    "1 证号用完，换证"
ok "what was refused is corrected by new events, and taken"

# 13. A voucher by scanning the boxes, the day in one line, the next shift.
noon=$((91 + (12 - (10#$(date -u +%H) + 8 + 91) % 24 + 24) % 24)) # no day or shift ends meanwhile
later "$noon"
ctl 0 issue "${box[2]}" "${box[3]}" --party 悦来酒楼 --price 600 --voucher --by 小王
code=$(get .code)
n=$(find "$labels" -name '*.png' | wc -l)
out=$("$real_ctl" --data "$station" --json scan --image "$labels/$(printf %04d "$n").png")
assert_equal "its code is on paper" "$(get .code)" "$code"
word=$(ask 0 .check_word status)
ctl 0 day
assert_equal "the day's sums" "$(get '[.in, .out] | map ([.[] | select (.quantity > 0) | "\(.quantity)\(.unit)"] | join (",")) | join (" ")')" " 2箱"
assert_equal "what is left" "$(get '.left[] | select (.unit == "箱") | .quantity')" $((120 - 4 + $(ask 0 .balance.on_hand stock --batch "$bananas")))
assert_has "in one line" "$(words day)" "out 2箱"
ctl 0 sync
ctl 0 day
assert_equal "not reported: 0" "$(get .unreported)" 0
seller=$station
station=$work/restaurant
ctl 0 init --shop B1 --operator 悦来酒楼
ctl 0 receive --voucher "$code" --word "$word"
bought=$(get '.batches[0]')
assert_equal "the restaurant has its two boxes" "$(ask 0 '"\(.product) \(.lot)"' batch "$bought") $(ask 0 .balance.received stock --batch "$bought")" \
    "智利车厘子 JJJ CL-CH-2641 2"
station=$seller
ok "a voucher for a restaurant, and the day in one line"

# The shift's own reprints; above them, and not before the next shift, a PIN.
sed -i 's/^reprint_quota=.*/reprint_quota=1/' "$station/station.ini"
ctl 0 reprint "${box[5]}" --reason "污损"
ctl 1 reprint "${box[6]}" --reason "污损"
assert_equal "a supervisor is asked" "$(get .error)" pin-needed
ctl 1 reprint "${box[6]}" --reason "污损" --supervisor 王店长 <<<111111
assert_equal "not anybody's" "$(get .error)" pin-wrong
ctl 0 reprint "${box[6]}" --reason "污损" --supervisor 王店长 <<<402917
later $((noon + 25))
ctl 0 reprint "${box[7]}" --reason "污损"
assert_equal "who did what stays in the shop" \
    "$(sqlite3 -readonly "$station/station.sqlite" 'SELECT DISTINCT person FROM event_person ORDER BY 1' | tr '\n' ' ')" "小李 小王 "
ctl 0 verify
assert_equal "the log" "$(get .ok)" true
! grep -q '小李\|小王' "$work/stick/report.json" || fail "no clerk's name leaves the shop"
ok "the next shift begins with its own reprints"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 between the steps of a print run, at random moments; then open again.
. "$(dirname "$0")/libtest.sh"
kills=${SUIMA_KILLS:-24}

make_deliveries
start_printer 0.002
ctl 0 init --shop A17 --jurisdiction CN-4420 --printer "$printer"
ctl 0 import "$work/deliveries/fruit-delivery.csv"
batch=$(find_batch "秘鲁蓝莓")
RANDOM=${SUIMA_SEED:-$$}
echo "# seed ${SUIMA_SEED:-$$}"

next_counter() { sqlite3 -readonly "$station/station.sqlite" 'SELECT next FROM counter'; }

# How long a whole run takes here, so that the kills spread over all of it.
begin_ms=$(date +%s%3N)
ctl 0 print "$batch" --count 25
whole_ms=$(($(date +%s%3N) - begin_ms))
counter=$(next_counter)
assert_equal "25 counters" "$counter" 26
broken=0
for ((i = 1; i <= kills; i++)); do
    moment=$(printf '%d.%03d' $(((RANDOM * whole_ms / 32768) / 1000)) $(((RANDOM * whole_ms / 32768) % 1000)))
    "$SUIMACTL" --data "$station" --json print "$batch" --count 25 >"$work/run.json" 2>"$work/messages" &
    run=$!
    started+=("$run")
    sleep "$moment"
    if kill -9 "$run" 2>/dev/null; then broken=$((broken + 1)); fi
    wait "$run" 2>/dev/null || true
    before=$counter
    counter=$(next_counter)
    [ "$counter" -ge "$before" ] || fail "the counter went back from $before to $counter"
done
echo "# $broken of $kills runs of about $whole_ms ms were killed"
[ "$broken" -ge $((kills / 2)) ] || fail "most runs are killed" "$broken of $kills"
ok "the counter never goes back"

ctl 0 print "$batch" --count 5 # opening for writing settles what was broken off
ctl 0 items
assert_equal "no item is left between two states" \
    "$(get '[.items[].state] | unique - ["printed", "in-doubt", "void"] | length')" 0
assert_equal "each counter has its item" "$(get '.items | length')" "$(($(next_counter) - 1))"
assert_equal "codes are distinct" "$(get '[.items[].code] | unique | length')" "$(get '.items | length')"
get '.items[] | select (.state == "printed") | .code' | sort >"$work/printed"
get '.items[] | select (.state == "void") | .code' | sort >"$work/void"
assert_equal "the last run" "$(get '[.items[] | select (.state == "printed")] | length >= 30')" true
ok "every label is printed, void or in doubt"

# A job that was cut off in its document was refused by the printer: it holds whole pages only.
for document in "$spool"/*; do
    [ -s "$document" ] || continue
    "$SUIMA_READ_PWG" "$document" >>"$work/paper" 2>/dev/null || rm -f "$document"
done
sort "$work/paper" >"$work/on-paper"
assert_equal "no code is on two labels" "$(uniq -d "$work/on-paper" | wc -l)" 0
assert_equal "what counts as printed is on paper" "$(comm -23 "$work/printed" "$work/on-paper" | wc -l)" 0
assert_equal "what counts as void is not" "$(comm -12 "$work/void" "$work/on-paper" | wc -l)" 0
ok "the ledger and the paper agree"

ctl 0 status
for run_id in $(get '.runs_in_doubt[]'); do
    ctl 0 items --run "$run_id" --state in-doubt
    get '.items[].code' >"$work/doubtful"
    last=$(grep -Fxf "$work/paper" "$work/doubtful" | tail -n 1 || true)
    if [ -n "$last" ]; then
        ctl 0 settle "$run_id" --last-good "$last"
    else
        ctl 0 settle "$run_id" --none
    fi
done
assert_equal "no doubt is left" "$(ask 0 '.runs_in_doubt | length' status)" 0
ask 0 '.items[] | select (.state == "printed") | .code' items | sort >"$work/printed"
cmp -s "$work/printed" "$work/on-paper" ||
    fail "settled by what came out" "$(diff "$work/printed" "$work/on-paper")"
ok "settling by the last good label makes them equal"

ctl 0 verify
assert_equal "the log" "$(get '"\(.ok) \(.first_bad)"')" "true null"
assert_equal "the database" "$(sqlite3 -readonly "$station/station.sqlite" 'PRAGMA integrity_check')" ok
ok "the log is whole"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The README's first command, twice in a row and from another folder: the whole main job without a
# display, and nothing left running behind it.
. "$(dirname "${BASH_SOURCE[0]}")/libtest.sh"

demo=$work/demo
mkdir "$work/elsewhere"
cd "$work/elsewhere"

run_demo() { # arguments; its output goes to $work/demo.log
    "$SUIMA_SOURCE/tools/run" --headless "$@" "$demo" >"$work/demo.log" 2>&1 </dev/null ||
        fail "tools/run $*" "$(cat "$work/demo.log")"
}

left_running() { pgrep -f -- "$demo" || true; }

run_demo --fresh
out=$(cat "$work/demo.log")
assert_has "it prints" "$out" "5 printed, 0 in doubt, 0 void"
assert_has "it scans back" "$out" "Genuine label, source on record"
assert_has "it syncs" "$out" "1 sent, 0 known to the hub already, 0 refused, 0 pending"
assert_has "it verifies" "$out" "1 entries, all as they were written"
assert_equal "pictures" "$(find "$demo/labels" -name '*.png' | wc -l)" 5
[ -s "$demo/station/station.sqlite" ] || fail "the database it names" "is not there"
product=$(sqlite3 "$demo/station/station.sqlite" \
    "SELECT product FROM batch JOIN run ON run.batch_id = batch.id LIMIT 1")
assert_has "the page names the product" "$(cat "$demo/trace.html")" "$product"
assert_equal "nothing is left running" "$(left_running)" ""
ok "the main job without a display"

run_demo
assert_has "again" "$(cat "$work/demo.log")" "5 printed, 0 in doubt, 0 void"
assert_has "known deliveries" "$(cat "$work/demo.log")" "0 new, 6 known already"
assert_equal "pictures of both" "$(find "$demo/labels" -name '*.png' | wc -l)" 10
assert_equal "nothing is left running either" "$(left_running)" ""
ok "twice in a row"

# With a display: the kiosk comes, and ending the command ends all that it started, the kiosk, which
# does not end well when it is ended so, first.
"$SUIMA_SOURCE/tests/with-display.sh" "$SUIMA_SOURCE/tools/run" "$demo" >"$work/display.log" 2>&1 &
display=$!
started+=("$display")
wait_for "the kiosk" 40 pgrep -f -- "^[^ ]*/src/app/suima --data $demo/station"
pkill -TERM -f -- "^/bin/bash $SUIMA_SOURCE/tools/run $demo" || fail "tools/run" "is not there"
wait "$display" || true
assert_equal "nothing is left after the kiosk" "$(left_running)" ""
assert_has "it says so" "$(cat "$work/display.log")" "Everything that was started has ended."
ok "the kiosk, and its end"

status=0
"$SUIMA_SOURCE/tools/run" --nonsense >"$work/demo.log" 2>&1 || status=$?
assert_equal "an unknown option" "$status" 2
ok "a mistake is usage"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A printer that is not there, that dies, and a clerk who stops a run.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_printer 0.1
ctl 0 init --shop A17 --jurisdiction CN-4420
ctl 0 import "$work/deliveries/fruit-delivery.csv"
batch=$(find_batch "秘鲁蓝莓")

ctl 3 print "$batch" --count 5 --printer "ipp://localhost:$(free_port)/ipp/print"
assert_equal "no printer" "$(get .error)" printer
ctl 3 print "$batch" --count 5
assert_equal "nothing is reserved" "$(ask 0 '.items | length' items)" 0
ok "a printer that is absent costs no serial"

has_begun() { [ -n "$(find "$spool" -name "$1-*" -size +0)" ]; } # job number

# Background jobs of a script begin with SIGINT ignored; suimactl takes it all the same.
"$SUIMACTL" --data "$station" --json print "$batch" --count 45 --printer "$printer" \
    >"$work/stopped.json" 2>"$work/messages" &
run=$!
started+=("$run")
wait_for "the first job arrives" 20 has_begun 1
kill -INT "$run"
status=0
wait "$run" || status=$?
assert_equal "a stopped run's exit code" "$status" 1
out=$(cat "$work/stopped.json")
assert_equal "a stopped run" "$(get '"\(.printed) \(.in_doubt) \(.voided) \(.codes | length)"')" "20 0 25 20"
assert_equal "what the printer got" "$("$SUIMA_READ_PWG" "$spool" | wc -l)" 20
ok "SIGINT stops a run after the labels that are at the printer"

# The printer dies in the third job of the test, and does not come back.
"$SUIMACTL" --data "$station" --json print "$batch" --count 30 --printer "$printer" \
    >"$work/broken.json" 2>"$work/messages" &
run=$!
started+=("$run")
wait_for "the second run's last job arrives" 30 has_begun 3
kill_now "$printer_pid"
status=0
wait "$run" || status=$?
assert_equal "a broken run's exit code" "$status" 1
out=$(cat "$work/broken.json")
assert_equal "a broken run" "$(get '"\(.printed) \(.in_doubt) \(.voided)"')" "20 10 0"
assert_has "it says why" "$(get .message)" "stopped answering"
run_id=$(get .run)
last_good=$(get '.codes[23]')
get '.codes[]' | sort >"$work/first-codes"
ctl 0 status
assert_equal "the run is in doubt" "$(get '.runs_in_doubt[]')" "$run_id"
assert_equal "a scan says so" "$(ask 0 .verdict scan --text "$last_good")" in-doubt
ok "labels at a printer that died are in doubt"

ctl 1 print --resume "$run_id"
assert_has "first it is settled" "$(get .message)" "settle it first"
ctl 1 settle "$run_id" --last-good "$(jq -r '.codes[0]' "$work/stopped.json")"
ctl 0 settle "$run_id" --last-good "$last_good"
assert_equal "settled" "$(get '[.items[].state] | join (" ")')" \
    "$(printf 'printed %.0s' {1..24}; printf 'void %.0s' {1..5}; printf void)"
assert_equal "where it goes on" "$(get '"\(.missing) \(.resume_at)"')" "6 25"
assert_equal "nothing is in doubt" "$(ask 0 '.runs_in_doubt | length' status)" 0
ok "the last good label settles the run"

start_printer 0.001
ctl 0 print --resume "$run_id" --printer "$printer"
assert_equal "the rest" "$(get '"\(.printed) \(.missing)"')" "6 0"
new_code=$(get '.codes[0]')
get '.codes[]' | sort >"$work/next-codes"
assert_equal "no code is used again" "$(comm -12 "$work/first-codes" "$work/next-codes" | wc -l)" 0
assert_equal "the log" "$(ask 0 .ok verify)" true
ok "the run goes on with codes of its own"
ctl 1 print --resume "$run_id" --printer "$printer"
assert_equal "nothing is missing now" "$(get .error)" invalid

sed -i 's/^reprint_quota=.*/reprint_quota=1/' "$station/station.ini"
ctl 0 reprint "$new_code" --reason torn --printer "$printer"
ctl 1 reprint "$new_code" --reason torn --printer "$printer"
assert_equal "the shift's reprints are used up" "$(get .error)" pin-needed
ctl 0 supervisor add "王店长" <<<402917
ctl 1 reprint "$new_code" --reason torn --printer "$printer" --supervisor "王店长" <<<730158
assert_equal "another PIN" "$(get .error)" pin-wrong
ctl 0 reprint "$new_code" --reason torn --printer "$printer" --supervisor "王店长" <<<402917
assert_equal "the third label of this code" "$(get .copies)" 3
grep -rq 402917 "$station" && fail "the PIN is not in the folder"
ok "above the quota a supervisor's PIN is needed"

ctl 1 supervisor pin "王店长" <<<$'730158\n581937'
assert_equal "not with another's PIN" "$(get .error)" pin-wrong
ctl 0 supervisor pin "王店长" <<<$'402917\n581937'
assert_equal "changed" "$(get '"\(.supervisor) \(.change)"')" "王店长 pin"
ctl 1 reprint "$new_code" --reason torn --printer "$printer" --supervisor "王店长" <<<402917
assert_equal "the old PIN" "$(get .error)" pin-wrong
ctl 1 supervisor remove "王店长" --supervisor "王店长" <<<581937
assert_equal "the only one stays" "$(get .error)" denied
ctl 0 supervisor add "李四" --supervisor "王店长" <<<$'581937\n730158'
ctl 2 supervisor remove "李四"
ctl 0 supervisor remove "李四" --supervisor "王店长" <<<581937
assert_equal "taken away" "$(get .change)" removed
assert_equal "who is left" "$(ask 0 '.supervisors | join (" ")' supervisor list)" "王店长"
assert_equal "the log" "$(ask 0 .ok verify)" true
ok "a PIN is changed and taken away"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Printers that are added, set up, tested, swapped and removed: a simulated IPP printer and a label
# printer that speaks ZPL.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_printer 0.001
start_device zpl
ctl 0 init --shop A17 --jurisdiction CN-4420
ctl 0 import "$work/deliveries/fruit-delivery.csv"
batch=$(find_batch "秘鲁蓝莓")
count_labels() { find "$labels" -name '*.png' | wc -l; }
# Nothing of this machine is to be found by the test.
export CUPS_SERVER
CUPS_SERVER=localhost:$(free_port)

begin_s=$SECONDS
assert_equal "no printers" "$(ask 0 '[.printers[] | select (.source != "usb" and .source != "serial")] | length' printers)" 0
[ $((SECONDS - begin_s)) -le 6 ] || fail "looking for printers takes $((SECONDS - begin_s)) s"
ok "where there is no printer none is found, and soon"

# Choose, size, test label out: one command.
ctl 0 printers add "柜台 1" "$device" --template 40x30
assert_equal "added" "$(get '.printer | "\(.name) \(.source) \(.state) \(.dpi) \(.model) \(.usual)"')" \
    "柜台 1 configured idle 203 FAKE-ZPL true"
assert_equal "a test label" "$(get .tested) $(count_labels)" "true 1"
assert_has "how to read it" "$(get .message)" "--offset-x"
assert_equal "its QR is no code of ours" \
    "$(ask 0 '"\(.code), \(.verdict)"' scan --image "$labels/0001.png")" "SUIMA-TEST 203, unknown"
assert_equal "status" "$(ask 0 '.printer | "\(.name) \(.destination) \(.condition)"' status)" \
    "柜台 1 $device idle"
ok "one command adds a printer, and its test label comes out"

ctl 0 printers add eve "$printer" --no-test
assert_equal "the second" "$(get '"\(.printer.usual) \(.printer.dpi) \(.tested)"')" "false 203 false"
ctl 0 printers test eve --template 60x40
"$SUIMA_READ_PWG" "$spool" >"$work/pages"
assert_has "a test label by IPP" "$(cat "$work/pages")" "SUIMA-TEST 203"
ctl 0 printers
assert_equal "the list" "$(get '[.printers[] | select (.source == "configured") | "\(.name) \(.state) \(.usual)"] | join (", ")')" \
    "柜台 1 idle true, eve idle false"
ok "a printer by IPP beside it"

ctl 3 printers add gone "ipp://localhost:$(free_port)/ipp/print"
assert_equal "not there" "$(get .error)" printer
ctl 1 printers add "a/b" "$device"
ctl 1 printers add c "socket://127.0.0.1:$device_port"
ctl 1 printers set "柜台 1" --darkness 31
ctl 1 printers set "柜台 1" --media hole
ctl 1 printers set nobody --darkness 3
ctl 2 printers set "柜台 1" --turn 90
ctl 2 printers add "柜台 1"
ctl 2 printers frobnicate
assert_equal "the list is as it was" "$(ask 0 '[.printers[] | select (.source == "configured")] | length' printers --known)" 2
ok "what cannot be is refused"

ctl 0 printers set "柜台 1" --template 40x30 --media gap --gap 3 --darkness 9 --speed 4 --offset-x -1 --offset-y 0.5
assert_equal "the setup" "$(get '.media | "\(.tracking) \(.gap_mm) \(.darkness) \(.speed) \(.turned) \(.offset_x_mm) \(.offset_y_mm)"')" \
    "gap 3 9 4 false -1 0.5"
before=$(count_labels)
ctl 0 printers test "柜台 1" --template 40x30
ctl 0 printers test "柜台 1" --template 40x30 --out "$work/plain.png"
# The picture 8 dots to the left and 4 down is what came out.
convert "$work/plain.png" -crop 312x236+8+0 +repage "$work/plain-part.png"
convert "$labels/$(printf %04d $((before + 1))).png" -crop 312x236+0+4 +repage "$work/moved-part.png"
assert_equal "moved" "$(compare -metric AE "$work/plain-part.png" "$work/moved-part.png" null: 2>&1)" 0
ok "the offset moves what comes out"

ctl 0 print "$batch" --count 2 --template 40x30 --printer "柜台 1"
assert_equal "printed by name" "$(get .printed)" 2
last=$(printf %04d "$(count_labels)")
assert_equal "and it reads" "$(get '.codes[1]')" \
    "$("$SUIMACTL" --data "$station" --json scan --image "$labels/$last.png" | jq -r .code)"
ctl 0 print "$batch" --count 1 --template 40x30
ok "labels are printed by a printer's name, and on the usual one"

# Another print head at the same address.
n_items=$(ask 0 '.items | length' items)
before=$(count_labels)
kill_now "$device_pid"
start_device zpl --dpi 300 --port "$device_port"
assert_equal "seen" "$(ask 0 .printer.condition status)" changed
ctl 3 print "$batch" --count 2 --template 40x30
assert_equal "refused" "$(get .error)" printer
assert_has "why" "$(get .message)" "now has 300 dots per inch, it had 203"
assert_equal "no serial is taken" "$(ask 0 '.items | length' items)" "$n_items"
assert_equal "no label" "$(count_labels)" "$before"
ctl 0 printers test "柜台 1" --template 40x30
last=$(printf %04d "$(count_labels)")
assert_equal "a test at 300" "$(ask 0 .code scan --image "$labels/$last.png")" "SUIMA-TEST 300"
ctl 3 print "$batch" --count 2 --template 40x30
ctl 0 printers accept "柜台 1"
assert_equal "accepted" "$(get '"\(.printer.dpi) \(.printer.state)"')" "300 idle"
ctl 0 print "$batch" --count 2 --template 40x30
last=$(printf %04d "$(count_labels)")
assert_equal "drawn at 300" "$(identify -format '%wx%h' "$labels/$last.png")" 472x354
assert_equal "the setup holds" "$(ask 0 .media.offset_x_mm printers set "柜台 1" --template 40x30)" -1
ok "another print head is accepted before it prints"

# A label that is waited for, until the roll is there.
kill_now "$device_pid"
start_device zpl --dpi 300 --port "$device_port" --fault media-out@1
"$SUIMACTL" --data "$station" --json printers test "柜台 1" >"$work/test.json" 2>"$work/messages" &
run=$!
started+=("$run")
# shellcheck disable=SC2317
has_new_roll() { kill -USR1 "$device_pid"; ! kill -0 "$run" 2>/dev/null; }
wait_for "the test label after a new roll" 20 has_new_roll
wait "$run" || fail "the test label after a new roll" "$(cat "$work/test.json" "$work/messages")"
assert_equal "it came out" "$(jq .printed "$work/test.json")" true
ok "a test label waits for a new roll"

ctl 0 printers use eve
ctl 0 print "$batch" --count 1 --template 60x40
ctl 0 printers remove eve
assert_equal "none is usual" "$(get .usual)" null
ctl 3 print "$batch" --count 1
assert_has "what to do" "$(get .message)" "printers add"
ctl 1 printers remove eve
echo '[printer x]
destination=
' >"$station/printers.ini"
ctl 1 printers
assert_has "group and key" "$(get .message)" "[printer x] destination"
ok "removed is removed; a damaged list is named"
all_done

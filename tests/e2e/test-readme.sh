#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The README's commands, each as it is written there; those that set up printers are in
# test-printer-setup.sh, the duties in test-duties.sh, tools/run in test-demonstration.sh. Replaced are
# addresses, folders, days, and what stands in capitals. What a person types is on standard input.
. "$(dirname "$0")/libtest.sh"

mkdir -p "$work/bin" "$work/stick"
printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
ln -s "$SUIMACTL" "$work/bin/suimactl"
ln -s "$SUIMA_HUB" "$work/bin/suima-hub"
chmod +x "$work/bin/sudo"
export PATH=$work/bin:$PATH XDG_DATA_HOME=$work
station=$work/suima # where suimactl looks without --data
cd "$work"

# The commands of the code blocks of one section, one a line; not JSON.
commands_of() { # heading
    awk -v heading="$1" '
        /^```/ { in_block = !in_block; is_json = $0 == "```json"; next }
        /^#/ && !in_block { text = $0; sub (/^#+ /, "", text); is_here = text == heading }
        in_block && is_here && !is_json' "$SUIMA_SOURCE/README.md"
}
# Each command of a section; $typed is what a person would type, $changes what sed makes of it.
run_section() { # heading, number of commands
    local command n=0
    while read -r command; do
        command=$(sed -E "$changes" <<<"$command")
        case $command in *192.0.2.* | *CODE* | */var/lib/*) fail "$1: something stands in $command" ;; esac
        type_for "$command" >"$work/typed"
        if [[ $command == suima-hub* || $command == *--watch ]]; then
            bash -c "exec $command" >"$work/served" 2>&1 </dev/null &
            served=$!
            started+=("$served")
            wait_for "$1: $command" 10 is_serving
        else
            bash -c "$command" >"$work/said" 2>"$work/messages" <"$work/typed" ||
                fail "$1: $command" "$(cat "$work/said" "$work/messages")"
        fi
        n=$((n + 1))
    done < <(commands_of "$1")
    assert_equal "$1: commands" "$n" "$2"
    ok "$1: $n commands"
}
type_for() { # command
    case $1 in
        *"--role regulator"*) echo 730158 ;;
        *"supervisor add 李"* | *"supervisor pin 李四"*) printf '402917\n730158\n' ;;
        *"supervisor pin "*) printf '402917\n402917\n' ;;
        *) echo 402917 ;;
    esac
}
is_serving() { grep -q "listening on" "$work/served"; }

today=$(date -u -d '+8 hours' +%F)
made=$(date -u -d '-30 days' +%F)
expiry=$(date -u -d '+200 days' +%F)
cat >"$work/delivery.csv" <<END
品名,批号,原产国,生产日期,保质期至,数量,单位,供货商,供货商电话,入境货物检验检疫证明编号,境外生产企业注册编号,承诺达标合格证编号
平湖蓝莓,B1,浙江平湖,$today,$expiry,900,盒,平湖果业,13812341234,,,HGZ20261120-7K2M
冷冻厄瓜多尔白虾,EC-1,厄瓜多尔,$made,$expiry,1,箱,海鲜进口,13812341234,440120261234561,CECUX24000000000001,
冷冻厄瓜多尔白虾,EC-2,厄瓜多尔,$made,$expiry,1,箱,海鲜进口,13812341234,440120261234562,CECUX24000000000001,
平湖西瓜,W1,浙江平湖,$today,$expiry,20,箱,平湖果业,13812341234,,,
END
start_device zpl
ctl 0 init --host TRACE.EXAMPLE.CN --shop SHOP7 --jurisdiction CN-4420 --operator 中山果栏
ctl 0 printers add 柜台1 "$device" --template 40x30
ctl 0 import delivery.csv
for batch in 1 2 3; do ctl 0 receive "$batch" --place 冷库; done
changes=

# A run that a jam broke off.
kill_now "$device_pid"
rm -rf "$labels"
start_device zpl --port "$device_port" --pace 20 --fault reset@13
ctl 1 print 1 --count 20
run=$(get .run)
out_count=$(find "$labels" -name '*.png' | wc -l)
ctl 0 scan --image "$labels/$(printf %04d "$out_count").png"
last=$(ask 0 .item.serial trace "$(get .code)")
kill_now "$device_pid"
rm -rf "$labels"
start_device zpl --port "$device_port"
good=$(ask 0 '[.items[] | select (.state == "printed" or .state == "in-doubt") | .code][0]' items --batch 1)
changes="s/(settle|--resume) 4/\1 $run/; s/P62F 0000 0042 V8AA JCZB/$last/; s|CODE|$good|"
run_section "When a run breaks off" 4
assert_equal "nineteen are good, one is void since" \
    "$(ask 0 '[.items[] | select (.state == "printed")] | length' items --batch 1) $(ask 0 .item.state trace "$good")" "19 void"

ctl 0 print 1 --count 4 --spare 1
mapfile -t code < <(ask 0 '.items[] | select (.state == "printed" and (.spare | not)) | .code' items --run "$(get .run)")
spare=$(ask 0 '[.items[] | select (.spare)][0].code' items --batch 1)
changes="s|SPARE|$spare|; /spare use/s|CODE|${code[0]}|; /reissue/s|CODE|${code[1]}|; /reprint/s|CODE|${code[2]}|"
run_section "A torn label" 11
assert_equal "dead, replaced, printed again" \
    "$(ask 0 .item.state trace "${code[1]}") $(ask 0 .item.copies trace "${code[2]}")" "void 3"

is_serving() { [ -d "$station/inbox" ]; }
changes=
run_section "Delivery files" 1
kill "$served"
wait "$served" || true

printf '\377\330\377\340\0\20JFIF\0' >PHOTO.jpg
changes='s/BATCH/4/'
run_section "Papers" 4
assert_equal "one paper, drawn on, with its photo" \
    "$(ask 0 '.papers[] | select (.number == "440120261234599") | "\(.used) \(.files | length)"' papers)" "20 1"

# Goods of their own, so that nothing else is in the way.
{
    head -n 1 delivery.csv
    echo "智利车厘子,C1,智利,$made,$expiry,20,箱,南沙进口,13812341234,440120261234563,,"
    echo "平湖冬瓜,P1,浙江平湖,$today,$expiry,60,kg,平湖果业,13812341234,,,HGZ20261120-9K2M"
    echo "平湖南瓜,N1,浙江平湖,$today,$expiry,60,kg,平湖果业,13812341234,,,HGZ20261120-9K3M"
} >more.csv
ctl 0 import more.csv
cherries=$(find_batch 智利车厘子) gourd=$(find_batch 平湖冬瓜) pumpkin=$(find_batch 平湖南瓜)
for batch in "$gourd" "$pumpkin"; do ctl 0 receive "$batch"; done
mapfile -t box < <(ask 0 '.codes[]' print "$cherries" --count 3)
ctl 0 receive 4
receipt=$(sqlite3 -readonly "$station/station.sqlite" 'SELECT max (seq) FROM event WHERE kind = 4')
changes="s/BATCH/$cherries/; s/FIRST/$gourd/; s/OTHER/$pumpkin/; s|CODES|${box[1]} ${box[2]}|; s|CODE|${box[0]}|; s/RECEIPT/$receipt/"
run_section "Goods in and out" 8
assert_equal "each box is somewhere" \
    "$(ask 0 '.balance | "\(.received) \(.issued) \(.transformed) \(.difference)"' stock --batch "$cherries")" "19 2 1 0"

# The rule of the example, then the override that it allows.
awk '/^```/ { in_json = $0 == "```json"; n += in_json; next } in_json { print > ("example-" n ".json") }' "$SUIMA_SOURCE/README.md"
for example in example-*.json; do jq -e . "$example" >/dev/null || fail "an example is no JSON" "$(cat "$example")"; done
shop=$(grep -l '"shop/conformity"' example-*.json)
ctl 0 policy check "$shop"
ctl 0 policy add "$shop"
assert_equal "what it asks for" "$(ask 0 .status batch 4)" blocked
changes='s/BATCH/4/'
run_section "Rules" 1
assert_equal "it passed" "$(ask 0 .status batch 4)" ready
stalls=$(grep -l '"stalls/code"' example-*.json)
ctl 0 recognition check "$stalls"

mapfile -t shrimp < <(for batch in 2 3; do ask 0 '.codes[0]' print "$batch" --count 1; done)
changes="s|CODE|${shrimp[0]}|; s|OTHER|${shrimp[1]}|; s/2026-03-12/$made/"
run_section "Recall and expiry" 8
assert_equal "it is over" "$(ask 0 '"\(.destroyed) \(.returned) \(.closed != null)"' recall show 1)" "1 1 true"

run_section "Who sees what" 3
assert_equal "the last of them showed it" "$(cat "$work/said")" "13812341234"

start_hub "$SUIMA_HUB"
ctl 0 init --hub "$hub"
key=$(ask 0 .public_key init)
cd "$work/stick"
changes="s|/media/usb|$work/stick|; s/2026-11-20/$(date -u -d '-1 day' +%F)/; s/PUBLIC_KEY/$key/; s|http://hub:8080|$hub|"
run_section "What is to be reported" 3
cd "$work"
kill_now "$hub_pid"

# The hub, and a station that joins it before its first label.
is_serving() { grep -q "listening on" "$work/served"; }
station=$work/joining/suima
export XDG_DATA_HOME=$work/joining
ctl 0 init --shop SHOP8
rm -rf "$station"
changes="s|/var/lib/suima-hub|$work/var|; s/127.0.0.1:8460/127.0.0.1:$hub_port/; s|https://trace.example.cn|$hub|; s|--enrol CODE|--enrol \$(cat $work/var/enrol-code)|"
mkdir "$work/var"
run_section "Hub" 4
kill_now "$served"
assert_equal "in touch" "$(ask 0 .hub status)" "$hub"
run_section "Deployment" 1
ctl 0 sync
ok "a hub for the enrolled only takes the station that joined"
all_done

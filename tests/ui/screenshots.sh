#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Pictures of the kiosk for a person to look at: screenshots.sh SOURCE_ROOT BUILD_ROOT OUT
# A demonstration station with a simulated printer; each page in both languages and on both screens.
# Fails when a window does not come, a page is blank, or the kiosk warns. TAP on standard output.
set -u
root=$1 build=$2 out=$3
with_display=$root/tests/with-display.sh
# A directory that only some people have may shadow ImageMagick.
PATH=/usr/bin:$PATH:/usr/sbin
for tool in xdotool import identify ippeveprinter dbus-daemon jq zip; do
    command -v "$tool" >/dev/null || { echo "Bail out! $tool is missing"; exit 1; }
done

# The part that runs on the screen: one picture of the kiosk with the arguments given.
if [ "${SCREENSHOT_NAME:-}" ]; then
    colours_of() { identify -format %k "$1" 2>/dev/null || echo 0; }
    shift 3
    "$build/src/app/suima" --data "$SCREENSHOT_STATION" --fullscreen "$@" 2>"$SCREENSHOT_LOG" &
    kiosk=$!
    # xdotool ends with an error when a window goes while it looks: it is asked again.
    window=
    for ((tries = 0; tries < 200; tries++)); do
        window=$(xdotool search --onlyvisible --name '^(随码|Suima)$' 2>/dev/null | head -n 1)
        [ -z "$window" ] || break
        sleep 0.2
    done
    [ -n "$window" ] || { kill "$kiosk"; echo "no window" >&2; exit 1; }
    xdotool mousemove 2 598
    now=$SCREENSHOT_NAME.now.png
    take() { # until two pictures in a row are the same and not blank
        local before=none sum tries
        for ((tries = 0; tries < 60; tries++)); do
            sleep 0.15
            import -window root "$now" || return 1
            sum=$(identify -format '%#' "$now")
            [ "$sum" = "$before" ] && [ "$(colours_of "$now")" -gt 40 ] && return 0
            before=$sum
        done
        [ "$(colours_of "$now")" -gt 40 ]
    }
    take
    done_code=$?
    if [ "$done_code" = 0 ] && [ -n "${SCREENSHOT_TYPE:-}" ]; then
        xdotool type --delay 2 "$SCREENSHOT_TYPE"
        xdotool key Return
        sleep 0.5 # the flash
        take
        done_code=$?
    fi
    # What has no name from outside is reached as by a finger: "x y", or several behind each other.
    IFS=';' read -ra presses <<<"${SCREENSHOT_PRESS:-}"
    for press in "${presses[@]}"; do
        [ "$done_code" = 0 ] || break
        xdotool mousemove $press click 1
        sleep "${SCREENSHOT_AFTER:-1}"
        import -window root "$now"
    done
    mv "$now" "$SCREENSHOT_NAME.png"
    if [ -n "${SCREENSHOT_KILL:-}" ]; then
        kill -9 "$kiosk"
    else
        kill "$kiosk"
    fi
    wait "$kiosk" 2>/dev/null
    exit "$done_code"
fi

work=$(mktemp -d)
started=()
cleanup() {
    local i
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        kill "${started[i]}" 2>/dev/null && wait "${started[i]}" 2>/dev/null
    done
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 143' INT TERM

wait_for() { # seconds, command...
    local tries=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { echo "Bail out! waited in vain for: $*"; exit 1; }
        sleep 0.1
    done
}
free_port() {
    local port=$((20000 + $$ % 20000))
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

start_printer() {
    SUIMA_PRINT_SECONDS=0.25 DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/bus" ippeveprinter \
        -n localhost -r off -a "$root/resources/demo/label203.conf" -p "$port" -k -d "$work/printed" \
        -c "$root/resources/demo/print-command.sh" "Suima label printer" >"$work/printer.log" 2>&1 &
    printer=$!
    started+=("$printer")
    wait_for 10 bash -c "exec 3<>/dev/tcp/localhost/$port"
}
setting() { # of station.ini
    sed -i "s/^$1=.*/$1=$2/" "$station/station.ini"
}

mkdir -p "$out" "$work/printed"
rm -f "$out"/*.png
dbus-daemon --session --nofork --nopidfile --address="unix:path=$work/bus" >"$work/bus.log" 2>&1 &
started+=($!)
wait_for 10 test -S "$work/bus"
port=$(free_port)
start_printer

station=$work/station
suimactl=("$build/src/cli/suimactl" --data "$station")
"${suimactl[@]}" init --shop A17 --jurisdiction CN-4420 --operator "中山果栏·A17" \
    --printer "ipp://localhost:$port/ipp/print" >"$work/suimactl.log"
"$root/tools/demo-deliveries" "$work/sheets" >>"$work/suimactl.log"
"${suimactl[@]}" import "$work"/sheets/{domestic-produce.csv,meat-delivery.xlsx,fruit-delivery.csv} \
    >>"$work/suimactl.log"
batch_of() { # product
    "${suimactl[@]}" batches | sed -nE "s/^ *([0-9]+)  $1 .*/\1/p" | head -n 1
}
ready=$(batch_of 智利车厘子) blocked=$(batch_of 阿根廷冻牛腱) slow=$(batch_of 泰国金枕榴莲)
"${suimactl[@]}" printers add "柜台 1" "ipp://localhost:$port/ipp/print" >>"$work/suimactl.log" 2>&1
"${suimactl[@]}" print "$ready" --count 2 >>"$work/suimactl.log"
label=$("${suimactl[@]}" items | grep -o 'HTTPS://.*' | head -n 1)
[ -n "$ready" ] && [ -n "$blocked" ] && [ -n "$slow" ] && [ -n "$label" ] || {
    sed 's/^/# /' "$work/suimactl.log"
    echo "Bail out! the demonstration station did not come about"
    exit 1
}

count=0 failed=0
shot() { # size, language, name, arguments...
    local size=$1 language=$2 name=$3 log=$work/kiosk.log
    shift 3
    count=$((count + 1))
    if SCREENSHOT_NAME=$out/$name-$size-$language SCREENSHOT_STATION=${STATION:-$station} \
        SCREENSHOT_LOG=$log SUIMA_LOCALEDIR=$build/po LANGUAGE=$language \
        "$with_display" "$size" "${BASH_SOURCE[0]}" "$root" "$build" "$out" "$@" 2>"$work/display.log" \
        && ! grep -E 'CRITICAL|WARNING' "$log" >"$work/warnings"; then
        echo "ok $count - $name $size $language"
    else
        failed=$((failed + 1))
        echo "not ok $count - $name $size $language"
        sed 's/^/# /' "$work/display.log" "$log"
    fi
}

for size in 1024x600 1280x800; do
    for language in zh_CN en; do
        STATION=$work/none shot "$size" "$language" first-run
        shot "$size" "$language" deliveries
        shot "$size" "$language" batch --page "batch:$ready"
        SCREENSHOT_TYPE=$label shot "$size" "$language" scan
    done
done
small=1024x600
# The rest of the printers page is a touch away: the first row; the key that adds one.
SCREENSHOT_PRESS="400 180" SCREENSHOT_AFTER=1.5 shot 1280x800 zh_CN printer --page printers
for language in zh_CN en; do
    SCREENSHOT_PRESS="400 180;690 105" SCREENSHOT_AFTER=1.5 \
        shot $small "$language" printer-sizes --page printers
    SCREENSHOT_PRESS="400 180" SCREENSHOT_AFTER=1.5 shot $small "$language" printer --page printers
done
SCREENSHOT_PRESS="400 180" SCREENSHOT_AFTER=1.5 shot 1920x1080 zh_CN printer --page printers
SCREENSHOT_PRESS="930 105" SCREENSHOT_AFTER=5 shot $small zh_CN printer-add --page printers
SCREENSHOT_PRESS="940 105" shot $small zh_CN sizes --page "batch:$ready"
SCREENSHOT_PRESS="940 165" shot $small zh_CN spare --page "batch:$ready"
shot $small zh_CN blocked --page "batch:$blocked"
shot $small en blocked --page "batch:$blocked"
# A scale that is not there, and a weight by hand: 5 and 0 of the pad.
setting template 60x40-weight
for language in zh_CN en; do
    shot $small "$language" weigh --page "batch:$ready"
done
shot 1280x800 zh_CN weigh --page "batch:$ready"
setting template 60x40
# Above the shift's quota; the reissue's reasons.
setting reprint_quota 0
"${suimactl[@]}" supervisor add 老陈 <<<246810 >>"$work/suimactl.log" 2>&1
for language in zh_CN en; do
    SCREENSHOT_TYPE=$label SCREENSHOT_PRESS="878 189;878 320" SCREENSHOT_AFTER=1.5 \
        shot $small "$language" pin
    SCREENSHOT_TYPE=$label SCREENSHOT_PRESS="878 257" SCREENSHOT_AFTER=1.5 \
        shot $small "$language" reissue
done
setting reprint_quota 5
shot $small zh_CN type --page scan
shot $small zh_CN more --page more
shot $small zh_CN import --import "$work/sheets/bad-delivery.csv"
shot 760x1000 zh_CN narrow --page "batch:$ready"
ADW_DEBUG_COLOR_SCHEME=prefer-dark shot $small zh_CN dark --page "batch:$ready"
ADW_DEBUG_COLOR_SCHEME=prefer-dark shot $small zh_CN dark-deliveries
# Kiosk and printer killed in the middle of a run: what was at the printer is in doubt at the next
# start, and nobody can be asked.
SCREENSHOT_PRESS="800 555" SCREENSHOT_AFTER=3 SCREENSHOT_KILL=yes \
    shot $small zh_CN printing --page "batch:$slow"
kill -9 "$printer"
wait "$printer" 2>/dev/null
start_printer
shot $small zh_CN doubt-bar
[ "$("${suimactl[@]}" --json status | jq '.runs_in_doubt | length')" = 1 ] ||
    { failed=$((failed + 1)); echo "# nothing is in doubt"; }
for size in 1024x600 1280x800 1920x1080; do
    for language in zh_CN en; do
        shot "$size" "$language" printers --page printers
        shot "$size" "$language" templates --page templates
        shot "$size" "$language" template --page template:60x40
    done
done
shot $small zh_CN doubt --page "batch:$slow"
shot $small en doubt --page "batch:$slow"
shot 1280x800 zh_CN doubt --page "batch:$slow"
ADW_DEBUG_COLOR_SCHEME=prefer-dark shot $small zh_CN dark-doubt --page "batch:$slow"
"${suimactl[@]}" settle "$("${suimactl[@]}" --json status | jq '.runs_in_doubt[0]')" --none \
    >>"$work/suimactl.log" 2>&1
for language in zh_CN en; do
    shot $small "$language" rest --page "batch:$slow"
done
echo "1..$count"
[ $failed = 0 ]

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The README's commands for setting up printers, each as it is written there, against simulated
# printers. Replaced are only the addresses. sudo does nothing but run its command, apt only looks
# whether the package is there.
. "$(dirname "$0")/libtest.sh"

mkdir -p "$work/bin"
printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
printf '#!/bin/sh\n[ "$1" = install ] || exit 1\nshift\nexec dpkg -s "$@"\n' >"$work/bin/apt"
ln -s "$SUIMACTL" "$work/bin/suimactl"
chmod +x "$work/bin/sudo" "$work/bin/apt"
export PATH=$work/bin:$PATH:/usr/sbin:/sbin XDG_DATA_HOME=$work
station=$work/suima # where suimactl looks without --data

# A private spooler; run by root, its filters run as another user, who must get to its folder.
start_spooler() {
    local dir=$work/cups
    chmod 755 "$work"
    mkdir -p "$dir"/{etc,spool/tmp,cache,state}
    chmod 755 "$dir"
    cups_port=$(free_port)
    printf '%s\n' "ServerRoot $dir/etc" "RequestRoot $dir/spool" "CacheDir $dir/cache" \
        "StateDir $dir/state" "TempDir $dir/spool/tmp" "ErrorLog $work/cups.log" \
        "AccessLog $dir/access" "PageLog $dir/page" >"$dir/etc/cups-files.conf"
    printf '%s\n' "LogLevel warn" "Listen localhost:$cups_port" "Browsing No" "WebInterface No" \
        "DefaultAuthType None" "DirtyCleanInterval 0" "<Location />" "Order allow,deny" \
        "Allow localhost" "</Location>" "<Policy default>" "<Limit All>" "Order allow,deny" \
        "Allow all" "</Limit>" "</Policy>" >"$dir/etc/cupsd.conf"
    cupsd -f -c "$dir/etc/cupsd.conf" -s "$dir/etc/cups-files.conf" >"$work/cupsd.log" 2>&1 &
    started+=($!)
    export CUPS_SERVER=localhost:$cups_port
    wait_for "the spooler starts" 10 is_listening "$cups_port"
}

# The commands of the README's code blocks under one heading.
commands_under() { # the heading's beginning
    awk -v heading="$1" '
        /^#/ && !in_block { text = $0; sub (/^#+ /, "", text); is_here = index (text, heading) == 1 }
        /^```/ { in_block = !in_block; next }
        in_block && is_here' "$SUIMA_SOURCE/README.md"
}

# Label printers that say what they are: $work/LANGUAGE holds what comes out.
declare -A ports pids
start_printer_of() { # language, arguments...
    local language=$1
    shift
    rm -f "$work/device.port"
    "$SUIMA_LABEL_DEVICE" --lang "$language" --port-file "$work/device.port" --out "$work/$language" "$@" \
        >>"$work/device.log" 2>&1 &
    pids[$language]=$!
    started+=($!)
    wait_for "the label printer starts" 10 test -s "$work/device.port"
    ports[$language]=$(cat "$work/device.port")
}
# What stands on the labels that came out, one a line.
read_labels() { # language
    local picture
    find "$work/$1" -name '*.png' | sort | while read -r picture; do
        suimactl --json scan --image "$picture" 2>/dev/null | jq -r .code
    done
}
count_labels() { find "$work/$1" -name '*.png' 2>/dev/null | wc -l; }

run_section() { # heading, number of commands at least
    local command n=0
    while read -r command; do
        command=$(sed -E "s/192\.0\.2\.8/127.0.0.1:${ports[zpl]}/g; s/192\.0\.2\.9:9100/127.0.0.1:${ports[tspl]}/g
            s/192\.0\.2\.10:9100/127.0.0.1:${ports[epl2]}/g
            s#ipp://192\.0\.2\.7/ipp/print|ipp://localhost:8000/ipp/print/Zebra#${printer:-}#g" <<<"$command")
        case $command in *192.0.2.*) fail "$1: an address stands in $command" ;; esac
        bash -c "$command" >"$work/said" 2>&1 </dev/null ||
            fail "$1: $command" "$(cat "$work/said")"
        n=$((n + 1))
    done < <(commands_under "$1" | sed -e ':a' -e '/\\$/N; s/\\\n *//; ta')
    [ "$n" -ge "$2" ] || fail "$1: the README has $n commands"
}

# Of the labels that came out so many are test labels, and the others are the station's own.
assert_came_out() { # language, test labels, labels
    local codes
    codes=$(read_labels "$1")
    assert_equal "$1: test labels" "$(grep -c '^SUIMA-TEST' <<<"$codes")" "$2"
    assert_equal "$1: labels" "$(grep -vc '^SUIMA-TEST' <<<"$codes" || true)" "$3"
    ctl 0 items --state printed
    while read -r code; do
        jq -e --arg code "$code" 'any (.items[]; .code == $code)' <<<"$out" >/dev/null ||
            fail "$1: $code is not the station's"
    done < <(grep -v '^SUIMA-TEST' <<<"$codes")
}

cd "$work"
make_deliveries
cp "$work/deliveries/fruit-delivery.csv" delivery.csv
start_spooler
start_printer_of zpl
start_printer_of tspl
"$SUIMA_LABEL_PRINTER" epl2 >"$work/epl2" 2>"$work/epl2.log" &
started+=($!)
has_port() { [ -s "$work/epl2" ]; }
wait_for "the epl2 printer starts" 10 has_port
ports[epl2]=$(head -n 1 "$work/epl2")

run_section "First label" 5
assert_came_out zpl 1 3
assert_equal "the usual printer" "$(ask 0 .printer.name status)" "柜台1"
ok "First label: a station, a printer, three labels"

run_section "A Zebra" 4
assert_came_out zpl 3 4
ok "A Zebra: added, set up, tested"

run_section "A TSC" 6
assert_came_out tspl 2 2
assert_equal "the usual printer" "$(ask 0 .printer.name status)" "水果秤"
assert_equal "its other roll" "$(ask 0 '.media | "\(.gap_mm) \(.darkness)"' printers set 水果秤 --template 60x40)" "3 8"
ok "A TSC: two rolls"

# Its test label has a code, too; it comes out of the driver as any other.
run_section "An EPL2 printer" 4
epl2_came_out() { [ "$(tail -n +2 "$work/epl2" | wc -l)" -ge 2 ]; }
wait_for "An EPL2 printer: two labels" 20 epl2_came_out
ctl 0 items --state printed
assert_equal "one of them is the station's" "$(tail -n +2 "$work/epl2" | grep -cFx "$(get '.items[-1].code')")" 1
assert_equal "the other a test" "$(tail -n +2 "$work/epl2" | grep -c '^SUIMA-TEST')" 1
ok "An EPL2 printer: through the driver of CUPS"

# Another head in the Zebra.
kill_now "${pids[zpl]}"
start_printer_of zpl --dpi 300 --port "${ports[zpl]}"
before=$(count_labels zpl)
ctl 3 print 1 --count 1 --template 40x30 --printer 柜台2
assert_equal "nothing comes out" "$(count_labels zpl)" "$before"
run_section "The test label" 2
ctl 0 print 1 --count 1 --template 40x30 --printer 柜台2
assert_equal "a test, and a label" "$(count_labels zpl)" $((before + 2))
assert_equal "at 300" "$(identify -format '%wx%h' "$(find "$work/zpl" -name '*.png' | sort | tail -n 1)")" 472x354
ok "The test label: another print head is accepted"

start_printer 0
run_section "An IPP printer" 4
is_made() { lpoptions -p Counter1 | grep -q "IPP Everywhere"; }
wait_for "the queue is made" 20 is_made
ctl 0 print 1 --count 1 --template 60x40 --printer 队列
"$SUIMA_READ_PWG" "$spool" >"$work/pages"
assert_equal "three test labels" "$(grep -c '^SUIMA-TEST' "$work/pages")" 3
assert_equal "and a label" "$(tail -n 1 "$work/pages")" "$(get '.codes[0]')"
run_section "Printers" 1
ok "An IPP printer, a printer application, a queue"

all_done

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
    awk -v heading="### $1" '
        /^#/ && !in_block { is_here = index ($0, heading) == 1 }
        /^```/ { in_block = !in_block; next }
        in_block && is_here' "$SUIMA_SOURCE/README.md"
}

has_port() { [ -s "$1" ]; }

start_label_printer() { # language: its port is $device_port, its labels go to $work/LANGUAGE
    "$SUIMA_LABEL_PRINTER" "$1" >"$work/$1" 2>"$work/$1.log" &
    started+=($!)
    wait_for "the $1 printer starts" 10 has_port "$work/$1"
    device_port=$(head -n 1 "$work/$1")
}

came_out() { [ "$(tail -n +2 "$work/$1" | wc -l)" -ge "$2" ]; }

run_section() { # heading, language, address in the README, number of labels
    local command n=0
    start_label_printer "$2"
    while read -r command; do
        command=$(sed -E "s/${3//./\\.}(:9100)?/127.0.0.1:$device_port/g" <<<"$command")
        case $command in *192.0.2.*) fail "$1: an address stands in $command" ;; esac
        bash -c "$command" >"$work/said" 2>&1 </dev/null ||
            fail "$1: $command" "$(cat "$work/said")"
        n=$((n + 1))
    done < <(commands_under "$1")
    [ "$n" -ge 3 ] || fail "$1: the README has $n commands"
    wait_for "$1: $4 labels come out" 20 came_out "$2" "$4"
    tail -n +2 "$work/$2" | sort >"$work/arrived"
    grep -qx unreadable "$work/arrived" && fail "$1: a label cannot be read"
    [ "$(wc -l <"$work/arrived")" -eq "$4" ] || fail "$1: labels came out twice" "$(cat "$work/arrived")"
    ctl 0 items --state printed
    while read -r code; do
        jq -e --arg code "$code" 'any (.items[]; .code == $code)' <<<"$out" >/dev/null ||
            fail "$1: $code is not the station's"
    done <"$work/arrived"
    ok "$1: $n commands, $4 labels"
}

make_deliveries
ctl 0 init --shop A17 --jurisdiction CN-4420
ctl 0 import "$work/deliveries/fruit-delivery.csv"
start_spooler

run_section "A Zebra" zpl 192.0.2.8 1
run_section "A TSC" tspl 192.0.2.9 2
run_section "An EPL2 printer" epl2 192.0.2.10 1

# These commands only name printers; the queue of one that is there is made, and prints.
start_printer 0
while read -r command; do
    command=$(sed "s#ipp://192\.0\.2\.7/ipp/print#$printer#" <<<"$command")
    bash -c "$command" >"$work/said" 2>&1 </dev/null || fail "$command" "$(cat "$work/said")"
done < <(commands_under "An IPP printer")
is_made() { lpoptions -p Counter1 | grep -q "IPP Everywhere"; }
wait_for "the queue is made" 20 is_made
assert_equal "printed through the queue" "$(ask 0 .printed print 1 --count 1 --template 40x30)" 1
assert_equal "arrived through the queue" "$("$SUIMA_READ_PWG" "$spool" | wc -l)" 1
ok "An IPP printer, a printer application, a queue"

all_done

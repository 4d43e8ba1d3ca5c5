# SPDX-License-Identifier: Apache-2.0
# What the end-to-end tests share; to be sourced. Everything runs on loopback and in one temporary
# folder; everything started here ends with the test, by its process id.
# SUIMACTL, SUIMA_HUB, SUIMA_HUB_CRASH_PROGRAM, SUIMA_LABEL_DEVICE, SUIMA_READ_PWG,
# SUIMA_PICTURES_PROGRAM: programs.
# SUIMA_SOURCE: the source tree. SUIMA_IS_SANITIZED: yes for a build that needs more memory.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY SUIMA_HUB_CRASH

work=$(mktemp -d "${TMPDIR:-/tmp}/suima-e2e-XXXXXX")
station=$work/station
n_tests=0
is_done=no
started=()

end_all() {
    local status=$? i
    set +e
    trap - EXIT INT TERM
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        kill -9 "${started[i]}" 2>/dev/null || continue
        wait "${started[i]}" 2>/dev/null || true
    done
    if [ "$is_done" != yes ]; then
        cat "$work/failure" 2>/dev/null
        echo "Bail out! ended early with status $status, after $n_tests tests"
        [ "$status" -ne 0 ] || status=1
        tail -n 15 "$work"/*.log 2>/dev/null | sed 's/^/# /'
    fi
    chmod -R u+rwX "$work" 2>/dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

ok() { n_tests=$((n_tests + 1)); echo "ok $n_tests - $*"; }

# Says what went wrong and ends the test; out of $(...) by way of a file, for its output is taken.
fail() {
    local said
    said=$(
        echo "not ok $((n_tests + 1)) - $1"
        shift
        [ $# -eq 0 ] || printf '%s\n' "$@" | head -n 40 | sed 's/^/# /'
    )
    if [ "$BASH_SUBSHELL" -eq 0 ]; then
        echo "$said"
    else
        echo "$said" >>"$work/failure"
    fi
    exit 1
}

all_done() { echo "1..$n_tests"; is_done=yes; }

assert_equal() { # name, got, expected
    [ "$2" = "$3" ] || fail "$1" "got:      $2" "expected: $3"
}

assert_has() { # name, text, part
    case $2 in *"$3"*) ;; *) fail "$1" "no \"$3\" in:" "$2" ;; esac
}

wait_for() { # what, seconds, command...
    local what=$1 until_s=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until_s" ] || fail "$what"
        sleep 0.02
    done
}

# Runs suimactl on the test's station; its output goes to $out, its messages to $work/messages, its
# exit code is compared.
out=""
ctl() { # expected exit code, arguments...
    local expected=$1 got=0
    shift
    out=$("$SUIMACTL" --data "$station" --json "$@" 2>"$work/messages") || got=$?
    [ "$got" -eq "$expected" ] ||
        fail "suimactl $*" "exit $got, expected $expected" "$out" "$(cat "$work/messages")"
    jq -es 'length == 1 and (.[0] | type == "object")' <<<"$out" >/dev/null ||
        fail "suimactl $*: one JSON object" "$out"
}

get() { jq -r "$1" <<<"$out"; } # a jq filter over the last output

ask() { # expected exit code, jq filter, arguments...: prints what the filter finds
    local expected=$1 filter=$2
    shift 2
    ctl "$expected" "$@"
    get "$filter"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port nobody listens at, out of the range that the kernel gives to others.
free_port() {
    local port
    while :; do
        port=$((10000 + RANDOM % 20000))
        if is_free "$port"; then
            echo "$port"
            return
        fi
    done
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }

# A simulated label printer at $printer that keeps what it gets in $spool and needs $1 seconds a
# label. The simulator insists on a D-Bus system bus; it gets a private one.
start_printer() {
    spool=$work/spool
    mkdir -p "$spool"
    printer_port=${printer_port:-$(free_port)}
    printer=ipp://localhost:$printer_port/ipp/print
    if [ ! -S "$work/bus" ]; then
        dbus-daemon --session --nofork --nopidfile --address="unix:path=$work/bus" \
            >"$work/bus.log" 2>&1 &
        started+=($!)
        wait_for "the bus starts" 10 test -S "$work/bus"
    fi
    SUIMA_PRINT_SECONDS=$1 DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/bus TMPDIR=$work \
        ippeveprinter -n localhost -r off -a "$SUIMA_SOURCE/resources/demo/label203.conf" \
        -p "$printer_port" -k -d "$spool" -c "$SUIMA_SOURCE/resources/demo/print-command.sh" \
        Label203 >"$work/printer.log" 2>&1 &
    printer_pid=$!
    started+=("$printer_pid")
    wait_for "the printer starts" 10 is_listening "$printer_port"
}

# A label printer that speaks zpl or tspl at $device and leaves what comes out in $labels. More
# arguments go to it as they are; with --port it is there again where it was.
start_device() { # language, arguments...
    local language=$1
    shift
    labels=$work/labels
    rm -f "$work/device.port"
    "$SUIMA_LABEL_DEVICE" --lang "$language" --port-file "$work/device.port" --out "$labels" "$@" \
        >>"$work/device.log" 2>&1 &
    device_pid=$!
    started+=("$device_pid")
    wait_for "the label printer starts" 10 test -s "$work/device.port"
    device_port=$(cat "$work/device.port")
    device="socket://127.0.0.1:$device_port?lang=$language"
}

# kill -9, and what it forgot is gone.
kill_now() {
    kill -9 "$1"
    wait "$1" 2>/dev/null || true
}

# The real hub at $hub, the same address each time.
start_hub() { # program
    mkdir -p "$work/hub"
    hub_port=${hub_port:-$(free_port)}
    hub=http://127.0.0.1:$hub_port
    : >"$work/hub.log"
    "$1" --data "$work/hub" --listen "127.0.0.1:$hub_port" --host TRACE.LOCAL >>"$work/hub.log" 2>&1 &
    hub_pid=$!
    started+=("$hub_pid")
    wait_for "the hub starts" 10 grep -q "listening on" "$work/hub.log"
}

# The sample deliveries as if they had come today; the day is the shop's.
make_deliveries() { "$SUIMA_SOURCE/tools/demo-deliveries" "$work/deliveries" "$(date -u -d '+8 hours' +%F)"; }

find_batch() { # product: prints its id
    ask 0 ".batches[] | select (.product == \"$1\") | .id" batches
}

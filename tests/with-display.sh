#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command on a screen, a session bus and in a home of its own: with-display.sh [WxH] COMMAND...
# Whatever it started has ended when it returns the command's exit code.
set -u
size=1280x800
if [[ ${1:-} =~ ^[0-9]+x[0-9]+$ ]]; then
    size=$1
    shift
fi
[ $# -ge 1 ] || { echo "usage: with-display.sh [WxH] COMMAND..." >&2; exit 2; }
for tool in Xvfb openbox dbus-run-session; do
    command -v "$tool" >/dev/null || { echo "with-display.sh: $tool is missing" >&2; exit 99; }
done

home=$(mktemp -d)
started=()
cleanup() {
    local i
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        kill "${started[i]}" 2>/dev/null && wait "${started[i]}" 2>/dev/null
    done
    rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 143' INT TERM

# Xvfb takes a free number itself, and tells it when it is ready.
mkfifo "$home/display"
Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp 3>"$home/display" >"$home/xvfb.log" 2>&1 &
started+=($!)
number=
read -r number <"$home/display"
[ -n "$number" ] || { cat "$home/xvfb.log" >&2; exit 99; }

mkdir -m 700 "$home/run"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_DATA_DIRS
export DISPLAY=:$number HOME=$home XDG_RUNTIME_DIR=$home/run XDG_CONFIG_HOME=$home/config \
    XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache GDK_BACKEND=x11 GSK_RENDERER=cairo \
    GSETTINGS_BACKEND=memory GTK_A11Y=none NO_AT_BRIDGE=1 LANG=C.UTF-8 \
    LANGUAGE="${LANGUAGE:-zh_CN}"
unset LC_ALL LC_MESSAGES
# Without a window manager focus, full screen and pointer do not behave. What asks for its window
# while openbox is still starting may never get it: openbox tells when it is ready.
openbox --sm-disable --startup "touch $home/managed" >"$home/openbox.log" 2>&1 &
started+=($!)
for ((tries = 0; tries < 300; tries++)); do
    [ ! -e "$home/managed" ] || break
    sleep 0.05
done
[ -e "$home/managed" ] || { cat "$home/openbox.log" >&2; exit 99; }

dbus-run-session -- "$@" &
command_pid=$!
started+=("$command_pid")
wait "$command_pid"

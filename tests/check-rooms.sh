#!/bin/bash
# Walls between rooms that the include paths cannot see: a system header of an outside library is
# reachable from everywhere, so each is allowed by name in its own room only.
# Usage: check-rooms.sh SOURCE_ROOT
set -u
root=$1
bad=0

complain() {
    echo "# $1"
    bad=1
}

only() { # header pattern, rooms that may include it
    local pattern=$1 room hit
    shift
    for room in "$root"/src/*/; do
        room=$(basename "$room")
        case " $* " in *" $room "*) continue ;; esac
        hit=$(grep -nE "#include [<\"]$pattern" "$root/src/$room"/*.[ch] 2>/dev/null)
        [ -z "$hit" ] || complain "$room may not include this: $hit"
    done
}

rooms_below() { # room, rooms whose headers it may include
    local room=$1 header other
    shift
    while read -r header; do
        for other in "$root"/src/*/; do
            other=$(basename "$other")
            [ -f "$root/src/$other/$header" ] || continue
            case " $room $* " in
                *" $other "*) ;;
                *) complain "$room may not use $other: $header" ;;
            esac
        done
    done < <(grep -hoE '#include "[^"]+"' "$root/src/$room"/*.[ch] 2>/dev/null | cut -d'"' -f2 | sort -u)
}

only 'jansson\.h' core
only 'sodium' trust
only '(zip|expat|csv|xlsxwriter)\.h' intake
only 'libxml/' intake
only 'sqlite3\.h' store hub
only '(cairo|pango|qrencode|cups)' print
only '(zbar|gdk-pixbuf)' scan
only 'libsoup' sync
only 'microhttpd\.h' hub
only '(gtk|adwaita|gdk/)' app
only '(gio|gio-unix|glib-unix)' store print scan sync station hub cli app

rooms_below core
rooms_below trust core
rooms_below intake core
rooms_below store core
rooms_below print core
rooms_below scan core
rooms_below sync core trust
rooms_below station core trust intake store print scan sync
rooms_below hub core trust
rooms_below cli core station
rooms_below app core station scan

hit=$(grep -rnE '#include "[^"]*/' "$root/src" --include='*.[ch]')
[ -z "$hit" ] || complain "headers are included by bare name: $hit"
hit=$(grep -rnE '\b(strcpy|strcat|sprintf|gets|system|popen|atoi|atof)[[:space:]]*\(' "$root/src" --include='*.c')
[ -z "$hit" ] || complain "not in this house: $hit"
for room in "$root"/src/*/; do
    head -n 1 "$room/meson.build" | grep -q "^# $(basename "$room"): " ||
        complain "$(basename "$room")/meson.build does not begin with the room's sentence"
done

echo "1..1"
[ $bad -eq 0 ] && echo "ok 1 - every room keeps to itself" || echo "not ok 1 - a wall is crossed"
exit 0

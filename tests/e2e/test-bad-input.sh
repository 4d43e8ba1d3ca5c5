#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Files that are wrong, hostile or huge: said clearly, nothing lost, memory bounded.
. "$(dirname "$0")/libtest.sh"
limit_kb=$((256 * 1024))
[ "$SUIMA_IS_SANITIZED" = no ] || limit_kb=$((1024 * 1024))

make_deliveries
ctl 0 init --shop A17 --jurisdiction CN-4420

n_batches() { ask 0 '.batches | length' batches; }

ctl 1 import "$work/deliveries/bad-delivery.csv"
assert_equal "three rows are good" "$(get '.files[0].batches')" 3
assert_equal "eight are not" "$(get '[.files[0].problems[] | "\(.row) \(.code)"] | join (", ")')" \
    "2 missing, 3 check-digit, 4 damaged-number, 5 date, 6 quantity, 7 shelf-life, 8 future, 11 quantity"
assert_equal "each has a sentence" "$(wc -l <"$work/messages")" 8
ok "good rows go in, bad rows are told"

formula=$(find_batch "=cmd|' /C calc'!A0")
assert_equal "a formula" "$(ask 0 .product batch "$formula")" "=cmd|' /C calc'!A0"
markup=$(ask 0 '.batches[] | select (.lot == "X9/..\\x") | .id' batches)
ctl 0 batch "$markup"
assert_equal "markup and SQL" "$(get .product)" '<b>车厘子</b>"; DROP TABLE lot;--'
assert_equal "the lot" "$(get .lot)" 'X9/..\x'
ok "what looks like a formula, markup or SQL is a text"

# Imports $1 under a memory limit; it must be refused with a sentence that holds $2.
refused() { # file, part of the message
    local got=0 before peak
    before=$(n_batches)
    out=$(command time -o "$work/peak" -f %M "$SUIMACTL" --data "$station" --json import "$1" \
        2>"$work/messages") || got=$?
    [ "$got" -eq 1 ] || fail "import $1" "exit $got" "$out" "$(cat "$work/messages")"
    assert_equal "import $1: one file" "$(get '.files | length')" 1
    assert_has "import $1: what it says" "$(get '.files[0].message')" "$2"
    peak=$(tail -n 1 "$work/peak")
    [ "$peak" -le "$limit_kb" ] || fail "import $1: memory" "$peak KB, at most $limit_kb"
    assert_equal "import $1: nothing lost" "$(n_batches)" "$before"
    ok "refused, $((peak / 1024)) MB: $(basename "$1")"
}

bad=$work/bad
mkdir "$bad"
: >"$bad/empty.csv"
: >"$bad/empty.xlsx"
refused "$bad/empty.csv" "empty"
refused "$bad/empty.xlsx" "empty"
refused "$bad" "is not a file"
refused "$bad/none.csv" "none.csv"
refused /dev/zero "is not a file"
mkfifo "$bad/pipe.csv"
refused "$bad/pipe.csv" "is not a file"
head -c 4096 /dev/urandom >"$bad/noise.xlsx"
refused "$bad/noise.xlsx" "noise.xlsx"
head -c 900 "$work/deliveries/meat-delivery.xlsx" >"$bad/half.xlsx"
refused "$bad/half.xlsx" "half.xlsx"
yes '品名品名品名品名' | tr -d '\n' | head -c 200000000 >"$bad/line.csv" || true
refused "$bad/line.csv" "MB"
rm "$bad/line.csv"
{ printf '品名,数量,单位\n'; yes '品名品名品名品名' | tr -d '\n' | head -c 40000000; } >"$bad/long-cell.csv" || true
refused "$bad/long-cell.csv" "long-cell.csv"
rm "$bad/long-cell.csv"

# A worksheet of 2 GB of blanks in a few MB.
mkdir -p "$bad/bomb"
(cd "$bad/bomb" && unzip -q "$work/deliveries/meat-delivery.xlsx")
{ head -c 300 "$bad/bomb/xl/worksheets/sheet1.xml"; head -c 2000000000 /dev/zero | tr '\0' ' '; } |
    (cd "$bad/bomb" && rm xl/worksheets/sheet1.xml && mkdir -p part/xl/worksheets &&
        cat >part/xl/worksheets/sheet1.xml && zip -q -1 -r ../bomb.xlsx '[Content_Types].xml' _rels xl &&
        cd part && zip -q -1 -r ../../bomb.xlsx xl)
rm -r "$bad/bomb"
refused "$bad/bomb.xlsx" "bomb.xlsx"

# Root reads everything; so somebody else asks.
cp "$work/deliveries/fruit-delivery.csv" "$bad/locked.csv"
chmod 000 "$bad/locked.csv"
if [ "$(id -u)" -eq 0 ]; then
    cp "$SUIMACTL" "$work/suimactl"
    chmod 711 "$work" "$bad"
    station=$work/other/station
    mkdir "$work/other"
    chown 65534:65534 "$work/other"
    printf '#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups "%s" "$@"\n' \
        "$work/suimactl" >"$work/as-nobody"
    chmod 755 "$work/as-nobody" "$work/suimactl"
    SUIMACTL=$work/as-nobody
    ctl 0 init --shop A17
fi
refused "$bad/locked.csv" "locked.csv"

ctl 0 import "$work/deliveries/domestic-produce.csv" || true
assert_equal "a good file still goes in" "$(get '.files[0].batches')" 4
assert_equal "the log" "$(ask 0 .ok verify)" true
ok "the station is whole"
all_done

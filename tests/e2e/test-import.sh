#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A delivery in every form it comes in, and the watch folder, also through kill -9.
. "$(dirname "$0")/libtest.sh"

make_deliveries
ctl 0 init --shop A17 --jurisdiction CN-4420
ctl 0 import "$work/deliveries/fruit-delivery.csv"
assert_equal "the delivery" "$(get '.files[0].batches')" 6

# The same goods under another name and in another form add nothing: the row says what it is.
forms=$work/forms
mkdir "$forms"
iconv -f GB18030 -t UTF-8 "$work/deliveries/fruit-delivery.csv" | tr -d '\r' | sed 's/"1,200"/1200/' >"$work/rows"
same() { # file
    ctl 0 import "$1"
    assert_equal "$1: the same goods" "$(get '.files[0] | "\(.batches) \(.duplicates)"')" "0 6"
    ok "the same goods: $(basename "$1")"
}

{ printf '\xff\xfe'; tr ',' '\t' <"$work/rows" | sed 's/$/\r/' | iconv -f UTF-8 -t UTF-16LE; } >"$forms/unicode.txt"
same "$forms/unicode.txt"
tr ',' '\t' <"$work/rows" | iconv -f UTF-8 -t UTF-16BE >"$forms/unmarked.txt"
same "$forms/unmarked.txt"
tr ',' ';' <"$work/rows" >"$forms/semicolon.csv"
same "$forms/semicolon.csv"
{
    printf '<html><head><meta charset="gb2312"></head><body><table border=1>\n'
    sed 's/&/\&amp;/g; s/,/<\/td><td>/g; s/^/<tr><td>/; s/$/<\/td><\/tr>/' "$work/rows"
    printf '<tr><td>合计</td><td></td><td></td></tr></table></body></html>\n'
} | iconv -f UTF-8 -t GB18030 >"$forms/export.xls"
same "$forms/export.xls"
assert_equal "the totals row" "$(get '.files[0] | "\(.bad_rows) \(.notes[0].code)"')" "0 total-row"

# Full-width digits, and a header in two rows: the ledger of incoming goods.
cat >"$forms/ledger.csv" <<'END'
进货查验记录表
进货日期,产品,,数量,供货者,
,名称,规格,（箱）,名称,电话
２０２６－１１－２０,上海青,５kg,１０,江南行,１３８００１３８０００
2026-11-20,菜心,5kg,10,江南行,8.61381E+12
本页合计,,,20,,
END
ctl 1 import "$forms/ledger.csv"
assert_equal "the ledger" \
    "$(get '.files[0] | "\(.batches) \(.bad_rows) \(.problems[0].row) \(.problems[0].code) \(.notes[0].row)"')" \
    "1 1 5 damaged-number 6"
assert_has "the damaged number" "$(get '.files[0].problems[0].message')" "damaged by Excel"
ctl 0 batch "$(find_batch 上海青)"
assert_equal "narrow digits" "$(get '"\(.quantity) \(.unit)"')" "10 箱"
ok "a ledger with a header of two rows, and a number that Excel damaged"

printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' >"$forms/old.et"
ctl 1 import "$forms/old.et"
assert_has "an old workbook" "$(get '.files[0].message')" 'choose Save As'
ok "an old workbook is refused with the way out"

# The watch folder.
inbox=$station/inbox
lies() { [ -e "$inbox/$1" ] || fail "$1 lies there" "$(find "$inbox")"; }
ctl 0 import --watch --once
assert_equal "an empty folder" "$(get '"\(.folder) \(.files | length)"')" "$inbox 0"
cp "$work/deliveries/domestic-produce.csv" "$inbox/produce.csv"
cp "$work/deliveries/bad-delivery.csv" "$inbox/bad.csv"
cp "$forms/old.et" "$inbox"
cp "$work/deliveries/meat-delivery.xlsx" "$inbox/meat.xlsx.part"
cp "$work/deliveries/meat-delivery.xlsx" "$inbox/~\$meat.xlsx"
ctl 1 import --watch --once
assert_equal "what became of them" "$(get '[.files[] | "\(.file) \(.outcome) \(.batches)"] | join (", ")')" \
    "bad.csv problems 3, old.et problems 0, produce.csv done 4"
for name in done/produce.csv problems/bad.csv problems/bad.csv.txt problems/old.et problems/old.et.txt \
    meat.xlsx.part "~\$meat.xlsx"; do lies "$name"; done
assert_has "the report" "$(cat "$inbox/problems/bad.csv.txt")" "Refused: 8."
assert_has "the other report" "$(cat "$inbox/problems/old.et.txt")" "choose Save As"
ok "each file is imported once and put where it belongs"

n_batches() { ask 0 '.batches | length' batches; }
before=$(n_batches)
"$SUIMACTL" --data "$station" --json import --watch >"$work/watch.json" 2>"$work/watch.log" &
watch=$!
started+=("$watch")
mv "$inbox/meat.xlsx.part" "$inbox/meat.xlsx"
wait_for "the file is taken" 20 test -e "$inbox/done/meat.xlsx"
wait_for "it is said" 10 jq -es '.[0].files[0].batches == 6' "$work/watch.json"
kill "$watch"
wait "$watch" || fail "a signal ends it well" "$(cat "$work/watch.log")"
assert_equal "six more" "$(n_batches)" $((before + 6))
ok "it watches until it is told to stop"

# kill -9 at any moment: in the end every row is there once, and every file in done/.
rows=3000
for ((n = 1; n <= 4; n++)); do
    {
        echo "品名,产地,数量,单位"
        for ((i = 1; i <= rows; i++)); do echo "青菜$n-$i,广东中山,10,斤"; done
    } >"$inbox/kill$n.csv"
done
before=$(n_batches)
RANDOM=${SUIMA_SEED:-$$}
echo "# seed ${SUIMA_SEED:-$$}"
killed=0
for ((k = 1; k <= ${SUIMA_KILLS:-12}; k++)); do
    "$SUIMACTL" --data "$station" import --watch --once >"$work/kill.log" 2>&1 &
    run=$!
    started+=("$run")
    # The first second goes by between its two looks. The first kill comes at once after it, so
    # that there is one on a fast machine too; the later ones further and further in.
    sleep "1.$(printf '%03d' $((k * 50 - RANDOM % 50)))"
    if kill -9 "$run" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$run" 2>/dev/null || true
    [ ! -e "$inbox/done/kill4.csv" ] || break
done
echo "# $killed runs were killed"
[ "$killed" -ge 1 ] || fail "a run is killed"
ctl 0 import --watch --once
for ((n = 1; n <= 4; n++)); do lies "done/kill$n.csv"; done
assert_equal "each row once" "$(n_batches)" $((before + 4 * rows))
assert_equal "the store is whole" "$(ask 0 .ok verify)" true
ok "after any number of power cuts each row is there once"
all_done

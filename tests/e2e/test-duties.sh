#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Each row of the README's table of duties: its commands are run as they stand there, in a station with
# goods, labels, a hub and a printer, and what they say is looked at.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_device zpl
start_hub "$SUIMA_HUB"
ctl 0 init --hub "$hub" --host TRACE.LOCAL --shop A17 --jurisdiction CN-4420 --operator 中山果栏 \
    --printer "$device" --template 40x30
ctl 0 import "$work/deliveries/fruit-delivery.csv" "$work/deliveries/meat-delivery.xlsx"
{
    echo '品名,规格,批号,原产国,贮存条件,生产日期,保质期,数量,单位,供货商,境外生产企业注册号'
    for i in 1 2; do echo "冻虾$i,2kg/盒,S$i,厄瓜多尔,冷冻 -18℃,$(date -u -d '-60 days' +%F),24个月,40,盒,海鲜进口,24887"; done
} >"$work/shrimps.csv"
ctl 0 import "$work/shrimps.csv"
kept=$(find_batch "秘鲁蓝莓")
ctl 0 print "$kept" --count 3
sed -n '/^{"id": "stalls"/,/"evidence"/p' "$SUIMA_SOURCE/README.md" >"$work/stalls.json"
cd "$work"
DAY=$(date -u -d '+8 hours' +%F)
fruits=("智利车厘子 JJJ" "泰国金枕榴莲" "厄瓜多尔香蕉" "新西兰奇异果" "越南红心火龙果" "巴西去骨牛前胸肉")

# What the last command of a row must have said.
declare -A effects=(
    [A20]='.events >= 1'
    [A39]='.rows | length >= 1'
    [A1]='[.stock[] | select (.balance.issued == 2)] | length == 1'
    [A2]='.stock | length == 1'
    [A3]='has ("due") and has ("late") and has ("oldest_pending")'
    [A4]='.printed == 1'
    [A5]='[.explanations[].message] | join (" ") | contains ("not required today")'
    [A6]='.due >= 1 and .reports[0].hours_left <= 48'
    [A7]='.verdict == "genuine"' [A8]='.printed == 3 and (.codes | unique | length) == 3'
    [A9]='.balance.difference == 0' [A11]='.ok' [A12]='.ok' [A13]='.ok'
    [A14]='.papers."warehouse-exit" == "CCZM20261122001"'
    [A15]='.printed // .tags // 1 | . >= 1' [A16]='.balance.made == 24' [A17]='.fields.origin != null'
    [A21]='.papers | length >= 1' [A24]='.pending == 0' [A25]='.verdict == "foreign"' [A26]='.id == "stalls" or .added == "stalls" or (.rules // 1) != 0'
    [A27]='.pending == 0' [A28]='.events | length == 1' [A30]='.events | length >= 1'
    [A32]='.reveals | length == 1' [A34]='.fields.product != null'
    [A37]='.papers.conformity == "HGZ20261122-7K2M"' [A38]='.items[0].state == "destroyed"'
    [A40]='.verdict == "product-number"' [A41]='.registration.state != null'
    [A42]='.status == "blocked" and any (.findings[]; .severity == "block" and .requirement == "paper:inspection")')

n_rows=0
while IFS='|' read -r _ row duty acts _; do
    row=${row// /}
    [[ $row =~ ^A[0-9]+$ ]] || continue
    [ -n "${effects[$row]:-}" ] || fail "$row: nothing says what it must do"
    BATCH=$(find_batch "${fruits[$((n_rows % ${#fruits[@]}))]}")
    UNPAPERED=$(ask 0 '[.batches[] | select (any (.findings[]; .requirement == "paper:inspection" and .severity == "block")) | .id][0]' batches)
    CODE=$(ask 0 '[.items[] | select (.state == "printed" or .state == "stocked") | .code][0]' items --batch "$kept")
    n_acts=0
    while read -r act; do
        words=()
        for word in ${act#suimactl }; do
            case $word in BATCH | UNPAPERED | CODE | DAY) word=${!word} ;; esac
            words+=("$word")
        done
        # Goods that an earlier row received stay received.
        if [ "${words[0]}" = receive ] && [ "$(ask 0 .balance.received stock --batch "$BATCH")" != 0 ]; then
            fail "$row: $act: take goods that were not received"
        fi
        ctl 0 "${words[@]}"
        n_acts=$((n_acts + 1))
    done < <(grep -oE '`suimactl [^`]*`' <<<"$acts" | tr -d '`')
    [ "$n_acts" -gt 0 ] || fail "$row: no act serves it"
    [ "$(get "${effects[$row]}")" = true ] || fail "$row: ${effects[$row]}" "$out"
    n_rows=$((n_rows + 1))
    ok "$row:$duty"
done < <(sed -n '/^## Duties/,/^## /p' "$SUIMA_SOURCE/README.md")
assert_equal "each row has an effect" "$n_rows" "${#effects[@]}"
ctl 0 verify
assert_equal "the log" "$(get .ok)" true
all_done

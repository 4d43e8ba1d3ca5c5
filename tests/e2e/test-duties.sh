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

# Three ledgers, a sale, codes of others, a signed notice.
printf '货物名称,检验检疫证号,批号,入仓数量,货主,联系电话\n冻虾,440021120012345,S-1,100,海味,076088001234\n' >"$work/store.csv"
printf '产品名称,入境货物检验检疫证明编号,生产批号,数量,单位,进口商\n冻虾,440021120012345,S-1,98,箱,南沙\n' >"$work/new.csv"
cp "$work/store.csv" "$work/cold.csv"
MONTH=${DAY%-*}
EVENT=$(ask 0 '.events[0]' sell --batch "$kept" --quantity 1 --party 张记面馆)
ctl 0 supervisor add 王店长 <<<402917
ctl 0 supervisor add 市场员 --for operator --supervisor 王店长 <<<$'402917\n730158'
# Shrimps with their paper that were sold, so that somebody has to be told of their recall.
ctl 0 paper add inspection 440120261234561
ctl 0 paper use inspection 440120261234561 --batch "$(find_batch 冻虾2)"
ctl 0 sell --batch "$(find_batch 冻虾2)" --quantity 1 --party 张记面馆
key=$("$SUIMACTL" --data "$work/authority" --json init | jq -r .public_key)
echo '{"id":"GD-7","version":1,"title":"阳性","class":1,"criteria":{"lots":["ES10.0-261"]},"text":"请勿食用"}' >"$work/notice.json"
"$SUIMACTL" --data "$work/authority" recall sign "$work/notice.json" --out "$work/signed.json"
ctl 0 init --notice-key "$key"

# What the last command of a row must have said.
declare -A effects=(
    [A10]='.reconciliations // [.] | .[0].signed_by == "市场员"'
    [A18]='.hits | length >= 1'
    [A19]='.number != null'
    [A22]='.number != null'
    [A23]='.external_id == "ZJ330482001"'
    [A29]='.files | length >= 1'
    [A31]='.notice == "GD-7"'
    [A33]='.items[0].origin == "adopted"'
    [A35]='.gate | length >= 1'
    [A36]='.verdict == "pass" and .lock == null'
    [A43]='.items[0].origin == "adopted"'
    [A44]='.external_id == "备2026-17"'
    [A45]='.pass_rate != null'
    [A46]='.tickets | length == 1'
    [A20]='.events >= 1'
    [A39]='.rows | length >= 1'
    [A1]='[.stock[] | select (.balance.issued == 2)] | length == 1'
    [A2]='.stock | length == 1'
    [A3]='has ("due") and has ("late") and has ("oldest_pending")'
    [A4]='.printed == 1'
    [A5]='[.explanations[].message] | join (" ") | contains ("not required today")'
    [A6]='.due >= 1 and .reports[0].hours_left <= 48'
    [A7]='.verdict == "genuine" and (.fields | .product != null and .seller != null and .papers.inspection != null and .origin != null and .port != null)' [A8]='.printed == 3 and (.codes | unique | length) == 3'
    [A9]='.balance.difference == 0' [A11]='.ok' [A12]='.ok' [A13]='.ok'
    [A14]='.papers."warehouse-exit" == "CCZM20261122001"'
    [A15]='.printed // .tags // 1 | . >= 1' [A16]='.balance.made == 24' [A17]='.fields | .origin != null and .lot != null and .production_date != null and .expiry_date != null and .supplier != null and .papers.inspection != null'
    [A21]='.papers | length >= 1' [A24]='.pending == 0' [A25]='.verdict == "foreign"' [A26]='.id == "stalls" or .added == "stalls" or (.rules // 1) != 0'
    [A27]='.pending == 0' [A28]='.events | length == 1' [A30]='.events | length >= 1'
    [A32]='.reveals | length == 1' [A34]='.fields | .origin != null and .seller != null and .production_date != null'
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
    OTHERS=http://zjll.zjamr.zj.gov.cn/2020113075634412$((50 + n_rows))
    n_acts=0
    while read -r act; do
        words=()
        for word in ${act#suimactl }; do
            case $word in BATCH | UNPAPERED | CODE | DAY | MONTH | EVENT | OTHERS) word=${!word} ;; esac
            words+=("$word")
        done
        # Goods that an earlier row received stay received.
        if [ "${words[0]}" = receive ] && [ "$(ask 0 .balance.received stock --batch "$BATCH")" != 0 ]; then
            fail "$row: $act: take goods that were not received"
        fi
        ctl 0 "${words[@]}" <<<730158
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

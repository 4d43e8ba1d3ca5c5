#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A market operator's day, from the gate at four in the morning to the month's report.
. "$(dirname "$0")/libtest.sh"

today=$(date -u -d '+8 hours' +%F)
made=$(date -u -d '-3 days' +%F)
best_before=$(date -u -d '+30 days' +%F)
ctl 0 init --shop MARKET1 --jurisdiction CN-3505 --market 石岐农贸市场 --market-kind wholesale \
    --managers 张管理 --market-phone 0595-22220000
{
    echo '品名,批号,产地,生产日期,保质期至,数量,单位,供货商,承诺达标合格证编号'
    for i in $(seq 12); do
        echo "青菜$i,L$i,福建泉州,$made,$best_before,10,箱,泉州菜社,HGZ$i"
    done
} >"$work/goods.csv"
ctl 0 import "$work/goods.csv"

batch() { find_batch "青菜$1"; }

# Wrong arguments are usage, wrong acts are refused with a sentence.
ctl 2 gate
ctl 2 gate enter none
ctl 2 gate move "$(batch 1)" kitchen
ctl 2 sample --day yesterday
ctl 2 test "$(batch 1)" --item 农残 --verdict maybe --tester 陈检
ctl 2 count scan 1
ctl 2 reconcile one two
ctl 1 gate enter 999
ctl 1 month 2026-13
ok "mistakes are told"

# 批批检测: without a report nothing is traded, sold or printed before its test.
ctl 0 gate enter "$(batch 12)" --seller 王记菜行 --by 门卫
assert_equal "it stands among those to be tested" "$(get '"\(.zone) \(.report) \(.lock.kind)"')" \
    "testing false gate"
ctl 1 gate enter "$(batch 12)"
ctl 1 gate move "$(batch 12)" trade
ctl 1 sell --batch "$(batch 12)" --quantity 1
ctl 1 print "$(batch 12)" --count 1 --printer ipp://127.0.0.1:9/ipp/print
assert_equal "blocked" "$(ask 0 '"\(.status) \(.lock.reason)"' batch "$(batch 12)")" "blocked no-report"
ctl 0 test "$(batch 12)" --item 农药残留 --method 酶抑制法 --value 12% --verdict pass --tester 陈检
assert_equal "released" "$(get '"\(.zone) \(.lock)"')" "trade null"
ctl 0 sell --batch "$(batch 12)" --quantity 1
ok "without a report every batch is tested before it is traded"

# Eleven batches with a report: two are drawn, whatever the day brings later.
for i in $(seq 10); do ctl 0 gate enter "$(batch "$i")" --report; done
assert_equal "the shortfall" "$(ask 0 '"\(.reported) \(.required) \(.drawn) \(.shortfall)"' sample)" \
    "10 1 0 1"
first=$(ask 0 '.batches[0].batch' sample --draw --by 市场员)
ctl 0 gate enter "$(batch 11)" --report
assert_equal "one more" "$(ask 0 '"\(.required) \(.drawn)"' sample)" "2 1"
ctl 0 sample --draw
assert_equal "the first stays drawn" "$(get "[.batches[].batch] | index ($first) != null")" true
seed=$(get .seed)
assert_equal "once drawn is drawn" "$(ask 0 '"\(.drawn) \(.seed)"' sample --draw)" "2 $seed"
drawn=$(ask 0 '.batches[].batch' sample)
for id in $drawn; do
    ctl 1 gate move "$id" trade
    ctl 0 test "$id" --item 农药残留 --value 8% --verdict pass --tester 陈检
done
assert_equal "sampled" "$(ask 0 '"\(.tested) \(.shortfall)"' sample)" "2 0"
for i in $(seq 11); do ctl 0 gate move "$(batch "$i")" trade; done
assert_equal "all are traded" "$(ask 0 '[.gate[] | select (.zone == "trade")] | length' gate list)" 12
ok "a tenth of those with a report is drawn and tested"

# A failure: locked, destroyed before a witness, on the board until it is gone.
ctl 0 test "$(batch 3)" --item 甲醛 --value 阳性 --verdict fail --tester 陈检
assert_equal "back among those to be tested" "$(get '"\(.zone) \(.lock.kind)"')" "testing test"
assert_has "what next" "$(get .next)" "witness"
ctl 1 sell --batch "$(batch 3)" --quantity 1
ctl 1 gate move "$(batch 3)" trade
ctl 0 test "$(batch 3)" --item 农药残留 --value 5% --verdict pass --tester 陈检
assert_equal "another item mends nothing" "$(get .lock.kind)" test
ctl 0 board --out "$work/board.txt"
assert_equal "the board" "$(get '"\(.before) \(.results | length) \(.failures[0].left)"')" "08:00 5 10"
assert_has "the sheet" "$(cat "$work/board.txt")" 12315
assert_has "the market" "$(head -n 1 "$work/board.txt")" 石岐农贸市场
burn=(destroy --batch "$(batch 3)" --quantity 10 --method 无害化 --weight 48.2 --witness 李见证 --reason 甲醛阳性)
assert_has "not without a photo" "$(ask 1 .message "${burn[@]}")" "a photo"
printf '\xff\xd8\xff\xe0 a pit' >"$work/pit.jpg"
ctl 0 "${burn[@]}" --photo "$work/pit.jpg"
assert_equal "what became of it" \
    "$(ask 0 '.failures[0] | "\(.left) \(.disposals[0].weight_kg)"' board)" "0 48.2"
ctl 0 month "${today%-*}" --people 10000
assert_equal "the month" \
    "$(get '"\(.batches) \(.tests) \(.failed_batches) \(.handled_rate) \(.destroyed_kg)"')" \
    "12 5 1 1 48.2"
ok "a failed batch is locked, destroyed, shown and counted"

# 经营户档案
assert_equal "who came through the gate has a file" "$(ask 0 '.sellers[0].name' seller list)" 王记菜行
ctl 1 seller add 李记菜行 --uscc 91442000MA4W1X2Y3R
assert_has "the credit code" "$(cat "$work/messages")" 91442000MA4W1X2Y3R
ctl 0 seller add 李记菜行 --uscc 91442000MA4W1X2Y3Q --phone 13800138000 --stall A17 \
    --licence-to "$(date -u -d '+10 days' +%F)" --agreement-to "$(date -u -d '+400 days' +%F)"
assert_equal "its licence" "$(get '.warnings | length')" 1
ctl 1 seller set 没有此人 --phone 1
ctl 0 seller leave 李记菜行
assert_equal "kept for six months" "$(get '.keep_until > .left_on')" true
ctl 1 gate enter "$(batch 1)" --seller 李记菜行
assert_equal "nobody is late yet" "$(ask 0 '.sellers | length' seller list --late)" 0
ok "sellers have files"

# 盘点: two labels are there, one is not; a stranger is a stranger.
start_printer 0
ctl 0 print "$(batch 1)" --count 3 --printer "$printer"
codes=$(get '.codes[]')
round=$(ask 0 .round count open)
ctl 0 count scan "$round" $(head -n 2 <<<"$codes") 6901234567892
assert_equal "scanned" "$(get '[.scans[].finding] | join (" ")')" "found found stranger"
assert_equal "twice is once" \
    "$(printf '%s\n' "$codes" | head -n 1 | "$SUIMACTL" --data "$station" --json count scan "$round" - | jq .repeated)" 1
assert_equal "missing" "$(ask 0 '.counts.missing' count show "$round")" 1
ctl 1 count sign "$round"
ctl 0 count sign "$round" --by 店长
ctl 1 count sign "$round" --by 店长
missing=$(tail -n 1 <<<"$codes")
assert_equal "it is missed" "$(ask 0 .verdict scan --text "$missing")" missing
assert_equal "and gone from the stock" "$(ask 0 '.balance | "\(.on_hand) \(.missed)"' stock --batch "$(batch 1)")" "9 1"
ctl 1 sell "$missing"
round=$(ask 0 .round count open)
ctl 0 count scan "$round" $codes
ctl 0 count sign "$round" --by 店长
assert_equal "it turned up" "$(ask 0 '.balance | "\(.on_hand) \(.found)"' stock --batch "$(batch 1)")" "10 1"
# Past its day, called back, at another place than it should be.
ctl 0 print "$(batch 2)" --count 3 --printer "$printer"
mapfile -t other < <(get '.codes[]')
ctl 0 move "${other[0]}" --place A2摊
ctl 0 move "${other[2]}" --place A1摊
round=$(ask 0 .round count open --place A1摊)
ctl 0 count scan "$round" "${other[0]}"
misplaced=$(get '.scans[0].finding')
ctl 0 recall open --title 抽检 --class 3 --code "${other[1]}"
recall=$(get .recall)
ctl 0 count scan "$round" "${other[1]}"
assert_equal "not where it should be, and called back" "$misplaced $(get '.scans[0].finding')" "misplaced recalled"
ctl 0 count sign "$round" --by 店长
ctl 0 recall lift "$recall" --reason 误报
printf '#!/bin/sh\nexec faketime --exclude-monotonic -f "+40d" "%s" "$@"\n' "$SUIMACTL" >"$work/next-month"
chmod +x "$work/next-month"
real_ctl=$SUIMACTL
cp -r "$station" "$work/aged"
station=$work/aged SUIMACTL=$work/next-month
round=$(ask 0 .round count open)
ctl 0 count scan "$round" "$(head -n 1 <<<"$codes")"
assert_equal "past its day" "$(get '.scans[0].finding')" expired
station=$work/station SUIMACTL=$real_ctl
ok "a stock check finds, misses and finds again; knows what is past its day, called back, misplaced"

# 三方核对
cat >"$work/store.csv" <<'END'
集中监管仓台账
入仓日期,货物名称,检验检疫证号,批号,入仓数量（箱）,货主,联系电话
TODAY,冻南美白虾,440021120012345,S-1,100,中山海味,0760-88001234
TODAY,冻鸡爪,440021120012346,J1,50,中山海味,0760-88001234
TODAY,冻带鱼,,D1,5,中山海味,0760-88001234
合计,,,,150,,
END
cat >"$work/new.csv" <<'END'
产品名称,入境货物检验检疫证明编号,生产批号,数量,单位,进口商,手机
冻南美白虾,４４００２１１２００１２３４５,S-1,100,箱,南沙进出口,13800138000
冻鸡爪,440021120012346,J1,48,箱,南沙进出口,13800138000
END
cat >"$work/cold.csv" <<'END'
品名,证号,批次,数量,单位,供应商
冻南美白虾,440021120012345,S-1,100,箱,中山海味
冻牛腩,4.40021E+17,B2,20,箱,中山海味
END
sed -i "s/TODAY/$today/" "$work/store.csv"
ctl 0 reconcile "$work/store.csv" "$work/new.csv" "$work/cold.csv" --day "$today"
assert_equal "only the differences" \
    "$(get '"\(.matched) " + ([.differences[] | "\(.kind) \(.number)"] | join (", "))')" \
    "1 no-number , damaged 4.40021E+17, missing 440021120012346"
assert_equal "who to call" "$(get '.differences[2].call[] | "\(.role) \(.name) \(.phone)"' | tr '\n' ';')" \
    "supplier 中山海味 0760-88001234;importer 南沙进出口 13800138000;"
assert_equal "and said in words" "$(get '.differences[2].to_do')" \
    "To be called: 中山海味 (supplier) 0760-88001234; 南沙进出口 (importer) 13800138000"
assert_has "and why" "$(get '.differences[1].message')" "take it from the paper itself"
id=$(get .id)
ctl 1 reconcile sign "$id"
ctl 0 reconcile sign "$id" --by 市场员
assert_equal "signed" "$(ask 0 '.reconciliations[0].signed_by' reconcile list)" 市场员
iconv -f UTF-8 -t GB18030 "$work/new.csv" >"$work/new-gbk.csv"
ctl 0 reconcile "$work/store.csv" "$work/new-gbk.csv" "$work/cold.csv" --day "$today"
assert_equal "as a Chinese spreadsheet saves it" "$(get '"\(.matched) \(.differences[2].call[1].name)"')" \
    "1 南沙进出口"
echo 'a,b' >"$work/none.csv"
ctl 1 reconcile "$work/none.csv" "$work/new.csv" "$work/cold.csv"
assert_has "no header" "$(cat "$work/messages")" "none.csv"
ok "three ledgers, only their differences, and who to call"

# Who is late with the two-day report: a market where imported goods are reported.
station=$work/port
ctl 0 init --shop MARKET2 --jurisdiction CN-4420 --market 石岐市场 --market-kind wholesale --managers 张管理 --market-phone 0760-22220000
cat >"$work/imports.csv" <<END
品名,批号,原产国,贮存条件,生产日期,保质期至,数量,单位,供货商,入境货物检验检疫证明编号
智利车厘子,C1,智利,冷藏,$made,$best_before,20,箱,南沙进口,123456789012345678
END
ctl 0 import "$work/imports.csv"
ctl 0 gate enter "$(find_batch 智利车厘子)" --report --seller 王记果行
ctl 0 receive "$(find_batch 智利车厘子)"
assert_equal "nobody yet" "$(ask 0 '.sellers | length' seller list --late)" 0
sed -i 's/+40d/+60h/' "$work/next-month"
SUIMACTL=$work/next-month
ctl 0 seller list --late
assert_equal "who, and since when" "$(get '.sellers[] | "\(.name) \(.late) \(.late_since != null)"')" "王记果行 1 true"
ctl 0 seller remind
assert_equal "a slip for each" "$(get '.reminders | length')" 1
for words in 王记果行 "1 movement" 石岐市场 0760-22220000; do
    assert_has "what it says" "$(get '.reminders[0].text')" "$words"
done
assert_equal "the same in the month's figures" "$(ask 0 '"\(.movements_due) \(.reported_on_time)"' month "${today%-*}")" "1 0"
station=$work/station SUIMACTL=$real_ctl
ok "who is late is named, with since when, and reminded"

ctl 0 verify
assert_equal "the log is whole" "$(get .ok)" true
ok "all of it is on the record"
all_done

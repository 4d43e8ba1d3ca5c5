#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A clerk's day, as the clerk does it: from the delivery at ten past seven to the hand-over, with what
# goes wrong in between.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_device zpl
ctl 0 init --shop A17 --jurisdiction CN-4420 --operator "中山果栏·A17" --template 40x30
ctl 0 printers add "柜台1" "$device" --template 40x30
# The printer at the counter, switched off and on again.
swap_printer() { # arguments of the simulated printer...
    kill_now "$device_pid"
    rm -rf "$labels"
    start_device zpl --port "$device_port" "$@"
}
count_labels() { find "$labels" -name '*.png' | wc -l; }
codes_of() { ask 0 '.items[] | select (.state == "printed" or .state == "stocked") | .code' items --batch "$1"; }
state_of() { ask 0 .item.state trace "$1"; }
refused() { # what, error, part of the sentence: of the last answer
    assert_equal "$1" "$(get .error)" "$2"
    assert_has "$1" "$(get .message)" "$3"
}
stock_is() { # batch, on hand, expression over .balance, expected
    ctl 0 stock --batch "$1"
    assert_equal "batch $1: on hand, what became of it, nothing missing" \
        "$(get "\"\\(.balance.on_hand) \\($3) \\(.balance.difference)\"")" "$2 $4 0"
}

# 1. The delivery.
ctl 0 import "$work"/deliveries/{fruit-delivery.csv,meat-delivery.xlsx,domestic-produce.csv}
assert_equal "16 batches" "$(get '[.files[].batches] | add')" 16
cherries=$(find_batch "智利车厘子 JJJ")
bananas=$(find_batch "厄瓜多尔香蕉")
pitaya=$(find_batch "越南红心火龙果")
shank=$(find_batch "阿根廷冻牛腱")
pork=$(find_batch "冷鲜猪后腿肉")
asparagus=$(find_batch "平湖芦笋")
# What came last time came again: another lot, fresh papers, as long a life; nothing to copy by hand.
ctl 1 repeat "$cherries"
refused "without a lot" invalid "Say the lot"
ctl 0 repeat "$cherries" --lot CL-CH-2699 --made "$(date -u -d '+8 hours -1 day' +%F)" --quantity 15
again=$(get .id)
assert_equal "the goods of the last time" \
    "$(get '"\(.product) \(.lot) \(.quantity) \(.unit) \(.country) \(.status)"')" \
    "智利车厘子 JJJ CL-CH-2699 15 箱 CL blocked"
assert_equal "but for the papers of its lot" "$(get '.papers.inspection')" null
days() { ask 0 '(.expiry | strptime ("%Y-%m-%d") | mktime) - (.production | strptime ("%Y-%m-%d") | mktime)' batch "$1"; }
assert_equal "as long a life" "$(days "$again")" "$(days "$cherries")"
ctl 1 repeat "$cherries" --lot ＣＬ-CH-2699
refused "the same lot is the same goods" exists "Lot CL-CH-2699"
ctl 0 paper add inspection 126000001129988
ctl 0 paper use inspection 126000001129988 --batch "$again"
ctl 0 paper add disinfection XD20261122001
ctl 0 paper use disinfection XD20261122001 --batch "$again"
assert_equal "with papers of its own it may be labelled" "$(get .status)" ready
ctl 0 receive "$again" --quantity 14 --reason 少来一箱
stock_is "$again" 14 ".balance.short" 1
ok "a delivery is one act, and so is the same again"

# 2. The paper that is missing is named; the moment it is there, the goods may be labelled.
ctl 1 print "$shank" --count 1
refused "a paper is missing" blocked "inspection and quarantine certificate"
ctl 0 batch "$shank"
assert_equal "which one" "$(get '[.findings[] | select (.severity == "block") | .requirement] | join (" ")')" paper:inspection
ctl 0 paper add inspection 126000001129901 --quantity 30 --unit 箱 --issuer "黄埔海关"
ctl 0 paper use inspection 126000001129901 --batch "$shank"
assert_equal "ready" "$(get .status)" ready
ctl 1 paper use inspection 126000001129901 --batch "$bananas"
refused "the certificate is used up" blocked "126000001129901 covers only 0 more, not 300"
ctl 1 paper add inspection 126000001129901
assert_equal "the same paper is one paper" "$(get .error)" exists
ctl 1 paper add inspection 1.26E+14
refused "a number that Excel damaged" invalid "lost digits"
ctl 0 paper add inspection 12600000112
assert_has "a number that looks wrong is taken, with a word" "$(get .warning)" "15 or 18 digits"
printf '\377\330\377\340\0\20JFIF\0' >"$work/paper.jpg"
ctl 0 paper attach inspection 126000001129901 "$work/paper.jpg"
assert_equal "its photo" "$(ask 0 '[.papers[] | select (.number == "126000001129901") | .files[]] | length' papers)" 1
ctl 1 paper attach inspection 126000001129901 "$work/deliveries/fruit-delivery.csv"
refused "no photo" invalid "neither a photo"
ctl 0 batch "$shank" --on 2022-06-01
assert_has "asked on that day, not today" "$(get '[.explanations[].message] | join (" ")')" "not required today"
ok "the missing paper is named, added, and drawn down"

# A paper of another lot, a paper of another day.
ctl 0 paper add inspection 126000001129903 --product 冻带鱼
ctl 0 paper add inspection 126000001129904 --lot OTHER-1
for number in 126000001129903 126000001129904; do
    ctl 1 paper use inspection $number --batch "$shank"
    assert_has "the wrong paper" "$(get .message)" "take the paper of"
done
ctl 0 paper add inspection 126000001129902 --valid-to 2020-01-01
ctl 1 paper use inspection 126000001129902 --batch "$(find_batch "印度冻带鱼")"
refused "a paper that was over" invalid "valid until 2020-01-01"
ctl 1 paper use inspection 999999999999999 --batch "$shank"
refused "a paper nobody has" not-found "add it first"
ok "a wrong paper is no paper"

# 3. One box less came: a shortage beside the sheet, no edit.
ctl 1 receive "$cherries" --quantity 119
refused "a shortage needs a reason" invalid "119"
ctl 0 receive "$cherries" --quantity 119 --reason "少一箱" --place "2号柜" --by "小李"
stock_is "$cherries" 119 .balance.short 1
assert_equal "the sheet" "$(ask 0 .quantity batch "$cherries")" 120
assert_equal "where it stands" "$(ask 0 '.places[0].place' stock --batch "$cherries")" "2号柜"
ctl 1 receive "$cherries"
assert_equal "received once" "$(get .error)" exists
ctl 0 receive "$pitaya"
ctl 0 receive "$pork"
ok "a shortage is on record, and the sheet stays"

# 4. Twenty labels.
begin_ms=$(date +%s%3N)
ctl 0 print "$cherries" --count 20
took_ms=$(($(date +%s%3N) - begin_ms))
assert_equal "printed" "$(get '"\(.printed) \(.in_doubt) \(.voided)"')" "20 0 0"
[ "$took_ms" -lt 5000 ] || fail "20 labels take $took_ms ms"
assert_equal "what came out, behind the test label" "$(count_labels)" 21
mapfile -t box < <(codes_of "$cherries")
assert_equal "no two boxes with one code" "$(printf '%s\n' "${box[@]}" | sort -u | wc -l)" 20
ok "twenty labels, twenty codes"

# 5. The printer jams at label 13 of 20 and loses what it had.
swap_printer --pace 20 --fault reset@13
ctl 1 print "$pitaya" --count 20
run=$(get .run)
out_count=$(count_labels)
printed=$(get .printed)
doubt=$(get .in_doubt)
[ "$doubt" -gt 0 ] || fail "labels are in doubt after a jam" "$out"
[ "$doubt" -le 20 ] || fail "the doubt is one chunk at most" "$out"
[ "$printed" -le "$out_count" ] || fail "no label counts that did not come out" "$out"
last_good=$("$SUIMACTL" --data "$station" --json scan --image "$labels/$(printf %04d "$out_count").png" | jq -r .code)
ctl 1 print --resume "$run"
refused "first say what came out" invalid "settle it first"
ctl 0 settle "$run" --last-good "$last_good"
missing=$(get .missing)
swap_printer
ctl 0 print --resume "$run"
assert_equal "the rest" "$(get '"\(.printed) \(.missing)"')" "$missing 0"
good=$(ask 0 '[.items[] | select (.state == "printed")] | length' items --batch "$pitaya")
assert_equal "twenty good labels" "$good" 20
assert_equal "a label each" "$(ask 0 '[.items[] | select (.state == "printed") | .code] | unique | length' items --batch "$pitaya")" 20
ok "a jam: the last good label is said, the run goes on, nothing twice"

# 6. A torn sticker: the same again, or a new code; a printed label that was never stuck on.
ctl 1 reprint "${box[0]}" --reason ""
refused "without a reason" invalid "needs a reason"
ctl 0 reprint "${box[0]}" --reason "撕坏"
assert_equal "copy 2 of the same code" "$(get '"\(.code) \(.copies)"')" "${box[0]} 2"
ctl 0 reissue "${box[1]}" --reason "污损"
new=$(get '.codes[0]')
assert_equal "the old one is dead" "$(state_of "${box[1]}")" void
assert_equal "and says so" "$(ask 0 .verdict scan --text "${box[1]}")" void
ctl 1 sell "${box[1]}"
refused "it cannot be sold" blocked "cannot take part"
ctl 0 void "${box[2]}" --reason "打了没贴"
ctl 0 trace "${box[0]}"
assert_equal "both are in the history" "$(get '[.events[]."suima:reason" // empty] | join (" ")')" "撕坏"
ctl 0 trace "${box[1]}"
assert_has "with the reason" "$(get '[.events[]."suima:reason" // empty] | join (" ")')" "污损"
ok "reprint, reissue and void each have a reason in the history"

# 7. A box becomes pieces, meat is cut by weight.
ctl 1 split "${box[3]}" --output 24 --unit 盒
refused "how many came out of what" invalid "say how much goes in"
ctl 0 split "${box[3]}" --input 24 --output 24 --unit 盒 --by "小李"
pieces=$(get .batch)
assert_equal "the box" "$(ask 0 .verdict scan --text "${box[3]}")" split
ctl 0 print "$pieces" --count 24
mapfile -t piece < <(get '.codes[]')
assert_equal "its pieces" "$(ask 0 '.children | length' trace "${box[3]}" --forward)" 24
assert_equal "whence" "$(ask 0 '.parents[0].code' trace "${piece[23]}" --back)" "${box[3]}"
ctl 1 split "${box[3]}" --input 24 --output 24 --unit 盒
refused "no box is split twice" blocked "cannot take part"
ctl 1 cut --from "$pork=20" --output 18.5
refused "where is the rest" invalid "20 went in, 18.5 came out"
ctl 1 cut --from "$pork=20" --output 20.5
refused "more than went in" invalid "cannot come out"
ctl 0 cut --from "$pork=20" --output 18.5 --reason "修边"
cuts=$(get .batch)
stock_is "$pork" 55.5 .balance.transformed 20
stock_is "$cuts" 18.5 .balance.made 18.5
ctl 0 waste --batch "$pork" --quantity 0.5 --reason "滴水损耗"
stock_is "$pork" 55 .balance.wasted 0.5
ok "children, rest and loss are the parent"

# 8. Two lots in one tray.
ctl 1 mix --from "$cherries=3" --from "$pitaya=2" --output 5 --unit 份
refused "in which unit" invalid "say how much goes in"
ctl 0 mix --from "$cherries=3" --from "$asparagus=2" --input 5 --output 5 --unit 份 --product "果蔬拼盘"
tray=$(get .batch)
ctl 0 batch "$tray"
assert_has "all origins" "$(get .origin)" "智利"
assert_has "all origins" "$(get .origin)" "浙江平湖"
assert_equal "the shortest day" "$(get .expiry_date)" "$(ask 0 .expiry_date batch "$asparagus")"
# Home-grown lots mixed need a certificate of their own.
ctl 0 mix --from "$asparagus=2" --from "$(find_batch "本地上海青")=2" --input 4 --output 4 --unit 份
greens_tray=$(get .batch)
ctl 0 certificate "$greens_tray" --style buyer --basis 1 --phone 0760-88321122 --no-print
number=$(get .number)
assert_equal "its own certificate" "$(ask 0 .papers.conformity batch "$greens_tray")" "$number"
ok "a mixture lists its parents and keeps the shortest day"

# 9. No certificate: to the side, with a tag; never a label for goods.
before=$(ask 0 '.items | length' items)
ctl 0 tag "$(find_batch "印度冻带鱼")" --reason "无证待处理"
assert_equal "a tag takes no code" "$(ask 0 '.items | length' items)" "$before"
assert_equal "and reads as nothing" \
    "$("$SUIMACTL" --data "$station" --json scan --image "$labels/$(printf %04d "$(count_labels)").png" 2>/dev/null | jq -r .error)" not-found
ctl 0 hold --batch "$bananas" --reason "无票"
ctl 1 sell --batch "$bananas" --quantity 1
refused "held goods" blocked "无票"
ctl 1 print "$bananas" --count 1
refused "held goods get no label" blocked "无票"
ctl 2 hold --batch "$bananas" --quantity 5 --reason "无票"
ctl 0 release --batch "$bananas" --reason "票到了" --by "王店长"
ok "held goods are neither sold nor labelled"

# 10. Expired: no print, no sale.
fish=$(find_batch "印度冻带鱼")
ctl 1 print "$fish" --count 1
refused "expired" blocked "xpired"
ctl 1 sell --batch "$fish" --quantity 1
refused "expired" blocked "xpired"
ctl 0 destroy --batch "$fish" --quantity 50 --reason "过期" --method "无害化处理" --weight 500 --witness "张三"
stock_is "$fish" 0 .balance.destroyed 50
ok "expired goods are destroyed, with method, weight and witness"

# 13. A sale to a restaurant.
ctl 1 sell --batch "$cherries" --quantity 200
assert_equal "more than there is" "$(get .error)" invalid
ctl 1 sell "${box[4]}" "${box[4]}"
refused "scanned twice" invalid "twice"
ctl 0 issue "${box[4]}" "${box[5]}" --party "悦来酒楼" --price 600
ctl 1 issue "${box[4]}" --party "悦来酒楼"
refused "sold once" blocked "cannot take part"
assert_equal "a scan says so" "$(ask 0 .verdict scan --text "${box[4]}")" sold
ctl 0 take-back "${box[5]}" --reason "客户退货"
assert_equal "what comes back is held" "$(state_of "${box[5]}")" held
ctl 0 release "${box[5]}" --reason "验过，完好"
ctl 0 send-back "${box[6]}" --reason "压坏" --party "江南果菜批发市场A区17档"
ctl 0 stock --batch "$cherries"
assert_equal "119 boxes, each accounted for" \
    "$(get '.balance | "\(.on_hand) \(.issued) \(.taken_back) \(.sent_back) \(.transformed) \(.difference)"')" \
    "113 2 1 1 4 0"
ok "sold, taken back, sent back: each box is somewhere"

# Two suppliers with one lot number are two batches.
header=$(head -n 1 "$SUIMA_SOURCE/resources/demo/domestic-produce.csv")
today=$(date -u -d '+8 hours' +%F)
printf '%s\n沙糖桔,10斤/箱,广西荔浦,L1,%s,15天,20,箱,甲合作社,,13800001111,HGZ1,自我检测,KJ1,常温\n沙糖桔,10斤/箱,广西荔浦,L1,%s,15天,30,箱,乙合作社,,13800002222,HGZ2,自我检测,KJ2,常温\n' \
    "$header" "$today" "$today" >"$work/two.csv"
ctl 0 import "$work/two.csv"
assert_equal "one lot number, two suppliers" "$(get '.files[0].batches')" 2
mapfile -t two < <(ask 0 '.batches[] | select (.product == "沙糖桔") | .id' batches)
ctl 0 print "${two[0]}" --count 1
one_code=$(get '.codes[0]')
ctl 0 print "${two[1]}" --count 1
[ "$one_code" != "$(get '.codes[0]')" ] || fail "two batches have two codes"
assert_equal "a label leads to its own batch" "$(ask 0 .item.batch trace "$one_code")" "${two[0]}"
ok "one lot number of two suppliers is told apart"

# The same code on two boxes: the second sale is stopped.
ctl 0 sell "${box[7]}"
ctl 1 sell "${box[7]}"
refused "a copied label" blocked "cannot take part"
ctl 0 scan --text "${box[7]}"
assert_equal "what a scan says" "$(get .verdict)" sold
ok "one code sells once"

# Codes of others, and codes that mean harm.
ctl 0 scan --text "http://zjll.zjamr.zj.gov.cn/202011307563441249"
assert_equal "of another province" "$(get '"\(.verdict) \(.fields.issuer)"')" "foreign 浙江省市场监督管理局"
assert_equal "kept as it is" "$(get .code)" "http://zjll.zjamr.zj.gov.cn/202011307563441249"
long=$(printf 'A%.0s' {1..4096})
for text in 'javascript:alert(1)' "$long" $'\e[31mred\a' 'https://TRACE.LOCAL/%00/../x' '🍒🍒' \
    "HTTPS://zj.gov.cn.evil.com/1" "HTTPS://zj.gov.cn@evil.com/1" "'; DROP TABLE item;--"; do
    ctl 0 scan --text "$text"
    case $(get .verdict) in
        unknown | disguised | malformed | altered | not-issued | foreign) ;;
        *) fail "a malicious code" "$out" ;;
    esac
    [ "$(get '.fields.issuer // ""')" = "" ] || fail "no office is named for it" "$out"
done
[ -z "$("$SUIMACTL" --data "$station" scan --text $'\e[31mred\a' | tr -d '[:print:]\n' | grep -a $'[\e\a]')" ] ||
    fail "a terminal gets no control characters"
ctl 1 sell "http://zjll.zjamr.zj.gov.cn/202011307563441249"
refused "only our own codes are sold" invalid "not a trace code of ours"
ok "foreign codes are named, malicious ones harmless"

# A picture without a code: as good as no camera.
convert -size 320x240 xc:white "$work/white.png"
ctl 1 scan --image "$work/white.png"
refused "nothing to read" not-found "type the code"
ctl 1 scan --image "$work/no-camera.png"
assert_has "no picture" "$(get .message)" "no-camera.png"
groups=$(ask 0 .item.serial trace "${box[8]}")
assert_equal "the number typed, with O for 0" \
    "$(ask 0 .code scan --text "$(tr '0' 'O' <<<"$groups")")" "${box[8]}"
ok "without a camera the number is typed"

# The clock's battery is dead.
for then in '1970-01-01 08:00:00' '2099-01-01 00:00:00'; do
    faked=$(command -v faketime) || fail "faketime is not installed"
    got=0
    out=$("$faked" --exclude-monotonic -f "@$then" "$SUIMACTL" --data "$station" --json sell "${box[8]}" \
        2>"$work/messages") || got=$?
    assert_equal "the clock says $then" "$got $(get .error)" "1 denied"
    assert_has "what to do" "$(get .message)" "set date and time first"
done
ctl 0 clock
assert_equal "the clock is right again" "$(get .state)" fine
ctl 0 sell "${box[8]}"
ok "a clock in 1970 or 2099 writes nothing"

# 2,000 rows, 37 of them bad; the stick is pulled; the disk is full.
{
    printf '%s\n' "$header"
    for ((i = 1; i <= 2000; i++)); do
        day=$today
        [ $((i % 54)) -ne 1 ] || [ "$i" -gt 1950 ] || day=2026-02-30
        printf '白菜%d,散装,广东中山,B%d,%s,5天,10,斤,甲合作社,,13800001111,HGZ%d,自我检测,KJ1,常温\n' "$i" "$i" "$day" "$i"
    done
} >"$work/large.csv"
bad=$(grep -c 2026-02-30 "$work/large.csv")
before=$(ask 0 '.batches | length' batches)
head -c 100000 "$work/large.csv" >"$work/pulled.csv"
mkdir -p "$station/inbox"
cp "$work/pulled.csv" "$station/inbox/large.csv.part"
ctl 0 import --watch --once
assert_equal "half a file is not taken" "$(ask 0 '.batches | length' batches)" "$before"
rm "$station/inbox/large.csv.part"
kill_during_import() {
    "$SUIMACTL" --data "$station" --json import "$work/large.csv" >/dev/null 2>&1 &
    local pid=$!
    sleep 0.0"$1"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}
for i in 1 3 5; do kill_during_import "$i"; done
after=$(ask 0 '.batches | length' batches)
[ "$after" -eq "$before" ] || [ "$after" -eq $((before + 2000 - bad)) ] ||
    fail "a broken import leaves all or nothing" "$before $after"
got=0
out=$(trap '' XFSZ; ulimit -f 1
    "$SUIMACTL" --data "$station" --json receive "$asparagus" --place "1号库" 2>"$work/messages") || got=$?
assert_equal "a full disk" "$got $(get .error)" "1 no-space"
stock_is "$asparagus" 256 .balance.transformed 4
out=$(trap '' XFSZ; ulimit -f 1
    "$SUIMACTL" --data "$station" --json print "$cherries" --count 3 2>"$work/messages") && fail "a label on a full disk" "$out"
assert_equal "no code was taken" "$(ask 0 '[.items[] | select (.state == "reserved" or .state == "in-doubt")] | length' items --batch "$cherries")" 0
ctl 1 import "$work/large.csv"
assert_equal "every bad row is told" "$bad $(get '[.files[0].problems[] | select (.code == "date")] | length')" "37 37"
assert_equal "the good ones are in" "$(ask 0 '.batches | length' batches)" $((before + 2000 - bad))
ok "2,000 rows of which $bad are bad, a pulled stick, a full disk: all or nothing, and told"

# Another print head.
swap_printer --dpi 300
before=$(ask 0 '.items | length' items)
ctl 3 print "$cherries" --count 1
assert_has "another head" "$(get .message)" "300"
assert_equal "costs no code" "$(ask 0 '.items | length' items)" "$before"
swap_printer
ctl 0 print "$cherries" --count 1
ok "a printer with another head is noticed before the next label"

ctl 0 verify
assert_equal "the log" "$(get .ok)" true
ok "the day's records are whole"

# A run over midnight, of goods whose last day ends with it.
station=$work/midnight
ctl 0 init --shop A17 --jurisdiction CN-4420 --printer "$device" --template 40x30
printf '%s\n夜市沙拉,1盒,广东中山,M1,%s,1天,20,盒,甲合作社,,13800001111,HGZ1,自我检测,KJ1,冷藏\n' "$header" "$today" >"$work/salad.csv"
ctl 0 import "$work/salad.csv"
salad=$(find_batch "夜市沙拉")
last_day=$(ask 0 .expiry_date batch "$salad")
swap_printer --pace 250
real_ctl=$SUIMACTL
printf '#!/bin/sh\nexec faketime --exclude-monotonic -f "@%s 15:59:57" "%s" "$@"\n' "$last_day" "$real_ctl" >"$work/before-midnight"
printf '#!/bin/sh\nexec faketime --exclude-monotonic -f "@%s 16:00:20" "%s" "$@"\n' "$last_day" "$real_ctl" >"$work/after-midnight"
chmod +x "$work/before-midnight" "$work/after-midnight"
SUIMACTL=$work/before-midnight
ctl 0 print "$salad" --count 20
assert_equal "the run that began on the last day" "$(get '"\(.printed) \(.in_doubt) \(.voided)"')" "20 0 0"
assert_equal "each label once" "$(count_labels)" 20
code=$(get '.codes[19]')
SUIMACTL=$work/after-midnight
ctl 1 print "$salad" --count 1
refused "the next day" blocked "xpired"
ctl 1 sell "$code"
refused "the next day" blocked "xpired"
assert_equal "a scan says so" "$(ask 0 .verdict scan --text "$code")" expired
assert_equal "the log" "$(ask 0 .ok verify)" true
SUIMACTL=$real_ctl
station=$work/station
ok "a run over midnight is whole, and the new day's rules hold at once"
all_done

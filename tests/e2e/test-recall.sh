#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A recall as a shop lives it, through suimactl: found, locked, told to the buyers, sent back, closed; a
# signed notice and a forged one; the morning's list.
# shellcheck source=tests/e2e/libtest.sh
. "$(dirname "$0")/libtest.sh"

yesterday=$(date -d '-1 day' +%F) next_year=$(date -d '+300 days' +%F) spring=$(date -d '-100 days' +%F)
cat >"$work/goods.csv" <<END
品名,批号,原产国,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号,境外生产企业注册编号
冷冻厄瓜多尔白虾,EC-1,厄瓜多尔,$spring,$next_year,10,箱,海鲜进口,440120261234561,CECUX24000000000001
冷冻厄瓜多尔白虾,EC-2,厄瓜多尔,$spring,$next_year,10,箱,海鲜进口,440120261234562,CECUX24000000000002
智利青柠,CL-3,智利,$spring,$yesterday,20,箱,南美果业,440120261234567,
END
ask 0 .station init --shop A17 --jurisdiction CN-4420 --operator 果栏 >/dev/null
ask 0 .files import "$work/goods.csv" >/dev/null
for batch in 1 2 3; do ask 0 .batch receive $batch --place 冷库 >/dev/null; done
ask 0 .events issue --batch 1 --quantity 2 --party 好味饭店 >/dev/null

assert_equal "find" "$(ask 0 '[.hits[].lot] | join(",")' recall find --country EC --product 白虾)" EC-1,EC-2
assert_equal "find by plant" "$(ask 0 '[.hits[].lot] | join(",")' recall find --plant CECUX24000000000002)" EC-2
assert_equal "to whom" "$(ask 0 '.hits[0].sold[0].party' recall find --lot EC-1)" 好味饭店
ask 1 .error recall find >/dev/null
ok "goods are found by lot, plant, country and product; a recall of everything is refused"

assert_equal "rehearsal" "$(ask 0 .rehearsal recall open --title 演练 --class 3 --lot EC-1 --rehearsal)" true
ask 0 .events sell --batch 1 --quantity 1 >/dev/null
ask 0 .report.list_ms recall close 1 >/dev/null
ok "a rehearsal stops no sale and leaves a report"

assert_equal "open" "$(ask 0 .recall recall open --title 白虾阳性 --class 1 --lot EC-1)" 2
ask 1 .error sell --batch 1 --quantity 1 >/dev/null
assert_equal "locked" "$(ask 0 .status batch 1)" blocked
ask 0 .events sell --batch 2 --quantity 1 >/dev/null
ok "an opened recall stops the sale of its lot, and of no other"

assert_equal "letters" "$(ask 0 '.files | length' recall notice 2 --out "$work/letters" --contact 0756-1)" 4
assert_has "letter" "$(cat "$work"/letters/*.csv)" '"EC-1","2箱"'
ok "each buyer gets a letter with the six fields"

ask 1 .error recall close 2 >/dev/null
ask 0 .loose recall done 2 --batch 1 --quantity 7 --outcome returned >/dev/null
ask 0 .closed recall close 2 >/dev/null
ok "it is closed when nothing of it is left"

authority=$work/authority
key=$("$SUIMACTL" --data "$authority" --json init | jq -r .public_key)
echo '{"id":"GD-7","version":1,"title":"二号厂阳性","class":1,"criteria":{"lots":["EC-2"]},"text":"请勿食用"}' \
    >"$work/notice.json"
"$SUIMACTL" --data "$authority" recall sign "$work/notice.json" --out "$work/signed.json"
ask 1 .error recall open --notice "$work/signed.json" >/dev/null
ask 0 .station init --notice-key "$key" >/dev/null
sed 's/EC-2/EC-1/' "$work/signed.json" >"$work/forged.json"
ask 1 .error recall open --notice "$work/forged.json" >/dev/null
assert_equal "signed" "$(ask 0 .notice recall open --notice "$work/signed.json")" GD-7
ask 1 .error recall open --notice "$work/signed.json" >/dev/null
ask 1 .error sell --batch 2 --quantity 1 >/dev/null
ask 0 .lifted recall lift 3 --reason 复检合格 >/dev/null
ask 0 .events sell --batch 2 --quantity 1 >/dev/null
ok "a signed notice opens a recall, a forged or unknown one does not; lifted, the goods are sold again"

assert_equal "nothing here yet" "$(ask 0 '.hits | length' recall open --title 晚到 --class 2 --lot EC-4)" 0
assert_has "said" "$("$SUIMACTL" --data "$station" recall show 4)" "What comes later will be locked"
cat >"$work/late.csv" <<END
品名,批号,原产国,生产日期,保质期,数量,单位,供货商,入境货物检验检疫证明编号
冷冻厄瓜多尔白虾,EC-4,厄瓜多尔,$spring,$next_year,5,箱,海鲜进口,440120261234571
冷冻厄瓜多尔白虾,EC-5,厄瓜多尔,$spring,$next_year,5,箱,海鲜进口,440120261234572
END
ask 0 .files import "$work/late.csv" >"$work/late.json"
assert_equal "in words" "$(jq -r '.[0].notes[0].code' "$work/late.json")" recalled
assert_has "in words" "$(jq -r '.[0].notes[0].message' "$work/late.json")" 晚到
assert_equal "on its list" "$(ask 0 '[.hits[].lot] | join(",")' recall show 4)" EC-4
ask 0 .batch receive 4 --place 冷库 >/dev/null
assert_equal "blocked" "$(ask 0 .status batch 4)" blocked
ask 1 .error sell --batch 4 --quantity 1 >/dev/null
ask 0 .events sell --batch 5 --quantity 1 >/dev/null
burn=(recall done 4 --batch 4 --quantity 1 --outcome destroyed --method 深埋 --witness 王五)
assert_has "what is missing" "$(ask 1 .message "${burn[@]}" --weight 5.2)" "a photo"
printf '\xff\xd8\xff\xe0 a pit' >"$work/pit.jpg"
ask 0 .loose "${burn[@]}" --weight 5.2 --photo "$work/pit.jpg" >/dev/null
ask 0 .loose recall done 4 --batch 4 --quantity 4 --outcome returned --photo "$work/pit.jpg" >/dev/null
ok "what comes after its recall is locked as it comes, and nothing else"

assert_equal "not locked" "$(ask 0 .status batch 5)" ready
ask 2 .error correct --batch 5 --set lot --reason 看错了 >/dev/null
ask 1 .error correct --batch 5 --set lot=EC-4 >/dev/null
ask 0 .event correct --batch 5 --set lot=EC-4 --reason 看错了 --by 赵小六 >/dev/null
assert_equal "locked by its right lot" "$(ask 0 '"\(.lot) \(.status)"' batch 5)" "EC-4 blocked"
assert_equal "on its list" "$(ask 0 '.hits | length' recall show 4)" 2
ok "a mistyped lot is put right, on the record, and the recall finds it"

assert_equal "expired" "$(ask 0 '[.expired[].lot] | join(",")' today)" CL-3
ask 1 .error sell --batch 3 --quantity 1 >/dev/null
ok "the morning's list names what is past its day"
assert_equal "verify" "$(ask 0 .ok verify)" true
all_done

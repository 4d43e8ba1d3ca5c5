#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The end of the day and the inspector, as they do it: what is to be reported, the signed file on a
# stick and a real hub that takes it, the three ledgers, the pack, what may be deleted.
. "$(dirname "$0")/libtest.sh"

today=$(date -u -d '+8 hours' +%F)
long_ago=$(date -u -d '-3 years' +%F)
expiry=$(date -u -d '+60 days' +%F)
ctl 0 init --host TRACE.LOCAL --shop A17 --jurisdiction CN-4420 --operator "中山果栏·A17" \
    --platform 冷库通
cat >"$work/goods.csv" <<END
品名,规格,批号,原产国,贮存条件,生产日期,保质期至,数量,单位,供货商,供货商电话,入境货物检验检疫证明编号,承诺达标合格证编号
智利车厘子,5kg/箱,C1,智利,冷藏 0-4℃,$today,$expiry,20,箱,南沙进口,13800001234,123456789012345678,
平湖西瓜,5kg/个,W1,浙江平湖,常温,$today,$expiry,20,箱,平湖果业,,,HGZ1
END
ctl 0 import "$work/goods.csv"
cherries=$(find_batch 智利车厘子)
melons=$(find_batch 平湖西瓜)
ctl 0 receive "$cherries" --place 2号柜 --by 李小明
ctl 0 receive "$melons"
ctl 0 sell --batch "$melons" --quantity 3 --party 好味饭店 --price 128
ctl 0 report
assert_equal "only imported goods are reported" "$(get '"\(.due) \(.late)"')" "1 0"
assert_equal "what is left of two days" "$(get '.reports[0] | "\(.product) \(.hours_left)"')" "智利车厘子 47"
ctl 0 status
assert_equal "the status tells it" "$(get '"\(.due) \(.late) \(.registration.state)"')" "1 0 pending"
ctl 1 report 0 --late-reason 断网
assert_equal "nothing to explain yet" "$(get .error)" invalid
ctl 0 day
assert_equal "the day in a line" "$(get '"\(.in[0].quantity) \(.out[0].quantity) \(.left[0].quantity) \(.unreported)"')" "40 3 37 1"
ok "what is to be reported, until when, and the day"

# A stick that is pulled: killed at any moment, what bears the name is whole.
stick=$work/stick
mkdir "$stick"
for _ in $(seq 20); do
    rm -f "$stick"/*
    "$SUIMACTL" --data "$station" report --since "$today" --out "$stick/report.json" >/dev/null 2>&1 &
    pid=$!
    sleep "0.$((RANDOM % 3))$((RANDOM % 10))"
    kill_now "$pid" 2>/dev/null || true
    [ ! -e "$stick/report.json" ] || ctl 0 report --check "$stick/report.json"
done
ok "a pulled stick leaves no half file"

rm -f "$stick"/*
ctl 0 report --since "$today" --out "$stick/report.json" --by 李小明
key=$(get .public_key)
assert_equal "handed over" "$(ask 0 '"\(.due) \(.late)"' report)" "0 0"
assert_equal "by a file" "$(ask 0 '.reports[0] | "\(.state) \(.way)"' report --from "$today")" "reported file"
"$SUIMACTL" --data "$work/nowhere" --json report --check "$stick/report.json" --key "$key" >"$work/checked"
assert_equal "the office checks it without a station" "$(jq .ok "$work/checked")" true
other_key=$("$SUIMACTL" --data "$work/other" --json init | jq -r .public_key)
ctl 1 report --check "$stick/report.json" --key "$other_key"
assert_equal "not of that station" "$(get .error)" corrupt
sed -E 's/"made":"20../"made":"2020/' "$stick/report.json" >"$work/forged.json"
ctl 1 report --check "$work/forged.json"
assert_equal "another day" "$(get .error)" corrupt
sed s/2号柜/3号柜/ "$stick/report.json" >"$work/forged.json"
ctl 1 report --check "$work/forged.json"
assert_equal "a changed file" "$(get .error)" corrupt
start_hub "$SUIMA_HUB"
status=$(curl -s -o "$work/reply" -w '%{http_code}' -H 'Content-Type: application/json' \
    --data-binary @"$stick/report.json" "$hub/capture")
assert_equal "a real hub takes the file" "$status" 202
ctl 0 init --hub "$hub"
ctl 0 sync
[ "$(get .duplicates)" -ge 3 ] || fail "the hub had those events from the file" "$out"
assert_equal "what came after it" "$(get .refused)" 0
ok "the signed file is handed over, checked, and taken by a hub"

ctl 0 ledger purchase --out "$work/purchase.xlsx"
assert_equal "two rows" "$(get .rows)" 2
unzip -p "$work/purchase.xlsx" xl/sharedStrings.xml | grep -q 123456789012345678 ||
    fail "a long number stays a text"
ctl 0 ledger purchase --out "$work/purchase.csv"
head -n 1 "$work/purchase.csv" | grep -q '进货日期,产品名称,单位,数量,生产日期,保质期至,生产单位,供货单位,地址及联系方式,' ||
    fail "the order of the fields" "$(head -n 1 "$work/purchase.csv")"
grep -q 13800001234 "$work/purchase.csv" || fail "the shop sees its supplier's phone"
ctl 0 ledger purchase --role consumer --out "$work/masked.csv"
! grep -q 13800001234 "$work/masked.csv" || fail "a role that may not see it"
ctl 0 ledger sale --gb18030 --out "$work/sale.csv"
iconv -f GB18030 -t UTF-8 "$work/sale.csv" | grep -q 好味饭店 || fail "GB18030"
ctl 0 ledger stock --out "$work/stock.csv"
grep -q '平湖西瓜.*,0,20,3,17,' "$work/stock.csv" || fail "the stock adds up" "$(cat "$work/stock.csv")"
ctl 2 ledger wages --out "$work/x.csv"
ctl 1 ledger sale --from "$today" --to 2020-01-01 --out "$work/x.csv"
if command -v soffice >/dev/null; then
    soffice --headless --convert-to csv --outdir "$work/office" "$work/purchase.xlsx" >/dev/null 2>&1
    grep -q 智利车厘子 "$work/office/purchase.csv" || fail "another office program reads the ledger"
fi
ok "three ledgers"

ctl 0 inspect --from "$long_ago" --to "$today" --out "$work/pack.zip"
assert_equal "what is in it" "$(get '"\(.movements) \(.ok)"')" "3 true"
mkdir "$work/pack"
unzip -q "$work/pack.zip" -d "$work/pack"
ctl 0 inspect --check "$work/pack" --key "$key"
(cd "$work/pack" && jq -r '.files[] | "\(.sha256)  \(.name)"' manifest.json | sha256sum -c --quiet) ||
    fail "the sums of the manifest"
echo " " >>"$work/pack/verify.json"
ctl 1 inspect --check "$work/pack" --key "$key"
ok "the pack for an inspection"

ctl 0 paper add inspection 123456789012345678
ctl 0 retention --all
assert_equal "goods that are there keep their papers" \
    "$(get '.kept[] | select (.kind == "document") | .until')" null
ctl 0 retention --delete
assert_equal "nothing goes" "$(get '[.deleted[]] | add')" 0
ctl 0 verify
ok "nothing goes before its day"

all_done

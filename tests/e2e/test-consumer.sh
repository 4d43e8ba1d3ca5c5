#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A shopper at the glass: what is said of a label in each state it can be in, in less than a second,
# without anything that is not a shopper's business; and a problem that is told.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_device zpl
ctl 0 init --shop A17 --jurisdiction CN-4420 --operator "中山果栏·A17" --printer "$device" --template 40x30
ctl 0 import "$work/deliveries/fruit-delivery.csv" "$work/deliveries/domestic-produce.csv"
cherries=$(find_batch "智利车厘子 JJJ")
ctl 0 receive "$cherries" --place 2号柜 --by 小李
ctl 0 print "$cherries" --count 8
mapfile -t box < <(get '.codes[]')
ctl 0 batch "$cherries"
days_and_paper=$(get '"\(.production_date) \(.expiry_date) \(.papers.inspection)"')
port=$(sqlite3 -readonly "$station/station.sqlite" "SELECT port FROM batch WHERE id = $cherries")
words() { "$SUIMACTL" --data "$station" scan --role consumer --text "$1" 2>/dev/null || true; }
look() { # code, verdict
    ctl 0 scan --role consumer --text "$1"
    assert_equal "what a shopper is told" "$(get .verdict)" "$2"
}

# 1. In front of the glass: the picture of the label itself.
begin_ms=$(date +%s%3N)
ctl 0 scan --role consumer --image "$labels/0001.png"
took_ms=$(($(date +%s%3N) - begin_ms))
[ "$took_ms" -lt 3000 ] || fail "the answer takes $took_ms ms"
assert_equal "it is genuine" "$(get '"\(.verdict) \(.code)"')" "genuine ${box[0]}"
assert_equal "what, whence, of whom" "$(get '.fields | "\(.product) \(.origin) \(.seller) \(.lot) \(.port)"')" \
    "智利车厘子 JJJ 智利 中山果栏·A17 CL-CH-2641 $port"
assert_equal "its days and its certificate" "$(get '.fields | "\(.production_date) \(.expiry_date) \(.papers.inspection)"')" "$days_and_paper"
assert_has "in words" "$(words "${box[0]}")" "Genuine label"
assert_has "and whose goods" "$(words "${box[0]}")" "中山果栏·A17"
! grep -qE '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)' <<<"$out" || fail "no phone number is whole" "$out"
! grep -q '小李\|2号柜' <<<"$out" || fail "no clerk, no place" "$out"
ok "a genuine label says what, whence and whose, in $took_ms ms"

# 2. Of another province.
look "http://zjll.zjamr.zj.gov.cn/202011307563441249" foreign
assert_equal "whose, and the number as it stands" "$(get '"\(.fields.issuer) \(.code)"')" \
    "浙江省市场监督管理局 http://zjll.zjamr.zj.gov.cn/202011307563441249"
[ "$(get '.fields.unverified // .unverified | tostring | length > 2')" = true ] || fail "what could not be checked" "$out"
ok "a code of another province is known for what it is"

# 3, 4, 5. Sold, recalled, void, expired, destroyed, not issued, unknown: each has its own sentence.
ctl 0 sell "${box[1]}"
ctl 0 void "${box[2]}" --reason 污损
ctl 0 hold "${box[3]}" --reason 待查
ctl 0 destroy "${box[4]}" --reason 变质 --method 深埋 --weight 5 --witness 李见证 --photo "$labels/0001.png"
look "${box[1]}" sold
look "${box[2]}" void
look "${box[3]}" held
look "${box[4]}" destroyed
never=${box[5]%?}$([ "${box[5]: -1}" = A ] && echo B || echo A)
ctl 0 scan --role consumer --text "$never"
case $(get .verdict) in altered | malformed | not-issued) ;; *) fail "an altered number" "$out" ;; esac
look "hello" unknown
: >"$work/sentences"
for code in "${box[@]:0:5}" "$never" hello; do words "$code" | head -n 1 >>"$work/sentences"; done
assert_equal "seven answers, seven sentences" "$(sort -u "$work/sentences" | wc -l)" 7
ok "sold, void, held, destroyed, altered, unknown: each has its sentence"

# A recall; its text is shown only from a signed notice.
key=$("$SUIMACTL" --data "$work/authority" --json init | jq -r .public_key)
ctl 0 init --notice-key "$key"
lot=$(ask 0 .lot batch "$cherries")
ctl 0 recall open --title "内部标题" --class 1 --lot "$lot"
first=$(get .recall)
look "${box[5]}" recalled
! grep -q "内部标题" <<<"$out" || fail "a shop's own words are no notice" "$out"
ctl 0 recall lift "$first" --reason 误报
look "${box[5]}" genuine
jq -n --arg lot "$lot" '{id: "GD-9", version: 1, title: "停售", class: 1, criteria: {lots: [$lot]}, text: "请勿食用，拿回服务台"}' >"$work/notice.json"
"$SUIMACTL" --data "$work/authority" recall sign "$work/notice.json" --out "$work/signed.json"
ctl 0 recall open --notice "$work/signed.json"
look "${box[5]}" recalled
assert_has "what to do" "$out$(words "${box[5]}")" "请勿食用，拿回服务台"
ok "a recall says so, and speaks only in the authority's words"

# Past its day.
printf '#!/bin/sh\nexec faketime --exclude-monotonic -f "+400d" "%s" "$@"\n' "$SUIMACTL" >"$work/next-year"
chmod +x "$work/next-year"
asparagus=$(find_batch "平湖芦笋")
ctl 0 print "$asparagus" --count 1
green=$(get '.codes[0]')
look "$green" genuine
real_ctl=$SUIMACTL
SUIMACTL=$work/next-year
look "$green" expired
SUIMACTL=$real_ctl
ok "what is past its day says so"

# 6. No picture: the twenty characters typed, O for 0, I for 1, small letters, blanks.
serial=$(ask 0 .item.serial trace "$green")
look "$(tr '01' 'OI' <<<"$serial")" genuine
assert_equal "the same label" "$(get .code)" "$green"
look "$(tr '[:upper:]' '[:lower:]' <<<"${serial:0:4} ${serial:4:4} ${serial:8:4} ${serial:12:4} ${serial:16:4}")" genuine
assert_equal "the same label" "$(get .code)" "$green"
ok "the number typed by hand is the same label"

# 8. A problem.
ctl 0 ticket add --code "$green" --words "发霉了" --photo "$labels/0001.png"
ctl 0 ticket list
assert_equal "with code and photo" "$(get '.tickets[0] | "\(.code) \(.words) \(.photos | length)"')" "$green 发霉了 1"
before=$(sqlite3 -readonly "$station/station.sqlite" 'SELECT count(*) FROM event')
look "$green" genuine
assert_equal "who only looks leaves no trace" "$(sqlite3 -readonly "$station/station.sqlite" 'SELECT count(*) FROM event')" "$before"
ok "a problem is kept with code and photo; looking leaves nothing behind"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a shop fetches from the hub: the seller's key before his first voucher, the market's recall;
# and what the hub's pages say of voucher and certificate.
. "$(dirname "$0")/libtest.sh"

page() { # path: the page's text without markup and style
    curl -sS "$hub$1" | tr -d '\n' | sed 's/<style>.*<\/style>//; s/<[^>]*>/ /g'
}

new_shop() { # name, shop, operator, code file
    station=$work/$1
    ctl 0 init --shop "$2" --jurisdiction CN-4420 --operator "$3" --hub "$hub" \
        --enrol "$(cat "$work/hub/$4")"
}

make_deliveries
start_hub "$SUIMA_HUB"
new_shop seller A17 "平湖果栏" enrol-code
new_shop buyer B1 "好味饭店" enrol-code
new_shop market M1 "石岐市场" authority-code
station=$work/stranger
ctl 0 init --shop C1 --jurisdiction CN-4420 --operator "路边摊" --hub "$hub"

station=$work/seller
ctl 0 import "$work/deliveries/fruit-delivery.csv"
batch=$(find_batch "泰国金枕榴莲")
lot=$(ask 0 .lot batch "$batch")
ctl 0 sell --batch "$batch" --quantity 2 --party "好味饭店" --voucher --no-print
code=$(get .code)
path=/V/${code#*/V/}
assert_has "before the seller is connected" "$(page "$path")" "这笔销售还没有上报"
ctl 0 certificate "$batch" --style producer --basis 1,2 --phone 0573-85012345 --no-print
certificate=$(get .number)
assert_has "nor the certificate" "$(page "/HGZ/$certificate")" "这里没有这张合格证的记录"
ctl 0 sync
assert_equal "nothing for the seller yet" "$(get .pulled)" 0
station=$work/stranger
ctl 0 import "$work/deliveries/fruit-delivery.csv"
ctl 0 sell --batch "$(find_batch "泰国金枕榴莲")" --quantity 1 --party "好味饭店" --voucher --no-print
strange=$(get .code)
ctl 0 sync
ok "a seller publishes his key with his first sync"

station=$work/buyer
assert_equal "not known yet" "$(ask 0 .verdict scan --text "$code")" voucher-new-seller
ctl 0 sync --pull
assert_equal "one key: that of who enrolled" "$(get .pulled)" 1
ctl 0 sync --pull
assert_equal "once" "$(get .pulled)" 0
kill_now "$hub_pid"
assert_equal "offline" "$(ask 0 .verdict scan --text "$code")" voucher
assert_equal "who did not enrol" "$(ask 0 .verdict scan --text "$strange")" voucher-new-seller
ctl 0 receive --voucher "$code"
assert_equal "received without a word" "$(get .seller)" "平湖果栏"
ctl 3 sync
ok "the first voucher of a seller verifies offline, without his word"

start_hub "$SUIMA_HUB"
ctl 0 sync
assert_has "reported and received" "$(page "$path")" "凭证真实，卖方已上报"
assert_has "and received" "$(page "$path")" "买方登记收货"
[[ $(page "$path") != *好味饭店* ]] || fail "the page names the buyer"
assert_has "in English" "$(page "$path?lang=en")" "Genuine voucher"
assert_has "certificate" "$(page "/HGZ/$certificate")" "开具者登记过这张合格证"
assert_has "altered" "$(page "${path%?}")" "没有读完整"
ok "the pages of voucher and certificate say what is on record"

cat >"$work/notice.json" <<NOTICE
{"id":"GD-2026-1","version":1,"title":"榴莲检出","class":1,"criteria":{"lots":["$lot"]},
 "text":"这批榴莲请停止食用"}
NOTICE
station=$work/market
ctl 0 recall sign "$work/notice.json" --out "$work/signed.json"
key=$(get .public_key)
station=$work/seller
ctl 1 recall give "$work/signed.json"
assert_equal "a shop gives none" "$(get .error)" denied
station=$work/market
ctl 1 recall give "$work/notice.json"
ctl 0 recall give "$work/signed.json"
station=$work/buyer
ctl 0 sync
assert_equal "not believed" "$(get '"\(.pulled) \(.unsigned_notices)"')" "0 1"
ctl 0 init --notice-key "$key"
ctl 0 sync
assert_equal "believed" "$(get '"\(.pulled) \(.unsigned_notices)"')" "1 0"
assert_equal "open" "$(ask 0 '.recalls[0].title' recall list)" "榴莲检出"
ctl 1 sell --batch 1 --quantity 1
assert_equal "locked" "$(get .error)" blocked
ok "a notice that the market gives locks the goods at the next sync, where its key is trusted"

station=$work/seller
seller_id=$(ask 0 .station status)
ctl 0 sell --batch "$(find_batch "秘鲁蓝莓")" --quantity 1 --party "好味饭店" --voucher --no-print
later=$(get .code)
kill_now "$hub_pid"
"$SUIMA_HUB" --data "$work/hub" --revoke "$seller_id" >/dev/null
"$SUIMA_HUB" --data "$work/hub" --revoke 00000 2>/dev/null && fail "an unknown key was revoked"
start_hub "$SUIMA_HUB"
ctl 1 sync
assert_has "says why" "$(get .message)" "revoked"
station=$work/buyer
ctl 0 sync
assert_equal "one revocation" "$(get .pulled)" 1
assert_equal "refused" "$(ask 0 .verdict scan --text "$later")" voucher-revoked
assert_equal "what came before stays" "$(ask 0 .verdict scan --text "$code")" voucher-received
ctl 1 receive --voucher "$later"
assert_has "at the hub" "$(page "/V/${later#*/V/}")" "密钥已吊销"
ctl 0 verify
assert_equal "the records hold" "$(get .ok)" true
ok "a revoked key is refused everywhere after a sync"
all_done

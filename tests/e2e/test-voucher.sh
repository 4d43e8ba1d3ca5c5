#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# From shop to shop with paper alone: sell with a voucher, print it, scan it at the buyer's, receive.
. "$(dirname "$0")/libtest.sh"

make_deliveries
start_printer 0.1
ctl 0 init --shop A17 --jurisdiction CN-4420 --operator "平湖果栏"
ctl 0 import "$work/deliveries/fruit-delivery.csv"
batch=$(find_batch "秘鲁蓝莓")

nameless=$work/nameless
ctl 0 --data "$nameless" init --shop A18 --jurisdiction CN-4420
ctl 0 --data "$nameless" import "$work/deliveries/fruit-delivery.csv"
ctl 1 --data "$nameless" sell --batch 1 --quantity 2 --party "好味饭店" --voucher --no-print
assert_equal "nobody's goods are not sold with a voucher" \
    "$(get .error) $(ask 0 .balance.issued --data "$nameless" stock --batch 1) $(ask 0 .pending --data "$nameless" status)" "invalid 0 0"

ctl 0 sell --batch "$batch" --quantity 2 --party "好味饭店" --voucher --printer "$printer"
number=$(get .number)
code=$(get .code)
assert_equal "the buyer stands on it" "$(get .body.buyer)" "好味饭店"
assert_equal "the printed code" "$("$SUIMA_READ_PWG" "$spool" | grep -F /V/)" "$code"
ok "a sale prints a voucher whose code reads back from the printer's own pages"

word=$(ask 0 .check_word status)
seller=$station
station=$work/buyer
ctl 0 init --shop B1 --jurisdiction CN-4420 --operator "好味饭店"
assert_equal "not known yet" "$(ask 0 .verdict scan --text "$code")" voucher-new-seller
ctl 1 receive --voucher "$code"
assert_has "asks for the word" "$(get .message)" "check word"
ctl 1 receive --voucher "$code" --word AAAA-BBBB-CCCC
ctl 0 receive --voucher "$code" --word "$word" --place "1号柜"
bought=$(get '.batches[0]')
assert_equal "in stock" "$(ask 0 .balance.received stock --batch "$bought")" 2
ctl 0 batch "$bought"
assert_equal "product" "$(get .product)" "秘鲁蓝莓"
ctl 0 receive --voucher "$code"
assert_equal "the same again" "$(get '"\(.known) \(.batches[0])"')" "true $bought"
ok "the buyer receives by it once, after the seller's word"

changed=${code%?}$([ "${code: -1}" = 0 ] && echo 4 || echo 0)
ctl 1 receive --voucher "$changed"
ctl 1 receive --voucher "${code/\/V\//\/V\/X}"
ok "an altered voucher is refused"

ctl 0 certificate "$bought" --style producer --basis 1,2 --phone 0573-85012345 --printer "$printer"
certificate=$(get .number)
"$SUIMA_READ_PWG" "$spool" | grep -qF "/HGZ/$certificate" || fail "the certificate is not on paper"
assert_equal "read back" "$(ask 0 .number certificate read --text "HTTPS://A.CN/HGZ/$certificate")" \
    "$certificate"
ok "a certificate of conformity comes out of the label printer and reads back"

ctl 1 receive --carton "(01)06901234567892(3102)002045(10)C1(21)0001"
assert_has "a new number" "$(get .message)" "06901234567892"
ctl 0 receive --carton "(01)06901234567892(3102)002045(10)C1(21)0001" --product "冻虾"
shrimp=$(get '.batches[0]')
ctl 1 receive --carton "(01)06901234567892(3102)002045(10)C1(21)0001"
ctl 1 print "$shrimp" --count 1 --printer "$printer"
assert_equal "never coded twice" "$(get .error)" blocked
ok "a carton fills the receipt, and keeps its code"

ctl 1 undo 0
ctl 0 undo 0 --reason "收错货"
assert_equal "not here any more" "$(ask 0 .balance.on_hand stock --batch "$bought")" 0
ctl 0 ticket add --code "$code" --words "发霉了"
assert_equal "tickets" "$(ask 0 '.tickets | length' ticket list)" 1
assert_equal "nothing refused" "$(ask 0 '.refused | length' sync --refused)" 0
ctl 0 verify
assert_equal "the records hold" "$(get .ok)" true
station=$seller
ctl 0 verify
ok "both shops' records hold"
all_done

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every text for people is listed, and translated into every language: check-po.sh SOURCE_ROOT
set -u
cd "$1" || exit 1
bad=0
complain() {
    echo "# $1"
    bad=1
}
pot=$(mktemp) merged=$(mktemp)
trap 'rm -f "$pot" "$merged"' EXIT

while read -r file; do
    grep -qxF "$file" po/POTFILES || complain "po/POTFILES does not name $file"
done < <(grep -lE '\b(N?_|ngettext|g_dngettext) \(' src/app/*.c src/cli/*.c src/station/*.c
         grep -l 'translatable="yes"' ui/*.ui; ls resources/*.desktop.in resources/*.metainfo.xml.in)
xgettext --from-code=UTF-8 --files-from=po/POTFILES --output="$pot" --keyword=_ --keyword=N_ \
    --keyword=C_:1c,2 --keyword=ngettext:1,2 --keyword=g_dngettext:2,3 2>/dev/null ||
    complain "xgettext cannot read the files of po/POTFILES"
while read -r language; do
    msgfmt --check --output-file=/dev/null "po/$language.po" || complain "po/$language.po is wrong"
    msgmerge --quiet --no-fuzzy-matching --output-file="$merged" "po/$language.po" "$pot"
    missing=$(msgattrib --untranslated --no-obsolete "$merged"; msgattrib --only-fuzzy "$merged")
    [ -z "$missing" ] || complain "po/$language.po lacks: $(grep '^msgid' <<<"$missing" | tr '\n' ' ')"
done < <(grep -v '^#' po/LINGUAS)

echo "1..1"
[ $bad -eq 0 ] && echo "ok 1 - every text is translated" || echo "not ok 1 - a text is missing"

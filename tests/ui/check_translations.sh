#!/bin/bash
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# `check_translations.sh <lupdate> <source folder>`: fails where the window says something that a translation does not
# have yet, or has differently, and names it. `ninja translations` writes what is new into the files, to be translated.
set -euo pipefail
lupdate=$1
cd "$2"
copy=$(mktemp -d)
trap 'rm -r "$copy"' EXIT
cp resources/translations/*.ts "$copy"
"$lupdate" -silent -I . -locations none ui -ts "$copy"/*.ts
strings=$(grep -c '<source>' "$copy"/cairn_de.ts)
[[ $strings -gt 100 ]] || { echo "only $strings strings were found"; exit 1; }
if grep -B3 -E '<translation type="(unfinished|vanished|obsolete)"' "$copy"/*.ts | grep -E '<source>'; then
    echo '  ^ not translated, or not said any more: run `ninja translations`'
    exit 1
fi
echo "all $strings strings are translated"

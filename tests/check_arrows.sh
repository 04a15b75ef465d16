#!/bin/bash
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# The arrows between the rooms of the house, held by what files include: `check_arrows.sh <source folder>` prints each
# include that goes against them. Folders link only what they may name; this also sees headers that need no linking.
set -euo pipefail
cd "$1"
failed=false

# refuse FOLDER PATTERN REASON: no file below the folder includes what matches.
refuse() {
    [[ -d $1 ]] || return 0
    local found
    found=$(grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($2)" "$1" --include='*.h' --include='*.cpp' || true)
    [[ -n $found ]] || return 0
    printf '%s\n  ^ %s\n' "$found" "$3"
    failed=true
}

# only FOLDER OTHERS: of core, the folder includes itself and those others.
only() {
    refuse "core/$1" "core/($(ls core | grep -vxE "$1${2:+|$2}" | paste -sd '|'))/" "core/$1 may name only: ${2:-nothing}"
}

only model ''
only exposition 'model'
only coding 'model'
only rules 'model'
only aggregation 'model|exposition|rules'
only telemetry 'model|exposition'
only config 'model'
only http 'model'
only gateway 'model|exposition|coding|rules|aggregation|storage|telemetry|http|config'

for plain in model exposition coding rules aggregation storage telemetry config; do
    refuse "core/$plain" 'Q[A-Z]|Qt' "core/$plain is plain C++, without Qt"
done
refuse core '(ui|app|tests)/' 'core knows nothing above it'
refuse core '(QtWidgets|QtGui|QtCharts|QWidget|QApplication|QGuiApplication|QChart)' 'core has no window'
refuse ui '(core|app|tests)/' 'the window is a client of the admin API, over HTTP alone'
for plain in client format keyring; do
    refuse "ui/$plain" '(QtWidgets|QtGui|QtCharts|QWidget|QApplication|QGuiApplication|QChart)|ui/(charts|models|pages|theme|widgets|window)/' "ui/$plain has no window"
done
for folder in core/*/; do
    [[ $folder == core/http/ ]] || refuse "$folder" '(QtHttpServer/|QHttpServer|QAbstractHttpServer)' 'only core/http includes QtHttpServer'
done
refuse app '(QtHttpServer/|QHttpServer|QAbstractHttpServer)' 'only core/http includes QtHttpServer'

found=$(grep -lE '#include "ui/' app/*.h app/*.cpp | grep -v '^app/window_' || true)
[[ -z $found ]] || { printf '%s\n  ^ only the library that a window is loaded from includes ui\n' "$found"; failed=true; }

# A check that finds nothing because it looks nowhere would be no check.
[[ $(grep -rlE '#include "core/' core --include='*.h' | wc -l) -gt 5 ]] || { echo "no sources were found"; exit 1; }
! $failed

#!/bin/bash
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, then runs every check of the project:
#   ./test.sh            format, all tests, the same under sanitizers
#   ./test.sh --quick    without sanitizers
#   ./test.sh --tidy     also clang-tidy over all sources (slow)
#   ./test.sh --no-install
# What each check said last is printed together at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

quick=false tidy=false install=true
for argument in "$@"; do
    case $argument in
    --quick) quick=true ;;
    --tidy) tidy=true ;;
    --no-install) install=false ;;
    *) echo "usage: $0 [--quick] [--tidy] [--no-install]" >&2; exit 2 ;;
    esac
done

jobs=$(nproc)
logs=build/logs
mkdir -p "$logs"
closing=()
failed=false

# step NAME COMMAND…: runs one check; its last telling line goes into the summary. A failure does not hide later ones.
step() {
    local name=$1 began=$SECONDS result=ok last
    shift
    echo "=== $name"
    # a subshell of its own, with errexit, which `if` would switch off
    set +e
    (set -euo pipefail; "$@") 2>&1 | tee "$logs/$name.log"
    local code=${PIPESTATUS[0]}
    set -e
    [[ $code -eq 0 ]] || { result=FAILED; failed=true; }
    last=$(grep -E 'tests passed|tests failed|No tests were found|^(packages|format|tidy|build):' "$logs/$name.log" | tail -n 1 || true)
    closing+=("$(printf '%-8s %-6s %4ds  %s' "$name" "$result" $((SECONDS - began)) "${last:-exit code $code}")")
}

sources() { git -c safe.directory='*' ls-files '*.cpp' '*.h'; }

check_format() {
    local all
    mapfile -t all < <(sources)
    [[ ${#all[@]} -gt 0 ]] || { echo "format: no sources were found"; return 1; }
    clang-format-14 --dry-run -Werror "${all[@]}" || { echo "format: run clang-format-14 -i on the files above"; return 1; }
    echo "format: ${#all[@]} files are as clang-format-14 writes them"
}

# run_tests PRESET [LABELS TARGETS…]: without labels, everything is built and run.
run_tests() {
    local preset=$1 labels=${2:-}
    local build=(cmake --build --preset "$preset" --parallel "$jobs") run=(ctest --preset "$preset" --parallel "$jobs" --no-tests=error)
    [[ -z $labels ]] || { build+=(--target "${@:3}"); run+=(-L "^($labels)\$"); }
    cmake --preset "$preset"
    "${build[@]}" || { echo "build: preset $preset does not build"; return 1; }
    "${run[@]}"
}

check_asan() {
    export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp print_suppressions=0"
    run_tests asan 'clients|core|fuzz|http|gateway' tests_clients tests_core tests_fuzz tests_http tests_gateway
}

check_tsan() {
    # Debian's Qt is not instrumented: what it does within itself cannot be judged.
    export TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp ignore_noninstrumented_modules=1"
    run_tests tsan core tests_core
}

check_tidy() {
    cmake --preset dev >/dev/null
    sources | grep -E '^(app|core)/.*\.cpp$' | xargs -P "$jobs" -n 4 clang-tidy-14 --quiet -p build/dev \
        || { echo "tidy: see above"; return 1; }
    echo "tidy: clean"
}

# CTest shows what failed tests say. The tests with real peers close with a line that names the peer, or say why they
# were skipped: these belong into the summary, too.
collect_closing_lines() {
    local lines
    mapfile -t lines < <(grep -h '^clients: ' "build/$1/Testing/Temporary/LastTest.log" | sort)
    closing+=("${lines[@]/#/    }")
}

! $install || step packages packaging/install-dependencies.sh test
step format check_format
rm -f build/dev/Testing/Temporary/LastTest.log
step dev run_tests dev
collect_closing_lines dev
if ! $quick; then
    step asan check_asan
    step tsan check_tsan
fi
! $tidy || step tidy check_tidy

echo
echo "=== summary"
printf '%s\n' "${closing[@]}"
! $failed

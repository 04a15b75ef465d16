#!/bin/bash
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what Cairn needs from Debian's packages (Debian 12 or later, Ubuntu 24.04 or later): `build` (the default) to
# build and run it, `test` also to test it. Quick and without root when everything is there. Starts no service.
set -euo pipefail

build=(ca-certificates cmake g++ git libabsl-dev libfast-float-dev libisal-dev libre2-dev libsnappy-dev libxxhash-dev
    libyaml-cpp-dev libzstd-dev ninja-build pkg-config qt6-base-dev qt6-charts-dev
    libqt6opengl6-dev qt6-httpserver-dev qt6-l10n-tools qt6-svg-dev qt6-websockets-dev
    qtkeychain-qt6-dev zlib1g-dev)
test=(appstream ccache clang-14 clang-format-14 clang-tidy-14 curl desktop-file-utils groff-base libbenchmark-dev
    libclang-rt-14-dev libssl-dev libxcb1-dev procps prometheus prometheus-cpp-dev prometheus-pushgateway xvfb)
services=(prometheus prometheus-pushgateway)

wanted=("${build[@]}")
case "${1:-build}" in
build) ;;
test)
    wanted+=("${test[@]}")
    # these often come from elsewhere, and then in newer versions
    command -v python3 >/dev/null || wanted+=(python3)
    python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
    command -v node >/dev/null || wanted+=(nodejs)
    command -v npm >/dev/null || wanted+=(npm)
    command -v go >/dev/null || wanted+=(golang-go)
    command -v cargo >/dev/null || wanted+=(cargo)
    command -v javac >/dev/null || wanted+=(default-jdk-headless)
    command -v mvn >/dev/null || wanted+=(maven)
    ;;
*)
    echo "usage: $0 [build|test]" >&2
    exit 2
    ;;
esac

missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    echo "packages: all ${#wanted[@]} are there"
    exit 0
fi
echo "packages: installing ${missing[*]}"

root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || { echo "packages are missing; install them as root: ${missing[*]}" >&2; exit 1; }
    root=(sudo)
fi
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)

# The servers that tests run beside Cairn are not to run as services: not now, and not after the next boot.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
    trap '"${root[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
    "${root[@]}" chmod 755 "$policy"
fi

# Another apt may hold the lists, which DPkg::Lock::Timeout does not wait for.
for attempt in 1 2 3 4 5 6; do
    "${apt[@]}" update && break
    [[ $attempt -lt 6 ]] || { echo "apt-get update failed" >&2; exit 1; }
    sleep 10
done
# Debian 12 has a newer Rust beside its first one; today's crates need it.
for index in "${!missing[@]}"; do
    [[ ${missing[index]} != cargo ]] || ! apt-cache show cargo-web >/dev/null 2>&1 || missing[index]=cargo-web
done
"${apt[@]}" install --no-install-recommends "${missing[@]}"

if command -v systemctl >/dev/null; then
    for service in "${services[@]}"; do
        [[ " ${missing[*]} " != *" $service "* ]] || "${root[@]}" systemctl --quiet disable "$service" || true
    done
fi
echo "packages: all ${#wanted[@]} are there"

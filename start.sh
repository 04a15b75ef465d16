#!/bin/bash
# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Cairn, and runs the gateway in the foreground with the flags given:
# ./start.sh --web.listen-address=127.0.0.1:9091
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
packaging/install-dependencies.sh build
cmake --preset release
cmake --build --preset release --target cairn
exec build/release/bin/cairn --no-gui "$@"

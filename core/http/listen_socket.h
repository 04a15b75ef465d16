// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/descriptor.h"
#include "core/model/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn::http {

/// One socket that listens.
struct ListenSocket {
    Descriptor descriptor;
    std::string name; ///< what is bound, as `127.0.0.1:41873`
    std::string unixPath; ///< to be removed at the end; empty for others
};

/// Binds one address of ServerOptions: a host name may make several. The error is one line.
[[nodiscard]] Result<std::vector<ListenSocket>, std::string> listenOn(std::string_view address);

/// Takes over a socket that already listens.
[[nodiscard]] Result<ListenSocket, std::string> adoptListening(int descriptor);

} // namespace cairn::http

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Keeps pages from other sites out of a gateway on this machine: such a page can have its own name resolve to
/// 127.0.0.1, and then is no other origin, but its name stands in `Host`. Immutable, safe from any thread.
class HostPolicy {
public:
    explicit HostPolicy(std::vector<std::string> allowedHosts);

    /// Whether the request may come in by the name it used. Only what comes over loopback TCP is asked: there the name
    /// must be an address, localhost or one of the allowed.
    [[nodiscard]] bool admits(const http::RequestHead& head) const;

private:
    std::vector<std::string> m_allowed;
};

} // namespace cairn

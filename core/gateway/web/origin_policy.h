// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/http/response.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace cairn {

/// Which web pages may push: a browser sends a page's POST of text without asking anybody, so it must be refused here.
/// Immutable, safe from any thread.
class OriginPolicy {
public:
    explicit OriginPolicy(const WebConfig& web);

    /// Whether a page of another origin sent this, one that is not allowed to. Without Origin and Sec-Fetch-Site it was
    /// no page.
    [[nodiscard]] bool isForeign(const http::RequestHead& head) const;
    /// Whether a page of any other origin sent this.
    [[nodiscard]] static bool isCrossOrigin(const http::RequestHead& head);
    /// The answer to a preflight (OPTIONS with Origin): `methods`, which the page may use, or 403.
    [[nodiscard]] http::Response preflight(const http::RequestHead& head, const std::string& methods) const;
    /// Lets an allowed page read the answer, and caches know that it depends on the page.
    void addTo(http::Response& response, const http::RequestHead& head) const;

private:
    [[nodiscard]] bool allows(std::string_view origin) const;

    std::vector<std::string> m_origins;
    bool m_any = false;
    std::shared_ptr<const re2::RE2> m_regex;
};

} // namespace cairn

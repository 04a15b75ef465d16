// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cairn::http {

/// The value of `Date` (RFC 9110 section 5.6.7), made once per second.
class HttpDate {
public:
    [[nodiscard]] std::string_view at(std::chrono::system_clock::time_point now);

private:
    std::chrono::sys_seconds m_second{};
    std::string m_text;
};

} // namespace cairn::http

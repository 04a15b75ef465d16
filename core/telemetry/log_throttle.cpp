// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/log_throttle.h"

#include <utility>

namespace cairn {

namespace {

constexpr std::size_t kMaxReasons = 128; // reasons are our own words; this is for the day when one is not
constexpr std::string_view kOthers = "others";

} // namespace

std::optional<std::uint64_t> LogThrottle::admit(std::string_view reason, Time now)
{
    const std::lock_guard lock(m_mutex);
    auto it = m_reasons.find(reason);
    if (it == m_reasons.end())
        it = m_reasons.try_emplace(std::string(m_reasons.size() < kMaxReasons ? reason : kOthers), Reason{now}).first;
    Reason& state = it->second;
    if (now - state.second >= std::chrono::seconds(1)) {
        state.second = now;
        state.admitted = 0;
    }
    if (state.admitted == m_perSecond) {
        ++state.suppressed;
        return {};
    }
    ++state.admitted;
    return std::exchange(state.suppressed, 0);
}

} // namespace cairn

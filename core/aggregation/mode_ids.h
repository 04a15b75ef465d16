// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/clear_mode.h"

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

namespace cairn {

/// Small numbers for modes: the kinds without parameters are their own numbers, windows get the next free one.
/// Safe from any thread; numbers stay.
class ModeIds {
public:
    static constexpr std::uint16_t kPlainKinds = 16;
    /// In the place of a mode: not a value of the series but the time of its birth. No kind has this number.
    static constexpr std::uint16_t kBirth = 15;
    static constexpr std::size_t kMaxWindows = 4096;

    /// The number of a mode; nothing when there are too many different windows.
    [[nodiscard]] std::optional<std::uint16_t> idOf(const ClearMode& mode);
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] ClearMode modeOf(std::uint16_t id) const;

private:
    mutable std::shared_mutex m_mutex;
    std::deque<ClearMode> m_windows;
    std::map<std::string, std::uint16_t> m_byText;
};

} // namespace cairn

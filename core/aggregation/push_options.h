// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/exposition_format.h"

#include <cstdint>
#include <optional>

namespace cairn {

/// How a body is to be taken.
struct PushOptions {
    /// What of its group a push takes away, beside what it brings: Pushgateway's POST and PUT.
    enum class Replaces : std::uint8_t {
        Nothing,
        Families, ///< older series of the families it brings
        Group, ///< all older series
    };
    ExpositionFormat format = ExpositionFormat::Text;
    Replaces replaces = Replaces::Nothing;
    std::optional<double> pushTime; ///< Unix seconds: kept as the group's `push_time_seconds`
};

} // namespace cairn

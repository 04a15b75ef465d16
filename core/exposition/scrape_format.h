// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/escaping.h"

#include <cstdint>

namespace cairn {

/// How a scrape is answered.
struct ScrapeFormat {
    enum class Syntax : std::uint8_t { Text004, Text100, OpenMetrics100, Protobuf };
    Syntax syntax = Syntax::Text004;
    Escaping escaping = Escaping::Underscores;

    /// Whether it tells exemplars and births.
    [[nodiscard]] constexpr bool carriesExtras() const noexcept
    {
        return syntax == Syntax::OpenMetrics100 || syntax == Syntax::Protobuf;
    }
    bool operator==(const ScrapeFormat&) const = default;
};

} // namespace cairn

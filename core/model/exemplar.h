// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"

#include <optional>
#include <span>

namespace cairn {

/// One observation that a counter or bucket counted, by which its trace is found (OpenMetrics 1.0, section Exemplars).
struct Exemplar {
    LabelSet labels; ///< in the order sent; may be empty
    double value = 0;
    std::optional<double> timestamp; ///< Unix seconds
    bool operator==(const Exemplar&) const = default;
};

/// The same by reference: valid as long as the bytes it was read from.
struct ExemplarView {
    std::span<const LabelView> labels;
    double value = 0;
    std::optional<double> timestamp;
};

/// The code points that names and values of an exemplar's labels may have together.
inline constexpr std::size_t kMaxExemplarCharacters = 128;

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// One label of a series; both parts are UTF-8, the value unescaped.
struct Label {
    std::string name;
    std::string value;
    auto operator<=>(const Label&) const = default;
};

/// The same by reference: valid as long as the bytes it was read from.
struct LabelView {
    std::string_view name;
    std::string_view value;
    auto operator<=>(const LabelView&) const = default;
};

/// Labels sorted by name, each name once, no empty values: the canonical identity of a series within its family.
using LabelSet = std::vector<Label>;

/// `[a-zA-Z_][a-zA-Z0-9_]*`: the classic label name of the text format 0.0.4.
[[nodiscard]] bool isLabelName(std::string_view text) noexcept;
/// `[a-zA-Z_:][a-zA-Z0-9_:]*`: the classic metric name of the text format 0.0.4.
[[nodiscard]] bool isMetricName(std::string_view text) noexcept;
/// Well-formed UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool isUtf8(std::string_view bytes) noexcept;

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"
#include "core/rules/rule_file.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

inline constexpr std::size_t kMaxYamlBytes = 1024 * 1024;
inline constexpr std::size_t kMaxYamlDepth = 16;
inline constexpr std::size_t kMaxYamlNodes = 100'000;

/// A value of a YAML file and where it stands.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Map };
    Kind kind = Kind::Null;
    int line = 1; ///< 1-based
    int column = 1; ///< 1-based byte
    std::size_t offset = 0; ///< byte of the text, a byte order mark not counted
    std::string value; ///< of Scalar, as text whatever it looks like
    std::vector<YamlNode> children; ///< of Sequence; of Map: key, value, key, value …, doubled keys and all
};

/// The text without the byte order mark that some editors write first.
[[nodiscard]] std::string_view withoutByteOrderMark(std::string_view yaml);
/// Reads the one document of a file, within the limits above. Anchors, aliases, tags and control characters are errors;
/// a file of nothing but comments is Null.
[[nodiscard]] Result<YamlNode, RuleError> readYaml(std::string_view yaml);

} // namespace cairn

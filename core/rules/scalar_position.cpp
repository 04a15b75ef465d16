// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/scalar_position.h"

namespace cairn {

namespace {

/// Bytes of the source that spell the value's next byte; 0 where that is not one for one.
std::size_t sourceSize(std::string_view source, char quoting)
{
    if (source.empty() || source.front() == '\n' || source.front() == '\r')
        return 0;
    if (quoting == '\'' && source.starts_with("''"))
        return 2;
    if (quoting != '"' || source.front() != '\\')
        return 1;
    constexpr std::string_view kOneLetter = "0abtnvfre \"/\\"; // YAML 1.2, 5.7
    return source.size() > 1 && kOneLetter.find(source[1]) != std::string_view::npos ? 2 : 0;
}

} // namespace

std::optional<int> columnInFile(std::string_view yaml, const YamlNode& scalar, std::size_t index)
{
    if (scalar.offset >= yaml.size())
        return {};
    const char first = yaml[scalar.offset];
    if (first == '|' || first == '>') // neither can begin a plain scalar
        return {};
    const bool quoted = first == '\'' || first == '"';
    std::size_t at = scalar.offset + (quoted ? 1 : 0);
    for (std::size_t i = 0; i < index; ++i) {
        const std::size_t size = sourceSize(yaml.substr(at), first);
        if (size == 0)
            return {};
        at += size;
    }
    return scalar.column + static_cast<int>(at - scalar.offset);
}

} // namespace cairn

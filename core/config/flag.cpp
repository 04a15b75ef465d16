// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/flag.h"

#include <algorithm>

namespace cairn {

bool Flag::isBoolean() const noexcept
{
    if (const auto* none = std::get_if<NoField>(&field))
        return none->boolean;
    return std::holds_alternative<BoolField>(field);
}

bool Flag::isRepeatable() const noexcept
{
    if (const auto* none = std::get_if<NoField>(&field))
        return none->repeatable;
    return std::holds_alternative<ListField>(field);
}

const Flag* findFlag(FlagTable table, std::string_view name) noexcept
{
    const auto it = std::find_if(table.begin(), table.end(), [name](const Flag& flag) { return flag.name == name; });
    return it == table.end() ? nullptr : &*it;
}

std::string environmentName(std::string_view flag)
{
    std::string name = "CAIRN_";
    for (const char c : flag) {
        const bool lower = c >= 'a' && c <= 'z';
        name += c == '.' || c == '-' ? '_' : lower ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return name;
}

std::string spelling(std::string_view flag)
{
    return (flag.size() == 1 ? "-" : "--") + std::string(flag);
}

} // namespace cairn

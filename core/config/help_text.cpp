// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/help_text.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kIndent = 8;
constexpr std::size_t kColumns = 80;

void appendWrapped(std::string& out, std::string_view text)
{
    const std::string indent(kIndent, ' ');
    std::size_t column = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        const std::string_view word = text.substr(from, end - from);
        if (column != 0 && column + 1 + word.size() > kColumns) {
            out += '\n';
            column = 0;
        }
        out += column == 0 ? indent : " ";
        column += (column == 0 ? kIndent : 1) + word.size();
        out += word;
        from = end + 1;
    }
    out += '\n';
}

std::string heading(const Flag& flag)
{
    if (flag.isBoolean()) {
        const bool plain = std::holds_alternative<NoField>(flag.field);
        return "  --" + std::string(plain ? "" : "[no-]") + std::string(flag.name);
    }
    return "  " + spelling(flag.name) + (flag.name.size() == 1 ? " " : "=") + std::string(flag.metavar);
}

std::string defaultOf(const Flag& flag)
{
    if (std::holds_alternative<NoField>(flag.field))
        return "";
    return flag.fallback.empty() ? " (default: none)" : " (default: " + std::string(flag.fallback) + ")";
}

bool isOwn(const Flag& flag)
{
    return flag.standing == Flag::Standing::Setting && !flag.hidden;
}

std::string foreign(const Flag& flag)
{
    switch (flag.standing) {
    case Flag::Standing::Setting: return std::string(flag.help) + " " + std::string(flag.note) + ".";
    case Flag::Standing::Alias: return "The same as " + spelling(flag.aliasOf) + ".";
    case Flag::Standing::Ignored: return "Ignored: " + std::string(flag.note) + ".";
    case Flag::Standing::Refused: return "Refused: " + std::string(flag.note) + ".";
    }
    return "";
}

} // namespace

std::string flagHelp(FlagTable table)
{
    std::string out = "Flags:\n";
    for (const Flag& flag : table) {
        if (!isOwn(flag))
            continue;
        out += heading(flag) + "\n";
        appendWrapped(out, std::string(flag.help) + defaultOf(flag));
    }
    if (std::all_of(table.begin(), table.end(), isOwn))
        return out;
    out += "\nNot there yet, or known from other gateways:\n";
    for (const Flag& flag : table) {
        if (isOwn(flag))
            continue;
        out += heading(flag) + "\n";
        appendWrapped(out, foreign(flag));
    }
    return out;
}

std::string settingsTable(const std::vector<Setting>& settings)
{
    std::size_t names = 0;
    std::size_t values = 0;
    for (const Setting& setting : settings) {
        names = std::max(names, setting.name.size());
        values = std::min<std::size_t>(std::max(values, setting.value.size()), 32);
    }
    const auto padded = [](const std::string& text, std::size_t width) {
        return text + std::string(width - std::min(width, text.size()), ' ') + "  ";
    };
    std::string out;
    for (const Setting& setting : settings) {
        out += padded(setting.name, names) + padded(setting.value, values) + std::string(toString(setting.origin))
            + (setting.where.empty() ? "" : " " + setting.where) + "\n";
    }
    return out;
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/escaped_labels.h"

#include <algorithm>
#include <unordered_map>

namespace cairn {

namespace {

/// Where the text in quotes that `text` begins with ends, behind the closing one.
std::size_t quotedSize(std::string_view text) noexcept
{
    std::size_t at = 1;
    while (text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return at + 1;
}

struct RawLabel {
    std::string_view name; ///< perhaps in quotes
    std::string_view value; ///< in quotes
};

RawLabel takeLabel(std::string_view& labels) noexcept
{
    const std::size_t nameSize = labels.front() == '"' ? quotedSize(labels) : labels.find('=');
    const std::string_view name = labels.substr(0, nameSize);
    labels.remove_prefix(nameSize + 1);
    const std::string_view value = labels.substr(0, quotedSize(labels));
    labels.remove_prefix(std::min(value.size() + 1, labels.size())); // over the comma
    return {name, value};
}

std::string nameOf(std::string_view raw)
{
    if (raw.front() != '"')
        return std::string(raw);
    std::string name;
    for (std::size_t at = 1; at + 1 < raw.size(); ++at) {
        if (raw[at] == '\\')
            name += raw[++at] == 'n' ? '\n' : raw[at];
        else
            name += raw[at];
    }
    return name;
}

} // namespace

void EscapedLabels::note(std::string_view labels)
{
    while (!labels.empty()) {
        const std::string_view name = takeLabel(labels).name;
        if (m_names.find(name) == m_names.end())
            m_names.emplace(name, std::string());
    }
}

void EscapedLabels::settle(Escaping escaping)
{
    for (auto& [raw, shown] : m_names)
        shown = escapeName(nameOf(raw), escaping, NameKind::Label);
    const auto isEscaped = [](const auto& entry) { return entry.first.front() == '"'; };
    setApart([&](const auto& entry, bool isAlone) {
        return isEscaped(entry) && (!isAlone || entry.second.starts_with("__"));
    });
    // A classic name may look like another's unambiguous form, and its own may look like a third's: each turn gives one
    // more name its own, which no name that has its own can share.
    while (setApart([](const auto& entry, bool isAlone) { return !isAlone && entry.first == entry.second; })) { }
}

/// Gives those their unambiguous form for which `wants(entry, isAlone)`; says whether that changed any.
template <typename Wants>
bool EscapedLabels::setApart(const Wants& wants)
{
    std::unordered_map<std::string, int> times;
    for (const auto& [raw, shown] : m_names)
        ++times[shown];
    const std::uint64_t before = m_clashes;
    for (auto& entry : m_names) {
        if (!wants(entry, times[entry.second] == 1))
            continue;
        std::string form = unambiguousName(nameOf(entry.first), NameKind::Label);
        m_clashes += form != entry.second ? 1 : 0;
        entry.second = std::move(form);
    }
    return m_clashes != before;
}

std::string_view EscapedLabels::rewrite(std::string_view labels)
{
    m_text.clear();
    while (!labels.empty()) {
        const RawLabel label = takeLabel(labels);
        const auto it = m_names.find(label.name);
        m_text.append(m_text.empty() ? "" : ",").append(it->second).append(1, '=').append(label.value);
    }
    return m_text;
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/escaping.h"
#include "core/exposition/number.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

/// What the writers of text formats share: lines put into room that was taken at once.
namespace cairn::detail {

/// The end of a text: takes room for all that comes at once, gives back what was not used.
class Tail {
public:
    Tail(std::string& out, std::size_t room) : m_out(out), m_start(out.size())
    {
        m_out.resize(m_start + room);
        m_at = m_out.data() + m_start;
    }
    ~Tail() { m_out.resize(static_cast<std::size_t>(m_at - m_out.data())); }
    Tail(const Tail&) = delete;
    Tail& operator=(const Tail&) = delete;

    void put(std::string_view text) noexcept { m_at = std::copy_n(text.data(), text.size(), m_at); }
    void put(char c) noexcept { *m_at++ = c; }
    /// ` value\n`
    void finish(double value) noexcept
    {
        put(' ');
        m_at = formatNumber(m_at, value);
        put('\n');
    }

private:
    std::string& m_out;
    std::size_t m_start;
    char* m_at;
};

/// A label that belongs to the sample, not to the series; its value needs no escapes.
struct OwnLabel {
    std::string_view name;
    std::string_view value;
};

/// A sample's name as a line begins with it: `name{a="b"}`, or `{"my.name",a="b"}` where it is not classic.
class SampleName {
public:
    void set(std::string_view family, std::string_view suffix, bool isClassic)
    {
        m_isQuoted = !isClassic;
        if (isClassic) {
            m_open.resize(family.size() + suffix.size() + 1);
            char* const behind = std::copy(family.begin(), family.end(), m_open.data());
            *std::copy(suffix.begin(), suffix.end(), behind) = '{';
            return;
        }
        m_open = '{';
        appendQuotedName(m_open, family);
        m_open.pop_back();
        m_open.append(suffix).append("\",");
    }

    /// The bytes of a line at most, beside those of an own label.
    [[nodiscard]] std::size_t room(std::string_view labels) const noexcept
    {
        constexpr std::size_t kRest = kMaxNumberBytes + 4; // braces, blank and line end
        return m_open.size() + labels.size() + kRest;
    }

    void putLine(Tail& tail, std::string_view labels, double value) const noexcept
    {
        if (labels.empty()) {
            tail.put(std::string_view(m_open).substr(0, m_open.size() - 1));
            if (m_isQuoted)
                tail.put('}');
        } else {
            tail.put(m_open);
            tail.put(labels);
            tail.put('}');
        }
        tail.finish(value);
    }
    void putLine(Tail& tail, std::string_view labels, OwnLabel own, double value) const noexcept
    {
        tail.put(m_open);
        tail.put(labels);
        if (!labels.empty())
            tail.put(',');
        tail.put(own.name);
        tail.put("=\"");
        tail.put(own.value);
        tail.put("\"}");
        tail.finish(value);
    }

private:
    std::string m_open; ///< up to the first label
    bool m_isQuoted = false;
};

inline constexpr std::string_view kInf = "+Inf";
inline constexpr std::string_view kLe = "le";
inline constexpr std::string_view kQuantile = "quantile";
inline constexpr std::size_t kOwnLabelRoom = kQuantile.size() + 4; ///< beside its value: `,=""`

/// Room for a line per text, each with an own label, and `more` lines; `longest` is the longest of their names.
[[nodiscard]] inline std::size_t linesRoom(
    const SampleName& longest, std::string_view labels, std::span<const std::string> texts, std::size_t more) noexcept
{
    std::size_t room = (texts.size() + more) * (longest.room(labels) + kOwnLabelRoom) + kInf.size();
    for (const std::string& text : texts)
        room += text.size();
    return room;
}

/// Appends a family's name as comments name it.
inline void appendFamilyName(std::string& out, std::string_view name, bool isClassic)
{
    if (isClassic)
        out += name;
    else
        appendQuotedName(out, name);
}

/// Appends a text with a backslash before each of `special`, newlines as `\n`.
void appendEscaped(std::string& out, std::string_view text, std::string_view special);

} // namespace cairn::detail

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/escaping.h"

#include "core/exposition/text_writer.h"
#include "core/model/label.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cairn {

namespace {

constexpr std::array<std::string_view, 4> kEscapings{"allow-utf-8", "underscores", "dots", "values"};
constexpr std::string_view kUnambiguous = "U__";
constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::uint32_t kLargestCodePoint = 0x10FFFF;

/// Takes the next code point off; bytes that are no UTF-8 are replacement characters.
std::uint32_t takeCodePoint(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view bytes = text.substr(0, length);
    if (bytes.size() != length || !isUtf8(bytes)) {
        text.remove_prefix(1);
        return kReplacement;
    }
    text.remove_prefix(length);
    if (length == 1)
        return lead;
    std::uint32_t point = lead & (0x7Fu >> length);
    for (const char c : bytes.substr(1))
        point = point << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
    return point;
}

void appendCodePoint(std::string& out, std::uint32_t point)
{
    const auto tail = [point](int shift) { return static_cast<char>(0x80 | (point >> shift & 0x3F)); };
    if (point < 0x80)
        out += static_cast<char>(point);
    else if (point < 0x800)
        out.append({static_cast<char>(0xC0 | point >> 6), tail(0)});
    else if (point < 0x10000)
        out.append({static_cast<char>(0xE0 | point >> 12), tail(6), tail(0)});
    else
        out.append({static_cast<char>(0xF0 | point >> 18), tail(12), tail(6), tail(0)});
}

bool isClassicChar(std::uint32_t point, bool first, NameKind kind) noexcept
{
    if (point >= '0' && point <= '9')
        return !first;
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || point == '_'
        || (point == ':' && kind == NameKind::Metric);
}

void appendValue(std::string& out, std::uint32_t point)
{
    std::array<char, 8> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), point, 16).ptr;
    out.append(1, '_').append(digits.data(), end).append(1, '_');
}

void appendEscaped(std::string& out, std::uint32_t point, bool first, Escaping escaping, NameKind kind)
{
    if (point == '_' && escaping != Escaping::Underscores)
        out += "__";
    else if (isClassicChar(point, first, kind))
        out += static_cast<char>(point);
    else if (escaping == Escaping::Values)
        appendValue(out, point);
    else if (escaping == Escaping::Dots)
        out += point == '.' ? "_dot_" : "__";
    else
        out += '_';
}

std::string escapeAll(std::string_view name, Escaping escaping, NameKind kind)
{
    std::string out(escaping == Escaping::Values ? kUnambiguous : std::string_view());
    for (bool first = true; !name.empty(); first = false)
        appendEscaped(out, takeCodePoint(name), first, escaping, kind);
    return out;
}

/// Reads `2e_` from behind its underscore.
std::optional<std::uint32_t> takeValue(std::string_view& text)
{
    std::uint32_t point = 0;
    const char* const end = text.data() + std::min<std::size_t>(text.find('_'), text.size());
    const auto [at, error] = std::from_chars(text.data(), end, point, 16);
    const bool isSurrogate = point >= 0xD800 && point <= 0xDFFF;
    if (error != std::errc() || at != end || end == text.data() + text.size() || end - text.data() > 6
        || point > kLargestCodePoint || isSurrogate)
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return point;
}

} // namespace

std::string_view toString(Escaping escaping) noexcept
{
    return kEscapings[static_cast<std::size_t>(escaping)];
}

std::optional<Escaping> escapingFromString(std::string_view text) noexcept
{
    const auto it = std::ranges::find(kEscapings, text);
    if (it == kEscapings.end())
        return {};
    return static_cast<Escaping>(it - kEscapings.begin());
}

bool isClassicName(std::string_view name, NameKind kind) noexcept
{
    return kind == NameKind::Metric ? isMetricName(name) : isLabelName(name);
}

std::string escapeName(std::string_view name, Escaping escaping, NameKind kind)
{
    if (escaping == Escaping::AllowUtf8 || isClassicName(name, kind))
        return std::string(name);
    return escapeAll(name, escaping, kind);
}

std::string unambiguousName(std::string_view name, NameKind kind)
{
    return escapeAll(name, Escaping::Values, kind);
}

std::optional<std::string> unescapeName(std::string_view name)
{
    if (!name.starts_with(kUnambiguous))
        return {};
    name.remove_prefix(kUnambiguous.size());
    std::string out;
    while (!name.empty()) {
        const char c = name.front();
        name.remove_prefix(1);
        if (c != '_') {
            out += c;
        } else if (name.starts_with('_')) {
            out += '_';
            name.remove_prefix(1);
        } else if (const auto point = takeValue(name)) {
            appendCodePoint(out, *point);
        } else {
            return {};
        }
    }
    return out;
}

void appendQuotedName(std::string& out, std::string_view name)
{
    out += '"';
    appendEscapedLabelValue(out, name);
    out += '"';
}

} // namespace cairn

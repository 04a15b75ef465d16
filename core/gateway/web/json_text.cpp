// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/json_text.h"

#include "core/exposition/number.h"
#include "core/model/label.h"

#include <array>
#include <charconv>
#include <cmath>

namespace cairn {

namespace {

void appendEscaped(std::string& out, char c)
{
    static constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
        out.append(1, '\\').append(1, c);
    else if (byte < 0x20 || byte == 0x7f)
        out.append("\\u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    else
        out += c;
}

/// The bytes of the well-formed character that `text` begins with; 0 where there is none.
std::size_t characterSize(std::string_view text)
{
    for (std::size_t size = 1; size <= 4 && size <= text.size(); ++size) {
        if (isUtf8(text.substr(0, size)))
            return size;
    }
    return 0;
}

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    if (isUtf8(text)) {
        for (const char c : text)
            appendEscaped(out, c);
    } else {
        while (!text.empty()) {
            const std::size_t size = characterSize(text);
            if (size == 0)
                out += "\ufffd";
            for (const char c : text.substr(0, size))
                appendEscaped(out, c);
            text.remove_prefix(size == 0 ? 1 : size);
        }
    }
    out += '"';
}

void appendJsonNumber(std::string& out, double number)
{
    if (std::isfinite(number))
        return appendPlainNumber(out, number);
    out += '"';
    appendNumber(out, number);
    out += '"';
}

void appendPlainNumber(std::string& out, double number)
{
    constexpr double kMost = 9007199254740992; // 2^53
    constexpr double kLeast = 1e-6; // what is smaller has more zeros than digits
    const double size = std::fabs(number);
    if (size >= kMost || (size < kLeast && size != 0) || std::isnan(number))
        return appendNumber(out, number);
    std::array<char, 40> digits; // a sign, 16 before the point; 6 zeros and 17 behind it
    const auto end = std::to_chars(digits.begin(), digits.end(), number, std::chars_format::fixed).ptr;
    out.append(digits.begin(), end);
}

void appendJsonKey(std::string& out, std::string_view key)
{
    if (!out.empty() && out.back() != '{')
        out += ',';
    appendJsonString(out, key);
    out += ':';
}

} // namespace cairn

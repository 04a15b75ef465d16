// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quote.h"

#include "core/model/label.h"

namespace cairn {

namespace {

/// Bytes of the well-formed character that begins `text`, 0 if there is none.
std::size_t characterSize(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return size <= text.size() && isUtf8(text.substr(0, size)) ? size : 0;
}

/// Controls of ASCII and of the block above it, which some terminals obey as well.
bool isControl(std::string_view character)
{
    const auto first = static_cast<unsigned char>(character[0]);
    return first < 0x20 || first == 0x7F || (first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
}

void appendHex(std::string& out, std::string_view bytes)
{
    constexpr char kDigits[] = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += "\\x";
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
}

void appendEscaped(std::string& out, std::string_view character)
{
    switch (character.front()) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    default: break;
    }
    if (isControl(character))
        appendHex(out, character);
    else
        out += character;
}

} // namespace

std::string quote(std::string_view text, std::size_t maxBytes)
{
    std::string out = "\"";
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t size = characterSize(text.substr(at));
        if (at + (size == 0 ? 1 : size) > maxBytes)
            break;
        if (size == 0)
            appendHex(out, text.substr(at++, 1));
        else
            appendEscaped(out, text.substr(at, size));
        at += size;
    }
    out += at < text.size() ? "\"…" : "\"";
    return out;
}

} // namespace cairn

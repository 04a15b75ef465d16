// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/text_error.h"

#include "core/model/label.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::string_view kCut = "…";

bool isContinuation(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The length of the UTF-8 character at the front, 0 if there is none.
std::size_t characterLength(std::string_view bytes) noexcept
{
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, bytes.size()); ++length) {
        if (isUtf8(bytes.substr(0, length)))
            return length;
    }
    return 0;
}

bool isControl(std::string_view character) noexcept
{
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 2)
        return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0; // C1
    return character.size() == 1 && (first < 0x20 || first == 0x7F);
}

std::string escaped(char c)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    return {'\\', 'x', kHex[byte >> 4U], kHex[byte & 0xFU]};
}

/// The next character of `bytes`, or its first byte, in printable form; takes it away.
std::string takePrintable(std::string_view& bytes)
{
    const std::size_t length = characterLength(bytes);
    const std::string_view character = bytes.substr(0, length);
    if (length > 0 && !isControl(character)) {
        bytes.remove_prefix(length);
        return std::string(character);
    }
    const char first = bytes.front();
    bytes.remove_prefix(1);
    return escaped(first);
}

} // namespace

std::string printable(std::string_view bytes, std::size_t limit)
{
    std::string text;
    std::size_t cut = 0; // how much of the text leaves room for the ellipsis
    while (!bytes.empty()) {
        const std::string piece = takePrintable(bytes);
        if (text.size() + piece.size() > limit)
            return text.substr(0, cut).append(kCut);
        text += piece;
        if (text.size() + kCut.size() <= limit)
            cut = text.size();
    }
    return text;
}

std::string excerpt(std::string_view line, std::size_t fault)
{
    constexpr std::size_t kLead = 60;
    if (line.size() <= kMaxErrorText || fault < kMaxErrorText - kLead / 2)
        return printable(line);
    std::size_t start = std::min(fault, line.size()) - kLead;
    while (start < line.size() && isContinuation(line[start]))
        ++start;
    return std::string(kCut) + printable(line.substr(start), kMaxErrorText - kCut.size());
}

} // namespace cairn

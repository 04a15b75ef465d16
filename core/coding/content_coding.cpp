// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/content_coding.h"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

struct Name {
    std::string_view text;
    ContentCoding coding;
};

constexpr std::array kNames{
    Name{"identity", ContentCoding::Identity}, Name{"gzip", ContentCoding::Gzip},
    Name{"deflate", ContentCoding::Deflate}, Name{"zstd", ContentCoding::Zstd}, Name{"snappy", ContentCoding::Snappy},
    Name{"x-gzip", ContentCoding::Gzip}, // RFC 9110 section 8.4.1.3
    Name{"x-snappy-framed", ContentCoding::Snappy}, // the name that the format's description proposes
};

} // namespace

std::optional<ContentCoding> contentCodingNamed(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kNames, name, &Name::text);
    return found == kNames.end() ? std::nullopt : std::optional(found->coding);
}

std::string_view toString(ContentCoding coding) noexcept
{
    return std::ranges::find(kNames, coding, &Name::coding)->text;
}

} // namespace cairn

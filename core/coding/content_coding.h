// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn {

/// The content codings of HTTP that bodies may come or leave in.
enum class ContentCoding : std::uint8_t {
    Identity,
    Gzip, ///< RFC 1952, one or more members
    Deflate, ///< zlib's wrapping (RFC 1950), or none, as some clients send it (RFC 1951)
    Zstd, ///< RFC 8878
    Snappy, ///< the framed format; a raw block, as remote write sends it, is refused
};

/// What can be read, for `Accept-Encoding` in a refusal.
inline constexpr std::string_view kReadableCodings = "gzip, deflate, zstd, snappy";

/// The coding of that (lower-case) name; `x-gzip` and `x-snappy-framed` are names, too.
[[nodiscard]] std::optional<ContentCoding> contentCodingNamed(std::string_view name) noexcept;
/// The name for `Content-Encoding`.
[[nodiscard]] std::string_view toString(ContentCoding coding) noexcept;

} // namespace cairn

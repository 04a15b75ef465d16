// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"
#include "core/model/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// The content codings of a push that can be read.
enum class ContentCoding : std::uint8_t { Identity, Gzip };
/// What may be sent, for `Accept-Encoding` in a refusal.
inline constexpr std::string_view kReadableCodings = "gzip";

/// The coding of a request's body; nothing for one that cannot be read, and for more than one on top of each other.
[[nodiscard]] std::optional<ContentCoding> contentCodingOf(const http::RequestHead& head);

enum class InflateError : std::uint8_t {
    TooLarge, ///< more than the limit; not inflated any further
    Damaged, ///< no gzip, cut, a wrong checksum, or something behind it
};

/// Undoes gzip (RFC 1952; several members are one body). Takes no more memory for the result than half as much again as
/// `limit` and a piece, whatever `body` says of itself.
[[nodiscard]] Result<std::string, InflateError> gunzip(std::string_view body, std::size_t limit);

} // namespace cairn

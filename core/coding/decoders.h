// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/decode.h"

/// One function for each coding: decodes the whole body into `out`, or says why not. `out` is over its limit at most by
/// one byte, and what is in it after an error means nothing.
namespace cairn::coding {

using Decoded = Result<void, DecodeError>;

[[nodiscard]] Decoded decodeGzip(std::string_view body, PlainBuffer& out);
[[nodiscard]] Decoded decodeDeflate(std::string_view body, PlainBuffer& out);
[[nodiscard]] Decoded decodeZstd(std::string_view body, PlainBuffer& out);
[[nodiscard]] Decoded decodeSnappy(std::string_view body, PlainBuffer& out);

[[nodiscard]] inline Failure<DecodeError> malformed(std::string_view message)
{
    return {{DecodeError::Kind::Malformed, message}};
}
[[nodiscard]] inline Failure<DecodeError> tooLarge()
{
    return {{DecodeError::Kind::TooLarge, "more than the limit"}};
}

} // namespace cairn::coding

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/content_coding.h"
#include "core/coding/plain_buffer.h"
#include "core/model/result.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cairn {

/// Why a coded body was not decoded. `message` is static.
struct DecodeError {
    enum class Kind : std::uint8_t {
        TooLarge, ///< more than the limit; not decoded any further
        Malformed, ///< another format, cut, damaged, or with something behind its end
    };
    Kind kind = Kind::Malformed;
    std::string_view message;
};

/// Undoes `coding`. Whatever `body` says of itself, no more than `limit` and one byte is taken for the result, and less
/// than 512 KiB beside it. Keeps the decoder of a thread for its next body. std::bad_alloc passes through.
[[nodiscard]] Result<PlainBuffer, DecodeError> decode(ContentCoding coding, std::string_view body, std::size_t limit);

} // namespace cairn

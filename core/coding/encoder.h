// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/content_coding.h"

#include <memory>
#include <string>
#include <string_view>

namespace cairn {

/// Codes one body piece by piece, fast rather than small. To be used by one thread at a time, and best destroyed on the
/// thread that made it: what is costly to set up is kept there for the next.
class Encoder {
public:
    virtual ~Encoder() = default;
    /// Codes `plain` and appends what is ready to `out`.
    virtual void write(std::string_view plain, std::string& out) = 0;
    /// Codes `rest` and ends the body; nothing may be written behind it.
    virtual void finish(std::string_view rest, std::string& out) = 0;
};

/// An encoder for gzip or zstd; none for the codings that are only read, and for identity.
[[nodiscard]] std::unique_ptr<Encoder> makeEncoder(ContentCoding coding);

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coding/encoder.h"

#include "core/coding/gzip_encoder.h"
#include "core/coding/zstd_encoder.h"

namespace cairn {

std::unique_ptr<Encoder> makeEncoder(ContentCoding coding)
{
    if (coding == ContentCoding::Gzip)
        return std::make_unique<GzipEncoder>();
    if (coding == ContentCoding::Zstd)
        return std::make_unique<ZstdEncoder>();
    return {};
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/accept_encoding.h"

#include "core/gateway/web/accept.h"

namespace cairn {

namespace {

double gzipWeight(std::string_view list) noexcept
{
    if (const auto old = namedWeight(list, "x-gzip"); old && !namedWeight(list, "gzip"))
        return *old;
    return acceptedWeight(list, "gzip");
}

} // namespace

// RFC 9110 section 12.5.3. The plain body is always taken unless it is refused, but it is liked only where it is named.
ContentCoding acceptedCoding(const http::RequestHead& head)
{
    const std::string list = listedHeader(head, "accept-encoding");
    const double gzip = gzipWeight(list);
    const double zstd = acceptedWeight(list, "zstd");
    const double plain = namedWeight(list, "identity").value_or(0);
    if (gzip > 0 && gzip >= zstd && gzip >= plain)
        return ContentCoding::Gzip;
    return zstd > 0 && zstd >= plain ? ContentCoding::Zstd : ContentCoding::Identity;
}

} // namespace cairn

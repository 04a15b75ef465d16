// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/scrape_negotiation.h"

#include <cstdint>
#include <cstdlib>

using namespace cairn;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ScrapeFormat format = negotiatedFormat(std::string_view(reinterpret_cast<const char*>(data), size));
    const bool quotes = format.escaping == Escaping::AllowUtf8;
    require(format.syntax != ScrapeFormat::Syntax::Text004 || !quotes);
    require(negotiatedFormat(contentTypeOf(format)) == format); // whoever asks for just what was sent, gets it
    return 0;
}

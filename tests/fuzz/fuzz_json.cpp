// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/json_push.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace cairn;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

std::ptrdiff_t linesOf(const PlainFamily& family)
{
    std::ptrdiff_t lines = family.help.empty() ? 1 : 2;
    for (const PlainSample& sample : family.samples)
        lines += static_cast<std::ptrdiff_t>(sample.parts.size()) + (sample.value ? 1 : 0) + (sample.sum ? 1 : 0)
            + (sample.count ? 1 : 0);
    return lines;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto families = readJsonPush(body);
    if (!families) {
        const std::string error = families.error().toString();
        require(isUtf8(error) && error.find('\n') == std::string::npos);
        return 0;
    }
    // Whatever names and texts there are, none begins a line of its own.
    std::ptrdiff_t lines = 0;
    for (const PlainFamily& family : *families)
        lines += linesOf(family);
    const PlainText text(*families, body);
    require(std::ranges::count(text.body(), '\n') == lines);
    return 0;
}

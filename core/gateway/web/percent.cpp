// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/percent.h"

#include "core/http/chars.h"

namespace cairn {

std::optional<std::string> percentDecode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const bool isWhole = text.size() - i > 2;
        const int high = isWhole ? http::hexDigit(text[i + 1]) : -1;
        const int low = isWhole ? http::hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return {};
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

} // namespace cairn

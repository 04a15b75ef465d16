// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/scrape_format.h"
#include "core/http/request.h"

#include <string>
#include <string_view>

namespace cairn {

/// The format that an Accept list likes best, of those with one weight the first. A version that we do not write does
/// not match; where nothing does, it is text 0.0.4: a scraper that asks for something else still wants an answer. The
/// entry's `escaping` counts, and is underscores where none, or one that we do not know, is named; text 0.0.4 cannot
/// have names in quotes.
[[nodiscard]] ScrapeFormat negotiatedFormat(std::string_view accept);
[[nodiscard]] ScrapeFormat negotiatedFormat(const http::RequestHead& head);

/// The Content-Type of an answer in that format.
[[nodiscard]] std::string contentTypeOf(ScrapeFormat format);

} // namespace cairn

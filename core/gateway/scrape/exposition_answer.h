// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/scrape_format.h"
#include "core/http/response.h"

#include <string>

namespace cairn {

/// The head of an answer in that format.
[[nodiscard]] http::Response expositionHead(ScrapeFormat format);
/// A whole exposition in that format, compressed where the scraper takes that.
[[nodiscard]] http::Response expositionAnswer(const http::RequestHead& head, ScrapeFormat format, std::string body);

} // namespace cairn

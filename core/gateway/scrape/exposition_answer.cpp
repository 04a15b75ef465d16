// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/exposition_answer.h"

#include "core/gateway/scrape/scrape_negotiation.h"
#include "core/gateway/web/accept_encoding.h"
#include "core/gateway/web/coded_answer.h"

namespace cairn {

http::Response expositionHead(ScrapeFormat format)
{
    http::Response response;
    response.headers.push_back({"Content-Type", contentTypeOf(format)});
    response.headers.push_back({"Vary", "Accept, Accept-Encoding"});
    return response;
}

http::Response expositionAnswer(const http::RequestHead& head, ScrapeFormat format, std::string body)
{
    http::Response response = expositionHead(format);
    response.body = std::move(body);
    encodeBody(response, acceptedCoding(head));
    return response;
}

} // namespace cairn

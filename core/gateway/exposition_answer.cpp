// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/exposition_answer.h"

#include "core/gateway/accept_encoding.h"
#include "core/gateway/coded_answer.h"

namespace cairn {

http::Response expositionHead()
{
    http::Response response;
    response.headers.push_back({"Content-Type", std::string(kTextType)});
    response.headers.push_back({"Vary", "Accept, Accept-Encoding"});
    return response;
}

http::Response expositionAnswer(const http::RequestHead& head, std::string text)
{
    http::Response response = expositionHead();
    response.body = std::move(text);
    encodeBody(response, acceptedCoding(head));
    return response;
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/coded_answer.h"

#include "core/coding/encoder.h"
#include "core/gateway/web/accept_encoding.h"

namespace cairn {

namespace {

constexpr std::size_t kLong = 4096; // what is shorter fits into the packets that it needs anyway

} // namespace

void addCoding(http::Response& response, ContentCoding coding)
{
    if (coding != ContentCoding::Identity)
        response.headers.push_back({"Content-Encoding", std::string(toString(coding))});
}

void encodeBody(http::Response& response, ContentCoding coding)
{
    const auto encoder = makeEncoder(coding);
    if (!encoder)
        return;
    const std::string plain = std::move(response.body);
    response.body.clear();
    encoder->finish(plain, response.body);
    addCoding(response, coding);
}

void encodeLong(http::Response& response, const http::RequestHead& head)
{
    if (response.stream || response.body.size() < kLong)
        return;
    response.headers.push_back({"Vary", "Accept-Encoding"});
    encodeBody(response, acceptedCoding(head));
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/exposition_answer.h"

#include "core/gateway/accept.h"
#include "core/gateway/gzip_writer.h"

namespace cairn {

http::Response expositionHead(bool gzip)
{
    http::Response response;
    response.headers.push_back({"Content-Type", std::string(kTextType)});
    response.headers.push_back({"Vary", "Accept, Accept-Encoding"});
    if (gzip)
        response.headers.push_back({"Content-Encoding", "gzip"});
    return response;
}

http::Response expositionAnswer(const http::RequestHead& head, std::string text)
{
    const bool gzip = acceptsGzip(head);
    http::Response response = expositionHead(gzip);
    if (gzip) {
        GzipWriter writer;
        writer.write(text, response.body);
        writer.finish(response.body);
    } else {
        response.body = std::move(text);
    }
    return response;
}

} // namespace cairn

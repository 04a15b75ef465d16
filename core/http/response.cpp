// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response.h"

#include <utility>

namespace cairn::http {

Response textResponse(int status, std::string body)
{
    Response response;
    response.status = status;
    response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
    response.body = std::move(body);
    return response;
}

} // namespace cairn::http

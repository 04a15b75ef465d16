// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/error_answer.h"

#include "core/gateway/web/accept.h"
#include "core/gateway/web/json_text.h"

namespace cairn {

http::Response answerTo(const http::RequestHead& head, const Problem& problem)
{
    if (!asksForJson(head))
        return http::textResponse(problem.status, problem.message + "\n");
    return jsonAnswer(problem);
}

http::Response jsonAnswer(const Problem& problem)
{
    std::string body = "{";
    appendJsonKey(body, "status");
    appendJsonString(body, "error");
    appendJsonKey(body, "errorType");
    appendJsonString(body, problem.type);
    appendJsonKey(body, "error");
    appendJsonString(body, problem.message);
    if (problem.line > 0) {
        appendJsonKey(body, "line");
        body += std::to_string(problem.line);
    }
    return jsonResponse(problem.status, body + "}\n");
}

http::Response jsonResponse(int status, std::string body)
{
    http::Response response;
    response.status = status;
    response.headers.push_back({"Content-Type", "application/json"});
    response.body = std::move(body);
    return response;
}

} // namespace cairn

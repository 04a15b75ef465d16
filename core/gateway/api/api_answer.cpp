// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/api_answer.h"

#include "core/gateway/web/error_answer.h"

namespace cairn {

namespace {

// What was true a second ago is not to be shown again.
http::Response unstored(http::Response response)
{
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

} // namespace

http::Response ApiData::finish(const std::vector<std::string>& warnings)
{
    if (!warnings.empty()) {
        m_json.key("warnings");
        m_json.beginArray();
        for (const std::string& warning : warnings)
            m_json.value(warning);
        m_json.endArray();
    }
    m_body += "}\n";
    return unstored(jsonResponse(200, std::move(m_body)));
}

http::Response errorAnswer(const ApiProblem& problem)
{
    std::string body;
    JsonWriter json(body);
    json.beginObject();
    json.member("status", "error");
    json.member("errorType", problem.type);
    json.member("error", problem.message);
    if (!problem.members.empty())
        json.raw(problem.members);
    json.endObject();
    http::Response response = unstored(jsonResponse(problem.status, body + "\n"));
    if (problem.status == 503)
        response.headers.push_back({"Retry-After", "1"});
    return response;
}

Failure<ApiProblem> notFound(std::string message)
{
    return Failure{ApiProblem{404, "not_found", std::move(message), {}}};
}

} // namespace cairn

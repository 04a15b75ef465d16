// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/request_body.h"

#include "core/gateway/push/content_coding.h"

namespace cairn {

namespace {

Failure<ApiProblem> tooLarge(std::size_t limit, std::string_view flag)
{
    std::string message = "expected a body of at most " + std::to_string(limit) + " bytes";
    if (!flag.empty())
        message.append(" (").append(flag).append(")");
    return Failure{ApiProblem{413, "size", std::move(message), {}}};
}

} // namespace

Result<std::string, ApiProblem> plainBody(const http::Request& request, std::size_t limit, std::string_view flag)
{
    const auto coding = contentCodingOf(request);
    if (!coding)
        return Failure{ApiProblem{400, "content_coding",
            "expected one Content-Encoding of " + std::string(kReadableCodings) + ", or none", {}}};
    if (*coding == ContentCoding::Identity)
        return request.body.size() > limit ? Result<std::string, ApiProblem>(tooLarge(limit, flag)) : request.body;
    const auto plain = decode(*coding, request.body, limit);
    if (plain)
        return std::string(plain->text());
    if (plain.error().kind == DecodeError::Kind::TooLarge)
        return tooLarge(limit, flag);
    return Failure{ApiProblem{400, "content_coding", std::string(plain.error().message), {}}};
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/try_api.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/api/report_writer.h"
#include "core/gateway/api/request_body.h"
#include "core/gateway/push/body_format.h"
#include "core/gateway/push/content_coding.h"
#include "core/gateway/push/group_path.h"
#include "core/gateway/push/json_push.h"
#include "core/http/chars.h"

#include <array>

namespace cairn {

namespace {

constexpr std::size_t kMostListed = 10'000;
constexpr std::array<std::string_view, 2> kMethods{"POST", "PUT"};

// Behind /metrics that is text that somebody has labelled wrongly; here nobody has a reason to.
bool isJson(const http::RequestHead& head)
{
    const std::string* field = head.header("content-type");
    if (field == nullptr)
        return false;
    const std::string_view type = std::string_view(*field).substr(0, field->find(';'));
    return http::equalsIgnoreCase(http::trimBlanks(type), "application/json");
}

} // namespace

ApiAnswer TryApi::answer(ApiRequest& request) const
{
    const std::string_view method = request.parameters.choice("method", kMethods);
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto group = readGroupPath(request.rest);
    if (!group)
        return Failure{ApiProblem{400, "path", group.error(), {}}};
    if (m_config.requireJob && valueOf(*group, "job").empty())
        return Failure{ApiProblem{400, "path", "expected a job in the path: /try/job/<name>", {}}};
    if (std::string complaint = m_face.complaint(request.rest); !complaint.empty())
        return Failure{ApiProblem{400, "path", std::move(complaint), {}}};
    if (!contentCodingOf(request.http))
        return Failure{ApiProblem{415, "content_coding",
            "expected one Content-Encoding of " + std::string(kReadableCodings) + ", or none", {}}};
    if (bodyFormatOf(request.http) == BodyFormat::OtherProtobuf)
        return Failure{ApiProblem{415, "content_type",
            "expected protobuf of delimited MetricFamily messages, found another message or encoding", {}}};
    const auto body = plainBody(request.http, m_config.maxInflatedBytes, "--push.max-inflated-bytes");
    if (!body)
        return Failure{body.error()};
    const auto report = isJson(request.http) ? tryJson(*group, *body, m_face.optionsFor(method))
                                             : tryBody(*group, *body, m_face.optionsFor(method), request.http);
    ApiData data;
    if (report)
        writeReport(data.json(), labelText(*group), {*report, countOutcomes(*report), kMostListed});
    else
        writeReport(data.json(), labelText(*group), report.error());
    return data.finish();
}

Result<MergeReport, PushError> TryApi::tryBody(
    const LabelSet& group, std::string_view body, PushOptions options, const http::RequestHead& head) const
{
    options.format = expositionFormatOf(head, body);
    return m_engine.dryRun(group, body, m_now(), options);
}

Result<MergeReport, PushError> TryApi::tryJson(
    const LabelSet& group, std::string_view body, const PushOptions& options) const
{
    const auto families = readJsonPush(body);
    if (!families)
        return Failure{families.error()};
    const PlainText text(*families, body);
    auto report = m_engine.dryRun(group, text.body(), m_now(), options);
    if (!report)
        return Failure{text.placed(report.error())};
    return text.placed(std::move(*report));
}

} // namespace cairn

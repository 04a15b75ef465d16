// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/push_route.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/push/body_format.h"
#include "core/gateway/push/content_coding.h"
#include "core/gateway/push/group_path.h"
#include "core/gateway/push/report_json.h"
#include "core/gateway/web/coded_answer.h"
#include "core/gateway/web/query.h"
#include "core/http/chars.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <new>

namespace cairn {

namespace {

// Room comes back when series expire or somebody resets: not at once.
constexpr const char* kRetrySeconds = "60";
constexpr std::string_view kOtherProtobuf
    = "expected protobuf as application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; "
      "encoding=delimited, found another message or encoding";

constexpr std::array<std::string_view, 2> kParameters{"dry_run", "explain"};

// As sent, or inflated. Of a coded body of 16 KiB mostly more than 256 come; a report is as long as the body.
constexpr std::size_t kHeavyBytes = 256 * 1024;
constexpr std::size_t kHeavyCodedBytes = 16 * 1024;
constexpr std::size_t kHeavyReportBytes = 64 * 1024;

bool asksForReport(std::string_view text)
{
    const auto query = readQuery(text);
    if (!query)
        return false;
    const auto dryRun = readSwitch(*query, "dry_run");
    const auto explain = readSwitch(*query, "explain");
    return (dryRun && *dryRun) || (explain && *explain);
}

int statusOf(Refusal reason) noexcept
{
    return reason == Refusal::SeriesLimit || reason == Refusal::SideMemoryLimit ? 429 : 400;
}

http::Response accepted()
{
    http::Response response;
    response.status = 202;
    return response;
}

// curl's -d takes the line ends out of a file, which leaves one long and broken line.
bool looksStripped(const http::Request& request, const PushError& error)
{
    const std::string* type = request.header("content-type");
    return error.reason == Refusal::Syntax && type != nullptr && type->starts_with("application/x-www-form-urlencoded")
        && request.body.find('\n') == std::string::npos && request.body.find(' ') != std::string::npos;
}

PushSummary summaryOf(const MergeReport& report)
{
    return {report.samples, report.created, report.dropped};
}

double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Nobody has seen the lines of a text that was made of families.
PushError inSource(const PushError& error, const PlainText* source)
{
    return source == nullptr ? error : source->placed(error);
}

MergeReport inSource(MergeReport report, const PlainText* source)
{
    return source == nullptr ? std::move(report) : source->placed(std::move(report));
}

void countUp(PlainFamily& counter)
{
    LabelSet& labels = counter.samples.front().labels;
    if (std::ranges::find(labels, "clearmode", &Label::name) == labels.end())
        labels.insert(std::ranges::upper_bound(labels, "clearmode", {}, &Label::name), {"clearmode", "aggregate"});
}

} // namespace

PushRoute::PushRoute(Uses uses, PushConfig config, Source source)
    : m_uses(std::move(uses)), m_config(std::move(config)), m_source(source)
{
}

Result<PushRoute::Order, PushRoute::Early> PushRoute::readQueryOf(const http::RequestHead& head) const
{
    const auto query = readQuery(head.query);
    if (!query)
        return Failure{Early{EarlyRefusal::Query, 400, query.error()}};
    const auto dryRun = readSwitch(*query, "dry_run");
    const auto explain = readSwitch(*query, "explain");
    if (!dryRun || !explain)
        return Failure{Early{EarlyRefusal::Query, 400, !dryRun ? dryRun.error() : explain.error()}};
    if (m_source == Source::Query) // whose other parameters are what is pushed
        return Order{{}, *dryRun, *explain};
    for (const auto& [name, value] : *query) {
        if (std::ranges::find(kParameters, name) == kParameters.end())
            return Failure{Early{EarlyRefusal::Query, 400, unknownParameter(name, kParameters), *dryRun}};
    }
    return Order{{}, *dryRun, *explain};
}

Result<PushRoute::Order, PushRoute::Early> PushRoute::readOrder(
    const http::RequestHead& head, std::string_view rest) const
{
    if (m_uses.origins.isForeign(head))
        return Failure{Early{EarlyRefusal::Origin, 403, "this origin may not push here: see --web.cors.origins"}};
    auto order = readQueryOf(head);
    if (!order)
        return order;
    const auto refusal = [&](std::string message) {
        return Failure{Early{EarlyRefusal::Path, 400, std::move(message), order->dryRun}};
    };
    auto group = readGroupPath(rest);
    if (!group)
        return refusal(group.error());
    if (m_config.requireJob && valueOf(*group, "job").empty())
        return refusal("expected a job in the path: /metrics/job/<name>");
    if (std::string complaint = m_uses.face.complaint(rest); !complaint.empty())
        return refusal(std::move(complaint));
    order->group = std::move(*group);
    return order;
}

std::optional<PushRoute::Early> PushRoute::refusalOf(const http::RequestHead& head, std::string_view rest) const
{
    const auto order = readOrder(head, rest);
    if (!order)
        return order.error();
    if (!contentCodingOf(head))
        return Early{EarlyRefusal::Coding, 415,
            "expected one Content-Encoding of " + std::string(kReadableCodings) + ", or none", order->dryRun};
    if (m_source == Source::Exposition && bodyFormatOf(head) == BodyFormat::OtherProtobuf)
        return Early{EarlyRefusal::ContentType, 415, std::string(kOtherProtobuf), order->dryRun};
    return {};
}

std::optional<http::Response> PushRoute::refuse(const http::RequestHead& head, std::string_view rest)
{
    const auto early = refusalOf(head, rest);
    if (!early)
        return {};
    http::Response response = refused(head, *early);
    m_uses.origins.addTo(response, head);
    return response;
}

Result<PlainBuffer, PushRoute::Early> PushRoute::decoded(
    const http::Request& request, ContentCoding coding, std::size_t limit) const
{
    auto body = decode(coding, request.body, limit);
    if (body)
        return std::move(*body);
    if (body.error().kind == DecodeError::Kind::TooLarge)
        return Failure{Early{EarlyRefusal::Size, 413,
            "expected at most " + std::to_string(m_config.maxInflatedBytes)
                + " bytes after inflation (--push.max-inflated-bytes)"}};
    return Failure{Early{EarlyRefusal::Coding, 400, std::string(body.error().message)}};
}

bool PushRoute::isHeavy(const http::Request& request) const
{
    const std::size_t size = request.body.size();
    if (size > kHeavyBytes)
        return true;
    if (size > kHeavyCodedBytes && contentCodingOf(request) != ContentCoding::Identity)
        return true;
    return size > kHeavyReportBytes && asksForReport(request.query);
}

bool PushRoute::handleHere(const http::Request& request, std::string_view rest, http::Responder& responder)
{
    if (isHeavy(request))
        return false;
    const std::size_t most = request.query.empty() ? kHeavyBytes : kHeavyReportBytes;
    return respond(request, rest, responder, std::min(most, m_config.maxInflatedBytes));
}

void PushRoute::handle(const http::Request& request, std::string_view rest, http::Responder& responder)
{
    static_cast<void>(respond(request, rest, responder, m_config.maxInflatedBytes));
}

bool PushRoute::respond(
    const http::Request& request, std::string_view rest, http::Responder& responder, std::size_t mostInflated)
{
    try {
        std::optional<http::Response> response = answer(request, rest, mostInflated);
        if (!response)
            return false;
        encodeLong(*response, request);
        m_uses.origins.addTo(*response, request);
        responder.send(std::move(*response));
        return true;
    } catch (const std::bad_alloc&) {
        m_uses.metrics.countRefusal(EarlyRefusal::Memory);
        throw;
    }
}

std::optional<http::Response> PushRoute::answer(
    const http::Request& request, std::string_view rest, std::size_t mostInflated)
{
    const auto order = readOrder(request, rest);
    if (!order)
        return refused(request, order.error());
    const auto coding = contentCodingOf(request).value_or(ContentCoding::Identity); // others were refused by the head
    if (coding == ContentCoding::Identity || m_source == Source::Query)
        return take(request, *order, request.body);
    auto plain = decoded(request, coding, mostInflated);
    if (plain)
        return take(request, *order, plain->text());
    if (plain.error().reason == EarlyRefusal::Size && mostInflated < m_config.maxInflatedBytes)
        return {};
    plain.error().isDryRun = order->dryRun;
    return refused(request, plain.error());
}

PushFormat PushRoute::formatOf(ExpositionFormat format) const
{
    switch (m_source) {
    case Source::Json: return PushFormat::Json;
    case Source::Query: return PushFormat::Increment;
    default: return pushFormatOf(format);
    }
}

http::Response PushRoute::take(const http::Request& request, const Order& order, std::string_view body)
{
    if (m_source == Source::Json) {
        const auto families = readJsonPush(body);
        if (families)
            return takeFamilies(request, order, *families, body);
        const Push unread{order.group, body, {}, body};
        return order.dryRun ? wouldRefuse(request, unread, families.error())
                            : refused(request, unread, families.error());
    }
    if (m_source == Source::Query) {
        auto families = readIncrement(readQuery(request.query).value()); // readOrder() has read it
        if (families && m_uses.face.isPushgateway())
            countUp(families->front()); // there the last value counts
        if (families)
            return takeFamilies(request, order, *families, request.query);
        return refused(request, Early{EarlyRefusal::Query, 400, families.error(), order.dryRun});
    }
    Push push{order.group, body, m_uses.face.optionsFor(request.method), body};
    push.options.format = expositionFormatOf(request, body);
    return give(request, order, push);
}

http::Response PushRoute::takeFamilies(
    const http::Request& request, const Order& order, const std::vector<PlainFamily>& families, std::string_view sent)
{
    const PlainText text = m_source == Source::Query ? PlainText(families) : PlainText(families, sent);
    PushOptions options = m_uses.face.optionsFor(request.method);
    if (m_source == Source::Query)
        options.replaces = PushOptions::Replaces::Nothing; // an increment replaces nothing, whatever the profile
    return give(request, order, {order.group, text.body(), std::move(options), sent, &text});
}

http::Response PushRoute::give(const http::Request& request, const Order& order, const Push& push)
{
    if (order.dryRun)
        return dryRun(request, push);
    return order.explain ? explain(request, push) : merge(request, push);
}

http::Response PushRoute::merge(const http::Request& request, const Push& push)
{
    const auto attention
        = m_uses.watch == nullptr ? PushWatch::Attention::None : m_uses.watch->attend(push.body.size());
    if (attention != PushWatch::Attention::None)
        return mergeWatched(request, push, attention);
    const auto summary = m_uses.engine.push(push.group, push.body, m_uses.now(), push.options);
    if (!summary)
        return refused(request, push, inSource(summary.error(), push.source));
    m_uses.metrics.countPush(*summary);
    return accepted();
}

http::Response PushRoute::mergeWatched(const http::Request& request, const Push& push, PushWatch::Attention attention)
{
    const auto begin = std::chrono::steady_clock::now();
    PushNote note{request};
    if (attention == PushWatch::Attention::Record) {
        const auto summary = m_uses.engine.push(push.group, push.body, m_uses.now(), push.options);
        if (!summary)
            return refused(request, push, inSource(summary.error(), push.source));
        note.seconds = secondsSince(begin);
        note.summary = *summary;
        return merged(request, push, note);
    }
    auto report = m_uses.engine.pushExplained(push.group, push.body, m_uses.now(), push.options);
    if (!report)
        return refused(request, push, inSource(report.error(), push.source));
    note.seconds = secondsSince(begin);
    note.summary = summaryOf(*report);
    *report = inSource(std::move(*report), push.source);
    note.report = &*report;
    return merged(request, push, note);
}

http::Response PushRoute::merged(const http::Request& request, const Push& push, PushNote note)
{
    m_uses.metrics.countPush(*note.summary);
    note.group = &push.group;
    note.format = formatOf(push.options.format);
    note.bytes = request.body.size();
    note.body = push.sent;
    m_uses.watch->note(note);
    return accepted();
}

http::Response PushRoute::explain(const http::Request& request, const Push& push)
{
    auto report = m_uses.engine.pushExplained(push.group, push.body, m_uses.now(), push.options);
    if (!report)
        return refused(request, push, inSource(report.error(), push.source));
    *report = inSource(std::move(*report), push.source);
    http::Response response = jsonResponse(200, reportJson(*report));
    PushNote note{request, PushNote::Result::Merged, 200};
    note.summary = summaryOf(*report);
    note.report = &*report;
    if (m_uses.watch != nullptr)
        static_cast<void>(merged(request, push, note));
    else
        m_uses.metrics.countPush(*note.summary);
    return response;
}

http::Response PushRoute::dryRun(const http::Request& request, const Push& push)
{
    auto report = m_uses.engine.dryRun(push.group, push.body, m_uses.now(), push.options);
    if (!report)
        return wouldRefuse(request, push, inSource(report.error(), push.source));
    PushNote note{request, PushNote::Result::DryRun, 200, &push.group, formatOf(push.options.format),
        request.body.size(), push.sent};
    *report = inSource(std::move(*report), push.source);
    http::Response response = jsonResponse(200, reportJson(*report));
    note.report = &*report;
    if (m_uses.watch != nullptr)
        m_uses.watch->note(note);
    return response;
}

http::Response PushRoute::wouldRefuse(const http::Request& request, const Push& push, const PushError& error)
{
    if (m_uses.watch != nullptr) {
        const std::string message = error.toString();
        m_uses.watch->note({request, PushNote::Result::DryRun, 200, &push.group, formatOf(push.options.format),
            request.body.size(), push.sent, {}, nullptr, toString(error.reason), message, error.text, error.line});
    }
    return jsonResponse(200, reportJson(error));
}

http::Response PushRoute::refused(const http::Request& request, const Push& push, const PushError& error)
{
    m_uses.metrics.countRefusal(error.reason);
    m_uses.face.noteRefusal(m_uses.engine, push.group, error, m_uses.now());
    std::string message = error.toString();
    if (m_source == Source::Exposition && looksStripped(request, error))
        message += " (the body has no line ends: curl needs --data-binary, not -d)";
    m_uses.log.limited(LogLevel::Info, toString(error.reason), "Push refused",
        {{"group", labelText(push.group)}, {"peer", request.peer.address}, {"err", message}});
    http::Response response = answerTo(request, {statusOf(error.reason), toString(error.reason), message, error.line});
    if (m_uses.watch != nullptr)
        m_uses.watch->note(
            {request, PushNote::Result::Refused, response.status, &push.group, formatOf(push.options.format),
                request.body.size(), push.sent, {}, nullptr, toString(error.reason), message, error.text, error.line});
    if (response.status == 429)
        response.headers.push_back({"Retry-After", kRetrySeconds});
    return response;
}

http::Response PushRoute::refused(const http::RequestHead& head, const Early& early)
{
    if (!early.isDryRun) {
        m_uses.metrics.countRefusal(early.reason);
        m_uses.log.limited(LogLevel::Info, toString(early.reason), "Push refused",
            {{"path", head.rawPath}, {"peer", head.peer.address}, {"err", early.message}});
    }
    if (m_uses.watch != nullptr) {
        PushNote note{head, early.isDryRun ? PushNote::Result::DryRun : PushNote::Result::Refused,
            early.isDryRun ? 200 : early.status};
        note.format = formatOf(expositionFormatOf(head, {}));
        note.bytes = head.contentLength.value_or(0);
        note.errorType = toString(early.reason);
        note.error = early.message;
        m_uses.watch->note(note);
    }
    if (early.isDryRun)
        return jsonResponse(200, reportJson(toString(early.reason), early.message));
    http::Response response = answerTo(head, {early.status, toString(early.reason), early.message, 0});
    if (early.reason == EarlyRefusal::Coding && early.status == 415)
        response.headers.push_back({"Accept-Encoding", std::string(kReadableCodings)});
    return response;
}

} // namespace cairn

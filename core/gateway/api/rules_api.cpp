// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/rules_api.h"

#include "core/gateway/api/page.h"
#include "core/gateway/api/request_body.h"
#include "core/gateway/api/rule_reach.h"
#include "core/gateway/web/admin_gate.h"
#include "core/gateway/web/if_match.h"

namespace cairn {

namespace {

constexpr std::size_t kMostBytes = 1024 * 1024;

Failure<ApiProblem> badRules(std::span<const RuleError> errors)
{
    ApiProblem problem{400, "rules", {}, "\"errors\":"};
    const RuleError& first = errors.front();
    problem.message
        = "line " + std::to_string(first.line) + ", column " + std::to_string(first.column) + ": " + first.message;
    if (errors.size() > 1)
        problem.message += " (and " + std::to_string(errors.size() - 1) + " more)";
    JsonWriter json(problem.members);
    writeRuleErrors(json, errors);
    return Failure{std::move(problem)};
}

std::string etagMember(const std::string& etag)
{
    std::string member;
    JsonWriter(member).member("etag", etag);
    return member;
}

Failure<ApiProblem> notReplaced(const ReplaceError& error)
{
    switch (error.kind) {
    case ReplaceError::Kind::Outdated:
        return Failure{ApiProblem{
            412, "precondition_failed", "the rules have changed since they were read", etagMember(error.etag)}};
    case ReplaceError::Kind::File: return Failure{ApiProblem{500, "io", error.message, {}}};
    default: return badRules(error.errors);
    }
}

void writeNames(JsonWriter& json, std::string_view key, const std::vector<std::string>& names)
{
    json.key(key);
    json.beginArray();
    for (const std::string& name : names)
        json.value(name);
    json.endArray();
}

void writeAnswer(
    JsonWriter& json, std::string_view key, const ModeAnswer& answer, const RuleSet& rules, const RuleTerms& terms)
{
    json.key(key);
    json.beginObject();
    writeMode(json, answer, rules);
    json.member(
        "ttl_seconds", terms.ttl ? std::optional(std::chrono::duration<double>(*terms.ttl).count()) : std::nullopt);
    writeNames(json, "per", terms.per);
    writeNames(json, "drop_labels", terms.dropLabels);
    json.member("max_series", terms.maxSeries);
    json.endObject();
}

void writeChanges(
    JsonWriter& json, const Inventory& inventory, const RuleSet& rules, std::span<const RulesPreview::Change> changes)
{
    json.beginArray();
    for (const RulesPreview::Change& change : changes) {
        json.beginObject();
        json.member("family", inventory.snapshot().family(change.family).name);
        json.member("type", toString(inventory.facts().types[change.family]));
        json.member("series", change.series);
        writeAnswer(json, "before", change.before, inventory.rules(), termsOf(change.ruleBefore, change.before.mode));
        writeAnswer(json, "after", change.after, rules, termsOf(change.ruleAfter, change.after.mode));
        json.member("example", change.example);
        json.endObject();
    }
    json.endArray();
}

} // namespace

http::Response RulesApi::documentAnswer(const RulesDocument& document, const std::vector<std::string>& warnings)
{
    const auto inventory = m_uses.inventories.current();
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.member("etag", document.etag);
    json.member("source", toString(document.source));
    json.member("file", document.file.empty() ? std::nullopt : std::optional(document.file));
    json.member("yaml", document.text);
    json.key("rules");
    writeRules(json, inventory->rules(),
        *m_reach.of(inventory, {}, m_uses.inventories, [&] { return presentReach(*inventory); }));
    if (!document.fileErrors.empty()) {
        json.key("file_errors");
        json.beginArray();
        for (const std::string& error : document.fileErrors)
            json.value(error);
        json.endArray();
    }
    json.endObject();
    http::Response response = data.finish(warnings);
    response.headers.push_back({"ETag", document.etag});
    return response;
}

ApiAnswer RulesApi::show(ApiRequest&)
{
    return documentAnswer(m_uses.rules.document(), {});
}

ApiAnswer RulesApi::put(ApiRequest& request)
{
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto text = plainBody(request.http, kMostBytes);
    if (!text)
        return Failure{text.error()};
    const auto document = m_uses.rules.replace(*text, ifMatchOf(request.http));
    if (!document)
        return notReplaced(document.error());
    m_uses.inventories.outdate();
    m_uses.changes.publish(ChangeKind::Rules, etagMember(document->etag));
    const bool isInMemory = document->source == RulesDocument::Source::Memory;
    m_uses.audit.add({"rules", senderOf(request.http),
        std::to_string(m_uses.engine.rules()->rules().size()) + " rules put in force"
            + (isInMemory ? ", in memory" : ", and into " + document->file),
        {}, {}});
    if (!isInMemory)
        return documentAnswer(*document, {});
    return documentAnswer(*document, {"these rules live until the gateway ends: --rules.file names no file"});
}

ApiAnswer RulesApi::validate(ApiRequest& request) const
{
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto text = plainBody(request.http, kMostBytes);
    if (!text)
        return Failure{text.error()};
    const auto rules = readRules(*text);
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.member("valid", rules.has_value());
    json.key("errors");
    writeRuleErrors(json, rules ? std::span<const RuleError>() : std::span<const RuleError>(rules.error()));
    json.key("rules");
    writeRules(json, rules ? *rules : RuleSet(), {});
    json.endObject();
    return data.finish();
}

ApiAnswer RulesApi::preview(ApiRequest& request) const
{
    const PageOrder page = request.parameters.page();
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto text = plainBody(request.http, kMostBytes);
    if (!text)
        return Failure{text.error()};
    const auto rules = readRules(*text);
    if (!rules)
        return badRules(rules.error());
    const auto inventory = m_uses.inventories.current(InventoryKeeper::Wants::Newest);
    const RulesPreview preview = previewRules(*inventory, *rules);
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.member("families_changed", preview.familiesChanged);
    json.member("series_changed", std::min(preview.seriesChanged, preview.seriesTotal));
    json.member("families_total", inventory->families().size());
    json.member("series_total", preview.seriesTotal);
    json.member("is_estimate", preview.isEstimate);
    writePage(json, preview.changes.size(), page);
    json.key("changes");
    writeChanges(json, *inventory, *rules, pageOf(preview.changes, page));
    json.key("rules");
    writeRules(json, *rules, preview.reach);
    json.member("as_of", inventory->asOf());
    json.endObject();
    return data.finish();
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/engine.h"

#include "core/aggregation/commit.h"
#include "core/aggregation/engine_impl.h"
#include "core/aggregation/label_text.h"
#include "core/exposition/openmetrics_reader.h"
#include "core/exposition/text_reader.h"

#include <utility>

namespace cairn {

namespace {

/// The line of that number, for a message.
std::string lineText(std::string_view body, int number)
{
    std::size_t from = 0;
    for (int line = 1; line < number && from != std::string_view::npos; ++line) {
        from = body.find('\n', from);
        from += from == std::string_view::npos ? 0 : 1;
    }
    if (number < 1 || from == std::string_view::npos)
        return {};
    return excerpt(body.substr(from, body.find('\n', from) - from), 0);
}

/// The same error with the text of its line; of a body that has no lines, with the number of its metric.
PushError placed(const PushOrder& order, PushError error)
{
    if (order.options.format != ExpositionFormat::Protobuf)
        error.text = lineText(order.body, error.line);
    else if (const int metric = std::exchange(error.line, 0); metric > 0)
        error.message = "metric " + std::to_string(metric) + " of the body: " + error.message;
    return error;
}

template <typename Options>
Options readerOptions(const EngineOptions& engine)
{
    Options options;
    options.ignoreTimestamps = engine.ignoreTimestamps;
    return options;
}

} // namespace

Engine::Impl::Impl(EngineOptions options, RuleSetPtr rules)
{
    store.options = options;
    const std::scoped_lock lock(store.indexMutex, store.valueMutex);
    store.seriesOfRule.resize(rules->rules().size() + 1);
    store.forgetLines(std::move(rules));
}

std::unique_ptr<Workbench> Engine::Impl::takeBench()
{
    const std::scoped_lock lock(benchMutex);
    if (benches.empty())
        return std::make_unique<Workbench>();
    std::unique_ptr<Workbench> bench = std::move(benches.back());
    benches.pop_back();
    return bench;
}

void Engine::Impl::giveBench(std::unique_ptr<Workbench> bench)
{
    bench->stage.end();
    bench->names.clear();
    const std::scoped_lock lock(benchMutex);
    benches.push_back(std::move(bench));
}

std::shared_ptr<Resolution> Engine::Impl::resolution()
{
    const std::scoped_lock lock(store.valueMutex);
    return store.resolution;
}

Result<void, ParseError> Engine::Impl::readBody(Workbench& bench, const PushOrder& order) const
{
    Stage& stage = bench.stage;
    auto options = readerOptions<TextOptions>(store.options);
    options.names = &bench.names;
    switch (order.options.format) {
    case ExpositionFormat::OpenMetrics: return readOpenMetrics(order.body, options, stage);
    case ExpositionFormat::Protobuf:
        return bench.protobuf.read(order.body, readerOptions<ProtobufOptions>(store.options), stage);
    case ExpositionFormat::Text: break;
    }
    return readText(order.body, options, stage);
}

std::optional<PushError> Engine::Impl::read(
    Workbench& bench, const PushOrder& order, Resolution& resolution, bool recognise)
{
    Stage& stage = bench.stage;
    Stage::Context context;
    context.options = &store.options;
    context.rules = resolution.rules.get();
    context.known = recognise ? &resolution.known : nullptr;
    context.modes = &resolution.modes;
    context.group = &order.group;
    context.body = order.body;
    context.format = order.options.format;
    context.replaces = order.options.replaces;
    context.pushTime = order.options.pushTime;
    context.store = &store;
    stage.begin(context);
    const Result<void, ParseError> result = readBody(bench, order);
    if (result && stage.finish())
        return std::nullopt;
    if (!result && stage.refusal().empty())
        return PushError{Refusal::Syntax, result.error().line, result.error().text, result.error().message};
    if (!result && order.options.format == ExpositionFormat::Protobuf) // the reader knows the place
        return PushError{stage.reason(), 0, {}, result.error().message};
    const int line = stage.refusedLine() > 0 || result ? stage.refusedLine() : result.error().line;
    return placed(order, {stage.reason(), line, {}, stage.refusal()});
}

Result<Commit, PushError> Engine::Impl::push(Workbench& bench, const PushOrder& order)
{
    Stage& stage = bench.stage;
    // What a whole group is replaced by has to be known by name.
    bool recognise = order.purpose == Commit::Purpose::Merge && order.options.replaces != PushOptions::Replaces::Group;
    bool hasForgotten = false;
    for (;;) {
        std::shared_ptr<Resolution> current = resolution();
        if (auto error = read(bench, order, *current, recognise)) {
            if (current->modes.isFull() && forgetOnce(current, hasForgotten))
                continue; // others used its windows up: this push gets its own
            if (!recognise || !stage.push().recognised)
                return Failure{std::move(*error)};
            recognise = false; // only who has read all may refuse: a known run may be the first half of a longer one
            continue;
        }
        Commit commit(store, stage.push(), order.group, current, order.now, order.purpose);
        switch (commit.run()) {
        case Commit::Verdict::Done:
            if (order.purpose != Commit::Purpose::DryRun)
                learnLines(stage.push(), order.group, current->modes, current->known);
            return commit;
        case Commit::Verdict::Again: break;
        case Commit::Verdict::AgainUnknown: recognise = false; break;
        case Commit::Verdict::Refused:
            if (recognise && stage.push().recognised) {
                recognise = false;
                break;
            }
            return Failure{placed(order, std::move(commit.error()))};
        }
    }
}

/// Begins a new resolution in the place of that one; false where this push has done so before.
bool Engine::Impl::forgetOnce(const std::shared_ptr<Resolution>& current, bool& hasForgotten)
{
    const std::scoped_lock index(store.indexMutex);
    const std::scoped_lock values(store.valueMutex);
    if (hasForgotten)
        return false;
    hasForgotten = true;
    if (store.resolution == current)
        store.forgetLines(current->rules);
    return true;
}

Engine::Engine(EngineOptions options, RuleSetPtr rules) : m_impl(std::make_unique<Impl>(options, std::move(rules))) { }

Engine::~Engine() = default;

Result<PushSummary, PushError> Engine::push(
    const LabelSet& group, std::string_view body, Instant now, const PushOptions& options)
{
    const Impl::Loan bench(*m_impl);
    const PushGroup& pushGroup = bench->stage.groupOf(group, options.format);
    auto commit = m_impl->push(*bench, {pushGroup, body, now, options, Commit::Purpose::Merge});
    if (!commit)
        return Failure{std::move(commit.error())};
    PushSummary summary = commit->summary();
    if (options.format == ExpositionFormat::Protobuf)
        summary.droppedExemplars += static_cast<std::uint64_t>(bench->protobuf.droppedExemplars());
    return summary;
}

Result<MergeReport, PushError> Engine::pushExplained(
    const LabelSet& group, std::string_view body, Instant now, const PushOptions& options)
{
    return m_impl->report(group, body, now, options, Commit::Purpose::Explain);
}

Result<MergeReport, PushError> Engine::dryRun(
    const LabelSet& group, std::string_view body, Instant now, const PushOptions& options)
{
    return m_impl->report(group, body, now, options, Commit::Purpose::DryRun);
}

Result<MergeReport, PushError> Engine::Impl::report(
    const LabelSet& group, std::string_view body, Instant now, const PushOptions& options, Commit::Purpose purpose)
{
    const Loan bench(*this);
    const PushGroup& pushGroup = bench->stage.groupOf(group, options.format);
    auto commit = push(*bench, {pushGroup, body, now, options, purpose});
    if (!commit)
        return Failure{std::move(commit.error())};
    MergeReport report = std::move(commit->report());
    const PushSummary summary = commit->summary();
    report.samples = summary.samples;
    report.created = summary.created;
    report.dropped = summary.dropped;
    return report;
}

bool Engine::hasGroup(const LabelSet& group) const
{
    Store& store = m_impl->store;
    const std::string text = labelText(group);
    const std::scoped_lock index(store.indexMutex);
    const std::uint32_t id = store.index.findGroup(text);
    return id != SeriesIndex::kNone && store.index.group(id).series > 0;
}

RuleSetPtr Engine::rules() const
{
    return m_impl->resolution()->rules;
}

Snapshot Engine::snapshot(Instant now, bool withExtras)
{
    return takeSnapshot(m_impl->store, now, {.extras = withExtras, .origins = false});
}

Snapshot Engine::inventory(Instant now)
{
    return takeSnapshot(m_impl->store, now, {.extras = true, .origins = true});
}

void Engine::sortNewSeries()
{
    sortFresh(m_impl->store);
}

EngineStats Engine::stats() const
{
    Store& store = m_impl->store;
    const std::scoped_lock index(store.indexMutex);
    const std::scoped_lock values(store.valueMutex);
    EngineStats stats;
    stats.series = store.index.seriesCount();
    stats.families = store.index.families().size();
    stats.groups = store.index.groupCount();
    stats.knownLines = store.resolution->known.size() - 1;
    stats.sideBytes = store.values.sideBytes() + store.baselines.bytes();
    stats.boundsUnited = store.boundsUnited;
    stats.seriesExpired = store.seriesExpired;
    stats.seriesReset = store.seriesReset;
    return stats;
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"
#include "core/aggregation/inspect.h"
#include "core/aggregation/merge_report.h"
#include "core/aggregation/push_error.h"
#include "core/aggregation/push_options.h"
#include "core/aggregation/series_values.h"
#include "core/aggregation/snapshot.h"
#include "core/model/label.h"
#include "core/model/result.h"
#include "core/rules/rule_set.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What a merged push came to.
struct PushSummary {
    std::uint64_t samples = 0;
    std::uint64_t created = 0; ///< series that are new
    std::uint64_t dropped = 0; ///< samples that mode `drop` discarded
    std::uint64_t droppedExemplars = 0; ///< too long, or such that no format could show them
};

/// Which series a reset takes. Conditions that are set must all hold; none set takes everything.
struct Removal {
    std::vector<Selector> selectors; ///< any of them
    std::optional<std::string> family;
    std::optional<LabelSet> group; ///< exactly these path labels
    std::optional<std::chrono::milliseconds> olderThan; ///< since the last push
};

/// One series that a reset took, or would take.
struct RemovedSeries {
    std::string family;
    MetricType type = MetricType::Untyped;
    std::string help;
    std::string labels; ///< canonical text
    LabelSet group;
    SeriesState state;
    std::string unit; ///< of the family
    bool hasQuotedNames = false; ///< of the family: a label of some series has a name that is no classic one
};

/// Everything a reset took: what restore() needs to bring it back.
struct RemovedSet {
    std::vector<RemovedSeries> series;
};

/// The engine at a glance. Counters only grow.
struct EngineStats {
    std::uint64_t series = 0;
    std::uint64_t families = 0;
    std::uint64_t groups = 0;
    std::uint64_t knownLines = 0;
    std::uint64_t sideBytes = 0; ///< windows, sketches, baselines
    std::uint64_t boundsUnited = 0; ///< histograms merged over different bounds
    std::uint64_t seriesExpired = 0;
    std::uint64_t seriesReset = 0;
};

/// The heart: merges pushes into series by modes, and gives consistent copies of them to scrapes.
/// Every function may be called from any thread at any time. `now` is of one monotonic clock; it may stand still.
class Engine {
public:
    explicit Engine(EngineOptions options, RuleSetPtr rules = std::make_shared<RuleSet>());
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Merges an exposition, the whole of it or nothing. `group` are the path labels: sorted, each once. Of a protobuf
    /// body, errors and reports count metrics where they otherwise count lines.
    [[nodiscard]] Result<PushSummary, PushError> push(
        const LabelSet& group, std::string_view body, Instant now, const PushOptions& options = {});
    /// The same, and tells what it did; about ten times as slow.
    [[nodiscard]] Result<MergeReport, PushError> pushExplained(
        const LabelSet& group, std::string_view body, Instant now, const PushOptions& options = {});
    /// Tells what push() would do, and does nothing.
    [[nodiscard]] Result<MergeReport, PushError> dryRun(
        const LabelSet& group, std::string_view body, Instant now, const PushOptions& options = {});

    /// Whether some series was created by a push of that group.
    [[nodiscard]] bool hasGroup(const LabelSet& group) const;

    /// From the next push on these rules decide; pushes under way end under the old ones. Changed lifetimes apply at
    /// once.
    void setRules(RuleSetPtr rules);
    [[nodiscard]] RuleSetPtr rules() const;

    /// All families as of one instant, with exemplars, births and native histograms only where they are asked for.
    /// Stops pushes for as long as copying the values takes.
    [[nodiscard]] Snapshot snapshot(Instant now, bool withExtras = false);
    /// The same with extras and origins: whose each series is, and when it was last pushed.
    [[nodiscard]] Snapshot inventory(Instant now);
    /// What the series of a snapshot are beside their values. Pushes wait for a slice of them at most. `spare` are
    /// facts that nobody needs any more: their memory is used again.
    [[nodiscard]] SeriesFacts facts(const Snapshot& snapshot, SeriesFacts spare = {}) const;
    /// What a family shows now, or the series of it with those canonical labels; nothing where there is none. A family
    /// of more than `most` series is not read.
    [[nodiscard]] std::optional<Reading> read(
        std::string_view family, const std::optional<std::string>& labels, std::size_t most, Instant now) const;
    /// A closer look at some series, which a snapshot keeps; at most a few thousand.
    [[nodiscard]] std::vector<SeriesDetail> details(std::span<const std::uint32_t> ids) const;

    /// Puts many new series in their exposed places ahead of the next scrape, which then need not sort them. To be
    /// called now and then on a thread that may take its time.
    void sortNewSeries();

    /// Takes series out. What is returned brings them back by restore(). Each is taken as it is at one instant; where
    /// they are many, not all at the same: pushes and scrapes come between, and wait for a slice of them at most.
    RemovedSet remove(const Removal& what, Instant now);
    /// Takes all series out for good; answers how many there were. Baselines stay, as at each reset.
    std::size_t wipe();
    /// What remove() would take, as remove() would.
    [[nodiscard]] RemovedSet wouldRemove(const Removal& what, Instant now);
    /// Brings series back: sums add to what came since, minimum and maximum compare, replaced values return only where
    /// nothing came since. Series whose family has another type by now stay away; answers how many came back. Many
    /// come back in slices, too.
    std::size_t restore(const RemovedSet& removed, Instant now);
    /// Takes out what its TTL has ended, forgets old baselines; answers how many series went.
    std::size_t expire(Instant now);

    [[nodiscard]] EngineStats stats() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace cairn

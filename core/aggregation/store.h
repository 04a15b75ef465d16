// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/baselines.h"
#include "core/aggregation/engine_options.h"
#include "core/aggregation/family_list.h"
#include "core/aggregation/known_lines.h"
#include "core/aggregation/mode_ids.h"
#include "core/aggregation/series_index.h"
#include "core/aggregation/series_values.h"
#include "core/rules/rule_set.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace cairn {

/// Rules, and the lines known under them: replaced together, whenever a line could resolve to something else.
struct Resolution {
    RuleSetPtr rules;
    ModeIds modes; ///< what known lines say of theirs
    KnownLines known;
};

/// What the engine holds, and its two locks. Who needs both takes indexMutex first. Warm pushes take valueMutex alone.
struct Store {
    EngineOptions options;

    std::mutex indexMutex; ///< guards this and the following
    SeriesIndex index;
    std::vector<std::uint64_t> seriesOfRule; ///< by 1-based place in the rule set
    std::set<std::string> earlierModes; ///< that rules said which are no longer in force
    std::uint32_t rulesSince
        = 0; ///< pushes of this second and later met the rules in force; of earlier ones nobody knows
    std::uint64_t lastScrape = 0;
    std::multiset<std::uint64_t> activeScrapes;
    Baselines baselines;
    std::shared_ptr<FamilyList> shownFamilies; ///< of an earlier scrape, sorted, if they are not very many
    std::uint64_t shownAtChange = 0; ///< the index's familyChanges() then

    std::mutex valueMutex; ///< guards this and the following
    SeriesValues values;
    std::shared_ptr<Resolution> resolution; ///< written under both locks
    std::uint64_t boundsUnited = 0;
    std::uint64_t seriesExpired = 0;
    std::uint64_t seriesReset = 0;

    /// Begins a new Resolution: nothing is known any more. Both locks held.
    void forgetLines(RuleSetPtr rules);
    /// A new family of that name. Both locks held.
    std::uint32_t makeFamily(std::string_view name, MetricType type);
    /// Whether a `_created` gauge stands beside a family of that name. indexMutex held.
    [[nodiscard]] bool hasCreatedGauge(std::string_view family) const;
    /// What a series says of its family. indexMutex held.
    void noteNature(std::uint32_t series, bool hasQuotedNames, bool canFall);
    /// All families as they are: the list of an earlier scrape, where nothing of it changed. indexMutex held.
    [[nodiscard]] std::shared_ptr<FamilyList> familyList();
    /// Takes series out, values and all. Both locks held.
    void removeSeries(std::span<const std::uint32_t> ids);
    /// The same for a slice of many: see SeriesIndex::retireSeries(). finishRemoval() is to follow the last one.
    void retireSeries(std::span<const std::uint32_t> ids);
    /// What slices have left to do. No lock held.
    void finishRemoval();
    /// Notes the first rule that matches a series, for lifetimes and limits. Both locks held.
    void assignRule(std::uint32_t series, const RuleSet& rules);
    /// How long a series of the rule at that place lives without a push; 0: for ever.
    [[nodiscard]] std::chrono::milliseconds ttlOf(const RuleSet& rules, std::uint16_t place) const;
    void setRule(std::uint32_t series, std::uint16_t place);
    /// Forgets known lines where that pays: then ids of removed series need wait for scrapes alone. Both locks held.
    void forgetWhatIsGone();
    /// Lets ids and texts of removed series be used again, as far as no push and no scrape can still look at them: at
    /// most so many; whether there are more. indexMutex held.
    bool recycle(std::size_t most);

private:
    void endSeries(std::span<const std::uint32_t> ids, bool isSlice);
};

/// Keeps ids and texts of series from being used again for as long as it lives: what is read without a lock stays.
class ScrapePin {
public:
    explicit ScrapePin(Store& store); ///< indexMutex held
    ~ScrapePin(); ///< takes indexMutex
    ScrapePin(const ScrapePin&) = delete;
    ScrapePin& operator=(const ScrapePin&) = delete;

private:
    Store& m_store;
    std::uint64_t m_scrape;
};

/// The place of the first rule that matches a series, 1-based; 0: none.
[[nodiscard]] std::uint16_t placeOfRule(
    const RuleSet& rules, std::string_view family, MetricType type, std::string_view labels);

} // namespace cairn

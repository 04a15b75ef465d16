// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/chunked_array.h"
#include "core/aggregation/id_table.h"
#include "core/model/label.h"
#include "core/model/metric_type.h"

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// The series of one family in exposed order, by labels. Immutable: scrapes share it.
using SeriesOrder = std::shared_ptr<const std::vector<std::uint32_t>>;

struct FamilyRecord {
    std::string name;
    MetricType type = MetricType::Untyped;
    std::string help;
    std::string unit;
    bool hasQuotedNames = false; ///< a label of some series has a name that is no classic one
    bool canFall = false; ///< some mode lets its values fall: a counter is exposed as a gauge
    std::vector<std::uint32_t> members; ///< series by age, with those that are out and still listed
    std::size_t gone = 0; ///< so many members are out
    SeriesOrder order; ///< of the first `ordered` members
    std::size_t ordered = 0;
    std::uint64_t changes = 0; ///< counts removals: an order made before does not fit any more
};

struct GroupRecord {
    std::string text; ///< canonical: `instance="a",job="b"`
    LabelSet labels;
    std::uint64_t series = 0;
    std::vector<std::uint32_t> bundles;
};

/// A family's series in one group: what `family` replaces, and what a delete of the group takes.
struct Bundle {
    std::uint32_t family = 0;
    std::uint32_t group = 0;
    std::uint32_t head = ~0u; ///< first series; SeriesRecord::nextInBundle leads on
    std::uint32_t series = 0;
};

struct SeriesRecord {
    std::uint32_t bundle = 0;
    std::uint32_t nextInBundle = ~0u;
    std::uint32_t labels = 0; ///< id of the label set
    std::uint16_t rule = 0; ///< 1-based place in the rule set; 0: none
};

/// Who there is: families, groups, label sets and series by identity; nothing about values. Guarded by its owner's
/// index lock, every function of it, but for what says otherwise.
class SeriesIndex {
public:
    static constexpr std::uint32_t kNone = ~0u;

    SeriesIndex() = default;
    SeriesIndex(const SeriesIndex&) = delete;
    SeriesIndex& operator=(const SeriesIndex&) = delete;
    ~SeriesIndex();

    [[nodiscard]] std::uint32_t findFamily(std::string_view name) const;
    std::uint32_t makeFamily(std::string_view name, MetricType type);
    /// To be changed: what was shown of families before is out of date.
    [[nodiscard]] FamilyRecord& changeFamily(std::uint32_t id)
    {
        ++m_familyChanges;
        return m_families[id];
    }
    /// Counts whatever a list of families and their series would show otherwise than before.
    [[nodiscard]] std::uint64_t familyChanges() const noexcept { return m_familyChanges; }
    [[nodiscard]] const FamilyRecord& family(std::uint32_t id) const { return m_families[id]; }
    /// All families by name.
    [[nodiscard]] const std::map<std::string, std::uint32_t, std::less<>>& families() const { return m_familyByName; }
    /// The name of a family whose samples would stand under the same names as those of a new `name` of that type.
    [[nodiscard]] std::optional<std::string> clash(std::string_view name, MetricType type) const;

    [[nodiscard]] std::uint32_t findGroup(std::string_view text) const;
    std::uint32_t makeGroup(const LabelSet& labels, std::string_view text);
    [[nodiscard]] const GroupRecord& group(std::uint32_t id) const { return m_groups[id]; }
    /// The numbers of groups are below this; those of none have an empty text and no series.
    [[nodiscard]] std::uint32_t groupEnd() const { return static_cast<std::uint32_t>(m_groups.size()); }
    [[nodiscard]] std::size_t groupCount() const { return m_groupByText.size(); }

    /// A series by family and canonical label text, or kNone.
    [[nodiscard]] std::uint32_t findSeries(
        std::uint32_t family, std::string_view labels, std::uint64_t labelsHash) const;
    /// Adds a series that is not there. The id is below seriesEnd().
    std::uint32_t makeSeries(
        std::uint32_t family, std::uint32_t group, std::string_view labels, std::uint64_t labelsHash);
    /// The same hash for every text, seeded per process; free of locks.
    [[nodiscard]] static std::uint64_t hashLabels(std::string_view labels) noexcept;

    [[nodiscard]] SeriesRecord& series(std::uint32_t id) { return m_series[id]; }
    [[nodiscard]] const SeriesRecord& series(std::uint32_t id) const { return m_series[id]; }
    [[nodiscard]] const Bundle& bundle(std::uint32_t id) const { return m_bundles[id]; }
    /// Whether all series of that family were created by that group.
    [[nodiscard]] bool isWhollyOf(std::string_view family, std::string_view group) const;
    [[nodiscard]] std::uint32_t findBundle(std::uint32_t family, std::uint32_t group) const;
    [[nodiscard]] std::uint32_t familyOf(std::uint32_t series) const
    {
        return m_bundles[m_series[series].bundle].family;
    }
    [[nodiscard]] std::uint32_t groupOf(std::uint32_t series) const { return m_bundles[m_series[series].bundle].group; }
    /// Canonical label text of a series: `a="b",c="d"`, escaped. The bytes stay until recycle() frees them.
    [[nodiscard]] std::string_view labelsOf(std::uint32_t series) const noexcept
    {
        const LabelText& text = m_labels[m_series[series].labels];
        return {text.data, text.size};
    }
    /// Fetches the label text of one series into the cache, and for two later ones what leads to it.
    void prefetchLabels(std::uint32_t text, std::uint32_t labels, std::uint32_t series) const noexcept
    {
        const char* bytes = m_labels[m_series[text].labels].data;
        __builtin_prefetch(bytes);
        __builtin_prefetch(bytes + 64);
        __builtin_prefetch(&m_labels[m_series[labels].labels]);
        __builtin_prefetch(&m_series[series]);
    }

    /// Takes series out. Their ids and texts are kept, so that scrapes up to the newest, number `scrape`, can read on,
    /// until recycle().
    void removeSeries(std::span<const std::uint32_t> ids, std::uint64_t scrape);
    /// The same, but leaves them in the lists of families and groups that keep others: for slices of a great removal,
    /// which would go through these lists again and again. tidy() is to follow; until then recycle() does nothing.
    void retireSeries(std::span<const std::uint32_t> ids, std::uint64_t scrape);
    /// Strikes out what retireSeries() has left listed.
    void tidy();
    /// Takes series out that nobody has seen: their ids are free at once.
    void discardSeries(std::span<const std::uint32_t> ids);
    [[nodiscard]] std::size_t retired() const { return m_retired.size(); }
    /// Frees the ids and texts of what was removed before scrape number `oldestScrape` began and before the last
    /// forgetRetired(), at most so many of them; whether there are more.
    bool recycle(std::uint64_t oldestScrape, std::size_t most = ~std::size_t{0});
    /// No push knows ids of removed series any more: recycle() may give them out again.
    void forgetRetired() { m_forgotten = m_retired.size(); }

    [[nodiscard]] std::uint32_t seriesEnd() const { return m_seriesEnd; }
    /// Whether that series has been taken out.
    [[nodiscard]] bool isOut(std::uint32_t series) const { return m_series[series].bundle == kNone; }
    [[nodiscard]] std::size_t seriesCount() const { return m_byIdentity.size(); }
    [[nodiscard]] std::vector<std::uint32_t> seriesOfBundle(std::uint32_t bundle) const;
    [[nodiscard]] std::vector<std::uint32_t> seriesOfFamily(std::uint32_t family) const;
    [[nodiscard]] std::size_t countOfFamily(std::uint32_t family) const
    {
        return m_families[family].members.size() - m_families[family].gone;
    }

private:
    struct LabelText {
        const char* data = nullptr;
        std::uint32_t size = 0;
        std::uint32_t uses = 0;
    };
    struct Retired {
        std::uint32_t series = 0;
        std::uint32_t labels = kNone; ///< a label set whose last use it was
        std::uint64_t scrape = 0; ///< newest scrape that may still look at it
    };
    [[nodiscard]] static std::uint64_t identityHash(std::uint32_t family, std::uint32_t labels) noexcept;
    [[nodiscard]] std::uint32_t findLabels(std::string_view text, std::uint64_t hash) const;
    std::uint32_t useLabels(std::string_view text, std::uint64_t hash);
    std::uint32_t useBundle(std::uint32_t family, std::uint32_t group);
    /// Who still lists series that are out.
    struct Untidy {
        std::vector<std::uint32_t> bundles;
        std::vector<std::uint32_t> families;
    };
    [[nodiscard]] Untidy takeOut(std::span<const std::uint32_t> ids, std::optional<std::uint64_t> scrape);
    void dropEmpty(Untidy& listing);
    void strikeOut(const Untidy& listing);
    std::uint32_t releaseLabels(std::uint32_t id);
    void freeLabels(std::uint32_t id);
    void unlinkFromBundle(std::uint32_t bundle);
    void strikeFromFamily(std::uint32_t family);
    void dropFamily(std::uint32_t family);
    void dropBundles(std::span<const std::uint32_t> bundles);
    void dropEmptyGroup(std::uint32_t id);

    std::deque<FamilyRecord> m_families; ///< changed by changeFamily() alone
    std::uint64_t m_familyChanges = 0;
    std::vector<std::uint32_t> m_freeFamilies;
    std::map<std::string, std::uint32_t, std::less<>> m_familyByName;
    std::deque<GroupRecord> m_groups;
    std::vector<std::uint32_t> m_freeGroups;
    std::map<std::string, std::uint32_t, std::less<>> m_groupByText;
    std::deque<Bundle> m_bundles;
    std::vector<std::uint32_t> m_freeBundles;
    absl::flat_hash_map<std::uint64_t, std::uint32_t> m_bundleByKey;
    ChunkedArray<SeriesRecord> m_series;
    std::vector<std::uint32_t> m_freeSeries;
    std::uint32_t m_seriesEnd = 0;
    IdTable m_byIdentity;
    ChunkedArray<LabelText> m_labels;
    std::vector<std::uint32_t> m_freeLabels;
    std::uint32_t m_labelsEnd = 0;
    IdTable m_labelsByText;
    Untidy m_untidy; ///< of retireSeries()
    std::deque<Retired> m_retired;
    std::size_t m_forgotten = 0; ///< the first so many of m_retired are known to no push
};

} // namespace cairn

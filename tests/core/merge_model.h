// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"
#include "core/rules/rule_set.h"
#include "tests/core/pushed_body.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cairn::test {

/// One line of an exposition: a comment, or a sample and its value.
struct ShownLine {
    std::string text; ///< the comment, or name and labels
    std::optional<long double> value;
    double tolerance = 0; ///< relative; 0: integers must be equal, other numbers nearly so
};

/// What merging means, in plain maps and with no thought of speed: the engine must come to the same, step by step.
/// Written from what the gateway promises, not from how the engine does it.
class MergeModel {
public:
    MergeModel(Profile profile, std::chrono::seconds ttl, RuleSetPtr rules);

    /// Merges, or answers why not and changes nothing.
    std::optional<std::string> push(const PushedBody& body, Instant now);
    void setRules(RuleSetPtr rules);
    [[nodiscard]] std::vector<ShownLine> scrape(Instant now) const;
    void expire(Instant now);

    /// Which series a reset takes: all that fulfil what is set.
    struct Which {
        std::optional<Selector> selector;
        std::optional<std::string> family;
        std::optional<LabelSet> group;
        std::optional<std::chrono::seconds> olderThan;
    };
    /// Answers how many went; restore() knows each removal by its number.
    std::size_t remove(const Which& which, Instant now);
    [[nodiscard]] std::size_t removals() const { return m_removed.size(); }
    void restore(std::size_t removal);

private:
    struct Compound {
        bool summary = false;
        std::map<double, long double> parts; ///< each bucket's own count by bound, or values by quantile
        std::optional<long double> sum;
        std::optional<long double> count; ///< of a summary; a histogram's is that of its buckets
        void add(const Compound& other);
        [[nodiscard]] Compound zero() const;
        [[nodiscard]] std::optional<Compound> since(const Compound& before) const;
        bool operator==(const Compound&) const = default;
    };
    /// A pushed value, or a merged one.
    struct Value {
        long double number = 0;
        std::optional<Compound> compound;
        void add(const Value& other);
    };
    struct Series {
        LabelSet group;
        ClearMode mode;
        Value value;
        std::uint64_t pushes = 0; ///< of mean
        std::vector<std::pair<std::int64_t, Value>> window; ///< all that was ever pushed, by slot
        Instant lastPush{0};
        const Rule* rule = nullptr;
    };
    struct Family {
        MetricType type = MetricType::Untyped;
        std::string help;
        bool canFall = false;
        std::map<std::string, std::pair<Labels, Series>> series; ///< by label text
    };
    struct Baseline {
        Value total;
        Instant lastPush{0};
        std::chrono::milliseconds ttl{0}; ///< of the series when it was pushed
    };
    /// A series of a push with all that decides what happens to it.
    struct Staged {
        std::string family;
        MetricType type = MetricType::Untyped;
        Labels labels;
        std::string key;
        ClearMode mode;
        const Rule* rule = nullptr;
        std::string source;
        Value value;
    };
    struct Removed {
        std::string family;
        MetricType type;
        std::string help;
        Labels labels;
        Series series;
    };
    using Families = std::map<std::string, Family>;
    using Refused = std::optional<std::string>;

    Refused stageFamily(
        const PushedBody& body, const PushedFamily& family, std::vector<Staged>& staged, Instant now) const;
    Refused stageSeries(const PushedBody& body, const PushedFamily& family, MetricType type, const PushedSeries& series,
        std::map<std::string, std::string>& seen, std::vector<Staged>& staged) const;
    Refused checkNew(const std::vector<Staged>& staged) const;
    [[nodiscard]] static Refused checkCompound(
        const PushedSeries& pushed, bool summary, const ClearMode& mode, Value& value);
    [[nodiscard]] bool isCreatedBeside(const PushedBody& body, const std::string& family, MetricType type) const;
    void merge(const Staged& staged, const LabelSet& group, Instant now);
    void mergeInto(Series& series, bool isNew, const ClearMode& mode, const Value& value, Instant now);
    Value increase(const Staged& staged, Instant now);
    void replaceFamilies(const std::vector<Staged>& staged, const LabelSet& group);
    void dropEmptyFamilies();
    void combine(Series& series, const Series& removed);
    [[nodiscard]] std::chrono::milliseconds ttlOf(const Rule* rule) const;
    [[nodiscard]] static std::optional<Value> shown(const Series& series, Instant now);
    [[nodiscard]] static bool showsNegative(const Family& family, Instant now);
    static bool clashes(const std::string& a, MetricType typeA, const std::string& b, MetricType typeB);
    [[nodiscard]] const Rule* ruleOf(const std::string& family, MetricType type, const Labels& labels) const;

    Profile m_profile;
    std::chrono::milliseconds m_ttl;
    RuleSetPtr m_rules;
    Families m_families;
    std::map<std::tuple<std::string, std::string, std::string>, Baseline> m_baselines; ///< family, labels, source
    std::vector<std::vector<Removed>> m_removed;
};

} // namespace cairn::test

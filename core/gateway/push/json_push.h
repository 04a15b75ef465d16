// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/merge_report.h"
#include "core/aggregation/push_error.h"
#include "core/gateway/web/query.h"
#include "core/model/label.h"
#include "core/model/metric_type.h"
#include "core/model/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// A sample that a script pushes: a number, or a histogram or summary as one.
struct PlainSample {
    LabelSet labels;
    std::optional<double> value;
    std::vector<std::pair<double, double>> parts; ///< cumulative counts by bound, or values by quantile; ascending
    std::optional<double> sum;
    std::optional<double> count;
    std::size_t at = 0; ///< where it begins in the body that it was read from
    bool operator==(const PlainSample&) const = default;
};

struct PlainFamily {
    std::string name;
    MetricType type = MetricType::Untyped;
    std::string help;
    std::vector<PlainSample> samples;
    std::size_t at = 0; ///< likewise
    bool operator==(const PlainFamily&) const = default;
};

/// Reads `{"families":[{"name":…,"type":…,"help":…,"samples":[…]}]}`. Samples are `{"labels":{…},"value":…}`, those of
/// a histogram `{"labels":{…},"buckets":{"0.1":1,"+Inf":2},"sum":…,"count":…}`, of a summary the same with "quantiles"
/// or neither. Keys come in any order. Type, help and labels may be missing; the type is then untyped. Types are read
/// as behind `# TYPE`: in any case, `unknown` is untyped. Numbers are JSON's, or "NaN", "+Inf" and "-Inf"; each becomes
/// the double nearest to the digits that stand there (so whole numbers are exact to 2^53), and one beyond all doubles
/// is an error. Unknown keys, wrong types, keys and bounds that stand twice, half surrogate pairs: errors with the line
/// and the place, `families[0].samples[2]`. Names and values are not judged here: that is up to whoever merges them.
[[nodiscard]] Result<std::vector<PlainFamily>, PushError> readJsonPush(std::string_view body);

/// Reads `name=…&value=…&label.x=…` as one counter; `value` is 1 where it is missing, finite, and not below zero.
/// `dry_run` and `explain` are passed over, other parameters and doubled ones are errors of one line.
[[nodiscard]] Result<std::vector<PlainFamily>, std::string> readIncrement(const std::vector<QueryParameter>& query);

/// The same families as text, the way the engine reads them fastest, and where each line came from.
class PlainText {
public:
    /// Of families that nobody has written down.
    explicit PlainText(const std::vector<PlainFamily>& families);
    /// Of families that were read from `json`, which outlives this.
    PlainText(const std::vector<PlainFamily>& families, std::string_view json);
    [[nodiscard]] const std::string& body() const noexcept { return m_body; }
    /// The error with line and place of what its sender has written, instead of a line and a text that only we have.
    [[nodiscard]] PushError placed(PushError error) const;
    /// The report with lines of what its sender has written; 0 where nobody has.
    [[nodiscard]] MergeReport placed(MergeReport report) const;

private:
    struct Place {
        static constexpr std::size_t kNoSample = ~std::size_t{0}; ///< the family itself
        std::size_t family = 0;
        std::size_t sample = 0;
        int firstLine = 0;
        std::size_t at = 0; ///< in the JSON
    };
    [[nodiscard]] const Place* placeOf(int line) const;
    void addFamily(const PlainFamily& family);
    void addSample(const PlainFamily& family, const PlainSample& sample);
    void addLine(const PlainFamily& family, std::string_view suffix, const std::string& labels, double value);
    void endLine();

    std::optional<std::string_view> m_json;
    std::string m_body;
    int m_line = 1; ///< that is written next
    std::vector<Place> m_places; ///< by line, ascending
};

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/openmetrics_metric.h"
#include "core/exposition/series_syntax.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace cairn::detail {

/// What the lines of an OpenMetrics body are to each other: families in one place, metadata before samples and once,
/// names that fit their type and clash with no other's, metrics in one place (OpenMetrics 1.0, sections MetricFamily
/// and Metric). The functions answer false to refuse; refusal() says why, and isOfMetricBefore() that the metric is to
/// blame that the line ended.
class OpenMetricsFamilies {
public:
    explicit OpenMetricsFamilies(SeriesSyntax& syntax) : m_syntax(syntax) { }

    [[nodiscard]] bool type(std::string_view family, MetricType type);
    [[nodiscard]] bool help(std::string_view family);
    [[nodiscard]] bool unit(std::string_view family, std::string_view unit);
    [[nodiscard]] bool sample(const SeriesText& series);
    /// Of the sample that came last.
    [[nodiscard]] bool value(double value, const ExemplarView* exemplar);
    /// The body is over.
    [[nodiscard]] bool close();
    /// Lines follow that do not follow what was read last.
    void forget();

    [[nodiscard]] const std::string& refusal() const noexcept { return m_refusal; }
    [[nodiscard]] bool isOfMetricBefore() const noexcept { return m_isOfMetricBefore; }

    /// Of the current family, if there is one.
    [[nodiscard]] bool isOpen() const noexcept { return !m_name.empty(); }
    [[nodiscard]] bool isMetricOpen() const noexcept { return m_metric.isOpen(); }
    [[nodiscard]] bool isOther(std::string_view family) const noexcept { return m_name != family; }
    [[nodiscard]] bool isTyped() const noexcept { return m_typeSeen; }
    [[nodiscard]] int serial() const noexcept { return m_serial; } ///< changes with the family
    [[nodiscard]] OpenMetricsPart part() const noexcept { return m_part; } ///< of the last sample
    /// The family's name in text 0.0.4, once its type is known.
    [[nodiscard]] std::string_view textName();

private:
    bool describe(std::string_view family, bool& seen, std::string_view keyword);
    bool beginFamily(std::string_view name);
    bool claim(std::string_view name);
    bool checkUnit();
    bool refuseName(std::string_view name);
    bool beginMetric(const SeriesText& series);
    bool closeMetric();
    bool makeKey(const SeriesText& series, std::string_view own);
    [[nodiscard]] std::string_view ownLabel() const;
    bool refuse(std::string message);
    bool checked(std::string wrong) { return wrong.empty() || refuse(std::move(wrong)); }

    SeriesSyntax& m_syntax;
    int m_serial = 0;
    std::string_view m_name;
    std::string_view m_textName;
    std::string_view m_unit;
    MetricType m_type = MetricType::Untyped;
    bool m_typeSeen = false;
    bool m_unitSeen = false;
    bool m_helpSeen = false;
    bool m_samplesSeen = false;

    OpenMetricsPart m_part = OpenMetricsPart::Value;
    OpenMetricsMetric m_metric;
    std::vector<LabelView> m_labels; // scratch
    std::string m_key;
    std::unordered_set<std::string> m_keys; // of the metrics of this family

    std::unordered_map<std::string, std::string_view> m_owners; // of names that no other family may use
    std::string m_refusal;
    bool m_isOfMetricBefore = false;
};

} // namespace cairn::detail

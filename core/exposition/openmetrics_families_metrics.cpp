// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/openmetrics_families.h"

#include <algorithm>

namespace cairn::detail {

/// The label that tells samples of one metric apart.
std::string_view OpenMetricsFamilies::ownLabel() const
{
    if (m_part == OpenMetricsPart::Bucket)
        return "le";
    if (m_part == OpenMetricsPart::Quantile)
        return "quantile";
    return m_type == MetricType::StateSet ? m_name : std::string_view();
}

bool OpenMetricsFamilies::beginMetric(const SeriesText& series)
{
    const std::string_view own = ownLabel();
    const auto label = std::ranges::find(series.labels, own, &LabelView::name);
    if (!own.empty() && label == series.labels.end())
        return refuse("expected a label " + quoted(own) + " of " + std::string(openMetricsName(m_type)) + ' '
            + quoted(m_name) + ", found none");
    if (!makeKey(series, own))
        return false;
    return m_part != OpenMetricsPart::Bucket || checked(m_metric.bound(label->value));
}

/// Goes on with the metric of these labels, or begins it, if it was not there before.
bool OpenMetricsFamilies::makeKey(const SeriesText& series, std::string_view own)
{
    m_key.clear();
    const bool isOneSample = m_type == MetricType::Gauge || m_type == MetricType::Untyped || m_type == MetricType::Info;
    if (isOneSample) { // then a second is a duplicate, whatever stands between
        m_metric.begin(m_name, m_type, m_key);
        return true;
    }
    m_labels.clear();
    for (const LabelView& label : series.labels) {
        if (label.name != own && !label.value.empty()) // an empty value is no label
            m_labels.push_back(label);
    }
    std::ranges::sort(m_labels);
    for (const LabelView& label : m_labels) // 0xff is in no UTF-8
        m_key.append(label.name).append(1, '\xff').append(label.value).append(1, '\xff');
    if (m_metric.isSame(m_key))
        return true;
    if (!closeMetric())
        return false;
    if (!m_keys.insert(m_key).second)
        return refuse("expected all samples of a metric in one place, found more of one of "
            + std::string(openMetricsName(m_type)) + ' ' + quoted(m_name) + " behind those of another");
    m_metric.begin(m_name, m_type, m_key);
    return true;
}

bool OpenMetricsFamilies::closeMetric()
{
    if (checked(m_metric.close()))
        return true;
    m_isOfMetricBefore = true;
    return false;
}

} // namespace cairn::detail

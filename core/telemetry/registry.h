// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"
#include "core/model/metric_type.h"
#include "core/telemetry/metric.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cairn {

/// Cairn's own numbers, by name and labels. What is asked for again is the same metric; it lives as long as the
/// registry. Names and labels are our own and valid; a name keeps its type and bounds (checked by assert). Asking locks
/// and is not for the hot path: keep the reference. Safe from any thread.
class Registry {
public:
    using Labels = std::initializer_list<LabelView>;

    Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
    Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
    Histogram& histogram(
        std::string_view name, std::string_view help, std::span<const double> bounds, Labels labels = {});
    /// A counter kept elsewhere (by the kernel, by a snapshot): whoever keeps it sets the total.
    Gauge& total(std::string_view name, std::string_view help, Labels labels = {});

    /// One counter for each known value of a label, at 0 from the start; in the order of `values`.
    [[nodiscard]] std::vector<Counter*> counters(
        std::string_view name, std::string_view help, std::string_view label, std::span<const std::string_view> values);

    /// `refresh` runs before each rendering, to set what is only measured then. It must outlive the registry's use and
    /// may not ask for metrics.
    void beforeRender(std::function<void()> refresh);

    /// Which families are rendered; empty: all.
    using Wanted = std::function<bool(std::string_view name)>;
    /// All metrics as text 0.0.4, families by name, series by labels.
    [[nodiscard]] std::string render(const Wanted& wanted = {}) const;
    /// The same as OpenMetrics 1.0.
    [[nodiscard]] std::string renderOpenMetrics(const Wanted& wanted = {}) const;
    /// The same as delimited protobuf.
    [[nodiscard]] std::string renderProtobuf(const Wanted& wanted = {}) const;

private:
    using Metric = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>, std::unique_ptr<Histogram>>;
    struct Family {
        MetricType type = MetricType::Untyped;
        std::string help;
        std::vector<std::string> boundTexts; ///< of histograms
        std::map<std::string, Metric> series; ///< by their escaped label block
    };
    template <typename Writer>
    void renderTo(Writer& writer, const Wanted& wanted) const;
    template <typename M, typename... Arguments>
    M& ask(std::string_view name, std::string_view help, MetricType type, Labels labels, const Arguments&... arguments);

    mutable std::mutex m_mutex; ///< guards the two below
    std::map<std::string, Family, std::less<>> m_families;
    std::vector<std::function<void()>> m_refreshes;
};

} // namespace cairn

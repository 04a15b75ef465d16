// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/gateway_meter.h"

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace cairn {

namespace {

constexpr std::int64_t kRateSeconds = 5;

double seconds(const timeval& time) noexcept
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

ProcessUse processUse()
{
    ProcessUse use;
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        use.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    std::ifstream in("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    if (in >> pages >> resident) {
        const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
        use.virtualBytes = pages * page;
        use.residentBytes = resident * page;
    }
    return use;
}

void GatewayMeter::tick(Instant now)
{
    const EngineStats stats = m_uses.engine.stats();
    const SelfMetrics::PushTotals totals = m_uses.metrics.pushTotals();
    const ProcessUse use = processUse();
    const double connections = m_uses.connections();
    const double scrapes = m_uses.scrapes();
    const std::int64_t second = now.count() / 1000;
    const std::scoped_lock lock(m_mutex);
    m_second = second;
    double refusals = 0;
    for (const auto& [reason, count] : totals.refusals) {
        set("refusals:" + std::string(reason), second, static_cast<double>(count), true);
        refusals += static_cast<double>(count);
    }
    set("refusals", second, refusals, true);
    set("pushes", second, static_cast<double>(totals.pushes), true);
    set("samples", second, static_cast<double>(totals.samples), true);
    set("created", second, static_cast<double>(totals.created), true);
    set("dropped", second, static_cast<double>(totals.dropped), true);
    set("scrapes", second, scrapes, true);
    set("cpu", second, use.cpuSeconds, true);
    set("series", second, static_cast<double>(stats.series), false);
    set("families", second, static_cast<double>(stats.families), false);
    set("groups", second, static_cast<double>(stats.groups), false);
    set("window_bytes", second, static_cast<double>(stats.sideBytes), false);
    set("resident_bytes", second, use.residentBytes, false);
    set("connections", second, connections, false);
}

void GatewayMeter::set(std::string_view name, std::int64_t second, double value, bool isTotal)
{
    auto at = m_lines.find(name);
    if (at == m_lines.end())
        at = m_lines.emplace(name, Line()).first;
    at->second.isTotal = isTotal;
    at->second.hasOccurred |= value != 0;
    at->second.values.set(second, value);
}

double GatewayMeter::rate(std::string_view line) const
{
    const std::scoped_lock lock(m_mutex);
    const auto at = m_lines.find(line);
    return at == m_lines.end() ? 0 : at->second.values.rate(m_second, kRateSeconds).value_or(0);
}

std::optional<std::vector<std::optional<double>>> GatewayMeter::points(
    std::string_view line, std::int64_t first, std::int64_t last) const
{
    const std::scoped_lock lock(m_mutex);
    const auto at = m_lines.find(line);
    if (at == m_lines.end())
        return {};
    return at->second.isTotal ? at->second.values.rates(first, last) : at->second.values.points(first, last);
}

std::vector<std::string> GatewayMeter::names(std::string_view prefix) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<std::string> names;
    for (auto at = m_lines.lower_bound(prefix); at != m_lines.end() && at->first.starts_with(prefix); ++at) {
        if (at->second.hasOccurred)
            names.push_back(at->first);
    }
    return names;
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/audit_log.h"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::size_t kMost = 1000;
constexpr std::array<std::string_view, 5> kActions{"", "reset", "undo", "wipe", "rules"};

} // namespace

void AuditLog::add(Act act)
{
    if (act.series)
        m_log.warn(
            "Administered", {{"action", act.action}, {"from", act.from}, {"series", *act.series}, {"what", act.text}});
    else
        m_log.warn("Administered", {{"action", act.action}, {"from", act.from}, {"what", act.text}});
    const std::scoped_lock lock(m_mutex);
    m_entries.push_front({++m_last, m_wall(), std::move(act)});
    if (m_entries.size() > kMost)
        m_entries.pop_back();
}

void AuditLog::write(JsonWriter& json, const Entry& entry, double wall)
{
    json.beginObject();
    json.member("id", entry.id);
    json.member("time", entry.time);
    json.member("age_seconds", std::max(wall - entry.time, 0.0));
    json.member("action", entry.act.action);
    json.member("by", ""); // there are no users yet
    json.member("from", entry.act.from);
    json.member("text", entry.act.text);
    if (entry.act.reset)
        json.member("reset", *entry.act.reset);
    if (entry.act.series)
        json.member("series", *entry.act.series);
    json.endObject();
}

ApiAnswer AuditLog::list(ApiRequest& request) const
{
    Parameters& parameters = request.parameters;
    const std::string_view action = parameters.choice("action", kActions);
    const std::string search = parameters.search();
    const std::uint64_t before = parameters.count("before", ~std::uint64_t{0});
    const PageOrder page = parameters.page();
    if (parameters.problem())
        return Failure{*parameters.problem()};
    ApiData data;
    JsonWriter& json = data.json();
    const double wall = m_wall();
    std::size_t total = 0;
    std::size_t shown = 0;
    json.beginObject();
    json.key("audit");
    json.beginArray();
    const std::scoped_lock lock(m_mutex);
    for (const Entry& entry : m_entries) {
        if ((!action.empty() && entry.act.action != action)
            || !(containsText(entry.act.text, search) || containsText(entry.act.from, search)))
            continue;
        ++total;
        if (entry.id < before && shown < page.limit) {
            write(json, entry, wall);
            ++shown;
        }
    }
    json.endArray();
    json.member("total", total);
    json.endObject();
    return data.finish();
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/hint_book.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/api/page.h"
#include "core/gateway/api/value_json.h"

#include <optional>

namespace cairn {

namespace {

constexpr std::size_t kMostTrails = 2000;
constexpr std::size_t kMostHints = 100;
constexpr std::size_t kMostLooked = 200; // of one push
constexpr std::uint32_t kLongEnough = 5;
constexpr Instant kPatience = std::chrono::minutes(10);

/// What a push says a series has come to, where adding up would be wrong if it were a total.
std::optional<double> totalOf(const MergeEntry& entry)
{
    if (entry.mode.kind != ClearMode::Kind::Aggregate)
        return {};
    if (entry.type == MetricType::Counter || entry.type == MetricType::Untyped)
        return entry.pushed.number;
    if (isCompound(entry.type) && entry.pushed.compound)
        return entry.pushed.compound->count;
    return {};
}

std::string ruleFor(const std::string& family)
{
    std::string match = family;
    if (!isMetricName(family)) {
        match = "{";
        appendLabelName(match, family);
        match += '}';
        for (std::size_t at = match.find('\''); at != std::string::npos; at = match.find('\'', at + 2))
            match.insert(at, 1, '\''); // as YAML wants it in single quotes
    }
    return "- match: '" + match + "'\n  mode: increase\n";
}

} // namespace

void HintBook::step(Trail& trail, double total)
{
    trail.seen = m_now();
    ++trail.pushes;
    if (trail.pushes > 1 && total < trail.last) {
        ++trail.falls;
        trail.run = 0;
        trail.grown = 0;
    }
    ++trail.run;
    trail.grown += trail.pushes > 1 && total > trail.last ? 1 : 0;
    trail.last = total;
}

// A client that starts again falls now and then; what is counted anew for each push falls half the time. The same count
// every time is no total either.
bool HintBook::looksLikeTotal(const Trail& trail) noexcept
{
    return trail.run >= kLongEnough && trail.grown * 2 >= trail.run && trail.falls * 10 <= trail.pushes;
}

void HintBook::look(const std::string& group, const MergeReport& report)
{
    std::vector<std::string> news;
    {
        const std::scoped_lock lock(m_mutex);
        for (std::size_t i = 0; i < report.entries.size() && i < kMostLooked; ++i) {
            const MergeEntry& entry = report.entries[i];
            if (entry.mode.kind == ClearMode::Kind::Increase) // somebody has taken the hint
                m_hints.erase({entry.family, group});
            const auto total = totalOf(entry);
            if (!total)
                continue;
            const std::string key = group + '\n' + entry.family + '\n' + entry.labels;
            auto at = m_trails.find(key);
            if (at == m_trails.end() && m_trails.size() < kMostTrails)
                at = m_trails.emplace(key, Trail()).first;
            if (at == m_trails.end())
                continue;
            step(at->second, *total);
            const Place place{entry.family, group};
            const auto known = m_hints.find(place);
            if (!looksLikeTotal(at->second)) {
                if (known != m_hints.end() && known->second.labels == entry.labels)
                    m_hints.erase(known);
            } else if (known != m_hints.end() || m_hints.size() < kMostHints) {
                m_hints[place] = {entry.labels, at->second.run, m_wall()};
                if (known == m_hints.end())
                    news.push_back(entry.family);
            }
        }
    }
    for (const std::string& family : news) {
        std::string member;
        JsonWriter(member).member("family", family);
        m_changes.publish(ChangeKind::Hint, std::move(member));
    }
}

void HintBook::writeHint(JsonWriter& json, const Place& place, const Hint& hint)
{
    json.beginObject();
    json.member("kind", "running_total");
    json.member("family", place.first);
    json.member("labels_text", hint.labels);
    json.key("group");
    writeGroup(json, place.second);
    json.member("pushes", hint.pushes);
    json.member("time", hint.time);
    json.member("text",
        "Looks like a running total: the last " + std::to_string(hint.pushes)
            + " pushes that were looked at were each at least the one before, and all are added up. The mode increase "
              "adds what each push has grown by.");
    json.member("rule", ruleFor(place.first));
    json.endObject();
}

void HintBook::write(JsonWriter& json, std::string_view family) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<std::pair<Place, Hint>> hints;
    for (const auto& [place, hint] : m_hints) {
        if (family.empty() || place.first == family)
            hints.emplace_back(place, hint);
    }
    sortRows(hints, true, [](const auto& hint) { return std::optional(hint.second.time); });
    json.beginArray();
    for (const auto& [place, hint] : hints)
        writeHint(json, place, hint);
    json.endArray();
}

void HintBook::rest()
{
    const std::scoped_lock lock(m_mutex);
    const Instant now = m_now();
    const auto isOld = [now](const auto& trail) { return now - trail.second.seen > kPatience; };
    absl::erase_if(m_trails, isOld);
    const double wall = m_wall();
    const double patience = std::chrono::duration<double>(kPatience).count();
    std::erase_if(m_hints, [&](const auto& hint) { return wall - hint.second.time > patience; });
}

} // namespace cairn

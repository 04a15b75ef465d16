// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/own_metrics.h"

#include "core/exposition/escaping.h"

#include <algorithm>
#include <vector>

namespace cairn {

namespace {

using Syntax = ScrapeFormat::Syntax;

std::string render(const Registry& registry, ScrapeFormat format, const Registry::Wanted& wanted)
{
    switch (format.syntax) {
    case Syntax::OpenMetrics100: return registry.renderOpenMetrics(wanted);
    case Syntax::Protobuf: return registry.renderProtobuf(wanted);
    default: return registry.render(wanted);
    }
}

std::string_view withoutTotal(std::string_view name)
{
    constexpr std::string_view kTotal = "_total";
    return name.ends_with(kTotal) ? name.substr(0, name.size() - kTotal.size()) : name;
}

/// Whether one name is the other, with or without a suffix.
bool overlaps(std::string_view a, std::string_view b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '_');
}

/// What pushed families may be called on a page, if that begins as a name of our own does.
std::vector<std::string> namesLikeOurs(const Snapshot& pushed)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < pushed.families(); ++i) {
        const std::string& name = pushed.family(i).name;
        if (name.starts_with("cairn") || name.starts_with("process"))
            names.push_back(escapeName(name, Escaping::Underscores, NameKind::Metric));
    }
    return names;
}

} // namespace

std::string ownMetrics(const Registry& registry, ScrapeFormat format)
{
    return render(registry, format, {});
}

std::string ownMetricsBeside(const Registry& registry, ScrapeFormat format, const Snapshot& pushed)
{
    constexpr std::string_view kEnd = "# EOF\n";
    const std::vector<std::string> names = namesLikeOurs(pushed);
    std::string page = render(registry, format, [&names](std::string_view own) {
        return std::ranges::none_of(
            names, [own](const std::string& name) { return overlaps(withoutTotal(own), withoutTotal(name)); });
    });
    if (format.syntax == Syntax::OpenMetrics100 && page.ends_with(kEnd))
        page.resize(page.size() - kEnd.size());
    return page;
}

} // namespace cairn

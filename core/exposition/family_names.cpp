// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/family_names.h"

#include "core/exposition/openmetrics_writer.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>

namespace cairn {

namespace {

using Syntax = ScrapeFormat::Syntax;

constexpr std::string_view kCreated = "_created";

/// Whether samples of a family of that type may end so. No suffix is the end of another, so two families can only meet
/// where they have one name, or where one's name is the other's with a suffix.
bool hasSuffix(MetricType type, std::string_view suffix, bool openMetrics) noexcept
{
    if (suffix == "_sum" || suffix == "_count")
        return type == MetricType::Histogram || type == MetricType::Summary;
    if (suffix == "_bucket")
        return hasBuckets(type);
    if (suffix == "_gsum" || suffix == "_gcount")
        return type == MetricType::GaugeHistogram;
    if (!openMetrics)
        return false;
    if (suffix == kCreated)
        return type == MetricType::Counter || type == MetricType::Histogram || type == MetricType::Summary;
    return (suffix == "_total" && type == MetricType::Counter) || (suffix == "_info" && type == MetricType::Info);
}

class Naming {
public:
    Naming(std::span<const FamilyToName> families, ScrapeFormat format)
        : m_format(format), m_openMetrics(format.syntax == Syntax::OpenMetrics100)
    {
        m_entries.reserve(families.size());
        for (const FamilyToName& family : families)
            m_entries.push_back(entryOf(family));
    }

    FamilyNames settle()
    {
        while (round()) { }
        FamilyNames names;
        for (Entry& entry : m_entries) {
            names.clashes += entry.form == Form::Unambiguous && entry.shown != askedName(entry.own) ? 1 : 0;
            names.families.push_back({std::move(entry.shown), entry.type, entry.created, entry.isLeftOut});
        }
        return names;
    }

private:
    enum class Form : std::uint8_t { Asked, Unambiguous };
    struct Entry {
        std::string_view own;
        std::string shown; ///< empty: own
        MetricType type = MetricType::Untyped;
        bool isShown = true;
        bool isLeftOut = false;
        bool isInParts = false;
        Form form = Form::Asked;
        std::uint32_t created = FamilyNaming::kNone;

        [[nodiscard]] std::string_view name() const noexcept { return shown.empty() ? own : std::string_view(shown); }
        [[nodiscard]] bool isEscaped() const noexcept { return !shown.empty(); }
    };
    enum class Remedy : std::uint8_t { None, Untype, Rename, LeaveOut };

    [[nodiscard]] Entry entryOf(const FamilyToName& family) const
    {
        Entry entry;
        entry.own = family.name;
        entry.shown = askedName(family.name);
        entry.type = family.type;
        entry.isShown = family.isShown;
        entry.isInParts = family.isInParts;
        if (entry.isEscaped() && m_format.escaping == Escaping::Values)
            entry.form = Form::Unambiguous;
        return entry;
    }

    /// Empty where the name stays.
    [[nodiscard]] std::string askedName(std::string_view own) const
    {
        if (m_format.escaping == Escaping::AllowUtf8 || isClassicName(own, NameKind::Metric))
            return {};
        return escapeName(own, m_format.escaping, NameKind::Metric);
    }

    [[nodiscard]] OpenMetricsFamily familyOf(const Entry& entry) const noexcept
    {
        return m_openMetrics ? openMetricsFamily(entry.name(), entry.type)
                             : OpenMetricsFamily{entry.name(), entry.type};
    }

    /// Finds all that meet, then helps them; says whether anything changed.
    bool round()
    {
        m_remedies.assign(m_entries.size(), Remedy::None);
        findTwins();
        for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
            m_entries[i].created = FamilyNaming::kNone;
            m_entries[i].isLeftOut = !m_entries[i].isShown;
        }
        for (std::uint32_t i = 0; i < m_entries.size(); ++i)
            findBase(i);
        bool changed = false;
        for (std::uint32_t i = 0; i < m_entries.size(); ++i)
            changed |= apply(m_remedies[i], m_entries[i]);
        return changed;
    }

    void findTwins()
    {
        m_byName.clear();
        m_byName.reserve(m_entries.size());
        for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
            if (!m_entries[i].isShown)
                continue;
            const auto [it, isFirst] = m_byName.try_emplace(familyOf(m_entries[i]).name, i);
            if (!isFirst)
                helpTwins(it->second, i);
        }
    }

    void findBase(std::uint32_t i)
    {
        const OpenMetricsFamily family = familyOf(m_entries[i]);
        const std::size_t underscore = family.name.rfind('_');
        if (underscore == std::string_view::npos || underscore == 0)
            return;
        const std::string_view suffix = family.name.substr(underscore);
        const auto base = m_byName.find(family.name.substr(0, underscore));
        if (base == m_byName.end() || base->second == i
            || !hasSuffix(familyOf(m_entries[base->second]).type, suffix, m_openMetrics)
            || (suffix == kCreated
                && m_entries[base->second].isInParts)) // parts are unknown: nothing knows their birth
            return;
        if (suffix == kCreated && (family.type == MetricType::Gauge || family.type == MetricType::Untyped)) {
            m_entries[base->second].created = i;
            m_entries[i].isLeftOut = true;
        } else if (m_entries[i].isShown) {
            helpSuffixed(i, base->second);
        }
    }

    void helpTwins(std::uint32_t a, std::uint32_t b)
    {
        if (m_entries[a].name() == m_entries[b].name() || !(mayUntype(a) || mayUntype(b)))
            rename(a, b);
        else if (mayUntype(a) && (!mayUntype(b) || m_entries[a].type == MetricType::Info))
            m_remedies[a] = Remedy::Untype;
        else
            m_remedies[b] = Remedy::Untype;
    }

    void helpSuffixed(std::uint32_t longer, std::uint32_t base)
    {
        if (mayUntype(longer))
            m_remedies[longer] = Remedy::Untype;
        else if (mayUntype(base))
            m_remedies[base] = Remedy::Untype;
        else
            rename(longer, base);
    }

    /// Those that were escaped, or else the first that can be.
    void rename(std::uint32_t a, std::uint32_t b)
    {
        const bool mayA = mayRename(a);
        const bool mayB = mayRename(b);
        const bool escapedA = mayA && m_entries[a].isEscaped();
        const bool escapedB = mayB && m_entries[b].isEscaped();
        if (escapedA || (mayA && !escapedB))
            m_remedies[a] = Remedy::Rename;
        if (escapedB || (mayB && !mayA))
            m_remedies[b] = Remedy::Rename;
        if (!mayA && !mayB)
            m_remedies[a] = Remedy::LeaveOut;
    }

    [[nodiscard]] bool mayUntype(std::uint32_t i) const noexcept
    {
        const MetricType type = familyOf(m_entries[i]).type;
        return m_openMetrics && (type == MetricType::Counter || type == MetricType::Info);
    }
    [[nodiscard]] bool mayRename(std::uint32_t i) const noexcept { return m_entries[i].form == Form::Asked; }

    static bool apply(Remedy remedy, Entry& entry)
    {
        switch (remedy) {
        case Remedy::None: return false;
        case Remedy::Untype:
            entry.type = entry.type == MetricType::Info ? MetricType::Gauge : MetricType::Untyped;
            break;
        case Remedy::Rename:
            entry.shown = unambiguousName(entry.own, NameKind::Metric);
            entry.form = Form::Unambiguous;
            break;
        case Remedy::LeaveOut: entry.isShown = false; break;
        }
        return true;
    }

    ScrapeFormat m_format;
    bool m_openMetrics;
    std::vector<Entry> m_entries;
    std::vector<Remedy> m_remedies;
    absl::flat_hash_map<std::string_view, std::uint32_t> m_byName; ///< of this round's names
};

} // namespace

FamilyNames nameFamilies(std::span<const FamilyToName> families, ScrapeFormat format)
{
    const auto isPlain = [](const FamilyToName& family) { return isClassicName(family.name, NameKind::Metric); };
    const bool escapes = format.escaping != Escaping::AllowUtf8;
    if (format.syntax != Syntax::OpenMetrics100 && (!escapes || std::ranges::all_of(families, isPlain)))
        return {};
    return Naming(families, format).settle();
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/snapshot_writer.h"

#include "core/aggregation/label_text.h"
#include "core/model/label.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <type_traits>

namespace cairn {

namespace {

using Syntax = ScrapeFormat::Syntax;
using AnyTarget = std::variant<TextTarget, OpenMetricsTarget, ProtobufTarget>;

AnyTarget targetFor(ScrapeFormat format)
{
    if (format.syntax == Syntax::OpenMetrics100)
        return AnyTarget(std::in_place_type<OpenMetricsTarget>, format);
    if (format.syntax == Syntax::Protobuf)
        return AnyTarget(std::in_place_type<ProtobufTarget>, format);
    return AnyTarget(std::in_place_type<TextTarget>, format);
}

CompoundSlice sliceOf(const CompoundRecord& record, const BucketLayout& layout, const double* all, const double& sum)
{
    return {record, layout, {all + record.firstSlot(), record.slots}, record.hasSum ? &sum : nullptr,
        record.hasCount ? all + record.offset : nullptr};
}

bool hasPart(const CompoundSlice& slice, OpenMetricsPart part) noexcept
{
    switch (part) {
    case OpenMetricsPart::Values: return !slice.slots.empty();
    case OpenMetricsPart::Count: return !slice.record.summary || slice.count != nullptr;
    default: return slice.sum != nullptr;
    }
}

} // namespace

/// How much one piece may take: bytes, and series looked at, for where a filter lets nothing through there is work
/// without output.
class SnapshotWriter::Budget {
public:
    Budget(const std::string& out, std::size_t bytes) : m_out(out), m_wanted(out.size() + bytes) { }
    bool spend() noexcept { return m_out.size() < m_wanted && ++m_seen < kMostSeen; }
    [[nodiscard]] bool isSpent() const noexcept { return m_out.size() >= m_wanted || m_seen >= kMostSeen; }

private:
    static constexpr int kMostSeen = 8192;
    const std::string& m_out;
    std::size_t m_wanted;
    int m_seen = 0;
};

SnapshotWriter::SnapshotWriter(Snapshot snapshot, SnapshotFilter filter, ScrapeFormat format)
    : m_snapshot(std::move(snapshot)), m_filter(std::move(filter)), m_format(format), m_target(targetFor(format))
{
    m_names = nameFamilies();
}

std::shared_ptr<const FamilyNames> SnapshotWriter::nameFamilies()
{
    if (m_format.syntax == Syntax::OpenMetrics100 && m_snapshot.mayHaveFractions())
        noteParts();
    if (showsAllAsTheyAre())
        return m_snapshot.names(m_format);
    std::vector<FamilyToName> families;
    families.reserve(m_snapshot.families());
    for (std::size_t i = 0; i < m_snapshot.families(); ++i) {
        const Snapshot::Family& family = m_snapshot.family(i);
        families.push_back({family.name, typeOf(i), mayBeWanted(family), isInParts(i)});
    }
    return std::make_shared<const FamilyNames>(cairn::nameFamilies(families, m_format));
}

void SnapshotWriter::noteParts()
{
    m_inParts.resize(m_snapshot.families());
    for (std::size_t i = 0; i < m_snapshot.families(); ++i)
        m_inParts[i] = hasFractions(i);
}

/// Then names depend on nothing but the families.
bool SnapshotWriter::showsAllAsTheyAre()
{
    if (!m_filter.isAll())
        return false;
    for (std::size_t i = 0; i < m_snapshot.families(); ++i) {
        if (isInParts(i) || typeOf(i) != m_snapshot.family(i).type)
            return false;
    }
    return true;
}

void SnapshotWriter::onClash(std::function<void(std::uint64_t)> tell)
{
    m_tellClashes = std::move(tell);
    if (m_names->clashes > 0)
        m_tellClashes(m_names->clashes);
}

/// Rules may have added up what in OpenMetrics can only be 1, or 0 and 1: it is shown as gauges there.
MetricType SnapshotWriter::typeOf(std::size_t index)
{
    const Snapshot::Family& family = m_snapshot.family(index);
    const bool isInfo = family.type == MetricType::Info;
    if (m_format.syntax != Syntax::OpenMetrics100 || (!isInfo && family.type != MetricType::StateSet))
        return family.type;
    m_snapshot.sort(index);
    const std::string state = family.name + "=\"";
    bool fits = true;
    const auto number = [&](std::string_view labels, double value, const SeriesExtras*) {
        const std::size_t at = labels.find(state);
        const bool hasState = at == 0 || (at != std::string_view::npos && labels[at - 1] == ',');
        fits = value == 1 || (!isInfo && value == 0);
        fits = fits && (isInfo || hasState);
        return fits;
    };
    m_snapshot.forEach(index, 0, number, [](auto&&...) { return true; });
    return fits ? family.type : MetricType::Gauge;
}

/// Whether some bucket or count of the family is not whole.
bool SnapshotWriter::hasFractions(std::size_t index)
{
    if (!isCompound(m_snapshot.family(index).type))
        return false;
    m_snapshot.sort(index);
    bool found = false;
    const auto isFraction = [](double count) { return count != std::trunc(count); };
    m_snapshot.forEach(
        index, 0, [](auto&&...) { return true; },
        [&](std::string_view, const CompoundRecord& record, const BucketLayout&, const double* all, auto&&...) {
            const std::span<const double> buckets(all + record.firstSlot(), record.slots);
            found = record.summary ? record.hasCount && isFraction(all[record.offset])
                                   : std::ranges::any_of(buckets, isFraction);
            return !found;
        });
    return found;
}

/// Whether the filter might let a series of the family through, going by names alone.
bool SnapshotWriter::mayBeWanted(const Snapshot::Family& family) const
{
    if (!m_filter.names.empty() && std::ranges::find(m_filter.names, family.name) == m_filter.names.end())
        return false;
    const auto matchesName = [&](const Selector& selector) {
        return std::ranges::all_of(selector.matchers(),
            [&](const Matcher& matcher) { return matcher.name != "__name__" || matcher.matches(family.name); });
    };
    return m_filter.selectors.empty() || std::ranges::any_of(m_filter.selectors, matchesName);
}

bool SnapshotWriter::wants(const Snapshot::Family& family, std::string_view labels) const
{
    const LabelSet set = parseLabelText(labels);
    const std::vector<LabelView> views(labelViews(set));
    return std::ranges::any_of(
        m_filter.selectors, [&](const Selector& selector) { return selector.matches(family.name, views); });
}

/// Null: as it is.
const FamilyNaming* SnapshotWriter::naming() const noexcept
{
    return m_names->families.empty() ? nullptr : &m_names->families[m_family];
}

bool SnapshotWriter::next(std::string& out, std::size_t bytes)
{
    return std::visit([&](auto& target) { return write(target, out, bytes); }, m_target);
}

template <typename Target>
bool SnapshotWriter::write(Target& target, std::string& out, std::size_t bytes)
{
    if (m_isFinished)
        return false;
    target.writeTo(out);
    Budget budget(out, bytes);
    for (; m_family < m_snapshot.families(); ++m_family, m_progress = {}) {
        const bool isLeftOut = naming() != nullptr ? naming()->isLeftOut : !mayBeWanted(m_snapshot.family(m_family));
        if (isLeftOut)
            continue;
        beginFamily();
        if (noteLabels(budget))
            writeSeries(target, budget);
        if (budget.isSpent()) {
            target.pause();
            return true;
        }
    }
    target.finish();
    target.pause();
    m_isFinished = true;
    return false;
}

void SnapshotWriter::beginFamily()
{
    if (m_progress.isBegun)
        return;
    m_progress.isBegun = true;
    m_snapshot.sort(m_family);
    if (naming() != nullptr && naming()->created != FamilyNaming::kNone)
        m_snapshot.sort(naming()->created);
    if (m_snapshot.family(m_family).hasQuotedNames && m_format.escaping != Escaping::AllowUtf8)
        m_progress.labels.emplace();
}

/// Looks at all label names of a family whose names are to be escaped, before the first is written; true when done.
bool SnapshotWriter::noteLabels(Budget& budget)
{
    const std::size_t size = m_snapshot.family(m_family).order->size();
    if (!m_progress.labels || m_progress.noted > size)
        return true;
    m_progress.noted = m_snapshot.forEach(
        m_family, m_progress.noted,
        [&](std::string_view labels, auto&&...) {
            m_progress.labels->note(labels);
            return budget.spend();
        },
        [&](std::string_view labels, auto&&...) {
            m_progress.labels->note(labels);
            return budget.spend();
        });
    if (m_progress.noted < size)
        return false;
    m_progress.noted = size + 1;
    m_progress.labels->settle(m_format.escaping);
    if (m_tellClashes && m_progress.labels->clashes() > 0)
        m_tellClashes(m_progress.labels->clashes());
    return true;
}

template <typename Target>
void SnapshotWriter::writeSeries(Target& target, Budget& budget)
{
    if constexpr (std::is_same_v<Target, OpenMetricsTarget>) {
        if (isInParts(m_family))
            return writeParts(target, budget);
    }
    writePass(target, budget);
}

/// Families may not be interleaved: each part goes through all series.
void SnapshotWriter::writeParts(OpenMetricsTarget& target, Budget& budget)
{
    const std::size_t size = m_snapshot.family(m_family).order->size();
    do {
        m_progress.position = m_snapshot.forEach(
            m_family, m_progress.position, [&](auto&&...) { return budget.spend(); },
            [&](std::string_view labels, const CompoundRecord& record, const BucketLayout& layout, const double* all,
                const double& sum, auto&&...) {
                const CompoundSlice slice = sliceOf(record, layout, all, sum);
                if (hasPart(slice, m_progress.part) && writeHead(target, labels))
                    target.part(shown(labels), slice);
                return budget.spend();
            });
        if (m_progress.position < size || budget.isSpent())
            return;
    } while (nextPart());
}

bool SnapshotWriter::nextPart() noexcept
{
    if (m_progress.part == OpenMetricsPart::Sum)
        return false;
    m_progress.part = m_progress.part == OpenMetricsPart::Values ? OpenMetricsPart::Count : OpenMetricsPart::Sum;
    m_progress.position = 0;
    m_progress.isHeadWritten = false;
    return true;
}

template <typename Target>
void SnapshotWriter::writePass(Target& target, Budget& budget)
{
    m_progress.position = m_snapshot.forEach(
        m_family, m_progress.position,
        [&](std::string_view labels, double value, const SeriesExtras* extras) {
            if (writeHead(target, labels))
                target.number(shown(labels), value, beside(labels, extras));
            return budget.spend();
        },
        [&](std::string_view labels, const CompoundRecord& record, const BucketLayout& layout, const double* all,
            const double& sum, const SeriesExtras* extras) {
            if (writeHead(target, labels)) {
                target.compound(shown(labels), sliceOf(record, layout, all, sum), beside(labels, extras));
            }
            return budget.spend();
        });
}

/// Begins the family with its first series that is wanted; answers whether this one is.
template <typename Target>
bool SnapshotWriter::writeHead(Target& target, std::string_view labels)
{
    const Snapshot::Family& family = m_snapshot.family(m_family);
    if (!m_filter.selectors.empty() && !wants(family, labels))
        return false;
    if (m_progress.isHeadWritten)
        return true;
    m_progress.isHeadWritten = true;
    const FamilyNaming* named = naming();
    const bool isRenamed = named != nullptr && !named->name.empty();
    const FamilyHead head{isRenamed ? std::string_view(named->name) : std::string_view(family.name),
        named != nullptr ? named->type : family.type, family.help, family.unit};
    if constexpr (std::is_same_v<Target, OpenMetricsTarget>) {
        if (isInParts(m_family)) {
            target.beginPart(m_progress.part, head);
            return true;
        }
    }
    target.beginFamily(head);
    return true;
}

SeriesBeside SnapshotWriter::beside(std::string_view labels, const SeriesExtras* extras)
{
    SeriesBeside beside{extras, extras != nullptr ? extras->created : std::nullopt};
    if (naming() == nullptr || naming()->created == FamilyNaming::kNone)
        return beside;
    const auto pushed = m_snapshot.seek(naming()->created, m_progress.created, labels);
    if (pushed && (!beside.created || *pushed < *beside.created))
        beside.created = pushed;
    return beside;
}

std::string_view SnapshotWriter::shown(std::string_view labels)
{
    return m_progress.labels ? m_progress.labels->rewrite(labels) : labels;
}

} // namespace cairn

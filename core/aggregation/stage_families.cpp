// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/aggregation/store.h"
#include "core/model/quote.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::string_view kOwnPrefix = "cairn_";

struct Suffix {
    std::string_view text;
    Part part;
};
constexpr Suffix kSuffixes[] = {{"_bucket", Part::Bucket}, {"_sum", Part::Sum}, {"_count", Part::Count},
    {"_gsum", Part::GaugeSum}, {"_gcount", Part::GaugeCount}};

/// Whether samples of that name belong to a family of that type.
bool ownsSuffix(MetricType owner, std::string_view suffix)
{
    if (suffix == "_bucket")
        return hasBuckets(owner);
    return suffix.starts_with("_g") ? owner == MetricType::GaugeHistogram : isCompound(owner);
}

} // namespace

std::optional<MetricType> Stage::storedType(std::string_view family) const
{
    const std::scoped_lock lock(m_context.store->indexMutex);
    const std::uint32_t id = m_context.store->index.findFamily(family);
    return id == SeriesIndex::kNone ? std::nullopt : std::optional(m_context.store->index.family(id).type);
}

/// Whether the push takes all of a family's series away, but for those it brings.
bool Stage::isOurs(std::string_view family) const
{
    if (m_push.replaces == PushOptions::Replaces::Nothing)
        return false;
    const std::scoped_lock lock(m_context.store->indexMutex);
    return m_context.store->index.isWhollyOf(family, m_context.group->text);
}

/// Whether a conflict with the stored type stands: not where all that has that type goes.
bool Stage::contradicts(FamilyMention& mention, bool isConflict) const
{
    mention.retypes |= isConflict && mention.isOurs;
    return isConflict && !mention.isOurs;
}

/// Keeps a conflict until a sample comes that is merged: those that are discarded may be of any type. What is known of
/// the family's lines is wrong for either.
bool Stage::noteConflict(FamilyMention& mention, std::string why, const char* at)
{
    if (m_known) {
        m_push.recognised = true; // to be read as a whole
        return refuse(Refusal::TypeConflict, std::move(why));
    }
    mention.conflict = std::move(why);
    mention.conflictAt = at;
    return true;
}

bool Stage::refuseConflict(const FamilyMention& mention)
{
    const char* const begin = m_context.body.data();
    const auto line = mention.conflictAt ? 1 + std::count(begin, mention.conflictAt, '\n') : 0;
    return refuse(Refusal::TypeConflict, mention.conflict, static_cast<int>(line));
}

/// Families that bring nothing at all, or something that is merged, have to be right.
bool Stage::settleConflicts()
{
    for (FamilyMention& mention : m_push.mentions) {
        mention.samplesSeen |= mention.known != ~0u && markOf(mention.known).samplesSeen;
        mention.keeps |= mention.known != ~0u && markOf(mention.known).keeps;
        if (!mention.conflict.empty() && !mention.discards)
            return refuseConflict(mention);
    }
    return true;
}

std::uint32_t Stage::mention(std::string_view family)
{
    if (m_lastMention != ~0u && m_push.mentions[m_lastMention].name == family)
        return m_lastMention;
    if (const auto it = m_mentionByName.find(family); it != m_mentionByName.end())
        return m_lastMention = it->second;
    FamilyMention mention;
    mention.name = family;
    mention.stored = storedType(family);
    mention.isOurs = mention.stored && isOurs(family);
    const auto index = static_cast<std::uint32_t>(m_push.mentions.size());
    if (m_known)
        mention.known = m_known->findFamily(family);
    if (mention.known != ~0u) {
        Mark& mark = markOf(mention.known);
        mark.mention = index;
        mention.typeSeen = mark.typeSeen;
        mention.helpSeen = mark.helpSeen;
        mention.unitSeen = mark.unitSeen;
        mention.samplesSeen = mark.samplesSeen;
        if (mark.declared)
            mention.declare(*mark.declared);
        mention.commentsKnown = mark.typeSeen || mark.helpSeen || mark.unitSeen;
    }
    mention.isClaimed = m_known && isOpenMetrics() && isClaimed(family);
    m_push.mentions.push_back(std::move(mention));
    m_mentionByName.emplace(family, index);
    return m_lastMention = index;
}

/// A family of this push whose TYPE line makes the same sample names its own as this family and type; or nothing.
std::string_view Stage::declaredBeside(std::string_view family, MetricType type) const
{
    const auto declared = [this](std::string_view name) -> const FamilyMention* {
        const auto it = m_mentionByName.find(name);
        return it == m_mentionByName.end() || !m_push.mentions[it->second].typeSeen ? nullptr
                                                                                    : &m_push.mentions[it->second];
    };
    for (const std::string_view suffix : {"_bucket", "_sum", "_count", "_gsum", "_gcount"}) {
        const auto owns = [suffix](MetricType owner) { return ownsSuffix(owner, suffix); };
        const FamilyMention* part = owns(type) ? declared(std::string(family).append(suffix)) : nullptr;
        if (part)
            return part->name;
        const FamilyMention* whole
            = family.ends_with(suffix) ? declared(family.substr(0, family.size() - suffix.size())) : nullptr;
        if (whole && owns(whole->type()))
            return whole->name;
    }
    return {};
}

/// Whether lines are known that begin like the samples of a histogram or summary of that name.
bool Stage::isKnownBySuffix(std::string_view family) const
{
    return std::ranges::any_of(kSuffixes,
        [&](const Suffix& suffix) { return m_known->findFamily(std::string(family).append(suffix.text)) != ~0u; });
}

bool Stage::type(std::string_view family, MetricType type, std::string_view line)
{
    if (m_run.line && !breakRun())
        return false;
    FamilyMention& mention = m_push.mentions[this->mention(family)];
    if (!enterRead(mention))
        return false;
    if (mention.typeSeen)
        return refuse(Refusal::TypeConflict, "found a second TYPE line of family " + quote(family));
    if (mention.samplesSeen || (mention.known != ~0u && markOf(mention.known).samplesSeen))
        return refuse(
            Refusal::TypeConflict, "expected the TYPE line of family " + quote(family) + " before its samples");
    mention.typeSeen = mention.typeRead = true;
    mention.typeLine = line;
    if (type == MetricType::Untyped)
        return true; // says nothing that the store could contradict
    mention.declare(type);
    type = *mention.declared;
    const bool isByName = m_push.format != ExpositionFormat::Protobuf; // else the commit's to find
    if (const std::string_view other = isByName ? declaredBeside(family, type) : ""; !other.empty())
        return refuse(Refusal::TypeConflict,
            "the samples of family " + quote(family) + " would stand under the same names as those of family "
                + quote(other));
    if (m_known && isCompound(type) && isKnownBySuffix(family)) {
        m_push.recognised = true; // their samples would be taken for this one's: to be read as a whole
        return refuse(Refusal::TypeConflict, "found a family under the name of this one's samples");
    }
    const bool isConflict
        = mention.stored && *mention.stored != type && (*mention.stored != MetricType::Untyped || isCompound(type));
    return !contradicts(mention, isConflict)
        || noteConflict(mention,
            "expected type " + std::string(toString(*mention.stored)) + ", which family " + quote(family)
                + " has, found " + std::string(toString(type)),
            line.data());
}

bool Stage::help(std::string_view family, std::string_view help, std::string_view line)
{
    if (m_run.line && !breakRun())
        return false;
    FamilyMention& mention = m_push.mentions[this->mention(family)];
    if (!enterRead(mention))
        return false;
    if (mention.helpSeen)
        return refuse(Refusal::TypeConflict, "found a second HELP line of family " + quote(family));
    if (help.size() > m_context.options->limits.helpBytes)
        return refuse(Refusal::Length,
            "expected a HELP text of at most " + std::to_string(m_context.options->limits.helpBytes) + " bytes, found "
                + std::to_string(help.size()));
    mention.helpSeen = true;
    mention.help = help;
    mention.helpLine = line;
    return true;
}

bool Stage::checkName(std::string_view name)
{
    if (name.size() > m_context.options->limits.nameBytes)
        return refuse(Refusal::Length,
            "expected a metric name of at most " + std::to_string(m_context.options->limits.nameBytes)
                + " bytes, found " + std::to_string(name.size()));
    if (name.starts_with(kOwnPrefix))
        return refuse(
            Refusal::Label, "expected a name without the prefix 'cairn_', which is for the gateway's own metrics");
    return true;
}

/// Which family a sample's name belongs to, and as what: `x_bucket` is histogram x's only where x was declared one.
bool Stage::resolveName(const SeriesText& series)
{
    const std::string_view name = series.name;
    if (!checkName(name))
        return false;
    m_openPart = Part::Value;
    for (const auto& [suffix, part] : kSuffixes) {
        if (!name.ends_with(suffix))
            continue;
        const std::string_view base = name.substr(0, name.size() - suffix.size());
        if (base.empty())
            continue;
        const std::uint32_t known = m_known ? m_known->findFamily(base) : ~0u;
        const bool isMentioned = m_mentionByName.contains(base) || (known != ~0u && markOf(known).typeSeen);
        if (!isMentioned)
            continue;
        const std::optional<MetricType> type = m_push.mentions[mention(base)].declared;
        if (type && ownsSuffix(*type, suffix)) {
            m_openPart = part;
            m_openMention = mention(base);
            return markSamples(m_openMention);
        }
    }
    m_openMention = mention(name);
    FamilyMention& family = m_push.mentions[m_openMention];
    if (contradicts(family, !family.declared && family.stored && isCompound(*family.stored)))
        return noteConflict(family,
                   "expected a line '# TYPE " + std::string(name) + ' ' + std::string(toString(*family.stored))
                       + "' before samples of this " + std::string(toString(*family.stored)),
                   nullptr)
            && markSamples(m_openMention);
    if (family.type() == MetricType::Summary)
        m_openPart = Part::Quantile;
    else if (hasBuckets(family.type()))
        return refuse(Refusal::TypeConflict,
            "expected '_bucket', '_sum' or '_count' behind the name of " + std::string(toString(family.type())) + ' '
                + quote(name));
    return markSamples(m_openMention);
}

bool Stage::markSamples(std::uint32_t mention)
{
    FamilyMention& family = m_push.mentions[mention];
    if (!enterRead(family))
        return false;
    family.samplesSeen = true;
    if (family.known != ~0u)
        markOf(family.known).samplesSeen = true;
    return true;
}

/// Whether a name is one of those that a recognised family of this body has in OpenMetrics beside its own.
bool Stage::isClaimed(std::string_view name)
{
    const auto has = [this](std::string_view family, auto isOfType) {
        const std::uint32_t known = m_known->findFamily(family);
        if (known == ~0u)
            return false;
        const Mark& mark = markOf(known);
        return mark.isBegun && mark.declared && isOfType(*mark.declared);
    };
    constexpr std::string_view kCreated = "_created";
    const bool isBirth = name.ends_with(kCreated);
    const std::string base(name.substr(0, name.size() - (isBirth ? kCreated.size() : 0)));
    return (isBirth && has(base, isCompound))
        || has(base + "_total", [](MetricType type) { return type == MetricType::Counter; })
        || has(base + "_info", [](MetricType type) { return type == MetricType::Info; });
}

/// Of a line that was read its reader knows what it stands behind, but not where that was recognised.
bool Stage::enterRead(const FamilyMention& mention)
{
    if (!isOpenMetrics() || !m_known)
        return true;
    if (mention.isClaimed)
        return refuseInterleaved();
    if (mention.known != m_currentFamily)
        m_markedFamily = ~0u;
    if (mention.known != ~0u)
        return enter(mention.known, markOf(mention.known)) || refuseInterleaved();
    m_currentFamily = ~0u;
    return true;
}

} // namespace cairn

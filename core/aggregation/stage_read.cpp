// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/aggregation/store.h"
#include "core/exposition/number.h"
#include "core/exposition/text_error.h"
#include "core/exposition/text_writer.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

constexpr std::string_view kModeLabel = "clearmode";
constexpr std::string_view kOwnPrefix = "cairn_";

std::string quoted(std::string_view text)
{
    return '"' + printable(text) + '"';
}

/// The label that a type's samples own, or an empty text.
std::string_view boundLabel(MetricType type)
{
    if (type == MetricType::Histogram)
        return "le";
    return type == MetricType::Summary ? "quantile" : "";
}

} // namespace

std::optional<MetricType> Stage::storedType(std::string_view family) const
{
    const std::scoped_lock lock(m_context.store->indexMutex);
    const std::uint32_t id = m_context.store->index.findFamily(family);
    return id == SeriesIndex::kNone ? std::nullopt : std::optional(m_context.store->index.family(id).type);
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
    const auto index = static_cast<std::uint32_t>(m_push.mentions.size());
    if (m_known)
        mention.known = m_known->findFamily(family);
    if (mention.known != ~0u) {
        Mark& mark = markOf(mention.known);
        mark.mention = index;
        mention.typeSeen = mark.typeSeen;
        mention.helpSeen = mark.helpSeen;
        mention.samplesSeen = mark.samplesSeen;
        mention.declared = mark.declared;
        mention.commentsKnown = mark.typeSeen || mark.helpSeen;
        m_markedFamily = ~0u; // so that its next recognised sample is marked, too
    }
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
    for (const std::string_view suffix : {"_bucket", "_sum", "_count"}) {
        const auto owns = [suffix](MetricType owner) {
            return owner == MetricType::Histogram || (owner == MetricType::Summary && suffix != "_bucket");
        };
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
    const auto isKnown = [&](const char* suffix) { return m_known->findFamily(std::string(family) + suffix) != ~0u; };
    return isKnown("_bucket") || isKnown("_sum") || isKnown("_count");
}

bool Stage::type(std::string_view family, MetricType type, std::string_view line)
{
    if (m_run.line && !breakRun())
        return false;
    FamilyMention& mention = m_push.mentions[this->mention(family)];
    if (mention.typeSeen)
        return refuse(Refusal::TypeConflict, "found a second TYPE line of family " + quoted(family));
    if (mention.samplesSeen || (mention.known != ~0u && markOf(mention.known).samplesSeen))
        return refuse(
            Refusal::TypeConflict, "expected the TYPE line of family " + quoted(family) + " before its samples");
    mention.typeSeen = mention.typeRead = true;
    mention.typeLine = line;
    if (type == MetricType::Untyped)
        return true; // says nothing that the store could contradict
    mention.declared = type;
    if (const std::string_view other = declaredBeside(family, type); !other.empty())
        return refuse(Refusal::TypeConflict,
            "the samples of family " + quoted(family) + " would stand under the same names as those of family "
                + quoted(other));
    if (m_known && isCompound(type) && isKnownBySuffix(family)) {
        m_push.recognised = true; // their samples would be taken for this one's: to be read as a whole
        return refuse(Refusal::TypeConflict, "found a family under the name of this one's samples");
    }
    if (mention.stored && *mention.stored != type && (*mention.stored != MetricType::Untyped || isCompound(type)))
        return refuse(Refusal::TypeConflict,
            "expected type " + std::string(toString(*mention.stored)) + ", which family " + quoted(family)
                + " has, found " + std::string(toString(type)));
    return true;
}

bool Stage::help(std::string_view family, std::string_view help, std::string_view line)
{
    if (m_run.line && !breakRun())
        return false;
    FamilyMention& mention = m_push.mentions[this->mention(family)];
    if (mention.helpSeen)
        return refuse(Refusal::TypeConflict, "found a second HELP line of family " + quoted(family));
    if (help.size() > m_context.options->limits.helpBytes)
        return refuse(Refusal::Length,
            "expected a HELP text of at most " + std::to_string(m_context.options->limits.helpBytes) + " bytes, found "
                + std::to_string(help.size()));
    mention.helpSeen = true;
    mention.help = help;
    mention.helpLine = line;
    return true;
}

bool Stage::series(const SeriesText& series)
{
    if (m_run.line && !breakRun())
        return false;
    m_current = KnownLines::kNone;
    m_openRaw = series.raw;
    m_openName = series.name.size();
    return resolveName(series) && resolveLabels(series) && openSeries(series);
}

/// Which family a sample's name belongs to, and as what: `x_bucket` is histogram x's only where x was declared one.
bool Stage::resolveName(const SeriesText& series)
{
    const std::string_view name = series.name;
    if (name.size() > m_context.options->limits.nameBytes)
        return refuse(Refusal::Length,
            "expected a metric name of at most " + std::to_string(m_context.options->limits.nameBytes)
                + " bytes, found " + std::to_string(name.size()));
    if (name.starts_with(kOwnPrefix))
        return refuse(
            Refusal::Label, "expected a name without the prefix 'cairn_', which is for the gateway's own metrics");
    m_openPart = Part::Value;
    for (const auto& [suffix, part] :
        {std::pair{std::string_view("_bucket"), Part::Bucket}, {"_sum", Part::Sum}, {"_count", Part::Count}}) {
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
        if (type == MetricType::Histogram || (type == MetricType::Summary && part != Part::Bucket)) {
            m_openPart = part;
            m_openMention = mention(base);
            return markSamples(m_openMention);
        }
    }
    m_openMention = mention(name);
    const FamilyMention& family = m_push.mentions[m_openMention];
    if (!family.declared && family.stored && isCompound(*family.stored))
        return refuse(Refusal::TypeConflict,
            "expected a line '# TYPE " + std::string(name) + ' ' + std::string(toString(*family.stored))
                + "' before samples of this " + std::string(toString(*family.stored)));
    if (family.type() == MetricType::Summary)
        m_openPart = Part::Quantile;
    else if (family.type() == MetricType::Histogram)
        return refuse(Refusal::TypeConflict,
            "expected '_bucket', '_sum' or '_count' behind the name of histogram " + quoted(name));
    return markSamples(m_openMention);
}

bool Stage::markSamples(std::uint32_t mention)
{
    FamilyMention& family = m_push.mentions[mention];
    family.samplesSeen = true;
    if (family.known != ~0u)
        markOf(family.known).samplesSeen = true;
    return true;
}

/// The labels that make the series: body and path in one, sorted, without `clearmode` and the type's own label.
bool Stage::resolveLabels(const SeriesText& series)
{
    const StoreLimits& limits = m_context.options->limits;
    const std::string_view own = boundLabel(m_push.mentions[m_openMention].type());
    const bool wantsBound = m_openPart == Part::Bucket || m_openPart == Part::Quantile;
    bool hasBound = false;
    m_labels.clear();
    m_openBoundAt = m_openBoundSize = 0;
    for (const LabelView& label : series.labels) {
        if (label.name.size() > limits.nameBytes || label.value.size() > limits.labelValueBytes)
            return refuse(Refusal::Length,
                "expected at most " + std::to_string(limits.nameBytes) + " bytes of name and "
                    + std::to_string(limits.labelValueBytes) + " of value in label " + quoted(label.name)
                    + ", found more");
        if (!own.empty() && label.name == own) {
            if (!wantsBound || hasBound)
                return refuse(Refusal::Label,
                    hasBound ? "found label " + quoted(own) + " a second time"
                             : "expected no label " + quoted(own) + " on this sample");
            hasBound = true;
            if (!takeBound(label, series))
                return false;
        } else if (!label.value.empty()) { // an empty value is no label
            m_labels.push_back(label);
        }
    }
    if (wantsBound && !hasBound)
        return refuse(Refusal::Label, "expected a label " + quoted(own) + ", found none");
    std::ranges::sort(m_labels, {}, &LabelView::name);
    const auto twice = std::ranges::adjacent_find(m_labels, {}, &LabelView::name);
    if (twice != m_labels.end())
        return refuse(Refusal::Label, "found label " + quoted(twice->name) + " a second time");
    if (!applyPathLabels())
        return false;
    m_openMode = {};
    const auto mode = std::ranges::find(m_labels, kModeLabel, &LabelView::name);
    if (mode != m_labels.end()) {
        m_openMode = mode->value;
        m_labels.erase(mode);
    }
    if (m_labels.size() > limits.labelsPerSeries)
        return refuse(Refusal::Length,
            "expected at most " + std::to_string(limits.labelsPerSeries) + " labels, found "
                + std::to_string(m_labels.size()));
    return true;
}

bool Stage::takeBound(const LabelView& label, const SeriesText& series)
{
    const Number number = parseNumber(label.value);
    const bool isQuantile = m_openPart == Part::Quantile;
    if (number.error != NumberError::None || std::isnan(number.value))
        return refuse(
            Refusal::Label, "expected a number in label " + quoted(label.name) + ", found " + quoted(label.value));
    if (isQuantile && (number.value < 0 || number.value > 1))
        return refuse(Refusal::Label, "expected a quantile of 0 to 1, found " + quoted(label.value));
    if (!isQuantile && std::isinf(number.value) && number.value < 0)
        return refuse(Refusal::Label, "expected a bound above -Inf, found " + quoted(label.value));
    m_openBound = number.value == 0 ? 0 : number.value; // -0 is 0
    const char* begin = series.raw.data();
    if (std::less_equal<>()(begin, label.value.data())
        && std::less<>()(label.value.data(), begin + series.raw.size())) {
        m_openBoundAt = static_cast<std::size_t>(label.value.data() - begin);
        m_openBoundSize = label.value.size();
    }
    return true;
}

/// Path labels win over body labels of the same name.
bool Stage::applyPathLabels()
{
    const LabelSet& path = m_context.group->labels;
    if (path.empty())
        return true;
    const std::string_view own = boundLabel(m_push.mentions[m_openMention].type());
    for (const Label& label : path) {
        if (label.name == own)
            return refuse(Refusal::Label,
                "expected no path label " + quoted(own) + ", which belongs to the samples of a "
                    + std::string(toString(m_push.mentions[m_openMention].type())));
        const auto at = std::ranges::lower_bound(m_labels, std::string_view(label.name), {}, &LabelView::name);
        const bool isThere = at != m_labels.end() && at->name == label.name;
        if (isThere && label.value.empty())
            m_labels.erase(at);
        else if (isThere)
            at->value = label.value;
        else if (!label.value.empty())
            m_labels.insert(at, {label.name, label.value});
    }
    return true;
}

bool Stage::openSeries(const SeriesText& series)
{
    if (m_openPart != Part::Value)
        return openCompound(series);
    PendingSeries& pending = newPending(series);
    return decideMode(pending);
}

PendingSeries& Stage::newPending(const SeriesText& series)
{
    PendingSeries& pending = m_push.pending.emplace_back();
    pending.raw = series.raw.data();
    pending.rawSize = static_cast<std::uint32_t>(series.raw.size());
    pending.nameSize = static_cast<std::uint32_t>(series.name.size());
    pending.family = m_openMention;
    const auto index = static_cast<std::uint32_t>(m_push.pending.size() - 1);
    if (m_previous != KnownLines::kNone)
        pending.behind = m_previous;
    else if (index > 0)
        pending.behind = StagedPush::kBehindPending + index - 1;
    m_previous = KnownLines::kNone;
    m_atStart = false;
    m_lastCompound = ~0u;
    return pending;
}

/// Finds the compound that a sample belongs to by its labels, or begins one.
bool Stage::openCompound(const SeriesText& series)
{
    m_identity.assign("compound ").append(std::to_string(m_openMention));
    for (const LabelView& label : m_labels)
        m_identity.append(1, '\xff').append(label.name).append(1, '\xff').append(label.value);
    const auto isSameMode = [this] {
        return m_push.extras[m_push.pending[m_lastCompound].extra].mode == m_openMode
            || refuse(Refusal::Mode, "expected one clearmode for all samples of a histogram or summary, found another");
    };
    if (m_lastCompound != ~0u && m_push.extras[m_push.pending[m_lastCompound].extra].identity == m_identity)
        return isSameMode();
    if (const auto it = m_pendingByIdentity.find(m_identity); it != m_pendingByIdentity.end()) {
        m_lastCompound = it->second;
        m_push.extras[m_push.pending[it->second].extra].scattered = true;
        return isSameMode();
    }
    PendingSeries& pending = newPending(series);
    pending.extra = static_cast<std::uint32_t>(m_push.extras.size());
    PendingExtra& extra = m_push.extras.emplace_back();
    extra.identity = m_identity;
    extra.mode = m_openMode;
    extra.compound.summary = m_push.mentions[m_openMention].type() == MetricType::Summary;
    m_lastCompound = static_cast<std::uint32_t>(m_push.pending.size() - 1);
    m_pendingByIdentity.emplace(m_identity, m_lastCompound);
    return decideMode(pending);
}

bool Stage::decideMode(PendingSeries& pending)
{
    FamilyMention& family = m_push.mentions[m_openMention];
    const MetricType type = family.type();
    const Rule* rule = m_context.rules->find(family.name, type, m_labels);
    ClearMode mode = defaultMode(m_context.options->profile, type, family.name);
    pending.reason = ModeReason::Profile;
    if (!m_openMode.empty()) {
        auto parsed = parseClearMode(m_openMode);
        if (!parsed)
            return refuse(Refusal::Mode, std::move(parsed.error()));
        mode = *parsed;
        pending.reason = ModeReason::Label;
        if (!fits(mode, type))
            return refuse(Refusal::Mode,
                "expected a mode that a " + std::string(toString(type)) + " knows, found " + quoted(m_openMode));
    } else if (rule && rule->mode) {
        mode = *rule->mode;
        pending.reason = ModeReason::Rule;
    } else if (isCreatedOf(family)) {
        mode = {Kind::Min};
        pending.reason = ModeReason::Created;
    }
    const std::optional<std::uint16_t> id = m_context.modes->idOf(mode);
    if (!id)
        return refuse(
            Refusal::SideMemoryLimit, "there are too many different windows, found one more: " + quoted(m_openMode));
    pending.mode = *id;
    if (rule)
        pending.rule = static_cast<std::uint16_t>(rule - m_context.rules->rules().data() + 1);
    pending.folds = rule && (!rule->dropLabels.empty() || !rule->per.empty());
    if (mode.kind == Kind::Increase && !pending.hasExtra()) {
        pending.extra = static_cast<std::uint32_t>(m_push.extras.size());
        m_push.extras.emplace_back();
    }
    return foldLabels(pending, rule, mode);
}

/// Leaves out what the rule drops, and notes what tells the sources of Increase apart.
bool Stage::foldLabels(PendingSeries& pending, const Rule* rule, const ClearMode& mode)
{
    const bool isPlain = m_openPart == Part::Value;
    if (pending.folds && isPlain
        && mode.kind != Kind::Drop) { // several lines may become one series, but each line may come only once
        m_identity.assign("line ").append(std::to_string(m_openMention));
        for (const LabelView& label : m_labels)
            m_identity.append(1, '\xff').append(label.name).append(1, '\xff').append(label.value);
        if (!m_pendingByIdentity.emplace(m_identity, 0).second)
            return refuse(Refusal::Duplicate, "found this series a second time");
    }
    if (rule) {
        const auto drop = [this](const std::vector<std::string>& names) {
            std::erase_if(
                m_labels, [&](const LabelView& label) { return std::ranges::find(names, label.name) != names.end(); });
        };
        drop(rule->dropLabels);
        if (mode.kind == Kind::Increase) {
            std::string& source = m_push.extras[pending.extra].source;
            source = m_context.group->text;
            for (const LabelView& label : m_labels) {
                if (std::ranges::find(rule->per, label.name) != rule->per.end())
                    source.append(1, '\xff').append(label.name).append(1, '\xff').append(label.value);
            }
        }
        drop(rule->per);
    } else if (mode.kind == Kind::Increase) {
        m_push.extras[pending.extra].source = m_context.group->text;
    }
    writeLabels(pending);
    return true;
}

/// A `…_created` gauge that stands beside the counter, histogram or summary it tells the birth of.
bool Stage::isCreatedOf(FamilyMention& mention)
{
    constexpr std::string_view kSuffix = "_created";
    if (!mention.createdOf) {
        mention.createdOf = false;
        if (mention.type() == MetricType::Gauge && mention.name.ends_with(kSuffix)) {
            const std::string base(mention.name.substr(0, mention.name.size() - kSuffix.size()));
            for (const std::string& name : {base, base + "_total"}) {
                std::optional<MetricType> type = storedType(name);
                if (const auto it = m_mentionByName.find(name); it != m_mentionByName.end())
                    type = m_push.mentions[it->second].type();
                if (type && (*type == MetricType::Counter || isCompound(*type)))
                    mention.createdOf = true;
            }
        }
    }
    return *mention.createdOf;
}

void Stage::writeLabels(PendingSeries& pending)
{
    std::string& text = m_push.text;
    pending.labelsAt = static_cast<std::uint32_t>(text.size());
    for (const LabelView& label : m_labels) {
        if (text.size() > pending.labelsAt)
            text += ',';
        text.append(label.name).append("=\"");
        appendEscapedLabelValue(text, label.value);
        text += '"';
    }
    pending.labelsSize = static_cast<std::uint32_t>(text.size() - pending.labelsAt);
    pending.hash = SeriesIndex::hashLabels(m_push.labelsOf(pending));
}

ValueCheck Stage::checkFor(MetricType type, const ClearMode& mode) const
{
    if (mode.kind == Kind::Drop)
        return ValueCheck::Any;
    if (type == MetricType::Counter)
        return ValueCheck::NonNegative;
    const bool keepsValue = mode.kind == Kind::Replace || mode.kind == Kind::Family || mode.kind == Kind::Count
        || mode.kind == Kind::WindowCount;
    return keepsValue ? ValueCheck::Any : ValueCheck::Finite;
}

bool Stage::readValue(double value, int line)
{
    ++m_push.samples;
    if (m_openPart != Part::Value) {
        PendingSeries& pending = m_push.pending[m_lastCompound];
        PendingExtra& extra = m_push.extras[pending.extra];
        if (pending.line == 0)
            pending.line = static_cast<std::uint32_t>(line);
        extra.lines.push_back(
            {m_openRaw, m_openRaw.substr(m_openName), m_openPart, m_openBound, m_openBoundAt, m_openBoundSize});
        return compoundSample(pending, value, line);
    }
    PendingSeries& pending = m_push.pending.back();
    pending.line = static_cast<std::uint32_t>(line);
    pending.value = value;
    return check(checkFor(m_push.mentions[pending.family].type(), m_context.modes->modeOf(pending.mode)), value);
}

} // namespace cairn

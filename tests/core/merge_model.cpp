// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/merge_model.h"

#include "core/aggregation/profile.h"
#include "core/exposition/number.h"
#include "core/exposition/text_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn::test {

namespace {

using Kind = ClearMode::Kind;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t kSlots = 100;

bool isPlain(const ClearMode& mode)
{
    return mode.kind == Kind::Aggregate || mode.kind == Kind::Replace || mode.kind == Kind::Family
        || mode.kind == Kind::Min || mode.kind == Kind::Max;
}

bool keepsLast(const ClearMode& mode)
{
    return mode.kind == Kind::Replace || mode.kind == Kind::Family;
}

std::string textOf(const Labels& labels)
{
    std::string text;
    for (const auto& [name, value] : labels) {
        text += (text.empty() ? "" : ",") + name + "=\"";
        appendEscapedLabelValue(text, value);
        text += '"';
    }
    return text;
}

std::string numberText(double number)
{
    std::string text;
    appendNumber(text, number);
    return text;
}

std::int64_t slotOf(const ClearMode& mode, Instant now)
{
    return now.count() / std::max<std::int64_t>(1, mode.window.count() / kSlots);
}

Labels withGroup(Labels labels, const LabelSet& group)
{
    for (const auto& [name, value] : group)
        labels[name] = value;
    std::erase_if(labels, [](const auto& label) { return label.second.empty(); });
    return labels;
}

/// Path labels may make samples of two histograms those of one; that is one of which no sample comes twice.
std::vector<PushedSeries> joined(const LabelSet& group, const std::vector<PushedSeries>& all)
{
    std::vector<PushedSeries> result;
    for (PushedSeries series : all) {
        series.labels = withGroup(std::move(series.labels), group);
        const auto other = std::ranges::find_if(result, [&](const PushedSeries& one) {
            return one.labels == series.labels && one.mode == series.mode && !(one.sum && series.sum)
                && !(one.count && series.count) && std::ranges::none_of(one.bounds, [&](const auto& bound) {
                       return series.bounds.contains(bound.first);
                   });
        });
        if (other == result.end()) {
            result.push_back(std::move(series));
            continue;
        }
        other->bounds.merge(series.bounds);
        other->sum = other->sum ? other->sum : series.sum;
        other->count = other->count ? other->count : series.count;
    }
    return result;
}

/// All names that a family's samples and its comments stand under.
std::set<std::string> namesOf(const std::string& family, MetricType type)
{
    std::set<std::string> names{family};
    if (type == MetricType::Histogram)
        names.insert(family + "_bucket");
    if (isCompound(type))
        names.insert({family + "_sum", family + "_count"});
    return names;
}

} // namespace

// Values

void MergeModel::Compound::add(const Compound& other)
{
    if (summary) {
        parts.clear(); // quantiles cannot be merged
        count = count || other.count ? std::optional(count.value_or(0) + other.count.value_or(0)) : std::nullopt;
        sum = sum || other.sum ? std::optional(sum.value_or(0) + other.sum.value_or(0)) : std::nullopt;
        return;
    } else {
        for (const auto& [bound, own] : other.parts)
            parts[bound] += own;
    }
    sum = sum && other.sum ? std::optional(*sum + *other.sum) : std::nullopt;
}

MergeModel::Compound MergeModel::Compound::zero() const
{
    Compound empty = *this;
    for (auto& [bound, own] : empty.parts)
        own = 0;
    if (summary)
        empty.parts.clear();
    if (empty.sum)
        empty.sum = 0;
    if (empty.count)
        empty.count = 0;
    return empty;
}

/// How much the running totals grew; nothing where one of them fell, or where they are other ones.
std::optional<MergeModel::Compound> MergeModel::Compound::since(const Compound& before) const
{
    const auto sameBound = [](const auto& a, const auto& b) { return a.first == b.first; };
    if (sum.has_value() != before.sum.has_value() || count.has_value() != before.count.has_value()
        || !std::ranges::equal(parts, before.parts, sameBound) || (count && *count < *before.count))
        return std::nullopt;
    Compound grown = *this;
    for (const auto& [bound, own] : before.parts) {
        if (parts.at(bound) < own)
            return std::nullopt;
        grown.parts[bound] -= own;
    }
    if (sum)
        *grown.sum -= *before.sum;
    if (count)
        *grown.count -= *before.count;
    return grown;
}

void MergeModel::Value::add(const Value& other)
{
    number += other.number;
    if (compound)
        compound->add(*other.compound);
}

// A push: what each series of it is, and whether all of it is right

MergeModel::MergeModel(Profile profile, std::chrono::seconds ttl, RuleSetPtr rules)
    : m_profile(profile), m_ttl(ttl), m_rules(std::move(rules))
{
}

MergeModel::Refused MergeModel::push(const PushedBody& body, Instant now)
{
    std::vector<Staged> staged;
    for (const PushedFamily& family : body.families) {
        if (Refused wrong = stageFamily(body, family, staged, now))
            return wrong;
    }
    if (Refused wrong = checkNew(staged))
        return wrong;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> sources;
    std::vector<Staged> merged; // lines of one source that rules fold into one series are the parts of one total
    for (const Staged& one : staged) {
        const bool isTotal = one.mode.kind == Kind::Increase;
        const auto at = sources.find({one.family, one.key, one.source});
        if (isTotal && at != sources.end()) {
            merged[at->second].value.add(one.value);
            continue;
        }
        if (isTotal)
            sources[{one.family, one.key, one.source}] = merged.size();
        merged.push_back(one);
    }
    for (const Staged& one : merged)
        merge(one, body.group, now);
    replaceFamilies(staged, body.group);
    for (const PushedFamily& family : body.families) {
        const auto stored = m_families.find(family.name);
        const bool isMerged = std::ranges::find(staged, family.name, &Staged::family) != staged.end();
        if (stored == m_families.end() || !isMerged)
            continue;
        if (family.declared && *family.declared != MetricType::Untyped)
            stored->second.type = *family.declared;
        if (!family.help.empty())
            stored->second.help = family.help;
    }
    return std::nullopt;
}

MergeModel::Refused MergeModel::stageFamily(
    const PushedBody& body, const PushedFamily& family, std::vector<Staged>& staged, Instant now) const
{
    const auto stored = m_families.find(family.name);
    const bool declares = family.declared && *family.declared != MetricType::Untyped;
    MetricType type = declares ? *family.declared : MetricType::Untyped;
    Refused conflict; // of all that is not discarded
    if (stored != m_families.end()) {
        const MetricType old = stored->second.type;
        if (declares && old != type && (old != MetricType::Untyped || isCompound(type)))
            conflict = "another type";
        if (old == MetricType::Untyped && type == MetricType::Counter && showsNegative(stored->second, now))
            conflict = "a counter is never negative";
        if (!declares && isCompound(old) && !family.series.empty())
            conflict = "no TYPE line";
        if (conflict && family.series.empty())
            return conflict;
        type = declares ? type : old;
    }
    std::map<std::string, std::string> seen;
    for (const PushedSeries& series : isCompound(type) ? joined(body.group, family.series) : family.series) {
        const std::size_t before = staged.size();
        if (Refused wrong = stageSeries(body, family, type, series, seen, staged))
            return wrong;
        if (conflict && staged.size() > before)
            return conflict;
    }
    return std::nullopt;
}

MergeModel::Refused MergeModel::stageSeries(const PushedBody& body, const PushedFamily& family, MetricType type,
    const PushedSeries& series, std::map<std::string, std::string>& seen, std::vector<Staged>& staged) const
{
    Staged one{family.name, type, withGroup(series.labels, body.group), {}, defaultMode(m_profile, type, family.name),
        nullptr, {}, {}};
    one.rule = ruleOf(family.name, type, one.labels);
    if (!series.mode.empty()) {
        const auto mode = parseClearMode(series.mode);
        if (!mode || !fits(*mode, type))
            return "mode";
        one.mode = *mode;
    } else {
        const bool ruled = one.rule && one.rule->mode;
        if (ruled)
            one.mode = *one.rule->mode;
        const bool wouldBeSummed
            = one.mode.kind == Kind::Aggregate || one.mode.kind == Kind::Increase || one.mode.kind == Kind::WindowSum;
        if ((!ruled || wouldBeSummed) && isCreatedBeside(body, family.name, type))
            one.mode = {Kind::Min};
    }
    const auto [first, isFirst] = seen.emplace(textOf(one.labels), series.mode);
    if (isCompound(type) && first->second != series.mode)
        return "two modes of one compound";
    if (one.mode.kind == Kind::Drop) { // whatever it says
        if (isFirst && !isCompound(type))
            seen.erase(first);
        return std::nullopt;
    }
    if (!isFirst)
        return "twice";
    one.source = textOf({{"group", ""}});
    for (const auto& [name, value] : body.group)
        one.source += name + '\n' + value + '\n';
    if (one.rule) {
        for (const std::string& name : one.rule->dropLabels)
            one.labels.erase(name);
        for (const std::string& name : one.rule->per) {
            if (const auto at = one.labels.find(name); at != one.labels.end())
                one.source += name + '\n' + at->second + '\n';
            one.labels.erase(name);
        }
    }
    one.key = textOf(one.labels);
    if (isCompound(type)) {
        if (Refused wrong = checkCompound(series, type == MetricType::Summary, one.mode, one.value))
            return wrong;
    } else {
        const bool keeps = keepsLast(one.mode) || one.mode.kind == Kind::Count || one.mode.kind == Kind::WindowCount;
        if (type == MetricType::Counter ? !(series.value >= 0 && std::isfinite(series.value))
                                        : !keeps && !std::isfinite(series.value))
            return "value";
        one.value.number = series.value;
    }
    staged.push_back(std::move(one));
    return std::nullopt;
}

MergeModel::Refused MergeModel::checkCompound(
    const PushedSeries& pushed, bool summary, const ClearMode& mode, Value& value)
{
    Compound& compound = value.compound.emplace();
    compound.summary = summary;
    if ((pushed.sum && !std::isfinite(*pushed.sum))
        || (pushed.count && !(*pushed.count >= 0 && std::isfinite(*pushed.count))))
        return "sum or count";
    compound.sum = pushed.sum;
    if (summary) {
        compound.count = pushed.count;
        if (keepsLast(mode))
            compound.parts = {pushed.bounds.begin(), pushed.bounds.end()};
        else if (!pushed.sum && !pushed.count)
            return "quantiles alone";
        return std::nullopt;
    }
    std::map<double, double> cumulative = pushed.bounds;
    if (!cumulative.contains(kInfinity) && !pushed.count)
        return "neither +Inf nor count";
    if (pushed.count && cumulative.emplace(kInfinity, *pushed.count).first->second != *pushed.count)
        return "+Inf is not count";
    double before = 0;
    for (const auto& [bound, count] : cumulative) {
        if (!(count >= before) || !std::isfinite(count))
            return "buckets";
        compound.parts[bound] = count - before;
        before = count;
    }
    return std::nullopt;
}

/// Families and series that the push would make.
MergeModel::Refused MergeModel::checkNew(const std::vector<Staged>& staged) const
{
    std::map<std::string, MetricType> types;
    for (const auto& [name, family] : m_families)
        types.emplace(name, family.type);
    std::set<std::string> fresh; // new, or of a type that they did not have
    for (const Staged& one : staged) {
        const auto [at, isNew] = types.emplace(one.family, one.type);
        if (isNew || at->second != one.type)
            fresh.insert(one.family);
        at->second = one.type;
    }
    for (const std::string& name : fresh) {
        for (const auto& [other, type] : types) {
            if (name != other && clashes(name, types[name], other, type))
                return "name";
        }
    }
    std::map<const Rule*, std::uint64_t> series;
    std::set<std::pair<std::string, std::string>> known;
    for (const auto& [name, family] : m_families) {
        for (const auto& [key, one] : family.series) {
            ++series[one.second.rule];
            known.emplace(name, key);
        }
    }
    for (const Staged& one : staged) {
        if (known.emplace(one.family, one.key).second && ++series[one.rule] > 0 && one.rule && one.rule->maxSeries
            && series[one.rule] > *one.rule->maxSeries)
            return "max_series";
    }
    return std::nullopt;
}

bool MergeModel::clashes(const std::string& a, MetricType typeA, const std::string& b, MetricType typeB)
{
    const std::set<std::string> ofB = namesOf(b, typeB);
    for (const std::string& name : namesOf(a, typeA)) {
        if (ofB.contains(name))
            return true;
    }
    return typeA == MetricType::Counter && typeB == MetricType::Counter && (a + "_total" == b || b + "_total" == a);
}

bool MergeModel::isCreatedBeside(const PushedBody& body, const std::string& family, MetricType type) const
{
    constexpr std::string_view kSuffix = "_created";
    if (type != MetricType::Gauge || !family.ends_with(kSuffix))
        return false;
    const std::string base = family.substr(0, family.size() - kSuffix.size());
    const auto hasBirth = [](MetricType other) { return other == MetricType::Counter || isCompound(other); };
    const auto isBase = [&](const std::string& name) { return name == base || name == base + "_total"; };
    return std::ranges::any_of(
               m_families, [&](const auto& one) { return isBase(one.first) && hasBirth(one.second.type); })
        || std::ranges::any_of(body.families,
            [&](const PushedFamily& one) { return isBase(one.name) && one.declared && hasBirth(*one.declared); });
}

const Rule* MergeModel::ruleOf(const std::string& family, MetricType type, const Labels& labels) const
{
    std::vector<LabelView> views;
    for (const auto& [name, value] : labels)
        views.push_back({name, value});
    return m_rules->find(family, type, views);
}

// Merging

void MergeModel::merge(const Staged& staged, const LabelSet& group, Instant now)
{
    const auto [at, isNewFamily] = m_families.try_emplace(staged.family);
    if (isNewFamily)
        at->second.type = staged.type;
    const Kind kind = staged.mode.kind;
    at->second.canFall |= kind == Kind::Min || kind == Kind::Mean || staged.mode.isWindow();
    const auto [it, isNew] = at->second.series.try_emplace(staged.key);
    Series& series = it->second.second;
    if (isNew) {
        it->second.first = staged.labels;
        series.group = group;
    }
    mergeInto(series, isNew, staged.mode, kind == Kind::Increase ? increase(staged, now) : staged.value, now);
    series.rule = staged.rule;
    series.lastPush = now;
}

void MergeModel::mergeInto(Series& series, bool isNew, const ClearMode& mode, const Value& value, Instant now)
{
    const bool isStuck = !isNew && isPlain(series.mode) && !series.value.compound // NaN or infinite by `replace`
        && !std::isfinite(static_cast<double>(series.value.number));
    const bool afresh = isNew || isStuck || !(series.mode == mode || (isPlain(series.mode) && isPlain(mode)));
    series.mode = mode;
    if (afresh) {
        series.value = value;
        series.pushes = 1;
        series.window = {{slotOf(mode, now), value}};
        if (mode.kind == Kind::Count)
            series.value.number = 1;
        return;
    }
    ++series.pushes;
    if (mode.isWindow())
        series.window.emplace_back(slotOf(mode, now), value);
    else if (keepsLast(mode))
        series.value = value;
    else if (mode.kind == Kind::Min)
        series.value.number = value.number < series.value.number ? value.number : series.value.number;
    else if (mode.kind == Kind::Max)
        series.value.number = value.number > series.value.number ? value.number : series.value.number;
    else if (mode.kind == Kind::Count)
        series.value.number += 1;
    else
        series.value.add(value);
}

MergeModel::Value MergeModel::increase(const Staged& staged, Instant now)
{
    Value grown = staged.value;
    const auto [at, isNew] = m_baselines.try_emplace({staged.family, staged.key, staged.source});
    const Value& before = at->second.total;
    if (!isNew && grown.compound && before.compound) {
        grown.compound = staged.value.compound->since(*before.compound).value_or(*staged.value.compound);
    } else if (!isNew && !grown.compound && !before.compound && grown.number >= before.number) {
        grown.number -= before.number;
    }
    at->second = {staged.value, now, ttlOf(staged.rule)};
    return grown;
}

/// Mode `family`: what the group's last push of the family did not bring goes.
void MergeModel::replaceFamilies(const std::vector<Staged>& staged, const LabelSet& group)
{
    std::set<std::pair<std::string, std::string>> pushed;
    for (const Staged& one : staged)
        pushed.emplace(one.family, one.key);
    for (const Staged& one : staged) {
        if (one.mode.kind == Kind::Family) {
            std::erase_if(m_families[one.family].series, [&](const auto& series) {
                return series.second.second.group == group && !pushed.contains({one.family, series.first});
            });
        }
    }
}

void MergeModel::dropEmptyFamilies()
{
    std::erase_if(m_families, [](const auto& family) { return family.second.series.empty(); });
}

// Rules, lifetimes, resets

void MergeModel::setRules(RuleSetPtr rules)
{
    m_rules = std::move(rules);
    for (auto& [name, family] : m_families) {
        for (auto& [key, series] : family.series)
            series.second.rule = ruleOf(name, family.type, series.first);
    }
}

std::chrono::milliseconds MergeModel::ttlOf(const Rule* rule) const
{
    return rule && rule->ttl ? *rule->ttl : m_ttl;
}

void MergeModel::expire(Instant now)
{
    std::erase_if(m_baselines, [&](const auto& entry) {
        const auto& [name, key, source] = entry.first;
        std::chrono::milliseconds ttl = entry.second.ttl;
        if (const auto family = m_families.find(name); family != m_families.end()) {
            if (const auto series = family->second.series.find(key); series != family->second.series.end())
                ttl = ttlOf(series->second.second.rule);
        }
        return now - entry.second.lastPush > (ttl.count() > 0 ? ttl : std::chrono::hours(24));
    });
    for (auto& [name, family] : m_families) {
        std::erase_if(family.series, [&](const auto& entry) {
            const Series& series = entry.second.second;
            const std::chrono::milliseconds ttl = ttlOf(series.rule);
            return ttl.count() > 0 && now - series.lastPush > ttl;
        });
    }
    dropEmptyFamilies();
}

std::size_t MergeModel::remove(const Which& which, Instant now)
{
    std::vector<Removed>& removed = m_removed.emplace_back();
    for (auto& [name, family] : m_families) {
        std::erase_if(family.series, [&](const auto& entry) {
            const auto& [labels, series] = entry.second;
            std::vector<LabelView> views;
            for (const auto& [key, value] : labels)
                views.push_back({key, value});
            if ((which.family && *which.family != name) || (which.group && *which.group != series.group)
                || (which.olderThan && now - series.lastPush <= *which.olderThan)
                || (which.selector && !which.selector->matches(name, views)))
                return false;
            removed.push_back({name, family.type, family.help, labels, series});
            return true;
        });
    }
    dropEmptyFamilies();
    return removed.size();
}

void MergeModel::restore(std::size_t removal)
{
    for (const Removed& one : m_removed[removal]) {
        auto family = m_families.find(one.family);
        const bool clash = std::ranges::any_of(m_families, [&](const auto& other) {
            return other.first != one.family && clashes(one.family, one.type, other.first, other.second.type);
        });
        if (family == m_families.end() ? clash : family->second.type != one.type)
            continue;
        if (family == m_families.end()) {
            family = m_families.try_emplace(one.family).first;
            family->second.type = one.type;
            family->second.help = one.help;
        }
        const auto [at, isNew] = family->second.series.try_emplace(textOf(one.labels), one.labels, one.series);
        const Kind kind = one.series.mode.kind;
        if (isNew) {
            at->second.second.rule = ruleOf(one.family, one.type, one.labels);
            family->second.canFall |= kind == Kind::Min || kind == Kind::Mean || one.series.mode.isWindow();
        } else {
            combine(at->second.second, one.series);
        }
    }
}

/// Sums add, minimum and maximum compare; what was replaced returns only where nothing came since.
void MergeModel::combine(Series& series, const Series& removed)
{
    const bool sameKind = series.mode == removed.mode || (isPlain(series.mode) && isPlain(removed.mode));
    if (!sameKind || keepsLast(series.mode) || keepsLast(removed.mode))
        return;
    series.pushes += removed.pushes;
    series.window.insert(series.window.end(), removed.window.begin(), removed.window.end());
    if (removed.mode.kind == Kind::Min)
        series.value.number = std::min(series.value.number, removed.value.number);
    else if (removed.mode.kind == Kind::Max)
        series.value.number = std::max(series.value.number, removed.value.number);
    else
        series.value.add(removed.value);
}

// A scrape

std::optional<MergeModel::Value> MergeModel::shown(const Series& series, Instant now)
{
    if (series.mode.kind == Kind::Mean)
        return Value{series.value.number / static_cast<long double>(series.pushes), std::nullopt};
    if (!series.mode.isWindow())
        return series.value;
    Value sum;
    std::vector<long double> numbers;
    for (const auto& [slot, value] : series.window) {
        if (value.compound && !sum.compound)
            sum.compound = value.compound->zero();
        const bool isLive = slot > slotOf(series.mode, now) - kSlots;
        if (value.compound)
            sum.compound->add(isLive ? *value.compound : value.compound->zero());
        else if (isLive)
            numbers.push_back(value.number);
        sum.number += isLive ? value.number : 0;
    }
    if (sum.compound || series.mode.kind == Kind::WindowSum)
        return sum;
    const auto count = static_cast<long double>(numbers.size());
    if (series.mode.kind == Kind::WindowCount)
        return Value{count, std::nullopt};
    if (numbers.empty())
        return std::nullopt;
    std::ranges::sort(numbers);
    const double rank = std::max(1.0, std::ceil(series.mode.quantile * static_cast<double>(count)));
    switch (series.mode.kind) {
    case Kind::WindowMin: return Value{numbers.front(), std::nullopt};
    case Kind::WindowMax: return Value{numbers.back(), std::nullopt};
    case Kind::WindowMean: return Value{sum.number / count, std::nullopt};
    default: return Value{numbers[static_cast<std::size_t>(rank) - 1], std::nullopt};
    }
}

bool MergeModel::showsNegative(const Family& family, Instant now)
{
    return std::ranges::any_of(family.series, [&](const auto& entry) {
        const std::optional<Value> value = shown(entry.second.second, now);
        return value && !value->compound && value->number < 0;
    });
}

std::vector<ShownLine> MergeModel::scrape(Instant now) const
{
    std::vector<ShownLine> lines;
    for (const auto& [name, family] : m_families) {
        bool begun = false;
        for (const auto& [key, entry] : family.series) {
            const Series& series = entry.second;
            const std::optional<Value> value = shown(series, now);
            if (!value)
                continue;
            const MetricType type
                = family.type == MetricType::Counter && family.canFall ? MetricType::Gauge : family.type;
            if (!begun && !family.help.empty()) {
                lines.push_back({"# HELP " + name + ' ', std::nullopt});
                appendEscapedHelp(lines.back().text, family.help);
            }
            if (!begun && type != MetricType::Untyped)
                lines.push_back({"# TYPE " + name + ' ' + std::string(toString(type)), std::nullopt});
            begun = true;
            const auto line
                = [&](const std::string& suffix, const std::string& bound, long double number, double tolerance = 0) {
                      const std::string all = key + (key.empty() || bound.empty() ? "" : ",") + bound;
                      lines.push_back({name + suffix + (all.empty() ? "" : '{' + all + '}'), number, tolerance});
                  };
            if (!value->compound) {
                line("", "", value->number, series.mode.kind == Kind::WindowQuantile ? 0.01 : 0);
                continue;
            }
            long double count = 0;
            for (const auto& [bound, own] : value->compound->parts) {
                count += own;
                if (value->compound->summary)
                    line("", "quantile=\"" + numberText(bound) + '"', own);
                else
                    line("_bucket", "le=\"" + numberText(bound) + '"', count);
            }
            if (value->compound->sum)
                line("_sum", "", *value->compound->sum);
            if (!value->compound->summary || value->compound->count)
                line("_count", "", value->compound->summary ? *value->compound->count : count);
        }
    }
    return lines;
}

} // namespace cairn::test

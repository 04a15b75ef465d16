// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/stage.h"

#include "core/aggregation/label_text.h"
#include "core/exposition/number.h"
#include "core/exposition/text_writer.h"
#include "core/model/quote.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

constexpr std::string_view kModeLabel = "clearmode";

/// The label that a type's samples own, or an empty text.
std::string_view boundLabel(MetricType type)
{
    if (hasBuckets(type))
        return "le";
    return type == MetricType::Summary ? "quantile" : "";
}

} // namespace

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
                    + std::to_string(limits.labelValueBytes) + " of value in label " + quote(label.name)
                    + ", found more");
        if (!own.empty() && label.name == own) {
            if (!wantsBound || hasBound)
                return refuse(Refusal::Label,
                    hasBound ? "found label " + quote(own) + " a second time"
                             : "expected no label " + quote(own) + " on this sample");
            hasBound = true;
            if (!takeBound(label, series))
                return false;
        } else if (!label.value.empty()) { // an empty value is no label
            m_labels.push_back(label);
        }
    }
    if (wantsBound && !hasBound)
        return refuse(Refusal::Label, "expected a label " + quote(own) + ", found none");
    std::ranges::sort(m_labels, {}, &LabelView::name);
    const auto twice = std::ranges::adjacent_find(m_labels, {}, &LabelView::name);
    if (twice != m_labels.end())
        return refuse(Refusal::Label, "found label " + quote(twice->name) + " a second time");
    if (!applyPathLabels())
        return false;
    m_openMode = {};
    const auto mode = std::ranges::find(m_labels, kModeLabel, &LabelView::name);
    if (mode != m_labels.end()) {
        m_openMode = mode->value;
        m_labels.erase(mode);
    }
    if (m_context.options->profile == Profile::Pushgateway)
        addEmptyInstance();
    if (m_labels.size() > limits.labelsPerSeries)
        return refuse(Refusal::Length,
            "expected at most " + std::to_string(limits.labelsPerSeries) + " labels, found "
                + std::to_string(m_labels.size()));
    return true;
}

/// So that Prometheus does not put its own in the place of none.
void Stage::addEmptyInstance()
{
    constexpr std::string_view kInstance = "instance";
    const auto at = std::ranges::lower_bound(m_labels, kInstance, {}, &LabelView::name);
    if (at == m_labels.end() || at->name != kInstance)
        m_labels.insert(at, {kInstance, {}});
}

bool Stage::takeBound(const LabelView& label, const SeriesText& series)
{
    const Number number = parseNumber(label.value);
    const bool isQuantile = m_openPart == Part::Quantile;
    if (number.error != NumberError::None || std::isnan(number.value))
        return refuse(
            Refusal::Label, "expected a number in label " + quote(label.name) + ", found " + quote(label.value));
    if (isQuantile && (number.value < 0 || number.value > 1))
        return refuse(Refusal::Label, "expected a quantile of 0 to 1, found " + quote(label.value));
    if (!isQuantile && std::isinf(number.value) && number.value < 0)
        return refuse(Refusal::Label, "expected a bound above -Inf, found " + quote(label.value));
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
                "expected no path label " + quote(own) + ", which belongs to the samples of a "
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
    if (mode.kind == Kind::Increase)
        m_push.extras[pending.extra].source = sourceOf(rule);
    if (rule)
        dropLabels(*rule);
    writeLabels(pending);
    return true;
}

/// What tells the sources of Increase apart: the group, and the values of the rule's `per`.
std::string Stage::sourceOf(const Rule* rule) const
{
    std::string source = m_context.group->text;
    for (const LabelView& label : m_labels) {
        if (rule && std::ranges::find(rule->per, label.name) != rule->per.end()
            && std::ranges::find(rule->dropLabels, label.name) == rule->dropLabels.end())
            source.append(1, '\xff').append(label.name).append(1, '\xff').append(label.value);
    }
    return source;
}

void Stage::dropLabels(const Rule& rule)
{
    std::erase_if(m_labels, [&](const LabelView& label) {
        return std::ranges::find(rule.dropLabels, label.name) != rule.dropLabels.end()
            || std::ranges::find(rule.per, label.name) != rule.per.end();
    });
}

void Stage::writeLabels(PendingSeries& pending)
{
    std::string& text = m_push.text;
    pending.labelsAt = static_cast<std::uint32_t>(text.size());
    for (const LabelView& label : m_labels) {
        if (text.size() > pending.labelsAt)
            text += ',';
        pending.quoted |= appendLabelName(text, label.name);
        text += "=\"";
        appendEscapedLabelValue(text, label.value);
        text += '"';
    }
    pending.labelsSize = static_cast<std::uint32_t>(text.size() - pending.labelsAt);
    pending.hash = SeriesIndex::hashLabels(m_push.labelsOf(pending));
}

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/metric_sink.h"
#include "core/exposition/number.h"
#include "core/model/quote.h"

#include <map>
#include <string>
#include <string_view>

namespace cairn::test {

inline std::string numberText(double value)
{
    std::string text;
    appendNumber(text, value);
    return text;
}

/// Whole, however long.
inline std::string quoted(std::string_view text)
{
    return quote(text, text.size());
}

inline std::string labelsText(std::span<const LabelView> labels)
{
    std::string text = "{";
    for (const LabelView& label : labels)
        text.append(text.size() > 1 ? "," : "").append(label.name).append("=").append(quoted(label.value));
    return text + "}";
}

inline std::string exemplarText(const ExemplarView& exemplar)
{
    return "#" + labelsText(exemplar.labels) + " " + numberText(exemplar.value)
        + (exemplar.timestamp ? "@" + numberText(*exemplar.timestamp) : "");
}

inline std::string bucketsText(const std::vector<NativeBucket>& buckets)
{
    std::string text = "[";
    for (const NativeBucket& bucket : buckets)
        text += (text.size() > 1 ? " " : "") + std::to_string(bucket.index) + ":" + numberText(bucket.count);
    return text + "]";
}

inline std::string nativeText(const NativeHistogram& native)
{
    return std::string(native.isFloat ? "float" : "native") + " schema=" + std::to_string(native.schema)
        + " zero=" + numberText(native.zeroThreshold) + ":" + numberText(native.zeroCount)
        + " negative=" + bucketsText(native.negative) + " positive=" + bucketsText(native.positive);
}

/// A sink that writes down what it is told, one line each: `counter a_total "help" unit "seconds"`, then for each of
/// its metrics `{b="c"} created=2 #{trace="x"} 1@3 = 17` or `{} sum=2 count=3 0.5:1 +Inf:3 …`. With `remembers` it
/// recognises labels that it has seen in the family, as the gateway's own sink does.
class RecordingMetricSink {
public:
    std::string log;
    bool remembers = false;
    int recognised = 0;
    int lastOrdinal = 0;
    std::string refuseText; ///< a family's name, labels or a value's text to refuse

    bool recogniseFamily(const FamilyText&) { return false; }
    bool family(const FamilyText& family)
    {
        m_family = family.name;
        log.append(toString(family.type)).append(" ").append(family.name);
        if (!family.help.empty())
            log.append(" ").append(quoted(family.help));
        if (!family.unit.empty())
            log.append(" unit ").append(quoted(family.unit));
        log += '\n';
        return family.name != refuseText;
    }
    bool recogniseLabels(std::string_view encoded)
    {
        const auto it = m_known.find(m_family + '\0' + std::string(encoded));
        if (!remembers || it == m_known.end())
            return false;
        ++recognised;
        begin(it->second);
        return true;
    }
    bool labels(std::string_view encoded, std::span<const LabelView> labels)
    {
        const std::string text = labelsText(labels);
        if (!encoded.empty())
            m_known[m_family + '\0' + std::string(encoded)] = text;
        begin(text);
        return text != refuseText;
    }
    void created(double seconds) { log += " created=" + numberText(seconds); }
    void exemplar(const ExemplarView& exemplar) { log += " " + exemplarText(exemplar); }
    bool number(double value, int ordinal)
    {
        lastOrdinal = ordinal;
        log += " = " + numberText(value) + "\n";
        return numberText(value) != refuseText;
    }
    bool compound(const CompoundText& compound, int ordinal)
    {
        lastOrdinal = ordinal;
        if (compound.hasSum)
            log += " sum=" + numberText(compound.sum);
        if (compound.hasCount)
            log += " count=" + numberText(compound.count);
        for (std::size_t i = 0; i < compound.bounds.size(); ++i)
            log += " " + numberText(compound.bounds[i]) + ":" + numberText(compound.values[i]);
        for (const BucketExemplar& entry : compound.exemplars)
            log += " " + numberText(entry.bound) + exemplarText(entry.exemplar);
        if (compound.native != nullptr)
            log += " " + nativeText(*compound.native);
        if (compound.lostNative)
            log += " lost native";
        log += '\n';
        return refuseText != "compound";
    }
    std::string refusal() { return "refused " + refuseText; }

private:
    void begin(const std::string& labels) { log += labels; }

    std::map<std::string, std::string> m_known;
    std::string m_family;
};

} // namespace cairn::test

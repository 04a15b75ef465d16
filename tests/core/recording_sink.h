// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/number.h"
#include "core/exposition/text_reader.h"
#include "core/exposition/text_writer.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace cairn::test {

/// A sink that writes down what it is told, one line each: `# TYPE a counter`, `# HELP a escaped text`, `a{b="c"} 1`.
/// With `remembers` it recognises every raw text it has seen, as the gateway's own sink does.
class RecordingSink {
public:
    std::string log;
    bool remembers = false;
    int recognised = 0;
    int lastLine = 0;
    std::string refuseName; ///< a family or series to refuse

    std::size_t recogniseComment(const char* at, const char* end) { return recognise(m_comments, at, end, nullptr); }
    std::size_t recogniseSeries(const char* at, const char* end) { return recognise(m_series, at, end, &m_current); }

    bool type(std::string_view family, MetricType type, std::string_view raw)
    {
        m_comments.emplace(raw);
        log.append("# TYPE ").append(nameText(family)).append(" ").append(toString(type)).append("\n");
        return family != refuseName;
    }
    bool help(std::string_view family, std::string_view help, std::string_view raw)
    {
        m_comments.emplace(raw);
        log.append("# HELP ").append(nameText(family)).append(" ");
        appendEscapedHelp(log, help);
        log += '\n';
        return family != refuseName;
    }
    bool series(const SeriesText& series)
    {
        m_current = canonical(series);
        learnSeries(series.raw, m_current);
        return series.name != refuseName;
    }
    bool value(double value, int line)
    {
        log.append(m_current).append(" ");
        appendNumber(log, value);
        log += '\n';
        lastLine = line;
        return m_current + " value" != refuseName;
    }
    std::string refusal() { return "refused " + refuseName; }

protected:
    using Texts = std::set<std::string, std::less<>>;

    static std::string inQuotes(std::string_view name)
    {
        std::string text = "\"";
        appendEscapedLabelValue(text, name);
        return text + '"';
    }
    static std::string nameText(std::string_view name)
    {
        return isMetricName(name) ? std::string(name) : inQuotes(name);
    }
    static std::string canonical(const SeriesText& series)
    {
        const bool isClassic = isMetricName(series.name);
        std::string text = isClassic ? std::string(series.name) : '{' + inQuotes(series.name);
        char before = isClassic ? '{' : ',';
        for (const LabelView& label : series.labels) {
            text += before;
            text.append(isLabelName(label.name) ? std::string(label.name) : inQuotes(label.name)).append("=\"");
            appendEscapedLabelValue(text, label.value);
            text += '"';
            before = ',';
        }
        return before == ',' ? text + '}' : text;
    }

    /// The longest text that stands at `at`.
    std::size_t recognise(const Texts& texts, const char* at, const char* end, std::string* current)
    {
        if (!remembers)
            return 0;
        const std::string_view rest(at, static_cast<std::size_t>(end - at));
        std::size_t best = 0;
        for (const std::string& text : texts) {
            if (text.size() > best && rest.starts_with(text)) {
                best = text.size();
                if (current != nullptr)
                    *current = m_texts[text];
            }
        }
        recognised += best != 0 ? 1 : 0;
        return best;
    }

    void learnSeries(std::string_view raw, std::string text)
    {
        m_series.emplace(raw);
        m_texts[std::string(raw)] = std::move(text);
    }

    Texts m_comments;
    Texts m_series;
    std::map<std::string, std::string> m_texts;
    std::string m_current;
};

} // namespace cairn::test

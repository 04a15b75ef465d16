// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/openmetrics_reader.h"
#include "tests/core/recording_sink.h"

namespace cairn::test {

/// Writes down what OpenMetrics says beside text: `# UNIT a_seconds seconds`, before a sample `# {b="c"} 0.5 123`, and
/// for a birth `birth of a_total: a_created{b="c"} 1.5`.
class OpenMetricsRecordingSink : public RecordingSink {
public:
    bool unit(std::string_view family, std::string_view unit, std::string_view raw)
    {
        m_comments.emplace(raw);
        log.append("# UNIT ").append(nameText(family)).append(" ").append(unit).append("\n");
        return family != refuseName;
    }
    void exemplar(const ExemplarView& exemplar)
    {
        SeriesText labels;
        labels.name = "x";
        labels.labels = exemplar.labels;
        log.append("# ").append(exemplar.labels.empty() ? "{}" : canonical(labels).substr(1)).append(" ");
        appendNumber(log, exemplar.value);
        if (exemplar.timestamp) {
            log += ' ';
            appendNumber(log, *exemplar.timestamp);
        }
        log += '\n';
    }
    bool created(std::string_view family, const SeriesText& series, double seconds, int line)
    {
        const std::string text = "birth of " + nameText(family) + ": " + canonical(series);
        learnSeries(series.raw, text);
        log.append(text).append(" ");
        appendNumber(log, seconds);
        log += '\n';
        lastLine = line;
        return series.name != refuseName;
    }
};

} // namespace cairn::test

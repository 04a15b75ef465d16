// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/series_syntax.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

using OpenMetricsOptions = TextOptions;

namespace detail {

/// One line that begins with `#`. Views live until the next comment, the family's name as long as SeriesText's.
struct OpenMetricsComment {
    enum class Kind { Type, Help, Unit, End };
    Kind kind = Kind::End;
    std::string_view family;
    MetricType type = MetricType::Untyped;
    std::string_view text; ///< the help, unescaped, or the unit; may be empty
    std::string_view raw; ///< the line with its line end
};

/// The grammar of OpenMetrics 1.0 (section ABNF), piece by piece, for readOpenMetrics(), with the quoted names of text
/// 1.0.0. What the lines mean together is OpenMetricsFamilies' business.
class OpenMetricsSyntax final : public SeriesSyntax {
public:
    OpenMetricsSyntax(std::string_view text, const OpenMetricsOptions& options);

    [[nodiscard]] const char* begin() const noexcept { return m_begin; }

    /// Reads a comment from its `#` to the start of the next line.
    const char* readComment(const char* at);
    [[nodiscard]] const OpenMetricsComment& comment() const noexcept { return m_comment; }

    /// Reads what follows a series: its value, perhaps a timestamp and an exemplar, and the line end; returns the start
    /// of the next line.
    const char* readValue(const char* at, double& value);
    /// The exemplar behind the value read last, or null; lives until the next line.
    [[nodiscard]] const ExemplarView* exemplar() const noexcept { return m_hasExemplar ? &m_exemplar : nullptr; }
    [[nodiscard]] const char* exemplarAt() const noexcept { return m_exemplarAt; }

private:
    const char* readFamily(const char* at, std::string_view keyword);
    const char* readType(std::string_view word);
    const char* readHelp(std::string_view help);
    const char* readUnit(std::string_view unit);

    const char* readUsual(const char* at, double& value) const noexcept;
    const char* readNumber(const char* at, const char* what, double& value);
    const char* readTimestamp(const char* at, double& value);
    const char* readExemplar(const char* at);
    const char* checkExemplar(const char* at);
    const char* readLineEnd(const char* at, const char* what);
    const char* refuseNumber(const char* at, std::string_view token, const char* what, bool isOutOfRange);

    OpenMetricsComment m_comment;
    std::string m_help;
    ExemplarView m_exemplar;
    Labels m_exemplarLabels;
    const char* m_exemplarAt = nullptr;
    bool m_hasExemplar = false;
};

} // namespace detail

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/openmetrics_syntax.h"

#include "core/exposition/number.h"
#include "core/exposition/scan.h"
#include "core/exposition/short_value.h"

#include <algorithm>
#include <cmath>

namespace cairn::detail {

namespace {

/// `{count:…`, as drafts of OpenMetrics 2.0 write a histogram of many numbers.
bool isCompositeValue(std::string_view rest) noexcept
{
    const std::size_t stop = rest.find_first_of(":=\"}");
    return rest.starts_with('{') && stop != std::string_view::npos && rest[stop] == ':';
}

} // namespace

OpenMetricsSyntax::OpenMetricsSyntax(std::string_view text, const OpenMetricsOptions& options)
    : SeriesSyntax(text, options, Dialect::OpenMetrics)
{
}

const char* OpenMetricsSyntax::readValue(const char* at, double& value)
{
    m_hasExemplar = false;
    at = readNumber(at, "value", value);
    if (at == nullptr)
        return nullptr;
    if (m_end - at >= 2 && *at == ' ' && at[1] != '#') {
        const char* const token = at + 1;
        double timestamp = 0;
        at = readTimestamp(at, timestamp);
        if (at == nullptr)
            return nullptr;
        if (!m_options.ignoreTimestamps)
            return refuseTimestamp(token, {token, static_cast<std::size_t>(at - token)});
    }
    if (m_end - at >= 2 && *at == ' ' && at[1] == '#')
        return readExemplar(at);
    return readLineEnd(at, "value");
}

/// A number as most are written; nullptr where it is to be looked at closer.
const char* OpenMetricsSyntax::readUsual(const char* at, double& value) const noexcept
{
    if (m_end - at < kDecimalReach)
        return nullptr;
    const char* const behind = readDecimal(at, value);
    return behind != nullptr && (*behind == ' ' || *behind == '\n') ? behind : nullptr;
}

/// One blank and a number.
const char* OpenMetricsSyntax::readNumber(const char* at, const char* what, double& value)
{
    if (at == m_end || *at != ' ')
        return refuse(at, std::string("expected one blank before the ") + what + ", found " + found(at));
    ++at;
    if (const char* const behind = readUsual(at, value))
        return behind;
    const char* const end = tokenEnd(at);
    const std::string_view token(at, static_cast<std::size_t>(end - at));
    const Number number = parseNumber(token);
    value = number.value;
    return number.error == NumberError::None ? end
                                             : refuseNumber(at, token, what, number.error == NumberError::OutOfRange);
}

const char* OpenMetricsSyntax::refuseNumber(const char* at, std::string_view token, const char* what, bool isOutOfRange)
{
    if (isOutOfRange)
        return refuse(at, std::string(what) + ' ' + quoted(token) + " is out of the range of a double");
    std::string message
        = std::string("expected a number as ") + what + ", found " + (token.empty() ? found(at) : quoted(token));
    if (isCompositeValue(lineFrom(at)))
        message += ": native histograms are no part of OpenMetrics 1.0 text, push them as protobuf";
    else if (token.empty() && at != m_end && *at == ' ')
        message += ": OpenMetrics has exactly one blank between tokens";
    return refuse(at, std::move(message));
}

/// One blank and seconds.
const char* OpenMetricsSyntax::readTimestamp(const char* at, double& value)
{
    ++at;
    if (const char* const behind = readUsual(at, value))
        return behind;
    const char* const end = tokenEnd(at);
    const std::string_view token(at, static_cast<std::size_t>(end - at));
    const Number number = parseNumber(token);
    value = number.value;
    if (number.error == NumberError::None && std::isfinite(number.value))
        return end;
    const std::string here = token.empty() && isLineEnd(at) ? "a blank before it" : found(at);
    return refuse(
        at, "expected the end of the line or a timestamp in seconds, found " + (token.empty() ? here : quoted(token)));
}

const char* OpenMetricsSyntax::readExemplar(const char* at)
{
    m_exemplarAt = at + 1;
    m_exemplarLabels.clear();
    at += 2;
    if (m_end - at < 2 || at[0] != ' ' || at[1] != '{')
        return refuse(at, "expected ' {' and the labels of an exemplar behind '#', found " + found(at));
    at = readLabels(at + 2, m_exemplarLabels, nullptr);
    if (at == nullptr || checkExemplar(m_exemplarAt) == nullptr)
        return nullptr;
    at = readNumber(at, "value of the exemplar", m_exemplar.value);
    if (at == nullptr)
        return nullptr;
    m_exemplar.timestamp.reset();
    if (m_end - at >= 2 && *at == ' ') {
        at = readTimestamp(at, m_exemplar.timestamp.emplace());
        if (at == nullptr)
            return nullptr;
    }
    m_exemplar.labels = m_exemplarLabels;
    m_hasExemplar = true;
    return readLineEnd(at, "exemplar");
}

/// OpenMetrics 1.0, section Exemplars.
const char* OpenMetricsSyntax::checkExemplar(const char* at)
{
    std::size_t length = 0;
    for (const LabelView& label : m_exemplarLabels)
        length += countCharacters(label.name) + countCharacters(label.value);
    if (length > kMaxExemplarCharacters)
        return refuse(at,
            "expected at most " + std::to_string(kMaxExemplarCharacters)
                + " characters in the labels of an exemplar, found " + std::to_string(length));
    for (auto label = m_exemplarLabels.begin(); label != m_exemplarLabels.end(); ++label) { // few, as they are short
        if (std::find_if(m_exemplarLabels.begin(), label, [&](const LabelView& l) { return l.name == label->name; })
            != label)
            return refuse(at, "found label " + quoted(label->name) + " of the exemplar a second time");
    }
    return at;
}

const char* OpenMetricsSyntax::readLineEnd(const char* at, const char* what)
{
    if (at != m_end && *at == '\n')
        return at + 1;
    const bool isReturn = at != m_end && *at == '\r';
    return refuse(at,
        std::string("expected a line feed behind the ") + what + ", found " + found(at)
            + (isReturn ? ": lines of OpenMetrics have no carriage returns" : ""));
}

} // namespace cairn::detail

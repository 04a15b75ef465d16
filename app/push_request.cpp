// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/push_request.h"

#include "core/exposition/text_reader.h"

#include <QByteArray>

#include <algorithm>
#include <vector>

namespace cairn::app {

namespace {

constexpr std::string_view kClearMode = "clearmode";

struct Insertion {
    std::size_t offset;
    std::string text;
};

// Notes where each sample's label block wants the label; everything else of the body stays as it is.
class ModeInserter {
public:
    ModeInserter(std::string_view body, std::string_view mode)
        : m_body(body), m_label(std::string(kClearMode) + "=\"" + std::string(mode) + "\"")
    {
    }
    std::vector<Insertion> insertions;

    std::size_t recogniseComment(const char*, const char*) { return 0; }
    std::size_t recogniseSeries(const char*, const char*) { return 0; }
    bool type(std::string_view, MetricType, std::string_view) { return true; }
    bool help(std::string_view, std::string_view, std::string_view) { return true; }
    bool value(double, int) { return true; }
    std::string refusal() { return {}; }
    bool series(const SeriesText& series)
    {
        const bool has = std::any_of(series.labels.begin(), series.labels.end(),
            [](const LabelView& label) { return label.name == kClearMode && !label.value.empty(); });
        if (!has)
            insert(series.raw);
        return true;
    }

private:
    void insert(std::string_view raw)
    {
        const auto start = static_cast<std::size_t>(raw.data() - m_body.data());
        if (!raw.ends_with('}')) {
            insertions.push_back({start + raw.size(), "{" + m_label + "}"});
            return;
        }
        const std::size_t last = raw.find_last_not_of(" \t", raw.size() - 2);
        const bool follows = raw[last] != '{' && raw[last] != ',';
        insertions.push_back({start + raw.size() - 1, (follows ? "," : "") + m_label});
    }

    std::string_view m_body;
    std::string m_label;
};

QByteArray encoded(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size())).toPercentEncoding();
}

} // namespace

std::string pushPath(std::span<const Label> labels)
{
    QByteArray path = "/metrics";
    for (const auto& [name, value] : labels) {
        path += '/' + QByteArray::fromStdString(name);
        if (value.empty())
            path += "@base64/=";
        else if (value.find('/') != std::string::npos || value == "." || value == "..")
            path += "@base64/" + QByteArray::fromStdString(value).toBase64(QByteArray::Base64UrlEncoding);
        else
            path += '/' + encoded(value);
    }
    return path.toStdString();
}

Result<std::string, ParseError> withClearMode(std::string_view body, std::string_view mode)
{
    ModeInserter inserter(body, mode);
    TextOptions options;
    options.ignoreTimestamps = true; // whether they may be is the gateway's business
    if (const auto outcome = readText(body, options, inserter); !outcome)
        return Failure{outcome.error()};
    std::string out;
    std::size_t from = 0;
    for (const Insertion& insertion : inserter.insertions) {
        out.append(body.substr(from, insertion.offset - from)).append(insertion.text);
        from = insertion.offset;
    }
    return out.append(body.substr(from));
}

} // namespace cairn::app

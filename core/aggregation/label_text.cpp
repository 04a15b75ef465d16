// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/label_text.h"

#include "core/exposition/text_writer.h"

namespace cairn {

namespace {

/// Reads an escaped value from behind its opening quote; `at` ends behind the closing one.
std::string unescape(std::string_view text, std::size_t& at)
{
    std::string value;
    for (; text[at] != '"'; ++at) {
        if (text[at] == '\\')
            value += text[++at] == 'n' ? '\n' : text[at];
        else
            value += text[at];
    }
    ++at;
    return value;
}

} // namespace

void appendLabelText(std::string& text, const LabelSet& labels)
{
    const char* separator = "";
    for (const Label& label : labels) {
        text.append(separator).append(label.name).append("=\"");
        appendEscapedLabelValue(text, label.value);
        text += '"';
        separator = ",";
    }
}

std::string labelText(const LabelSet& labels)
{
    std::string text;
    appendLabelText(text, labels);
    return text;
}

LabelSet parseLabelText(std::string_view text)
{
    LabelSet labels;
    for (std::size_t at = 0; at < text.size(); ++at) { // over the comma
        const std::size_t equals = text.find('=', at);
        std::string name(text.substr(at, equals - at));
        at = equals + 2;
        labels.push_back({std::move(name), unescape(text, at)});
    }
    return labels;
}

std::vector<LabelView> labelViews(const LabelSet& labels)
{
    std::vector<LabelView> views;
    views.reserve(labels.size());
    for (const Label& label : labels)
        views.push_back({label.name, label.value});
    return views;
}

} // namespace cairn

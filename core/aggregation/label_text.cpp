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

/// Reads a name, quoted or not; `at` ends at the equals sign.
std::string readName(std::string_view text, std::size_t& at)
{
    if (text[at] == '"')
        return unescape(text, ++at);
    const std::size_t begin = at;
    at = text.find('=', at);
    return std::string(text.substr(begin, at - begin));
}

} // namespace

bool appendLabelName(std::string& text, std::string_view name)
{
    if (isLabelName(name)) {
        text += name;
        return false;
    }
    text += '"';
    appendEscapedLabelValue(text, name);
    text += '"';
    return true;
}

void appendLabelText(std::string& text, const LabelSet& labels)
{
    const char* separator = "";
    for (const Label& label : labels) {
        text += separator;
        appendLabelName(text, label.name);
        text += "=\"";
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
        std::string name = readName(text, at);
        at += 2; // over ="
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

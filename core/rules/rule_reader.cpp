// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_reader.h"

#include "core/model/quote.h"
#include "core/model/units.h"
#include "core/rules/nearest_word.h"
#include "core/rules/scalar_position.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace cairn {

namespace {

using NodeKind = YamlNode::Kind;

/// In the order of RuleReader::Key.
constexpr std::string_view kKeys[] = {"name", "match", "type", "mode", "ttl", "per", "drop_labels", "max_series"};
constexpr std::size_t kMaxErrors = 1000;
constexpr std::size_t kMaxNameBytes = 200;

std::string quotedKey(std::string_view key)
{
    return quote(key, 40);
}

/// Labels that are not the pusher's to keep or leave out: parts of a histogram or summary, the name, our own.
bool isReserved(std::string_view label)
{
    return label == "le" || label == "quantile" || label == "clearmode" || label.starts_with("__");
}

std::optional<std::uint64_t> readCount(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value == 0)
        return {};
    return value;
}

} // namespace

void reportAt(std::vector<RuleError>& errors, int line, int column, std::string message)
{
    if (errors.size() + 1 < kMaxErrors)
        errors.push_back({line, column, std::move(message)});
    else if (errors.size() < kMaxErrors)
        errors.push_back({line, column, "too many mistakes, the rest is not listed"});
}

std::string unknownKey(std::string_view key, std::span<const std::string_view> known)
{
    std::string message = "unknown key " + quotedKey(key) + ": ";
    if (const std::string_view nearest = nearestWord(key, known); !nearest.empty())
        message.append("did you mean ").append(nearest).append("? ");
    message += "known are ";
    for (std::size_t i = 0; i < known.size(); ++i)
        message.append(i == 0 ? "" : ", ").append(known[i]);
    return message;
}

void RuleReader::report(const YamlNode& at, std::string message)
{
    reportAt(m_errors, at.line, at.column, std::move(message));
}

Rule RuleReader::read(const YamlNode& entry, std::size_t number)
{
    m_rule.name = "rule " + std::to_string(number);
    if (entry.kind != NodeKind::Map) {
        report(entry, "a rule is a map with the key match at least");
        return std::move(m_rule);
    }
    collectKeys(entry);
    if (m_keys[Match] == nullptr)
        report(entry, "the rule lacks the key match");
    readName();
    readMatch();
    readType();
    readMode();
    readTtl();
    readLabels(Per, m_rule.per);
    readLabels(DropLabels, m_rule.dropLabels);
    readMaxSeries();
    checkModeFitsType();
    checkPer();
    return std::move(m_rule);
}

void RuleReader::collectKeys(const YamlNode& entry)
{
    for (std::size_t i = 0; i + 1 < entry.children.size(); i += 2)
        collectKey(entry.children[i], entry.children[i + 1]);
}

void RuleReader::collectKey(const YamlNode& key, const YamlNode& value)
{
    if (key.kind != NodeKind::Scalar)
        return report(key, "a key must be a word");
    const auto known = std::ranges::find(kKeys, std::string_view(key.value));
    if (known == std::end(kKeys))
        return report(key, unknownKey(key.value, kKeys));
    const auto index = static_cast<std::size_t>(known - std::begin(kKeys));
    if (const YamlNode* first = m_keys[index])
        return report(key, "the key " + key.value + " is given twice, first on line " + std::to_string(first->line));
    m_keys[index] = &key;
    if (value.kind == NodeKind::Null)
        return report(key, "the key " + key.value + " lacks a value");
    m_values[index] = &value;
}

const YamlNode* RuleReader::scalarOf(Key key)
{
    const YamlNode* const value = m_values[key];
    if (value == nullptr || value->kind == NodeKind::Scalar)
        return value;
    report(*value, std::string(kKeys[key]) + " takes one value, not a list or map");
    return nullptr;
}

void RuleReader::readName()
{
    const YamlNode* const value = scalarOf(Name);
    if (value == nullptr)
        return;
    const bool printable = std::ranges::none_of(value->value, [](char c) { return (c & ~0x1F) == 0 || c == 0x7F; });
    if (value->value.empty() || value->value.size() > kMaxNameBytes || !printable)
        return report(*value, "a rule's name is one line of 1 to " + std::to_string(kMaxNameBytes) + " bytes");
    m_rule.name = value->value;
}

void RuleReader::readMatch()
{
    const YamlNode* const value = scalarOf(Match);
    if (value == nullptr)
        return;
    auto selector = Selector::parse(value->value);
    if (selector) {
        m_rule.match = std::move(*selector);
        return;
    }
    const SelectorError& error = selector.error();
    if (const auto column = columnInFile(m_yaml, *value, error.column - 1))
        reportAt(m_errors, value->line, *column, error.message);
    else
        report(*value, error.message + ", at byte " + std::to_string(error.column) + " of the selector");
}

void RuleReader::readType()
{
    const YamlNode* const value = scalarOf(Type);
    if (value == nullptr)
        return;
    m_rule.type = metricTypeFromString(value->value);
    if (!m_rule.type)
        report(*value,
            "unknown type " + quote(value->value) + ": known are untyped, counter, gauge, histogram and summary");
}

void RuleReader::readMode()
{
    const YamlNode* const value = scalarOf(Mode);
    if (value == nullptr)
        return;
    auto mode = parseClearMode(value->value);
    if (mode)
        m_rule.mode = *mode;
    else
        report(*value, std::move(mode.error()));
}

void RuleReader::readTtl()
{
    const YamlNode* const value = scalarOf(Ttl);
    if (value == nullptr)
        return;
    auto ttl = parseDuration(value->value);
    if (ttl)
        m_rule.ttl = *ttl;
    else
        report(*value, std::move(ttl.error()));
}

void RuleReader::readMaxSeries()
{
    const YamlNode* const value = scalarOf(MaxSeries);
    if (value == nullptr)
        return;
    m_rule.maxSeries = readCount(value->value);
    if (!m_rule.maxSeries)
        report(*value, "max_series " + quote(value->value) + " must be a whole number from 1");
}

void RuleReader::readLabels(Key key, std::vector<std::string>& names)
{
    const YamlNode* const value = m_values[key];
    if (value == nullptr)
        return;
    if (value->kind != NodeKind::Sequence)
        return report(*value, std::string(kKeys[key]) + " takes a list of label names, as in [pod, instance]");
    for (const YamlNode& item : value->children)
        readLabel(key, item, names);
}

void RuleReader::readLabel(Key key, const YamlNode& item, std::vector<std::string>& names)
{
    if (item.kind != NodeKind::Scalar || !isLabelName(item.value))
        return report(item, quote(item.value) + " is no label name: letters, digits and _, no digit first");
    if (isReserved(item.value))
        return report(item, std::string(kKeys[key]) + " cannot name the label " + quotedKey(item.value));
    if (std::ranges::find(names, item.value) != names.end())
        return report(item, "the label " + quotedKey(item.value) + " is listed twice");
    if (key == DropLabels && std::ranges::find(m_rule.per, item.value) != m_rule.per.end())
        return report(item,
            "the label " + quotedKey(item.value)
                + " is in per already, whose labels are left out of the output anyway");
    names.push_back(item.value);
}

void RuleReader::checkModeFitsType()
{
    if (!m_rule.mode || !m_rule.type || fits(*m_rule.mode, *m_rule.type))
        return;
    report(*m_values[Mode],
        "the mode " + toString(*m_rule.mode) + " does not fit the type " + std::string(toString(*m_rule.type))
            + ": histograms and summaries know aggregate, replace, family, increase, drop and sum over a window");
}

void RuleReader::checkPer()
{
    const bool modeUnreadable = m_values[Mode] != nullptr && !m_rule.mode;
    if (m_keys[Per] == nullptr || modeUnreadable)
        return;
    if (!m_rule.mode || m_rule.mode->kind != ClearMode::Kind::Increase)
        report(*m_keys[Per], "per needs mode: increase, whose sources it tells apart");
}

} // namespace cairn

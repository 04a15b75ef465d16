// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace cairn::ui {

/// A rule as the API reads it and as the form edits it.
struct Rule {
    int number = 0; // its place, from 1
    QString name; // empty: none of its own
    QString match;
    QString type; // empty: any
    QString mode; // empty: the profile's
    QString ttl; // as written: "24h"; empty: --series.ttl
    QStringList per;
    QStringList dropLabels;
    QString maxSeries; // empty: none
    std::optional<qint64> families; // that it decides for now; none where not counted
    std::optional<qint64> series;
    int shadowedBy = 0; // the earlier rule that takes what this one matches; 0 for none
    bool isShadowKnown = true; // that one was looked for

    bool operator==(const Rule&) const = default;
};

Rule ruleOf(const QJsonObject& object);
QJsonObject toJson(const Rule& rule); ///< with the keys of the rule file
QList<Rule> rulesOf(const QJsonArray& array);

/// "1h30m" of 5400; "0" of 0. Exact for milliseconds.
QString durationText(double seconds);

/// A key of the rule file with its value as YAML has it.
struct RuleField {
    QString key;
    QString yaml;
};
/// What a rule says, in the order in which the file has it; what it does not say is left out, but for `match`.
QList<RuleField> ruleFields(const Rule& rule);

/// The rule as an item of the list `rules:`, its dash `indent` blanks in; ends with a line feed.
QString ruleYaml(const Rule& rule, int indent = 2);

} // namespace cairn::ui

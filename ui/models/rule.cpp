// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule.h"

#include <QRegularExpression>

#include <array>
#include <cmath>

namespace cairn::ui {

namespace {

QStringList stringsOf(const QJsonValue& json)
{
    QStringList texts;
    const QJsonArray array = json.toArray();
    for (const QJsonValue& one : array)
        texts << one.toString();
    return texts;
}

std::optional<qint64> countOf(const QJsonValue& json)
{
    return json.isDouble() ? std::optional(json.toInteger()) : std::nullopt;
}

// Plain scalars that YAML could take for something else are quoted; so is all that is not plainly a word.
bool isPlain(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("\\A[A-Za-z_/][A-Za-z0-9_./:+-]*( [A-Za-z0-9_./+-]+)*\\z"));
    static const QRegularExpression meaning(
        QStringLiteral("\\A(null|true|false|yes|no|on|off|y|n)\\z"), QRegularExpression::CaseInsensitiveOption);
    return word.match(text).hasMatch() && !meaning.match(text).hasMatch() && !text.endsWith(u':')
        && !text.contains(QLatin1String(": "));
}

QString doubleQuoted(const QString& text)
{
    QString out(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            out += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + u'"';
}

QString scalar(const QString& text)
{
    static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
    if (isPlain(text))
        return text;
    if (text.contains(control))
        return doubleQuoted(text);
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString list(const QStringList& texts)
{
    QStringList parts;
    for (const QString& text : texts)
        parts << (text.contains(u',') ? doubleQuoted(text) : scalar(text));
    return u'[' + parts.join(QStringLiteral(", ")) + u']';
}

// What a person wrote as a duration or a number stands as it is, unless it would break the line.
QString word(const QString& text)
{
    static const QRegularExpression number(QStringLiteral("\\A[0-9][0-9a-z.]*\\z"));
    return number.match(text).hasMatch() ? text : scalar(text);
}

} // namespace

Rule ruleOf(const QJsonObject& object)
{
    Rule rule;
    rule.number = object[u"number"].toInt();
    rule.name = object[u"name"].toString();
    if (rule.name == QStringLiteral("rule %1").arg(rule.number)) // the gateway's own word for one without a name
        rule.name.clear();
    rule.match = object[u"match"].toString();
    rule.type = object[u"type"].toString();
    rule.mode = object[u"mode"].toString();
    if (object[u"ttl_seconds"].isDouble())
        rule.ttl = durationText(object[u"ttl_seconds"].toDouble());
    rule.per = stringsOf(object[u"per"]);
    rule.dropLabels = stringsOf(object[u"drop_labels"]);
    if (object[u"max_series"].isDouble())
        rule.maxSeries = QString::number(object[u"max_series"].toInteger());
    rule.families = countOf(object[u"families"]);
    rule.series = countOf(object[u"series"]);
    rule.shadowedBy = object[u"shadowed_by"].toInt();
    return rule;
}

QJsonObject toJson(const Rule& rule)
{
    QJsonObject object;
    const auto add = [&object](const char* key, const QString& text) {
        if (!text.isEmpty())
            object.insert(QLatin1String(key), text);
    };
    add("name", rule.name);
    add("match", rule.match);
    add("type", rule.type);
    add("mode", rule.mode);
    add("ttl", rule.ttl);
    if (!rule.per.isEmpty())
        object.insert(u"per", QJsonArray::fromStringList(rule.per));
    if (!rule.dropLabels.isEmpty())
        object.insert(u"drop_labels", QJsonArray::fromStringList(rule.dropLabels));
    add("max_series", rule.maxSeries);
    return object;
}

QList<Rule> rulesOf(const QJsonArray& array)
{
    QList<Rule> rules;
    for (const QJsonValue& one : array)
        rules << ruleOf(one.toObject());
    return rules;
}

QString durationText(double seconds)
{
    struct Unit {
        qint64 milliseconds;
        const char* name;
    };
    static constexpr std::array<Unit, 5> units{
        {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1000, "s"}, {1, "ms"}}};
    qint64 left = std::llround(seconds * 1000);
    QString text;
    for (const Unit& unit : units) {
        if (left >= unit.milliseconds)
            text += QString::number(left / unit.milliseconds) + QLatin1String(unit.name);
        left %= unit.milliseconds;
    }
    return text.isEmpty() ? QStringLiteral("0") : text;
}

QList<RuleField> ruleFields(const Rule& rule)
{
    QList<RuleField> fields;
    const auto add = [&fields](const char* key, const QString& yaml) { fields << RuleField{QLatin1String(key), yaml}; };
    if (!rule.name.isEmpty())
        add("name", scalar(rule.name));
    add("match", scalar(rule.match));
    if (!rule.type.isEmpty())
        add("type", word(rule.type));
    if (!rule.mode.isEmpty())
        add("mode", scalar(rule.mode));
    if (!rule.ttl.isEmpty())
        add("ttl", word(rule.ttl));
    if (!rule.per.isEmpty())
        add("per", list(rule.per));
    if (!rule.dropLabels.isEmpty())
        add("drop_labels", list(rule.dropLabels));
    if (!rule.maxSeries.isEmpty())
        add("max_series", word(rule.maxSeries));
    return fields;
}

QString ruleYaml(const Rule& rule, int indent)
{
    QStringList lines;
    const QList<RuleField> fields = ruleFields(rule);
    for (const RuleField& field : fields)
        lines << field.key + QStringLiteral(": ") + field.yaml;
    const QString blanks(indent, u' ');
    return blanks + QStringLiteral("- ") + lines.join(u'\n' + blanks + QStringLiteral("  ")) + u'\n';
}

} // namespace cairn::ui

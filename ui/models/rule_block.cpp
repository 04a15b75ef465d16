// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_block.h"

#include "ui/models/yaml_scalar.h"

#include <QRegularExpression>

#include <algorithm>

namespace cairn::ui {

namespace {

const QStringList kKeys{QStringLiteral("name"), QStringLiteral("match"), QStringLiteral("type"), QStringLiteral("mode"),
    QStringLiteral("ttl"), QStringLiteral("per"), QStringLiteral("drop_labels"), QStringLiteral("max_series")};

bool isListKey(const QString& key)
{
    return key == QStringLiteral("per") || key == QStringLiteral("drop_labels");
}

bool isRemark(const QString& line)
{
    const QString text = line.trimmed();
    return text.isEmpty() || text.startsWith(u'#');
}

int indentOf(const QString& line)
{
    return static_cast<int>(std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' '; }) - line.begin());
}

QString fieldOf(const QList<RuleField>& fields, const QString& key)
{
    for (const RuleField& field : fields)
        if (field.key == key)
            return field.yaml;
    return {};
}

} // namespace

RuleBlock::RuleBlock(const QString& body)
{
    static const QRegularExpression dash(QStringLiteral("\\A *-(?: +|\\r?\\z)"));
    QStringList lines = body.split(u'\n');
    m_isEnded = lines.last().isEmpty();
    if (m_isEnded)
        lines.removeLast();
    if (lines.isEmpty())
        return;
    m_lead = dash.match(lines.first()).captured();
    lines.first().remove(0, m_lead.size());
    m_column = static_cast<int>(m_lead.size());
    if (isRemark(lines.first()) && lines.size() > 1) { // the dash has a line of its own
        m_column = indentOf(lines.at(1));
        m_lead += lines.takeFirst() + u'\n' + QString(m_column, u' ');
        lines.first().remove(0, m_column);
    }
    read(lines);
}

void RuleBlock::read(const QStringList& lines)
{
    if (!lines.first().trimmed().isEmpty())
        readKey(lines.first());
    for (const QString& line : lines.mid(1)) {
        if (!isRemark(line) && indentOf(line) == m_column && line.at(m_column) != u'-')
            readKey(line.mid(m_column));
        else if (m_entries.isEmpty())
            m_isWhole = false;
        else
            m_entries.last().below += line + u'\n';
    }
    for (Entry& entry : m_entries)
        readBelow(entry);
}

void RuleBlock::readKey(const QString& line)
{
    static const QRegularExpression keyOnly(QStringLiteral("\\A([A-Za-z_]+)[ ]*:(?=\\s|\\z)"));
    const auto match = keyOnly.match(line);
    Entry entry{match.captured(1), {}, line, match.capturedEnd(), {}};
    const auto value = match.hasMatch() ? readYamlValue(line, match.capturedEnd()) : std::nullopt;
    const bool isNew = find(entry.key) < 0;
    if (value) {
        entry.items = value->items;
        entry.end = value->end;
    }
    m_isWhole = m_isWhole && value && isNew && kKeys.contains(entry.key)
        && (value->isList == isListKey(entry.key) || value->items.isEmpty());
    m_entries << entry;
}

// A list with a dash per item, or remarks; nothing else may stand there.
void RuleBlock::readBelow(Entry& entry)
{
    static const QRegularExpression dash(QStringLiteral("\\A *- +"));
    const bool mayHave = isListKey(entry.key) && entry.items.isEmpty();
    const QStringList lines = entry.below.split(u'\n');
    for (const QString& line : lines) {
        if (isRemark(line))
            continue;
        const auto match = dash.match(line);
        const auto value = match.hasMatch() ? readYamlValue(line, match.capturedEnd()) : std::nullopt;
        if (!mayHave || !value || value->isList || value->items.size() != 1)
            m_isWhole = false;
        else
            entry.items << value->items;
    }
}

int RuleBlock::find(const QString& key) const
{
    for (int i = 0; i < m_entries.size(); ++i)
        if (m_entries.at(i).key == key)
            return i;
    return -1;
}

QString RuleBlock::wordOf(const char* key) const
{
    return listOf(key).value(0);
}

QStringList RuleBlock::listOf(const char* key) const
{
    const int i = find(QLatin1String(key));
    return i < 0 ? QStringList() : m_entries.at(i).items;
}

Rule RuleBlock::rule() const
{
    Rule rule;
    rule.name = wordOf("name");
    rule.match = wordOf("match");
    rule.type = wordOf("type");
    rule.mode = wordOf("mode");
    rule.ttl = wordOf("ttl");
    rule.per = listOf("per");
    rule.dropLabels = listOf("drop_labels");
    rule.maxSeries = wordOf("max_series");
    return rule;
}

QString RuleBlock::keyAt(int line) const
{
    int first = static_cast<int>(m_lead.count(u'\n'));
    for (const Entry& entry : m_entries) {
        first += 1 + static_cast<int>(entry.below.count(u'\n'));
        if (line < first)
            return entry.key;
    }
    return {};
}

void RuleBlock::change(const Rule& rule, int indent)
{
    if (!m_isWhole) {
        *this = RuleBlock(ruleYaml(rule, indent));
        return;
    }
    const QList<RuleField> before = ruleFields(this->rule());
    const QList<RuleField> after = ruleFields(rule);
    for (const QString& key : kKeys) {
        const QString value = fieldOf(after, key);
        if (value == fieldOf(before, key))
            continue;
        if (!value.isEmpty())
            put({key, value});
        else if (const int i = find(key); i >= 0)
            m_entries.removeAt(i);
    }
    *this = RuleBlock(text());
}

void RuleBlock::put(const RuleField& field)
{
    const QString line = field.key + QStringLiteral(": ") + field.yaml;
    if (const int i = find(field.key); i >= 0) {
        Entry& entry = m_entries[i];
        entry.line = line + entry.line.mid(entry.end);
        QString remarks;
        for (const QString& one : entry.below.split(u'\n', Qt::SkipEmptyParts))
            remarks += isRemark(one) ? one + u'\n' : QString();
        entry.below = remarks;
        return;
    }
    int place = 0;
    for (int i = 0; i < m_entries.size(); ++i)
        if (kKeys.indexOf(m_entries.at(i).key) < kKeys.indexOf(field.key))
            place = i + 1;
    m_entries.insert(place, Entry{field.key, {}, line, line.size(), {}});
    m_isEnded = true;
}

QString RuleBlock::text() const
{
    QString out = m_lead;
    if (!out.isEmpty() && !m_entries.isEmpty() && out.endsWith(u'-'))
        out += u' ';
    for (int i = 0; i < m_entries.size(); ++i)
        out += (i == 0 ? QString() : QString(m_column, u' ')) + m_entries.at(i).line + u'\n' + m_entries.at(i).below;
    if (m_entries.isEmpty())
        return m_isEnded ? out + u'\n' : out;
    if (!m_isEnded)
        out.chop(1);
    return out;
}

} // namespace cairn::ui

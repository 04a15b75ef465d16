// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rule_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace cairn::ui {

namespace {

QStringList linesOf(const QString& text)
{
    QStringList lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype feed = text.indexOf(u'\n', at);
        const qsizetype end = feed < 0 ? text.size() : feed + 1;
        lines << text.mid(at, end - at);
        at = end;
    }
    return lines;
}

bool isRemark(const QString& line)
{
    const QString text = line.trimmed();
    return text.isEmpty() || text.startsWith(u'#');
}

bool isRulesKey(const QString& line)
{
    static const QRegularExpression key(QStringLiteral("\\Arules\\s*:\\s*(\\[\\s*\\]\\s*)?(#.*)?\\s*\\z"));
    return key.match(line).hasMatch();
}

int dashIndent(const QString& line)
{
    static const QRegularExpression dash(QStringLiteral("\\A( *)-(\\s|\\z)"));
    const auto match = dash.match(line);
    return match.hasMatch() ? static_cast<int>(match.capturedLength(1)) : -1;
}

int indentOf(const QString& line)
{
    return static_cast<int>(std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' '; }) - line.begin());
}

// Lines of remarks at the end of what is gathered go to what follows.
QString takeRemarks(QStringList& lines)
{
    QString remarks;
    while (!lines.isEmpty() && isRemark(lines.last()))
        remarks.prepend(lines.takeLast());
    return remarks;
}

} // namespace

RuleText::RuleText(const QString& yaml)
{
    const QStringList lines = linesOf(yaml);
    const auto key = std::find_if(lines.begin(), lines.end(), isRulesKey);
    if (key == lines.end()) {
        const bool isOnlyRemarks = std::all_of(lines.begin(), lines.end(), isRemark);
        m_isCut = isOnlyRemarks;
        m_head = isOnlyRemarks ? yaml + (yaml.isEmpty() || yaml.endsWith(u'\n') ? "rules:\n" : "\nrules:\n") : yaml;
        return;
    }
    m_head = QStringList(lines.begin(), key + 1).join(QString());
    QStringList gathered;
    int indent = -1;
    auto it = key + 1;
    for (; it != lines.end(); ++it) {
        const int dash = dashIndent(*it);
        if (indent < 0 && dash >= 0)
            indent = dash;
        if (indent >= 0 && !isRemark(*it) && dash != indent && indentOf(*it) <= indent)
            break; // another key of the file
        if (indent < 0 && !isRemark(*it))
            break; // a list that is not written with dashes
        if (dash >= 0 && dash == indent) {
            const QString comments = takeRemarks(gathered);
            if (!m_blocks.isEmpty())
                m_blocks.last().body = gathered.join(QString());
            m_blocks.append({comments, {}});
            gathered.clear();
        }
        gathered << *it;
    }
    if (indent >= 0)
        m_indent = indent;
    else
        m_isCut = it == lines.end() || it->at(0).isLetter();
    m_tail = takeRemarks(gathered) + QStringList(it, lines.end()).join(QString());
    if (!m_blocks.isEmpty())
        m_blocks.last().body = gathered.join(QString());
}

QString RuleText::text() const
{
    QString out = m_head;
    for (const Block& block : m_blocks) {
        if (!out.isEmpty() && !out.endsWith(u'\n'))
            out += u'\n'; // the file's last line had none, and is not the last any more
        out += block.comments + block.body;
    }
    return out + m_tail;
}

void RuleText::replace(int i, const Rule& rule)
{
    RuleBlock block(m_blocks.at(i).body);
    block.change(rule, m_indent);
    m_blocks[i].body = block.text();
}

QString RuleText::keyAt(int line) const
{
    const int i = ruleAt(line);
    return i < 0 || line < lineOf(i) ? QString() : block(i).keyAt(line - lineOf(i));
}

RuleText RuleText::written(const QList<Rule>& rules, const QString& insteadOf)
{
    QString remarks;
    for (const QString& line : linesOf(insteadOf))
        if (line.trimmed().startsWith(u'#'))
            remarks += line.trimmed() + u'\n';
    RuleText text(remarks + QStringLiteral("rules:\n"));
    for (const Rule& rule : rules)
        text.insert(text.count(), rule);
    return text;
}

void RuleText::insert(int i, const Rule& rule)
{
    if (m_blocks.isEmpty()) {
        static const QRegularExpression emptyList(QStringLiteral("\\[\\s*\\]"));
        m_head.replace(emptyList, QString());
    }
    m_blocks.insert(i, Block{i == 0 ? QString() : QStringLiteral("\n"), ruleYaml(rule, m_indent)});
}

void RuleText::remove(int i)
{
    m_blocks.removeAt(i);
}
void RuleText::move(int from, int to)
{
    m_blocks.move(from, to);
}

int RuleText::lineOf(int i) const
{
    qsizetype line = m_head.count(u'\n') + 1;
    for (int k = 0; k < i; ++k)
        line += (m_blocks.at(k).comments + m_blocks.at(k).body).count(u'\n');
    return static_cast<int>(line + m_blocks.at(i).comments.count(u'\n'));
}

int RuleText::ruleAt(int line) const
{
    for (int i = count() - 1; i >= 0; --i)
        if (line >= lineOf(i)
                - static_cast<int>(
                    m_blocks.at(i).comments.trimmed().isEmpty() ? 0 : m_blocks.at(i).comments.count(u'\n')))
            return i;
    return -1;
}

} // namespace cairn::ui

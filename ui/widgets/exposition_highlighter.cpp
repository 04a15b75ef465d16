// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/exposition_highlighter.h"

#include "ui/theme/theme.h"
#include "ui/widgets/json_parts.h"

#include <utility>

namespace cairn::ui {

namespace {

// Walks over one line; `at` only grows.
class LineReader {
public:
    explicit LineReader(const QString& line) : m_line(line) { }

    QList<ExpositionPart> read()
    {
        skipBlanks();
        if (peek() == u'#') {
            comment();
            return m_parts;
        }
        name(ExpositionPart::Name);
        skipBlanks();
        if (peek() == u'{')
            labels();
        skipBlanks();
        value();
        skipBlanks();
        if (m_at < m_line.size())
            add(ExpositionPart::Comment, m_at, m_line.size()); // a timestamp, an exemplar
        return m_parts;
    }

private:
    QChar peek() const { return m_at < m_line.size() ? m_line.at(m_at) : QChar(); }
    void skipBlanks()
    {
        while (peek() == u' ' || peek() == u'\t')
            ++m_at;
    }
    void add(ExpositionPart::Kind kind, qsizetype start, qsizetype end)
    {
        if (end > start)
            m_parts.append({kind, static_cast<int>(start), static_cast<int>(end - start)});
    }

    void comment()
    {
        const QString rest = m_line.mid(m_at + 1).trimmed();
        const bool isKnown = rest.startsWith(QLatin1String("TYPE ")) || rest.startsWith(QLatin1String("HELP "))
            || rest.startsWith(QLatin1String("UNIT "));
        if (!isKnown)
            return add(ExpositionPart::Comment, m_at, m_line.size());
        const qsizetype word = m_line.indexOf(rest.left(4), m_at);
        add(ExpositionPart::Comment, m_at, word);
        add(ExpositionPart::Keyword, word, word + 4);
        m_at = word + 4;
        skipBlanks();
        name(ExpositionPart::Name);
        add(ExpositionPart::Comment, m_at, m_line.size());
    }

    void name(ExpositionPart::Kind kind)
    {
        const qsizetype start = m_at;
        if (peek() == u'"')
            return text(kind);
        while (m_at < m_line.size() && !QStringLiteral(" \t{}=,").contains(peek()))
            ++m_at;
        add(kind, start, m_at);
    }

    void text(ExpositionPart::Kind kind)
    {
        const qsizetype start = m_at++;
        while (m_at < m_line.size() && peek() != u'"')
            m_at += peek() == u'\\' ? 2 : 1;
        m_at = qMin(m_at + 1, m_line.size());
        add(kind, start, m_at);
    }

    void labels()
    {
        ++m_at;
        while (m_at < m_line.size() && peek() != u'}') {
            const qsizetype before = m_at;
            skipBlanks();
            name(ExpositionPart::Label);
            skipBlanks();
            if (peek() == u'=')
                ++m_at;
            skipBlanks();
            if (peek() == u'"')
                text(ExpositionPart::Text);
            skipBlanks();
            if (peek() == u',')
                ++m_at;
            if (m_at == before)
                ++m_at; // nothing of a label set: go on
        }
        if (peek() == u'}')
            ++m_at;
    }

    void value()
    {
        const qsizetype start = m_at;
        while (m_at < m_line.size() && peek() != u' ' && peek() != u'\t')
            ++m_at;
        add(ExpositionPart::Value, start, m_at);
    }

    const QString& m_line;
    qsizetype m_at = 0;
    QList<ExpositionPart> m_parts;
};

QTextCharFormat formatOf(ExpositionPart::Kind kind)
{
    const Theme& theme = Theme::instance();
    QTextCharFormat format;
    switch (kind) {
    case ExpositionPart::Comment: format.setForeground(theme.color(ColorRole::Secondary)); break;
    case ExpositionPart::Keyword:
        format.setForeground(theme.color(ColorRole::Secondary));
        format.setFontWeight(QFont::Bold);
        break;
    case ExpositionPart::Name: format.setForeground(theme.color(ColorRole::Accent)); break;
    case ExpositionPart::Label: format.setForeground(theme.color(ColorRole::Text)); break;
    case ExpositionPart::Text: format.setForeground(theme.color(ColorRole::Good)); break;
    case ExpositionPart::Value: format.setForeground(theme.color(ColorRole::Warning)); break;
    }
    return format;
}

} // namespace

QList<ExpositionPart> expositionParts(const QString& line)
{
    return LineReader(line).read();
}

ExpositionHighlighter::ExpositionHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void ExpositionHighlighter::setJson(bool isJson)
{
    if (std::exchange(m_isJson, isJson) != isJson)
        rehighlight();
}

void ExpositionHighlighter::highlightBlock(const QString& line)
{
    const QList<ExpositionPart> parts = m_isJson ? jsonParts(line) : expositionParts(line);
    for (const ExpositionPart& part : parts)
        setFormat(part.start, part.length, formatOf(part.kind));
}

} // namespace cairn::ui

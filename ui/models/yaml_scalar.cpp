// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/yaml_scalar.h"

namespace cairn::ui {

namespace {

struct Scalar {
    QString text;
    qsizetype end = 0;
};

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r';
}

qsizetype skipBlanks(const QString& line, qsizetype at)
{
    while (at < line.size() && isBlank(line.at(at)))
        ++at;
    return at;
}

bool isEnd(const QString& line, qsizetype at)
{
    const qsizetype next = skipBlanks(line, at);
    return next == line.size() || (line.at(next) == u'#' && next > at);
}

std::optional<Scalar> readSingleQuoted(const QString& line, qsizetype at)
{
    Scalar scalar;
    for (qsizetype i = at + 1; i < line.size(); ++i) {
        if (line.at(i) != u'\'') {
            scalar.text += line.at(i);
        } else if (i + 1 < line.size() && line.at(i + 1) == u'\'') {
            scalar.text += line.at(i++);
        } else {
            scalar.end = i + 1;
            return scalar;
        }
    }
    return std::nullopt;
}

std::optional<Scalar> readDoubleQuoted(const QString& line, qsizetype at)
{
    Scalar scalar;
    for (qsizetype i = at + 1; i < line.size(); ++i) {
        if (line.at(i) == u'"') {
            scalar.end = i + 1;
            return scalar;
        }
        if (line.at(i) != u'\\') {
            scalar.text += line.at(i);
            continue;
        }
        const QChar escaped = ++i < line.size() ? line.at(i) : QChar();
        if (escaped == u'x') {
            scalar.text += QChar(line.mid(i + 1, 2).toUShort(nullptr, 16));
            i += 2;
        } else if (escaped == u'"' || escaped == u'\\') {
            scalar.text += escaped;
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Scalar> readPlain(const QString& line, qsizetype at, bool isInList)
{
    static const QString special = QStringLiteral("[]{},&*!|>%@`#?~");
    if (special.contains(line.at(at)) || line.mid(at, 2) == QStringLiteral("- "))
        return std::nullopt;
    qsizetype end = at;
    while (end < line.size() && !(isBlank(line.at(end)) && isEnd(line, end))
        && !(isInList && (line.at(end) == u',' || line.at(end) == u']')))
        ++end;
    const QString text = line.mid(at, end - at).trimmed();
    if (text.contains(QStringLiteral(": ")) || text.endsWith(u':') || text == QStringLiteral("null"))
        return std::nullopt;
    return Scalar{text, at + text.size()};
}

std::optional<Scalar> readScalar(const QString& line, qsizetype at, bool isInList)
{
    if (line.at(at) == u'\'')
        return readSingleQuoted(line, at);
    return line.at(at) == u'"' ? readDoubleQuoted(line, at) : readPlain(line, at, isInList);
}

std::optional<YamlValue> readList(const QString& line, qsizetype at)
{
    YamlValue value{{}, true, 0};
    for (qsizetype i = skipBlanks(line, at + 1); i < line.size();) {
        if (line.at(i) == u']') {
            value.end = i + 1;
            return value;
        }
        const auto item = readScalar(line, i, true);
        if (!item)
            return std::nullopt;
        value.items << item->text;
        i = skipBlanks(line, item->end);
        if (i < line.size() && line.at(i) == u',')
            i = skipBlanks(line, i + 1);
        else if (i >= line.size() || line.at(i) != u']')
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<YamlValue> readYamlValue(const QString& line, qsizetype at)
{
    const qsizetype first = skipBlanks(line, at);
    if (isEnd(line, at))
        return YamlValue{{}, false, at};
    if (line.at(first) == u'[') {
        const auto list = readList(line, first);
        return list && isEnd(line, list->end) ? list : std::nullopt;
    }
    const auto scalar = readScalar(line, first, false);
    if (!scalar || !isEnd(line, scalar->end))
        return std::nullopt;
    return YamlValue{{scalar->text}, false, scalar->end};
}

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_parts.h"

#include <QRegularExpression>

namespace cairn::ui {

namespace {

bool isKnownKey(QStringView key)
{
    static const QStringList known{QStringLiteral("families"), QStringLiteral("name"), QStringLiteral("type"),
        QStringLiteral("help"), QStringLiteral("samples"), QStringLiteral("labels"), QStringLiteral("value"),
        QStringLiteral("buckets"), QStringLiteral("quantiles"), QStringLiteral("sum"), QStringLiteral("count")};
    return known.contains(key);
}

// What a text in quotes is, told by itself and by the colon behind it.
ExpositionPart::Kind kindOf(QStringView text, bool isKey, QStringView lastKey)
{
    if (isKey)
        return isKnownKey(text) ? ExpositionPart::Keyword : ExpositionPart::Label;
    return lastKey == u"name" ? ExpositionPart::Name : ExpositionPart::Text;
}

} // namespace

QList<ExpositionPart> jsonParts(const QString& line)
{
    static const QRegularExpression token(
        QStringLiteral(R"re("((?:[^"\\]|\\.)*)("|$)(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b)re"));
    QList<ExpositionPart> parts;
    QString lastKey;
    for (auto it = token.globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const int start = static_cast<int>(match.capturedStart());
        if (line.at(start) != u'"') {
            parts.append({ExpositionPart::Value, start, static_cast<int>(match.capturedLength())});
            continue;
        }
        const bool isKey = match.hasCaptured(3);
        const int length = static_cast<int>(match.capturedEnd(2)) - start;
        parts.append({kindOf(match.capturedView(1), isKey, lastKey), start, length});
        lastKey = isKey ? match.captured(1) : QString();
    }
    return parts;
}

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/yaml_highlighter.h"

#include "ui/theme/theme.h"

#include <QRegularExpression>

namespace cairn::ui {

YamlHighlighter::YamlHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void YamlHighlighter::highlightBlock(const QString& line)
{
    static const QRegularExpression key(QStringLiteral("^\\s*(?:-\\s+)?([A-Za-z_]+)\\s*:"));
    static const QRegularExpression parts(QStringLiteral("'(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|(?:^|\\s)#.*$"));
    const Theme& theme = Theme::instance();
    if (const auto match = key.match(line); match.hasMatch())
        setFormat(static_cast<int>(match.capturedStart(1)), static_cast<int>(match.capturedLength(1)),
            theme.color(ColorRole::Accent));
    for (auto it = parts.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        const bool isComment = match.captured().trimmed().startsWith(u'#');
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()),
            theme.color(isComment ? ColorRole::Secondary : ColorRole::Good));
    }
}

} // namespace cairn::ui

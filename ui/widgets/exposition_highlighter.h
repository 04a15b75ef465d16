// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace cairn::ui {

/// A stretch of a line of an exposition, and what it is.
struct ExpositionPart {
    enum Kind { Comment, Keyword, Name, Label, Text, Value };
    Kind kind = Comment;
    int start = 0;
    int length = 0;
    bool operator==(const ExpositionPart&) const = default;
};

/// Cuts a line of text 0.0.4 or OpenMetrics into what has a colour. Never fails: what it does not know has none.
[[nodiscard]] QList<ExpositionPart> expositionParts(const QString& line);

/// Colours for comment, name, label and value, by the theme's roles; those of JSON for the same things.
class ExpositionHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit ExpositionHighlighter(QTextDocument* document);
    void setJson(bool isJson); ///< of a push written as JSON

protected:
    void highlightBlock(const QString& line) override;

private:
    bool m_isJson = false;
};

} // namespace cairn::ui

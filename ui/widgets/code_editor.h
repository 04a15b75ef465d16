// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QPlainTextEdit>

#include <optional>

namespace cairn::ui {

/// A text field with line numbers, whose wrong lines are marked and say at their end what is wrong.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEditor(QWidget* parent = nullptr);

    /// Number of the text's first line: a part of a longer text keeps its numbers.
    void setFirstLine(int line);
    /// Messages by line, as numbered at the left. Lines that are not there are passed over.
    void setErrors(const QMap<int, QString>& messages);
    [[nodiscard]] const QMap<int, QString>& errors() const { return m_errors; }
    /// Marks this text in its line more strongly, where it stands there; empty: nothing.
    void setOffence(int line, const QString& text);
    /// Numbers of the lines that stand there, one each; 0: it is none of the text, and is hatched. Beside them, whether
    /// each is marked as different.
    void setRows(const QList<int>& numbers, const QList<bool>& isMarked);
    /// Scrolls there and puts the cursor at its start.
    void showLine(int line);
    [[nodiscard]] int cursorLine() const;
    [[nodiscard]] int numbersWidth() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    class Numbers;
    void applyTheme();
    void markErrors();
    [[nodiscard]] std::optional<QTextEdit::ExtraSelection> offenceMark() const;
    void placeNumbers();
    void paintNumbers(QWidget& area, const QRect& rect);
    void paintMessages();
    void paintGaps(const QRect& rect);
    [[nodiscard]] int lineAt(const QTextBlock& block) const;

    QWidget* m_numbers;
    QMap<int, QString> m_errors;
    int m_offenceLine = 0;
    QString m_offence;
    QList<int> m_rowNumbers; // of blocks, where they are not counted through
    QList<bool> m_isMarked;
    int m_firstLine = 1;
};

} // namespace cairn::ui

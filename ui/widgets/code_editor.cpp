// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/code_editor.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace cairn::ui {

namespace {

constexpr qsizetype kSurelyQuoted = 60; // characters of an offending text that no one has cut

} // namespace

class CodeEditor::Numbers final : public QWidget {
public:
    explicit Numbers(CodeEditor& editor) : QWidget(&editor), m_editor(editor) { }
    QSize sizeHint() const override { return {m_editor.numbersWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_editor.paintNumbers(*this, event->rect()); }

private:
    CodeEditor& m_editor;
};

CodeEditor::CodeEditor(QWidget* parent) : QPlainTextEdit(parent), m_numbers(new Numbers(*this))
{
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setStyleSheet(
        QStringLiteral("QPlainTextEdit { padding: 0; border: none; border-radius: 0; }")); // numbers touch the edge
    setTabChangesFocus(true); // Tab goes on to the next field, as everywhere else
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::placeNumbers);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_numbers->scroll(0, dy);
        else
            m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::textChanged, this, &CodeEditor::markErrors);
    connect(&Theme::instance(), &Theme::changed, this, &CodeEditor::applyTheme);
    applyTheme();
}

void CodeEditor::setFirstLine(int line)
{
    m_firstLine = line;
    placeNumbers();
    markErrors();
}

void CodeEditor::setErrors(const QMap<int, QString>& messages)
{
    if (m_errors == messages)
        return;
    m_errors = messages;
    markErrors();
    m_numbers->update();
    viewport()->update();
}

void CodeEditor::setOffence(int line, const QString& text)
{
    m_offenceLine = line;
    m_offence = text;
    markErrors();
}

// The text may have been cut by whoever quotes it, so its begin is looked for.
std::optional<QTextEdit::ExtraSelection> CodeEditor::offenceMark() const
{
    const QTextBlock block = document()->findBlockByNumber(m_offenceLine - m_firstLine);
    if (!block.isValid() || m_offence.isEmpty())
        return std::nullopt;
    const QString quoted = m_offence.section(u'\n', 0, 0);
    qsizetype length = quoted.size();
    qsizetype at = block.text().indexOf(quoted);
    if (at < 0) {
        length = qMin<qsizetype>(length, kSurelyQuoted);
        at = block.text().indexOf(quoted.left(length));
    }
    if (at < 0 || length == 0)
        return std::nullopt;
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(block);
    mark.cursor.setPosition(block.position() + static_cast<int>(at));
    mark.cursor.setPosition(block.position() + static_cast<int>(at + length), QTextCursor::KeepAnchor);
    mark.format.setBackground(Theme::instance().color(ColorRole::Bad, 0.22));
    mark.format.setUnderlineColor(Theme::instance().color(ColorRole::Bad));
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    return mark;
}

void CodeEditor::setRows(const QList<int>& numbers, const QList<bool>& isMarked)
{
    m_rowNumbers = numbers;
    m_isMarked = isMarked;
    markErrors();
    m_numbers->update();
    viewport()->update();
}

void CodeEditor::showLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - m_firstLine);
    if (!block.isValid())
        return;
    setTextCursor(QTextCursor(block));
    centerCursor();
}

int CodeEditor::cursorLine() const
{
    return lineAt(textCursor().block());
}

int CodeEditor::lineAt(const QTextBlock& block) const
{
    return m_rowNumbers.value(block.blockNumber(), block.blockNumber() + m_firstLine);
}

int CodeEditor::numbersWidth() const
{
    const int digits = qMax(2, static_cast<int>(QString::number(blockCount() + m_firstLine - 1).size()));
    return fontMetrics().horizontalAdvance(u'9') * digits + 16;
}

void CodeEditor::applyTheme()
{
    setFont(Theme::instance().codeFont());
    document()->setDefaultFont(Theme::instance().codeFont());
    placeNumbers();
    markErrors();
}

void CodeEditor::markErrors()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (int i = 0; i < m_isMarked.size(); ++i) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document()->findBlockByNumber(i));
        mark.format.setBackground(Theme::instance().color(ColorRole::Accent, 0.15));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        if (m_isMarked.at(i) && m_rowNumbers.value(i) > 0)
            marks << mark;
    }
    for (auto it = m_errors.cbegin(); it != m_errors.cend(); ++it) {
        const QTextBlock block = document()->findBlockByNumber(it.key() - m_firstLine);
        if (!block.isValid())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(Theme::instance().color(ColorRole::Bad, 0.12));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << mark;
    }
    if (const auto offence = offenceMark())
        marks << *offence;
    setExtraSelections(marks);
}

void CodeEditor::placeNumbers()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_numbers->setGeometry(area.left(), area.top(), numbersWidth(), area.height());
    m_numbers->update();
}

void CodeEditor::paintNumbers(QWidget& area, const QRect& rect)
{
    const Theme& theme = Theme::instance();
    QPainter painter(&area);
    painter.fillRect(rect, theme.color(ColorRole::Ground));
    painter.setFont(font());
    const double offset = viewport()->y() - area.y();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF line = blockBoundingGeometry(block).translated(contentOffset()).translated(0, offset);
        if (line.top() > rect.bottom())
            break;
        const bool isWrong = m_errors.contains(lineAt(block));
        painter.setPen(theme.color(isWrong ? ColorRole::Bad : ColorRole::Secondary));
        if (m_isMarked.value(block.blockNumber()))
            painter.fillRect(QRectF(0, line.top(), 3, line.height()), theme.color(ColorRole::Accent));
        if (lineAt(block) > 0)
            painter.drawText(QRectF(0, line.top(), area.width() - 8, line.height()), Qt::AlignRight | Qt::AlignTop,
                QString::number(lineAt(block)));
    }
}

void CodeEditor::paintEvent(QPaintEvent* event)
{
    paintGaps(event->rect());
    QPlainTextEdit::paintEvent(event);
    paintMessages();
}

// Lines that stand there only so that the others stand beside those of another text.
void CodeEditor::paintGaps(const QRect& rect)
{
    if (m_rowNumbers.isEmpty())
        return;
    QPainter painter(viewport());
    const QBrush hatch(Theme::instance().color(ColorRole::Line), Qt::BDiagPattern);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
        if (line.top() > rect.bottom())
            break;
        if (lineAt(block) == 0)
            painter.fillRect(QRectF(0, line.top(), viewport()->width(), line.height()), hatch);
    }
}

void CodeEditor::paintMessages()
{
    QPainter painter(viewport());
    painter.setPen(Theme::instance().color(ColorRole::Bad));
    painter.setFont(Theme::instance().font(-1));
    for (auto it = m_errors.cbegin(); it != m_errors.cend(); ++it) {
        const QTextBlock block = document()->findBlockByNumber(it.key() - m_firstLine);
        if (!block.isValid() || !block.isVisible())
            continue;
        const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
        const double end
            = line.left() + document()->documentMargin() + fontMetrics().horizontalAdvance(block.text()) + 24;
        const QRectF room(end, line.top(), viewport()->width() - end - 8, line.height());
        if (room.width() > 40)
            painter.drawText(room, Qt::AlignVCenter,
                painter.fontMetrics().elidedText(
                    QStringLiteral("← ") + it.value(), Qt::ElideRight, static_cast<int>(room.width())));
    }
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
}

bool CodeEditor::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QTextCursor cursor = cursorForPosition(viewport()->mapFrom(this, help->pos()));
    QToolTip::showText(help->globalPos(), m_errors.value(lineAt(cursor.block())), this);
    return true;
}

} // namespace cairn::ui

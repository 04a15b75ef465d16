// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QAction>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTextCharFormat>

#include <utility>

namespace cairn::ui {

namespace {

constexpr int kWaitMilliseconds = 150;
constexpr int kHistory = 30;
constexpr int kLeastWidth = 240; // a selector is to be seen while it is typed

} // namespace

FilterBar::FilterBar(QWidget* parent) : QFrame(parent), m_edit(new QLineEdit), m_message(new ElidedLabel)
{
    setObjectName(QStringLiteral("filterBar"));
    m_edit->setObjectName(QStringLiteral("filterText"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(kLeastWidth);
    m_edit->setToolTip(tr("Up and Down: what was filtered by before"));
    m_edit->installEventFilter(this);
    m_icon = m_edit->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_message->setObjectName(QStringLiteral("filterMessage"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the field's width is not its business
    row->addWidget(m_edit, 3);
    row->addWidget(m_message, 2);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kWaitMilliseconds);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
        mark(0);
        m_wait.start();
    });
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            settle(); // cleared by its button, too
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &FilterBar::remember);
    connect(&m_wait, &QTimer::timeout, this, &FilterBar::settle);
    connect(&Theme::instance(), &Theme::changed, this, &FilterBar::applyTheme);
    applyTheme();
}

void FilterBar::setHint(const QString& hint)
{
    m_edit->setPlaceholderText(hint);
}
QString FilterBar::text() const
{
    return m_edit->text();
}
void FilterBar::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void FilterBar::setText(const QString& text)
{
    m_edit->setText(text);
    settle();
}

void FilterBar::setState(bool isValid, const QString& message, int column)
{
    m_isValid = isValid;
    m_isAnswered = true;
    if (std::exchange(m_isToBeKept, false))
        keep();
    if (!m_wait.isActive()) // else it is about a text of a moment ago
        mark(column);
    m_message->setText(message);
    m_edit->setAccessibleDescription(message);
    showState();
}

void FilterBar::setHistory(const QStringList& history)
{
    m_history = history.first(qMin<qsizetype>(history.size(), kHistory));
    m_recalled = -1;
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return QFrame::eventFilter(watched, event);
    recall(key == Qt::Key_Up ? 1 : -1);
    return true;
}

void FilterBar::settle()
{
    m_wait.stop();
    if (m_edit->text() == m_settled)
        return;
    m_settled = m_edit->text();
    m_isAnswered = false;
    if (m_settled.isEmpty())
        setState(true, {});
    Q_EMIT filterChanged(m_settled);
}

// Whoever is quick presses Return before it is known whether the filter is understood.
void FilterBar::remember()
{
    settle();
    if (m_isAnswered)
        keep();
    else
        m_isToBeKept = true;
}

void FilterBar::keep()
{
    const QString text = m_settled.trimmed();
    if (text.isEmpty() || !m_isValid)
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    setHistory(m_history);
}

// A line edit has no formats of its own but those of an input method.
void FilterBar::mark(int column)
{
    QList<QInputMethodEvent::Attribute> attributes;
    const int length = static_cast<int>(m_edit->text().size());
    if (column > 0 && length > 0) {
        const int first = qMin(column, length) - 1; // what is missing at the end is missed behind the last one
        QTextCharFormat wrong;
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(Theme::instance().color(ColorRole::Bad));
        attributes.append(
            {QInputMethodEvent::TextFormat, first - m_edit->cursorPosition(), length - first, QVariant(wrong)});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(m_edit, &event);
}

void FilterBar::recall(int step)
{
    const int wanted = qBound(-1, m_recalled + step, static_cast<int>(m_history.size()) - 1);
    if (wanted == m_recalled)
        return;
    if (m_recalled < 0)
        m_typed = m_edit->text();
    m_recalled = wanted;
    m_edit->setText(wanted < 0 ? m_typed : m_history.at(wanted));
    m_wait.start();
}

void FilterBar::applyTheme()
{
    m_icon->setIcon(Theme::instance().icon(QStringLiteral("search")));
    if (auto* clear
        = m_edit->findChild<QAction*>(QStringLiteral("_q_qlineeditclearaction"))) // Qt's own is for light alone
        clear->setIcon(Theme::instance().icon(QStringLiteral("close")));
    showState();
}

// Colour is never alone: the message beside the field says the same.
void FilterBar::showState()
{
    const Theme& theme = Theme::instance();
    const bool isUsed = !m_edit->text().isEmpty();
    const ColorRole role = !m_isValid ? ColorRole::Bad : ColorRole::Good;
    m_edit->setStyleSheet(isUsed || !m_isValid
            ? QStringLiteral("QLineEdit { border-color: %1; }").arg(theme.color(role).name())
            : QString());
    m_message->setColor(m_isValid ? ColorRole::Secondary : ColorRole::Bad);
}

} // namespace cairn::ui

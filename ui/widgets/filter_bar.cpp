// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_bar.h"

#include "ui/theme/theme.h"
#include "ui/theme/tone.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace cairn::ui {

namespace {

constexpr int kWaitMilliseconds = 150;
constexpr int kHistory = 30;

} // namespace

FilterBar::FilterBar(QWidget* parent) : QFrame(parent), m_edit(new QLineEdit), m_message(new QLabel)
{
    m_edit->setObjectName(QStringLiteral("filterText"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_icon = m_edit->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_message->setObjectName(QStringLiteral("filterMessage"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_edit, 1);
    row->addWidget(m_message);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kWaitMilliseconds);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
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

void FilterBar::setState(bool isValid, const QString& message)
{
    m_isValid = isValid;
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
    if (m_settled.isEmpty())
        setState(true, {});
    Q_EMIT filterChanged(m_settled);
}

void FilterBar::remember()
{
    settle();
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty() || !m_isValid)
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    setHistory(m_history);
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
    setTone(m_message, m_isValid ? Tone::Secondary : Tone::Bad);
}

} // namespace cairn::ui

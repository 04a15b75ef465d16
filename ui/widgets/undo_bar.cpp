// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/undo_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace cairn::ui {

UndoBar::UndoBar(QWidget* parent)
    : QFrame(parent), m_text(new ElidedLabel), m_undo(new QPushButton), m_close(new QToolButton)
{
    setObjectName(QStringLiteral("undoBar"));
    m_undo->setObjectName(QStringLiteral("undoBarUndo"));
    m_close->setObjectName(QStringLiteral("undoBarClose"));
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close; the Resets page can still undo it"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 8, 4);
    row->setSpacing(12);
    row->addWidget(m_text);
    row->addWidget(m_undo);
    row->addStretch(1);
    row->addWidget(m_close);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &UndoBar::tick);
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undoAsked);
    connect(m_close, &QToolButton::clicked, this, [this] {
        withdraw();
        Q_EMIT dismissed();
    });
    connect(&Theme::instance(), &Theme::changed, this, &UndoBar::applyTheme);
    applyTheme();
    hide();
}

void UndoBar::offer(const QString& text, std::chrono::seconds left)
{
    m_text->setText(text);
    m_left = left;
    showLeft();
    m_timer.start();
    show();
}

void UndoBar::withdraw()
{
    m_timer.stop();
    hide();
}

QString UndoBar::actionText() const
{
    return m_undo->text();
}

void UndoBar::tick()
{
    m_left -= std::chrono::seconds(1);
    if (m_left.count() > 0)
        return showLeft();
    withdraw();
    Q_EMIT expired();
}

void UndoBar::showLeft()
{
    const qint64 left = m_left.count();
    m_undo->setText(tr("Undo (%1:%2)").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0')));
}

void UndoBar::applyTheme()
{
    m_close->setIcon(Theme::instance().icon(QStringLiteral("close")));
    update();
}

void UndoBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Surface));
    painter.fillRect(0, 0, width(), 1, theme.color(ColorRole::Line));
}

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace cairn::ui {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent), m_text(new ElidedLabel), m_action(new QPushButton), m_close(new QToolButton)
{
    setObjectName(QStringLiteral("noticeBar"));
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_action->setObjectName(QStringLiteral("noticeAction"));
    m_close->setObjectName(QStringLiteral("noticeClose"));
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 8, 4);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (const auto act = m_notice.act)
            act();
    });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&Theme::instance(), &Theme::changed, this, &NoticeBar::applyTheme);
    applyTheme();
    hide();
}

void NoticeBar::tell(const Notice& notice)
{
    m_notice = notice;
    m_text->setText(notice.text);
    m_action->setText(notice.action);
    m_action->setVisible(!notice.action.isEmpty());
    setAccessibleName(notice.text);
    setVisible(!notice.text.isEmpty());
    update();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::applyTheme()
{
    m_close->setIcon(Theme::instance().icon(QStringLiteral("close")));
    update();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Surface));
    painter.fillRect(0, 0, width(), 1, theme.color(ColorRole::Line));
    painter.fillRect(0, 0, 3, height(), theme.color(m_notice.isTrouble ? ColorRole::Bad : ColorRole::Accent));
}

} // namespace cairn::ui

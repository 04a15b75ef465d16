// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/spoken.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace cairn::ui {

Banner::Banner(QWidget* parent)
    : QFrame(parent), m_text(new ElidedLabel), m_action(new QPushButton), m_other(new QPushButton)
{
    setObjectName(QStringLiteral("banner"));
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_other->setObjectName(QStringLiteral("bannerOther"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 2, 8, 2);
    m_text->setMostLines(2);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_other);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionAsked);
    connect(m_other, &QPushButton::clicked, this, &Banner::otherAsked);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void Banner::say(const QString& text, const QString& action, ColorRole role)
{
    const bool wasShown = !isHidden();
    const bool isNews = !wasShown || role != m_role; // how long it has lasted is none
    m_role = role;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_other->hide();
    setAccessibleName(text);
    show();
    update();
    if (!wasShown)
        emit shown(true);
    if (isNews)
        speak(*this, text);
}

void Banner::clear()
{
    if (isHidden())
        return;
    hide();
    emit shown(false);
}

void Banner::offerOther(const QString& action)
{
    m_other->setText(action);
    m_other->show();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(m_role, 0.1));
    painter.fillRect(0, 0, 3, height(), theme.color(m_role));
}

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/stale_veil.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace cairn::ui {

namespace {

constexpr double kOpacity = 0.45; // text beneath can still be read

} // namespace

// An opacity effect would let through what was painted there before: nothing opaque lies beneath a page.
StaleVeil::StaleVeil(QWidget& dimmed) : QWidget(&dimmed)
{
    setObjectName(QStringLiteral("staleVeil"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    dimmed.installEventFilter(this);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void StaleVeil::setDown(bool isDown)
{
    setGeometry(parentWidget()->rect());
    setVisible(isDown);
    raise();
}

bool StaleVeil::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void StaleVeil::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setOpacity(kOpacity);
    painter.fillRect(rect(), Theme::instance().color(ColorRole::Ground));
}

} // namespace cairn::ui

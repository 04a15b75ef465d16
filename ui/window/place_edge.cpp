// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/place_edge.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QWidget>

namespace cairn::ui {

namespace {

constexpr int kEdge = 4;
constexpr int kStripe = 3;

// Production is marked even where somebody chose no colour for it.
QColor edgeColor(const Place& place)
{
    const MarkColor mark = place.color == MarkColor::None ? usualColor(place.environment) : place.color;
    return Theme::instance().color(mark);
}

} // namespace

QMargins placeMargins(const Place& place, const QWidget& window)
{
    if (place.isProduction())
        return {kEdge, window.fontMetrics().height() + kEdge, kEdge, kEdge};
    return {0, place.color == MarkColor::None ? 0 : kStripe, 0, 0};
}

void paintPlaceEdge(const Place& place, QWidget& window)
{
    const QMargins margins = window.contentsMargins();
    if (margins.isNull())
        return;
    QPainter painter(&window);
    painter.setClipRegion(QRegion(window.rect()) - window.rect().marginsRemoved(margins));
    painter.fillRect(window.rect(), edgeColor(place));
    if (!place.isProduction())
        return;
    const Theme& theme = Theme::instance();
    painter.setPen(theme.color(ColorRole::Surface));
    painter.setFont(theme.font(0, true));
    const QString text = QCoreApplication::translate("cairn::ui", "Production: %1").arg(place.name);
    const QRect band(0, 0, window.width(), margins.top());
    painter.drawText(band, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideMiddle, band.width()));
}

} // namespace cairn::ui

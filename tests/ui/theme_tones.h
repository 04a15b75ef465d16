// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QImage>
#include <QSet>
#include <QWidget>

namespace cairn::ui_testing {

/// The theme's colours as they are now, by which somebody tells something.
inline QSet<QRgb> themeTones()
{
    QSet<QRgb> tones;
    for (const auto role :
        {ui::ColorRole::Ground, ui::ColorRole::Surface, ui::ColorRole::Text, ui::ColorRole::Secondary,
            ui::ColorRole::Accent, ui::ColorRole::Good, ui::ColorRole::Warning, ui::ColorRole::Bad})
        tones.insert(ui::Theme::instance().color(role).rgb());
    return tones;
}

/// How many pixels of a widget are of exactly these colours, and where the first one is.
inline int pixelsOf(QWidget& widget, const QSet<QRgb>& tones, QPoint* where = nullptr)
{
    const QImage image = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    int pixels = 0;
    QPoint first;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        bool isOne = false;
        for (int x = 0; x < image.width(); ++x) {
            if (x == 0 || line[x] != line[x - 1]) // mostly it is as the one before
                isOne = tones.contains(line[x]);
            if (isOne && ++pixels == 1)
                first = QPoint(x, y);
        }
    }
    if (where != nullptr)
        *where = first;
    return pixels;
}

} // namespace cairn::ui_testing

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QColor;
class QPainter;
class QRectF;

namespace cairn::ui {

/// Paints a small line of `points`, oldest first, newest at the right edge; NaN is a gap. From zero, unless a value is
/// below it. Cheap enough for a delegate: one path, no allocation beyond it.
void paintSparkline(QPainter& painter, const QRectF& rect, const QList<double>& points, const QColor& color);

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

namespace cairn::ui {

/// An icon from an SVG file whose `currentColor` becomes `normal`, or `selected` while the icon is checked or selected.
/// It is drawn anew for each size and scale, so it is sharp everywhere.
[[nodiscard]] QIcon svgIcon(const QString& path, const QColor& normal, const QColor& selected);

} // namespace cairn::ui

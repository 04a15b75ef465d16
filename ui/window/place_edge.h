// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/environment.h"

class QMargins;
class QWidget;

namespace cairn::ui {

// The colour of the place round the window's contents: an edge on all sides for production, with its name at the top;
// a stripe at the top for any other.

[[nodiscard]] QMargins placeMargins(const Place& place, const QWidget& window);
void paintPlaceEdge(const Place& place, QWidget& window); ///< within its paint event

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QWidget;

namespace cairn::ui {

/// Tells whoever listens to the window instead of looking at it; `source` is where it stands.
void speak(QWidget& source, const QString& text);

} // namespace cairn::ui

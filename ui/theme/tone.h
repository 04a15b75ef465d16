// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

class QWidget;

namespace cairn::ui {

/// What a label's text is; the style sheet colours it, in light and dark.
enum class Tone { Plain, Secondary, Accent, Good, Warning, Bad };
[[nodiscard]] ColorRole roleOf(Tone tone); ///< for who paints by hand
void setTone(QWidget* widget, Tone tone);
void repolish(QWidget* widget); ///< after a property that the style sheet looks at has changed

} // namespace cairn::ui

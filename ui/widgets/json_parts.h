// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/exposition_highlighter.h"

namespace cairn::ui {

/// Cuts a line of pushed JSON into what has a colour: keys that the format knows, labels, texts, numbers. Never fails,
/// and knows nothing of the lines around it: no text goes over a line's end.
[[nodiscard]] QList<ExpositionPart> jsonParts(const QString& line);

} // namespace cairn::ui

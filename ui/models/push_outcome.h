// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/mode_text.h"
#include "ui/models/push_report.h"

namespace cairn::ui {

/// `+ new`, `Σ added`, `✕ refused`: a glyph and a word, as modes are shown.
[[nodiscard]] ModeText outcomeText(MergeOutcome outcome);

} // namespace cairn::ui

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"

#include <string_view>
#include <vector>

namespace cairn {

/// Labels as canonical text, `a="b",c="d"`, values escaped. `labels` are sorted.
[[nodiscard]] std::string labelText(const LabelSet& labels);
void appendLabelText(std::string& text, const LabelSet& labels); ///< the same, behind what `text` has
/// The reverse; only for text that labelText() or the engine made.
[[nodiscard]] LabelSet parseLabelText(std::string_view text);
/// The same labels by reference, as selectors and rules read them.
[[nodiscard]] std::vector<LabelView> labelViews(const LabelSet& labels);

} // namespace cairn

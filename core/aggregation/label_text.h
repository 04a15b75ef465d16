// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"

#include <string_view>
#include <vector>

namespace cairn {

/// Labels as canonical text, `a="b",c="d"`, values escaped, and names quoted that are no classic ones:
/// `"my.name"="b"`. `labels` are sorted.
[[nodiscard]] std::string labelText(const LabelSet& labels);
void appendLabelText(std::string& text, const LabelSet& labels); ///< the same, behind what `text` has
/// Appends a label's name, quoted where it has to be; says whether it had to be.
bool appendLabelName(std::string& text, std::string_view name);
/// The reverse; only for text that labelText() or the engine made.
[[nodiscard]] LabelSet parseLabelText(std::string_view text);
/// The same labels by reference, as selectors and rules read them.
[[nodiscard]] std::vector<LabelView> labelViews(const LabelSet& labels);

} // namespace cairn

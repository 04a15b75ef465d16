// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/protobuf_tail.h"
#include "core/model/label.h"

#include <span>
#include <string_view>

namespace cairn::detail {

/// The bytes that putLabels() writes at most.
[[nodiscard]] std::size_t labelsRoom(std::string_view text) noexcept;
[[nodiscard]] std::size_t labelsRoom(std::span<const LabelView> labels) noexcept;

/// Writes label fields (field 1 of Metric and of Exemplar). `text` is canonical: `a="b","c.d"="e"`.
void putLabels(WireTail& tail, std::string_view text);
void putLabels(WireTail& tail, std::span<const LabelView> labels) noexcept;
void putLabel(WireTail& tail, std::string_view name, std::string_view value) noexcept;

} // namespace cairn::detail

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/aggregation/store.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace cairn {

/// Series as they are, for putBack() once they are gone. Both locks held.
[[nodiscard]] RemovedSet capture(const Store& store, std::span<const std::uint32_t> ids);
/// See Engine::restore(). Both locks held.
std::size_t putBack(Store& store, const RemovedSet& removed);

} // namespace cairn

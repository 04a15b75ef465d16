// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/inventory.h"
#include "core/gateway/api/json_writer.h"

namespace cairn {

/// The `LabelNames` of a family: which labels are the same on all series, and which differ.
void writeLabelNames(JsonWriter& json, const Inventory& inventory, std::size_t family);

} // namespace cairn

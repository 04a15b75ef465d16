// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cairn {

/// How a pushed body is written.
enum class ExpositionFormat : std::uint8_t {
    Text, ///< text 0.0.4, with the quoted names of 1.0.0
    OpenMetrics, ///< OpenMetrics 1.0 text
    Protobuf, ///< varint-delimited io.prometheus.client.MetricFamily messages
};
inline constexpr int kFormats = 3;

} // namespace cairn

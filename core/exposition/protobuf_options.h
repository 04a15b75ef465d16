// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cairn {

/// How the reader treats what protobuf allows and Cairn by default does not.
struct ProtobufOptions {
    bool ignoreTimestamps = false; ///< drop them; otherwise a timestamp is an error
    std::size_t maxLabels = 1024; ///< of one metric; more is an error, before they take memory
    std::size_t maxBuckets = 10'000; ///< of one metric, classic and native each, and quantiles and exemplars: the same
};

} // namespace cairn

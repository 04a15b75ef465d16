// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/exemplar.h"
#include "core/model/native_histogram.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cairn {

/// The newest exemplar of a bucket; of a counter, whose only one it is, the bound is +Inf.
struct StoredExemplar {
    double bound = 0; ///< upper bound of the bucket it was sent with
    Exemplar exemplar;
    bool operator==(const StoredExemplar&) const = default;
};

/// What few series have beside their numbers, and only some formats carry. Immutable: scrapes share it with the store.
struct SeriesExtras {
    std::optional<double> created; ///< Unix seconds
    std::vector<StoredExemplar> exemplars; ///< by bound, ascending, each bound once
    std::optional<NativeHistogram> native; ///< of a histogram all of whose parts had one

    /// Takes over what a newer push says, but for the native part: the earliest birth, the newest exemplar of each
    /// bound.
    void addNumberless(const SeriesExtras& newer);
    [[nodiscard]] bool isEmpty() const noexcept { return !created && exemplars.empty() && !native; }
    [[nodiscard]] std::size_t bytes() const noexcept; ///< of memory, about
    bool operator==(const SeriesExtras&) const = default;
};
/// The native part of two histograms added; none where one of them has none.
[[nodiscard]] std::optional<NativeHistogram> sumOf(
    const std::optional<NativeHistogram>& a, const std::optional<NativeHistogram>& b);

using SeriesExtrasPtr = std::shared_ptr<const SeriesExtras>;

} // namespace cairn

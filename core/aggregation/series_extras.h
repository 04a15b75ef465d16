// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/exemplar.h"
#include "core/model/native_histogram.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// The newest exemplar of a bucket; of a counter, whose only one it is, the bound is +Inf.
struct StoredExemplar {
    double bound = 0; ///< upper bound of the bucket it was sent with
    Exemplar exemplar;
    bool operator==(const StoredExemplar&) const = default;
};

/// An exemplar that a push brings: its labels stand in a text of all of them, so that staging one takes no memory of
/// its own.
struct PushedExemplar {
    std::uint32_t series = 0;
    std::uint32_t labels = 0;
    std::size_t firstByte = 0; ///< of the labels in the text
    double bound = 0;
    double value = 0;
    std::optional<double> timestamp;
};
/// Appends the exemplar's labels to `texts`; series and bound are left to the caller.
[[nodiscard]] PushedExemplar pack(const ExemplarView& exemplar, std::string& texts);
/// The exemplar itself, in the memory that `out` has, if that is enough.
void unpack(const PushedExemplar& pushed, std::string_view texts, Exemplar& out);

/// What few series have beside their numbers, and only some formats carry. Scrapes share it with the store, which
/// changes only what it has alone.
struct SeriesExtras {
    std::optional<double> created; ///< Unix seconds
    std::vector<StoredExemplar> exemplars; ///< by bound, ascending, each bound once
    std::optional<NativeHistogram> native; ///< of a histogram all of whose parts had one

    /// Takes over what a newer push says, but for the native part: the earliest birth, the newest exemplar of each
    /// bound.
    void addNumberless(const SeriesExtras& newer);
    /// The place of a bound's exemplar, made where there is none.
    [[nodiscard]] Exemplar& exemplarOf(double bound);
    [[nodiscard]] bool isEmpty() const noexcept { return !created && exemplars.empty() && !native; }
    [[nodiscard]] std::size_t bytes() const noexcept; ///< of memory, about
    bool operator==(const SeriesExtras&) const = default;
};
/// The native part of two histograms added; none where one of them has none.
[[nodiscard]] std::optional<NativeHistogram> sumOf(
    const std::optional<NativeHistogram>& a, const std::optional<NativeHistogram>& b);

using SeriesExtrasPtr = std::shared_ptr<const SeriesExtras>;

} // namespace cairn

// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/native_histogram.h"

#include <cstddef>
#include <optional>

namespace cairn {

// Arithmetic of native histograms, as Prometheus does it (https://prometheus.io/docs/specs/native_histograms/). What
// goes in has passed checkNative(); what comes out would pass it, and has no buckets that counted nothing.

/// Merges neighbouring buckets until the schema is `schema`: each step coarser makes one of two. Does nothing where the
/// schema is as coarse already. No observation changes its place by more than its new bucket says.
void reduceTo(NativeHistogram& histogram, int schema);

/// Lets the zero bucket reach to `threshold` and swallow the buckets it covers. A bucket with something in it is never
/// cut: it is swallowed whole, and the threshold becomes its upper bound. Does nothing where the threshold is as wide
/// already. A bucket that reaches below the threshold because reduceTo() made it wider stays as it is until then.
void widenZeroBucket(NativeHistogram& histogram, double threshold);

/// Adds the observations of `other`, in the coarser of both schemas and with the wider of both zero buckets.
void addNative(NativeHistogram& histogram, const NativeHistogram& other);

/// What a client counted between two totals it sent, in the schema and with the threshold of `now`. Nothing if it began
/// anew: some bucket fell, or resolution came back, for a client that runs only ever coarsens its schema and widens its
/// zero bucket, to the bounds of buckets. So `before` must be as it was sent, not as limitBuckets() left it.
[[nodiscard]] std::optional<NativeHistogram> nativeIncrease(const NativeHistogram& before, const NativeHistogram& now);

/// Makes the schema coarser until there are at most `most` buckets besides the zero bucket. False if there are more in
/// the coarsest schema, too.
[[nodiscard]] bool limitBuckets(NativeHistogram& histogram, std::size_t most);

} // namespace cairn

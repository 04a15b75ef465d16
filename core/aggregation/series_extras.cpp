// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/series_extras.h"

#include "core/aggregation/native_merge.h"

#include <algorithm>

namespace cairn {

void SeriesExtras::addNumberless(const SeriesExtras& newer)
{
    if (newer.created)
        created = std::min(*newer.created, created.value_or(*newer.created));
    for (const StoredExemplar& stored : newer.exemplars) {
        const auto at = std::ranges::lower_bound(exemplars, stored.bound, {}, &StoredExemplar::bound);
        if (at != exemplars.end() && at->bound == stored.bound)
            at->exemplar = stored.exemplar;
        else
            exemplars.insert(at, stored);
    }
}

std::size_t SeriesExtras::bytes() const noexcept
{
    std::size_t bytes = sizeof(*this) + exemplars.size() * sizeof(StoredExemplar);
    for (const StoredExemplar& stored : exemplars) {
        for (const Label& label : stored.exemplar.labels)
            bytes += sizeof(Label) + label.name.size() + label.value.size();
    }
    if (native)
        bytes += (native->positive.size() + native->negative.size()) * sizeof(NativeBucket);
    return bytes;
}

std::optional<NativeHistogram> sumOf(const std::optional<NativeHistogram>& a, const std::optional<NativeHistogram>& b)
{
    if (!a || !b)
        return std::nullopt;
    NativeHistogram sum = *a;
    addNative(sum, *b);
    constexpr std::size_t kMostBuckets = 1024; // as many as keep one percent of error over a hundred decades and more
    return limitBuckets(sum, kMostBuckets) ? std::optional(std::move(sum)) : std::nullopt;
}

} // namespace cairn

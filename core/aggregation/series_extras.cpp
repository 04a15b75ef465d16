// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/series_extras.h"

namespace cairn {

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

} // namespace cairn
